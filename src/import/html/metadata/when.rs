//! When an article was published and last changed.

use super::super::super::dates::to_iso;
use super::described::Kind;
use super::zone::Zone;
use super::{Page, Said, tags};
use regex::Regex;
use std::sync::LazyLock;

/// What is known of an article's dates.
pub(super) struct When {
    pub published: Option<Said>,
    pub modified: Option<Said>,
}

/// Tells both dates; `language` settles the order of day and month.
pub(super) fn read(page: &Page<'_>, language: &str, zone: &Zone<'_>) -> When {
    let iso = |said: Said| Some(Said { value: to_iso(&said.value, language)?, ..said });
    let shown = zone.dates(language);
    let described = |value: fn(&super::Described) -> &str, property: &'static str| {
        let pages = page.described.iter().filter(|described| described.kind == Kind::Page);
        page.article.into_iter().chain(pages).filter_map(move |described| described.said(value(described), property))
    };
    let published = described(|described| &described.published, "datePublished").chain(tags::said(page, &tags::PUBLISHED));
    let published = published.chain(marked(page, zone)).filter_map(iso).chain(shown.published).chain(in_address(page));
    let modified = described(|described| &described.modified, "dateModified").chain(tags::said(page, &tags::MODIFIED));
    let modified = modified.filter_map(iso).chain(shown.modified);
    When { published: most_exact(published), modified: most_exact(modified) }
}

/// The first date; where a later one agrees with it and says more, that.
fn most_exact(mut dates: impl Iterator<Item = Said>) -> Option<Said> {
    let first = dates.next()?;
    let longer = dates.filter(|date| date.value.starts_with(&first.value)).max_by_key(|date| date.value.len());
    Some(longer.filter(|longer| longer.value.len() > first.value.len()).unwrap_or(first))
}

/// The `time` that is marked as the time of publication, or stands right behind the heading.
fn marked<'a>(page: &'a Page<'a>, zone: &Zone<'_>) -> impl Iterator<Item = Said> + 'a {
    let place = page.elements.headings.iter().position(|heading| zone.is_title(heading)).map_or(0, |place| place + 1);
    let of_change = |classes: &str| {
        ["updated", "modified", "comment"].iter().any(|word| classes.contains(word)) && !classes.contains("publish")
    };
    let times = page.elements.times.iter().filter(move |time| !of_change(&time.classes));
    let by_mark = times.clone().find(|time| time.classes.contains("publish") || time.classes.contains("entry-date"));
    let behind = times.clone().find(move |time| time.headings_before == place);
    [by_mark, behind].into_iter().flatten().map(|time| Said::new(time.written.as_str(), "time on the page"))
}

static DATED_PATH: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:/|-|$)").ok());

/// The date many outlets write into the addresses of their articles.
fn in_address(page: &Page<'_>) -> Option<Said> {
    let addresses =
        [page.elements.canonical.as_str(), page.elements.meta("og:url").unwrap_or_default(), page.url.unwrap_or_default()];
    let found = addresses.iter().find_map(|address| DATED_PATH.as_ref()?.captures(address))?;
    let (_, [year, month, day]) = found.extract();
    Some(Said::new(to_iso(&format!("{year}-{month}-{day}"), "")?, "date in the address"))
}
