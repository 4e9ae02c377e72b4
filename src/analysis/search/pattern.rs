//! A query's pattern, made ready to look for.

use crate::model::Query;
use crate::model::text::trim;
use regex::{Regex, RegexBuilder};
use std::ops::{ControlFlow, Range};

/// A pattern longer than this many bytes is not looked for.
const LONGEST: usize = 100_000;

/// What to look for.
#[derive(Clone, Debug)]
pub struct Pattern(Kind);

#[derive(Clone, Debug)]
enum Kind {
    /// Everything: nothing was typed.
    All,
    /// What the expression matches.
    Plain(Regex),
    /// Words as they stand, where the second, a letter of a word, is at neither side.
    Words { bare: Regex, letter: Regex },
    /// The second alone; the first says quickly where it cannot be.
    Whole { bare: Regex, whole: Regex },
}

/// Why a pattern cannot be looked for.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{reason}")]
pub struct PatternError {
    /// In words for a person.
    pub reason: String,
    /// The bytes of the pattern that it is about, where that can be told.
    pub place: Option<Range<usize>>,
}

impl Pattern {
    /// Makes a query's pattern ready.
    pub fn of(query: &Query) -> Result<Self, PatternError> {
        let pattern = query.pattern.as_str();
        if pattern.is_empty() {
            return Ok(Self(Kind::All));
        }
        if pattern.len() > LONGEST {
            return Err(too_large());
        }
        let bare = if query.regex { pattern.to_owned() } else { literal(pattern, query.across_lines) };
        // Of the pattern as it was typed, so that a fault has its place in it.
        let found = compiled(&bare, query)?;
        if !query.whole_word {
            return Ok(Self(Kind::Plain(found)));
        }
        // White space at an end would make one place match in more than one length.
        let is_fixed = !query.regex && pattern.trim() == pattern;
        if is_fixed {
            return Ok(Self(Kind::Words { bare: found, letter: compiled(r"\w", query)? }));
        }
        let whole = |end: &str| compiled(&format!(r"\b{{start-half}}(?:{bare}{end})\b{{end-half}}"), query);
        // A comment at the end of the pattern goes on to the end of its line.
        let whole = whole("").or_else(|_| whole("\n")).map_err(|error| PatternError { place: None, ..error })?;
        Ok(Self(Kind::Whole { bare: found, whole }))
    }

    /// Everything.
    pub fn all() -> Self {
        Self(Kind::All)
    }

    /// Whether it matches where there is nothing: then it may match nothing else, and find nothing.
    pub fn matches_nothing(&self) -> bool {
        match &self.0 {
            Kind::All | Kind::Words { .. } => false,
            Kind::Plain(regex) | Kind::Whole { bare: regex, .. } => regex.is_match(""),
        }
    }

    /// Whether there is nothing to look for, so that everything is meant.
    pub fn is_all(&self) -> bool {
        matches!(self.0, Kind::All)
    }

    /// Whether it is found anywhere in these words.
    pub fn is_in(&self, words: &str) -> bool {
        match &self.0 {
            Kind::All => true,
            Kind::Plain(regex) => regex.is_match(words),
            Kind::Words { .. } | Kind::Whole { .. } => self.matches(words, &mut |_| ControlFlow::Break(())).is_break(),
        }
    }

    /// Hands on each place of a text in order: whole characters as a reader sees them, without white space at the ends, none
    /// of them empty, no two of them sharing a byte. An empty pattern has no place.
    pub fn each(&self, text: &str, found: &mut dyn FnMut(Range<usize>) -> ControlFlow<()>) -> ControlFlow<()> {
        let mut from = 0;
        self.matches(text, &mut |range| match trim(text, range.start.max(from)..range.end) {
            Some(hit) => {
                from = hit.end;
                found(hit)
            }
            None => ControlFlow::Continue(()),
        })
    }

    /// Hands on what matches and is not empty.
    fn matches(&self, text: &str, found: &mut dyn FnMut(Range<usize>) -> ControlFlow<()>) -> ControlFlow<()> {
        match &self.0 {
            Kind::All => ControlFlow::Continue(()),
            Kind::Plain(regex) => regex.find_iter(text).filter(|found| !found.is_empty()).try_for_each(|hit| found(hit.range())),
            Kind::Words { bare, letter } => {
                let mut at = 0;
                while let Some(hit) = bare.find_at(text, at) {
                    if stands_alone(text, &hit.range(), letter) {
                        found(hit.range())?;
                        at = hit.end();
                    } else {
                        at = text.ceil_char_boundary(hit.start() + 1);
                    }
                }
                ControlFlow::Continue(())
            }
            Kind::Whole { bare, whole } => {
                let Some(first) = bare.find(text) else { return ControlFlow::Continue(()) };
                let mut at = first.start();
                while let Some(hit) = whole.find_at(text, at) {
                    if !hit.is_empty() {
                        found(hit.range())?;
                        at = hit.end();
                    } else if hit.end() < text.len() {
                        at = text.ceil_char_boundary(hit.end() + 1);
                    } else {
                        break;
                    }
                }
                ControlFlow::Continue(())
            }
        }
    }
}

/// Whether no letter of a word stands at either side.
fn stands_alone(text: &str, hit: &Range<usize>, letter: &Regex) -> bool {
    let is_letter = |c: char| match c {
        c if c.is_ascii() => c.is_ascii_alphanumeric() || c == '_',
        c => letter.is_match(c.encode_utf8(&mut [0; 4])),
    };
    let before = text.get(..hit.start).and_then(|before| before.chars().next_back());
    let behind = text.get(hit.end..).and_then(|behind| behind.chars().next());
    !before.is_some_and(is_letter) && !behind.is_some_and(is_letter)
}

/// Words as they stand, as an expression; across lines, white space of any kind for each of its runs.
fn literal(words: &str, across_lines: bool) -> String {
    if !across_lines {
        return regex::escape(words);
    }
    let mut expression = String::new();
    let mut rest = words;
    while let Some(at) = rest.find(char::is_whitespace) {
        let (before, behind) = rest.split_at(at);
        expression += &regex::escape(before);
        expression += r"\s+";
        rest = behind.trim_start();
    }
    expression + &regex::escape(rest)
}

fn compiled(expression: &str, query: &Query) -> Result<Regex, PatternError> {
    let mut builder = RegexBuilder::new(expression);
    builder.case_insensitive(!query.case).dot_matches_new_line(query.across_lines).multi_line(true);
    builder.build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => too_large(),
        other => explained(&other.to_string(), expression),
    })
}

fn too_large() -> PatternError {
    PatternError {
        reason: "this pattern is too large; repeat less often in it, or search in several steps".to_owned(),
        place: None,
    }
}

/// What `regex` says in place of what is said here.
const WORDS: [(&str, &str); 12] = [
    ("unclosed group", "this ( has no )"),
    ("unopened group", "this ) has no (; write \\) to find the sign itself"),
    ("unclosed character class", "this [ has no ]"),
    ("unclosed counted repetition", "this { has no }; write \\{ to find the sign itself"),
    (
        "repetition operator missing expression",
        "nothing stands before this that could be repeated; write \\ before it to find the sign itself",
    ),
    ("unrecognized escape sequence", "the \\ makes nothing known of this; write \\\\ to find the sign \\ itself"),
    (
        "incomplete escape sequence, reached end of pattern prematurely",
        "something must follow this \\; write \\\\ to find the sign itself",
    ),
    ("look-around, including look-ahead and look-behind, is not supported", "looking ahead or behind is not possible here"),
    ("backreferences are not supported", "pointing back to a group is not possible here"),
    ("invalid character class range, the start must be <= the end", "this range begins behind its end"),
    ("invalid repetition count range, the start must be <= the end", "this asks for more at least than at most"),
    ("Unicode property not found", "no kind of character is called so"),
];

/// Reads the drawing that `regex` makes of a fault: the pattern, carets under the place, the reason.
fn explained(drawn: &str, expression: &str) -> PatternError {
    let reason = drawn.rsplit_once("error: ").map_or(drawn, |(_, reason)| reason).trim();
    let known = WORDS.iter().find(|(theirs, _)| *theirs == reason);
    let reason = known.map_or_else(|| reason.replace("invalid", "unfitting"), |(_, ours)| (*ours).to_owned());
    let carets = drawn.lines().rev().find(|line| line.trim_start().starts_with('^'));
    // The drawing is indented by four; of a pattern of several lines no place is told.
    let place = carets.filter(|_| !expression.contains('\n')).and_then(|line| {
        let column = line.len() - line.trim_start().len();
        let marked = line.trim().chars().take_while(|c| *c == '^').count();
        // What is missed at the end is shown at the last character.
        let last = expression.char_indices().next_back().map_or(0, |(at, _)| at);
        let from = byte_of(expression, column.checked_sub(4)?).min(last);
        Some(from..byte_of(expression, column - 4 + marked))
    });
    PatternError { reason, place }
}

/// The byte at which the character of that number begins.
fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}
