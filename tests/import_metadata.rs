//! What pages say about themselves, against what a person read off them: title, outlet, day and author of real pages.
//!
//! The pages are not part of the project and are read where they are present. What was read off them is kept as digests.

use pressmark::import::{self, Settings};
use pressmark::model::{Metadata, Progress};
use std::path::{Path, PathBuf};

fn pages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/boilerplate-scrapinghub/pages")
}

/// A field as it was read off a page: letters and digits alone.
fn value(metadata: &Metadata, field: &str) -> String {
    let text = match field {
        "title" => metadata.title.as_str(),
        "outlet" => &metadata.outlet,
        "author" => &metadata.author,
        _ => metadata.published.get(..10).unwrap_or_default(),
    };
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn digest(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().get(..12).unwrap().to_owned()
}

#[test]
fn pages_say_what_a_person_reads_off_them() {
    if !pages().is_dir() {
        return;
    }
    let read = import::read(&[pages()], Settings::default(), &Progress::default()).unwrap();
    let list = include_str!("fixtures/metadata/read_off_pages.tsv");
    let mut wrong = Vec::new();
    for line in list.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [page, field, expected] = cells.as_slice() else { panic!("{line}") };
        let article = read.articles.iter().find(|article| article.source.file.contains(page)).unwrap();
        if digest(&value(&article.metadata, field)) != *expected {
            wrong.push(format!("{page} {field}: {}", value(&article.metadata, field)));
        }
    }
    assert!(wrong.is_empty(), "{} of {} are wrong: {wrong:#?}", wrong.len(), list.lines().count());
}
