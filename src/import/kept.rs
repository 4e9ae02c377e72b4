//! What was read of files, kept so that a file is read again only when it, or what was chosen for it, has changed. What
//! is new, there twice, near or newer is found out anew each time, over all of them.

use super::gather::{Gathering, Prepared};
use super::places::{self, Place};
use super::reading::{Sink, Source, read_places};
use super::{FileChoices, Format, Imported, Mapping, Settings};
use crate::model::progress::Cancelled;
use crate::model::{Article, Progress};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

/// What was read of each file, by its path.
#[derive(Clone, Default)]
pub struct Kept {
    files: HashMap<PathBuf, Arc<Read>>,
}

/// A file as it was read.
struct Read {
    of: Of,
    parts: Vec<Prepared>,
    source: Source,
}

/// What the reading of a file depends on.
#[derive(Clone, PartialEq, Default)]
struct Of {
    size: u64,
    modified: Option<SystemTime>,
    format: Option<Format>,
    all: Mapping,
    chosen: FileChoices,
}

impl Of {
    fn new(place: &Place, settings: Settings<'_>) -> Self {
        let modified = std::fs::metadata(place.file()).and_then(|about| about.modified()).ok();
        let all = settings.columns.map(|choices| choices.all.clone()).unwrap_or_default();
        let chosen = settings.columns.and_then(|choices| choices.files.get(&place.path)).cloned().unwrap_or_default();
        Self { size: place.size, modified, format: settings.format, all, chosen }
    }
}

/// Keeps what is read.
#[derive(Default)]
struct Keeping {
    of: HashMap<PathBuf, Of>,
    files: HashMap<PathBuf, Arc<Read>>,
    path: PathBuf,
    parts: Vec<Prepared>,
}

impl Sink for Keeping {
    fn begin(&mut self, path: PathBuf) {
        self.path = path;
    }

    fn take(&mut self, part: Prepared) -> Result<(), Cancelled> {
        self.parts.push(part);
        Ok(())
    }

    fn end(&mut self, source: Source) {
        let (path, parts) = (std::mem::take(&mut self.path), std::mem::take(&mut self.parts));
        let of = self.of.remove(&path).unwrap_or_default();
        self.files.insert(path, Arc::new(Read { of, parts, source }));
    }
}

/// Reads files, folders and glob patterns as [`super::read`] does, save for what was kept of an earlier reading and is
/// still as it was. Progress counts the bytes that are read again.
pub fn read_again(
    paths: &[PathBuf],
    settings: Settings<'_>,
    kept: &Kept,
    progress: &Progress,
) -> Result<(Imported, Kept), Cancelled> {
    let places = places::find(paths, settings.input, progress)?;
    let order: Vec<PathBuf> = places.iter().map(|place| place.path.clone()).collect();
    let mut keeping = Keeping::default();
    let mut to_read = Vec::new();
    for place in places {
        let of = Of::new(&place, settings);
        match kept.files.get(&place.path).filter(|read| read.of == of) {
            Some(read) => drop(keeping.files.insert(place.path, Arc::clone(read))),
            None => {
                keeping.of.insert(place.path.clone(), of);
                to_read.push(place);
            }
        }
    }
    read_places(to_read, settings, progress, &mut keeping)?;
    let files = keeping.files;
    let mut articles = Vec::new();
    let mut each = |group| {
        articles.extend::<Vec<Article>>(group);
        progress.advance(0)
    };
    let mut gathering = Gathering::new(settings.target, &mut each);
    for (path, read) in order.into_iter().filter_map(|path| files.get(&path).map(|read| (path, read))) {
        gathering.begin(path);
        read.parts.iter().try_for_each(|part| gathering.take(part.clone().imported(settings.imported)))?;
        gathering.end(read.source.clone());
    }
    let imported = gathering.finish()?;
    Ok((Imported { articles, ..imported }, Kept { files }))
}
