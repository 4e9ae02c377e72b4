//! A session that writes to a folder, as in the window.

use pressmark::model::{Journal, Project, Transaction};
use pressmark::session::{RandomIds, Session, SystemClock};
use pressmark::store::{Opened, Storage};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// An open folder, shared by the session and the bench.
#[derive(Clone)]
pub struct Folder(Arc<Mutex<Storage>>);

impl Folder {
    /// The folder, for as long as the guard lives.
    pub fn storage(&self) -> MutexGuard<'_, Storage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Begins to work on a project that was opened.
pub fn session(opened: Opened) -> (Session, Folder) {
    let folder = Folder(Arc::new(Mutex::new(opened.storage)));
    let journal = Arc::new(folder.clone());
    (Session::new(opened.project, super::invented::amy(), journal, Box::new(SystemClock), Box::new(RandomIds)), folder)
}

impl Journal for Folder {
    fn next_number(&self) -> u64 {
        self.storage().next_number()
    }

    fn append(&self, transaction: &Transaction, after: &Project) -> Result<(), String> {
        self.storage().append(transaction, after).map_err(|error| error.to_string())
    }

    fn undo_target(&self, project: &Project) -> Result<Option<Arc<Transaction>>, String> {
        self.storage().undo_target(project).map_err(|error| error.to_string())
    }

    fn redo_target(&self, project: &Project) -> Result<Option<Arc<Transaction>>, String> {
        self.storage().redo_target(project).map_err(|error| error.to_string())
    }

    fn read_only(&self) -> Option<String> {
        None
    }
}
