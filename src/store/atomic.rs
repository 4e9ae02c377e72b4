//! Writing a whole file so that at any moment either the old or the new one is there.

use super::error::{Acting, StoreError};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes a file beside the old one, syncs it, and puts it in its place. On an error the old one stays as it was.
pub fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), StoreError> {
    write_if(path, |out| fill(out).acting("write", path))
}

/// As [`write()`], for fillers that have errors of their own.
pub(super) fn write_if(path: &Path, fill: impl FnOnce(&mut dyn Write) -> Result<(), StoreError>) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let prefix = temporary_prefix(path);
    let temporary = builder(&prefix).tempfile_in(folder).acting("write", path)?;
    let mut out = BufWriter::with_capacity(1 << 18, temporary);
    fill(&mut out)?;
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

/// How the names of files begin that are being written to take this one's place.
fn temporary_prefix(path: &Path) -> String {
    format!(".writing-{}-", path.file_name().unwrap_or_default().to_string_lossy())
}

/// Removes what a killed process left of writing this file. Only for a file that nobody else writes.
pub(super) fn remove_leftovers(path: &Path) {
    let (folder, prefix) = (path.parent().unwrap_or(Path::new(".")), temporary_prefix(path));
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(&prefix) {
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
