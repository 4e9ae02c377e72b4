//! Quotation marks without a partner: opened and never closed, or closing what nothing opened.

use std::ops::Range;

use super::quotation_marks::{closes, has_marks, marks};
use crate::model::text::slice;

/// Over so many paragraphs a quotation may run that does not open anew in each.
const MOST_PARAGRAPHS: usize = 4;

/// A quotation mark that has no partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoneMark {
    /// Where it stands.
    pub at: usize,
    /// The mark.
    pub mark: char,
    /// Whether it opens a quotation.
    pub opens: bool,
}

impl LoneMark {
    /// The bytes it takes.
    pub fn range(&self) -> Range<usize> {
        self.at..self.at + self.mark.len_utf8()
    }
}

/// Returns the quotation marks in `range` of `text` that have no partner there, in order. A quotation may go on over
/// paragraphs, whether each opens anew or not.
pub fn lone_marks(text: &str, range: Range<usize>) -> Vec<LoneMark> {
    let mut found = Vec::new();
    // What was opened last and not closed, and how many paragraphs ago.
    let mut open: Option<(LoneMark, usize)> = None;
    let mut start = range.start;
    for line in slice(text, range).split_inclusive('\n') {
        let line_start = start;
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        if !has_marks(line) {
            open = aged(open, &mut found);
            continue;
        }
        let own = marks(line);
        let leading = line.trim_start().chars().next();
        let mut strays = own.strays.into_iter().peekable();
        if let Some((mark, _)) = open {
            let ends = strays.peek().is_some_and(|&(_, closing)| closes(mark.mark, closing));
            strays.next_if(|_| ends);
            open = if ends || leading == Some(mark.mark) { None } else { aged(open, &mut found) };
        }
        found.extend(strays.map(|(at, mark)| LoneMark { at: line_start + at, mark, opens: false }));
        for left in own.quotations.iter().filter(|quotation| !quotation.closed) {
            let lone = LoneMark { at: line_start + left.range.start, mark: left.mark, opens: true };
            found.extend(open.replace((lone, 0)).map(|(before, _)| before));
        }
    }
    found.extend(open.map(|(mark, _)| mark));
    found.sort_by_key(|mark| mark.at);
    found
}

/// What is still open a paragraph later; too old, it has no partner.
fn aged(open: Option<(LoneMark, usize)>, found: &mut Vec<LoneMark>) -> Option<(LoneMark, usize)> {
    let (mark, age) = open?;
    if age + 1 < MOST_PARAGRAPHS {
        return Some((mark, age + 1));
    }
    found.push(mark);
    None
}

#[cfg(test)]
mod tests {
    use super::lone_marks;

    /// Checks which marks are lone: each stands behind a `│` in the drawn text.
    #[track_caller]
    fn check(drawn: &str) {
        let text = drawn.replace('│', "");
        let mut shown = text.clone();
        for mark in lone_marks(&text, 0..text.len()).iter().rev() {
            shown.insert(mark.at, '│');
        }
        assert_eq!(shown, drawn);
    }

    #[test]
    fn what_pairs_is_not_lone() {
        check("“We go,” she said. \"We stay.\" « Nous partons » „Wir gehen“ »so« 「港」");
        check("They don’t know the sailors' names, the ’90s, a 12\" pipe or a 6' 2\" man.");
        check("Home » News » Harbour");
    }

    #[test]
    fn an_opening_mark_that_nothing_closes_is_lone() {
        check("He said, │“we go. And we stay.\nThe port is shut.");
        check("│\"We go, he said.");
    }

    #[test]
    fn a_closing_mark_that_closes_nothing_is_lone() {
        check("We go,│” he said. “And stay.”");
        check("We go│\", he said.");
    }

    #[test]
    fn a_quotation_goes_on_over_paragraphs() {
        check("“We stay.\n\n“We wait.\n“We go.”");
        check("“We stay.\n\nWe wait.\nWe go.”");
        check("“We stay.\n│“We wait.\nWe go.\nNobody\nanswered\nhim.");
    }
}
