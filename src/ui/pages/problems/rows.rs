//! The rows on screen and their keys: to go to a place, to fix, to waive.

use super::State;
use super::book::Book;
use crate::analysis::problems::{Found, Problem, waiver};
use crate::session::{Command, Session, WindowCommand};
use crate::ui::panels::weak;
use crate::ui::theme::{Theme, sizes};
use crate::ui::widgets::{List, ListRow};
use egui::{Align, Key, Label, Layout, Modifiers, Response, RichText, Ui, vec2};

/// The share of the row that each column has: rule, words, reason, article.
const SHARES: [f32; 4] = [0.19, 0.26, 0.35, 0.2];

/// Shows the rows, and does what keys and clicks ask of them.
pub fn show(ui: &mut Ui, session: &Session, state: &mut State, send: &mut Vec<Command>) {
    let Some(book) = state.watch.book.take() else { return };
    let last = book.len().saturating_sub(1);
    let before = state.cursor.map(|at| at.min(last));
    let reveal = before.filter(|_| std::mem::take(&mut state.reveal));
    let list = List { name: "Problems in what is tagged", row_height: sizes().row, count: book.len(), selected: before, reveal };
    let mut clicked = None;
    let shown = list.show(ui, |ui, at| match book.row(at) {
        Some(row) => {
            let response = one(ui, session, row, before == Some(at));
            if response.clicked() {
                clicked = Some(at);
            }
            response
        }
        None => ui.label(""),
    });
    if std::mem::take(&mut state.focus) {
        shown.response.request_focus();
    }
    state.cursor = clicked.or(shown.moved_to).or(before);
    let gone_to = clicked.or(shown.moved_to).or(shown.entered);
    send.extend(gone_to.and_then(|at| book.row(at)).map(|(found, problem, _)| place_of(found, problem)));
    if shown.entered.is_some() {
        send.push(Command::Window(WindowCommand::FocusText));
    }
    if shown.response.has_focus() {
        keys(ui, state, &book, send);
    }
    state.watch.book = Some(book);
}

/// What shows the place of a problem.
pub(super) fn place_of(found: &Found, problem: &Problem) -> Command {
    let (article, annotator) = (found.article, found.annotator.clone());
    match problem.annotation {
        Some(annotation) => Command::ShowAnnotation { article, annotator, annotation },
        None => Command::ShowPlace { article, range: problem.span.range() },
    }
}

fn keys(ui: &Ui, state: &mut State, book: &Book, send: &mut Vec<Command>) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (fix, waive) = (pressed(Key::F), pressed(Key::W));
    let Some((found, problem, is_waived)) = state.cursor.and_then(|at| book.row(at)).filter(|_| fix || waive) else { return };
    if fix {
        send.push(fixing(found, problem));
    } else if is_waived {
        send.push(Command::Waive { article: found.article, problem: problem.key(), reason: None });
    } else {
        state.begin_waiving(found.article, problem);
    }
}

/// What mends a problem.
pub fn fixing(found: &Found, problem: &Problem) -> Command {
    Command::Fix { article: found.article, annotator: found.annotator.clone(), problem: Box::new(problem.clone()) }
}

fn one(ui: &mut Ui, session: &Session, (found, problem, is_waived): (&Found, &Problem, bool), selected: bool) -> Response {
    let project = session.project();
    let text = project.article(found.article).map(|article| article.text.as_ref()).unwrap_or_default();
    let words = problem.context(text);
    let mut reason = problem.reason.to_string();
    let waived = is_waived.then(|| waiver(project, found.article, &problem.key())).flatten();
    if let Some((who, why)) = waived {
        reason = format!("waived by {who}: {why}");
    }
    let title = project.title(&found.annotator, found.article);
    let article =
        if found.annotator == *session.annotator() { title.to_owned() } else { format!("{}: {title}", found.annotator) };
    let spoken = format!("{}, {words}, {reason}, {title}", problem.rule.name);
    ListRow::new(&spoken).selected(selected).in_list().show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let width = ui.available_width();
        let ink = if is_waived { Theme::of(ui).colors.ink_weak } else { Theme::of(ui).colors.ink };
        let fixable = if problem.fix.is_some() { "  F" } else { "" };
        let cells = [
            RichText::new(problem.rule.name).color(ink),
            RichText::new(words).color(ink),
            weak(ui, format!("{reason}{fixable}")),
            weak(ui, article),
        ];
        for (share, cell) in SHARES.iter().zip(cells) {
            let room = vec2((width * share - sizes().space).max(0.0), ui.available_height());
            ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(room.x);
                ui.set_max_width(room.x);
                ui.add(Label::new(cell).truncate());
            });
            ui.add_space(sizes().space);
        }
    })
}
