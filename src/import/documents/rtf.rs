//! Rich Text Format: the text as Word saves it from such a document, by a parser that knows code pages, notes and tables.

use super::guarded;
use crate::import::problem::Problem;
use crate::import::reader::{Emit, Found, Input, Part};
use crate::model::MetadataField::{Author, Title};
use crate::model::progress::Cancelled;
use rtf_parser_tt::RtfDocument;

const WHAT: &str = "an RTF document";

/// Reads one article.
pub(in crate::import) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let found = input.bytes().and_then(|bytes| guarded(WHAT, || article(&bytes)));
    emit(Part { name: String::new(), found })
}

fn article(bytes: &[u8]) -> Result<Found, Problem> {
    let broken = |why: String| Problem::Damaged { what: WHAT, why };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii();
    let document =
        RtfDocument::from_bytes(bytes.strip_suffix(b"\0").unwrap_or(bytes)).map_err(|error| broken(error.to_string()))?;
    let mut found = Found { text: document.get_text(), ..Found::default() };
    found.set(Title, document.info.title.unwrap_or_default(), "document properties (title)");
    found.set(Author, document.info.author.unwrap_or_default(), "document properties (author)");
    Ok(found)
}
