//! One writer for each annotator: a locked file beside the journal, which the system frees when the process ends.
//!
//! Not the journal itself, since a locked file cannot be read by others on Windows.

use super::error::reason_of;
use super::folder;
use crate::model::Annotator;
use std::fs::{File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Held as long as a project is open for writing.
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock; an error says in words why the project can only be read.
    pub fn take(dir: &Path, annotator: &Annotator) -> Result<Self, String> {
        let path = folder::lock_file(dir, annotator);
        let unwritable = |error: std::io::Error| format!("the folder cannot be written to: {}", reason_of(&error));
        std::fs::create_dir_all(dir.join("journal")).map_err(unwritable)?;
        let journal = folder::journal_file(dir, annotator);
        if journal.exists() {
            File::options().append(true).open(&journal).map_err(unwritable)?;
        }
        for _ in 0..10 {
            let mut file = File::options().read(true).write(true).create(true).truncate(false).open(&path).map_err(unwritable)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(held(&mut file, annotator)),
                // Some network folders know no locks; working there unguarded is better than not at all, and the journal
                // still refuses to write over what it does not know.
                Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(format!("it cannot be locked: {}", reason_of(&error))),
            }
            // Whoever held it before may have removed the file between our opening and locking it.
            if path.exists() {
                // Only words for others; on a full disk it holds all the same.
                let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
                return Ok(Self { path, _file: file });
            }
        }
        Err("it cannot be locked".to_owned())
    }
}

fn held(file: &mut File, annotator: &Annotator) -> String {
    let mut process = String::new();
    let known = file.read_to_string(&mut process).is_ok() && !process.is_empty();
    let which = if known { format!(" (process {process})") } else { String::new() };
    format!("{annotator} is already working on this project in another window{which}")
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is still held, so that nobody can lock it in between and lose it.
        let _ = std::fs::remove_file(&self.path);
    }
}
