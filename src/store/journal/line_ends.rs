//! Journals that another program has saved: git and some editors write CR LF for LF, or a byte order mark at the start.
//! Undo reaches back by byte offsets, so all is put back as it was before anything is appended.

use crate::model::Annotator;
use crate::store::atomic;
use crate::store::error::{Acting, StoreError};
use crate::store::problem::{Problem, ProblemKind};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// A line as it was written: its words, and whether it has its line end.
#[derive(Clone, Copy)]
pub(in crate::store) struct Original<'a> {
    pub words: &'a [u8],
    pub ended: bool,
}

impl<'a> Original<'a> {
    /// Takes away what was added; no journal line of ours begins or ends so.
    pub fn of(line: &'a [u8]) -> Self {
        let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        let Some(mut words) = line.strip_suffix(b"\n") else { return Self { words: line, ended: false } };
        while let Some(fewer) = words.strip_suffix(b"\r") {
            words = fewer;
        }
        Self { words, ended: true }
    }

    /// How many bytes it had, with its line end.
    pub fn len(self) -> usize {
        self.words.len() + usize::from(self.ended)
    }
}

/// Writes a journal anew with the line ends that it had; an error leaves it as it is.
pub(in crate::store) fn put_back(path: &Path) -> Result<(), StoreError> {
    let mut lines = BufReader::with_capacity(1 << 18, File::open(path).acting("repair", path)?);
    let mut line = Vec::new();
    atomic::write(path, |out| {
        while lines.read_until(b'\n', &mut line)? > 0 {
            let original = Original::of(&line);
            out.write_all(original.words)?;
            out.write_all(if original.ended { b"\n" } else { b"" })?;
            line.clear();
        }
        Ok(())
    })
}

/// What is said of such a journal. It is put back only by its annotator.
pub(in crate::store) fn problem(path: &Path, annotator: &Annotator, is_put_back: bool) -> Problem {
    let now =
        if is_put_back { "they are put back".to_owned() } else { format!("they are put back when {annotator} next works here") };
    let reason = format!("its line ends were changed by git or an editor; nothing is lost, and {now}");
    Problem { file: path.to_owned(), line: None, kind: ProblemKind::Journal, reason }
}
