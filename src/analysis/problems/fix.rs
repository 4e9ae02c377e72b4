//! What would mend a problem, and the edits that do it.

use super::Problem;
use crate::model::{
    Annotation, AnnotationId, Annotator, ArticleId, ArticleLayer, ArticleState, Edit, Name, Project, Relation, Span, Value,
};
use std::collections::BTreeSet;

/// What would mend a problem.
#[derive(Clone, PartialEq, Debug)]
pub enum Fix {
    /// These attributes get these values.
    Set(Vec<(Name, Value)>),
    /// The annotation is put here.
    Place(Span),
    /// The annotation goes, and its twin takes over its attributes and relations.
    Merge(AnnotationId),
    /// The article is in progress again.
    Reopen,
}

impl Fix {
    /// What it does, in a few words for a button.
    pub fn words(&self) -> String {
        match self {
            Self::Set(pairs) => {
                let set = |(name, value): &(Name, Value)| format!("{name} to {value}");
                format!("Set {}", pairs.iter().map(set).collect::<Vec<_>>().join(" and "))
            }
            Self::Place(_) => "Put it there".to_owned(),
            Self::Merge(_) => "Delete the twin".to_owned(),
            Self::Reopen => "Set back to in progress".to_owned(),
        }
    }
}

impl Problem {
    /// The edits that mend it; `None` where there is no fix, or where things have changed since it was found.
    pub fn edits(&self, project: &Project, annotator: &Annotator, article: ArticleId) -> Option<Vec<Edit>> {
        let layer = project.article_layer(annotator, article)?;
        let fix = self.fix.as_deref()?;
        if *fix == Fix::Reopen {
            let before = Some(layer.state).filter(|state| *state == ArticleState::Done)?;
            return Some(vec![Edit::State { article, before, after: ArticleState::InProgress }]);
        }
        let annotation = self.annotation.and_then(|id| layer.annotation(id)).filter(|found| found.span == self.span)?;
        let change = |alter: &dyn Fn(&mut Annotation)| {
            let mut after = annotation.clone();
            alter(&mut after);
            (after != *annotation).then(|| vec![changed(article, annotation, Some(after))])
        };
        match fix {
            Fix::Set(pairs) => {
                change(&|after| pairs.iter().for_each(|(name, value)| after.attributes.set(name.clone(), Some(value.clone()))))
            }
            Fix::Place(span) => change(&|after| {
                after.span = *span;
                after.displaced = None;
            }),
            Fix::Merge(kept) => merged(article, layer, annotation, layer.annotation(*kept)?),
            Fix::Reopen => None,
        }
    }
}

fn changed(article: ArticleId, before: &Annotation, after: Option<Annotation>) -> Edit {
    Edit::Annotation { article, before: Some(Box::new(before.clone())), after: after.map(Box::new) }
}

/// Gives the kept one what only its twin has, then takes the twin away.
fn merged(article: ArticleId, layer: &ArticleLayer, twin: &Annotation, kept: &Annotation) -> Option<Vec<Edit>> {
    if (kept.span, &kept.label) != (twin.span, &twin.label) || kept.id == twin.id {
        return None;
    }
    let mut after = kept.clone();
    for (name, value) in twin.attributes.iter().filter(|(name, _)| kept.attributes.get(name).is_none()) {
        after.attributes.set(name.clone(), Some(value.clone()));
    }
    if after.note.is_empty() {
        after.note.clone_from(&twin.note);
    }
    let mut edits = if after == *kept { Vec::new() } else { vec![changed(article, kept, Some(after))] };
    let ends = |relation: &Relation| (relation.kind.clone(), relation.from, relation.to);
    let mut standing: BTreeSet<(Name, AnnotationId, AnnotationId)> = layer.relations.values().map(ends).collect();
    for relation in layer.relations_of(twin.id) {
        let moved = |id| if id == twin.id { kept.id } else { id };
        let after = Relation { from: moved(relation.from), to: moved(relation.to), ..relation.clone() };
        let is_new = after.from != after.to && standing.insert(ends(&after));
        edits.push(Edit::Relation { article, before: Some(relation.clone()), after: is_new.then_some(after) });
    }
    edits.push(changed(article, twin, None));
    Some(edits)
}
