//! What a search is restricted to: labels, outlets, annotators, time, states and languages, each with how many hits lie there.

use super::State;
use crate::analysis::search::Tally;
use crate::model::{Annotator, ArticleState, Name, Query, Scheme, SearchedFor, Status, Within};
use crate::session::Session;
use crate::ui::dates;
use crate::ui::panels::{sentence, weak};
use crate::ui::theme::{sizes, strong};
use crate::ui::widgets::{choice_field, flag_field};
use egui::{ComboBox, Label, RichText, ScrollArea, TextEdit, Ui};
use std::collections::BTreeMap;

/// As many outlets and languages are listed before more are asked for.
const FEW: usize = 12;

/// What is known of outlets and languages: all that hits were ever found in, the most hits first.
#[derive(Default)]
pub struct Known {
    outlets: Vec<(String, u64)>,
    languages: Vec<(String, u64)>,
    /// Whether all of them are listed.
    all_outlets: bool,
    all_languages: bool,
}

impl Known {
    /// Takes in how many hits lie where now.
    pub fn take(&mut self, tally: &Tally) {
        take(&mut self.outlets, &tally.outlets);
        take(&mut self.languages, &tally.languages);
    }
}

fn take(known: &mut Vec<(String, u64)>, counts: &BTreeMap<String, u64>) {
    known.iter_mut().for_each(|(name, count)| *count = counts.get(name).copied().unwrap_or(0));
    let new: Vec<(String, u64)> = counts
        .iter()
        .filter(|(name, _)| !known.iter().any(|(other, _)| other == *name))
        .map(|(name, count)| (name.clone(), *count))
        .collect();
    known.extend(new);
    known.sort_by(|(a, one), (b, other)| other.cmp(one).then_with(|| a.cmp(b)));
}

/// Shows the restrictions.
pub fn show(ui: &mut Ui, session: &Session, state: &mut State) {
    let before = state.query.clone();
    let tally = state.results.as_ref().map(|results| results.tally.clone()).unwrap_or_default();
    if is_restricted(&state.query) && ui.button("Take all restrictions away").clicked() {
        state.query = unrestricted(&state.query);
    }
    ScrollArea::vertical().id_salt("restrictions").auto_shrink(false).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        labels(ui, &session.project().scheme, &mut state.query, &tally);
        let Known { outlets, languages, all_outlets, all_languages } = &mut state.known;
        names(ui, "Outlet", outlets, &mut state.query.outlets, all_outlets);
        annotators(ui, session, &mut state.query, &tally);
        time(ui, &mut state.query);
        states(ui, &mut state.query, &tally);
        names(ui, "Language", languages, &mut state.query.languages, all_languages);
        values(ui, &session.project().scheme, &mut state.query);
        statuses(ui, &mut state.query);
    });
    if state.query != before {
        let typed =
            (&state.query.from, &state.query.until, &state.query.attributes) != (&before.from, &before.until, &before.attributes);
        state.changed(ui, if typed { 0.4 } else { 0.0 });
    }
}

/// The same words, looked for everywhere.
pub fn unrestricted(query: &Query) -> Query {
    Query {
        pattern: query.pattern.clone(),
        regex: query.regex,
        case: query.case,
        whole_word: query.whole_word,
        across_lines: query.across_lines,
        of: query.of,
        boilerplate: query.boilerplate,
        ..Query::default()
    }
}

/// Whether anything restricts where is looked.
pub fn is_restricted(query: &Query) -> bool {
    *query != unrestricted(query)
}

fn heading(ui: &mut Ui, name: &str) {
    ui.add_space(sizes().gap);
    ui.label(RichText::new(name).font(strong(sizes().small)));
}

/// One thing that may be chosen, with a count; `true` when it was clicked.
fn row(ui: &mut Ui, chosen: bool, name: &str, count: Option<u64>) -> bool {
    let mut is_chosen = chosen;
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if let Some(count) = count {
                let words = weak(ui, dates::count(count as usize)).size(sizes().small);
                ui.label(words);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
                flag_field(ui, &mut is_chosen, name);
            });
        });
    });
    is_chosen != chosen
}

fn toggle<T: PartialEq + Clone>(list: &mut Vec<T>, one: &T) {
    match list.iter().position(|other| other == one) {
        Some(at) => drop(list.remove(at)),
        None => list.push(one.clone()),
    }
}

fn labels(ui: &mut Ui, scheme: &Scheme, query: &mut Query, tally: &Tally) {
    heading(ui, "Label");
    let mut within = Within::ALL.iter().position(|within| *within == query.within);
    let names: [&str; 3] =
        if query.of == SearchedFor::Text { ["Anywhere", "Inside", "Outside"] } else { ["Any", "These", "Others"] };
    choice_field(ui, "Where hits lie", &mut within, &names);
    let chosen = within.and_then(|at| Within::ALL.get(at)).copied().unwrap_or_default();
    if chosen != query.within {
        query.within = chosen;
        if chosen == Within::Anywhere {
            query.labels.clear();
        }
    }
    for label in &scheme.labels {
        let count = tally.labels.get(&label.id).copied().unwrap_or(0);
        if row(ui, query.labels.contains(&label.id), &label.name, Some(count)) {
            toggle(&mut query.labels, &label.id);
            // Labels say nothing of hits anywhere.
            query.within = match (query.within, query.labels.is_empty()) {
                (_, true) => Within::Anywhere,
                (Within::Anywhere, false) => Within::Inside,
                (within, false) => within,
            };
        }
    }
}

/// Outlets or languages, the unknown one among them.
fn names(ui: &mut Ui, name: &str, known: &[(String, u64)], chosen: &mut Vec<String>, all: &mut bool) {
    let lost: Vec<String> = chosen.iter().filter(|one| !known.iter().any(|(other, _)| other == *one)).cloned().collect();
    if known.is_empty() && lost.is_empty() {
        return;
    }
    heading(ui, name);
    for one in lost {
        if row(ui, true, shown(&one), Some(0)) {
            toggle(chosen, &one);
        }
    }
    for (at, (one, count)) in known.iter().enumerate() {
        let is_chosen = chosen.contains(one);
        if (*all || at < FEW || is_chosen) && row(ui, is_chosen, shown(one), Some(*count)) {
            toggle(chosen, one);
        }
    }
    if !*all && known.len() > FEW {
        let words = format!("{} more", dates::count(known.len() - FEW));
        *all = ui.button(words).on_hover_text(format!("List every {}", name.to_lowercase())).clicked();
    }
}

fn shown(name: &str) -> &str {
    if name.is_empty() { "Unknown" } else { name }
}

fn annotators(ui: &mut Ui, session: &Session, query: &mut Query, tally: &Tally) {
    let all: Vec<&Annotator> = session.project().layers.keys().collect();
    if all.len() < 2 && query.annotators.is_empty() {
        return;
    }
    heading(ui, "Whose annotations count");
    for who in all {
        let count = tally.annotators.get(who).copied().unwrap_or(0);
        if row(ui, query.annotators.contains(who), who.as_str(), Some(count)) {
            toggle(&mut query.annotators, who);
        }
    }
}

fn time(ui: &mut Ui, query: &mut Query) {
    heading(ui, "Date");
    for (name, date) in [("From", &mut query.from), ("Until", &mut query.until)] {
        ui.horizontal(|ui| {
            let words = weak(ui, name);
            let label = ui.add_sized([36.0, sizes().control], Label::new(words));
            let field = TextEdit::singleline(date).hint_text("2025-07-03").desired_width(f32::INFINITY);
            ui.add(field).labelled_by(label.id).on_hover_text("A day, a month such as 2025-07, or a year");
        });
    }
}

fn states(ui: &mut Ui, query: &mut Query, tally: &Tally) {
    heading(ui, "State of the article");
    for (state, count) in ArticleState::ALL.iter().zip(tally.states) {
        if row(ui, query.states.contains(state), &sentence(state.name()), Some(count)) {
            toggle(&mut query.states, state);
        }
    }
}

/// An attribute, and what its value must be.
fn values(ui: &mut Ui, scheme: &Scheme, query: &mut Query) {
    heading(ui, "Value of the annotation");
    let mut attributes: Vec<(&Name, &str)> = Vec::new();
    for attribute in scheme.labels.iter().flat_map(|label| &label.attributes) {
        if !attributes.iter().any(|(id, _)| **id == attribute.id) {
            attributes.push((&attribute.id, &attribute.name));
        }
    }
    let mut gone = None;
    for (at, (id, value)) in query.attributes.iter_mut().enumerate() {
        let name = attributes.iter().find(|(other, _)| *other == id).map_or(id.as_ref(), |(_, name)| name);
        ui.horizontal(|ui| {
            let mut on = true;
            flag_field(ui, &mut on, name);
            gone = gone.or((!on).then_some(at));
            let field = TextEdit::singleline(value).hint_text("any value").desired_width(f32::INFINITY);
            ui.add(field).accessible_name(format!("Value of {}", name.to_lowercase()));
        });
    }
    gone.into_iter().for_each(|at| drop(query.attributes.remove(at)));
    let free: Vec<_> = attributes.into_iter().filter(|(id, _)| !query.attributes.iter().any(|(other, _)| other == *id)).collect();
    let combo = ComboBox::from_id_salt("attribute to search for").width(ui.available_width()).selected_text("Attribute…");
    let shown = combo.show_ui(ui, |ui| {
        for (id, name) in free {
            if ui.button(name).clicked() {
                query.attributes.push((id.clone(), String::new()));
                if query.of == SearchedFor::Text && query.within == Within::Anywhere {
                    query.within = Within::Inside;
                }
            }
        }
    });
    shown.response.accessible_name("Attribute to search for");
}

fn statuses(ui: &mut Ui, query: &mut Query) {
    if query.of == SearchedFor::Text && query.within == Within::Anywhere && query.statuses.is_empty() {
        return;
    }
    heading(ui, "Status of the annotation");
    for status in Status::ALL {
        if row(ui, query.statuses.contains(&status), &sentence(status.name()), None) {
            toggle(&mut query.statuses, &status);
        }
    }
}
