//! Work on files for the jobs: opening, importing, exporting, copying. Each is a function that runs on a job's thread.

use crate::export::{self, Format, Options};
use crate::import::{self, Choices, FileReport, Imported, Kept, Newer, Report, Settings, Target};
use crate::model::progress::Cancelled;
use crate::model::succession::Waiting;
use crate::model::{Annotator, Article, ArticleId, BatchId, Edit, Layer, MetadataField, Progress, Project};
use crate::session::{Clock, Ids, RandomIds, SystemClock};
use crate::store::{
    self, Change, Opened, Problem, Storage, StoreError, default_scheme, places, read_batch, read_layer, write_groups,
};
use crate::ui::dates;
use crate::ui::dialogs::{Page, Pasted};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Articles that have been read while the rest of a project is still on its way.
pub type Arrivals = Arc<Mutex<Vec<(BatchId, Vec<Article>)>>>;

/// What a job brought.
pub enum Done {
    /// A project was read.
    Opened(PathBuf, Box<Result<Opened, String>>),
    /// A project was made or copied and can be opened.
    Made(Result<PathBuf, String>),
    /// Files were read and their batch is written.
    Imported(Result<Import, String>),
    /// Others' work was read anew.
    Heard(Result<News, String>),
    /// Two copies of an article were compared.
    Compared(Compared),
    /// Something was written; the words say what.
    Written(Result<String, String>),
}

/// An import that is written and waits to be recorded.
pub struct Import {
    /// The folder of the project it went into.
    pub folder: PathBuf,
    /// The new articles, if there are any.
    pub batch: Option<(BatchId, Vec<Article>)>,
    /// Articles that come back.
    pub returning: Vec<ArticleId>,
    /// Which of the new articles are newer copies of others.
    pub newer: Vec<Newer>,
    /// What records it.
    pub edits: Vec<Edit>,
    /// What became of each file.
    pub report: Report,
}

/// What becomes of annotations in a newer copy.
pub struct Compared {
    /// The article that has them.
    pub older: ArticleId,
    /// The one they are to be carried to.
    pub newer: ArticleId,
    /// Each with its fate.
    pub waiting: Vec<Waiting>,
}

/// What was read of others' work.
pub struct News {
    /// The project's folder.
    pub folder: PathBuf,
    /// What had changed.
    pub of: Change,
    /// The annotator's layer as it now stands; for [`Change::Layer`].
    pub layer: Option<Layer>,
    /// The batch's articles; for [`Change::Batch`].
    pub articles: Vec<Article>,
    /// What was found wrong.
    pub problems: Vec<Problem>,
}

/// Reads what another program or annotator changed.
pub fn read_change(of: Change, folder: &Path, project: &Project) -> Result<News, String> {
    let mut news = News { folder: folder.to_owned(), of, layer: None, articles: Vec::new(), problems: Vec::new() };
    match &news.of {
        Change::Layer(annotator) => {
            let read = read_layer(folder, annotator, project).map_err(|error| error.to_string())?;
            news.layer = Some(read.layer);
            news.problems = read.problems;
        }
        Change::Batch(batch) => {
            (news.articles, news.problems) = read_batch(folder, batch).map_err(|error| error.to_string())?;
        }
        _ => {}
    }
    Ok(news)
}

/// Reads a project; its articles are handed over as they come.
pub fn open(folder: &Path, annotator: &Annotator, progress: &Progress, arrivals: &Arrivals) -> Result<Opened, String> {
    let arrived = |batch: &BatchId, articles: &[Article]| {
        arrivals.lock().unwrap_or_else(PoisonError::into_inner).push((batch.clone(), articles.to_vec()));
    };
    Storage::open(folder, annotator, progress, &arrived).map_err(|error| error.to_string())
}

/// Makes an empty project with the labels of the codebook.
pub fn create(folder: PathBuf, name: String) -> Result<PathBuf, String> {
    let project = Project::new(name, default_scheme());
    Storage::create(&folder, &project).map_err(|error| error.to_string()).map(|()| folder)
}

/// Copies the sample project.
pub fn copy_sample(folder: PathBuf, annotator: &Annotator) -> Result<PathBuf, String> {
    places::copy_sample(&folder, annotator).map_err(|error| error.to_string()).map(|()| folder)
}

/// What an import is to go into.
pub struct Into {
    /// The project as it stands.
    pub project: Project,
    /// Who imports.
    pub annotator: Annotator,
    /// The project's folder.
    pub folder: PathBuf,
}

/// Reads files and folders, save for what was kept of an earlier reading and is still as it was; nothing is written.
pub fn read(
    paths: &[PathBuf],
    choices: &Choices,
    kept: &Kept,
    into: &Into,
    progress: &Progress,
) -> Result<(Imported, Kept), Cancelled> {
    import::read_again(paths, Settings { columns: Some(choices), ..settings(into) }, kept, progress)
}

/// What of an import is to be written.
pub struct Taken {
    /// What was found.
    pub found: Arc<Imported>,
    /// What of it is not wanted.
    pub left_out: HashSet<ArticleId>,
    /// Whether the files it came from are kept in the project.
    pub keep_sources: bool,
}

/// Writes what was found as one batch; progress counts articles. When it is stopped or fails, nothing of it stays.
pub fn write(taken: Taken, into: &Into, progress: &Progress) -> Result<Import, String> {
    let Taken { found, left_out, keep_sources } = taken;
    let target = Target { project: &into.project, annotator: &into.annotator };
    let mut found = Arc::unwrap_or_clone(found);
    let (mut articles, mut returning) = (std::mem::take(&mut found.articles), std::mem::take(&mut found.returning));
    articles.retain(|article| !left_out.contains(&article.id));
    returning.retain(|id| !left_out.contains(id));
    let batch =
        (!articles.is_empty()).then(|| (import::batch_id(&into.annotator, SystemClock.now(), RandomIds.next() as u16), articles));
    let report = Report::new(found, left_out, batch.as_ref().map(|(id, _)| id.clone()));
    let mut kept = Vec::new();
    if keep_sources {
        keep(&report, into, progress, &mut kept).map_err(|error| {
            store::drop_sources(&kept);
            error.to_string()
        })?;
    }
    if let Some((id, articles)) = &batch {
        progress.set_total(articles.len() as u64);
        write_articles(&into.folder, id, articles, progress).map_err(|error| {
            store::drop_sources(&kept);
            error.to_string()
        })?;
    }
    let mut edits = import::edits(target, batch.as_ref().map(|(id, _)| id), &returning);
    let written: HashSet<ArticleId> = batch.iter().flat_map(|(_, articles)| articles).map(|article| article.id).collect();
    let is_there = |id: ArticleId| written.contains(&id) || into.project.article(id).is_some();
    let newer = import::linked(&report.newer, is_there);
    edits.extend(newer.iter().map(|newer| newer.edit()));
    Ok(Import { folder: into.folder.clone(), batch, returning, newer, edits, report })
}

/// How many articles are written between two looks at whether it is to stop.
const GROUP: usize = 256;

fn write_articles(folder: &Path, id: &BatchId, articles: &[Article], progress: &Progress) -> Result<(), StoreError> {
    let mut groups = articles.chunks(GROUP);
    let written = write_groups(folder, id, || {
        let group = groups.next().unwrap_or_default();
        progress.advance(group.len() as u64).map_err(std::io::Error::other)?;
        Ok((!group.is_empty()).then(|| group.to_vec()))
    });
    if written.is_err() && progress.is_cancelled() { Err(StoreError::Cancelled) } else { written }
}

/// Keeps the files of which something is imported, or that articles of the project came from.
fn keep(report: &Report, into: &Into, progress: &Progress, kept: &mut Vec<PathBuf>) -> Result<(), StoreError> {
    let came = import::digests(&into.project);
    let has_brought = |file: &FileReport| file.parts.iter().any(|part| report.is_taken(part));
    let brought = |file: &&FileReport| has_brought(file) || file.is_source_of(&came);
    for file in report.files.iter().filter(brought) {
        progress.advance(0)?;
        if let Some(digest) = &file.digest {
            kept.extend(store::keep_source(&into.folder, &file.path, digest)?);
        }
    }
    Ok(())
}

/// Writes the report on an import; it says where.
pub fn write_report(report: &Report, path: &Path) -> Result<String, String> {
    report.write(path).map_err(|error| error.to_string())?;
    Ok(format!("The report is in {}", path.display()))
}

/// Reads a page of the clipboard, to be looked at before it is imported.
pub fn look_at_page(html: String) -> Page {
    let found = read_page(&html, Settings::default());
    (html, found)
}

fn read_page(html: &str, settings: Settings<'_>) -> Imported {
    // It is decoded already, whatever encoding the page says it has.
    let bytes = format!("\u{FEFF}{html}").into_bytes();
    import::from_bytes(bytes, "pasted page", Settings { format: Some(import::Format::Html), ..settings })
}

/// Takes a pasted text or page as an article, with the title and the outlet that were typed.
pub fn import_pasted(pasted: Pasted, title: &str, outlet: &str, into: &Into) -> Result<Import, String> {
    let mut found = match pasted {
        Pasted::Text(text) => import::from_text(&text, "pasted text", settings(into)),
        Pasted::Page(html) => read_page(&html, settings(into)),
    };
    for article in &mut found.articles {
        for (field, typed) in [(MetadataField::Title, title), (MetadataField::Outlet, outlet)] {
            if field.of(&article.metadata) != typed.trim() {
                typed.trim().clone_into(field.of_mut(&mut article.metadata));
                article.source.origins.retain(|(known, _)| *known != field);
                let origin = (!typed.trim().is_empty()).then(|| (field, "what was typed".into()));
                article.source.origins.extend(origin);
                article.source.origins.sort();
            }
        }
    }
    write(Taken { found: Arc::new(found), left_out: HashSet::new(), keep_sources: false }, into, &Progress::default())
}

fn settings(into: &Into) -> Settings<'_> {
    let target = Target { project: &into.project, annotator: &into.annotator };
    Settings { imported: SystemClock.now(), target: Some(target), ..Settings::default() }
}

/// Exports all annotators' work as lines of JSON.
pub fn export(project: &Project, by: Annotator, folder: PathBuf, path: &Path, progress: &Progress) -> Result<String, String> {
    let options = Options { format: Format::Jsonl, metadata_of: Some(by), keep_out_of: Some(folder), ..Options::default() };
    let report = export::write(project, &options, path, progress).map_err(|error| error.to_string())?;
    let articles = dates::counted(report.articles as usize, "article", "articles");
    let spans = dates::counted(report.spans as usize, "span", "spans");
    Ok(format!("Exported {articles} with {spans} to {}", path.display()))
}
