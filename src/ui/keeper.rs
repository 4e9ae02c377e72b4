//! Joins a session to the folder it is kept in: the one seam between the two.

use crate::model::{Journal, Project, Transaction};
use crate::store::{Change, Storage};
use egui::Context;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Duration;

/// How often the folder is looked at for what other programs changed.
const WATCH: Duration = Duration::from_secs(2);
/// How many milliseconds the watching thread is waited for.
const TRIES: usize = 500;

/// An open folder, shared by the session that appends and the window that watches.
#[derive(Clone)]
pub struct Keeper(Arc<Mutex<Storage>>);

impl Keeper {
    /// Shares a folder.
    pub fn new(storage: Storage) -> Self {
        Self(Arc::new(Mutex::new(storage)))
    }

    /// The folder as a session's journal.
    pub fn journal(&self) -> Arc<dyn Journal> {
        self.0.clone()
    }

    /// The folder, for as long as the guard lives.
    pub fn storage(&self) -> MutexGuard<'_, Storage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks every few seconds, on a thread of its own, at what other programs changed, and wakes the window only when
    /// something did. It ends with the folder.
    pub fn watch(&self, ctx: &Context) -> mpsc::Receiver<Change> {
        let (sender, changes) = mpsc::channel();
        let (folder, ctx) = (Arc::downgrade(&self.0), ctx.clone());
        let watching = move || {
            loop {
                std::thread::sleep(WATCH);
                let Some(folder) = folder.upgrade() else { return };
                let found = Self(folder).storage().poll_changes();
                let any = !found.is_empty();
                if found.into_iter().any(|change| sender.send(change).is_err()) {
                    return;
                }
                if any {
                    ctx.request_repaint();
                }
            }
        };
        if let Err(error) = std::thread::Builder::new().name("watch".into()).spawn(watching) {
            log::error!("no thread to watch the folder: {error}");
        }
        changes
    }

    /// Gives the folder back when nobody else holds it; the watching thread does for moments only.
    pub fn into_storage(self) -> Option<Storage> {
        let mut shared = self.0;
        for _ in 0..TRIES {
            match Arc::try_unwrap(shared) {
                Ok(mutex) => return Some(mutex.into_inner().unwrap_or_else(PoisonError::into_inner)),
                Err(still) => shared = still,
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        None
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
