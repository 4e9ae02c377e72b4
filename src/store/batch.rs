//! `articles/<batch>.ron`: the articles of one import, written once.

use super::error::{Acting, StoreError};
use super::format::{self, ArticlesOpening, FORMAT, Names, write};
use super::head::lines_problems;
use super::lines::{self, Kind};
use super::problem::{Problem, ProblemKind, Problems};
use super::{atomic, direct, escape, folder};
use crate::model::{Article, ArticleId, BatchId, Progress};
use rayon::prelude::*;
use std::collections::HashSet;
use std::io;
use std::path::Path;

/// How many articles are kept in memory while writing.
const GROUP: usize = 256;

/// Writes the articles of an import as they come; nothing is left of the file when writing fails.
pub fn write_batch(dir: &Path, batch: &BatchId, articles: impl IntoIterator<Item = Article>) -> Result<(), StoreError> {
    let mut articles = articles.into_iter();
    write_groups(dir, batch, || {
        let group: Vec<_> = articles.by_ref().take(GROUP).collect();
        Ok((!group.is_empty()).then_some(group))
    })
}

/// The same, group by group as they come, until there is none; an error instead of one leaves nothing of the file.
pub fn write_groups(
    dir: &Path,
    batch: &BatchId,
    mut next: impl FnMut() -> io::Result<Option<Vec<Article>>>,
) -> Result<(), StoreError> {
    let path = folder::batch_file(dir, batch);
    if path.exists() {
        let source = io::Error::new(io::ErrorKind::AlreadyExists, "there is an import of that name");
        return Err(StoreError::io("write", &path, source));
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).acting("make", folder)?;
    }
    atomic::write(&path, |out| {
        let mut opening = format!("Articles(format: {FORMAT}, batch: ");
        escape::write_string(&mut opening, &batch.0);
        opening.push_str(", records: [\n");
        out.write_all(opening.as_bytes())?;
        while let Some(group) = next()? {
            let texts: Vec<_> = group.par_chunks(GROUP / 8).map(encode).collect();
            texts.iter().try_for_each(|text| out.write_all(text.as_bytes()))?;
        }
        out.write_all(b"])\n")
    })
}

fn encode(articles: &[Article]) -> String {
    let size = |article: &Article| article.text.len() + article.text.len() / 16 + 512;
    let mut lines = String::with_capacity(articles.iter().map(size).sum());
    for article in articles {
        write::article(&mut lines, article);
        lines.push_str(",\n");
    }
    lines
}

/// Reads a batch that another program or annotator has added.
pub fn read_batch(dir: &Path, batch: &BatchId) -> Result<(Vec<Article>, Vec<Problem>), StoreError> {
    let mut articles = Vec::new();
    let problems = read(dir, batch, &Progress::default(), &mut |block| {
        articles.extend(block);
        Ok(())
    })?;
    Ok((articles, problems))
}

/// Reads a batch, handing on its articles as they come.
pub(super) fn read(
    dir: &Path,
    batch: &BatchId,
    progress: &Progress,
    each: &mut (dyn FnMut(Vec<Article>) -> Result<(), StoreError> + Send),
) -> Result<Vec<Problem>, StoreError> {
    let path = folder::batch_file(dir, batch);
    let (mut problems, mut seen) = (Problems::default(), HashSet::new());
    let reading = lines::read(&path, &ArticleKind, progress, |_, records| {
        let mut articles = Vec::with_capacity(records.len());
        for (line, (written, article)) in records {
            if written != article.id {
                let reason = format!("the text of “{}” was changed; annotations of it may be displaced", article.display_title());
                problems.add(&path, Some(line), ProblemKind::ChangedText, reason);
            }
            if seen.insert(article.id) {
                articles.push(article);
            } else {
                let reason = format!("“{}” is in this file twice", article.display_title());
                problems.add(&path, Some(line), ProblemKind::Duplicate, reason);
            }
        }
        each(articles)
    })?;
    lines_problems(&path, &reading.aside, reading.cut_off, &mut problems);
    Ok(problems.into_vec())
}

struct ArticleKind;

impl Kind for ArticleKind {
    type Opening = ArticlesOpening;
    type Record = (ArticleId, Article);

    fn opening(&self, line: &str) -> Result<(u32, ArticlesOpening), String> {
        format::articles_opening(line).map(|opening| (opening.format, opening))
    }

    fn document(&self, text: &str) -> Result<(u32, ArticlesOpening, Vec<String>), String> {
        let ArticlesOpening { format, batch, records } = format::document::<ArticlesOpening<format::Raw>>(text)?;
        Ok((format, ArticlesOpening { format, batch, records: Vec::new() }, format::texts(records)))
    }

    fn record(&self, _format: u32, text: &str, _names: &mut Names) -> Result<(ArticleId, Article), String> {
        direct::article(text).map_or_else(|| format::article_record(text), Ok)
    }
}
