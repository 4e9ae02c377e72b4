//! The attributes of a label: name, kind, and the choices of those that have them.

use super::id_of;
use crate::model::{Attribute, AttributeKind, Label};
use crate::ui::panels::drafts::{Drafts, committed};
use crate::ui::theme::{sizes, strong};
use crate::ui::widgets::{Icon, flag_field, icon_button};
use egui::{ComboBox, RichText, TextEdit, Ui};

/// Shows the attributes of a label and changes the copy it is given.
pub fn show(ui: &mut Ui, drafts: &mut Drafts, form: &str, label: &mut Label) {
    ui.label(RichText::new("Attributes").font(strong(sizes().interface)));
    let mut removed = None;
    for (place, attribute) in label.attributes.iter_mut().enumerate() {
        ui.push_id(place, |ui| {
            if one(ui, drafts, form, attribute) {
                removed = Some(place);
            }
        });
    }
    if let Some(place) = removed {
        label.attributes.remove(place);
    }
    if ui.button("Add an attribute").clicked() {
        let id = id_of("attribute", |id| label.attribute(id).is_some());
        let name = id.replace('-', " ");
        label.attributes.push(Attribute { id: id.into(), name, kind: AttributeKind::Text, required: false });
    }
}

/// Shows one attribute; `true` when it is to be removed.
fn one(ui: &mut Ui, drafts: &mut Drafts, form: &str, attribute: &mut Attribute) -> bool {
    let mut typed = None;
    let removed = ui
        .horizontal(|ui| {
            let field = format!("name of {}", attribute.id);
            let (_, changed) = committed(ui, drafts, form, &field, &attribute.name, |ui, draft| {
                ui.add(TextEdit::singleline(draft).desired_width(180.0)).accessible_name("Name of the attribute")
            });
            typed = changed;
            kind(ui, attribute);
            flag_field(ui, &mut attribute.required, "Required");
            icon_button(ui, Icon::Cross, &format!("Remove the attribute {}", attribute.name)).clicked()
        })
        .inner;
    if let Some(name) = typed.filter(|name| !name.trim().is_empty()) {
        attribute.name = name.trim().to_owned();
    }
    if let AttributeKind::Choice(choices) = &mut attribute.kind {
        let field = format!("choices of {}", attribute.id);
        let standing = choices.join(", ");
        let (_, typed) = committed(ui, drafts, form, &field, &standing, |ui, draft| {
            let line = TextEdit::singleline(draft).hint_text("choices, with commas between them");
            ui.add(line.desired_width(f32::INFINITY)).accessible_name("Choices, with commas between them")
        });
        if let Some(words) = typed {
            *choices = words.split(',').map(str::trim).filter(|choice| !choice.is_empty()).map(str::to_owned).collect();
        }
    }
    ui.add_space(sizes().gap);
    removed
}

fn kind(ui: &mut Ui, attribute: &mut Attribute) {
    let before = attribute.kind.name();
    let name = format!("Kind of {}", attribute.name);
    let shown = ComboBox::from_id_salt(("kind", attribute.id.as_ref())).selected_text(before).show_ui(ui, |ui| {
        let kinds = [
            AttributeKind::Text,
            AttributeKind::Choice(vec!["yes".into(), "no".into()]),
            AttributeKind::Number,
            AttributeKind::Flag,
        ];
        for kind in kinds {
            if ui.selectable_label(kind.name() == before, kind.name()).clicked() && kind.name() != before {
                attribute.kind = kind;
            }
        }
    });
    shown.response.accessible_name(name);
}
