//! `pressmark check`: every invariant, file and line, the journals' chains and the snapshots.

use super::output::{Output, say};
use super::{Ended, counted, project};
use crate::model::Progress;
use crate::store::{self, CheckReport, Counts, Problem};
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
        let CheckReport { problems, counts } = store::check(&project::folder(&self.project), &Progress::default())?;
        if self.json {
            output.json(&to_json(&problems, counts))?;
        } else {
            problems.iter().try_for_each(|problem| output.line(&problem.to_string()))?;
        }
        let found = if problems.is_empty() { "No problems".to_owned() } else { counted(problems.len() as u64, "problem") };
        let among = [(counts.articles, "article"), (counts.annotations, "annotation"), (counts.relations, "relation")];
        say(&format!("{found} among {}", among.map(|(count, one)| counted(count as u64, one)).join(", ")));
        Ok(if problems.is_empty() { Ended::Done } else { Ended::WithProblems })
    }
}

fn to_json(problems: &[Problem], counts: Counts) -> Value {
    let shape =
        |problem: &Problem| json!({ "file": problem.file.to_string_lossy(), "line": problem.line, "reason": problem.reason });
    json!({
        "problems": problems.iter().map(shape).collect::<Vec<_>>(),
        "batches": counts.batches,
        "articles": counts.articles,
        "annotators": counts.annotators,
        "annotations": counts.annotations,
        "relations": counts.relations,
        "transactions": counts.transactions,
    })
}
