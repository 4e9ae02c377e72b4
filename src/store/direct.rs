//! A direct reader for the two records that make up a project's bulk, in exactly the form that we write. Whatever differs
//! gives `None` and goes to `ron`, which in the tests is the judge of every line read here.

use super::format::write::Decimal;
use super::format::{LayerRecord, Names, displaced};
use super::time::timestamp_from_text;
use crate::model::annotation::{CarriedFrom, Rule};
use crate::model::*;
use std::borrow::Cow;
use std::str::FromStr;

/// Reads an article: its id as written, and the article with the id that its text has.
pub(super) fn article(line: &str) -> Option<(ArticleId, Article)> {
    let mut scan = Scan::record(line, "Article(id: ")?;
    let id = scan.id()?;
    let mut metadata = Metadata::default();
    for field in MetadataField::ALL {
        *field.of_mut(&mut metadata) = scan.optional_string(field.name())?.into_owned();
    }
    let source = Source {
        file: scan.optional_string("file")?.into_owned(),
        part: scan.optional_string("part")?.into_owned(),
        digest: scan.optional_string("digest")?.into_owned(),
        encoding: scan.optional_string("encoding")?.into_owned(),
        line_ends_changed: scan.optional_number("line_ends_changed")?,
        undecodable: scan.optional_number("undecodable")?,
        imported: scan.optional_time("imported")?,
        origins: scan.origins()?,
    };
    let suggestions = scan.suggestions()?;
    scan.token(", text: ")?;
    let text: std::sync::Arc<str> = scan.string()?.into();
    scan.end()?;
    Some((id, Article::new(text, metadata, source).suggesting(suggestions)))
}

/// Reads an annotation of a snapshot; its words are compared with the project's articles.
pub(super) fn annotation(line: &str, names: &mut Names, project: &Project) -> Option<LayerRecord> {
    let mut scan = Scan::record(line, "Annotation(id: ")?;
    let id = scan.id()?;
    scan.token(", article: ")?;
    let article = scan.id()?;
    scan.token(", label: ")?;
    let label = names.get(&scan.string()?);
    scan.token(", start: ")?;
    let start = scan.number()?;
    scan.token(", end: ")?;
    let span = Span { start, end: scan.number()? };
    scan.token(", text: ")?;
    let words = scan.string()?;
    let attributes = scan.attributes(names)?;
    let note = scan.optional_string("note")?.into();
    let provenance = scan.provenance(names)?;
    let created = scan.optional_time("created")?;
    scan.end()?;
    let displaced = displaced(span, &words, article, project);
    let ordered = span.start <= span.end;
    let annotation = Annotation { id, span, label, attributes, note, provenance, created, displaced };
    ordered.then_some(LayerRecord::Annotation(article, annotation))
}

/// What is left of a line.
struct Scan<'a>(&'a str);

impl<'a> Scan<'a> {
    fn record(line: &'a str, opening: &str) -> Option<Self> {
        line.strip_prefix(opening).map(Self)
    }

    fn token(&mut self, token: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(token)?;
        Some(())
    }

    /// Whether the token is next; if so it is taken.
    fn has(&mut self, token: &str) -> bool {
        self.token(token).is_some()
    }

    /// Whether that field is next; if so its name is taken.
    fn field(&mut self, name: &str) -> bool {
        let rest = self.0.strip_prefix(", ").and_then(|rest| rest.strip_prefix(name)).and_then(|rest| rest.strip_prefix(": "));
        if let Some(rest) = rest {
            self.0 = rest;
        }
        rest.is_some()
    }

    fn end(self) -> Option<()> {
        (self.0 == ")").then_some(())
    }

    fn id<T: FromStr>(&mut self) -> Option<T> {
        let (digits, rest) = self.0.strip_prefix('"')?.split_once('"')?;
        self.0 = rest;
        digits.parse().ok()
    }

    fn number<T: FromStr>(&mut self) -> Option<T> {
        let length = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        digits.parse().ok()
    }

    fn optional_number(&mut self, name: &str) -> Option<u64> {
        if self.field(name) { self.number() } else { Some(0) }
    }

    /// A finite number as [`Decimal`] writes it.
    fn decimal(&mut self) -> Option<f64> {
        let length = self.0.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'e')).count();
        let (digits, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        let number: f64 = digits.parse().ok()?;
        // Only what we would write ourselves; ron may see other spellings in other ways.
        (number.is_finite() && Decimal(number).to_string() == digits).then_some(number)
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        let rest = self.0.strip_prefix('"')?;
        let end = plain_length(rest.as_bytes())?;
        let (plain, rest) = rest.split_at_checked(end)?;
        if let Some(behind) = rest.strip_prefix('"') {
            self.0 = behind;
            return Some(Cow::Borrowed(plain));
        }
        let mut text = String::with_capacity(plain.len() * 2 + 16);
        text.push_str(plain);
        self.0 = unescape(rest, &mut text)?;
        Some(Cow::Owned(text))
    }

    /// A string that is left out when empty; written empty it is not our form.
    fn optional_string(&mut self, name: &str) -> Option<Cow<'a, str>> {
        if self.field(name) { self.string() } else { Some(Cow::Borrowed("")) }
    }

    fn optional_time(&mut self, name: &str) -> Option<Timestamp> {
        if !self.field(name) {
            return Some(Timestamp::default());
        }
        let (text, rest) = self.0.strip_prefix('"')?.split_once('"')?;
        self.0 = rest;
        timestamp_from_text(text)
    }

    fn attributes(&mut self, names: &mut Names) -> Option<Attributes> {
        let mut attributes = Attributes::default();
        if !self.field("attributes") {
            return Some(attributes);
        }
        self.token("{")?;
        loop {
            let name = names.get(&self.string()?);
            self.token(": ")?;
            if attributes.get(&name).is_some() {
                return None;
            }
            attributes.set(name, Some(self.value()?));
            if !self.has(", ") {
                self.token("}")?;
                return Some(attributes);
            }
        }
    }

    fn value(&mut self) -> Option<Value> {
        let value = if self.has("Text(") {
            Value::Text(self.string()?.into())
        } else if self.has("Number(") {
            Value::Number(self.decimal()?)
        } else if self.has("Range(") {
            let low = self.decimal()?;
            self.token(", ")?;
            Value::Range(low, self.decimal()?)
        } else {
            self.token("Flag(")?;
            let yes = self.has("true");
            if !yes {
                self.token("false")?;
            }
            Value::Flag(yes)
        };
        self.token(")")?;
        Some(value)
    }

    /// Origins in the order of their fields, as we write them.
    fn origins(&mut self) -> Option<Vec<(MetadataField, Box<str>)>> {
        let mut origins: Vec<(MetadataField, Box<str>)> = Vec::new();
        if !self.field("origins") {
            return Some(origins);
        }
        self.token("{")?;
        loop {
            let field = MetadataField::named(&self.string()?)?;
            self.token(": ")?;
            if origins.last().is_some_and(|(last, _)| *last >= field) {
                return None;
            }
            origins.push((field, self.string()?.into()));
            if !self.has(", ") {
                self.token("}")?;
                return Some(origins);
            }
        }
    }

    fn suggestions(&mut self) -> Option<Vec<Suggestion>> {
        let (mut suggestions, mut names) = (Vec::new(), Names::default());
        if !self.field("suggestions") {
            return Some(suggestions);
        }
        self.token("[")?;
        loop {
            suggestions.push(self.suggestion(&mut names)?);
            if !self.has(", ") {
                self.token("]")?;
                return Some(suggestions);
            }
        }
    }

    fn suggestion(&mut self, names: &mut Names) -> Option<Suggestion> {
        self.token("(label: ")?;
        let label = names.get(&self.string()?);
        self.token(", start: ")?;
        let start = self.number()?;
        self.token(", end: ")?;
        let span = Span { start, end: self.number()? };
        let attributes = self.attributes(names)?;
        self.token(", rule: ")?;
        let rule = names.get(&self.string()?);
        self.token(", score: ")?;
        let score = self.decimal()?;
        let reason = self.optional_string("reason")?.into();
        self.token(")")?;
        Some(Suggestion { span, label, attributes, rule, score, reason })
    }

    fn provenance(&mut self, names: &mut Names) -> Option<Provenance> {
        self.found("provenance", names)
    }

    /// A provenance; left out when by hand. What was carried over may say who found it, but not that it was carried twice.
    fn found(&mut self, field: &str, names: &mut Names) -> Option<Provenance> {
        if !self.field(field) {
            return Some(Provenance::Hand);
        }
        let provenance = if self.has("Imported(") {
            Provenance::Imported(self.string()?.into())
        } else if self.has("Search(") {
            Provenance::Search(names.get(&self.string()?))
        } else if field == "provenance" && self.has("Carried(article: ") {
            let article = self.id()?;
            self.token(", annotation: ")?;
            let annotation = self.id()?;
            let (at, found) = (self.optional_time("at")?, self.found("found", names)?);
            Provenance::Carried(Box::new(CarriedFrom { article, annotation, at, found }))
        } else {
            self.token("Rule(name: ")?;
            let name = names.get(&self.string()?);
            let score = if self.field("score") { Some(self.decimal()?) } else { None };
            Provenance::Rule(Box::new(Rule { name, score }))
        };
        self.token(")")?;
        Some(provenance)
    }
}

/// How many bytes there are before the next quotation mark or backslash: eight at a time, since this reads every letter
/// of every article.
fn plain_length(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // A byte is zero where the word has the letter; a borrow can then only reach bytes behind it.
    let has = |word: u64, letter: u8| {
        let word = word ^ (ONES * u64::from(letter));
        word.wrapping_sub(ONES) & !word & (ONES << 7)
    };
    let (words, _) = bytes.as_chunks::<8>();
    let mut plain = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let found = has(word, b'"') | has(word, b'\\');
        if found != 0 {
            return Some(plain + found.trailing_zeros() as usize / 8);
        }
        plain += 8;
    }
    let rest = bytes.get(plain..)?;
    rest.iter().position(|byte| matches!(byte, b'"' | b'\\')).map(|at| plain + at)
}

/// Reads on from a backslash to the closing mark; gives what is behind it.
fn unescape<'a>(mut rest: &'a str, text: &mut String) -> Option<&'a str> {
    loop {
        if let Some(behind) = rest.strip_prefix('"') {
            return Some(behind);
        }
        let mut letters = rest.strip_prefix('\\')?.chars();
        match letters.next()? {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            '"' => text.push('"'),
            '\\' => text.push('\\'),
            'u' => {
                let (digits, behind) = letters.as_str().strip_prefix('{')?.split_once('}')?;
                let plain = (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
                text.push(char::from_u32(u32::from_str_radix(digits, 16).ok().filter(|_| plain)?)?);
                letters = behind.chars();
            }
            _ => return None,
        }
        let behind = letters.as_str();
        let end = plain_length(behind.as_bytes())?;
        let (plain, after) = behind.split_at_checked(end)?;
        text.push_str(plain);
        rest = after;
    }
}

#[cfg(test)]
mod tests;
