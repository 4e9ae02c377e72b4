//! A text with what is suggested in it, as members of a JSON object, for programs that train, score or pipe.

use super::code_points::CodePoints;
use super::jsonl::{self, OneLine, Pairs, ValueShape};
use crate::model::Suggestion;
use serde::Serialize;
use std::io;

#[derive(Serialize)]
struct SpanShape<'a> {
    start: usize,
    end: usize,
    label: &'a str,
    score: f64,
    rule: &'a str,
    reason: &'a str,
    attributes: Pairs<&'a str, ValueShape<'a>>,
}

/// Writes `"text": …, "spans": […]`, the offsets in code points of that text.
pub fn suggested<'a>(out: &mut Vec<u8>, text: &str, suggestions: &[&'a Suggestion]) -> io::Result<()> {
    let points = CodePoints::of(text);
    let shape = |suggestion: &&'a Suggestion| SpanShape {
        start: points.at(suggestion.span.start as usize),
        end: points.at(suggestion.span.end as usize),
        label: &suggestion.label,
        score: suggestion.score,
        rule: &suggestion.rule,
        reason: &suggestion.reason,
        attributes: jsonl::attributes(&suggestion.attributes),
    };
    let spans: Vec<SpanShape<'_>> = suggestions.iter().map(shape).collect();
    out.extend_from_slice(b"\"text\":");
    write(out, &text)?;
    out.extend_from_slice(b",\"spans\":");
    write(out, &spans)
}

fn write(out: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(out, OneLine)).map_err(io::Error::from)
}
