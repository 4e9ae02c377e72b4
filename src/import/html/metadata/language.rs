//! The language of a page, as a BCP 47 tag.

use super::{Page, Said};

/// The language the article's description gives, or else the page.
pub(super) fn read(page: &Page<'_>) -> Option<Said> {
    let elements = page.elements;
    let described = page.article.and_then(|article| article.said(&article.language, "inLanguage"));
    let own = Said::new(elements.language.as_str(), "html lang");
    let metas = ["content-language", "language", "dc.language", "dcterms.language", "og:locale"];
    let metas = metas.iter().filter_map(|name| Some(Said::new(elements.meta(name)?, format!("meta {name}"))));
    described.into_iter().chain([own]).chain(metas).find_map(|said| Some(Said { value: tag(&said.value)?, ..said }))
}

/// The language whose way of writing dates the page follows. Where the page leaves the country open, its locale may say it;
/// “en_US” says nothing, as it is what programs write unasked.
pub(super) fn for_dates(page: &Page<'_>) -> String {
    let language = read(page).map(|said| said.value).unwrap_or_default();
    let locale = page.elements.meta("og:locale").and_then(tag).filter(|locale| locale != "en-US");
    match locale {
        Some(locale) if !language.contains('-') && locale.starts_with(&format!("{language}-")) => locale,
        _ => language,
    }
}

/// A tag in its usual spelling, if it is one.
fn tag(written: &str) -> Option<String> {
    let written = written.split(',').next()?.trim();
    let mut parts = written.split(['-', '_']);
    let name = parts.next().filter(|name| matches!(name.len(), 2 | 3) && is_letters(name))?;
    let mut tag = name.to_ascii_lowercase();
    for part in parts {
        if !matches!(part.len(), 2..=8) || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        tag.push('-');
        match part.len() {
            2 if is_letters(part) => tag.push_str(&part.to_ascii_uppercase()),
            4 if is_letters(part) => {
                let (first, rest) = part.split_at_checked(1)?;
                tag.push_str(&first.to_ascii_uppercase());
                tag.push_str(&rest.to_ascii_lowercase());
            }
            _ => tag.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(tag)
}

fn is_letters(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphabetic())
}
