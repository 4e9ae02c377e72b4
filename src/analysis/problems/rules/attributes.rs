//! Required attributes without a value.

use super::{Look, Put};
use crate::analysis::problems::look::{QUOTE, STATISTIC};
use crate::model::{Annotation, Attribute, Value};

/// Attributes that rules of their own look after.
const ELSEWHERE: [(&str, &str); 3] = [(QUOTE, "speaker"), (STATISTIC, "value"), (STATISTIC, "unit")];

/// Whether an attribute of an annotation says anything.
pub(in crate::analysis::problems) fn is_set(annotation: &Annotation, attribute: &str) -> bool {
    match annotation.attributes.get(attribute) {
        Some(Value::Text(words)) => !words.trim().is_empty(),
        value => value.is_some(),
    }
}

pub(super) fn missing(look: &Look<'_>, put: Put<'_>) {
    let is_mine = |label: &str, attribute: &Attribute| {
        attribute.required && !ELSEWHERE.iter().any(|(of, id)| *of == label && *id == attribute.id.as_ref())
    };
    let asked: Vec<(&str, Vec<&Attribute>)> = look
        .scheme
        .labels
        .iter()
        .map(|label| (label.id.as_ref(), label.attributes.iter().filter(|attribute| is_mine(&label.id, attribute)).collect()))
        .filter(|(_, required): &(&str, Vec<&Attribute>)| !required.is_empty())
        .collect();
    if asked.is_empty() {
        return;
    }
    for annotation in look.layer.annotations.iter() {
        let Some((_, required)) = asked.iter().find(|(label, _)| *label == annotation.label.as_ref()) else { continue };
        let missing: Vec<String> = required
            .iter()
            .filter(|attribute| !is_set(annotation, &attribute.id))
            .map(|attribute| attribute.name.to_lowercase())
            .collect();
        if !missing.is_empty() {
            let reason = format!("The scheme requires {}", missing.join(", "));
            put(annotation.span, Some(annotation.id), reason.into(), None);
        }
    }
}
