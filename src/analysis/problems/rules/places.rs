//! Where annotations stand: displaced ones, the same one twice, none at all.

use super::{Look, Put};
use crate::analysis::problems::Fix;
use crate::model::{Annotation, AnnotationId, ArticleState, Span, text};
use std::collections::BTreeMap;

/// So many bytes of lost words are shown.
const SHOWN: usize = 60;

pub(super) fn displaced(look: &Look<'_>, put: Put<'_>) {
    for annotation in &look.layer.displaced {
        let words = annotation.displaced.as_deref().unwrap_or_default();
        let fix = only_place(look.text, words).map(Fix::Place);
        let reason = match &fix {
            Some(_) => format!("“{}” stands elsewhere in the text", text::excerpt(words, SHOWN)),
            None => format!("“{}” is not what stands here", text::excerpt(words, SHOWN)),
        };
        put(annotation.span, Some(annotation.id), reason.into(), fix);
    }
}

/// The one place of these words in a text; `None` when there are more, or none.
fn only_place(whole: &str, words: &str) -> Option<Span> {
    if words.is_empty() {
        return None;
    }
    let mut places = whole.match_indices(words).map(|(at, _)| at);
    let at = places.next().filter(|_| places.next().is_none())?;
    Span::new(at, at + words.len()).filter(|span| span.fault(whole).is_none())
}

pub(super) fn twice(look: &Look<'_>, put: Put<'_>) {
    let mut here: Vec<&Annotation> = Vec::new();
    let mut relations: Option<BTreeMap<AnnotationId, usize>> = None;
    let mut report = |twins: &[&Annotation]| {
        for label in distinct(twins) {
            let same: Vec<&Annotation> = twins.iter().filter(|twin| twin.label == label).copied().collect();
            if same.len() < 2 {
                continue;
            }
            let counts = relations.get_or_insert_with(|| relation_counts(look));
            // The one that says most stays.
            let worth = |twin: &&&Annotation| {
                (counts.get(&twin.id).copied().unwrap_or(0), twin.attributes.iter().count(), std::cmp::Reverse(twin.id))
            };
            let Some(kept) = same.iter().max_by_key(worth).copied() else { continue };
            for twin in same.iter().filter(|twin| twin.id != kept.id) {
                let fix = can_merge(kept, twin).then_some(Fix::Merge(kept.id));
                let reason = match fix {
                    Some(_) => "The same words have this label twice".into(),
                    None => "The same words have this label twice, with different attributes".into(),
                };
                put(twin.span, Some(twin.id), reason, fix);
            }
        }
    };
    for annotation in look.layer.annotations.iter() {
        if here.first().is_some_and(|first| first.span != annotation.span) {
            if here.len() > 1 {
                report(&here);
            }
            here.clear();
        }
        here.push(annotation);
    }
    if here.len() > 1 {
        report(&here);
    }
}

fn distinct(twins: &[&Annotation]) -> Vec<crate::model::Name> {
    let mut labels: Vec<_> = twins.iter().map(|twin| twin.label.clone()).collect();
    labels.sort();
    labels.dedup();
    labels
}

fn relation_counts(look: &Look<'_>) -> BTreeMap<AnnotationId, usize> {
    let mut counts = BTreeMap::new();
    for relation in look.layer.relations.values() {
        *counts.entry(relation.from).or_default() += 1;
        *counts.entry(relation.to).or_default() += 1;
    }
    counts
}

/// Whether nothing is lost when one takes over what the other says.
fn can_merge(kept: &Annotation, twin: &Annotation) -> bool {
    let agrees = |(id, value): (&crate::model::Name, &crate::model::Value)| {
        kept.attributes.get(id).is_none_or(|standing| standing == value)
    };
    twin.attributes.iter().all(agrees) && (twin.note.is_empty() || kept.note.is_empty() || twin.note == kept.note)
}

pub(super) fn done_with_none(look: &Look<'_>, put: Put<'_>) {
    let has_none = look.layer.annotations.is_empty() && look.layer.displaced.is_empty();
    if look.layer.state != ArticleState::Done || !has_none {
        return;
    }
    let span = Span { start: 0, end: 0 };
    put(span, None, "The article is marked as done, and nothing in it is tagged".into(), Some(Fix::Reopen));
}
