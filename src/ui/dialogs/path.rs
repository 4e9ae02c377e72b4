//! A path to be typed, while the system's dialog is open beside it; it serves alone where no dialog runs.

use super::{Request, Surroundings, unless_closed};
use crate::store::places::completions;
use crate::ui::panels::{colors, weak};
use crate::ui::picker::{Picked, Picking, Wanted};
use crate::ui::theme::sizes;
use crate::ui::widgets::{PathKind, modal, path_field, primary_button};
use egui::{Align, Context, Key, Label, Layout, Modifiers, RichText, Ui};
use std::path::PathBuf;

/// What the path is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Purpose {
    OpenProject,
    CopySample,
    ImportFiles,
    ImportFolder,
    ExportJsonl,
    SaveReport,
    SavePicture,
    SaveCopy,
}

impl Purpose {
    fn title(self) -> &'static str {
        match self {
            Self::OpenProject => "Open a project",
            Self::CopySample => "Open a copy of the sample project",
            Self::ImportFiles => "Import files",
            Self::ImportFolder => "Import a folder",
            Self::ExportJsonl => "Export as JSONL",
            Self::SaveReport => "Save the report on the import",
            Self::SavePicture => "Save the figure",
            Self::SaveCopy => "Save a copy of the project",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::OpenProject => "The folder that holds project.ron.",
            Self::CopySample => "A new folder for the copy.",
            Self::ImportFiles => {
                "A file, a folder, or a pattern such as articles/*.html. What was found is shown before anything is imported."
            }
            Self::ImportFolder => {
                "Every file in the folder and below it is read; what was found is shown before anything is imported."
            }
            Self::ExportJsonl => "The file to write: one article a line, offsets in code points.",
            Self::SaveReport => "The file to write: as JSON where its name ends in .json, else as plain words.",
            Self::SavePicture => "The file to write.",
            Self::SaveCopy => "A new folder for the copy, with everything not yet saved.",
        }
    }

    fn button(self) -> &'static str {
        match self {
            Self::OpenProject => "Open",
            Self::CopySample => "Copy and open",
            Self::ImportFiles | Self::ImportFolder => "Read",
            Self::ExportJsonl => "Export",
            Self::SaveReport | Self::SavePicture => "Save",
            Self::SaveCopy => "Save the copy",
        }
    }

    fn wanted(self) -> Wanted {
        match self {
            Self::OpenProject | Self::ImportFolder => Wanted::Folder,
            Self::ImportFiles => Wanted::Files,
            Self::CopySample | Self::ExportJsonl | Self::SaveReport | Self::SavePicture | Self::SaveCopy => Wanted::NewFile,
        }
    }

    fn kind(self) -> PathKind {
        match self {
            Self::ImportFiles | Self::ExportJsonl | Self::SaveReport | Self::SavePicture => PathKind::File,
            _ => PathKind::Folder,
        }
    }

    fn request(self, paths: Vec<PathBuf>) -> Request {
        let first = paths.first().cloned().unwrap_or_default();
        match self {
            Self::OpenProject => Request::Open(first),
            Self::CopySample => Request::CopySample(first),
            Self::ImportFiles | Self::ImportFolder => Request::Import(paths),
            Self::ExportJsonl => Request::Export(first),
            Self::SaveReport => Request::WriteReport(first),
            Self::SavePicture => Request::WritePicture(first),
            Self::SaveCopy => Request::SaveCopy(first),
        }
    }
}

/// The path typed so far and the dialog beside it.
pub struct PathDialog {
    purpose: Purpose,
    path: String,
    picking: Option<Picking>,
    asked: bool,
    told: &'static str,
    shown: bool,
    /// The file that stands at the path and may be replaced once this has been said.
    replaces: Option<String>,
}

impl PathDialog {
    /// Asks for a path, beginning with a proposal.
    pub fn new(purpose: Purpose, proposal: String) -> Self {
        Self { purpose, path: proposal, picking: None, asked: false, told: "", shown: false, replaces: None }
    }

    pub(super) fn show(&mut self, ctx: &Context, around: &Surroundings<'_>) -> Request {
        if !std::mem::replace(&mut self.asked, true) {
            self.ask(ctx, around);
        }
        if let Some(request) = self.answered() {
            return request;
        }
        let shown = modal(ctx, self.purpose.title(), 560.0, |ui| self.fields(ui, around));
        let enter = ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        let typed = self.path.trim();
        if (shown.inner || enter) && !typed.is_empty() {
            let path = PathBuf::from(typed);
            let writes = matches!(self.purpose, Purpose::ExportJsonl | Purpose::SaveReport | Purpose::SavePicture);
            if !writes || self.replaces.as_deref() == Some(typed) || !path.is_file() {
                return self.purpose.request(vec![path]);
            }
            self.replaces = Some(typed.to_owned());
        }
        unless_closed(shown.close, Request::Stay)
    }

    fn ask(&mut self, ctx: &Context, around: &Surroundings<'_>) {
        self.told = "";
        self.picking = Some(around.picker.pick(self.purpose.wanted(), self.purpose.title(), ctx));
    }

    fn answered(&mut self) -> Option<Request> {
        let picked = self.picking.as_ref()?.poll()?;
        self.picking = None;
        match picked {
            Picked::Paths(paths) => return Some(self.purpose.request(paths)),
            Picked::Nothing => self.told = "Nothing was chosen in the file dialog; a path can be typed here.",
            Picked::NoDialogHere => self.told = "No file dialog runs on this machine; type the path.",
        }
        None
    }

    fn fields(&mut self, ui: &mut Ui, around: &Surroundings<'_>) -> bool {
        let words = weak(ui, self.purpose.words());
        ui.add(Label::new(words).wrap());
        ui.add_space(sizes().space);
        // A whole path typed behind the proposal stands for itself.
        if let Some(whole) = self.path.rfind("//").and_then(|at| self.path.get(at + 1..)) {
            self.path = whole.to_owned();
        }
        let field = path_field(ui, "Path", &mut self.path, self.purpose.kind(), &completions);
        if !std::mem::replace(&mut self.shown, true) {
            field.request_focus();
        }
        ui.add_space(sizes().gap);
        let told = if self.picking.is_some() { "Choose in the file dialog, or type a path here." } else { self.told };
        let replaces = self.replaces.as_deref() == Some(self.path.trim());
        let told = if replaces {
            RichText::new("There is a file of this name. Replacing it cannot be undone; Esc keeps it.").color(colors(ui).warn)
        } else {
            weak(ui, told)
        };
        ui.add(Label::new(told).wrap());
        ui.add_space(sizes().space_medium);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let button = if replaces { "Replace the file" } else { self.purpose.button() };
            let done = ui.add_enabled_ui(!self.path.trim().is_empty(), |ui| primary_button(ui, button)).inner;
            if self.picking.is_none() && ui.button("Browse…").clicked() {
                let ctx = ui.ctx().clone();
                self.ask(&ctx, around);
            }
            done.clicked()
        })
        .inner
    }
}
