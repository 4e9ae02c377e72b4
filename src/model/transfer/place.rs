//! The place of words that have changed: found by what stands around them and by what is left of them.

use super::context::Found;
use super::tokens::{Piece, Tokens};
use super::{Fate, LONG, Move, ops};
use crate::model::span::Span;
use similar::{DiffOp, diff_ratio};
use std::ops::Range;

/// So many words are looked at on each side.
const REACH: usize = 12;
/// Where words come or go beside an annotation, what they say of its place differs by so many words.
const DRIFT: usize = 4;
/// Words that stand oftener say little about a place.
const RARE: usize = 64;
/// Longer annotations are looked for by as many of their words, evenly drawn.
const SAMPLE: usize = 200;
/// More tokens than these are not compared.
const LARGEST: usize = 20_000;
/// Words less alike are taken for the old ones only where both sides still stand.
const LEAST: f32 = 0.5;
/// Where little of the sides stands, as much of the words must.
const KEPT: f32 = 0.6;
/// As many tokens are looked at on each side to see whether a place is the old one.
const NEAR: usize = 4;
/// So many tokens on each side make a place certain, whatever stands in it.
const FIRM: usize = 3;

/// Where an annotation would belong.
pub(super) struct Place {
    pub span: Span,
    similarity: f32,
    /// Whether its words are the very same.
    is_same: bool,
    /// Whether nothing else comes near it.
    pub is_clear: bool,
    /// Whether half of what stands directly before and behind it is the same.
    is_near: bool,
}

impl Place {
    /// Whether it is one of the places of the same words, and the others are less like it.
    pub fn is_sure(&self, found: &[Found]) -> bool {
        let Some(here) = found.iter().find(|found| found.span == self.span) else { return false };
        let others = found.iter().filter(|found| found.span != self.span).map(|found| found.alike).max();
        self.is_clear && self.is_near && others.is_none_or(|most| most < here.alike || most == 0)
    }

    /// What becomes of an annotation of which no other place is known.
    pub fn into_fate(self) -> Fate {
        match self {
            Self { span, is_same: true, is_clear: true, is_near: true, .. } => Fate::Moved(span),
            Self { span, is_same: true, .. } => Fate::Ambiguous(vec![span]),
            Self { span, similarity, .. } => Fate::Changed { span, similarity },
        }
    }
}

/// Finds the place that a piece would have in the new text.
pub(super) fn locate(texts: &Move<'_>, piece: &Piece) -> Option<Place> {
    let (old, new) = (texts.old, texts.new);
    let words = old.words_before(piece.start)..old.words_before(piece.end);
    let slack = DRIFT + words.len() / 4;
    let votes = votes(old, new, &words);
    let cluster = densest(&votes, slack as i64)?;
    let elsewhere: Vec<i64> = votes.iter().copied().filter(|vote| !cluster.near(*vote, slack as i64)).collect();
    let next = densest(&elsewhere, slack as i64).map_or(0, |cluster| cluster.count);
    let before = old.token_of_word(words.start.saturating_sub(REACH)).min(piece.start);
    let behind = old.token_of_word(words.end + REACH);
    let from = new.token_of_word(usize::try_from(cluster.first - (slack + REACH) as i64).unwrap_or(0));
    let to = new.token_of_word(usize::try_from(cluster.last + (words.len() + slack + REACH) as i64).unwrap_or(0));
    if behind - before + (to - from) > LARGEST {
        return None;
    }
    let ops = ops(old.ids(before..behind), new.ids(from..to));
    let inner = piece.start - before..piece.end - before;
    let image = from + start_of(&ops, inner.start)?..from + end_of(&ops, inner.end)?;
    let span = new.span(image.clone()).filter(|span| span.fault(texts.new_text).is_none())?;
    let is_same = piece.is_whole() && new.ids(image.clone()) == old.ids(piece.start..piece.end);
    let equal = |range: Range<usize>| equal_within(&ops, range);
    let firm = |range: Range<usize>| equal(range) >= FIRM;
    let is_firm = firm(inner.start.saturating_sub(FIRM)..inner.start)
        && firm(inner.end..inner.end + FIRM)
        && image.len() <= 3 * piece.len() + 4;
    let near = equal(inner.start.saturating_sub(NEAR)..inner.start) + equal(inner.end..inner.end + NEAR);
    let similarity = similarity(texts, piece, span, image);
    let left = equal(inner);
    let kept = piece.len() >= LONG && left as f32 >= KEPT * piece.len() as f32;
    // Where none of the words are left, at least the lines around must be as they were.
    let is_firm = is_firm && (left > 0 || breaks(texts, piece) == Some(breaks_at(texts.new_text, span)));
    let is_place = is_firm || (near >= NEAR && similarity >= LEAST) || kept;
    let is_clear = cluster.count >= 3 && next * 2 <= cluster.count;
    is_place.then_some(Place { span, similarity, is_same, is_clear, is_near: near >= NEAR })
}

/// Whether a line begins and ends with a piece.
fn breaks(texts: &Move<'_>, piece: &Piece) -> Option<(bool, bool)> {
    texts.old.span(piece.start..piece.end).map(|span| breaks_at(texts.old_text, span))
}

fn breaks_at(text: &str, span: Span) -> (bool, bool) {
    let is_space = |c: &char| c.is_whitespace();
    let before = text.get(..span.start as usize).unwrap_or_default().chars().rev().take_while(is_space).any(|c| c == '\n');
    let behind = text.get(span.end as usize..).unwrap_or_default().chars().take_while(is_space).any(|c| c == '\n');
    (before, behind)
}

/// Where the annotation would begin, counted in words, after each pair of words that the texts share.
fn votes(old: &Tokens, new: &Tokens, words: &Range<usize>) -> Vec<i64> {
    let around = words.start.saturating_sub(REACH)..words.end + REACH;
    let step = around.len().div_ceil(SAMPLE).max(1);
    let mut votes = Vec::new();
    for at in around.step_by(step) {
        let (Some(first), Some(second)) = (old.word(at), old.word(at + 1)) else { continue };
        let (by_first, by_second) = (new.all_of(first), new.all_of(second));
        let (rarer, ahead) = if by_first.len() <= by_second.len() { (by_first, 0) } else { (by_second, 1) };
        if rarer.len() > RARE {
            continue;
        }
        for token in rarer {
            let Some(word) = new.words_before(*token as usize).checked_sub(ahead) else { continue };
            if new.word(word) == Some(first) && new.word(word + 1) == Some(second) {
                votes.push(word as i64 - at as i64 + words.start as i64);
            }
        }
    }
    votes.sort_unstable();
    votes
}

/// Votes that lie close together.
struct Cluster {
    first: i64,
    last: i64,
    count: usize,
}

impl Cluster {
    fn near(&self, vote: i64, slack: i64) -> bool {
        self.first - slack <= vote && vote <= self.last + slack
    }
}

/// The most votes within a distance; they are sorted.
fn densest(votes: &[i64], within: i64) -> Option<Cluster> {
    let mut best: Option<Cluster> = None;
    let mut from = 0;
    for (to, last) in votes.iter().enumerate() {
        while votes.get(from).is_some_and(|first| last - first > within) {
            from += 1;
        }
        let count = to + 1 - from;
        if best.as_ref().is_none_or(|best| count > best.count) {
            best = votes.get(from).map(|first| Cluster { first: *first, last: *last, count });
        }
    }
    best
}

/// Where the token at `at` of the old row begins in the new one.
fn start_of(ops: &[DiffOp], at: usize) -> Option<usize> {
    let op = ops.iter().find(|op| op.old_range().contains(&at))?;
    Some(through(op, at))
}

/// Where the old row up to `at` ends in the new one.
fn end_of(ops: &[DiffOp], at: usize) -> Option<usize> {
    let op = ops.iter().find(|op| op.old_range().contains(&at.saturating_sub(1)))?;
    Some(through(op, at))
}

/// A place inside what was replaced lies in the new words as far on as in the old.
fn through(op: &DiffOp, at: usize) -> usize {
    let (old, new) = (op.old_range(), op.new_range());
    let inside = at - old.start;
    match op {
        DiffOp::Equal { .. } => new.start + inside,
        _ if inside == old.len() => new.end,
        _ => new.start + inside * new.len() / old.len().max(1),
    }
}

/// How many tokens of a range of the old row are in the new one.
fn equal_within(ops: &[DiffOp], range: Range<usize>) -> usize {
    let equal = ops.iter().filter(|op| matches!(op, DiffOp::Equal { .. })).map(DiffOp::old_range);
    equal.map(|old| old.end.min(range.end).saturating_sub(old.start.max(range.start))).sum()
}

/// How much of the words is the same: by letters, in long ones by words.
fn similarity(texts: &Move<'_>, piece: &Piece, span: Span, image: Range<usize>) -> f32 {
    const SHORT: usize = 400;
    let old = texts.old.ids(piece.start..piece.end);
    let words = texts.old.span(piece.start..piece.end).and_then(|span| span.of(texts.old_text)).zip(span.of(texts.new_text));
    match words {
        Some((one, other)) if one.len().max(other.len()) <= SHORT => {
            let [one, other] = [one, other].map(|text| text.chars().map(u32::from).collect::<Vec<u32>>());
            diff_ratio(&ops(&one, &other), one.len(), other.len())
        }
        _ => {
            let new = texts.new.ids(image);
            diff_ratio(&ops(old, new), old.len(), new.len())
        }
    }
}
