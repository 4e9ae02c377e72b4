//! Newer copies of an article, and what it takes to carry annotations over from the older one.
//!
//! What is carried over is a copy: the older article keeps all of its annotations. The copy's id follows from the id of its
//! original and the article it went to, so that at any time what has been carried over can be told from what has not. What
//! somebody does not want carried over is left out, and remembered with the newer article.

use super::annotation::{self, Annotation, Provenance};
use super::edit::{Edit, Refusal};
use super::ids::{AnnotationId, Annotator, ArticleId, RelationId, Timestamp};
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
    /// Somebody has decided that it is not carried over.
    pub left_out: bool,
}

/// What is to become of an annotation of the older copy.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Carry {
    /// Its id in the older copy.
    pub annotation: AnnotationId,
    /// What was decided.
    pub decision: Decision,
}

/// What somebody decides about an annotation of the older copy.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// It is carried over to this place.
    Take(Span),
    /// It is carried over as displaced.
    Displace,
    /// It stays in the older copy alone, and is not asked about again.
    LeaveOut,
}

/// How far the annotations of an older copy have come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CarryProgress {
    /// All annotations of the older copy.
    pub all: usize,
    /// Those that are in the newer one.
    pub carried: usize,
    /// Those that are left out.
    pub left_out: usize,
}

impl CarryProgress {
    /// Those that nobody has decided about.
    pub fn waiting(&self) -> usize {
        self.all - self.carried - self.left_out
    }
}

/// What carrying over comes to.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Carried {
    /// The edits that do it, annotations before relations.
    pub edits: Vec<Edit>,
    /// How many annotations come over.
    pub annotations: usize,
    /// How many are newly left out.
    pub left_out: usize,
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

    /// How many annotations the annotator has in the older copy, and how many of them are decided about.
    pub fn carry_progress(&self, annotator: &Annotator, older: ArticleId, newer: ArticleId) -> CarryProgress {
        let all = self.article_layer(annotator, older).map_or(0, |layer| layer.annotations.len() + layer.displaced.len());
        let (mut left, mut left_out) = (0, 0);
        for annotation in self.originals(annotator, older, newer) {
            left += 1;
            left_out += usize::from(self.is_left_out(annotator, newer, annotation.id));
        }
        CarryProgress { all, carried: all - left, left_out }
    }

    fn is_left_out(&self, by: &Annotator, newer: ArticleId, original: AnnotationId) -> bool {
        self.article_layer(by, newer).is_some_and(|layer| layer.left_out.contains(&original))
    }

    /// The annotations of the older copy that are not in the newer one, in reading order.
    fn originals<'a>(&'a self, by: &Annotator, older: ArticleId, newer: ArticleId) -> impl Iterator<Item = &'a Annotation> {
        let there = self.article_layer(by, newer);
        let is_there = move |id: AnnotationId| there.is_some_and(|layer| layer.annotation(id.carried_to(newer)).is_some());
        let all = self.article_layer(by, older).into_iter().flat_map(|layer| layer.annotations.iter().chain(&layer.displaced));
        all.filter(move |annotation| !is_there(annotation.id))
    }

    /// What becomes of the annotations of the older copy that are not in the newer one, those that are left out among them, in
    /// reading order; displaced ones last.
    pub fn waiting(&self, annotator: &Annotator, older: ArticleId, newer: ArticleId) -> Vec<Waiting> {
        let texts = self.article(older).zip(self.article(newer));
        let Some((old, new)) = texts.map(|(older, newer)| (&older.text, &newer.text)) else { return Vec::new() };
        let (standing, displaced): (Vec<_>, Vec<_>) =
            self.originals(annotator, older, newer).cloned().partition(|annotation| annotation.displaced.is_none());
        let spans: Vec<Span> = standing.iter().map(|annotation| annotation.span).collect();
        let fates = transfer(old, &spans, new);
        let displaced = displaced.into_iter().map(|annotation| (annotation, Fate::Lost));
        let waiting = standing.into_iter().zip(fates).chain(displaced).map(|(annotation, fate)| {
            let left_out = self.is_left_out(annotator, newer, annotation.id);
            Waiting { annotation, fate, left_out }
        });
        waiting.collect()
    }

    /// What it takes to do what was decided: to copy annotations from the older article to the newer, with the relations
    /// between those that are there then, and to remember those that are left out.
    pub fn carried(&self, by: &Annotator, older: ArticleId, newer: ArticleId, carries: &[Carry], at: Timestamp) -> Carried {
        let mut carried = Carried::default();
        let texts = self.article(older).zip(self.article(newer));
        let (Some(layer), Some((old, new))) = (self.article_layer(by, older), texts) else { return carried };
        let mut arrived = HashSet::new();
        for carry in carries {
            let Some(original) = layer.annotation(carry.annotation) else { continue };
            let left_out = self.is_left_out(by, newer, original.id);
            let mark = |after| Edit::LeftOut { article: newer, annotation: original.id, before: left_out, after };
            let to = match carry.decision {
                Decision::Take(span) => Some(span),
                Decision::Displace => None,
                Decision::LeaveOut => {
                    carried.left_out += usize::from(!left_out);
                    carried.edits.extend((!left_out).then(|| mark(true)));
                    continue;
                }
            };
            let copy = copy(original, (older, &old.text), (newer, &new.text), to, at);
            let edit = Edit::Annotation { article: newer, before: None, after: Some(Box::new(copy)) };
            match edit.check(self, by) {
                Ok(()) if arrived.insert(carry.annotation) => {
                    carried.edits.push(edit);
                    carried.edits.extend(left_out.then(|| mark(false)));
                }
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
fn copy(
    original: &Annotation,
    (older, old): (ArticleId, &str),
    (newer, new): (ArticleId, &str),
    to: Option<Span>,
    at: Timestamp,
) -> Annotation {
    let found = original.provenance.found().clone();
    let from = annotation::CarriedFrom { article: older, annotation: original.id, at, found };
    let provenance = Provenance::Carried(Box::new(from));
    let copy = Annotation { id: original.id.carried_to(newer), provenance, ..original.clone() };
    if let Some(span) = to {
        return Annotation { span, displaced: None, ..copy };
    }
    let words = original.words(old);
    // Where the words stood by chance, the copy would not be displaced; past the end nothing stands.
    let by_chance = original.span.of(new) == Some(words);
    let past = || Span { start: new.len() as u32, end: new.len() as u32 };
    Annotation { span: if by_chance { past() } else { original.span }, displaced: Some(words.into()), ..copy }
}
