//! Which columns of a table, or values of JSON objects, fill which fields of an article.

use super::Format;
use crate::model::MetadataField;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A field of an article that a column can fill.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// The text as it stands.
    Text,
    /// The text as a web page or part of one.
    Html,
    /// What the source calls the article; named with its row, and kept with where the article came from.
    Id,
    /// Something known about it.
    Metadata(MetadataField),
}

impl Field {
    /// All of them, in the order in which they are asked about.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::Text, Self::Html, Self::Id].into_iter().chain(MetadataField::ALL.into_iter().map(Self::Metadata))
    }

    /// The name it is asked for by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Id => "id",
            Self::Metadata(field) => field.name(),
        }
    }

    /// The field of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|field| field.name() == name)
    }
}

/// The column of each field: its name in a table, its path in JSON (“body”, “meta.author”). A field that is not there is
/// unknown.
pub type Mapping = BTreeMap<Field, String>;

/// The columns of a file as they were found, what was taken from which, and the first rows to judge that by.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Columns {
    /// Names in their order; “column 3” where one has none.
    pub names: Vec<String>,
    /// What was chosen or guessed.
    pub mapping: Mapping,
    /// The first few rows, a cell for each name, long ones cut short.
    pub rows: Vec<Vec<String>>,
}

/// What lies in a file and was read as something of its own: the file itself, an entry of an archive, a sheet of a workbook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// Its name in the file: “week/ports.csv”, “sheet Harbour”; empty for the file itself.
    pub place: String,
    /// What it was read as.
    pub format: Format,
    /// What the fields of its articles were taken from, where that can be chosen.
    pub columns: Option<Columns>,
}

/// What a person chose of how files are read. A field that is not there is guessed, one that is there with an empty name
/// stays unknown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Choices {
    /// For all files.
    pub all: Mapping,
    /// For single ones, by their path; these come before those for all.
    pub files: BTreeMap<PathBuf, FileChoices>,
}

/// What was chosen for one file and for what lies in it, by the [`Member::place`] of each.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FileChoices {
    /// What is to be read as what; this comes before what is asked of all.
    pub formats: BTreeMap<String, Format>,
    /// Which columns fill which fields.
    pub columns: BTreeMap<String, Mapping>,
}
