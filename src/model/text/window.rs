//! How far a question about a place may look: its paragraph, and no more than a reach to either side.

use std::ops::Range;

use super::grapheme::{snap_down, snap_up};

/// Returns the part of `text` in `range`, or nothing where the range does not fit.
pub(crate) fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or("")
}

/// Returns the part of the line around `offset` that lies within `reach` bytes of it, on grapheme boundaries.
/// Where the line had to be cut, the cut is at white space if there is any in the outer half of the reach.
pub(crate) fn window_around(text: &str, offset: usize, reach: usize) -> Range<usize> {
    let offset = snap_down(text, offset);
    window_start(text, offset, reach)..window_end(text, offset, reach)
}

fn window_start(text: &str, offset: usize, reach: usize) -> usize {
    let far = snap_down(text, offset.saturating_sub(reach));
    let before = slice(text, far..offset);
    if let Some(line_end) = before.rfind('\n') {
        return far + line_end + 1;
    }
    if far == 0 {
        return 0;
    }
    let outer = slice(text, far..snap_down(text, offset.saturating_sub(reach / 2)));
    outer.find(char::is_whitespace).map_or(far, |at| snap_up(text, far + at))
}

fn window_end(text: &str, offset: usize, reach: usize) -> usize {
    let far = snap_up(text, offset.saturating_add(reach));
    let after = slice(text, offset..far);
    if let Some(line_end) = after.find('\n') {
        return before_return(text, offset + line_end).max(offset);
    }
    if far == text.len() {
        return far;
    }
    let middle = snap_up(text, offset + reach / 2);
    let outer = slice(text, middle..far);
    outer.rfind(char::is_whitespace).map_or(far, |at| snap_down(text, middle + at))
}

/// Leaves out the CR of a CR LF whose LF is at `line_end`: the two are one grapheme cluster.
pub(super) fn before_return(text: &str, line_end: usize) -> usize {
    if slice(text, 0..line_end).ends_with('\r') { line_end - 1 } else { line_end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_the_line_when_it_is_short() {
        let text = "one\ntwo words\r\nthree";
        assert_eq!(slice(text, window_around(text, 6, 100)), "two words");
        assert_eq!(slice(text, window_around(text, 0, 100)), "one");
        assert_eq!(slice(text, window_around(text, 99, 100)), "three");
    }

    #[test]
    fn a_long_line_is_cut_at_white_space() {
        let text = "abcd ".repeat(50);
        let window = window_around(&text, 101, 20);
        assert_eq!(slice(&text, window.clone()), " abcd abcd abcd abcd abcd abcd abcd");
        assert!(window.contains(&101));
    }

    #[test]
    fn a_long_line_without_white_space_is_cut_anyway() {
        let text = "é".repeat(500);
        assert_eq!(window_around(&text, 301, 20), 280..320);
    }
}
