//! When and how the snapshot of one's own layer is written: in the background, and never ahead of the journal.

use super::error::StoreError;
use super::format::JournalPlace;
use super::lines::{self, Aside};
use super::problem::{Problem, ProblemKind};
use super::storage::{Access, Storage};
use super::watch::Stamp;
use super::{folder, layer};
use crate::model::Project;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Smaller snapshots are written whenever there is a pause.
const SMALL: u64 = 1 << 20;
/// How long a pause must be.
const PAUSE: Duration = Duration::from_secs(3);
/// How long a snapshot that could not be written waits until it is due again.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is known of the snapshot on disk, and the thread that may be writing a new one.
#[derive(Default)]
pub(super) struct Snapshots {
    state: Arc<Mutex<SnapshotState>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default, Clone)]
pub(super) struct SnapshotState {
    pub size: u64,
    pub place: Option<JournalPlace>,
    /// Lines that could not be read; kept beside the file before it is written anew.
    pub aside: Vec<Aside>,
    /// Whether the file as a whole could not be read; it is then kept under another name.
    pub unreadable: bool,
    /// The file as it was last read or written here.
    pub stamp: Option<Stamp>,
    /// When writing it last failed.
    pub failed: Option<Instant>,
}

impl Snapshots {
    pub fn new(state: SnapshotState) -> Self {
        Self { state: Arc::new(Mutex::new(state)), thread: Mutex::default() }
    }

    pub fn state(&self) -> MutexGuard<'_, SnapshotState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether one is being written.
    pub fn is_running(&self) -> bool {
        self.thread().as_ref().is_some_and(|thread| !thread.is_finished())
    }

    /// Waits for the one being written.
    pub fn wait(&self) {
        if let Some(thread) = self.thread().take() {
            let _ = thread.join();
        }
    }

    fn thread(&self) -> MutexGuard<'_, Option<JoinHandle<()>>> {
        self.thread.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Storage {
    /// Whether a snapshot is worth writing now: a small one after a pause, a large one when the journal's tail has grown
    /// past a tenth of it. `idle` is how long nothing was done.
    pub fn snapshot_due(&self, idle: Duration) -> bool {
        if self.access != Access::Write || self.snapshots.is_running() || !self.snapshot_is_behind() {
            return false;
        }
        let state = self.snapshots.state();
        if state.failed.is_some_and(|at| at.elapsed() < PATIENCE) {
            return false;
        }
        let behind = self.end.bytes.saturating_sub(state.place.map_or(0, |place| place.bytes));
        idle >= PAUSE && (state.size < SMALL || behind > state.size / 10)
    }

    /// Whether the journal says more than the snapshot.
    pub(super) fn snapshot_is_behind(&self) -> bool {
        self.place() != self.snapshots.state().place
    }

    fn place(&self) -> Option<JournalPlace> {
        let end = self.end;
        end.last.map(|last| JournalPlace { bytes: end.bytes, number: end.number, last })
    }

    /// Starts writing a snapshot of the project as it is after all that was appended; `false` when one is being written,
    /// or the project may not be written.
    pub fn snapshot(&self, project: &Project) -> bool {
        if self.access != Access::Write || self.snapshots.is_running() {
            return false;
        }
        let (project, place, annotator, dir) = (project.clone(), self.place(), self.annotator.clone(), self.dir.clone());
        let (shared, state, number) = (self.shared.clone(), self.snapshots.state.clone(), self.end.number);
        let path = folder::layer_file(&dir, &annotator);
        let work = move || {
            if !shared.wait_for(number, Duration::from_secs(600)) {
                return;
            }
            let known = state.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let layer = project.layers.get(&annotator).cloned().unwrap_or_default();
            let written = keep_old(&path, &known).and_then(|()| layer::write(&path, &annotator, place, &layer, &project));
            match written {
                Ok(size) => {
                    let stamp = Stamp::of(&path);
                    *state.lock().unwrap_or_else(PoisonError::into_inner) =
                        SnapshotState { size, place, stamp, ..SnapshotState::default() };
                }
                // Nothing is lost: the journal has it all.
                Err(error) => {
                    state.lock().unwrap_or_else(PoisonError::into_inner).failed = Some(Instant::now());
                    let (kind, reason) = (ProblemKind::Unwritten, error.to_string());
                    shared.state().problems.push(Problem { file: path, line: None, kind, reason });
                }
            }
            shared.wake();
        };
        let thread = std::thread::Builder::new().name("snapshot".to_owned()).spawn(work);
        let started = thread.is_ok();
        *self.snapshots.thread() = thread.ok();
        started
    }
}

/// Keeps what could not be read of the file that is about to be replaced.
fn keep_old(path: &Path, known: &SnapshotState) -> Result<(), StoreError> {
    if known.unreadable && path.exists() {
        let kept = path.with_extension("ron.unreadable.txt");
        std::fs::copy(path, &kept).map_err(|source| StoreError::io("write", &kept, source))?;
    }
    lines::keep_aside(path, &known.aside)
}
