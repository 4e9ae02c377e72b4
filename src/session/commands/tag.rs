//! Tagging, relabelling and deleting.

use super::{Plan, Planned, Unavailable, open_article, review, suggest};
use crate::model::annotation::Rule;
use crate::model::{
    Annotation, AnnotationId, ArticleId, ArticleLayer, ArticleState, Attributes, Edit, Label, Name, Provenance, Relation, Span,
    text,
};
use crate::session::{Caret, Focus, Session, View};
use crate::suggest::at_caret;
use std::collections::HashMap;
use std::ops::Range;

pub fn tag(session: &Session, label: &Name) -> Planned {
    let label = session.project().scheme.label(label).ok_or_else(|| Unavailable(format!("The scheme has no label “{label}”")))?;
    let article = open_article(session)?;
    if let Some(focused) = session.focused().filter(|_| session.view().whose.is_some() && session.view().caret.is_empty()) {
        return propose(session, focused, label);
    }
    review::own(session, "tag")?;
    if !session.view().caret.is_empty() {
        let span = selected(session)?;
        return Ok(tagged(session, article, label, span, Provenance::Hand));
    }
    if let Some(suggestion) = session.focused_suggestion() {
        return suggest::accept_as(session, suggestion, label);
    }
    if let Some(focused) = session.focused() {
        return relabel(session, article, focused, label);
    }
    let (range, rule) = found_at_caret(session, label)?;
    let span = Span::new(range.start, range.end).ok_or("The article is too long for that")?;
    let provenance = Provenance::Rule(Box::new(Rule { name: rule.into(), score: None }));
    Ok(tagged(session, article, label, span, provenance))
}

/// The selection, trimmed, on grapheme boundaries and, if wished, on word boundaries.
fn selected(session: &Session) -> Result<Span, Unavailable> {
    let range = session.view().caret.range();
    let fit = if session.snap_to_words { text::snap_to_words } else { text::trim };
    let range = fit(session.text(), range).ok_or("Only white space is selected")?;
    Span::new(range.start, range.end).ok_or_else(|| "The article is too long for that".into())
}

/// What a label key tags when nothing is selected, with the name of the rule that found it.
fn found_at_caret(session: &Session, label: &Label) -> Result<(Range<usize>, &'static str), Unavailable> {
    let (whole, caret) = (session.text(), session.view().caret.head);
    let taken = |range: &Range<usize>| is_tagged(session, label, range);
    let (candidates, rule, nothing) = match label.id.as_ref() {
        "quote" => (quotations(whole, caret), "quotation at the caret", "No quotation at the caret; select the words first"),
        "statistic" => {
            let found = at_caret::number_phrase_at(whole, caret).into_iter().collect();
            (found, "number phrase at the caret", "No number at the caret; select the words first")
        }
        "boilerplate" => {
            let found = text::block_at(whole, caret).into_iter().collect();
            (found, "paragraph at the caret", "The caret stands in an empty line")
        }
        _ => {
            let found = at_caret::sentence_at(whole, caret).into_iter().collect();
            (found, "sentence at the caret", "No sentence at the caret; select the words first")
        }
    };
    let any = !candidates.is_empty();
    let found = candidates.into_iter().find(|range| !taken(range)).map(|range| (range, rule));
    let reason = if any { format!("Already tagged as {}", label.name.to_lowercase()) } else { nothing.to_owned() };
    found.ok_or(Unavailable(reason))
}

/// The quotations around the caret, outermost first; without one, the nearest of the sentence.
fn quotations(whole: &str, caret: usize) -> Vec<Range<usize>> {
    let around = at_caret::quotations_around(whole, caret);
    if around.is_empty() { at_caret::quotation_around(whole, caret).into_iter().collect() } else { around }
}

fn is_tagged(session: &Session, label: &Label, range: &Range<usize>) -> bool {
    let set = session.layer().map(|layer| &layer.annotations);
    set.is_some_and(|set| set.overlapping(range.clone()).any(|a| a.span.range() == *range && a.label == label.id))
}

fn tagged(session: &Session, article: ArticleId, label: &Label, span: Span, provenance: Provenance) -> Plan {
    let annotation = Annotation {
        id: AnnotationId(session.ids.next()),
        span,
        label: label.id.clone(),
        attributes: Attributes::default(),
        note: "".into(),
        provenance,
        created: session.clock.now(),
        displaced: None,
    };
    let id = annotation.id;
    let mut edits = vec![Edit::Annotation { article, before: None, after: Some(Box::new(annotation)) }];
    edits.extend(begun(session, article));
    let view = View { focus: Some(Focus::Annotation(id)), caret: Caret::at(span.end as usize), ..session.view().clone() };
    Plan { view, ..Plan::change(session, format!("Tag {}", label.name.to_lowercase()), edits) }
}

/// The first annotation of an article begins it, and so does the first decision about a suggestion.
pub fn begun(session: &Session, article: ArticleId) -> Option<Edit> {
    let before = session.state(article);
    (before == ArticleState::ToDo).then_some(Edit::State { article, before, after: ArticleState::InProgress })
}

/// Another's annotation is relabelled by its owner; here that is proposed.
fn propose(session: &Session, focused: &Annotation, label: &Label) -> Planned {
    if session.as_proposed(focused).label == label.id {
        return Err(Unavailable(format!("It is tagged as {} already", label.name.to_lowercase())));
    }
    review::correct(session, focused, &format!("Relabel as {}", label.name.to_lowercase()), |proposed| {
        proposed.attributes = kept_values(proposed, label);
        proposed.label = label.id.clone();
    })
}

/// The values that another label has room for.
pub fn kept_values(annotation: &Annotation, label: &Label) -> Attributes {
    let keeps = |(id, value): &(&Name, &crate::model::Value)| label.attribute(id).is_some_and(|a| a.kind.admits(value));
    annotation.attributes.iter().filter(keeps).map(|(id, value)| (id.clone(), value.clone())).collect()
}

fn relabel(session: &Session, article: ArticleId, focused: &Annotation, label: &Label) -> Planned {
    if focused.label == label.id {
        return Err(Unavailable(format!("It is tagged as {} already", label.name.to_lowercase())));
    }
    let attributes = kept_values(focused, label);
    let lost = focused.attributes.iter().count() - attributes.iter().count();
    let after = Annotation { label: label.id.clone(), attributes, ..focused.clone() };
    let mut edits = relations_that_break(session, article, focused, label);
    let broken = edits.len();
    edits.push(Edit::Annotation { article, before: Some(Box::new(focused.clone())), after: Some(Box::new(after)) });
    let name = label.name.to_lowercase();
    let plan = Plan::change(session, format!("Relabel as {name}"), edits);
    Ok(if lost + broken == 0 { plan } else { plan.saying(said_of_loss(&name, lost, broken)) })
}

fn said_of_loss(name: &str, values: usize, relations: usize) -> String {
    let counted = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{count} {what}s")),
    };
    let lost: Vec<String> = [counted(values, "value"), counted(relations, "relation")].into_iter().flatten().collect();
    format!("Now a {name}. {} did not fit it and went; undo brings them back", lost.join(" and "))
}

/// Removes the relations whose ends the new label does not allow.
pub fn relations_that_break(session: &Session, article: ArticleId, focused: &Annotation, label: &Label) -> Vec<Edit> {
    let relabelled = HashMap::from([(focused.id, &label.id)]);
    let Some(layer) = session.project().article_layer(session.annotator(), article) else { return Vec::new() };
    let broken = layer.relations_of(focused.id).filter(|relation| breaks(session, layer, relation, &relabelled));
    broken.map(|relation| Edit::Relation { article, before: Some(relation.clone()), after: None }).collect()
}

/// Whether a relation is not allowed any more once some annotations have other labels.
pub fn breaks(session: &Session, layer: &ArticleLayer, relation: &Relation, relabelled: &HashMap<AnnotationId, &Name>) -> bool {
    let standing = |id| layer.annotation(id).map(|annotation| &annotation.label);
    let label_of = |id| relabelled.get(&id).copied().or_else(|| standing(id));
    let ends = label_of(relation.from).zip(label_of(relation.to));
    let kind = session.project().scheme.relation(&relation.kind);
    !kind.zip(ends).is_some_and(|(kind, (from, to))| kind.allows(from, to))
}

pub fn arm(session: &Session, label: &Name) -> Planned {
    let label = session.project().scheme.label(label).ok_or("The scheme has no such label")?;
    let armed = (session.armed() != Some(&label.id)).then(|| label.id.clone());
    let words = match armed {
        Some(_) => format!("Each selection made with the mouse is tagged as {} now; Esc ends it", label.name.to_lowercase()),
        None => "Selections are no longer tagged by themselves".to_owned(),
    };
    Ok(Plan::look(View { armed, ..session.view().clone() }).saying(words))
}

pub fn tag_armed(session: &Session) -> Planned {
    let armed = session.armed().ok_or("No label is armed")?;
    if session.view().caret.is_empty() {
        return Err("Nothing is selected".into());
    }
    tag(session, armed)
}

pub fn delete(session: &Session) -> Planned {
    review::own(session, "delete")?;
    let article = open_article(session)?;
    let focused =
        session.focused().ok_or("No annotation has the focus; Tab goes to the next, Space takes the one at the caret")?;
    let relations = session.layer().into_iter().flat_map(|layer| layer.relations_of(focused.id));
    let mut edits: Vec<Edit> =
        relations.map(|relation| Edit::Relation { article, before: Some(relation.clone()), after: None }).collect();
    edits.push(Edit::Annotation { article, before: Some(Box::new(focused.clone())), after: None });
    let view = View { focus: None, relating: None, ..session.view().clone() };
    let name =
        session.project().scheme.label(&focused.label).map_or(focused.label.to_string(), |label| label.name.to_lowercase());
    Ok(Plan { view, ..Plan::change(session, format!("Delete {name}"), edits) })
}
