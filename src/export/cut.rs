//! A text with spans cut out of it, and where the rest then stands.

use crate::model::Span;
use std::ops::Range;

/// What stays of a text.
///
/// ```text
/// before   Headline ¶ [Subscribe!] ¶ ¶ Body      the cut takes the line ends behind it along where it begins a line
/// after    Headline ¶ Body
/// ```
pub(super) struct Cut {
    /// Sorted, apart from each other, none empty; each with the bytes cut before it.
    cuts: Vec<(Range<usize>, usize)>,
    /// What stays.
    pub text: String,
}

/// What a cut leaves of a span.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Kept {
    /// Where it then stands.
    pub span: Span,
    /// Whether some of its words are gone.
    pub is_shortened: bool,
}

impl Cut {
    /// Cuts spans, in any order, out of a text.
    pub(super) fn new(text: &str, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut ranges: Vec<Range<usize>> =
            spans.into_iter().filter(|span| span.of(text).is_some() && !span.is_empty()).map(Span::range).collect();
        ranges.sort_by_key(|range| range.start);
        let mut cut = Self { cuts: Vec::new(), text: String::new() };
        let (mut end, mut gone) = (0, 0);
        for range in merge(&merge(&ranges).into_iter().map(|range| with_line_ends(text, range)).collect::<Vec<_>>()) {
            cut.text.push_str(text.get(end..range.start).unwrap_or_default());
            end = range.end;
            cut.cuts.push((range.clone(), gone));
            gone += range.len();
        }
        cut.text.push_str(text.get(end..).unwrap_or_default());
        cut
    }

    /// Where a span stands in what is left; `None` when none of its words are left.
    pub(super) fn keep(&self, span: Span) -> Option<Kept> {
        let (start, end) = (self.moved(span.start as usize), self.moved(span.end as usize));
        let words = self.text.get(start..end)?;
        let start = start + (words.len() - words.trim_start().len());
        let kept = Span::new(start, start + words.trim().len()).filter(|kept| !kept.is_empty())?;
        Some(Kept { span: kept, is_shortened: kept.len() != span.len() })
    }

    fn moved(&self, offset: usize) -> usize {
        let behind = self.cuts.partition_point(|(range, _)| range.start < offset);
        match behind.checked_sub(1).and_then(|last| self.cuts.get(last)) {
            Some((range, gone)) => offset.max(range.end) - gone - range.len(),
            None => offset,
        }
    }
}

/// Joins ranges, sorted by start, that overlap or touch.
fn merge(ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => merged.push(range.clone()),
        }
    }
    merged
}

/// A range that fills whole lines, with the line ends behind it.
fn with_line_ends(text: &str, range: Range<usize>) -> Range<usize> {
    let begins_line = text.get(..range.start).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
    let behind = text.get(range.end..).unwrap_or_default();
    let line_ends = behind.len() - behind.trim_start_matches('\n').len();
    if begins_line { range.start..range.end + line_ends } else { range }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span_of(text: &str, words: &str) -> Span {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len()).unwrap()
    }

    fn check(text: &str, cuts: &[&str], left: &str) -> Cut {
        let cut = Cut::new(text, cuts.iter().map(|words| span_of(text, words)));
        assert_eq!(cut.text, left);
        cut
    }

    #[test]
    fn whole_lines_go_with_their_line_ends() {
        check("Kräne stehen\n\nJetzt abonnieren!\n\nDer Hafen ruht.", &["Jetzt abonnieren!"], "Kräne stehen\n\nDer Hafen ruht.");
        check("Promo\nBody\nPromo2", &["Promo", "Promo2"], "Body\n");
        check("Body, see also Promo.\nMore", &["Promo"], "Body, see also .\nMore");
        check("All of it", &["All of it"], "");
    }

    #[test]
    fn overlapping_nested_and_touching_cuts_are_one() {
        check("ab cd ef gh", &["cd ef", "ab cd", "ef", "ab"], " gh");
        check("One\nTwo\nThree", &["One", "Two"], "Three");
    }

    #[test]
    fn spans_move_shrink_or_vanish() {
        let text = "Photo: A. Mint\n“We stopped,\nAdvert\nall of us,” she said.";
        let cut = check(text, &["Photo: A. Mint", "Advert"], "“We stopped,\nall of us,” she said.");
        let kept = |words: &str| {
            cut.keep(span_of(text, words)).map(|kept| (kept.span.of(&cut.text).unwrap().to_owned(), kept.is_shortened))
        };
        assert_eq!(kept("she said"), Some(("she said".to_owned(), false)));
        assert_eq!(kept("“We stopped,\nAdvert\nall of us,”"), Some(("“We stopped,\nall of us,”".to_owned(), true)));
        assert_eq!(kept("stopped,\nAd"), Some(("stopped,".to_owned(), true)));
        assert_eq!(kept("A. Mint"), None);
    }
}
