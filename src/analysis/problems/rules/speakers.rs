//! Quotes that nobody is named for.

use super::attributes::is_set;
use super::{Look, Put};
use crate::analysis::problems::Fix;
use crate::analysis::problems::look::QUOTE;
use crate::model::{Annotation, AnnotationId, Value, text};
use crate::suggest::attribution_of;
use std::collections::{BTreeMap, BTreeSet};

/// The attribute that names who spoke.
const SPEAKER: &str = "speaker";
/// Ids of relations that lead to who spoke.
const TO_SPEAKER: [&str; 4] = ["speaker", "said-by", "source", "attributed-to"];
/// Ids of relations between the parts of one utterance.
const SAME_UTTERANCE: [&str; 3] = ["same-utterance", "continues", "continued-by"];

pub(super) fn missing(look: &Look<'_>, put: Put<'_>) {
    if look.label(QUOTE).is_none_or(|label| label.attribute(SPEAKER).is_none()) {
        return;
    }
    let mut spoken: Option<BTreeSet<AnnotationId>> = None;
    for quote in look.tagged(QUOTE) {
        let is_scare = matches!(quote.attributes.get("kind"), Some(Value::Text(kind)) if kind.as_ref() == "scare");
        let in_body = !look.is_covered(quote.span.start as usize);
        if is_set(quote, SPEAKER) || is_scare || !in_body {
            continue;
        }
        if spoken.get_or_insert_with(|| with_speaker(look)).contains(&quote.id) {
            continue;
        }
        let fix = speaker(look, quote).map(|name| Fix::Set(vec![(SPEAKER.into(), Value::Text(name.into()))]));
        put(quote.span, Some(quote.id), "Nobody is named as its speaker".into(), fix);
    }
}

fn speaker<'a>(look: &Look<'a>, quote: &Annotation) -> Option<&'a str> {
    let found = attribution_of(look.text, quote.span.range())?;
    Some(text::slice(look.text, found.name))
}

/// Annotations that have a speaker, by attribute or relation, and those that are one utterance with them.
fn with_speaker(look: &Look<'_>) -> BTreeSet<AnnotationId> {
    let mut found: BTreeSet<AnnotationId> = look.tagged(QUOTE).filter(|quote| is_set(quote, SPEAKER)).map(|q| q.id).collect();
    let mut linked: BTreeMap<AnnotationId, Vec<AnnotationId>> = BTreeMap::new();
    for relation in look.layer.relations.values() {
        if TO_SPEAKER.contains(&relation.kind.as_ref()) {
            found.extend([relation.from, relation.to]);
        } else if SAME_UTTERANCE.contains(&relation.kind.as_ref()) {
            linked.entry(relation.from).or_default().push(relation.to);
            linked.entry(relation.to).or_default().push(relation.from);
        }
    }
    let mut reached: Vec<AnnotationId> = found.iter().copied().collect();
    while let Some(id) = reached.pop() {
        let new = linked.get(&id).into_iter().flatten().filter(|other| found.insert(**other));
        reached.extend(new.copied().collect::<Vec<_>>());
    }
    found
}
