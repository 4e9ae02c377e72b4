//! The steps as rows: when, who, what, in which article, how much.

use super::{State, Wish, listing};
use crate::model::JournalEntry;
use crate::session::Session;
use crate::ui::dates;
use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use crate::ui::widgets::{List, ListRow};
use egui::{Align, Label, Layout, Response, RichText, Ui, vec2};
use std::sync::Arc;

const WHEN: f32 = 128.0;
const WHO: f32 = 72.0;
const COUNT: f32 = 64.0;

/// Shows the rows and takes the keys that walk them.
pub fn show(ui: &mut Ui, session: &Session, state: &mut State) {
    let list = List {
        name: "Steps",
        row_height: sizes().row,
        count: state.listed.len(),
        selected: state.cursor,
        reveal: state.cursor.filter(|_| std::mem::take(&mut state.reveal)),
    };
    let (listed, journals) = (Arc::clone(&state.listed), Arc::clone(&state.journals));
    let cursor = state.cursor;
    let mut clicked = None;
    let shown = list.show(ui, |ui, at| {
        let entry = listed.get(at).and_then(|place| listing::entry(&journals, *place));
        let Some(entry) = entry else { return ui.label("") };
        let response = row(ui, session, entry, cursor == Some(at));
        if response.clicked() {
            clicked = Some(at);
        }
        response
    });
    // A click takes the keyboard away until its frame is over.
    if state.focus && shown.response.has_focus() {
        state.focus = false;
    }
    if state.focus {
        shown.response.request_focus();
        if state.cursor.is_none() {
            clicked = Some(0);
        }
    }
    if let Some(at) = clicked.or(shown.moved_to) {
        state.choose(ui, session, at);
    }
    if shown.entered.is_some() {
        state.waiting = Some(Wish::GoBack);
    }
}

fn row(ui: &mut Ui, session: &Session, entry: &JournalEntry, selected: bool) -> Response {
    let command = listing::command_words(entry);
    let title = title(session, entry);
    let edits = dates::counted(entry.edits as usize, "change", "changes");
    let spoken = format!("{command}, {}, {}, {title}, {edits}", entry.annotator, dates::moment(entry.at));
    ListRow::new(&spoken).selected(selected).in_list().show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = sizes().space;
        let room = (ui.available_width() - WHEN - WHO - COUNT - 4.0 * sizes().space).max(80.0);
        let when = weak(ui, dates::moment(entry.at));
        cell(ui, WHEN, when);
        let who = weak(ui, entry.annotator.as_str());
        cell(ui, WHO, who);
        cell(ui, room * 0.5, RichText::new(command));
        let about = weak(ui, title);
        cell(ui, room * 0.5, about);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if entry.edits != 1 {
                let words = weak(ui, dates::count(entry.edits as usize));
                ui.label(words);
            }
        });
    })
}

fn cell(ui: &mut Ui, width: f32, words: RichText) {
    ui.allocate_ui_with_layout(vec2(width, ui.available_height()), Layout::left_to_right(Align::Center), |ui| {
        ui.set_width(width);
        ui.add(Label::new(words).truncate());
    });
}

/// What it was about: the title of its article, or how many there are.
pub fn title(session: &Session, entry: &JournalEntry) -> String {
    match *entry.articles {
        [] if entry.is_shared => "the project’s labels and guidelines".to_owned(),
        [] => String::new(),
        [article] => session.project().title(session.annotator(), article).to_owned(),
        _ => dates::counted(entry.articles.len(), "article", "articles"),
    }
}
