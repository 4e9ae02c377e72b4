//! Opening a file and hashing it: a small one is kept in memory, a large one is read twice.

use super::kind::{self, Start};
use super::places::Place;
use super::{Format, LARGEST_FILE, Problem};
use crate::model::Progress;
use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, Write};
use std::path::Path;

/// Larger files are read twice rather than kept, in bytes.
const KEPT: u64 = 16 << 20;

/// A file that was hashed and can be read.
pub(super) struct Opened {
    pub stream: Box<dyn BufRead>,
    /// BLAKE3, 64 hex digits.
    pub digest: String,
    /// The file and what it was when it was hashed, where it is read after that.
    before: Option<(File, Metadata)>,
}

impl Opened {
    /// Whether the file was written to since it was hashed.
    pub fn has_changed(&self) -> bool {
        let Some((file, before)) = &self.before else { return false };
        let is_as_before = |now: Metadata| now.len() == before.len() && now.modified().ok() == before.modified().ok();
        !file.metadata().is_ok_and(is_as_before)
    }
}

/// Opens a file and hashes its bytes. A large one that would have to be in memory whole is refused before that.
pub(super) fn open(place: &Place, format: Option<Format>, progress: &Progress) -> Result<Opened, Problem> {
    let mut file = File::open(place.file()).map_err(unreadable)?;
    let about = file.metadata().map_err(unreadable)?;
    if about.len() <= KEPT {
        let mut bytes = Vec::with_capacity(about.len() as usize + 1);
        // A file that grows meanwhile is read as far as it may.
        file.take(KEPT).read_to_end(&mut bytes).map_err(unreadable)?;
        let digest = blake3::hash(&bytes).to_hex().to_string();
        return Ok(Opened { stream: Box::new(Cursor::new(bytes)), digest, before: None });
    }
    if about.len() > LARGEST_FILE && !streams(&mut file, place, format)? {
        return Err(Problem::TooLarge(about.len()));
    }
    let digest = hash(&mut file, progress).map_err(unreadable)?;
    file.rewind().map_err(unreadable)?;
    let watched = file.try_clone().map_err(unreadable)?;
    let stream = Box::new(BufReader::with_capacity(BLOCK, file));
    Ok(Opened { stream, digest, before: Some((watched, about)) })
}

fn unreadable(error: io::Error) -> Problem {
    Problem::of_reading(&error)
}

/// How much is read at once, in bytes.
const BLOCK: usize = 1 << 18;

/// Whether a file is of a format that is read piece by piece.
fn streams(file: &mut File, place: &Place, format: Option<Format>) -> Result<bool, Problem> {
    let mut start = Vec::new();
    file.take(kind::SAMPLE as u64).read_to_end(&mut start).map_err(unreadable)?;
    file.rewind().map_err(unreadable)?;
    let format = format.map_or_else(|| kind::recognise(&Start::new(&start, &place.name)), Ok);
    Ok(format.is_ok_and(Format::streams))
}

fn hash(file: &mut File, progress: &Progress) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    let mut block = vec![0; BLOCK];
    loop {
        progress.advance(0).map_err(io::Error::other)?;
        match file.read(&mut block)? {
            0 => return Ok(hasher.finalize().to_hex().to_string()),
            read => hasher.update(block.get(..read).unwrap_or_default()),
        };
    }
}

/// What came by the standard input, put into a file of its own that is removed when this is dropped.
#[derive(Debug)]
pub struct Spooled(tempfile::NamedTempFile);

impl Spooled {
    /// Takes all there is.
    pub fn new(mut from: impl Read) -> io::Result<Self> {
        let mut file = tempfile::Builder::new().prefix("pressmark-").tempfile()?;
        io::copy(&mut from, &mut file)?;
        file.flush()?;
        Ok(Self(file))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}
