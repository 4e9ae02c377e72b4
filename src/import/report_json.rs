//! The report on an import as JSON: what became of every file and every article in it.

use super::{Columns, FileReport, Near, Newer, Note, Outcome, PartReport, Report};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let files: Vec<FileShape<'_>> = self.files.iter().map(|file| FileShape(self, file)).collect();
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("articles", &self.count(|outcome| matches!(outcome, Outcome::Added { .. })))?;
        map.serialize_entry("put_back", &self.count(|outcome| matches!(outcome, Outcome::PutBack { .. })))?;
        map.serialize_entry("left_out", &self.left_out.len())?;
        map.serialize_entry("not_imported", &self.refused())?;
        map.serialize_entry("batch", &self.batch.as_ref().map(ToString::to_string))?;
        map.serialize_entry("files", &files)?;
        map.serialize_entry("near", &self.near.iter().map(NearShape).collect::<Vec<_>>())?;
        map.serialize_entry("newer", &self.newer.iter().map(NewerShape).collect::<Vec<_>>())?;
        map.end()
    }
}

/// A file of one article says what became of it; one of many lists its parts.
struct FileShape<'a>(&'a Report, &'a FileReport);

impl Serialize for FileShape<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self(report, file) = self;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("path", &file.path.to_string_lossy())?;
        map.serialize_entry("format", &file.format.map(|format| format.name()))?;
        map.serialize_entry("digest", &file.digest)?;
        map.serialize_entry("articles", &file.parts.iter().filter(|part| report.is_taken(part)).count())?;
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
            [only] if only.part.is_empty() => outcome(report, only, &mut map)?,
            parts => map.serialize_entry("parts", &parts.iter().map(|part| PartShape(report, part)).collect::<Vec<_>>())?,
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

struct PartShape<'a>(&'a Report, &'a PartReport);

impl Serialize for PartShape<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("part", &self.1.part)?;
        outcome(self.0, self.1, &mut map)?;
        map.end()
    }
}

fn outcome<M: SerializeMap>(report: &Report, part: &PartReport, map: &mut M) -> Result<(), M::Error> {
    match &part.outcome {
        Outcome::Added { id, .. } | Outcome::PutBack { id } if report.is_left_out(part) => {
            map.serialize_entry("outcome", "left out")?;
            map.serialize_entry("id", &id.to_string())
        }
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
