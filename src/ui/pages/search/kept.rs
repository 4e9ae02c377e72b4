//! Searches and tagging rules that are kept in the project: chosen, kept under a name, run again, taken back.

use super::State;
use super::results::Wanted;
use crate::model::{Annotator, Name, Saved};
use crate::session::{Command, Session};
use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use egui::{Key, TextEdit, Ui};

/// What is being typed.
#[derive(Default)]
pub struct Kept {
    /// The name under which the search shall be kept.
    name: Option<String>,
    /// The field of that shall have the keyboard.
    focus: bool,
}

/// What somebody chose.
enum Chosen {
    Search(Saved),
    Keep,
    Forget(Name),
    Tagged(Annotator, Name),
    Again(Name, Saved),
    TakeBack(Name),
}

/// Shows the menu of what is kept.
pub fn menu(ui: &mut Ui, session: &Session, state: &mut State, send: &mut Vec<Command>) {
    let mut chosen = None;
    ui.menu_button("Kept", |ui| {
        let can_keep = state.fault.is_none() && (state.is_asking() || super::facets::is_restricted(&state.query));
        if ui.add_enabled(can_keep && session.read_only().is_none(), egui::Button::new("Keep this search…")).clicked() {
            chosen = Some(Chosen::Keep);
        }
        ui.separator();
        let kept = session
            .project()
            .layers
            .iter()
            .flat_map(|(who, layer)| layer.saved.iter().map(move |(name, saved)| (who, name, saved)));
        let (mut any_search, mut any_rule) = (false, false);
        for (who, name, saved) in kept.clone().filter(|(.., saved)| matches!(saved, Saved::Search(_))) {
            any_search = true;
            search(ui, session, (who, name, saved), &mut chosen);
        }
        if !any_search {
            nothing(ui, "No search is kept yet");
        }
        ui.separator();
        for (who, name, saved) in kept.filter(|(.., saved)| matches!(saved, Saved::Rule(_))) {
            any_rule = true;
            rule(ui, session, (who, name, saved), &mut chosen);
        }
        if !any_rule {
            nothing(ui, "No rule has tagged hits yet");
        }
    });
    if let Some(chosen) = chosen {
        carry_out(ui, session, state, chosen, send);
    }
}

fn nothing(ui: &mut Ui, words: &str) {
    let words = weak(ui, words).size(sizes().small);
    ui.label(words);
}

fn called(session: &Session, who: &Annotator, name: &str) -> String {
    if who == session.annotator() { name.to_owned() } else { format!("{name}, by {who}") }
}

fn search(ui: &mut Ui, session: &Session, (who, name, saved): (&Annotator, &Name, &Saved), chosen: &mut Option<Chosen>) {
    ui.menu_button(called(session, who, name), |ui| {
        if ui.button("Search again").clicked() {
            *chosen = Some(Chosen::Search(saved.clone()));
        }
        if who == session.annotator() && ui.button("Forget this search").clicked() {
            *chosen = Some(Chosen::Forget(name.clone()));
        }
    });
}

fn rule(ui: &mut Ui, session: &Session, (who, name, saved): (&Annotator, &Name, &Saved), chosen: &mut Option<Chosen>) {
    ui.menu_button(format!("Rule {}", called(session, who, name)), |ui| {
        if ui.button("Show what it tagged").clicked() {
            *chosen = Some(Chosen::Tagged(who.clone(), name.clone()));
        }
        if ui.button("Run again on new articles…").clicked() {
            *chosen = Some(Chosen::Again(name.clone(), saved.clone()));
        }
        if who == session.annotator() && ui.button("Take back what it tagged").clicked() {
            *chosen = Some(Chosen::TakeBack(name.clone()));
        }
    });
}

fn carry_out(ui: &Ui, session: &Session, state: &mut State, chosen: Chosen, send: &mut Vec<Command>) {
    match chosen {
        Chosen::Keep => {
            let proposed = if state.query.pattern.is_empty() { "search".to_owned() } else { state.query.pattern.clone() };
            (state.kept.name, state.kept.focus) = (Some(proposed), true);
        }
        Chosen::Search(Saved::Search(query)) => {
            state.query = query;
            state.changed(ui, 0.0);
            state.focus_list = true;
        }
        Chosen::Again(name, Saved::Rule(rule)) => {
            state.query = rule.query.clone();
            state.changed(ui, 0.0);
            state.tag = Some(super::tag_all::Form::again(name, &rule));
            state.only_newer = Some(rule.at);
        }
        Chosen::Search(_) | Chosen::Again(..) => {}
        Chosen::Forget(name) => send.push(Command::Keep { name, saved: None }),
        Chosen::Tagged(who, name) => {
            state.begin(ui.ctx(), session, Wanted::Rule(who, name));
            state.focus_list = true;
        }
        Chosen::TakeBack(name) => send.push(Command::TakeRuleBack(name)),
    }
}

/// The line in which the name of the search is typed.
pub fn name(ui: &mut Ui, session: &Session, state: &mut State, send: &mut Vec<Command>) {
    let Some(mut name) = state.kept.name.take() else { return };
    ui.horizontal(|ui| {
        ui.label("Keep this search as");
        let field = ui.add(TextEdit::singleline(&mut name).desired_width(220.0)).accessible_name("Name of the search");
        if std::mem::take(&mut state.kept.focus) {
            field.request_focus();
            crate::ui::widgets::choose_all(ui.ctx(), field.id, &name);
        }
        let trimmed = name.trim();
        let mine = session.project().layers.get(session.annotator()).and_then(|layer| layer.saved.get(trimmed));
        let is_other = mine.is_some_and(|saved| !matches!(saved, Saved::Search(_)));
        let (enter, escape) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
        let verb = if mine.is_some() && !is_other { "Replace" } else { "Keep" };
        let can = !trimmed.is_empty() && !is_other;
        let pressed = ui.add_enabled(can, egui::Button::new(verb)).clicked();
        if can && (pressed || (field.lost_focus() && enter)) {
            let saved = Some(Box::new(Saved::Search(state.query.clone())));
            send.push(Command::Keep { name: trimmed.into(), saved });
            state.focus_field = true;
            return;
        }
        if is_other {
            let words = weak(ui, "A rule or a sample has that name").size(sizes().small);
            ui.label(words);
        }
        if ui.button("Give up").clicked() || (field.lost_focus() && escape) {
            state.focus_field = true;
            return;
        }
        state.kept.name = Some(name.clone());
    });
}
