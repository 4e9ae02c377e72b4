//! Words being typed into fields: kept while the field has the keyboard, committed when it is left.

use egui::{Response, Ui};
use std::collections::HashMap;

/// Words being typed, by field; committed when the field is left.
#[derive(Default)]
pub struct Drafts {
    words: HashMap<String, String>,
    of: Option<String>,
}

impl Drafts {
    /// The draft of a field of some form; drafts of another form are dropped.
    pub fn of(&mut self, form: &str, field: &str, standing: &str) -> &mut String {
        if self.of.as_deref() != Some(form) {
            self.words.clear();
            self.of = Some(form.to_owned());
        }
        self.words.entry(field.to_owned()).or_insert_with(|| standing.to_owned())
    }

    /// Forgets the draft of a field, so that it shows what stands.
    pub fn drop(&mut self, field: &str) {
        self.words.remove(field);
    }
}

/// A line of text that is committed when left or on Enter; `None` while it is typed in or nothing changed.
pub fn committed(
    ui: &mut Ui,
    drafts: &mut Drafts,
    form: &str,
    field: &str,
    standing: &str,
    edit: impl FnOnce(&mut Ui, &mut String) -> Response,
) -> (Response, Option<String>) {
    let draft = drafts.of(form, field, standing);
    let response = edit(ui, draft);
    if response.has_focus() {
        return (response, None);
    }
    let words = draft.clone();
    let left = response.lost_focus();
    // Not typed in, the field shows what stands, whoever changed it.
    drafts.drop(field);
    let changed = left && words != standing && !ui.input(|i| i.key_pressed(egui::Key::Escape));
    (response, changed.then_some(words))
}
