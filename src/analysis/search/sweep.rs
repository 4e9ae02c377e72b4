//! Places of a text asked in reading order which of many spans they share words with: each span is looked at once.

use crate::model::Span;

/// Spans that are gone through once.
#[derive(Debug, Default)]
pub(super) struct Sweep {
    /// By their beginnings.
    spans: Vec<Span>,
    /// How many begin early enough to matter so far.
    passed: usize,
    /// How far those reach.
    reach: u32,
}

impl Sweep {
    /// Makes ready for spans in any order.
    pub(super) fn over(mut spans: Vec<Span>) -> Self {
        if !spans.is_sorted_by_key(|span| span.start) {
            spans.sort_unstable_by_key(|span| span.start);
        }
        Self { spans, passed: 0, reach: 0 }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Whether a place shares a byte with any. Places are asked about in order, and none shares a byte with another.
    pub(super) fn overlaps(&mut self, place: Span) -> bool {
        self.pass(|span| span.start < place.end);
        self.reach > place.start
    }

    /// Whether a place lies within one. Places are asked about in order.
    pub(super) fn holds(&mut self, place: Span) -> bool {
        self.pass(|span| span.start <= place.start);
        self.reach >= place.end
    }

    fn pass(&mut self, begins_early: impl Fn(&Span) -> bool) {
        while let Some(span) = self.spans.get(self.passed).filter(|span| begins_early(span)) {
            self.reach = self.reach.max(span.end);
            self.passed += 1;
        }
    }
}
