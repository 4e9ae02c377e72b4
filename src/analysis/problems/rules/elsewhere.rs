//! The same words under another label in more places of the project.

use super::{Look, Put};
use crate::analysis::problems::elsewhere::key_of;
use crate::model::Annotation;

pub(super) fn differing(look: &Look<'_>, put: Put<'_>) {
    let Some(elsewhere) = look.elsewhere else { return };
    for annotation in look.layer.annotations.iter() {
        let Some(key) = key_of(look.words(annotation)) else { continue };
        let own = elsewhere.count(key, &annotation.label);
        let mut others = elsewhere.labels(key);
        others.retain(|(label, count)| *label != annotation.label && *count >= own);
        if others.is_empty() {
            continue;
        }
        // What has both labels here, as a claim that is all of a quote, is not tagged differently.
        let overlapping = look.layer.annotations.overlapping(annotation.span.range());
        let both: Vec<&Annotation> = overlapping.filter(|other| key_of(look.words(other)) == Some(key)).collect();
        others.retain(|(label, _)| both.iter().all(|here| here.label != *label));
        let Some((label, count)) = others.into_iter().max_by_key(|(_, count)| *count) else { continue };
        let name = look.label(&label).map_or_else(|| label.to_string(), |label| label.name.to_lowercase());
        let places = if count == 1 { "in 1 other place".to_owned() } else { format!("in {count} other places") };
        put(annotation.span, Some(annotation.id), format!("The same words are tagged as {name} {places}").into(), None);
    }
}
