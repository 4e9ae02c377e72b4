//! Problems: mending one, saying why one may stay, and taking that back.

use super::{Plan, Planned, Unavailable, review};
use crate::analysis::problems::{Fix, Problem};
use crate::model::{Annotation, Annotator, ArticleId, Edit, ProblemKey};
use crate::session::{Focus, Session, View};

/// Makes the change that mends a problem; in another's annotation it is proposed.
pub fn fix(session: &Session, article: ArticleId, annotator: &Annotator, problem: &Problem) -> Planned {
    let wanted = problem.fix.as_deref().ok_or("There is no sure fix for that; it can be waived with a reason")?;
    let name = format!("Fix: {}", problem.rule.name.to_lowercase());
    let gone = || Unavailable("Things have changed since that was found; it is looked at anew".to_owned());
    if annotator != session.annotator() {
        return propose(session, article, annotator, problem, wanted, name);
    }
    let edits = problem.edits(session.project(), annotator, article).ok_or_else(gone)?;
    let plan = Plan::change(session, name, edits);
    if session.view().article != Some(article) {
        return Ok(plan);
    }
    // What was merged away has no focus any more.
    let kept = match wanted {
        Fix::Merge(kept) => Some(*kept),
        _ => problem.annotation,
    };
    let focus = kept.map(Focus::Annotation).or_else(|| session.view().focus.clone());
    let view = View { focus, ..session.view().clone() };
    Ok(Plan { view, ..plan })
}

fn propose(session: &Session, article: ArticleId, annotator: &Annotator, problem: &Problem, fix: &Fix, name: String) -> Planned {
    let not_mine = || Unavailable(format!("Only {annotator} can do that; it can be waived with a reason"));
    let layer = session.project().article_layer(annotator, article);
    let annotation = problem.annotation.and_then(|id| layer?.annotation(id)).filter(|found| found.displaced.is_none());
    let annotation = annotation.filter(|found| found.span == problem.span).ok_or_else(not_mine)?;
    let mut proposed = annotation.clone();
    match fix {
        Fix::Set(pairs) => pairs.iter().for_each(|(id, value)| proposed.attributes.set(id.clone(), Some(value.clone()))),
        Fix::Place(span) => proposed.span = *span,
        Fix::Merge(_) | Fix::Reopen => return Err(not_mine()),
    }
    let proposed = Annotation { displaced: None, ..proposed };
    let edit = review::correcting(session, article, annotation, &proposed);
    Ok(Plan::change(session, format!("Propose: {}", name.to_lowercase()), vec![edit])
        .saying(format!("Proposed; {annotator} can take it over")))
}

/// Says why a problem may stay; without a reason, it is told of again.
pub fn waive(session: &Session, article: ArticleId, problem: &ProblemKey, reason: Option<&str>) -> Planned {
    let standing = session.project().article_layer(session.annotator(), article).and_then(|layer| layer.waived.get(problem));
    let before = standing.cloned();
    let after = reason.map(|reason| reason.trim().to_owned());
    if after.as_ref().is_some_and(String::is_empty) {
        return Err("A waiver needs a reason".into());
    }
    if before == after {
        return Err("Nothing of that is waived by you".into());
    }
    let name = if after.is_some() { "Waive a problem" } else { "Take a waiver back" };
    Ok(Plan::change(session, name, vec![Edit::Waiver { article, problem: problem.clone(), before, after }]))
}
