//! The labels: which there are, and the fields of the one chosen.

use super::{attributes, id_of};
use crate::model::{Color, Label as LabelOf};
use crate::session::{Command, Session};
use crate::ui::marks::{label_colors, letter};
use crate::ui::panels::drafts::{Drafts, committed};
use crate::ui::theme::{SLOTS, Theme, sizes, strong};
use crate::ui::widgets::{ListRow, color_dot_picker, field_row, flag_field};
use egui::{Label, RichText, TextEdit, Ui};

/// Shows the labels with what moves and adds them.
pub fn list(ui: &mut Ui, session: &Session, place: &mut usize, name: &mut String, send: &mut Vec<Command>) {
    let labels = &session.project().scheme.labels;
    *place = (*place).min(labels.len().saturating_sub(1));
    for (at, label) in labels.iter().enumerate() {
        let palette = label_colors(Theme::of(ui), Some(label));
        let row = ListRow::new(&label.name).selected(at == *place).show(ui, |ui| {
            ui.label(RichText::new(letter(label).to_string()).font(strong(sizes().interface)).color(palette.letter));
            ui.add(Label::new(&label.name).truncate());
        });
        if row.clicked() {
            *place = at;
        }
    }
    ui.add_space(sizes().space);
    ui.horizontal(|ui| add(ui, labels, place, name, send));
    ui.add_space(sizes().gap);
    ui.horizontal(|ui| {
        let Some(chosen) = labels.get(*place) else { return };
        if ui.add_enabled(*place > 0, egui::Button::new("Up")).clicked() {
            send.push(moved(*place, *place - 1, chosen));
            *place -= 1;
        } else if ui.add_enabled(*place + 1 < labels.len(), egui::Button::new("Down")).clicked() {
            send.push(moved(*place, *place + 1, chosen));
            *place += 1;
        }
        if ui.button("Remove").clicked() {
            send.push(Command::ChangeLabel { before: Some((*place, chosen.clone())), after: None });
        }
    });
}

fn moved(from: usize, to: usize, label: &LabelOf) -> Command {
    Command::ChangeLabel { before: Some((from, label.clone())), after: Some((to, label.clone())) }
}

/// A new label is named before it is made: its id, which is for ever, is made of the name.
fn add(ui: &mut Ui, labels: &[LabelOf], place: &mut usize, name: &mut String, send: &mut Vec<Command>) {
    let field = TextEdit::singleline(name).hint_text("Name of a new label").desired_width(130.0);
    let field = ui.add(field).accessible_name("Name of a new label");
    let entered = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
    let named = !name.trim().is_empty();
    if (ui.add_enabled(named, egui::Button::new("Add")).clicked() || entered) && named {
        *place = labels.len();
        let label = fresh(labels, std::mem::take(name).trim());
        send.push(Command::ChangeLabel { before: None, after: Some((labels.len(), label)) });
    }
}

/// A label without a key, in the first colour that no other has.
fn fresh(labels: &[LabelOf], name: &str) -> LabelOf {
    let id = id_of(name, |id| labels.iter().any(|label| label.id.as_ref() == id));
    let unused = (0..SLOTS).map(slot_color).find(|color| labels.iter().all(|label| label.color != *color));
    LabelOf {
        id: id.into(),
        name: name.to_owned(),
        key: None,
        color: unused.unwrap_or_else(|| slot_color(labels.len())),
        description: String::new(),
        faded: false,
        attributes: Vec::new(),
    }
}

fn slot_color(slot: usize) -> Color {
    let base = Theme::named(false).colors.labels.slots.get(slot % SLOTS).copied().unwrap_or_default();
    Color([base.r(), base.g(), base.b()])
}

/// Shows the fields of the chosen label.
pub fn form(ui: &mut Ui, session: &Session, place: usize, drafts: &mut Drafts, send: &mut Vec<Command>) {
    let Some(label) = session.project().scheme.labels.get(place) else { return };
    let form = format!("label {}", label.id);
    let mut after = label.clone();
    if let Some(name) = line(ui, drafts, &form, "Name", &label.name) {
        after.name = name.trim().to_owned();
    }
    let key = label.key.map(String::from).unwrap_or_default();
    if let Some(key) = line(ui, drafts, &form, "Key", &key) {
        after.key = key.trim().to_lowercase().chars().next();
    }
    color(ui, drafts, &form, label, &mut after);
    if let Some(words) = line(ui, drafts, &form, "Covers", &label.description) {
        after.description = words.trim().to_owned();
    }
    field_row(ui, "In the text", |ui| flag_field(ui, &mut after.faded, "Fade its words, as boilerplate"));
    ui.add_space(sizes().space_medium);
    attributes::show(ui, drafts, &form, &mut after);
    let words = crate::ui::panels::weak(ui, format!("Written in files and exports as “{}”, whatever its name.", label.id))
        .size(sizes().small);
    ui.add_space(sizes().gap);
    ui.add(Label::new(words).wrap());
    if after != *label {
        send.push(Command::ChangeLabel { before: Some((place, label.clone())), after: Some((place, after)) });
    }
}

fn color(ui: &mut Ui, drafts: &mut Drafts, form: &str, label: &LabelOf, after: &mut LabelOf) {
    let place = (0..SLOTS).find(|slot| slot_color(*slot) == label.color);
    let mut slot = place.unwrap_or(SLOTS);
    field_row(ui, "Colour", |ui| color_dot_picker(ui, &mut slot));
    if Some(slot) != place && slot < SLOTS {
        after.color = slot_color(slot);
    }
    if let Some(hex) = line(ui, drafts, form, "or #RRGGBB", &label.color.to_string())
        && let Ok(color) = hex.trim().parse()
    {
        after.color = color;
    }
}

/// A named line of text; the new words once they are committed.
pub fn line(ui: &mut Ui, drafts: &mut Drafts, form: &str, name: &str, standing: &str) -> Option<String> {
    let mut typed = None;
    field_row(ui, name, |ui| {
        let (response, changed) = committed(ui, drafts, form, name, standing, |ui, draft| {
            ui.add(TextEdit::singleline(draft).desired_width(f32::INFINITY))
        });
        typed = changed;
        response
    });
    typed
}
