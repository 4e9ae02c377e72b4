//! Writing a whole file so that at any moment either the old or the new one is there.

use super::error::{Acting, StoreError};
use std::fs::{DirEntry, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Duration;

/// Writes a file beside the old one, syncs it, and puts it in its place. On an error the old one stays as it was.
pub fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let prefix = temporary_prefix(path);
    let temporary = builder(&prefix).tempfile_in(folder).acting("write", path)?;
    let mut out = BufWriter::with_capacity(1 << 18, temporary);
    fill(&mut out).acting("write", path)?;
    let temporary = out.into_inner().map_err(|error| error.into_error()).acting("write", path)?;
    temporary.as_file().sync_all().acting("write", path)?;
    temporary.persist(path).map_err(|error| error.error).acting("replace", path)?;
    sync_folder(folder);
    Ok(())
}

/// Makes new names in a folder last; not every file system can, and then nothing is lost but this.
pub(super) fn sync_folder(folder: &Path) {
    if let Err(error) = File::open(folder).and_then(|folder| folder.sync_all()) {
        log::debug!("cannot sync the folder {}: {error}", folder.display());
    }
}

/// How the names of files begin that are being written to take another's place.
const PREFIX: &str = ".writing-";

/// How the names of files begin that are being written to take this one's place.
fn temporary_prefix(path: &Path) -> String {
    format!("{PREFIX}{}-", path.file_name().unwrap_or_default().to_string_lossy())
}

/// Removes what a killed process left of writing this file. Only for a file that nobody else writes.
pub(super) fn remove_leftovers(path: &Path) {
    remove_where(path.parent().unwrap_or(Path::new(".")), &temporary_prefix(path), |_| true);
}

/// Removes what killed processes left in a folder that others write to as well: nobody takes a day to write a file.
pub(super) fn remove_old_leftovers(folder: &Path) {
    const OLD: Duration = Duration::from_secs(24 * 60 * 60);
    let age = |entry: &DirEntry| entry.metadata().and_then(|about| about.modified()).ok()?.elapsed().ok();
    remove_where(folder, PREFIX, |entry| age(entry).is_some_and(|age| age > OLD));
}

fn remove_where(folder: &Path, prefix: &str, is_leftover: impl Fn(&DirEntry) -> bool) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(prefix) && is_leftover(&entry) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

fn builder(prefix: &str) -> tempfile::Builder<'_, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix).suffix(".tmp");
    // Others who share the folder must be able to read it; the umask still applies.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}
