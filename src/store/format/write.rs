//! From the model's values to lines: fields in a fixed order, defaults left out.

use crate::model::annotation::Rule;
use crate::model::article::{Article, MetadataField};
use crate::model::*;
use crate::store::escape::write_string;
use crate::store::time::timestamp_text;
use std::fmt::{Display, Write};

/// Writes the fields of one record.
pub struct Fields<'a> {
    out: &'a mut String,
    empty: bool,
}

impl<'a> Fields<'a> {
    /// Begins a record of that kind.
    pub fn open(out: &'a mut String, kind: &str) -> Self {
        out.push_str(kind);
        out.push('(');
        Self { out, empty: true }
    }

    /// Writes a field's name and gives the place for its value.
    pub fn field(&mut self, name: &str) -> &mut String {
        if !self.empty {
            self.out.push_str(", ");
        }
        self.empty = false;
        self.out.push_str(name);
        self.out.push_str(": ");
        self.out
    }

    /// A string.
    pub fn text(&mut self, name: &str, value: &str) {
        write_string(self.field(name), value);
    }

    /// A string, if there is one.
    pub fn text_unless_empty(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.text(name, value);
        }
    }

    /// A number or another value that looks in RON as it displays.
    pub fn plain(&mut self, name: &str, value: impl Display) {
        push(self.field(name), value);
    }

    /// A count, if it is one.
    pub fn number_unless_zero(&mut self, name: &str, value: u64) {
        if value != 0 {
            self.plain(name, value);
        }
    }

    /// An id, in quotation marks.
    pub fn id(&mut self, name: &str, value: impl Display) {
        push(self.field(name), format_args!("\"{value}\""));
    }

    /// A time, if it is known.
    pub fn time(&mut self, name: &str, at: Timestamp) {
        if at != Timestamp::default() {
            self.id(name, timestamp_text(at));
        }
    }

    /// Ends the record.
    pub fn close(self) {
        self.out.push(')');
    }
}

/// Writing to a `String` cannot fail.
pub fn push(out: &mut String, value: impl Display) {
    let _ = write!(out, "{value}");
}

/// Writes things between brackets, commas between them.
pub(super) fn list<T>(out: &mut String, items: impl IntoIterator<Item = T>, mut one: impl FnMut(&mut String, T)) {
    out.push('[');
    items.into_iter().enumerate().for_each(|(at, item)| {
        out.push_str(if at == 0 { "" } else { ", " });
        one(out, item);
    });
    out.push(']');
}

/// Writes a label.
pub fn label(out: &mut String, kind: &str, label: &Label) {
    let mut fields = Fields::open(out, kind);
    fields.text("id", &label.id);
    fields.text("name", &label.name);
    if let Some(key) = label.key {
        fields.text("key", key.encode_utf8(&mut [0; 4]));
    }
    fields.id("color", label.color);
    fields.text_unless_empty("description", &label.description);
    if label.faded {
        fields.plain("faded", true);
    }
    if !label.attributes.is_empty() {
        list(fields.field("attributes"), &label.attributes, attribute);
    }
    fields.close();
}

fn attribute(out: &mut String, attribute: &Attribute) {
    let mut fields = Fields::open(out, "Attribute");
    fields.text("id", &attribute.id);
    fields.text("name", &attribute.name);
    let kind = fields.field("kind");
    match &attribute.kind {
        AttributeKind::Text => kind.push_str("Text"),
        AttributeKind::Number => kind.push_str("Number"),
        AttributeKind::Flag => kind.push_str("Flag"),
        AttributeKind::Choice(choices) => {
            kind.push_str("Choice(");
            list(kind, choices, |out, choice| write_string(out, choice));
            kind.push(')');
        }
    }
    if attribute.required {
        fields.plain("required", true);
    }
    fields.close();
}

/// Writes a relation kind.
pub fn relation_kind(out: &mut String, kind: &str, relation: &RelationKind) {
    let mut fields = Fields::open(out, kind);
    fields.text("id", &relation.id);
    fields.text("name", &relation.name);
    for (end, labels) in [("from", &relation.from), ("to", &relation.to)] {
        if !labels.is_empty() {
            list(fields.field(end), labels, |out, label| write_string(out, label));
        }
    }
    fields.close();
}

/// Writes a line of the guidelines.
pub fn guideline(out: &mut String, line: &str) {
    out.push_str("Guideline(");
    write_string(out, line);
    out.push(')');
}

/// Writes an article.
pub fn article(out: &mut String, article: &Article) {
    let mut fields = Fields::open(out, "Article");
    fields.id("id", article.id);
    for field in MetadataField::ALL {
        fields.text_unless_empty(field.name(), field.of(&article.metadata));
    }
    let source = &article.source;
    fields.text_unless_empty("file", &source.file);
    fields.text_unless_empty("part", &source.part);
    fields.text_unless_empty("digest", &source.digest);
    fields.text_unless_empty("encoding", &source.encoding);
    fields.number_unless_zero("line_ends_changed", source.line_ends_changed);
    fields.number_unless_zero("undecodable", source.undecodable);
    fields.time("imported", source.imported);
    if !source.origins.is_empty() {
        origins(fields.field("origins"), &source.origins);
    }
    if !article.suggestions.is_empty() {
        list(fields.field("suggestions"), article.suggestions.iter(), suggestion);
    }
    fields.text("text", &article.text);
    fields.close();
}

fn origins(out: &mut String, origins: &[(MetadataField, Box<str>)]) {
    out.push('{');
    origins.iter().enumerate().for_each(|(at, (field, origin))| {
        push(out, format_args!("{}\"{}\": ", if at == 0 { "" } else { ", " }, field.name()));
        write_string(out, origin);
    });
    out.push('}');
}

fn suggestion(out: &mut String, suggestion: &Suggestion) {
    let mut fields = Fields::open(out, "");
    fields.text("label", &suggestion.label);
    fields.plain("start", suggestion.span.start);
    fields.plain("end", suggestion.span.end);
    if !suggestion.attributes.is_empty() {
        attributes(fields.field("attributes"), &suggestion.attributes);
    }
    fields.text("rule", &suggestion.rule);
    fields.plain("score", Decimal(suggestion.score));
    fields.text_unless_empty("reason", &suggestion.reason);
    fields.close();
}

/// Writes an annotation; `text` is its article's, and the article is named where a line must say it.
pub fn annotation(out: &mut String, kind: &str, article: Option<ArticleId>, annotation: &Annotation, text: Option<&str>) {
    let mut fields = Fields::open(out, kind);
    fields.id("id", annotation.id);
    if let Some(article) = article {
        fields.id("article", article);
    }
    fields.text("label", &annotation.label);
    fields.plain("start", annotation.span.start);
    fields.plain("end", annotation.span.end);
    let words = annotation.displaced.as_deref().or_else(|| annotation.span.of(text?));
    fields.text("text", words.unwrap_or_default());
    if !annotation.attributes.is_empty() {
        attributes(fields.field("attributes"), &annotation.attributes);
    }
    fields.text_unless_empty("note", &annotation.note);
    provenance(&mut fields, "provenance", &annotation.provenance);
    fields.time("created", annotation.created);
    fields.close();
}

fn provenance(fields: &mut Fields<'_>, name: &str, of: &Provenance) {
    match of {
        Provenance::Hand => {}
        Provenance::Rule(found_by) => rule(fields.field(name), found_by),
        Provenance::Imported(file) => {
            let out = fields.field(name);
            out.push_str("Imported(");
            write_string(out, file);
            out.push(')');
        }
        Provenance::Search(rule) => {
            let out = fields.field(name);
            out.push_str("Search(");
            write_string(out, rule);
            out.push(')');
        }
        Provenance::Carried(carried) => {
            let mut fields = Fields::open(fields.field(name), "Carried");
            fields.id("article", carried.article);
            fields.id("annotation", carried.annotation);
            fields.time("at", carried.at);
            provenance(&mut fields, "found", &carried.found);
            fields.close();
        }
    }
}

pub(super) fn attributes(out: &mut String, attributes: &Attributes) {
    out.push('{');
    attributes.iter().enumerate().for_each(|(at, (name, value))| {
        out.push_str(if at == 0 { "" } else { ", " });
        write_string(out, name);
        out.push_str(": ");
        attribute_value(out, value);
    });
    out.push('}');
}

fn attribute_value(out: &mut String, value: &Value) {
    match value {
        Value::Text(text) => {
            out.push_str("Text(");
            write_string(out, text);
            out.push(')');
        }
        Value::Number(number) => push(out, format_args!("Number({})", Decimal(*number))),
        Value::Range(low, high) => push(out, format_args!("Range({}, {})", Decimal(*low), Decimal(*high))),
        Value::Flag(yes) => push(out, format_args!("Flag({yes})")),
    }
}

/// A number as it is written: whole ones without a point, others in the shortest form that reads back the same.
pub struct Decimal(pub f64);

impl Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        /// Above it a float says nothing of units any more, and would be a long row of digits.
        const LARGEST_WHOLE: f64 = 9e15;
        let Self(number) = *self;
        let negative_zero = number == 0.0 && number.is_sign_negative();
        if number.fract() == 0.0 && number.abs() <= LARGEST_WHOLE && !negative_zero {
            write!(f, "{}", number as i64)
        } else {
            write!(f, "{number:?}")
        }
    }
}

fn rule(out: &mut String, rule: &Rule) {
    let mut fields = Fields::open(out, "Rule");
    fields.text("name", &rule.name);
    if let Some(score) = rule.score {
        fields.plain("score", Decimal(score));
    }
    fields.close();
}

/// Writes a relation.
pub fn relation(out: &mut String, kind: &str, article: Option<ArticleId>, relation: &Relation) {
    let mut fields = Fields::open(out, kind);
    fields.id("id", relation.id);
    if let Some(article) = article {
        fields.id("article", article);
    }
    fields.text("kind", &relation.kind);
    fields.id("from", relation.from);
    fields.id("to", relation.to);
    fields.time("created", relation.created);
    fields.close();
}

/// The name of a state in a file.
pub(super) fn state_name(state: ArticleState) -> &'static str {
    match state {
        ArticleState::ToDo => "ToDo",
        ArticleState::InProgress => "InProgress",
        ArticleState::Done => "Done",
    }
}

/// Writes an article's state.
pub fn state(out: &mut String, article: ArticleId, state: ArticleState) {
    let mut fields = Fields::open(out, "State");
    fields.id("article", article);
    fields.plain("state", state_name(state));
    fields.close();
}

/// Writes a corrected metadata field.
pub fn metadata(out: &mut String, article: ArticleId, field: MetadataField, value: &str) {
    let mut fields = Fields::open(out, "Metadata");
    fields.id("article", article);
    fields.text("field", field.name());
    fields.text("value", value);
    fields.close();
}

/// Writes a dismissed suggestion; the article is named where a line must say it.
pub fn dismissed(out: &mut String, kind: &str, article: Option<ArticleId>, suggestion: &SuggestionKey) {
    let mut fields = Fields::open(out, kind);
    if let Some(article) = article {
        fields.id("article", article);
    }
    fields.text("label", &suggestion.label);
    fields.plain("start", suggestion.span.start);
    fields.plain("end", suggestion.span.end);
    fields.close();
}

/// Writes which older article one is a newer copy of.
pub fn succession(out: &mut String, article: ArticleId, replaces: ArticleId) {
    let mut fields = Fields::open(out, "Succession");
    fields.id("article", article);
    fields.id("replaces", replaces);
    fields.close();
}

/// Writes an annotation of an older copy that is not to be carried over.
pub fn left_out(out: &mut String, article: ArticleId, annotation: AnnotationId) {
    let mut fields = Fields::open(out, "LeftOut");
    fields.id("article", article);
    fields.id("annotation", annotation);
    fields.close();
}

/// Writes what was taken out of the project, as a record or as part of an edit.
pub fn withdrawn(out: &mut String, withdrawn: &Withdrawn) {
    match withdrawn {
        Withdrawn::Article(article) => push(out, format_args!("Article(\"{article}\")")),
        Withdrawn::Batch(batch) => {
            out.push_str("Batch(");
            write_string(out, &batch.0);
            out.push(')');
        }
    }
}
