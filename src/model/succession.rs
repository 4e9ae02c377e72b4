//! Newer copies of an article, and what it takes to carry annotations over from the older one.
//!
//! What is carried over is a copy: the older article keeps all of its annotations. The copy's id follows from the id of its
//! original and the article it went to, so that at any time what has been carried over can be told from what has not.

use super::annotation::Annotation;
use super::edit::{Edit, Refusal};
use super::ids::{AnnotationId, Annotator, ArticleId, RelationId};
use super::layer::ArticleLayer;
use super::project::Project;
use super::relation::Relation;
use super::span::Span;
use super::transfer::{Fate, transfer};
use std::collections::{HashMap, HashSet};

/// An annotation of the older copy that is not in the newer one, and where it belongs there.
#[derive(Clone, PartialEq, Debug)]
pub struct Waiting {
    /// As it stands in the older copy.
    pub annotation: Annotation,
    /// What becomes of it.
    pub fate: Fate,
}

/// An annotation of the older copy that is to be carried over.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Carry {
    /// Its id in the older copy.
    pub annotation: AnnotationId,
    /// Its place in the newer copy; without one it is displaced there.
    pub to: Option<Span>,
}

/// What carrying over comes to.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Carried {
    /// The edits that do it, annotations before relations.
    pub edits: Vec<Edit>,
    /// How many annotations come over.
    pub annotations: usize,
    /// Those that the project does not take, with the reason.
    pub refused: Vec<(AnnotationId, Refusal)>,
}

impl AnnotationId {
    /// The id of the copy of this annotation in a newer article.
    pub fn carried_to(self, article: ArticleId) -> Self {
        Self(derived(self.0, article))
    }
}

impl RelationId {
    /// The id of the copy of this relation in a newer article.
    pub fn carried_to(self, article: ArticleId) -> Self {
        Self(derived(self.0, article))
    }
}

fn derived(id: u64, article: ArticleId) -> u64 {
    (ArticleId::of(&format!("{id:016x} in {article}")).0 >> 64) as u64
}

impl Project {
    /// The older article that this one is a newer copy of: as the annotator has it, else as anybody has.
    pub fn older_copy(&self, annotator: &Annotator, article: ArticleId) -> Option<ArticleId> {
        let own = self.article_layer(annotator, article).and_then(|layer| layer.replaces);
        let others = || self.layers.values().find_map(|layer| layer.article(article)?.replaces);
        own.or_else(others).filter(|older| *older != article && self.article(*older).is_some())
    }

    /// The newer copy of every article that has one, as an annotator sees it; withdrawn articles are none.
    pub fn newer_copies(&self, annotator: &Annotator) -> HashMap<ArticleId, ArticleId> {
        let with_link = self.layers.values().flat_map(|layer| &layer.articles).filter(|(_, layer)| layer.replaces.is_some());
        let mut articles: Vec<ArticleId> = with_link.map(|(article, _)| *article).collect();
        articles.sort_unstable();
        let standing = articles.into_iter().filter(|article| self.article(*article).is_some() && !self.is_withdrawn(*article));
        standing.filter_map(|article| Some((self.older_copy(annotator, article)?, article))).collect()
    }

    /// How many annotations the annotator has in the older copy, and how many of them are not in the newer one.
    pub fn uncarried(&self, annotator: &Annotator, older: ArticleId, newer: ArticleId) -> (usize, usize) {
        let all = self.article_layer(annotator, older).map_or(0, |layer| layer.annotations.len() + layer.displaced.len());
        (all, self.originals(annotator, older, newer).count())
    }

    /// The annotations of the older copy that are not in the newer one, in reading order.
    fn originals<'a>(&'a self, by: &Annotator, older: ArticleId, newer: ArticleId) -> impl Iterator<Item = &'a Annotation> {
        let there = self.article_layer(by, newer);
        let is_there = move |id: AnnotationId| there.is_some_and(|layer| layer.annotation(id.carried_to(newer)).is_some());
        let all = self.article_layer(by, older).into_iter().flat_map(|layer| layer.annotations.iter().chain(&layer.displaced));
        all.filter(move |annotation| !is_there(annotation.id))
    }

    /// What becomes of the annotations of the older copy that are not in the newer one, in reading order; displaced ones last.
    pub fn waiting(&self, annotator: &Annotator, older: ArticleId, newer: ArticleId) -> Vec<Waiting> {
        let texts = self.article(older).zip(self.article(newer));
        let Some((old, new)) = texts.map(|(older, newer)| (&older.text, &newer.text)) else { return Vec::new() };
        let (standing, displaced): (Vec<_>, Vec<_>) =
            self.originals(annotator, older, newer).cloned().partition(|annotation| annotation.displaced.is_none());
        let spans: Vec<Span> = standing.iter().map(|annotation| annotation.span).collect();
        let fates = transfer(old, &spans, new);
        let standing = standing.into_iter().zip(fates).map(|(annotation, fate)| Waiting { annotation, fate });
        let displaced = displaced.into_iter().map(|annotation| Waiting { annotation, fate: Fate::Lost });
        standing.chain(displaced).collect()
    }

    /// What it takes to copy annotations from the older article to the newer, with the relations between those that are
    /// there then.
    pub fn carried(&self, by: &Annotator, older: ArticleId, newer: ArticleId, carries: &[Carry]) -> Carried {
        let mut carried = Carried::default();
        let texts = self.article(older).zip(self.article(newer));
        let (Some(layer), Some((old, new))) = (self.article_layer(by, older), texts) else { return carried };
        let mut arrived = HashSet::new();
        for carry in carries {
            let Some(original) = layer.annotation(carry.annotation) else { continue };
            let copy = copy(original, newer, carry.to, &old.text, &new.text);
            let edit = Edit::Annotation { article: newer, before: None, after: Some(Box::new(copy)) };
            match edit.check(self, by) {
                Ok(()) if arrived.insert(carry.annotation) => carried.edits.push(edit),
                Ok(()) => {}
                Err(refusal) => carried.refused.push((carry.annotation, refusal)),
            }
        }
        carried.annotations = arrived.len();
        carried.edits.extend(self.relations_over(by, layer, newer, &arrived));
        carried
    }

    /// The relations whose ends are both there once these annotations have arrived.
    fn relations_over(
        &self,
        by: &Annotator,
        older: &ArticleLayer,
        newer: ArticleId,
        arrived: &HashSet<AnnotationId>,
    ) -> Vec<Edit> {
        let there = self.article_layer(by, newer);
        let is_there = |id: &AnnotationId| {
            arrived.contains(id) || there.is_some_and(|layer| layer.annotation(id.carried_to(newer)).is_some())
        };
        let is_new = |relation: &&Relation| {
            there.is_none_or(|layer| !layer.relations.contains_key(&relation.id.carried_to(newer)))
                && (arrived.contains(&relation.from) || arrived.contains(&relation.to))
        };
        let fits = |relation: &&Relation| {
            let label = |id| older.annotation(id).map(|annotation| annotation.label.as_ref());
            let ends = label(relation.from).zip(label(relation.to));
            self.scheme.relation(&relation.kind).zip(ends).is_some_and(|(kind, (from, to))| kind.allows(from, to))
        };
        let whole = older.relations.values().filter(|relation| is_there(&relation.from) && is_there(&relation.to));
        let edit = |relation: &Relation| {
            let (from, to) = (relation.from.carried_to(newer), relation.to.carried_to(newer));
            let after = Relation { id: relation.id.carried_to(newer), from, to, ..relation.clone() };
            Edit::Relation { article: newer, before: None, after: Some(after) }
        };
        whole.filter(is_new).filter(fits).map(edit).collect()
    }
}

/// The copy of an annotation; displaced, with its old place, where it has no new one.
fn copy(original: &Annotation, newer: ArticleId, to: Option<Span>, old: &str, new: &str) -> Annotation {
    let copy = Annotation { id: original.id.carried_to(newer), ..original.clone() };
    if let Some(span) = to {
        return Annotation { span, displaced: None, ..copy };
    }
    let words = original.displaced.as_deref().or_else(|| original.span.of(old)).unwrap_or_default();
    // Where the words stood by chance, the copy would not be displaced; past the end nothing stands.
    let by_chance = original.span.of(new) == Some(words);
    let past = || Span { start: new.len() as u32, end: new.len() as u32 };
    Annotation { span: if by_chance { past() } else { original.span }, displaced: Some(words.into()), ..copy }
}
