//! Grapheme clusters (UAX #29, extended): what a reader takes for one character, and the only places a span may end.

use unicode_segmentation::GraphemeCursor;

/// Tells whether `offset` lies between two grapheme clusters of `text`, or at either end of it.
pub fn is_boundary(text: &str, offset: usize) -> bool {
    if offset == 0 || offset == text.len() {
        return true;
    }
    if !text.is_char_boundary(offset) {
        return false;
    }
    match around(text, offset) {
        Some((b'\r', b'\n')) => false,
        Some((before, after)) if before.is_ascii() && after.is_ascii() => true,
        // With the whole text as its chunk the cursor never asks for more, and looks back only as far as a rule makes it.
        _ => GraphemeCursor::new(offset, text.len(), true).is_boundary(text, 0).unwrap_or(false),
    }
}

/// Returns the last grapheme boundary at or before `offset`.
pub fn snap_down(text: &str, offset: usize) -> usize {
    let offset = char_floor(text, offset);
    if is_boundary(text, offset) { offset } else { prev_grapheme(text, offset) }
}

/// Returns the first grapheme boundary at or after `offset`; the text's length when there is none.
pub fn snap_up(text: &str, offset: usize) -> usize {
    if offset >= text.len() || is_boundary(text, offset) { offset.min(text.len()) } else { next_grapheme(text, offset) }
}

/// Returns the first grapheme boundary after `offset`; the text's length at its end.
pub fn next_grapheme(text: &str, offset: usize) -> usize {
    let from = char_floor(text, offset);
    GraphemeCursor::new(from, text.len(), true).next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// Returns the last grapheme boundary before `offset`; 0 at the text's beginning.
pub fn prev_grapheme(text: &str, offset: usize) -> usize {
    let from = char_ceil(text, offset);
    GraphemeCursor::new(from, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

fn around(text: &str, offset: usize) -> Option<(u8, u8)> {
    let bytes = text.as_bytes();
    Some((*bytes.get(offset.checked_sub(1)?)?, *bytes.get(offset)?))
}

/// The start of the character that `offset` lies in, `offset` itself between two.
pub(super) fn char_floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset)
}

/// The end of the character that `offset` lies in, `offset` itself between two; at most the text's length.
pub(super) fn char_ceil(text: &str, offset: usize) -> usize {
    text.ceil_char_boundary(offset.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    proptest! {
        #[test]
        fn boundaries_are_those_of_the_clusters_also_where_the_quick_way_is_taken(
            text in "([ -~]|[\r\n\t\u{0}\u{7f}]|[a-c]\u{301}|\u{1f469}\u{200d}?|\u{915}\u{94d}|\u{ac01}|\u{1f1e9}|\u{600}){0,24}",
        ) {
            let starts: Vec<_> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            for offset in 0..=text.len() {
                prop_assert_eq!(is_boundary(&text, offset), starts.contains(&offset) || offset == 0, "{:?} at {}", text, offset);
            }
        }
    }

    fn check(clusters: &[&str]) {
        let text = clusters.concat();
        let mut start = 0;
        for cluster in clusters {
            let end = start + cluster.len();
            for inside in start + 1..end {
                assert!(!is_boundary(&text, inside), "{cluster:?}");
                assert_eq!((snap_down(&text, inside), snap_up(&text, inside)), (start, end), "{cluster:?}");
            }
            assert_eq!((next_grapheme(&text, start), prev_grapheme(&text, end)), (end, start), "{cluster:?}");
            assert!(is_boundary(&text, start) && is_boundary(&text, end), "{cluster:?}");
            start = end;
        }
    }

    #[test]
    fn clusters_of_many_kinds_stay_whole() {
        check(&["a", "e\u{301}", "\r\n", "\n", "👩‍👩‍👧", "🇩🇪", "🇫🇷", "🇯", "한", "각", "नि", "क्षि", "ก็", "👍🏽", "z"]);
    }

    #[test]
    fn offsets_past_the_end_are_clamped() {
        assert_eq!((snap_down("ab", 9), snap_up("ab", 9), next_grapheme("ab", 9), prev_grapheme("ab", 9)), (2, 2, 2, 1));
        assert_eq!((snap_down("", 1), snap_up("", 1), next_grapheme("", 0), prev_grapheme("", 0)), (0, 0, 0, 0));
    }
}
