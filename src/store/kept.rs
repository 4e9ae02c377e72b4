//! An open folder as the journal that a session asks for; shared, because the window watches what the session appends to.

use super::storage::{Access, Storage};
use crate::model::{Journal, Project, Transaction};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

fn held(storage: &Mutex<Storage>) -> MutexGuard<'_, Storage> {
    storage.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Journal for Mutex<Storage> {
    fn next_number(&self) -> u64 {
        held(self).next_number()
    }

    fn append(&self, transaction: &Transaction, after: &Project) -> Result<(), String> {
        held(self).append(transaction, after).map_err(|error| error.to_string())
    }

    fn undo_target(&self, project: &Project) -> Result<Option<Arc<Transaction>>, String> {
        held(self).undo_target(project).map_err(|error| error.to_string())
    }

    fn redo_target(&self, project: &Project) -> Result<Option<Arc<Transaction>>, String> {
        held(self).redo_target(project).map_err(|error| error.to_string())
    }

    fn read_only(&self) -> Option<String> {
        match held(self).access() {
            Access::Write => None,
            Access::ReadOnly(reason) => Some(reason.clone()),
        }
    }
}
