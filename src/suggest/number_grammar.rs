//! The grammar of number phrases over the tokens of a sentence: modifiers, quantity, range, unit; and what counts nothing.

use std::ops::Range;

use super::lexicon::{self, Language, language_of};
use super::number_phrase::NumberPhrase;
use super::number_tokens::{Kind, Token, tokens};

/// What a quantity is written as, which decides the unit that may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Digits,
    Words,
    One,
    Money,
    Fraction,
    /// “dozens”, “hundreds of thousands”.
    Large,
}

/// A quantity that ends before token `end`.
#[derive(Clone, Copy, Debug)]
struct Quantity {
    end: usize,
    shape: Shape,
}

pub(super) struct Grammar {
    tokens: Vec<Token>,
    pub(super) language: Language,
}

impl Grammar {
    pub(super) fn new(text: &str, sentence: Range<usize>) -> Self {
        let tokens = tokens(text, sentence);
        let words = tokens.iter().filter(|token| token.kind == Kind::Word).map(|token| token.word.as_str());
        let language = language_of(words);
        Grammar { tokens, language }
    }

    pub(super) fn phrases(&self) -> Vec<NumberPhrase> {
        let mut found = Vec::new();
        let (mut at, mut free) = (0, 0);
        while at < self.tokens.len() {
            match self.phrase(at, free) {
                Some((phrase, end)) => {
                    found.push(phrase);
                    at = end.max(at + 1);
                    free = at;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The phrase whose quantity begins at token `at`, with modifiers not before `free`, and the token after it.
    fn phrase(&self, at: usize, free: usize) -> Option<(NumberPhrase, usize)> {
        if let Some(end) = self.bare_number(at) {
            return Some((self.spanned(at..end, false)?, end));
        }
        if lexicon::is_ordinal(self.word(at)) {
            let end = self.ordinal_end(at + 1);
            return Some((self.spanned(at..end, false)?, end));
        }
        let first = self.quantity(at)?;
        let start = self.modifiers(self.before_currency(at, free), free);
        let between = (start..at).any(|token| lexicon::BETWEEN.contains(&self.word(token)));
        let alone = self.is_year(at) && !between;
        let last = if alone { first } else { self.range_end(first, between) };
        let end = self.unit(last.end, last.shape);
        if start == at && last.end == at + 1 && self.is_year_or_name(at, end) {
            return Some((self.spanned(at..at + 1, false)?, at + 1));
        }
        let points = start == at && matches!(last.shape, Shape::Words | Shape::One) && self.is_after(at, lexicon::DETERMINERS);
        let pronoun = last.shape == Shape::One && end == last.end;
        Some((self.spanned(start..end, !points && !pronoun)?, end))
    }

    /// “fourth year”, “sixth such vessel”: the words after an ordinal up to where its noun phrase ends.
    fn ordinal_end(&self, at: usize) -> usize {
        let ends = |&token: &usize| self.word(token).is_empty() || lexicon::is_stop(self.word(token));
        (at..at + 3).find(ends).unwrap_or(at + 3)
    }

    fn spanned(&self, tokens: Range<usize>, counts: bool) -> Option<NumberPhrase> {
        let start = self.tokens.get(tokens.start)?.range.start;
        let end = self.tokens.get(tokens.end.checked_sub(1)?)?.range.end;
        Some(NumberPhrase { range: start..end, counts })
    }

    fn range_end(&self, first: Quantity, between: bool) -> Quantity {
        let after = self.percent_end(first.end);
        let joined = match self.word(after) {
            "to" | "bis" | "or" | "oder" | "à" => true,
            "and" | "und" => between,
            "in" => first.shape == Shape::One || first.shape == Shape::Words,
            _ => self.kind(after) == Some(Kind::Dash),
        };
        let next =
            if self.word(after) == "out" && self.word(after + 1) == "of" { after + 2 } else { after + usize::from(joined) };
        if next == after || self.word(after) == "in" && self.kind(next) != Some(Kind::Word) {
            return first;
        }
        self.quantity(next).unwrap_or(first)
    }

    fn quantity(&self, at: usize) -> Option<Quantity> {
        match self.kind(at)? {
            Kind::Number => Some(Quantity { end: self.scales(at + 1), shape: Shape::Digits }),
            Kind::Currency if self.kind(at + 1) == Some(Kind::Number) => {
                Some(Quantity { end: self.scales(at + 2), shape: Shape::Money })
            }
            Kind::Word => self.worded(at),
            _ => None,
        }
    }

    fn worded(&self, at: usize) -> Option<Quantity> {
        let word = self.word(at);
        if lexicon::is_large_plural(word) {
            return Some(Quantity { end: self.large_end(at + 1), shape: Shape::Large });
        }
        // “hour-long”: one of the unit.
        if lexicon::is_rate_noun(word) && self.kind(at + 1) == Some(Kind::Dash) && self.word(at + 2) == "long" {
            return Some(Quantity { end: at + 3, shape: Shape::Fraction });
        }
        if word == "half" || word == "hälfte" {
            return self.half(at);
        }
        if lexicon::is_article(word)
            && let Some(found) = self.after_article(at + 1)
        {
            return Some(found);
        }
        if !lexicon::is_cardinal(word) || self.is_name_part(at) {
            return None;
        }
        let end = self.cardinal_end(at + 1);
        let dash = usize::from(self.kind(end) == Some(Kind::Dash) && self.is_glued(end));
        if lexicon::is_fraction(self.word(end + dash)) {
            return Some(Quantity { end: end + dash + 1, shape: Shape::Fraction });
        }
        let shape = if word == "one" && end == at + 1 { Shape::One } else { Shape::Words };
        Some(Quantity { end, shape })
    }

    /// “half a million”, “half of”, “half the”.
    fn half(&self, at: usize) -> Option<Quantity> {
        if lexicon::is_article(self.word(at + 1)) && lexicon::is_scale(self.word(at + 2)) {
            return Some(Quantity { end: at + 3, shape: Shape::Words });
        }
        let of = ["of", "the", "der", "des", "all"].contains(&self.word(at + 1));
        of.then_some(Quantity { end: at + 1, shape: Shape::Fraction })
    }

    /// “a million”, “a third of”, “eine halbe Million”.
    fn after_article(&self, at: usize) -> Option<Quantity> {
        let halved = usize::from(matches!(self.word(at), "halbe" | "halben" | "half"));
        let word = self.word(at + halved);
        let short = word.chars().count() < 3;
        if (lexicon::is_scale(word) || word == "million") && !short {
            return Some(Quantity { end: self.scales(at + halved + 1), shape: Shape::Words });
        }
        let next = self.word(at + 1);
        let ends = next.is_empty() || lexicon::is_stop(next);
        (lexicon::is_fraction(word) && word != "half" && ends).then_some(Quantity { end: at + 1, shape: Shape::Fraction })
    }

    fn cardinal_end(&self, at: usize) -> usize {
        let end = match self.word(at) {
            "and" if lexicon::is_scale(self.word(at.wrapping_sub(1))) && lexicon::is_cardinal(self.word(at + 1)) => at + 2,
            word if lexicon::is_cardinal(word) || lexicon::is_scale(word) => at + 1,
            _ if self.kind(at) == Some(Kind::Dash) && self.is_glued(at) && lexicon::is_cardinal(self.word(at + 1)) => at + 2,
            _ => return at,
        };
        self.cardinal_end(end)
    }

    fn scales(&self, at: usize) -> usize {
        let after = (at..self.tokens.len()).find(|&token| !lexicon::is_scale(self.word(token))).unwrap_or(self.tokens.len());
        let and_a_half = [self.word(after), self.word(after + 1), self.word(after + 2)] == ["and", "a", "half"];
        if and_a_half { after + 3 } else { after }
    }

    fn large_end(&self, at: usize) -> usize {
        let more = self.word(at) == "of" && lexicon::is_large_plural(self.word(at + 1));
        if more { self.large_end(at + 2) } else { at }
    }

    /// “US$”: the letters before a currency sign.
    fn before_currency(&self, at: usize, free: usize) -> usize {
        let glued = self.kind(at) == Some(Kind::Currency) && self.is_glued(at) && at > free;
        if glued && lexicon::is_currency_code(self.word(at - 1)) { at - 1 } else { at }
    }

    fn modifiers(&self, at: usize, free: usize) -> usize {
        let fits = |words: &&&[&str]| {
            at.checked_sub(words.len())
                .is_some_and(|start| start >= free && words.iter().zip(start..).all(|(word, token)| self.word(token) == *word))
        };
        match lexicon::MODIFIERS.iter().filter(fits).map(|words| words.len()).max() {
            Some(length) if lexicon::BETWEEN.contains(&self.word(at - length)) => at - length,
            Some(length) => self.modifiers(at - length, free),
            None => at,
        }
    }

    /// Numbers that count nothing whatever follows: codes, dates, times, phone numbers, names, list numbers, ages.
    fn bare_number(&self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at)?;
        if token.kind == Kind::Code {
            return token.word.starts_with(char::is_numeric).then_some(at + 1);
        }
        if token.kind != Kind::Number {
            return None;
        }
        let end = self.chain_end(at);
        let joint = self.tokens.get(at + 1).map_or("", |token| token.word.as_str());
        let is_code = end > at + 3 || end == at + 3 && matches!(joint, ":" | "/");
        let is_score =
            end == at + 3 && !is_code && self.is_short(at) && self.is_short(at + 2) && self.unit(end, Shape::Digits) == end;
        if is_code || is_score {
            return Some(end);
        }
        let is_name = self.is_after(at, lexicon::NAMERS) || self.is_glued_name(at);
        (self.is_date(at) || is_name || self.is_aside(at) || self.is_list_number(at)).then_some(at + 1)
    }

    /// Numbers glued together by dashes, slashes, colons.
    fn chain_end(&self, at: usize) -> usize {
        let joint = self
            .tokens
            .get(at + 1)
            .is_some_and(|token| token.glued && (token.kind == Kind::Dash || matches!(token.word.as_str(), ":" | "/")));
        if joint && self.is_glued(at + 2) && self.kind(at + 2) == Some(Kind::Number) { self.chain_end(at + 2) } else { at + 1 }
    }

    fn is_date(&self, at: usize) -> bool {
        let is_month =
            |token: usize| self.tokens.get(token).is_some_and(|t| t.capital && lexicon::MONTHS.contains(&t.word.as_str()));
        let stop = usize::from(self.tokens.get(at + 1).is_some_and(|token| token.word == "."));
        let before = at.checked_sub(1).is_some_and(is_month);
        (before || is_month(at + 1 + stop)) && self.is_short(at) || lexicon::CLOCK.contains(&self.word(at + 1))
    }

    /// “F-16”, “COVID-19”.
    fn is_glued_name(&self, at: usize) -> bool {
        at >= 2
            && self.is_glued(at)
            && self.is_glued(at - 1)
            && self.kind(at - 1) == Some(Kind::Dash)
            && self.kind(at - 2) == Some(Kind::Word)
    }

    /// “Ann Sund, 34, said”: an age.
    fn is_aside(&self, at: usize) -> bool {
        let comma = |token: usize| self.tokens.get(token).is_some_and(|t| t.word == ",");
        at >= 2 && comma(at - 1) && comma(at + 1) && self.tokens.get(at - 2).is_some_and(|t| t.capital) && self.is_short(at)
    }

    fn is_list_number(&self, at: usize) -> bool {
        at == 0
            && self.is_short(at)
            && self.tokens.get(1).is_some_and(|token| token.glued && matches!(token.word.as_str(), "." | ")"))
    }

    /// “Air Force One”.
    fn is_name_part(&self, at: usize) -> bool {
        let capital = |token: usize| self.tokens.get(token).is_some_and(|t| t.capital);
        capital(at) && at >= 2 && capital(at - 1) && self.language != Language::German
    }

    /// A lone year, or the number of a name (“Watch 5”), unless a unit follows that makes it a quantity.
    fn is_year_or_name(&self, at: usize, end: usize) -> bool {
        let is_name = end == at + 1 && at >= 2 && self.is_short(at) && self.is_capital(at - 1);
        self.kind(at) == Some(Kind::Number) && (is_name || self.is_year(at) && !self.has_firm_unit(at + 1, end))
    }

    /// Four digits without a separator, from 1900 to 2099.
    fn is_year(&self, at: usize) -> bool {
        let year = self.tokens.get(at).filter(|token| token.range.len() == 4);
        year.and_then(|token| token.word.parse::<u32>().ok()).is_some_and(|year| (1900..2100).contains(&year))
    }

    /// Percent, currency and measures make even 2000 a quantity; a plural noun does not (“2024 elections”).
    fn has_firm_unit(&self, at: usize, end: usize) -> bool {
        at < end && (self.percent_end(at) > at || self.kind(at) == Some(Kind::Currency))
    }

    fn is_after(&self, at: usize, list: &[&str]) -> bool {
        at.checked_sub(1).is_some_and(|before| list.contains(&self.word(before)))
    }

    fn is_short(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.range.len() <= 3)
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub(super) fn is_glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.glued)
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital)
    }

    /// The word at a token, in lower case; empty for all that is no word.
    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).filter(|token| token.kind == Kind::Word).map_or("", |token| token.word.as_str())
    }

    /// The sign at a token, empty for words and numbers.
    pub(super) fn sign(&self, at: usize) -> &str {
        self.tokens.get(at).filter(|token| token.kind != Kind::Word).map_or("", |token| token.word.as_str())
    }
}
