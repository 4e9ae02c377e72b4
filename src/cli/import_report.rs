//! The report of an import as JSON, which can be saved: what became of every file and every article in it.

use super::project::Done;
use crate::import::{Columns, FileReport, Near, Newer, Note, Outcome, PartReport};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// All that is told of an import.
pub(super) struct Report<'a>(pub &'a Done);

impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Done { articles, batch, imported, .. } = self.0;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("articles", articles)?;
        map.serialize_entry("put_back", &imported.returning.len())?;
        map.serialize_entry("batch", &batch.as_ref().map(ToString::to_string))?;
        map.serialize_entry("files", &imported.files.iter().map(FileShape).collect::<Vec<_>>())?;
        map.serialize_entry("near", &imported.near.iter().map(NearShape).collect::<Vec<_>>())?;
        map.serialize_entry("newer", &imported.newer.iter().map(NewerShape).collect::<Vec<_>>())?;
        map.end()
    }
}

/// A file of one article says what became of it; one of many lists its parts.
struct FileShape<'a>(&'a FileReport);

impl Serialize for FileShape<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let file = self.0;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("path", &file.path.to_string_lossy())?;
        map.serialize_entry("format", &file.format.map(|format| format.name()))?;
        map.serialize_entry("digest", &file.digest)?;
        map.serialize_entry("articles", &file.articles())?;
        let tables: Vec<(&str, &Columns)> = file.tables().collect();
        match tables.as_slice() {
            [] => {}
            [(_, columns)] => map.serialize_entry("columns", &ColumnsShape(columns))?,
            _ => map.serialize_entry("tables", &tables.iter().map(|(place, of)| TableShape(place, of)).collect::<Vec<_>>())?,
        }
        if !file.notes.is_empty() {
            map.serialize_entry("notes", &file.notes.iter().map(NoteShape).collect::<Vec<_>>())?;
        }
        match file.parts.as_slice() {
            [only] if only.part.is_empty() => outcome(&only.outcome, &mut map)?,
            parts => map.serialize_entry("parts", &parts.iter().map(PartShape).collect::<Vec<_>>())?,
        }
        map.end()
    }
}

struct NoteShape<'a>(&'a Note);

impl Serialize for NoteShape<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("note", self.0.code())?;
        map.serialize_entry("words", &self.0.to_string())?;
        map.end()
    }
}

/// Which columns there are, and which fields were taken from which.
struct ColumnsShape<'a>(&'a Columns);

impl Serialize for ColumnsShape<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        struct Mapped<'a>(&'a Columns);
        impl Serialize for Mapped<'_> {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_map(self.0.mapping.iter().map(|(field, column)| (field.name(), column)))
            }
        }
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("names", &self.0.names)?;
        map.serialize_entry("fields", &Mapped(self.0))?;
        map.end()
    }
}

/// One of several tables in a file.
struct TableShape<'a>(&'a str, &'a Columns);

impl Serialize for TableShape<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("place", self.0)?;
        map.serialize_entry("columns", &ColumnsShape(self.1))?;
        map.end()
    }
}

struct PartShape<'a>(&'a PartReport);

impl Serialize for PartShape<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("part", &self.0.part)?;
        outcome(&self.0.outcome, &mut map)?;
        map.end()
    }
}

fn outcome<M: SerializeMap>(outcome: &Outcome, map: &mut M) -> Result<(), M::Error> {
    match outcome {
        Outcome::Added { id, undecodable } => {
            map.serialize_entry("outcome", "added")?;
            map.serialize_entry("id", &id.to_string())?;
            map.serialize_entry("undecodable", undecodable)
        }
        Outcome::PutBack { id } => {
            map.serialize_entry("outcome", "put back")?;
            map.serialize_entry("id", &id.to_string())
        }
        Outcome::Duplicate { id, of } => {
            map.serialize_entry("outcome", "duplicate")?;
            map.serialize_entry("id", &id.to_string())?;
            map.serialize_entry("of", of)
        }
        Outcome::Refused(problem) => {
            map.serialize_entry("outcome", "refused")?;
            map.serialize_entry("problem", problem.code())?;
            map.serialize_entry("reason", &problem.to_string())
        }
    }
}

struct NearShape<'a>(&'a Near);

impl Serialize for NearShape<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Near { article, of, similarity } = self.0;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("article", &article.to_string())?;
        map.serialize_entry("of", &of.to_string())?;
        map.serialize_entry("similarity", &((similarity * 1000.0).round() / 1000.0))?;
        map.end()
    }
}

struct NewerShape<'a>(&'a Newer);

impl Serialize for NewerShape<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Newer { article, of } = self.0;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("article", &article.to_string())?;
        map.serialize_entry("of", &of.to_string())?;
        map.end()
    }
}
