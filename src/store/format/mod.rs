//! What a record looks like in a file, with a version, and how older versions become this one.
//!
//! Every `.ron` file is one RON document, `Kind(format: 1, …, records: [` and `])` around records on lines of their own.
//! These types are for reading and apart from the model's; [`mod@write`] writes the same forms by hand, leaving defaults out.

mod edits;
mod light;
mod migrate;
mod read;
mod records;
pub mod review;
pub mod write;

pub(super) use edits::{JournalLine, LineHash, journal_line};
pub(super) use light::{LightLine, light_line};
pub(super) use read::{HeadRecord, LayerRecord, Names, article_record, displaced, head_record, layer_record};

use super::error::StoreError;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The version that this program writes.
pub const FORMAT: u32 = 1;

/// The line that ends the records.
pub const CLOSING: &str = "])";

/// How `ron` reads here: a record is named by its kind, `Annotation(id: …)`, with no second pair of parentheses.
fn options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::UNWRAP_VARIANT_NEWTYPES)
}

/// Reads a value, with the place of an error in the line given as a column.
fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, String> {
    options().from_str(text).map_err(|error| format!("{} (column {})", error.code, error.span.start.col))
}

/// The opening of `project.ron`.
#[derive(Deserialize, Debug, Clone)]
#[serde(rename = "Project", deny_unknown_fields)]
pub struct ProjectOpening<R = ()> {
    #[serde(default)]
    pub format: u32,
    #[serde(default)]
    pub name: String,
    /// The number of each annotator's last transaction whose shared edits are in this file.
    #[serde(default)]
    pub applied: BTreeMap<String, u64>,
    pub records: Vec<R>,
}

/// The opening of a batch file.
#[derive(Deserialize, Debug, Clone)]
#[serde(rename = "Articles", deny_unknown_fields)]
pub struct ArticlesOpening<R = ()> {
    #[serde(default)]
    pub format: u32,
    #[serde(default)]
    pub batch: String,
    pub records: Vec<R>,
}

/// The opening of a snapshot.
#[derive(Deserialize, Debug, Clone)]
#[serde(rename = "Annotations", deny_unknown_fields)]
pub struct AnnotationsOpening<R = ()> {
    #[serde(default)]
    pub format: u32,
    #[serde(default)]
    pub annotator: String,
    /// The journal line that the snapshot stands for; none is the beginning.
    #[serde(default, deserialize_with = "records::present")]
    pub journal: Option<JournalPlace>,
    pub records: Vec<R>,
}

/// A place in a journal: behind the line of that number.
#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename = "Journal", deny_unknown_fields)]
pub struct JournalPlace {
    /// How many bytes lie before it.
    pub bytes: u64,
    /// The number of the last transaction before it.
    pub number: u64,
    /// The hash of the last line before it.
    pub last: LineHash,
}

/// Reads an opening line of `project.ron`.
pub fn project_opening(line: &str) -> Result<ProjectOpening, String> {
    parse(&closed(line))
}

/// Reads an opening line of a batch file.
pub fn articles_opening(line: &str) -> Result<ArticlesOpening, String> {
    parse(&closed(line))
}

/// Reads an opening line of a snapshot.
pub fn annotations_opening(line: &str) -> Result<AnnotationsOpening, String> {
    parse(&closed(line))
}

fn closed(line: &str) -> String {
    format!("{}{CLOSING}", line.trim_end())
}

/// Reads a whole document as the texts of its records, whatever their layout; `R` is one of the openings.
pub(super) fn document<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, String> {
    let place = |at: ron::error::Position| format!("line {}, column {}", at.line, at.col);
    options().from_str(text).map_err(|error| format!("{} ({})", error.code, place(error.span.start)))
}

/// Refuses a file of a newer version by its opening line, whatever else may have changed in it.
pub fn check_version(path: &Path, opening: &str) -> Result<(), StoreError> {
    let fields = opening.split("records").next().unwrap_or_default();
    let number = fields.split_once("format").and_then(|(_, rest)| rest.trim_start().strip_prefix(':'));
    let digits = number.map(|rest| rest.trim_start().split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default());
    let found = digits.map(|digits| digits.parse().unwrap_or(if digits.is_empty() { 0 } else { u32::MAX })).unwrap_or_default();
    if found > FORMAT { Err(StoreError::Newer { path: path.to_owned(), found, known: FORMAT }) } else { Ok(()) }
}

/// A record's text in a document of any layout.
pub(super) type Raw = Box<ron::value::RawValue>;

/// The texts of records.
pub(super) fn texts(records: Vec<Raw>) -> Vec<String> {
    records.iter().map(|raw| raw.get_ron().trim().to_owned()).collect()
}
