//! Joins a session to the folder it is kept in: the one seam between the two.

use crate::model::{Journal, Project, Transaction};
use crate::store::{Access, Storage};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// An open folder, shared by the session that appends and the window that watches.
#[derive(Clone)]
pub struct Keeper(Arc<Mutex<Storage>>);

impl Keeper {
    /// Shares a folder.
    pub fn new(storage: Storage) -> Self {
        Self(Arc::new(Mutex::new(storage)))
    }

    /// The folder, for as long as the guard lives.
    pub fn storage(&self) -> MutexGuard<'_, Storage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the folder back when nobody else holds it.
    pub fn into_storage(self) -> Option<Storage> {
        Arc::into_inner(self.0).map(|mutex| mutex.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Journal for Keeper {
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
        match self.storage().access() {
            Access::Write => None,
            Access::ReadOnly(reason) => Some(reason.clone()),
        }
    }
}

/// Stands in while a project is still being read: it can be looked at, not changed.
pub struct StillOpening;

impl Journal for StillOpening {
    fn next_number(&self) -> u64 {
        1
    }

    fn append(&self, _: &Transaction, _: &Project) -> Result<(), String> {
        Err(WAIT.to_owned())
    }

    fn undo_target(&self, _: &Project) -> Result<Option<Arc<Transaction>>, String> {
        Ok(None)
    }

    fn redo_target(&self, _: &Project) -> Result<Option<Arc<Transaction>>, String> {
        Ok(None)
    }

    fn read_only(&self) -> Option<String> {
        Some(WAIT.to_owned())
    }
}

const WAIT: &str = "The project is still being opened; tags can be set when all of it is there.";
