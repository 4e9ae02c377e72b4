//! The window: panels over a session, a text view of its own, themes, keys, dialogs, and long work on threads.
//!
//! In reading order: `app` (one frame), `desk` (an open project), `panels`, [`text_view`], `dialogs`, [`keymap`], [`theme`].
//! Nothing here changes a project: everything sends [`crate::session::Command`]s.

mod app;
mod clipboard;
mod context_menu;
mod dates;
mod desk;
mod dialogs;
mod drop_hint;
mod files;
mod find;
mod jobs;
mod keeper;
mod key_queue;
pub mod keymap;
mod links;
mod marks;
mod opening;
mod pages;
mod panels;
mod past;
mod picker;
mod pictures;
mod start;
pub mod text_view;
pub mod theme;
mod trouble;
pub mod widgets;
mod window_commands;

pub use app::{App, Beginning};
pub use clipboard::{Clipboard, SystemClipboard};
pub use picker::{FilePicker, Picked, Picking, SystemPicker, Wanted};

use crate::store::settings::Settings;
use anyhow::Context as _;
use std::path::PathBuf;
use std::sync::Arc;

/// Opens the window, on a project if one is given, and stays until it is closed.
pub fn run(project: Option<PathBuf>) -> anyhow::Result<()> {
    // Kept among the recent projects, a path must mean the same from everywhere.
    let project = project.map(|path| std::path::absolute(&path).unwrap_or(path));
    let file = Settings::file();
    let (settings, fault) = file.as_deref().map(Settings::load).unwrap_or_default();
    let viewport = egui::ViewportBuilder::default()
        .with_title("Pressmark")
        .with_app_id("pressmark")
        .with_inner_size([settings.window.0, settings.window.1])
        .with_min_inner_size([760.0, 480.0])
        .with_maximized(settings.maximized)
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let beginning = Beginning {
        settings,
        settings_file: file,
        fault,
        project,
        picker: Box::new(SystemPicker),
        clipboard: Arc::new(SystemClipboard),
    };
    eframe::run_native("Pressmark", options, Box::new(|context| Ok(Box::new(App::new(&context.egui_ctx, beginning)))))
        .map_err(|error| anyhow::anyhow!("{error}"))
        .context("The window could not be opened; the commands import, export, check and stats work without one")
}
