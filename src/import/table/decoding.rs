//! A stream of bytes in any encoding as a stream of UTF-8, a block at a time, so that a table may be larger than memory.
//!
//! Bytes count as UTF-8 until some are not; these then decide, with the block they stand in, what the rest is read as.

use crate::import::decode::{evident_utf16, guess};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::io::{self, BufRead, Read};

/// How much is decoded at once, in bytes.
const BLOCK: usize = 1 << 18;

/// Reads UTF-8 whatever the source is in.
pub(super) struct Decoding<'a> {
    stream: &'a mut dyn BufRead,
    state: State,
    /// What was read and not yet decoded: a character cut off by the end of a block.
    raw: Vec<u8>,
    /// What was decoded, and how much of it was taken.
    ready: Vec<u8>,
    taken: usize,
    is_over: bool,
    /// How many byte sequences became U+FFFD so far.
    pub undecodable: u64,
}

enum State {
    /// Nothing was read yet.
    New,
    /// UTF-8 so far.
    Sound,
    /// UTF-8 with faults.
    Damaged,
    /// Something else.
    Other(Box<Decoder>),
}

impl<'a> Decoding<'a> {
    pub fn new(stream: &'a mut dyn BufRead) -> Self {
        Self { stream, state: State::New, raw: Vec::new(), ready: Vec::new(), taken: 0, is_over: false, undecodable: 0 }
    }

    /// What it is read as, as far as is known now, by its WHATWG name.
    pub fn encoding(&self) -> &'static str {
        match &self.state {
            State::Other(decoder) => decoder.encoding().name(),
            _ => UTF_8.name(),
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.taken = 0;
        while self.ready.is_empty() && !self.is_over {
            let before = self.raw.len();
            (&mut *self.stream).take(BLOCK as u64).read_to_end(&mut self.raw)?;
            self.is_over = self.raw.len() == before;
            self.decide();
            self.decode();
        }
        Ok(())
    }

    /// Finds out what the block is in, where that is still open.
    fn decide(&mut self) {
        if matches!(self.state, State::New) && !self.raw.is_empty() {
            self.state = match Encoding::for_bom(&self.raw) {
                Some((encoding, mark)) => {
                    self.raw.drain(..mark);
                    state(encoding)
                }
                None => evident_utf16(&self.raw).map_or(State::Sound, state),
            };
        }
        if matches!(self.state, State::Sound) {
            let fault = std::str::from_utf8(&self.raw).err();
            let is_faulty = fault.is_some_and(|fault| fault.error_len().is_some() || self.is_over);
            if is_faulty || self.raw.contains(&0x1b) {
                let encoding = guess(&self.raw);
                self.state = if encoding == UTF_8 && is_faulty { State::Damaged } else { state(encoding) };
            }
        }
    }

    fn decode(&mut self) {
        match &mut self.state {
            State::New | State::Sound => {
                let sound = std::str::from_utf8(&self.raw).map_or_else(|fault| fault.valid_up_to(), str::len);
                let rest = self.raw.split_off(sound);
                self.ready = std::mem::replace(&mut self.raw, rest);
            }
            State::Damaged => {
                let cut = if self.is_over { 0 } else { cut_off(&self.raw) };
                let rest = self.raw.split_off(self.raw.len() - cut);
                for chunk in std::mem::replace(&mut self.raw, rest).utf8_chunks() {
                    self.ready.extend_from_slice(chunk.valid().as_bytes());
                    if !chunk.invalid().is_empty() {
                        self.ready.extend_from_slice("\u{FFFD}".as_bytes());
                        self.undecodable += 1;
                    }
                }
            }
            State::Other(decoder) => {
                self.undecodable += decode_other(decoder, &self.raw, &mut self.ready, self.is_over);
                self.raw.clear();
            }
        }
    }
}

fn state(encoding: &'static Encoding) -> State {
    if encoding == UTF_8 { State::Sound } else { State::Other(Box::new(encoding.new_decoder_without_bom_handling())) }
}

/// How many bytes at the end begin a character that may go on in the next block.
fn cut_off(bytes: &[u8]) -> usize {
    match bytes.utf8_chunks().last() {
        Some(chunk) if std::str::from_utf8(chunk.invalid()).is_err_and(|fault| fault.error_len().is_none()) => {
            chunk.invalid().len()
        }
        _ => 0,
    }
}

/// Decodes a block and counts what cannot be.
fn decode_other(decoder: &mut Decoder, mut bytes: &[u8], ready: &mut Vec<u8>, is_last: bool) -> u64 {
    let mut undecodable = 0;
    let mut buffer = [0_u8; 8192];
    loop {
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(bytes, &mut buffer, is_last);
        ready.extend_from_slice(buffer.get(..written).unwrap_or_default());
        bytes = bytes.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return undecodable,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                ready.extend_from_slice("\u{FFFD}".as_bytes());
                undecodable += 1;
            }
        }
    }
}

impl BufRead for Decoding<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken >= self.ready.len() {
            self.refill()?;
        }
        Ok(self.ready.get(self.taken..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.taken += amount;
    }
}

impl Read for Decoding<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(to)?;
        self.consume(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor};

    fn read(bytes: &[u8]) -> (String, &'static str, u64) {
        let mut stream = BufReader::with_capacity(7, Cursor::new(bytes));
        let mut decoding = Decoding::new(&mut stream);
        let mut text = String::new();
        decoding.read_to_string(&mut text).unwrap();
        (text, decoding.encoding(), decoding.undecodable)
    }

    #[test]
    fn characters_across_blocks_stay_whole() {
        let long = "Der Kran 🏗️ stand still. ".repeat(20_000);
        assert_eq!(read(long.as_bytes()), (long.clone(), "UTF-8", 0));
        let utf16: Vec<u8> = long.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf16), (long, "UTF-16LE", 0));
    }

    #[test]
    fn what_comes_late_decides_late() {
        let start = "a,b\n".repeat(100_000);
        let mut bytes = start.clone().into_bytes();
        bytes.extend_from_slice(b"K\xFChe und \xD6zil, M\xFCnchen und K\xF6ln\n");
        assert_eq!(read(&bytes), (start + "Kühe und Özil, München und Köln\n", "windows-1252", 0));
    }

    #[test]
    fn faults_are_counted() {
        let sound = "\u{FEFF}Jörg Özil sprach über “alles”, wäre für Köln und änderte nichts: ";
        let damaged = [sound.as_bytes(), b"\xFF und J\xC3"].concat();
        let text = format!("{}\u{FFFD} und J\u{FFFD}", sound.trim_start_matches('\u{FEFF}'));
        assert_eq!(read(&damaged), (text, "UTF-8", 2));
        assert_eq!(read(b""), (String::new(), "UTF-8", 0));
    }
}
