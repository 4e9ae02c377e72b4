//! `pressmark import`: reads files, folders and globs into a project.

use super::output::{Output, say};
use super::project::{Done, Wanted};
use super::{Ended, annotator, counted, project};
use crate::import::{Choices, Field, FileReport, Format, Imported, Near, Newer, Outcome, PartReport, Report, Spooled};
use crate::model::{ArticleId, Progress};
use crate::store;
use crate::store::settings::Settings as SettingsFile;
use anyhow::Context;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

/// What `import` takes.
#[derive(Args, Debug)]
pub struct Import {
    /// Folder of the project
    pub project: PathBuf,
    /// Files, folders (with all below them, hidden files left out) and globs; “-” is the standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read every file as this, whatever it looks like
    #[arg(long = "as", value_name = "FORMAT", value_parser = format_parser())]
    pub format: Option<Format>,
    /// Column of a table or path in JSON that a field is taken from: text=Body; may be given more than once; without it,
    /// columns are recognised by name and content
    #[arg(long = "column", value_name = "FIELD=NAME", value_parser = column)]
    pub columns: Vec<(Field, String)>,
    /// Keep a copy of each file in the project, in the folder “sources”; without it, as it is set for this machine
    #[arg(long)]
    pub keep_sources: bool,
    /// On whose behalf; without it $PRESSMARK_ANNOTATOR, else the login name
    #[arg(long)]
    pub annotator: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.iter().map(|format| format.name()))
        .try_map(|name| Format::ALL.iter().copied().find(|format| format.name() == name).ok_or("no such format"))
}

fn column(argument: &str) -> Result<(Field, String), String> {
    let named = argument.split_once('=').and_then(|(field, name)| Some((Field::named(field.trim())?, name.to_owned())));
    let fields = || Field::all().map(Field::name).collect::<Vec<_>>().join(", ");
    named.ok_or_else(|| format!("it is to be FIELD=NAME, the field one of {}", fields()))
}

impl Import {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Ended> {
        let annotator = annotator::choose(self.annotator.as_deref())?;
        let desk = project::write(&self.project, &annotator)?;
        let (at, opened) = (store::now(), desk.opened);
        let has_input = self.paths.iter().any(|path| path.as_os_str() == "-");
        let spooled = has_input.then(|| Spooled::new(std::io::stdin().lock())).transpose();
        let spooled = spooled.context("cannot take in the standard input; check the disk that holds temporary files")?;
        let columns = Choices { all: self.columns.iter().cloned().collect(), ..Choices::default() };
        let wanted = Wanted {
            paths: &self.paths,
            format: self.format,
            columns: &columns,
            input: spooled.as_ref(),
            keep_sources: self.keep_sources || is_set_to_keep(),
        };
        let done = desk.import(&wanted, at, &stopped_by_a_key())?;
        let (words, ended) = (summary(&done), ended(&done.imported.files, opened));
        if self.json {
            output.json(&Report::new(done.imported, HashSet::new(), done.batch))?;
        } else {
            let files = &done.imported.files;
            files.iter().try_for_each(|file| lines_of(file, output))?;
            near_lines(&done).iter().try_for_each(|line| output.line(line))?;
        }
        say(&words);
        Ok(ended)
    }
}

/// Whether files are kept by the settings of this machine.
fn is_set_to_keep() -> bool {
    SettingsFile::file().is_some_and(|file| SettingsFile::load(&file).0.keep_sources)
}

/// Progress that Ctrl-C cancels, so that nothing is left of an import that is given up.
fn stopped_by_a_key() -> Arc<Progress> {
    let progress = Arc::new(Progress::default());
    let watched = Arc::clone(&progress);
    // Where there are no signals, the program ends at once; then a hidden file may be left, which is removed later.
    let _ = ctrlc::set_handler(move || watched.cancel());
    progress
}

/// A line for the file, and where it holds many articles one for each that is not just another.
fn lines_of(file: &FileReport, output: &mut Output) -> anyhow::Result<()> {
    output.line(&format!("{}: {file}", file.path.display()))?;
    let is_whole = matches!(file.parts.as_slice(), [only] if only.part.is_empty());
    let told = if is_whole { 0 } else { usize::MAX };
    file.exceptions().take(told).try_for_each(|part| output.line(&format!("  {part}")))
}

/// A line for each two articles that tell nearly the same, and for each newer copy.
fn near_lines(done: &Done) -> Vec<String> {
    let (near, newer) = (&done.imported.near, &done.imported.newer);
    let near_ids = near.iter().flat_map(|near| [near.article, near.of]);
    let wanted: HashSet<ArticleId> = near_ids.chain(newer.iter().flat_map(|newer| [newer.article, newer.of])).collect();
    let mut names: HashMap<ArticleId, String> =
        done.titles.iter().map(|(id, title)| (*id, format!("“{title}”, which is in the project"))).collect();
    for file in &done.imported.files {
        for PartReport { part, outcome } in &file.parts {
            if let Outcome::Added { id, .. } = outcome
                && wanted.contains(id)
            {
                let separator = if part.is_empty() { "" } else { ", " };
                names.insert(*id, format!("{}{separator}{part}", file.path.display()));
            }
        }
    }
    let name = |id| names.get(&id).cloned().unwrap_or_default();
    let percent = |near: &Near| (near.similarity * 100.0).floor();
    let line = |near: &Near| format!("{}: nearly the same as {} ({} %)", name(near.article), name(near.of), percent(near));
    let newer_line = |newer: &Newer| format!("{}: a newer copy of {}", name(newer.article), name(newer.of));
    near.iter().map(line).chain(newer.iter().map(newer_line)).collect()
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

fn summary(done: &Done) -> String {
    let Imported { files, near, returning, .. } = &done.imported;
    let outcomes = || files.iter().flat_map(|file| &file.parts).map(|part| &part.outcome);
    let count = |is: fn(&Outcome) -> bool| outcomes().filter(|outcome| is(outcome)).count() as u64;
    let one = if files.iter().all(|file| file.parts.len() <= 1) { "file" } else { "article" };
    let counts = [
        (count(|outcome| matches!(outcome, Outcome::Duplicate { .. })), one, "already there"),
        (count(|outcome| matches!(outcome, Outcome::Refused(_))), one, "not imported"),
        (near.len() as u64, "article", "nearly the same as another"),
    ];
    let told = counts.iter().filter(|(count, ..)| *count > 0);
    let told: String = told.map(|(count, one, what)| format!("; {} {what}", counted(*count, one))).collect();
    format!("Imported {}{told}", counted(done.articles + returning.len() as u64, "article"))
}
