//! From records to the model's values.

use super::migrate;
use super::parse;
use super::records::*;
use crate::model::article::{Metadata, Source};
use crate::model::*;
use std::collections::{BTreeMap, HashSet};

/// Ids seen in one piece of a file, so that equal ones share their letters.
#[derive(Default)]
pub(in crate::store) struct Names(HashSet<Name>);

impl Names {
    pub fn get(&mut self, name: &str) -> Name {
        if let Some(known) = self.0.get(name) {
            return known.clone();
        }
        let new = Name::from(name);
        self.0.insert(new.clone());
        new
    }
}

/// A record of `project.ron`.
#[derive(Debug)]
pub(in crate::store) enum HeadRecord {
    Label(Label),
    Relation(RelationKind),
    Guideline(String),
}

/// A record of a snapshot.
#[derive(Debug, PartialEq)]
pub(in crate::store) enum LayerRecord {
    Annotation(ArticleId, Annotation),
    Relation(ArticleId, Relation),
    State(ArticleId, ArticleState),
    Metadata(ArticleId, MetadataField, String),
    Dismissed(ArticleId, SuggestionKey),
    Succession(ArticleId, ArticleId),
    LeftOut(ArticleId, AnnotationId),
    Verdict(ArticleId, AnnotationId, Verdict),
    Comment(ArticleId, Comment),
    Waived(ArticleId, ProblemKey, String),
    Saved(Name, Saved),
    Withdrawn(Withdrawn),
}

/// Reads a record of `project.ron`.
pub(in crate::store) fn head_record(line: &str) -> Result<HeadRecord, String> {
    Ok(match parse::<HeadLine>(line)? {
        HeadLine::Label(label) => HeadRecord::Label(label.into_model()?),
        HeadLine::Relation(kind) => HeadRecord::Relation(kind.into_model()),
        HeadLine::Guideline(line) => HeadRecord::Guideline(line),
    })
}

/// Reads a record of a batch file: the id as written, and the article with the id its text has.
pub(in crate::store) fn article_record(line: &str) -> Result<(ArticleId, Article), String> {
    let ArticleLine::Article(record) = parse(line)?;
    let id = id::<ArticleId>(&record.id)?;
    let metadata = Metadata {
        title: record.title,
        outlet: record.outlet,
        url: record.url,
        author: record.author,
        published: record.published,
        modified: record.modified,
        language: record.language,
        section: record.section,
    };
    let source = Source {
        file: record.file,
        part: record.part,
        digest: record.digest,
        encoding: record.encoding,
        line_ends_changed: record.line_ends_changed,
        undecodable: record.undecodable,
        origins: origins(record.origins)?,
        imported: time(&record.imported)?,
    };
    let mut names = Names::default();
    let suggestions = record.suggestions.into_iter().map(|suggestion| suggestion.into_model(&mut names));
    let suggestions = suggestions.collect::<Result<Vec<_>, String>>()?;
    Ok((id, Article::new(record.text, metadata, source).suggesting(suggestions)))
}

fn origins(record: BTreeMap<String, String>) -> Result<Vec<(MetadataField, Box<str>)>, String> {
    let origins = record.into_iter().map(|(name, origin)| Ok((field(&name)?, origin.into())));
    let mut origins = origins.collect::<Result<Vec<_>, String>>()?;
    origins.sort();
    Ok(origins)
}

/// Reads a record of a snapshot of any format up to this one. Texts are compared with the articles of the project.
pub(in crate::store) fn layer_record(
    format: u32,
    line: &str,
    names: &mut Names,
    project: &Project,
) -> Result<LayerRecord, String> {
    Ok(match migrate::layer_line(format, line)? {
        LayerLine::Annotation(record) => {
            let article = id(&record.article)?;
            LayerRecord::Annotation(article, record.into_model(article, names, project)?)
        }
        LayerLine::Relation(record) => LayerRecord::Relation(id(&record.article)?, record.into_model(names)?),
        LayerLine::State(record) => LayerRecord::State(id(&record.article)?, record.state.into()),
        LayerLine::Metadata(record) => LayerRecord::Metadata(id(&record.article)?, field(&record.field)?, record.value),
        LayerLine::Dismissed(record) => LayerRecord::Dismissed(id(&record.article)?, record.into_model(names)?),
        LayerLine::Succession(record) => LayerRecord::Succession(id(&record.article)?, id(&record.replaces)?),
        LayerLine::LeftOut(record) => LayerRecord::LeftOut(id(&record.article)?, id(&record.annotation)?),
        LayerLine::Verdict(record) => {
            LayerRecord::Verdict(id(&record.article)?, id(&record.annotation)?, record.into_model(names)?)
        }
        LayerLine::Comment(record) => LayerRecord::Comment(id(&record.article)?, record.into_model()?),
        LayerLine::Waived(record) => LayerRecord::Waived(id(&record.article)?, record.key(names)?, record.reason),
        LayerLine::Saved(record) => LayerRecord::Saved(names.get(&record.name), record.value.into_model(names)?),
        LayerLine::Withdrawn(record) => LayerRecord::Withdrawn(record.into_model()?),
    })
}

pub(super) fn id<T: std::str::FromStr<Err = ids::MalformedId>>(digits: &str) -> Result<T, String> {
    digits.parse::<T>().map_err(|error| error.to_string())
}

pub(super) fn field(name: &str) -> Result<MetadataField, String> {
    MetadataField::named(name).ok_or_else(|| format!("“{name}” is not a metadata field"))
}

pub(super) fn time(text: &str) -> Result<Timestamp, String> {
    if text.is_empty() {
        return Ok(Timestamp::default());
    }
    crate::store::time::timestamp_from_text(text).ok_or_else(|| format!("“{text}” is not a time"))
}

/// What an annotation's words say of its place: `None` when they stand there, else the words as displaced ones.
pub(in crate::store) fn displaced(span: Span, words: &str, article: ArticleId, project: &Project) -> Option<Box<str>> {
    let text = project.article(article).map(|article| &article.text);
    let stands = text.is_some_and(|text| span.of(text) == Some(words) && span.fault(text).is_none());
    (!stands).then(|| words.into())
}

impl AnnotationRecord {
    pub(super) fn into_model(self, article: ArticleId, names: &mut Names, project: &Project) -> Result<Annotation, String> {
        let span = span(self.start, self.end)?;
        let attributes = attributes(self.attributes, names)?;
        Ok(Annotation {
            id: id(&self.id)?,
            span,
            label: names.get(&self.label),
            attributes,
            note: self.note.into(),
            provenance: self.provenance.into_model(names)?,
            created: time(&self.created)?,
            displaced: displaced(span, &self.text, article, project),
        })
    }
}

pub(super) fn span(start: u32, end: u32) -> Result<Span, String> {
    let span = Span { start, end };
    if start > end { Err(format!("it ends at {end} before it begins at {start}")) } else { Ok(span) }
}

impl DismissedRecord {
    pub(super) fn into_model(self, names: &mut Names) -> Result<SuggestionKey, String> {
        Ok(SuggestionKey { span: span(self.start, self.end)?, label: names.get(&self.label) })
    }
}

impl SuggestionRecord {
    fn into_model(self, names: &mut Names) -> Result<Suggestion, String> {
        Ok(Suggestion {
            span: Span { start: self.start, end: self.end },
            label: names.get(&self.label),
            attributes: attributes(self.attributes, names)?,
            rule: names.get(&self.rule),
            score: Some(self.score).filter(|score| score.is_finite()).ok_or("a score is not finite")?,
            reason: self.reason.into(),
        })
    }
}

pub(super) fn attributes(record: BTreeMap<String, ValueRecord>, names: &mut Names) -> Result<Attributes, String> {
    record.into_iter().map(|(name, value)| Ok((names.get(&name), value.into_model()?))).collect()
}

impl ValueRecord {
    fn into_model(self) -> Result<Value, String> {
        Ok(match self {
            Self::Text(text) => Value::Text(text.into()),
            Self::Number(number) if number.is_finite() => Value::Number(number),
            Self::Range(low, high) if low.is_finite() && high.is_finite() => Value::Range(low, high),
            Self::Number(_) | Self::Range(..) => return Err("a number is not finite".to_owned()),
            Self::Flag(yes) => Value::Flag(yes),
        })
    }
}

impl ProvenanceRecord {
    fn into_model(self, names: &mut Names) -> Result<Provenance, String> {
        Ok(match self {
            Self::Hand => Provenance::Hand,
            Self::Rule(rule) => Provenance::Rule(Box::new(annotation::Rule { name: names.get(&rule.name), score: rule.score })),
            Self::Imported(file) => Provenance::Imported(file.into()),
            Self::Search(rule) => Provenance::Search(names.get(&rule)),
            Self::Carried(record) => Provenance::Carried(Box::new(annotation::CarriedFrom {
                article: id(&record.article)?,
                annotation: id(&record.annotation)?,
                at: time(&record.at)?,
                found: record.found.into_model(names)?,
            })),
        })
    }
}

impl RelationRecord {
    pub(super) fn into_model(self, names: &mut Names) -> Result<Relation, String> {
        Ok(Relation {
            id: id(&self.id)?,
            kind: names.get(&self.kind),
            from: id(&self.from)?,
            to: id(&self.to)?,
            created: time(&self.created)?,
        })
    }
}

impl From<StateName> for ArticleState {
    fn from(name: StateName) -> Self {
        match name {
            StateName::ToDo => Self::ToDo,
            StateName::InProgress => Self::InProgress,
            StateName::Done => Self::Done,
        }
    }
}

impl WithdrawnRecord {
    pub(super) fn into_model(self) -> Result<Withdrawn, String> {
        Ok(match self {
            Self::Article(article) => Withdrawn::Article(id(&article)?),
            Self::Batch(batch) => Withdrawn::Batch(BatchId(batch.into())),
        })
    }
}

impl LabelRecord {
    pub(super) fn into_model(self) -> Result<Label, String> {
        let mut letters = self.key.chars();
        let key = letters.next();
        if letters.next().is_some() {
            return Err(format!("the key “{}” is more than one letter", self.key));
        }
        let color = self.color.parse::<Color>().map_err(|error| error.to_string())?;
        let attributes = self.attributes.into_iter().map(AttributeRecord::into_model).collect();
        let Self { id, name, description, faded, .. } = self;
        Ok(Label { id: id.into(), name, key, color, description, faded, attributes })
    }
}

impl AttributeRecord {
    fn into_model(self) -> Attribute {
        let kind = match self.kind {
            AttributeKindRecord::Text => AttributeKind::Text,
            AttributeKindRecord::Choice(choices) => AttributeKind::Choice(choices),
            AttributeKindRecord::Number => AttributeKind::Number,
            AttributeKindRecord::Flag => AttributeKind::Flag,
        };
        Attribute { id: self.id.into(), name: self.name, kind, required: self.required }
    }
}

impl RelationKindRecord {
    pub(super) fn into_model(self) -> RelationKind {
        let ids = |list: Vec<String>| list.into_iter().map(Name::from).collect();
        RelationKind { id: self.id.into(), name: self.name, from: ids(self.from), to: ids(self.to) }
    }
}
