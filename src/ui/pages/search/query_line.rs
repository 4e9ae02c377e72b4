//! The line in which a query is typed, how it is meant, and what is wrong with it at its place.

use super::State;
use crate::analysis::search::{self, SearchError};
use crate::model::SearchedFor;
use crate::ui::panels::colors;
use crate::ui::theme::sizes;
use crate::ui::widgets::{choose_all, flag_field};
use egui::text::CCursor;
use egui::text_edit::TextEditOutput;
use egui::{Button, Key, Modifiers, RichText, Role, Stroke, TextEdit, Ui, WidgetInfo, pos2};
use std::ops::Range;

/// What is wrong with what was typed.
#[derive(Clone, PartialEq, Debug)]
pub struct Fault {
    /// In words.
    pub words: String,
    /// The bytes of the pattern that it is about.
    pub place: Option<Range<usize>>,
}

/// From this width on, field and flags have room beside each other, in points.
const ROOMY: f32 = 940.0;

/// A pause this long in typing starts the search.
const PAUSE: f64 = 0.3;

/// Shows the line; what changed is searched for after a pause, or at once on Enter.
pub fn show(ui: &mut Ui, state: &mut State) {
    let before = state.query.clone();
    let is_narrow = ui.available_width() < ROOMY;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = sizes().space;
        searched_for(ui, state);
        field(ui, state);
        if !is_narrow {
            flags(ui, state);
        }
    });
    if is_narrow {
        ui.horizontal(|ui| flags(ui, state));
    }
    if let Some(fault) = &state.fault {
        ui.label(RichText::new(&fault.words).color(colors(ui).error).size(sizes().small));
    }
    if state.query != before {
        let typed = state.query.pattern != before.pattern;
        state.changed(ui, if typed { PAUSE } else { 0.0 });
    }
}

/// How what is typed is meant.
fn flags(ui: &mut Ui, state: &mut State) {
    ui.spacing_mut().item_spacing.x = sizes().space;
    flag_field(ui, &mut state.query.regex, "Pattern").on_hover_text("A regular expression, such as walk(s|ed)? out");
    flag_field(ui, &mut state.query.case, "Match case");
    flag_field(ui, &mut state.query.whole_word, "Whole words");
    flag_field(ui, &mut state.query.across_lines, "Across lines").on_hover_text("Hits may go on over line breaks");
    if state.query.of == SearchedFor::Text {
        flag_field(ui, &mut state.query.boilerplate, "Boilerplate too")
            .on_hover_text("Words that are faded are searched as well");
    }
}

/// Texts or annotations.
fn searched_for(ui: &mut Ui, state: &mut State) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (of, name) in [(SearchedFor::Text, "Texts"), (SearchedFor::Annotations, "Annotations")] {
            let chosen = state.query.of == of;
            let button = ui.add(Button::selectable(chosen, name).frame_when_inactive(true));
            button.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, format!("Search {}", of.name())));
            if button.clicked() {
                state.query.of = of;
            }
        }
    });
}

fn field(ui: &mut Ui, state: &mut State) {
    let id = ui.make_persistent_id("words to search for");
    let hint =
        if state.query.of == SearchedFor::Text { "Words to find in all texts" } else { "Words of annotations; empty for all" };
    let shown = TextEdit::singleline(&mut state.query.pattern)
        .id(id)
        .hint_text(hint)
        .desired_width(300.0_f32.min(ui.available_width()))
        .show(ui);
    let response = shown.response.response.clone().accessible_name("Search the project");
    if let Some(place) = state.fault.as_ref().and_then(|fault| fault.place.clone()) {
        underline(ui, &shown, &state.query.pattern, &place);
    }
    state.field = Some(id);
    if std::mem::take(&mut state.focus_field) {
        response.request_focus();
        choose_all(ui.ctx(), id, &state.query.pattern);
    }
    if response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown)) {
        state.focus_list = true;
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        if !state.is_up_to_date() {
            state.due = Some(0.0);
        }
        state.focus_list = state.fault.is_none();
        // The hits take the keyboard when they are there; until then keys do nothing elsewhere.
        response.request_focus();
    }
}

/// Underlines the part of the pattern that cannot be read.
fn underline(ui: &Ui, shown: &TextEditOutput, pattern: &str, place: &Range<usize>) {
    let character = |byte: usize| pattern.get(..byte).map_or(0, |before| before.chars().count());
    let at = |byte: usize| shown.galley.pos_from_cursor(CCursor::new(character(byte))).translate(shown.galley_pos.to_vec2());
    let (from, to) = (at(place.start), at(place.end));
    let line = [pos2(from.left(), from.bottom()), pos2(to.left().max(from.left() + 4.0), from.bottom())];
    ui.painter().with_clip_rect(shown.text_clip_rect.expand(2.0)).line_segment(line, Stroke::new(sizes().line, colors(ui).error));
}

/// What is wrong with a query; nothing while there is nothing to look for.
pub fn fault(query: &crate::model::Query) -> Option<Fault> {
    match search::check(query).err()? {
        SearchError::NoPattern | SearchError::Cancelled(_) => None,
        SearchError::Pattern(error) => {
            let mut letters = error.reason.chars();
            let words = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
            Some(Fault { words, place: error.place })
        }
        SearchError::Date(date) => {
            Some(Fault { words: format!("“{date}” is not a date such as 2025-07-03, a month or a year"), place: None })
        }
    }
}
