//! The project a command names: read, or opened to add articles to it.

use super::output::say;
use super::{Ended, counted};
use crate::import::{self, Choices, FileReport, Format, Imported, Settings, Spooled, Target};
use crate::model::progress::Cancelled;
use crate::model::{Annotator, Article, ArticleId, BatchId, Direction, Edit, Progress, Project, Timestamp, Transaction};
use crate::store::{self, Access, Opened, Problem, Storage, StoreError};
use anyhow::{anyhow, bail};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};

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

/// What is to be imported, and how.
pub(super) struct Wanted<'a> {
    pub paths: &'a [PathBuf],
    pub format: Option<Format>,
    pub columns: &'a Choices,
    /// What came by the standard input.
    pub input: Option<&'a Spooled>,
    /// Whether the files are kept in the project.
    pub keep_sources: bool,
}

/// What an import brought into a project.
pub(super) struct Done {
    /// How many new articles.
    pub articles: u64,
    pub batch: Option<BatchId>,
    /// The articles were written and are not kept in it.
    pub imported: Imported,
    /// What the two of each near pair, and older copies, are called, where they are in the project.
    pub titles: HashMap<ArticleId, String>,
}

impl Desk {
    /// Reads files and writes their articles as a new batch while they come, records that in the annotator's journal, and
    /// closes the project. All of it is on disk then, or nothing of it.
    pub(super) fn import(self, wanted: &Wanted<'_>, at: Timestamp, progress: &Progress) -> anyhow::Result<Done> {
        let batch = import::batch_id(&self.annotator, at, random_digits());
        let file = store::folder::batch_file(&self.folder, &batch);
        let (imported, articles) = self.write_while_reading(&batch, wanted, at, progress)?;
        let batch = (articles > 0).then_some(batch);
        let title = |id: ArticleId| self.project.article(id).map(|article| (id, article.display_title().to_owned()));
        let of = imported.near.iter().map(|near| near.of).chain(imported.newer.iter().map(|newer| newer.of));
        let titles = of.filter_map(title).collect();
        let mut kept = Vec::new();
        let count = articles + imported.returning.len() as u64;
        let recorded = self.keep_sources(wanted, &imported.files, &mut kept).and_then(|()| {
            let target = Target { project: &self.project, annotator: &self.annotator };
            let mut edits = import::edits(target, batch.as_ref(), &imported.returning);
            edits.extend(imported.newer.iter().map(|newer| newer.edit()));
            self.record(edits, &format!("Import {}", counted(count, "article")), at)
        });
        if let Err(error) = recorded {
            // What no journal tells of could not be undone.
            batch.iter().for_each(|_| import::take_back(&file));
            store::drop_sources(&kept);
            return Err(anyhow!("cannot record the import, so nothing was imported: {error}"));
        }
        Ok(Done { articles, batch, imported, titles })
    }

    /// Reads on a thread of its own and writes what it hands on. Gives what was found, and how many articles are written.
    fn write_while_reading(
        &self,
        batch: &BatchId,
        wanted: &Wanted<'_>,
        at: Timestamp,
        progress: &Progress,
    ) -> anyhow::Result<(Imported, u64)> {
        let target = Some(Target { project: &self.project, annotator: &self.annotator });
        let (format, columns, input) = (wanted.format, Some(wanted.columns), wanted.input);
        let settings = Settings { imported: at, format, target, columns, input };
        let (sender, receiver) = mpsc::sync_channel::<Option<Vec<Article>>>(GROUPS_AHEAD);
        std::thread::scope(|scope| {
            let reading = scope.spawn(move || {
                let mut each = |group| sender.send(Some(group)).map_err(|_| Cancelled);
                let imported = import::read_each(wanted.paths, settings, progress, &mut each)?;
                // The end is said, as a reader that fails must not look like one that is done.
                sender.send(None).map(|()| imported).map_err(|_| Cancelled)
            });
            let written = write_groups(&self.folder, batch, receiver);
            match (written, reading.join()) {
                (_, Ok(Err(Cancelled))) if progress.is_cancelled() => bail!("cancelled; nothing was imported"),
                (Err(error), _) => Err(error.into()),
                (Ok(articles), Ok(Ok(imported))) => Ok((imported, articles)),
                _ => bail!("the import stopped, which is a fault of Pressmark; nothing was imported"),
            }
        })
    }

    /// Keeps the files that brought something, or that articles of the project came from.
    fn keep_sources(&self, wanted: &Wanted<'_>, files: &[FileReport], kept: &mut Vec<PathBuf>) -> anyhow::Result<()> {
        if !wanted.keep_sources {
            return Ok(());
        }
        let came = import::digests(&self.project);
        let brought = files.iter().filter(|file| file.articles() > 0 || file.is_source_of(&came));
        for (file, digest) in brought.filter_map(|file| Some((file, file.digest.as_deref()?))) {
            let input = wanted.input.filter(|_| file.path == Path::new("-")).map(Spooled::path);
            kept.extend(store::keep_source(&self.folder, input.unwrap_or(&file.path), digest)?);
        }
        Ok(())
    }

    /// Applies edits as one transaction, records it in the annotator's journal, and closes the project. All of it is on disk
    /// then, or nothing of it.
    pub(super) fn record(mut self, edits: Vec<Edit>, command: &str, at: Timestamp) -> anyhow::Result<()> {
        self.commit(edits, command, at)?;
        self.close().map_err(|error| anyhow!("{error}"))
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

/// How many groups of articles may have been read and not yet written.
const GROUPS_AHEAD: usize = 2;

/// Writes groups of articles until the end is said, and counts them; without any, there is no file.
fn write_groups(folder: &Path, batch: &BatchId, groups: mpsc::Receiver<Option<Vec<Article>>>) -> Result<u64, StoreError> {
    let Ok(Some(first)) = groups.recv() else { return Ok(0) };
    let (mut first, mut count) = (Some(first), 0);
    store::write_groups(folder, batch, || {
        let next = first.take().map_or_else(|| groups.recv(), |first| Ok(Some(first)));
        let group = next.map_err(|_| io::Error::other("the files could not be read to their end"))?;
        count += group.as_ref().map_or(0, Vec::len) as u64;
        Ok(group)
    })?;
    Ok(count)
}

/// Two bytes that another import of the same second hardly has.
fn random_digits() -> u16 {
    RandomState::new().hash_one(std::process::id()) as u16
}
