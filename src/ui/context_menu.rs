//! The menu under the secondary button: what can be done at this place of the text.

use super::keymap::shown_keys;
use crate::model::Label;
use crate::session::{Command, Session, WindowCommand};
use egui::{Button, Id, LayerId, Popup, PopupAnchor, PopupCloseBehavior, Pos2, Ui};

/// Shows the menu while it is open; `at` is where it was asked for.
pub fn show(ui: &Ui, session: &Session, at: &mut Option<Pos2>, send: &mut Vec<Command>) {
    let Some(place) = *at else { return };
    if ui.ctx().input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape)) {
        *at = None;
        return;
    }
    let mut open = true;
    let mut sent = false;
    Popup::new(Id::unique("text menu"), ui.ctx().clone(), PopupAnchor::Position(place), LayerId::background())
        .kind(egui::PopupKind::Menu)
        .layout(egui::Layout::top_down_justified(egui::Align::Min))
        .style(egui::containers::menu::menu_style)
        .open_bool(&mut open)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .show(|ui| {
            ui.set_min_width(220.0);
            let before = send.len();
            entries(ui, session, send);
            sent = send.len() > before;
        });
    if !open || sent {
        *at = None;
    }
}

fn entries(ui: &mut Ui, session: &Session, send: &mut Vec<Command>) {
    let mut offer = |ui: &mut Ui, name: &str, keys: &str, command: Command| {
        if ui.add_enabled(session.is_available(&command), Button::new(name).shortcut_text(keys)).clicked() {
            send.push(command);
        }
    };
    let suggested = session.focused_suggestion();
    if suggested.is_some() {
        for (name, command) in [("Accept the suggestion", Command::Accept), ("Dismiss the suggestion", Command::Dismiss)] {
            offer(ui, name, &shown_keys(&command), command);
        }
        ui.separator();
    }
    let verb = if suggested.is_some() { "Accept" } else { "Tag" };
    let own = |label: &Label| suggested.is_some_and(|suggestion| suggestion.label == label.id);
    for label in session.project().scheme.labels.iter().filter(|label| !own(label)) {
        let key = label.key.map(|key| key.to_uppercase().to_string()).unwrap_or_default();
        offer(ui, &format!("{verb} as {}", label.name.to_lowercase()), &key, Command::Tag(label.id.clone()));
    }
    ui.separator();
    if !session.suggestions().is_empty() {
        offer(ui, "Accept all suggestions", &shown_keys(&Command::AcceptAll), Command::AcceptAll);
        offer(ui, "Dismiss all suggestions", "", Command::DismissAll);
        ui.separator();
    }
    let listed = [
        ("Choose among what stands here", Command::CycleHere),
        ("Relate to…", Command::Window(WindowCommand::RelateTo)),
        ("Begin or finish a relation", Command::Relate),
        ("Delete the annotation", Command::Delete),
        ("Copy", Command::Window(WindowCommand::Copy)),
    ];
    for (name, command) in listed {
        offer(ui, name, &shown_keys(&command), command);
    }
}
