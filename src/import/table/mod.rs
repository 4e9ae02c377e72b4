//! Tables and JSON: sources that hold many articles, a row or an object each, and say in columns what is known of them.

mod csv;
mod decoding;
mod guess;
mod header;
mod items;
mod json;
mod lines;
mod names;
mod objects;
mod ods;
mod rows;
mod sheet;
mod sniff;
mod xlsx;

pub(super) use csv::{read as read_csv, read_tabbed};
pub(super) use json::read as read_json;
pub(super) use lines::read as read_jsonl;
pub(super) use ods::read as read_ods;
pub(super) use sniff::{is_csv, is_json, is_jsonl, is_tabbed, may_be_json, may_be_table};
pub(super) use xlsx::read as read_xlsx;

/// Rows, lines and objects of more bytes are refused, so that one that never ends does not fill the memory.
pub(super) const LARGEST_RECORD: usize = 64 << 20;

/// About how many bytes of a source are worked on at once.
const CHUNK: usize = 4 << 20;

/// How many rows are worked on at once.
const CHUNK_ROWS: usize = 1_000;
