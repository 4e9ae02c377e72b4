//! Suggestions in the inspector: the one in hand with its reason and the buttons that decide it, and the list of those that
//! wait, quieter than the annotations above it.

use super::{colors, heading, weak};
use crate::model::{Label as LabelOf, Suggestion};
use crate::session::{Command, Session};
use crate::ui::dates;
use crate::ui::keymap::shown_keys;
use crate::ui::marks::{label_colors, letter};
use crate::ui::theme::{LinePattern, Theme, sizes, strong};
use crate::ui::widgets::{List, ListRow, field_row, key_cap};
use egui::{Align, Button, Label, Layout, Response, RichText, Stroke, Ui};

/// Shows the suggestion in hand; `first` gives the keyboard to its first button.
pub fn show(ui: &mut Ui, session: &Session, suggestion: &Suggestion, first: bool, send: &mut Vec<Command>) {
    let label = session.project().scheme.label(&suggestion.label);
    head(ui, session, suggestion, label);
    for (name, value) in proposed(suggestion, label) {
        field_row(ui, name, |ui| {
            ui.horizontal(|ui| {
                ui.set_min_height(sizes().control);
                ui.add(Label::new(value).wrap())
            })
            .inner
        });
    }
    ui.add_space(sizes().gap);
    ui.add(Label::new(why(suggestion)).wrap());
    ui.add_space(sizes().space);
    let accept = ui.horizontal_wrapped(|ui| {
        let accept = button(ui, session, "Accept", &Command::Accept, send);
        button(ui, session, "Dismiss", &Command::Dismiss, send);
        accept
    });
    let count = session.suggestions().len();
    if count > 1 {
        let all = format!("Accept all {}", dates::count(count));
        button(ui, session, &all, &Command::AcceptAll, send);
    }
    if first {
        accept.inner.request_focus();
    }
}

fn head(ui: &mut Ui, session: &Session, suggestion: &Suggestion, label: Option<&LabelOf>) {
    let palette = label_colors(Theme::of(ui), label);
    let name = label.map_or(suggestion.label.as_ref(), |label| label.name.as_str());
    ui.horizontal(|ui| {
        ui.label(RichText::new(name).font(strong(sizes().heading)).color(palette.letter));
        let suggested = weak(ui, "suggested");
        ui.label(suggested);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            key_cap(ui, &label.map_or('?', letter).to_string());
        });
    });
    let words = session.suggested_excerpt(suggestion);
    ui.add(Label::new(weak(ui, words)).wrap());
    ui.add_space(sizes().space);
}

/// Names and values of the attributes that accepting takes over.
pub fn proposed<'a>(suggestion: &'a Suggestion, label: Option<&'a LabelOf>) -> impl Iterator<Item = (&'a str, String)> + use<'a> {
    suggestion.attributes.iter().filter_map(move |(id, value)| {
        let attribute = label?.attribute(id).filter(|attribute| attribute.kind.admits(value))?;
        Some((attribute.name.as_str(), value.to_string()))
    })
}

/// The rule, how sure it is, and its reason: “Page structure, 0.93: a list of links beside the article”.
pub fn why(suggestion: &Suggestion) -> String {
    let mut rule = suggestion.rule.chars();
    let raised: String = rule.next().into_iter().flat_map(char::to_uppercase).chain(rule).collect();
    let sure = format!("{raised}, {:.2}", suggestion.score);
    if suggestion.reason.is_empty() { sure } else { format!("{sure}: {}", suggestion.reason) }
}

fn button(ui: &mut Ui, session: &Session, words: &str, command: &Command, send: &mut Vec<Command>) -> Response {
    let button = Button::new(words).shortcut_text(shown_keys(command));
    let response = ui.add_enabled(session.is_available(command), button);
    if response.clicked() {
        send.push(command.clone());
    }
    response
}

/// How high the list of those that wait would like to be.
pub fn list_height(count: usize) -> f32 {
    if count == 0 { 0.0 } else { sizes().space_medium + sizes().control + sizes().gap + sizes().row * count as f32 }
}

/// Lists the suggestions that wait for a decision; `reveal` brings the one in hand on screen.
pub fn list(ui: &mut Ui, session: &Session, reveal: bool, send: &mut Vec<Command>) {
    let open = session.suggestions();
    if open.is_empty() {
        return;
    }
    ui.add_space(sizes().space_medium);
    heading(ui, "Suggested", &dates::count(open.len()));
    let selected = session.view().suggestion().and_then(|key| open.place(key));
    let reveal = selected.filter(|_| reveal);
    let rows = List { name: "Suggestions in this article", row_height: sizes().row, count: open.len(), selected, reveal };
    let shown = rows.show(ui, |ui, at| match open.nth(at) {
        Some(suggestion) => {
            let response = row(ui, session, suggestion, selected == Some(at));
            if response.clicked() {
                send.push(Command::FocusSuggestion(suggestion.key()));
            }
            response
        }
        None => ui.label(""),
    });
    send.extend(shown.moved_to.and_then(|at| open.nth(at)).map(|suggestion| Command::FocusSuggestion(suggestion.key())));
    if shown.entered.is_some() {
        send.push(Command::Accept);
    }
}

fn row(ui: &mut Ui, session: &Session, suggestion: &Suggestion, selected: bool) -> Response {
    let label = session.project().scheme.label(&suggestion.label);
    let name = label.map_or(suggestion.label.as_ref(), |label| label.name.as_str());
    let words = session.suggested_excerpt(suggestion);
    let spoken = format!("{name}, suggested, {words}");
    let palette = label_colors(Theme::of(ui), label);
    let sign = label.map_or('?', letter).to_string();
    ListRow::new(&spoken).selected(selected).in_list().show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = sizes().space;
        let ink = colors(ui).ink_weak;
        let sign = Label::new(RichText::new(sign).font(strong(sizes().interface)).color(palette.letter));
        let place = ui.add_sized([sizes().icon, sizes().row], sign).rect;
        let line = Stroke::new(sizes().line, palette.line);
        LinePattern::Dotted.paint(ui.painter(), place.x_range().shrink(2.0), place.bottom() - sizes().gap, line);
        ui.add(Label::new(RichText::new(words).color(ink)).truncate());
    })
}
