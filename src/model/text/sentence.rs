//! Sentences, by rules that news text needs beyond UAX #29: abbreviations, initials, ellipses, closing marks that belong
//! to the sentence they close. A line end always ends a sentence.
//!
//! A sentence range holds no surrounding white space. One that is longer than some kilobytes is cut.

use std::ops::Range;

use super::abbreviations::stop_belongs_to;
use super::grapheme::{is_boundary, next_grapheme, prev_grapheme, snap_down, snap_up};
use super::trim::trim;
use super::window::{slice, window_around};

/// How far from the caret a sentence may reach.
const REACH: usize = 4_000;
/// How many bytes of white space a motion steps over at once.
const BLANK_REACH: usize = 20_000;
/// Marks that end a sentence when white space follows.
const SPACED_ENDS: &[char] =
    &['.', '!', '?', '…', '‼', '⁇', '⁈', '⁉', '؟', '۔', '։', '।', '॥', '።', '፧', '።', '။', '។', '៕', '᠃', '܀'];
/// Marks that end a sentence with or without white space after them.
const TIGHT_ENDS: &[char] = &['。', '！', '？', '｡', '．', '︒'];
#[rustfmt::skip]
const CLOSING: &[char] = &[
    '”', '’', '"', '\'', '»', '›', '“', '‘', ')', ']', '}', '」', '』', '》', '）', '】', '］', '｝',
    '〟', '«', '‹', '*', '_',
];
const OPENING: &[char] = &['“', '„', '‘', '‚', '«', '‹', '「', '『', '"', '\'', '(', '[', '（', '»', '›', '”', '’'];
/// Marks after which a sentence goes on although an end mark came before: “Really?”, she said.
const CONTINUING: &[char] = &[',', ';', ':', '-', '–', '—', '、', '，', '；', '：', '،', '؛'];

/// Returns the sentence around `offset`: the one that begins there, else the one that holds it or ends last before it.
/// On a blank line the range is empty.
pub fn sentence_at(text: &str, offset: usize) -> Range<usize> {
    let offset = snap_down(text, offset);
    let window = window_around(text, offset, REACH);
    let mut found = None;
    for sentence in sentences_in(text, window) {
        if found.is_some() && sentence.start > offset {
            break;
        }
        found = Some(sentence);
    }
    found.unwrap_or(offset..offset)
}

/// Returns the start of the next sentence after `offset`; the text's length when there is none.
pub fn next_sentence(text: &str, offset: usize) -> usize {
    let offset = snap_down(text, offset);
    let window = window_around(text, offset, REACH);
    if let Some(sentence) = sentences_in(text, window.clone()).find(|sentence| sentence.start > offset) {
        return sentence.start;
    }
    let reach = snap_down(text, window.end.saturating_add(BLANK_REACH));
    let gap = slice(text, window.end..reach);
    let visible = snap_up(text, window.end + gap.len() - gap.trim_start().len());
    visible.max(next_grapheme(text, offset))
}

/// Returns the start of this sentence, or of the one before when `offset` is at the start already; 0 at the beginning.
pub fn prev_sentence(text: &str, offset: usize) -> usize {
    let offset = snap_down(text, offset);
    let reach = snap_up(text, offset.saturating_sub(BLANK_REACH));
    let visible = snap_up(text, reach + slice(text, reach..offset).trim_end().len());
    let before = prev_grapheme(text, visible);
    if visible == reach {
        return reach.min(prev_grapheme(text, offset));
    }
    sentences_in(text, window_around(text, before, REACH))
        .take_while(|sentence| sentence.start <= before)
        .last()
        .map_or(before, |sentence| sentence.start.min(before))
}

/// Returns the sentences of `range`, in order; where the range begins inside a sentence, its rest counts as one.
pub fn sentences_in(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut start = snap_down(text, range.start);
    let end = snap_up(text, range.end);
    std::iter::from_fn(move || {
        while start < end {
            let stop = sentence_end(text, start, end);
            let sentence = trim(text, start..stop);
            start = stop;
            if sentence.is_some() {
                return sentence;
            }
        }
        None
    })
}

/// Where the sentence that begins at `start` ends, its closing marks included; always past `start`.
fn sentence_end(text: &str, start: usize, end: usize) -> usize {
    let body = slice(text, start..end);
    let mut at = 0;
    while let Some(found) = slice(body, at..body.len()).find(ends_something) {
        let mark = at + found;
        let after = after_marks(body, mark);
        let is_end = match slice(body, mark..after).chars().next() {
            Some(c) if is_line_end(c) => !slice(body, 0..mark).trim().is_empty(),
            Some(_) => ends_here(body, mark, after),
            None => true,
        };
        if is_end && is_boundary(text, start + after) {
            return start + after;
        }
        at = after;
    }
    end
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn ends_something(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '.' | '!' | '?' | '\n' | '\r');
    }
    is_line_end(c) || SPACED_ENDS.contains(&c) || TIGHT_ENDS.contains(&c)
}

/// Past the end marks at `mark` and the closing marks after them.
fn after_marks(body: &str, mark: usize) -> usize {
    let rest = slice(body, mark..body.len());
    if let Some(c) = rest.chars().next().filter(|&c| is_line_end(c)) {
        return mark + if rest.starts_with("\r\n") { 2 } else { c.len_utf8() };
    }
    let closers = rest.trim_start_matches(|c| SPACED_ENDS.contains(&c) || TIGHT_ENDS.contains(&c));
    let after = closers.trim_start_matches(CLOSING);
    body.len() - after_spaced_mark(after).unwrap_or(after).len()
}

/// Past the white space and the mark of a French close, “Oui. »”; German »opens« with a letter right after the mark.
fn after_spaced_mark(rest: &str) -> Option<&str> {
    let after = rest.strip_prefix([' ', '\u{a0}', '\u{202f}'])?.strip_prefix(['»', '›'])?;
    (!after.starts_with(char::is_alphanumeric)).then_some(after)
}

fn ends_here(body: &str, mark: usize, after: usize) -> bool {
    let marks = slice(body, mark..after);
    let rest = slice(body, after..body.len());
    let next = rest.trim_start();
    let Some(c) = next.chars().next() else {
        return true;
    };
    if CONTINUING.contains(&c) {
        return false;
    }
    if marks.starts_with(TIGHT_ENDS) {
        return next.len() < rest.len() || !marks.ends_with(CLOSING);
    }
    if next.len() == rest.len() || next.trim_start_matches(OPENING).starts_with(char::is_lowercase) {
        return false;
    }
    marks != "." || !belongs_to_word(slice(body, 0..mark), next)
}

fn belongs_to_word(before: &str, next: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || OPENING.contains(&c) || matches!(c, '-' | '–' | '—' | '/')).next();
    let word = word.unwrap_or(before);
    let is_list_number =
        !word.is_empty() && before.trim_start() == word && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    let head = before.strip_suffix(word).unwrap_or("");
    is_list_number || is_letter(word) && ends_with_letter_stop(head) || stop_belongs_to(word, next)
}

fn is_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// “z. ” before “B.”, “J. ” before “K.”: the letters are one abbreviation, whatever follows.
fn ends_with_letter_stop(head: &str) -> bool {
    let Some(rest) = head.trim_end().strip_suffix('.') else {
        return false;
    };
    rest.rsplit(|c: char| !c.is_alphanumeric()).next().is_some_and(is_letter)
}

#[cfg(test)]
mod tests {
    use super::super::drawn::{check_motion, check_range, undraw};
    use super::*;

    /// Each `│` is where one sentence ends and the next may begin.
    fn check(drawn: &str) {
        let (text, _) = undraw(drawn, ['│']);
        let expected: Vec<&str> = drawn.split('│').map(str::trim).collect();
        let found: Vec<&str> = sentences_in(&text, 0..text.len()).map(|range| slice(&text, range)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn plain_sentences() {
        check("The port is shut.│ Ships wait!│ Why?│ Nobody knows.");
        check("It rose 3.5 points to 1.250.000 tonnes.│ Then it fell.");
        check("See harbour.example for more.│ Call now.");
        check("no end mark");
    }

    #[test]
    fn abbreviations_and_initials() {
        check("Mr. Brandt met Gen. Okoro and Dr. A. B. Sund in St. Almar.│ They spoke.");
        check("The U.S. Navy left at 9 a.m. Tuesday.│ Nobody from the U.S. stayed.│ Good.");
        check("He lives in the U.S.│ The port is elsewhere.");
        check("Kell Inc. and Moe Corp. merged on Jan. 5 in No. 7 Quay St. Almar.│ Then Kell Inc.│ The end.");
        check("Plan B.│ It failed.");
        check("He came to the U.S.│ “We like it,” he said.");
    }

    #[test]
    fn german_abbreviations_and_ordinals() {
        check("Es kamen z. B. Schiffe, d. h. Kähne, bzw. Boote.│ Dr. Sund sah ca. 20 davon.│ Am 3. Oktober fuhren sie.");
        check("Rund 3,5 Mio. Euro fehlen.│ Das ist viel.");
    }

    #[test]
    fn closing_marks_belong_to_the_sentence_they_close() {
        check("“We will go.”│ “They will stay.”│ (Nobody asked.)│ So be it.");
        check("« Nous partons. »│ Il sourit.");
        check("\"We go.\"│ \"They stay.\"");
        check("„Wir gehen.“│ Sie blieb.");
    }

    #[test]
    fn speech_goes_on_after_its_end_mark() {
        check("“Really?” she asked.│ “No!” he said.");
        check("“Is it so?”, she asked.│ Yes.");
    }

    #[test]
    fn ellipses() {
        check("We waited… and waited... for long.│ Then…│ Nothing came...│ At all.");
    }

    #[test]
    fn other_scripts() {
        check("港は閉鎖された。│船は待つ！│なぜ？│「行こう。」と言った。│終わり");
        check("هل أغلق الميناء؟│ نعم.│ انتهى");
        check("बंदरगाह बंद है।│ जहाज रुके हैं।");
    }

    #[test]
    fn list_numbers_begin_their_sentence() {
        check("1. Ships wait.│ 2. It rains.");
    }

    #[test]
    fn the_sentence_at_the_caret() {
        check_range("One. ⟦Two │words.⟧ Three.", sentence_at);
        check_range("One. ⟦Two words.│⟧ Three.", sentence_at);
        check_range("One. ⟦│Two words.⟧ Three.", sentence_at);
        check_range("One. ⟦Two words.⟧ │ Three.", sentence_at);
        check_range("One.\n ⟦Two│ words⟧ \nThree.", sentence_at);
        check_range("One.\n⟦│⟧\nThree.", sentence_at);
        check_range(" │ ⟦One.⟧", sentence_at);
    }

    #[test]
    fn motion_goes_from_sentence_to_sentence() {
        check_motion("¹One two│ three. ²Four.", prev_sentence, next_sentence);
        check_motion("¹One two. │Four.²", prev_sentence, next_sentence);
        check_motion("One two. ¹Four.│\n\n ²Five", prev_sentence, next_sentence);
        check_motion("One two.\n¹Four│ five\n²Six", prev_sentence, next_sentence);
    }
}
