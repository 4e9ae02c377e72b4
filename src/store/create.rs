//! Making a project folder: all of it or nothing.

use super::error::{Acting, StoreError};
use super::head::Head;
use super::storage::Storage;
use super::{atomic, batch, folder, head_writer, layer, sources};
use crate::model::{Annotator, Article, BatchId, Project};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

impl Storage {
    /// Makes a project folder with all that the project holds. Refuses a folder that is not empty; on an error nothing
    /// half-made stays behind.
    pub fn create(dir: &Path, project: &Project) -> Result<(), StoreError> {
        build(dir, |dir| {
            head_writer::write_new(dir, &Head::of(project, BTreeMap::new()))?;
            project.batches().iter().try_for_each(|batch| write_batch_of(dir, project, &batch.id))?;
            project.layers.iter().try_for_each(|(annotator, _)| write_layer_of(dir, project, annotator))
        })
    }
}

/// Copies a project's files into a new folder, such as a sample project that somebody tries out.
pub fn copy_project(from: &Path, to: &Path) -> Result<(), StoreError> {
    let copy = |from: PathBuf, to: PathBuf| std::fs::copy(&from, &to).acting("copy", &from).map(drop);
    build(to, |to| {
        copy(folder::project_file(from), folder::project_file(to))?;
        for batch in folder::batches_of(from)? {
            copy(folder::batch_file(from, &batch), folder::batch_file(to, &batch))?;
        }
        for annotator in folder::annotators_of(from)? {
            for file in [folder::layer_file, folder::journal_file] {
                if file(from, &annotator).exists() {
                    copy(file(from, &annotator), file(to, &annotator))?;
                }
            }
        }
        let sources = sources::all(from)?;
        if !sources.is_empty() {
            let folder = folder::sources(to);
            std::fs::create_dir(&folder).acting("make", &folder)?;
        }
        for source in sources {
            copy(source.clone(), folder::sources(to).join(source.file_name().unwrap_or_default()))?;
        }
        Ok(())
    })
}

/// Writes a batch from memory.
pub(super) fn write_batch_of(dir: &Path, project: &Project, batch: &BatchId) -> Result<(), StoreError> {
    let ids = project.batches().iter().find(|known| known.id == *batch).into_iter().flat_map(|batch| &batch.articles);
    let articles = ids.filter_map(|id| project.article(*id)).cloned();
    batch::write_batch(dir, batch, articles.collect::<Vec<Article>>())
}

/// Writes a snapshot without a journal from memory.
pub(super) fn write_layer_of(dir: &Path, project: &Project, annotator: &Annotator) -> Result<(), StoreError> {
    let Some(layer) = project.layers.get(annotator) else { return Ok(()) };
    layer::write(&folder::layer_file(dir, annotator), annotator, None, layer, project).map(drop)
}

/// Tells git to leave line ends alone, since journals are read by byte offsets; what somebody else told it stays.
pub(super) fn guard_line_ends(dir: &Path) -> Result<(), StoreError> {
    let path = dir.join(".gitattributes");
    if path.exists() { Ok(()) } else { put(&path, "* -text\n") }
}

/// Writes and syncs a small file that nobody reads yet.
pub(super) fn put(path: &Path, content: &str) -> Result<(), StoreError> {
    let mut file = std::fs::File::create(path).acting("write", path)?;
    file.write_all(content.as_bytes()).acting("write", path)?;
    file.sync_all().acting("write", path)
}

/// Builds a folder beside its place and moves it there when it is complete.
pub(super) fn build(dir: &Path, fill: impl FnOnce(&Path) -> Result<(), StoreError>) -> Result<(), StoreError> {
    let dir = &std::path::absolute(dir).acting("make", dir)?;
    let there = dir.exists();
    if there && std::fs::read_dir(dir).acting("look into", dir)?.next().is_some() {
        return Err(StoreError::NotEmpty { path: dir.to_owned() });
    }
    let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).acting("make", parent)?;
    let site = Site::new(dir, parent)?;
    for name in folder::FOLDERS {
        let folder = site.0.join(name);
        std::fs::create_dir(&folder).acting("make", &folder)?;
    }
    guard_line_ends(&site.0)?;
    fill(&site.0)?;
    if there {
        move_into(&site.0, dir)?;
    } else {
        std::fs::rename(&site.0, dir).acting("make", dir)?;
    }
    atomic::sync_folder(parent);
    Ok(())
}

/// Moves what was built into an empty folder that somebody may be standing in; `project.ron`, which makes it a project,
/// comes last. What was moved is taken out again when something fails.
fn move_into(built: &Path, dir: &Path) -> Result<(), StoreError> {
    let entries = std::fs::read_dir(built).acting("look into", built)?;
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
    names.sort_by_key(|name| built.join(name) == folder::project_file(built));
    for (done, name) in names.iter().enumerate() {
        if let Err(error) = std::fs::rename(built.join(name), dir.join(name)) {
            for moved in names.iter().take(done) {
                let _ = std::fs::rename(dir.join(moved), built.join(moved));
            }
            return Err(error).acting("make", dir);
        }
    }
    atomic::sync_folder(dir);
    Ok(())
}

/// A folder under construction, removed unless it was moved away.
struct Site(PathBuf);

impl Site {
    fn new(dir: &Path, parent: &Path) -> Result<Self, StoreError> {
        let name = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let site = parent.join(format!(".{name}.new-{}", std::process::id()));
        std::fs::create_dir(&site).acting("make", &site)?;
        Ok(Self(site))
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if self.0.exists() {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}
