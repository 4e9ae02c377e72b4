//! A layer: all that one annotator made in a project.

use super::annotation::Annotation;
use super::annotation_set::AnnotationSet;
use super::article::MetadataField;
use super::ids::{AnnotationId, ArticleId, BatchId, CommentId, Name, RelationId};
use super::relation::Relation;
use super::review::{Comment, ProblemKey, Verdict};
use super::saved::Saved;
use super::suggestion::SuggestionKey;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// One annotator's annotations, relations, article states, corrections, review and withdrawals.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Layer {
    /// By article; articles with nothing are absent. Shared, so that a copy for a background job costs little.
    pub articles: HashMap<ArticleId, Arc<ArticleLayer>>,
    /// Articles and batches taken out of the project.
    pub withdrawn: BTreeSet<Withdrawn>,
    /// Searches, tagging rules and samples, by name.
    pub saved: BTreeMap<Name, Saved>,
}

impl Layer {
    /// What the annotator made of an article.
    pub fn article(&self, id: ArticleId) -> Option<&ArticleLayer> {
        self.articles.get(&id).map(Arc::as_ref)
    }

    /// How many annotations there are, displaced ones included.
    pub fn annotation_count(&self) -> usize {
        self.articles.values().map(|a| a.annotations.len() + a.displaced.len()).sum()
    }
}

/// What one annotator made of one article.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ArticleLayer {
    /// Annotations whose words stand where they say.
    pub annotations: AnnotationSet,
    /// Annotations whose words do not, in reading order.
    pub displaced: Vec<Annotation>,
    /// Links between annotations, by id.
    pub relations: BTreeMap<RelationId, Relation>,
    /// How far the annotator has come.
    pub state: ArticleState,
    /// Corrected metadata.
    pub corrections: BTreeMap<MetadataField, String>,
    /// Suggestions that the annotator wants to see no more.
    pub dismissed: BTreeSet<SuggestionKey>,
    /// The older article of which this one is a newer copy.
    pub replaces: Option<ArticleId>,
    /// Annotations of older copies that are not to be carried over to this one.
    pub left_out: BTreeSet<AnnotationId>,
    /// What was decided about annotations of anybody.
    pub verdicts: BTreeMap<AnnotationId, Verdict>,
    /// What was said about annotations of anybody.
    pub comments: BTreeMap<CommentId, Comment>,
    /// Problems that may stay, each with the reason.
    pub waived: BTreeMap<ProblemKey, String>,
}

impl ArticleLayer {
    /// Whether it holds nothing worth a line on disk.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The annotation of that id, displaced or not.
    pub fn annotation(&self, id: AnnotationId) -> Option<&Annotation> {
        self.annotations.get(id).or_else(|| self.displaced.iter().find(|a| a.id == id))
    }

    /// The relations that begin or end at an annotation, by id.
    pub fn relations_of(&self, id: AnnotationId) -> impl Iterator<Item = &Relation> {
        self.relations.values().filter(move |relation| relation.from == id || relation.to == id)
    }

    /// Adds an annotation to where it belongs.
    pub(super) fn insert(&mut self, annotation: Annotation) {
        if annotation.displaced.is_none() {
            return self.annotations.insert(annotation);
        }
        let at = self.displaced.partition_point(|a| a.order() < annotation.order());
        self.displaced.insert(at, annotation);
    }

    /// Takes an annotation out again, if it is there exactly as given.
    pub(super) fn remove(&mut self, annotation: &Annotation) -> bool {
        if annotation.displaced.is_none() {
            let same = self.annotations.at(annotation.order()) == Some(annotation);
            return same && self.annotations.remove(annotation.order()).is_some();
        }
        let at = self.displaced.iter().position(|a| a == annotation);
        at.map(|at| self.displaced.remove(at)).is_some()
    }
}

/// How far an annotator has come with an article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum ArticleState {
    /// Not begun.
    #[default]
    ToDo,
    /// Begun.
    InProgress,
    /// Finished.
    Done,
}

impl ArticleState {
    /// All states in order.
    pub const ALL: [Self; 3] = [Self::ToDo, Self::InProgress, Self::Done];

    /// The state in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::ToDo => "to do",
            Self::InProgress => "in progress",
            Self::Done => "done",
        }
    }
}

/// What can be taken out of a project without touching the file it stands in.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Withdrawn {
    /// One article.
    Article(ArticleId),
    /// All that one import brought.
    Batch(BatchId),
}
