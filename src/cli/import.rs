//! `pressmark import`: reads files, folders and globs into a project.

use super::output::{Output, say};
use super::{Ended, annotator, counted, project};
use crate::import::{self, FileReport, Format, Imported, Newer, Outcome, PartReport, Settings, Target};
use crate::model::{Article, Progress};
use crate::store;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::{Value, json};
use std::path::PathBuf;

/// What `import` takes.
#[derive(Args, Debug)]
pub struct Import {
    /// Folder of the project
    pub project: PathBuf,
    /// Files, folders (with all below them, hidden files left out) and globs
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read every file as this, whatever it looks like
    #[arg(long = "as", value_name = "FORMAT", value_parser = format_parser())]
    pub format: Option<Format>,
    /// On whose behalf; without it $PRESSMARK_ANNOTATOR, else the login name
    #[arg(long)]
    pub annotator: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name))
        .try_map(|name| Format::ALL.into_iter().find(|format| format.name() == name).ok_or("no such format"))
}

impl Import {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Ended> {
        let annotator = annotator::choose(self.annotator.as_deref())?;
        let desk = project::write(&self.project, &annotator)?;
        let target = Some(Target { project: &desk.project, annotator: &annotator });
        let at = store::now();
        let settings = Settings { imported: at, format: self.format, target };
        let opened = desk.opened;
        let imported = import::read(&self.paths, settings, &Progress::default())?;
        let Imported { articles, returning, newer, files } = imported;
        let told: Vec<String> = newer.iter().map(|newer| told(*newer, &articles, target)).collect();
        let (added, put_back) = (articles.len() as u64, returning.len() as u64);
        let batch = desk.import(articles, &returning, &newer, at)?;
        if self.json {
            let files: Vec<Value> = files.iter().map(to_json).collect();
            let batch = batch.map(|batch| batch.to_string());
            let newer: Vec<Value> = newer.iter().map(newer_to_json).collect();
            let report = json!({ "articles": added, "put_back": put_back, "batch": batch, "newer": newer, "files": files });
            output.json(&report)?;
        } else {
            files.iter().try_for_each(|file| lines_of(file, output))?;
            told.iter().try_for_each(|line| output.line(line))?;
        }
        say(&summary(added + put_back, &files));
        Ok(ended(&files, opened))
    }
}

/// A line for the file, and where it holds many articles one for each that is not just another.
fn lines_of(file: &FileReport, output: &mut Output) -> anyhow::Result<()> {
    output.line(&format!("{}: {file}", file.path.display()))?;
    let told = if file.parts.len() > 1 { usize::MAX } else { 0 };
    file.exceptions().take(told).try_for_each(|part| output.line(&format!("  {part}")))
}

/// That an article is a newer copy, by titles.
fn told(newer: Newer, arriving: &[Article], target: Option<Target<'_>>) -> String {
    let arriving = |id| arriving.iter().find(|article| article.id == id).map(Article::display_title);
    let stored = |id| target.map(|target| target.project.title(target.annotator, id)).filter(|title| !title.is_empty());
    let title = |id| arriving(id).or_else(|| stored(id)).unwrap_or("Untitled");
    format!("“{}” is a newer copy of “{}”", title(newer.article), title(newer.of))
}

fn newer_to_json(newer: &Newer) -> Value {
    json!({ "id": newer.article.to_string(), "of": newer.of.to_string() })
}

/// Not done when nothing of what was named could be read.
fn ended(files: &[FileReport], opened: Ended) -> Ended {
    let outcomes = || files.iter().flat_map(|file| &file.parts).map(|part| &part.outcome);
    let is_refused = |outcome: &Outcome| matches!(outcome, Outcome::Refused(_));
    match files {
        _ if outcomes().any(is_refused) && outcomes().all(is_refused) => Ended::NotDone,
        files if opened != Ended::Done || files.iter().any(FileReport::is_problem) => Ended::WithProblems,
        _ => Ended::Done,
    }
}

fn summary(articles: u64, files: &[FileReport]) -> String {
    let outcomes = || files.iter().flat_map(|file| &file.parts).map(|part| &part.outcome);
    let count = |is: fn(&Outcome) -> bool| outcomes().filter(|outcome| is(outcome)).count() as u64;
    let duplicates = count(|outcome| matches!(outcome, Outcome::Duplicate { .. }));
    let refused = count(|outcome| matches!(outcome, Outcome::Refused(_)));
    let mut words = format!("Imported {}", counted(articles, "article"));
    if duplicates > 0 {
        words += &format!("; {} already there", counted(duplicates, "file"));
    }
    if refused > 0 {
        words += &format!("; {} not imported", counted(refused, "file"));
    }
    words
}

/// A file of one article says what became of it; one of many lists its parts.
fn to_json(file: &FileReport) -> Value {
    let mut json = json!({ "path": file.path.to_string_lossy(), "articles": file.articles() });
    let parts = file.parts.as_slice();
    let rest = match parts {
        [only] if only.part.is_empty() => outcome_to_json(&only.outcome),
        _ => json!({ "parts": parts.iter().map(part_to_json).collect::<Vec<_>>() }),
    };
    merge(&mut json, rest);
    json
}

fn part_to_json(part: &PartReport) -> Value {
    let mut json = json!({ "part": part.part });
    merge(&mut json, outcome_to_json(&part.outcome));
    json
}

fn merge(json: &mut Value, more: Value) {
    if let (Value::Object(json), Value::Object(more)) = (json, more) {
        json.extend(more);
    }
}

fn outcome_to_json(outcome: &Outcome) -> Value {
    match outcome {
        Outcome::Added { id, undecodable } => {
            json!({ "outcome": "added", "id": id.to_string(), "undecodable": undecodable })
        }
        Outcome::PutBack { id } => json!({ "outcome": "put back", "id": id.to_string() }),
        Outcome::Duplicate { id, of } => json!({ "outcome": "duplicate", "id": id.to_string(), "of": of }),
        Outcome::Refused(problem) => {
            json!({ "outcome": "refused", "problem": problem.code(), "reason": problem.to_string() })
        }
    }
}
