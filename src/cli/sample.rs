//! `pressmark sample`: draws annotations at random for an audit, the same from the same seed, and reports how those of a
//! sample were judged.

use super::output::{Output, say};
use super::{Ended, annotator, counted, project};
use crate::analysis::sample::{Candidate, Outcome, draw};
use crate::analysis::table::{Row, Table};
use crate::model::text::{Unit, UnitCursor, excerpt};
use crate::model::{
    AnnotationId, Annotator, ArticleId, Edit, MetadataField, Progress, Project, Query, Sample as Drawn, Saved, SearchedFor,
    Status, Strata,
};
use crate::store;
use anyhow::{anyhow, bail};
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Characters of an annotation that a line shows.
const EXCERPT: usize = 80;

/// What `sample` takes.
#[derive(Args, Debug)]
pub struct Sample {
    /// Folder of the project
    pub project: PathBuf,
    /// How many annotations to draw
    #[arg(long, value_name = "N", default_value_t = 100, conflicts_with = "report")]
    pub count: u64,
    /// Where the drawing begins; the same seed draws the same
    #[arg(long, value_name = "NUMBER", default_value_t = 1, conflicts_with = "report")]
    pub seed: u64,
    /// Draw as large a share of each part: none, label, outlet or annotator
    #[arg(long, value_name = "WHAT", default_value = "none", conflicts_with = "report")]
    pub by: String,
    /// Only annotations of this label; may be given several times
    #[arg(long = "label", value_name = "LABEL", conflicts_with = "report")]
    pub labels: Vec<String>,
    /// Only annotations of this annotator; may be given several times
    #[arg(long = "of", value_name = "ANNOTATOR", conflicts_with = "report")]
    pub annotators: Vec<String>,
    /// Only articles of this outlet; may be given several times
    #[arg(long = "outlet", value_name = "OUTLET", conflicts_with = "report")]
    pub outlets: Vec<String>,
    /// Only annotations of this status: open, approved, rejected or disputed; may be given several times
    #[arg(long = "status", value_name = "STATUS", conflicts_with = "report")]
    pub statuses: Vec<String>,
    /// Keep the sample in the project under this name
    #[arg(long, value_name = "NAME", conflicts_with = "report")]
    pub keep: Option<String>,
    /// In whose file it is kept; without it $PRESSMARK_ANNOTATOR, else the login name
    #[arg(long)]
    pub annotator: Option<String>,
    /// Report how the annotations of a kept sample were judged
    #[arg(long, value_name = "NAME")]
    pub report: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl Sample {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Ended> {
        if let Some(name) = &self.report {
            return self.tell_outcome(name, output);
        }
        let query = self.query()?;
        let strata = Strata::ALL.into_iter().find(|strata| strata.name() == self.by);
        let strata = strata.ok_or_else(|| anyhow!("--by {} is not known; give none, label, outlet or annotator", self.by))?;
        if self.count == 0 {
            bail!("a sample of 0 annotations is none; give --count a number above 0");
        }
        let (project, problems) = project::read(&self.project)?;
        if let Some(unknown) = query.labels.iter().find(|label| project.scheme.label(label).is_none()) {
            let known: Vec<&str> = project.scheme.labels.iter().map(|label| label.id.as_ref()).collect();
            bail!("the scheme has no label “{unknown}”; it has {}", known.join(", "));
        }
        let by = annotator::choose(self.annotator.as_deref())?;
        let candidates = candidates(&project, &by, &query, strata)?;
        let population = candidates.len() as u64;
        let drawn = draw(candidates, usize::try_from(self.count).unwrap_or(usize::MAX), self.seed);
        let sample = Drawn { query, seed: self.seed, strata, population, drawn, at: store::now() };
        self.tell(&project, &sample, output)?;
        let few = if population < self.count { format!("; there are no more than {population}") } else { String::new() };
        say(&format!("Drew {} of {population} with seed {}{few}", counted(sample.drawn.len() as u64, "annotation"), self.seed));
        let ended = project::problems_said(&problems);
        self.keep.as_deref().map_or(Ok(ended), |name| self.keep(name, sample, &by).map(|()| ended))
    }

    fn query(&self) -> anyhow::Result<Query> {
        let status = |name: &String| {
            Status::named(name).ok_or_else(|| anyhow!("--status {name} is not known; give open, approved, rejected or disputed"))
        };
        Ok(Query {
            of: SearchedFor::Annotations,
            labels: self.labels.iter().map(|label| label.as_str().into()).collect(),
            annotators: self.annotators.iter().map(|name| annotator::named(name, "--of")).collect::<Result<_, _>>()?,
            outlets: self.outlets.clone(),
            statuses: self.statuses.iter().map(status).collect::<Result<_, _>>()?,
            ..Query::default()
        })
    }

    fn keep(&self, name: &str, sample: Drawn, by: &Annotator) -> anyhow::Result<()> {
        let mut desk = project::write(&self.project, by)?;
        if name.trim().is_empty() {
            bail!("the sample was not kept: --keep needs a name");
        }
        if desk.project.layers.get(by).is_some_and(|layer| layer.saved.contains_key(name)) {
            bail!("the sample was not kept: {by} keeps something as “{name}” already; give --keep another name");
        }
        let at = sample.at;
        let edit = Edit::Saved { name: name.into(), before: None, after: Some(Box::new(Saved::Sample(sample))) };
        desk.commit(vec![edit], &format!("Keep the sample “{name}”"), at)?;
        desk.close().map_err(|error| anyhow!("the sample was not kept: {error}"))
    }

    fn tell(&self, project: &Project, sample: &Drawn, output: &mut Output) -> anyhow::Result<()> {
        for (article, id) in &sample.drawn {
            let Some(line) = Line::of(project, *article, *id) else { continue };
            if self.json {
                output.json(&line.to_json())?;
            } else {
                output.line(&line.to_text())?;
            }
        }
        Ok(())
    }

    fn tell_outcome(&self, name: &str, output: &mut Output) -> anyhow::Result<Ended> {
        let (project, problems) = project::read(&self.project)?;
        let kept = project.layers.values().find_map(|layer| match layer.saved.get(name) {
            Some(Saved::Sample(sample)) => Some(sample),
            _ => None,
        });
        let Some(sample) = kept else {
            let samples = project.layers.values().flat_map(|layer| &layer.saved);
            let names: Vec<&str> =
                samples.filter(|(_, saved)| matches!(saved, Saved::Sample(_))).map(|(name, _)| name.as_ref()).collect();
            let known =
                if names.is_empty() { "none is kept".to_owned() } else { format!("these are kept: {}", names.join(", ")) };
            bail!("no sample is called “{name}”; {known}");
        };
        let (all, by_label) = Outcome::of(&project, &sample.drawn);
        if self.json {
            let labels: serde_json::Map<String, Value> =
                by_label.iter().map(|(label, outcome)| (label.clone(), outcome_json(outcome))).collect();
            let mut whole = outcome_json(&all);
            if let Some(fields) = whole.as_object_mut() {
                fields.insert("sample".to_owned(), json!(name));
                fields.insert("drawn".to_owned(), json!(sample.drawn.len()));
                fields.insert("population".to_owned(), json!(sample.population));
                fields.insert("seed".to_owned(), json!(sample.seed));
                fields.insert("by".to_owned(), json!(sample.strata.name()));
                fields.insert("labels".to_owned(), Value::Object(labels));
            }
            output.json(&whole)?;
        } else {
            let drawn = counted(sample.drawn.len() as u64, "annotation");
            output.line(&format!("{name}: {drawn} of {} with seed {}", sample.population, sample.seed))?;
            output.line(&outcome_text("all", &all))?;
            by_label.iter().try_for_each(|(label, outcome)| output.line(&outcome_text(label, outcome)))?;
        }
        Ok(project::problems_said(&problems))
    }
}

/// What fits the query, each in its stratum.
fn candidates(project: &Project, by: &Annotator, query: &Query, strata: Strata) -> anyhow::Result<Vec<Candidate>> {
    let table = Table::of(project, &Progress::default())?;
    let outlet = |row: &Row| table.article_of(row).map(|id| project.field(by, id, MetadataField::Outlet)).unwrap_or_default();
    let label = |row: &Row| table.labels.get(usize::from(row.label)).map(AsRef::as_ref).unwrap_or_default();
    let fits = |row: &&Row| {
        (query.labels.is_empty() || query.labels.iter().any(|wanted| wanted.as_ref() == label(row)))
            && (query.annotators.is_empty() || table.annotator_of(row).is_some_and(|who| query.annotators.contains(who)))
            && (query.outlets.is_empty() || query.outlets.iter().any(|wanted| wanted == outlet(row)))
            && (query.statuses.is_empty() || query.statuses.contains(&row.status))
    };
    Ok(table.rows.iter().filter(fits).filter_map(|row| Candidate::of(&table, row, project, by, strata)).collect())
}

/// One annotation of a sample.
struct Line<'a> {
    project: &'a Project,
    article: ArticleId,
    who: &'a Annotator,
    annotation: &'a crate::model::Annotation,
}

impl<'a> Line<'a> {
    fn of(project: &'a Project, article: ArticleId, id: AnnotationId) -> Option<Self> {
        let (who, annotation) = project.annotation(article, id)?;
        Some(Self { project, article, who, annotation })
    }

    fn text(&self) -> &str {
        self.project.article(self.article).map(|article| article.text.as_ref()).unwrap_or_default()
    }

    fn words(&self) -> &str {
        self.annotation.words(self.text())
    }

    fn to_text(&self) -> String {
        let (title, status) = (self.project.title(self.who, self.article), self.project.status(self.article, self.annotation));
        let words = excerpt(self.words(), EXCERPT);
        format!("{} {} “{words}” by {}, {}: {title}", self.annotation.id, self.annotation.label, self.who, status.name())
    }

    fn to_json(&self) -> Value {
        let annotation = self.annotation;
        let mut points = UnitCursor::new(self.text(), Unit::CodePoint);
        let place = annotation.displaced.is_none().then(|| {
            let range = annotation.span.range();
            (points.from_byte(range.start), points.from_byte(range.end))
        });
        json!({
            "annotation": annotation.id.to_string(), "article": self.article.to_string(), "annotator": self.who.as_str(),
            "label": *annotation.label, "start": place.map(|place| place.0), "end": place.map(|place| place.1),
            "text": self.words(), "status": self.project.status(self.article, annotation).name(),
        })
    }
}

fn outcome_json(outcome: &Outcome) -> Value {
    let approval = outcome.approval();
    json!({
        "approved": outcome.approved, "rejected": outcome.rejected, "disputed": outcome.disputed, "open": outcome.open,
        "gone": outcome.gone, "share_approved": approval.map(|(share, ..)| share),
        "interval_95": approval.map(|(_, low, high)| [low, high]),
    })
}

fn outcome_text(name: &str, outcome: &Outcome) -> String {
    let Outcome { approved, rejected, disputed, open, gone } = outcome;
    let counts = format!("{approved} approved, {rejected} rejected, {disputed} disputed, {open} open, {gone} gone");
    let percent = |share: f64| format!("{:.1}", share * 100.0);
    let approval = outcome.approval().map(|(share, low, high)| {
        format!("; {} % of those judged approved, 95 % interval {} to {} %", percent(share), percent(low), percent(high))
    });
    format!("{name}: {counts}{}", approval.unwrap_or_default())
}
