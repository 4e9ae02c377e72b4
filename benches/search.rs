//! What searching a large project costs: expressions over all texts beside `rg` on the same texts in files, filters by label and
//! value, sorting and tagging many hits.
//!
//! Parts: `text`, `labels`, `sort`, `tag`. `PRESSMARK_BENCH_ARTICLES` says how many articles of 5 KB there are.

#[path = "search/labels.rs"]
mod labels;
#[path = "search/sort.rs"]
mod sort;
mod support;
#[path = "search/tag.rs"]
mod tag;
#[path = "search/text.rs"]
mod text;

use pressmark::analysis::search::{self, Found, Hit, Tally};
use pressmark::model::{Progress, Project, Query};
use std::ops::ControlFlow;
use std::time::Instant;
use support::figures::{preface, sized, wanted};
use support::invented::{Size, amy, project};

/// A name that few articles have.
const RARE: &str = "Lindqvist";

fn main() -> anyhow::Result<()> {
    preface("search");
    let asked = std::env::var("PRESSMARK_BENCH_ARTICLES").ok().and_then(|number| number.parse().ok());
    let articles = asked.unwrap_or_else(|| sized(20_000, 300));
    let size = Size { articles, bytes: 5_000, annotations: 20 };
    let project = project(size);
    let bytes: usize = project.stored_articles().iter().map(|article| article.text.len()).sum();
    let annotations: usize = project.layers.values().map(|layer| layer.annotation_count()).sum();
    println!("{articles} articles, {:.0} MB of text, {annotations} annotations", bytes as f64 / 1e6);
    if wanted("text") {
        text::run(&project)?;
    }
    if wanted("labels") {
        labels::run(&project)?;
    }
    if wanted("sort") {
        sort::run(&project)?;
    }
    if wanted("tag") {
        tag::run(&project)?;
    }
    Ok(())
}

/// What a search came to.
#[derive(Default)]
struct Searched {
    hits: Vec<Hit>,
    tally: Tally,
    /// Milliseconds until the first hits were handed on.
    first: f64,
    /// Milliseconds in all.
    whole: f64,
}

fn searched(project: &Project, query: &Query) -> anyhow::Result<Searched> {
    let mut searched = Searched::default();
    let from = Instant::now();
    search::search(project, &amy(), query, &Progress::default(), &mut |found: Found| {
        if searched.hits.is_empty() {
            searched.first = from.elapsed().as_secs_f64() * 1e3;
        }
        searched.hits.extend(found.hits);
        searched.tally.add(&found.tally);
        ControlFlow::Continue(())
    })?;
    searched.whole = from.elapsed().as_secs_f64() * 1e3;
    Ok(searched)
}

/// The middle one of several runs, by the time it took.
fn median(project: &Project, query: &Query) -> anyhow::Result<Searched> {
    let mut runs = Vec::new();
    for _ in 0..sized(5, 1) {
        runs.push(searched(project, query)?);
    }
    runs.sort_by(|one, other| one.whole.total_cmp(&other.whole));
    Ok(runs.swap_remove(runs.len() / 2))
}
