//! Words being typed into fields: kept while the field has the keyboard, committed when it is left.

use crate::session::Command;
use egui::{Response, Ui};
use std::collections::HashMap;

/// Words being typed, by field; committed when the field is left.
#[derive(Default)]
pub struct Drafts {
    words: HashMap<String, String>,
    of: Option<String>,
    /// The field that has the keyboard, and what would keep its words.
    typed: Option<(String, Command)>,
    /// The field whose words could not be kept and stay to be mended.
    refused: Option<String>,
}

impl Drafts {
    /// The draft of a field of some form; drafts of another form are dropped.
    pub fn of(&mut self, form: &str, field: &str, standing: &str) -> &mut String {
        if self.of.as_deref() != Some(form) {
            self.words.clear();
            self.refused = None;
            self.of = Some(form.to_owned());
        }
        self.words.entry(field.to_owned()).or_insert_with(|| standing.to_owned())
    }

    /// Takes what keeps the words of the field that is being typed in, if they differ from what stands.
    pub fn take_typed(&mut self) -> Option<Command> {
        self.typed.take().map(|(_, command)| command)
    }

    /// Whether words are being typed that nothing keeps yet.
    pub fn is_typing(&self) -> bool {
        self.typed.is_some()
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
        drafts.refused = drafts.refused.take().filter(|refused| refused != field);
        return (response, None);
    }
    let words = draft.clone();
    let left = response.lost_focus();
    // Not typed in, the field shows what stands, whoever changed it.
    if drafts.refused.as_deref() != Some(field) {
        drafts.drop(field);
    }
    let changed = left && words != standing && !ui.input(|i| i.key_pressed(egui::Key::Escape));
    (response, changed.then_some(words))
}

/// A line of text as [`committed`], whose words are kept by a command: when it is left, and before anything takes it away.
pub fn kept(
    ui: &mut Ui,
    drafts: &mut Drafts,
    field: Field<'_>,
    send: &mut Vec<Command>,
    keep: impl FnOnce(String) -> Option<Command>,
    edit: impl FnOnce(&mut Ui, &mut String) -> Response,
) -> Response {
    let (response, changed) = committed(ui, drafts, field.form, field.name, field.standing, edit);
    if response.has_focus() {
        let typed = drafts.words.get(field.name).filter(|words| *words != field.standing).cloned();
        drafts.typed = typed.and_then(keep).map(|command| (field.name.to_owned(), command));
        return response;
    }
    if drafts.typed.as_ref().is_some_and(|(name, _)| name == field.name) {
        drafts.typed = None;
    }
    if let Some(words) = changed {
        let kept = keep(words.clone());
        if kept.is_none() {
            drafts.words.insert(field.name.to_owned(), words);
            drafts.refused = Some(field.name.to_owned());
        }
        send.extend(kept);
    }
    response
}

/// Which field it is, and what stands there.
pub struct Field<'a> {
    /// The form it is in.
    pub form: &'a str,
    /// Its name in the form.
    pub name: &'a str,
    /// The words that stand.
    pub standing: &'a str,
}
