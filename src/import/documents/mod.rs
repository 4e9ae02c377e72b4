//! Office documents and books: their words in reading order, and what their properties say of them.
//!
//! Paragraphs and headings stand apart by a blank line, list items and rows of tables by a line end, cells by a tab. Notes,
//! headers and footers follow the body once each. What a program draws but the document does not hold, such as the numbers of
//! lists and pages, is not in the text, nor is what is hidden or deleted.

mod blocks;
pub(super) mod docx;
pub(super) mod epub;
pub(super) mod markdown;
pub(super) mod odt;
mod package;
pub(super) mod pdf;
mod pdf_line;
mod pdf_lines;
pub(super) mod rtf;
mod rtf_words;
pub(super) mod xml;

use super::problem::Problem;

/// A date as the format has it, which is ISO 8601; a time without its zone means nothing and is left out.
fn dated(date: &str) -> &str {
    let date = date.trim();
    let Some((day, time)) = date.split_once('T') else { return date };
    if time.ends_with('Z') || time.contains(['+', '-']) { date } else { day }
}

/// Runs a parser that may give up on bytes that nobody foresaw, and makes a problem of that.
fn guarded<T>(what: &'static str, parse: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    let unforeseen = || Problem::Damaged { what, why: "its parser gave up".to_owned() };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(parse)).unwrap_or_else(|_| Err(unforeseen()))
}
