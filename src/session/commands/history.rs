//! Undo and redo: each appends the inverse of what it takes back.

use super::{Plan, Planned, Unavailable};
use crate::model::{Direction, Edit, Transaction};
use crate::session::{Caret, Session, View};
use std::sync::Arc;

pub fn undo(session: &Session) -> Planned {
    let target = session.journal.undo_target(session.project()).map_err(Unavailable)?.ok_or("Nothing to undo")?;
    Ok(take_back(session, &target, Direction::Undo(target.number), "Undo"))
}

pub fn redo(session: &Session) -> Planned {
    let target = session.journal.redo_target(session.project()).map_err(Unavailable)?.ok_or("Nothing to redo")?;
    Ok(take_back(session, &target, Direction::Redo(target.number), "Redo"))
}

/// What others did since may stand in the way of a step for good; it then stays, and undo goes on with the one before.
pub fn skip(session: &Session) -> Planned {
    let target = session.journal.undo_target(session.project()).map_err(Unavailable)?.ok_or("Nothing to undo")?;
    if fits(session, &target.inverse()) {
        return Err("The last step can be undone as usual".into());
    }
    let plan = Plan::change(session, target.command.clone(), Vec::new());
    let said = format!("Left as it is: {}", target.command);
    Ok(Plan { direction: Direction::Undo(target.number), ..plan }.saying(said))
}

fn fits(session: &Session, edits: &[Edit]) -> bool {
    let mut trial = session.project().clone();
    let by = session.annotator();
    edits.iter().all(|edit| edit.check(&trial, by).and_then(|()| edit.apply(&mut trial, by)).is_ok())
}

fn take_back(session: &Session, target: &Arc<Transaction>, direction: Direction, verb: &str) -> Plan {
    let edits = target.inverse();
    let (view, reveal) = place_of(session, &edits);
    let said = format!("{verb}: {}", target.command);
    // The command's own name is kept, so that undoing an undo still says what it is about.
    Plan { edits, name: target.command.clone(), direction, view, reveal, notice: Some(said) }
}

/// Where to look to see what was taken back.
fn place_of(session: &Session, edits: &[Edit]) -> (View, Option<usize>) {
    let view = session.view().clone();
    let Some(article) = edits.iter().find_map(Edit::article) else {
        return (View { focus: None, relating: None, ..view }, None);
    };
    let annotation = edits.iter().rev().find_map(|edit| match edit {
        Edit::Annotation { before, after, .. } => Some((after.as_deref().or(before.as_deref())?, after.is_some())),
        _ => None,
    });
    let stays = session.view().article == Some(article);
    let caret = if stays { view.caret } else { Caret::default() };
    let view = View { article: Some(article), caret, focus: None, relating: None, ..view };
    match annotation.filter(|(annotation, _)| annotation.displaced.is_none()) {
        Some((annotation, remains)) => {
            let start = annotation.span.start as usize;
            let focus = remains.then_some(annotation.id);
            (View { caret: Caret::at(start), focus, ..view }, Some(start))
        }
        None => (view, None),
    }
}
