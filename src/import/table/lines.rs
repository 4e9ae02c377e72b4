//! JSON lines: an object a line, an article each. A broken line costs itself alone.

use super::LARGEST_RECORD;
use super::decoding::Decoding;
use super::items::{Item, Items};
use crate::import::Problem;
use crate::import::reader::{Emit, Input, Part};
use crate::model::progress::Cancelled;
use std::io::{self, BufRead};

/// Reads lines of JSON; blank ones are passed over.
pub(in crate::import) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let columns = input.table("");
    read_decoded(&mut Decoding::new(input.stream), Items::new(&columns), emit)
}

/// The same from a stream that is being decoded.
pub(super) fn read_decoded(decoding: &mut Decoding<'_>, mut items: Items<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let (mut number, mut has_any) = (0_u64, false);
    while items.is_open() {
        number += 1;
        let json = match line(decoding) {
            Ok(None) => break,
            Ok(Some(Line::Long)) => Err(Problem::LongRecord),
            Ok(Some(Line::Whole(line))) if line.trim().is_empty() => continue,
            Ok(Some(Line::Whole(line))) => Ok(line),
            Err(error) => {
                items.flush(emit)?;
                return emit(Part { name: format!("line {number}"), found: Err(Problem::of_reading(&error)) });
            }
        };
        has_any = true;
        let (encoding, is_damaged) = (decoding.encoding(), decoding.undecodable > 0);
        items.push(Item { name: format!("line {number}"), json, encoding, is_damaged }, emit)?;
    }
    items.flush(emit)?;
    let problem = if number <= 1 { Problem::Empty } else { Problem::Blank };
    if has_any { Ok(()) } else { emit(Part { name: String::new(), found: Err(problem) }) }
}

enum Line {
    Whole(String),
    /// More than [`LARGEST_RECORD`], passed over.
    Long,
}

/// The next line; `None` at the end.
fn line(stream: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    let mut length = 0_usize;
    loop {
        let block = stream.fill_buf()?;
        let end = memchr::memchr(b'\n', block);
        let taken = end.map_or(block.len(), |end| end + 1);
        length += taken;
        if length <= LARGEST_RECORD {
            bytes.extend_from_slice(block.get(..taken).unwrap_or_default());
        } else {
            bytes = Vec::new();
        }
        let is_over = end.is_some() || block.is_empty();
        stream.consume(taken);
        if is_over {
            break;
        }
    }
    Ok(match length {
        0 => None,
        length if length > LARGEST_RECORD => Some(Line::Long),
        _ => Some(Line::Whole(
            String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
        )),
    })
}
