//! Reading files again: only those that changed, or for which something else was chosen; and tables inside archives.

use pressmark::import::{self, Choices, Field, FileChoices, Format, Imported, Kept, Outcome, Settings};
use pressmark::model::{ArticleId, MetadataField, Progress};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zip::write::{SimpleFileOptions, ZipWriter};

fn write(dir: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// What is found, what is kept of it, and how many bytes were read for it.
fn read(paths: &[PathBuf], choices: &Choices, kept: &Kept) -> (Imported, Kept, u64) {
    let progress = Progress::default();
    let settings = Settings { columns: Some(choices), ..Settings::default() };
    let (imported, kept) = import::read_again(paths, settings, kept, &progress).unwrap();
    (imported, kept, progress.done())
}

fn texts(imported: &Imported) -> Vec<&str> {
    imported.articles.iter().map(|article| &*article.text).collect()
}

/// Takes the text from this column.
fn text_from(choices: &mut Choices, path: &Path, place: &str, column: &str) {
    let own: &mut FileChoices = choices.files.entry(path.to_owned()).or_default();
    own.columns.entry(place.to_owned()).or_default().insert(Field::Text, column.to_owned());
}

const TABLE: &str = "title,body,lead\nStrike,One crane stands still.,Two cranes rest.\n";

#[test]
fn only_what_is_read_otherwise_is_read_again_and_duplicates_are_found_anew() {
    let dir = TempDir::new().unwrap();
    let table = write(&dir, "a.csv", TABLE.as_bytes());
    let (same, other) = (write(&dir, "b.txt", b"One crane stands still."), write(&dir, "c.txt", b"Two cranes rest."));
    let paths = [table.clone(), same, other];
    let mut choices = Choices::default();
    let (first, kept, _) = read(&paths, &choices, &Kept::default());
    assert_eq!(texts(&first), ["One crane stands still.", "Two cranes rest."]);
    assert!(matches!(first.files[1].parts[0].outcome, Outcome::Duplicate { .. }));

    text_from(&mut choices, &table, "", "lead");
    let (second, kept, bytes) = read(&paths, &choices, &kept);
    assert_eq!(bytes, TABLE.len() as u64, "the table alone was read");
    assert_eq!(texts(&second), ["Two cranes rest.", "One crane stands still."]);
    assert!(matches!(second.files[1].parts[0].outcome, Outcome::Added { .. }));
    assert!(matches!(second.files[2].parts[0].outcome, Outcome::Duplicate { .. }));
    assert_eq!(second, import::read(&paths, settings(&choices), &Progress::default()).unwrap());

    let more = write(&dir, "d.txt", b"Three.");
    let (third, _, bytes) = read(&[&paths[..], &[more]].concat(), &choices, &kept);
    assert_eq!((bytes, third.articles.len()), (6, 3));
}

fn settings(choices: &Choices) -> Settings<'_> {
    Settings { columns: Some(choices), ..Settings::default() }
}

#[test]
fn a_file_that_was_written_to_meanwhile_is_read_again() {
    let dir = TempDir::new().unwrap();
    let paths = [write(&dir, "a.txt", b"One crane."), write(&dir, "b.txt", b"Nobody.")];
    let (_, kept, _) = read(&paths, &Choices::default(), &Kept::default());
    write(&dir, "b.txt", b"Everybody.");
    let (second, _, bytes) = read(&paths, &Choices::default(), &kept);
    assert_eq!((bytes, texts(&second)), (10, vec!["One crane.", "Everybody."]));
}

fn packed(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn each_table_in_an_archive_has_its_own_columns() {
    let dir = TempDir::new().unwrap();
    let other = "headline,article,summary\nCalm,Three cranes rest at night.,Four cranes stand.\n";
    let archive = write(&dir, "week.zip", &packed(&[("a.csv", TABLE), ("b/c.csv", other), ("d.txt", "<p>Nobody.</p>")]));
    let paths = [archive.clone()];
    let mut choices = Choices::default();
    let (first, kept, _) = read(&paths, &choices, &Kept::default());
    let tables: Vec<(&str, &str)> =
        first.files[0].tables().map(|(place, columns)| (place, columns.mapping[&Field::Text].as_str())).collect();
    assert_eq!(tables, [("a.csv", "body"), ("b/c.csv", "article")]);
    let formats: Vec<_> = first.files[0].members.iter().map(|member| (member.place.as_str(), member.format)).collect();
    assert_eq!(formats, [("", Format::Zip), ("a.csv", Format::Csv), ("b/c.csv", Format::Csv), ("d.txt", Format::Html)]);
    let told = first.files[0].to_string();
    assert!(
        told.ends_with("; columns of a.csv: text=body, title=title; columns of b/c.csv: text=article, title=headline"),
        "{told}"
    );

    text_from(&mut choices, &archive, "b/c.csv", "summary");
    choices.files.get_mut(&archive).unwrap().formats.insert("d.txt".to_owned(), Format::Text);
    let (second, ..) = read(&paths, &choices, &kept);
    assert_eq!(texts(&second), ["One crane stands still.", "Four cranes stand.", "<p>Nobody.</p>"]);

    choices.files.clear();
    choices.all.insert(Field::Metadata(MetadataField::Title), String::new());
    let (third, ..) = read(&paths, &choices, &kept);
    assert!(third.articles.iter().all(|article| article.metadata.title.is_empty()), "what is chosen for all counts in each");
    assert_eq!(third.articles[0].id, ArticleId::of("One crane stands still."));
}
