//! Rich Text Format, by a parser that knows code pages, notes and tables.

use super::guarded;
use super::rtf_words::{Words, prepare};
use crate::import::problem::Problem;
use crate::import::reader::{self, Emit, Found, Input};
use crate::model::MetadataField::{Author, Modified, Published, Title};
use crate::model::progress::Cancelled;
use rtf_parser_tt::{Lexer, Parser, Part, RtfDocument, TextOptions};

const WHAT: &str = "an RTF document";

/// Reads one article.
pub(in crate::import) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let found = input.bytes().and_then(|bytes| guarded(WHAT, || article(&bytes)));
    emit(reader::Part { name: String::new(), found })
}

fn article(bytes: &[u8]) -> Result<Found, Problem> {
    let broken = |why: String| Problem::Damaged { what: WHAT, why };
    let source = source(bytes);
    let tokens = Lexer::scan(source.trim().trim_end_matches('\0')).map_err(|error| broken(error.to_string()))?;
    let Words { tokens, created, revised, .. } = prepare(tokens);
    let document = Parser::new(tokens).parse().map_err(|error| broken(error.to_string()))?;
    let mut found = Found { text: text(&document), ..Found::default() };
    found.set(Title, document.info.title.unwrap_or_default(), "document properties (title)");
    found.set(Author, document.info.author.unwrap_or_default(), "document properties (author)");
    found.set(Published, created.iso().unwrap_or_default(), "document properties (creatim)");
    found.set(Modified, revised.iso().unwrap_or_default(), "document properties (revtim)");
    Ok(found)
}

/// The document as ASCII, in which bytes of a code page are written as the format has it; one in UTF-8 as it is.
fn source(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let written = |byte: &u8| if byte.is_ascii() { char::from(*byte).to_string() } else { format!("\\'{byte:02x}") };
    bytes.iter().map(written).collect()
}

/// The text; notes, headers and footers stand apart behind the body.
fn text(document: &RtfDocument) -> String {
    let options = TextOptions::default();
    let mut text = String::new();
    let mut before = Part::Body;
    for block in document.body.iter().filter(|block| options.includes(block)) {
        let part = if matches!(block.part, Part::NoteReference(_)) { Part::Body } else { block.part };
        if part != before {
            text.push_str("\n\n");
        }
        before = part;
        text.push_str(&block.text);
    }
    without_gaps(&text)
}

/// The text with no more than one blank line at a time, and none around it.
fn without_gaps(text: &str) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
    lines.join("\n").trim_matches('\n').to_owned()
}
