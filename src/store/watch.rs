//! What other programs changed in the folder of an open project, by sizes and times of files; asked every two seconds.

use super::folder;
use super::head;
use super::storage::{Access, Storage};
use super::{StoreError, head::Head, problem::Problem};
use crate::model::{Annotator, BatchId, Progress};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::time::SystemTime;

/// Something that changed on disk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// Name, scheme or guidelines: call [`Storage::reload_head`].
    Head,
    /// Another annotator's work: call [`super::read_layer`].
    Layer(Annotator),
    /// A batch came, or came from here: call [`super::read_batch`] if the project does not have it.
    Batch(BatchId),
    /// This annotator's own files, by another program. Unless the project is open only for reading, this is not in order:
    /// further changes will not be saved here.
    OwnLayer,
    /// The folder is gone.
    FolderGone,
}

/// Size and time of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stamp(u64, Option<SystemTime>);

impl Stamp {
    pub fn of(path: &Path) -> Option<Self> {
        let metadata = std::fs::metadata(path).ok()?;
        Some(Self(metadata.len(), metadata.modified().ok()))
    }
}

/// What the files were when last looked at.
#[derive(Default)]
pub(super) struct Watch {
    stamps: HashMap<PathBuf, Stamp>,
    gone: bool,
}

impl Watch {
    /// Looks at all files, so that only what changes later is news.
    pub fn begin(dir: &Path) -> Self {
        let mut watch = Self::default();
        for batch in folder::batches_of(dir).unwrap_or_default() {
            watch.changed(folder::batch_file(dir, &batch));
        }
        for annotator in folder::annotators_of(dir).unwrap_or_default() {
            watch.changed(folder::layer_file(dir, &annotator));
            watch.changed(folder::journal_file(dir, &annotator));
        }
        watch.changed(folder::project_file(dir));
        watch
    }

    /// Whether a file is another than when last asked; a file never seen is.
    fn changed(&mut self, path: PathBuf) -> bool {
        match Stamp::of(&path) {
            Some(stamp) => self.stamps.insert(path, stamp) != Some(stamp),
            None => self.stamps.remove(&path).is_some(),
        }
    }
}

impl Storage {
    /// Says what other programs changed since it was last asked.
    pub fn poll_changes(&mut self) -> Vec<Change> {
        if !self.dir.is_dir() {
            let news = !std::mem::replace(&mut self.watch.gone, true);
            return if news { vec![Change::FolderGone] } else { Vec::new() };
        }
        self.watch.gone = false;
        let mut changes = Vec::new();
        if self.head_changed() {
            changes.push(Change::Head);
        }
        for batch in folder::batches_of(&self.dir).unwrap_or_default() {
            if self.watch.changed(folder::batch_file(&self.dir, &batch)) {
                changes.push(Change::Batch(batch));
            }
        }
        for annotator in folder::annotators_of(&self.dir).unwrap_or_default() {
            if annotator == self.annotator {
                continue;
            }
            let snapshot = self.watch.changed(folder::layer_file(&self.dir, &annotator));
            if self.watch.changed(folder::journal_file(&self.dir, &annotator)) | snapshot {
                changes.push(Change::Layer(annotator));
            }
        }
        if self.own_changed() {
            changes.push(Change::OwnLayer);
        }
        changes
    }

    fn head_changed(&mut self) -> bool {
        let path = folder::project_file(&self.dir);
        let mut known = self.head.lock().unwrap_or_else(PoisonError::into_inner);
        let merged = std::mem::take(&mut known.merged);
        let digest = known.digest;
        drop(known);
        let touched = self.watch.changed(path.clone());
        merged || (touched && head::digest(&path).is_ok_and(|now| now.is_some() && now != digest))
    }

    fn own_changed(&mut self) -> bool {
        let (snapshot, journal) =
            (folder::layer_file(&self.dir, &self.annotator), folder::journal_file(&self.dir, &self.annotator));
        if self.access != Access::Write {
            return self.watch.changed(snapshot) | self.watch.changed(journal);
        }
        let state = self.shared.state();
        let busy = !state.queue.is_empty() || self.snapshots.is_running();
        let length = state.synced.1;
        drop(state);
        let stamp = self.snapshots.state().stamp;
        let foreign =
            (Stamp::of(&snapshot) != stamp || Stamp::of(&journal).is_some_and(|Stamp(size, _)| size != length)) && !busy;
        // Said once for each new state of the files.
        let news = self.watch.changed(snapshot) | self.watch.changed(journal);
        foreign && news
    }

    /// Reads the shared part of the project anew; later changes are then made upon that.
    pub fn reload_head(&self) -> Result<(Head, Vec<Problem>), StoreError> {
        let read = head::read(&self.dir, &Progress::default())?;
        let mut known = self.head.lock().unwrap_or_else(PoisonError::into_inner);
        known.digest = Some(read.digest);
        known.applied.clone_from(&read.head.applied);
        known.aside = read.aside;
        Ok((read.head, read.problems))
    }
}
