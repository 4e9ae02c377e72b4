//! What can keep the store from doing what was asked: each message names the act, the file, the reason and a way out.

use std::io;
use std::path::{Path, PathBuf};

/// Why something was not done. Nothing half-made stays behind, and nothing that was saved is lost.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum StoreError {
    #[error("Could not {act} {}: {}. {}", .path.display(), reason_of(.source), way_out(.source))]
    Io { act: &'static str, path: PathBuf, source: io::Error },
    #[error("Could not open {}: there is no project.ron in it. Choose the folder of a project, or make a new one", .path.display())]
    NotAProject { path: PathBuf },
    #[error("Could not open {}: there is no such folder. Check the path, or make a new project there", .path.display())]
    NoFolder { path: PathBuf },
    #[error("Could not open {}: it is a file. Choose the folder of a project, the one that holds project.ron", .path.display())]
    NoProjectFile { path: PathBuf },
    #[error(
        "Could not read {}: it was written by a newer Pressmark (format {found}; this one reads up to format {known}). \
         Update Pressmark to open it", .path.display()
    )]
    Newer { path: PathBuf, found: u32, known: u32 },
    #[error(
        "Could not read {}: {reason}. Restore the file from a backup, or repair its first line by hand", .path.display()
    )]
    Unreadable { path: PathBuf, reason: String },
    #[error("Could not make a project in {}: the folder is not empty. Choose another name or an empty folder", .path.display())]
    NotEmpty { path: PathBuf },
    #[error(
        "Could not write {}: another program changed it meanwhile. The unsaved work is kept in memory; save the project \
         elsewhere, then compare the two", .path.display()
    )]
    ChangedByOthers { path: PathBuf },
    #[error(
        "Could not write {}: the file is gone. The unsaved work is kept in memory; bring the folder back, or save the \
         project elsewhere", .path.display()
    )]
    Gone { path: PathBuf },
    #[error("Could not change the project: {0}. Close the other window, or save the project elsewhere")]
    ReadOnly(String),
    #[error(
        "Could not undo further: the entry at byte {offset} of {} cannot be read ({reason}). Run “pressmark check” to see \
         what is damaged", .path.display()
    )]
    History { path: PathBuf, offset: u64, reason: String },
    #[error("Could not take back “{0}”: it is not the latest step. Try again")]
    NotOnTop(String),
    #[error("Stopped on request. Nothing was changed")]
    Cancelled,
}

impl StoreError {
    pub(super) fn io(act: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { act, path: path.to_owned(), source }
    }

    pub(super) fn unreadable(path: &Path, reason: impl Into<String>) -> Self {
        Self::Unreadable { path: path.to_owned(), reason: reason.into() }
    }
}

impl From<crate::model::progress::Cancelled> for StoreError {
    fn from(_: crate::model::progress::Cancelled) -> Self {
        Self::Cancelled
    }
}

/// The reason in words, without the number that systems add to it.
pub(super) fn reason_of(error: &io::Error) -> String {
    let words = error.to_string();
    let plain = words.split(" (os error").next().unwrap_or(&words);
    let mut letters = plain.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn way_out(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "Make room on the disk, or save the project elsewhere",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "Ask for permission to write there, or save the project elsewhere"
        }
        io::ErrorKind::NotFound => "Check that the folder is still there, or choose another",
        _ => "Check the disk and the folder, then try again or save the project elsewhere",
    }
}

/// Whether a file or folder is simply not there.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Turns an `io::Result` into ours, with the act and the file.
pub(super) trait Acting<T> {
    fn acting(self, act: &'static str, path: &Path) -> Result<T, StoreError>;
}

impl<T> Acting<T> for io::Result<T> {
    fn acting(self, act: &'static str, path: &Path) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::io(act, path, source))
    }
}
