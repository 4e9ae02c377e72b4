//! Archives: what lies in them is read as if it lay in a folder, and its part of the source is its name in the archive.
//!
//! Nothing is ever written out under a name from an archive. What an archive may hold is bounded, see [`Allowance`]; what is
//! over the bounds, locked or broken costs only itself and what comes after it in the same stream.

pub(super) mod gzip;
mod http;
pub(super) mod warc;
pub(super) mod zip;

use super::allowance::{Allowance, DEEPEST};
use super::problem::Problem;
use super::reader::{Emit, Input, Part};
use crate::model::progress::Cancelled;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// Bytes as they are unpacked, counted against the allowance.
pub(super) struct Unpacking<R> {
    pub packed: R,
    pub allowance: Rc<Allowance>,
    /// What they are unpacked from, in words.
    pub what: &'static str,
}

impl<R: Read> Read for Unpacking<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.packed.read(buffer).map_err(|error| damaged(self.what, error))?;
        self.allowance.unpack(read as u64)?;
        Ok(read)
    }
}

/// Says of a fault in packed bytes what they are; what already says it is passed on.
fn damaged(what: &'static str, error: io::Error) -> io::Error {
    let is_known = error.get_ref().is_some_and(|inner| inner.is::<Problem>());
    if is_known || error.kind() == io::ErrorKind::Interrupted {
        return error;
    }
    io::Error::other(Problem::Damaged { what, why: error.to_string() })
}

/// The bytes of an archive, counted when it is the outermost one.
struct Packed<'a> {
    stream: &'a mut dyn BufRead,
    allowance: Option<Rc<Allowance>>,
}

impl<'a> Packed<'a> {
    fn of(input: &'a mut Input<'_>) -> Self {
        let allowance = (input.depth == 0).then(|| Rc::clone(&input.allowance));
        Self { stream: &mut *input.stream, allowance }
    }
}

impl Read for Packed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        self.allowance.iter().for_each(|allowance| allowance.pack(read as u64));
        Ok(read)
    }
}

impl BufRead for Packed<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.stream.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.stream.consume(count);
        self.allowance.iter().for_each(|allowance| allowance.pack(count as u64));
    }
}

/// Whether an archive lies too deep in others to be opened.
fn too_deep(input: &Input<'_>) -> Option<Problem> {
    (input.depth >= DEEPEST).then_some(Problem::TooDeep)
}

/// Hands on a refusal of all of it.
fn refuse(problem: Problem, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    emit(Part { name: String::new(), found: Err(problem) })
}

/// The name of a part of a part: “week.zip, story.txt”.
pub(super) fn joined(outer: &str, inner: &str) -> String {
    match (outer, inner) {
        ("", name) | (name, "") => name.to_owned(),
        _ => format!("{outer}, {inner}"),
    }
}
