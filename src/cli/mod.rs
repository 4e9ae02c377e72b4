//! The command line: what it takes, and the headless commands, one file each.
//!
//! Results go to stdout, words for people to stderr. Exit codes: 0 done, 1 done but with problems listed, 2 not done.

mod annotator;
mod carry;
mod check;
mod export;
mod history;
mod import;
mod new;
mod output;
mod problems;
mod project;
mod sample;
mod search;
mod stats;
mod suggest;

use crate::store::places;
use clap::{Parser, Subcommand};
use output::Output;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub use output::say;

/// Tag quotes, claims, statistics and boilerplate in news articles.
#[derive(Parser, Debug)]
#[command(name = "pressmark", version, args_conflicts_with_subcommands = true, after_help = AFTER_HELP)]
pub struct Cli {
    /// Folder of the project to open in the window
    pub project: Option<PathBuf>,
    /// Open a copy of the sample project, made in this folder unless it is there already
    #[arg(long, value_name = "FOLDER", conflicts_with = "project")]
    pub sample: Option<PathBuf>,
    /// What to do without a window
    #[command(subcommand)]
    pub command: Option<Command>,
}

const AFTER_HELP: &str = "\
Without a command, the window opens. Results go to stdout, words to stderr.
Exit codes: 0 done, 1 done but with problems listed, 2 not done.";

/// The same work without a window.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Make an empty project
    New(new::New),
    /// Read files of any kind, folders and globs into a project; prints one line a file
    Import(import::Import),
    /// Suggest spans for every article of a project, or for lines of JSON as they come
    Suggest(suggest::Suggest),
    /// Copy annotations from articles to their newer copies, as far as that is certain; exit code 1 when the rest needs somebody
    Carry(carry::CarryOver),
    /// Find words or annotations; prints one hit a line
    Search(search::Search),
    /// Write a project in a format that other programs read
    Export(export::Export),
    /// Check every file of a project; exit code 1 when there is a problem
    Check(check::Check),
    /// List what is probably wrong with what was tagged; exit code 1 when there is anything
    Problems(problems::Problems),
    /// Draw annotations at random for an audit, or report how those of a kept sample were judged
    Sample(sample::Sample),
    /// Count articles and annotations by label, annotator, outlet, state, time and length
    Stats(stats::Stats),
    /// List what was done, by whom and when, the newest first
    History(history::History),
}

/// Makes a copy of the sample project unless the folder holds a project already.
pub fn sample(folder: &Path) -> anyhow::Result<()> {
    if places::is_project(folder) {
        return Ok(());
    }
    Ok(places::copy_sample(folder, &annotator::choose(None)?)?)
}

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Ended {
    Done,
    WithProblems,
    /// What was said has said why.
    NotDone,
}

/// Carries out a headless command.
pub fn run(command: &Command) -> ExitCode {
    let mut output = Output::new();
    let ended = match command {
        Command::New(new) => new.run(&mut output),
        Command::Import(import) => import.run(&mut output),
        Command::Suggest(suggest) => suggest.run(&mut output),
        Command::Carry(carry) => carry.run(&mut output),
        Command::Search(search) => search.run(&mut output),
        Command::Export(export) => export.run(&mut output),
        Command::Check(check) => check.run(&mut output),
        Command::Problems(problems) => problems.run(&mut output),
        Command::Sample(sample) => sample.run(&mut output),
        Command::Stats(stats) => stats.run(&mut output),
        Command::History(history) => history.run(&mut output),
    };
    match ended.and_then(|ended| output.finish().map(|()| ended)) {
        Ok(Ended::Done) => ExitCode::SUCCESS,
        Ok(Ended::WithProblems) => ExitCode::from(1),
        Ok(Ended::NotDone) => ExitCode::from(2),
        Err(error) => failed(&error),
    }
}

/// Says why nothing was done.
pub fn failed(error: &anyhow::Error) -> ExitCode {
    say(&format!("pressmark: {error:#}"));
    ExitCode::from(2)
}

/// “1 article”, “2 articles”.
fn counted(count: u64, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}
