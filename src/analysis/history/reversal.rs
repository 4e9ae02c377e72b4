//! Taking back one step of the past as a new step: whether that can be done now, and if not, what stands in its way.

use super::same::{replaced, touches};
use crate::model::{Annotator, ArticleLayer, ArticleState, Direction, Edit, JournalEntry, Project, Timestamp, Transaction};
use std::collections::BTreeMap;

/// More steps than this are not taken back together.
const TOGETHER: usize = 500;

/// Edits that take back steps of the past, made for the project as it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Reversal {
    /// Whose steps they are.
    pub annotator: Annotator,
    /// The command of the step that was asked for, in words.
    pub command: String,
    /// How many steps are taken back with it.
    pub others: usize,
    /// What to do, in order.
    pub edits: Vec<Edit>,
}

/// What came of asking.
#[derive(Clone, PartialEq, Debug)]
pub enum Asked {
    /// It can be done.
    Fits(Reversal),
    /// Later steps stand in its way.
    Blocked {
        /// Why it cannot be done alone, in words.
        reason: String,
        /// Those steps, the newest first.
        by: Vec<Blocker>,
        /// What takes back all of them together, if that can be done.
        together: Option<Reversal>,
    },
    /// It cannot be done, for this reason in words.
    Cannot(String),
}

/// A later step that changed the same thing.
#[derive(Clone, PartialEq, Debug)]
pub struct Blocker {
    /// Whose step it is.
    pub annotator: Annotator,
    /// Its number.
    pub number: u64,
    /// The command it came from, in words.
    pub command: String,
    /// When that was.
    pub at: Timestamp,
}

/// Reads the edits of an entry; the error is words for a person.
pub type ReadEntry<'a> = &'a mut dyn FnMut(&JournalEntry) -> Result<Transaction, String>;

/// Whether a step has not been taken back since; undoing and redoing it go on under the numbers of their own.
pub fn still_done(entries: &[JournalEntry], number: u64) -> bool {
    let (mut top, mut is_done) = (number, true);
    for entry in entries.iter().filter(|entry| entry.number > number) {
        if matches!(entry.direction, Direction::Undo(of) | Direction::Redo(of) if of == top) {
            (top, is_done) = (entry.number, !is_done);
        }
    }
    is_done
}

/// Says how the step of that number in somebody's journal can be taken back now. `others` are the journals of everybody else.
pub fn reversal(present: &Project, own: &[JournalEntry], others: &[&[JournalEntry]], number: u64, read: ReadEntry<'_>) -> Asked {
    let Some(entry) = own.iter().find(|entry| entry.number == number) else {
        return Asked::Cannot("The journal has no such step".to_owned());
    };
    if !still_done(own, number) {
        return Asked::Cannot(format!("“{}” has been taken back already", entry.command));
    }
    let target = match read(entry) {
        Ok(target) => target,
        Err(reason) => return Asked::Cannot(reason),
    };
    let by = target.annotator.clone();
    let mut steps = BTreeMap::from([(number, target)]);
    let mut first_reason = None;
    loop {
        let failure = match attempt(present, &by, &steps) {
            Ok(edits) if edits.is_empty() => return Asked::Cannot("Nothing is left of what it changed".to_owned()),
            Ok(edits) => return fitting(edits, &by, entry, &steps, first_reason),
            Err(failure) => failure,
        };
        let reason =
            first_reason.get_or_insert_with(|| format!("“{}” cannot be taken back alone: {}", entry.command, failure.reason));
        match later(own, &failure, &steps, read) {
            Ok(found) if !found.is_empty() && steps.len() + found.len() <= TOGETHER => {
                steps.extend(found.into_iter().map(|transaction| (transaction.number, transaction)));
            }
            Ok(found) if !found.is_empty() => return Asked::Cannot(format!("{reason}. Too many later steps changed the same")),
            Ok(_) => return Asked::Cannot(format!("{reason}{}", whose(others, &failure, entry.at, read))),
            Err(reason) => return Asked::Cannot(reason),
        }
    }
}

fn fitting(
    edits: Vec<Edit>,
    by: &Annotator,
    entry: &JournalEntry,
    steps: &BTreeMap<u64, Transaction>,
    reason: Option<String>,
) -> Asked {
    let others = steps.len().saturating_sub(1);
    let reversal = Reversal { annotator: by.clone(), command: entry.command.to_string(), others, edits };
    let Some(reason) = reason else { return Asked::Fits(reversal) };
    let blocker = |step: &Transaction| Blocker {
        annotator: step.annotator.clone(),
        number: step.number,
        command: step.command.clone(),
        at: step.at,
    };
    let by = steps.values().rev().filter(|step| step.number != entry.number).map(blocker).collect();
    Asked::Blocked { reason, by, together: Some(reversal) }
}

/// Why a step does not fit, and with which edit.
struct Failure {
    reason: String,
    edit: Edit,
    /// The step that the edit takes back.
    number: u64,
}

/// The edits that take steps back, the newest first, each checked as the ones before it leave the project.
fn attempt(present: &Project, by: &Annotator, steps: &BTreeMap<u64, Transaction>) -> Result<Vec<Edit>, Box<Failure>> {
    let mut trial = present.clone();
    let (mut edits, mut along) = (Vec::new(), Vec::new());
    for step in steps.values().rev() {
        for edit in step.edits.iter().rev() {
            let inverse = replaced(&edit.inverse(), &trial.scheme);
            if matches!(edit, Edit::State { .. }) && step.edits.len() > 1 {
                along.push(inverse);
                continue;
            }
            let outcome = inverse.check(&trial, by).and_then(|()| inverse.apply(&mut trial, by));
            if let Err(refusal) = outcome {
                let (reason, number) = (refusal.to_string(), step.number);
                return Err(Box::new(Failure { reason, edit: inverse, number }));
            }
            edits.push(inverse);
        }
    }
    for edit in along.into_iter().filter(|edit| edit.article().is_some()) {
        let fits = is_left_with_nothing(&edit, &trial, by) && edit.check(&trial, by).is_ok();
        if fits && edit.apply(&mut trial, by).is_ok() {
            edits.push(edit);
        }
    }
    Ok(edits)
}

/// An article's state changed along with the first work on it; it changes back only when none of that work is left.
fn is_left_with_nothing(edit: &Edit, project: &Project, by: &Annotator) -> bool {
    let Edit::State { article, after, .. } = edit else { return true };
    let made = |layer: &ArticleLayer| layer.annotations.len() + layer.displaced.len();
    *after != ArticleState::ToDo || project.article_layer(by, *article).map_or(0, made) == 0
}

/// Later steps of the same annotator that changed what an edit would change back.
fn later(
    own: &[JournalEntry],
    failure: &Failure,
    steps: &BTreeMap<u64, Transaction>,
    read: ReadEntry<'_>,
) -> Result<Vec<Transaction>, String> {
    let candidates = own.iter().filter(|entry| entry.number > failure.number && !steps.contains_key(&entry.number));
    let mut found = Vec::new();
    for entry in candidates.filter(|entry| may_touch(entry, &failure.edit)) {
        let transaction = read(entry)?;
        if transaction.edits.iter().any(|edit| touches(&failure.edit, edit)) {
            found.push(transaction);
        }
    }
    Ok(found)
}

/// What the list alone can tell.
fn may_touch(entry: &JournalEntry, edit: &Edit) -> bool {
    let of_article = edit.article().is_some_and(|article| entry.articles.contains(&article));
    let of_annotation = match edit {
        Edit::Annotation { .. } | Edit::Relation { .. } | Edit::Verdict { .. } | Edit::Comment { .. } => {
            edit.annotations().into_iter().flatten().any(|id| entry.annotations.contains(&id))
        }
        _ => true,
    };
    let is_elsewhere = matches!(edit, Edit::Withdrawal { .. } | Edit::Saved { .. }) && edit.article().is_none();
    of_article && of_annotation || entry.is_shared || is_elsewhere
}

/// Words for who else may have changed it, where it is something that all share.
fn whose(others: &[&[JournalEntry]], failure: &Failure, since: Timestamp, read: ReadEntry<'_>) -> String {
    let mut later = others.iter().flat_map(|entries| entries.iter()).filter(|entry| entry.is_shared && entry.at >= since);
    let changed = later
        .find(|entry| read(entry).is_ok_and(|transaction| transaction.edits.iter().any(|edit| touches(&failure.edit, edit))));
    let words = |entry: &JournalEntry| format!(". {} changed it since, with “{}”", entry.annotator, entry.command);
    changed.map(words).unwrap_or_default()
}
