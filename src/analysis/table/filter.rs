//! Filters of columns, as they are typed under the headings.

use super::walk::Walk;
use super::{Cell, Column, Row, Table};
use crate::model::{Annotator, Project};

/// What the values of one column must be.
#[derive(Clone, PartialEq, Debug)]
pub struct Filter {
    /// Of which column.
    pub column: Column,
    /// What fits.
    pub wanted: Wanted,
}

/// What a value must be to fit.
#[derive(Clone, PartialEq, Debug)]
pub enum Wanted {
    /// It holds one of these, in small letters.
    Any(Vec<String>),
    /// There is none.
    Empty,
    /// There is one.
    Something,
    /// It is a number above this.
    Above(f64),
    /// It is a number below this.
    Below(f64),
    /// It is just this, in small letters; of a date, as much of it as is said.
    Exactly(String),
    /// It is a later day than this, as `2025-07-03` or a part of it.
    After(String),
    /// It is an earlier day than this.
    Before(String),
}

impl Wanted {
    /// Reads what was typed: words, or several with `|` between them; `-` for nothing and `*` for anything; `> 5`, `< 5`,
    /// `> 2025-07-03`, and `= words` for just these words. Empty words want nothing in particular.
    pub fn read(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let number = |rest: &str| rest.trim().replace(',', "").parse::<f64>().ok();
        let above = typed.strip_prefix('>').and_then(number).map(Self::Above);
        let below = || typed.strip_prefix('<').and_then(number).map(Self::Below);
        let exactly = || typed.strip_prefix('=').map(|rest| Self::Exactly(rest.trim().to_lowercase()));
        let is_day = |rest: &str| rest.len() >= 4 && rest.chars().all(|c| c.is_ascii_digit() || c == '-');
        let day = |rest: &str| Some(rest.trim()).filter(|rest| rest.contains('-') && is_day(rest)).map(str::to_owned);
        let after = typed.strip_prefix('>').and_then(day).map(Self::After);
        let dated = || after.or_else(|| typed.strip_prefix('<').and_then(day).map(Self::Before));
        match typed {
            "" => None,
            "-" => Some(Self::Empty),
            "*" => Some(Self::Something),
            _ => dated().or(above).or_else(below).or_else(exactly).or_else(|| {
                let any: Vec<String> =
                    typed.split('|').map(|one| one.trim().to_lowercase()).filter(|one| !one.is_empty()).collect();
                (!any.is_empty()).then_some(Self::Any(any))
            }),
        }
    }

    /// Whether a value is as wanted.
    pub fn fits(&self, value: &Cell<'_>) -> bool {
        match (self, value) {
            (Self::Empty, value) => value.is_empty(),
            (Self::Something, value) => !value.is_empty(),
            (Self::Above(bound), Cell::Number(number, _)) => number > bound,
            (Self::Below(bound), Cell::Number(number, _)) => number < bound,
            (Self::Above(_) | Self::Below(_), _) => false,
            (Self::After(wanted), Cell::Words(words)) => words.get(..wanted.len()).is_some_and(|begins| begins > wanted.as_str()),
            (Self::Before(wanted), Cell::Words(words)) => {
                !words.is_empty() && words.get(..wanted.len()).unwrap_or(words) < wanted.as_str()
            }
            (Self::After(wanted), Cell::Time(at)) => {
                day(at.0).is_some_and(|day| day.get(..wanted.len()).unwrap_or_default() > wanted.as_str())
            }
            (Self::Before(wanted), Cell::Time(at)) => day(at.0).is_some_and(|day| day.as_str() < wanted.as_str()),
            (Self::After(_) | Self::Before(_), Cell::Number(..)) => false,
            (Self::Any(any), Cell::Words(words) | Cell::Number(_, words)) => any.iter().any(|one| holds(words, one)),
            (Self::Exactly(one), Cell::Words(words) | Cell::Number(_, words)) => words.to_lowercase() == *one,
            (Self::Any(any), Cell::Time(at)) => any.iter().any(|one| day(at.0).is_some_and(|day| day.contains(one))),
            (Self::Exactly(one), Cell::Time(at)) => day(at.0).is_some_and(|day| day == *one),
        }
    }
}

/// Whether words hold others, which are in small letters, without regard to capitals.
fn holds(words: &str, other: &str) -> bool {
    if !other.is_ascii() {
        return words.to_lowercase().contains(other);
    }
    let (words, other) = (words.as_bytes(), other.as_bytes());
    let Some(first) = other.first() else { return true };
    let is_here = |at: usize| words.get(at..at + other.len()).is_some_and(|here| here.eq_ignore_ascii_case(other));
    memchr::memchr2_iter(*first, first.to_ascii_uppercase(), words).any(is_here)
}

/// The day and minute of a time in UTC, as `2025-07-03 10:42`.
fn day(milliseconds: i64) -> Option<String> {
    let at = jiff::Timestamp::from_millisecond(milliseconds).ok()?;
    Some(at.strftime("%Y-%m-%d %H:%M").to_string())
}

/// Filters made ready for very many rows: of columns with few values each value is judged once.
pub(super) struct Chosen<'a> {
    few: Vec<(&'a Column, Vec<bool>)>,
    slow: Vec<&'a Filter>,
}

impl<'a> Chosen<'a> {
    pub fn of(table: &Table, project: &Project, by: &Annotator, filters: &'a [Filter]) -> Self {
        let (mut few, mut slow) = (Vec::new(), Vec::new());
        for filter in filters {
            match filter.column.few(table, project, by) {
                Some(values) => few.push((&filter.column, values.iter().map(|value| filter.wanted.fits(value)).collect())),
                None => slow.push(filter),
            }
        }
        Self { few, slow }
    }

    pub fn fits<'t>(&self, row: &Row, walk: &mut Walk<'t>, project: &'t Project, by: &Annotator) -> bool {
        let of_few = |(column, fits): &(&Column, Vec<bool>)| fits.get(column.place(row)).copied().unwrap_or_default();
        if !self.few.iter().all(of_few) {
            return false;
        }
        if self.slow.is_empty() {
            return true;
        }
        let Some(seen) = walk.seen(row) else { return false };
        self.slow.iter().all(|filter| filter.wanted.fits(&filter.column.value(project, by, &seen)))
    }
}
