//! One article a line as JSON, the shapes of which stand here alone.
//!
//! Line separators that some readers take for line ends (U+0085, U+2028, U+2029) are escaped; every other character stands
//! as it is.

use super::record::{Placed, Record};
use crate::model::annotation::Rule;
use crate::model::{Annotation, Annotator, Attributes, Provenance, Source, Timestamp, Value};
use serde::{Serialize, Serializer};
use std::io;

/// The line of a record, line end included.
pub(super) fn line(record: &Record<'_>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(record.text.len() + 512 + 300 * record.spans.len());
    let shape = ArticleShape::of(record);
    shape.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, OneLine)).map_err(io::Error::from)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[derive(Serialize)]
struct ArticleShape<'a> {
    id: String,
    text: &'a str,
    metadata: Pairs<&'a str, &'a str>,
    source: SourceShape<'a>,
    states: Pairs<&'a str, &'a str>,
    spans: Vec<SpanShape<'a>>,
    relations: Vec<RelationShape<'a>>,
    displaced: Vec<DisplacedShape<'a>>,
}

#[derive(Serialize)]
struct SourceShape<'a> {
    file: &'a str,
    digest: &'a str,
    encoding: &'a str,
    line_ends_changed: u64,
    undecodable: u64,
    imported: Option<String>,
}

#[derive(Serialize)]
struct SpanShape<'a> {
    id: String,
    annotator: &'a str,
    start: usize,
    end: usize,
    label: &'a str,
    text: &'a str,
    attributes: Pairs<&'a str, ValueShape<'a>>,
    note: &'a str,
    provenance: ProvenanceShape<'a>,
    created: Option<String>,
}

/// An annotation whose words are not where they were; it has no offsets that could be trusted.
#[derive(Serialize)]
struct DisplacedShape<'a> {
    id: String,
    annotator: &'a str,
    label: &'a str,
    text: &'a str,
    attributes: Pairs<&'a str, ValueShape<'a>>,
    note: &'a str,
    provenance: ProvenanceShape<'a>,
    created: Option<String>,
}

#[derive(Serialize)]
struct RelationShape<'a> {
    id: String,
    annotator: &'a str,
    kind: &'a str,
    from: String,
    to: String,
}

/// Who or what found an annotation, and what it was carried over from if it was.
#[derive(Serialize, Default)]
struct ProvenanceShape<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Option<f64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    carried: Option<CarriedShape>,
}

#[derive(Serialize)]
struct CarriedShape {
    article: String,
    span: String,
    at: Option<String>,
}

/// A value as JSON has it.
pub(super) enum ValueShape<'a> {
    Text(&'a str),
    Number(f64),
    Range([f64; 2]),
    Flag(bool),
}

impl Serialize for ValueShape<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(to),
            Self::Number(number) => number.serialize(to),
            Self::Range(ends) => ends.serialize(to),
            Self::Flag(yes) => yes.serialize(to),
        }
    }
}

/// An object whose members stay in order.
pub(super) struct Pairs<K, V>(Vec<(K, V)>);

impl<K: Serialize, V: Serialize> Serialize for Pairs<K, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<'a> ArticleShape<'a> {
    fn of(record: &'a Record<'a>) -> Self {
        let relation = |(annotator, relation): &(&'a Annotator, &'a crate::model::Relation)| RelationShape {
            id: relation.id.to_string(),
            annotator: annotator.as_str(),
            kind: &relation.kind,
            from: relation.from.to_string(),
            to: relation.to.to_string(),
        };
        Self {
            id: record.article.id.to_string(),
            text: &record.text,
            metadata: Pairs(record.metadata.iter().map(|(name, value)| (*name, value.as_str())).collect()),
            source: SourceShape::of(&record.article.source),
            states: Pairs(record.states.iter().map(|(who, state)| (who.as_str(), state.name())).collect()),
            spans: record.spans.iter().map(|placed| SpanShape::of(placed, &record.text)).collect(),
            relations: record.relations.iter().map(relation).collect(),
            displaced: record.displaced.iter().map(|(who, annotation)| DisplacedShape::of(who, annotation)).collect(),
        }
    }
}

impl<'a> SourceShape<'a> {
    fn of(source: &'a Source) -> Self {
        Self {
            file: &source.file,
            digest: &source.digest,
            encoding: &source.encoding,
            line_ends_changed: source.line_ends_changed,
            undecodable: source.undecodable,
            imported: time(source.imported),
        }
    }
}

impl<'a> SpanShape<'a> {
    fn of(placed: &Placed<'a>, text: &'a str) -> Self {
        let annotation = placed.annotation;
        Self {
            id: annotation.id.to_string(),
            annotator: placed.annotator.as_str(),
            start: placed.start,
            end: placed.end,
            label: &annotation.label,
            text: placed.span.of(text).unwrap_or_default(),
            attributes: attributes(&annotation.attributes),
            note: &annotation.note,
            provenance: provenance(&annotation.provenance),
            created: time(annotation.created),
        }
    }
}

impl<'a> DisplacedShape<'a> {
    fn of(annotator: &'a Annotator, annotation: &'a Annotation) -> Self {
        Self {
            id: annotation.id.to_string(),
            annotator: annotator.as_str(),
            label: &annotation.label,
            text: annotation.displaced.as_deref().unwrap_or_default(),
            attributes: attributes(&annotation.attributes),
            note: &annotation.note,
            provenance: provenance(&annotation.provenance),
            created: time(annotation.created),
        }
    }
}

/// The values by name.
pub(super) fn attributes(attributes: &Attributes) -> Pairs<&str, ValueShape<'_>> {
    let shape = |value| match value {
        &Value::Number(number) => ValueShape::Number(number),
        &Value::Range(low, high) => ValueShape::Range([low, high]),
        &Value::Flag(yes) => ValueShape::Flag(yes),
        Value::Text(text) => ValueShape::Text(text),
    };
    Pairs(attributes.iter().map(|(name, value)| (name.as_ref(), shape(value))).collect())
}

fn provenance(provenance: &Provenance) -> ProvenanceShape<'_> {
    let shape = match provenance.found() {
        Provenance::Imported(from) => ProvenanceShape { kind: "imported", from: Some(from), ..ProvenanceShape::default() },
        Provenance::Rule(rule) => {
            let Rule { name, score } = &**rule;
            ProvenanceShape { kind: "rule", name: Some(name), score: Some(*score), ..ProvenanceShape::default() }
        }
        Provenance::Search(rule) => ProvenanceShape { kind: "search", name: Some(rule), ..ProvenanceShape::default() },
        Provenance::Hand | Provenance::Carried(_) => ProvenanceShape { kind: "hand", ..ProvenanceShape::default() },
    };
    let carried = provenance.carried().map(|carried| CarriedShape {
        article: carried.article.to_string(),
        span: carried.annotation.to_string(),
        at: time(carried.at),
    });
    ProvenanceShape { carried, ..shape }
}

/// RFC 3339 in UTC with milliseconds; `None` outside the years that it can say.
fn time(at: Timestamp) -> Option<String> {
    jiff::Timestamp::from_millisecond(at.0).ok().map(|at| format!("{at:.3}"))
}

/// Compact JSON that no reader of lines can break in two.
pub(super) struct OneLine;

impl serde_json::ser::Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.is_ascii() {
            return writer.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some(at) = rest.find(['\u{85}', '\u{2028}', '\u{2029}']) {
            let (before, from) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            let mut chars = from.chars();
            write!(writer, "\\u{:04x}", chars.next().map(u32::from).unwrap_or_default())?;
            rest = chars.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}
