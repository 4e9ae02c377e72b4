//! An edit: one change as a value that holds *before* and *after*, so that it can be checked, applied, inverted, merged and
//! described with nothing else at hand.
//!
//! Contract, tested for every kind by one helper (`tests/support`): `apply` changes the project only if *before* is what
//! stands there; `inverse` then takes it back exactly; an edit that `check` passes leaves every invariant standing.

use super::annotation::Annotation;
use super::article::MetadataField;
use super::ids::{AnnotationId, Annotator, ArticleId, Name};
use super::layer::{ArticleLayer, ArticleState, Withdrawn};
use super::project::Project;
use super::relation::Relation;
use super::review::{Comment, ProblemKey, Verdict};
use super::saved::Saved;
use super::scheme::{Label, RelationKind};
use super::suggestion::SuggestionKey;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

mod check;

pub use check::{Refusal, label_uses};

/// One change. Labels, relation kinds, the name and the guidelines are shared; all others change the layer of the annotator who commits it.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "every kind has its before and after")]
pub enum Edit {
    /// An annotation added, changed or removed.
    Annotation { article: ArticleId, before: Option<Box<Annotation>>, after: Option<Box<Annotation>> },
    /// A relation added, changed or removed.
    Relation { article: ArticleId, before: Option<Relation>, after: Option<Relation> },
    /// How far the annotator has come with an article.
    State { article: ArticleId, before: ArticleState, after: ArticleState },
    /// A corrected metadata field; `None` is what the source said.
    Metadata { article: ArticleId, field: MetadataField, before: Option<String>, after: Option<String> },
    /// A suggestion dismissed for good (`true`) or offered again.
    Dismissal { article: ArticleId, suggestion: SuggestionKey, before: bool, after: bool },
    /// The older article of which an article is a newer copy.
    Succession { article: ArticleId, before: Option<ArticleId>, after: Option<ArticleId> },
    /// An annotation of an older copy that is not to be carried over to this article (`true`), or is offered again.
    LeftOut { article: ArticleId, annotation: AnnotationId, before: bool, after: bool },
    /// What the annotator decided about an annotation, their own or another's; `None` when nothing.
    Verdict { article: ArticleId, annotation: AnnotationId, before: Option<Box<Verdict>>, after: Option<Box<Verdict>> },
    /// A comment added, changed or removed.
    Comment { article: ArticleId, before: Option<Comment>, after: Option<Comment> },
    /// A problem that may stay, with the reason; `None` when it is to be told.
    Waiver { article: ArticleId, problem: ProblemKey, before: Option<String>, after: Option<String> },
    /// A search, a tagging rule or a sample kept under a name.
    Saved { name: Name, before: Option<Box<Saved>>, after: Option<Box<Saved>> },
    /// An article or batch taken out of the project (`true`) or put back. Putting back a batch that is not out changes
    /// nothing: so is an import recorded, and undoing it takes the batch out.
    Withdrawal { of: Withdrawn, before: bool, after: bool },
    /// A label at its place in the scheme, added, changed, moved or removed.
    Label { before: Option<(usize, Label)>, after: Option<(usize, Label)> },
    /// A relation kind at its place in the scheme, added, changed, moved or removed.
    RelationKind { before: Option<(usize, RelationKind)>, after: Option<(usize, RelationKind)> },
    /// The project's name.
    Name { before: String, after: String },
    /// The guidelines.
    Guidelines { before: String, after: String },
}

impl Edit {
    /// The edit that takes this one back.
    pub fn inverse(&self) -> Self {
        let mut inverse = self.clone();
        match &mut inverse {
            Self::Annotation { before, after, .. } => std::mem::swap(before, after),
            Self::Relation { before, after, .. } => std::mem::swap(before, after),
            Self::State { before, after, .. } => std::mem::swap(before, after),
            Self::Metadata { before, after, .. } => std::mem::swap(before, after),
            Self::Dismissal { before, after, .. }
            | Self::LeftOut { before, after, .. }
            | Self::Withdrawal { before, after, .. } => std::mem::swap(before, after),
            Self::Succession { before, after, .. } => std::mem::swap(before, after),
            Self::Verdict { before, after, .. } => std::mem::swap(before, after),
            Self::Comment { before, after, .. } => std::mem::swap(before, after),
            Self::Waiver { before, after, .. } => std::mem::swap(before, after),
            Self::Saved { before, after, .. } => std::mem::swap(before, after),
            Self::Label { before, after } => std::mem::swap(before, after),
            Self::RelationKind { before, after } => std::mem::swap(before, after),
            Self::Name { before, after } | Self::Guidelines { before, after } => std::mem::swap(before, after),
        }
        inverse
    }

    /// Takes a later edit of the same thing into this one; `false`, with nothing changed, when it is of another thing.
    pub fn absorb(&mut self, later: &Self) -> bool {
        match (self, later) {
            (Self::Annotation { article, before: first, after }, Self::Annotation { article: same, before, after: last })
                if article == same && after.is_some() && after == before && (first.is_some() || last.is_some()) =>
            {
                after.clone_from(last);
                true
            }
            (Self::Metadata { article, field, after, .. }, Self::Metadata { article: same, field: too, before, after: last })
                if (&*article, &*field, &*after) == (same, too, before) =>
            {
                after.clone_from(last);
                true
            }
            (Self::State { article, after, .. }, Self::State { article: same, before, after: last })
                if (&*article, &*after) == (same, before) =>
            {
                *after = *last;
                true
            }
            (
                Self::Verdict { article, annotation, after, .. },
                Self::Verdict { article: same, annotation: too, before, after: last },
            ) if (&*article, &*annotation, &*after) == (same, too, before) => {
                after.clone_from(last);
                true
            }
            (
                Self::Dismissal { article, suggestion, after, .. },
                Self::Dismissal { article: same, suggestion: too, before, after: last },
            ) if (&*article, &*suggestion, &*after) == (same, too, before) => {
                *after = *last;
                true
            }
            _ => false,
        }
    }

    /// The article it concerns, if it concerns one.
    pub fn article(&self) -> Option<ArticleId> {
        match self {
            Self::Annotation { article, .. }
            | Self::Relation { article, .. }
            | Self::State { article, .. }
            | Self::Metadata { article, .. }
            | Self::Dismissal { article, .. }
            | Self::Succession { article, .. }
            | Self::LeftOut { article, .. }
            | Self::Verdict { article, .. }
            | Self::Comment { article, .. }
            | Self::Waiver { article, .. }
            | Self::Withdrawal { of: Withdrawn::Article(article), .. } => Some(*article),
            _ => None,
        }
    }

    /// The annotations it concerns: at most the two ends of a relation, as they were and as they are.
    pub fn annotations(&self) -> [Option<AnnotationId>; 4] {
        match self {
            Self::Annotation { before, after, .. } => {
                let id = |end: &Option<Box<Annotation>>| end.as_ref().map(|annotation| annotation.id);
                [id(before).or(id(after)), None, None, None]
            }
            Self::Relation { before, after, .. } => {
                let ends = |end: &Option<Relation>| (end.as_ref().map(|r| r.from), end.as_ref().map(|r| r.to));
                let ((from, to), (now_from, now_to)) = (ends(before), ends(after));
                [from, to, now_from, now_to]
            }
            Self::LeftOut { annotation, .. } | Self::Verdict { annotation, .. } => [Some(*annotation), None, None, None],
            Self::Comment { before, after, .. } => {
                let speaks_of = |end: &Option<Comment>| end.as_ref().map(|comment| comment.annotation);
                [speaks_of(before), speaks_of(after), None, None]
            }
            _ => [None; 4],
        }
    }

    /// Whether it changes `project.ron`, which all annotators share.
    pub fn is_shared(&self) -> bool {
        matches!(self, Self::Label { .. } | Self::RelationKind { .. } | Self::Name { .. } | Self::Guidelines { .. })
    }

    /// Applies it on behalf of an annotator, if *before* is what stands there; else changes nothing.
    pub fn apply(&self, project: &mut Project, by: &Annotator) -> Result<(), Refusal> {
        self.check_before(project, by)?;
        match self {
            Self::Annotation { article, before, after } => {
                let layer = article_layer(project, by, *article);
                if before.as_deref().is_some_and(|annotation| !layer.remove(annotation)) {
                    return Err(Refusal::Changed(self.subject()));
                }
                after.iter().for_each(|annotation| layer.insert((**annotation).clone()));
            }
            Self::Relation { article, before, after } => {
                let layer = article_layer(project, by, *article);
                before.iter().for_each(|relation| drop(layer.relations.remove(&relation.id)));
                layer.relations.extend(after.iter().map(|relation| (relation.id, relation.clone())));
            }
            Self::State { article, after, .. } => article_layer(project, by, *article).state = *after,
            Self::Metadata { article, field, after, .. } => {
                set(&mut article_layer(project, by, *article).corrections, field, after.as_ref());
            }
            Self::Dismissal { article, suggestion, after, .. } => {
                put(&mut article_layer(project, by, *article).dismissed, suggestion, *after);
            }
            Self::Succession { article, after, .. } => article_layer(project, by, *article).replaces = *after,
            Self::LeftOut { article, annotation, after, .. } => {
                put(&mut article_layer(project, by, *article).left_out, annotation, *after);
            }
            Self::Verdict { article, annotation, after, .. } => {
                set(&mut article_layer(project, by, *article).verdicts, annotation, after.as_deref());
            }
            Self::Comment { article, before, after } => {
                let comments = &mut article_layer(project, by, *article).comments;
                before.iter().for_each(|comment| drop(comments.remove(&comment.id)));
                comments.extend(after.iter().map(|comment| (comment.id, comment.clone())));
            }
            Self::Waiver { article, problem, after, .. } => {
                set(&mut article_layer(project, by, *article).waived, problem, after.as_ref());
            }
            Self::Saved { name, after, .. } => set(&mut project.layer_mut(by).saved, name, after.as_deref()),
            Self::Withdrawal { of, after, .. } => {
                put(&mut project.layer_mut(by).withdrawn, of, *after);
            }
            Self::Label { before, after } => replace(&mut project.scheme.labels, before.as_ref(), after.as_ref()),
            Self::RelationKind { before, after } => replace(&mut project.scheme.relations, before.as_ref(), after.as_ref()),
            Self::Name { after, .. } => project.name.clone_from(after),
            Self::Guidelines { after, .. } => project.guidelines.clone_from(after),
        }
        if let Some(article) = self.article() {
            drop_if_empty(project, by, article);
        }
        Ok(())
    }

    /// What it changes, in a few words for a person.
    pub fn subject(&self) -> String {
        match self {
            Self::Annotation { before, after, .. } => {
                let label = after.as_ref().or(before.as_ref()).map(|annotation| annotation.label.to_string());
                format!("{} annotation", label.unwrap_or_default())
            }
            Self::Relation { before, after, .. } => {
                let kind = after.as_ref().or(before.as_ref()).map(|relation| relation.kind.to_string());
                format!("“{}” relation", kind.unwrap_or_default())
            }
            Self::State { .. } => "state of an article".to_owned(),
            Self::Metadata { field, .. } => format!("{} of an article", field.name()),
            Self::Dismissal { suggestion, .. } => format!("{} suggestion", suggestion.label),
            Self::Succession { .. } => "older copy of an article".to_owned(),
            Self::LeftOut { .. } => "annotation that is left out".to_owned(),
            Self::Verdict { .. } => "verdict on an annotation".to_owned(),
            Self::Comment { .. } => "comment on an annotation".to_owned(),
            Self::Waiver { problem, .. } => format!("waived problem “{}”", problem.rule),
            Self::Saved { name, .. } => format!("“{name}” that is kept"),
            Self::Withdrawal { of: Withdrawn::Article(_), .. } => "article in the project".to_owned(),
            Self::Withdrawal { of: Withdrawn::Batch(_), .. } => "import batch in the project".to_owned(),
            Self::Label { before, after } => format!("label “{}”", name_of(before, after, |label| &label.name)),
            Self::RelationKind { before, after } => format!("relation “{}”", name_of(before, after, |kind| &kind.name)),
            Self::Name { .. } => "name of the project".to_owned(),
            Self::Guidelines { .. } => "guidelines".to_owned(),
        }
    }
}

fn name_of<T>(before: &Option<(usize, T)>, after: &Option<(usize, T)>, name: impl Fn(&T) -> &String) -> String {
    after.as_ref().or(before.as_ref()).map(|(_, value)| name(value).clone()).unwrap_or_default()
}

/// Sets a value or, with `None`, removes it.
fn set<K: Ord + Clone, V: Clone>(map: &mut BTreeMap<K, V>, key: &K, value: Option<&V>) {
    match value {
        Some(value) => drop(map.insert(key.clone(), value.clone())),
        None => drop(map.remove(key)),
    }
}

/// Puts a thing into a set or takes it out.
fn put<T: Ord + Clone>(set: &mut BTreeSet<T>, thing: &T, is_in: bool) {
    if is_in {
        set.insert(thing.clone());
    } else {
        set.remove(thing);
    }
}

fn article_layer<'a>(project: &'a mut Project, by: &Annotator, article: ArticleId) -> &'a mut ArticleLayer {
    Arc::make_mut(project.layer_mut(by).articles.entry(article).or_default())
}

/// Keeps a layer equal to what a fresh reading of its file gives: articles without anything are absent.
fn drop_if_empty(project: &mut Project, by: &Annotator, article: ArticleId) {
    let articles = &mut project.layer_mut(by).articles;
    if articles.get(&article).is_some_and(|layer| layer.is_empty()) {
        articles.remove(&article);
    }
}

fn replace<T: Clone>(list: &mut Vec<T>, before: Option<&(usize, T)>, after: Option<&(usize, T)>) {
    if let Some((at, _)) = before {
        list.remove(*at);
    }
    if let Some((at, value)) = after {
        list.insert((*at).min(list.len()), value.clone());
    }
}

/// Whether `before` stands at its place in the list; nothing of that id stands there when `before` is `None`.
fn stands<T: PartialEq>(list: &[T], before: Option<&(usize, T)>, after: Option<&(usize, T)>, id: impl Fn(&T) -> &Name) -> bool {
    match before {
        // Out of the list first, then in again: the last place is one less.
        Some((at, value)) => list.get(*at) == Some(value) && after.is_none_or(|(to, _)| *to < list.len()),
        None => after.is_none_or(|(at, value)| *at <= list.len() && list.iter().all(|other| id(other) != id(value))),
    }
}
