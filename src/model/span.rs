//! A place in a text: a half-open range of UTF-8 byte offsets.

use super::text;
use std::fmt;
use std::ops::Range;

/// A half-open range of byte offsets into an article's text.
///
/// ```text
///  S a i d   “ N o , ”
/// 0 1 2 3 4 5   8 9  11 14      Span { start: 5, end: 14 } is “No,”
/// ```
///
/// Once checked against its text, it lies inside, begins and ends on grapheme boundaries and not in white space.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Makes a span of two byte offsets; `None` when they do not fit 32 bits or are the wrong way round.
    pub fn new(start: usize, end: usize) -> Option<Self> {
        let span = Self { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? };
        (start <= end).then_some(span)
    }

    /// The span as a range of `usize`.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the caret at `offset` stands inside or at an edge.
    pub fn touches(self, offset: usize) -> bool {
        (self.start as usize) <= offset && offset <= self.end as usize
    }

    /// The words it covers; `None` when it does not fit the text.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// Says why the span may not stand in this text.
    pub fn fault(self, whole: &str) -> Option<SpanFault> {
        let Some(covered) = self.of(whole) else {
            let inside = self.start <= self.end && self.end as usize <= whole.len();
            return Some(if inside { SpanFault::CutsCharacter } else { SpanFault::OutOfRange });
        };
        if covered.is_empty() {
            return Some(SpanFault::Empty);
        }
        if covered.starts_with(char::is_whitespace) || covered.ends_with(char::is_whitespace) {
            return Some(SpanFault::WhiteSpaceAtEnd);
        }
        let ends = [self.start as usize, self.end as usize];
        (!ends.into_iter().all(|offset| text::is_boundary(whole, offset))).then_some(SpanFault::CutsCharacter)
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Why a span may not stand where it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SpanFault {
    /// It ends behind the text or before it begins.
    #[error("it reaches beyond the text")]
    OutOfRange,
    /// It covers nothing.
    #[error("it covers nothing")]
    Empty,
    /// An end lies inside a character as a reader sees it.
    #[error("it cuts a character in two")]
    CutsCharacter,
    /// It begins or ends in white space.
    #[error("it begins or ends in white space")]
    WhiteSpaceAtEnd,
}
