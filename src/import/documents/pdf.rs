//! PDF: the text layer, and what the document says of itself. See [`super::pdf_lines`] for how lines become paragraphs.
//!
//! What would let the parser run without end or fill the memory is looked for before it begins.

use super::guarded;
use super::pdf_lines::Lines;
use crate::import::allowance::Allowance;
use crate::import::archives::Unpacking;
use crate::import::problem::Problem;
use crate::import::reader::{Emit, Found, Input, Part};
use crate::model::MetadataField::{Author, Language, Modified, Published, Title};
use crate::model::progress::Cancelled;
use flate2::read::ZlibDecoder;
use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document, Error, Object, ObjectId, decode_text_string, output_doc};
use regex::bytes::Regex;
use std::collections::HashMap;
use std::io::{self, Read};
use std::rc::Rc;

const WHAT: &str = "a PDF document";

/// How deep the tree of pages, and drawings within drawings, may be.
const DEEPEST: usize = 24;

/// How many drawings a document may draw.
const MOST_DRAWINGS: usize = 1_000_000;

/// Reads one article.
pub(in crate::import) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let found = input.bytes().and_then(|bytes| {
        if input.depth == 0 {
            input.allowance.pack(bytes.len() as u64);
        }
        weigh(&bytes, &input.allowance)?;
        article(&bytes)
    });
    emit(Part { name: String::new(), found })
}

fn article(bytes: &[u8]) -> Result<Found, Problem> {
    let document = guarded(WHAT, || load(bytes))?;
    let mut lines = Lines::default();
    let drawn = guarded(WHAT, || {
        check(&document)?;
        output_doc(&document, &mut lines).map_err(|error| broken(&error))
    });
    match drawn {
        Err(Problem::Damaged { what, why }) if lines.page > 0 => {
            return Err(Problem::Damaged { what, why: format!("page {}: {why}", lines.page) });
        }
        drawn => drawn?,
    }
    let text = lines.text();
    if text.trim().is_empty() {
        return Err(Problem::PicturesOnly);
    }
    let mut found = Found { text, ..Found::default() };
    describe(&document, &mut found);
    Ok(found)
}

fn broken(error: &dyn std::fmt::Display) -> Problem {
    Problem::Damaged { what: WHAT, why: error.to_string() }
}

/// Opens a document, also one that may be read but not changed without a password.
fn load(bytes: &[u8]) -> Result<Document, Problem> {
    match Document::load_mem(bytes) {
        Ok(document) if document.trailer.has(b"Encrypt") && !document.was_encrypted() => Err(Problem::Encrypted(WHAT)),
        Ok(document) if document.get_pages().is_empty() => Err(broken(&"it has no pages")),
        Ok(document) => Ok(without_pictures(document)),
        Err(Error::InvalidPassword | Error::Decryption(_)) => Err(Problem::Encrypted(WHAT)),
        Err(error) => Err(broken(&error)),
    }
}

/// Unpacks everything but pictures once, to see how much it is.
fn weigh(bytes: &[u8], allowance: &Rc<Allowance>) -> Result<(), Problem> {
    let Ok(beginnings) = Regex::new(r"(?-u)stream\r?\n") else { return Ok(()) };
    for beginning in beginnings.find_iter(bytes) {
        let (before, packed) = bytes.split_at_checked(beginning.end()).unwrap_or_default();
        let near = before.get(before.len().saturating_sub(1 << 11)..).unwrap_or_default();
        let text = String::from_utf8_lossy(near);
        let dictionary = text.rsplit_once("obj").map_or(&*text, |(_, dictionary)| dictionary);
        let is_picture = dictionary.contains("/Image") && !dictionary.contains("/ObjStm");
        if is_picture || packed.first() != Some(&0x78) {
            continue;
        }
        let weighed = match dictionary.matches("/Fl").count() {
            0 | 1 => io::copy(&mut unpacking(packed, allowance), &mut io::sink()),
            2 => io::copy(&mut unpacking(ZlibDecoder::new(packed), allowance), &mut io::sink()),
            _ => return Err(Problem::Bomb),
        };
        match weighed.map_err(|error| Problem::of_reading(&error)) {
            Err(Problem::Bomb) => return Err(Problem::Bomb),
            _ => continue,
        }
    }
    Ok(())
}

fn unpacking<R: Read>(packed: R, allowance: &Rc<Allowance>) -> Unpacking<ZlibDecoder<R>> {
    Unpacking { packed: ZlibDecoder::new(packed), allowance: Rc::clone(allowance), what: WHAT }
}

/// Takes the bytes out of pictures, which are not read.
fn without_pictures(mut document: Document) -> Document {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
        {
            stream.content.clear();
            stream.dict.remove(b"Filter");
        }
    }
    document
}

/// What pages draw within drawings, followed before they are drawn.
struct Drawings<'a> {
    document: &'a Document,
    /// The drawings that each draws, by the object that it is.
    known: HashMap<ObjectId, Rc<[Vec<u8>]>>,
    left: usize,
}

/// Finds pages and drawings that lie in themselves.
fn check(document: &Document) -> Result<(), Problem> {
    let mut drawings = Drawings { document, known: HashMap::new(), left: MOST_DRAWINGS };
    for page in document.page_iter() {
        let mut resources = None;
        let mut node = document.get_dictionary(page).ok();
        for _ in 0..=DEEPEST {
            let Some(dictionary) = node else { break };
            resources = resources.or_else(|| dictionary_in(document, dictionary, b"Resources"));
            node = dictionary.get(b"Parent").and_then(Object::as_reference).and_then(|id| document.get_dictionary(id)).ok();
        }
        if node.is_some() {
            return Err(broken(&"its pages lie in themselves"));
        }
        if let (Some(resources), Ok(content)) = (resources, document.get_page_content(page)) {
            drawings.follow(&drawn_by(&content), resources, DEEPEST)?;
        }
    }
    Ok(())
}

impl<'a> Drawings<'a> {
    fn follow(&mut self, names: &[Vec<u8>], resources: &'a Dictionary, depth: usize) -> Result<(), Problem> {
        let Some(drawings) = dictionary_in(self.document, resources, b"XObject") else { return Ok(()) };
        for name in names {
            let Ok(id) = drawings.get(name).and_then(Object::as_reference) else { continue };
            let Ok(stream) = self.document.get_object(id).and_then(Object::as_stream) else { continue };
            self.left = self.left.saturating_sub(1);
            if depth == 0 || self.left == 0 {
                return Err(broken(&"its drawings lie in themselves"));
            }
            let content = || stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            let inner = Rc::clone(self.known.entry(id).or_insert_with(|| drawn_by(&content()).into()));
            self.follow(&inner, dictionary_in(self.document, &stream.dict, b"Resources").unwrap_or(resources), depth - 1)?;
        }
        Ok(())
    }
}

/// The names of the drawings that a content draws.
fn drawn_by(content: &[u8]) -> Vec<Vec<u8>> {
    let operations = Content::decode(content).map(|content| content.operations).unwrap_or_default();
    let drawn = operations.iter().filter(|operation| operation.operator == "Do");
    drawn.filter_map(|operation| Some(operation.operands.first()?.as_name().ok()?.to_vec())).collect()
}

fn dictionary_in<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    let (_, object) = document.dereference(dictionary.get(key).ok()?).ok()?;
    object.as_dict().ok()
}

fn describe(document: &Document, found: &mut Found) {
    let said = dictionary_in(document, &document.trailer, b"Info");
    let value = |key: &str| text_of(document, said?.get(key.as_bytes()).ok()?);
    for (field, key) in [(Title, "Title"), (Author, "Author")] {
        let value = value(key).filter(|value| !is_placeholder(value)).unwrap_or_default();
        found.set(field, value, &format!("document properties ({key})"));
    }
    for (field, key) in [(Published, "CreationDate"), (Modified, "ModDate")] {
        let date = value(key).and_then(|date| iso_date(&date)).unwrap_or_default();
        found.set(field, date, &format!("document properties ({key})"));
    }
    let language = document.catalog().ok().and_then(|catalog| text_of(document, catalog.get(b"Lang").ok()?));
    found.set(Language, language.unwrap_or_default(), "document catalogue (Lang)");
}

/// Whether a program wrote this because nobody had said anything.
fn is_placeholder(value: &str) -> bool {
    ["untitled", "anonymous", "unknown", "unspecified"].contains(&value.trim_matches(['(', ')', ' ']).to_lowercase().as_str())
}

fn text_of(document: &Document, object: &Object) -> Option<String> {
    let (_, object) = document.dereference(object).ok()?;
    decode_text_string(object).ok()
}

/// A date of PDF in ISO 8601: `D:20261120093000+01'00'`. Without a zone the time means nothing and only the day is kept.
fn iso_date(date: &str) -> Option<String> {
    let digits = date.trim().strip_prefix("D:").unwrap_or(date.trim());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let (digits, zone) = digits.split_at_checked(end)?;
    let part = |from: usize, to: usize| digits.get(from..to);
    let day = format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let zone: String = zone.chars().filter(|c| *c != '\'').collect();
    let zone = match zone.as_bytes() {
        [b'Z', ..] => "Z".to_owned(),
        [b'+' | b'-', _, _, _, _, ..] => format!("{}:{}", zone.get(..3)?, zone.get(3..5)?),
        [b'+' | b'-', _, _] => format!("{zone}:00"),
        _ => String::new(),
    };
    let time = part(8, 12).zip(part(10, 12)).filter(|_| !zone.is_empty());
    let Some((hours, minutes)) = time.and_then(|(both, minutes)| Some((both.get(..2)?, minutes))) else { return Some(day) };
    Some(format!("{day}T{hours}:{minutes}:{}{zone}", part(12, 14).unwrap_or("00")))
}

#[cfg(test)]
mod tests {
    use super::iso_date;

    #[test]
    fn dates_are_made_iso() {
        let dates =
            ["D:20261120093005+01'00'", "D:20261120093005Z", "D:202611200930-05'30", "D:20261120093005", "20261120", "D:2026"];
        let iso = dates.map(|date| iso_date(date).unwrap_or_default());
        assert_eq!(
            iso,
            ["2026-11-20T09:30:05+01:00", "2026-11-20T09:30:05Z", "2026-11-20T09:30:00-05:30", "2026-11-20", "2026-11-20", ""]
        );
    }
}
