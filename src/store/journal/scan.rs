//! Reading a journal: its tail behind a snapshot when opening, single lines when undoing, all of it when checking.

use super::line_ends::Original;
use super::{End, Tops};
use crate::model::{Annotator, Progress, Project};
use crate::store::error::{Acting, StoreError, is_absent};
use crate::store::format::{JournalLine, JournalPlace, LineHash, journal_line};
use crate::store::lines::{self, Carry};
use crate::store::problem::{Problem, ProblemKind, Problems};
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// What reading a journal's tail gave, beside the transactions.
#[derive(Default)]
pub(in crate::store) struct Tail {
    pub end: End,
    /// What a crash left of a last line, behind the end.
    pub torn: Vec<u8>,
    pub problems: Vec<Problem>,
    /// Number of good lines.
    pub lines: u64,
    /// Number of the first good line.
    pub first: Option<u64>,
    /// Whether line ends were found that another program has changed. All offsets are as if they had not been.
    pub line_ends_changed: bool,
}

/// Takes lines as they are read, with their offsets, and the project to apply them to.
pub(in crate::store) type EachLine<'a> = &'a mut dyn FnMut(u64, JournalLine, &mut Project);

/// Reads the lines behind a snapshot's place, or all when there is none.
pub(in crate::store) fn read_tail(
    path: &Path,
    place: Option<JournalPlace>,
    annotator: &Annotator,
    project: &mut Project,
    progress: &Progress,
    each: EachLine<'_>,
) -> Result<Tail, StoreError> {
    let mut scan = Scan::new(path, place);
    let mut file = match File::open(path) {
        Err(error) if is_absent(&error) => {
            if place.is_some_and(|place| place.bytes > 0) {
                scan.problem("it is missing; the snapshot stands alone, and nothing before it can be undone");
            }
            return Ok(scan.finish());
        }
        file => file.acting("open", path)?,
    };
    let start = scan.find_start(&mut file, place, annotator, project)?;
    file.seek(SeekFrom::Start(start)).acting("read", path)?;
    lines::for_each_block(path, &mut file, Carry { bytes: Vec::new(), start: 0 }, progress, |block| {
        let reader: &Project = project;
        let parsed: Vec<Vec<Raw>> =
            lines::pieces(block).into_par_iter().map(|piece| parse_piece(piece, annotator, reader)).collect();
        parsed.into_iter().flatten().for_each(|raw| scan.take(raw, project, each));
        Ok(())
    })?;
    Ok(scan.finish())
}

/// A line as it was read.
struct Raw {
    /// As many as it had when it was written.
    bytes: usize,
    is_changed: bool,
    hash: LineHash,
    line: Result<Box<JournalLine>, (String, Vec<u8>)>,
}

fn parse_piece(piece: &[u8], annotator: &Annotator, project: &Project) -> Vec<Raw> {
    piece.split_inclusive(|byte| *byte == b'\n').map(|bytes| parse_line(bytes, annotator, project)).collect()
}

fn parse_line(bytes: &[u8], annotator: &Annotator, project: &Project) -> Raw {
    let original = Original::of(bytes);
    let text = std::str::from_utf8(original.words).map_err(|_| "it is not UTF-8".to_owned());
    let whole = text.and_then(|text| if original.ended { Ok(text) } else { Err("it breaks off".to_owned()) });
    let hash = LineHash::of(whole.as_deref().unwrap_or_default());
    let line = whole.and_then(|line| journal_line(line, annotator, project)).map(Box::new);
    Raw {
        bytes: original.len(),
        is_changed: original.len() != bytes.len(),
        hash,
        line: line.map_err(|reason| (reason, bytes.to_owned())),
    }
}

/// The state of a reading.
struct Scan<'a> {
    path: &'a Path,
    problems: Problems,
    tail: Tail,
    /// Where the next line begins.
    offset: u64,
    /// Lines of this number and before are in the snapshot.
    known: u64,
    /// The snapshot's place, until the line before it was found.
    sought: Option<JournalPlace>,
    /// A damaged line: torn if nothing follows.
    held: Option<(u64, String, Vec<u8>)>,
    /// Whether the line before was damaged, so that its hash says nothing.
    broken: bool,
}

impl<'a> Scan<'a> {
    fn new(path: &'a Path, place: Option<JournalPlace>) -> Self {
        let (number, last) = (place.map_or(0, |place| place.number), place.map(|place| place.last));
        let tail = Tail { end: End { bytes: 0, number, last, tops: Tops::default() }, ..Tail::default() };
        Self { path, problems: Problems::default(), tail, offset: 0, known: 0, sought: None, held: None, broken: false }
    }

    fn problem(&mut self, reason: impl Into<String>) {
        self.problems.add(self.path, None, ProblemKind::Journal, reason);
    }

    /// Finds where the tail begins: at the place, if the line before it is the one the snapshot names; else the whole
    /// journal is read, and what the snapshot has is known by its number. With other line ends the place is found then.
    fn find_start(
        &mut self,
        file: &mut File,
        place: Option<JournalPlace>,
        annotator: &Annotator,
        project: &Project,
    ) -> Result<u64, StoreError> {
        let Some(place) = place else { return Ok(0) };
        if place.bytes == 0 {
            // An earlier journal was lost, and this one was begun after that.
            return Ok(0);
        }
        let before = line_before(file, place.bytes).acting("read", self.path)?;
        if let Some(line) = before.filter(|line| LineHash::of(line.trim_end_matches('\r')) == place.last) {
            match journal_line(&line, annotator, project) {
                Ok(line) => self.tail.end.tops = Tops { undo: line.undo, redo: line.redo },
                Err(reason) => self.problem(format!("the line at its snapshot's place cannot be read: {reason}")),
            }
            (self.offset, self.tail.end.bytes) = (place.bytes, place.bytes);
            return Ok(place.bytes);
        }
        (self.known, self.sought, self.broken) = (place.number, Some(place), true);
        Ok(0)
    }

    fn take(&mut self, raw: Raw, project: &mut Project, each: EachLine<'_>) {
        if let Some((offset, reason, _)) = self.held.take() {
            self.problem(format!("the line at byte {offset} cannot be read and is skipped: {reason}"));
            self.broken = true;
        }
        let offset = self.offset;
        self.offset += raw.bytes as u64;
        self.tail.line_ends_changed |= raw.is_changed;
        match raw.line {
            Err((reason, bytes)) => self.held = Some((offset, reason, bytes)),
            Ok(line) => self.take_line(offset, raw.hash, *line, project, each),
        }
    }

    fn take_line(&mut self, offset: u64, hash: LineHash, line: JournalLine, project: &mut Project, each: EachLine<'_>) {
        let number = line.transaction.number;
        let end = self.tail.end;
        if !self.broken && line.previous != end.last {
            self.problem(format!("line {number}, at byte {offset}, does not follow the one before it: its hash differs"));
        }
        if !self.broken && number <= end.number && self.known == 0 {
            self.problem(format!("line {number}, at byte {offset}, follows line {}", end.number));
        }
        self.broken = false;
        let tops = Tops { undo: line.undo, redo: line.redo };
        self.tail.end = End { bytes: self.offset, number: number.max(end.number), last: Some(hash), tops };
        self.sought.take_if(|place| (place.bytes, place.last) == (self.offset, hash));
        self.tail.lines += 1;
        self.tail.first.get_or_insert(number);
        if number > self.known {
            each(offset, line, project);
        }
    }

    fn finish(mut self) -> Tail {
        if self.sought.is_some() {
            self.problem("it is not as the snapshot says; lines that the snapshot has are known by their numbers");
        }
        // A skipped line in the middle lies before the end; only what is torn lies behind it.
        (self.tail.end.bytes, self.tail.torn) = match self.held.take() {
            Some((offset, _, bytes)) => (offset, bytes),
            None => (self.offset, Vec::new()),
        };
        self.tail.problems = self.problems.into_vec();
        self.tail
    }
}

/// The line that ends at a byte offset, without its line end; `None` when none does.
pub(in crate::store) fn line_before(file: &mut File, end: u64) -> std::io::Result<Option<String>> {
    if end == 0 || file.metadata()?.len() < end {
        return Ok(None);
    }
    let (mut bytes, mut from) = (Vec::new(), end);
    loop {
        let step = from.min(1 << 16);
        from -= step;
        file.seek(SeekFrom::Start(from))?;
        let mut part = Vec::new();
        file.by_ref().take(step).read_to_end(&mut part)?;
        part.append(&mut bytes);
        bytes = part;
        let line = bytes.split_last().filter(|(last, _)| **last == b'\n').map(|(_, line)| line);
        let Some(line) = line else { return Ok(None) };
        if let Some(at) = line.iter().rposition(|byte| *byte == b'\n') {
            return Ok(String::from_utf8(line.get(at + 1..).unwrap_or_default().to_owned()).ok());
        }
        if from == 0 {
            return Ok(String::from_utf8(line.to_owned()).ok());
        }
    }
}

/// Reads the line that begins at a byte offset.
pub(in crate::store) fn line_at(
    path: &Path,
    offset: u64,
    annotator: &Annotator,
    project: &Project,
) -> Result<JournalLine, StoreError> {
    let history = |reason: String| StoreError::History { path: path.to_owned(), offset, reason };
    let mut file = File::open(path).acting("read", path)?;
    file.seek(SeekFrom::Start(offset)).acting("read", path)?;
    let mut line = String::new();
    BufReader::new(file).read_line(&mut line).map_err(|error| history(error.to_string()))?;
    journal_line(line.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']), annotator, project).map_err(history)
}
