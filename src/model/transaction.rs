//! A transaction: what one act of one person changed, and when.

use super::edit::Edit;
use super::ids::{Annotator, Timestamp};
use super::project::Project;

/// The edits of one act. It is applied and undone as a whole.
#[derive(Clone, PartialEq, Debug)]
pub struct Transaction {
    /// Number in the annotator's journal, from 1.
    pub number: u64,
    /// Who.
    pub annotator: Annotator,
    /// When.
    pub at: Timestamp,
    /// The command it came from, in words for people: “Tag quote”.
    pub command: String,
    /// Whether it does something new, or undoes or redoes an earlier one.
    pub direction: Direction,
    /// What changed, in order.
    pub edits: Vec<Edit>,
}

/// Whether a transaction is new, or takes back or repeats another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// Something new.
    Do,
    /// Takes back the transaction of that number.
    Undo(u64),
    /// Takes back the undoing transaction of that number, and so repeats what it had undone.
    Redo(u64),
}

impl Transaction {
    /// The edits that take this transaction back, in the order they must be applied.
    pub fn inverse(&self) -> Vec<Edit> {
        self.edits.iter().rev().map(Edit::inverse).collect()
    }

    /// Applies all edits, or none: when one does not fit, those before it are taken back.
    pub fn apply(&self, project: &mut Project) -> Result<(), super::edit::Refusal> {
        apply_all(&self.edits, project, &self.annotator)
    }
}

/// Applies edits in order on behalf of an annotator, or none of them.
pub fn apply_all(edits: &[Edit], project: &mut Project, by: &Annotator) -> Result<(), super::edit::Refusal> {
    for (done, edit) in edits.iter().enumerate() {
        if let Err(refusal) = edit.apply(project, by) {
            for undone in edits.iter().take(done).rev() {
                // Cannot fail: it takes back what was just applied.
                let _ = undone.inverse().apply(project, by);
            }
            return Err(refusal);
        }
    }
    Ok(())
}
