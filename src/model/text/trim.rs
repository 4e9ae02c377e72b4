//! Makes of any range the span that the codebook allows: whole grapheme clusters, no white space at either end.

use std::ops::Range;

use super::grapheme::{is_boundary, snap_down, snap_up};
use super::window::slice;

/// Widens `range` to whole grapheme clusters, then drops white space (Unicode `White_Space`) at both ends.
/// Returns `None` when nothing is left. A cluster that begins or ends with white space is dropped whole.
pub fn trim(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    if range.start >= range.end {
        return None;
    }
    let start = snap_down(text, range.start);
    let end = snap_up(text, range.end);
    let start = trimmed_start(text, start, end);
    let end = trimmed_end(text, start, end);
    (start < end).then_some(start..end)
}

fn trimmed_start(text: &str, start: usize, end: usize) -> usize {
    let mut start = start;
    loop {
        let rest = slice(text, start..end);
        start += rest.len() - rest.trim_start().len();
        if start >= end || is_boundary(text, start) {
            return start;
        }
        start = snap_up(text, start);
    }
}

fn trimmed_end(text: &str, start: usize, end: usize) -> usize {
    let mut end = end;
    loop {
        end = start + slice(text, start..end).trim_end().len();
        if end <= start || is_boundary(text, end) {
            return end;
        }
        end = snap_down(text, end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, range: Range<usize>, expected: &str) {
        assert_eq!(trim(text, range).map_or("", |range| slice(text, range)), expected, "{text:?}");
    }

    #[test]
    fn white_space_of_every_width_goes() {
        check(" \t\u{a0}\u{3000}two words\u{2009}\n", 0..99, "two words");
        check("  \n ", 0..4, "");
        check("word", 2..2, "");
    }

    #[test]
    fn clusters_are_completed() {
        check("re\u{301}sume\u{301}", 2..8, "e\u{301}sume\u{301}");
        check("x 👩‍👧 y", 3..4, "👩‍👧");
    }

    #[test]
    fn a_cluster_built_on_a_space_is_dropped_whole() {
        check(" \u{308}word", 0..99, "word");
        check("word \u{308}", 0..99, "word \u{308}");
        check("\u{600} ", 0..99, "");
    }

    #[test]
    fn invisible_characters_are_no_white_space() {
        check("\u{200b}word\u{feff} ", 0..99, "\u{200b}word\u{feff}");
    }
}
