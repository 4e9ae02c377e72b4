//! Suggestions for every article of a project, kept as the annotations of an annotator of their own.

use super::Labels;
use crate::cli::output::{Output, say};
use crate::cli::project::{self, Desk};
use crate::cli::{Ended, counted};
use crate::model::annotation::Rule;
use crate::model::{
    Annotation, AnnotationId, Annotator, Article, ArticleLayer, Edit, Name, Project, Provenance, RelationId, Suggestion,
    Timestamp,
};
use crate::store;
use anyhow::{anyhow, bail};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, RandomState};
use std::path::Path;

/// Whose annotations suggestions become.
const WHO: &str = "suggest";

/// What came of it.
#[derive(Default)]
struct Report {
    articles: u64,
    labels: BTreeMap<Name, u64>,
    new: u64,
    gone: u64,
    unknown: BTreeMap<Name, u64>,
}

/// Replaces the former suggestions by those of today, in one transaction; what is as it was stays.
pub(super) fn run(named: &Path, labels: &Labels, as_json: bool, output: &mut Output) -> anyhow::Result<Ended> {
    let annotator = Annotator::new(WHO).ok_or_else(|| anyhow!("“{WHO}” cannot be an annotator's name"))?;
    let desk = project::write(named, &annotator)?;
    check_labels(&desk.project, labels)?;
    let opened = desk.opened;
    let at = store::now();
    let (edits, report) = edits(&desk.project, &annotator, labels, at);
    let spans: u64 = report.labels.values().sum();
    commit(desk, edits, spans, at)?;
    print(&report, spans, as_json, output)?;
    Ok(if report.unknown.is_empty() { opened } else { Ended::WithProblems })
}

fn check_labels(project: &Project, labels: &Labels) -> anyhow::Result<()> {
    match labels.0.iter().find(|label| project.scheme.label(label).is_none()) {
        Some(label) => {
            let known: Vec<&str> = project.scheme.labels.iter().map(|label| label.id.as_ref()).collect();
            bail!("the scheme has no label “{label}”; there are: {}", known.join(", "))
        }
        None => Ok(()),
    }
}

fn commit(desk: Desk, edits: Vec<Edit>, spans: u64, at: Timestamp) -> anyhow::Result<()> {
    desk.record(edits, &format!("Suggest {}", counted(spans, "span")), at)
        .map_err(|reason| anyhow!("cannot record the suggestions, so none were written: {reason}"))
}

fn print(report: &Report, spans: u64, as_json: bool, output: &mut Output) -> anyhow::Result<()> {
    let Report { articles, labels, new, gone, unknown } = report;
    if as_json {
        let counts = |counts: &BTreeMap<Name, u64>| -> BTreeMap<String, u64> {
            counts.iter().map(|(label, count)| (label.to_string(), *count)).collect()
        };
        output.json(&json!({
            "articles": articles,
            "spans": spans,
            "new": new,
            "gone": gone,
            "labels": counts(labels),
            "unknown_labels": counts(unknown),
        }))?;
    } else {
        labels.iter().try_for_each(|(label, count)| output.line(&format!("{count:>9}  {label}")))?;
    }
    for (label, count) in unknown {
        say(&format!("{} left out: the scheme has no label “{label}”; add it, then run this again", counted(*count, "span")));
    }
    say(&format!("Suggested {} in {}; {new} new, {gone} gone", counted(spans, "span"), counted(*articles, "article")));
    Ok(())
}

fn edits(project: &Project, annotator: &Annotator, labels: &Labels, at: Timestamp) -> (Vec<Edit>, Report) {
    let (mut edits, mut report) = (Vec::new(), Report::default());
    for article in project.articles() {
        let layer = project.article_layer(annotator, article.id);
        let mut wanted = wanted(project, article, labels, at, &mut report);
        report.articles += u64::from(!wanted.is_empty());
        let mut gone = Vec::new();
        for standing in layer.into_iter().flat_map(|layer| layer.annotations.iter().chain(&layer.displaced)) {
            match wanted.iter().position(|wanted| says_the_same(wanted, standing)) {
                Some(at) => drop(wanted.swap_remove(at)),
                None if labels.has(&standing.label) => gone.push(standing),
                None => {}
            }
        }
        report.new += wanted.len() as u64;
        report.gone += gone.len() as u64;
        edits.extend(layer.into_iter().flat_map(|layer| unrelated(article, layer, &gone)));
        let removed = gone.into_iter().map(|before| (Some(Box::new(before.clone())), None));
        let added = wanted.into_iter().map(|after| (None, Some(Box::new(after))));
        edits.extend(removed.chain(added).map(|(before, after)| Edit::Annotation { article: article.id, before, after }));
    }
    (edits, report)
}

/// The annotations that an article's suggestions are to become.
fn wanted(project: &Project, article: &Article, labels: &Labels, at: Timestamp, report: &mut Report) -> Vec<Annotation> {
    let mut wanted = Vec::new();
    for suggestion in labels.chosen(&article.suggestions) {
        let Some(label) = project.scheme.label(&suggestion.label) else {
            *report.unknown.entry(suggestion.label.clone()).or_default() += 1;
            continue;
        };
        *report.labels.entry(label.id.clone()).or_default() += 1;
        let mut annotation = annotation(suggestion, at);
        let admitted = |id: &Name, value| label.attribute(id).is_some_and(|attribute| attribute.kind.admits(value));
        let kept = suggestion.attributes.iter().filter(|(id, value)| admitted(id, value));
        annotation.attributes = kept.map(|(id, value)| (id.clone(), value.clone())).collect();
        wanted.push(annotation);
    }
    wanted
}

fn annotation(suggestion: &Suggestion, created: Timestamp) -> Annotation {
    let Suggestion { span, label, attributes, rule, score, .. } = suggestion;
    Annotation {
        id: AnnotationId(RandomState::new().hash_one((span, label))),
        span: *span,
        label: label.clone(),
        attributes: attributes.clone(),
        note: "".into(),
        provenance: Provenance::Rule(Box::new(Rule { name: rule.clone(), score: Some(*score) })),
        created,
        displaced: None,
    }
}

/// Whether two annotations are alike in all but id and time.
fn says_the_same(one: &Annotation, other: &Annotation) -> bool {
    let what = |annotation: &Annotation| (annotation.span, annotation.label.clone());
    what(one) == what(other)
        && one.attributes == other.attributes
        && one.provenance == other.provenance
        && one.displaced == other.displaced
}

/// Takes out the relations of annotations that go.
fn unrelated(article: &Article, layer: &ArticleLayer, gone: &[&Annotation]) -> Vec<Edit> {
    let ids: BTreeSet<RelationId> =
        gone.iter().flat_map(|annotation| layer.relations_of(annotation.id)).map(|relation| relation.id).collect();
    let relations = ids.iter().filter_map(|id| layer.relations.get(id).cloned());
    relations.map(|relation| Edit::Relation { article: article.id, before: Some(relation), after: None }).collect()
}
