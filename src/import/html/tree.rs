//! A page's source to its tree of elements, as a browser builds it.

use dom_query::Document;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, parse_document};

/// How much of the source the parser is given at a time, in bytes.
const CHUNK: usize = 1 << 14;

/// Builds the tree. Scripts are taken to run, so what stands in `noscript` is no part of it.
pub(super) fn parse(html: &str) -> Document {
    let mut parser = parse_document(Document::default(), ParseOpts::default());
    let mut rest = html;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.floor_char_boundary(CHUNK.min(rest.len())));
        parser.process(StrTendril::from_slice(chunk));
        rest = after;
    }
    parser.finish()
}
