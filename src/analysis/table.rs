//! All annotations of a project as rows, to be filtered, sorted and walked through, two million as well as ten.
//!
//! A row names its annotation and holds what tells rows apart quickly; everything else is read from the project when it is
//! shown or asked for.

use crate::model::progress::Cancelled;
use crate::model::{Annotation, AnnotationId, Annotator, Article, ArticleId, Layer, Name, Progress, Project, Status};
use rayon::prelude::*;
use std::cmp::Ordering;

mod column;
mod filter;
mod walk;

pub use column::{Cell, Column};
pub use filter::{Filter, Wanted};

/// Articles that are looked at between two looks at whether somebody wants an end.
const PART: usize = 512;

/// Rows that are looked at between two looks at whether somebody wants an end.
const ROWS: usize = 1 << 15;

/// One annotation among all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// Which annotation.
    pub annotation: AnnotationId,
    /// The place of its article in [`Table::articles`].
    pub article: u32,
    /// The place of its annotator in [`Table::annotators`].
    pub annotator: u16,
    /// The place of its label in [`Table::labels`].
    pub label: u16,
    /// What reviewers said of it.
    pub status: Status,
}

/// The rows, and what they point at.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The articles that are in the project, in the order they were loaded.
    pub articles: Vec<ArticleId>,
    /// Everybody who has annotations.
    pub annotators: Vec<Annotator>,
    /// Ids of the labels: those of the scheme in its order, then others.
    pub labels: Vec<Name>,
    /// By article, then annotator, then in reading order.
    pub rows: Vec<Row>,
}

/// What a row stands for in a project.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The article.
    pub article: ArticleId,
    /// Whose annotation it is.
    pub annotator: &'a Annotator,
    /// The annotation as it is now.
    pub annotation: &'a Annotation,
    /// The text of the article.
    pub text: &'a str,
}

impl Table {
    /// Makes the table; progress counts articles.
    pub fn of(project: &Project, progress: &Progress) -> Result<Self, Cancelled> {
        let articles: Vec<&Article> = project.articles().collect();
        progress.set_total(articles.len() as u64);
        let layers: Vec<(&Annotator, &Layer)> = project.layers.iter().collect();
        let labels = labels(project, &layers);
        let place = Places { project, layers: &layers, labels: &labels };
        let parts = articles.par_chunks(PART).enumerate().map(|(part, articles)| {
            progress.advance(articles.len() as u64)?;
            let mut rows = Vec::new();
            for (at, article) in articles.iter().enumerate() {
                place.rows_of(article.id, u32::try_from(part * PART + at).unwrap_or(u32::MAX), &mut rows);
            }
            Ok(rows)
        });
        let parts: Vec<Vec<Row>> = parts.collect::<Result<_, Cancelled>>()?;
        let mut rows = Vec::with_capacity(parts.iter().map(Vec::len).sum());
        parts.into_iter().for_each(|part| rows.extend(part));
        let articles = articles.into_iter().map(|article| article.id).collect();
        let annotators = layers.into_iter().map(|(who, _)| who.clone()).collect();
        Ok(Self { articles, annotators, labels, rows })
    }

    /// The article of a row.
    pub fn article_of(&self, row: &Row) -> Option<ArticleId> {
        self.articles.get(row.article as usize).copied()
    }

    /// Whose annotation a row is.
    pub fn annotator_of(&self, row: &Row) -> Option<&Annotator> {
        self.annotators.get(usize::from(row.annotator))
    }

    /// What a row stands for in a project; `None` when it is gone there.
    pub fn seen<'a>(&'a self, row: &Row, project: &'a Project) -> Option<Seen<'a>> {
        walk::Walk::new(self, project).seen(row)
    }

    /// The places of the rows that fit all filters, in the order of the rows; progress counts rows.
    pub fn fitting(
        &self,
        project: &Project,
        by: &Annotator,
        filters: &[Filter],
        progress: &Progress,
    ) -> Result<Vec<u32>, Cancelled> {
        let chosen = filter::Chosen::of(self, project, by, filters);
        progress.set_total(self.rows.len() as u64);
        let parts = self.rows.par_chunks(ROWS).enumerate().map(|(part, rows)| {
            progress.advance(rows.len() as u64)?;
            let mut walk = walk::Walk::new(self, project);
            let fitting = rows.iter().enumerate().filter(|(_, row)| chosen.fits(row, &mut walk, project, by));
            Ok(fitting.map(|(at, _)| u32::try_from(part * ROWS + at).unwrap_or(u32::MAX)).collect())
        });
        let parts: Vec<Vec<u32>> = parts.collect::<Result<_, Cancelled>>()?;
        Ok(parts.concat())
    }

    /// Sorts places of rows by a column; rows of equal value stay in their order.
    pub fn sort(&self, project: &Project, by: &Annotator, places: &mut Vec<u32>, column: &Column, reversed: bool) {
        let row = |place: &u32| self.rows.get(*place as usize);
        if let Some(ranks) = self.ranks(project, by, column) {
            let rank = |place: &u32| row(place).map(|row| ranks.get(column.place(row)).copied().unwrap_or(u32::MAX));
            places.par_sort_by(|one, other| turned(rank(one).cmp(&rank(other)), reversed));
            return;
        }
        let keys = |places: &[u32]| {
            let mut walk = walk::Walk::new(self, project);
            let mut value = |place: u32| Some(column.value(project, by, &walk.seen(row(&place)?)?));
            let mut keyed = |place: u32| {
                let value = value(place).unwrap_or_default();
                ((value.beginning(), value), place)
            };
            places.iter().map(|place| keyed(*place)).collect::<Vec<_>>()
        };
        // Most values differ in their beginnings, which stand side by side; few need a look at the whole.
        type Keyed<'a> = ((u128, Cell<'a>), u32);
        let mut keyed: Vec<Keyed<'_>> = places.par_chunks(ROWS).flat_map_iter(keys).collect();
        let value = |one: &Keyed<'_>, other: &Keyed<'_>| one.0.0.cmp(&other.0.0).then_with(|| one.0.1.order(&other.0.1));
        keyed.par_sort_by(|one, other| turned(value(one, other), reversed));
        *places = keyed.into_iter().map(|(_, place)| place).collect();
    }

    /// Where each value of a column that has few stands in their order; `None` for columns that have many.
    fn ranks(&self, project: &Project, by: &Annotator, column: &Column) -> Option<Vec<u32>> {
        let values = column.few(self, project, by)?;
        let mut order: Vec<(&Cell<'_>, usize)> = values.iter().enumerate().map(|(at, value)| (value, at)).collect();
        order.par_sort_by(|(one, _), (other, _)| one.order(other));
        let (mut ranks, mut rank, mut before) = (vec![0; values.len()], 0, None);
        for (value, at) in order {
            rank += u32::from(before.is_some_and(|before: &Cell<'_>| before.order(value).is_ne()));
            ranks.iter_mut().skip(at).take(1).for_each(|slot| *slot = rank);
            before = Some(value);
        }
        Some(ranks)
    }
}

fn turned(order: Ordering, reversed: bool) -> Ordering {
    if reversed { order.reverse() } else { order }
}

/// The labels of the scheme, then those that only annotations know.
fn labels(project: &Project, layers: &[(&Annotator, &Layer)]) -> Vec<Name> {
    let mut labels: Vec<Name> = project.scheme.labels.iter().map(|label| label.id.clone()).collect();
    let is_other = |label: &&Name| project.scheme.label(label).is_none();
    let layers = layers.par_iter().flat_map(|(_, layer)| layer.articles.par_iter());
    let used = layers.flat_map_iter(|(_, layer)| layer.annotations.labels().chain(layer.displaced.iter().map(|a| &a.label)));
    let mut others: Vec<Name> = used.filter(is_other).cloned().collect();
    others.sort();
    others.dedup();
    labels.append(&mut others);
    labels
}

/// What rows point at while they are made.
struct Places<'a> {
    project: &'a Project,
    layers: &'a [(&'a Annotator, &'a Layer)],
    labels: &'a [Name],
}

impl Places<'_> {
    fn rows_of(&self, id: ArticleId, article: u32, rows: &mut Vec<Row>) {
        let judged = self.layers.iter().any(|(_, layer)| layer.article(id).is_some_and(|layer| !layer.verdicts.is_empty()));
        for (at, (_, layer)) in self.layers.iter().enumerate() {
            let Some(layer) = layer.article(id) else { continue };
            let annotator = u16::try_from(at).unwrap_or(u16::MAX);
            rows.extend(layer.annotations.iter().chain(&layer.displaced).map(|annotation| Row {
                annotation: annotation.id,
                article,
                annotator,
                label: self.label(&annotation.label),
                status: if judged { self.project.status(id, annotation) } else { Status::Open },
            }));
        }
    }

    fn label(&self, id: &Name) -> u16 {
        let place = self.labels.iter().position(|label| label == id);
        place.and_then(|place| u16::try_from(place).ok()).unwrap_or(u16::MAX)
    }
}
