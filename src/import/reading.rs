//! Files to articles, many at once and in their order: small ones side by side, large ones piece by piece.
//!
//! What is under way is bounded by [`TOGETHER`] and by what a reader works on at once, never by the size of a file, save for
//! formats that must be in memory whole. Of each article that was handed on some three hundred bytes are kept.

use super::gather::{Gathering, Prepared, prepare};
use super::kind::{self, Start};
use super::open::open;
use super::places::{self, Place};
use super::reader::{Asked, Emit, Found, Input, Part, at_most};
use super::{Format, Imported, Member, Note, Problem, Settings};
use crate::model::progress::Cancelled;
use crate::model::{Article, Progress};
use rayon::prelude::*;
use std::io::{BufRead, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// How many files are read side by side, and how many bytes they may have.
const FILES: usize = 256;
const TOGETHER: u64 = 16 << 20;

/// Archives hold more than they have bytes, so only small ones are read side by side with others.
const SMALL_ARCHIVE: u64 = 256 << 10;

/// Takes new articles as they are found, in their order; an error stops the import.
pub type Each<'e> = dyn FnMut(Vec<Article>) -> Result<(), Cancelled> + 'e;

/// Reads files, folders (with all below them, hidden files left out) and glob patterns.
///
/// Progress counts bytes. Nothing is written, so a cancelled import leaves nothing behind.
pub fn read(paths: &[PathBuf], settings: Settings<'_>, progress: &Progress) -> Result<Imported, Cancelled> {
    let mut articles = Vec::new();
    let mut each = |group| {
        articles.extend::<Vec<Article>>(group);
        Ok(())
    };
    let imported = read_each(paths, settings, progress, &mut each)?;
    Ok(Imported { articles, ..imported })
}

/// The same, handing on the new articles group by group instead of keeping them.
pub fn read_each(
    paths: &[PathBuf],
    settings: Settings<'_>,
    progress: &Progress,
    each: &mut Each<'_>,
) -> Result<Imported, Cancelled> {
    let places = places::find(paths, settings.input, progress)?;
    let mut gathering = Gathering::new(settings.target, each);
    read_places(places, settings, progress, &mut gathering)?;
    gathering.finish()
}

/// Takes what is read, file by file.
pub(super) trait Sink {
    /// Begins with a file.
    fn begin(&mut self, path: PathBuf);
    /// Takes a part of it.
    fn take(&mut self, part: Prepared) -> Result<(), Cancelled>;
    /// Ends the file.
    fn end(&mut self, source: Source);
}

/// Reads files one after another or side by side.
pub(super) fn read_places(
    places: Vec<Place>,
    settings: Settings<'_>,
    progress: &Progress,
    sink: &mut dyn Sink,
) -> Result<(), Cancelled> {
    progress.set_total(places.iter().map(|place| place.size.max(1)).sum());
    let (mut together, mut bytes) = (Vec::new(), 0);
    for place in places {
        if is_large(&place) {
            bytes = 0;
            read_together(std::mem::take(&mut together), settings, progress, sink)?;
            read_alone(&place, settings, progress, sink)?;
        } else {
            bytes += place.size;
            together.push(place);
            if together.len() >= FILES || bytes >= TOGETHER {
                bytes = 0;
                read_together(std::mem::take(&mut together), settings, progress, sink)?;
            }
        }
    }
    read_together(together, settings, progress, sink)
}

fn is_large(place: &Place) -> bool {
    let has_ending = |ending: &str| place.path.extension().is_some_and(|end| end.eq_ignore_ascii_case(ending));
    let may_be_archive = ["zip", "gz", "warc", "tgz"].into_iter().any(has_ending);
    place.size >= if may_be_archive { SMALL_ARCHIVE } else { TOGETHER }
}

/// Reads files side by side.
fn read_together(places: Vec<Place>, settings: Settings<'_>, progress: &Progress, sink: &mut dyn Sink) -> Result<(), Cancelled> {
    let one = |place: Place| {
        let mut parts = Vec::new();
        let mut emit = |part: Part, digest: &str| {
            parts.push(prepare(part, &place.name, digest, settings.imported));
            progress.advance(0)
        };
        let source = read_place(&place, settings, progress, &mut emit)?;
        progress.advance(place.size.max(1))?;
        Ok((place.path, source, parts))
    };
    let read: Result<Vec<(PathBuf, Source, Vec<Prepared>)>, Cancelled> = places.into_par_iter().map(one).collect();
    for (path, source, parts) in read? {
        sink.begin(path);
        parts.into_iter().try_for_each(|part| sink.take(part))?;
        sink.end(source);
    }
    Ok(())
}

/// How many articles of a large file are worked on at once, and about how many bytes they may have.
const GROUP: usize = 256;
const GROUP_BYTES: usize = 4 << 20;

/// Reads a large file, whose articles are handed on as they are found.
fn read_alone(place: &Place, settings: Settings<'_>, progress: &Progress, sink: &mut dyn Sink) -> Result<(), Cancelled> {
    sink.begin(place.path.clone());
    let (mut waiting, mut bytes, mut told) = (Vec::new(), 0, String::new());
    let mut flush = |waiting: &mut Vec<Part>, digest: &str| {
        let parts = std::mem::take(waiting).into_par_iter();
        let prepared: Vec<Prepared> = parts.map(|part| prepare(part, &place.name, digest, settings.imported)).collect();
        prepared.into_iter().try_for_each(|part| sink.take(part))
    };
    let mut emit = |part: Part, digest: &str| {
        bytes += part.found.as_ref().map_or(0, |found| found.text.len());
        waiting.push(part);
        if told.is_empty() {
            digest.clone_into(&mut told);
        }
        if waiting.len() >= GROUP || bytes >= GROUP_BYTES {
            bytes = 0;
            flush(&mut waiting, digest)?;
        }
        progress.advance(0)
    };
    let source = read_place(place, settings, progress, &mut emit)?;
    flush(&mut waiting, &told)?;
    sink.end(source);
    Ok(())
}

/// What is known of a file once it was read.
#[derive(Clone)]
pub(super) struct Source {
    pub format: Option<Format>,
    pub members: Vec<Member>,
    pub digest: Option<String>,
    pub notes: Vec<Note>,
}

/// Takes a part and the digest of its file.
type EmitOf<'a> = dyn FnMut(Part, &str) -> Result<(), Cancelled> + 'a;

fn read_place(place: &Place, settings: Settings<'_>, progress: &Progress, emit: &mut EmitOf<'_>) -> Result<Source, Cancelled> {
    let settings = Settings { format: settings.format_of(&place.path), ..settings };
    let opened = place.problem.clone().map_or_else(|| open(place, settings.format, progress), Err);
    match opened {
        Ok(mut opened) => {
            let mut stream = Watched { stream: &mut opened.stream, progress, counts: is_large(place) };
            let source = read_stream(&mut stream, (&place.path, &place.name), &opened.digest, settings, emit)?;
            if opened.has_changed() {
                emit(whole(Problem::Changed), &opened.digest)?;
            }
            Ok(source)
        }
        Err(problem) => {
            progress.advance(0)?;
            emit(whole(problem), "")?;
            Ok(Source { format: None, members: Vec::new(), digest: None, notes: Vec::new() })
        }
    }
}

fn whole(problem: Problem) -> Part {
    Part { name: String::new(), found: Err(problem) }
}

/// A stream that says how far it was read, and ends when the import is to stop.
struct Watched<'a> {
    stream: &'a mut dyn BufRead,
    progress: &'a Progress,
    counts: bool,
}

impl BufRead for Watched<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.progress.advance(0).map_err(std::io::Error::other)?;
        self.stream.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.stream.consume(amount);
        if self.counts {
            // Whether it is to stop is asked before the next block.
            let _ = self.progress.advance(amount as u64);
        }
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        self.progress.advance(0).map_err(std::io::Error::other)?;
        let read = self.stream.read(to)?;
        if self.counts {
            let _ = self.progress.advance(read as u64);
        }
        Ok(read)
    }
}

fn read_stream(
    stream: &mut dyn BufRead,
    (path, name): (&Path, &str),
    digest: &str,
    settings: Settings<'_>,
    emit: &mut EmitOf<'_>,
) -> Result<Source, Cancelled> {
    let all = settings.columns.map(|choices| choices.all.clone()).unwrap_or_default();
    let chosen = settings.columns.and_then(|choices| choices.files.get(path)).cloned().unwrap_or_default();
    let asked = Rc::new(Asked::new(all, chosen));
    let mut input = Input { asked: Rc::clone(&asked), ..Input::new(stream, name, settings.format) };
    // A reader that fails costs its file alone.
    let ended = catch_unwind(AssertUnwindSafe(|| read_any(&mut input, &mut |part| emit(part, digest))));
    ended.unwrap_or_else(|_| emit(whole(Problem::Failed), digest))?;
    Ok(Source { format: asked.format(), members: asked.members(), digest: Some(digest.to_owned()), notes: asked.notes() })
}

/// Reads a source of any kind.
pub(super) fn read_any(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let start = match at_most(input.stream, kind::SAMPLE as u64) {
        Ok(start) => start,
        Err(error) => return emit(whole(Problem::of_reading(&error))),
    };
    let begins = Start::new(&start, input.name);
    match input.format.map_or_else(|| kind::recognise(&begins), |asked| kind::as_asked(&begins, asked)) {
        Ok(format) => {
            input.asked.is_read_as(&input.place, format);
            if input.asked.format().is_none() {
                input.asked.is_in_all(format);
            }
            let mut stream = start.chain(&mut *input.stream);
            let (place, allowance, asked) = (input.place.clone(), Rc::clone(&input.allowance), Rc::clone(&input.asked));
            format.reader()(&mut Input { stream: &mut stream, place, allowance, asked, ..*input }, emit)
        }
        Err(problem) => emit(whole(problem)),
    }
}

/// Reads a text that has no file, such as a pasted one; `name` says where it came from.
pub fn from_text(text: &str, name: &str, settings: Settings<'_>) -> Imported {
    let digest = blake3::hash(text.as_bytes()).to_hex().to_string();
    let found = Found { text: text.to_owned(), encoding: encoding_rs::UTF_8.name(), ..Found::default() };
    let found = if text.is_empty() { Err(Problem::Empty) } else { Ok(found) };
    let prepared = prepare(Part { name: String::new(), found }, name, &digest, settings.imported);
    of_one(
        name,
        vec![prepared],
        Source { format: Some(Format::Text), members: Vec::new(), digest: Some(digest), notes: Vec::new() },
        settings,
    )
}

/// Reads bytes that have no file.
pub fn from_bytes(bytes: Vec<u8>, name: &str, settings: Settings<'_>) -> Imported {
    let digest = blake3::hash(&bytes).to_hex().to_string();
    let mut parts = Vec::new();
    let mut emit = |part: Part, digest: &str| {
        parts.push(prepare(part, name, digest, settings.imported));
        Ok(())
    };
    let source = read_stream(&mut Cursor::new(bytes), (Path::new(name), name), &digest, settings, &mut emit);
    source.map(|source| of_one(name, parts, source, settings)).unwrap_or_default()
}

/// What comes of one source.
fn of_one(name: &str, parts: Vec<Prepared>, source: Source, settings: Settings<'_>) -> Imported {
    let mut articles = Vec::new();
    let mut each = |group| {
        articles.extend::<Vec<Article>>(group);
        Ok(())
    };
    let mut gathering = Gathering::new(settings.target, &mut each);
    gathering.begin(PathBuf::from(name));
    let taken = parts.into_iter().try_for_each(|part| gathering.take(part));
    gathering.end(source);
    let imported = taken.and_then(|()| gathering.finish());
    Imported { articles, ..imported.unwrap_or_default() }
}
