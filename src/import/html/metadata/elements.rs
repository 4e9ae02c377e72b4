//! One walk over a page's elements that picks up all that may say something about its article.

use super::words::{collapsed, tidy};
use dom_query::{Document, NodeRef};

/// How much text of one element is looked at, in bytes.
const LONGEST_TEXT: usize = 2000;
/// How many elements below one are looked at for its text.
const MOST_BELOW: usize = 400;
/// How many elements of a kind are kept.
const MOST: usize = 500;

/// What the walk picked up, in the order of the page.
#[derive(Default, Debug)]
pub(super) struct Elements {
    /// Name in lower case and content of each meta tag.
    pub metas: Vec<(String, String)>,
    /// Text of `title`.
    pub title: String,
    /// Texts of the headings of the first order.
    pub headings: Vec<String>,
    /// `lang` of `html`.
    pub language: String,
    /// Address of `link rel=canonical`.
    pub canonical: String,
    /// Address all others of the page are relative to, where it says so.
    pub base: String,
    /// Scripts of JSON-LD.
    pub json_ld: Vec<String>,
    /// Parts of the page that are marked as a byline, each with the number of headings before it.
    pub bylines: Vec<(usize, String)>,
    /// `datetime` or text of each `time`, with the number of headings before it, and what its classes say.
    pub times: Vec<Time>,
}

/// One `time` element.
#[derive(Debug)]
pub(super) struct Time {
    pub headings_before: usize,
    pub written: String,
    pub classes: String,
}

impl Elements {
    pub fn of(document: &Document) -> Self {
        let mut elements = Self::default();
        for node in document.root().descendants_it() {
            if node.is_element() {
                elements.add(&node);
            }
        }
        elements
    }

    fn add(&mut self, node: &NodeRef<'_>) {
        match node.node_name().as_deref() {
            Some("meta") => self.add_meta(node),
            Some("html") => self.language = attribute(node, "lang").or_else(|| attribute(node, "xml:lang")).unwrap_or_default(),
            Some("title") if self.title.is_empty() && !is_in_picture(node) => self.title = tidy(&short_text(node)),
            Some("h1") if self.headings.len() < MOST => self.headings.push(tidy(&short_text(node))),
            Some("link") => self.add_link(node),
            Some("base") if self.base.is_empty() => self.base = attribute(node, "href").unwrap_or_default(),
            Some("script") => self.add_script(node),
            Some("time") if self.times.len() < MOST => self.add_time(node),
            _ => {}
        }
        if self.bylines.len() < MOST && is_byline(node) {
            self.bylines.push((self.headings.len(), tidy(&short_text(node))));
        }
    }

    fn add_meta(&mut self, node: &NodeRef<'_>) {
        let Some(content) = attribute(node, "content").map(|content| tidy(&content)).filter(|content| !content.is_empty()) else {
            return;
        };
        for name in ["property", "name", "http-equiv"] {
            if let Some(name) = attribute(node, name) {
                self.metas.push((name.to_lowercase(), content.clone()));
            }
        }
    }

    fn add_link(&mut self, node: &NodeRef<'_>) {
        let is_canonical = attribute(node, "rel")
            .is_some_and(|rel| rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical")));
        if is_canonical && self.canonical.is_empty() {
            self.canonical = attribute(node, "href").unwrap_or_default();
        }
    }

    fn add_script(&mut self, node: &NodeRef<'_>) {
        if self.json_ld.len() < MOST && attribute(node, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
        {
            self.json_ld.push(node.text().to_string());
        }
    }

    fn add_time(&mut self, node: &NodeRef<'_>) {
        let written = attribute(node, "datetime").unwrap_or_else(|| collapsed(&short_text(node)));
        let mut classes = classes(node);
        if node.has_attr("pubdate") {
            classes.push_str(" published");
        }
        if let Some(parent) = node.parent() {
            classes.push_str(&self::classes(&parent));
        }
        self.times.push(Time { headings_before: self.headings.len(), written, classes });
    }

    /// What the first meta tag of a name says.
    pub fn meta(&self, name: &str) -> Option<&str> {
        self.metas.iter().find(|(known, _)| known == name).map(|(_, content)| content.as_str())
    }

    /// What all meta tags of a name say.
    pub fn all_metas<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.metas.iter().filter(move |(known, _)| known == name).map(|(_, content)| content.as_str())
    }
}

/// An attribute that says something.
pub(super) fn attribute(node: &NodeRef<'_>, name: &str) -> Option<String> {
    node.attr(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// The text of an element, its parts set apart by blanks where they are elements of their own; cut where it is long.
pub(super) fn short_text(node: &NodeRef<'_>) -> String {
    let mut text = String::new();
    for below in node.descendants_it().take(MOST_BELOW) {
        if below.is_text() && !is_in_script(&below) {
            text.push_str(&below.text());
        } else if below.node_name().is_some_and(|name| !is_inline(&name)) {
            text.push(' ');
        }
        if text.len() > LONGEST_TEXT {
            return String::new();
        }
    }
    text
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "em" | "i" | "b" | "strong" | "span" | "a" | "mark" | "u" | "s" | "sup" | "sub" | "small" | "q" | "wbr" | "font" | "abbr"
    )
}

fn is_in_script(node: &NodeRef<'_>) -> bool {
    node.parent().and_then(|parent| parent.node_name()).is_some_and(|name| matches!(&*name, "script" | "style" | "template"))
}

fn is_in_picture(node: &NodeRef<'_>) -> bool {
    node.parent().and_then(|parent| parent.node_name()).is_some_and(|name| matches!(&*name, "svg" | "g" | "symbol"))
}

fn classes(node: &NodeRef<'_>) -> String {
    ["class", "id", "itemprop"]
        .iter()
        .filter_map(|name| attribute(node, name))
        .fold(String::new(), |all, one| all + " " + &one.to_lowercase())
}

/// Whether an element is marked as the byline.
fn is_byline(node: &NodeRef<'_>) -> bool {
    if attribute(node, "rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|rel| rel == "author")) {
        return !matches!(node.node_name().as_deref(), Some("link" | "meta"));
    }
    let classes = classes(node);
    let names = classes.split(|c: char| !c.is_alphanumeric());
    let mut names = names.filter(|name| !name.is_empty()).peekable();
    names.peek().is_some()
        && !classes.contains("comment")
        && names
            .any(|name| matches!(name, "byline" | "author" | "authors" | "autor" | "autores" | "auteur" | "bylines" | "writer"))
}
