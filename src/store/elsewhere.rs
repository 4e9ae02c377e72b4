//! Saving a project elsewhere: a whole copy with what could not be written where it was.

use super::create::{build, write_batch_of, write_layer_of};
use super::error::{Acting, StoreError};
use super::folder;
use super::head::Head;
use super::head_writer;
use super::storage::Storage;
use crate::model::{Annotator, Project};
use std::io::Read;
use std::path::Path;
use std::sync::PoisonError;

impl Storage {
    /// Writes a whole copy into a new folder: files that can still be read as they are, the others from memory, and this
    /// annotator's journal with the lines that are not saved. Open the copy afterwards.
    pub fn save_elsewhere(&self, to: &Path, project: &Project) -> Result<(), StoreError> {
        build(to, |to| {
            let mut applied = self.head.lock().unwrap_or_else(PoisonError::into_inner).applied.clone();
            applied.insert(self.annotator.to_string(), self.next_number() - 1);
            head_writer::write_new(to, &Head::of(project, applied))?;
            self.copy_batches(to, project)?;
            for annotator in project.layers.keys().filter(|annotator| **annotator != self.annotator) {
                self.copy_layer(to, project, annotator)?;
            }
            self.copy_own(to, project)
        })
    }

    fn copy_batches(&self, to: &Path, project: &Project) -> Result<(), StoreError> {
        for id in folder::batches_of(&self.dir).unwrap_or_default() {
            copy(&folder::batch_file(&self.dir, &id), &folder::batch_file(to, &id));
        }
        let missing = project.batches().iter().filter(|batch| !folder::batch_file(to, &batch.id).exists());
        missing.into_iter().try_for_each(|batch| write_batch_of(to, project, &batch.id))
    }

    fn copy_layer(&self, to: &Path, project: &Project, annotator: &Annotator) -> Result<(), StoreError> {
        let journal = folder::journal_file(&self.dir, annotator);
        let copied = !journal.exists() || copy(&journal, &folder::journal_file(to, annotator));
        if copied && copy(&folder::layer_file(&self.dir, annotator), &folder::layer_file(to, annotator)) {
            return Ok(());
        }
        let _ = std::fs::remove_file(folder::journal_file(to, annotator));
        write_layer_of(to, project, annotator)
    }

    /// The journal as far as it is on disk, then what is not; a snapshot from memory if the journal cannot be read.
    fn copy_own(&self, to: &Path, project: &Project) -> Result<(), StoreError> {
        let (from, path) = (folder::journal_file(&self.dir, &self.annotator), folder::journal_file(to, &self.annotator));
        let state = self.shared.state();
        let (good, unsaved) = (state.synced.1, state.queue.iter().map(|pending| pending.line.clone()).collect::<Vec<_>>());
        drop(state);
        let mut bytes = Vec::new();
        let read = std::fs::File::open(&from).and_then(|file| file.take(good).read_to_end(&mut bytes));
        if good > 0 && (read.is_err() || (bytes.len() as u64) < good) {
            return write_layer_of(to, project, &self.annotator);
        }
        bytes.extend(unsaved.iter().flat_map(|line| line.bytes()));
        std::fs::write(&path, &bytes).acting("write", &path)?;
        std::fs::File::open(&path).and_then(|file| file.sync_all()).acting("write", &path)?;
        let snapshot = folder::layer_file(&self.dir, &self.annotator);
        if snapshot.exists() {
            let copied = folder::layer_file(to, &self.annotator);
            std::fs::copy(&snapshot, &copied).acting("copy", &snapshot)?;
        }
        Ok(())
    }
}

/// Copies and syncs a file, if it can be read.
fn copy(from: &Path, to: &Path) -> bool {
    let synced = std::fs::copy(from, to).and_then(|_| std::fs::File::open(to)?.sync_all());
    if synced.is_err() {
        let _ = std::fs::remove_file(to);
    }
    synced.is_ok()
}
