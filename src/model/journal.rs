//! Where transactions are kept: the one thing a session asks of whatever stores a project.

use super::project::Project;
use super::transaction::Transaction;
use std::sync::Arc;

/// An append-only list of one annotator's transactions, with what can be undone and redone next.
pub trait Journal: Send + Sync {
    /// The number the next transaction must bear.
    fn next_number(&self) -> u64;

    /// Takes a transaction that has been applied; `after` is the project with it. Does not wait for the disk. On an error,
    /// in words for a person, it was not taken.
    fn append(&self, transaction: &Transaction, after: &Project) -> Result<(), String>;

    /// The transaction that undo takes back next. The error is words for a person.
    fn undo_target(&self, project: &Project) -> Result<Option<Arc<Transaction>>, String>;

    /// The undoing transaction that redo takes back next. The error is words for a person.
    fn redo_target(&self, project: &Project) -> Result<Option<Arc<Transaction>>, String>;

    /// Why nothing may be changed, in words for a person; `None` when it may.
    fn read_only(&self) -> Option<String>;
}
