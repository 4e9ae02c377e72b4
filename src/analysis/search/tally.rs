//! How many hits lie where: by outlet, label, annotator, language and state.

use super::place::Hit;
use crate::model::{Annotator, Article, ArticleLayer, ArticleState, MetadataField, Name, Project};
use std::collections::BTreeMap;
use std::ops::Range;

/// Counts of hits. A place of the text counts for each label and each annotator that has an annotation there, and an annotation
/// for its own.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// How many hits.
    pub hits: u64,
    /// How many articles have any.
    pub articles: u64,
    /// By outlet; the empty one is “unknown”.
    pub outlets: BTreeMap<String, u64>,
    /// By id of the label.
    pub labels: BTreeMap<Name, u64>,
    /// By annotator.
    pub annotators: BTreeMap<Annotator, u64>,
    /// By tag of the language; the empty one is “unknown”.
    pub languages: BTreeMap<String, u64>,
    /// By state of the article, in the order of [`ArticleState::ALL`].
    pub states: [u64; 3],
}

/// What an annotator made of an article.
pub(super) type Made<'a> = (&'a Annotator, &'a ArticleLayer);

impl Tally {
    /// Counts so many hits for the article they lie in.
    pub(super) fn count_article(&mut self, project: &Project, viewer: &Annotator, article: &Article, hits: usize) {
        let count = hits as u64;
        let field = |field| project.field(viewer, article.id, field);
        self.hits += count;
        self.articles += 1;
        add_name(&mut self.outlets, field(MetadataField::Outlet), count);
        add_name(&mut self.languages, field(MetadataField::Language), count);
        let state = project.article_layer(viewer, article.id).map(|layer| layer.state).unwrap_or_default();
        ArticleState::ALL.iter().zip(&mut self.states).filter(|(each, _)| **each == state).for_each(|(_, sum)| *sum += count);
    }

    /// Counts somebody's annotations, so many of each label.
    pub(super) fn count_annotations(&mut self, who: &Annotator, labels: &[(&Name, u64)], count: usize) {
        labels.iter().for_each(|(label, count)| add(&mut self.labels, *label, *count));
        if count > 0 {
            add(&mut self.annotators, who, count as u64);
        }
    }

    /// Counts hits of one article, in reading order, for the annotations at their places.
    pub(super) fn count_places(&mut self, hits: &[Hit], made: &[Made<'_>]) {
        let mut by_label: Vec<(&Name, Range<usize>)> = Vec::new();
        for (who, made) in made {
            let mut by_annotator = Vec::new();
            for annotation in made.annotations.iter() {
                // Hits share no bytes, so those that an annotation touches stand together.
                let from = hits.partition_point(|hit| hit.span.end <= annotation.span.start);
                let touched = from..hits.partition_point(|hit| hit.span.start < annotation.span.end);
                if !touched.is_empty() {
                    by_label.push((&annotation.label, touched.clone()));
                    by_annotator.push(touched);
                }
            }
            let count = covered(by_annotator.iter());
            if count > 0 {
                add(&mut self.annotators, *who, count);
            }
        }
        by_label.sort_unstable_by(|(a, one), (b, other)| a.cmp(b).then(one.start.cmp(&other.start)));
        for of_label in by_label.chunk_by(|(a, _), (b, _)| a == b) {
            if let Some((label, _)) = of_label.first() {
                add(&mut self.labels, *label, covered(of_label.iter().map(|(_, touched)| touched)));
            }
        }
    }

    /// Takes in what another has counted.
    pub fn add(&mut self, other: &Self) {
        self.hits += other.hits;
        self.articles += other.articles;
        other.outlets.iter().for_each(|(outlet, count)| add_name(&mut self.outlets, outlet, *count));
        other.labels.iter().for_each(|(label, count)| add(&mut self.labels, label, *count));
        other.annotators.iter().for_each(|(who, count)| add(&mut self.annotators, who, *count));
        other.languages.iter().for_each(|(language, count)| add_name(&mut self.languages, language, *count));
        self.states.iter_mut().zip(other.states).for_each(|(sum, count)| *sum += count);
    }
}

/// How many places ranges cover together, given by their beginnings.
fn covered<'a>(ranges: impl Iterator<Item = &'a Range<usize>>) -> u64 {
    let (mut upto, mut count) = (0, 0);
    for range in ranges {
        count += range.end.saturating_sub(range.start.max(upto)) as u64;
        upto = upto.max(range.end);
    }
    count
}

fn add<K: Ord + Clone>(counts: &mut BTreeMap<K, u64>, key: &K, by: u64) {
    match counts.get_mut(key) {
        Some(count) => *count += by,
        None => drop(counts.insert(key.clone(), by)),
    }
}

fn add_name(counts: &mut BTreeMap<String, u64>, name: &str, by: u64) {
    match counts.get_mut(name) {
        Some(count) => *count += by,
        None => drop(counts.insert(name.to_owned(), by)),
    }
}
