//! The report on a whole import as a file to be kept: every file and every part of it, with what became of it and why.

use super::{FileReport, Outcome, PartReport};
use crate::model::ArticleId;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// What became of an import.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Report {
    /// What became of each file.
    pub files: Vec<FileReport>,
    /// What could have been imported and was not wanted.
    pub left_out: HashSet<ArticleId>,
}

/// Why a report was not written.
#[derive(Debug, thiserror::Error)]
#[error("Could not write the report to {path} ({source}). Choose another place")]
pub struct NotWritten {
    path: String,
    source: std::io::Error,
}

impl Report {
    /// How many articles came.
    pub fn articles(&self) -> usize {
        let parts = self.files.iter().flat_map(|file| &file.parts);
        parts.filter(|part| part.outcome.is_article() && !self.is_left_out(part)).count()
    }

    /// How many parts brought nothing although they should have.
    pub fn refused(&self) -> usize {
        let parts = self.files.iter().flat_map(|file| &file.parts);
        parts.filter(|part| matches!(part.outcome, Outcome::Refused(_))).count()
    }

    /// Whether an article was found and not wanted.
    pub fn is_left_out(&self, part: &PartReport) -> bool {
        matches!(&part.outcome, Outcome::Added { id, .. } | Outcome::PutBack { id } if self.left_out.contains(id))
    }

    /// What became of a part, in words.
    pub fn words(&self, part: &PartReport) -> String {
        if self.is_left_out(part) { "left out by hand".to_owned() } else { part.outcome.to_string() }
    }

    /// The report as words: a line a file, and one for each of its parts where there are several.
    pub fn to_text(&self) -> String {
        let mut text = format!("Imported: {}\nNot imported: {}\n", self.articles(), self.refused());
        if !self.left_out.is_empty() {
            let _ = writeln!(text, "Left out by hand: {}", self.left_out.len());
        }
        for file in &self.files {
            let read = file.format.map(|format| format!(" (read as {})", format.phrase())).unwrap_or_default();
            match file.parts.as_slice() {
                [only] if only.part.is_empty() => {
                    let _ = writeln!(text, "\n{}{read}: {}", file.path.display(), self.words(only));
                    for note in &file.notes {
                        let _ = writeln!(text, "  {note}");
                    }
                }
                parts => {
                    let _ = writeln!(text, "\n{}: {file}", file.path.display());
                    for part in parts {
                        let _ = writeln!(text, "  {}: {}", part.part, self.words(part));
                    }
                }
            }
        }
        text
    }

    /// The report for programs.
    pub fn to_json(&self) -> Value {
        let file = |file: &FileReport| {
            json!({
                "path": file.path.to_string_lossy(),
                "format": file.format.map(super::Format::name),
                "notes": file.notes.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "parts": file.parts.iter().map(|part| self.part_to_json(part)).collect::<Vec<_>>(),
            })
        };
        let files: Vec<Value> = self.files.iter().map(file).collect();
        json!({ "articles": self.articles(), "not_imported": self.refused(), "left_out": self.left_out.len(), "files": files })
    }

    fn part_to_json(&self, part: &PartReport) -> Value {
        let outcome = match &part.outcome {
            _ if self.is_left_out(part) => "left out",
            Outcome::Added { .. } => "added",
            Outcome::PutBack { .. } => "put back",
            Outcome::Duplicate { .. } => "duplicate",
            Outcome::Refused(_) => "refused",
        };
        let mut json = json!({ "part": part.part, "outcome": outcome, "reason": self.words(part) });
        let (Value::Object(fields), id) = (&mut json, id_of(&part.outcome)) else { return Value::Null };
        fields.extend(id.map(|id| ("id".to_owned(), Value::from(id.to_string()))));
        if let Outcome::Refused(problem) = &part.outcome {
            fields.insert("problem".to_owned(), Value::from(problem.code()));
        }
        json
    }

    /// Writes the report, whole or not at all: as JSON where the name ends so, else as words.
    pub fn write(&self, path: &Path) -> Result<(), NotWritten> {
        let as_json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
        let text = if as_json { format!("{:#}\n", self.to_json()) } else { self.to_text() };
        let write = || {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(text.as_bytes())?;
            file.persist(path).map(drop).map_err(|error| error.error)
        };
        write().map_err(|source| NotWritten { path: path.display().to_string(), source })
    }
}

fn id_of(outcome: &Outcome) -> Option<ArticleId> {
    match outcome {
        Outcome::Added { id, .. } | Outcome::PutBack { id } | Outcome::Duplicate { id, .. } => Some(*id),
        Outcome::Refused(_) => None,
    }
}
