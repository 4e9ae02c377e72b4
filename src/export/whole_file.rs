//! A file that appears only when it is whole: written beside its place under another name, read back, then renamed.

use super::ExportError;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file under way. Dropped before [`Self::put_in_place`], it leaves nothing behind.
pub(super) struct WholeFile {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
    hasher: blake3::Hasher,
}

impl WholeFile {
    /// Begins a file, beside its place so that renaming cannot fail half way.
    pub(super) fn beside(path: &Path, keep_out_of: Option<&Path>) -> Result<Self, ExportError> {
        let failed = |source| ExportError::Write { path: path.to_owned(), source };
        if path.is_dir() {
            return Err(ExportError::IsFolder(path.to_owned()));
        }
        if path.exists() && !path.is_file() {
            return Err(ExportError::NotAFile(path.to_owned()));
        }
        // What a link points to is replaced, not the link.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().map_err(failed)?;
        if keep_out_of.and_then(|kept| kept.canonicalize().ok()).is_some_and(|kept| folder.starts_with(kept)) {
            return Err(ExportError::InsideProject(path));
        }
        let file = builder().tempfile_in(&folder).map_err(failed)?;
        Ok(Self { file: BufWriter::with_capacity(1 << 16, file), path, hasher: blake3::Hasher::new() })
    }

    /// Syncs, reads back, compares and renames.
    pub(super) fn put_in_place(self) -> Result<(), ExportError> {
        let Self { path, file, hasher } = self;
        let failed = |source| ExportError::Write { path: path.clone(), source };
        let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
        file.as_file().sync_all().map_err(failed)?;
        if digest(file.path()).map_err(failed)? != hasher.finalize() {
            return Err(ExportError::NotAsWritten(path));
        }
        file.persist(&path).map_err(|error| failed(error.error))?;
        Ok(())
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn digest(path: &Path) -> io::Result<blake3::Hash> {
    let mut file = File::open(path)?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hasher.finalize()),
            count => hasher.update(buffer.get(..count).unwrap_or_default()),
        };
    }
}

fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".pressmark-").suffix(".part");
    // As any other file that the person makes, and not for their eyes alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}
