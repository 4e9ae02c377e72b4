//! Importing many small files, against reading and hashing their bytes.

use crate::support::figures::{Figures, Table, ratio, shown, sized, wall_ms};
use crate::support::invented::{amy, text};
use crate::support::journal::session;
use anyhow::{Context as _, ensure};
use pressmark::import::{self, Settings, Target};
use pressmark::model::{Progress, Project, Timestamp};
use pressmark::store::{Storage, default_scheme, write_batch};
use std::path::Path;
use std::time::Duration;

/// Prints the table.
pub fn run() -> anyhow::Result<()> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let (files, count) = (folder.path().join("scraped"), sized(10_000, 100));
    std::fs::create_dir(&files)?;
    for number in 0..count {
        std::fs::write(files.join(format!("{number:05}.txt")), text(5_000, 500, number as u64 + 1))?;
    }
    let (mut bare, mut read, mut whole) = (Figures::default(), Figures::default(), Figures::default());
    for round in 0..sized(7, 2) {
        let (passed, hashed) = wall_ms(|| hash_all(&files));
        hashed?;
        bare.push(passed);
        let (reading, all) = import_all(&folder.path().join(format!("project-{round}")), &files, count)?;
        read.push(reading);
        whole.push(all);
    }
    let table = Table::new("import of 10,000 files of 5 KB, milliseconds", &["median", "p99", "to bare"]);
    for (name, figures) in
        [("from reading to saved", &whole), ("    of which reading", &read), ("bare reading and BLAKE3", &bare)]
    {
        table.row(name, [shown(figures.median()), shown(figures.p99()), ratio(figures.median(), bare.median())]);
    }
    Ok(())
}

fn hash_all(files: &Path) -> anyhow::Result<()> {
    for file in std::fs::read_dir(files)? {
        std::hint::black_box(blake3::hash(&std::fs::read(file?.path())?));
    }
    Ok(())
}

/// The milliseconds that reading took, and those until the import was recorded and synced.
fn import_all(place: &Path, files: &Path, count: usize) -> anyhow::Result<(f64, f64)> {
    Storage::create(place, &Project::new("Harbour strike".to_owned(), default_scheme()))?;
    let opened = Storage::open(place, &amy(), &Progress::default(), &|_, _| {})?;
    let (mut session, folder) = session(opened);
    let project = session.project().clone();
    let mut reading = 0.0;
    let (passed, added) = wall_ms(|| -> anyhow::Result<usize> {
        let target = Target { project: &project, annotator: &amy() };
        let settings =
            Settings { imported: Timestamp(1_795_344_127_123), format: None, target: Some(target), columns: None, input: None };
        let (cost, found) = wall_ms(|| import::read(&[files.to_owned()], settings, &Progress::default()));
        reading = cost;
        let found = found?;
        let batch = import::batch_id(&amy(), settings.imported, 1);
        write_batch(place, &batch, found.articles.iter().cloned()).context("writing the batch")?;
        let edits = import::edits(target, Some(&batch), &found.returning);
        let added = session.import(Some((&batch, found.articles)), edits, 0).map_err(anyhow::Error::msg)?;
        ensure!(folder.storage().flush(Duration::from_secs(10)), "not saved");
        Ok(added)
    });
    ensure!(added? == count, "not all were imported");
    Ok((reading, passed))
}
