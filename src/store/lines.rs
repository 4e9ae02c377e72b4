//! Files of records, a record a line: read in blocks, the lines of a block in parallel, so that memory stays bounded.
//!
//! A line that does not stand alone is read together with its neighbours that do not either, so that a record somebody has
//! spread over several lines is still found; a file whose opening is not ours is read as one RON document. What still
//! cannot be read is set aside as it is, with its number and the reason.

use super::error::{Acting, StoreError};
use super::format::{self, Names};
use crate::model::Progress;
use rayon::prelude::*;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How much is read at a time.
const BLOCK: usize = 8 << 20;
/// How much of a block one task parses.
const PIECE: usize = 128 << 10;
/// A longer line is refused: no article is that long, and a damaged file may be one endless line.
const LONGEST_LINE: usize = 256 << 20;
/// A longer opening line is no opening line.
const LONGEST_OPENING: usize = 64 << 10;
/// Larger files are not read as one document, which needs several times their size in memory.
const LARGEST_DOCUMENT: u64 = 64 << 20;

/// A kind of file of records.
pub(super) trait Kind: Sync {
    type Opening: Send + Sync;
    type Record: Send;
    /// Reads the opening line: the format, and what else it says.
    fn opening(&self, line: &str) -> Result<(u32, Self::Opening), String>;
    /// Reads a whole document in any layout: the format, the opening, the texts of the records.
    fn document(&self, text: &str) -> Result<(u32, Self::Opening, Vec<String>), String>;
    /// Reads a record from its text, without the comma behind it.
    fn record(&self, format: u32, text: &str, names: &mut Names) -> Result<Self::Record, String>;
}

/// What was read of a file, apart from the records, which were handed on as they came.
pub(super) struct Reading<O> {
    pub opening: O,
    /// Lines that could not be read.
    pub aside: Vec<Aside>,
    /// Whether the closing line is missing.
    pub cut_off: bool,
}

/// A line that could not be read, as it stands in the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Aside {
    pub line: u64,
    pub reason: String,
    pub bytes: Vec<u8>,
}

/// A record and its line.
pub(super) type Numbered<R> = (u64, R);

/// Reads a file of records. They are handed to `sink` in the order of the file, many at a time.
pub(super) fn read<K: Kind>(
    path: &Path,
    kind: &K,
    progress: &Progress,
    mut sink: impl FnMut(&K::Opening, Vec<Numbered<K::Record>>) -> Result<(), StoreError> + Send,
) -> Result<Reading<K::Opening>, StoreError> {
    let mut file = File::open(path).map_err(|error| missing(path, error))?;
    let (line, rest) = match split_opening(path, &mut file)? {
        Opening::Line(line, rest) => (line, rest),
        Opening::None => return read_document(path, kind, progress, "it does not begin as such a file does", sink),
    };
    let (format, opening) = match kind.opening(&line) {
        Ok(read) => read,
        Err(reason) => return read_document(path, kind, progress, &reason, sink),
    };
    let mut merge = Merge::new(kind, format);
    progress.advance(rest.start as u64)?;
    let mut hand_on = |merge: &mut Merge<'_, K>, parsed: Vec<Piece<K::Record>>| {
        parsed.into_iter().try_for_each(|piece| {
            let records = merge.take(piece);
            if records.is_empty() { Ok(()) } else { sink(&opening, records) }
        })
    };
    // While a block is parsed, the records of the one before are handed on.
    let mut parsed = Vec::new();
    for_each_block(path, &mut file, rest, progress, |block| {
        let before = std::mem::take(&mut parsed);
        let parse = || pieces(block).into_par_iter().map(|piece| parse_piece(kind, format, piece)).collect();
        let (now, handed) = rayon::join(parse, || hand_on(&mut merge, before));
        parsed = now;
        handed
    })?;
    hand_on(&mut merge, parsed)?;
    let (last, aside, cut_off) = merge.finish();
    if !last.is_empty() {
        sink(&opening, last)?;
    }
    Ok(Reading { opening, aside, cut_off })
}

/// What a block reader has already read: bytes, and how many of them lie behind it.
pub(super) struct Carry {
    pub bytes: Vec<u8>,
    pub start: usize,
}

enum Opening {
    Line(String, Carry),
    None,
}

/// The opening line of a file, refused when the file is of a newer version.
pub(super) fn first_line(path: &Path) -> Result<String, StoreError> {
    let mut file = File::open(path).map_err(|error| missing(path, error))?;
    match split_opening(path, &mut file)? {
        Opening::Line(line, _) => Ok(line),
        Opening::None => Err(StoreError::unreadable(path, "it does not begin as such a file does")),
    }
}

fn missing(path: &Path, error: std::io::Error) -> StoreError {
    let dir = path.parent().unwrap_or(path);
    let dir_there = std::fs::metadata(dir);
    match dir_there {
        Err(_) if super::error::is_absent(&error) => return StoreError::NoFolder { path: dir.to_owned() },
        Ok(metadata) if !metadata.is_dir() => return StoreError::NoProjectFile { path: dir.to_owned() },
        _ if error.kind() == std::io::ErrorKind::NotFound && path.ends_with("project.ron") => {
            return StoreError::NotAProject { path: dir.to_owned() };
        }
        _ => {}
    }
    StoreError::io("open", path, error)
}

fn split_opening(path: &Path, file: &mut File) -> Result<Opening, StoreError> {
    let mut bytes = Vec::with_capacity(LONGEST_OPENING);
    file.by_ref().take(LONGEST_OPENING as u64).read_to_end(&mut bytes).acting("read", path)?;
    let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    if bytes.len() == mark {
        return Err(StoreError::unreadable(path, "it is empty"));
    }
    let end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1);
    let head = String::from_utf8_lossy(bytes.get(mark..).unwrap_or_default());
    format::check_version(path, head.get(..head.floor_char_boundary(4096)).unwrap_or_default())?;
    if head.contains('\0') {
        return Err(StoreError::unreadable(path, "it is not a text file"));
    }
    let line = std::str::from_utf8(bytes.get(mark..end).unwrap_or_default()).ok().map(|line| line.trim_end().to_owned());
    let line = line.filter(|line| line.ends_with('['));
    Ok(line.map_or(Opening::None, |line| Opening::Line(line, Carry { bytes, start: end })))
}

/// Hands on the rest of a file in blocks of whole lines; only the last line may lack its end.
pub(super) fn for_each_block(
    path: &Path,
    file: &mut File,
    carry: Carry,
    progress: &Progress,
    mut each: impl FnMut(&[u8]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let Carry { bytes: mut buffer, start } = carry;
    buffer.drain(..start);
    let mut searched = 0;
    loop {
        let read = file.by_ref().take(BLOCK as u64).read_to_end(&mut buffer).acting("read", path)?;
        let fresh = buffer.get(searched..).unwrap_or_default();
        let whole = fresh.iter().rposition(|byte| *byte == b'\n').map(|at| searched + at + 1);
        let whole = if read == 0 { Some(buffer.len()) } else { whole };
        if let Some(whole) = whole {
            each(buffer.get(..whole).unwrap_or_default())?;
            progress.advance(whole as u64)?;
            buffer.drain(..whole);
        } else if buffer.len() > LONGEST_LINE {
            let reason = format!("it has a line of more than {} MiB", LONGEST_LINE >> 20);
            return Err(StoreError::unreadable(path, reason));
        }
        searched = buffer.len();
        if read == 0 {
            return Ok(());
        }
    }
}

/// Cuts a block behind line ends into pieces for one task each.
pub(super) fn pieces(block: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::with_capacity(block.len() / PIECE + 1);
    let mut rest = block;
    while !rest.is_empty() {
        let end = rest.get(PIECE..).and_then(|behind| behind.iter().position(|byte| *byte == b'\n'));
        let (piece, behind) = rest.split_at_checked(end.map_or(rest.len(), |at| PIECE + at + 1)).unwrap_or((rest, &[]));
        pieces.push(piece);
        rest = behind;
    }
    pieces
}

/// What a piece gave; lines are counted from the piece's first.
struct Piece<R> {
    lines: u64,
    records: Vec<Numbered<R>>,
    bad: Vec<Aside>,
    closed: bool,
}

fn parse_piece<K: Kind>(kind: &K, format: u32, piece: &[u8]) -> Piece<K::Record> {
    let mut parsed = Piece { lines: 0, records: Vec::new(), bad: Vec::new(), closed: false };
    let names = &mut Names::default();
    if let Ok(text) = std::str::from_utf8(piece) {
        text.split_inclusive('\n').for_each(|line| parsed.add(kind, format, line, names));
        return parsed;
    }
    for bytes in piece.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(bytes) {
            Ok(line) => parsed.add(kind, format, line, names),
            Err(_) => parsed.add_bad("it is not UTF-8".to_owned(), bytes),
        }
    }
    parsed
}

impl<R> Piece<R> {
    fn add<K: Kind<Record = R>>(&mut self, kind: &K, format: u32, line: &str, names: &mut Names) {
        let text = line.trim();
        let text = text.strip_suffix(',').unwrap_or(text);
        if text == format::CLOSING {
            self.closed = true;
        } else if !text.is_empty() && !text.starts_with("//") {
            match kind.record(format, text, names) {
                Ok(record) => self.records.push((self.lines, record)),
                Err(reason) => return self.add_bad(reason, line.as_bytes()),
            }
        }
        self.lines += 1;
    }

    fn add_bad(&mut self, reason: String, bytes: &[u8]) {
        self.bad.push(Aside { line: self.lines, reason, bytes: bytes.to_owned() });
        self.lines += 1;
    }
}

/// Puts pieces together: counts lines on, and reads runs of bad lines once more as one.
struct Merge<'a, K> {
    kind: &'a K,
    format: u32,
    line: u64,
    run: Vec<Aside>,
    aside: Vec<Aside>,
    closed: bool,
}

impl<'a, K: Kind> Merge<'a, K> {
    fn new(kind: &'a K, format: u32) -> Self {
        // The opening was line 1.
        Self { kind, format, line: 2, run: Vec::new(), aside: Vec::new(), closed: false }
    }

    fn take(&mut self, piece: Piece<K::Record>) -> Vec<Numbered<K::Record>> {
        let first = self.line;
        self.line += piece.lines;
        self.closed |= piece.closed;
        let mut out = Vec::new();
        let mut bad = piece.bad.into_iter().map(|aside| Aside { line: first + aside.line, ..aside }).peekable();
        if bad.peek().is_none() && self.run.is_empty() {
            let mut records = piece.records;
            records.iter_mut().for_each(|(line, _)| *line += first);
            return records;
        }
        for (line, record) in piece.records {
            while let Some(aside) = bad.next_if(|aside| aside.line < first + line) {
                self.run.push(aside);
            }
            self.end_run(&mut out);
            out.push((first + line, record));
        }
        self.run.extend(bad);
        out
    }

    /// Reads a run of lines that do not stand alone as a list of records; what fails is set aside line by line.
    fn end_run(&mut self, out: &mut Vec<Numbered<K::Record>>) {
        let Some(first) = self.run.first().map(|aside| aside.line) else { return };
        let together: Vec<u8> = self.run.iter().flat_map(|aside| aside.bytes.iter().copied()).collect();
        let text = std::str::from_utf8(&together).ok();
        match text.and_then(|text| records_of(self.kind, self.format, text)) {
            Some(records) => out.extend(records.into_iter().map(|record| (first, record))),
            None => self.aside.append(&mut self.run),
        }
        self.run.clear();
    }

    fn finish(mut self) -> (Vec<Numbered<K::Record>>, Vec<Aside>, bool) {
        let mut out = Vec::new();
        self.end_run(&mut out);
        (out, self.aside, !self.closed)
    }
}

fn records_of<K: Kind>(kind: &K, format: u32, text: &str) -> Option<Vec<K::Record>> {
    let raw: Vec<Box<ron::value::RawValue>> = format::document(&format!("[{text}]")).ok()?;
    let names = &mut Names::default();
    raw.iter().map(|raw| kind.record(format, raw.get_ron().trim(), names).ok()).collect()
}

/// Reads a file whose opening is not ours as one RON document.
fn read_document<K: Kind>(
    path: &Path,
    kind: &K,
    progress: &Progress,
    reason: &str,
    mut sink: impl FnMut(&K::Opening, Vec<Numbered<K::Record>>) -> Result<(), StoreError>,
) -> Result<Reading<K::Opening>, StoreError> {
    let size = std::fs::metadata(path).acting("read", path)?.len();
    if size > LARGEST_DOCUMENT {
        return Err(StoreError::unreadable(path, reason));
    }
    let bytes = std::fs::read(path).acting("read", path)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| StoreError::unreadable(path, "it is not UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (format, opening, texts) = kind.document(text).map_err(|reason| StoreError::unreadable(path, reason))?;
    let (mut records, mut aside, names) = (Vec::new(), Vec::new(), &mut Names::default());
    for text in texts {
        match kind.record(format, text.trim(), names) {
            Ok(record) => records.push((1, record)),
            Err(reason) => aside.push(Aside { line: 1, reason, bytes: text.into_bytes() }),
        }
    }
    sink(&opening, records)?;
    progress.advance(size)?;
    Ok(Reading { opening, aside, cut_off: false })
}

/// Keeps lines that could not be read beside a file that is about to be written anew.
pub(super) fn keep_aside(path: &Path, aside: &[Aside]) -> Result<(), StoreError> {
    use std::io::Write;
    if aside.is_empty() {
        return Ok(());
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".set-aside.txt");
    let beside = std::path::PathBuf::from(name);
    let mut file = File::options().append(true).create(true).open(&beside).acting("write", &beside)?;
    let mut out = Vec::new();
    for Aside { line, reason, bytes } in aside {
        out.extend(format!("// line {line}: {}\n", reason.replace(['\n', '\r'], " ")).into_bytes());
        out.extend(bytes.strip_suffix(b"\n").unwrap_or(bytes));
        out.push(b'\n');
    }
    file.write_all(&out).acting("write", &beside)?;
    file.sync_all().acting("write", &beside)
}
