//! The lines of a page around its title, where byline and date stand.

use super::super::super::dates::to_iso;
use super::Said;
use super::names::{from_byline, is_introduced, without_introduction};
use super::words::letters;
use regex::Regex;
use std::sync::LazyLock;

/// How many lines before and behind the title belong to it.
const BEFORE: usize = 6;
const BEHIND: usize = 16;
/// Longer lines are paragraphs of the article, in bytes.
const LONGEST: usize = 220;

/// The lines around the title; empty where the text does not show it.
pub(super) struct Zone<'a> {
    title: String,
    before: Vec<&'a str>,
    behind: Vec<&'a str>,
}

/// The dates that stand around a title.
#[derive(Default)]
pub(super) struct Shown {
    pub published: Option<Said>,
    pub modified: Option<Said>,
}

impl<'a> Zone<'a> {
    pub fn around(text: &'a str, title: &str) -> Self {
        let title = letters(title);
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let is_title = |line: &&str| line.len() < 1000 && letters(line) == title;
        let places: Vec<usize> =
            lines.iter().enumerate().filter(|(_, line)| !title.is_empty() && is_title(line)).map(|(at, _)| at).collect();
        // The title may stand above the article more than once; its byline is behind the last of a row.
        let Some(place) = places.iter().copied().reduce(|last, next| if next - last <= BEFORE { next } else { last }) else {
            return Self { title, before: Vec::new(), behind: Vec::new() };
        };
        let start = place.saturating_sub(BEFORE);
        let before = lines.iter().skip(start).take(place - start).copied().filter(|line| line.len() <= LONGEST).collect();
        let behind = lines.iter().skip(place + 1).take(BEHIND).copied().take_while({
            let mut paragraphs = 0;
            move |line| {
                paragraphs += usize::from(line.len() > LONGEST);
                paragraphs < 3
            }
        });
        Self { title, before, behind: behind.filter(|line| line.len() <= LONGEST).collect() }
    }

    /// Whether a text is the title.
    pub fn is_title(&self, text: &str) -> bool {
        !self.title.is_empty() && letters(text) == self.title
    }

    /// Whether a name stands in these lines.
    pub fn shows(&self, name: &str) -> bool {
        let name = letters(name);
        self.lines().any(|line| letters(line).contains(&name))
    }

    /// Whether one of these lines is a byline of that name and nothing else.
    pub fn is_byline(&self, name: &str) -> bool {
        let name = letters(name);
        self.lines().filter_map(from_byline).any(|line| letters(&line) == name)
    }

    /// Whether one of these lines begins with a name, once what introduces it is left out.
    pub fn begins_line(&self, name: &str) -> bool {
        let after = |line: &'a str| without_introduction(line).strip_prefix(name);
        self.lines().filter_map(after).any(|after| !after.starts_with(char::is_alphanumeric))
    }

    /// The lines that begin as a byline does, those behind the title first.
    pub fn bylines(&self) -> impl Iterator<Item = &'a str> {
        self.lines().filter(|line| is_introduced(line))
    }

    fn lines(&self) -> impl Iterator<Item = &'a str> {
        self.behind.iter().chain(self.before.iter().rev()).copied()
    }

    /// The dates in these lines: the first that is of no change, and the first that is.
    pub fn dates(&self, language: &str) -> Shown {
        let mut shown = Shown::default();
        for line in self.lines() {
            for (is_change, part) in parts(line) {
                let place = if is_change { &mut shown.modified } else { &mut shown.published };
                if place.is_none() {
                    *place = to_iso(part, language).map(|date| Said::new(date, "date on the page"));
                }
            }
        }
        shown
    }
}

/// Words that say a date is that of a change.
static CHANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:\blast\s+)?\b(?:updated?|modified|edited|aktualisiert|stand|mis à jour|modifié|actualizado|atualizado|aggiornato|bijgewerkt|",
        r"uppdaterad|oppdatert|opdateret|zaktualizowano|обновлено|оновлено|güncelleme|diperbarui)\b|更新|最終更新"
    ))
    .ok()
});
static PUBLICATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:published|original|posted|created|veröffentlicht|publié|publicado|pubblicato)\b").ok()
});

/// A line cut before the words that say what its dates are of; whether each part is of a change.
fn parts(line: &str) -> Vec<(bool, &str)> {
    let starts = |pattern: &LazyLock<Option<Regex>>, is_change: bool| {
        let found =
            pattern.as_ref().map(|pattern| pattern.find_iter(line).map(|found| (found.start(), is_change)).collect::<Vec<_>>());
        found.unwrap_or_default()
    };
    let mut cuts = starts(&CHANGE, true);
    cuts.extend(starts(&PUBLICATION, false));
    cuts.push((0, false));
    cuts.sort_unstable();
    let ends = cuts.iter().skip(1).map(|(at, _)| *at).chain([line.len()]);
    cuts.iter().zip(ends).filter_map(|((start, is_change), end)| Some((*is_change, line.get(*start..end)?))).collect()
}
