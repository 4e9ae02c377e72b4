//! Something that went wrong and stays said until it is over or dismissed: each kind with the ways out that fit it.

use super::desk::Asked;
use super::widgets::{Notice, banner};
use crate::store::SaveStatus;
use egui::Ui;
use std::path::Path;

/// What went wrong, in words.
pub struct Trouble {
    words: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Something was not done.
    NotDone,
    /// Another program changed what is open here.
    ChangedByOthers,
    /// The project's folder is not where it was.
    FolderGone,
    /// The project could not be closed.
    Unsaved,
}

/// What a person answered.
pub enum Answer {
    /// It is not to be said any more.
    Dismissed,
    /// Do this.
    Asked(Asked),
}

impl Trouble {
    /// Something was not done, for the reason given.
    pub fn not_done(words: String) -> Self {
        Self { words, kind: Kind::NotDone }
    }

    /// Another program changed what is open here.
    pub fn changed_by_others(words: String) -> Self {
        Self { words, kind: Kind::ChangedByOthers }
    }

    /// The project's folder is not where it was.
    pub fn folder_gone(folder: &Path) -> Self {
        Self { words: format!("The folder {} is gone.", folder.display()), kind: Kind::FolderGone }
    }

    /// The project could not be closed.
    pub fn unsaved() -> Self {
        let words = "The project was not closed: changes are still in memory only.".to_owned();
        Self { words, kind: Kind::Unsaved }
    }

    /// Whether it has passed by itself.
    pub fn is_over(&self, folder: &Path, saving: Option<&SaveStatus>) -> bool {
        match self.kind {
            Kind::NotDone | Kind::ChangedByOthers => false,
            Kind::FolderGone => folder.is_dir(),
            Kind::Unsaved => matches!(saving, Some(SaveStatus::Saved { .. })),
        }
    }

    /// Shows it; returns what was answered.
    pub fn show(&self, ui: &mut Ui) -> Option<Answer> {
        let ways: &[&str] = match self.kind {
            Kind::NotDone => &["Dismiss"],
            Kind::ChangedByOthers => &["Dismiss", "Save elsewhere…", "Reload"],
            Kind::FolderGone | Kind::Unsaved => &["Dismiss", "Save elsewhere…"],
        };
        Some(match banner(ui, Notice::Warning, &self.words, ways)? {
            0 => Answer::Dismissed,
            1 => Answer::Asked(Asked::SaveElsewhere),
            _ => Answer::Asked(Asked::Reload),
        })
    }
}
