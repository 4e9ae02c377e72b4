//! Excel workbooks: each sheet a table, a row an article. Dates become ISO 8601; of a formula, its last result counts.

use super::sheet::{Row, Sheet};
use crate::import::Problem;
use crate::import::allowance::Allowance;
use crate::import::reader::{Emit, Input, Part};
use crate::model::progress::Cancelled;
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};
use std::io::{Cursor, Read};

/// Cells further to the right are none of a table of articles.
const COLUMNS: u32 = 1_024;

/// Reads a workbook.
pub(in crate::import) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let opened = input.bytes().and_then(|bytes| open(bytes, input.depth, &input.allowance));
    let mut book = match opened {
        Ok(book) => book,
        Err(problem) => return emit(Part { name: String::new(), found: Err(problem) }),
    };
    let names = book.sheet_names();
    let mut has_rows = false;
    for name in &names {
        let place = if names.len() > 1 { format!("sheet {name}") } else { String::new() };
        has_rows |= read_sheet(&mut book, name, Sheet::of_workbook(&place, input.table(&place)), emit)?;
    }
    if has_rows { Ok(()) } else { emit(Part { name: String::new(), found: Err(Problem::Blank) }) }
}

type Book = Xlsx<Cursor<Vec<u8>>>;

fn open(bytes: Vec<u8>, depth: usize, allowance: &Allowance) -> Result<Book, Problem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).map_err(damaged)?;
    if depth == 0 {
        allowance.pack(bytes.len() as u64);
    }
    for at in 0..archive.len() {
        // The size an entry tells of itself may be wrong, so it is unpacked to see.
        let mut entry = archive.by_index(at).map_err(damaged)?;
        let mut block = [0; 1 << 14];
        loop {
            match entry.read(&mut block).map_err(damaged)? {
                0 => break,
                read => allowance.unpack(read as u64).map_err(|error| Problem::of_reading(&error))?,
            }
        }
    }
    Xlsx::new(Cursor::new(bytes)).map_err(damaged)
}

fn damaged(error: impl ToString) -> Problem {
    Problem::Damaged { what: "an Excel workbook", why: error.to_string() }
}

/// Reads a sheet. Whether there was anything in it.
fn read_sheet(book: &mut Book, name: &str, mut sheet: Sheet, emit: &mut Emit<'_>) -> Result<bool, Cancelled> {
    let broken = |error: XlsxError| Part { name: format!("sheet {name}"), found: Err(damaged(error)) };
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A chart or a macro has no cells.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(false),
        Err(error) => return emit(broken(error)).map(|()| true),
    };
    let mut row: Vec<String> = Vec::new();
    let mut number = 0_u32;
    while sheet.is_open() {
        let cell = match cells.next_cell() {
            Ok(cell) => cell,
            Err(error) => {
                push(&mut sheet, number, &mut row, emit)?;
                emit(broken(error))?;
                break;
            }
        };
        let place = cell.as_ref().map(calamine::Cell::get_position);
        if place.is_none_or(|(at, _)| at != number) {
            push(&mut sheet, number, &mut row, emit)?;
        }
        let (Some(cell), Some((at, column))) = (&cell, place) else { break };
        number = at;
        if column < COLUMNS {
            put(&mut row, column as usize, written(cell.get_value()));
        }
    }
    sheet.finish(emit)
}

fn push(sheet: &mut Sheet, at: u32, row: &mut Vec<String>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    if row.is_empty() {
        return Ok(());
    }
    let cells = Ok(std::mem::take(row));
    sheet.push(Row { number: u64::from(at) + 1, cells, encoding: "UTF-8", is_damaged: false }, emit)
}

fn put(row: &mut Vec<String>, column: usize, value: String) {
    if row.len() <= column {
        row.resize(column + 1, String::new());
    }
    if let Some(cell) = row.get_mut(column) {
        *cell = value;
    }
}

fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(moment) => date(moment),
        // What went wrong in a formula is no word of an article.
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// A date, with its time unless that is midnight; a time of day has no date, and a span of time stays a number.
fn date(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() {
        return moment.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    match (hour, minute, second) {
        _ if moment.as_f64() < 1.0 => format!("{hour:02}:{minute:02}:{second:02}"),
        (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn a_time_of_day_gets_no_date() {
        let at = |value| date(&ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false));
        assert_eq!(
            (at(0.5), at(45_841.25), at(45_841.0)),
            ("12:00:00".into(), "2025-07-03T06:00:00".into(), "2025-07-03".into())
        );
    }
}
