//! A corpus in figures: how far the work is, what was tagged where and when, how long and how dense annotations are, what the
//! numbers say, where the time goes, and whether suggestions are worth it. Behind each figure stand the articles it counts.

mod dates;
mod measures;
mod table;
mod tally;
mod time;
mod values;

pub use dates::{Day, Period, day_in, day_of};
pub use table::{Cell, Row, Table};
pub use values::{Bound, Quantity, Unit};

use crate::model::progress::Cancelled;
use crate::model::{Annotator, Article, ArticleId, ArticleState, JournalEntry, Progress, Project};
use measures::{DENSITIES, LENGTHS, MINUTES};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;
use table::Cells;
use tally::{Counting, Tally};

/// How many articles one task counts.
const RUN: usize = 512;

/// All figures of a corpus. Articles taken out of the project, and the work on them, do not count.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// The articles, by their places.
    pub ids: Arc<[ArticleId]>,
    /// How many words the articles have.
    pub words: u64,
    /// Articles by state: first as far as anybody has come, then for each annotator.
    pub states: Table,
    /// Annotations by outlet and label, the outlet with most first; the empty name is an outlet that is not known.
    pub outlets: Table,
    /// Annotations by the day they were made, in UTC, and label.
    pub created: Table,
    /// Annotations by the day of their article and label.
    pub published: Table,
    /// How many annotations stand in articles without a date.
    pub undated: u64,
    /// Annotations by length in words and label.
    pub lengths: Table,
    /// Articles by annotations for each 1,000 words; where several have worked on one, the mean.
    pub densities: Table,
    /// Values by unit, the unit with most first.
    pub units: Vec<Unit>,
    /// The seconds each annotator spent.
    pub time: Table,
    /// Articles by the minutes that all spent on them.
    pub minutes: Table,
    /// The time spent on single articles.
    pub spent: Vec<Spent>,
    /// Suggestions by rule: as suggested, changed, dismissed.
    pub rules: Table,
}

/// The time that somebody spent on an article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spent {
    /// The article's place in [`Figures::ids`].
    pub article: u32,
    /// The annotator's row in [`Figures::time`].
    pub annotator: u32,
    /// How long.
    pub milliseconds: u64,
}

impl Figures {
    /// The ids of articles by their places.
    pub fn articles(&self, places: &[u32]) -> Vec<ArticleId> {
        places.iter().filter_map(|place| self.ids.get(*place as usize).copied()).collect()
    }

    /// How long was spent on an article where anything was: the one in the middle, in milliseconds.
    pub fn median_time(&self) -> Option<u64> {
        let mut by_article: HashMap<u32, u64> = HashMap::new();
        self.spent.iter().for_each(|spent| *by_article.entry(spent.article).or_default() += spent.milliseconds);
        let mut times: Vec<u64> = by_article.into_values().collect();
        times.sort_unstable();
        times.get(times.len() / 2).copied()
    }
}

/// Counts everything. `viewer` is whose corrections of outlet and date come first; `journals` holds each annotator's entries.
pub fn figures(
    project: &Project,
    viewer: &Annotator,
    journals: &[&[JournalEntry]],
    progress: &Progress,
) -> Result<Figures, Cancelled> {
    let articles: Vec<&Article> = project.articles().collect();
    progress.set_total(articles.len() as u64);
    let labels = project.scheme.labels.iter();
    let counting = Counting {
        project,
        viewer,
        layers: project.layers.values().collect(),
        labels: labels.zip(0_u16..).map(|(label, column)| (label.id.as_ref(), column)).collect(),
    };
    let runs: Vec<(usize, &[&Article])> = articles.chunks(RUN).enumerate().collect();
    let count = |(run, articles): &(usize, &[&Article])| {
        let mut tally = Tally::default();
        for (place, article) in (run * RUN..).zip(articles.iter()) {
            counting.count(&mut tally, u32::try_from(place).unwrap_or(u32::MAX), article);
        }
        progress.advance(articles.len() as u64).map(|()| tally)
    };
    let counted: Vec<Result<Tally, Cancelled>> = runs.par_iter().map(count).collect();
    let mut whole = Tally::default();
    for tally in counted {
        whole.append(tally?);
    }
    let ids: Arc<[ArticleId]> = articles.iter().map(|article| article.id).collect();
    let mut figures = tables(project, whole);
    figures.ids = ids;
    add_time(&mut figures, journals);
    Ok(figures)
}

fn tables(project: &Project, tally: Tally) -> Figures {
    let mut labels: Vec<String> = project.scheme.labels.iter().map(|label| label.name.clone()).collect();
    let unknown = u16::try_from(labels.len()).unwrap_or(u16::MAX);
    labels.extend(tally.outlets.keys().any(|(_, column)| *column == unknown).then(|| "no longer in the scheme".to_owned()));
    let annotators = project.layers.keys().map(ToString::to_string);
    let name_in =
        |list: Vec<String>| move |row: i32| usize::try_from(row).ok().and_then(|row| list.get(row)).cloned().unwrap_or_default();
    let days = |row: i32| Period::Day.words(row);
    let states = ArticleState::ALL.map(|state| state.name().to_owned()).to_vec();
    let outcomes = ["as suggested", "changed", "dismissed"].map(str::to_owned).to_vec();
    let articles = || vec!["articles".to_owned()];
    Figures {
        words: tally.words,
        undated: tally.undated,
        states: Table::with_rows(states, tally.states, ["all".to_owned()].into_iter().chain(annotators)),
        outlets: Table::of(labels.clone(), tally.outlets, name_in(tally.outlet_names.list)).sorted(),
        created: Table::of(labels.clone(), tally.created, days),
        published: Table::of(labels.clone(), tally.published, days),
        lengths: Table::with_rows(labels, tally.lengths, LENGTHS.names()),
        densities: Table::with_rows(articles(), tally.densities, DENSITIES.names()),
        units: tally.units.finish(),
        rules: Table::of(outcomes, tally.rules, name_in(tally.rule_names.list)).sorted(),
        ..Figures::default()
    }
}

fn add_time(figures: &mut Figures, journals: &[&[JournalEntry]]) {
    let places: HashMap<ArticleId, u32> = figures.ids.iter().copied().zip(0..).collect();
    let names: Vec<&Annotator> = journals.iter().filter_map(|entries| entries.first()).map(|entry| &entry.annotator).collect();
    let filled = journals.iter().filter(|entries| !entries.is_empty());
    let mut time = Cells::new();
    let mut by_article: HashMap<u32, u64> = HashMap::new();
    for (row, entries) in (0..).zip(filled) {
        let spent = time::spent(entries);
        let mut articles: Vec<(u32, u64)> =
            spent.articles.iter().filter_map(|(id, spent)| Some((*places.get(id)?, *spent))).collect();
        articles.sort_unstable();
        let cell = time.entry((row, 0)).or_default();
        articles.iter().for_each(|(place, _)| cell.add(*place, 0));
        cell.count = spent.total / 1000;
        for (article, milliseconds) in articles {
            *by_article.entry(article).or_default() += milliseconds;
            figures.spent.push(Spent { article, annotator: row.unsigned_abs(), milliseconds });
        }
    }
    let mut minutes = Cells::new();
    let mut by_article: Vec<(u32, u64)> = by_article.into_iter().collect();
    by_article.sort_unstable();
    for (place, milliseconds) in by_article {
        minutes.entry((MINUTES.of(milliseconds as f64 / 60_000.0), 0)).or_default().add(place, 1);
    }
    figures.time = Table::with_rows(vec!["seconds".to_owned()], time, names.iter().map(ToString::to_string));
    figures.minutes = Table::with_rows(vec!["articles".to_owned()], minutes, MINUTES.names());
}
