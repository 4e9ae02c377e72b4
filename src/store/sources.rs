//! `sources/<digest>.<ending>`: the files that articles were imported from, kept beside the project, each once.

use super::error::{Acting, StoreError, is_absent};
use super::problem::{Problem, ProblemKind};
use super::{atomic, folder};
use crate::model::Progress;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Copies a file into the project under the digest of its bytes. Gives the copy when there was none yet; nothing is left of it
/// when the bytes are not those of the digest, as the file was written to meanwhile.
pub fn keep_source(dir: &Path, file: &Path, digest: &str) -> Result<Option<PathBuf>, StoreError> {
    let kept = kept_file(dir, file, digest);
    if kept.exists() {
        return Ok(None);
    }
    let folder = folder::sources(dir);
    std::fs::create_dir_all(&folder).acting("make", &folder)?;
    let mut from = File::open(file).acting("read", file)?;
    atomic::write(&kept, |out| {
        let same = hash(&mut from, |block| out.write_all(block))? == digest;
        if same { Ok(()) } else { Err(io::Error::other("the file was changed while it was imported")) }
    })?;
    Ok(Some(kept))
}

/// Removes copies that were made for an import that could not be recorded.
pub fn drop_sources(kept: &[PathBuf]) {
    // What stays is only room on the disk.
    kept.iter().for_each(|file| drop(std::fs::remove_file(file)));
}

/// Where a source of that digest is kept; the ending is that of its name, for the programs that open it.
fn kept_file(dir: &Path, file: &Path, digest: &str) -> PathBuf {
    const LONGEST: usize = 8;
    let ending = file.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase).unwrap_or_default();
    let is_plain = (1..=LONGEST).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    folder::sources(dir).join(format!("{digest}.{}", if is_plain { &ending } else { "source" }))
}

fn hash(from: &mut impl Read, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    let mut block = vec![0; 1 << 18];
    loop {
        match from.read(&mut block)? {
            0 => return Ok(hasher.finalize().to_hex().to_string()),
            read => {
                let block = block.get(..read).unwrap_or_default();
                hasher.update(block);
                each(block)?;
            }
        }
    }
}

/// Every kept source, sorted.
pub(super) fn all(dir: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let folder = folder::sources(dir);
    let entries = match std::fs::read_dir(&folder) {
        Err(error) if is_absent(&error) => return Ok(Vec::new()),
        entries => entries.acting("list", &folder)?,
    };
    let is_shown = |entry: &std::fs::DirEntry| !entry.file_name().as_encoded_bytes().starts_with(b".");
    let mut files: Vec<PathBuf> = entries.flatten().filter(is_shown).map(|entry| entry.path()).collect();
    files.sort();
    Ok(files)
}

/// Checks that every kept source is still what its name says.
pub(super) fn check(dir: &Path, progress: &Progress) -> Result<Vec<Problem>, StoreError> {
    let mut problems = Vec::new();
    for file in all(dir)? {
        progress.advance(0)?;
        let named = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let digest = File::open(&file).and_then(|mut opened| hash(&mut opened, |_| Ok(())));
        let (kind, reason) = match digest {
            Ok(digest) if digest == named => continue,
            Ok(_) => (ProblemKind::ChangedText, "it is no longer the source that was imported, or was never one".to_owned()),
            Err(error) => (ProblemKind::Unreadable, format!("it cannot be read: {error}")),
        };
        problems.push(Problem { file, line: None, kind, reason });
    }
    Ok(problems)
}
