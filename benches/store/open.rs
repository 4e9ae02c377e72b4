//! Opening a large project, against `serde_json` reading the same on one thread and against reading the bare files; each in
//! a process of its own, so that its peak memory can be told. And writing the snapshot anew.

use crate::support::figures::{Table, quick, ratio, sized, wall_ms};
use crate::support::invented::{Size, amy, project};
use crate::{json, lines};
use anyhow::{Context as _, ensure};
use cpu_time::ProcessTime;
use pressmark::model::Progress;
use pressmark::store::Storage;
use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

/// 500 MB of text with two million annotations.
const SIZE: Size = Size { articles: 100_000, bytes: 5_000, annotations: 20 };

/// Prints the tables.
pub fn run() -> anyhow::Result<()> {
    let size = Size { articles: sized(SIZE.articles, 500), ..SIZE };
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let (ron, json) = (folder.path().join("harbour-strike"), folder.path().join("json"));
    let made = project(size);
    Storage::create(&ron, &made)?;
    json::write(&made, &json)?;
    let (snapshot, layer) = (snapshot_ms(&ron, &made)?, bytes_of(&ron.join("annotations"))?);
    drop(made);
    let (ron_bytes, json_bytes) = (bytes_of(&ron)?, bytes_of(&json)?);
    println!(
        "\n{} articles of 5 KB with 20 annotations each: {:.0} MB in files, {:.0} MB as JSON",
        size.articles,
        mb(ron_bytes),
        mb(json_bytes)
    );
    let columns = ["s", "best s", "CPU s", "MB/s", "to JSON", "peak MiB", "to files"];
    let table = Table::new("opening", &columns);
    let rounds = sized(5, 1);
    let json_run = Run::of("json", &json, rounds)?;
    let rows = [
        ("open, snapshot and articles", Run::of("open", &ron, rounds)?, ron_bytes),
        ("serde_json, one thread", json_run.clone(), json_bytes),
        ("reading the bare files", Run::of("bare", &ron, rounds)?, ron_bytes),
    ];
    for (name, run, bytes) in &rows {
        table.row(name, run.cells(*bytes, mb(json_bytes) / json_run.median));
    }
    for (name, run, _) in rows.iter().take(1) {
        println!("{name}: first articles handed on after {:.3} s", run.first);
    }
    println!("snapshot of {:.0} MB written in {:.2} s, {:.0} MB/s", mb(layer), snapshot / 1e3, mb(layer) / snapshot * 1e3);
    Ok(())
}

/// What one way to read came to.
#[derive(Clone)]
pub struct Run {
    /// Seconds.
    pub median: f64,
    best: f64,
    /// KiB.
    pub peak: u64,
    first: f64,
    /// Seconds of all processors.
    pub cpu: f64,
}

impl Run {
    /// Runs it so many times, each in a process of its own.
    pub fn of(what: &str, place: &Path, rounds: usize) -> anyhow::Result<Self> {
        let mut told = Vec::new();
        for _ in 0..rounds {
            let output = std::process::Command::new(std::env::current_exe()?).args(["--child", what]).arg(place).output()?;
            ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let words = String::from_utf8(output.stdout)?;
            let mut figures = words.split_whitespace().map(str::parse::<f64>);
            let mut next = || figures.next().context("a figure is missing");
            told.push((next()??, next()?? as u64, next()??, next()??));
        }
        told.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (best, ..) = told.first().copied().context("no round was run")?;
        let (median, peak, first, cpu) = told.get(told.len() / 2).copied().context("no round was run")?;
        Ok(Self { median, best, peak, first, cpu })
    }

    fn cells(&self, bytes: u64, json: f64) -> Vec<String> {
        let (speed, mib) = (mb(bytes) / self.median, self.peak as f64 / 1024.0);
        vec![
            format!("{:.2}", self.median),
            format!("{:.2}", self.best),
            format!("{:.2}", self.cpu),
            format!("{speed:.0}"),
            ratio(speed, json),
            format!("{mib:.0}"),
            ratio(mib * 1.048_576, mb(bytes)),
        ]
    }
}

/// In a process of its own: reads, and prints seconds, peak KiB, seconds until the first articles were there, and seconds of
/// all processors.
pub fn child(what: &str, place: &Path) -> anyhow::Result<()> {
    let from = Instant::now();
    let first = Mutex::new(0.0);
    // What was read is kept until the figures are told: giving memory back is no part of reading.
    match what {
        "open" => {
            let arrived = |_: &_, _: &[_]| {
                if let Ok(mut first) = first.lock()
                    && *first == 0.0
                {
                    *first = from.elapsed().as_secs_f64();
                }
            };
            let opened = Storage::open(place, &amy(), &Progress::default(), &arrived)?;
            tell(from, first.lock().map_or(0.0, |first| *first))?;
            ensure!(opened.problems.is_empty(), "problems: {:?}", opened.problems.first());
        }
        // Leaves the large project there, for a profiler.
        "make" => Storage::create(place, &project(SIZE))?,
        "lines" => {
            lines::import(place)?;
            tell(from, 0.0)?;
        }
        "hash" => {
            lines::hash(place)?;
            tell(from, 0.0)?;
        }
        "json" => {
            let read = json::read(place)?;
            tell(from, 0.0)?;
            drop(read);
        }
        _ => {
            bare(place)?;
            tell(from, 0.0)?;
        }
    }
    Ok(())
}

fn tell(from: Instant, first: f64) -> anyhow::Result<()> {
    let cpu = ProcessTime::try_now().map(|time| time.as_duration().as_secs_f64()).unwrap_or_default();
    println!("{} {} {first} {cpu}", from.elapsed().as_secs_f64(), peak_kib()?);
    Ok(())
}

/// Reads all files and looks at every byte once.
fn bare(place: &Path) -> anyhow::Result<usize> {
    let mut lines = 0;
    for entry in walkdir::WalkDir::new(place) {
        let entry = entry?;
        if entry.file_type().is_file() {
            lines += std::fs::read(entry.path())?.iter().filter(|byte| **byte == b'\n').count();
        }
    }
    Ok(std::hint::black_box(lines))
}

fn snapshot_ms(place: &Path, project: &pressmark::model::Project) -> anyhow::Result<f64> {
    let opened = Storage::open(place, &amy(), &Progress::default(), &|_, _| {})?;
    let (passed, started) = wall_ms(|| {
        let started = opened.storage.snapshot(project);
        drop(opened.storage);
        started
    });
    ensure!(started || quick(), "the snapshot was not begun");
    Ok(passed)
}

fn bytes_of(place: &Path) -> anyhow::Result<u64> {
    let mut sum = 0;
    for entry in walkdir::WalkDir::new(place) {
        sum += entry?.metadata().map_or(0, |metadata| if metadata.is_file() { metadata.len() } else { 0 });
    }
    Ok(sum)
}

/// Millions of bytes.
pub fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// The most memory this process has held at once.
fn peak_kib() -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status").context("peak memory is told on Linux only")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse()?)
}
