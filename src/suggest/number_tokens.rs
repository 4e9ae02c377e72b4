//! Cuts a sentence into the tokens that number phrases are made of.

use std::ops::Range;

use crate::model::text::slice;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits with their separators and decimals: “1,250.5”, “½”.
    Number,
    /// Letters, with the full stop of a short form.
    Word,
    /// Letters and digits grown together: “G7”, “3rd”.
    Code,
    Currency,
    Percent,
    Dash,
    Other,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Bytes of the text that was cut.
    pub range: Range<usize>,
    pub kind: Kind,
    /// Lower case, without the full stop of a short form.
    pub word: String,
    pub capital: bool,
    /// No white space before it.
    pub glued: bool,
}

/// Short forms whose full stop is part of the token.
const SHORT: &[&str] =
    &["ca", "mio", "mrd", "tsd", "approx", "nr", "no", "jan", "feb", "sept", "oct", "nov", "dec", "u.s", "a.m", "p.m"];

/// Cuts `range` of `text` into tokens; white space is left out.
pub(super) fn tokens(text: &str, range: Range<usize>) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = range.start;
    let mut glued = false;
    while let Some(c) = slice(text, at..range.end).chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            glued = false;
            continue;
        }
        let (length, kind) = first_token(slice(text, at..range.end), c);
        found.push(token(text, at..at + length, kind, glued));
        at += length;
        glued = true;
    }
    found
}

fn token(text: &str, range: Range<usize>, kind: Kind, glued: bool) -> Token {
    let raw = slice(text, range.clone());
    let short = if kind == Kind::Word { raw.trim_end_matches('.') } else { raw };
    Token { word: short.to_lowercase(), capital: raw.starts_with(char::is_uppercase), range, kind, glued }
}

fn first_token(rest: &str, c: char) -> (usize, Kind) {
    match c {
        _ if c.is_numeric() => number(rest),
        '$' | '€' | '£' | '¥' | '₽' | '₴' | '₹' | '₺' | '₩' | '₪' | '₿' => (c.len_utf8(), Kind::Currency),
        '%' | '‰' | '％' => (c.len_utf8(), Kind::Percent),
        '-' | '–' | '—' | '‐' | '‑' | '−' | '~' => (c.len_utf8(), Kind::Dash),
        _ if c.is_alphabetic() || c == '°' => word(rest),
        _ => (c.len_utf8(), Kind::Other),
    }
}

fn number(rest: &str) -> (usize, Kind) {
    let mut end = digits(rest);
    while let Some(more) = group(slice(rest, 0..end), slice(rest, end..rest.len())) {
        end += more;
    }
    let letters = run(slice(rest, end..rest.len()), char::is_alphabetic);
    let suffix = slice(rest, end..end + letters).to_lowercase();
    let is_unit =
        super::lexicon::is_scale(&suffix) || super::lexicon::is_plural_head(&suffix) || matches!(suffix.as_str(), "am" | "pm");
    if suffix.is_empty() || is_unit { (end, Kind::Number) } else { (end + letters, Kind::Code) }
}

/// A separator and the digits after it, if they go on with the number.
fn group(head: &str, rest: &str) -> Option<usize> {
    let separator = rest.chars().next()?;
    let tail = rest.get(separator.len_utf8()..)?;
    let length = digits(tail);
    let head_digits = head.chars().rev().take_while(char::is_ascii_digit).count();
    let goes_on = match separator {
        '.' | ',' => length > 0,
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' => length == 3,
        ' ' => length == 3 && head_digits <= 3 && !tail.get(3..).is_some_and(|after| after.starts_with(char::is_alphanumeric)),
        _ => false,
    };
    goes_on.then_some(separator.len_utf8() + length)
}

fn digits(rest: &str) -> usize {
    run(rest, char::is_numeric)
}

fn word(rest: &str) -> (usize, Kind) {
    let mut end = run(rest, is_word_part);
    while let Some(more) = joined(slice(rest, end..rest.len())) {
        end += more;
    }
    let raw = slice(rest, 0..end);
    if raw.contains(|c: char| c.is_ascii_digit()) {
        return (end, Kind::Code);
    }
    let has_stop = slice(rest, end..rest.len()).starts_with('.') && SHORT.contains(&raw.to_lowercase().as_str());
    (end + usize::from(has_stop), Kind::Word)
}

/// An apostrophe or a full stop inside a word, and the letters after it: “don’t”, “a.m”.
fn joined(rest: &str) -> Option<usize> {
    let tail = rest.strip_prefix(['\'', '’', '.'])?;
    let length = run(tail, is_word_part);
    (length > 0).then_some(rest.len() - tail.len() + length)
}

fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || c == '°' || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}')
}

fn run(rest: &str, inside: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !inside(c)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = tokens(text, 0..text.len()).into_iter().map(|token| &text[token.range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn numbers_keep_their_separators() {
        check("1,250.5 and 3.000 or 50 000, 2020 300", &["1,250.5", "and", "3.000", "or", "50 000", ",", "2020", "300"]);
        check("$3bn, 20%, 5km.", &["$", "3", "bn", ",", "20", "%", ",", "5", "km", "."]);
    }

    #[test]
    fn words_keep_apostrophes_and_short_forms_their_stop() {
        check("don’t go ca. 9 a.m. F-16 G7 3rd", &["don’t", "go", "ca.", "9", "a.m.", "F", "-", "16", "G7", "3rd"]);
    }
}
