//! Names of authors as pages write them, and what stands around them.

use super::super::super::dates::is_month;
use regex::Regex;
use std::sync::LazyLock;

/// Words that introduce a byline, in the languages of the news.
static INTRODUCTION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:(?:posted|written|published|reported|story|words|article|text|photo|tested|reviewed)\s+by|by|author|autor(?:in|a|es)?|auteur|",
        r"von|par|por|door|av|af|di|от|автор|текст|written|skrevet av|skriven av|szerző|yazan|oleh|penulis|de la redacción)",
        r"(?:\s*[:：]\s*|\s+)|^(?:文|作者|記者|记者)\s*[:：]?\s*"
    ))
    .ok()
});

/// What may follow a name in a byline.
static AFTERWORD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\s*(?:\||•|·|●|—|–|／|・|\s-\s|/|\(|@|,?\s+(?:on|am|le|el|em|in|at)\s+(?:\p{L}+\.?,?\s+){0,3}\d|\d|",
        r",\s+(?:senior |special |chief |contributing |deputy |freelance )*(?:staff|writer|reporter|correspondent|contributor|editor|columnist|journalist)\b|",
        r"\s+(?:staff|senior|contributing) (?:writer|reporter|editor|contributor)\b|",
        r"\b(?:updated|published|posted|follow|view|email|share|more|read)\b).*$"
    ))
    .ok()
});

/// Words that are written small in the names of agencies and desks.
const SMALL: [&str; 12] =
    ["wire", "wires", "services", "service", "reports", "report", "staff", "agencies", "agency", "desk", "news", "team"];

/// Agencies, whose names in a byline are followed by a place.
const AGENCIES: [&str; 18] = [
    "reuters",
    "afp",
    "ap",
    "associated press",
    "pti",
    "ani",
    "ians",
    "dpa",
    "upi",
    "xinhua",
    "efe",
    "ansa",
    "tass",
    "kyodo",
    "yonhap",
    "aap",
    "press association",
    "bloomberg",
];

/// Whether a text begins as a byline does.
pub(super) fn is_introduced(text: &str) -> bool {
    INTRODUCTION.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// A byline without the words that introduce it.
pub(super) fn without_introduction(text: &str) -> &str {
    let Some(found) = INTRODUCTION.as_ref().and_then(|pattern| pattern.find(text)) else { return text };
    text.get(found.end()..).unwrap_or_default().trim()
}

/// The name in a byline of the page, if what is left of it looks like one.
pub(super) fn from_byline(text: &str) -> Option<String> {
    let name = without_introduction(text);
    let name =
        AFTERWORD.as_ref().and_then(|pattern| pattern.find(name)).and_then(|found| name.get(..found.start())).unwrap_or(name);
    let name = name.trim_matches(is_around);
    let name = name.rsplit_once(' ').filter(|(_, last)| is_month(last)).map_or(name, |(name, _)| name.trim_matches(is_around));
    let agency = name.split_once(',').map(|(first, _)| first).filter(|first| AGENCIES.contains(&first.to_lowercase().as_str()));
    let name = agency.unwrap_or(name);
    is_like_name(name).then(|| name.to_owned())
}

fn is_around(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ':' | ';' | '-' | '|' | '.')
}

/// Whether a text can be the name of a person, of several or of an agency: few words, most of them with a capital.
pub(super) fn is_like_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let has_case = |word: &&&str| word.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    let is_small =
        |word: &&&str| word.chars().next().is_some_and(char::is_lowercase) && word.chars().count() > 3 && !SMALL.contains(*word);
    let with_case = words.iter().filter(has_case).count();
    let small = words.iter().filter(is_small).count();
    !words.is_empty()
        && text.chars().count() <= 90
        && words.len() <= 14
        && text.chars().any(char::is_alphabetic)
        && !text.contains(['?', '!', '"', '{', '<', '=', '…'])
        && !text.contains(". ")
            | text
                .split(". ")
                .all(|part| part.split_whitespace().last().is_some_and(|word| word.chars().count() <= 2 || part.len() < 12))
        && (with_case == 0 || small == 0)
}
