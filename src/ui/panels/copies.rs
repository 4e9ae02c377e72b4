//! The older and the newer copy of an article as links, and how many annotations have been carried over.

use super::weak;
use crate::model::succession::CarryProgress;
use crate::model::{ArticleId, MetadataField};
use crate::session::{Command, Session, WindowCommand};
use crate::ui::dates;
use crate::ui::theme::sizes;
use crate::ui::widgets::field_row;
use egui::{Button, Ui};

/// Shows the links, if there are other copies.
pub fn show(ui: &mut Ui, session: &Session, article: ArticleId, send: &mut Vec<Command>) {
    let (older, newer) = (session.older_copy(article), session.newer_copy(article));
    if let Some(older) = older {
        link(ui, session, "Older copy", older, send);
        carried(ui, session, older, article, send);
    }
    if let Some(newer) = newer {
        link(ui, session, "Newer copy", newer, send);
    }
}

fn link(ui: &mut Ui, session: &Session, name: &str, to: ArticleId, send: &mut Vec<Command>) {
    let (project, who) = (session.project(), session.annotator());
    let is_there = !project.is_withdrawn(to);
    let date = [MetadataField::Modified, MetadataField::Published].map(|field| project.field(who, to, field));
    let date = date.into_iter().find(|date| !date.is_empty()).map(|date| format!(", {}", dates::day(date)));
    let words = format!("{}{}", project.title(who, to), date.unwrap_or_default());
    field_row(ui, name, |ui| {
        let response = ui.add_enabled(is_there, Button::new(words.as_str()).frame(false).truncate());
        let response = response.on_hover_text(format!("Open “{words}”")).on_disabled_hover_text("Taken out of the project");
        if response.clicked() {
            send.push(Command::Open(to));
        }
        response
    });
}

fn carried(ui: &mut Ui, session: &Session, older: ArticleId, article: ArticleId, send: &mut Vec<Command>) {
    let progress = counts(ui, session, older, article);
    let (all, waiting) = (progress.all, progress.waiting());
    if all == 0 {
        return;
    }
    field_row(ui, "", |ui| {
        let words = if progress.carried == all {
            format!("{} carried over", dates::counted(all, "annotation", "annotations"))
        } else {
            let left_out = Some(progress.left_out).filter(|count| *count > 0);
            let left_out = left_out.map(|count| format!(", {} left out", dates::count(count)));
            let of = format!("{} of {} annotations carried over", dates::count(progress.carried), dates::count(all));
            of + &left_out.unwrap_or_default()
        };
        let words = weak(ui, words).size(sizes().small);
        let told = ui.label(words);
        if waiting > 0 && ui.add_enabled(session.read_only().is_none(), Button::new("Carry over…")).clicked() {
            send.push(Command::Window(WindowCommand::CarryOver));
        }
        told
    });
}

/// How many annotations the older copy has, and how many wait; counted once for each change of the project.
fn counts(ui: &Ui, session: &Session, older: ArticleId, article: ArticleId) -> CarryProgress {
    type Counted = (u64, ArticleId, CarryProgress);
    let id = ui.scope_id().with("carried over");
    let known: Option<Counted> = ui.data(|memory| memory.get_temp(id));
    if let Some((_, _, counts)) = known.filter(|(revision, of, _)| (*revision, *of) == (session.revision(), article)) {
        return counts;
    }
    let counts = session.project().carry_progress(session.annotator(), older, article);
    ui.data_mut(|memory| memory.insert_temp::<Counted>(id, (session.revision(), article, counts)));
    counts
}
