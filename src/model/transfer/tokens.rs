//! A text as a row of words and marks without the white space between them, so that two texts can be compared however
//! their lines are broken. Equal tokens of the two have equal numbers.

use crate::model::span::Span;
use std::collections::HashMap;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Of a long row the rarest token is looked for among so many.
const SAMPLE: usize = 500;

/// The tokens of one text.
pub(super) struct Tokens {
    /// Where each begins and ends, in bytes.
    ranges: Vec<(u32, u32)>,
    ids: Vec<u32>,
    /// The numbers of those that are words, in order.
    words: Vec<u32>,
    /// Which token each word is.
    word_tokens: Vec<u32>,
    /// How many words stand before each token, and before the end.
    words_before: Vec<u32>,
    /// The tokens of each number, in one row; where each begins in it.
    places: Vec<u32>,
    firsts: Vec<u32>,
}

/// An annotation in tokens: those that it covers, and how much of the first and the last it leaves out, in bytes.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub start: usize,
    pub end: usize,
    lead: u32,
    tail: u32,
}

impl Piece {
    /// Whether it cuts no token.
    pub fn is_whole(&self) -> bool {
        self.lead == 0 && self.tail == 0
    }

    /// How many tokens it covers.
    pub fn len(&self) -> usize {
        self.end - self.start
    }
}

/// Takes both texts apart.
pub(super) fn of_both(old: &str, new: &str) -> (Tokens, Tokens) {
    let mut numbers = HashMap::new();
    let (mut one, mut other) = (Tokens::read(old, &mut numbers), Tokens::read(new, &mut numbers));
    one.index(numbers.len());
    other.index(numbers.len());
    (one, other)
}

impl Tokens {
    fn read<'t>(text: &'t str, numbers: &mut HashMap<&'t str, u32>) -> Self {
        let mut tokens = Self {
            ranges: Vec::new(),
            ids: Vec::new(),
            words: Vec::new(),
            word_tokens: Vec::new(),
            words_before: Vec::new(),
            places: Vec::new(),
            firsts: Vec::new(),
        };
        for (at, segment) in text.split_word_bound_indices() {
            let token = segment.trim();
            if token.is_empty() {
                continue;
            }
            let start = at + segment.len() - segment.trim_start().len();
            let next = numbers.len() as u32;
            let id = *numbers.entry(token).or_insert(next);
            tokens.words_before.push(tokens.words.len() as u32);
            if token.chars().any(char::is_alphanumeric) {
                tokens.words.push(id);
                tokens.word_tokens.push(tokens.ids.len() as u32);
            }
            tokens.ranges.push((start as u32, (start + token.len()) as u32));
            tokens.ids.push(id);
        }
        tokens.words_before.push(tokens.words.len() as u32);
        tokens
    }

    fn index(&mut self, numbers: usize) {
        let mut order: Vec<u32> = (0..self.ids.len() as u32).collect();
        order.sort_by_key(|at| self.id(*at as usize));
        self.firsts = (0..=numbers as u32).scan(0, |from, id| self.first_of(&order, id, from)).collect();
        self.places = order;
    }

    /// Where the tokens of a number begin in the row; numbers are asked for in ascending order.
    fn first_of(&self, order: &[u32], id: u32, from: &mut usize) -> Option<u32> {
        let behind = order.get(*from..)?;
        *from += behind.iter().take_while(|at| self.id(**at as usize).is_some_and(|other| other < id)).count();
        Some(*from as u32)
    }

    fn id(&self, at: usize) -> Option<u32> {
        self.ids.get(at).copied()
    }

    /// The numbers of the tokens of a range.
    pub fn ids(&self, range: Range<usize>) -> &[u32] {
        self.ids.get(range).unwrap_or_default()
    }

    /// How many words stand before a token.
    pub fn words_before(&self, token: usize) -> usize {
        self.words_before.get(token).or(self.words_before.last()).map_or(0, |count| *count as usize)
    }

    /// How many words there are among the tokens of a range.
    pub fn words(&self, range: Range<usize>) -> usize {
        self.words_before(range.end) - self.words_before(range.start)
    }

    /// The number of a word, words alone being counted.
    pub fn word(&self, at: usize) -> Option<u32> {
        self.words.get(at).copied()
    }

    /// Which token a word is; one behind the last for words past the end.
    pub fn token_of_word(&self, word: usize) -> usize {
        self.word_tokens.get(word).map_or(self.ids.len(), |token| *token as usize)
    }

    /// Every token of a number, in order.
    pub fn all_of(&self, id: u32) -> &[u32] {
        let bounds = self.firsts.get(id as usize).zip(self.firsts.get(id as usize + 1));
        bounds.and_then(|(from, to)| self.places.get(*from as usize..*to as usize)).unwrap_or_default()
    }

    /// Where these tokens stand in a row, in order; nowhere when the rarest of the first stands in more than `most` places.
    pub fn places(&self, row: &[u32], most: usize) -> Vec<usize> {
        let rarest = row.iter().enumerate().take(SAMPLE).min_by_key(|(_, id)| self.all_of(**id).len());
        let Some((at, id)) = rarest.filter(|(_, id)| self.all_of(**id).len() <= most) else { return Vec::new() };
        let starts = self.all_of(*id).iter().filter_map(|place| (*place as usize).checked_sub(at));
        starts.filter(|start| self.ids(*start..*start + row.len()) == row).collect()
    }

    /// The tokens that a span covers; `None` where it covers none.
    pub fn piece(&self, span: Span) -> Option<Piece> {
        let start = self.ranges.partition_point(|(_, end)| *end <= span.start);
        let end = self.ranges.partition_point(|(start, _)| *start < span.end);
        let (first, last) = (self.ranges.get(start)?, self.ranges.get(end.checked_sub(1)?)?);
        let (lead, tail) = (span.start.saturating_sub(first.0), last.1.saturating_sub(span.end));
        (start < end).then_some(Piece { start, end, lead, tail })
    }

    /// The span that covers tokens.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        let (first, last) = (self.ranges.get(range.start)?, self.ranges.get(range.end.checked_sub(1)?)?);
        (range.start < range.end).then_some(Span { start: first.0, end: last.1 })
    }

    /// The span of the same tokens as a piece of another text, from a token of this one on; `None` where it would not be sound.
    pub fn span_of(&self, piece: &Piece, start: usize, text: &str) -> Option<Span> {
        let Span { start, end } = self.span(start..start + piece.len())?;
        let span = Span { start: start + piece.lead, end: end.checked_sub(piece.tail)? };
        span.fault(text).is_none().then_some(span)
    }
}
