//! The report on a whole import as a file to be kept: every file and every part of it, with what became of it and why.

use super::{FileReport, Imported, Near, Newer, Outcome, PartReport};
use crate::model::{ArticleId, BatchId};
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
    /// Articles that tell nearly the same as another one.
    pub near: Vec<Near>,
    /// Articles that are newer copies of others.
    pub newer: Vec<Newer>,
    /// What the new articles were written as; `None` when there were none.
    pub batch: Option<BatchId>,
}

/// Why a report was not written.
#[derive(Debug, thiserror::Error)]
#[error("Could not write the report to {path} ({source}). Choose another place")]
pub struct NotWritten {
    path: String,
    source: std::io::Error,
}

impl Report {
    /// The report on what was found, when that is written.
    pub fn new(found: Imported, left_out: HashSet<ArticleId>, batch: Option<BatchId>) -> Self {
        let Imported { files, mut near, mut newer, .. } = found;
        near.retain(|near| !left_out.contains(&near.article));
        newer.retain(|newer| !left_out.contains(&newer.article));
        Self { files, left_out, near, newer, batch }
    }

    /// How many articles came.
    pub fn articles(&self) -> usize {
        self.count(Outcome::is_article)
    }

    /// How many parts brought nothing although they should have.
    pub fn refused(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Refused(_)))
    }

    /// How many parts had an outcome, apart from those that were not wanted.
    pub(super) fn count(&self, is: impl Fn(&Outcome) -> bool) -> usize {
        let parts = self.files.iter().flat_map(|file| &file.parts);
        parts.filter(|part| is(&part.outcome) && !self.is_left_out(part)).count()
    }

    /// Whether a part brought an article that was wanted.
    pub fn is_taken(&self, part: &PartReport) -> bool {
        part.outcome.is_article() && !self.is_left_out(part)
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

    /// The report for programs, as one line.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// Writes the report, whole or not at all: as JSON where the name ends so, else as words.
    pub fn write(&self, path: &Path) -> Result<(), NotWritten> {
        let as_json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
        let write = || {
            let text = if as_json { self.to_json()? + "\n" } else { self.to_text() };
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(text.as_bytes())?;
            file.persist(path).map(drop).map_err(|error| error.error)
        };
        write().map_err(|source| NotWritten { path: path.display().to_string(), source })
    }
}
