//! `pressmark import`: reads files, folders and globs into a project.

use super::output::{Output, say};
use super::{Ended, annotator, counted, project};
use crate::import::{self, FileReport, Format, Imported, Outcome, Settings, Target};
use crate::model::Progress;
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
        let Imported { articles, returning, files } = imported;
        let (added, put_back) = (articles.len() as u64, returning.len() as u64);
        let batch = desk.import(articles, &returning, at)?;
        if self.json {
            let files: Vec<Value> = files.iter().map(to_json).collect();
            let batch = batch.map(|batch| batch.to_string());
            output.json(&json!({ "articles": added, "put_back": put_back, "batch": batch, "files": files }))?;
        } else {
            files.iter().try_for_each(|file| output.line(&format!("{}: {}", file.path.display(), file.outcome)))?;
        }
        say(&summary(added + put_back, &files));
        Ok(ended(&files, opened))
    }
}

/// Not done when nothing of what was named could be read.
fn ended(files: &[FileReport], opened: Ended) -> Ended {
    let refused = files.iter().filter(|file| matches!(file.outcome, Outcome::Refused(_))).count();
    match files {
        _ if refused > 0 && refused == files.len() => Ended::NotDone,
        files if opened != Ended::Done || files.iter().any(FileReport::is_problem) => Ended::WithProblems,
        _ => Ended::Done,
    }
}

fn summary(articles: u64, files: &[FileReport]) -> String {
    let count = |is: fn(&Outcome) -> bool| files.iter().filter(|file| is(&file.outcome)).count() as u64;
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

fn to_json(file: &FileReport) -> Value {
    let path = file.path.to_string_lossy();
    let articles = file.articles();
    match &file.outcome {
        Outcome::Added { id, undecodable } => {
            json!({ "path": path, "articles": articles, "outcome": "added", "id": id.to_string(), "undecodable": undecodable })
        }
        Outcome::PutBack { id } => json!({ "path": path, "articles": articles, "outcome": "put back", "id": id.to_string() }),
        Outcome::Duplicate { id, of } => {
            json!({ "path": path, "articles": articles, "outcome": "duplicate", "id": id.to_string(), "of": of })
        }
        Outcome::Refused(problem) => json!({
            "path": path, "articles": articles, "outcome": "refused", "problem": problem.code(), "reason": problem.to_string(),
        }),
    }
}
