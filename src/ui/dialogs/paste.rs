//! A text to become an article, pasted or typed.

use super::{Request, unless_closed};
use crate::model::text;
use crate::ui::dates;
use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use crate::ui::widgets::{field_row, modal, primary_button};
use egui::{Align, Context, Key, Layout, Modifiers, ScrollArea, TextEdit, Ui};

/// Longer texts are told about, not shown: a text field lays out all of it.
const SHOWN: usize = 100_000;

/// What is pasted so far.
pub struct Paste {
    text: String,
    title: String,
    outlet: String,
    shown: bool,
}

impl Paste {
    /// Begins with what the clipboard gave.
    pub fn new(text: String) -> Self {
        Self { text, title: String::new(), outlet: String::new(), shown: false }
    }

    pub(super) fn show(&mut self, ctx: &Context) -> Request {
        let shown = modal(ctx, "Paste an article", 640.0, |ui| self.fields(ui));
        let enter = ctx.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
        let ready = !self.text.trim().is_empty();
        let request = if ready && (shown.inner || enter) {
            Request::ImportText { text: std::mem::take(&mut self.text), title: self.title.clone(), outlet: self.outlet.clone() }
        } else {
            Request::Stay
        };
        unless_closed(shown.close, request)
    }

    fn fields(&mut self, ui: &mut Ui) -> bool {
        field_row(ui, "Title", |ui| {
            ui.add(TextEdit::singleline(&mut self.title).hint_text("may stay empty").desired_width(f32::INFINITY))
        });
        field_row(ui, "Outlet", |ui| {
            ui.add(TextEdit::singleline(&mut self.outlet).hint_text("may stay empty").desired_width(f32::INFINITY))
        });
        ui.add_space(sizes().space);
        if self.text.len() > SHOWN {
            let words = weak(ui, "A long text; it is taken as it is.");
            ui.label(words);
        } else {
            ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                let field = ui.add(
                    TextEdit::multiline(&mut self.text)
                        .hint_text("Paste the text here")
                        .desired_rows(14)
                        .desired_width(f32::INFINITY),
                );
                if !std::mem::replace(&mut self.shown, true) {
                    field.request_focus();
                }
            });
        }
        ui.add_space(sizes().space_medium);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let ready = !self.text.trim().is_empty();
            let done = ui.add_enabled_ui(ready, |ui| primary_button(ui, "Import 1 article")).inner.clicked();
            let words = dates::counted(text::count_words(&self.text), "word", "words");
            let words = weak(ui, words);
            ui.label(words);
            done
        })
        .inner
    }
}
