//! Going from article to article, and how far each has come.

use super::{Plan, Planned, open_article};
use crate::model::{ArticleId, ArticleState, Edit, MetadataField, Withdrawn};
use crate::session::{Caret, Session, View};

pub fn open(session: &Session, id: ArticleId) -> Planned {
    let article = session.project().article(id).filter(|article| !session.project().is_withdrawn(article.id));
    article.ok_or("That article is not in this project")?;
    Ok(Plan::look(opened(session, id)))
}

/// An article opens where the caret stood when it was left.
pub fn opened(session: &Session, id: ArticleId) -> View {
    if session.view().article == Some(id) {
        return session.view().clone();
    }
    let caret = session.carets.get(&id).copied().unwrap_or_default();
    let armed = session.view().armed.clone();
    View { article: Some(id), caret: Caret::at(caret.head), armed, ..View::default() }
}

pub fn next(session: &Session) -> Planned {
    beside(session, |at| at.checked_add(1), "This is the last article of the list")
}

pub fn previous(session: &Session) -> Planned {
    beside(session, |at| at.checked_sub(1), "This is the first article of the list")
}

fn beside(session: &Session, step: impl Fn(usize) -> Option<usize>, none: &str) -> Planned {
    let ids = session.list().ids();
    let at = session.view().article.and_then(|id| session.list().position(id));
    let to = at.map_or(Some(0), step).and_then(|at| ids.get(at));
    to.map(|id| Plan::look(opened(session, *id))).ok_or_else(|| none.into())
}

pub fn done_and_next(session: &Session) -> Planned {
    let article = open_article(session)?;
    let edits = state_edit(session, article, ArticleState::Done);
    let next = next_to_do(session, article);
    let view = next.map_or_else(|| session.view().clone(), |id| opened(session, id));
    let plan = Plan { view, ..Plan::change(session, "Mark as done", edits.into_iter().collect()) };
    Ok(if next.is_none() { plan.saying("Done. Every article of the list is done") } else { plan })
}

/// The first article behind this one, and round again, that is not done.
fn next_to_do(session: &Session, article: ArticleId) -> Option<ArticleId> {
    let ids = session.list().ids();
    let at = session.list().position(article).map_or(0, |at| at + 1);
    let (before, behind) = ids.split_at_checked(at)?;
    let open = |id: &&ArticleId| **id != article && session.state(**id) != ArticleState::Done;
    behind.iter().chain(before).find(open).copied()
}

fn state_edit(session: &Session, article: ArticleId, after: ArticleState) -> Option<Edit> {
    let before = session.state(article);
    (before != after).then_some(Edit::State { article, before, after })
}

pub fn set_state(session: &Session, state: ArticleState) -> Planned {
    let article = open_article(session)?;
    let edit = state_edit(session, article, state).ok_or("The article has that state already")?;
    Ok(Plan::change(session, format!("Mark as {}", state.name()), vec![edit]))
}

pub fn set_metadata(session: &Session, field: MetadataField, value: Option<String>) -> Planned {
    let article = open_article(session)?;
    let layer = session.layer();
    let before = layer.and_then(|layer| layer.corrections.get(&field)).cloned();
    let source = session.article().map(|article| field.of(&article.metadata));
    let after = value.map(|value| value.trim().to_owned()).filter(|value| Some(value.as_str()) != source);
    if before == after {
        return Ok(Plan::look(session.view().clone()));
    }
    Ok(Plan::change(session, format!("Correct the {}", field.name()), vec![Edit::Metadata { article, field, before, after }]))
}

pub fn remove(session: &Session) -> Planned {
    let article = open_article(session)?;
    let of = Withdrawn::Article(article);
    let plan = Plan::change(session, "Remove an article", vec![Edit::Withdrawal { of, before: false, after: true }]);
    Ok(plan.saying("Removed from the project; undo puts it back. Its file is left as it is"))
}
