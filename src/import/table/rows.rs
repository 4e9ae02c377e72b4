//! Rows and objects to articles: what is found in which column, with where it came from.

use super::guess::{self, Sample};
use crate::import::columns::{Columns, Field, Mapping};
use crate::import::dates::{self, Order};
use crate::import::html::{self, Page};
use crate::import::reader::{Emit, Found, Part, Table};
use crate::import::{Note, Problem};
use crate::model::MetadataField;
use crate::model::progress::Cancelled;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Which places of a source fill which fields. A place is the number of a cell or the path in an object.
pub(super) struct Plan<P> {
    fields: Vec<(Field, P, Box<str>)>,
    /// Which of two numbers is the day in the dates of a field, where others of its column say so.
    orders: BTreeMap<Field, Order>,
}

impl<P> Plan<P> {
    /// Makes a plan of a mapping; `noun` is what a place is called, `place` finds it by its name.
    pub fn new(mapping: &Mapping, noun: &str, place: impl Fn(Field, &str) -> Option<P>) -> Self {
        let one = |(field, name): (&Field, &String)| Some((*field, place(*field, name)?, format!("{noun} {name}").into()));
        Self { fields: mapping.iter().filter_map(one).collect(), orders: BTreeMap::new() }
    }

    /// Takes note of the dates that can be read in one way only: the others of their column are written like them, unless
    /// some are written so and some so.
    pub fn ordered<'v, R: 'v>(mut self, rows: &'v [R], value: impl Fn(&'v R, &P) -> Cow<'v, str>) -> Self {
        for (field, place, _) in self.fields.iter().filter(|(field, ..)| DATES.map(Field::Metadata).contains(field)) {
            let mut orders = rows.iter().filter_map(|row| dates::own_order(&value(row, place)));
            let first = orders.next();
            self.orders.extend(first.filter(|first| orders.all(|order| order == *first)).map(|order| (*field, order)));
        }
        self
    }

    /// One article, by the values of its places. `name` says which part of the source it is.
    pub fn part<'v>(&self, name: String, value: impl Fn(&P) -> Cow<'v, str>) -> Part {
        let mut found = Found::default();
        let (mut id, mut html) = (None, None);
        for (field, place, origin) in &self.fields {
            let value = value(place);
            match field {
                Field::Text => found.text = value.into_owned(),
                Field::Html => html = Some(value),
                Field::Id => id = Some(value.trim().to_owned()).filter(|id| !id.is_empty()),
                Field::Metadata(field) => found.set(*field, value, origin),
            }
        }
        if let Some(html) = html.filter(|_| found.text.trim().is_empty()) {
            let Page { text, suggestions } = html::page(&html, Some(found.metadata.url.as_str()).filter(|url| !url.is_empty()));
            (found.text, found.suggestions) = (text, suggestions);
        }
        let language = found.metadata.language.clone();
        for field in DATES {
            let place = field.of_mut(&mut found.metadata);
            let order = self.orders.get(&Field::Metadata(field)).copied();
            // What says no date that could be read stays as it stands: nothing is lost, and nothing invented.
            *place = as_iso(place, order, &language).unwrap_or_else(|| std::mem::take(place));
        }
        let id = id.as_deref().map(|id| cut_short(id, LONGEST_ID));
        let name = match id {
            Some(id) if name.is_empty() => format!("id {id}"),
            Some(id) => format!("{name} (id {id})"),
            None => name,
        };
        let found = if found.text.trim().is_empty() { Err(Problem::NoText(self.text_places())) } else { Ok(found) };
        Part { name, found }
    }

    /// Where the text should stand, in words.
    fn text_places(&self) -> String {
        let of_text = self.fields.iter().filter(|(field, ..)| matches!(field, Field::Text | Field::Html));
        of_text.map(|(_, _, origin)| origin.as_ref()).collect::<Vec<_>>().join(" and its ")
    }
}

/// A date in ISO 8601. Numbers with points between them have the day before the month wherever they are written so.
fn as_iso(written: &str, order: Option<Order>, language: &str) -> Option<String> {
    let is_pointed = written.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ':' | ' '));
    let read = match order {
        None => dates::to_iso(written, language),
        order => dates::to_iso_in(written, order, language),
    };
    read.or_else(|| is_pointed.then(|| dates::to_iso(written, "de")).flatten())
}

/// The fields that hold dates.
const DATES: [MetadataField; 2] = [MetadataField::Published, MetadataField::Modified];

/// How much of an id is told, in characters.
const LONGEST_ID: usize = 80;

/// Chooses the columns of a source from those there are, and says which they are.
pub(super) fn choose(sample: &Sample, table: &Table, has: impl Fn(&str) -> bool) -> Result<Mapping, Problem> {
    let guessed = guess::mapping(sample, &table.chosen, has);
    let mapping = guessed.clone().unwrap_or_default();
    let rows = sample.rows.iter().take(SHOWN_ROWS);
    let rows = rows.map(|row| row.iter().map(|cell| cut_short(cell, SHOWN_CHARS).into_owned()).collect()).collect();
    table.answer(Columns { names: sample.names.clone(), mapping, rows });
    guessed
}

/// How many rows are shown to judge a mapping by, and how many characters of each cell.
const SHOWN_ROWS: usize = 5;
const SHOWN_CHARS: usize = 200;

fn cut_short(text: &str, chars: usize) -> Cow<'_, str> {
    match text.char_indices().nth(chars).and_then(|(end, _)| text.get(..end)) {
        Some(start) => format!("{start}…").into(),
        None => text.into(),
    }
}

/// Works on many pieces at once and hands on what comes of them in their order; what is to be said of their dates goes to
/// `table`.
pub(super) fn in_order<T: Send>(
    pieces: Vec<T>,
    work: impl Fn(T) -> Part + Sync + Send,
    table: &Table,
    emit: &mut Emit<'_>,
) -> Result<(), Cancelled> {
    let parts: Vec<Part> = pieces.into_par_iter().map(work).collect();
    parts.into_iter().try_for_each(|part| {
        for field in part.found.iter().flat_map(|_| DATES) {
            let date = part.found.as_ref().map_or("", |found| field.of(&found.metadata));
            if !guess::is_iso_date(date) && dates::is_open(date) {
                table.note(Note::OpenDates { count: 1, first: date.to_owned(), place: part.name.clone() });
            }
        }
        emit(part)
    })
}

/// Says what an article was decoded from. What could not be decoded near it stands in it as U+FFFD, or in another.
pub(super) fn note_encoding(found: &mut Found, encoding: &'static str, is_damaged: bool) {
    found.encoding = encoding;
    if is_damaged {
        found.undecodable = found.text.matches(char::REPLACEMENT_CHARACTER).count() as u64;
    }
}
