//! What a web page says about its article: title, outlet, author, dates, language, address and section.
//!
//! A page says it in up to four ways, which are trusted in this order: descriptions for search engines (JSON-LD, microdata),
//! meta tags, the marked parts of the page (headings, bylines, times), and the lines around the heading. Where they can be
//! held against each other, what agrees with the page as it is read wins. What nothing says stays empty.

mod address;
mod author;
mod described;
mod elements;
mod json_ld;
mod language;
mod microdata;
mod names;
mod outlet;
mod tags;
mod title;
mod when;
mod words;
mod zone;

pub(super) use address::saved_from;

use super::super::reader::Found;
use crate::model::MetadataField;
use described::Described;
use dom_query::Document;
use elements::Elements;
use zone::Zone;

/// A value and where it was said, in words for people.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Said {
    value: String,
    origin: String,
}

impl Said {
    fn new(value: impl Into<String>, origin: impl Into<String>) -> Self {
        Self { value: value.into(), origin: origin.into() }
    }
}

/// Everything that is looked at to tell one field.
struct Page<'a> {
    elements: &'a Elements,
    /// The description of the article itself, where there is one.
    article: Option<&'a Described>,
    /// All descriptions.
    described: &'a [Described],
    /// The address the page was found under.
    url: Option<&'a str>,
}

/// Reads what a page says about its article; `text` is the page's text, `url` the address it was found under.
pub(super) fn read(document: &Document, text: &str, url: Option<&str>, found: &mut Found) {
    let elements = Elements::of(document);
    let mut described = json_ld::read(&elements.json_ld);
    described.extend(microdata::read(document));
    let titles = title::said(&elements);
    let article = described::article(&described, &titles);
    let page = Page { elements: &elements, article, described: &described, url };

    set(found, MetadataField::Url, address::read(&page));
    let host = address::host(&found.metadata.url);
    let outlet = outlet::read(&page, text, host.as_deref());
    let title = title::read(&page, &outlet.names);
    let zone = Zone::around(text, title.as_ref().map_or("", |title| &title.value));
    set(found, MetadataField::Language, language::read(&page));
    set(found, MetadataField::Author, author::read(&page, &outlet.names, &zone));
    let dates = when::read(&page, &language::for_dates(&page), &zone);
    set(found, MetadataField::Published, dates.published);
    set(found, MetadataField::Modified, dates.modified);
    set(found, MetadataField::Section, tags::section(&page, title.as_ref().map_or("", |title| &title.value)));
    set(found, MetadataField::Title, title);
    set(found, MetadataField::Outlet, outlet.chosen);
}

fn set(found: &mut Found, field: MetadataField, said: Option<Said>) {
    if let Some(Said { value, origin }) = said {
        found.set(field, value, &origin);
    }
}

#[cfg(test)]
mod tests;
