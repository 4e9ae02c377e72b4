//! Records of review: verdicts, comments, waived problems, and what is kept by name. Read by `serde`, written by hand.

use super::read::{Names, attributes, id, span, time};
use super::records::{ValueRecord, present};
use super::write::{self, Fields, list, push};
use crate::model::*;
use crate::store::escape::write_string;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct VerdictRecord {
    /// Left out in an edit, which names them itself.
    #[serde(default)]
    pub article: String,
    #[serde(default)]
    pub annotation: String,
    status: StatusName,
    label: String,
    start: u32,
    end: u32,
    #[serde(default)]
    attributes: BTreeMap<String, ValueRecord>,
    #[serde(default, deserialize_with = "present")]
    correction: Option<ReadingRecord>,
    #[serde(default)]
    at: String,
}

#[derive(Deserialize, Debug)]
#[serde(rename = "Reading", deny_unknown_fields)]
struct ReadingRecord {
    label: String,
    start: u32,
    end: u32,
    #[serde(default)]
    attributes: BTreeMap<String, ValueRecord>,
}

#[derive(Deserialize, Debug, Clone, Copy)]
enum StatusName {
    Open,
    Approved,
    Rejected,
    Disputed,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct CommentRecord {
    id: String,
    #[serde(default)]
    pub article: String,
    annotation: String,
    words: String,
    #[serde(default)]
    at: String,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct WaivedRecord {
    pub article: String,
    pub rule: String,
    pub start: u32,
    pub end: u32,
    pub reason: String,
}

/// A problem by what tells it from the others of its article.
#[derive(Deserialize, Debug)]
#[serde(rename = "Problem", deny_unknown_fields)]
pub(super) struct ProblemRecord {
    rule: String,
    start: u32,
    end: u32,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct NamedRecord {
    pub name: String,
    pub value: SavedRecord,
}

#[derive(Deserialize, Debug)]
pub(super) enum SavedRecord {
    Search(QueryRecord),
    Rule(TaggingRuleRecord),
    Sample(SampleRecord),
}

#[derive(Deserialize, Debug)]
#[serde(rename = "Query", deny_unknown_fields)]
pub(super) struct QueryRecord {
    #[serde(default)]
    pattern: String,
    #[serde(default)]
    regex: bool,
    #[serde(default)]
    case: bool,
    #[serde(default)]
    whole_word: bool,
    #[serde(default)]
    across_lines: bool,
    #[serde(default)]
    of: String,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    within: String,
    #[serde(default)]
    attributes: Vec<(String, String)>,
    #[serde(default)]
    annotators: Vec<String>,
    #[serde(default)]
    outlets: Vec<String>,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    states: Vec<String>,
    #[serde(default)]
    languages: Vec<String>,
    #[serde(default)]
    statuses: Vec<String>,
    #[serde(default)]
    boilerplate: bool,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct TaggingRuleRecord {
    query: QueryRecord,
    label: String,
    #[serde(default)]
    attributes: BTreeMap<String, ValueRecord>,
    conflict: String,
    #[serde(default)]
    other_labels: bool,
    #[serde(default)]
    at: String,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct SampleRecord {
    query: QueryRecord,
    seed: u64,
    strata: String,
    population: u64,
    drawn: Vec<(String, String)>,
    #[serde(default)]
    at: String,
}

impl VerdictRecord {
    pub(super) fn into_model(self, names: &mut Names) -> Result<Verdict, String> {
        let Self { status, label, start, end, attributes, correction, at, .. } = self;
        let judged = ReadingRecord { label, start, end, attributes }.into_model(names)?;
        let status = match status {
            StatusName::Open => Status::Open,
            StatusName::Approved => Status::Approved,
            StatusName::Rejected => Status::Rejected,
            StatusName::Disputed => Status::Disputed,
        };
        let correction = correction.map(|correction| correction.into_model(names)).transpose()?;
        Ok(Verdict { status, judged, correction, at: time(&at)? })
    }
}

impl ReadingRecord {
    fn into_model(self, names: &mut Names) -> Result<Reading, String> {
        let (label, span) = (names.get(&self.label), span(self.start, self.end)?);
        Ok(Reading { span, label, attributes: attributes(self.attributes, names)? })
    }
}

impl CommentRecord {
    pub(super) fn into_model(self) -> Result<Comment, String> {
        let (words, at) = (self.words.into(), time(&self.at)?);
        Ok(Comment { id: id(&self.id)?, annotation: id(&self.annotation)?, words, at })
    }
}

impl WaivedRecord {
    pub(super) fn key(&self, names: &mut Names) -> Result<ProblemKey, String> {
        Ok(ProblemKey { rule: names.get(&self.rule), span: span(self.start, self.end)? })
    }
}

impl ProblemRecord {
    pub(super) fn into_model(self, names: &mut Names) -> Result<ProblemKey, String> {
        Ok(ProblemKey { rule: names.get(&self.rule), span: span(self.start, self.end)? })
    }
}

impl SavedRecord {
    pub(super) fn into_model(self, names: &mut Names) -> Result<Saved, String> {
        Ok(match self {
            Self::Search(query) => Saved::Search(query.into_model(names)?),
            Self::Rule(rule) => Saved::Rule(TaggingRule {
                query: rule.query.into_model(names)?,
                label: names.get(&rule.label),
                attributes: attributes(rule.attributes, names)?,
                conflict: named(&rule.conflict, Conflict::ALL, Conflict::name)?,
                other_labels: rule.other_labels,
                at: time(&rule.at)?,
            }),
            Self::Sample(sample) => {
                let drawn = sample.drawn.iter().map(|(article, annotation)| Ok((id(article)?, id(annotation)?)));
                Saved::Sample(Sample {
                    seed: sample.seed,
                    strata: named(&sample.strata, Strata::ALL, Strata::name)?,
                    population: sample.population,
                    drawn: drawn.collect::<Result<_, String>>()?,
                    at: time(&sample.at)?,
                    query: sample.query.into_model(names)?,
                })
            }
        })
    }
}

impl QueryRecord {
    fn into_model(self, names: &mut Names) -> Result<Query, String> {
        let annotator = |name: &String| Annotator::new(name).ok_or_else(|| format!("“{name}” is not an annotator’s name"));
        let state = |name: &String| named(name, ArticleState::ALL, ArticleState::name);
        let status = |name: &String| named(name, Status::ALL, Status::name);
        Ok(Query {
            of: named_or_default(&self.of, SearchedFor::ALL, SearchedFor::name)?,
            labels: self.labels.iter().map(|label| names.get(label)).collect(),
            within: named_or_default(&self.within, Within::ALL, Within::name)?,
            attributes: self.attributes.into_iter().map(|(name, value)| (names.get(&name), value)).collect(),
            annotators: self.annotators.iter().map(annotator).collect::<Result<_, _>>()?,
            states: self.states.iter().map(state).collect::<Result<_, _>>()?,
            statuses: self.statuses.iter().map(status).collect::<Result<_, _>>()?,
            pattern: self.pattern,
            regex: self.regex,
            case: self.case,
            whole_word: self.whole_word,
            across_lines: self.across_lines,
            outlets: self.outlets,
            from: self.from,
            until: self.until,
            languages: self.languages,
            boilerplate: self.boilerplate,
        })
    }
}

/// The one of that name.
fn named<T: Copy, const N: usize>(name: &str, all: [T; N], name_of: fn(T) -> &'static str) -> Result<T, String> {
    all.into_iter().find(|one| name_of(*one) == name).ok_or_else(|| format!("“{name}” is not one of what is known here"))
}

fn named_or_default<T: Copy + Default, const N: usize>(
    name: &str,
    all: [T; N],
    name_of: fn(T) -> &'static str,
) -> Result<T, String> {
    if name.is_empty() { Ok(T::default()) } else { named(name, all, name_of) }
}

/// Writes a verdict; article and annotation are named where a line must say them.
pub fn verdict(out: &mut String, kind: &str, of: Option<(ArticleId, AnnotationId)>, verdict: &Verdict) {
    let mut fields = Fields::open(out, kind);
    if let Some((article, annotation)) = of {
        fields.id("article", article);
        fields.id("annotation", annotation);
    }
    fields.plain(
        "status",
        match verdict.status {
            Status::Open => "Open",
            Status::Approved => "Approved",
            Status::Rejected => "Rejected",
            Status::Disputed => "Disputed",
        },
    );
    reading(&mut fields, &verdict.judged);
    if let Some(correction) = &verdict.correction {
        let mut inner = Fields::open(fields.field("correction"), "");
        reading(&mut inner, correction);
        inner.close();
    }
    fields.time("at", verdict.at);
    fields.close();
}

fn reading(fields: &mut Fields<'_>, reading: &Reading) {
    fields.text("label", &reading.label);
    fields.plain("start", reading.span.start);
    fields.plain("end", reading.span.end);
    if !reading.attributes.is_empty() {
        write::attributes(fields.field("attributes"), &reading.attributes);
    }
}

/// Writes a comment; the article is named where a line must say it.
pub fn comment(out: &mut String, kind: &str, article: Option<ArticleId>, comment: &Comment) {
    let mut fields = Fields::open(out, kind);
    fields.id("id", comment.id);
    if let Some(article) = article {
        fields.id("article", article);
    }
    fields.id("annotation", comment.annotation);
    fields.text("words", &comment.words);
    fields.time("at", comment.at);
    fields.close();
}

/// Writes a waived problem.
pub fn waived(out: &mut String, article: ArticleId, problem: &ProblemKey, reason: &str) {
    let mut fields = Fields::open(out, "Waived");
    fields.id("article", article);
    problem_fields(&mut fields, problem);
    fields.text("reason", reason);
    fields.close();
}

/// Writes which problem an edit speaks of.
pub fn problem(out: &mut String, problem: &ProblemKey) {
    let mut fields = Fields::open(out, "");
    problem_fields(&mut fields, problem);
    fields.close();
}

fn problem_fields(fields: &mut Fields<'_>, problem: &ProblemKey) {
    fields.text("rule", &problem.rule);
    fields.plain("start", problem.span.start);
    fields.plain("end", problem.span.end);
}

/// Writes what is kept under a name as a line.
pub fn named_saved(out: &mut String, name: &str, value: &Saved) {
    let mut fields = Fields::open(out, "Saved");
    fields.text("name", name);
    saved(fields.field("value"), value);
    fields.close();
}

/// Writes what is kept under a name.
pub fn saved(out: &mut String, saved: &Saved) {
    match saved {
        Saved::Search(search) => query(out, "Search", search),
        Saved::Rule(rule) => {
            let mut fields = Fields::open(out, "Rule");
            query(fields.field("query"), "", &rule.query);
            fields.text("label", &rule.label);
            if !rule.attributes.is_empty() {
                write::attributes(fields.field("attributes"), &rule.attributes);
            }
            fields.text("conflict", rule.conflict.name());
            if rule.other_labels {
                fields.plain("other_labels", true);
            }
            fields.time("at", rule.at);
            fields.close();
        }
        Saved::Sample(sample) => {
            let mut fields = Fields::open(out, "Sample");
            query(fields.field("query"), "", &sample.query);
            fields.plain("seed", sample.seed);
            fields.text("strata", sample.strata.name());
            fields.plain("population", sample.population);
            list(fields.field("drawn"), &sample.drawn, |out, (article, annotation)| {
                push(out, format_args!("(\"{article}\", \"{annotation}\")"));
            });
            fields.time("at", sample.at);
            fields.close();
        }
    }
}

fn query(out: &mut String, kind: &str, query: &Query) {
    let mut fields = Fields::open(out, kind);
    fields.text_unless_empty("pattern", &query.pattern);
    let flags = [
        ("regex", query.regex),
        ("case", query.case),
        ("whole_word", query.whole_word),
        ("across_lines", query.across_lines),
        ("boilerplate", query.boilerplate),
    ];
    flags.into_iter().filter(|(_, is_set)| *is_set).for_each(|(name, _)| fields.plain(name, true));
    if query.of != SearchedFor::default() {
        fields.text("of", query.of.name());
    }
    if query.within != Within::default() {
        fields.text("within", query.within.name());
    }
    texts(&mut fields, "labels", query.labels.iter().map(|label| label.as_ref()));
    if !query.attributes.is_empty() {
        list(fields.field("attributes"), &query.attributes, |out, (name, value)| {
            out.push('(');
            write_string(out, name);
            out.push_str(", ");
            write_string(out, value);
            out.push(')');
        });
    }
    texts(&mut fields, "annotators", query.annotators.iter().map(Annotator::as_str));
    texts(&mut fields, "outlets", query.outlets.iter().map(String::as_str));
    fields.text_unless_empty("from", &query.from);
    fields.text_unless_empty("until", &query.until);
    texts(&mut fields, "states", query.states.iter().map(|state| state.name()));
    texts(&mut fields, "languages", query.languages.iter().map(String::as_str));
    texts(&mut fields, "statuses", query.statuses.iter().map(|status| status.name()));
    fields.close();
}

fn texts<'a>(fields: &mut Fields<'_>, name: &str, texts: impl ExactSizeIterator<Item = &'a str>) {
    if texts.len() > 0 {
        list(fields.field(name), texts, write_string);
    }
}
