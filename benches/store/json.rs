//! The same project as JSON: what `serde_json` reads on one thread is the mark for opening.

use pressmark::model::Project;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

#[derive(Serialize, Deserialize)]
struct ArticleRecord {
    id: String,
    title: String,
    outlet: String,
    url: String,
    author: String,
    published: String,
    language: String,
    file: String,
    digest: String,
    encoding: String,
    imported: i64,
    text: String,
}

#[derive(Serialize, Deserialize)]
struct AnnotationRecord {
    id: String,
    article: String,
    label: String,
    start: u32,
    end: u32,
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attributes: Vec<(String, String)>,
    created: String,
}

/// Writes articles and annotations as two lists.
pub fn write(project: &Project, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    let articles = project.stored_articles().iter().map(|article| {
        let (metadata, source) = (article.metadata.clone(), article.source.clone());
        ArticleRecord {
            id: article.id.to_string(),
            title: metadata.title,
            outlet: metadata.outlet,
            url: metadata.url,
            author: metadata.author,
            published: metadata.published,
            language: metadata.language,
            file: source.file,
            digest: source.digest,
            encoding: source.encoding,
            imported: source.imported.0,
            text: article.text.to_string(),
        }
    });
    list(&folder.join("articles.json"), articles)?;
    let annotations = project.layers.values().flat_map(|layer| &layer.articles).flat_map(|(id, layer)| {
        let text = project.article(*id).map(|article| article.text.as_ref()).unwrap_or_default();
        layer.annotations.iter().map(move |annotation| AnnotationRecord {
            id: annotation.id.to_string(),
            article: id.to_string(),
            label: annotation.label.to_string(),
            start: annotation.span.start,
            end: annotation.span.end,
            text: annotation.span.of(text).unwrap_or_default().to_owned(),
            attributes: annotation.attributes.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect(),
            created: pressmark::store::timestamp_text(annotation.created),
        })
    });
    list(&folder.join("annotations.json"), annotations)
}

fn list<T: Serialize>(path: &Path, records: impl Iterator<Item = T>) -> anyhow::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for (at, record) in records.enumerate() {
        out.write_all(if at == 0 { b"[" } else { b",\n" })?;
        serde_json::to_writer(&mut out, &record)?;
    }
    out.write_all(b"]\n")?;
    Ok(out.flush()?)
}

/// Reads both lists into memory.
pub fn read(folder: &Path) -> anyhow::Result<impl Sized + use<>> {
    let articles: Vec<ArticleRecord> = serde_json::from_slice(&std::fs::read(folder.join("articles.json"))?)?;
    let annotations: Vec<AnnotationRecord> = serde_json::from_slice(&std::fs::read(folder.join("annotations.json"))?)?;
    Ok((articles, annotations))
}
