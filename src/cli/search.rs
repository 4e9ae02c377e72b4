//! `pressmark search`: finds words or annotations in a project, one hit a line.

use super::output::{Output, say};
use super::{Ended, annotator, counted, project};
use crate::analysis::search::{self, Found, Hit, SearchError, Tally};
use crate::model::text::{Unit, UnitCursor};
use crate::model::{
    Annotator, Article, ArticleState, MetadataField, Name, Progress, Project, Query, SearchedFor, Status, Within,
};
use anyhow::{anyhow, bail};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::{Map, Value, json};
use std::ops::ControlFlow;
use std::path::PathBuf;

/// How many bytes of the text are shown at either side of a hit.
const BESIDE: usize = 60;

/// What `search` takes.
#[derive(Args, Debug)]
pub struct Search {
    /// Folder of the project
    pub project: PathBuf,
    /// Regular expression to look for; with --annotations it may be left out
    #[arg(value_name = "REGEX")]
    pub pattern: Option<String>,
    /// Take REGEX as words to be found as they stand
    #[arg(long)]
    pub literal: bool,
    /// Tell capital letters from small ones
    #[arg(long, overrides_with = "ignore_case")]
    pub case: bool,
    /// Take capital and small letters for the same, which is the default
    #[arg(long, overrides_with = "case")]
    pub ignore_case: bool,
    /// Find whole words only
    #[arg(long)]
    pub word: bool,
    /// Let “.” match line breaks too, and white space of --literal any white space
    #[arg(long)]
    pub across_lines: bool,
    /// Search annotations: their words, notes and values
    #[arg(long)]
    pub annotations: bool,
    /// Id of a label inside which hits lie, or that annotations have; may be given more than once
    #[arg(long = "label", value_name = "LABEL")]
    pub labels: Vec<String>,
    /// Only what lies outside the labels given, or outside all annotations
    #[arg(long)]
    pub outside: bool,
    /// Only annotations with this value of an attribute; may be given more than once
    #[arg(long = "attribute", value_name = "ATTRIBUTE=VALUE")]
    pub attributes: Vec<String>,
    /// Whose annotations count; may be given more than once; without it, everybody's
    #[arg(long = "annotator", value_name = "ANNOTATOR")]
    pub annotators: Vec<String>,
    /// Only articles of this outlet; may be given more than once
    #[arg(long = "outlet", value_name = "OUTLET")]
    pub outlets: Vec<String>,
    /// Only articles of this day or later: 2025-07-03, 2025-07 or 2025
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Only articles of this day or earlier
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Only articles in this state; may be given more than once
    #[arg(long = "state", value_name = "STATE", value_parser = state_parser())]
    pub states: Vec<ArticleState>,
    /// Only annotations in this status: open, approved, rejected or disputed; may be given more than once
    #[arg(long = "status", value_name = "STATUS", value_parser = status_parser())]
    pub statuses: Vec<Status>,
    /// Only articles in this language; may be given more than once
    #[arg(long = "language", value_name = "TAG")]
    pub languages: Vec<String>,
    /// Search what is tagged as boilerplate as well
    #[arg(long)]
    pub boilerplate: bool,
    /// Stop after so many hits
    #[arg(long, value_name = "NUMBER", conflicts_with = "count")]
    pub limit: Option<u64>,
    /// Print how many hits there are instead of them
    #[arg(long)]
    pub count: bool,
    /// Print JSON, one object a line
    #[arg(long)]
    pub json: bool,
}

fn state_parser() -> impl TypedValueParser<Value = ArticleState> {
    let written = |state: ArticleState| state.name().replace(' ', "-");
    PossibleValuesParser::new(["to-do", "in-progress", "done"])
        .try_map(move |name| ArticleState::ALL.into_iter().find(|state| written(*state) == name).ok_or("no such state"))
}

fn status_parser() -> impl TypedValueParser<Value = Status> {
    PossibleValuesParser::new(Status::ALL.map(Status::name)).try_map(|name| Status::named(&name).ok_or("no such status"))
}

impl Search {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Ended> {
        let query = self.query()?;
        search::check(&query).map_err(|error| explained(&error, &query.pattern))?;
        let (project, problems) = project::read(&self.project)?;
        check_names(&project, &query)?;
        let viewer = match query.annotators.as_slice() {
            [only] => only.clone(),
            _ => annotator::choose(None)?,
        };
        let mut run = Run { search: self, project: &project, viewer: &viewer, output, tally: Tally::default(), failed: None };
        let ended = search::search(&project, &viewer, &query, &Progress::default(), &mut |found| run.take(found));
        let Run { tally, failed, .. } = run;
        failed.map_or(Ok(()), Err)?;
        ended.map_err(|error| explained(&error, &query.pattern))?;
        if self.count {
            self.print_counts(&tally, output)?;
        }
        say(&self.summary(&tally, &query));
        Ok(project::problems_said(&problems))
    }

    fn query(&self) -> anyhow::Result<Query> {
        let named = |name: &String| annotator::named(name, "--annotator");
        let attribute = |words: &String| {
            let (name, value) = words.split_once('=').unwrap_or((words, ""));
            (Name::from(name), value.to_owned())
        };
        let statuses = self.statuses.clone();
        let within = match (self.outside, self.labels.is_empty() && self.attributes.is_empty() && statuses.is_empty()) {
            (true, _) => Within::Outside,
            (false, true) => Within::Anywhere,
            (false, false) => Within::Inside,
        };
        Ok(Query {
            pattern: self.pattern.clone().unwrap_or_default(),
            regex: !self.literal,
            case: self.case,
            whole_word: self.word,
            across_lines: self.across_lines,
            of: if self.annotations { SearchedFor::Annotations } else { SearchedFor::Text },
            labels: self.labels.iter().map(|label| label.as_str().into()).collect(),
            within,
            attributes: self.attributes.iter().map(attribute).collect(),
            statuses,
            annotators: self.annotators.iter().map(named).collect::<Result<_, _>>()?,
            outlets: self.outlets.clone(),
            from: self.from.clone().unwrap_or_default(),
            until: self.until.clone().unwrap_or_default(),
            states: self.states.clone(),
            languages: self.languages.clone(),
            boilerplate: self.boilerplate,
        })
    }

    fn print_counts(&self, tally: &Tally, output: &mut Output) -> anyhow::Result<()> {
        if !self.json {
            return output.line(&tally.hits.to_string());
        }
        let labels: Map<String, Value> = tally.labels.iter().map(|(label, count)| (label.to_string(), json!(count))).collect();
        let annotators: Map<String, Value> =
            tally.annotators.iter().map(|(who, count)| (who.to_string(), json!(count))).collect();
        output.json(&json!({
            "hits": tally.hits,
            "articles": tally.articles,
            "outlets": tally.outlets,
            "labels": labels,
            "annotators": annotators,
        }))
    }

    fn summary(&self, tally: &Tally, query: &Query) -> String {
        if tally.hits == 0 {
            let restricted = *query != Query { pattern: query.pattern.clone(), regex: query.regex, ..Query::default() };
            return format!("No hits{}", if restricted { "; fewer options may find some" } else { "" });
        }
        let words = format!("{} in {}", counted(tally.hits, "hit"), counted(tally.articles, "article"));
        let stopped = self.limit.is_some_and(|limit| tally.hits >= limit);
        if stopped { format!("{words}; stopped at the limit, there may be more") } else { words }
    }
}

/// Refuses names that the project does not have.
fn check_names(project: &Project, query: &Query) -> anyhow::Result<()> {
    if let Some(label) = query.labels.iter().find(|label| project.scheme.label(label).is_none()) {
        let known: Vec<&str> = project.scheme.labels.iter().map(|label| label.id.as_ref()).collect();
        bail!("the scheme has no label “{label}”; there are: {}", known.join(", "));
    }
    if let Some(who) = query.annotators.iter().find(|who| !project.layers.contains_key(*who)) {
        let known: Vec<&str> = project.layers.keys().map(Annotator::as_str).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        bail!("nobody called “{who}” has worked on this project; there are: {known}");
    }
    Ok(())
}

fn explained(error: &SearchError, pattern: &str) -> anyhow::Error {
    let SearchError::Pattern(fault) = error else { return anyhow!("{error}") };
    let place = fault.place.as_ref().and_then(|place| pattern.get(..place.start));
    let place = place.map_or_else(String::new, |before| format!(" (character {})", before.chars().count() + 1));
    anyhow!("cannot search for “{pattern}”: {}{place}", fault.reason)
}

/// A search under way.
struct Run<'a> {
    search: &'a Search,
    project: &'a Project,
    viewer: &'a Annotator,
    output: &'a mut Output,
    tally: Tally,
    failed: Option<anyhow::Error>,
}

impl Run<'_> {
    /// Prints hits, until there are enough or nobody listens any more.
    fn take(&mut self, found: Found) -> ControlFlow<()> {
        let room = self.search.limit.map_or(usize::MAX, |limit| limit.saturating_sub(self.tally.hits) as usize);
        let Found { mut hits, mut tally } = found;
        if hits.len() > room {
            hits.truncate(room);
            tally.hits = room as u64;
            tally.articles = hits.chunk_by(|one, other| one.article == other.article).count() as u64;
        }
        self.tally.add(&tally);
        if !self.search.count
            && let Err(error) = self.print(&hits)
        {
            self.failed = Some(error);
            return ControlFlow::Break(());
        }
        let enough = self.search.limit.is_some_and(|limit| self.tally.hits >= limit);
        if enough || self.output.is_closed() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn print(&mut self, hits: &[Hit]) -> anyhow::Result<()> {
        for of_article in hits.chunk_by(|one, other| one.article == other.article) {
            let Some(article) = of_article.first().and_then(|hit| hit.article(self.project)) else { continue };
            let mut points = UnitCursor::new(&article.text, Unit::CodePoint);
            for hit in of_article {
                // A displaced annotation may reach beyond the text.
                let mut at = |offset: u32| points.from_byte(offset as usize);
                let place = at(hit.span.start).zip(at(hit.span.end));
                if self.search.json {
                    self.output.json(&self.record(*hit, article, place))?;
                } else {
                    self.output.line(&self.line(*hit, article, place))?;
                }
            }
        }
        Ok(())
    }

    fn line(&self, hit: Hit, article: &Article, place: Option<(usize, usize)>) -> String {
        let project = self.project;
        let outlet = project.field(self.viewer, article.id, MetadataField::Outlet);
        let outlet = if outlet.is_empty() { "unknown outlet" } else { outlet };
        let place = place.map_or_else(|| "displaced".to_owned(), |(start, end)| format!("{start}–{end}"));
        let words = one_line(hit.words(project));
        let (left, right) = (hit.left(project, BESIDE), hit.right(project, BESIDE));
        let label = hit.annotation(project).map(|(who, annotation)| format!(" {} by {who},", annotation.label));
        let title = project.title(self.viewer, article.id);
        format!("{title}, {outlet},{} {place}: {left}|{words}|{right}", label.unwrap_or_default())
    }

    fn record(&self, hit: Hit, article: &Article, place: Option<(usize, usize)>) -> Value {
        let project = self.project;
        let field = |field| project.field(self.viewer, article.id, field);
        let mut record = json!({
            "article": article.id.to_string(),
            "title": project.title(self.viewer, article.id),
            "outlet": field(MetadataField::Outlet),
            "published": field(MetadataField::Published),
            "start": place.map(|(start, _)| start),
            "end": place.map(|(_, end)| end),
            "left": hit.left(project, BESIDE),
            "text": hit.words(project),
            "right": hit.right(project, BESIDE),
        });
        if let (Some((who, annotation)), Some(record)) = (hit.annotation(project), record.as_object_mut()) {
            record.insert("annotation".to_owned(), json!(annotation.id.to_string()));
            record.insert("annotator".to_owned(), json!(who.as_str()));
            record.insert("label".to_owned(), json!(annotation.label.as_ref()));
            record.insert("note".to_owned(), json!(annotation.note.as_ref()));
        }
        record
    }
}

/// Words that may go over several lines, on one.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
