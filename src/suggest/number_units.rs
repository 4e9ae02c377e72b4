//! What follows a quantity and belongs to it: percent, the noun that is counted, a rate.

use super::lexicon::{self, Language};
use super::number_grammar::{Grammar, Shape};
use super::number_tokens::Kind;

/// How many words may stand between a quantity and its noun.
const MOST_ADJECTIVES: usize = 3;

impl Grammar {
    /// Returns the token after the unit that begins at `at`; `at` when there is none.
    pub(super) fn unit(&self, at: usize, shape: Shape) -> usize {
        let percent = self.percent_end(at);
        if percent > at {
            return self.rate_end(percent);
        }
        if self.kind(at) == Some(Kind::Currency) {
            return self.rate_end(at + 1);
        }
        let compound = self.compound_end(at);
        if compound > at {
            return compound;
        }
        let noun = match shape {
            Shape::Money if self.language == Language::English => at,
            Shape::Fraction => return at,
            Shape::Large if self.word(at) == "of" => self.noun_end(at + 1, shape),
            _ => self.noun_end(at, shape),
        };
        self.rate_end(noun)
    }

    pub(super) fn percent_end(&self, at: usize) -> usize {
        if self.kind(at) == Some(Kind::Percent) {
            return at + 1;
        }
        if self.word(at) == "per" && self.word(at + 1) == "cent" {
            return at + 2;
        }
        if !lexicon::is_percent(self.word(at)) {
            return at;
        }
        at + 1 + usize::from(matches!(self.word(at + 1), "points" | "point"))
    }

    /// “10-year”, “34-year-old”.
    fn compound_end(&self, at: usize) -> usize {
        let hyphen = matches!(self.sign(at), "-" | "‑" | "‐") && self.is_glued(at) && self.is_glued(at + 1);
        if hyphen && self.kind(at + 1) == Some(Kind::Word) { self.compound_end(at + 2) } else { at }
    }

    fn noun_end(&self, at: usize, shape: Shape) -> usize {
        match self.language {
            Language::English => self.english_noun_end(at, shape),
            Language::German => self.german_noun_end(at),
            Language::Other => at + usize::from(!self.word(at).is_empty() && !lexicon::is_stop(self.word(at))),
        }
    }

    fn english_noun_end(&self, at: usize, shape: Shape) -> usize {
        let mut head = at;
        for _ in 0..=MOST_ADJECTIVES {
            let word = self.word(head);
            if word.is_empty() || lexicon::is_stop(word) {
                break;
            }
            head = self.compound_end(head + 1);
            if lexicon::is_plural_head(word) || head > at + 1 && lexicon::is_plural_head(self.word(head - 1)) {
                return self.after_noun(head);
            }
            if lexicon::is_state(word) {
                return self.after_noun(head);
            }
        }
        let singular = shape == Shape::One && head > at;
        if singular { at + 1 } else { at }
    }

    /// Compounds and what is said of those counted: “weapons systems”, “civilians killed”, “years old”.
    fn after_noun(&self, at: usize) -> usize {
        let word = self.word(at);
        let goes_on =
            lexicon::is_plural_head(word) && !self.is_capital(at) || lexicon::is_state(word) || lexicon::is_measure(word);
        if goes_on && !lexicon::is_stop(word) { self.after_noun(at + 1) } else { at }
    }

    /// Adjectives in lower case, then a noun with a capital, then perhaps a participle.
    fn german_noun_end(&self, at: usize) -> usize {
        let noun = (at..=at + MOST_ADJECTIVES).find(|&token| self.is_capital(token) || !self.is_german_adjective(token));
        let Some(noun) = noun.filter(|&token| self.is_capital(token) && !self.word(token).is_empty()) else {
            return at;
        };
        noun + 1 + usize::from(lexicon::is_measure(self.word(noun + 1)))
    }

    fn is_german_adjective(&self, at: usize) -> bool {
        let word = self.word(at);
        !lexicon::is_stop(word) && ["e", "en", "er", "em", "es"].iter().any(|end| word.ends_with(end))
    }

    /// “per year”, “a day”, “pro Kopf”, “annually”, “or more”, “in total”.
    fn rate_end(&self, at: usize) -> usize {
        let next = self.word(at + 1);
        match self.word(at) {
            "per" | "pro" | "par" | "je" if !next.is_empty() => at + 2,
            "a" | "an" | "each" | "every" if lexicon::is_rate_noun(next) => at + 2,
            "or" if matches!(next, "more" | "less" | "fewer") => at + 2,
            "oder" if next == "mehr" => at + 2,
            "in" if next == "total" => at + 2,
            word if lexicon::is_rate(word) || word == "total" => at + 1,
            _ => at,
        }
    }
}
