//! A file of any kind to articles: what it was read as, and why not where it could not be.
//!
//! Nothing of a text is changed but its line ends, which become `\n` and are counted, and a byte order mark at its start.
//! A file that cannot be read costs only itself: it is reported by name, with the reason and a way out.

mod decode;
mod kind;
mod places;
mod problem;
mod withdrawn;

use crate::model::progress::Cancelled;
use crate::model::{Annotator, Article, ArticleId, Metadata, Progress, Project, Source, Timestamp};
use rayon::prelude::*;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};

pub use problem::Problem;
pub use withdrawn::edits;

/// Larger files are refused before they are read, in bytes.
pub const LARGEST_FILE: u64 = 1 << 30;

/// What the caller knows before files are read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings<'a> {
    /// Written as the time of import.
    pub imported: Timestamp,
    /// Reads every file as this; `None` recognises files by their content.
    pub format: Option<Format>,
    /// Where the articles are to go; what is there already is named and not read in again.
    pub target: Option<Target<'a>>,
}

/// Where articles are to go, and on whose behalf.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the type says it")]
pub struct Target<'a> {
    pub project: &'a Project,
    pub annotator: &'a Annotator,
}

/// A format that files can be read as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// One article a file, its text as it stands.
    Text,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Text];

    /// The name it is asked for by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
        }
    }
}

/// What an import found; nothing is written yet.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Imported {
    /// The new articles, each once, in the order of their files.
    pub articles: Vec<Article>,
    /// Articles that the project holds but that had been taken out; [`edits`] puts them back.
    pub returning: Vec<ArticleId>,
    /// What became of each file.
    pub files: Vec<FileReport>,
}

/// What became of one file.
#[derive(Clone, PartialEq, Debug)]
pub struct FileReport {
    /// As it was named or found.
    pub path: PathBuf,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a file, or of a pasted text.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "every outcome says its parts")]
pub enum Outcome {
    /// A new article.
    Added { id: ArticleId, undecodable: u64 },
    /// An article that had been taken out of the project and comes back.
    PutBack { id: ArticleId },
    /// The same text is there already: in the project, or in an earlier file of this import.
    Duplicate { id: ArticleId, of: String },
    /// Not imported.
    Refused(Problem),
}

impl FileReport {
    /// How many articles it brought.
    pub fn articles(&self) -> usize {
        usize::from(matches!(self.outcome, Outcome::Added { .. } | Outcome::PutBack { .. }))
    }

    /// Whether something of the file was lost.
    pub fn is_problem(&self) -> bool {
        matches!(self.outcome, Outcome::Refused(_) | Outcome::Added { undecodable: 1.., .. })
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added { undecodable: 0, .. } => f.write_str("1 article"),
            Self::Added { undecodable, .. } => {
                let sequences = if *undecodable == 1 { "sequence" } else { "sequences" };
                write!(f, "1 article, in which {undecodable} byte {sequences} could not be decoded and became \u{FFFD}")
            }
            Self::PutBack { .. } => f.write_str("1 article, which had been taken out of the project and is put back"),
            Self::Duplicate { of, .. } => write!(f, "nothing new: the same text as {of}"),
            Self::Refused(problem) => write!(f, "not imported: {problem}"),
        }
    }
}

/// Reads files, folders (with all below them, hidden files left out) and glob patterns.
///
/// Progress counts files. Nothing is written, so a cancelled import leaves nothing behind.
pub fn read(paths: &[PathBuf], settings: Settings<'_>, progress: &Progress) -> Result<Imported, Cancelled> {
    let places = places::find(paths, progress)?;
    progress.set_total(places.len() as u64);
    let read = |place: places::Place| {
        let article = place.problem.map_or_else(|| read_file(&place.path, place.name, settings), Err);
        progress.advance(1).map(|()| (place.path, article))
    };
    let found: Result<Vec<_>, Cancelled> = places.into_par_iter().map(read).collect();
    Ok(gather(found?, settings.target))
}

/// Reads a text that has no file, such as a pasted one; `name` says where it came from.
pub fn from_text(text: &str, name: &str, settings: Settings<'_>) -> Imported {
    let article = Some(text).filter(|text| !text.is_empty()).ok_or(Problem::Empty).and_then(|text| {
        let decoded = decode::keep(text.to_owned());
        to_article(decoded, name.to_owned(), text.as_bytes(), settings)
    });
    gather(vec![(PathBuf::from(name), article)], settings.target)
}

/// Reads bytes that have no file, such as the standard input.
pub fn from_bytes(bytes: Vec<u8>, name: &str, settings: Settings<'_>) -> Imported {
    let article = read_bytes(bytes, name.to_owned(), settings);
    gather(vec![(PathBuf::from(name), article)], settings.target)
}

fn read_file(path: &Path, name: String, settings: Settings<'_>) -> Result<Article, Problem> {
    let unreadable = |error: std::io::Error| Problem::Unreadable(error.to_string());
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    if size > LARGEST_FILE {
        return Err(Problem::TooLarge(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // The file may grow while it is read.
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    match bytes.len() as u64 {
        size if size > LARGEST_FILE => Err(Problem::TooLarge(size)),
        _ => read_bytes(bytes, name, settings),
    }
}

fn read_bytes(bytes: Vec<u8>, name: String, settings: Settings<'_>) -> Result<Article, Problem> {
    if bytes.is_empty() {
        return Err(Problem::Empty);
    }
    if settings.format.is_none() {
        kind::not_text(&bytes).map_or(Ok(()), Err)?;
    }
    let decoded = decode::decode(&bytes);
    to_article(decoded, name, &bytes, settings)
}

fn to_article(decoded: decode::Decoded, name: String, bytes: &[u8], settings: Settings<'_>) -> Result<Article, Problem> {
    if decoded.text.chars().all(char::is_whitespace) {
        return Err(Problem::Blank);
    }
    // Three bytes may stand for each byte of a legacy encoding.
    if decoded.text.len() as u64 > 3 * LARGEST_FILE {
        return Err(Problem::TooLarge(bytes.len() as u64));
    }
    let source = Source {
        file: name,
        digest: blake3::hash(bytes).to_hex().to_string(),
        encoding: decoded.encoding.to_owned(),
        line_ends_changed: decoded.line_ends_changed,
        undecodable: decoded.undecodable,
        imported: settings.imported,
    };
    Ok(Article::new(decoded.text, Metadata::default(), source))
}

/// Sets apart what is new, what is there already and what could not be read.
fn gather(found: Vec<(PathBuf, Result<Article, Problem>)>, target: Option<Target<'_>>) -> Imported {
    let mut imported = Imported::default();
    let mut first_files: HashMap<ArticleId, String> = HashMap::new();
    for (path, article) in found {
        let outcome = article.map_or_else(Outcome::Refused, |article| {
            let id = article.id;
            match first_files.entry(id) {
                Entry::Occupied(first) => Outcome::Duplicate { id, of: first.get().clone() },
                Entry::Vacant(free) => {
                    free.insert(path.display().to_string());
                    take_in(article, target, &mut imported)
                }
            }
        });
        imported.files.push(FileReport { path, outcome });
    }
    imported
}

fn take_in(article: Article, target: Option<Target<'_>>, imported: &mut Imported) -> Outcome {
    let id = article.id;
    let Some((target, stored)) = target.and_then(|target| Some((target, target.project.article(id)?))) else {
        let undecodable = article.source.undecodable;
        imported.articles.push(article);
        return Outcome::Added { id, undecodable };
    };
    if !target.project.is_withdrawn(id) {
        return Outcome::Duplicate { id, of: format!("{}, which is in the project", stored.source.file) };
    }
    match withdrawn::by_other(target, id) {
        Some(other) => Outcome::Refused(Problem::TakenOut(other.to_string())),
        None => {
            imported.returning.push(id);
            Outcome::PutBack { id }
        }
    }
}
