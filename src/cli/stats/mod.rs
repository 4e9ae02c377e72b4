//! `pressmark stats`: counts articles and annotations, and says how a corpus stands in figures.

mod corpus;

use super::output::Output;
use super::{Ended, annotator, project};
use crate::analysis::corpus_stats;
use crate::model::{Annotator, Article, ArticleState, JournalEntry, Layer, MetadataField, Progress, Project};
use crate::store::Journals;
use clap::Args;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What `stats` takes.
#[derive(Args, Debug)]
pub struct Stats {
    /// Folder of the project
    pub project: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl Stats {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Ended> {
        let (project, problems) = project::read(&self.project)?;
        let counts = Figures::of(&project);
        let journals = Journals::read(&project::folder(&self.project), &Progress::default())?;
        let entries: Vec<&[JournalEntry]> = journals.lists().iter().map(|list| list.entries()).collect();
        let viewer = project.layers.keys().next().cloned().map_or_else(|| annotator::choose(None), Ok)?;
        let figures = corpus_stats::figures(&project, &viewer, &entries, &Progress::default())?;
        if self.json {
            let mut json = counts.to_json();
            corpus::add_json(&mut json, &figures);
            output.json(&json)?;
        } else {
            let lines = counts.lines().into_iter().chain(corpus::lines(&figures));
            lines.into_iter().try_for_each(|line| output.line(&line))?;
        }
        Ok(project::problems_said(&problems))
    }
}

/// What is counted. Articles taken out of the project, and the work on them, do not count.
#[derive(Debug)]
struct Figures {
    name: String,
    articles: u64,
    /// Code points.
    characters: u64,
    /// By outlet; the empty name is “unknown”.
    outlets: BTreeMap<String, u64>,
    /// In the order of the scheme.
    labels: Vec<(String, u64)>,
    annotators: Vec<(Annotator, Work)>,
}

/// What one annotator made.
#[derive(Clone, Debug, Default)]
struct Work {
    annotations: u64,
    displaced: u64,
    relations: u64,
    labels: BTreeMap<String, u64>,
    /// In the order of [`ArticleState::ALL`].
    states: [u64; 3],
}

impl Figures {
    fn of(project: &Project) -> Self {
        let articles: Vec<&Article> = project.articles().collect();
        let work = |(who, layer): (&Annotator, &Layer)| (who.clone(), Work::of(layer, &articles));
        let annotators: Vec<(Annotator, Work)> = project.layers.iter().map(work).collect();
        let mut outlets = BTreeMap::new();
        for article in &articles {
            let outlet = outlet(project, article);
            *outlets.entry(outlet).or_default() += 1;
        }
        Self {
            name: project.name.clone(),
            articles: articles.len() as u64,
            characters: articles.iter().map(|article| article.text.chars().count() as u64).sum(),
            outlets,
            labels: labels(project, &annotators),
            annotators,
        }
    }

    fn total(&self, count: impl Fn(&Work) -> u64) -> u64 {
        self.annotators.iter().map(|(_, work)| count(work)).sum()
    }

    fn to_json(&self) -> Value {
        let annotators: Map<String, Value> =
            self.annotators.iter().map(|(who, work)| (who.to_string(), work.to_json())).collect();
        let labels: Map<String, Value> = self.labels.iter().map(|(label, count)| (label.clone(), json!(count))).collect();
        json!({
            "project": self.name,
            "articles": self.articles,
            "characters": self.characters,
            "annotations": self.total(|work| work.annotations),
            "displaced": self.total(|work| work.displaced),
            "relations": self.total(|work| work.relations),
            "labels": labels,
            "outlets": self.outlets,
            "annotators": annotators,
        })
    }

    fn lines(&self) -> Vec<String> {
        let totals = [
            ("articles", self.articles),
            ("characters", self.characters),
            ("annotations", self.total(|work| work.annotations)),
            ("displaced", self.total(|work| work.displaced)),
            ("relations", self.total(|work| work.relations)),
        ];
        let mut lines = vec![self.name.clone()];
        lines.extend(totals.map(|(name, count)| row(name, count)));
        lines.extend(table("By label", self.labels.iter().map(|(label, count)| (label.as_str(), *count))));
        lines.extend(table("By outlet", self.outlets.iter().map(|(outlet, count)| (shown(outlet), *count))));
        for (who, work) in &self.annotators {
            let states = ArticleState::ALL.iter().zip(work.states).map(|(state, count)| (state.name(), count));
            let made = [("annotations", work.annotations), ("relations", work.relations)];
            lines.extend(table(&format!("By annotator: {who}"), made.into_iter().chain(states)));
        }
        lines
    }
}

fn table<'a>(heading: &str, rows: impl Iterator<Item = (&'a str, u64)>) -> Vec<String> {
    [String::new(), heading.to_owned()].into_iter().chain(rows.map(|(name, count)| row(name, count))).collect()
}

fn row(name: &str, count: u64) -> String {
    format!("  {count:>9}  {name}")
}

fn shown(outlet: &str) -> &str {
    if outlet.is_empty() { "unknown" } else { outlet }
}

/// The source's outlet, else the first correction that names one.
fn outlet(project: &Project, article: &Article) -> String {
    match project.layers.keys().next() {
        Some(first) => project.field(first, article.id, MetadataField::Outlet).to_owned(),
        None => article.metadata.outlet.clone(),
    }
}

/// Counts by label: those of the scheme in its order, then any that it does not have.
fn labels(project: &Project, annotators: &[(Annotator, Work)]) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for (label, count) in annotators.iter().flat_map(|(_, work)| &work.labels) {
        *counts.entry(label.clone()).or_default() += count;
    }
    let known = project.scheme.labels.iter().map(|label| label.id.to_string());
    let mut labels: Vec<(String, u64)> = known.map(|label| (label.clone(), counts.remove(&label).unwrap_or(0))).collect();
    labels.extend(counts);
    labels
}

impl Work {
    fn of(layer: &Layer, articles: &[&Article]) -> Self {
        let mut work = Self::default();
        for article in articles {
            let made = layer.article(article.id);
            let state = made.map(|made| made.state).unwrap_or_default();
            ArticleState::ALL.iter().zip(&mut work.states).filter(|(each, _)| **each == state).for_each(|(_, count)| *count += 1);
            let Some(made) = made else { continue };
            work.displaced += made.displaced.len() as u64;
            work.relations += made.relations.len() as u64;
            for annotation in made.annotations.iter().chain(&made.displaced) {
                work.annotations += 1;
                match work.labels.get_mut(&*annotation.label) {
                    Some(count) => *count += 1,
                    None => drop(work.labels.insert(annotation.label.to_string(), 1)),
                }
            }
        }
        work
    }

    fn to_json(&self) -> Value {
        let states = ArticleState::ALL.iter().zip(self.states).map(|(state, count)| (state.name().to_owned(), json!(count)));
        json!({
            "annotations": self.annotations,
            "displaced": self.displaced,
            "relations": self.relations,
            "labels": self.labels,
            "states": states.collect::<Map<String, Value>>(),
        })
    }
}
