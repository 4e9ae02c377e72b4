//! Paragraphs: a paragraph is a line; lines of nothing but white space are stepped over.

use std::ops::Range;

use super::grapheme::snap_down;
use super::trim::trim;
use super::window::{before_return, slice};

/// How many bytes of blank lines a motion steps over at once.
const BLANK_REACH: usize = 20_000;

/// Returns the line around `offset`, without its line end. An offset at a line end belongs to the line it ends.
pub fn paragraph_at(text: &str, offset: usize) -> Range<usize> {
    let offset = snap_down(text, offset);
    line_start(text, offset)..line_end(text, offset)
}

/// Returns the paragraph around `offset` without surrounding white space; `None` on a blank line.
pub fn block_at(text: &str, offset: usize) -> Option<Range<usize>> {
    trim(text, paragraph_at(text, offset))
}

/// Returns the start of the next line that is not blank; the text's length when there is none.
pub fn next_paragraph(text: &str, offset: usize) -> usize {
    let end = line_end(text, snap_down(text, offset));
    let reach = snap_down(text, end.saturating_add(BLANK_REACH));
    let gap = slice(text, end..reach);
    let blank = gap.len() - gap.trim_start().len();
    match slice(text, end..end + blank).rfind('\n') {
        Some(last) if end + blank < text.len() => end + last + 1,
        _ => text.len(),
    }
}

/// Returns the start of this paragraph, or of the one before when `offset` is at the start already.
pub fn prev_paragraph(text: &str, offset: usize) -> usize {
    let offset = snap_down(text, offset);
    let reach = snap_down(text, offset.saturating_sub(BLANK_REACH));
    let visible = reach + slice(text, reach..offset).trim_end().len();
    line_start(text, visible)
}

fn line_start(text: &str, offset: usize) -> usize {
    slice(text, 0..offset).rfind('\n').map_or(0, |line_end| line_end + 1)
}

fn line_end(text: &str, offset: usize) -> usize {
    match slice(text, offset..text.len()).find('\n') {
        Some(length) => before_return(text, offset + length).max(offset),
        None => text.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawn::{check_motion, check_range};
    use super::*;

    #[test]
    fn a_paragraph_is_a_line() {
        check_range("First line.\n⟦Sec│ond line.⟧\nThird.", paragraph_at);
        check_range("First line.\n⟦Second line.│⟧\r\nThird.", paragraph_at);
        check_range("⟦│⟧\nThird.", paragraph_at);
        check_range("First\n\n⟦│⟧", paragraph_at);
    }

    #[test]
    fn a_block_is_a_trimmed_line() {
        let block = |text: &str, offset| block_at(text, offset).unwrap_or(0..0);
        check_range("First\n  ⟦Harbour│ news⟧ \t\nlast", block);
        assert_eq!(block_at("a\n  \nb", 3), None);
    }

    #[test]
    fn motion_steps_over_blank_lines() {
        check_motion("¹One │two\n\n  \n²Three\nfour", prev_paragraph, next_paragraph);
        check_motion("¹One\n\n│Two\n²Three", prev_paragraph, next_paragraph);
        check_motion("One\n¹Two│\n \n²", prev_paragraph, next_paragraph);
        check_motion("¹\n \n│ \n²Two", prev_paragraph, next_paragraph);
    }
}
