//! Tags within what is tagged as boilerplate.

use super::{Look, Put};
use crate::model::Span;

pub(super) fn inside(look: &Look<'_>, put: Put<'_>) {
    let is_faded = |id: &str| look.label(id).is_some_and(|label| label.faded);
    // What reaches furthest among the boilerplate that begins before; the annotations come in reading order, so that what
    // holds an annotation has been seen before it, or begins and ends with it.
    let mut around: Option<Span> = None;
    let mut waiting: Vec<(Span, crate::model::AnnotationId)> = Vec::new();
    for annotation in look.layer.annotations.iter() {
        waiting.retain(|(span, _)| span.start == annotation.span.start && span.end == annotation.span.end);
        if is_faded(&annotation.label) {
            around = around.filter(|known| known.end >= annotation.span.end).or(Some(annotation.span));
            for (span, id) in waiting.drain(..) {
                put(span, Some(id), REASON.into(), None);
            }
        } else if around.is_some_and(|around| around.end >= annotation.span.end) {
            put(annotation.span, Some(annotation.id), REASON.into(), None);
        } else {
            waiting.push((annotation.span, annotation.id));
        }
    }
}

const REASON: &str = "It lies within boilerplate, where nothing else needs a tag";
