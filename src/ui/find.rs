//! Find in the article: the words, the hits, and which of them is current.

use regex::RegexBuilder;
use std::ops::Range;

/// Hits past this many are not kept; the bar says so.
const MOST: usize = 100_000;

/// What is searched for in the open article.
#[derive(Default)]
pub struct Find {
    /// Whether the bar is shown.
    pub open: bool,
    /// The words typed.
    pub words: String,
    /// Whether capitals matter.
    pub match_case: bool,
    /// Whether the words are a pattern of the `regex` crate.
    pub as_pattern: bool,
    /// The hits, in order.
    pub hits: Vec<Range<usize>>,
    /// Which of them is current.
    pub current: Option<usize>,
    /// Why the pattern cannot be searched for.
    pub fault: Option<String>,
    searched: Option<(u128, String, bool, bool)>,
}

impl Find {
    /// Searches again if the text or what is searched for has changed; the first hit behind the caret becomes current.
    pub fn refresh(&mut self, key: u128, text: &str, caret: usize) -> bool {
        let wanted = (key, self.words.clone(), self.match_case, self.as_pattern);
        if !self.open || self.searched.as_ref() == Some(&wanted) {
            return false;
        }
        self.searched = Some(wanted);
        self.search(text);
        self.current =
            (!self.hits.is_empty()).then(|| self.hits.partition_point(|hit| hit.start < caret) % self.hits.len().max(1));
        true
    }

    fn search(&mut self, text: &str) {
        self.hits.clear();
        self.fault = None;
        if self.words.is_empty() {
            return;
        }
        let pattern = if self.as_pattern { self.words.clone() } else { regex::escape(&self.words) };
        match RegexBuilder::new(&pattern).case_insensitive(!self.match_case).multi_line(true).build() {
            Ok(regex) => {
                let hits = regex.find_iter(text).filter(|hit| !hit.is_empty()).take(MOST);
                self.hits.extend(hits.map(|hit| hit.range()));
            }
            Err(error) => self.fault = Some(words_of(&error)),
        }
    }

    /// Makes the next or previous hit current and returns it.
    pub fn step(&mut self, forward: bool) -> Option<Range<usize>> {
        let count = self.hits.len();
        let next = match self.current {
            _ if count == 0 => None,
            None => Some(0),
            Some(at) if forward => Some((at + 1) % count),
            Some(at) => Some((at + count - 1) % count),
        };
        self.current = next;
        next.and_then(|at| self.hits.get(at)).cloned()
    }

    /// Forgets the hits and hides the bar.
    pub fn close(&mut self) {
        self.open = false;
        self.hits.clear();
        self.current = None;
        self.searched = None;
    }
}

fn words_of(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("the pattern cannot be read");
    last.trim().trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(words: &str, as_pattern: bool) -> Find {
        let mut find = Find { open: true, words: words.to_owned(), as_pattern, ..Find::default() };
        find.refresh(1, "Cranes stop. The cranes 😀 stand still.", 0);
        find
    }

    #[test]
    fn hits_are_found_in_any_case_and_stepped_through_in_a_ring() {
        let mut found = find("cranes", false);
        assert_eq!(found.hits, [0..6, 17..23]);
        assert_eq!(found.step(true), Some(17..23));
        assert_eq!(found.step(true), Some(0..6));
        assert_eq!(found.step(false), Some(17..23));
    }

    #[test]
    fn a_pattern_that_cannot_be_read_says_why_and_one_that_matches_nothing_finds_nothing() {
        assert!(find("(still", true).fault.is_some());
        assert_eq!(find("(still", false).hits.len(), 0);
        assert!(find("x*", true).hits.is_empty());
        assert_eq!(find("st\\w+", true).hits.len(), 3);
    }
}
