//! A project to be made: its name, its folder, who will work on it.

use super::{Request, Surroundings, unless_closed};
use crate::model::Annotator;
use crate::store::places::completions;
use crate::ui::panels::{colors, weak};
use crate::ui::picker::{Picked, Picking, Wanted};
use crate::ui::theme::sizes;
use crate::ui::widgets::{PathKind, field_row, modal, path_field, primary_button};
use egui::{Align, Context, Key, Label, Layout, Modifiers, RichText, TextEdit, Ui};
use std::path::PathBuf;

/// What is typed so far.
pub struct NewProject {
    name: String,
    annotator: String,
    parent: String,
    folder: Option<String>,
    picking: Option<Picking>,
    shown: bool,
}

impl NewProject {
    /// Asks for a project in a folder beneath `parent`.
    pub fn new(parent: String, annotator: String) -> Self {
        Self { name: String::new(), annotator, parent, folder: None, picking: None, shown: false }
    }

    pub(super) fn show(&mut self, ctx: &Context, around: &Surroundings<'_>) -> Request {
        if let Some(Picked::Paths(paths)) = self.picking.as_ref().and_then(Picking::poll) {
            self.folder = paths.first().map(|path| path.display().to_string());
            self.picking = None;
        }
        let shown = modal(ctx, "New project", 560.0, |ui| self.fields(ui, around));
        let enter = ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        let request = match self.fault() {
            None if shown.inner || enter => Request::Create {
                folder: PathBuf::from(self.folder().trim()),
                name: self.name.trim().to_owned(),
                annotator: self.annotator.trim().to_owned(),
            },
            fault => {
                // Enter has taken the keyboard from the field; what is missing is typed there.
                self.shown &= !(enter && fault.is_some());
                Request::Stay
            }
        };
        unless_closed(shown.close, request)
    }

    /// The folder typed, or else one named after the project.
    fn folder(&self) -> String {
        let slug: String =
            self.name.trim().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).flat_map(char::to_lowercase).collect();
        let proposed = || PathBuf::from(&self.parent).join(slug.trim_matches('-')).display().to_string();
        self.folder.clone().unwrap_or_else(proposed)
    }

    fn fault(&self) -> Option<&'static str> {
        if self.name.trim().is_empty() {
            Some("A project needs a name.")
        } else if Annotator::new(self.annotator.trim()).is_none() {
            Some("Your name may have letters, digits, - and _; it becomes the name of your file.")
        } else {
            None
        }
    }

    fn fields(&mut self, ui: &mut Ui, around: &Surroundings<'_>) -> bool {
        let first = field_row(ui, "Name", |ui| {
            ui.add(TextEdit::singleline(&mut self.name).hint_text("Harbour strike").desired_width(f32::INFINITY))
        });
        if !std::mem::replace(&mut self.shown, true) {
            first.request_focus();
        }
        field_row(ui, "Folder", |ui| {
            let mut folder = self.folder();
            let response = path_field(ui, "Folder", &mut folder, PathKind::Folder, &completions);
            if response.changed() {
                self.folder = Some(folder);
            }
            response
        });
        field_row(ui, "Your name", |ui| ui.add(TextEdit::singleline(&mut self.annotator).desired_width(f32::INFINITY)));
        ui.add_space(sizes().space);
        let words = weak(
            ui,
            "A folder of RON files that a person can read, mail and keep in git. It begins with the labels quote, claim, statistic and boilerplate.",
        );
        ui.add(Label::new(words).wrap());
        if let Some(fault) = self.fault().filter(|_| !self.name.is_empty()) {
            ui.add(Label::new(RichText::new(fault).color(colors(ui).warn)).wrap());
        }
        ui.add_space(sizes().space_medium);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let done = ui.add_enabled_ui(self.fault().is_none(), |ui| primary_button(ui, "Make the project")).inner;
            if ui.button("Browse…").clicked() {
                self.picking = Some(around.picker.pick(Wanted::NewFile, "A folder for the project", ui.ctx()));
            }
            done.clicked()
        })
        .inner
    }
}
