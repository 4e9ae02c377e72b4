//! Under an annotation: what is probably wrong with it, and what it is likely related to, each with a button that settles it.

use super::weak;
use crate::analysis::problems::Problem;
use crate::model::Annotation;
use crate::session::{Command, Session};
use crate::ui::theme::sizes;
use egui::{Align, Button, Label, Layout, Ui};

/// Shows a quiet line for each problem of the annotation, and for each relation that suggests itself.
pub fn show(ui: &mut Ui, session: &Session, annotation: &Annotation, problems: &[Problem], send: &mut Vec<Command>) {
    // Problems come and go while somebody types into a field below, which must stay the same one.
    ui.push_id("what is wrong", |ui| lines(ui, session, annotation, problems, send));
}

fn lines(ui: &mut Ui, session: &Session, annotation: &Annotation, problems: &[Problem], send: &mut Vec<Command>) {
    let mut told = problems.iter().filter(|problem| problem.annotation == Some(annotation.id)).peekable();
    let related = session.same_utterance(annotation);
    if told.peek().is_some() || !related.is_empty() {
        ui.add_space(sizes().gap);
    }
    for problem in told {
        let fix = problem.fix.as_deref().map(|fix| ("Fix", fix.words()));
        if line(ui, &problem.reason, fix) {
            send.extend(fixing(session, problem));
        }
    }
    for (kind, from, to) in related {
        let other = session.annotation(if from == annotation.id { to } else { from });
        let name = session.project().scheme.relation(&kind).map_or(kind.as_ref(), |kind| kind.name.as_str()).to_owned();
        let words = other.map(|other| session.excerpt(other)).unwrap_or_default();
        if line(ui, &format!("{name}: {words}?"), Some(("Relate", format!("{name}, as the words between suggest")))) {
            send.push(Command::Link { from, to, kind });
        }
    }
}

/// What mends a problem of the open article.
pub fn fixing(session: &Session, problem: &Problem) -> Option<Command> {
    let (article, annotator) = (session.view().article?, session.whose().clone());
    Some(Command::Fix { article, annotator, problem: Box::new(problem.clone()) })
}

/// Words, and a button where something can be done; `true` when it was pressed.
fn line(ui: &mut Ui, words: &str, button: Option<(&str, String)>) -> bool {
    let mut pressed = false;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some((name, told)) = button {
                pressed = ui.add(Button::new(name).small()).on_hover_text(told).clicked();
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let shown = weak(ui, words).size(sizes().small);
                ui.add(Label::new(shown).truncate()).on_hover_text(words);
            });
        });
    });
    pressed
}
