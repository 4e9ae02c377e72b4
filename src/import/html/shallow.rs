//! Keeps the tree of a page shallow: tags that would nest deeper than any browser goes are passed over, their words are not.
//!
//! Building a tree takes time by the square of how deep it is, so a page made to hang a program is read in ordinary time.

use super::elements::{self, Layout};
use super::streamed;
use dom_query::{LocalName, local_name};
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use std::cell::RefCell;
use std::collections::HashMap;

/// Elements may stand this many deep; as in Chromium and WebKit.
const DEEPEST: usize = 512;

/// This many elements such as `b` and `font` may be open at once.
const FORMATTING: usize = 64;

/// How far back an element is looked for that the next one of its name ends.
const REACH: usize = 8;

/// Takes tokens and passes on what keeps the tree shallow.
pub(super) struct Shallow<Sink> {
    pub sink: Sink,
    open: RefCell<Open>,
}

#[derive(Default)]
struct Open {
    /// The elements that are open, but for formatting ones.
    elements: Vec<LocalName>,
    /// The elements that are open but were passed over.
    passed: Vec<LocalName>,
    formatting: HashMap<LocalName, usize>,
    formatted: usize,
}

impl<Sink> Shallow<Sink> {
    pub fn new(sink: Sink) -> Self {
        Self { sink, open: RefCell::default() }
    }
}

impl<Sink: TokenSink> TokenSink for Shallow<Sink> {
    type Handle = Sink::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Self::Handle> {
        let passes = match &token {
            Token::TagToken(tag) => self.open.borrow_mut().passes(tag),
            Token::CommentToken(comment) => streamed::is_mark(comment),
            Token::ParseError(_) => false,
            _ => true,
        };
        if passes { self.sink.process_token(token, line) } else { TokenSinkResult::Continue }
    }

    fn end(&self) {
        self.sink.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.sink.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Open {
    fn passes(&mut self, tag: &Tag) -> bool {
        match tag.kind {
            _ if never_nests(&tag.name) => true,
            TagKind::StartTag if is_formatting(&tag.name) => self.begin_formatting(&tag.name),
            TagKind::StartTag => self.begin(&tag.name),
            TagKind::EndTag if is_formatting(&tag.name) => self.end_formatting(&tag.name),
            TagKind::EndTag => self.end(&tag.name),
        }
    }

    fn begin(&mut self, name: &LocalName) -> bool {
        let is_block = matches!(elements::layout(name), Layout::Block | Layout::Paragraph);
        self.elements.pop_if(|open| is_block && *open == local_name!("p"));
        let reach = self.elements.len().saturating_sub(REACH);
        let before = self.elements.iter().enumerate().skip(reach).rev();
        let mut before = before.skip_while(|(_, open)| *open != name && ends_across(name, open) == Some(true));
        if let Some(at) = before.next().filter(|(_, open)| *open == name && ends_across(name, open).is_some()).map(|(at, _)| at) {
            self.elements.truncate(at);
        }
        let is_shallow = self.elements.len() < DEEPEST;
        if is_shallow { &mut self.elements } else { &mut self.passed }.push(name.clone());
        is_shallow
    }

    fn end(&mut self, name: &LocalName) -> bool {
        if self.passed.pop_if(|passed| passed == name).is_some() {
            return false;
        }
        if let Some(at) = self.elements.iter().rposition(|open| open == name) {
            self.elements.truncate(at);
            self.passed.clear();
        }
        true
    }

    fn begin_formatting(&mut self, name: &LocalName) -> bool {
        let is_shallow = self.formatted < FORMATTING;
        if is_shallow {
            self.formatted += 1;
            *self.formatting.entry(name.clone()).or_default() += 1;
        }
        is_shallow
    }

    fn end_formatting(&mut self, name: &LocalName) -> bool {
        if let Some(open) = self.formatting.get_mut(name).filter(|open| **open > 0) {
            *open -= 1;
            self.formatted -= 1;
        }
        true
    }
}

/// Elements without content, or whose content is no markup.
fn never_nests(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
            | local_name!("script")
            | local_name!("style")
            | local_name!("title")
            | local_name!("textarea")
            | local_name!("iframe")
            | local_name!("noscript")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("xmp")
            | local_name!("plaintext")
            | local_name!("html")
            | local_name!("head")
            | local_name!("body")
    )
}

/// Whether the next element of this name ends the last one, though the open one stands between them; `None` when it ends none.
fn ends_across(name: &LocalName, open: &LocalName) -> Option<bool> {
    match *name {
        local_name!("p") => Some(elements::is_in_line(open)),
        local_name!("li") | local_name!("dd") | local_name!("dt") => {
            Some(elements::is_in_line(open) || matches!(*open, local_name!("p") | local_name!("div") | local_name!("address")))
        }
        local_name!("tr")
        | local_name!("td")
        | local_name!("th")
        | local_name!("tbody")
        | local_name!("thead")
        | local_name!("tfoot") => Some(*open != local_name!("table")),
        local_name!("option") | local_name!("optgroup") | local_name!("h1") | local_name!("h2") | local_name!("h3") => {
            Some(false)
        }
        _ => None,
    }
}

/// Elements that are taken up again in the next paragraph when they were not ended. A link ends the one before it.
fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}
