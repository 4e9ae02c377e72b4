//! One article as it leaves: its text, the chosen annotations with offsets in that very text, and what was left out of it.

use super::code_points::CodePoints;
use super::cut::Cut;
use super::{Options, Report};
use crate::model::{Annotation, Annotator, Article, ArticleLayer, ArticleState, Name, Project, Relation, Span};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashSet;

/// One article with the chosen work on it.
pub(super) struct Record<'a> {
    pub article: &'a Article,
    pub text: Cow<'a, str>,
    /// Names and values, empty ones left out.
    pub metadata: Vec<(&'static str, String)>,
    pub states: Vec<(&'a Annotator, ArticleState)>,
    /// Sorted by start, the longer first, then annotator and id.
    pub spans: Vec<Placed<'a>>,
    pub relations: Vec<(&'a Annotator, &'a Relation)>,
    pub displaced: Vec<(&'a Annotator, &'a Annotation)>,
}

/// An annotation and where it stands in the record's text.
pub(super) struct Placed<'a> {
    pub annotator: &'a Annotator,
    pub annotation: &'a Annotation,
    /// In bytes of the record's text.
    pub span: Span,
    /// In code points of the record's text.
    pub start: usize,
    /// In code points of the record's text.
    pub end: usize,
}

/// Makes the record of an article; `None` when cutting left no text.
pub(super) fn of<'a>(project: &'a Project, options: &Options, article: &'a Article) -> (Option<Record<'a>>, Report) {
    let mut report = Report::default();
    let chosen = project.layers.iter().filter(|(who, _)| options.annotators.is_empty() || options.annotators.contains(who));
    let layers: Vec<(&Annotator, Option<&ArticleLayer>)> = chosen.map(|(who, layer)| (who, layer.article(article.id))).collect();
    let works = || layers.iter().filter_map(|(who, layer)| Some((*who, (*layer)?)));
    let is_faded = |label: &Name| options.without_boilerplate && project.scheme.label(label).is_some_and(|label| label.faded);

    let faded = works().flat_map(|(_, layer)| layer.annotations.iter()).filter(|annotation| is_faded(&annotation.label));
    let cuts: Vec<Span> = faded.map(|annotation| annotation.span).collect();
    let cut = (!cuts.is_empty()).then(|| Cut::new(&article.text, cuts));
    if cut.as_ref().is_some_and(|cut| cut.text.chars().all(char::is_whitespace)) {
        report.left_out.articles = 1;
        return (None, report);
    }

    let is_chosen = |annotation: &Annotation| options.labels.is_empty() || options.labels.contains(&annotation.label);
    let mut spans = Vec::new();
    for (who, layer) in works() {
        for annotation in layer.annotations.iter() {
            if is_faded(&annotation.label) {
                report.left_out.boilerplate += 1;
            } else if is_chosen(annotation) {
                spans.extend(place(who, annotation, &article.text, cut.as_ref(), &mut report));
            }
        }
    }
    let text = cut.map_or(Cow::Borrowed(&*article.text), |cut| Cow::Owned(cut.text));
    count_code_points(&mut spans, &text);
    let displaced: Vec<_> = works()
        .flat_map(|(who, layer)| layer.displaced.iter().map(move |annotation| (who, annotation)))
        .filter(|(_, annotation)| is_chosen(annotation))
        .collect();
    let relations = relations(works(), &spans, &displaced, &mut report);
    let states = layers.iter().map(|(who, layer)| (*who, layer.map(|layer| layer.state).unwrap_or_default())).collect();
    report.articles = 1;
    report.spans = spans.len() as u64;
    report.relations = relations.len() as u64;
    report.displaced = displaced.len() as u64;
    let metadata = super::metadata(project, options, article);
    (Some(Record { article, text, metadata, states, spans, relations, displaced }), report)
}

fn place<'a>(
    annotator: &'a Annotator,
    annotation: &'a Annotation,
    text: &str,
    cut: Option<&Cut>,
    report: &mut Report,
) -> Option<Placed<'a>> {
    let mut span = annotation.span;
    if span.of(text).is_none() {
        report.left_out.unfit += 1;
        return None;
    }
    if let Some(cut) = cut {
        let Some(kept) = cut.keep(span) else {
            report.left_out.inside_boilerplate += 1;
            return None;
        };
        report.left_out.shortened += u64::from(kept.is_shortened);
        span = kept.span;
    }
    Some(Placed { annotator, annotation, span, start: 0, end: 0 })
}

fn count_code_points(spans: &mut [Placed<'_>], text: &str) {
    let points = CodePoints::of(text);
    for placed in spans.iter_mut() {
        placed.start = points.at(placed.span.start as usize);
        placed.end = points.at(placed.span.end as usize);
    }
    spans.sort_by_key(|placed| (placed.start, Reverse(placed.end), placed.annotator, placed.annotation.id));
}

/// The relations both ends of which are written.
fn relations<'a>(
    works: impl Iterator<Item = (&'a Annotator, &'a ArticleLayer)>,
    spans: &[Placed<'a>],
    displaced: &[(&'a Annotator, &'a Annotation)],
    report: &mut Report,
) -> Vec<(&'a Annotator, &'a Relation)> {
    let all: Vec<_> = works.flat_map(|(who, layer)| layer.relations.values().map(move |relation| (who, relation))).collect();
    if all.is_empty() {
        return all;
    }
    let placed = spans.iter().map(|placed| (placed.annotator, placed.annotation.id));
    let written: HashSet<_> = placed.chain(displaced.iter().map(|(who, annotation)| (*who, annotation.id))).collect();
    let count = all.len();
    let has_ends = |who, relation: &Relation| written.contains(&(who, relation.from)) && written.contains(&(who, relation.to));
    let whole: Vec<_> = all.into_iter().filter(|(who, relation)| has_ends(*who, relation)).collect();
    report.left_out.relations = (count - whole.len()) as u64;
    whole
}
