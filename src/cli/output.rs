//! Results to stdout and words to stderr. A reader that has seen enough and hung up is no error.

use crate::export::Stop;
use anyhow::Context;
use serde::Serialize;
use std::io::{self, BufWriter, StdoutLock, Write};

/// The standard output.
pub(super) struct Output {
    to: BufWriter<StdoutLock<'static>>,
    is_closed: bool,
}

impl Output {
    pub(super) fn new() -> Self {
        Self { to: BufWriter::new(io::stdout().lock()), is_closed: false }
    }

    /// Prints one line of results, and one it stays, whatever file names are made of.
    pub(super) fn line(&mut self, line: &str) -> anyhow::Result<()> {
        self.raw_line(&without_controls(line))
    }

    /// Prints one line of JSON.
    pub(super) fn json(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        self.raw_line(&serde_json::to_string(value)?)
    }

    /// Prints bytes as they are.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        let written = self.to.write_all(bytes);
        self.heard(written)
    }

    /// Whether the reader hung up.
    pub(super) fn is_closed(&self) -> bool {
        self.is_closed
    }

    fn raw_line(&mut self, line: &str) -> anyhow::Result<()> {
        let written = self.to.write_all(line.as_bytes()).and_then(|()| self.to.write_all(b"\n"));
        self.heard(written)
    }

    /// Prints what is still held back.
    pub(super) fn finish(&mut self) -> anyhow::Result<()> {
        let flushed = self.to.flush();
        self.heard(flushed)
    }

    /// Lets somebody else write; `None` when the reader hung up before the end.
    pub(super) fn stream<T>(&mut self, write: impl FnOnce(&mut dyn Write) -> Result<T, Stop>) -> anyhow::Result<Option<T>> {
        match write(&mut self.to) {
            Ok(written) => Ok(Some(written)),
            Err(Stop::Io(error)) => self.heard(Err(error)).map(|()| None),
            Err(stop) => Err(stop.into()),
        }
    }

    fn heard(&mut self, written: io::Result<()>) -> anyhow::Result<()> {
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.is_closed = true,
            // What was held back when the reader hung up is of no more interest.
            Err(_) if self.is_closed => {}
            other => other.context("cannot write to the standard output; check where it leads")?,
        }
        Ok(())
    }
}

/// Says something to the person at the terminal; nobody need be there.
pub fn say(words: &str) {
    let lines: Vec<String> = words.lines().map(without_controls).collect();
    let _ = writeln!(io::stderr().lock(), "{}", lines.join("\n"));
}

/// Shows control characters, which could end a line or steer a terminal, by their escapes.
fn without_controls(line: &str) -> String {
    let show = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    line.chars().map(show).collect()
}
