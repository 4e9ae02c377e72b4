//! Imports that are larger than memory should be, given up half-way, or come by the standard input; and sources that are kept.

use pressmark::import::{self, Settings};
use pressmark::model::progress::Cancelled;
use pressmark::model::{BatchId, Progress};
use pressmark::store;
use serde_json::Value as Json;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

/// Writes so many lines of JSON, each an article of about so many bytes.
fn lines_of_json(path: &Path, articles: usize, bytes: usize) {
    let mut file = std::io::BufWriter::new(fs::File::create(path).unwrap());
    let words = "The cranes in the harbour stood still while the night shift waited for word from the minister. ";
    for number in 0..articles {
        let text = format!("{number} {}", words.repeat(bytes / words.len()));
        writeln!(file, r#"{{"id": {number}, "title": "Part {number}", "text": "{text}", "date": "2025-07-03"}}"#).unwrap();
    }
}

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        assert_eq!(desk.run(&["new", "harbour"], None).0, Some(0));
        desk
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pressmark"));
        command
            .current_dir(self.0.path())
            .env("PRESSMARK_ANNOTATOR", "amy")
            .env("PRESSMARK_CONFIG", self.at("config"))
            .args(args);
        command
    }

    /// Exit code, stdout, stderr.
    fn run(&self, args: &[&str], input: Option<&[u8]>) -> (Option<i32>, String, String) {
        let piped = || Stdio::piped();
        let mut child = self.command(args).stdin(piped()).stdout(piped()).stderr(piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(input.unwrap_or_default()).unwrap();
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    fn batches(&self) -> Vec<String> {
        let entries = fs::read_dir(self.at("harbour/articles")).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

#[test]
fn groups_are_handed_on_while_the_file_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("large.jsonl");
    lines_of_json(&path, 7_000, 2_500);
    let progress = Progress::default();
    let (mut groups, mut articles, mut first) = (0, 0, None);
    let mut each = |group: Vec<_>| {
        groups += 1;
        articles += group.len();
        first.get_or_insert(progress.fraction());
        Ok(())
    };
    let imported = import::read_each(&[path], Settings::default(), &progress, &mut each).unwrap();
    assert_eq!((articles, imported.articles.len(), imported.files[0].articles()), (7_000, 0, 7_000));
    assert!(groups > 20 && first.flatten().unwrap() < 0.7, "{groups} groups, the first at {first:?}");
}

#[test]
fn an_import_that_is_cancelled_in_the_middle_ends_there() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("large.jsonl");
    lines_of_json(&path, 7_000, 2_500);
    let progress = Progress::default();
    let mut articles = 0;
    let mut each = |group: Vec<_>| {
        articles += group.len();
        progress.cancel();
        Ok(())
    };
    let ended = import::read_each(&[path], Settings::default(), &progress, &mut each);
    assert_eq!((ended, articles < 7_000), (Err(Cancelled), true));
}

#[test]
fn a_batch_that_breaks_off_leaves_no_file() {
    let dir = tempfile::tempdir().unwrap();
    let batch = BatchId("20250703-080000-amy-0001".into());
    let articles = import::from_text("The cranes stood still.", "pasted text", Settings::default()).articles;
    let mut groups = vec![Err(std::io::Error::other("stopped")), Ok(Some(articles))];
    let written = store::write_groups(dir.path(), &batch, || groups.pop().unwrap());
    assert!(written.unwrap_err().to_string().contains("stopped"));
    assert_eq!(fs::read_dir(dir.path().join("articles")).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_of_the_import() {
    let desk = Desk::new();
    lines_of_json(&desk.at("large.jsonl"), 16_000, 2_500);
    let mut child =
        desk.command(&["import", "harbour", "large.jsonl"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    while desk.batches().is_empty() {
        assert!(child.try_wait().unwrap().is_none(), "it is done before it could be stopped");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), desk.batches()), (Some(2), Vec::<String>::new()));
    assert!(String::from_utf8(output.stderr).unwrap().contains("cancelled; nothing was imported"));
    assert_eq!(desk.run(&["check", "harbour"], None).0, Some(0));
}

#[test]
fn the_standard_input_may_be_of_any_kind() {
    let desk = Desk::new();
    let table = fs::read(format!("{FIXTURES}/csv/harbour.csv")).unwrap();
    let (code, out, err) = desk.run(&["import", "harbour", "-", "--json"], Some(&table));
    assert_eq!(code, Some(1), "{err}");
    let report: Json = serde_json::from_str(&out).unwrap();
    let file = &report["files"][0];
    assert_eq!((&file["path"], &file["format"], &file["articles"]), (&"-".into(), &"csv".into(), &4.into()));
    assert_eq!(file["columns"]["fields"]["text"], "Body");
    assert_eq!((&file["parts"][2]["problem"], &file["parts"][2]["part"]), (&"uneven".into(), &"row 4".into()));
    let (code, out, _) = desk.run(&["import", "harbour", "-"], Some("Ein Artikel\n".as_bytes()));
    assert_eq!((code, out.as_str()), (Some(0), "-: plain text, 1 article\n"));
    assert_eq!(desk.run(&["import", "harbour", "-"], Some(b"")).0, Some(2));
}

#[test]
fn columns_are_chosen_and_named() {
    let desk = Desk::new();
    let cities = format!("{FIXTURES}/csv/cities.csv");
    let (code, out, _) = desk.run(&["import", "harbour", &cities], None);
    assert_eq!(code, Some(2));
    assert!(out.contains("City, Inhabitants") && out.contains("--column text=NAME"), "{out}");
    let (code, out, _) = desk.run(&["import", "harbour", &cities, "--column", "text=City"], None);
    assert_eq!((code, out.trim_end().rsplit_once(": ").unwrap().1), (Some(0), "text=City"));
    for wrong in ["City", "words=City"] {
        let (code, _, err) = desk.run(&["import", "harbour", &cities, "--column", wrong], None);
        assert!(code == Some(2) && err.contains("FIELD=NAME"), "{err}");
    }
}

#[test]
fn sources_are_kept_once_and_checked() {
    let desk = Desk::new();
    fs::write(desk.at("a.txt"), "Kräne im Hafen stehen still.").unwrap();
    fs::write(desk.at("b.txt"), "Kräne im Hafen stehen still.").unwrap();
    fs::write(desk.at("c.txt"), " ").unwrap();
    assert_eq!(desk.run(&["import", "harbour", "a.txt", "b.txt", "c.txt", "--keep-sources"], None).0, Some(1));
    let digest = blake3::hash("Kräne im Hafen stehen still.".as_bytes()).to_hex();
    let kept = desk.at(&format!("harbour/sources/{digest}.txt"));
    assert_eq!(fs::read_dir(desk.at("harbour/sources")).unwrap().count(), 1);
    assert_eq!(fs::read_to_string(&kept).unwrap(), "Kräne im Hafen stehen still.");
    assert_eq!(desk.run(&["check", "harbour"], None).0, Some(0));
    // Also that of an article that is there already.
    fs::remove_file(&kept).unwrap();
    fs::write(desk.at("d.md"), "\u{FEFF}Kräne im Hafen stehen still.").unwrap();
    assert_eq!(desk.run(&["import", "harbour", "a.txt", "d.md", "--keep-sources"], None).0, Some(0));
    assert_eq!(fs::read_dir(desk.at("harbour/sources")).unwrap().count(), 1, "d.md is no source of an article");
    fs::write(&kept, "Kräne im Hafen bewegen sich.").unwrap();
    let (code, out, _) = desk.run(&["check", "harbour"], None);
    assert!(code == Some(1) && out.contains("no longer the source"), "{out}");
}

#[test]
fn near_duplicates_are_named_on_the_command_line() {
    let desk = Desk::new();
    let story = "The cranes in the harbour stood still on Monday while the night shift waited for word from the minister, \
                 and the city counted more than a thousand containers that nobody had come for since the talks broke off.";
    fs::write(desk.at("a.txt"), story).unwrap();
    assert_eq!(desk.run(&["import", "harbour", "a.txt"], None).0, Some(0));
    fs::write(desk.at("b.txt"), format!("Subscribe now! {story}")).unwrap();
    let (code, out, err) = desk.run(&["import", "harbour", "b.txt"], None);
    assert_eq!(code, Some(0));
    assert!(out.contains("b.txt: nearly the same as “The cranes in the harbour stood") && out.contains(" %)"), "{out}");
    assert!(err.contains("1 article nearly the same as another"), "{err}");
}

/// Reads a line of `/proc/PID/status`, in KiB.
#[cfg(target_os = "linux")]
fn peak_kib(pid: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").trim().parse().ok()
}

#[cfg(target_os = "linux")]
#[ignore = "takes a minute and half a gigabyte of disk; run it in a release build"]
#[test]
fn memory_is_bounded_by_the_batch_and_not_by_the_file() {
    let peak = |articles: usize| {
        let desk = Desk::new();
        lines_of_json(&desk.at("large.jsonl"), articles, 5_000);
        let mut child = desk.command(&["import", "harbour", "large.jsonl"]).stdout(Stdio::null()).spawn().unwrap();
        let mut peak = 0;
        while child.try_wait().unwrap().is_none() {
            peak = peak.max(peak_kib(child.id()).unwrap_or_default());
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        assert_eq!(child.wait().unwrap().code(), Some(0));
        println!("{articles} articles: {} MiB at most", peak / 1024);
        peak
    };
    let (small, large) = (peak(20_000), peak(100_000));
    // Of each article some three hundred bytes are kept; its text has five thousand.
    assert!(large < small + 80_000 * 600 / 1024, "{small} KiB for 20,000 articles, {large} KiB for 100,000");
}
