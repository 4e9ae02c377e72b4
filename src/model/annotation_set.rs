//! The annotations of one annotator in one article, in reading order, any number of them nested, overlapping or alike.
//!
//! A list of small sorted chunks, each knowing how far its annotations reach, so that tagging costs the same in an article
//! with ten annotations and in one with 200,000, and so does asking what stands on screen. An index of ids is kept only where
//! walking would be felt.

use super::annotation::Annotation;
use super::ids::{AnnotationId, Name};
use super::span::Span;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// A chunk that grows past this many is split in two.
const CHUNK: usize = 256;

/// Annotations sorted by start, then the longer first, then id.
#[derive(Clone, Debug, Default)]
pub struct AnnotationSet {
    chunks: Vec<Chunk>,
    /// Where to find an id; only for sets of more than one chunk.
    spans: HashMap<AnnotationId, Span>,
    len: usize,
    /// How many there are of each label.
    counts: Vec<(Name, usize)>,
}

#[derive(Clone, Debug)]
struct Chunk {
    items: Arc<Vec<Annotation>>,
    /// The largest end of its annotations. It stands here, not behind the pointer, since every question about a place walks
    /// over all chunks before it.
    reach: u32,
}

impl Chunk {
    fn new(items: Vec<Annotation>) -> Self {
        let reach = reach(&items);
        Self { items: Arc::new(items), reach }
    }
}

fn reach(items: &[Annotation]) -> u32 {
    items.iter().map(|a| a.span.end).max().unwrap_or(0)
}

/// A place in reading order: see [`Annotation::order`].
pub type Order = (u32, std::cmp::Reverse<u32>, AnnotationId);

impl AnnotationSet {
    /// Makes a set of annotations in any order.
    pub fn from_vec(mut items: Vec<Annotation>) -> Self {
        if !items.is_sorted_by_key(Annotation::order) {
            items.sort_by_key(Annotation::order);
        }
        let len = items.len();
        let mut counts = Vec::new();
        items.iter().for_each(|annotation| count_one(&mut counts, &annotation.label));
        let mut chunks = Vec::with_capacity(len.div_ceil(CHUNK));
        if len <= CHUNK {
            items.shrink_to_fit();
            if len > 0 {
                chunks.push(Chunk::new(items));
            }
        } else {
            let mut rest = items.into_iter();
            while rest.len() > 0 {
                chunks.push(Chunk::new(rest.by_ref().take(CHUNK / 2).collect()));
            }
        }
        let mut set = Self { chunks, spans: HashMap::new(), len, counts };
        set.index_if_large();
        set
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many there are of a label.
    pub fn count(&self, label: &str) -> usize {
        self.counts.iter().find(|(other, _)| other.as_ref() == label).map_or(0, |(_, count)| *count)
    }

    /// The labels that there are annotations of.
    pub fn labels(&self) -> impl Iterator<Item = &Name> {
        self.counts.iter().filter(|(_, count)| *count > 0).map(|(label, _)| label)
    }

    /// The one at this place of the reading order, counted from 0.
    pub fn nth(&self, mut place: usize) -> Option<&Annotation> {
        for chunk in &self.chunks {
            match chunk.items.get(place) {
                Some(annotation) => return Some(annotation),
                None => place -= chunk.items.len(),
            }
        }
        None
    }

    /// How many stand before this place of the reading order.
    pub fn rank(&self, order: Order) -> usize {
        let whole = self.chunks.partition_point(|chunk| chunk.items.last().is_some_and(|a| a.order() < order));
        let before: usize = self.chunks.iter().take(whole).map(|chunk| chunk.items.len()).sum();
        before + self.chunks.get(whole).map_or(0, |chunk| chunk.items.partition_point(|a| a.order() < order))
    }

    /// All of them in reading order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Annotation> {
        self.chunks.iter().flat_map(|chunk| chunk.items.iter())
    }

    /// The annotation of that id.
    pub fn get(&self, id: AnnotationId) -> Option<&Annotation> {
        if self.chunks.len() <= 1 {
            return self.iter().find(|a| a.id == id);
        }
        let span = self.spans.get(&id)?;
        self.at((span.start, std::cmp::Reverse(span.end), id))
    }

    /// Those that share at least one byte with the range, in reading order.
    pub fn overlapping(&self, range: Range<usize>) -> impl Iterator<Item = &Annotation> {
        let start = u32::try_from(range.start).unwrap_or(u32::MAX);
        let end = u32::try_from(range.end).unwrap_or(u32::MAX);
        self.reaching(start, end).filter(move |a| a.span.start.max(start) < a.span.end.min(end))
    }

    /// Those inside which, or at whose edge, the caret stands, in reading order.
    pub fn touching(&self, offset: usize) -> impl Iterator<Item = &Annotation> {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        self.reaching(offset.saturating_sub(1), offset.saturating_add(1)).filter(move |a| a.span.touches(offset as usize))
    }

    /// Those of the chunks that can matter to a range; the caller filters.
    fn reaching(&self, start: u32, end: u32) -> impl Iterator<Item = &Annotation> {
        let before = self.chunks.partition_point(|chunk| chunk.items.first().is_some_and(|a| a.span.start < end));
        self.chunks
            .iter()
            .take(before)
            .filter(move |chunk| chunk.reach > start)
            .flat_map(|chunk| chunk.items.iter())
            .take_while(move |a| a.span.start < end)
    }

    /// The first one behind this place in reading order.
    pub fn after(&self, order: Order) -> Option<&Annotation> {
        let first = self.chunks.partition_point(|chunk| chunk.items.last().is_some_and(|a| a.order() <= order));
        let items = &self.chunks.get(first)?.items;
        items.get(items.partition_point(|a| a.order() <= order))
    }

    /// The last one before this place in reading order.
    pub fn before(&self, order: Order) -> Option<&Annotation> {
        let behind = self.chunks.partition_point(|chunk| chunk.items.first().is_some_and(|a| a.order() < order));
        let items = &self.chunks.get(behind.checked_sub(1)?)?.items;
        items.get(items.partition_point(|a| a.order() < order).checked_sub(1)?)
    }

    /// Adds one. The caller has made sure that its id is new.
    pub(super) fn insert(&mut self, annotation: Annotation) {
        let order = annotation.order();
        if self.chunks.len() > 1 {
            self.spans.insert(annotation.id, annotation.span);
        }
        self.len += 1;
        count_one(&mut self.counts, &annotation.label);
        let at = self.chunks.partition_point(|chunk| chunk.items.first().is_some_and(|a| a.order() < order)).saturating_sub(1);
        let Some(chunk) = self.chunks.get_mut(at) else {
            self.chunks.push(Chunk::new(vec![annotation]));
            return;
        };
        chunk.reach = chunk.reach.max(annotation.span.end);
        let items = Arc::make_mut(&mut chunk.items);
        items.insert(items.partition_point(|a| a.order() < order), annotation);
        if items.len() > CHUNK {
            let behind = Chunk::new(items.split_off(CHUNK / 2));
            chunk.reach = reach(items);
            self.chunks.insert(at + 1, behind);
            self.index_if_large();
        }
    }

    /// Takes out the one at this place; `None` when there is none.
    pub(super) fn remove(&mut self, order: Order) -> Option<Annotation> {
        let (at, inside) = self.place(order)?;
        let chunk = self.chunks.get_mut(at)?;
        let items = Arc::make_mut(&mut chunk.items);
        let removed = items.remove(inside);
        if items.is_empty() {
            self.chunks.remove(at);
        } else if removed.span.end == chunk.reach {
            chunk.reach = reach(items);
        }
        self.len -= 1;
        for (label, count) in &mut self.counts {
            *count -= usize::from(*label == removed.label);
        }
        if self.chunks.len() > 1 {
            self.spans.remove(&removed.id);
        } else {
            // One chunk is walked; an index left behind would be out of date when the set grows again.
            self.spans = HashMap::new();
        }
        Some(removed)
    }

    /// The one at exactly this place.
    pub fn at(&self, order: Order) -> Option<&Annotation> {
        let (at, inside) = self.place(order)?;
        self.chunks.get(at)?.items.get(inside)
    }

    fn place(&self, order: Order) -> Option<(usize, usize)> {
        let at = self.chunks.partition_point(|chunk| chunk.items.last().is_some_and(|a| a.order() < order));
        let inside = self.chunks.get(at)?.items.binary_search_by_key(&order, Annotation::order).ok()?;
        Some((at, inside))
    }

    fn index_if_large(&mut self) {
        if self.chunks.len() > 1 && self.spans.is_empty() {
            self.spans = self.chunks.iter().flat_map(|c| c.items.iter()).map(|a| (a.id, a.span)).collect();
        }
    }
}

fn count_one(counts: &mut Vec<(Name, usize)>, label: &Name) {
    match counts.iter_mut().find(|(other, _)| other == label) {
        Some((_, count)) => *count += 1,
        None => counts.push((label.clone(), 1)),
    }
}

impl PartialEq for AnnotationSet {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}
