//! Markdown: plain text, as it stands. What a simple front matter says of it is taken as metadata and stays in the text.

use crate::import::decode::{Decoded, decode};
use crate::import::reader::{Emit, Found, Input, Part};
use crate::model::MetadataField::{self, Author, Language, Modified, Outlet, Published, Section, Title, Url};
use crate::model::progress::Cancelled;

/// Names in front matters and what they mean.
const NAMES: [(&str, MetadataField); 16] = [
    ("title", Title),
    ("author", Author),
    ("byline", Author),
    ("date", Published),
    ("published", Published),
    ("modified", Modified),
    ("updated", Modified),
    ("lastmod", Modified),
    ("lang", Language),
    ("language", Language),
    ("url", Url),
    ("link", Url),
    ("outlet", Outlet),
    ("publication", Outlet),
    ("publisher", Outlet),
    ("section", Section),
];

/// Reads one article.
pub(in crate::import) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let found = input.bytes().map(|bytes| {
        let Decoded { text, encoding, undecodable } = decode(&bytes);
        let mut found = Found { text, encoding, undecodable, ..Found::default() };
        for (name, field, value) in front_matter(&found.text) {
            found.set_if_unknown(field, value, &format!("front matter ({name})"));
        }
        found
    });
    emit(Part { name: String::new(), found })
}

/// What a front matter of one-line values says; nothing when it has no end.
fn front_matter(text: &str) -> Vec<(String, MetadataField, String)> {
    let mut lines = text.lines();
    if lines.next().map(str::trim_end) != Some("---") {
        return Vec::new();
    }
    let mut known = Vec::new();
    for line in lines.by_ref() {
        if matches!(line.trim_end(), "---" | "...") {
            return known;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        let field = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let value = unquoted(value.trim());
        known.extend(field.filter(|_| !value.is_empty()).map(|(name, field)| ((*name).to_owned(), *field, value)));
    }
    Vec::new()
}

/// A value without its quotes; nothing where it is more than a word or a sentence.
fn unquoted(value: &str) -> String {
    let inner = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    match (inner('"'), inner('\'')) {
        (Some(value), _) if !value.contains('\\') => value.to_owned(),
        (_, Some(value)) => value.replace("''", "'"),
        _ if value.starts_with(['[', '{', '|', '>', '&', '*', '!', '"', '\'', '#']) => String::new(),
        _ => value.split(" #").next().unwrap_or_default().trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        front_matter(text).into_iter().map(|(_, _, value)| value).collect()
    }

    #[test]
    fn simple_values_are_read_and_others_left() {
        let text =
            "---\ntitle: \"Cranes: still\"\nauthor: [a, b]\ndate: 2026-11-20 # Friday\nlang: 'it''s'\nfoo: bar\n---\ntitle: no\n";
        assert_eq!(values(text), ["Cranes: still", "2026-11-20", "it's"]);
        assert!(values("---\ntitle: no end\n").is_empty() && values("title: none\n---\n").is_empty());
    }
}
