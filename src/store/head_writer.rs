//! Writing `project.ron` while others may write it too: what somebody else changed meanwhile stays.

use super::error::StoreError;
use super::head::{self, Head};
use super::lines::{self, Aside};
use super::problem::{Problem, ProblemKind};
use super::{atomic, create, folder};
use crate::model::{Annotator, Edit, Progress, Project, Scheme};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// The shared edits of one transaction, and what the head looks like after them.
#[derive(Clone)]
pub(super) struct HeadEdit {
    pub number: u64,
    pub edits: Vec<Edit>,
    pub after: Head,
}

/// What the file was when it was last read or written here.
#[derive(Clone)]
pub(super) struct Known {
    pub digest: Option<blake3::Hash>,
    pub applied: std::collections::BTreeMap<String, u64>,
    /// Records that could not be read; kept beside the file before it is written.
    pub aside: Vec<Aside>,
    /// Whether the file holds changes of others that the session has not read.
    pub merged: bool,
}

/// Writes the shared file after the journal has what changes it.
pub(super) struct HeadWriter {
    dir: PathBuf,
    annotator: Annotator,
    known: Arc<Mutex<Known>>,
}

impl HeadWriter {
    pub fn new(dir: PathBuf, annotator: Annotator, known: Arc<Mutex<Known>>) -> Self {
        Self { dir, annotator, known }
    }

    /// Writes an edit: over the file as it was read, or merged into what somebody else made of it. When that cannot be
    /// done both versions are kept, and the problem says where.
    pub fn write(&mut self, edit: &HeadEdit) -> Result<Option<Problem>, StoreError> {
        let path = folder::project_file(&self.dir);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let digest = head::digest(&path)?;
        let mut after = edit.after.clone();
        if digest.is_some() && digest != known.digest {
            let fresh = head::read(&self.dir, &Progress::default())?;
            known = Known { digest, applied: fresh.head.applied.clone(), aside: fresh.aside, merged: true };
            match merge(&fresh.head, edit, &self.annotator) {
                Ok(merged) => after = merged,
                Err(reason) => return self.keep_both(edit, &reason).map(Some),
            }
        }
        after.applied.clone_from(&known.applied);
        after.applied.insert(self.annotator.to_string(), edit.number);
        lines::keep_aside(&path, &known.aside)?;
        let text = after.encode();
        atomic::write(&path, |out| out.write_all(text.as_bytes()))?;
        let digest = Some(blake3::hash(text.as_bytes()));
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) =
            Known { digest, applied: after.applied, aside: Vec::new(), merged: known.merged };
        Ok(None)
    }

    fn keep_both(&self, edit: &HeadEdit, reason: &str) -> Result<Problem, StoreError> {
        let file = self.dir.join(format!("project.{}.conflict.txt", self.annotator));
        let text = edit.after.encode();
        atomic::write(&file, |out| out.write_all(text.as_bytes()))?;
        let reason = format!(
            "somebody else changed the project's scheme, name or guidelines in another way ({reason}); theirs stays in \
             project.ron, yours is kept in this file"
        );
        Ok(Problem { file, line: None, kind: ProblemKind::Conflict, reason })
    }
}

/// Applies an edit to a head that somebody else changed, if what it changes still stands there.
fn merge(fresh: &Head, edit: &HeadEdit, by: &Annotator) -> Result<Head, String> {
    let mut trial = Project::new(String::new(), Scheme::default());
    fresh.clone().put_into(&mut trial);
    for edit in &edit.edits {
        let moved = at_its_place(edit, &trial.scheme);
        moved.apply(&mut trial, by).map_err(|refusal| refusal.to_string())?;
    }
    trial.scheme.faults().into_iter().next().map_or(Ok(()), Err)?;
    Ok(Head::of(&trial, fresh.applied.clone()))
}

/// The edit with the places of a label or relation kind as they are now: others may have added some before it.
fn at_its_place(edit: &Edit, scheme: &Scheme) -> Edit {
    let mut edit = edit.clone();
    match &mut edit {
        Edit::Label { before, after } => {
            let now = |id: &str| scheme.labels.iter().position(|label| label.id.as_ref() == id);
            replace_place(before, after, |label| now(&label.id), scheme.labels.len());
        }
        Edit::RelationKind { before, after } => {
            let now = |id: &str| scheme.relations.iter().position(|kind| kind.id.as_ref() == id);
            replace_place(before, after, |kind| now(&kind.id), scheme.relations.len());
        }
        _ => {}
    }
    edit
}

fn replace_place<T>(
    before: &mut Option<(usize, T)>,
    after: &mut Option<(usize, T)>,
    now: impl Fn(&T) -> Option<usize>,
    count: usize,
) {
    let place = before.as_ref().map(|(at, value)| (*at, now(value)));
    if let (Some((at, _)), Some((was, Some(is)))) = (before.as_mut(), place) {
        *at = is;
        if let Some((to, _)) = after.as_mut().filter(|(to, _)| *to == was) {
            *to = is;
        }
    }
    if let Some((to, _)) = after {
        *to = (*to).min(count);
    }
}

/// Writes the head of a new project.
pub(super) fn write_new(dir: &std::path::Path, head: &Head) -> Result<(), StoreError> {
    create::put(&folder::project_file(dir), &head.encode())
}
