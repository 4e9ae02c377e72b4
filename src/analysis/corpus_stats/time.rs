//! Where the time goes, from the journals: the time between two steps that follow closely was spent on the article of the
//! later one. A step that concerns several articles counts for its annotator, and for none of them.

use crate::model::{ArticleId, JournalEntry};
use std::collections::HashMap;

/// A longer pause is no work, in milliseconds.
const PAUSE: i64 = 5 * 60 * 1000;

/// The time that one annotator spent.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Spent {
    /// In milliseconds.
    pub total: u64,
    /// By article.
    pub articles: HashMap<ArticleId, u64>,
}

/// The time of one annotator's steps.
pub(super) fn spent(entries: &[JournalEntry]) -> Spent {
    let mut spent = Spent::default();
    for [before, entry] in entries.array_windows::<2>() {
        let gap = entry.at.0.saturating_sub(before.at.0);
        let Some(gap) = u64::try_from(gap).ok().filter(|_| gap < PAUSE) else { continue };
        spent.total += gap;
        if let [article] = *entry.articles {
            *spent.articles.entry(article).or_default() += gap;
        }
    }
    spent
}
