//! Where somebody is: the open article, the caret, and what they have in hand. May be lost without harm.

use crate::model::{AnnotationId, Annotator, ArticleId, Name, SuggestionKey};
use std::ops::Range;

/// Where the work goes on.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct View {
    /// The article that is open.
    pub article: Option<ArticleId>,
    /// Whose annotations are shown; `None` for those of who works here.
    pub whose: Option<Annotator>,
    /// Caret and selection.
    pub caret: Caret,
    /// What keys speak of.
    pub focus: Option<Focus>,
    /// The label that each drag tags with.
    pub armed: Option<Name>,
    /// The annotation a relation is being drawn from.
    pub relating: Option<AnnotationId>,
}

impl View {
    /// The annotation that has the focus, if it is one.
    pub fn annotation(&self) -> Option<AnnotationId> {
        match self.focus {
            Some(Focus::Annotation(id)) => Some(id),
            _ => None,
        }
    }

    /// The suggestion that has the focus, if it is one.
    pub fn suggestion(&self) -> Option<&SuggestionKey> {
        match &self.focus {
            Some(Focus::Suggestion(key)) => Some(key),
            _ => None,
        }
    }
}

/// What label keys, Enter, Delete and the keys that move an end speak of.
#[derive(Clone, Debug, PartialEq)]
pub enum Focus {
    /// An annotation of the open article.
    Annotation(AnnotationId),
    /// A suggestion of the open article.
    Suggestion(SuggestionKey),
}

/// A selection from where it was begun to where the caret is; empty when both are one. Byte offsets on grapheme boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Caret {
    /// Where the selection was begun.
    pub anchor: usize,
    /// Where the caret stands.
    pub head: usize,
}

impl Caret {
    /// A caret without a selection.
    pub fn at(offset: usize) -> Self {
        Self { anchor: offset, head: offset }
    }

    /// The selected bytes, in order.
    pub fn range(self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    /// Whether nothing is selected.
    pub fn is_empty(self) -> bool {
        self.anchor == self.head
    }
}
