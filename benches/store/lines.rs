//! Importing one large file of JSON lines while it is read, against reading and hashing its bytes; each in a process of its
//! own, so that its peak memory can be told. And finding near duplicates.

use crate::open::{Run, mb};
use crate::support::figures::{Figures, Table, ratio, shown, sized, wall_ms};
use crate::support::invented::{amy, text};
use anyhow::{Context as _, ensure};
use pressmark::import::{self, Settings};
use pressmark::model::progress::Cancelled;
use pressmark::model::{Article, Progress, Timestamp};
use pressmark::store::write_groups;
use serde_json::json;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::mpsc;

/// Prints the table: the same for a fifth of the articles shows whether memory goes with the size of the file.
pub fn run() -> anyhow::Result<()> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let count = sized(100_000, 500);
    let mut rows = Vec::new();
    for count in [count / 5, count] {
        let place = folder.path().join(count.to_string());
        std::fs::create_dir(&place)?;
        write(&place.join("articles.jsonl"), count)?;
        let bytes = std::fs::metadata(place.join("articles.jsonl"))?.len();
        let rounds = sized(3, 1);
        rows.push((count, bytes, Run::of("lines", &place, rounds)?, Run::of("hash", &place, rounds)?));
    }
    let table = Table::new("import of JSON lines of 5 KB, seconds", &["s", "CPU s", "MB/s", "to bare", "peak MiB"]);
    for (count, bytes, import, hash) in &rows {
        let cells = |run: &Run| {
            let (seconds, cpu) = (format!("{:.2}", run.median), format!("{:.2}", run.cpu));
            let speed = format!("{:.0}", mb(*bytes) / run.median);
            [seconds, cpu, speed, ratio(run.median, hash.median), format!("{}", run.peak / 1024)]
        };
        table.row(&format!("{count} articles, to a synced batch"), cells(import));
        table.row("    reading twice and BLAKE3", cells(hash));
    }
    Ok(())
}

fn write(path: &Path, count: usize) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(path)?);
    for number in 0..count {
        let article = json!({
            "id": number,
            "title": format!("Harbour workers walk out, part {number}"),
            "text": text(5_000, 500, number as u64 + 1),
            "date": "2025-07-03T06:40:00+01:00",
            "source": { "name": "The Meridian Post" },
        });
        writeln!(out, "{article}")?;
    }
    Ok(out.flush()?)
}

/// Imports the file as the command line does, without recording it.
pub fn import(place: &Path) -> anyhow::Result<()> {
    let (sender, groups) = mpsc::sync_channel::<Option<Vec<Article>>>(2);
    let paths = [place.join("articles.jsonl")];
    let settings = Settings { imported: Timestamp(1_795_344_127_123), ..Settings::default() };
    let project = tempfile::tempdir_in(place)?;
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || {
            let mut each = |group| sender.send(Some(group)).map_err(|_| Cancelled);
            let imported = import::read_each(&paths, settings, &Progress::default(), &mut each)?;
            sender.send(None).map(|()| imported).map_err(|_| Cancelled)
        });
        let batch = import::batch_id(&amy(), settings.imported, 1);
        write_groups(project.path(), &batch, || groups.recv().map_err(std::io::Error::other))?;
        let imported = reading.join().ok().context("the reader stopped")??;
        ensure!(imported.files.iter().all(|file| !file.is_problem()), "problems");
        Ok(())
    })
}

/// Reads the file once to look at every byte, and once more to hash it, block by block.
pub fn hash(place: &Path) -> anyhow::Result<()> {
    let path = place.join("articles.jsonl");
    let mut hasher = blake3::Hasher::new();
    std::io::copy(&mut std::fs::File::open(&path)?, &mut hasher)?;
    std::hint::black_box(hasher.finalize());
    let mut lines = 0_usize;
    let mut reader = std::io::BufReader::with_capacity(1 << 18, std::fs::File::open(&path)?);
    loop {
        let block = std::io::BufRead::fill_buf(&mut reader)?;
        let length = block.len();
        if length == 0 {
            break;
        }
        lines += block.iter().filter(|byte| **byte == b'\n').count();
        std::io::BufRead::consume(&mut reader, length);
    }
    std::hint::black_box(lines);
    Ok(())
}

/// Prints what it takes to find near duplicates among so many articles, a tenth of which are near another.
pub fn near() -> anyhow::Result<()> {
    let table = Table::new("pasted as one table: with near duplicates found", &["median", "a thousand"]);
    for count in [sized(5_000, 100), sized(10_000, 200), sized(20_000, 400)] {
        let mut lines = String::new();
        for number in 0..count {
            let seed = if number % 10 == 9 { number - 1 } else { number };
            let text = format!("{number} other words around it: {}", text(5_000, 500, seed as u64 + 1));
            lines += &format!("{}\n", json!({ "text": text }));
        }
        let mut figures = Figures::default();
        for _ in 0..sized(3, 1) {
            let bytes = lines.clone().into_bytes();
            let (passed, imported) = wall_ms(|| import::from_bytes(bytes, "near.jsonl", Settings::default()));
            ensure!(imported.near.len() >= count / 10, "{} of {} were found", imported.near.len(), count / 10);
            figures.push(passed);
        }
        let median = figures.median();
        table.row(&format!("{count} articles of 5 KB, milliseconds"), [shown(median), shown(median / count as f64 * 1e3)]);
    }
    Ok(())
}
