//! Where things lie in a project folder, and what is there.

use super::error::{Acting, StoreError, is_absent};
use super::{format, lines};
use crate::model::{Annotator, BatchId};
use std::path::{Path, PathBuf};

/// The file that all annotators share.
pub fn project_file(dir: &Path) -> PathBuf {
    dir.join("project.ron")
}

/// The file of an import batch.
pub fn batch_file(dir: &Path, batch: &BatchId) -> PathBuf {
    dir.join("articles").join(format!("{batch}.ron"))
}

/// Where the files are kept that articles came from; made when the first is.
pub fn sources(dir: &Path) -> PathBuf {
    dir.join("sources")
}

/// An annotator's snapshot.
pub fn layer_file(dir: &Path, annotator: &Annotator) -> PathBuf {
    dir.join("annotations").join(format!("{annotator}.ron"))
}

/// An annotator's journal.
pub fn journal_file(dir: &Path, annotator: &Annotator) -> PathBuf {
    dir.join("journal").join(format!("{annotator}.ronl"))
}

/// Where what a crash left of a last journal line is kept.
pub(super) fn torn_file(dir: &Path, annotator: &Annotator) -> PathBuf {
    dir.join("journal").join(format!("{annotator}.torn.txt"))
}

/// The file whose lock says that an annotator is at work; it holds the number of the process.
pub(super) fn lock_file(dir: &Path, annotator: &Annotator) -> PathBuf {
    dir.join("journal").join(format!("{annotator}.lock"))
}

/// The folders of a project.
pub(super) const FOLDERS: [&str; 3] = ["articles", "annotations", "journal"];

/// Everybody who has a file in the project, sorted.
pub fn annotators_of(dir: &Path) -> Result<Vec<Annotator>, StoreError> {
    let mut found = stems(&dir.join("annotations"), ".ron")?;
    found.extend(stems(&dir.join("journal"), ".ronl")?);
    let mut annotators: Vec<_> = found.iter().filter_map(|name| Annotator::new(name)).collect();
    annotators.sort();
    annotators.dedup();
    Ok(annotators)
}

/// The import batches that have a file, sorted by name and so by time.
pub(super) fn batches_of(dir: &Path) -> Result<Vec<BatchId>, StoreError> {
    let mut names = stems(&dir.join("articles"), ".ron")?;
    names.sort();
    Ok(names.iter().map(|name| BatchId(name.as_str().into())).collect())
}

/// The name of the project in a folder, for a start screen: reads one line.
pub fn name_of(dir: &Path) -> Result<String, StoreError> {
    let path = project_file(dir);
    let opening = lines::first_line(&path)?;
    format::check_version(&path, &opening)?;
    format::project_opening(&opening).map(|opening| opening.name).map_err(|reason| StoreError::unreadable(&path, reason))
}

/// Names of the files in a folder that end so, without that end; none when there is no folder.
fn stems(folder: &Path, end: &str) -> Result<Vec<String>, StoreError> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if is_absent(&error) => return Ok(Vec::new()),
        entries => entries.acting("list", folder)?,
    };
    let names = entries.map(|entry| entry.map(|entry| entry.file_name()));
    let names = names.collect::<Result<Vec<_>, _>>().acting("list", folder)?;
    let stem = |name: &std::ffi::OsString| name.to_str()?.strip_suffix(end).map(str::to_owned);
    Ok(names.iter().filter_map(stem).filter(|stem| !stem.is_empty() && !stem.starts_with('.')).collect())
}
