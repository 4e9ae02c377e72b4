//! A file of any kind to articles: what it was read as, and why not where it could not be.
//!
//! Nothing of a text is changed but its line ends, which become `\n` and are counted, and a byte order mark at its start.
//! A file that cannot be read costs only itself: it is reported by name, with the reason and a way out.

mod decode;
mod kind;
mod newer;
mod places;
mod problem;
mod reader;
mod text;
mod withdrawn;

use crate::model::progress::Cancelled;
use crate::model::{Annotator, Article, ArticleId, BatchId, Progress, Project, Source, Timestamp};
use rayon::prelude::*;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::io::{BufRead, BufReader, Cursor};
use std::path::{Path, PathBuf};

pub use newer::Newer;
pub use problem::Problem;
use reader::{Emit, Found, Input, Part};
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
    /// Which of the new articles are newer copies of others.
    pub newer: Vec<Newer>,
    /// What became of each file.
    pub files: Vec<FileReport>,
}

/// What became of one file.
#[derive(Clone, PartialEq, Debug)]
pub struct FileReport {
    /// As it was named or found.
    pub path: PathBuf,
    /// What became of each article in it, in their order; one refusal when it could not be read at all.
    pub parts: Vec<PartReport>,
}

/// What became of one article of a file.
#[derive(Clone, PartialEq, Debug)]
pub struct PartReport {
    /// Which part of the file it is: “row 12”; empty for all of it.
    pub part: String,
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
        self.parts.iter().filter(|part| part.outcome.is_article()).count()
    }

    /// Whether something of the file was lost.
    pub fn is_problem(&self) -> bool {
        self.parts.iter().any(|part| part.outcome.is_problem())
    }

    /// What is not just another article: of a file with many only these are told one by one.
    pub fn exceptions(&self) -> impl Iterator<Item = &PartReport> {
        self.parts.iter().filter(|part| part.outcome.is_problem() || !part.outcome.is_article())
    }
}

impl Outcome {
    /// Whether it brought an article.
    pub fn is_article(&self) -> bool {
        matches!(self, Self::Added { .. } | Self::PutBack { .. })
    }

    /// Whether something was lost.
    pub fn is_problem(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::Added { undecodable: 1.., .. })
    }
}

/// One line for the whole file.
impl fmt::Display for FileReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |is: fn(&Outcome) -> bool| self.parts.iter().filter(|part| is(&part.outcome)).count();
        match self.parts.as_slice() {
            [only] if only.part.is_empty() => write!(f, "{}", only.outcome),
            [] => f.write_str("no articles"),
            _ => {
                let articles = self.articles();
                write!(f, "{articles} {}", if articles == 1 { "article" } else { "articles" })?;
                match count(|outcome| matches!(outcome, Outcome::Duplicate { .. })) {
                    0 => {}
                    duplicates => write!(f, ", {duplicates} already there")?,
                }
                match count(|outcome| matches!(outcome, Outcome::Refused(_))) {
                    0 => {}
                    refused => write!(f, ", {refused} not imported")?,
                }
                match count(|outcome| matches!(outcome, Outcome::Added { undecodable: 1.., .. })) {
                    0 => Ok(()),
                    partly => write!(f, ", {partly} with bytes that could not be decoded"),
                }
            }
        }
    }
}

impl fmt::Display for PartReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = if self.part.is_empty() { "" } else { ": " };
        write!(f, "{}{separator}{}", self.part, self.outcome)
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
        let read = place.problem.map_or_else(|| read_file(&place.path, place.name, settings, progress), |p| Ok(refused(p)));
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
    gather(vec![(PathBuf::from(name), vec![(String::new(), article)])], settings.target)
}

/// Reads bytes that have no file, such as the standard input.
pub fn from_bytes(bytes: Vec<u8>, name: &str, settings: Settings<'_>) -> Imported {
    let digest = blake3::hash(&bytes).to_hex().to_string();
    let read = read_stream(&mut Cursor::new(bytes), name, &digest, settings, &Progress::default());
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

fn refused(problem: Problem) -> Parts {
    vec![(String::new(), Err(problem))]
}

fn read_file(path: &Path, name: String, settings: Settings<'_>, progress: &Progress) -> Result<Parts, Cancelled> {
    match open(path) {
        Ok((mut file, digest)) => read_stream(&mut file, &name, &digest, settings, progress),
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
    let bytes = Input { stream: &mut stream, name: "", format: None, depth: 0 }.bytes()?;
    let digest = blake3::hash(&bytes).to_hex().to_string();
    Ok((Cursor::new(bytes), digest))
}

fn read_stream(
    stream: &mut dyn BufRead,
    name: &str,
    digest: &str,
    settings: Settings<'_>,
    progress: &Progress,
) -> Result<Parts, Cancelled> {
    let mut parts = Vec::new();
    let mut emit = |part: Part| {
        let article = part.found.and_then(|found| to_article(found, &part.name, name, digest, settings.imported));
        parts.push((part.name, article));
        progress.advance(0)
    };
    read_any(&mut Input { stream, name, format: settings.format, depth: 0 }, &mut emit)?;
    Ok(parts)
}

/// Reads a source of any kind.
fn read_any(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    text::read(input, emit)
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
fn gather(found: Vec<(PathBuf, Parts)>, target: Option<Target<'_>>) -> Imported {
    let mut imported = Imported::default();
    let mut first_places: HashMap<ArticleId, String> = HashMap::new();
    for (path, parts) in found {
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
        imported.files.push(FileReport { path, parts: reports });
    }
    imported.newer = newer::found(&imported.articles, target);
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
