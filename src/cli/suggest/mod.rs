//! `pressmark suggest`: what finders propose, for a project as the annotator “suggest”, or for lines of JSON as they come.
//!
//! The stream is for corpora of any size: a line in, the same line out with its spans, in order, in constant memory, so that
//! any engine that can pipe lines through a program can spread the work over machines.

mod line;
mod project;
mod queue;
mod stream;

use super::Ended;
use super::output::Output;
use crate::model::{Name, Suggestion};
use clap::Args;
use std::path::{Path, PathBuf};

/// What `suggest` takes.
#[derive(Args, Debug)]
pub struct Suggest {
    /// Folder of the project; or “-” for lines of JSON, {"id", "text"} or {"id", "html", "url"}, from stdin to stdout
    pub project: PathBuf,
    /// Labels to suggest; all without it
    #[arg(long, value_name = "LABEL", value_delimiter = ',')]
    pub labels: Vec<String>,
    /// Print JSON; the stream always does
    #[arg(long)]
    pub json: bool,
}

impl Suggest {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Ended> {
        let labels = Labels(self.labels.iter().map(|label| label.as_str().into()).collect());
        if self.project == Path::new("-") {
            stream::run(&labels, output)
        } else {
            project::run(&self.project, &labels, self.json, output)
        }
    }
}

/// The labels asked for; none is all.
struct Labels(Vec<Name>);

impl Labels {
    fn has(&self, label: &Name) -> bool {
        self.0.is_empty() || self.0.contains(label)
    }

    fn chosen<'a>(&'a self, suggestions: &'a [Suggestion]) -> impl Iterator<Item = &'a Suggestion> {
        suggestions.iter().filter(|suggestion| self.has(&suggestion.label))
    }
}
