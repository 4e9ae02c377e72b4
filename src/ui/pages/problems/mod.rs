//! Problems in what is tagged: all of the project by rule, each with its place, reason and fix; and those of the open article.

mod book;
mod rows;
mod watch;

use crate::analysis::problems::{Problem, RULES, Rule};
use crate::model::{ArticleId, ProblemKey};
use crate::session::{Command, Session};
use crate::ui::dates;
use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use crate::ui::widgets::{ListRow, empty_state, flag_field, progress_line};
use book::{Asked, Book};
use egui::{Align, Context, Key, Label, Layout, Panel, ScrollArea, TextEdit, Ui};
use std::sync::Arc;
use watch::Watch;

/// Width of the list of rules in points.
const RULES_WIDTH: f32 = 270.0;

/// What the page keeps.
#[derive(Default)]
pub struct State {
    watch: Watch,
    asked: Asked,
    cursor: Option<usize>,
    /// The list shall have the keyboard.
    focus: bool,
    /// The row is to be brought on screen.
    reveal: bool,
    waiving: Option<Waiving>,
}

/// A problem whose reason to stay is being typed.
struct Waiving {
    article: ArticleId,
    problem: ProblemKey,
    name: &'static str,
    reason: String,
    begun: bool,
}

impl State {
    /// Takes in what was found in the background, and has looked at what changed.
    pub fn tick(&mut self, ctx: &Context, session: &Session, shown: bool) {
        self.watch.tick(ctx, session, shown, self.asked);
    }

    /// The problems of the open article that are not waived.
    pub fn open(&self) -> &Arc<[Problem]> {
        self.watch.open()
    }

    /// Whether a reason is being typed.
    pub fn is_typing(&self) -> bool {
        self.waiving.is_some()
    }

    /// Goes on to the next problem or back to the one before; `None` at the end of the list.
    pub fn step(&mut self, forward: bool) -> Option<Command> {
        let to = match self.cursor {
            Some(at) if forward => at + 1,
            Some(at) => at.checked_sub(1)?,
            None => 0,
        };
        let (found, problem, _) = self.watch.book.as_ref()?.row(to)?;
        self.cursor = Some(to);
        self.reveal = true;
        Some(rows::place_of(found, problem))
    }

    fn begin_waiving(&mut self, article: ArticleId, problem: &Problem) {
        let (name, reason) = (problem.rule.name, String::new());
        self.waiving = Some(Waiving { article, problem: problem.key(), name, reason, begun: false });
    }

    fn ask(&mut self, asked: Asked) {
        self.asked = asked;
        self.cursor = None;
        if let Some(book) = &mut self.watch.book {
            book.list(asked);
        }
    }
}

/// Shows what stands beside the page's name: how many there are, whether waived ones are listed, and how far the search is.
pub fn title(ui: &mut Ui, session: &Session, state: &mut State) {
    let mut asked = state.asked;
    if ui.button("Look again").on_hover_text("Look at all articles anew").clicked() {
        state.watch.look_at_all(ui.ctx(), session);
    }
    let waived = state.watch.book.as_ref().map_or(0, Book::waived);
    flag_field(ui, &mut asked.waived, &format!("Show waived ({})", dates::count(waived)));
    if asked != state.asked {
        state.ask(asked);
    }
    if let Some(book) = &state.watch.book {
        let words = weak(ui, dates::counted(book.total(), "problem", "problems"));
        ui.label(words);
    }
    if let Some((name, progress)) = state.watch.scanning()
        && progress_line(ui, name, progress.fraction(), "")
    {
        progress.cancel();
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, session: &Session, state: &mut State, focus: bool, send: &mut Vec<Command>) {
    state.focus |= focus;
    state.reveal |= focus;
    waive(ui, state, send);
    let Some(book) = &state.watch.book else {
        return nothing_yet(ui, session, state);
    };
    if book.total() + book.waived() == 0 {
        let words = "What is tagged has no problem that the rules know of. They look again whenever something changes.";
        empty_state(ui, "Nothing is wrong", words, &[]);
        return;
    }
    let panel = Panel::left("rules").frame(egui::Frame::NONE).show_separator_line(false).exact_size(RULES_WIDTH);
    panel.show(ui, |ui| rules(ui, state));
    ui.with_layout(Layout::top_down(Align::Min), |ui| {
        if state.watch.book.as_ref().is_none_or(|book| book.len() > 0) {
            keys_told(ui);
            rows::show(ui, session, state, send);
        } else if empty_state(ui, "None of these", "No problem of this kind counts.", &["Show all"]).is_some() {
            state.ask(Asked { rule: None, ..state.asked });
        }
    });
}

fn nothing_yet(ui: &mut Ui, session: &Session, state: &mut State) {
    if state.watch.stopped {
        let words = "The search for problems was stopped before its end.";
        if empty_state(ui, "Stopped", words, &["Look again"]).is_some() {
            state.watch.look_at_all(ui.ctx(), session);
        }
    } else {
        empty_state(ui, "Looking for problems", "All articles are looked at; what is found is listed here.", &[]);
    }
}

fn keys_told(ui: &mut Ui) {
    let words = "↑ ↓ go to a place, Enter to its text, F fixes, W waives with a reason or takes a waiver back";
    let words = weak(ui, words).size(sizes().small);
    ui.add(Label::new(words).truncate());
}

/// The rules with their counts; one that is chosen lists its problems alone.
fn rules(ui: &mut Ui, state: &mut State) {
    let Some(book) = &state.watch.book else { return };
    let mut chosen = None;
    let mut row = |ui: &mut Ui, rule: Option<&'static Rule>, count: usize| {
        let name = rule.map_or("All problems", |rule| rule.name);
        let spoken = format!("{name}, {}", dates::count(count));
        let row = ListRow::new(&spoken).selected(state.asked.rule == rule).show(ui, |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let words = weak(ui, dates::count(count));
                ui.label(words);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(Label::new(name).truncate()));
            });
        });
        let row = match rule {
            Some(rule) => row.on_hover_text(rule.about),
            None => row,
        };
        if row.clicked() {
            chosen = Some(rule);
        }
    };
    ScrollArea::vertical().id_salt("rules").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_max_width(RULES_WIDTH - sizes().space);
        row(ui, None, book.total());
        for rule in RULES.iter().filter(|rule| book.count(rule) > 0 || state.asked.rule == Some(rule)) {
            row(ui, Some(rule), book.count(rule));
        }
    });
    if let Some(rule) = chosen {
        state.ask(Asked { rule, ..state.asked });
    }
}

/// The line in which the reason is typed why a problem may stay.
fn waive(ui: &mut Ui, state: &mut State, send: &mut Vec<Command>) {
    let Some(waiving) = &mut state.waiving else { return };
    let mut done = None;
    ui.horizontal(|ui| {
        let words = weak(ui, format!("{} may stay because", waiving.name));
        ui.label(words);
        let field = TextEdit::singleline(&mut waiving.reason).hint_text("the reason").desired_width(360.0);
        let field = ui.add(field).accessible_name("Why it may stay");
        if !std::mem::replace(&mut waiving.begun, true) {
            field.request_focus();
        }
        let (enter, escape) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
        let has_reason = !waiving.reason.trim().is_empty();
        let pressed = ui.add_enabled(has_reason, egui::Button::new("Waive")).clicked();
        if has_reason && (pressed || field.lost_focus() && enter) {
            done = Some(true);
        } else if ui.button("Cancel").clicked() || field.lost_focus() && escape {
            done = Some(false);
        }
    });
    if let Some(waives) = done
        && let Some(Waiving { article, problem, reason, .. }) = state.waiving.take()
    {
        state.focus = true;
        if waives {
            send.push(Command::Waive { article, problem, reason: Some(reason) });
        }
    }
}
