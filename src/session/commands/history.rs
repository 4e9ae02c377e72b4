//! Undo and redo: each appends the inverse of what it takes back.

use super::{Plan, Planned, Unavailable};
use crate::model::{Annotation, ArticleId, Direction, Edit, Provenance, Transaction};
use crate::session::{Caret, Focus, Session, View};
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
pub(super) fn place_of(session: &Session, edits: &[Edit]) -> (View, Option<usize>) {
    let view = session.view().clone();
    let Some(article) = edits.iter().find_map(Edit::article) else {
        return (View { focus: None, relating: None, ..view }, None);
    };
    let stays = session.view().article == Some(article);
    let caret = if stays { view.caret } else { Caret::default() };
    let view = View { article: Some(article), caret, focus: None, relating: None, ..view };
    match edits.iter().rev().find_map(|edit| in_hand(session, edit)) {
        Some(InHand { focus, start: Some(start) }) => (View { caret: Caret::at(start), focus, ..view }, Some(start)),
        _ => (view, None),
    }
}

/// What an edit leaves to look at.
struct InHand {
    focus: Option<Focus>,
    /// Nowhere for a displaced annotation.
    start: Option<usize>,
}

fn in_hand(session: &Session, edit: &Edit) -> Option<InHand> {
    let start_of = |annotation: &Annotation| annotation.displaced.is_none().then_some(annotation.span.start as usize);
    match edit {
        Edit::Annotation { after: Some(annotation), .. } => {
            Some(InHand { focus: Some(Focus::Annotation(annotation.id)), start: start_of(annotation) })
        }
        Edit::Annotation { article, before: Some(annotation), .. } => {
            Some(InHand { focus: offered_again(session, *article, annotation), start: start_of(annotation) })
        }
        Edit::Dismissal { suggestion, after, .. } => {
            let focus = (!after).then(|| Focus::Suggestion(suggestion.clone()));
            Some(InHand { focus, start: Some(suggestion.span.start as usize) })
        }
        _ => None,
    }
}

/// The suggestion that an annotation was made of as it stood, which is open again when the annotation goes.
fn offered_again(session: &Session, article: ArticleId, annotation: &Annotation) -> Option<Focus> {
    let Provenance::Rule(rule) = annotation.provenance.found() else { return None };
    let mut suggestions = session.project().article(article)?.suggestions.iter();
    let found = suggestions.find(|suggestion| suggestion.span == annotation.span && suggestion.rule == rule.name)?;
    Some(Focus::Suggestion(found.key()))
}
