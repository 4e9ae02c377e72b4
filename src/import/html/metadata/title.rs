//! The title of an article: its heading where the page's own titles bear it out, else the best of these, without the outlet.

use super::words::{cut_end, is_alike, letters, segments};
use super::{Page, Said, elements::Elements, tags};

/// The titles the page's head gives.
pub(super) fn said(elements: &Elements) -> Vec<Said> {
    let metas = tags::TITLE.iter().filter_map(|name| Some(Said::new(elements.meta(name)?, format!("meta {name}"))));
    let own = Some(Said::new(elements.title.as_str(), "page title")).filter(|said| !said.value.is_empty());
    metas.chain(own).collect()
}

/// Tells the title; `outlets` are the names of the outlet by their letters.
pub(super) fn read(page: &Page<'_>, outlets: &[String]) -> Option<Said> {
    let described = page.article.and_then(|article| article.said(&article.headline, "headline"));
    let titles = described.into_iter().chain(said(page.elements)).map(|said| without_outlet(said, outlets));
    let titles: Vec<Said> = titles.filter(|said| !outlets.contains(&letters(&said.value))).collect();
    match heading(page, &titles, outlets) {
        Some(heading) => Some(with_or_without_kicker(heading, &titles)),
        None => titles.into_iter().next(),
    }
}

/// The heading of the article, of all headings of the page.
fn heading(page: &Page<'_>, titles: &[Said], outlets: &[String]) -> Option<Said> {
    let ends: Vec<String> = segments(&page.elements.title).iter().skip(1).map(|end| letters(end)).collect();
    let can_be = |heading: &&String| {
        let letters = letters(heading);
        !letters.is_empty() && !outlets.contains(&letters) && !ends.contains(&letters)
    };
    let headings: Vec<&String> = page.elements.headings.iter().filter(can_be).collect();
    let is_same = |heading: &&&String| titles.iter().any(|title| letters(&title.value) == letters(heading));
    let is_like = |heading: &&&String| titles.iter().any(|title| is_alike(&title.value, heading));
    let only = || headings.first().filter(|_| titles.is_empty() && headings.len() == 1);
    let chosen = headings.iter().find(is_same).or_else(|| headings.iter().find(is_like)).or_else(only)?;
    Some(Said::new(chosen.as_str(), "page heading"))
}

/// Where a heading ends in one of the titles, what stands before it is no part of the title.
fn with_or_without_kicker(heading: Said, titles: &[Said]) -> Said {
    let letters_of = letters(&heading.value);
    let is_end = |title: &&Said| {
        let title = letters(&title.value);
        // An article is no kicker.
        title.chars().count() >= 20 && letters_of.len() > title.len() + 3 && letters_of.ends_with(&title)
    };
    titles.iter().find(is_end).cloned().unwrap_or(heading)
}

/// Takes the name of the outlet off the ends of a title.
fn without_outlet(said: Said, outlets: &[String]) -> Said {
    let mut value = said.value.as_str();
    while let Some((_, rest)) = cut_end(value).find(|(end, rest)| outlets.contains(&letters(end)) && !letters(rest).is_empty()) {
        value = rest;
    }
    Said { value: value.to_owned(), ..said }
}
