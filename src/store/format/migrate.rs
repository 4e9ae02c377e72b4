//! Older formats: a function from the records of each version to those of the next.
//!
//! Format 0, which early trial versions wrote, has no `format` field; its annotations give the place as `span: (117, 199)`
//! and an article's state as `done: true`.

use super::parse;
use super::records::{AnnotationRecord, LayerLine, StateName, StateRecord};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Reads a line of a snapshot of any format up to this one.
pub(super) fn layer_line(format: u32, line: &str) -> Result<LayerLine, String> {
    match format {
        0 => parse::<LayerLine0>(line).map(from_0_to_1),
        _ => parse(line),
    }
}

#[derive(Deserialize)]
enum LayerLine0 {
    Annotation(Annotation0),
    State(State0),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Annotation0 {
    id: String,
    article: String,
    label: String,
    span: (u32, u32),
    text: String,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct State0 {
    article: String,
    done: bool,
}

fn from_0_to_1(line: LayerLine0) -> LayerLine {
    match line {
        LayerLine0::Annotation(Annotation0 { id, article, label, span: (start, end), text, note }) => {
            LayerLine::Annotation(AnnotationRecord {
                id,
                article,
                label,
                start,
                end,
                text,
                attributes: BTreeMap::new(),
                note,
                provenance: Default::default(),
                created: String::new(),
            })
        }
        LayerLine0::State(State0 { article, done }) => {
            LayerLine::State(StateRecord { article, state: if done { StateName::Done } else { StateName::ToDo } })
        }
    }
}
