//! The headline, which often stands apart from the text, the line below it that says what the article is about, and the headline
//! where it is said again.

use super::kind::Kind;
use super::measures::LineMeasure;
use super::verdicts::{Judge, Verdict};
use super::words;

/// How many lines below the headline one may say what the article is about.
const DECKS: usize = 25;

/// A headline other than a first heading has at least this many words.
const LEAST: usize = 4;

/// Takes in the headline and the line below it, and leaves the headline out where it is said again.
pub(super) fn take_in(judge: &Judge<'_>, verdicts: &mut [Verdict]) {
    let start = verdicts.iter().position(|verdict| *verdict == Verdict::Article).unwrap_or_default();
    let title = Words::of(&judge.page.title);
    let Some(headline) = find(judge, verdicts.len().min(start + 4), &title) else { return };
    let decks = (headline + 1..start.min(headline + DECKS)).filter(|at| is_deck(judge, *at));
    for at in [headline].into_iter().chain(decks) {
        if let Some(verdict) = verdicts.get_mut(at) {
            *verdict = Verdict::Article;
        }
    }
    let said = Words::of(judge.text(headline));
    for (at, verdict) in verdicts.iter_mut().enumerate().filter(|(at, _)| *at != headline) {
        if *verdict == Verdict::Article && judge.is_heading(at) && Words::of(judge.text(at)) == said {
            *verdict = Verdict::Repeated;
        }
    }
}

/// The last first heading ahead of the text, or else a heading that the page's head calls the page by.
fn find(judge: &Judge<'_>, end: usize, title: &Words) -> Option<usize> {
    let is_in_first = |at: usize| judge.in_headline.get(judge.place(at)).copied().unwrap_or_default();
    let is_free = |at: usize| judge.outside(at).is_none_or(|hint| hint.kind == Kind::Byline);
    let is_title = |at: usize| title.begin_with(&Words::of(judge.text(at)));
    let is_headline = |at: &usize| is_in_first(*at) && judge.measure(*at).words >= 2 && (is_free(*at) || is_title(*at));
    let is_other = |at: &usize| judge.measure(*at).words >= LEAST && judge.is_heading(*at) && is_free(*at) && is_title(*at);
    (0..end).rev().find(is_headline).or_else(|| (0..end).rev().find(is_other))
}

/// Whether a line between headline and text says what the article is about.
fn is_deck(judge: &Judge<'_>, at: usize) -> bool {
    let LineMeasure { words, linked, .. } = judge.measure(at);
    let is_named = judge.around(at, 3).any(|place| place.role.is_deck);
    let is_date = judge.text(at).chars().filter(char::is_ascii_digit).count() >= 6;
    let is_sound = (6..=60).contains(&words) && linked < 0.3 && !is_date;
    is_named && is_sound && judge.outside(at).is_none() && words::of_frame(judge.text(at)).is_none()
}

/// The words of a line in small letters, without marks.
#[derive(PartialEq)]
struct Words(String);

impl Words {
    fn of(text: &str) -> Self {
        let words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        Self(words.join(" "))
    }

    /// Whether these begin with all of the others, and those are not few.
    fn begin_with(&self, others: &Self) -> bool {
        others.0.contains(' ') && self.0.starts_with(&others.0)
    }
}
