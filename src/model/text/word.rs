//! Words (UAX #29) and how the caret moves by them.
//!
//! Going by words stops at each word and before each mark that opens something or stands after white space, so that
//! “we”, with or without its mark, is selected by words. Scripts without spaces (Thai, Lao, Burmese, Khmer) move by runs.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::grapheme::{next_grapheme, prev_grapheme, snap_down, snap_up};
use super::trim::trim;
use super::window::{slice, window_around};

/// A word longer than twice this many bytes is cut.
const REACH: usize = 1_000;
/// How many bytes of white space a motion steps over at once.
const BLANK_REACH: usize = 20_000;
/// Marks before which the caret stops even in the midst of a line of letters.
const OPENING: &[char] = &['“', '„', '‘', '‚', '«', '‹', '「', '『', '《', '(', '[', '{', '（', '【', '¿', '¡'];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    White,
    Other,
}

/// Returns the word around `offset`, or the one that ends there; `None` among punctuation and white space.
pub fn word_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let offset = snap_down(text, offset);
    // A word may begin with white space that carries a mark, which the trimming takes off again.
    segments(text, window_around(text, offset, REACH))
        .filter(|(range, kind)| *kind == Kind::Word && range.start <= offset && offset <= range.end)
        .filter_map(|(range, _)| trim(text, range))
        .filter(|word| word.start <= offset && offset <= word.end)
        .last()
}

/// Returns the next place after `offset` where the caret stops when it moves by words; the text's length at its end.
pub fn next_word(text: &str, offset: usize) -> usize {
    let offset = snap_down(text, offset);
    let window = window_around(text, offset, REACH);
    if let Some(stop) = stops(text, window.clone()).find(|&stop| stop > offset) {
        return stop;
    }
    let reach = snap_down(text, window.end.saturating_add(BLANK_REACH));
    let gap = slice(text, window.end..reach);
    let visible = snap_up(text, window.end + gap.len() - gap.trim_start().len());
    visible.max(next_grapheme(text, offset))
}

/// Returns the last place before `offset` where the caret stops when it moves by words; 0 at the text's beginning.
pub fn prev_word(text: &str, offset: usize) -> usize {
    let offset = snap_down(text, offset);
    let reach = snap_up(text, offset.saturating_sub(BLANK_REACH));
    let visible = snap_up(text, reach + slice(text, reach..offset).trim_end().len());
    if visible == reach {
        return reach.min(prev_grapheme(text, offset));
    }
    let window = window_around(text, visible, REACH);
    let stop = stops(text, window.clone()).take_while(|&stop| stop < visible).last().unwrap_or(window.start);
    stop.min(prev_grapheme(text, visible))
}

/// Trims `range` and widens it so that no word is cut; `None` when it holds nothing but white space.
pub fn snap_to_words(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let range = trim(text, range)?;
    let cut = |offset| word_at(text, offset).filter(|word| word.start < offset && offset < word.end);
    let start = cut(range.start).map_or(range.start, |word| word.start);
    let end = cut(range.end).map_or(range.end, |word| word.end);
    trim(text, start..end)
}

/// Counts the words of `text`; in scripts written without spaces, ideographs or runs.
pub fn count_words(text: &str) -> usize {
    text.split(char::is_whitespace).map(count_words_in_chunk).sum()
}

/// Most chunks between white space are one plain word and its marks, which needs no segmentation.
fn count_words_in_chunk(chunk: &str) -> usize {
    let core =
        chunk.trim_matches(|c: char| c.is_ascii_punctuation() || matches!(c, '“' | '”' | '‘' | '’' | '„' | '…' | '—' | '–'));
    if core.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return usize::from(!core.is_empty());
    }
    segments(core, 0..core.len()).filter(|(_, kind)| *kind == Kind::Word).count()
}

/// Where the caret stops in `window`, in ascending order, on grapheme boundaries.
fn stops(text: &str, window: Range<usize>) -> impl Iterator<Item = usize> {
    let mut before = Kind::White;
    segments(text, window).filter_map(move |(range, kind)| {
        let opens = slice(text, range.clone()).starts_with(OPENING);
        let stop = kind == Kind::Word || kind == Kind::Other && (before == Kind::White || opens);
        before = kind;
        (stop && snap_down(text, range.start) == range.start).then_some(range.start)
    })
}

fn segments(text: &str, window: Range<usize>) -> impl Iterator<Item = (Range<usize>, Kind)> {
    let mut pieces = slice(text, window.clone()).split_word_bound_indices().peekable();
    std::iter::from_fn(move || {
        let (at, piece) = pieces.next()?;
        let mut end = at + piece.len();
        if is_unspaced(piece) {
            while let Some((_, more)) = pieces.next_if(|(_, more)| is_unspaced(more)) {
                end += more.len();
            }
        }
        Some((window.start + at..window.start + end, kind(piece)))
    })
}

fn kind(piece: &str) -> Kind {
    if piece.chars().any(char::is_alphanumeric) {
        Kind::Word
    } else if piece.starts_with(char::is_whitespace) {
        Kind::White
    } else {
        Kind::Other
    }
}

/// Thai, Lao, Burmese and Khmer, where UAX #29 knows no words and leaves single letters.
fn is_unspaced(piece: &str) -> bool {
    piece.starts_with(|c| matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'))
}

#[cfg(test)]
mod tests {
    use super::super::drawn::{check_found, check_motion};
    use super::*;

    #[test]
    fn a_word_is_found_inside_and_at_its_ends() {
        check_found("the ⟦har│bour⟧ gate", word_at);
        check_found("the ⟦│harbour⟧ gate", word_at);
        check_found("the ⟦harbour│⟧ gate", word_at);
        check_found("the harbour, │ gate", word_at);
        check_found("they ⟦do│n’t⟧ know", word_at);
        check_found("⟦1,2│50.5⟧ tonnes", word_at);
        check_found("│", word_at);
        // A vowel sign makes one word with the white space before it.
        check_found(".│ \u{1062}", word_at);
        check_found(". ⟦\u{1062}│⟧", word_at);
    }

    #[test]
    fn words_of_other_scripts() {
        check_found("港で⟦コンテ│ナ⟧が", word_at);
        check_found("⟦│港⟧で", word_at);
        check_found("⟦ท่า│เรือน้ำ⟧ ปิด", word_at);
        check_found("في ⟦المي│ناء⟧ اليوم", word_at);
    }

    #[test]
    fn motion_goes_from_word_to_word() {
        check_motion("¹The│ ²port", prev_word, next_word);
        check_motion("The ¹po│rt, ²they say", prev_word, next_word);
        check_motion("The ¹port │they ²say", prev_word, next_word);
        check_motion("¹call│—²it", prev_word, next_word);
        check_motion("¹end.│\r\n\n  ²Next", prev_word, next_word);
        check_motion("¹last word│²", |_, _| 0, next_word);
    }

    #[test]
    fn motion_stops_before_opening_marks() {
        check_motion("¹said│, ²“We", prev_word, next_word);
        check_motion("said, ¹“│We ²go", prev_word, next_word);
        check_motion("said, “¹today│,” ²he", prev_word, next_word);
        check_motion("¹│と²「前", prev_word, next_word);
    }

    #[test]
    fn a_selection_takes_whole_words() {
        let check = |text: &str, range, expected| {
            assert_eq!(snap_to_words(text, range).map(|range| slice(text, range)), expected);
        };
        check("three cargo ships left", 2..13, Some("three cargo ships"));
        check("three cargo ships left", 5..12, Some("cargo"));
        check("three cargo ships left", 5..6, None);
        check("“three” ships", 0..5, Some("“three"));
    }

    #[test]
    fn words_are_counted() {
        assert_eq!(count_words("Two words.\n\n“And three more,” 港"), 6);
        assert_eq!(count_words(" — "), 0);
    }
}
