//! One change to many annotations as one transaction. What cannot be changed is left and counted.

use super::{Plan, Planned, Unavailable, review, tag};
use crate::model::{
    Annotation, AnnotationId, Annotator, ArticleId, ArticleLayer, Comment, CommentId, Edit, Label, Name, Relation, RelationId,
    RelationKind, Value,
};
use crate::session::{Bulk, BulkChange, Focus, Session, View};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What a bulk change comes to.
#[derive(Default)]
struct Sum {
    edits: Vec<Edit>,
    changed: usize,
    /// Changes of others' annotations that were proposed.
    proposed: usize,
    /// Those that need no change.
    same: usize,
    /// Those left as they are, by the reason.
    left: BTreeMap<&'static str, usize>,
}

impl Sum {
    fn leave(&mut self, reason: &'static str) {
        *self.left.entry(reason).or_default() += 1;
    }
}

/// One annotation of a bulk change.
struct One<'a> {
    article: ArticleId,
    annotation: &'a Annotation,
    is_own: bool,
}

impl One<'_> {
    /// The annotation as it is, or as it was proposed before.
    fn latest(&self, session: &Session) -> Annotation {
        if self.is_own { self.annotation.clone() } else { review::proposed(session, self.article, self.annotation) }
    }
}

pub fn bulk(session: &Session, bulk: &Bulk) -> Planned {
    let mut sum = Sum::default();
    let all: Vec<One<'_>> = bulk.of.iter().filter_map(|(article, who, id)| found(session, *article, who, *id)).collect();
    let gone = bulk.of.len() - all.len();
    (0..gone).for_each(|_| sum.leave("gone"));
    let name = match &bulk.change {
        BulkChange::Relabel(label) => relabel(session, &all, label, &mut sum)?,
        BulkChange::Set { attribute, value } => set(session, &all, attribute, value.as_ref(), &mut sum),
        BulkChange::Judge(status) => {
            for one in &all {
                match review::judging(session, one.article, one.annotation, *status) {
                    Some(edit) => add(&mut sum, edit),
                    None => sum.same += 1,
                }
            }
            review::judged(*status).to_owned()
        }
        BulkChange::Comment(words) => comment(session, &all, words.trim(), &mut sum)?,
        BulkChange::Delete => {
            delete(session, &all, &mut sum);
            "Delete".to_owned()
        }
        BulkChange::Link(kind) => link(session, &all, kind, &mut sum)?,
    };
    plan(session, &name, sum)
}

fn plan(session: &Session, name: &str, sum: Sum) -> Planned {
    let counted = |count: usize| if count == 1 { "1 annotation".to_owned() } else { format!("{count} annotations") };
    let left: Vec<String> = sum.left.iter().map(|(reason, count)| format!("{count} left: {reason}")).collect();
    let done = sum.changed + sum.proposed;
    if done == 0 {
        let same = (sum.same > 0).then(|| format!("{} so already", counted(sum.same)));
        let words: Vec<String> = same.into_iter().chain(left).collect();
        return Err(Unavailable(format!("Nothing to change; {}", words.join(", "))));
    }
    let proposed = (sum.proposed > 0).then(|| format!("{} of others proposed", sum.proposed));
    let same = (sum.same > 0).then(|| format!("{} so already", sum.same));
    let others: Vec<String> = proposed.into_iter().chain(same).chain(left).collect();
    let words = if others.is_empty() { String::new() } else { format!(" ({})", others.join(", ")) };
    // What has the focus may be gone.
    let gone = |id: AnnotationId| {
        sum.edits.iter().any(|edit| matches!(edit, Edit::Annotation { before: Some(before), after: None, .. } if before.id == id))
    };
    let focus = session.view().focus.clone().filter(|focus| !matches!(focus, Focus::Annotation(id) if gone(*id)));
    let view = View { focus, relating: None, ..session.view().clone() };
    let name = format!("{name}: {}", counted(done));
    let said = format!("{name}{words}");
    Ok(Plan { view, ..Plan::change(session, name, sum.edits) }.saying(said))
}

fn found<'a>(session: &'a Session, article: ArticleId, who: &Annotator, id: AnnotationId) -> Option<One<'a>> {
    let annotation = session.project().article_layer(who, article)?.annotation(id)?;
    Some(One { article, annotation, is_own: who == session.annotator() })
}

fn add(sum: &mut Sum, edit: Edit) {
    sum.edits.push(edit);
    sum.changed += 1;
}

fn relabel(session: &Session, all: &[One<'_>], label: &Name, sum: &mut Sum) -> Result<String, Unavailable> {
    let label = session.project().scheme.label(label).ok_or("The scheme has no such label")?;
    let mut broken = HashSet::new();
    let relabelled: HashMap<AnnotationId, &Name> = all.iter().map(|one| (one.annotation.id, &label.id)).collect();
    for one in all {
        let before = one.latest(session);
        if before.label == label.id {
            sum.same += 1;
            continue;
        }
        let attributes = tag::kept_values(&before, label);
        let after = Annotation { label: label.id.clone(), attributes, ..before };
        if one.is_own {
            let relations = own_layer(session, one.article).into_iter().flat_map(|layer| {
                let relations = layer.relations_of(one.annotation.id);
                relations.filter(|relation| tag::breaks(session, layer, relation, &relabelled))
            });
            let fresh = relations.filter(|relation| broken.insert(relation.id));
            sum.edits.extend(fresh.map(|relation| without(one.article, relation)));
        }
        alter(session, one, after, sum);
    }
    Ok(format!("Relabel as {}", label.name.to_lowercase()))
}

fn set(session: &Session, all: &[One<'_>], attribute: &Name, value: Option<&Value>, sum: &mut Sum) -> String {
    let scheme = &session.project().scheme;
    let takes =
        |label: &Label| label.attribute(attribute).is_some_and(|known| value.is_none_or(|value| known.kind.admits(value)));
    for one in all {
        let before = one.latest(session);
        if !scheme.label(&before.label).is_some_and(takes) {
            sum.leave("their label has no such value");
            continue;
        }
        let mut after = before.clone();
        after.attributes.set(attribute.clone(), value.cloned());
        if after == before {
            sum.same += 1;
        } else {
            alter(session, one, after, sum);
        }
    }
    let named = scheme.labels.iter().find_map(|label| label.attribute(attribute)).map(|known| known.name.to_lowercase());
    format!("Set {}", named.as_deref().unwrap_or(attribute))
}

/// Changes one's own annotation, or proposes the change of another's.
fn alter(session: &Session, one: &One<'_>, after: Annotation, sum: &mut Sum) {
    if one.is_own {
        let before = Some(Box::new(one.annotation.clone()));
        add(sum, Edit::Annotation { article: one.article, before, after: Some(Box::new(after)) });
    } else {
        sum.edits.push(review::correcting(session, one.article, one.annotation, &after));
        sum.proposed += 1;
    }
}

fn comment(session: &Session, all: &[One<'_>], words: &str, sum: &mut Sum) -> Result<String, Unavailable> {
    if words.is_empty() {
        return Err("A comment needs words".into());
    }
    let at = session.clock.now();
    for one in all {
        let after = Comment { id: CommentId(session.ids.next()), annotation: one.annotation.id, words: words.into(), at };
        add(sum, Edit::Comment { article: one.article, before: None, after: Some(after) });
    }
    Ok("Comment".to_owned())
}

fn delete(session: &Session, all: &[One<'_>], sum: &mut Sum) {
    let mut gone = HashSet::new();
    for one in all {
        if !one.is_own {
            sum.leave("another’s; reject them instead");
            continue;
        }
        let relations = own_layer(session, one.article).into_iter().flat_map(|layer| layer.relations_of(one.annotation.id));
        let fresh = relations.filter(|relation| gone.insert(relation.id));
        sum.edits.extend(fresh.map(|relation| without(one.article, relation)));
        let before = Some(Box::new(one.annotation.clone()));
        add(sum, Edit::Annotation { article: one.article, before, after: None });
    }
}

fn link(session: &Session, all: &[One<'_>], kind: &Name, sum: &mut Sum) -> Result<String, Unavailable> {
    let kind = session.project().scheme.relation(kind).ok_or("The scheme has no such relation")?;
    let mut first: HashMap<ArticleId, &Annotation> = HashMap::new();
    for one in all {
        if !one.is_own {
            sum.leave("another’s");
            continue;
        }
        let from = *first.entry(one.article).or_insert(one.annotation);
        if from.id != one.annotation.id {
            relate(session, one, from, kind, sum);
        }
    }
    Ok(format!("Relate as {}", kind.name))
}

fn relate(session: &Session, one: &One<'_>, from: &Annotation, kind: &RelationKind, sum: &mut Sum) {
    let to = one.annotation;
    let is_there = |relation: &Relation| (relation.from, relation.to, &relation.kind) == (from.id, to.id, &kind.id);
    if !kind.allows(&from.label, &to.label) {
        return sum.leave("their labels cannot be related so");
    }
    if own_layer(session, one.article).is_some_and(|layer| layer.relations.values().any(is_there)) {
        sum.same += 1;
        return;
    }
    let id = RelationId(session.ids.next());
    let relation = Relation { id, kind: kind.id.clone(), from: from.id, to: to.id, created: session.clock.now() };
    add(sum, Edit::Relation { article: one.article, before: None, after: Some(relation) });
}

fn own_layer(session: &Session, article: ArticleId) -> Option<&ArticleLayer> {
    session.project().article_layer(session.annotator(), article)
}

fn without(article: ArticleId, relation: &Relation) -> Edit {
    Edit::Relation { article, before: Some(relation.clone()), after: None }
}
