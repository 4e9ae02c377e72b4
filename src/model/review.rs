//! Review: what somebody says of annotations, their own or another's, and of the problems found in an article. All of it
//! stands in the layer of who says it and names the annotation it speaks of.

use super::annotation::{Annotation, Attributes};
use super::ids::{AnnotationId, Annotator, ArticleId, CommentId, Name, Timestamp};
use super::project::Project;
use super::span::Span;

/// Where an annotation stands between the one who made it and those who review it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Status {
    /// Nobody has judged it as it is now.
    #[default]
    Open,
    /// It may stay as it is.
    Approved,
    /// It should not be there.
    Rejected,
    /// It needs somebody's decision: a correction is proposed, or reviewers differ.
    Disputed,
}

impl Status {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Open, Self::Approved, Self::Rejected, Self::Disputed];

    /// The status in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Disputed => "disputed",
        }
    }

    /// The status of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// What an annotation says: where, what, and with which values.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// The words it covers.
    pub span: Span,
    /// Id of a label in the scheme.
    pub label: Name,
    /// Values by attribute id.
    pub attributes: Attributes,
}

impl Reading {
    /// What an annotation says.
    pub fn of(annotation: &Annotation) -> Self {
        Self { span: annotation.span, label: annotation.label.clone(), attributes: annotation.attributes.clone() }
    }

    /// Whether the annotation says exactly this.
    pub fn is_of(&self, annotation: &Annotation) -> bool {
        (self.span, &self.label, &self.attributes) == (annotation.span, &annotation.label, &annotation.attributes)
    }
}

/// What a reviewer decided about an annotation.
#[derive(Clone, PartialEq, Debug)]
pub struct Verdict {
    /// The decision.
    pub status: Status,
    /// What the annotation said then. When it says something else now, the decision no longer counts.
    pub judged: Reading,
    /// What it should say instead.
    pub correction: Option<Reading>,
    /// When.
    pub at: Timestamp,
}

impl Verdict {
    /// What this verdict means for the annotation as it is now: a correction that was taken over is an approval.
    pub fn of(&self, annotation: &Annotation) -> Status {
        if self.correction.as_ref().is_some_and(|correction| correction.is_of(annotation)) {
            Status::Approved
        } else if self.judged.is_of(annotation) {
            self.status
        } else {
            Status::Open
        }
    }

    /// The correction that waits to be taken over.
    pub fn open_correction(&self, annotation: &Annotation) -> Option<&Reading> {
        self.correction.as_ref().filter(|correction| self.judged.is_of(annotation) && !correction.is_of(annotation))
    }
}

/// Words of somebody about an annotation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comment {
    /// Unique in the project.
    pub id: CommentId,
    /// What it speaks of.
    pub annotation: AnnotationId,
    /// The words.
    pub words: Box<str>,
    /// When.
    pub at: Timestamp,
}

/// A problem of an article, by what tells it from the others there.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ProblemKey {
    /// Id of the rule that finds it.
    pub rule: Name,
    /// Where; empty at the beginning when it is of the whole article.
    pub span: Span,
}

impl Project {
    /// What each reviewer decided about an annotation, by name.
    pub fn verdicts(&self, article: ArticleId, annotation: AnnotationId) -> impl Iterator<Item = (&Annotator, &Verdict)> {
        self.layers.iter().filter_map(move |(who, layer)| Some((who, layer.article(article)?.verdicts.get(&annotation)?)))
    }

    /// The status of an annotation: what its reviewers say of it as it is now, and disputed when they differ.
    pub fn status(&self, article: ArticleId, annotation: &Annotation) -> Status {
        let mut status = Status::Open;
        for (_, verdict) in self.verdicts(article, annotation.id) {
            status = match (status, verdict.of(annotation)) {
                (Status::Open, other) | (other, Status::Open) => other,
                (one, other) if one == other => one,
                _ => Status::Disputed,
            };
        }
        status
    }

    /// What was said about an annotation, the oldest first.
    pub fn comments(&self, article: ArticleId, annotation: AnnotationId) -> Vec<(&Annotator, &Comment)> {
        let layers = self.layers.iter().filter_map(|(who, layer)| Some((who, layer.article(article)?)));
        let said = layers.flat_map(|(who, layer)| layer.comments.values().map(move |comment| (who, comment)));
        let mut thread: Vec<_> = said.filter(|(_, comment)| comment.annotation == annotation).collect();
        thread.sort_by_key(|(_, comment)| (comment.at, comment.id));
        thread
    }

    /// The annotation of that id in an article, and whose it is.
    pub fn annotation(&self, article: ArticleId, id: AnnotationId) -> Option<(&Annotator, &Annotation)> {
        self.layers.iter().find_map(|(who, layer)| Some((who, layer.article(article)?.annotation(id)?)))
    }
}
