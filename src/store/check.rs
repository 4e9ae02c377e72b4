//! Checking a project on disk: every file, every line, the journals' chains, and that snapshots follow from journals.

use super::error::StoreError;
use super::problem::{Problem, ProblemKind};
use super::{folder, head, journal, layer, open, sources};
use crate::model::{Annotator, Progress, Project, Scheme};
use std::path::Path;

/// What was found in a project folder.
#[derive(Clone, Debug, Default)]
pub struct CheckReport {
    /// What is wrong; nothing when all is in order.
    pub problems: Vec<Problem>,
    /// How much there is.
    pub counts: Counts,
}

/// How much there is in a project.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Counts {
    pub batches: usize,
    pub articles: usize,
    pub annotators: usize,
    pub annotations: usize,
    pub relations: usize,
    pub transactions: u64,
}

/// Checks a project folder. Writes nothing and takes no lock.
pub fn check(dir: &Path, progress: &Progress) -> Result<CheckReport, StoreError> {
    let head = head::read(dir, progress)?;
    let mut problems = head.problems;
    let mut project = Project::new(String::new(), Scheme::default());
    head.head.put_into(&mut project);
    let faults = project.scheme.faults().into_iter();
    problems.extend(faults.map(|fault| problem(&folder::project_file(dir), ProblemKind::Unknown, fault)));
    open::read_batches(dir, &mut project, progress, &|_, _| {}, &mut problems)?;
    let mut counts = Counts { batches: project.batches().len(), articles: project.stored_articles().len(), ..Counts::default() };
    for annotator in folder::annotators_of(dir)? {
        counts.annotators += 1;
        let checked = check_layer(dir, &annotator, &mut project, progress, &mut counts);
        problems.extend(open::or_problem(checked, &folder::layer_file(dir, &annotator))?);
    }
    for layer in project.layers.values() {
        counts.annotations += layer.annotation_count();
        counts.relations += layer.articles.values().map(|article| article.relations.len()).sum::<usize>();
    }
    problems.extend(broken_relations(dir, &project));
    problems.extend(sources::check(dir, progress)?);
    Ok(CheckReport { problems, counts })
}

fn problem(file: &Path, kind: ProblemKind, reason: impl Into<String>) -> Problem {
    Problem { file: file.to_owned(), line: None, kind, reason: reason.into() }
}

/// Reads an annotator's layer as opening does, then once more from the journal alone, and compares.
fn check_layer(
    dir: &Path,
    annotator: &Annotator,
    project: &mut Project,
    progress: &Progress,
    counts: &mut Counts,
) -> Result<Vec<Problem>, StoreError> {
    let read = layer::read(dir, annotator, project, progress)?;
    let mut problems = read.problems;
    let journal = folder::journal_file(dir, annotator);
    if !read.tail.torn.is_empty() {
        problems.push(problem(&journal, ProblemKind::Journal, "its last line was never finished"));
    }
    if read.snapshot.is_none() && !journal.exists() {
        return Ok(problems);
    }
    let opened = project.layers.remove(annotator).unwrap_or_default();
    project.layers.insert(annotator.clone(), Default::default());
    let mut unfit = 0;
    let tail = journal::read_tail(&journal, None, annotator, project, progress, &mut |_, line, project| {
        unfit += u64::from(layer::replay(&line.transaction, project).is_err());
    })?;
    counts.transactions += tail.lines;
    let rebuilt = project.layers.insert(annotator.clone(), opened);
    // A journal that begins later cannot rebuild its snapshot; that it does so is a problem of its own.
    let complete = read.snapshot.is_some() && tail.first == Some(1);
    if complete && rebuilt.as_ref() != project.layers.get(annotator) {
        let reason = format!("it does not follow from its journal ({unfit} transactions do not fit)");
        problems.push(problem(&folder::layer_file(dir, annotator), ProblemKind::Journal, reason));
    }
    let new = tail.problems.into_iter().filter(|new| !problems.contains(new)).collect::<Vec<_>>();
    problems.extend(new);
    Ok(problems)
}

/// Relations whose ends are not there, or that the scheme does not allow between them.
fn broken_relations(dir: &Path, project: &Project) -> Vec<Problem> {
    let mut found = Vec::new();
    for (annotator, layer) in &project.layers {
        for relation in layer.articles.values().flat_map(|article| article.relations.values().map(move |r| (article, r))) {
            let (article, relation) = relation;
            let label = |id| article.annotation(id).map(|annotation| annotation.label.as_ref());
            let reason = match label(relation.from).zip(label(relation.to)) {
                None => Some("leads to or from an annotation that is not there".to_owned()),
                Some((from, to)) => project
                    .scheme
                    .relation(&relation.kind)
                    .is_some_and(|kind| !kind.allows(from, to))
                    .then(|| format!("may not lead from {from} to {to}")),
            };
            let words = reason.map(|reason| format!("the “{}” relation {} {reason}", relation.kind, relation.id));
            found.extend(words.map(|words| problem(&folder::layer_file(dir, annotator), ProblemKind::Unknown, words)));
        }
    }
    found
}
