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
pub(super) mod package;
pub(super) mod pdf;
mod pdf_line;
mod pdf_lines;
pub(super) mod rtf;
mod rtf_words;
pub(super) mod xml;

use super::problem::Problem;
use std::cell::Cell;
use std::sync::Once;

/// A date as the format has it, which is ISO 8601; a time without its zone means nothing and is left out.
fn dated(date: &str) -> &str {
    let date = date.trim();
    let Some((day, time)) = date.split_once('T') else { return date };
    if time.ends_with('Z') || time.contains(['+', '-']) { date } else { day }
}

/// How much stack a parser may use, in bytes: documents may be nested deeper than their parsers foresaw.
const STACK: usize = 64 << 20;

/// Runs a parser that may give up on bytes that nobody foresaw, and makes a problem of that.
pub(super) fn guarded<T: Send>(what: &'static str, parse: impl FnOnce() -> Result<T, Problem> + Send) -> Result<T, Problem> {
    let gave_up = || Problem::Damaged { what, why: "its parser gave up".to_owned() };
    let quietly = || {
        be_quiet();
        parse()
    };
    std::thread::scope(|scope| {
        let running = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, quietly);
        running.map_or_else(|_| Err(gave_up()), |running| running.join().unwrap_or_else(|_| Err(gave_up())))
    })
}

thread_local! {
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Lets a panic of this thread be told by its problem alone.
fn be_quiet() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !IS_QUIET.get() {
                loud(panic)
            }
        }));
    });
    IS_QUIET.set(true);
}
