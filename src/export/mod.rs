//! A project to somebody else's format: written beside its place, read back, compared, and only then put there.
//!
//! Offsets leave as code points, counted in the very text that is written with them.

mod code_points;
mod cut;
mod figure;
mod jsonl;
mod record;
mod suggested;
mod whole_file;

pub use figure::{Figure, svg, write_picture};
pub use suggested::suggested;

use crate::model::progress::Cancelled;
use crate::model::{Annotator, Article, MetadataField, Name, Progress, Project};
use rayon::prelude::*;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A format that projects can be written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// One article a line, as JSON.
    #[default]
    Jsonl,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Jsonl];

    /// The name it is asked for by, also the file name's ending.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
        }
    }
}

/// What is to be written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// How.
    pub format: Format,
    /// Whose work; nobody named is everybody's.
    pub annotators: Vec<Annotator>,
    /// Ids of the labels; none named is all.
    pub labels: Vec<Name>,
    /// Cuts what the chosen annotators tagged with a faded label (boilerplate) out of the texts.
    pub without_boilerplate: bool,
    /// Whose corrections of metadata win; nobody is the first of the chosen ones.
    pub metadata_of: Option<Annotator>,
    /// A folder nothing may be written into, such as the project's own.
    pub keep_out_of: Option<PathBuf>,
}

/// What was written and what was left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[allow(missing_docs, reason = "the first four say it")]
pub struct Report {
    pub articles: u64,
    pub spans: u64,
    pub relations: u64,
    pub displaced: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// What did not make it.
    pub left_out: LeftOut,
}

/// What an export did not write, or not as it stands in the project.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LeftOut {
    /// Boilerplate spans whose words were cut.
    pub boilerplate: u64,
    /// Other spans, all of whose words were cut with the boilerplate.
    pub inside_boilerplate: u64,
    /// Spans that were written, but lost some of their words with the boilerplate.
    pub shortened: u64,
    /// Articles of which nothing but boilerplate was left.
    pub articles: u64,
    /// Relations one end of which was left out.
    pub relations: u64,
    /// Spans that do not fit their text.
    pub unfit: u64,
}

/// Why an export was not written. Nothing of it stays behind.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum ExportError {
    #[error("nobody called “{name}” has worked on this project; there are: {known}")]
    NoAnnotator { name: Annotator, known: String },
    #[error("the scheme has no label “{name}”; there are: {known}")]
    NoLabel { name: Name, known: String },
    #[error("cannot export to {}: it lies inside the project's folder; choose a place outside", .0.display())]
    InsideProject(PathBuf),
    #[error("cannot export to {}: it is a folder; name a file in it", .0.display())]
    IsFolder(PathBuf),
    #[error("cannot export to {}: it is a device or a pipe, which a file cannot replace; name a file", .0.display())]
    NotAFile(PathBuf),
    #[error("cannot export to {}: {source}; check that its folder exists, may be written to and has room", .path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("cannot export to {}: what was read back is not what was written; check the disk and try another place", .0.display())]
    NotAsWritten(PathBuf),
    #[error("the export was cancelled; nothing was written")]
    Cancelled(#[from] Cancelled),
}

/// Writes a file, or leaves what stands there as it is. Progress counts bytes of text.
pub fn write(project: &Project, options: &Options, path: &Path, progress: &Progress) -> Result<Report, ExportError> {
    check(project, options)?;
    let mut file = whole_file::WholeFile::beside(path, options.keep_out_of.as_deref())?;
    let written = write_to(project, options, &mut file, progress);
    let report = written.map_err(|stop| stop.into_error(path))?;
    file.put_in_place()?;
    Ok(report)
}

/// Writes the same to anything that takes bytes. What it was given when this fails is not whole.
pub fn write_to(
    project: &Project,
    options: &Options,
    to: &mut (impl Write + ?Sized),
    progress: &Progress,
) -> Result<Report, Stop> {
    let articles: Vec<&Article> = project.articles().collect();
    progress.set_total(articles.iter().map(|article| article.text.len() as u64).sum());
    let mut report = Report::default();
    // Few enough to bound the memory, enough to keep all cores at work.
    for group in articles.chunks(256) {
        let lines: Vec<(Vec<u8>, Report)> =
            group.par_iter().map(|article| line(project, options, article, progress)).collect::<Result<_, Stop>>()?;
        for (line, part) in lines {
            to.write_all(&line)?;
            report.add(&part);
        }
    }
    Ok(report)
}

/// Why writing ended early.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum Stop {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl Stop {
    fn into_error(self, path: &Path) -> ExportError {
        match self {
            Self::Io(source) => ExportError::Write { path: path.to_owned(), source },
            Self::Cancelled(cancelled) => cancelled.into(),
        }
    }
}

fn line(project: &Project, options: &Options, article: &Article, progress: &Progress) -> Result<(Vec<u8>, Report), Stop> {
    progress.advance(article.text.len() as u64)?;
    let (record, mut report) = record::of(project, options, article);
    let line = match record {
        Some(record) => match options.format {
            Format::Jsonl => jsonl::line(&record)?,
        },
        None => Vec::new(),
    };
    report.bytes = line.len() as u64;
    Ok((line, report))
}

/// Refuses options that name somebody or something that is not there.
pub fn check(project: &Project, options: &Options) -> Result<(), ExportError> {
    if let Some(name) = options.annotators.iter().find(|name| !project.layers.contains_key(*name)) {
        let known = list(project.layers.keys().map(Annotator::as_str));
        return Err(ExportError::NoAnnotator { name: name.clone(), known });
    }
    if let Some(name) = options.labels.iter().find(|name| project.scheme.label(name).is_none()) {
        let known = list(project.scheme.labels.iter().map(|label| label.id.as_ref()));
        return Err(ExportError::NoLabel { name: name.clone(), known });
    }
    Ok(())
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

impl Report {
    fn add(&mut self, part: &Self) {
        self.articles += part.articles;
        self.spans += part.spans;
        self.relations += part.relations;
        self.displaced += part.displaced;
        self.bytes += part.bytes;
        self.left_out.boilerplate += part.left_out.boilerplate;
        self.left_out.inside_boilerplate += part.left_out.inside_boilerplate;
        self.left_out.shortened += part.left_out.shortened;
        self.left_out.articles += part.left_out.articles;
        self.left_out.relations += part.left_out.relations;
        self.left_out.unfit += part.left_out.unfit;
    }
}

/// The non-empty metadata of an article in the order of [`MetadataField::ALL`], seen by whoever's corrections win.
fn metadata(project: &Project, options: &Options, article: &Article) -> Vec<(&'static str, String)> {
    let viewer = options.metadata_of.as_ref().or(options.annotators.first()).or(project.layers.keys().next());
    let seen =
        |field: MetadataField| viewer.map_or(field.of(&article.metadata), |viewer| project.field(viewer, article.id, field));
    let fields = MetadataField::ALL.map(|field| (field.name(), seen(field).to_owned()));
    fields.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}
