//! Search: what is looked for in all texts or annotations of a project, found in order and handed on while it is found.
//!
//! A [`Hit`] is a place and nothing more, so that millions of them fit; the words around it are made when it is shown.

mod order;
mod pattern;
mod place;
mod scope;
mod sweep;
mod tally;

pub use order::{Order, sorted};
pub use pattern::{Pattern, PatternError};
pub use place::Hit;
pub use tally::Tally;

use crate::model::progress::Cancelled;
use crate::model::{Annotator, Article, Progress, Project, Query, SearchedFor};
use rayon::prelude::*;
use scope::Scope;
use std::ops::ControlFlow;

/// Articles that one thread takes at a time.
const TOGETHER: usize = 16;
/// About so many bytes of text are searched before the first hits are handed on.
const FIRST: usize = 1 << 18;
/// And never more than about so many at once, which bounds how long hits wait.
const MOST: usize = 1 << 25;

/// Hits found since the last time, and what they lie in.
#[derive(Debug, Default)]
pub struct Found {
    /// In the order of articles, then of reading.
    pub hits: Vec<Hit>,
    /// How many of them lie where.
    pub tally: Tally,
}

/// Why a search came to no end.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum SearchError {
    #[error("cannot search for this: {0}")]
    Pattern(#[from] PatternError),
    #[error("cannot search for nothing; give a pattern, or search annotations")]
    NoPattern,
    #[error("cannot search from “{0}”; give a date such as 2025-07-03, a month or a year")]
    Date(String),
    #[error("the search was cancelled")]
    Cancelled(#[from] Cancelled),
}

/// Says why a query cannot be asked; what takes long is not done.
pub fn check(query: &Query) -> Result<Pattern, SearchError> {
    let pattern = Pattern::of(query)?;
    if pattern.is_all() && query.of == SearchedFor::Text {
        return Err(SearchError::NoPattern);
    }
    for date in [&query.from, &query.until] {
        if !is_begun_date(date) {
            return Err(SearchError::Date(date.clone()));
        }
    }
    Ok(pattern)
}

/// Searches a project as somebody sees it, and hands on what is found, in order, until that breaks off. Progress counts bytes
/// of text, those of articles left out among them.
pub fn search(
    project: &Project,
    viewer: &Annotator,
    query: &Query,
    progress: &Progress,
    each: &mut dyn FnMut(Found) -> ControlFlow<()>,
) -> Result<(), SearchError> {
    let pattern = check(query)?;
    Ok(through(project, &pattern, &Scope::of(project, viewer, query), progress, each)?)
}

/// Finds what a rule of somebody's has tagged in their name, however it looks by now.
pub fn of_rule(
    project: &Project,
    viewer: &Annotator,
    (owner, rule): (&Annotator, &str),
    progress: &Progress,
    each: &mut dyn FnMut(Found) -> ControlFlow<()>,
) -> Result<(), Cancelled> {
    let query = Query { of: SearchedFor::Annotations, annotators: vec![owner.clone()], ..Query::default() };
    let scope = Scope::of(project, viewer, &query).of_rule(rule);
    through(project, &Pattern::all(), &scope, progress, each)
}

/// Goes through all articles, many at a time, and hands on what is found in their order.
fn through(
    project: &Project,
    pattern: &Pattern,
    scope: &Scope<'_>,
    progress: &Progress,
    each: &mut dyn FnMut(Found) -> ControlFlow<()>,
) -> Result<(), Cancelled> {
    let articles = project.stored_articles();
    progress.set_total(articles.iter().map(|article| article.text.len() as u64).sum());
    let (mut from, mut most) = (0, FIRST);
    while from < articles.len() {
        let group = articles.get(from..from + group_length(articles.get(from..).unwrap_or_default(), most)).unwrap_or_default();
        let parts = group.par_chunks(TOGETHER).enumerate().map(|(at, part)| {
            let mut found = Found::default();
            for (article, number) in part.iter().zip(from + at * TOGETHER..) {
                scope.find(article, number, pattern, &mut found);
                progress.advance(article.text.len() as u64)?;
            }
            Ok(found)
        });
        let parts: Vec<Found> = parts.collect::<Result<_, Cancelled>>()?;
        if !parts.iter().all(|part| part.hits.is_empty()) && each(Found::joined(parts)).is_break() {
            return Ok(());
        }
        from += group.len();
        most = (most * 2).min(MOST);
    }
    Ok(())
}

/// How many articles hold about so many bytes; at least one where there is one.
fn group_length(articles: &[Article], bytes: usize) -> usize {
    let mut sum = 0;
    let fits = articles.iter().take_while(|article| {
        let begins_inside = sum < bytes;
        sum += article.text.len();
        begins_inside
    });
    fits.count()
}

/// Whether it is a date of ISO 8601, or the beginning of one: “2025”, “2025-07”; or nothing.
fn is_begun_date(date: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    matches!(date.len(), 0 | 4 | 7 | 10) && date.bytes().enumerate().all(fits)
}

impl Found {
    fn joined(parts: Vec<Self>) -> Self {
        let mut whole = Self { hits: Vec::with_capacity(parts.iter().map(|part| part.hits.len()).sum()), ..Self::default() };
        for part in parts {
            whole.hits.extend_from_slice(&part.hits);
            whole.tally.add(&part.tally);
        }
        whole
    }
}
