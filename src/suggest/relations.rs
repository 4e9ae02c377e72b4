//! Which quotes are parts of one utterance that an attribution interrupts: “We had a call,” she said. “It was long.”

use std::ops::Range;

use super::cues;
use crate::model::text::slice;

/// The longest attribution between two parts, in bytes.
const LONGEST: usize = 200;

/// Whether two quotes are one utterance: the second follows the first in its paragraph, and only who said it lies between.
pub fn is_one_utterance(text: &str, first: Range<usize>, second: Range<usize>) -> bool {
    if first.end >= second.start || second.start - first.end > LONGEST {
        return false;
    }
    let between = slice(text, first.end..second.start);
    let is_mark = |c: char| matches!(c, '“' | '”' | '"' | '„' | '«' | '»' | '「' | '」');
    let inner = slice(text, first.clone()).trim_end_matches(|c: char| is_mark(c) || matches!(c, '‘' | '’' | '\''));
    let breaks_off = inner.ends_with([',', '?', '!', '—', '–', '…', '、']) || between.trim_start().starts_with(',');
    breaks_off && !between.contains('\n') && !between.contains(is_mark) && cues(text, first.end..second.start).count() == 1
}

#[cfg(test)]
mod tests {
    use super::is_one_utterance;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        let mut quotes =
            text.match_indices('“').zip(text.match_indices('”')).map(|((from, _), (to, mark))| from..to + mark.len());
        let (first, second) = (quotes.next().unwrap(), quotes.next().unwrap());
        assert_eq!(is_one_utterance(text, first, second), expected, "{text}");
    }

    #[test]
    fn an_attribution_interrupts_an_utterance() {
        check("“We had no choice,” said Ana Ruiz. “Not one.”", true);
        check("“Why?” she said. “Nobody came.”", true);
        check("“We wait”, Ruiz said, “and then we go.”", true);
    }

    #[test]
    fn other_quotes_are_apart() {
        check("“We had no choice.” Ruiz said so. “Not one.”", false);
        check("“We had no choice,” said Ruiz.\n“Not one.”", false);
        check("“We wait,” said Ruiz, and Lund said: “Go.”", false);
        check("He was “not happy” with the “mess”.", false);
    }
}
