//! The kinds of relation: name, and the labels they may lead from and to.

use super::id_of;
use super::labels::line;
use crate::model::{Name, RelationKind, Scheme};
use crate::session::{Command, Session};
use crate::ui::panels::drafts::Drafts;
use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use crate::ui::widgets::{Icon, icon_button};
use egui::Ui;

/// Shows all kinds of relation.
pub fn show(ui: &mut Ui, session: &Session, drafts: &mut Drafts, send: &mut Vec<Command>) {
    let scheme = &session.project().scheme;
    for (place, kind) in scheme.relations.iter().enumerate() {
        ui.push_id(place, |ui| one(ui, scheme, place, kind, drafts, send));
        ui.add_space(sizes().space_medium);
    }
    if ui.button("Add a relation").clicked() {
        let id = id_of("relation", |id| scheme.relation(id).is_some());
        let kind = RelationKind { name: id.replace('-', " "), id: id.into(), from: Vec::new(), to: Vec::new() };
        send.push(Command::ChangeRelation { before: None, after: Some((scheme.relations.len(), kind)) });
    }
}

fn one(ui: &mut Ui, scheme: &Scheme, place: usize, kind: &RelationKind, drafts: &mut Drafts, send: &mut Vec<Command>) {
    let mut after = kind.clone();
    let form = "relations";
    if let Some(name) = line(ui, drafts, form, &format!("Name of {}", kind.id), &kind.name) {
        after.name = name.trim().to_owned();
    }
    ends(ui, scheme, "from", &mut after.from);
    ends(ui, scheme, "to", &mut after.to);
    let removed = icon_button(ui, Icon::Cross, &format!("Remove the relation {}", kind.name)).clicked();
    if removed {
        send.push(Command::ChangeRelation { before: Some((place, kind.clone())), after: None });
    } else if after != *kind {
        send.push(Command::ChangeRelation { before: Some((place, kind.clone())), after: Some((place, after)) });
    }
}

/// The labels at one end; none chosen means any.
fn ends(ui: &mut Ui, scheme: &Scheme, name: &str, labels: &mut Vec<Name>) {
    ui.horizontal_wrapped(|ui| {
        let words = if labels.is_empty() { format!("{name} any label, or only") } else { name.to_owned() };
        let words = weak(ui, words);
        ui.label(words);
        for label in &scheme.labels {
            let mut chosen = labels.contains(&label.id);
            if ui.toggle_value(&mut chosen, &label.name).changed() {
                labels.retain(|other| *other != label.id);
                if chosen {
                    labels.push(label.id.clone());
                }
            }
        }
    });
}
