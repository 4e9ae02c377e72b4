//! Small mends that make a feed readable: a version nobody knows, an end that is missing or broken, and the mail addresses of
//! people where the parser would cut a letter in two.

use regex::{Captures, Regex};
use std::borrow::Cow;
use std::sync::LazyLock;

/// The first tag of RSS, with its version where it has one.
static ROOT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"<rss\b(?P<before>[^>]*?)(?:\sversion\s*=\s*["'](?P<version>[^"'>]*)["'])?(?P<after>[^>]*)>"#).ok()
});

/// RSS of an unknown version or of none is read as 2.0, which holds all the others.
pub(super) fn with_known_version(text: &str) -> Cow<'_, str> {
    let Some(root) = ROOT.as_ref().and_then(|pattern| pattern.captures(text)) else { return text.into() };
    let part = |name: &str| root.name(name).map_or("", |part| part.as_str());
    let whole = part("before").contains("version") || part("after").contains("version");
    match (root.get(0), part("version")) {
        (_, "2.0" | "0.91" | "0.92") => text.into(),
        (Some(tag), _) if !whole || !part("version").is_empty() || !part("after").contains("version=") => {
            let (Some(before), Some(after)) = (text.get(..tag.start()), text.get(tag.end()..)) else { return text.into() };
            format!("{before}<rss version=\"2.0\"{}{}>{after}", part("before"), part("after")).into()
        }
        _ => text.into(),
    }
}

/// Who wrote something, with what stands in the element.
static PEOPLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"<(?:author|managingEditor|webMaster|(?:[\w.-]+:)?(?:creator|author|name))\b[^>]*>(?:<!\[CDATA\[)?[^<]*@[^<]*")
        .ok()
});

/// A mail address, with what the parser may take for a part of it.
static ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:mailto:)?[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}").ok());

/// The parser takes the byte beside a mail address for a blank or a bracket, and fails where it is a part of a letter.
pub(super) fn with_room_around_addresses(text: &str) -> Cow<'_, str> {
    let (Some(people), Some(address)) = (PEOPLE.as_ref(), ADDRESS.as_ref()) else { return text.into() };
    people.replace_all(text, |found: &Captures<'_>| {
        let whole = found.get(0).map_or("", |whole| whole.as_str());
        let (tag, name) = whole.split_once('>').unwrap_or((whole, ""));
        format!("{tag}>{}", address.replace_all(name, " $0 "))
    })
}

/// The feed up to the end of its last whole entry, with the ends that are then missing.
pub(super) fn until_last_entry(text: &str) -> Option<String> {
    let ends = [("</item>", "</channel></rss>"), ("</entry>", "</feed>")];
    let (end, closing) = ends.into_iter().filter_map(|(tag, closing)| Some((text.rfind(tag)? + tag.len(), closing))).max()?;
    let is_rdf = text.contains("<rdf:RDF");
    Some(format!("{}{}", text.get(..end)?, if is_rdf { "</rdf:RDF>" } else { closing }))
}
