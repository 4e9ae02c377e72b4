//! `journal/<annotator>.ronl`: an annotator's transactions, a line each, only ever appended, each with the hash of the one
//! before. A change is saved when its line is synced to disk, not before.

pub(super) mod line_ends;
mod scan;
pub(super) mod writer;

pub(super) use scan::{Tail, line_at, line_before, read_tail};

use super::format::LineHash;
use crate::model::Direction;

/// Where a journal ends, and what the next line needs to know of those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct End {
    /// Bytes up to the end of the last good line.
    pub bytes: u64,
    /// Number of the last transaction.
    pub number: u64,
    /// Hash of the last line.
    pub last: Option<LineHash>,
    pub tops: Tops,
}

/// The tops of the stacks of undo and redo, as byte offsets of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tops {
    pub undo: Option<u64>,
    pub redo: Option<u64>,
}

impl Tops {
    /// The tops after a line at `offset`, and what lies beneath that line on its stack. `target_below` is what lies beneath
    /// the line that an undo or redo takes back, which is the top of the stack it is taken from.
    pub fn after(self, direction: Direction, offset: u64, target_below: Option<u64>) -> (Self, Option<u64>) {
        match direction {
            Direction::Do => (Self { undo: Some(offset), redo: None }, self.undo),
            Direction::Undo(_) => (Self { undo: target_below, redo: Some(offset) }, self.redo),
            Direction::Redo(_) => (Self { undo: Some(offset), redo: target_below }, self.undo),
        }
    }
}
