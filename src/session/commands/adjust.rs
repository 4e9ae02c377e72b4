//! Changing an annotation: its ends, its attributes, its note, its place.

use super::{Plan, Planned, Unavailable, open_article, review, suggest};
use crate::model::{Annotation, AnnotationId, Edit, Name, Span, SuggestionKey, Value, text};
use crate::session::{Caret, Focus, Session, Side, Step, View};
use std::ops::Range;

pub fn step(session: &Session, side: Side, step: Step, forward: bool) -> Planned {
    if let Some(suggestion) = session.focused_suggestion() {
        let range = suggestion.span.range();
        let (moved, to) = stepped_range(session, range.clone(), side, step, forward)?;
        // What was proposed ends with its block; what lies beyond is another.
        let gained = if side == Side::End { range.end..moved.end } else { moved.start..range.start };
        if text::slice(session.text(), gained).contains('\n') {
            let end = if side == Side::End { "end" } else { "start" };
            return Err(Unavailable(format!("Its block has no more words; drag its {end} to reach into another")));
        }
        return Ok(suggest::accept_moved(session, suggestion, spanning(moved)?)?.revealing(to));
    }
    let focused = session.focused().filter(|a| a.displaced.is_none());
    let focused = focused.ok_or("No annotation has the focus; Tab goes to the next, Space takes the one at the caret")?;
    let (moved, to) = stepped_range(session, session.as_proposed(focused).span.range(), side, step, forward)?;
    Ok(put(session, focused, moved)?.revealing(to))
}

/// A range with one end a step further, and where that end was taken to.
fn stepped_range(
    session: &Session,
    range: Range<usize>,
    side: Side,
    step: Step,
    forward: bool,
) -> Result<(Range<usize>, usize), Unavailable> {
    let whole = session.text();
    let from = if side == Side::Start { range.start } else { range.end };
    let mut to = from;
    // White space at an end is skipped: a step that only reached it would change nothing.
    loop {
        let next = stepped(whole, to, step, forward);
        if next == to {
            return Err(Unavailable(format!("The {} of the text is reached", if forward { "end" } else { "start" })));
        }
        to = next;
        let moved = with_end(&range, side, to)
            .and_then(|range| text::trim(whole, range))
            .ok_or("An annotation needs at least one character")?;
        if moved != range {
            return Ok((moved, to));
        }
    }
}

fn stepped(whole: &str, from: usize, step: Step, forward: bool) -> usize {
    match (step, forward) {
        (Step::Character, true) => text::next_grapheme(whole, from),
        (Step::Character, false) => text::prev_grapheme(whole, from),
        (Step::Word, true) => text::next_word(whole, from),
        (Step::Word, false) => text::prev_word(whole, from),
    }
}

fn with_end(range: &Range<usize>, side: Side, to: usize) -> Option<Range<usize>> {
    let moved = if side == Side::Start { to..range.end } else { range.start..to };
    (moved.start < moved.end).then_some(moved)
}

pub fn set_end(session: &Session, id: AnnotationId, side: Side, offset: usize) -> Planned {
    let annotation = session.annotation(id).ok_or("That annotation is gone")?;
    if annotation.displaced.is_some() {
        return Err("That annotation is displaced; put it back first".into());
    }
    let range = session.as_proposed(annotation).span.range();
    let moved = dragged(session, &range, side, offset)?;
    if moved == range {
        return Ok(Plan::look(session.view().clone()));
    }
    // Whoever took hold of an end goes on with that annotation.
    let plan = put(session, annotation, moved)?;
    Ok(Plan { view: View { focus: Some(Focus::Annotation(id)), ..plan.view.clone() }, ..plan })
}

pub fn set_suggested_end(session: &Session, key: &SuggestionKey, side: Side, offset: usize) -> Planned {
    let suggestion = session.suggestions().get(key).ok_or("That suggestion is gone")?;
    let range = suggestion.span.range();
    let moved = dragged(session, &range, side, offset)?;
    if moved == range {
        return Ok(Plan::look(session.view().clone()));
    }
    suggest::accept_moved(session, suggestion, spanning(moved)?)
}

/// A range with one end put elsewhere; the other stays, even where it cuts a word.
fn dragged(session: &Session, range: &Range<usize>, side: Side, offset: usize) -> Result<Range<usize>, Unavailable> {
    let moved = with_end(range, side, offset).ok_or("An annotation needs at least one character")?;
    let fit = if session.snap_to_words { text::snap_to_words } else { text::trim };
    let fitted = fit(session.text(), moved).ok_or("An annotation needs at least one character")?;
    Ok(if side == Side::Start { fitted.start..range.end } else { range.start..fitted.end })
}

fn spanning(range: Range<usize>) -> Result<Span, Unavailable> {
    Span::new(range.start, range.end).ok_or_else(|| "The article is too long for that".into())
}

fn put(session: &Session, annotation: &Annotation, range: Range<usize>) -> Planned {
    let span = spanning(range)?;
    change(session, annotation, "Move an end", |after| after.span = span)
}

pub fn attribute(session: &Session, id: AnnotationId, attribute: &Name, value: Option<Value>) -> Planned {
    let annotation = session.annotation(id).ok_or("That annotation is gone")?;
    let value = value.filter(|value| !matches!(value, Value::Text(words) if words.trim().is_empty()));
    let label = session.project().scheme.label(&annotation.label);
    let named = label.and_then(|label| label.attribute(attribute)).map(|attribute| attribute.name.to_lowercase());
    let name = format!("Set {}", named.as_deref().unwrap_or(attribute));
    change(session, annotation, &name, |after| after.attributes.set(attribute.clone(), value))
}

pub fn note(session: &Session, id: AnnotationId, note: &str) -> Planned {
    let annotation = session.annotation(id).ok_or("That annotation is gone")?;
    change(session, annotation, "Write a note", |after| after.note = note.into())
}

pub fn reanchor(session: &Session, id: AnnotationId) -> Planned {
    let annotation = session.annotation(id).ok_or("That annotation is gone")?;
    let words = annotation.displaced.as_deref().ok_or("That annotation stands where it should")?;
    let selection = text::trim(session.text(), session.view().caret.range());
    let range = selection.or_else(|| nearest(session.text(), words, annotation.span.start as usize));
    let range = range.ok_or("Its words are nowhere in this article; select where it belongs, then try again")?;
    let span = spanning(range.clone())?;
    let start = range.start;
    let plan = change(session, annotation, "Re-anchor", |after| {
        after.span = span;
        after.displaced = None;
    })?;
    let view = View { focus: Some(Focus::Annotation(id)), caret: Caret::at(start), ..plan.view.clone() };
    Ok(Plan { view, ..plan }.revealing(start))
}

fn nearest(whole: &str, words: &str, to: usize) -> Option<Range<usize>> {
    let found = whole.match_indices(words).map(|(at, _)| at).min_by_key(|at| at.abs_diff(to))?;
    text::trim(whole, found..found + words.len())
}

/// Changes one's own annotation, or proposes the change where it is another's.
fn change(session: &Session, annotation: &Annotation, name: &str, alter: impl FnOnce(&mut Annotation)) -> Planned {
    if session.view().whose.is_some() {
        return review::correct(session, annotation, name, alter);
    }
    let article = open_article(session)?;
    let mut after = annotation.clone();
    alter(&mut after);
    if after == *annotation {
        return Ok(Plan::look(session.view().clone()));
    }
    let edit = Edit::Annotation { article, before: Some(Box::new(annotation.clone())), after: Some(Box::new(after)) };
    Ok(Plan::change(session, name, vec![edit]))
}
