//! The suggestions of the open article that wait for a decision.
//!
//! A suggestion is open until it is dismissed or an annotation says the same. That is found anew whenever the project
//! changes, so that undoing a decision opens it again with nothing to be remembered.

use crate::model::{Annotation, ArticleLayer, Label, Name, Project, Provenance, Span, Suggestion, SuggestionKey};
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

/// A place in reading order: start, then the longer first, then label.
pub type Order<'a> = (u32, Reverse<u32>, &'a str);

/// Open suggestions in reading order.
#[derive(Clone, Debug, Default)]
pub struct Suggestions {
    all: Arc<[Suggestion]>,
    /// Places in `all`.
    open: Vec<usize>,
}

impl Suggestions {
    /// Those of `all` that wait for a decision of the annotator whose layer this is.
    pub(super) fn open(all: &Arc<[Suggestion]>, layer: Option<&ArticleLayer>, project: &Project) -> Self {
        let waits = |suggestion: &Suggestion| {
            let label = project.scheme.label(&suggestion.label);
            label.is_some_and(|label| layer.is_none_or(|layer| !is_decided(suggestion, label, layer)))
        };
        let open = all.iter().enumerate().filter(|(_, suggestion)| waits(suggestion)).map(|(place, _)| place).collect();
        Self { all: all.clone(), open }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.open.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// The one at this place of the reading order, counted from 0.
    pub fn nth(&self, place: usize) -> Option<&Suggestion> {
        self.open.get(place).and_then(|place| self.all.get(*place))
    }

    /// All of them in reading order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Suggestion> {
        self.open.iter().filter_map(|place| self.all.get(*place))
    }

    /// The one of that key.
    pub fn get(&self, key: &SuggestionKey) -> Option<&Suggestion> {
        self.place(key).and_then(|place| self.nth(place))
    }

    /// Where the one of that key stands in reading order.
    pub fn place(&self, key: &SuggestionKey) -> Option<usize> {
        let order = (key.span.start, Reverse(key.span.end), key.label.as_ref());
        let place = self.partition(|suggestion| suggestion.order() < order);
        self.nth(place).is_some_and(|found| found.is(key)).then_some(place)
    }

    /// How many there are of a label.
    pub fn count(&self, label: &str) -> usize {
        self.iter().filter(|suggestion| suggestion.label.as_ref() == label).count()
    }

    /// Those that share at least one byte with the range, in reading order.
    pub fn overlapping(&self, range: Range<usize>) -> impl Iterator<Item = &Suggestion> {
        let before = self.iter().take_while(move |suggestion| (suggestion.span.start as usize) < range.end);
        before.filter(move |suggestion| suggestion.span.end as usize > range.start)
    }

    /// Those inside which, or at whose edge, the caret stands, in reading order.
    pub fn touching(&self, offset: usize) -> impl Iterator<Item = &Suggestion> {
        self.iter().filter(move |suggestion| suggestion.span.touches(offset))
    }

    /// The first one behind this place in reading order.
    pub fn after(&self, order: Order<'_>) -> Option<&Suggestion> {
        self.nth(self.partition(|suggestion| suggestion.order() <= order))
    }

    /// The last one before this place in reading order.
    pub fn before(&self, order: Order<'_>) -> Option<&Suggestion> {
        self.nth(self.partition(|suggestion| suggestion.order() < order).checked_sub(1)?)
    }

    /// How many stand first for which something holds that holds for none behind them.
    fn partition(&self, holds: impl Fn(&Suggestion) -> bool) -> usize {
        self.open.partition_point(|place| self.all.get(*place).is_some_and(&holds))
    }
}

fn is_decided(suggestion: &Suggestion, label: &Label, layer: &ArticleLayer) -> bool {
    let dismissed = !layer.dismissed.is_empty() && layer.dismissed.contains(&suggestion.key());
    let mut there = layer.annotations.overlapping(suggestion.span.range());
    dismissed || there.any(|annotation| annotation.label == suggestion.label && says_the_same(annotation, suggestion, label))
}

/// Whether an annotation of the same label leaves nothing of a suggestion to decide. Spans of a faded label say all with half
/// of the words, as nothing is gained by fading them twice; others may be meant to nest and must be nearly the same, or come
/// from the same rule and still have one end where it was.
pub(super) fn says_the_same(annotation: &Annotation, suggestion: &Suggestion, label: &Label) -> bool {
    let (one, other) = (annotation.span, suggestion.span);
    let shared = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    let came_from_it = came_from(&annotation.provenance, &suggestion.rule) && shares_an_end(one, other);
    let share = |shared: u32, of: u32| f64::from(shared) / f64::from(of.max(1));
    came_from_it
        || if label.faded { share(shared, other.len()) >= 0.5 } else { share(shared, one.len().max(other.len())) >= 0.75 }
}

fn came_from(provenance: &Provenance, rule: &Name) -> bool {
    matches!(provenance.found(), Provenance::Rule(found_by) if found_by.name == *rule)
}

fn shares_an_end(one: Span, other: Span) -> bool {
    one.start == other.start || one.end == other.end
}
