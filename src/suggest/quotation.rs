//! The quotation at the caret: from the opening to the closing mark, over paragraphs that each open anew.

use std::ops::Range;

use super::quotation_marks::{Quotation, pair_marks};
use crate::model::text::{self, slice, window_around};

/// How far to either side a paragraph is looked at.
const REACH: usize = 10_000;
/// How many paragraphs one quotation may run over, to either side of the caret.
const MOST_PARAGRAPHS: usize = 30;

/// Returns the outermost quotation around `offset`, marks included; outside of any, the nearest in the same sentence.
/// A caret that touches a mark is inside.
pub fn quotation_around(text: &str, offset: usize) -> Option<Range<usize>> {
    quotations_around(text, offset).into_iter().next().or_else(|| nearest_in_sentence(text, offset))
}

/// Returns all quotations around `offset`, outer before inner, so that a key pressed again can go inwards.
pub fn quotations_around(text: &str, offset: usize) -> Vec<Range<usize>> {
    let offset = text::snap_down(text, offset);
    let paragraph = Paragraph::around(text, offset);
    let touching =
        paragraph.quotations(text).into_iter().filter(|found| found.range.start <= offset && offset <= found.range.end);
    let mut found: Vec<_> = touching.map(|quotation| quotation.range).collect();
    // Between two that touch only the one that begins here counts.
    if found.iter().any(|range| range.start == offset) {
        found.retain(|range| range.end > offset);
    }
    found.into_iter().filter_map(|range| text::trim(text, range)).collect()
}

fn nearest_in_sentence(text: &str, offset: usize) -> Option<Range<usize>> {
    let offset = text::snap_down(text, offset);
    let sentence = text::sentence_at(text, offset);
    let distance = |range: &Range<usize>| range.start.saturating_sub(offset).max(offset.saturating_sub(range.end));
    let found = Paragraph::around(text, offset).quotations(text).into_iter().map(|quotation| quotation.range);
    let range = found.filter(|range| range.start < sentence.end && range.end > sentence.start).min_by_key(distance)?;
    text::trim(text, range)
}

/// A quotation that breaks off for its attribution (“No,” he said) begins one of its own: the paragraph before it lacks a
/// closing mark rather than going on here.
fn is_interrupted(text: &str, quotation: &Quotation) -> bool {
    let inside = slice(text, quotation.range.clone());
    quotation.closed && inside.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ',').ends_with(',')
}

/// A paragraph, or as much of it as may be looked at.
struct Paragraph {
    range: Range<usize>,
    /// Whether its end is in sight, so that an unclosed quotation can end there.
    whole: bool,
}

impl Paragraph {
    fn around(text: &str, offset: usize) -> Self {
        let range = window_around(text, offset, REACH);
        let after = slice(text, range.end..text.len());
        let whole = after.is_empty() || after.starts_with(['\n', '\r']);
        Paragraph { range, whole }
    }

    /// The quotations that begin or go on in this paragraph, in bytes of the text, outer before inner.
    fn quotations(&self, text: &str) -> Vec<Quotation> {
        let mut found = self.own_quotations(text);
        if let Some(open) = found.iter_mut().find(|quotation| !quotation.closed) {
            open.range.end = self.end_of_run(text, open.mark, open.range.end);
        }
        if let Some((at, mark)) = self.leading_mark(text)
            && let Some(first) = found.first_mut().filter(|first| first.range.start == at && !is_interrupted(text, first))
        {
            first.range.start = self.start_of_run(text, mark, at);
        }
        found
    }

    fn own_quotations(&self, text: &str) -> Vec<Quotation> {
        let found = pair_marks(slice(text, self.range.clone())).into_iter().filter(|quotation| quotation.closed || self.whole);
        found
            .map(|quotation| Quotation {
                range: self.range.start + quotation.range.start..self.range.start + quotation.range.end,
                ..quotation
            })
            .collect()
    }

    /// The mark that the paragraph begins with, if a quotation can go on with it, and where it stands.
    fn leading_mark(&self, text: &str) -> Option<(usize, char)> {
        let line = slice(text, self.range.clone());
        let visible = line.trim_start();
        let mark = visible.chars().next().filter(|mark| matches!(mark, '“' | '”' | '„' | '"' | '«' | '»' | '「' | '『'))?;
        Some((self.range.end - visible.len(), mark))
    }

    /// Follows an unclosed quotation over the paragraphs that open with the same mark; returns where it ends.
    fn end_of_run(&self, text: &str, mark: char, end: usize) -> usize {
        let mut end = end;
        let mut next = self.next(text);
        for _ in 0..MOST_PARAGRAPHS {
            let Some(paragraph) = next else { break };
            let Some((at, _)) = paragraph.leading_mark(text).filter(|&(_, leading)| leading == mark) else {
                break;
            };
            let Some(own) = paragraph.own_quotations(text).into_iter().find(|quotation| quotation.range.start == at) else {
                break;
            };
            if is_interrupted(text, &own) {
                break;
            }
            end = own.range.end;
            if own.closed {
                break;
            }
            next = paragraph.next(text);
        }
        end
    }

    /// Follows a quotation back over the paragraphs that left the same mark unclosed; returns where it begins.
    fn start_of_run(&self, text: &str, mark: char, start: usize) -> usize {
        let mut start = start;
        let mut before = self.before(text);
        for _ in 0..MOST_PARAGRAPHS {
            let Some(paragraph) = before else { break };
            let own = paragraph.own_quotations(text);
            let Some(open) = own.iter().find(|quotation| !quotation.closed && quotation.mark == mark) else {
                break;
            };
            start = open.range.start;
            if paragraph.leading_mark(text).is_none_or(|(at, _)| at != start) {
                break;
            }
            before = paragraph.before(text);
        }
        start
    }

    fn next(&self, text: &str) -> Option<Self> {
        let start = text::next_paragraph(text, self.range.end);
        (start < text.len()).then(|| Paragraph::around(text, start))
    }

    fn before(&self, text: &str) -> Option<Self> {
        let far = text::snap_up(text, self.range.start.saturating_sub(REACH));
        let head = slice(text, far..self.range.start).trim_end();
        (!head.is_empty()).then(|| Paragraph::around(text, far + head.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::drawn::{check_found, undraw};

    #[test]
    fn the_quotation_holds_its_marks() {
        check_found("“No,” he said. ⟦“We │stay.”⟧ Nobody moved.", quotation_around);
        check_found("⟦│“No,”⟧ he said. “We stay.”", quotation_around);
        check_found("⟦“No,”│⟧ he said. “We stay.”", quotation_around);
        check_found("Il dit : ⟦« Nous │partons. »⟧ Puis rien.", quotation_around);
        check_found("Sie sagt: ⟦„Wir │gehen.“⟧ Dann nichts.", quotation_around);
        check_found("彼は⟦「港は│閉鎖」⟧と述べた。", quotation_around);
    }

    #[test]
    fn of_nested_ones_the_outer_is_the_span() {
        check_found("⟦“He called it ‘a st│range day’ twice,”⟧ she said.", quotation_around);
    }

    #[test]
    fn all_of_the_nested_ones_are_offered_from_outer_to_inner() {
        let (text, [caret]) = undraw("“He called it ‘a st│range day’ twice,” she said.", ['│']);
        let found: Vec<&str> = quotations_around(&text, caret.unwrap()).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["“He called it ‘a strange day’ twice,”", "‘a strange day’"]);
    }

    #[test]
    fn outside_of_any_the_nearest_in_the_sentence_is_taken() {
        check_found("He was ⟦“not happy”⟧ with │it, or “so they say”.", quotation_around);
        check_found("⟦“We stay,”⟧ said│ the master of the ship.", quotation_around);
        check_found("He was “not happy”. Nobody │knew.", quotation_around);
        check_found("No marks │at all.", quotation_around);
    }

    #[test]
    fn a_missing_closing_mark_ends_with_the_paragraph() {
        check_found("He said: ⟦“We │stay. So it is.⟧ \nThe port is shut.", quotation_around);
    }

    #[test]
    fn a_quotation_goes_on_over_paragraphs_that_open_anew() {
        check_found("She said: ⟦“We │stay.\n\n“We wait.\n“We go.”⟧ She left. “No.”", quotation_around);
        check_found("She said: ⟦“We stay.\n\n“We │wait.\n“We go.”⟧ She left. “No.”", quotation_around);
        check_found("She said: ⟦“We stay.\n\n“We wait.\n“We │go.”⟧ She left. “No.”", quotation_around);
        check_found("She said: “We stay.”\n⟦“We │wait.”⟧", quotation_around);
        check_found("She said: ⟦“We │stay.⟧\n“No,” he said.", quotation_around);
        check_found("She said: “We stay.\n⟦“No│,”⟧ he said.", quotation_around);
        check_found("She said: ⟦“We │stay.⟧\nNo.\n“We wait.”", quotation_around);
    }
}
