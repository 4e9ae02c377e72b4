//! The records as `serde` reads them.

use super::review::{CommentRecord, NamedRecord, VerdictRecord, WaivedRecord};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// Reads a value that is left out when there is none, without `Some(…)` around it.
pub(super) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// A line of `project.ron`.
#[derive(Deserialize, Debug)]
pub(super) enum HeadLine {
    Label(LabelRecord),
    Relation(RelationKindRecord),
    Guideline(String),
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelRecord {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub key: String,
    pub color: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub faded: bool,
    #[serde(default)]
    pub attributes: Vec<AttributeRecord>,
}

#[derive(Deserialize, Debug)]
#[serde(rename = "Attribute", deny_unknown_fields)]
pub(super) struct AttributeRecord {
    pub id: String,
    pub name: String,
    pub kind: AttributeKindRecord,
    #[serde(default)]
    pub required: bool,
}

#[derive(Deserialize, Debug)]
pub(super) enum AttributeKindRecord {
    Text,
    Choice(Vec<String>),
    Number,
    Flag,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct RelationKindRecord {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub from: Vec<String>,
    #[serde(default)]
    pub to: Vec<String>,
}

/// A line of a batch file.
#[derive(Deserialize, Debug)]
pub(super) enum ArticleLine {
    Article(ArticleRecord),
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct ArticleRecord {
    pub id: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub outlet: String,
    #[serde(default)]
    pub url: String,
    #[serde(default)]
    pub author: String,
    #[serde(default)]
    pub published: String,
    #[serde(default)]
    pub modified: String,
    #[serde(default)]
    pub language: String,
    #[serde(default)]
    pub section: String,
    #[serde(default)]
    pub file: String,
    #[serde(default)]
    pub part: String,
    #[serde(default)]
    pub digest: String,
    #[serde(default)]
    pub encoding: String,
    #[serde(default)]
    pub line_ends_changed: u64,
    #[serde(default)]
    pub undecodable: u64,
    #[serde(default)]
    pub imported: String,
    #[serde(default)]
    pub origins: BTreeMap<String, String>,
    #[serde(default)]
    pub suggestions: Vec<SuggestionRecord>,
    pub text: String,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct SuggestionRecord {
    pub label: String,
    pub start: u32,
    pub end: u32,
    #[serde(default)]
    pub attributes: BTreeMap<String, ValueRecord>,
    pub rule: String,
    pub score: f64,
    #[serde(default)]
    pub reason: String,
}

/// A line of a snapshot.
#[derive(Deserialize, Debug)]
pub(super) enum LayerLine {
    Annotation(AnnotationRecord),
    Relation(RelationRecord),
    State(StateRecord),
    Metadata(MetadataRecord),
    Dismissed(DismissedRecord),
    Succession(SuccessionRecord),
    LeftOut(LeftOutRecord),
    Verdict(VerdictRecord),
    Comment(CommentRecord),
    Waived(WaivedRecord),
    Saved(Box<NamedRecord>),
    Withdrawn(WithdrawnRecord),
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct AnnotationRecord {
    pub id: String,
    /// Left out in an edit, which names it itself.
    #[serde(default)]
    pub article: String,
    pub label: String,
    pub start: u32,
    pub end: u32,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub attributes: BTreeMap<String, ValueRecord>,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub provenance: ProvenanceRecord,
    #[serde(default)]
    pub created: String,
}

#[derive(Deserialize, Debug)]
pub(super) enum ValueRecord {
    Text(String),
    Number(f64),
    Range(f64, f64),
    Flag(bool),
}

#[derive(Deserialize, Debug, Default)]
pub(super) enum ProvenanceRecord {
    #[default]
    Hand,
    Rule(RuleRecord),
    Imported(String),
    Search(String),
    Carried(Box<CarriedRecord>),
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct CarriedRecord {
    pub article: String,
    pub annotation: String,
    #[serde(default)]
    pub at: String,
    #[serde(default)]
    pub found: ProvenanceRecord,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleRecord {
    pub name: String,
    #[serde(default, deserialize_with = "present")]
    pub score: Option<f64>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct RelationRecord {
    pub id: String,
    #[serde(default)]
    pub article: String,
    pub kind: String,
    pub from: String,
    pub to: String,
    #[serde(default)]
    pub created: String,
}

#[derive(Deserialize, Debug, Clone, Copy)]
pub(super) enum StateName {
    ToDo,
    InProgress,
    Done,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct StateRecord {
    pub article: String,
    pub state: StateName,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct MetadataRecord {
    pub article: String,
    pub field: String,
    pub value: String,
}

/// A suggestion by what tells it from the others of its article.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct DismissedRecord {
    /// Left out in an edit, which names it itself.
    #[serde(default)]
    pub article: String,
    pub label: String,
    pub start: u32,
    pub end: u32,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct SuccessionRecord {
    pub article: String,
    pub replaces: String,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct LeftOutRecord {
    pub article: String,
    pub annotation: String,
}

#[derive(Deserialize, Debug)]
pub(super) enum WithdrawnRecord {
    Article(String),
    Batch(String),
}
