//! Relations: begun at one annotation, finished at another.

use super::{Plan, Planned, Unavailable, open_article, review};
use crate::model::{AnnotationId, ArticleId, Edit, Name, Relation, RelationId, RelationKind};
use crate::session::{Focus, Session, View};

pub fn relate(session: &Session) -> Planned {
    review::own(session, "relate")?;
    let focused = session.focused().ok_or("Focus an annotation first; a relation begins there")?;
    match session.view().relating {
        Some(from) if from != focused.id => relate_to(session, focused.id, None),
        _ => begin(session, focused.id),
    }
}

fn begin(session: &Session, from: AnnotationId) -> Planned {
    let label = session.annotation(from).map(|a| a.label.clone()).ok_or("That annotation is gone")?;
    let leads_on = |kind: &RelationKind| kind.from.is_empty() || kind.from.contains(&label);
    if !session.project().scheme.relations.iter().any(leads_on) {
        let name = session.label_name(&label);
        return Err(Unavailable(format!("The scheme has no relation that begins at a {name}")));
    }
    let view = View { relating: Some(from), ..session.view().clone() };
    Ok(Plan::look(view).saying("Choose the other end with Tab or a click, then R or Enter; Esc gives up"))
}

/// The kinds of relation that may lead from the annotation begun at to another.
pub fn kinds(session: &Session, to: AnnotationId) -> Vec<&RelationKind> {
    let label = |id| session.annotation(id).map(|annotation| annotation.label.as_ref());
    let ends = session.view().relating.and_then(label).zip(label(to));
    ends.map(|(from, to)| session.project().scheme.relations_between(from, to).collect()).unwrap_or_default()
}

pub fn relate_to(session: &Session, to: AnnotationId, kind: Option<&Name>) -> Planned {
    review::own(session, "relate")?;
    let article = open_article(session)?;
    let from = session.view().relating.ok_or("No relation has been begun")?;
    session.annotation(to).ok_or("That annotation is gone")?;
    if from == to {
        return Err("A relation needs two different annotations".into());
    }
    let kinds = kinds(session, to);
    let chosen = match (kind, kinds.as_slice()) {
        (Some(id), _) => kinds.iter().find(|kind| kind.id == *id),
        (None, [_, _, ..]) => return Err(Unavailable(format!("Choose how they are related: {}", names(&kinds)))),
        (None, kinds) => kinds.first(),
    };
    let Some(chosen) = chosen else {
        let label = |id| session.annotation(id).map(|a| session.label_name(&a.label)).unwrap_or_default();
        return Err(Unavailable(format!("No relation leads from a {} to a {}", label(from), label(to))));
    };
    let plan = linked(session, article, (from, to), chosen)?;
    let view = View { relating: None, focus: Some(Focus::Annotation(from)), ..session.view().clone() };
    Ok(Plan { view, ..plan })
}

fn linked(session: &Session, article: ArticleId, (from, to): (AnnotationId, AnnotationId), kind: &RelationKind) -> Planned {
    let exists = |relation: &Relation| (relation.from, relation.to, &relation.kind) == (from, to, &kind.id);
    if session.layer().is_some_and(|layer| layer.relations.values().any(exists)) {
        return Err(Unavailable(format!("They are already related as “{}”", kind.name)));
    }
    let id = RelationId(session.ids.next());
    let relation = Relation { id, kind: kind.id.clone(), from, to, created: session.clock.now() };
    let edit = Edit::Relation { article, before: None, after: Some(relation) };
    Ok(Plan::change(session, format!("Relate as {}", kind.name), vec![edit]))
}

/// Relates two annotations, wherever the focus is, and leaves it there.
pub fn link(session: &Session, from: AnnotationId, to: AnnotationId, kind: &Name) -> Planned {
    review::own(session, "relate")?;
    let article = open_article(session)?;
    let label = |id| session.annotation(id).map(|annotation| annotation.label.as_ref()).ok_or("That annotation is gone");
    let (begins, ends) = (label(from)?, label(to)?);
    let kind = session.project().scheme.relations_between(begins, ends).find(|known| known.id == *kind);
    let kind = kind.ok_or("The scheme does not have that relation between the two")?;
    linked(session, article, (from, to), kind)
}

fn names(kinds: &[&RelationKind]) -> String {
    kinds.iter().map(|kind| kind.name.as_str()).collect::<Vec<_>>().join(", ")
}

pub fn unrelate(session: &Session, id: RelationId) -> Planned {
    let article = open_article(session)?;
    let relation = session.layer().and_then(|layer| layer.relations.get(&id)).ok_or("That relation is gone")?;
    Ok(Plan::change(session, "Remove a relation", vec![Edit::Relation { article, before: Some(relation.clone()), after: None }]))
}

impl Session {
    /// The kinds of relation that the one begun may be, if it ends at this annotation.
    pub fn relation_kinds(&self, to: AnnotationId) -> Vec<&RelationKind> {
        kinds(self, to)
    }
}
