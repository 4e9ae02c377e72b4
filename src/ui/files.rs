//! Work on files for the jobs: opening, importing, exporting, copying. Each is a function that runs on a job's thread.

use crate::export::{self, Format, Options};
use crate::import::{self, FileReport, Settings, Target};
use crate::model::{Annotator, Article, ArticleId, BatchId, Edit, Layer, MetadataField, Progress, Project};
use crate::session::{Clock, Ids, RandomIds, SystemClock};
use crate::store::{Change, Opened, Problem, Storage, default_scheme, places, read_batch, read_layer, write_batch};
use crate::ui::dates;
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
    /// What records it.
    pub edits: Vec<Edit>,
    /// What became of each file.
    pub files: Vec<FileReport>,
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

/// Reads files and folders and writes what is new as one batch.
pub fn import(paths: &[PathBuf], into: &Into, progress: &Progress) -> Result<Import, String> {
    let found = import::read(paths, settings(into), progress).map_err(|cancelled| cancelled.to_string())?;
    batch_of(found, into)
}

/// Takes a pasted text as an article.
pub fn import_text(text: &str, title: &str, outlet: &str, into: &Into) -> Result<Import, String> {
    let mut found = import::from_text(text, "pasted text", settings(into));
    for article in &mut found.articles {
        title.trim().clone_into(MetadataField::Title.of_mut(&mut article.metadata));
        outlet.trim().clone_into(MetadataField::Outlet.of_mut(&mut article.metadata));
    }
    batch_of(found, into)
}

fn settings(into: &Into) -> Settings<'_> {
    let target = Target { project: &into.project, annotator: &into.annotator };
    Settings { imported: SystemClock.now(), format: None, target: Some(target), columns: None, input: None }
}

fn batch_of(found: import::Imported, into: &Into) -> Result<Import, String> {
    let target = Target { project: &into.project, annotator: &into.annotator };
    let batch = (!found.articles.is_empty())
        .then(|| (import::batch_id(&into.annotator, SystemClock.now(), RandomIds.next() as u16), found.articles));
    if let Some((id, articles)) = &batch {
        write_batch(&into.folder, id, articles.iter().cloned()).map_err(|error| error.to_string())?;
    }
    let edits = import::edits(target, batch.as_ref().map(|(id, _)| id), &found.returning);
    Ok(Import { folder: into.folder.clone(), batch, returning: found.returning, edits, files: found.files })
}

/// Exports all annotators' work as lines of JSON.
pub fn export(project: &Project, by: Annotator, folder: PathBuf, path: &Path, progress: &Progress) -> Result<String, String> {
    let options = Options { format: Format::Jsonl, metadata_of: Some(by), keep_out_of: Some(folder), ..Options::default() };
    let report = export::write(project, &options, path, progress).map_err(|error| error.to_string())?;
    let articles = dates::counted(report.articles as usize, "article", "articles");
    let spans = dates::counted(report.spans as usize, "span", "spans");
    Ok(format!("Exported {articles} with {spans} to {}", path.display()))
}
