//! What was found wrong in a file and did not keep it from being read.

use std::fmt;
use std::path::{Path, PathBuf};

/// One thing found wrong: where, and what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The file.
    pub file: PathBuf,
    /// Its line, from 1.
    pub line: Option<u64>,
    /// What sort of problem it is.
    pub kind: ProblemKind,
    /// The reason, in words for a person.
    pub reason: String,
}

/// Sorts of problems.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProblemKind {
    /// A record cannot be read; its line is kept aside.
    Damaged,
    /// A file cannot be read at all.
    Unreadable,
    /// A snapshot cannot be written; the journal still has everything.
    Unwritten,
    /// An annotation's words no longer stand where it says.
    Displaced,
    /// An article's text is no longer the one its id was made of.
    ChangedText,
    /// Two records have the same id.
    Duplicate,
    /// Something is named that the scheme or the project does not have.
    Unknown,
    /// The journal does not add up.
    Journal,
    /// Two people changed the same thing in different ways.
    Conflict,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// A list of problems that stays readable: of each file the first thousand, then their number.
#[derive(Clone, Debug, Default)]
pub(super) struct Problems {
    list: Vec<Problem>,
    more: u64,
}

const MOST: usize = 1000;

impl Problems {
    pub fn add(&mut self, file: &Path, line: Option<u64>, kind: ProblemKind, reason: impl Into<String>) {
        if self.list.len() < MOST {
            self.list.push(Problem { file: file.to_owned(), line, kind, reason: reason.into() });
        } else {
            self.more += 1;
        }
    }

    pub fn into_vec(mut self) -> Vec<Problem> {
        if let Some(last) = self.list.last().cloned().filter(|_| self.more > 0) {
            let reason = format!("and {} more problems in this file", self.more);
            self.list.push(Problem { line: None, reason, ..last });
        }
        self.list
    }
}
