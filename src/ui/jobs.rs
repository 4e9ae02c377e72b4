//! Long work on named threads, with progress and an end on request; the window never waits for it.

use crate::model::Progress;
use egui::Context;
use std::sync::{Arc, mpsc};
use std::task::Poll;

/// One piece of work under way, and what it will bring.
pub struct Job<T> {
    /// In words for the status bar: “Importing 12 files”.
    pub name: String,
    /// How far it is.
    pub progress: Arc<Progress>,
    result: mpsc::Receiver<T>,
}

/// Nobody waits for what a job brings once it is let go, so it stops.
impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

impl<T: Send + 'static> Job<T> {
    /// Starts work on a thread of its own; the window is woken when it is done.
    pub fn start(ctx: &Context, name: impl Into<String>, work: impl FnOnce(&Progress) -> T + Send + 'static) -> Self {
        let name = name.into();
        let progress = Arc::new(Progress::default());
        let (sender, result) = mpsc::channel();
        let (watched, ctx) = (Arc::clone(&progress), ctx.clone());
        let thread = std::thread::Builder::new().name(name.chars().take(15).collect());
        let started = thread.spawn(move || {
            // Nobody listens any more when the window was closed meanwhile.
            let _ = sender.send(work(&watched));
            ctx.request_repaint();
        });
        if let Err(error) = started {
            log::error!("no thread for “{name}”: {error}");
        }
        Self { name, progress, result }
    }

    /// What it brought, once it is done; nothing when its thread ended without bringing anything.
    pub fn poll(&self) -> Poll<Option<T>> {
        match self.result.try_recv() {
            Ok(result) => Poll::Ready(Some(result)),
            Err(mpsc::TryRecvError::Disconnected) => Poll::Ready(None),
            Err(mpsc::TryRecvError::Empty) => Poll::Pending,
        }
    }

    /// What it brought, however long that takes; `None` when it brought nothing.
    pub fn wait(&self) -> Option<T> {
        self.result.recv().ok()
    }
}
