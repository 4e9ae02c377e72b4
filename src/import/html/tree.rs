//! A page's source to its tree of elements, as a browser builds it, in time that grows with its length alone.

use super::shallow::Shallow;
use super::streamed;
use dom_query::Document;
use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};

/// How much of the source the parser is given at a time, in bytes.
const CHUNK: usize = 1 << 14;

/// A tag with more blanks in it than this is no tag; each may begin an attribute, and each attribute is compared with all others.
const BLANKS: usize = 10_000;

/// Builds the tree. Scripts are taken to run, so what stands in `noscript` is no part of it.
pub(super) fn parse(html: &str) -> Document {
    let builder = TreeBuilder::new(Document::default(), TreeBuilderOpts::default());
    let tokenizer = Tokenizer::new(Shallow::new(builder), TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut tags = Tags::default();
    let mut rest = html;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.floor_char_boundary(CHUNK.min(rest.len())));
        queue.push_back(tags.sound(chunk));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        rest = after;
    }
    tokenizer.end();
    let document = tokenizer.sink.sink.sink.finish();
    streamed::settle(&document, html);
    document
}

/// Watches for tags that are too long to be any.
#[derive(Default)]
struct Tags {
    /// How many blanks there are since a tag began.
    blanks: Option<usize>,
    /// Whether something was `<` last.
    opens: bool,
}

impl Tags {
    /// The chunk without the rest of tags that are too long.
    fn sound(&mut self, chunk: &str) -> StrTendril {
        let mut kept = String::new();
        let mut from = 0;
        let mut leaves_out = self.is_too_long();
        for (at, byte) in chunk.bytes().enumerate() {
            self.see(byte);
            if self.is_too_long() != leaves_out {
                if !leaves_out {
                    kept.push_str(chunk.get(from..at).unwrap_or_default());
                }
                leaves_out = !leaves_out;
                from = at;
            }
        }
        match (leaves_out, from) {
            (false, 0) => StrTendril::from_slice(chunk),
            (false, _) => StrTendril::from(kept + chunk.get(from..).unwrap_or_default()),
            (true, _) => StrTendril::from(kept),
        }
    }

    fn see(&mut self, byte: u8) {
        match byte {
            b'<' | b'>' => self.blanks = None,
            b' ' | b'\t' | b'\n' | b'\r' | b'/' => self.blanks = self.blanks.map(|blanks| blanks + 1),
            _ if self.opens && byte.is_ascii_alphabetic() => self.blanks = Some(0),
            _ => {}
        }
        self.opens = byte == b'<';
    }

    fn is_too_long(&self) -> bool {
        self.blanks.is_some_and(|blanks| blanks > BLANKS)
    }
}
