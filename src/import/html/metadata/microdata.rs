//! Microdata: descriptions in the attributes of a page's own elements.

use super::described::{Described, Kind};
use super::elements::{attribute, short_text};
use super::words::tidy;
use dom_query::{Document, NodeId, NodeRef};

/// How far up the item of a property is looked for.
const HIGHEST: usize = 40;
/// How many properties are read.
const MOST: usize = 2000;

/// Reads the articles a page's elements describe.
pub(super) fn read(document: &Document) -> Vec<Described> {
    let mut articles: Vec<(Option<NodeId>, Described)> = Vec::new();
    let root = document.root();
    let with_property = root.descendants_it().filter(|node| node.is_element() && node.has_attr("itemprop"));
    for node in with_property.take(MOST) {
        let Some((item, is_author)) = item_of(&node) else { continue };
        let place = articles.iter().position(|(known, _)| *known == item).unwrap_or_else(|| {
            articles.push((item, Described { syntax: "microdata", kind: Kind::Article, ..Described::default() }));
            articles.len() - 1
        });
        if let Some((_, article)) = articles.get_mut(place) {
            let properties = attribute(&node, "itemprop").unwrap_or_default();
            properties.split_ascii_whitespace().for_each(|property| add(article, property, &node, (is_author, item.is_none())));
        }
    }
    articles.into_iter().map(|(_, article)| article).filter(is_something).collect()
}

fn is_something(article: &Described) -> bool {
    !(article.headline.is_empty() && article.authors.is_empty() && article.published.is_empty())
}

/// The article a property belongs to, and whether it does so through the article's author; `None` where it belongs to
/// something else. A property outside of all items is taken for one of the page's article.
fn item_of(node: &NodeRef<'_>) -> Option<(Option<NodeId>, bool)> {
    let mut is_author = false;
    for above in node.ancestors_it(Some(HIGHEST)) {
        if !above.has_attr("itemscope") {
            continue;
        }
        let kind = attribute(&above, "itemtype").unwrap_or_default();
        match Kind::named(&kind) {
            Some(Kind::Article) => return Some((Some(above.id), is_author)),
            Some(Kind::Page) => return Some((None, is_author)),
            _ if attribute(&above, "itemprop").is_some_and(|name| matches!(name.as_str(), "author" | "creator")) => {
                is_author = true
            }
            _ => return None,
        }
    }
    Some((None, is_author))
}

fn add(article: &mut Described, property: &str, node: &NodeRef<'_>, (is_author, is_loose): (bool, bool)) {
    let field = match property {
        "name" if is_author => return add_author(article, node, is_loose),
        _ if is_author => return,
        "author" | "creator" if !node.has_attr("itemscope") => return add_author(article, node, is_loose),
        "headline" => &mut article.headline,
        "datePublished" => &mut article.published,
        "dateModified" => &mut article.modified,
        "articleSection" => &mut article.section,
        "inLanguage" => &mut article.language,
        _ => return,
    };
    if field.is_empty() {
        *field = value(node);
    }
}

/// Adds an author; of loose properties, which may be of several articles, only the first is this one's.
fn add_author(article: &mut Described, node: &NodeRef<'_>, is_loose: bool) {
    let name = value(node);
    let is_full = is_loose && !article.authors.is_empty();
    if !name.is_empty() && !is_full && !article.authors.contains(&name) {
        article.authors.push(name);
    }
}

fn value(node: &NodeRef<'_>) -> String {
    let said = attribute(node, "content").or_else(|| attribute(node, "datetime"));
    tidy(&said.unwrap_or_else(|| short_text(node)))
}
