//! The bar above the table: what can be done with what is ticked, or with the row under the cursor.

use super::State as Page;
use crate::model::{AttributeKind, Name, Scheme, Status, Value};
use crate::session::{BulkChange, Command, Session};
use crate::ui::dates;
use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use crate::ui::widgets::{Quantity, read_quantity};
use egui::{Key, TextEdit, Ui};

/// What is being typed into the bar.
#[derive(Default)]
pub struct State {
    /// The attribute whose value is typed, and the words typed so far.
    value: Option<(Name, String)>,
    comment: Option<String>,
    fault: Option<String>,
    /// The field that has just come shall have the keyboard.
    focus: bool,
}

/// Shows the bar.
pub fn bar(ui: &mut Ui, session: &Session, state: &mut Page, send: &mut Vec<Command>) {
    let count = state.ticked.len();
    let any = count > 0 || state.cursor.is_some();
    let mut change = None;
    ui.add_enabled_ui(any && session.read_only().is_none(), |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = sizes().gap;
            let words = match count {
                0 => "The row chosen".to_owned(),
                _ => format!("{} ticked", dates::count(count)),
            };
            let words = weak(ui, words);
            ui.label(words);
            for (status, words) in [(Status::Approved, "Approve"), (Status::Rejected, "Reject"), (Status::Disputed, "Dispute")] {
                if ui.button(words).clicked() {
                    change = Some(BulkChange::Judge(status));
                }
            }
            relabel(ui, session, &mut change);
            set(ui, &session.project().scheme, &mut state.bulk, &mut change);
            link(ui, session, &mut change);
            if ui.button("Comment…").clicked() {
                (state.bulk.comment, state.bulk.focus) = (Some(String::new()), true);
            }
            if ui.button("Delete").clicked() {
                change = Some(BulkChange::Delete);
            }
            if count > 0 && ui.button("Untick").clicked() {
                state.ticked.clear();
            }
        });
    });
    typed_value(ui, &session.project().scheme, &mut state.bulk, &mut change);
    typed_comment(ui, &mut state.bulk, &mut change);
    if let Some(change) = change {
        send.push(state.to_all(change));
        state.focus = true;
    }
}

fn relabel(ui: &mut Ui, session: &Session, change: &mut Option<BulkChange>) {
    ui.menu_button("Relabel", |ui| {
        for label in &session.project().scheme.labels {
            if ui.button(&label.name).clicked() {
                *change = Some(BulkChange::Relabel(label.id.clone()));
                ui.close();
            }
        }
    });
}

fn link(ui: &mut Ui, session: &Session, change: &mut Option<BulkChange>) {
    let kinds = &session.project().scheme.relations;
    if kinds.is_empty() {
        return;
    }
    ui.menu_button("Relate", |ui| {
        let words = weak(ui, "The first ticked of each article to the others").size(sizes().small);
        ui.label(words);
        for kind in kinds {
            if ui.button(&kind.name).clicked() {
                *change = Some(BulkChange::Link(kind.id.clone()));
                ui.close();
            }
        }
    });
}

/// Every attribute once, with what it can be set to.
fn set(ui: &mut Ui, scheme: &Scheme, state: &mut State, change: &mut Option<BulkChange>) {
    ui.menu_button("Set", |ui| {
        let mut seen: Vec<&str> = Vec::new();
        for attribute in scheme.labels.iter().flat_map(|label| &label.attributes) {
            if seen.contains(&attribute.id.as_ref()) {
                continue;
            }
            seen.push(&attribute.id);
            let to = |value| Some(BulkChange::Set { attribute: attribute.id.clone(), value });
            ui.menu_button(&attribute.name, |ui| {
                let choices: Vec<(&str, Value)> = match &attribute.kind {
                    AttributeKind::Choice(choices) => {
                        choices.iter().map(|choice| (choice.as_str(), Value::Text(choice.as_str().into()))).collect()
                    }
                    AttributeKind::Flag => vec![("Yes", Value::Flag(true)), ("No", Value::Flag(false))],
                    AttributeKind::Text | AttributeKind::Number => {
                        if ui.button("A value…").clicked() {
                            (state.value, state.focus) = (Some((attribute.id.clone(), String::new())), true);
                            ui.close();
                        }
                        Vec::new()
                    }
                };
                for (words, value) in choices {
                    if ui.button(words).clicked() {
                        *change = to(Some(value));
                        ui.close();
                    }
                }
                if ui.button("Nothing").clicked() {
                    *change = to(None);
                    ui.close();
                }
            });
        }
    });
}

fn typed_value(ui: &mut Ui, scheme: &Scheme, state: &mut State, change: &mut Option<BulkChange>) {
    let Some((id, mut words)) = state.value.take() else { return };
    let Some(attribute) = scheme.labels.iter().find_map(|label| label.attribute(&id)) else { return };
    let (done, open) = line(ui, &format!("Set {} to", attribute.name.to_lowercase()), "Set", &mut words, &mut state.focus);
    let value = match &attribute.kind {
        AttributeKind::Number => match read_quantity(&words) {
            Some(Quantity::Number(number)) => Some(Value::Number(number)),
            Some(Quantity::Range(low, high)) => Some(Value::Range(low, high)),
            None => None,
        },
        _ => Some(words.trim()).filter(|words| !words.is_empty()).map(|words| Value::Text(words.into())),
    };
    if let (true, Some(value)) = (done, &value) {
        *change = Some(BulkChange::Set { attribute: id, value: Some(value.clone()) });
        state.fault = None;
        return;
    }
    state.fault =
        (done && value.is_none()).then(|| "A number such as 20, or 20 to 30, is needed".to_owned()).or(state.fault.take());
    if let Some(fault) = &state.fault {
        let words = egui::RichText::new(fault).color(crate::ui::panels::colors(ui).error).size(sizes().small);
        ui.label(words);
    }
    state.value = open.then_some((id, words));
}

fn typed_comment(ui: &mut Ui, state: &mut State, change: &mut Option<BulkChange>) {
    let Some(mut words) = state.comment.take() else { return };
    let (done, open) = line(ui, "Comment", "Comment", &mut words, &mut state.focus);
    if done && !words.trim().is_empty() {
        *change = Some(BulkChange::Comment(words));
    } else {
        state.comment = open.then_some(words);
    }
}

/// One line to be typed, with a button; whether it was finished, and whether it stays open.
fn line(ui: &mut Ui, name: &str, verb: &str, words: &mut String, focus: &mut bool) -> (bool, bool) {
    ui.horizontal(|ui| {
        ui.label(name);
        let field = ui.add(TextEdit::singleline(words).desired_width(320.0)).accessible_name(name);
        if std::mem::take(focus) {
            field.request_focus();
        }
        let (enter, escape) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
        let done = ui.button(verb).clicked() || (field.lost_focus() && enter);
        let given_up = ui.button("Give up").clicked() || (field.lost_focus() && escape);
        (done, !given_up)
    })
    .inner
}
