//! Whether an edit may be made: *before* stands there, and *after* breaks no rule and orphans nothing.

use super::{Edit, stands};
use crate::model::annotation::{Annotation, Attributes};
use crate::model::ids::{AnnotationId, Annotator, ArticleId};
use crate::model::layer::Withdrawn;
use crate::model::project::Project;
use crate::model::relation::Relation;
use crate::model::review::{Comment, Verdict};
use crate::model::scheme::{Label, RelationKind, Scheme};
use crate::model::span::SpanFault;
use crate::model::suggestion::SuggestionKey;

/// Why an edit is not made.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum Refusal {
    #[error("the {0} is no longer as it was when this was begun")]
    Changed(String),
    #[error("the article is not in this project")]
    NoArticle,
    #[error("the scheme has no label “{0}”")]
    NoLabel(String),
    #[error("these words cannot be tagged: {0}")]
    Span(#[from] SpanFault),
    #[error("“{label}” has no attribute “{attribute}” that takes “{value}”")]
    Attribute { label: String, attribute: String, value: String },
    #[error("the annotation still has {}; remove what links it first", counted(*.0, "relation"))]
    HasRelations(usize),
    #[error("a relation needs two different annotations of the article that exist")]
    NoEnd,
    #[error("“{kind}” does not lead from {from} to {to}")]
    Ends { kind: String, from: String, to: String },
    #[error("the label “{name}” is used by {}; relabel or delete what uses it first", counted(*.uses, "annotation"))]
    LabelInUse { name: String, uses: usize },
    #[error("“{attribute}” has a value that would be lost in {}", counted(*.uses, "annotation"))]
    AttributeInUse { attribute: String, uses: usize },
    #[error("“{name}” is the kind of {} that would be lost; remove what uses it first", counted(*.uses, "relation"))]
    RelationInUse { name: String, uses: usize },
    #[error("an article cannot be a newer copy of itself, or of one that is a newer copy of it")]
    Circle,
    #[error("{0}")]
    Scheme(String),
    #[error("a name must not be empty")]
    EmptyName,
    #[error("the annotation it speaks of is not there")]
    NoAnnotation,
    #[error("{0} needs words")]
    NoWords(&'static str),
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

impl Edit {
    /// Says why it may not be made now.
    pub fn check(&self, project: &Project, by: &Annotator) -> Result<(), Refusal> {
        self.check_before(project, by)?;
        match self {
            Self::Annotation { article, before, after } => {
                check_annotation(project, by, *article, before.as_deref(), after.as_deref())
            }
            Self::Relation { article, after, .. } => {
                after.as_ref().map_or(Ok(()), |relation| check_relation(project, by, *article, relation))
            }
            Self::State { article, .. } | Self::Metadata { article, .. } | Self::LeftOut { article, .. } => {
                known(project, *article)
            }
            Self::Dismissal { article, suggestion, after, .. } => check_dismissal(project, *article, suggestion, *after),
            Self::Succession { article, after, .. } => check_succession(project, by, *article, *after),
            Self::Verdict { article, annotation, after, .. } => {
                after.as_ref().map_or(Ok(()), |verdict| check_verdict(project, *article, *annotation, verdict))
            }
            Self::Comment { article, before, after } => check_comment(project, *article, before.as_ref(), after.as_ref()),
            Self::Waiver { article, after, .. } => {
                known(project, *article)?;
                check_words(after.as_deref(), "a reason")
            }
            Self::Saved { name, after, .. } => check_words(after.as_ref().map(|_| name.as_ref()), "a name"),
            Self::Withdrawal { .. } | Self::Guidelines { .. } => Ok(()),
            Self::Label { before, after } => {
                check_label(project, before.as_ref().map(|(_, l)| l), after.as_ref().map(|(_, l)| l))?;
                self.check_scheme(project, by)
            }
            Self::RelationKind { before, after } => {
                check_relation_kind(project, before.as_ref().map(|(_, k)| k), after.as_ref().map(|(_, k)| k))?;
                self.check_scheme(project, by)
            }
            Self::Name { after, .. } => {
                if after.trim().is_empty() {
                    Err(Refusal::EmptyName)
                } else {
                    Ok(())
                }
            }
        }
    }

    /// Says whether *before* is what stands there.
    pub(super) fn check_before(&self, project: &Project, by: &Annotator) -> Result<(), Refusal> {
        let layer = |article: &ArticleId| project.article_layer(by, *article);
        let fits = match self {
            Self::Annotation { article, before: Some(before), after } => {
                let same_id = after.as_ref().is_none_or(|after| after.id == before.id);
                same_id && layer(article).and_then(|layer| layer.annotation(before.id)) == Some(&**before)
            }
            Self::Annotation { article, before: None, after } => {
                after.as_ref().is_some_and(|after| layer(article).is_none_or(|layer| layer.annotation(after.id).is_none()))
            }
            Self::Relation { article, before, after } => {
                let id = before.as_ref().or(after.as_ref()).map(|relation| relation.id);
                let standing = id.and_then(|id| layer(article)?.relations.get(&id));
                let same_id = after.as_ref().is_none_or(|after| Some(after.id) == id);
                id.is_some() && same_id && standing == before.as_ref()
            }
            Self::State { article, before, .. } => layer(article).map(|layer| layer.state).unwrap_or_default() == *before,
            Self::Metadata { article, field, before, .. } => {
                layer(article).and_then(|layer| layer.corrections.get(field)) == before.as_ref()
            }
            Self::Dismissal { article, suggestion, before, .. } => {
                layer(article).is_some_and(|layer| layer.dismissed.contains(suggestion)) == *before
            }
            Self::Succession { article, before, .. } => layer(article).and_then(|layer| layer.replaces) == *before,
            Self::LeftOut { article, annotation, before, .. } => {
                layer(article).is_some_and(|layer| layer.left_out.contains(annotation)) == *before
            }
            Self::Verdict { article, annotation, before, .. } => {
                layer(article).and_then(|layer| layer.verdicts.get(annotation)) == before.as_deref()
            }
            Self::Comment { article, before, after } => {
                let id = before.as_ref().or(after.as_ref()).map(|comment| comment.id);
                let standing = id.and_then(|id| layer(article)?.comments.get(&id));
                let same_id = after.as_ref().is_none_or(|after| Some(after.id) == id);
                id.is_some() && same_id && standing == before.as_ref()
            }
            Self::Waiver { article, problem, before, .. } => {
                layer(article).and_then(|layer| layer.waived.get(problem)) == before.as_ref()
            }
            Self::Saved { name, before, .. } => {
                project.layers.get(by).and_then(|layer| layer.saved.get(name)) == before.as_deref()
            }
            Self::Withdrawal { of, before, after } => {
                let standing = project.layers.get(by).is_some_and(|layer| layer.withdrawn.contains(of));
                let records_import = matches!(of, Withdrawn::Batch(_)) && !*after && !standing;
                standing == *before || records_import
            }
            Self::Label { before, after } => stands(&project.scheme.labels, before.as_ref(), after.as_ref(), |label| &label.id),
            Self::RelationKind { before, after } => {
                stands(&project.scheme.relations, before.as_ref(), after.as_ref(), |kind| &kind.id)
            }
            Self::Name { before, .. } => project.name == *before,
            Self::Guidelines { before, .. } => project.guidelines == *before,
        };
        if fits { Ok(()) } else { Err(Refusal::Changed(self.subject())) }
    }

    /// Applies a change of the scheme to a copy of it and looks for faults that were not there before: a scheme that somebody
    /// broke in a text editor can be mended one step at a time.
    fn check_scheme(&self, project: &Project, by: &Annotator) -> Result<(), Refusal> {
        let mut trial = Project::new(String::new(), project.scheme.clone());
        self.apply(&mut trial, by)?;
        let known = project.scheme.faults();
        let fault = trial.scheme.faults().into_iter().find(|fault| !known.contains(fault));
        fault.map_or(Ok(()), |fault| Err(Refusal::Scheme(fault)))
    }
}

fn known(project: &Project, article: ArticleId) -> Result<(), Refusal> {
    project.article(article).map(|_| ()).ok_or(Refusal::NoArticle)
}

/// What is dismissed must be such as could have been accepted; it can always be offered again.
fn check_dismissal(project: &Project, article: ArticleId, suggestion: &SuggestionKey, after: bool) -> Result<(), Refusal> {
    let text = &project.article(article).ok_or(Refusal::NoArticle)?.text;
    if !after {
        return Ok(());
    }
    if project.scheme.label(&suggestion.label).is_none() {
        return Err(Refusal::NoLabel(suggestion.label.to_string()));
    }
    suggestion.span.fault(text).map_or(Ok(()), |fault| Err(Refusal::Span(fault)))
}

fn check_annotation(
    project: &Project,
    by: &Annotator,
    article: ArticleId,
    before: Option<&Annotation>,
    after: Option<&Annotation>,
) -> Result<(), Refusal> {
    let relations = |id| project.article_layer(by, article).into_iter().flat_map(move |layer| layer.relations_of(id));
    let Some(after) = after else {
        let count = before.map_or(0, |before| relations(before.id).count());
        return if count == 0 { Ok(()) } else { Err(Refusal::HasRelations(count)) };
    };
    if before.is_none_or(|before| before.label != after.label || before.attributes != after.attributes) {
        check_values(&project.scheme, &after.label, &after.attributes)?;
    }
    let text = &project.article(article).ok_or(Refusal::NoArticle)?.text;
    if after.displaced.is_none() && before.is_none_or(|before| before.span != after.span || before.displaced.is_some()) {
        after.span.fault(text).map_or(Ok(()), |fault| Err(Refusal::Span(fault)))?;
    }
    if before.is_some_and(|before| before.label != after.label) {
        let label_of = |id| if id == after.id { Some(after.label.clone()) } else { label_of(project, by, article, id) };
        relations(after.id).try_for_each(|relation| {
            let ends = label_of(relation.from).zip(label_of(relation.to)).ok_or(Refusal::NoEnd)?;
            check_ends(&project.scheme, relation, &ends.0, &ends.1)
        })?;
    }
    Ok(())
}

/// What is judged must be there, and a correction such as could be taken over.
fn check_verdict(project: &Project, article: ArticleId, id: AnnotationId, verdict: &Verdict) -> Result<(), Refusal> {
    let text = &project.article(article).ok_or(Refusal::NoArticle)?.text;
    project.annotation(article, id).ok_or(Refusal::NoAnnotation)?;
    let Some(correction) = &verdict.correction else { return Ok(()) };
    check_values(&project.scheme, &correction.label, &correction.attributes)?;
    correction.span.fault(text).map_or(Ok(()), |fault| Err(Refusal::Span(fault)))
}

/// A comment speaks of something that is there, and says something. An old one can always be taken back.
fn check_comment(
    project: &Project,
    article: ArticleId,
    before: Option<&Comment>,
    after: Option<&Comment>,
) -> Result<(), Refusal> {
    known(project, article)?;
    check_words(after.map(|comment| comment.words.as_ref()), "a comment")?;
    let is_new = |comment: &&Comment| before.is_none_or(|before| before.annotation != comment.annotation);
    let speaks_of = after.filter(is_new).map(|comment| comment.annotation);
    let is_there = speaks_of.is_none_or(|id| project.annotation(article, id).is_some());
    if is_there { Ok(()) } else { Err(Refusal::NoAnnotation) }
}

fn check_words(words: Option<&str>, what: &'static str) -> Result<(), Refusal> {
    if words.is_some_and(|words| words.trim().is_empty()) { Err(Refusal::NoWords(what)) } else { Ok(()) }
}

/// Whether the label exists and has the attributes given.
fn check_values(scheme: &Scheme, label: &str, attributes: &Attributes) -> Result<(), Refusal> {
    let label = scheme.label(label).ok_or_else(|| Refusal::NoLabel(label.to_owned()))?;
    attributes.iter().try_for_each(|(id, value)| {
        let admitted = label.attribute(id).is_some_and(|attribute| attribute.kind.admits(value));
        let refusal = || Refusal::Attribute { label: label.name.clone(), attribute: id.to_string(), value: value.to_string() };
        if admitted { Ok(()) } else { Err(refusal()) }
    })
}

fn label_of(project: &Project, by: &Annotator, article: ArticleId, id: AnnotationId) -> Option<crate::model::Name> {
    project.article_layer(by, article)?.annotation(id).map(|annotation| annotation.label.clone())
}

fn check_relation(project: &Project, by: &Annotator, article: ArticleId, relation: &Relation) -> Result<(), Refusal> {
    let from = label_of(project, by, article, relation.from).ok_or(Refusal::NoEnd)?;
    let to = label_of(project, by, article, relation.to).ok_or(Refusal::NoEnd)?;
    if relation.from == relation.to {
        return Err(Refusal::NoEnd);
    }
    check_ends(&project.scheme, relation, &from, &to)
}

fn check_ends(scheme: &Scheme, relation: &Relation, from: &str, to: &str) -> Result<(), Refusal> {
    let allowed = scheme.relation(&relation.kind).is_some_and(|kind| kind.allows(from, to));
    let refusal = || Refusal::Ends { kind: relation.kind.to_string(), from: from.to_owned(), to: to.to_owned() };
    if allowed { Ok(()) } else { Err(refusal()) }
}

fn check_succession(project: &Project, by: &Annotator, article: ArticleId, after: Option<ArticleId>) -> Result<(), Refusal> {
    known(project, article)?;
    after.map_or(Ok(()), |older| known(project, older))?;
    // A file that somebody changed may hold a circle already.
    let ever_older = std::iter::successors(after, |older| project.article_layer(by, *older)?.replaces);
    let is_itself = ever_older.take(project.stored_articles().len()).any(|older| older == article);
    if is_itself { Err(Refusal::Circle) } else { Ok(()) }
}

/// How many annotations of all annotators use a label.
pub fn label_uses(project: &Project, id: &str) -> usize {
    annotations(project).filter(|annotation| annotation.label.as_ref() == id).count()
}

fn annotations(project: &Project) -> impl Iterator<Item = &Annotation> {
    let articles = project.layers.values().flat_map(|layer| layer.articles.values());
    articles.flat_map(|article| article.annotations.iter().chain(&article.displaced))
}

fn check_label(project: &Project, before: Option<&Label>, after: Option<&Label>) -> Result<(), Refusal> {
    if after.is_some_and(|label| label.name.trim().is_empty() || label.id.is_empty()) {
        return Err(Refusal::EmptyName);
    }
    let Some(before) = before else { return Ok(()) };
    let Some(after) = after.filter(|after| after.id == before.id) else {
        let uses = label_uses(project, &before.id);
        return if uses == 0 { Ok(()) } else { Err(Refusal::LabelInUse { name: before.name.clone(), uses }) };
    };
    before.attributes.iter().try_for_each(|attribute| {
        let still_admits = |value| after.attribute(&attribute.id).is_some_and(|now| now.kind.admits(value));
        let of_label = annotations(project).filter(|annotation| annotation.label == before.id);
        let uses = of_label.filter(|a| a.attributes.get(&attribute.id).is_some_and(|value| !still_admits(value))).count();
        let refusal = || Refusal::AttributeInUse { attribute: attribute.name.clone(), uses };
        if uses == 0 { Ok(()) } else { Err(refusal()) }
    })
}

fn check_relation_kind(project: &Project, before: Option<&RelationKind>, after: Option<&RelationKind>) -> Result<(), Refusal> {
    if after.is_some_and(|kind| kind.name.trim().is_empty() || kind.id.is_empty()) {
        return Err(Refusal::EmptyName);
    }
    let Some(before) = before else { return Ok(()) };
    let articles = project.layers.values().flat_map(|layer| layer.articles.values());
    let orphaned = articles.flat_map(|article| {
        article.relations.values().filter(move |relation| {
            let label = |id| article.annotation(id).map(|annotation| annotation.label.as_ref());
            let ends = label(relation.from).zip(label(relation.to));
            let kept =
                after.filter(|after| after.id == before.id).zip(ends).is_some_and(|(kind, (from, to))| kind.allows(from, to));
            relation.kind == before.id && !kept
        })
    });
    let uses = orphaned.count();
    if uses == 0 { Ok(()) } else { Err(Refusal::RelationInUse { name: before.name.clone(), uses }) }
}
