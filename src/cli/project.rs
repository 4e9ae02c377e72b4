//! The project a command names: read, or opened to add articles to it.

use super::output::say;
use super::{Ended, counted};
use crate::import::{self, Newer, Target};
use crate::model::{Annotator, Article, ArticleId, BatchId, Direction, Edit, Progress, Project, Timestamp, Transaction};
use crate::store::{self, Access, Opened, Problem, Storage, StoreError};
use anyhow::{anyhow, bail};
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The project's folder, also when its `project.ron` was named.
pub(super) fn folder(named: &Path) -> PathBuf {
    let is_file = named.file_name().is_some_and(|name| name == "project.ron") && named.is_file();
    let parent = named.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if is_file { parent.to_owned() } else { named.to_owned() }
}

/// Says what was found wrong while a project was opened.
pub(super) fn problems_said(problems: &[Problem]) -> Ended {
    problems.iter().for_each(|problem| say(&problem.to_string()));
    if problems.is_empty() { Ended::Done } else { Ended::WithProblems }
}

/// Reads a project, and keeps nobody from writing.
pub(super) fn read(named: &Path) -> anyhow::Result<(Project, Vec<Problem>)> {
    Ok(store::read(&folder(named), &Progress::default())?)
}

/// Opens a project to write in it as an annotator.
pub(super) fn write(named: &Path, annotator: &Annotator) -> anyhow::Result<Desk> {
    let folder = folder(named);
    let Opened { project, storage, problems } = Storage::open(&folder, annotator, &Progress::default(), &|_, _| {})?;
    if let Access::ReadOnly(reason) = storage.access() {
        bail!(
            "cannot write to {}: {reason}; close the other window, ask for permission, or give another --annotator",
            folder.display()
        );
    }
    let opened = problems_said(&problems);
    Ok(Desk { folder, annotator: annotator.clone(), project, storage, opened })
}

/// A project opened for writing.
pub(super) struct Desk {
    folder: PathBuf,
    annotator: Annotator,
    pub project: Project,
    storage: Storage,
    /// Whether something was wrong with the project when it was opened.
    pub opened: Ended,
}

impl Desk {
    /// Writes articles as a new batch, records that in the annotator's journal, and closes the project. All of it is on disk
    /// then, or nothing of it. Gives the batch, if one was needed.
    pub(super) fn import(
        self,
        articles: Vec<Article>,
        returning: &[ArticleId],
        newer: &[Newer],
        at: Timestamp,
    ) -> anyhow::Result<Option<BatchId>> {
        let count = (articles.len() + returning.len()) as u64;
        let batch = (!articles.is_empty()).then(|| import::batch_id(&self.annotator, at, random_digits()));
        if let Some(batch) = &batch {
            store::write_batch(&self.folder, batch, articles)?;
        }
        let file = batch.as_ref().map(|batch| store::folder::batch_file(&self.folder, batch));
        let mut edits = import::edits(Target { project: &self.project, annotator: &self.annotator }, batch.as_ref(), returning);
        edits.extend(newer.iter().map(|newer| newer.edit()));
        self.record(edits, &format!("Import {}", counted(count, "article")), at).inspect_err(|_| {
            // What no journal tells of could not be undone.
            file.as_deref().map(import::take_back);
        })?;
        Ok(batch)
    }

    fn record(mut self, edits: Vec<Edit>, command: &str, at: Timestamp) -> anyhow::Result<()> {
        self.commit(edits, command, at)?;
        self.close().map_err(|error| anyhow!("cannot record the import, so nothing was imported: {error}"))
    }

    /// Applies edits as one transaction and hands it to the journal; without edits, nothing.
    pub(super) fn commit(&mut self, edits: Vec<Edit>, command: &str, at: Timestamp) -> anyhow::Result<()> {
        if edits.is_empty() {
            return Ok(());
        }
        let (number, annotator) = (self.storage.next_number(), self.annotator.clone());
        let (command, direction) = (command.to_owned(), Direction::Do);
        let transaction = Transaction { number, annotator, at, command, direction, edits };
        transaction.apply(&mut self.project)?;
        Ok(self.storage.append(&transaction, &self.project)?)
    }

    /// Closes the project, every change on disk.
    pub(super) fn close(self) -> Result<(), Arc<StoreError>> {
        self.storage.close(&self.project).map_err(|(_, error)| error)
    }
}

/// Two bytes that another import of the same second hardly has.
fn random_digits() -> u16 {
    RandomState::new().hash_one(std::process::id()) as u16
}
