//! `pressmark export`: writes a project in a format that other programs read.

use super::output::{Output, say};
use super::{Ended, annotator, counted, project};
use crate::export::{self, Format, LeftOut, Options, Report};
use crate::model::{Annotator, Progress};
use anyhow::bail;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::json;
use std::path::{Path, PathBuf};

/// What `export` takes.
#[derive(Args, Debug)]
pub struct Export {
    /// Folder of the project
    pub project: PathBuf,
    /// Format to write
    #[arg(long = "to", value_name = "FORMAT", value_parser = format_parser())]
    pub format: Format,
    /// File to write; “-” is the standard output
    #[arg(long, value_name = "PATH")]
    pub out: PathBuf,
    /// Whose work; may be given more than once; without it, everybody's
    #[arg(long = "annotator", value_name = "ANNOTATOR")]
    pub annotators: Vec<String>,
    /// Ids of the labels to write, with commas between; without it, all
    #[arg(long, value_delimiter = ',', value_name = "LABEL")]
    pub labels: Vec<String>,
    /// Cut what is tagged as boilerplate out of the texts
    #[arg(long)]
    pub without_boilerplate: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name))
        .try_map(|name| Format::ALL.into_iter().find(|format| format.name() == name).ok_or("no such format"))
}

impl Export {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Ended> {
        let to_stdout = self.out == Path::new("-");
        if to_stdout && self.json {
            bail!("cannot write both the export and its report to the standard output; leave out --json or name a file");
        }
        let (project, problems) = project::read(&self.project)?;
        let options = self.options()?;
        let progress = Progress::default();
        let report = if to_stdout {
            export::check(&project, &options)?;
            output.stream(|to| export::write_to(&project, &options, to, &progress))?
        } else {
            Some(export::write(&project, &options, &self.out, &progress)?)
        };
        // Without a report, the reader of the standard output has seen enough.
        let Some(report) = report else { return Ok(Ended::Done) };
        if self.json {
            output.json(&self.to_json(&report))?;
        } else if !to_stdout {
            output.line(&self.out.display().to_string())?;
        }
        say(&summary(&report));
        let ended = project::problems_said(&problems);
        Ok(if report.left_out.unfit > 0 { Ended::WithProblems } else { ended })
    }

    fn options(&self) -> anyhow::Result<Options> {
        let named = |name: &String| annotator::named(name, "--annotator");
        let annotators: Vec<Annotator> = self.annotators.iter().map(named).collect::<Result<_, _>>()?;
        // Of several, the person at work corrects the metadata, as their window would show it.
        let metadata_of = if annotators.len() == 1 { annotators.first().cloned() } else { annotator::choose(None).ok() };
        Ok(Options {
            format: self.format,
            annotators,
            labels: self.labels.iter().map(|label| label.as_str().into()).collect(),
            without_boilerplate: self.without_boilerplate,
            metadata_of,
            keep_out_of: Some(project::folder(&self.project)),
        })
    }

    fn to_json(&self, report: &Report) -> serde_json::Value {
        let LeftOut { boilerplate, inside_boilerplate, shortened, articles, relations, unfit } = report.left_out;
        json!({
            "out": self.out.to_string_lossy(),
            "format": self.format.name(),
            "articles": report.articles,
            "spans": report.spans,
            "relations": report.relations,
            "displaced": report.displaced,
            "bytes": report.bytes,
            "left_out": {
                "boilerplate": boilerplate,
                "inside_boilerplate": inside_boilerplate,
                "shortened": shortened,
                "articles": articles,
                "relations": relations,
                "unfit": unfit,
            },
        })
    }
}

fn summary(report: &Report) -> String {
    let written = [(report.articles, "article"), (report.spans, "span"), (report.relations, "relation")];
    let mut words = format!("Wrote {}", written.map(|(count, one)| counted(count, one)).join(", "));
    let left_out = &report.left_out;
    let notes = [
        (report.displaced, "displaced annotation", "written without offsets"),
        (left_out.boilerplate, "boilerplate span", "cut"),
        (left_out.inside_boilerplate, "span", "inside boilerplate left out"),
        (left_out.shortened, "span", "shortened by boilerplate"),
        (left_out.articles, "article", "of boilerplate alone left out"),
        (left_out.relations, "relation", "left out with one of its ends"),
        (left_out.unfit, "span", "left out that did not fit the text; run pressmark check"),
    ];
    for (count, one, what) in notes.into_iter().filter(|(count, ..)| *count > 0) {
        words += &format!("; {} {what}", counted(count, one));
    }
    words
}
