//! A file of any kind to articles: what it was read as, and why not where it could not be.
//!
//! Nothing of a text is changed but its line ends, which become `\n` and are counted, and a byte order mark at its start.
//! A file that cannot be read costs only itself: it is reported by name, with the reason and a way out.

mod columns;
mod decode;
mod kind;
mod places;
mod problem;
mod reader;
mod report;
mod text;
mod whole_report;
mod withdrawn;

use crate::model::progress::Cancelled;
use crate::model::{Annotator, Article, ArticleId, BatchId, Progress, Project, Source, Timestamp};
use places::Place;
use rayon::prelude::*;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{BufRead, BufReader, Cursor};
use std::path::{Path, PathBuf};

pub use columns::{Choices, Columns, Field, Mapping};
pub use problem::Problem;
use reader::{Asked, Emit, Found, Input, Part};
pub use report::{FileReport, Outcome, PartReport};
pub use whole_report::{NotWritten, Report};
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
    /// Which columns of tables and of JSON fill which fields, where that is not to be guessed.
    pub columns: Option<&'a Choices>,
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
    /// A table with a row an article, cells apart by commas or semicolons.
    Csv,
    /// The same, cells apart by tabs.
    Tsv,
    /// The same, as a workbook.
    Xlsx,
    /// Objects, an article each.
    Json,
    /// The same, one a line.
    Jsonl,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Text, Self::Csv, Self::Tsv, Self::Xlsx, Self::Json, Self::Jsonl];

    /// The name it is asked for by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
        }
    }

    /// What a file of it is called.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Csv => "a CSV table",
            Self::Tsv => "a table with tabs",
            Self::Xlsx => "an Excel workbook",
            Self::Json => "JSON",
            Self::Jsonl => "JSON lines",
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
    /// New articles that tell nearly the same as another one.
    pub near: Vec<Near>,
    /// What became of each file.
    pub files: Vec<FileReport>,
}

/// Two articles of nearly the same text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Near {
    /// The new one.
    pub article: ArticleId,
    /// One that came before it, or is in the project.
    pub of: ArticleId,
    /// Which share of their word sequences they have in common, from 0 to 1; boilerplate apart.
    pub similarity: f64,
}

/// Reads files, folders (with all below them, hidden files left out) and glob patterns.
///
/// Progress counts files. Nothing is written, so a cancelled import leaves nothing behind.
pub fn read(paths: &[PathBuf], settings: Settings<'_>, progress: &Progress) -> Result<Imported, Cancelled> {
    let places = places::find(paths, progress)?;
    progress.set_total(places.len() as u64);
    let read = |place: Place| {
        let Place { path, name, problem } = &place;
        let read = problem.clone().map_or_else(|| read_file(path, name, settings, progress), |p| Ok(refused(p)));
        let read = read.and_then(|read| progress.advance(1).map(|()| read));
        read.map(|read| (place.path, read))
    };
    let found: Result<Vec<_>, Cancelled> = places.into_par_iter().map(read).collect();
    Ok(gather(found?, settings.target))
}

/// Reads a text that has no file, such as a pasted one; `name` says where it came from.
pub fn from_text(text: &str, name: &str, settings: Settings<'_>) -> Imported {
    let digest = blake3::hash(text.as_bytes()).to_hex().to_string();
    let found = Found { text: text.to_owned(), encoding: encoding_rs::UTF_8.name(), ..Found::default() };
    let found = if text.is_empty() { Err(Problem::Empty) } else { Ok(found) };
    let article = found.and_then(|found| to_article(found, "", name, &digest, settings.imported));
    let read = FileRead { format: Some(Format::Text), columns: None, parts: vec![(String::new(), article)] };
    gather(vec![(PathBuf::from(name), read)], settings.target)
}

/// Reads bytes that have no file, such as the standard input.
pub fn from_bytes(bytes: Vec<u8>, name: &str, settings: Settings<'_>) -> Imported {
    let digest = blake3::hash(&bytes).to_hex().to_string();
    let read = read_stream(&mut Cursor::new(bytes), (Path::new(name), name), &digest, settings, &Progress::default());
    gather(read.map(|read| (PathBuf::from(name), read)).into_iter().collect(), settings.target)
}

/// The id of a new batch: when, by whom, and four random digits that tell it from another of the same second.
///
/// ```
/// use pressmark::import::batch_id;
/// use pressmark::model::{Annotator, Timestamp};
/// let id = batch_id(&Annotator::nearest("amy"), Timestamp(1_795_344_127_123), 0xBEE);
/// assert_eq!(id.to_string(), "20261122-104207-amy-0bee");
/// ```
pub fn batch_id(annotator: &Annotator, at: Timestamp, digits: u16) -> BatchId {
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    BatchId(format!("{}-{annotator}-{digits:04x}", at.strftime("%Y%m%d-%H%M%S")).into())
}

/// Removes the file of a batch that was written but could not be recorded.
pub fn take_back(batch_file: &Path) {
    // Where even this fails, the articles stay and are in the project: nothing is lost.
    let _ = std::fs::remove_file(batch_file);
}

/// The parts of one file: articles and refusals, each with its name.
type Parts = Vec<(String, Result<Article, Problem>)>;

/// What reading one file brought.
struct FileRead {
    format: Option<Format>,
    columns: Option<Columns>,
    parts: Parts,
}

fn refused(problem: Problem) -> FileRead {
    FileRead { format: None, columns: None, parts: vec![(String::new(), Err(problem))] }
}

fn read_file(path: &Path, name: &str, settings: Settings<'_>, progress: &Progress) -> Result<FileRead, Cancelled> {
    match open(path) {
        Ok((mut file, digest)) => read_stream(&mut file, (path, name), &digest, settings, progress),
        Err(problem) => Ok(refused(problem)),
    }
}

/// Opens a file and hashes its bytes.
fn open(path: &Path) -> Result<(Cursor<Vec<u8>>, String), Problem> {
    let unreadable = |error: std::io::Error| Problem::Unreadable(error.to_string());
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    if size > LARGEST_FILE {
        return Err(Problem::TooLarge(size));
    }
    let mut stream = BufReader::new(file);
    let bytes = Input { stream: &mut stream, name: "", format: None, depth: 0, columns: &Asked::default() }.bytes()?;
    let digest = blake3::hash(&bytes).to_hex().to_string();
    Ok((Cursor::new(bytes), digest))
}

fn read_stream(
    stream: &mut dyn BufRead,
    (path, name): (&Path, &str),
    digest: &str,
    settings: Settings<'_>,
    progress: &Progress,
) -> Result<FileRead, Cancelled> {
    let mut parts = Vec::new();
    let chosen = settings.columns.map(|choices| choices.of(path)).unwrap_or_default();
    let asked = Asked { chosen, ..Asked::default() };
    let format = settings.columns.and_then(|choices| choices.formats.get(path)).copied().or(settings.format);
    let mut emit = |part: Part| {
        let article = part.found.and_then(|found| to_article(found, &part.name, name, digest, settings.imported));
        parts.push((part.name, article));
        progress.advance(0)
    };
    let format = read_any(&mut Input { stream, name, format, depth: 0, columns: &asked }, &mut emit)?;
    Ok(FileRead { format, columns: asked.into_found(), parts })
}

/// Reads a source of any kind, and says which kind that is.
fn read_any(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<Option<Format>, Cancelled> {
    text::read(input, emit)?;
    Ok(Some(Format::Text))
}

fn to_article(found: Found, part: &str, file: &str, digest: &str, imported: Timestamp) -> Result<Article, Problem> {
    let (text, line_ends_changed) = decode::unify_line_ends(found.text);
    if text.chars().all(char::is_whitespace) {
        return Err(Problem::Blank);
    }
    if text.len() as u64 > 3 * LARGEST_FILE {
        return Err(Problem::TooLarge(text.len() as u64));
    }
    let mut origins = found.origins;
    origins.sort();
    let source = Source {
        file: file.to_owned(),
        part: part.to_owned(),
        digest: digest.to_owned(),
        encoding: found.encoding.to_owned(),
        line_ends_changed: found.line_ends_changed + line_ends_changed,
        undecodable: found.undecodable,
        origins,
        imported,
    };
    Ok(Article::new(text, found.metadata, source).suggesting(found.suggestions))
}

/// Sets apart what is new, what is there already and what could not be read.
fn gather(found: Vec<(PathBuf, FileRead)>, target: Option<Target<'_>>) -> Imported {
    let mut imported = Imported::default();
    let mut first_places: HashMap<ArticleId, String> = HashMap::new();
    for (path, FileRead { format, columns, parts }) in found {
        let mut reports = Vec::with_capacity(parts.len());
        for (part, article) in parts {
            let outcome = article.map_or_else(Outcome::Refused, |article| {
                let id = article.id;
                match first_places.entry(id) {
                    Entry::Occupied(first) => Outcome::Duplicate { id, of: first.get().clone() },
                    Entry::Vacant(free) => {
                        let separator = if part.is_empty() { "" } else { ", " };
                        free.insert(format!("{}{separator}{part}", path.display()));
                        take_in(article, target, &mut imported)
                    }
                }
            });
            reports.push(PartReport { part, outcome });
        }
        imported.files.push(FileReport { path, format, columns, parts: reports });
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
