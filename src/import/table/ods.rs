//! OpenDocument spreadsheets (ODS): each sheet a table, a row an article. Of a formula, its last result counts.
//!
//! The document is walked here, as the parsers there are write out every repeated row and cell, of which a few bytes can ask
//! for millions. A row that repeats the one before it is the same article and is taken once.

use super::sheet::{Row, Sheet};
use crate::import::Problem;
use crate::import::documents::package::Package;
use crate::import::documents::xml::{Element, Step};
use crate::import::reader::{Emit, Input, Part, Table};
use crate::model::progress::Cancelled;

const WHAT: &str = "an OpenDocument spreadsheet";

/// Cells further to the right are none of a table of articles.
const COLUMNS: usize = 1_024;

/// So many blanks in a row are no words.
const BLANKS: usize = 1_000;

/// Reads a spreadsheet.
pub(in crate::import) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let whole = |problem| Part { name: String::new(), found: Err(problem) };
    let mut package = match open(input) {
        Ok(package) => package,
        Err(problem) => return emit(whole(problem)),
    };
    let mut sheets = 0;
    let counted = package.walk("content.xml", &mut |step| {
        sheets += usize::from(matches!(step, Step::Opens(element) if element.name() == "table"));
    });
    let mut tables = Tables::new(input.table(""), sheets > 1);
    let mut stopped = Ok(());
    let walked = counted.and_then(|()| {
        package.walk("content.xml", &mut |step| {
            if stopped.is_ok() {
                stopped = tables.step(step, emit);
            }
        })
    });
    stopped?;
    let has_rows = tables.finish(emit)?;
    match walked {
        Err(problem) => emit(whole(problem)),
        Ok(()) if !has_rows => emit(whole(Problem::Blank)),
        Ok(()) => Ok(()),
    }
}

fn open(input: &mut Input<'_>) -> Result<Package, Problem> {
    let mut package = Package::open(input, WHAT)?;
    let mut is_locked = false;
    package.walk("META-INF/manifest.xml", &mut |step| {
        is_locked |= matches!(step, Step::Opens(element) if element.name() == "encryption-data");
    })?;
    match package.bytes("content.xml")? {
        _ if is_locked => Err(Problem::Encrypted(WHAT)),
        None => Err(package.missing("content.xml")),
        Some(_) => Ok(package),
    }
}

/// The sheets of a document as it is walked.
struct Tables {
    whole: Table,
    /// Whether a row is named with its sheet.
    are_many: bool,
    sheet: Option<Sheet>,
    /// How many tables are open; those in a cell of another are no sheets.
    depth: usize,
    has_rows: bool,
    /// How many rows there were before this one.
    number: u64,
    row_repeats: u64,
    row: Vec<String>,
    /// How many cells without anything stand behind those of the row.
    empty: usize,
    cell: Option<Cell>,
    /// How many elements of which nothing is read are open.
    skipped: usize,
}

/// A cell that is being read.
struct Cell {
    repeats: usize,
    /// What it holds, where that is no text.
    value: Option<String>,
    text: String,
    paragraphs: usize,
}

impl Tables {
    fn new(whole: Table, are_many: bool) -> Self {
        let (sheet, cell) = (None, None);
        let (depth, number, row_repeats, empty, skipped) = (0, 0, 1, 0, 0);
        Self { whole, are_many, sheet, depth, has_rows: false, number, row_repeats, row: Vec::new(), empty, cell, skipped }
    }

    fn step(&mut self, step: Step<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
        match step {
            Step::Opens(element) if is_skipped(element.name()) => self.skipped += 1,
            Step::Closes(name) if is_skipped(name) => self.skipped = self.skipped.saturating_sub(1),
            _ if self.skipped > 0 => {}
            Step::Opens(element) if element.name() == "table" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.end_sheet(emit)?;
                    self.begin_sheet(&element);
                }
            }
            Step::Closes("table") => self.depth = self.depth.saturating_sub(1),
            _ if self.depth > 1 => {}
            Step::Opens(element) => self.open(&element),
            Step::Words(words) => {
                let cell = self.cell.as_mut().filter(|cell| cell.paragraphs > 0);
                cell.into_iter().for_each(|cell| cell.text.push_str(words));
            }
            Step::Closes("table-cell" | "covered-table-cell") => self.end_cell(),
            Step::Closes("table-row") => return self.end_row(emit),
            Step::Closes(_) => {}
        }
        Ok(())
    }

    fn begin_sheet(&mut self, table: &Element<'_>) {
        let place = if self.are_many { format!("sheet {}", table.attribute("name")) } else { String::new() };
        self.sheet = Some(Sheet::of_workbook(&place, self.whole.within(&place)));
        self.number = 0;
    }

    fn open(&mut self, element: &Element<'_>) {
        match element.name() {
            "table-row" => {
                self.row_repeats = element.attribute("number-rows-repeated").parse().unwrap_or(1).max(1);
                self.row.clear();
                self.empty = 0;
            }
            "table-cell" | "covered-table-cell" => {
                let repeats = element.attribute("number-columns-repeated").parse().unwrap_or(1).max(1);
                self.cell = Some(Cell { repeats, value: value(element), text: String::new(), paragraphs: 0 });
            }
            name => self.cell.iter_mut().for_each(|cell| cell.open(name, element)),
        }
    }

    fn end_cell(&mut self) {
        let Some(Cell { repeats, value, text, .. }) = self.cell.take() else { return };
        let words = value.unwrap_or(text);
        if words.trim().is_empty() {
            self.empty = self.empty.saturating_add(repeats);
            return;
        }
        let from = self.row.len().saturating_add(self.empty);
        self.empty = 0;
        if from < COLUMNS {
            self.row.resize(from, String::new());
            let repeats = repeats.min(COLUMNS - from);
            self.row.extend(std::iter::repeat_n(words, repeats));
        }
    }

    fn end_row(&mut self, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
        let number = self.number + 1;
        self.number = self.number.saturating_add(self.row_repeats);
        let cells = std::mem::take(&mut self.row);
        match self.sheet.as_mut().filter(|sheet| !cells.is_empty() && sheet.is_open()) {
            Some(sheet) => sheet.push(Row { number, cells: Ok(cells), encoding: "UTF-8", is_damaged: false }, emit),
            None => Ok(()),
        }
    }

    fn end_sheet(&mut self, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
        if let Some(sheet) = self.sheet.take() {
            self.has_rows |= sheet.finish(emit)?;
        }
        Ok(())
    }

    /// Whether there was anything in any of the sheets.
    fn finish(mut self, emit: &mut Emit<'_>) -> Result<bool, Cancelled> {
        self.end_sheet(emit)?;
        Ok(self.has_rows)
    }
}

impl Cell {
    fn open(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "p" | "h" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
            }
            "s" => {
                let many = element.attribute("c").parse().unwrap_or(1);
                self.text.extend(std::iter::repeat_n(' ', many.min(BLANKS)));
            }
            "tab" => self.text.push('\t'),
            "line-break" => self.text.push('\n'),
            _ => {}
        }
    }
}

/// Remarks and pictures are no part of a cell, nor are changes that were made before.
fn is_skipped(name: &str) -> bool {
    matches!(name, "annotation" | "tracked-changes" | "shapes" | "frame" | "custom-shape")
}

/// What a cell holds that is no text, as it is kept and not as it is shown; a date with its time unless that is midnight.
fn value(cell: &Element<'_>) -> Option<String> {
    let value = match cell.attribute("value-type").as_str() {
        "date" => cell.attribute("date-value").trim_end_matches("T00:00:00").to_owned(),
        "float" | "currency" | "percentage" => cell.attribute("value"),
        "boolean" => cell.attribute("boolean-value"),
        _ => return None,
    };
    Some(value).filter(|value| !value.is_empty())
}
