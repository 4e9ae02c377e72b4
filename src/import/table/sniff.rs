//! Whether the beginning of a text is that of a table or of JSON.

use super::{header, names};
use crate::import::columns::Mapping;
use std::cmp::Reverse;

/// What may separate cells, the likeliest first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many rows are looked at.
const ROWS: usize = 50;

/// What separates the cells of a table: that by which most rows have as many cells as the first, and more than one.
pub(super) fn delimiter(start: &str) -> Option<u8> {
    let mut lines = start.split_inclusive('\n');
    if let Some(said) = lines.next().and_then(|line| line.trim_end().strip_prefix("sep="))
        && let [separator] = said.as_bytes()
    {
        return Some(*separator);
    }
    let scored = SEPARATORS.iter().filter_map(|separator| Some((evenness(&rows(start, *separator))?, *separator)));
    scored.min_by_key(|(evenness, _)| Reverse(*evenness)).map(|(_, separator)| separator)
}

/// The first rows; the last of them may be cut off and is left out unless it is the only one.
fn rows(start: &str, separator: u8) -> Vec<Vec<String>> {
    let reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(start.as_bytes());
    let cells = |record: csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let mut rows: Vec<Vec<String>> = reader.into_records().flatten().take(ROWS + 1).map(cells).collect();
    if rows.len() > 2 {
        rows.pop();
    }
    rows
}

/// How many in a thousand rows have as many cells as most, times the number of cells; `None` where that is one.
fn evenness(rows: &[Vec<String>]) -> Option<usize> {
    let count = |length: usize| rows.iter().filter(|row| row.len() == length).count();
    let usual = rows.iter().map(Vec::len).max_by_key(|length| count(*length))?;
    (usual > 1).then(|| count(usual) * 1_000 / rows.len() * 100 + usual.min(99))
}

/// Whether the first line of a text could be one of names, so that it is worth while to look at more of it.
pub(in crate::import) fn may_be_table(start: &str) -> bool {
    let line = start.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let cells = line.split([',', ';', '\t', '|']).map(|cell| cell.trim_matches(['"', ' ', '\u{FEFF}']));
    cells.filter(|cell| cell.len() <= 60 && names::field(cell).is_some()).nth(1).is_some()
}

/// Whether a text begins as JSON does.
pub(in crate::import) fn may_be_json(start: &str) -> bool {
    start.trim_start_matches(['\u{FEFF}', '\n', '\r', ' ', '\t']).starts_with(['{', '['])
}

/// Whether a text is a table with commas, semicolons or bars. Without a name that says so, its columns must be known ones.
pub(in crate::import) fn is_csv(start: &str, is_named: bool) -> bool {
    // A single column has no separators, and must have a known name.
    let is_column = || start.lines().next().is_some_and(|line| names::field(line).is_some());
    match delimiter(start) {
        None => is_named && is_column(),
        separator => is_table(start, is_named, separator.filter(|separator| *separator != b'\t')),
    }
}

/// The same with tabs.
pub(in crate::import) fn is_tabbed(start: &str, is_named: bool) -> bool {
    is_table(start, is_named, delimiter(start).filter(|separator| *separator == b'\t'))
}

fn is_table(start: &str, is_named: bool, separator: Option<u8>) -> bool {
    let Some(separator) = separator else { return false };
    let rows = rows(start, separator);
    let usual = rows.first().map_or(0, Vec::len);
    let even = rows.iter().filter(|row| row.len() == usual).count();
    let known = || rows.first().into_iter().flatten().filter(|cell| names::field(cell).is_some()).count();
    let has_names = || header::find(&rows, &Mapping::new()) == Some(0) && known() >= 2;
    is_named || (rows.len() >= 2 && even * 2 >= rows.len() && has_names())
}

/// Whether a text is lines of JSON: each that can be seen whole is an object.
pub(in crate::import) fn is_jsonl(start: &str, is_named: bool) -> bool {
    let start = start.trim_start_matches(['\u{FEFF}', '\n', '\r', ' ', '\t']);
    if !start.starts_with('{') {
        return false;
    }
    let is_object = |line: &str| serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok() && line.trim().starts_with('{');
    let mut lines = start.split_inclusive('\n').filter(|line| !line.trim().is_empty());
    match (lines.next(), lines.next()) {
        (Some(first), Some(second)) => is_object(first) && second.trim_start().starts_with('{') || is_named,
        (Some(first), None) => is_named || (first.ends_with('\n') && is_object(first)),
        _ => is_named,
    }
}

/// Whether a text is JSON: an object or a list.
pub(in crate::import) fn is_json(start: &str, is_named: bool) -> bool {
    let start = start.trim_start_matches(['\u{FEFF}', '\n', '\r', ' ', '\t']);
    let mut rest = start.chars().skip(1).filter(|c| !c.is_whitespace());
    match (start.chars().next(), rest.next()) {
        (Some('{'), Some('"')) => is_named || start.split_once('"').is_some_and(|(_, rest)| is_member(rest)),
        (Some('['), Some('{')) => true,
        (Some('['), Some('"' | ']')) | (Some('{'), Some('}')) => is_named,
        _ => false,
    }
}

/// Whether a name and a colon follow a quotation mark.
fn is_member(rest: &str) -> bool {
    rest.split_once('"').is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_told_by_even_rows() {
        assert_eq!(delimiter("title,text\nA,\"b, c; d\"\n"), Some(b','));
        assert_eq!(delimiter("Titel;Text\nA;1,5 Mio., sagte er, und 2,5\nB;c\n"), Some(b';'));
        assert_eq!(delimiter("title\ttext\nA, B\tc, d, e\n"), Some(b'\t'));
        assert_eq!(delimiter("title|text\nA|b, c\nD|e\n"), Some(b'|'));
        assert_eq!(delimiter("sep=;\ntext\n"), Some(b';'));
        assert_eq!(delimiter("text\nOne\nTwo\n"), None);
    }

    #[test]
    fn prose_is_no_table() {
        let prose = "The crane stood still, and nobody said why.\nThe port, too, was quiet.\n";
        assert!(!is_csv(prose, false) && !may_be_table(prose));
        assert!(is_csv("Title,Text\nCranes,They stood still.\n", false));
        assert!(is_csv("\"Text\"\n\"One\"\n", true) && !is_csv("Harbour\nOne\n", true));
        assert!(is_csv("a,b\n1,2\n", true) && !is_csv("a,b\n1,2\n", false));
        assert!(is_tabbed("Title\tText\nCranes\tThey stood still.\n", false));
    }

    #[test]
    fn json_is_told_from_lines_of_it() {
        assert!(is_jsonl("{\"text\": \"a\"}\n{\"text\": \"b\n", false));
        assert!(is_jsonl("{\"text\": \"a\"}\n", false));
        for text in ["{\n \"text\": \"a\"}\n", "[{\"text\": \"a\"}]", "{\"text\": \"a\"}"] {
            assert!(!is_jsonl(text, false) && is_json(text, false), "{text}");
        }
        for text in ["{Note} The crane stood still.", "[Update] The crane", "[\"a\"] said he", ""] {
            assert!(!is_jsonl(text, false) && !is_json(text, false), "{text}");
        }
    }
}
