//! An open project folder, for one annotator: appends transactions, says what is saved, knows what undo takes back next.

use super::error::StoreError;
use super::folder;
use super::format::{JournalLine, LineHash};
use super::head::Head;
use super::head_writer::{HeadEdit, Known};
use super::journal::writer::{Pending, Shared};
use super::journal::{self, End};
use super::lock::Lock;
use super::problem::Problem;
use super::snapshot::Snapshots;
use super::watch::Watch;
use crate::model::*;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// An open project folder.
pub struct Storage {
    pub(super) dir: PathBuf,
    pub(super) annotator: Annotator,
    pub(super) access: Access,
    pub(super) shared: Arc<Shared>,
    pub(super) thread: Option<JoinHandle<()>>,
    /// Where the journal ends once all that was appended is on disk.
    pub(super) end: End,
    pub(super) recent: Mutex<Recent>,
    pub(super) head: Arc<Mutex<Known>>,
    pub(super) snapshots: Snapshots,
    pub(super) watch: Watch,
    /// Given back last, after the thread has ended.
    pub(super) lock: Option<Lock>,
}

/// What may be done with an open project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Access {
    /// Everything.
    Write,
    /// Only reading, for this reason in words.
    ReadOnly(String),
}

/// How much of what was done is on disk. Transactions up to `through` are.
#[derive(Clone, Debug)]
pub enum SaveStatus {
    /// All of it.
    Saved {
        /// Number of the last transaction on disk.
        through: u64,
        /// When it got there; `None` when nothing was written since opening.
        at: Option<Timestamp>,
    },
    /// The rest is on its way.
    Saving {
        /// Number of the last transaction on disk.
        through: u64,
    },
    /// The rest is kept in memory and tried again every few seconds.
    Failed {
        /// Number of the last transaction on disk.
        through: u64,
        /// What failed and what to do.
        error: Arc<StoreError>,
        /// How many transactions are not on disk.
        unsaved: usize,
    },
}

/// Transactions lately appended or read, by the offset of their line, so that undo need not wait for the disk.
#[derive(Default)]
pub(super) struct Recent {
    entries: VecDeque<(u64, Entry)>,
    /// A line that could not be read, so that it is not read again for every frame.
    broken: Option<(u64, String)>,
}

#[derive(Clone)]
struct Entry {
    transaction: Arc<Transaction>,
    below: Option<u64>,
}

/// How many transactions are kept though they are on disk.
const RECENT: usize = 32;

impl Storage {
    /// Whether it may be written, and if not, why.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// The project's folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Whose journal is written.
    pub fn annotator(&self) -> &Annotator {
        &self.annotator
    }

    /// The number that the next transaction must have.
    pub fn next_number(&self) -> u64 {
        self.end.number + 1
    }

    /// Appends a transaction that was applied to the project. It is written and synced by the journal thread; see
    /// [`Self::status`]. An undo or redo must take back what [`Self::undo_target`] or [`Self::redo_target`] gave.
    pub fn append(&mut self, transaction: &Transaction, project: &Project) -> Result<(), StoreError> {
        if let Access::ReadOnly(reason) = &self.access {
            return Err(StoreError::ReadOnly(reason.clone()));
        }
        let target_below = self.below_target(transaction, project)?;
        let offset = self.end.bytes;
        let (tops, below) = self.end.tops.after(transaction.direction, offset, target_below);
        let previous = self.end.last;
        let line = JournalLine { previous, undo: tops.undo, redo: tops.redo, below, transaction: transaction.clone() };
        let mut text = line.encode(project);
        let last = Some(LineHash::of(&text));
        text.push('\n');
        self.end = End { bytes: offset + text.len() as u64, number: transaction.number, last, tops };
        let head = self.head_edit(transaction, project);
        self.shared.push(Pending { number: transaction.number, line: text.into(), head });
        let synced = self.shared.state().synced.1;
        self.recent().remember(offset, Entry { transaction: Arc::new(line.transaction), below }, synced);
        Ok(())
    }

    fn head_edit(&self, transaction: &Transaction, project: &Project) -> Option<HeadEdit> {
        let edits: Vec<_> = transaction.edits.iter().filter(|edit| edit.is_shared()).cloned().collect();
        let after = || Head::of(project, Default::default());
        (!edits.is_empty()).then(|| HeadEdit { number: transaction.number, edits, after: after() })
    }

    /// What lies beneath the line that a transaction takes back.
    fn below_target(&self, transaction: &Transaction, project: &Project) -> Result<Option<u64>, StoreError> {
        let (top, number) = match transaction.direction {
            Direction::Do => return Ok(None),
            Direction::Undo(number) => (self.end.tops.undo, number),
            Direction::Redo(number) => (self.end.tops.redo, number),
        };
        let entry = top.map(|offset| self.entry(offset, project)).transpose()?;
        let fits = entry.filter(|entry| entry.transaction.number == number);
        fits.map(|entry| entry.below).ok_or_else(|| StoreError::NotOnTop(transaction.command.clone()))
    }

    /// The transaction that undo takes back next: append its inverse with `Direction::Undo` of its number.
    pub fn undo_target(&self, project: &Project) -> Result<Option<Arc<Transaction>>, StoreError> {
        self.target(self.end.tops.undo, project)
    }

    /// The undoing transaction that redo takes back next: append its inverse with `Direction::Redo` of its number.
    pub fn redo_target(&self, project: &Project) -> Result<Option<Arc<Transaction>>, StoreError> {
        self.target(self.end.tops.redo, project)
    }

    fn target(&self, top: Option<u64>, project: &Project) -> Result<Option<Arc<Transaction>>, StoreError> {
        top.map(|offset| self.entry(offset, project).map(|entry| entry.transaction)).transpose()
    }

    /// The entry of the line at an offset: of those in memory, or read from the journal.
    fn entry(&self, offset: u64, project: &Project) -> Result<Entry, StoreError> {
        let path = folder::journal_file(&self.dir, &self.annotator);
        let mut recent = self.recent();
        if let Some((_, entry)) = recent.entries.iter().rev().find(|(at, _)| *at == offset) {
            return Ok(entry.clone());
        }
        if let Some((_, reason)) = recent.broken.as_ref().filter(|(at, _)| *at == offset) {
            return Err(StoreError::History { path, offset, reason: reason.clone() });
        }
        match journal::line_at(&path, offset, &self.annotator, project) {
            Ok(line) => {
                let entry = Entry { transaction: Arc::new(line.transaction), below: line.below };
                recent.remember(offset, entry.clone(), self.shared.state().synced.1);
                Ok(entry)
            }
            Err(error) => {
                recent.broken = Some((offset, error.to_string()));
                Err(error)
            }
        }
    }

    fn recent(&self) -> MutexGuard<'_, Recent> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How much is on disk.
    pub fn status(&self) -> SaveStatus {
        let state = self.shared.state();
        let through = state.synced.0;
        match &state.failed {
            Some(error) => SaveStatus::Failed { through, error: error.clone(), unsaved: state.queue.len() },
            None if state.queue.is_empty() && state.heads.is_empty() => SaveStatus::Saved { through, at: state.at },
            None => SaveStatus::Saving { through },
        }
    }

    /// Sets what is called, on another thread, when the status has changed.
    pub fn set_waker(&self, waker: Box<dyn Fn() + Send + Sync>) {
        self.shared.set_waker(waker);
    }

    /// Takes the problems that turned up since opening, such as a change that somebody else made differently.
    pub fn take_problems(&self) -> Vec<Problem> {
        std::mem::take(&mut self.shared.state().problems)
    }

    /// Waits until all is on disk; `false` when that takes too long or fails.
    pub fn flush(&self, timeout: Duration) -> bool {
        self.thread.is_none() || self.shared.wait_for(self.end.number, timeout)
    }

    /// Tries at once to write what could not be written.
    pub fn retry(&self) {
        self.shared.retry();
    }

    /// Writes what is left, brings the snapshot up to date, and gives the lock back. An error when something could not be
    /// written; the storage is given back with it, with all that is unsaved.
    pub fn close(self, project: &Project) -> Result<(), (Box<Self>, Arc<StoreError>)> {
        let flushed = self.flush(Duration::from_secs(20));
        let failed = self.shared.state().failed.clone();
        if let Some(error) = failed.filter(|_| !flushed) {
            return Err((Box::new(self), error));
        }
        self.snapshots.wait();
        if self.access == Access::Write && self.snapshot_is_behind() {
            self.snapshot(project);
            self.snapshots.wait();
        }
        Ok(())
    }
}

impl std::fmt::Debug for Storage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { dir, annotator, access, .. } = self;
        f.debug_struct("Storage").field("dir", dir).field("annotator", annotator).field("access", access).finish()
    }
}

impl Recent {
    fn remember(&mut self, offset: u64, entry: Entry, synced: u64) {
        self.entries.push_back((offset, entry));
        while self.entries.len() > RECENT && self.entries.front().is_some_and(|(at, _)| *at < synced) {
            self.entries.pop_front();
        }
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        self.snapshots.wait();
        self.shared.close();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        drop(self.lock.take());
    }
}
