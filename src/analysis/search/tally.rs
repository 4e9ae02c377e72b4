//! How many hits lie where: by outlet, label, annotator, language and state.

use crate::model::{Annotation, Annotator, Article, ArticleLayer, ArticleState, MetadataField, Name, Project, Span};
use std::collections::BTreeMap;

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

    /// Counts a hit for its annotation.
    pub(super) fn count_annotation(&mut self, who: &Annotator, annotation: &Annotation) {
        add(&mut self.labels, &annotation.label, 1);
        add(&mut self.annotators, who, 1);
    }

    /// Counts a hit for the annotations at its place.
    pub(super) fn count_place(&mut self, span: Span, made: &[Made<'_>]) {
        let mut labels: Vec<&Name> = Vec::new();
        for (who, made) in made {
            let before = labels.len();
            labels.extend(made.annotations.overlapping(span.range()).map(|annotation| &annotation.label));
            if labels.len() > before {
                add(&mut self.annotators, *who, 1);
            }
        }
        labels.sort_unstable();
        labels.dedup();
        labels.into_iter().for_each(|label| add(&mut self.labels, label, 1));
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
