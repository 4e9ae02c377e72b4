//! How far the surroundings of two places are the same, in words; marks and white space do not matter.

use super::tokens::Tokens;
use crate::model::span::Span;
use std::ops::Range;

/// So many words are compared on each side.
const REACH: usize = 16;

/// A place where the words of an annotation stand.
pub(super) struct Found {
    /// Its first token.
    pub start: usize,
    pub span: Span,
    /// How many words beside it are the same, on both sides together.
    pub alike: usize,
}

/// How many words directly before and behind two ranges of tokens are the same. An end of the text is like another.
pub(super) fn alike(one: &Tokens, at: Range<usize>, other: &Tokens, there: Range<usize>) -> usize {
    let (before, before_other) = (one.words_before(at.start), other.words_before(there.start));
    let (behind, behind_other) = (one.words_before(at.end), other.words_before(there.end));
    let left = run(|step| (word_left(one, before, step), word_left(other, before_other, step)));
    let right = run(|step| (one.word(behind + step), other.word(behind_other + step)));
    left + right
}

fn word_left(tokens: &Tokens, from: usize, step: usize) -> Option<u32> {
    from.checked_sub(step + 1).and_then(|at| tokens.word(at))
}

/// The length of the run of equal words; where both texts end at once, that counts as one more.
fn run(pair: impl Fn(usize) -> (Option<u32>, Option<u32>)) -> usize {
    for step in 0..REACH {
        match pair(step) {
            (None, None) => return step + 1,
            (one, other) if one == other => {}
            _ => return step,
        }
    }
    REACH
}
