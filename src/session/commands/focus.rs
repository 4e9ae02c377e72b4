//! Which annotation label keys and Delete speak of.

use super::{Plan, Planned, open_article};
use crate::model::{Annotation, AnnotationId};
use crate::session::{Caret, Session, View};

pub fn let_go(session: &Session) -> Planned {
    let view = session.view().clone();
    let next = if view.relating.is_some() {
        View { relating: None, ..view }
    } else if view.focus.is_some() {
        View { focus: None, ..view }
    } else if !view.caret.is_empty() {
        View { caret: Caret::at(view.caret.head), ..view }
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

pub fn next(session: &Session) -> Planned {
    beside(session, true)
}

pub fn previous(session: &Session) -> Planned {
    beside(session, false)
}

/// The next or previous annotation in reading order, and round again at the end.
fn beside(session: &Session, forward: bool) -> Planned {
    open_article(session)?;
    let set = session.layer().map(|layer| &layer.annotations).ok_or("Nothing is tagged in this article yet")?;
    let here = session.focused().map(Annotation::order);
    let caret = u32::try_from(session.view().caret.head).unwrap_or(u32::MAX);
    let found = if forward {
        let from = here.unwrap_or((caret, std::cmp::Reverse(u32::MAX), AnnotationId(0)));
        set.after(from).or_else(|| set.iter().next())
    } else {
        let from = here.unwrap_or((caret, std::cmp::Reverse(u32::MAX), AnnotationId(0)));
        set.before(from).or_else(|| set.iter().next_back())
    };
    found.map(|annotation| on(session, annotation)).ok_or_else(|| "Nothing is tagged in this article yet".into())
}

pub fn cycle(session: &Session) -> Planned {
    let caret = session.view().caret.head;
    let mut here: Vec<&Annotation> = session.layer().into_iter().flat_map(|layer| layer.annotations.touching(caret)).collect();
    here.sort_by_key(|annotation| (annotation.span.len(), annotation.order()));
    let at = here.iter().position(|annotation| Some(annotation.id) == session.view().focus);
    let next = at.map_or(0, |at| at + 1) % here.len().max(1);
    let annotation = here.get(next).ok_or("No annotation at the caret")?;
    let view = View { focus: Some(annotation.id), caret: Caret::at(caret), ..session.view().clone() };
    Ok(Plan::look(view).revealing(caret))
}

/// Focus on an annotation, the caret at its beginning.
fn on(session: &Session, annotation: &Annotation) -> Plan {
    let start = annotation.span.start as usize;
    let displaced = annotation.displaced.is_some();
    let caret = if displaced { session.view().caret } else { Caret::at(start) };
    let plan = Plan::look(View { focus: Some(annotation.id), caret, ..session.view().clone() });
    if displaced { plan } else { plan.revealing(start) }
}
