//! `pressmark check`: every invariant, file and line, the journals' chains and the snapshots.

use super::output::{Output, say};
use super::{Ended, counted, project};
use crate::model::Progress;
use crate::store::{self, Problem};
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

/// What `check` takes.
#[derive(Args, Debug)]
pub struct Check {
    /// Folder of the project
    pub project: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl Check {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Ended> {
        let report = store::check(&project::folder(&self.project), &Progress::default())?;
        if self.json {
            let problems: Vec<Value> = report.problems.iter().map(to_json).collect();
            output.json(&json!({ "problems": problems }))?;
        } else {
            report.problems.iter().try_for_each(|problem| output.line(&problem.to_string()))?;
        }
        let count = report.problems.len() as u64;
        say(&if count == 0 { "No problems".to_owned() } else { counted(count, "problem") });
        Ok(if count == 0 { Ended::Done } else { Ended::WithProblems })
    }
}

fn to_json(problem: &Problem) -> Value {
    json!({ "file": problem.file.to_string_lossy(), "line": problem.line, "reason": problem.reason })
}
