//! What takes long about the past, as jobs: going back, asking how a step can be taken back, checking the journals.

use super::listing::command_words;
use crate::analysis::history::{Asked, Change, Rewind, changes, kept, reversal};
use crate::model::{Annotator, JournalEntry, Progress, Project, Transaction};
use crate::store::{CheckReport, Journals, check};
use crate::ui::dates;
use crate::ui::past::PastView;
use std::path::Path;
use std::sync::Arc;

/// More changes of one step are not shown.
const SHOWN: usize = 300;

/// What a step changed.
pub struct Detail {
    /// With all its edits.
    pub transaction: Arc<Transaction>,
    /// The first of its changes, in words.
    pub changes: Vec<Change>,
    /// How many edits are not among them.
    pub more: usize,
}

/// Reads a step with all its edits.
pub fn detail(journals: &Journals, entry: &JournalEntry, project: &Project) -> Result<Detail, String> {
    let transaction = journals.transaction(entry, project).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    let mut described = 0;
    for edit in &transaction.edits {
        if found.len() >= SHOWN {
            break;
        }
        found.extend(changes(edit, project));
        described += 1;
    }
    Ok(Detail { more: transaction.edits.len() - described, transaction: Arc::new(transaction), changes: found })
}

/// Takes everything later than an entry back, on a copy.
pub fn go_back(
    journals: &Journals,
    present: &Project,
    annotator: Annotator,
    entry: &JournalEntry,
    progress: &Progress,
) -> Result<Box<PastView>, String> {
    let cuts: Vec<usize> =
        journals.lists().iter().map(|list| kept(list.entries(), &entry.annotator, entry.number, entry.at)).collect();
    let later = journals.lists().iter().zip(&cuts).flat_map(|(list, cut)| list.entries().get(*cut..).unwrap_or_default());
    progress.set_total(later.map(|entry| entry.bytes).sum());
    let mut rewind = Rewind::new(present.clone());
    for (list, cut) in journals.lists().iter().zip(cuts) {
        let back = journals.back(list, cut, present, progress, &mut |step| rewind.take_back(step));
        back.map_err(|error| error.to_string())?;
    }
    let past = rewind.finish();
    let words = format!("{}, after {}’s “{}”", dates::moment(entry.at), entry.annotator, command_words(entry));
    Ok(Box::new(PastView::new(past.project, annotator, words, past.unfit_count)))
}

/// Asks how a step can be taken back.
pub fn ask(journals: &Journals, present: &Project, entry: &JournalEntry, progress: &Progress) -> Asked {
    let own = journals.of(&entry.annotator).map(|list| list.entries()).unwrap_or_default();
    let others: Vec<&[JournalEntry]> =
        journals.lists().iter().filter(|list| *list.annotator() != entry.annotator).map(|list| list.entries()).collect();
    let mut read = |entry: &JournalEntry| {
        progress.advance(1).map_err(|stopped| stopped.to_string())?;
        journals.transaction(entry, present).map_err(|error| error.to_string())
    };
    reversal(present, own, &others, entry.number, &mut read)
}

/// Checks every file of the project.
pub fn check_all(folder: &Path, progress: &Progress) -> Result<CheckReport, String> {
    check(folder, progress).map_err(|error| error.to_string())
}

/// What checking found, in words.
pub fn outcome(report: &CheckReport) -> String {
    let counts = &report.counts;
    let steps = dates::counted(usize::try_from(counts.transactions).unwrap_or(usize::MAX), "step", "steps");
    let annotators = dates::counted(counts.annotators, "annotator", "annotators");
    match report.problems.as_slice() {
        [] => format!(
            "The journals are sound: {steps} of {annotators}, each following from the one before, and every snapshot follows from its journal."
        ),
        problems => {
            let first: Vec<String> = problems.iter().take(5).map(ToString::to_string).collect();
            let more = problems.len() - first.len();
            let more = if more > 0 { format!("\nand {} more", dates::count(more)) } else { String::new() };
            let found = dates::counted(problems.len(), "problem", "problems");
            format!("{found} among {steps} of {annotators}. “pressmark check” lists them too.\n{}{more}", first.join("\n"))
        }
    }
}
