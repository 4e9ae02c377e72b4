//! Which annotation or suggestion keys speak of.

use super::{Plan, Planned, open_article, suggest};
use crate::model::{Annotation, AnnotationId, Span, Suggestion, annotation_set};
use crate::session::{Caret, Focus, Session, View, suggestions};
use std::cmp::Reverse;

pub fn let_go(session: &Session) -> Planned {
    let view = session.view().clone();
    let next = if view.relating.is_some() {
        View { relating: None, ..view }
    } else if view.focus.is_some() {
        View { focus: None, ..view }
    } else if !view.caret.is_empty() {
        View { caret: Caret::at(view.caret.head), ..view }
    } else if view.whose.is_some() {
        View { whose: None, ..view }
    } else if view.armed.is_some() {
        View { armed: None, ..view }
    } else {
        return Err("Nothing to let go of".into());
    };
    Ok(Plan::look(next))
}

pub fn focus(session: &Session, id: Option<AnnotationId>) -> Planned {
    let Some(id) = id else {
        return Ok(Plan::look(View { focus: None, ..session.view().clone() }));
    };
    let annotation = session.annotation(id).ok_or("That annotation is gone")?;
    Ok(on(session, annotation))
}

/// What the focus can rest on. Of equal words the annotation stands before the suggestion.
#[derive(Clone, Copy)]
enum Stop<'a> {
    Annotation(&'a Annotation),
    Suggestion(&'a Suggestion),
}

impl Stop<'_> {
    fn span(&self) -> Span {
        match self {
            Self::Annotation(annotation) => annotation.span,
            Self::Suggestion(suggestion) => suggestion.span,
        }
    }

    fn order(&self) -> (u32, Reverse<u32>, bool) {
        (self.span().start, Reverse(self.span().end), matches!(self, Self::Suggestion(_)))
    }

    fn focus(&self) -> Focus {
        match self {
            Self::Annotation(annotation) => Focus::Annotation(annotation.id),
            Self::Suggestion(suggestion) => Focus::Suggestion(suggestion.key()),
        }
    }
}

/// A place in the reading order of annotations, and the same in that of suggestions.
struct Place<'a>(annotation_set::Order, suggestions::Order<'a>);

/// The place of what has the focus, or else of the caret.
fn here(session: &Session) -> Place<'_> {
    if let Some(annotation) = session.focused() {
        let (start, end, id) = annotation.order();
        return Place((start, end, id), (start, end, ""));
    }
    if let Some(suggestion) = session.focused_suggestion() {
        let (start, end, label) = suggestion.order();
        return Place((start, end, AnnotationId(u64::MAX)), (start, end, label));
    }
    let caret = u32::try_from(session.view().caret.head).unwrap_or(u32::MAX);
    let all_that_begin_there = Reverse(u32::MAX);
    Place((caret, all_that_begin_there, AnnotationId(0)), (caret, all_that_begin_there, ""))
}

pub fn next(session: &Session) -> Planned {
    beside(session, true)
}

pub fn previous(session: &Session) -> Planned {
    beside(session, false)
}

/// The next or previous annotation or suggestion in reading order, and round again at the end. A relation can end at
/// annotations alone.
fn beside(session: &Session, forward: bool) -> Planned {
    open_article(session)?;
    let set = session.shown_layer().map(|layer| &layer.annotations);
    let open = Some(session.suggestions()).filter(|_| session.view().relating.is_none());
    let Place(annotation, suggestion) = here(session);
    let found = if forward {
        let first = || earlier(set.and_then(|set| set.iter().next()), open.and_then(|open| open.iter().next()));
        earlier(set.and_then(|set| set.after(annotation)), open.and_then(|open| open.after(suggestion))).or_else(first)
    } else {
        let last = || later(set.and_then(|set| set.iter().next_back()), open.and_then(|open| open.iter().next_back()));
        later(set.and_then(|set| set.before(annotation)), open.and_then(|open| open.before(suggestion))).or_else(last)
    };
    match found.ok_or("Nothing is tagged in this article yet")? {
        Stop::Annotation(annotation) => Ok(on(session, annotation)),
        Stop::Suggestion(suggestion) => Ok(suggest::on(session, suggestion)),
    }
}

fn earlier<'a>(annotation: Option<&'a Annotation>, suggestion: Option<&'a Suggestion>) -> Option<Stop<'a>> {
    both(annotation, suggestion).min_by_key(Stop::order)
}

fn later<'a>(annotation: Option<&'a Annotation>, suggestion: Option<&'a Suggestion>) -> Option<Stop<'a>> {
    both(annotation, suggestion).max_by_key(Stop::order)
}

fn both<'a>(
    annotations: impl IntoIterator<Item = &'a Annotation>,
    suggestions: impl IntoIterator<Item = &'a Suggestion>,
) -> impl Iterator<Item = Stop<'a>> {
    annotations.into_iter().map(Stop::Annotation).chain(suggestions.into_iter().map(Stop::Suggestion))
}

pub fn cycle(session: &Session) -> Planned {
    let caret = session.view().caret.head;
    let annotations = session.shown_layer().into_iter().flat_map(|layer| layer.annotations.touching(caret));
    let mut here: Vec<Stop<'_>> = both(annotations, session.suggestions().touching(caret)).collect();
    here.sort_by_key(|stop| (stop.span().len(), stop.order()));
    let at = here.iter().position(|stop| Some(stop.focus()) == session.view().focus);
    let next = at.map_or(0, |at| at + 1) % here.len().max(1);
    let stop = here.get(next).ok_or("No annotation at the caret")?;
    let view = View { focus: Some(stop.focus()), caret: Caret::at(caret), ..session.view().clone() };
    Ok(Plan::look(view).revealing(caret))
}

/// Focus on an annotation, the caret at its beginning.
fn on(session: &Session, annotation: &Annotation) -> Plan {
    let start = annotation.span.start as usize;
    let displaced = annotation.displaced.is_some();
    let caret = if displaced { session.view().caret } else { Caret::at(start) };
    let plan = Plan::look(View { focus: Some(Focus::Annotation(annotation.id)), caret, ..session.view().clone() });
    if displaced { plan } else { plan.revealing(start) }
}
