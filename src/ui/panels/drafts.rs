//! Words being typed into fields: kept while the field has the keyboard, committed when it is left.

use crate::session::Command;
use egui::{Response, Ui};
use std::collections::{HashMap, HashSet};

/// The form and the field.
type Place = (String, String);

/// Words being typed, by field; committed when the field is left.
#[derive(Default)]
pub struct Drafts {
    words: HashMap<Place, String>,
    of: Option<String>,
    /// The field that has the keyboard, and what would keep its words.
    typed: Option<(String, Command)>,
    /// The fields whose words could not be kept; they stay to be mended, also while another form is shown.
    refused: HashSet<Place>,
}

impl Drafts {
    /// The draft of a field of some form; drafts of another form are dropped, but for those that wait to be mended.
    pub fn of(&mut self, form: &str, field: &str, standing: &str) -> &mut String {
        if self.of.as_deref() != Some(form) {
            self.words.retain(|place, _| self.refused.contains(place));
            self.of = Some(form.to_owned());
        }
        self.words.entry((form.to_owned(), field.to_owned())).or_insert_with(|| standing.to_owned())
    }

    /// Takes what keeps the words of the field that is being typed in, if they differ from what stands.
    pub fn take_typed(&mut self) -> Option<Command> {
        self.typed.take().map(|(_, command)| command)
    }

    /// Whether words are being typed that nothing keeps yet.
    pub fn is_typing(&self) -> bool {
        self.typed.is_some()
    }

    /// How many fields hold words that cannot be kept as they are.
    pub fn refused(&self) -> usize {
        self.refused.len()
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
    let place = (form.to_owned(), field.to_owned());
    if response.has_focus() {
        drafts.refused.remove(&place);
        return (response, None);
    }
    let words = draft.clone();
    let left = response.lost_focus();
    // Not typed in, the field shows what stands, whoever changed it.
    if !drafts.refused.contains(&place) {
        drafts.words.remove(&place);
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
        let place = (field.form.to_owned(), field.name.to_owned());
        let typed = drafts.words.get(&place).filter(|words| *words != field.standing).cloned();
        drafts.typed = typed.and_then(keep).map(|command| (field.name.to_owned(), command));
        return response;
    }
    if drafts.typed.as_ref().is_some_and(|(name, _)| name == field.name) {
        drafts.typed = None;
    }
    if let Some(words) = changed {
        let kept = keep(words.clone());
        if kept.is_none() {
            let place = (field.form.to_owned(), field.name.to_owned());
            drafts.words.insert(place.clone(), words);
            drafts.refused.insert(place);
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
