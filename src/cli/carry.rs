//! `pressmark carry`: copies annotations from articles to their newer copies, as far as their words say where they belong.

use super::output::{Output, say};
use super::{Ended, annotator, counted, project};
use crate::model::succession::{Carry, Decision, Waiting};
use crate::model::text::{Unit, UnitCursor, excerpt};
use crate::model::transfer::Fate;
use crate::model::{Annotator, ArticleId, Project, Span};
use crate::store;
use anyhow::anyhow;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Characters of an annotation that a line shows.
const EXCERPT: usize = 80;

/// What `carry` takes.
#[derive(Args, Debug)]
pub struct CarryOver {
    /// Folder of the project
    pub project: PathBuf,
    /// Whose annotations; without it $PRESSMARK_ANNOTATOR, else the login name
    #[arg(long)]
    pub annotator: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// What became of the annotations of one article.
struct Report {
    older: ArticleId,
    newer: ArticleId,
    carried: usize,
    /// Those that somebody must decide about.
    open: Vec<Waiting>,
}

impl CarryOver {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Ended> {
        let annotator = annotator::choose(self.annotator.as_deref())?;
        let mut desk = project::write(&self.project, &annotator)?;
        let (opened, at) = (desk.opened, store::now());
        let mut copies: Vec<_> = desk.project.newer_copies(&annotator).into_iter().collect();
        let place = |id: ArticleId| desk.project.stored_articles().iter().position(|article| article.id == id);
        copies.sort_by_cached_key(|(older, newer)| (place(*newer), place(*older)));
        let mut reports = Vec::new();
        for (older, newer) in copies {
            let waiting = desk.project.waiting(&annotator, older, newer).into_iter().filter(|one| !one.left_out);
            let (sure, mut open): (Vec<_>, Vec<_>) = waiting.partition(|one| carry(one).is_some());
            let carries: Vec<Carry> = sure.iter().filter_map(carry).collect();
            let carried = desk.project.carried(&annotator, older, newer, &carries, at);
            open.extend(sure.into_iter().filter(|one| carried.refused.iter().any(|(id, _)| *id == one.annotation.id)));
            let command = format!("Carry {} over", counted(carried.annotations as u64, "annotation"));
            desk.commit(carried.edits, &command, at)?;
            reports.push(Report { older, newer, carried: carried.annotations, open });
        }
        reports.retain(|report| report.carried + report.open.len() > 0);
        self.tell(&reports, &desk.project, &annotator, output)?;
        desk.close().map_err(|error| anyhow!("cannot record what was carried over: {error}"))?;
        let (carried, open) = reports.iter().fold((0, 0), |sum, one| (sum.0 + one.carried, sum.1 + one.open.len()));
        say(&format!("Carried {} over; {open} to be decided in the window", counted(carried as u64, "annotation")));
        Ok(if open > 0 { Ended::WithProblems } else { opened })
    }

    fn tell(&self, reports: &[Report], project: &Project, by: &Annotator, output: &mut Output) -> anyhow::Result<()> {
        if self.json {
            let articles: Vec<Value> = reports.iter().map(|report| report.to_json(project)).collect();
            return output.json(&json!({ "articles": articles }));
        }
        for report in reports {
            let title = project.title(by, report.newer);
            let carried = counted(report.carried as u64, "annotation");
            output.line(&format!("{title}: {carried} carried over, {} to be decided", report.open.len()))?;
            report.open.iter().try_for_each(|one| output.line(&format!("  {}", line(one, report, project))))?;
        }
        Ok(())
    }
}

/// What is certain enough to be done without asking.
fn carry(waiting: &Waiting) -> Option<Carry> {
    let Fate::Moved(span) = waiting.fate else { return None };
    Some(Carry { annotation: waiting.annotation.id, decision: Decision::Take(span) })
}

fn words<'a>(waiting: &'a Waiting, older: ArticleId, project: &'a Project) -> &'a str {
    let text = project.article(older).map(|article| article.text.as_ref()).unwrap_or_default();
    waiting.annotation.words(text)
}

fn line(waiting: &Waiting, report: &Report, project: &Project) -> String {
    let now = |span: &Span| {
        let words = project.article(report.newer).and_then(|article| span.of(&article.text)).unwrap_or_default();
        excerpt(words, EXCERPT)
    };
    let fate = match &waiting.fate {
        Fate::Moved(_) => "does not suit the scheme".to_owned(),
        Fate::Changed { span, similarity } => format!("now “{}”, {:.0} % alike", now(span), similarity * 100.0),
        Fate::Ambiguous(spans) => format!("in {}", counted(spans.len() as u64, "place")),
        Fate::Lost => "no longer there".to_owned(),
    };
    format!("{} “{}”: {fate}", waiting.annotation.label, excerpt(words(waiting, report.older, project), EXCERPT))
}

impl Report {
    fn to_json(&self, project: &Project) -> Value {
        let text = project.article(self.newer).map(|article| article.text.as_ref()).unwrap_or_default();
        let open: Vec<Value> = self.open.iter().map(|one| one_to_json(one, words(one, self.older, project), text)).collect();
        json!({ "id": self.newer.to_string(), "of": self.older.to_string(), "carried": self.carried, "open": open })
    }
}

fn one_to_json(waiting: &Waiting, words: &str, text: &str) -> Value {
    let place = |span: &Span| {
        let mut points = UnitCursor::new(text, Unit::CodePoint);
        let (start, end) = (points.from_byte(span.start as usize), points.from_byte(span.end as usize));
        json!({ "start": start, "end": end, "text": span.of(text) })
    };
    let (fate, places, similarity) = match &waiting.fate {
        Fate::Moved(span) => ("refused", vec![place(span)], None),
        Fate::Changed { span, similarity } => ("changed", vec![place(span)], Some(similarity)),
        Fate::Ambiguous(spans) => ("ambiguous", spans.iter().map(place).collect(), None),
        Fate::Lost => ("lost", Vec::new(), None),
    };
    let annotation = &waiting.annotation;
    json!({
        "annotation": annotation.id.to_string(), "label": *annotation.label, "text": words, "fate": fate, "places": places,
        "similarity": similarity,
    })
}
