//! A suggestion: a span that a finder proposes, with its reason, for a person to accept, correct or dismiss.

use super::annotation::Attributes;
use super::ids::Name;
use super::span::Span;

/// A proposed annotation. It is nobody's work until somebody accepts it.
#[derive(Clone, PartialEq, Debug)]
pub struct Suggestion {
    /// The words it covers; sound in its text as an annotation's span is.
    pub span: Span,
    /// Id of a label in the scheme.
    pub label: Name,
    /// Values by attribute id.
    pub attributes: Attributes,
    /// The rule that found it, such as “page structure”.
    pub rule: Name,
    /// How sure the rule is, from 0 to 1.
    pub score: f64,
    /// Why, in words for a person: “a list of links beside the article”.
    pub reason: Box<str>,
}

/// What tells a suggestion from the others of its article; a finder that runs again finds one of the same key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SuggestionKey {
    /// See [`Suggestion::span`].
    pub span: Span,
    /// See [`Suggestion::label`].
    pub label: Name,
}

impl Suggestion {
    /// What tells it from the others of its article.
    pub fn key(&self) -> SuggestionKey {
        SuggestionKey { span: self.span, label: self.label.clone() }
    }

    /// Whether it is the one of that key.
    pub fn is(&self, key: &SuggestionKey) -> bool {
        self.span == key.span && self.label == key.label
    }

    /// The key of the reading order: start, then the longer first, then label.
    pub fn order(&self) -> (u32, std::cmp::Reverse<u32>, &str) {
        (self.span.start, std::cmp::Reverse(self.span.end), &self.label)
    }
}
