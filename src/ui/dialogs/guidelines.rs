//! What annotators are told, as plain text.

use super::{Request, unless_closed};
use crate::session::{Command, Session};
use crate::ui::theme::sizes;
use crate::ui::widgets::{modal, primary_button};
use egui::{Align, Context, Key, Layout, Modifiers, ScrollArea, TextEdit};

/// The guidelines as typed so far.
pub struct Guidelines {
    words: String,
}

impl Guidelines {
    /// Begins with the guidelines as they are.
    pub fn new(words: String) -> Self {
        Self { words }
    }

    pub(super) fn show(&mut self, ctx: &Context, session: &Session, send: &mut Vec<Command>) -> Request {
        let changed = self.words != session.project().guidelines;
        let writable = session.read_only().is_none();
        let shown = modal(ctx, "Guidelines", 680.0, |ui| {
            let height = ui.ctx().content_rect().height() - 220.0;
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
                let field =
                    TextEdit::multiline(&mut self.words).desired_rows(20).desired_width(f32::INFINITY).interactive(writable);
                ui.add(field.hint_text("What every annotator of this project should know"));
            });
            ui.add_space(sizes().space_medium);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_enabled_ui(changed && writable, |ui| primary_button(ui, "Save the guidelines")).inner.clicked()
            })
            .inner
        });
        let enter = ctx.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
        if (shown.inner || enter) && changed && writable {
            send.push(Command::SetGuidelines(self.words.clone()));
            return Request::Close;
        }
        unless_closed(shown.close, Request::Stay)
    }
}
