//! What is imported of archives and documents: files made for this, and bytes that nobody should have to read.

mod archives;
mod documents;
mod hostile;

use pressmark::import::{self, Imported, Outcome, Problem, Settings};
use pressmark::model::{Article, MetadataField};
use std::io::{Cursor, Write as _};
use std::path::Path;
use zip::write::{SimpleFileOptions, ZipWriter};

/// The bytes of a file made for this.
fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

/// Reads bytes under a name that says nothing.
fn read(bytes: &[u8]) -> Imported {
    import::from_bytes(bytes.to_vec(), "file", Settings::default())
}

/// The only article of these bytes, read without a loss.
#[track_caller]
fn article(bytes: &[u8]) -> Article {
    let mut imported = read(bytes);
    assert!(!imported.files[0].is_problem() && imported.articles.len() == 1, "{:?}", imported.files);
    imported.articles.remove(0)
}

/// The only problem of these bytes.
#[track_caller]
fn problem(bytes: &[u8]) -> Problem {
    let imported = read(bytes);
    assert!(imported.articles.is_empty() && imported.files[0].parts.len() == 1, "{:?}", imported.files);
    match imported.files.into_iter().next().unwrap().parts.remove(0).outcome {
        Outcome::Refused(problem) => problem,
        other => panic!("{other:?}"),
    }
}

/// What became of every part, a line each.
fn outcomes(imported: &Imported) -> Vec<String> {
    imported.files[0].parts.iter().map(|part| part.to_string()).collect()
}

/// The parts and texts of the articles.
fn texts(imported: &Imported) -> Vec<(&str, &str)> {
    imported.articles.iter().map(|article| (article.source.part.as_str(), &*article.text)).collect()
}

/// The known fields with where they came from.
fn known(article: &Article) -> Vec<(MetadataField, &str, &str)> {
    let value = |field: &MetadataField| field.of(&article.metadata);
    article.source.origins.iter().map(|(field, origin)| (*field, value(field), &**origin)).collect()
}

/// A ZIP archive of these entries.
fn zipped<B: AsRef<[u8]>>(entries: &[(&str, B)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes.as_ref()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Packs bytes as gzip does.
fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}
