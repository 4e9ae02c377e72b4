//! `pressmark problems`: what is probably wrong with what was tagged.

use super::output::{Output, say};
use super::{Ended, annotator, counted, project};
use crate::analysis::problems::{Elsewhere, Found, Problem, RULES, Wanted, named, of_project, waiver};
use crate::model::text::{Unit, UnitCursor};
use crate::model::{Annotator, Article, ArticleId, Progress, Project};
use anyhow::anyhow;
use clap::Args;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::path::PathBuf;

/// What `problems` takes.
#[derive(Args, Debug)]
pub struct Problems {
    /// Folder of the project
    pub project: PathBuf,
    /// Only in what this annotator made
    #[arg(long, value_name = "NAME")]
    pub annotator: Option<String>,
    /// Only by this rule, such as “quote-without-speaker”; may be given more than once
    #[arg(long, value_name = "RULE")]
    pub rule: Vec<String>,
    /// Also those that were waived, with who did and why
    #[arg(long)]
    pub waived: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl Problems {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Ended> {
        let wanted = self.wanted()?;
        let (project, opened) = project::read(&self.project)?;
        if let Some(stranger) = wanted.annotators.iter().find(|who| !project.layers.contains_key(who)) {
            return Err(anyhow!(
                "{stranger} has made nothing in this project; leave --annotator out to look at everybody's work"
            ));
        }
        let elsewhere = wanted.asks("tagged-differently").then(|| Elsewhere::of(&project, &Progress::default())).transpose()?;
        let mut told = Told { output, asked: self, count: 0, waived: 0, articles: HashSet::new(), begun: false, failed: None };
        told.begin()?;
        let progress = Progress::default();
        of_project(&project, elsewhere.as_ref(), &wanted, &progress, &mut |found| {
            if told.tell(&project, &found).is_err() || told.output.is_closed() {
                progress.cancel();
            }
        })
        .or_else(|cancelled| {
            if told.output.is_closed() { Ok(()) } else { told.failed.take().map_or(Err(cancelled.into()), Err) }
        })?;
        told.end()?;
        let found = if told.count == 0 { "No problems".to_owned() } else { counted(told.count, "problem") };
        let waived = if told.waived == 0 { String::new() } else { format!("; {} waived", told.waived) };
        say(&format!("{found} in {}{waived}", counted(told.articles.len() as u64, "article")));
        let said = project::problems_said(&opened);
        Ok(if told.count > 0 { Ended::WithProblems } else { said })
    }

    fn wanted(&self) -> anyhow::Result<Wanted> {
        let annotators = self.annotator.iter().map(|name| annotator::named(name, "--annotator")).collect::<Result<_, _>>()?;
        let known = || RULES.iter().map(|rule| rule.id).collect::<Vec<_>>().join(", ");
        let rule = |id: &String| named(id).ok_or_else(|| anyhow!("there is no rule “{id}”; the rules are {}", known()));
        Ok(Wanted { annotators, rules: self.rule.iter().map(rule).collect::<Result<_, _>>()? })
    }
}

/// What has been told so far.
struct Told<'o> {
    output: &'o mut Output,
    asked: &'o Problems,
    count: u64,
    waived: u64,
    articles: HashSet<ArticleId>,
    /// Whether a shape was written.
    begun: bool,
    failed: Option<anyhow::Error>,
}

impl Told<'_> {
    fn begin(&mut self) -> anyhow::Result<()> {
        if self.asked.json { self.output.bytes(b"{\"problems\":[") } else { Ok(()) }
    }

    fn end(&mut self) -> anyhow::Result<()> {
        if self.asked.json {
            self.output.bytes(format!("],\"count\":{},\"waived\":{}}}\n", self.count, self.waived).as_bytes())
        } else {
            Ok(())
        }
    }

    fn tell(&mut self, project: &Project, found: &Found) -> Result<(), ()> {
        let Some(article) = project.article(found.article) else { return Ok(()) };
        let mut points = UnitCursor::new(&article.text, Unit::CodePoint);
        let before = self.count;
        for problem in &found.problems {
            let waiver = waiver(project, found.article, &problem.key());
            self.waived += u64::from(waiver.is_some());
            self.count += u64::from(waiver.is_none());
            if waiver.is_some() && !self.asked.waived {
                continue;
            }
            let place = Place::of(problem, article, &mut points);
            let told = match self.asked.json {
                true => self.shape(&to_json(project, found, problem, &place, waiver)),
                false => self.output.line(&line(&found.annotator, problem, article, &place, waiver)),
            };
            if let Err(error) = told {
                self.failed = Some(error);
                return Err(());
            }
        }
        self.articles.extend((self.count > before).then_some(found.article));
        Ok(())
    }

    fn shape(&mut self, value: &Value) -> anyhow::Result<()> {
        let comma = if std::mem::replace(&mut self.begun, true) { "," } else { "" };
        self.output.bytes(format!("{comma}{value}").as_bytes())
    }
}

/// Where a problem stands, in code points.
struct Place {
    start: usize,
    end: usize,
}

impl Place {
    /// What is displaced may stand beyond the text or cut a character.
    fn of(problem: &Problem, article: &Article, points: &mut UnitCursor<'_>) -> Self {
        let mut at = |byte: u32| points.from_byte(article.text.floor_char_boundary(byte as usize)).unwrap_or_default();
        Self { start: at(problem.span.start), end: at(problem.span.end) }
    }
}

type Waiver<'a> = Option<(&'a Annotator, &'a str)>;

fn line(annotator: &Annotator, problem: &Problem, article: &Article, place: &Place, waiver: Waiver<'_>) -> String {
    let Problem { rule, reason, .. } = problem;
    let words = problem.words(&article.text);
    let waived = waiver.map(|(who, why)| format!(" (waived by {who}: {why})")).unwrap_or_default();
    format!("{} {}-{} {annotator} {}: “{words}”: {reason}{waived}", article.id, place.start, place.end, rule.id)
}

fn to_json(project: &Project, found: &Found, problem: &Problem, place: &Place, waiver: Waiver<'_>) -> Value {
    let text = project.article(found.article).map(|article| article.text.as_ref()).unwrap_or_default();
    json!({
        "article": found.article.to_string(),
        "title": project.title(&found.annotator, found.article),
        "annotator": found.annotator.to_string(),
        "annotation": problem.annotation.map(|id| id.to_string()),
        "rule": problem.rule.id,
        "start": place.start,
        "end": place.end,
        "text": problem.words(text),
        "reason": problem.reason,
        "fix": problem.fix.as_ref().map(|fix| fix.words()),
        "waived": waiver.map(|(who, why)| json!({ "by": who.to_string(), "reason": why })),
    })
}
