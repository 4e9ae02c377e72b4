//! What an import brings, sorted as it comes: new articles, those there already, those that come back, and refusals.

use super::near::{Sketch, Sketches};
use super::newer::Addresses;
use super::reader::{Found, Part};
use super::reading::{Each, Sink, Source};
use super::{FileReport, Imported, LARGEST_FILE, Outcome, PartReport, Problem, Target, decode, withdrawn};
use crate::model::progress::Cancelled;
use crate::model::{self, Article, ArticleId, Timestamp};
use rayon::prelude::*;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::PathBuf;

/// A part of a file that is ready to be taken in.
#[derive(Clone)]
pub(super) struct Prepared {
    part: String,
    article: Result<(Article, Option<Sketch>), Problem>,
}

impl Prepared {
    /// The same, as if it were imported at another time.
    pub fn imported(mut self, at: Timestamp) -> Self {
        if let Ok((article, _)) = &mut self.article {
            article.source.imported = at;
        }
        self
    }
}

/// Makes an article of what was found.
pub(super) fn prepare(part: Part, file: &str, digest: &str, imported: Timestamp) -> Prepared {
    let article = part.found.and_then(|found| to_article(found, &part.name, file, digest, imported));
    let article = article.map(|article| {
        let sketch = Sketch::of(&article);
        (article, sketch)
    });
    Prepared { part: part.name, article }
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
    let source = model::Source {
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

/// How many articles are handed on at once, and about how many bytes they may have.
const GROUP: usize = 256;
const GROUP_BYTES: usize = 8 << 20;

/// An import under way.
pub(super) struct Gathering<'a, 'e> {
    target: Option<Target<'a>>,
    each: &'e mut Each<'e>,
    group: Vec<Article>,
    bytes: usize,
    /// The file and the part in which each article was first found.
    firsts: HashMap<ArticleId, (usize, usize)>,
    sketches: Sketches,
    addresses: Addresses,
    path: PathBuf,
    parts: Vec<PartReport>,
    imported: Imported,
}

impl Sink for Gathering<'_, '_> {
    fn begin(&mut self, path: PathBuf) {
        self.path = path;
    }

    fn take(&mut self, prepared: Prepared) -> Result<(), Cancelled> {
        let place = (self.imported.files.len(), self.parts.len());
        let outcome = match prepared.article {
            Err(problem) => Outcome::Refused(problem),
            Ok((article, sketch)) => match self.firsts.entry(article.id) {
                Entry::Occupied(first) => {
                    let first = *first.get();
                    Outcome::Duplicate { id: article.id, of: self.place_of(first) }
                }
                Entry::Vacant(free) => {
                    free.insert(place);
                    self.take_in(article, sketch)
                }
            },
        };
        self.parts.push(PartReport { part: prepared.part, outcome });
        if self.group.len() >= GROUP || self.bytes >= GROUP_BYTES { self.hand_on() } else { Ok(()) }
    }

    fn end(&mut self, source: Source) {
        let (path, parts) = (std::mem::take(&mut self.path), std::mem::take(&mut self.parts));
        let Source { format, members, digest, notes } = source;
        self.imported.files.push(FileReport { path, format, members, digest, parts, notes });
    }
}

impl<'a, 'e> Gathering<'a, 'e> {
    pub fn new(target: Option<Target<'a>>, each: &'e mut Each<'e>) -> Self {
        let (group, firsts, parts) = Default::default();
        let (sketches, path, imported) = Default::default();
        let addresses = Addresses::of(target);
        Self { target, each, group, bytes: 0, firsts, sketches, addresses, path, parts, imported }
    }

    /// Ends the import.
    pub fn finish(mut self) -> Result<Imported, Cancelled> {
        self.hand_on()?;
        let there: Vec<&Article> = match self.target {
            Some(target) if self.sketches.len() > 0 => target.project.articles().collect(),
            _ => Vec::new(),
        };
        let sketched: Vec<_> = there.into_par_iter().map(|article| (article.id, Sketch::of(article))).collect();
        let mut sketches = Sketches::default();
        sketched.into_iter().for_each(|(id, sketch)| sketches.push(id, sketch));
        let new = sketches.len();
        sketches.append(self.sketches);
        self.imported.near = sketches.near(new);
        Ok(self.imported)
    }

    fn hand_on(&mut self) -> Result<(), Cancelled> {
        self.bytes = 0;
        if self.group.is_empty() { Ok(()) } else { (self.each)(std::mem::take(&mut self.group)) }
    }

    /// Where an article was first found, in words.
    fn place_of(&self, (file, part): (usize, usize)) -> String {
        let (path, parts) = match self.imported.files.get(file) {
            Some(file) => (&file.path, &file.parts),
            None => (&self.path, &self.parts),
        };
        match parts.get(part).map(|part| part.part.as_str()).filter(|part| !part.is_empty()) {
            Some(part) => format!("{}, {part}", path.display()),
            None => path.display().to_string(),
        }
    }

    /// Takes in an article that was not found before in this import.
    fn take_in(&mut self, article: Article, sketch: Option<Sketch>) -> Outcome {
        let id = article.id;
        let Some((target, stored)) = self.target.and_then(|target| Some((target, target.project.article(id)?))) else {
            let undecodable = article.source.undecodable;
            self.bytes += article.text.len();
            self.sketches.push(id, sketch);
            self.imported.newer.extend(self.addresses.arrives(&article));
            self.group.push(article);
            return Outcome::Added { id, undecodable };
        };
        if !target.project.is_withdrawn(id) {
            return Outcome::Duplicate { id, of: format!("{}, which is in the project", stored.source.file) };
        }
        match withdrawn::by_other(target, id) {
            Some(other) => Outcome::Refused(Problem::TakenOut(other.to_string())),
            None => {
                self.imported.returning.push(id);
                Outcome::PutBack { id }
            }
        }
    }
}
