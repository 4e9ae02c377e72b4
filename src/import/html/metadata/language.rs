//! The language of a page, as a BCP 47 tag.

use super::super::super::language_tag::language_tag;
use super::{Page, Said};

/// The language the article's description gives, or else the page.
pub(super) fn read(page: &Page<'_>) -> Option<Said> {
    let elements = page.elements;
    let described = page.article.and_then(|article| article.said(&article.language, "inLanguage"));
    let own = Said::new(elements.language.as_str(), "html lang");
    let metas = ["content-language", "language", "dc.language", "dcterms.language", "og:locale"];
    let metas = metas.iter().filter_map(|name| Some(Said::new(elements.meta(name)?, format!("meta {name}"))));
    described.into_iter().chain([own]).chain(metas).find_map(|said| Some(Said { value: language_tag(&said.value)?, ..said }))
}

/// The language whose way of writing dates the page follows. Where the page leaves the country open, its locale may say it;
/// “en_US” says nothing, as it is what programs write unasked.
pub(super) fn for_dates(page: &Page<'_>) -> String {
    let language = read(page).map(|said| said.value).unwrap_or_default();
    let locale = page.elements.meta("og:locale").and_then(language_tag).filter(|locale| locale != "en-US");
    match locale {
        Some(locale) if !language.contains('-') && locale.starts_with(&format!("{language}-")) => locale,
        _ => language,
    }
}
