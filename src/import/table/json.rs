//! JSON: a list of objects, an object that holds one, or a single object that is an article.
//!
//! A list at the top may be of any length, as its objects are read one after another; all else must fit in memory.

use super::decoding::Decoding;
use super::items::{Item, Items};
use super::{LARGEST_RECORD, names};
use crate::import::columns::Field;
use crate::import::reader::{Emit, Input, Part};
use crate::import::{LARGEST_FILE, Problem};
use crate::model::progress::Cancelled;
use serde::de::{Deserializer as _, Error as _, IgnoredAny, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, Read};

/// Reads JSON.
pub(in crate::import) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let columns = input.table("");
    let mut decoding = Decoding::new(input.stream);
    let items = Items::new(&columns);
    match first_byte(&mut decoding) {
        Ok(None) => emit(whole(Err(Problem::Empty))),
        Ok(Some(b'[')) => read_list(&mut decoding, items, emit),
        Ok(Some(_)) => read_object(&mut decoding, items, emit),
        Err(error) => emit(whole(Err(Problem::of_reading(&error)))),
    }
}

fn whole(found: Result<crate::import::reader::Found, Problem>) -> Part {
    Part { name: String::new(), found }
}

/// The first byte that is no white space; passes over what stands before it.
fn first_byte(stream: &mut impl BufRead) -> io::Result<Option<u8>> {
    loop {
        let block = stream.fill_buf()?;
        let Some(at) = block.iter().position(|byte| !byte.is_ascii_whitespace()) else {
            let length = block.len();
            if length == 0 {
                return Ok(None);
            }
            stream.consume(length);
            continue;
        };
        let first = block.get(at).copied();
        stream.consume(at);
        return Ok(first);
    }
}

/// Reads a list that stands at the top.
fn read_list(decoding: &mut Decoding<'_>, mut items: Items<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let (left, seen) = (Cell::new(LARGEST_RECORD), Cell::new((decoding.encoding(), decoding.undecodable > 0)));
    let (mut number, mut stop) = (0_u64, Ok(()));
    let result = {
        let mut each = |json: Box<RawValue>| {
            left.set(LARGEST_RECORD);
            number += 1;
            let ((encoding, is_damaged), json) = (seen.get(), Ok(Box::<str>::from(json).into_string()));
            stop = items.push(Item { name: format!("item {number}"), json, encoding, is_damaged }, emit);
            stop.is_ok() && items.is_open()
        };
        let mut reader = serde_json::Deserializer::from_reader(Bounded { decoding, left: &left, seen: &seen });
        reader.deserialize_seq(Each(&mut each)).and_then(|()| reader.end())
    };
    stop?;
    if !items.is_open() {
        return Ok(());
    }
    items.flush(emit)?;
    match result {
        Ok(()) if number == 0 => emit(whole(Err(Problem::Blank))),
        Ok(()) => Ok(()),
        Err(error) => emit(Part { name: format!("item {}", number + 1), found: Err(problem_of(&error)) }),
    }
}

fn problem_of(error: &serde_json::Error) -> Problem {
    match error.io_error_kind() {
        Some(io::ErrorKind::FileTooLarge) => Problem::LongRow,
        Some(_) => Problem::Unreadable(error.to_string()),
        None => Problem::NotJson(error.to_string()),
    }
}

/// Hands on the items of a list as they come, until one is refused.
struct Each<'e>(&'e mut dyn FnMut(Box<RawValue>) -> bool);

impl<'de> Visitor<'de> for Each<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element::<Box<RawValue>>()? {
            if !(self.0)(item) {
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// A decoded stream that ends with an error where an item is too long.
struct Bounded<'d, 's> {
    decoding: &'d mut Decoding<'s>,
    left: &'d Cell<usize>,
    /// What it is read as, and whether there were bytes that could not be decoded.
    seen: &'d Cell<(&'static str, bool)>,
}

impl Read for Bounded<'_, '_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.decoding.read(to)?;
        self.left.set(self.left.get().saturating_sub(read));
        self.seen.set((self.decoding.encoding(), self.decoding.undecodable > 0));
        Ok(read)
    }
}

/// Reads an object that stands at the top: an article, or what holds a list of them.
fn read_object(decoding: &mut Decoding<'_>, mut items: Items<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let mut text = String::new();
    match decoding.take(LARGEST_FILE + 1).read_to_string(&mut text) {
        Err(error) => return emit(whole(Err(Problem::of_reading(&error)))),
        Ok(size) if size as u64 > LARGEST_FILE => return emit(whole(Err(Problem::TooLarge(size as u64)))),
        Ok(_) => {}
    }
    let (encoding, is_damaged) = (decoding.encoding(), decoding.undecodable > 0);
    if let Err(error) = serde_json::from_str::<IgnoredAny>(&text) {
        let is_lines = text.lines().next().is_some_and(|line| serde_json::from_str::<IgnoredAny>(line).is_ok());
        // Lines of JSON whose first is longer than what is looked at to recognise them.
        return if is_lines { read_lines(&text, items, emit) } else { emit(whole(Err(Problem::NotJson(error.to_string())))) };
    }
    let item = |name: String, json: &str| Item { name, json: Ok(json.to_owned()), encoding, is_damaged };
    match list_in(&text, 0) {
        None => items.push(item(String::new(), &text), emit)?,
        Some(list) => {
            for (number, json) in (1_u64..).zip(list) {
                items.push(item(format!("item {number}"), json.get()), emit)?;
                if !items.is_open() {
                    break;
                }
            }
        }
    }
    items.flush(emit)
}

fn read_lines(text: &str, items: Items<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let mut stream = text.as_bytes();
    super::lines::read_decoded(&mut Decoding::new(&mut stream), items, emit)
}

/// How deep a list may lie.
const DEEPEST: usize = 4;

/// The longest list of objects in an object that is no article itself.
fn list_in(json: &str, depth: usize) -> Option<Vec<&RawValue>> {
    lists_in(json, depth).into_iter().max_by_key(|(length, _)| *length).map(|(_, list)| list)
}

/// The lists of objects in an object, each with its length in bytes.
fn lists_in(json: &str, depth: usize) -> Vec<(usize, Vec<&RawValue>)> {
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(json).unwrap_or_default();
    let begins = |json: &RawValue, with: char| json.get().starts_with(with);
    let is_text = |name: &str| matches!(names::field(name), Some(Field::Text | Field::Html));
    if depth > DEEPEST || members.iter().any(|(name, json)| is_text(name) && begins(json, '"')) {
        return Vec::new();
    }
    let own = members.values().copied().filter(|json| begins(json, '[')).filter_map(list_of_objects);
    let inner = members.values().copied().filter(|json| begins(json, '{')).flat_map(|json| lists_in(json.get(), depth + 1));
    own.chain(inner).collect()
}

fn list_of_objects(json: &RawValue) -> Option<(usize, Vec<&RawValue>)> {
    let list: Vec<&RawValue> = serde_json::from_str(json.get()).ok()?;
    list.first().is_some_and(|first| first.get().starts_with('{')).then_some((json.get().len(), list))
}
