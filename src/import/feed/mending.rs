//! Small mends that make a feed readable: a version nobody knows, and an end that is missing or broken.

use regex::Regex;
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

/// The feed up to the end of its last whole entry, with the ends that are then missing.
pub(super) fn until_last_entry(text: &str) -> Option<String> {
    let ends = [("</item>", "</channel></rss>"), ("</entry>", "</feed>")];
    let (end, closing) = ends.into_iter().filter_map(|(tag, closing)| Some((text.rfind(tag)? + tag.len(), closing))).max()?;
    let is_rdf = text.contains("<rdf:RDF");
    Some(format!("{}{}", text.get(..end)?, if is_rdf { "</rdf:RDF>" } else { closing }))
}
