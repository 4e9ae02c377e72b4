//! Who said a quote, as far as the words beside it leave no doubt: a cue such as “said” and the name next to it.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

use super::names::names;
use crate::model::text::{self, slice};

/// How far from a quote its attribution may stand.
const REACH: usize = 300;
/// How far from its cue a name may stand, with a title or an office between.
const NEAR: usize = 60;

/// Words of saying, verbs in forms that are hardly ever nouns; of two that begin alike the longer comes first. Whole words are
/// told from parts of words by the code, since the engine is slow at that beside letters that are not ASCII.
const CUES: &str = r"(?i)according to|said|says|told|tells|stated|states|announced|warned|warns|insisted|insists|argued|argues|declared|declares|claimed|added|adds|wrote|writes|explained|explains|replied|replies|tweeted|confirmed|asserted|acknowledged|remarked|testified|sagten|sagte|sagt|erklärte|erklärt|betonte|betont|teilte mit|warnte|a déclaré|a dit|déclare|a affirmé|selon|dijo|dice|afirmó|declaró|según";

static CUE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(CUES).ok());

/// Where a quote's speaker and the word that attributes it stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The name, without a title.
    pub name: Range<usize>,
    /// “said”.
    pub cue: Range<usize>,
}

/// Returns the words of saying in `range` of `text`, in order.
pub fn cues(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let from = range.start;
    let found = CUE.as_ref().into_iter().flat_map(move |cue| cue.find_iter(slice(text, range.clone())));
    found.map(move |cue| from + cue.start()..from + cue.end()).filter(|cue| is_whole_word(text, cue))
}

fn is_whole_word(text: &str, range: &Range<usize>) -> bool {
    let before = slice(text, 0..range.start).chars().next_back();
    let behind = slice(text, range.end..text.len()).chars().next();
    !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
}

/// Returns who said the quote in `quote` of `text`: from the clause behind it, between it and the one before, or before it.
/// `None` where that is not certain.
pub fn attribution_of(text: &str, quote: Range<usize>) -> Option<Attribution> {
    let inner = slice(text, quote.clone()).trim_end_matches(is_mark);
    let goes_on = !inner.ends_with('.');
    let behind = goes_on.then(|| clause(text, behind(text, quote.end))).flatten();
    behind.or_else(|| clause(text, before(text, quote.start)))
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '"' | '„' | '«' | '»' | '‘' | '’' | '\'' | '「' | '」') || c.is_whitespace()
}

fn opens(c: char) -> bool {
    matches!(c, '“' | '"' | '„' | '«' | '»' | '”' | '「' | '」')
}

/// The rest of the sentence behind a quote, up to the next quotation.
fn behind(text: &str, end: usize) -> Range<usize> {
    let far = text::snap_down(text, end + REACH);
    let rest = slice(text, end..far);
    let line = rest.split(|c| c == '\n' || opens(c)).next().unwrap_or_default();
    let stop = line.match_indices(['.', '!', '?', ';']).find(|(at, _)| ends_sentence(line, *at));
    end..end + stop.map_or(line.len(), |(at, _)| at)
}

/// A full stop behind an initial or a short title ends nothing.
fn ends_sentence(line: &str, at: usize) -> bool {
    let word = slice(line, 0..at).rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let short = word.starts_with(char::is_uppercase) && word.chars().count() <= 3;
    let rest = slice(line, at + 1..line.len());
    !short && (rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// The part of the sentence before a quote; behind another quote, all that lies between the two.
fn before(text: &str, start: usize) -> Range<usize> {
    let near = text::snap_up(text, start.saturating_sub(REACH));
    let head = slice(text, near..start);
    let line = near + head.rfind('\n').map_or(0, |at| at + 1);
    let head = slice(text, line..start);
    if let Some((at, mark)) = head.char_indices().rev().find(|(_, c)| opens(*c)) {
        return line + at + mark.len_utf8()..start;
    }
    let stop = head.trim_end().match_indices(['.', '!', '?']).map(|(at, _)| at).rfind(|at| ends_sentence(head.trim_end(), *at));
    line + stop.filter(|at| at + 1 < head.trim_end().len()).map_or(0, |at| at + 1)..start
}

/// The one name that the cues of a clause point to.
fn clause(text: &str, range: Range<usize>) -> Option<Attribution> {
    let mut cues = cues(text, range.clone()).peekable();
    cues.peek()?;
    let names = names(text, range.clone());
    let mut found: Option<Attribution> = None;
    for cue in cues {
        let name = named_by(text, &range, &names, &cue)?;
        if found.as_ref().is_some_and(|first| slice(text, first.name.clone()) != slice(text, name.clone())) {
            return None;
        }
        found.get_or_insert(Attribution { name, cue });
    }
    found
}

fn named_by(text: &str, clause: &Range<usize>, names: &[Range<usize>], cue: &Range<usize>) -> Option<Range<usize>> {
    let word = slice(text, cue.clone()).to_lowercase();
    let before = names.iter().rfind(|name| name.end <= cue.start);
    let behind = names.iter().find(|name| name.start >= cue.end);
    let near = |gap: &str| gap.len() <= NEAR;
    if matches!(word.as_str(), "according to" | "selon" | "según") {
        return behind.filter(|name| is_office(slice(text, cue.end..name.start))).cloned();
    }
    let stands_before = |name: &&Range<usize>| {
        let gap = slice(text, name.end..cue.start);
        let aside = gap.trim_end().strip_prefix(',').and_then(|gap| gap.strip_suffix(','));
        near(gap) && (gap.trim().is_empty() || is_adverb(gap.trim()) || aside.is_some_and(|aside| !aside.contains(',')))
    };
    if let Some(name) = before.filter(stands_before) {
        return Some(name.clone());
    }
    // “said Ana Ruiz”: only where nobody else is named or meant before the verb.
    let head = slice(text, clause.start..cue.start);
    let is_first = before.is_none() && !head.contains(char::is_alphabetic);
    let may_follow = is_first && !word.starts_with("tel") && word != "told";
    behind.filter(|name| may_follow && is_office(slice(text, cue.end..name.start))).cloned()
}

fn is_adverb(word: &str) -> bool {
    matches!(word, "also" | "later" | "then" | "again" | "has" | "had" | "once" | "repeatedly" | "reportedly" | "hat" | "hatte")
}

/// What may stand between a cue and the name behind it: nothing, or an office in lower case.
fn is_office(gap: &str) -> bool {
    let clauses = ["that", "he", "she", "it", "they", "we", "to", "in", "on", "at", "of", "about", "during", "after", "while"];
    let words: Vec<&str> = gap.split_whitespace().collect();
    gap.len() <= NEAR && words.len() <= 5 && !gap.contains(',') && !words.iter().any(|word| clauses.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::drawn::undraw;

    /// Checks who said the quote that is drawn in `⟦ ⟧`.
    #[track_caller]
    fn check(drawn: &str, expected: Option<&str>) {
        let (text, [start, end]) = undraw(drawn, ['⟦', '⟧']);
        let found = attribution_of(&text, start.unwrap()..end.unwrap());
        assert_eq!(found.map(|found| &text[found.name]), expected, "{drawn}");
    }

    #[test]
    fn the_clause_behind_a_quote_says_who_spoke() {
        check("⟦“We had no choice,”⟧ said Ana Ruiz. “Not one.”", Some("Ana Ruiz"));
        check("⟦“We had no choice,”⟧ Ruiz told the Quayside Post.", Some("Ruiz"));
        check("⟦“We had no choice,”⟧ said harbour master Ana Ruiz on Monday.", Some("Ana Ruiz"));
        check("⟦“We had no choice,”⟧ President Lund said.", Some("Lund"));
        check("⟦“We wait,”⟧ Ruiz, the harbour master, said.", Some("Ruiz"));
        check("⟦„Wir warten“⟧, sagte Ruiz.", Some("Ruiz"));
    }

    #[test]
    fn so_does_the_clause_before_it_and_between_two() {
        check("Nobody came. Ruiz said: ⟦“We wait.”⟧ Lund left.", Some("Ruiz"));
        check("“We had no choice,” said Ana Ruiz. ⟦“Not one.”⟧", Some("Ana Ruiz"));
        check("The port is shut, according to Lund, who called it ⟦“a mess”⟧.", Some("Lund"));
    }

    #[test]
    fn cues_are_whole_words() {
        let text = "It was said, unsaid, Said, saidé; er erklärte, il a déclaré, according to her.";
        let found: Vec<&str> = cues(text, 0..text.len()).map(|range| &text[range]).collect();
        assert_eq!(found, ["said", "Said", "erklärte", "a déclaré", "according to"]);
    }

    #[test]
    fn what_is_not_certain_is_not_said() {
        check("⟦“We had no choice,”⟧ she said of Ruiz.", None);
        check("⟦“We had no choice.”⟧ Lund said nothing.", None);
        check("⟦“We had no choice”⟧ was the answer of Ruiz.", None);
        check("⟦“We wait,”⟧ Ruiz said, while Lund said the port was open.", None);
        check("⟦“We wait,”⟧ they told Ruiz.", None);
    }
}
