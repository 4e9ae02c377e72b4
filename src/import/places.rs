//! Files, folders and patterns to the files that are to be read, in a fixed order.

use super::Spooled;
use super::problem::Problem;
use crate::model::Progress;
use crate::model::progress::Cancelled;
use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// The path that stands for the standard input.
const STANDARD_INPUT: &str = "-";

/// A file to be read, or something named that cannot be.
#[derive(Debug)]
pub(super) struct Place {
    pub path: PathBuf,
    /// What the article is to say it came from: the file's name, below a folder the way from that folder on.
    pub name: String,
    pub problem: Option<Problem>,
    /// Its bytes, as far as was seen.
    pub size: u64,
    /// Where its bytes are, when that is elsewhere.
    elsewhere: Option<PathBuf>,
}

impl Place {
    fn new(path: PathBuf, name: String, size: u64) -> Self {
        Self { path, name, problem: None, size, elsewhere: None }
    }

    fn of_input(input: &Spooled) -> Self {
        let size = std::fs::metadata(input.path()).map_or(0, |about| about.len());
        let elsewhere = Some(input.path().to_owned());
        Self { elsewhere, ..Self::new(PathBuf::from(STANDARD_INPUT), "standard input".to_owned(), size) }
    }

    /// The file to be opened.
    pub fn file(&self) -> &Path {
        self.elsewhere.as_deref().unwrap_or(&self.path)
    }

    fn refused(path: PathBuf, problem: Problem) -> Self {
        Self { path, name: String::new(), problem: Some(problem), size: 0, elsewhere: None }
    }
}

/// Finds what is to be read; a file named twice counts once.
pub(super) fn find(paths: &[PathBuf], input: Option<&Spooled>, progress: &Progress) -> Result<Vec<Place>, Cancelled> {
    let mut places = Vec::new();
    for path in paths {
        match input.filter(|_| path.as_os_str() == STANDARD_INPUT) {
            Some(input) => places.push(Place::of_input(input)),
            None => find_one(path, progress, &mut places)?,
        }
    }
    let mut seen = HashSet::new();
    places.retain(|place| seen.insert(place.path.clone()));
    Ok(places)
}

fn find_one(path: &Path, progress: &Progress, places: &mut Vec<Place>) -> Result<(), Cancelled> {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => find_below(path, progress, places),
        Ok(metadata) if metadata.is_file() => {
            places.push(Place::new(path.to_owned(), file_name(path), metadata.len()));
            Ok(())
        }
        Ok(_) => {
            places.push(Place::refused(path.to_owned(), Problem::NotAFile));
            Ok(())
        }
        Err(error) => match path.to_str().filter(|text| text.contains(['*', '?', '['])) {
            Some(pattern) if std::fs::symlink_metadata(path).is_err() => find_matches(pattern, progress, places),
            _ => {
                let is_missing = error.kind() == std::io::ErrorKind::NotFound && std::fs::symlink_metadata(path).is_err();
                let problem = if is_missing { Problem::Missing } else { Problem::Unreadable(error.to_string()) };
                places.push(Place::refused(path.to_owned(), problem));
                Ok(())
            }
        },
    }
}

fn find_matches(pattern: &str, progress: &Progress, places: &mut Vec<Place>) -> Result<(), Cancelled> {
    let before = places.len();
    let options = glob::MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };
    let wanted = match glob::Pattern::new(pattern) {
        Ok(wanted) => wanted,
        Err(error) => {
            places.push(Place::refused(pattern.into(), Problem::Pattern(error.msg.to_owned())));
            return Ok(());
        }
    };
    let (folder, depth) = searched(Path::new(pattern));
    for entry in WalkDir::new(&folder).max_depth(depth).sort_by_file_name() {
        progress.advance(0)?;
        match entry {
            Ok(entry) => {
                let path = entry.path();
                let path = path.strip_prefix(".").ok().filter(|_| !pattern.starts_with('.')).unwrap_or(path);
                // A name that is no text has a mark for what cannot be read, which `*` and `?` stand for.
                if wanted.matches_with(&path.to_string_lossy(), options) {
                    find_one(path, progress, places)?;
                }
            }
            Err(error) => {
                let path = error.path().unwrap_or(&folder).to_owned();
                let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                places.push(Place::refused(path, Problem::Unreadable(reason)));
            }
        }
    }
    if places.len() == before {
        places.push(Place::refused(pattern.into(), Problem::NoMatch));
    }
    Ok(())
}

/// The folder in which everything is that a pattern can mean, and how far below it.
fn searched(pattern: &Path) -> (PathBuf, usize) {
    let is_plain = |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    let folder: PathBuf = pattern.components().take_while(is_plain).collect();
    let below = pattern.components().skip_while(is_plain);
    let depth = if below.clone().any(|part| part.as_os_str() == "**") { usize::MAX } else { below.count() };
    (if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder }, depth)
}

/// Finds all files below a folder; each folder's entries are sorted by name.
fn find_below(folder: &Path, progress: &Progress, places: &mut Vec<Place>) -> Result<(), Cancelled> {
    let before = places.len();
    let is_shown = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(is_shown) {
        progress.advance(0)?;
        match entry {
            Ok(entry) => places.extend(place_in(folder, &entry)),
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                places.push(Place::refused(path, Problem::Unreadable(reason)));
            }
        }
    }
    if places.len() == before {
        places.push(Place::refused(folder.to_owned(), Problem::EmptyFolder));
    }
    Ok(())
}

fn place_in(folder: &Path, entry: &DirEntry) -> Option<Place> {
    let path = entry.path().to_owned();
    let kind = entry.file_type();
    if kind.is_file() {
        let below = path.strip_prefix(folder).unwrap_or(&path);
        let name = Path::new(&file_name(folder)).join(below).display().to_string().replace('\\', "/");
        let size = entry.metadata().map_or(0, |about| about.len());
        return Some(Place::new(path, name, size));
    }
    if kind.is_symlink() {
        return link_problem(folder, &path).map(|problem| Place::refused(path, problem));
    }
    (!kind.is_dir()).then(|| Place::refused(path, Problem::NotAFile))
}

/// What a link to elsewhere is refused for; a link to something in the folder is passed over, as that is read by its own name.
fn link_problem(folder: &Path, link: &Path) -> Option<Problem> {
    match (link.canonicalize(), folder.canonicalize()) {
        (Ok(target), Ok(folder)) if target.starts_with(&folder) => None,
        (Ok(_), _) => Some(Problem::LinkOutside),
        (Err(error), _) => Some(Problem::Unreadable(error.to_string())),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
