//! A session that writes to a folder, as in the window.

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
    let journal = folder.0.clone();
    (Session::new(opened.project, super::invented::amy(), journal, Box::new(SystemClock), Box::new(RandomIds)), folder)
}
