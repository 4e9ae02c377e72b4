//! Long work on named threads, with progress and an end on request; the window never waits for it.

use crate::model::Progress;
use egui::Context;
use std::sync::{Arc, mpsc};

/// One piece of work under way, and what it will bring.
pub struct Job<T> {
    /// In words for the status bar: “Importing 12 files”.
    pub name: String,
    /// How far it is.
    pub progress: Arc<Progress>,
    result: mpsc::Receiver<T>,
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

    /// What it brought, once it is done.
    pub fn poll(&self) -> Option<T> {
        self.result.try_recv().ok()
    }

    /// What it brought, however long that takes; `None` when it brought nothing.
    pub fn wait(&self) -> Option<T> {
        self.result.recv().ok()
    }

    /// Whether its thread ended without bringing anything.
    pub fn is_lost(&self) -> bool {
        matches!(self.result.try_recv(), Err(mpsc::TryRecvError::Disconnected))
    }
}
