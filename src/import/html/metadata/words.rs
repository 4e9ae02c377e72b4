//! Comparing what two places of a page say, whatever their punctuation, case and entities.

use dom_query::Document;
use std::collections::HashSet;

/// The longest value that is kept, in bytes; longer ones are texts, not values.
const LONGEST: usize = 600;

/// White space collapsed, and entities that were escaped once too often resolved; empty where it is too long to be a value.
pub(super) fn tidy(text: &str) -> String {
    if text.len() > 4 * LONGEST {
        return String::new();
    }
    let tidied = collapsed(&without_entities(text));
    if tidied.len() > LONGEST { String::new() } else { tidied }
}

/// Every run of white space as one blank.
pub(super) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_entities(text: &str) -> String {
    let is_escaped = text.split('&').skip(1).any(|rest| rest.bytes().take(10).any(|byte| byte == b';'));
    if !is_escaped && !text.contains("</") {
        return text.to_owned();
    }
    Document::fragment(text).text().to_string()
}

/// Letters and digits alone, in lower case.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn words(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Whether two titles are of the same article: one holds the other, or they share two words and two in five of the shorter's.
pub(super) fn is_alike(one: &str, other: &str) -> bool {
    holds(one, other) || holds(other, one) || {
        let (one, other) = (words(one), words(other));
        let shared = one.intersection(&other).count();
        shared >= 2 && shared * 5 >= one.len().min(other.len()) * 2
    }
}

/// Whether a title holds another that is long enough to be one.
fn holds(one: &str, other: &str) -> bool {
    let (one, other) = (letters(one), letters(other));
    let size = other.chars().count();
    size >= 6 && one.contains(&other) && (size >= 15 || size * 2 >= one.chars().count())
}

/// What stands between a title and the name of the outlet.
const SEPARATORS: [&str; 12] = [" | ", " - ", " – ", " — ", " : ", " · ", " • ", " » ", " :: ", " // ", " ~ ", "｜"];

/// The parts of a title between separators, in their order.
pub(super) fn segments(title: &str) -> Vec<&str> {
    let mut segments = vec![title];
    for separator in SEPARATORS {
        segments = segments.into_iter().flat_map(|segment| segment.split(separator)).collect();
    }
    segments.into_iter().map(str::trim).filter(|segment| !segment.is_empty()).collect()
}

/// A name without what pages put around it: separators that nothing stands behind, and signs that are no letters.
pub(super) fn without_edges(name: &str) -> &str {
    let is_separator = |c: char| c.is_whitespace() || "|-–—:·•~/｜><_,;".contains(c);
    // Arrows, shapes, dingbats and emoji with what joins them; signs of ownership.
    let is_sign = |c: char| matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{FE0F}' | '\u{200D}' | '©' | '®' | '™' | '℠');
    name.trim_matches(|c| is_separator(c) || is_sign(c))
}

/// A title's first or last part, and the rest of it without the separator.
pub(super) fn cut_end(title: &str) -> impl Iterator<Item = (&str, &str)> {
    let last =
        SEPARATORS.iter().filter_map(|separator| title.rsplit_once(separator)).map(|(rest, end)| (end.trim(), rest.trim()));
    let first =
        SEPARATORS.iter().filter_map(|separator| title.split_once(separator)).map(|(end, rest)| (end.trim(), rest.trim()));
    last.chain(first)
}
