//! The project as it was: from how it stands now, everything later is taken back, the newest first.
//!
//! Annotators' layers do not depend on one another, so each journal is gone through by itself; what the project shares is
//! taken back last, by time. Of the one whose step it is asked for, the steps behind it are taken back; of the others, those
//! behind their last step of that time or before, as clocks may have been set back.

use super::same::replaced;
use crate::model::transaction::apply_all;
use crate::model::{Annotator, Edit, JournalEntry, Project, Timestamp, Transaction};
use std::collections::BTreeMap;

/// How many steps that do not fit are named.
const NAMED: usize = 100;

/// How many of somebody's first steps had been done when an annotator had done the step of that number at that time.
pub fn kept(entries: &[JournalEntry], annotator: &Annotator, number: u64, at: Timestamp) -> usize {
    let is_theirs = entries.first().is_some_and(|entry| entry.annotator == *annotator);
    let was_done = |entry: &JournalEntry| if is_theirs { entry.number <= number } else { entry.at <= at };
    entries.iter().rposition(was_done).map_or(0, |last| last + 1)
}

/// A project as it was.
#[derive(Clone, Debug)]
pub struct Past {
    /// All of it, with the articles that have arrived since taken out.
    pub project: Project,
    /// The first steps that could not be taken back.
    pub unfit: Vec<Unfit>,
    /// How many could not.
    pub unfit_count: usize,
}

/// A step that could not be taken back, in part or in whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfit {
    /// Whose step it is.
    pub annotator: Annotator,
    /// Its number.
    pub number: u64,
    /// The command it came from.
    pub command: String,
    /// Why it could not, in words.
    pub reason: String,
}

/// A project on its way back.
#[derive(Debug)]
pub struct Rewind {
    trial: Project,
    /// What each annotator changed of what is shared, the newest first.
    shared: BTreeMap<Annotator, Vec<Shared>>,
    unfit: Vec<Unfit>,
    unfit_count: usize,
}

#[derive(Debug)]
struct Shared {
    at: Timestamp,
    number: u64,
    command: String,
    edits: Vec<Edit>,
}

impl Rewind {
    /// Begins with the project as it stands.
    pub fn new(present: Project) -> Self {
        Self { trial: present, shared: BTreeMap::new(), unfit: Vec::new(), unfit_count: 0 }
    }

    /// Takes a step back. The steps of one annotator come newest first; in what order the annotators come does not matter.
    pub fn take_back(&mut self, transaction: Transaction) {
        let Transaction { number, annotator, at, command, edits, .. } = transaction;
        let (shared, own): (Vec<Edit>, Vec<Edit>) = edits.into_iter().rev().partition(Edit::is_shared);
        let inverse: Vec<Edit> = own.iter().map(Edit::inverse).collect();
        self.apply(&inverse, &annotator, number, &command);
        if !shared.is_empty() {
            self.shared.entry(annotator).or_default().push(Shared { at, number, command, edits: shared });
        }
    }

    /// All at once, or, where that does not fit, whatever does.
    fn apply(&mut self, inverse: &[Edit], by: &Annotator, number: u64, command: &str) {
        if apply_all(inverse, &mut self.trial, by).is_ok() {
            return;
        }
        let mut reason = None;
        for edit in inverse {
            let trial = &mut self.trial;
            let edit = replaced(edit, &trial.scheme);
            if let Err(refusal) = apply_all(&[edit], trial, by) {
                reason.get_or_insert_with(|| refusal.to_string());
            }
        }
        if let Some(reason) = reason {
            self.unfit_count += 1;
            if self.unfit.len() < NAMED {
                self.unfit.push(Unfit { annotator: by.clone(), number, command: command.to_owned(), reason });
            }
        }
    }

    /// Takes back what is shared, and gives the project as it was.
    pub fn finish(mut self) -> Past {
        let mut shared: Vec<(Annotator, std::vec::IntoIter<Shared>)> =
            std::mem::take(&mut self.shared).into_iter().map(|(who, steps)| (who, steps.into_iter())).collect();
        loop {
            let latest = shared.iter().enumerate().filter_map(|(place, (_, steps))| Some((steps.as_slice().first()?.at, place)));
            let Some((_, place)) = latest.max() else { break };
            let next = shared.get_mut(place).and_then(|(who, steps)| Some((who.clone(), steps.next()?)));
            let Some((who, step)) = next else { break };
            let inverse: Vec<Edit> = step.edits.iter().map(Edit::inverse).collect();
            self.apply(&inverse, &who, step.number, &step.command);
        }
        Past { project: self.trial, unfit: self.unfit, unfit_count: self.unfit_count }
    }
}
