//! The rows of one table, as they come: the first show which columns there are, and each of the others is an article.

use super::guess::Sample;
use super::rows::{Plan, choose, in_order, note_encoding};
use super::{CHUNK, CHUNK_ROWS, header};
use crate::import::reader::{Emit, Part, Table};
use crate::import::{Note, Problem};
use crate::model::progress::Cancelled;
use std::borrow::Cow;

/// A row of a table.
pub(super) struct Row {
    /// Counted from 1, the names of the columns included.
    pub number: u64,
    pub cells: Result<Vec<String>, Problem>,
    /// WHATWG name of the encoding.
    pub encoding: &'static str,
    /// Whether bytes near it could not be decoded.
    pub is_damaged: bool,
}

/// A table that is being read.
pub(super) struct Sheet {
    /// Stands before the number of a row: “sheet Harbour, ”.
    place: String,
    /// Whether a row ends with its last cell that is not empty.
    is_ragged: bool,
    table: Table,
    waiting: Vec<Row>,
    bytes: usize,
    plan: Option<Fitted>,
}

/// What the first rows showed.
enum Fitted {
    To {
        plan: Plan<usize>,
        columns: usize,
    },
    /// Which columns there are could not be found out; nothing more is to be read.
    Not,
}

impl Sheet {
    /// A table of text, in which every row has as many cells.
    pub fn new(table: Table) -> Self {
        Self { place: String::new(), is_ragged: false, table, waiting: Vec::new(), bytes: 0, plan: None }
    }

    /// A table of a workbook, in which a row ends with its last cell that is not empty.
    pub fn of_workbook(place: &str, table: Table) -> Self {
        let place = if place.is_empty() { String::new() } else { format!("{place}, ") };
        Self { place, is_ragged: true, ..Self::new(table) }
    }

    /// Whether more rows are of any use.
    pub fn is_open(&self) -> bool {
        !matches!(self.plan, Some(Fitted::Not))
    }

    /// Takes a row; works on those it has when they are many.
    pub fn push(&mut self, row: Row, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
        self.bytes += row.cells.iter().flatten().map(|cell| cell.len() + size_of::<String>()).sum::<usize>();
        self.waiting.push(row);
        if self.bytes >= CHUNK || self.waiting.len() >= CHUNK_ROWS { self.flush(emit) } else { Ok(()) }
    }

    /// Says something of the whole table.
    pub fn note(&self, note: Note) {
        self.table.note(note);
    }

    /// Works on the rows that still wait. Whether there was any row with something in it.
    pub fn finish(mut self, emit: &mut Emit<'_>) -> Result<bool, Cancelled> {
        self.flush(emit)?;
        Ok(self.plan.is_some())
    }

    fn flush(&mut self, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
        self.bytes = 0;
        let mut rows = std::mem::take(&mut self.waiting);
        rows.retain(|row| row.cells.as_ref().map_or(true, |cells| cells.iter().any(|cell| !cell.trim().is_empty())));
        if rows.is_empty() {
            return Ok(());
        }
        if self.plan.is_none() {
            match fit(&mut rows, &self.table) {
                Ok(fitted) => self.plan = Some(fitted),
                Err(problem) => {
                    self.plan = Some(Fitted::Not);
                    let name = self.place.trim_end_matches([',', ' ']).to_owned();
                    return emit(Part { name, found: Err(problem) });
                }
            }
        }
        let Some(Fitted::To { plan, columns }) = &self.plan else { return Ok(()) };
        let (place, at_least) = (&self.place, if self.is_ragged { *columns } else { 0 });
        in_order(rows, |row| part(plan, *columns, at_least, place, row), &self.table, emit)
    }
}

/// Finds out which columns there are; takes the names of the columns, and what stands above them, from the rows.
fn fit(rows: &mut Vec<Row>, table: &Table) -> Result<Fitted, Problem> {
    let sound: Vec<(u64, Vec<String>)> =
        rows.iter().take(SAMPLED_ROWS).filter_map(|row| Some((row.number, row.cells.as_ref().ok()?.clone()))).collect();
    let (numbers, mut sound): (Vec<u64>, Vec<Vec<String>>) = sound.into_iter().unzip();
    let header = header::find(&sound, &table.chosen);
    let names = header.and_then(|at| sound.get(at)).cloned().unwrap_or_default();
    let columns = if header.is_some() { names.len() } else { usual_length(&sound) };
    let names = header::names_of(&names, columns);
    if let Some(number) = header.and_then(|at| numbers.get(at)) {
        rows.retain(|row| row.number > *number);
    }
    sound.drain(..header.map_or(0, |at| at + 1));
    for row in &mut sound {
        row.resize(columns, String::new());
    }
    let sample = Sample { names, rows: sound };
    let mapping = choose(&sample, table, |_| false)?;
    let plan = Plan::new(&mapping, "column", |_, name| sample.names.iter().position(|known| known == name));
    let cell =
        |row: &'_ Row, at: &usize| row.cells.as_ref().ok().and_then(|cells| cells.get(*at)).map_or("", String::as_str).to_owned();
    let plan = plan.ordered(rows, |row, at| Cow::Owned(cell(row, at)));
    Ok(Fitted::To { plan, columns })
}

/// How many rows are looked at to find out what stands where.
const SAMPLED_ROWS: usize = 200;

/// The length most rows have.
fn usual_length(rows: &[Vec<String>]) -> usize {
    let count = |length: usize| rows.iter().filter(|row| row.len() == length).count();
    rows.iter().map(Vec::len).max_by_key(|length| (count(*length), *length)).unwrap_or_default()
}

fn part(plan: &Plan<usize>, columns: usize, at_least: usize, place: &str, row: Row) -> Part {
    let name = format!("{place}row {}", row.number);
    let cells = match row.cells {
        Ok(cells) => cells,
        Err(problem) => return Part { name, found: Err(problem) },
    };
    let is_filled = |cell: &String| !cell.trim().is_empty();
    let has = cells.len().max(at_least).min(columns).max(cells.iter().rposition(is_filled).map_or(0, |last| last + 1));
    if has != columns {
        return Part { name, found: Err(Problem::Uneven { has, of: columns }) };
    }
    let mut part = plan.part(name, |at| cells.get(*at).map_or(Cow::Borrowed(""), |cell| Cow::Borrowed(cell)));
    if let Ok(found) = &mut part.found {
        note_encoding(found, row.encoding, row.is_damaged);
    }
    part
}
