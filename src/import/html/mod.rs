//! Web pages: the whole visible page as text, a block a line, and what of it stands outside the article.
//!
//! What is visible follows from the elements and their own attributes, as style sheets and scripts are not run; only parts that
//! were sent later are set where they belong, see [`streamed`]. White space is collapsed as a browser does it; non-breaking,
//! zero-width and other invisible characters, soft hyphens and bidirectional controls are kept byte for byte, as are ideographic
//! and other wide spaces. See [`flow`] for how blocks become lines.

mod article;
mod elements;
mod encoding;
mod flow;
mod frames;
mod headline;
mod hints;
mod kind;
mod lines;
mod measures;
mod metadata;
mod shallow;
mod streamed;
mod suggestions;
mod tree;
mod verdicts;
mod visible;
mod words;

use super::decode;
use super::reader::{Emit, Found, Input, Part};
use crate::model::Suggestion;
use crate::model::progress::Cancelled;
use dom_query::Document;

/// What a web page shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Page {
    /// All its visible words in reading order, a block a line.
    pub text: String,
    /// What of it stands outside the article.
    pub suggestions: Vec<Suggestion>,
}

/// Reads a web page that is text already; `url` is the address it was found under.
pub fn page(html: &str, _url: Option<&str>) -> Page {
    shown(&tree::parse(html))
}

fn shown(document: &Document) -> Page {
    let page = lines::read(document);
    let lines = measures::of_lines(&page);
    let article = article::find(&page, &lines);
    let verdicts = verdicts::of(&page, &lines, &article);
    let suggestions = suggestions::of(&page, &lines, &verdicts);
    Page { text: page.text, suggestions }
}

/// What the frames of a page of frames show, as it is named there, in their order; nothing for other pages.
pub(super) fn frames(html: &str) -> Vec<String> {
    let is_start = |at: usize| html.get(at..at + 9).is_some_and(|start| start.eq_ignore_ascii_case("<frameset"));
    if !html.match_indices('<').any(|(at, _)| is_start(at)) {
        return Vec::new();
    }
    let page = tree::parse(html);
    let frames = page.select("frame");
    let sources: Vec<String> = frames.iter().filter_map(|frame| Some(frame.attr("src")?.trim().to_owned())).collect();
    sources
}

/// Reads one article.
pub(super) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let url = Some(input.name).filter(|name| name.starts_with("http://") || name.starts_with("https://"));
    let found = input.bytes().map(|bytes| found(&bytes, url));
    emit(Part { name: String::new(), found })
}

/// Reads the article of a web page; `url` is the address it was found under.
pub(super) fn found(bytes: &[u8], url: Option<&str>) -> Found {
    let decode::Decoded { text, encoding, undecodable } = decode::decode_declared(bytes, encoding::declared(bytes));
    Found { encoding, undecodable, ..article(&text, url) }
}

/// Reads the article of a web page that is text already, with what the page says about it; `url` is the address it was found
/// under.
pub(super) fn article(html: &str, url: Option<&str>) -> Found {
    let document = tree::parse(html);
    let Page { text, suggestions } = shown(&document);
    let mut found = Found { suggestions, ..Found::default() };
    metadata::read(&document, &text, url.or_else(|| metadata::saved_from(html)), &mut found);
    Found { text, ..found }
}
