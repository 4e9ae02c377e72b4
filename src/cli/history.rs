//! `pressmark history`: what was done in a project, the newest first.

use super::output::{Output, say};
use super::{Ended, annotator, counted, project};
use crate::model::{AnnotationId, Annotator, ArticleId, Direction, JournalEntry, Progress};
use crate::store::{Journals, timestamp_text};
use anyhow::bail;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

/// What `history` takes.
#[derive(Args, Debug)]
pub struct History {
    /// Folder of the project
    pub project: PathBuf,
    /// Only what this annotator did
    #[arg(long)]
    pub annotator: Option<String>,
    /// Only what concerns the article of this id
    #[arg(long, value_name = "ID")]
    pub article: Option<ArticleId>,
    /// Only what concerns the annotation of this id
    #[arg(long, value_name = "ID")]
    pub annotation: Option<AnnotationId>,
    /// At most so many, the newest
    #[arg(long, value_name = "NUMBER")]
    pub limit: Option<usize>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl History {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Ended> {
        let folder = project::folder(&self.project);
        // Names what is no project in the words that all commands have for it.
        crate::store::read_head(&folder)?;
        let annotator = self.annotator.as_ref().map(|name| annotator::named(name, "--annotator")).transpose()?;
        let journals = Journals::read(&folder, &Progress::default())?;
        if let Some(nobody) = annotator.as_ref().filter(|annotator| journals.of(annotator).is_none()) {
            let known: Vec<&str> = journals.lists().iter().map(|list| list.annotator().as_str()).collect();
            bail!("nobody called “{nobody}” has worked here; there are: {}", known.join(", "));
        }
        let mut entries = self.wanted(&journals, annotator.as_ref());
        let found = entries.len();
        entries.truncate(self.limit.unwrap_or(found));
        if self.json {
            let list: Vec<Value> = entries.iter().map(|entry| to_json(entry)).collect();
            output.json(&json!({ "found": found, "entries": list }))?;
        } else {
            entries.iter().try_for_each(|entry| output.line(&line(entry)))?;
            say(&format!("{} of {}", counted(entries.len() as u64, "step"), counted(found as u64, "step")));
        }
        let problems: Vec<_> = journals.problems().cloned().collect();
        Ok(project::problems_said(&problems))
    }

    /// The newest first; those of the same time in the order of their journals.
    fn wanted<'a>(&self, journals: &'a Journals, annotator: Option<&Annotator>) -> Vec<&'a JournalEntry> {
        let lists = journals.lists().iter().filter(|list| annotator.is_none_or(|wanted| wanted == list.annotator()));
        let concerns = |entry: &&JournalEntry| {
            self.article.is_none_or(|id| entry.articles.contains(&id))
                && self.annotation.is_none_or(|id| entry.annotations.contains(&id))
        };
        let mut entries: Vec<&JournalEntry> = lists.flat_map(|list| list.entries().iter().rev()).filter(concerns).collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
        entries
    }
}

fn line(entry: &JournalEntry) -> String {
    let back = match entry.direction {
        Direction::Do => String::new(),
        Direction::Undo(number) => format!(", undoes {number}"),
        Direction::Redo(number) => format!(", redoes {number}"),
    };
    let (at, edits) = (timestamp_text(entry.at), counted(u64::from(entry.edits), "edit"));
    let article = match *entry.articles {
        [] => String::new(),
        [article] => format!(", article {article}"),
        _ => format!(", {} articles", entry.articles.len()),
    };
    format!("{at}  {} {}  {}  {edits}{article}{back}", entry.annotator, entry.number, entry.command)
}

fn to_json(entry: &JournalEntry) -> Value {
    let (undoes, redoes) = match entry.direction {
        Direction::Do => (None, None),
        Direction::Undo(number) => (Some(number), None),
        Direction::Redo(number) => (None, Some(number)),
    };
    let articles: Vec<String> = entry.articles.iter().map(ToString::to_string).collect();
    let annotations: Vec<String> = entry.annotations.iter().map(ToString::to_string).collect();
    json!({
        "annotator": entry.annotator.as_str(),
        "number": entry.number,
        "at": timestamp_text(entry.at),
        "command": &*entry.command,
        "undoes": undoes,
        "redoes": redoes,
        "edits": entry.edits,
        "articles": articles,
        "annotations": annotations,
    })
}
