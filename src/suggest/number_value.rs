//! What the words of a number phrase say: a number or a range, how it is bounded, and its unit.

use super::lexicon::{self, Language, language_of};
use super::number_cjk::is_cjk;
use super::number_tokens::{Kind, Token, tokens};
use super::number_words::{cardinal, digits, ordinal, parts, scale};
use crate::model::Value;
use crate::model::text::slice;

/// Longer phrases say more than one quantity.
const LONGEST: usize = 300;

/// How the words bound a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// “exactly”.
    Exact,
    /// “about”, “nearly”.
    About,
    /// “more than”, “at least”.
    AtLeast,
    /// “up to”, “fewer than”.
    AtMost,
    /// “between … and …”.
    Range,
}

impl Bound {
    /// The word of the codebook.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
            Self::Range => "range",
        }
    }
}

/// What the words of a statistic say.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// A number or a range; more than one where languages read the digits differently, the likelier first.
    pub values: Vec<Value>,
    /// Whether the value is a fraction that is written shorter than it is: “two thirds”.
    pub is_fraction: bool,
    /// Whether the words are of a language whose numbers are known; a scale may be missed in others.
    pub is_sure: bool,
    /// How it is bounded, where the words say so.
    pub bound: Option<Bound>,
    /// What is counted or measured; empty where the words do not say.
    pub unit: String,
}

/// Reads the one quantity of a phrase; `None` where there is none, more than one, or only a vague one (“dozens”).
///
/// ```
/// use pressmark::model::Value;
/// let found = pressmark::suggest::quantity_of("more than 20 percent").unwrap();
/// assert_eq!((found.values, found.unit.as_str()), (vec![Value::Number(20.0)], "percent"));
/// ```
pub fn quantity_of(words: &str) -> Option<Quantity> {
    if words.len() > LONGEST || words.chars().any(is_cjk) {
        return None;
    }
    let tokens = tokens(words, 0..words.len());
    let language = language_of(tokens.iter().filter(|token| token.kind == Kind::Word).map(|token| token.word.as_str()));
    let is_latin = |c: char| !c.is_alphabetic() || (c as u32) < 0x250;
    let is_sure = language != Language::Other && words.chars().all(is_latin);
    let phrase = Phrase { words, tokens, comma_is_decimal: language != Language::English };
    phrase.read().map(|quantity| Quantity { is_sure, ..quantity })
}

struct Phrase<'w> {
    words: &'w str,
    tokens: Vec<Token>,
    comma_is_decimal: bool,
}

/// A number and the token behind it.
#[derive(Clone, Debug)]
struct Number {
    readings: Vec<f64>,
    is_scaled: bool,
    is_fraction: bool,
    end: usize,
}

impl Phrase<'_> {
    fn read(&self) -> Option<Quantity> {
        let (at, mut bound) = self.start()?;
        let money = (self.kind(at) == Some(Kind::Currency)).then_some(at);
        let first = self.number(at)?;
        let joint = self.percent_end(first.end);
        let second = self.joined(joint, bound == Some(Bound::Range)).and_then(|next| self.number(next));
        let is_range = second.is_some();
        let mut end = second.as_ref().map_or(first.end, |second| second.end);
        let is_fraction = first.is_fraction;
        let values = match second {
            Some(second) => ranges(&first, &second),
            None => first.readings.iter().map(|value| Value::Number(*value)).collect(),
        };
        if bound == Some(Bound::Range) && !is_range || values.is_empty() || self.says_more(end) {
            return None;
        }
        bound = if is_range { Some(Bound::Range) } else { bound };
        let unit_end = match (self.word(self.tokens.len().wrapping_sub(2)), self.word(self.tokens.len().wrapping_sub(1))) {
            ("or", "more") => (self.tokens.len() - 2, Some(Bound::AtLeast)),
            ("or", "less" | "fewer") => (self.tokens.len() - 2, Some(Bound::AtMost)),
            _ => (self.tokens.len(), bound),
        };
        bound = unit_end.1;
        while self.word(end) == "of" || self.kind(end) == Some(Kind::Dash) {
            end += 1;
        }
        let sign = money.and_then(|at| self.tokens.get(at)).map_or("", |token| slice(self.words, token.range.clone()));
        let unit = format!("{sign} {}", self.text(end, unit_end.0)).trim().to_owned();
        Some(Quantity { values, is_fraction, is_sure: true, bound, unit })
    }

    /// Where the first number begins, and how what stands before it bounds it.
    fn start(&self) -> Option<(usize, Option<Bound>)> {
        let mut bound = None;
        let mut at = 0;
        while at < self.tokens.len() {
            let fits = |words: &&&[&str]| words.iter().zip(at..).all(|(word, token)| self.word(token) == *word);
            if let Some(modifier) = lexicon::MODIFIERS.iter().filter(fits).max_by_key(|words| words.len()) {
                bound = bound_of(&modifier.join(" ")).or(bound);
                at += modifier.len();
            } else if lexicon::is_large_plural(self.word(at)) {
                return None;
            } else if self.number(at).is_some() {
                return Some((at, bound));
            } else {
                at += 1;
            }
        }
        None
    }

    fn number(&self, at: usize) -> Option<Number> {
        match self.kind(at)? {
            Kind::Currency if self.kind(at + 1) == Some(Kind::Number) => self.number(at + 1),
            Kind::Number => {
                let readings = digits(&self.tokens.get(at)?.word, self.comma_is_decimal);
                Some(self.scaled(Number { readings, is_scaled: false, is_fraction: false, end: at + 1 }))
            }
            Kind::Word => self.worded(at),
            _ => None,
        }
    }

    fn worded(&self, at: usize) -> Option<Number> {
        let number = |value: f64, end, is_fraction| Number { readings: vec![value], is_scaled: false, is_fraction, end };
        let (word, next) = (self.word(at), self.word(at + 1));
        if lexicon::is_rate_noun(word) && self.kind(at + 1) == Some(Kind::Dash) && self.word(at + 2) == "long" {
            return Some(Number { end: at, ..number(1.0, at, false) });
        }
        if word == "half" || word == "hälfte" {
            let of_scale = lexicon::is_article(next).then(|| scale(self.word(at + 2), false)).flatten();
            return Some(of_scale.map_or(number(0.5, at + 1, true), |scale| number(0.5 * scale, at + 3, false)));
        }
        if lexicon::is_article(word) && word != "one" {
            let halved = matches!(next, "halbe" | "halben" | "half");
            let named = at + 1 + usize::from(halved);
            if let Some(scale) = scale(self.word(named), false) {
                return Some(self.scaled(number(if halved { scale / 2.0 } else { scale }, named + 1, false)));
            }
            let ends = self.word(at + 2).is_empty() || lexicon::is_stop(self.word(at + 2));
            return parts(next).filter(|_| ends).map(|parts| number(1.0 / parts, at + 2, true));
        }
        let Some((value, end)) = self.cardinals(at) else {
            return ordinal(word).map(|value| number(value, at + 1, false));
        };
        let dash = usize::from(self.kind(end) == Some(Kind::Dash));
        if let Some(parts) = parts(self.word(end + dash)) {
            return Some(number(value / parts, end + dash + 1, true));
        }
        Some(self.scaled(number(value, end, false)))
    }

    /// “two hundred and fifty thousand”, “twenty-five”.
    fn cardinals(&self, at: usize) -> Option<(f64, usize)> {
        let (mut total, mut current, mut end) = (0.0, cardinal(self.word(at))?, at + 1);
        loop {
            let word = self.word(end);
            if let Some(value) = cardinal(word).filter(|value| fits_behind(current, *value)) {
                current += value;
                end += 1;
            } else if matches!(word, "hundred" | "hundert") {
                current *= 100.0;
                end += 1;
            } else if let Some(scale) = scale(word, false) {
                total += current * scale;
                current = 0.0;
                end += 1;
            } else {
                let joint = word == "and" || self.kind(end) == Some(Kind::Dash) && self.is_glued(end);
                match cardinal(self.word(end + 1)).filter(|value| joint && fits_behind(current, *value)) {
                    Some(value) => {
                        current += value;
                        end += 2;
                    }
                    None => return Some((total + current, end)),
                }
            }
        }
    }

    fn scaled(&self, mut number: Number) -> Number {
        let half = [self.word(number.end), self.word(number.end + 1), self.word(number.end + 2)] == ["and", "a", "half"];
        if half {
            number.readings.iter_mut().for_each(|value| *value += 0.5);
            number.end += 3;
        }
        while let Some(scale) = scale(self.word(number.end), self.is_glued(number.end)) {
            number.readings.iter_mut().for_each(|value| *value *= scale);
            number.is_scaled = true;
            number.end += 1;
        }
        number
    }

    /// The token of the second number of a range.
    fn joined(&self, at: usize, between: bool) -> Option<usize> {
        let joins = match self.word(at) {
            "to" | "bis" | "or" | "oder" | "à" => true,
            "and" | "und" => between,
            _ => self.kind(at) == Some(Kind::Dash),
        };
        joins.then_some(at + 1).filter(|next| self.number(*next).is_some())
    }

    fn percent_end(&self, at: usize) -> usize {
        let is_percent = self.kind(at) == Some(Kind::Percent) || lexicon::is_percent(self.word(at));
        let per_cent = self.word(at) == "per" && self.word(at + 1) == "cent";
        at + usize::from(is_percent) + 2 * usize::from(per_cent)
    }

    /// Whether another number follows, so that it is not one quantity.
    fn says_more(&self, at: usize) -> bool {
        let is_number = |token: &Token| match token.kind {
            Kind::Number | Kind::Code => true,
            Kind::Word => cardinal(&token.word).is_some_and(|value| value > 1.0) || lexicon::is_large_plural(&token.word),
            _ => false,
        };
        self.tokens.iter().skip(at).any(is_number)
    }

    fn text(&self, from: usize, to: usize) -> &str {
        let start = self.tokens.get(from).map(|token| token.range.start);
        let end = to.checked_sub(1).and_then(|last| self.tokens.get(last)).map(|token| token.range.end);
        start.zip(end).filter(|(start, end)| start < end).map_or("", |(start, end)| slice(self.words, start..end))
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn is_glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.glued)
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).filter(|token| token.kind == Kind::Word).map_or("", |token| token.word.as_str())
    }
}

/// “twenty” is followed by ones, “hundred” by tens and ones.
fn fits_behind(current: f64, value: f64) -> bool {
    let room = if current >= 100.0 { 100.0 } else { 10.0 };
    value < room && current % room == 0.0 && (current >= 20.0 || current == 0.0)
}

/// “2 to 3 million” is from two million; “950,000 to 1 million” says its own.
fn ranges(first: &Number, second: &Number) -> Vec<Value> {
    let mut found = Vec::new();
    let (Some(low), Some(high)) = (first.readings.first(), second.readings.first()) else { return found };
    if !first.is_scaled && second.is_scaled {
        let scale = [1e12, 1e9, 1e6, 1e3, 1e2].into_iter().find(|scale| high / scale >= 1.0).unwrap_or(1.0);
        found.extend((low * scale <= *high).then_some(Value::Range(low * scale, *high)));
    }
    for (low, high) in first.readings.iter().zip(second.readings.iter().cycle()) {
        found.extend((low <= high).then_some(Value::Range(*low, *high)));
    }
    found
}

/// What a modifier says of the quantity behind it.
fn bound_of(modifier: &str) -> Option<Bound> {
    Some(match modifier {
        "no more than" | "not more than" | "slightly less than" | "a maximum of" | "less than" | "fewer than" | "at most"
        | "up to" | "just under" | "under" | "below" | "nicht mehr als" | "weniger als" | "bis zu" | "höchstens" | "maximal"
        | "unter" | "moins de" | "menos de" => Bound::AtMost,
        "no fewer than" | "no less than" | "slightly more than" | "a little over" | "a minimum of" | "more than"
        | "greater than" | "at least" | "just over" | "well over" | "well above" | "upwards of" | "over" | "above"
        | "mehr als" | "mindestens" | "wenigstens" | "über" | "plus de" | "au moins" | "más de" | "al menos" => Bound::AtLeast,
        "exactly" | "precisely" => Bound::Exact,
        "between" | "zwischen" => Bound::Range,
        "a total of" | "as many as" | "as much as" | "as few as" | "as little as" | "a record" | "a further"
        | "an additional" | "an average of" | "another" | "additional" | "insgesamt" | "weitere" => return None,
        _ => Bound::About,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, value: Value, bound: Option<Bound>, unit: &str) {
        let found = quantity_of(words).unwrap_or_else(|| panic!("nothing in {words}"));
        assert_eq!((found.values.first(), found.bound, found.unit.as_str()), (Some(&value), bound, unit), "{words}: {found:?}");
    }

    fn number(value: f64) -> Value {
        Value::Number(value)
    }

    #[test]
    fn digits_with_their_separators_and_scales() {
        check("4,000 dockers", number(4000.0), None, "dockers");
        check("1,250.5 tonnes", number(1250.5), None, "tonnes");
        check("20m people", number(20e6), None, "people");
        check("$450 million per year", number(450e6), None, "$ per year");
        check("2½ hours", number(2.5), None, "hours");
        check("rund 1,5 Millionen Menschen", number(1.5e6), Some(Bound::About), "Menschen");
        check("über 4.000 Euro und mehr", number(4000.0), Some(Bound::AtLeast), "Euro und mehr");
    }

    #[test]
    fn an_ambiguous_separator_has_two_readings() {
        assert_eq!(quantity_of("4.125 litres").unwrap().values, [number(4.125), number(4125.0)]);
        assert_eq!(quantity_of("4,125 litres").unwrap().values, [number(4125.0), number(4.125)]);
    }

    #[test]
    fn numbers_in_words() {
        check("at least five cranes", number(5.0), Some(Bound::AtLeast), "cranes");
        check("two hundred and fifty thousand crates", number(250_000.0), None, "crates");
        check("twenty-five crates", number(25.0), None, "crates");
        check("half a million crates", number(500_000.0), None, "crates");
        check("fünfundzwanzig Kräne", number(25.0), None, "Kräne");
        check("zweitausenddreihundert Kräne", number(2300.0), None, "Kräne");
        check("a dozen ships", number(12.0), None, "ships");
        check("sixth such walkout", number(6.0), None, "such walkout");
        check("nearly hour-long", number(1.0), Some(Bound::About), "hour-long");
    }

    #[test]
    fn fractions() {
        check("two thirds of the crews", number(2.0 / 3.0), None, "the crews");
        check("a quarter of crews", number(0.25), None, "crews");
        assert!(quantity_of("half of the crews").unwrap().is_fraction);
    }

    #[test]
    fn ranges_and_bounds() {
        let range = Some(Bound::Range);
        check("between 950,000 and 1 million total", Value::Range(950_000.0, 1e6), range, "total");
        check("2 to 3 million tonnes", Value::Range(2e6, 3e6), range, "tonnes");
        check("20-30%", Value::Range(20.0, 30.0), range, "%");
        check("20% to 30%", Value::Range(20.0, 30.0), range, "%");
        check("two or three ships", Value::Range(2.0, 3.0), range, "ships");
        check("up to 40 ships", number(40.0), Some(Bound::AtMost), "ships");
        check("40 ships or more", number(40.0), Some(Bound::AtLeast), "ships");
        check("10-year", number(10.0), None, "year");
    }

    #[test]
    fn what_is_vague_or_more_than_one_quantity_is_not_read() {
        for words in ["dozens of ships", "one in five adults", "3 out of 10", "many", "5 of 12 ships", "約30隻", ""] {
            assert_eq!(quantity_of(words), None, "{words}");
        }
    }
}
