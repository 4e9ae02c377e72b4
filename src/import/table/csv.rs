//! CSV and other text tables: a row an article, cells apart by commas, semicolons, tabs or bars.

use super::LARGEST_RECORD;
use super::decoding::Decoding;
use super::sheet::{Row, Sheet};
use super::sniff::delimiter;
use crate::import::reader::{Emit, Input, Part};
use crate::import::{Note, Problem};
use crate::model::progress::Cancelled;
use ::csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use std::io::{self, Read};

/// How much is looked at to find what separates the cells, in bytes.
const SAMPLE: usize = 1 << 16;

/// Reads a table, whatever separates its cells.
pub(in crate::import) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    read_separated(input, None, emit)
}

/// Reads a table with tabs between its cells.
pub(in crate::import) fn read_tabbed(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    read_separated(input, Some(b'\t'), emit)
}

fn read_separated(input: &mut Input<'_>, separator: Option<u8>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let table = input.table("");
    let (mut start, mut decoding) = (Vec::new(), Decoding::new(input.stream));
    if let Err(error) = (&mut decoding).take(SAMPLE as u64).read_to_end(&mut start) {
        return emit(Part { name: String::new(), found: Err(Problem::of_reading(&error)) });
    }
    if start.is_empty() {
        return emit(Part { name: String::new(), found: Err(Problem::Empty) });
    }
    let sample = String::from_utf8_lossy(&start).into_owned();
    let separator = separator.unwrap_or_else(|| delimiter(&sample).unwrap_or(b','));
    // Spreadsheet programs may say in a first line what separates the cells.
    let above = sample.split_inclusive('\n').next().filter(|line| line.trim().len() == 5 && line.starts_with("sep="));
    let rest = start.get(above.map_or(0, str::len)..).unwrap_or_default();
    let source = Bounded { start: rest, decoding: &mut decoding, left: LARGEST_RECORD, has_open_quotation: false };
    let mut builder = ReaderBuilder::new();
    builder.delimiter(separator).has_headers(false).flexible(true).buffer_capacity(BUFFER);
    read_rows(builder.from_reader(source), u64::from(above.is_some()), Sheet::new(table), emit)
}

/// How much is read ahead, in bytes.
const BUFFER: usize = 1 << 16;

fn read_rows(mut reader: Reader<Bounded<'_, '_>>, above: u64, mut sheet: Sheet, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let mut record = ByteRecord::new();
    let (mut number, mut has_lines) = (above, false);
    while sheet.is_open() {
        number += 1;
        reader.get_mut().left = LARGEST_RECORD;
        let (cells, is_last) = match reader.read_byte_record(&mut record) {
            Ok(true) => {
                has_lines = record.iter().any(|cell| cell.contains(&b'\n'));
                (Ok(cells_of(&record)), false)
            }
            Ok(false) => {
                // The last row has taken in what should be rows of their own.
                if has_lines && reader.get_ref().has_open_quotation {
                    sheet.note(Note::OpenQuotation { place: format!("row {}", number - 1) });
                }
                break;
            }
            Err(error) => (Err(problem_of(error)), true),
        };
        let decoding = &reader.get_ref().decoding;
        let is_damaged = decoding.undecodable > 0;
        sheet.push(Row { number, cells, encoding: decoding.encoding(), is_damaged }, emit)?;
        if is_last {
            break;
        }
    }
    let is_open = sheet.is_open();
    let has_rows = sheet.finish(emit)?;
    if is_open && !has_rows { emit(Part { name: String::new(), found: Err(Problem::Blank) }) } else { Ok(()) }
}

fn cells_of(record: &ByteRecord) -> Vec<String> {
    record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
}

fn problem_of(error: ::csv::Error) -> Problem {
    match error.into_kind() {
        ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => Problem::LongRow,
        ErrorKind::Io(error) => Problem::of_reading(&error),
        other => Problem::Unreadable(format!("{other:?}")),
    }
}

/// A decoded stream that ends with an error where a row is too long: a quotation mark that is never closed would else
/// take in all the rest.
struct Bounded<'d, 's> {
    start: &'d [u8],
    decoding: &'d mut Decoding<'s>,
    left: usize,
    /// Whether there was an odd number of quotation marks so far.
    has_open_quotation: bool,
}

impl Read for Bounded<'_, '_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = if self.start.is_empty() { self.decoding.read(to)? } else { self.start.read(to)? };
        self.left = self.left.saturating_sub(read);
        self.has_open_quotation ^= memchr::memchr_iter(b'"', to.get(..read).unwrap_or_default()).count() % 2 == 1;
        Ok(read)
    }
}
