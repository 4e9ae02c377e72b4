//! Lines on their way from the one who reads them to those who work on them, no more than so many bytes at a time.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A line with its number, counted from 1.
pub(super) struct Line {
    pub number: u64,
    /// The bytes without the line end; what was wrong with them if they could not be read.
    pub bytes: Result<Vec<u8>, String>,
}

impl Line {
    fn size(&self) -> usize {
        self.bytes.as_ref().map_or(0, Vec::len)
    }
}

/// A queue that makes its writer wait when it is full and its reader when it is empty.
#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    lines: VecDeque<Line>,
    bytes: usize,
    is_closed: bool,
}

/// The queue holds lines of so many bytes, or one line that is longer.
const MOST_BYTES: usize = 8 << 20;
/// And so many lines.
const MOST_LINES: usize = 4096;

impl Queue {
    /// Adds a line, as soon as there is room for it; `false` when nobody wants it any more.
    pub fn push(&self, line: Line) -> bool {
        let mut state = self.state();
        while !state.is_closed && !state.lines.is_empty() && state.is_full() {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.bytes += line.size();
        state.lines.push_back(line);
        self.changed.notify_all();
        !state.is_closed
    }

    /// Takes all lines that are there, as soon as there is one; none at the end.
    pub fn take(&self) -> Vec<Line> {
        let mut state = self.state();
        while !state.is_closed && state.lines.is_empty() {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.bytes = 0;
        self.changed.notify_all();
        state.lines.drain(..).collect()
    }

    /// Says that no more lines come, or that no more are wanted.
    pub fn close(&self) {
        self.state().is_closed = true;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn is_full(&self) -> bool {
        self.bytes >= MOST_BYTES || self.lines.len() >= MOST_LINES
    }
}
