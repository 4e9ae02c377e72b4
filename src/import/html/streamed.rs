//! Parts of a page that were sent after the page and are kept hidden until a script sets them where they belong.
//!
//! React sends a page in this way: `<template id="B:1">` stands where a part belongs, with what is shown until then behind it
//! up to the comment `/$`, and `<div hidden id="S:1">` holds the part. Without this, most of such a page is not to be seen.

use dom_query::{Document, NodeData, NodeId, NodeRef};
use html5ever::local_name;
use std::collections::HashMap;

/// More parts than this are not set in their places, and no more elements are taken out for one.
const MOST: usize = 1000;

/// A place stands in no more elements than this.
const DEEPEST: usize = 512;

/// Whether a comment marks where what is shown for the time being begins or ends.
pub(super) fn is_mark(comment: &str) -> bool {
    matches!(comment, "/$" | "/&") || begins(comment)
}

fn begins(comment: &str) -> bool {
    matches!(comment, "$" | "$?" | "$!" | "$~" | "&")
}

/// Sets the parts that came later where they belong.
pub(super) fn settle(document: &Document, html: &str) {
    if !html.contains("<template id=") {
        return;
    }
    let found = Found::of(document);
    for (place, name) in found.places.iter().take(MOST) {
        let name = found.pairs.get(name).map_or_else(|| same(name), |part| Some(part.clone()));
        let Some(part) = name.and_then(|name| found.parts.get(&name)) else { continue };
        if may_stand(part, place) {
            set(place, part);
        }
    }
}

/// Whether the place is no part of the part, and not too deep in the page.
fn may_stand(part: &NodeRef<'_>, place: &NodeRef<'_>) -> bool {
    let mut around = place.ancestors_it(None);
    around.by_ref().take(DEEPEST).all(|outer| outer.id != part.id) && around.next().is_none()
}

/// The part that belongs to a place when no script says so: the one of the same number.
fn same(place: &str) -> Option<String> {
    let (prefix, number) = place.rsplit_once(':')?;
    Some(format!("{}S:{number}", prefix.strip_suffix(['B', 'P'])?))
}

fn set(place: &NodeRef<'_>, part: &NodeRef<'_>) {
    for shown in until_then(place) {
        shown.remove_from_parent();
    }
    for child in part.children() {
        place.insert_before(&child);
    }
    place.remove_from_parent();
    part.remove_from_parent();
}

/// What is shown until the part has come.
fn until_then<'a>(place: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut shown = Vec::new();
    let mut open = 0_usize;
    let mut next = place.next_sibling();
    while let Some(node) = next.filter(|_| shown.len() < MOST) {
        let mark = node.query(|inner| match &inner.data {
            NodeData::Comment { contents } => Some((begins(contents), contents.starts_with('/'))),
            _ => None,
        });
        match mark.flatten() {
            Some((true, _)) => open += 1,
            Some((_, true)) if open == 0 => return shown,
            Some((_, true)) => open -= 1,
            _ => {}
        }
        next = node.next_sibling();
        shown.push(node);
    }
    Vec::new()
}

/// What a page has of places and parts, by their ids.
#[derive(Default)]
struct Found<'a> {
    places: Vec<(NodeRef<'a>, String)>,
    parts: HashMap<String, NodeRef<'a>>,
    /// For each place the part that a script sets there.
    pairs: HashMap<String, String>,
}

impl<'a> Found<'a> {
    fn of(document: &'a Document) -> Self {
        let mut found = Self::default();
        let mut scripts = Vec::new();
        for node in document.root().descendants_it() {
            let Some((name, id)) = node.element_ref().map(|element| (element.name.local.clone(), element.id())) else { continue };
            let id = id.unwrap_or_default();
            match name {
                local_name!("script") => scripts.push(node.id),
                local_name!("template") if is_place(&id) => found.places.push((node, id.to_string())),
                _ if is_part(&id) && node.has_attr("hidden") => {
                    found.parts.insert(id.to_string(), node);
                }
                _ => {}
            }
        }
        if !found.places.is_empty() {
            found.read(document, &scripts);
        }
        found
    }

    fn read(&mut self, document: &Document, scripts: &[NodeId]) {
        for script in scripts {
            let text = NodeRef::new(*script, &document.tree).text();
            let calls = text.split("(\"").skip(1).filter_map(|call| call.get(..call.find("\")")?)?.split_once("\",\""));
            for (first, second) in calls {
                match (is_place(first), is_part(second), is_part(first), is_place(second)) {
                    (true, true, ..) => self.pairs.insert(first.to_owned(), second.to_owned()),
                    (.., true, true) => self.pairs.insert(second.to_owned(), first.to_owned()),
                    _ => None,
                };
            }
        }
    }
}

fn is_place(id: &str) -> bool {
    is_numbered(id, &["B", "P"])
}

fn is_part(id: &str) -> bool {
    is_numbered(id, &["S"])
}

fn is_numbered(id: &str, kinds: &[&str]) -> bool {
    id.rsplit_once(':').is_some_and(|(prefix, number)| {
        kinds.iter().any(|kind| prefix.ends_with(kind))
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}
