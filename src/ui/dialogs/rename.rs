//! The project's name.

use super::{Request, unless_closed};
use crate::session::Command;
use crate::ui::theme::sizes;
use crate::ui::widgets::{modal, primary_button};
use egui::{Align, Context, Key, Layout, Modifiers, TextEdit};

/// The name typed so far.
pub struct Rename {
    name: String,
    shown: bool,
}

impl Rename {
    /// Begins with the name as it is.
    pub fn new(name: String) -> Self {
        Self { name, shown: false }
    }

    pub(super) fn show(&mut self, ctx: &Context, send: &mut Vec<Command>) -> Request {
        let shown = modal(ctx, "Rename the project", 420.0, |ui| {
            let field = ui.add(TextEdit::singleline(&mut self.name).desired_width(f32::INFINITY)).accessible_name("Name");
            if !std::mem::replace(&mut self.shown, true) {
                field.request_focus();
            }
            ui.add_space(sizes().space_medium);
            let ready = !self.name.trim().is_empty();
            let button = |ui: &mut egui::Ui| ui.add_enabled_ui(ready, |ui| primary_button(ui, "Rename")).inner.clicked();
            ui.with_layout(Layout::right_to_left(Align::Center), button).inner
        });
        let enter = ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        if (shown.inner || enter) && !self.name.trim().is_empty() {
            send.push(Command::Rename(self.name.trim().to_owned()));
            return Request::Close;
        }
        unless_closed(shown.close, Request::Stay)
    }
}
