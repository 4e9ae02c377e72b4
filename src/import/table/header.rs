//! Which row of a table says what its columns are called, and what to call them where none does.

use super::guess::{is_address, is_iso_date};
use super::names;
use crate::import::columns::Mapping;
use std::collections::HashSet;

/// How many rows may stand above the names: titles, dates of export.
const ABOVE: usize = 10;

/// Names are no longer, in characters.
const LONGEST_NAME: usize = 60;

/// Finds the row of names among the first rows of a table.
pub(super) fn find(rows: &[Vec<String>], chosen: &Mapping) -> Option<usize> {
    let first = || rows.iter().take(ABOVE).enumerate();
    let is_chosen = |cell: &str| !cell.is_empty() && chosen.values().any(|name| name.trim().eq_ignore_ascii_case(cell));
    let has_chosen = |row: &[String]| row.iter().any(|cell| is_chosen(cell.trim()));
    let by_choice = first().find(|(_, row)| has_chosen(row)).map(|(at, _)| at);
    let by_names = || first().find(|(_, row)| is_of_names(row)).map(|(at, _)| at);
    by_choice.or_else(by_names).or_else(|| rows.first().filter(|row| could_be_names(row, rows)).map(|_| 0))
}

/// Whether cells are known names of columns: two of them, or one where there are no more than two cells.
fn is_of_names(row: &[String]) -> bool {
    let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let is_name = |cell: &&String| cell.chars().nth(LONGEST_NAME).is_none() && names::field(cell).is_some();
    let known = row.iter().filter(is_name).count();
    known >= 2 || (known == 1 && filled <= 2)
}

/// Whether the first row looks like names though none is known: short words, each once, over cells that are longer or no
/// words.
fn could_be_names(row: &[String], rows: &[Vec<String>]) -> bool {
    let looks_like_one = |cell: &str| {
        let is_short = !cell.is_empty() && cell.chars().nth(LONGEST_NAME).is_none();
        is_short && cell.parse::<f64>().is_err() && !is_address(cell) && !is_iso_date(cell) && !cell.contains('\n')
    };
    let mut seen = HashSet::new();
    let all = row.iter().all(|cell| looks_like_one(cell.trim()) && seen.insert(cell.trim()));
    let is_other = |cell: &String| !cell.trim().is_empty() && !looks_like_one(cell.trim());
    all && row.len() > 1 && rows.iter().skip(1).any(|row| row.iter().any(is_other))
}

/// What the columns are called: by the row of names, made different where two are alike; “column 3” where there is none.
pub(super) fn names_of(row: &[String], columns: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(columns);
    let mut taken = HashSet::new();
    for at in 0..columns {
        let written = row.get(at).map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default();
        let plain = if written.is_empty() { format!("column {}", at + 1) } else { written };
        let numbered = (2..).map(|number| format!("{plain} ({number})"));
        let free = std::iter::once(plain.clone()).chain(numbered).find(|name| !taken.contains(name));
        let name = free.unwrap_or(plain);
        taken.insert(name.clone());
        names.push(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &[&[&str]]) -> Option<usize> {
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        find(&rows, &Mapping::new())
    }

    const LONG: &str = "The cranes have stood still since Monday, and nobody at the port could say when they would move.";

    #[test]
    fn the_row_of_names_is_found_below_titles() {
        assert_eq!(found(&[&["Export of 3 July", "", ""], &[], &["Date", "Title", "Body"], &["x", "y", LONG]]), Some(2));
        assert_eq!(found(&[&["Schlagwort", "Wortlaut"], &["Hafen", LONG]]), Some(0));
        assert_eq!(found(&[&["text"], &[LONG]]), Some(0));
    }

    #[test]
    fn rows_of_articles_are_no_names() {
        assert_eq!(found(&[&["2025-07-03", LONG], &["2025-07-04", LONG]]), None);
        assert_eq!(found(&[&["17", "Hafen"], &["18", "Kran"]]), None);
        assert_eq!(found(&[]), None);
    }

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let row = ["Text", "", "Text", "Pub\n date", "column 2"].map(str::to_owned);
        assert_eq!(names_of(&row, 6), ["Text", "column 2", "Text (2)", "Pub date", "column 2 (2)", "column 6"]);
    }
}
