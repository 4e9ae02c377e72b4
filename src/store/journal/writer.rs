//! The journal thread: appends lines in groups, syncs them, and only then calls them saved. What cannot be written stays
//! in memory and is tried again.

use crate::model::Timestamp;
use crate::store::error::{Acting, StoreError};
use crate::store::head_writer::{HeadEdit, HeadWriter};
use crate::store::problem::Problem;
use crate::store::{atomic, time};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long a failed write waits until it is tried again.
const PATIENCE: Duration = Duration::from_secs(3);

/// A line that waits to be written.
#[derive(Clone)]
pub(in crate::store) struct Pending {
    pub number: u64,
    /// With its line end.
    pub line: Arc<str>,
    /// What it changes in `project.ron`.
    pub head: Option<HeadEdit>,
}

/// What the thread and the storage share.
#[derive(Default)]
pub(in crate::store) struct Shared {
    state: Mutex<State>,
    /// Something for the thread to do.
    work: Condvar,
    /// The thread has done something.
    done: Condvar,
    waker: Mutex<Option<Waker>>,
}

/// Called when the status has changed.
pub(in crate::store) type Waker = Box<dyn Fn() + Send + Sync>;

#[derive(Default)]
pub(in crate::store) struct State {
    pub queue: VecDeque<Pending>,
    pub heads: VecDeque<HeadEdit>,
    /// Number and end offset of the last line on disk.
    pub synced: (u64, u64),
    pub at: Option<Timestamp>,
    pub failed: Option<Arc<StoreError>>,
    pub problems: Vec<Problem>,
    retry: bool,
    closing: bool,
}

impl State {
    fn idle(&self) -> bool {
        self.queue.is_empty() && self.heads.is_empty()
    }
}

impl Shared {
    /// The state; a thread that died while it held the lock has left it whole, since nothing in between can fail.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn set_waker(&self, waker: Waker) {
        *self.waker.lock().unwrap_or_else(PoisonError::into_inner) = Some(waker);
    }

    pub fn wake(&self) {
        if let Some(waker) = &*self.waker.lock().unwrap_or_else(PoisonError::into_inner) {
            waker();
        }
    }

    pub fn push(&self, pending: Pending) {
        self.state().queue.push_back(pending);
        self.work.notify_all();
    }

    /// Tries again what failed, now.
    pub fn retry(&self) {
        self.state().retry = true;
        self.work.notify_all();
    }

    pub fn close(&self) {
        self.state().closing = true;
        self.work.notify_all();
        self.done.notify_all();
    }

    /// Waits until all lines up to a number are on disk; `false` when time is up or writing fails.
    pub fn wait_for(&self, number: u64, timeout: Duration) -> bool {
        let until = Instant::now() + timeout;
        let mut state = self.state();
        loop {
            if state.synced.0 >= number && state.heads.is_empty() {
                return true;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || (state.failed.is_some() && !state.retry) {
                return false;
            }
            state = self.done.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// Starts the thread.
pub(in crate::store) fn start(shared: Arc<Shared>, journal: Appender, head: HeadWriter) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name("journal".to_owned()).spawn(move || run(&shared, journal, head))
}

fn run(shared: &Shared, mut journal: Appender, mut head: HeadWriter) {
    loop {
        let Some(group) = next_group(shared) else { return };
        let text: String = group.iter().map(|pending| pending.line.as_ref()).collect();
        let written = if text.is_empty() { Ok(()) } else { journal.append(&text) };
        if written.is_ok() {
            note_written(shared, &group, journal.end);
        }
        let result = written.and_then(|()| write_heads(shared, &mut head));
        let mut state = shared.state();
        state.failed = result.err().map(Arc::new);
        state.retry = false;
        let give_up = state.closing && (state.failed.is_some() || state.idle());
        drop(state);
        shared.done.notify_all();
        shared.wake();
        if give_up {
            return;
        }
    }
}

/// Waits for lines; `None` when all is done and the storage closes.
fn next_group(shared: &Shared) -> Option<Vec<Pending>> {
    let mut state = shared.state();
    let failed_at = Instant::now();
    loop {
        let due = state.failed.is_none() || state.retry || state.closing || failed_at.elapsed() >= PATIENCE;
        if !state.idle() && due {
            return Some(state.queue.iter().cloned().collect());
        }
        if state.closing {
            return None;
        }
        state = if state.idle() {
            shared.work.wait(state).unwrap_or_else(PoisonError::into_inner)
        } else {
            shared.work.wait_timeout(state, PATIENCE).unwrap_or_else(PoisonError::into_inner).0
        };
    }
}

fn note_written(shared: &Shared, group: &[Pending], end: u64) {
    let mut state = shared.state();
    state.queue.drain(..group.len());
    state.heads.extend(group.iter().filter_map(|pending| pending.head.clone()));
    if let Some(last) = group.last() {
        state.synced = (last.number, end);
    }
    state.at = Some(time::now());
}

fn write_heads(shared: &Shared, writer: &mut HeadWriter) -> Result<(), StoreError> {
    loop {
        let Some(edit) = shared.state().heads.front().cloned() else { return Ok(()) };
        let problem = writer.write(&edit)?;
        let mut state = shared.state();
        state.heads.pop_front();
        state.problems.extend(problem);
    }
}

/// The end of a journal file, where lines are appended.
pub(in crate::store) struct Appender {
    path: PathBuf,
    file: Option<File>,
    /// Bytes that are known to be good.
    pub end: u64,
    /// Whether a failed write may have left something behind the end.
    dirty: bool,
}

impl Appender {
    pub fn new(path: PathBuf, end: u64) -> Self {
        Self { path, file: None, end, dirty: false }
    }

    /// Appends and syncs; on an error nothing of the text counts as written.
    pub fn append(&mut self, text: &str) -> Result<(), StoreError> {
        let written = self.try_append(text);
        if written.is_err() {
            // Cut back at once, so that nobody else reads half a line; if that fails too, at the next try.
            if self.dirty {
                drop(self.ready());
            }
            // The file may be gone and come back as another one: it is opened anew at the next try.
            self.file = None;
        }
        written
    }

    fn try_append(&mut self, text: &str) -> Result<(), StoreError> {
        let file = self.ready()?;
        self.dirty = true;
        (&file).seek(SeekFrom::Start(self.end)).acting("append to", &self.path)?;
        (&file).write_all(text.as_bytes()).acting("append to", &self.path)?;
        file.sync_data().acting("append to", &self.path)?;
        self.file = Some(file);
        self.dirty = false;
        self.end += text.len() as u64;
        Ok(())
    }

    /// The open file, if it is still the one at its path and as long as it was left.
    fn ready(&mut self) -> Result<File, StoreError> {
        let file = match self.file.take() {
            Some(file) => file,
            None => self.open()?,
        };
        let there = std::fs::metadata(&self.path).map_err(|_| StoreError::Gone { path: self.path.clone() })?;
        let ours = file.metadata().acting("append to", &self.path)?;
        if !same_file(&there, &ours) {
            return Err(StoreError::Gone { path: self.path.clone() });
        }
        if self.dirty && ours.len() > self.end {
            file.set_len(self.end).acting("repair", &self.path)?;
            self.dirty = false;
        } else if ours.len() != self.end {
            return Err(StoreError::ChangedByOthers { path: self.path.clone() });
        }
        Ok(file)
    }

    fn open(&self) -> Result<File, StoreError> {
        if self.end > 0 && !self.path.exists() {
            return Err(StoreError::Gone { path: self.path.clone() });
        }
        let new = !self.path.exists();
        let file = File::options().write(true).create(true).truncate(false).open(&self.path).acting("open", &self.path)?;
        if new {
            atomic::sync_folder(self.path.parent().unwrap_or(Path::new(".")));
        }
        Ok(file)
    }
}

#[cfg(unix)]
fn same_file(one: &std::fs::Metadata, other: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn same_file(one: &std::fs::Metadata, other: &std::fs::Metadata) -> bool {
    one.len() == other.len()
}
