//! Figures as tables: rows and columns with names, and in each cell how many and in which articles.

use super::dates::Period;
use std::collections::BTreeMap;

/// How many there are, and the places of the articles they are in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cell {
    /// How many.
    pub count: u64,
    /// Places in [`super::Figures::ids`], ascending, each once.
    pub articles: Vec<u32>,
}

impl Cell {
    /// Adds so many of an article that stands at or behind those added before.
    pub(super) fn add(&mut self, place: u32, count: u64) {
        self.count += count;
        if self.articles.last() != Some(&place) {
            self.articles.push(place);
        }
    }

    /// Adds another cell, whose articles may stand anywhere.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        let in_order = self.articles.last().zip(other.articles.first()).is_none_or(|(last, first)| last < first);
        self.articles.extend_from_slice(&other.articles);
        if !in_order {
            self.articles.sort_unstable();
            self.articles.dedup();
        }
    }
}

/// A row of a table.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// What it is, in words.
    pub name: String,
    /// What it is as a number, by which rows are ordered that stand for days or measures.
    pub key: i32,
    /// One for each column.
    pub cells: Vec<Cell>,
}

impl Row {
    /// How many there are in all columns.
    pub fn total(&self) -> u64 {
        self.cells.iter().map(|cell| cell.count).sum()
    }

    /// All columns as one.
    pub fn whole(&self) -> Cell {
        let mut whole = Cell::default();
        self.cells.iter().for_each(|cell| whole.merge(cell));
        whole
    }
}

/// A figure: rows and columns.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// What the columns are, in words.
    pub columns: Vec<String>,
    /// The rows, in the order in which they are shown.
    pub rows: Vec<Row>,
}

/// Cells by the row's number and the column's.
pub(super) type Cells = BTreeMap<(i32, u16), Cell>;

/// Adds cells that come behind those gathered before.
pub(super) fn append(cells: &mut Cells, more: Cells) {
    for (key, cell) in more {
        match cells.get_mut(&key) {
            Some(known) => known.merge(&cell),
            None => drop(cells.insert(key, cell)),
        }
    }
}

impl Table {
    /// A table of the cells, with a row for each number that occurs.
    pub(super) fn of(columns: Vec<String>, cells: Cells, name: impl Fn(i32) -> String) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for ((key, column), cell) in cells {
            if rows.last().is_none_or(|row| row.key != key) {
                rows.push(Row { name: name(key), key, cells: vec![Cell::default(); columns.len()] });
            }
            let slot = rows.last_mut().and_then(|row| row.cells.get_mut(usize::from(column)));
            slot.into_iter().for_each(|slot| slot.merge(&cell));
        }
        Self { columns, rows }
    }

    /// A table with a row for each of the names, whether it occurs or not.
    pub(super) fn with_rows(columns: Vec<String>, mut cells: Cells, names: impl Iterator<Item = String>) -> Self {
        let row = |(key, name): (i32, String)| {
            let cell = |column: usize| cells.remove(&(key, u16::try_from(column).unwrap_or(u16::MAX))).unwrap_or_default();
            Row { name, key, cells: (0..columns.len()).map(cell).collect() }
        };
        let rows = (0..).zip(names).map(row).collect();
        Self { columns, rows }
    }

    /// How many there are in all.
    pub fn total(&self) -> u64 {
        self.rows.iter().map(Row::total).sum()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.total() == 0)
    }

    /// A table of days with the days of a week or month together.
    pub fn by(&self, period: Period) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for day in &self.rows {
            let key = period.start(day.key);
            match rows.last_mut().filter(|row| row.key == key) {
                Some(row) => row.cells.iter_mut().zip(&day.cells).for_each(|(cell, more)| cell.merge(more)),
                None => rows.push(Row { name: period.words(key), key, cells: day.cells.clone() }),
            }
        }
        Self { columns: self.columns.clone(), rows }
    }

    /// The same with the row first that has most; those alike keep their order.
    pub(super) fn sorted(mut self) -> Self {
        self.rows.sort_by_key(|row| std::cmp::Reverse(row.total()));
        self
    }

    /// The rows that have most, most first, and the rest as one row under a name.
    pub fn most(&self, count: usize, rest: impl Fn(usize) -> String) -> Self {
        let mut rows = self.clone().sorted().rows;
        if rows.len() > count + 1 {
            let others = rows.split_off(count);
            let mut row = Row { name: rest(others.len()), key: i32::MAX, cells: vec![Cell::default(); self.columns.len()] };
            for other in &others {
                row.cells.iter_mut().zip(&other.cells).for_each(|(cell, more)| cell.merge(more));
            }
            rows.push(row);
        }
        Self { columns: self.columns.clone(), rows }
    }
}
