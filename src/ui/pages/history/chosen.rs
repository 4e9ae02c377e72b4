//! The chosen step at the right: what it changed, before and after, and what can be done about it.

use super::{State, Wish, listing, rows};
use crate::analysis::history::Change;
use crate::model::{Annotation, AnnotationId, Edit};
use crate::session::{Command, Session};
use crate::ui::dates;
use crate::ui::panels::weak;
use crate::ui::theme::{sizes, strong};
use crate::ui::widgets::shortcut_button;
use egui::{Label, RichText, ScrollArea, Ui};
use std::sync::Arc;

/// Shows what the chosen step changed.
pub fn show(ui: &mut Ui, session: &Session, state: &mut State, send: &mut Vec<Command>) {
    let Some(entry) = state.chosen.clone().filter(|_| state.cursor.is_some()) else {
        let words = weak(ui, "Choose a step to see what it changed.");
        ui.add(Label::new(words).wrap());
        return;
    };
    ui.add(Label::new(RichText::new(listing::command_words(&entry)).font(strong(sizes().interface))).wrap());
    let about = rows::title(session, &entry);
    let about = if about.is_empty() { about } else { format!(" · {about}") };
    let words = format!("{}, {}, step {}{about}", entry.annotator, dates::moment(entry.at), dates::count(entry.number as usize));
    let words = weak(ui, words);
    ui.add(Label::new(words).wrap());
    ui.add_space(sizes().gap);
    if shortcut_button(ui, "Show the project as of this", "Enter").clicked() {
        state.waiting = Some(Wish::GoBack);
    }
    let is_own = entry.annotator == *session.annotator();
    let reverts = ui.add_enabled_ui(is_own, |ui| shortcut_button(ui, "Revert this", "Alt T")).inner;
    if reverts.on_disabled_hover_text(format!("Only {} can take this back", entry.annotator)).clicked() {
        state.waiting = Some(Wish::Revert);
    }
    let restore = restorable(state);
    let restores =
        ui.add_enabled_ui(is_own && restore.is_some(), |ui| shortcut_button(ui, "Restore this annotation", "Alt B")).inner;
    if restores.clicked() {
        send.extend(restore);
    }
    ui.add_space(sizes().space);
    ScrollArea::vertical().id_salt("changes").auto_shrink(false).show(ui, |ui| changes(ui, session, state, send));
}

fn changes(ui: &mut Ui, session: &Session, state: &State, send: &mut Vec<Command>) {
    let detail = match &state.detail {
        Some(Ok(detail)) => detail,
        Some(Err(reason)) => {
            ui.add(Label::new(reason).wrap());
            return;
        }
        None => {
            ui.label("Reading what it changed.");
            return;
        }
    };
    let is_own = detail.transaction.annotator == *session.annotator();
    let several = annotations(state).count() > 1;
    let mut restored: Option<AnnotationId> = None;
    for change in &detail.changes {
        one(ui, change);
        let fresh = change.annotation.filter(|_| is_own && several);
        if let Some(id) = fresh.filter(|id| restored != Some(*id)) {
            restored = Some(id);
            if ui.small_button("Restore").clicked() {
                send.extend(restore(state, id));
            }
        }
        ui.add_space(sizes().gap);
    }
    if detail.more > 0 {
        let words = weak(ui, format!("and {} more", dates::counted(detail.more, "change", "changes")));
        ui.label(words);
    }
}

fn one(ui: &mut Ui, change: &Change) {
    ui.add(Label::new(RichText::new(&change.what).size(sizes().small)).wrap());
    let words = match (change.before.is_empty(), change.after.is_empty()) {
        (true, true) => return,
        (true, false) => format!("added {}", change.after),
        (false, true) => format!("removed {}", change.before),
        (false, false) => format!("{} → {}", change.before, change.after),
    };
    ui.add(Label::new(words).wrap());
}

/// The annotations of the chosen step, each with its article, as the step left it, or as it was where the step removed it.
fn annotations(state: &State) -> impl Iterator<Item = (crate::model::ArticleId, &Annotation)> {
    let edits = state.detail.iter().flatten().flat_map(|detail| &detail.transaction.edits);
    edits.filter_map(|edit| match edit {
        Edit::Annotation { article, before, after } => Some((*article, after.as_deref().or(before.as_deref())?)),
        _ => None,
    })
}

fn restore(state: &State, id: AnnotationId) -> Option<Command> {
    let (article, annotation) = annotations(state).filter(|(_, annotation)| annotation.id == id).last()?;
    Some(Command::Restore { article, annotation: Arc::new(annotation.clone()) })
}

/// What brings the annotation of the step back, when it is about one.
pub fn restorable(state: &State) -> Option<Command> {
    let mut found = annotations(state).map(|(_, annotation)| annotation.id);
    let first = found.next()?;
    let is_one = found.all(|id| id == first);
    if is_one { restore(state, first) } else { None }
}
