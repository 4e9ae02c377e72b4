//! What an annotation may be related to: other annotations of its article, and names found in the text.

use super::Session;
use crate::model::{Annotation, AnnotationId, AttributeKind, Name, Relation, Value};
use crate::suggest;
use std::collections::{HashMap, HashSet};

/// Attributes that hold a name.
const NAMING: [&str; 2] = ["speaker", "source"];
/// How far to either side names are looked for, in bytes.
const REACH: usize = 20_000;
/// The ids of relations between the parts of one utterance.
const SAME_UTTERANCE: [&str; 3] = ["same-utterance", "continues", "continued-by"];

/// One thing that an annotation may be related to.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// Another annotation.
    Annotation {
        /// Which one.
        other: AnnotationId,
        /// The kind of relation.
        kind: Name,
        /// Whether it leads there, or comes from there.
        outward: bool,
    },
    /// A name that becomes the value of an attribute.
    Name {
        /// The attribute.
        attribute: Name,
        /// The name.
        name: Box<str>,
    },
}

impl Session {
    /// What an annotation of the open article may be related to, the nearest first; a name that it lacks comes before all.
    pub fn ends_of(&self, annotation: &Annotation) -> Vec<End> {
        let mut ends = self.related_ends(annotation);
        let named = self.name_ends(annotation);
        let lacks = |attribute: &str| annotation.attributes.get(attribute).is_none();
        let (first, last): (Vec<End>, Vec<End>) =
            named.into_iter().partition(|end| matches!(end, End::Name { attribute, .. } if lacks(attribute)));
        ends.splice(0..0, first);
        ends.extend(last);
        ends
    }

    fn related_ends(&self, annotation: &Annotation) -> Vec<End> {
        let Some(layer) = self.layer() else { return Vec::new() };
        let scheme = &self.project().scheme;
        let ends = |relation: &Relation| (relation.kind.clone(), relation.from, relation.to);
        let standing: HashSet<_> = layer.relations_of(annotation.id).map(ends).collect();
        // Which kinds lead where is asked once for each label.
        let mut kinds: HashMap<&str, Vec<(Name, bool)>> = HashMap::new();
        let mut found: Vec<(u32, u32, End)> = Vec::new();
        for other in layer.annotations.iter().filter(|other| other.id != annotation.id) {
            let kinds = kinds.entry(other.label.as_ref()).or_insert_with(|| {
                let outward = scheme.relations_between(&annotation.label, &other.label).map(|kind| (kind.id.clone(), true));
                let inward = scheme.relations_between(&other.label, &annotation.label).map(|kind| (kind.id.clone(), false));
                outward.chain(inward).collect()
            });
            for (kind, outward) in kinds.iter() {
                let (from, to) = if *outward { (annotation.id, other.id) } else { (other.id, annotation.id) };
                if !standing.contains(&(kind.clone(), from, to)) {
                    let end = End::Annotation { other: other.id, kind: kind.clone(), outward: *outward };
                    found.push((distance(annotation, other), other.span.start, end));
                }
            }
        }
        found.sort_by_key(|(distance, start, _)| (*distance, *start));
        found.into_iter().map(|(_, _, end)| end).collect()
    }

    /// Names near the annotation, full ones before the last names that stand for them.
    fn name_ends(&self, annotation: &Annotation) -> Vec<End> {
        let label = self.project().scheme.label(&annotation.label);
        let is_text = |id: &&&str| label.and_then(|l| l.attribute(id)).is_some_and(|a| a.kind == AttributeKind::Text);
        let attributes: Vec<Name> = NAMING.iter().filter(is_text).map(|id| Name::from(*id)).collect();
        if attributes.is_empty() {
            return Vec::new();
        }
        let mut names = self.names_near(annotation);
        // Whoever the words beside it say it was comes first.
        let attributed = suggest::attribution_of(self.text(), annotation.span.range());
        if let Some(name) = attributed.and_then(|found| self.text().get(found.name)) {
            names.retain(|other| *other != name);
            names.insert(0, name);
        }
        let end = |attribute: &Name, name: &str| {
            let stands = matches!(annotation.attributes.get(attribute), Some(Value::Text(value)) if value.as_ref() == name);
            (!stands).then(|| End::Name { attribute: attribute.clone(), name: name.into() })
        };
        attributes.iter().flat_map(|attribute| names.iter().filter_map(|name| end(attribute, name))).collect()
    }

    fn names_near(&self, annotation: &Annotation) -> Vec<&str> {
        let (whole, span) = (self.text(), annotation.span.range());
        let from = whole.ceil_char_boundary(span.start.saturating_sub(REACH));
        let to = whole.floor_char_boundary(span.end.saturating_add(REACH));
        let mut nearest: HashMap<&str, usize> = HashMap::new();
        for range in suggest::names(whole, from..to) {
            let gap = range.start.saturating_sub(span.end).max(span.start.saturating_sub(range.end));
            let known = nearest.entry(whole.get(range).unwrap_or_default()).or_insert(gap);
            *known = gap.min(*known);
        }
        let full: Vec<&str> = nearest.keys().copied().filter(|name| name.contains(' ')).collect();
        let mut ranked: Vec<(usize, bool, &str)> = nearest
            .iter()
            .map(|(name, gap)| {
                let of_person = |other: &&&str| other.rsplit(' ').next() == Some(*name);
                let is_short = full.iter().any(|other| of_person(&other));
                let last = name.rsplit(' ').next().unwrap_or_default();
                let by_last_name = nearest.get(last).copied().unwrap_or(*gap);
                (by_last_name.min(*gap), is_short, *name)
            })
            .collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, _, name)| name).collect()
    }

    /// The quotes beside a quote that are likely the same utterance as it and are not related yet, each with the kind of
    /// relation and the two in reading order.
    pub fn same_utterance(&self, annotation: &Annotation) -> Vec<(Name, AnnotationId, AnnotationId)> {
        let scheme = &self.project().scheme;
        let kind = scheme.relations.iter().find(|kind| SAME_UTTERANCE.contains(&kind.id.as_ref()));
        let label = &annotation.label;
        let Some((kind, layer)) = kind.filter(|kind| kind.allows(label, label)).zip(self.layer()) else { return Vec::new() };
        if annotation.displaced.is_some() || self.view().whose.is_some() {
            return Vec::new();
        }
        let set = &layer.annotations;
        let beside = |forward: bool| {
            let mut at = annotation.order();
            // What lies between the two, or inside them, is passed by.
            for _ in 0..20 {
                let other = if forward { set.after(at) } else { set.before(at) }?;
                let apart =
                    if forward { other.span.start >= annotation.span.end } else { other.span.end <= annotation.span.start };
                if other.label == *label && apart {
                    return Some(other);
                }
                at = other.order();
            }
            None
        };
        let pairs = [beside(false).map(|before| (before, annotation)), beside(true).map(|after| (annotation, after))];
        let pairs = pairs.into_iter().flatten().filter(|(first, second)| {
            let related = layer.relations_of(first.id).any(|relation| relation.from == second.id || relation.to == second.id);
            !related && suggest::is_one_utterance(self.text(), first.span.range(), second.span.range())
        });
        pairs.map(|(first, second)| (kind.id.clone(), first.id, second.id)).collect()
    }
}

fn distance(one: &Annotation, other: &Annotation) -> u32 {
    other.span.start.saturating_sub(one.span.end).max(one.span.start.saturating_sub(other.span.end))
}
