//! Choosing files with the system's dialog, on a thread of its own; behind a trait, so that tests can choose too.

use egui::Context;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// What is to be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Wanted {
    Folder,
    Files,
    NewFile,
}

/// Something that lets a person choose paths.
pub trait FilePicker {
    /// Opens a dialog; the answer comes later.
    fn pick(&self, wanted: Wanted, title: &str, ctx: &Context) -> Picking;
}

/// A dialog that is open.
pub struct Picking {
    answer: mpsc::Receiver<Vec<PathBuf>>,
    since: Instant,
}

/// What came of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// These paths.
    Paths(Vec<PathBuf>),
    /// None, after a person had time to see a dialog.
    Nothing,
    /// None so soon that no dialog can have been seen.
    NoDialogHere,
}

impl Picking {
    /// Begins to wait for an answer.
    pub fn new(answer: mpsc::Receiver<Vec<PathBuf>>) -> Self {
        Self { answer, since: Instant::now() }
    }

    /// The answer, once there is one.
    pub fn poll(&self) -> Option<Picked> {
        match self.answer.try_recv() {
            Ok(paths) if !paths.is_empty() => Some(Picked::Paths(paths)),
            Err(mpsc::TryRecvError::Empty) => None,
            _ if self.since.elapsed() < Duration::from_secs(1) => Some(Picked::NoDialogHere),
            _ => Some(Picked::Nothing),
        }
    }
}

/// The dialogs of the desktop, by rfd.
pub struct SystemPicker;

impl FilePicker for SystemPicker {
    fn pick(&self, wanted: Wanted, title: &str, ctx: &Context) -> Picking {
        let (sender, answer) = mpsc::channel();
        let (title, ctx) = (title.to_owned(), ctx.clone());
        let thread = std::thread::Builder::new().name("file dialog".into());
        let started = thread.spawn(move || {
            let paths = pollster::block_on(ask(wanted, &title));
            // Some services change names with unusual characters; such a path would only fail later.
            let there = |path: &PathBuf| wanted == Wanted::NewFile || path.exists();
            let _ = sender.send(paths.into_iter().filter(there).collect());
            ctx.request_repaint();
        });
        if let Err(error) = started {
            log::error!("no thread for the file dialog: {error}");
        }
        Picking::new(answer)
    }
}

async fn ask(wanted: Wanted, title: &str) -> Vec<PathBuf> {
    let dialog = rfd::AsyncFileDialog::new().set_title(title);
    let handles = match wanted {
        Wanted::Folder => dialog.pick_folder().await.into_iter().collect(),
        Wanted::Files => dialog.pick_files().await.unwrap_or_default(),
        Wanted::NewFile => dialog.save_file().await.into_iter().collect(),
    };
    handles.iter().map(|handle| handle.path().to_owned()).collect()
}
