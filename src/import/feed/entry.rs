//! One entry of a feed to an article.

use super::super::dates;
use super::super::html;
use super::super::language_tag::language_tag;
use super::super::reader::Found;
use super::Parsed;
use crate::model::MetadataField::{Author, Language, Modified, Outlet, Published, Section, Title, Url};
use chrono::{DateTime, Utc};
use feed_rs::model::{Entry, Link, Person, Text};

/// What a person knows an entry by: its title, else its id.
pub(super) fn name(entry: &Entry) -> String {
    let title = entry.title.as_ref().map(line).unwrap_or_default();
    if title.is_empty() { entry.id.clone() } else { title }
}

/// The article of an entry.
pub(super) fn found(entry: &Entry, parsed: &Parsed) -> Found {
    let feed = &parsed.feed;
    let url = address(&entry.links);
    let mut found = text(entry, url);
    found.set(Title, entry.title.as_ref().map(line).unwrap_or_default(), "entry title");
    found.set(Url, url.unwrap_or_default(), "entry link");
    found.set(Outlet, feed.title.as_ref().map(line).unwrap_or_default(), "feed title");
    let (people, origin) =
        if names(&entry.authors).is_empty() { (&feed.authors, "feed author") } else { (&entry.authors, "entry author") };
    found.set(Author, names(people).join(", "), origin);
    let language = entry.language.as_deref().map(|tag| (tag, "entry language"));
    let language = language.or_else(|| feed.language.as_deref().map(|tag| (tag, "feed language")));
    let language = language.and_then(|(tag, origin)| Some((language_tag(tag)?, origin)));
    let tag = language.as_ref().map(|(tag, _)| tag.clone()).unwrap_or_default();
    if let Some((tag, origin)) = language {
        found.set(Language, tag, origin);
    }
    let date = |number: Option<DateTime<Utc>>| dates::to_iso(parsed.dates.get(usize::try_from(number?.timestamp()).ok()?)?, &tag);
    found.set(Published, date(entry.published).unwrap_or_default(), "entry published");
    // The parser repeats the first date as the second where there is but one.
    let changed = entry.updated.filter(|updated| entry.published != Some(*updated));
    found.set(Modified, date(changed).unwrap_or_default(), "entry updated");
    let mut sections = entry.categories.iter().map(|category| category.label.as_ref().unwrap_or(&category.term));
    found.set(Section, sections.find(|name| !name.contains("://")).cloned().unwrap_or_default(), "entry category");
    found
}

/// The text: the content, else the summary, else the title alone.
fn text(entry: &Entry, url: Option<&str>) -> Found {
    let content =
        entry.content.as_ref().and_then(|content| Some((content.body.as_deref()?, content.content_type.essence().to_string())));
    let summary = || entry.summary.as_ref().map(|summary| (summary.content.as_str(), summary.content_type.essence().to_string()));
    let content = content.filter(|(body, _)| !body.trim().is_empty()).or_else(summary);
    let Some((body, kind)) = content.filter(|(body, _)| !body.trim().is_empty()) else {
        return Found { text: entry.title.as_ref().map(line).unwrap_or_default(), ..Found::default() };
    };
    if kind.contains("html") || has_markup(body) {
        let html::Page { text, suggestions } = html::page(body, url);
        Found { text, suggestions, ..Found::default() }
    } else {
        Found { text: body.to_owned(), ..Found::default() }
    }
}

/// Whether a text that should be plain holds elements or entities of HTML, as those of RSS do.
fn has_markup(text: &str) -> bool {
    let has_entity = || {
        text.split('&').skip(1).any(|rest| {
            rest.bytes().take_while(|byte| *byte != b';').take(9).count() < 9
                && rest.contains(';')
                && !rest.starts_with([' ', ';'])
        })
    };
    text.contains("</") || text.contains("<p>") || text.contains("<br") || text.contains("<img ") || has_entity()
}

/// A text on one line, without markup.
fn line(text: &Text) -> String {
    let plain = if has_markup(&text.content) { html::page(&text.content, None).text } else { text.content.clone() };
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The address of the article itself.
fn address(links: &[Link]) -> Option<&str> {
    let own = links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    own.or_else(|| links.first()).map(|link| link.href.trim()).filter(|address| address.starts_with("http"))
}

fn names(people: &[Person]) -> Vec<&str> {
    let around = |c: char| c.is_whitespace() || matches!(c, '(' | ')');
    let names = people.iter().filter_map(|person| person.name.as_deref()).map(|name| name.trim_matches(around));
    names.filter(|name| !name.is_empty() && !name.contains('@')).collect()
}
