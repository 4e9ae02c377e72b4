//! Opening a project folder: the shared file, the batches, every annotator's snapshot and the tail of their journal.

use super::error::{Acting, StoreError};
use super::head::{self, Head};
use super::head_writer::{HeadEdit, HeadWriter, Known};
use super::journal::writer::{self, Appender, Shared};
use super::journal::{Tail, line_ends};
use super::layer::{self, Read};
use super::lock::Lock;
use super::problem::{Problem, ProblemKind};
use super::snapshot::{SnapshotState, Snapshots};
use super::storage::{Access, Storage};
use super::watch::{Stamp, Watch};
use super::{atomic, batch, create, folder};
use crate::model::*;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// A project that was opened.
pub struct Opened {
    /// All that was read.
    pub project: Project,
    /// Where changes go.
    pub storage: Storage,
    /// What was found wrong and set aside.
    pub problems: Vec<Problem>,
}

/// Called with articles as they arrive, in the order they will have in the project.
pub type OnArticles<'a> = &'a (dyn Fn(&BatchId, &[Article]) + Sync);

impl Storage {
    /// Opens a project for an annotator. Counts bytes as progress. When the folder cannot be written, or the annotator is
    /// at work in another window, it opens read-only: see [`Storage::access`].
    pub fn open(
        dir: &Path,
        annotator: &Annotator,
        progress: &Progress,
        on_articles: OnArticles<'_>,
    ) -> Result<Opened, StoreError> {
        // Absolute, so that a later change of the working directory moves nothing.
        let dir = &std::path::absolute(dir).acting("find", dir)?;
        let watch = Watch::begin(dir);
        let head = head::read(dir, progress)?;
        let lock = Lock::take(dir, annotator);
        progress.set_total(total_size(dir)?);
        let mut problems = head.problems;
        let mut project = Project::new(String::new(), Scheme::default());
        head.head.clone().put_into(&mut project);
        read_batches(dir, &mut project, progress, on_articles, &mut problems)?;
        read_others(dir, annotator, &mut project, progress, &mut problems)?;
        let own = layer::read(dir, annotator, &mut project, progress)?;
        let known = Known { digest: Some(head.digest), applied: head.head.applied, aside: head.aside, merged: false };
        let (mut storage, more) = start(dir, annotator, lock, own, known, &mut project)?;
        storage.watch = watch;
        problems.extend(more);
        Ok(Opened { project, storage, problems })
    }
}

/// Reads a project without working in it: takes no lock and writes nothing. Counts bytes as progress; gives with it what
/// was found wrong.
pub fn read(dir: &Path, progress: &Progress) -> Result<(Project, Vec<Problem>), StoreError> {
    let head = head::read(dir, progress)?;
    progress.set_total(total_size(dir)?);
    let mut problems = head.problems;
    let mut project = Project::new(String::new(), Scheme::default());
    head.head.put_into(&mut project);
    read_batches(dir, &mut project, progress, &|_, _| {}, &mut problems)?;
    for annotator in folder::annotators_of(dir)? {
        read_other(dir, &annotator, &mut project, progress, &mut problems)?;
    }
    Ok((project, problems))
}

/// The bytes of all files that opening may read.
fn total_size(dir: &Path) -> Result<u64, StoreError> {
    let size = |path: std::path::PathBuf| std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    let batches: u64 = folder::batches_of(dir)?.iter().map(|batch| size(folder::batch_file(dir, batch))).sum();
    let layers: u64 = folder::annotators_of(dir)?.iter().map(|annotator| size(folder::layer_file(dir, annotator))).sum();
    Ok(size(folder::project_file(dir)) + batches + layers)
}

pub(super) fn read_batches(
    dir: &Path,
    project: &mut Project,
    progress: &Progress,
    on_articles: OnArticles<'_>,
    problems: &mut Vec<Problem>,
) -> Result<(), StoreError> {
    for id in folder::batches_of(dir)? {
        let mut add = |articles: Vec<Article>| {
            on_articles(&id, &articles);
            project.add_batch(&id, articles);
            Ok(())
        };
        let read = batch::read(dir, &id, progress, &mut add);
        problems.extend(or_problem(read, &folder::batch_file(dir, &id))?);
        project.add_batch(&id, []);
    }
    Ok(())
}

fn read_others(
    dir: &Path,
    annotator: &Annotator,
    project: &mut Project,
    progress: &Progress,
    problems: &mut Vec<Problem>,
) -> Result<(), StoreError> {
    let all = folder::annotators_of(dir)?;
    let mut others = all.iter().filter(|other| *other != annotator);
    others.try_for_each(|other| read_other(dir, other, project, progress, problems))
}

fn read_other(
    dir: &Path,
    other: &Annotator,
    project: &mut Project,
    progress: &Progress,
    problems: &mut Vec<Problem>,
) -> Result<(), StoreError> {
    let read = layer::read(dir, other, project, progress).map(|read| read.problems);
    problems.extend(or_problem(read, &folder::layer_file(dir, other))?);
    Ok(())
}

/// A file that cannot be read is a problem, not the end; only a wish to stop is.
pub(super) fn or_problem(read: Result<Vec<Problem>, StoreError>, file: &Path) -> Result<Vec<Problem>, StoreError> {
    match read {
        Err(StoreError::Cancelled) => Err(StoreError::Cancelled),
        Err(error) => {
            let reason = error.to_string();
            Ok(vec![Problem { file: file.to_owned(), line: None, kind: ProblemKind::Unreadable, reason }])
        }
        read => read,
    }
}

fn start(
    dir: &Path,
    annotator: &Annotator,
    lock: Result<Lock, String>,
    own: Read,
    known: Known,
    project: &mut Project,
) -> Result<(Storage, Vec<Problem>), StoreError> {
    let mut problems = own.problems;
    let lock = lock.and_then(|lock| put_line_ends_back(dir, annotator, &own.tail, &mut problems).map(|()| lock));
    let (lock, access) = match lock {
        Ok(lock) => (Some(lock), Access::Write),
        Err(reason) => (None, Access::ReadOnly(reason)),
    };
    // In a read-only window it may be a line that the other window is writing.
    if access == Access::Write && !own.tail.torn.is_empty() {
        problems.push(move_torn(dir, annotator, &own.tail)?);
    }
    let shared = Arc::<Shared>::default();
    shared.state().synced = (own.tail.end.number, own.tail.end.bytes);
    let (heads, unfit) = missed_edits(dir, annotator, own.shared, &known, project);
    problems.extend(unfit);
    let path = folder::layer_file(dir, annotator);
    let snapshot = SnapshotState {
        size: own.snapshot.map_or(0, |(size, _)| size),
        place: own.snapshot.map(|(_, place)| place),
        unreadable: problems.iter().any(|problem| problem.kind == ProblemKind::Unreadable && problem.file == path),
        aside: own.aside,
        stamp: Stamp::of(&path),
        failed: None,
    };
    let head = Arc::new(Mutex::new(known));
    let mut thread = None;
    if access == Access::Write {
        shared.state().heads.extend(heads);
        atomic::remove_leftovers(&path);
        atomic::remove_old_leftovers(dir);
        folder::FOLDERS.iter().for_each(|name| atomic::remove_old_leftovers(&dir.join(name)));
        atomic::remove_old_leftovers(&folder::sources(dir));
        let journal = folder::journal_file(dir, annotator);
        let writer = HeadWriter::new(dir.to_owned(), annotator.clone(), head.clone());
        let appender = Appender::new(journal.clone(), own.tail.end.bytes);
        thread = Some(writer::start(shared.clone(), appender, writer).acting("write", &journal)?);
    }
    let storage = Storage {
        dir: dir.to_owned(),
        annotator: annotator.clone(),
        access,
        shared,
        thread,
        end: own.tail.end,
        recent: Mutex::default(),
        head,
        snapshots: Snapshots::new(snapshot),
        watch: Watch::default(),
        lock,
    };
    Ok((storage, problems))
}

/// Shared edits that a crash kept from reaching `project.ron`: applied now, and to be written.
fn missed_edits(
    dir: &Path,
    annotator: &Annotator,
    transactions: Vec<Transaction>,
    known: &Known,
    project: &mut Project,
) -> (Vec<HeadEdit>, Vec<Problem>) {
    let applied = known.applied.get(annotator.as_str()).copied().unwrap_or_default();
    let (mut heads, mut problems) = (Vec::new(), Vec::new());
    for transaction in transactions.into_iter().filter(|transaction| transaction.number > applied) {
        let edits: Vec<_> = transaction.edits.iter().filter(|edit| edit.is_shared()).cloned().collect();
        match crate::model::transaction::apply_all(&edits, project, annotator) {
            Ok(()) => {
                let after = Head::of(project, known.applied.clone());
                heads.push(HeadEdit { number: transaction.number, edits, after });
            }
            Err(refusal) => problems.push(Problem {
                file: folder::project_file(dir),
                line: None,
                kind: ProblemKind::Conflict,
                reason: format!("“{}” was not yet written here and no longer fits: {refusal}", transaction.command),
            }),
        }
    }
    (heads, problems)
}

/// Puts the line ends of one's own journal back, if another program has changed them; an error says in words why the
/// project can only be read.
fn put_line_ends_back(dir: &Path, annotator: &Annotator, tail: &Tail, problems: &mut [Problem]) -> Result<(), String> {
    if !tail.line_ends_changed {
        return Ok(());
    }
    let path = folder::journal_file(dir, annotator);
    line_ends::put_back(&path).map_err(|error| error.to_string())?;
    if let Err(error) = create::guard_line_ends(dir) {
        log::warn!("{error}");
    }
    let said = line_ends::problem(&path, annotator, false);
    problems.iter_mut().filter(|problem| **problem == said).for_each(|problem| {
        *problem = line_ends::problem(&path, annotator, true);
    });
    Ok(())
}

/// Moves what a crash left of a last line out of the journal.
fn move_torn(dir: &Path, annotator: &Annotator, tail: &Tail) -> Result<Problem, StoreError> {
    let (path, kept) = (folder::journal_file(dir, annotator), folder::torn_file(dir, annotator));
    let mut file = std::fs::File::options().append(true).create(true).open(&kept).acting("write", &kept)?;
    file.write_all(&tail.torn).and_then(|()| file.write_all(b"\n")).acting("write", &kept)?;
    file.sync_all().acting("write", &kept)?;
    let journal = std::fs::File::options().write(true).open(&path).acting("repair", &path)?;
    journal.set_len(tail.end.bytes).and_then(|()| journal.sync_all()).acting("repair", &path)?;
    let kept = kept.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let reason = format!("its last line was never finished nor reported as saved; it was moved to {kept}");
    Ok(Problem { file: path, line: None, kind: ProblemKind::Journal, reason })
}
