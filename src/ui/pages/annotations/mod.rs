//! All annotations of the project as a table.

use crate::session::{Command, Session};
use egui::Ui;

/// What the page keeps.
#[derive(Default)]
pub struct State {}

/// Shows what stands beside the page's name.
pub fn title(ui: &mut Ui, session: &Session, _: &mut State) {
    ui.label(session.list().total().to_string());
}

/// Shows the page.
pub fn show(ui: &mut Ui, _: &Session, _: &mut State, _: bool, _: &mut Vec<Command>) {
    ui.label("Annotations");
}
