//! `pressmark history` and the figures of `pressmark stats`, through the real program on the sample project.

use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

struct Sample {
    dir: TempDir,
}

impl Sample {
    /// A copy of the sample project.
    fn copy() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/harbour-strike");
        for entry in walkdir::WalkDir::new(&from).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file()) {
            let to = dir.path().join("strike").join(entry.path().strip_prefix(&from).unwrap());
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(entry.path(), to).unwrap();
        }
        Self { dir }
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pressmark"));
        command.current_dir(self.dir.path()).env("PRESSMARK_ANNOTATOR", "amy").env("HOME", self.dir.path());
        command.args(args).output().unwrap()
    }

    fn json(&self, args: &[&str]) -> Json {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn journal(&self) -> PathBuf {
        let journals = std::fs::read_dir(self.dir.path().join("strike/journal")).unwrap().map(|entry| entry.unwrap().path());
        journals.into_iter().find(|path| path.ends_with("amy.ronl")).unwrap()
    }
}

fn lines(output: &Output) -> Vec<String> {
    String::from_utf8(output.stdout.clone()).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn the_steps_are_listed_newest_first() {
    let sample = Sample::copy();
    let steps = std::fs::read_to_string(sample.journal()).unwrap().lines().count();
    let all = sample.json(&["history", "strike", "--annotator", "amy", "--json"]);
    let entries = all["entries"].as_array().unwrap();
    assert_eq!((all["found"].as_u64().unwrap() as usize, entries.len()), (steps, steps));
    assert_eq!((&entries[0]["number"], &entries[steps - 1]["number"]), (&json!(steps), &json!(1)));
    let first = &entries[steps - 1];
    assert_eq!((&first["command"], &first["edits"], &first["undoes"]), (&json!("Import 13 articles"), &json!(1), &Json::Null));
    let shown = sample.run(&["history", "strike", "--annotator", "amy", "--limit", "3"]);
    assert_eq!((shown.status.code(), lines(&shown).len()), (Some(0), 3));
    assert!(lines(&shown)[0].contains(&format!("  amy {steps}  ")), "{shown:?}");
    assert!(String::from_utf8(shown.stderr).unwrap().contains(&format!("3 steps of {steps} steps")));
}

#[test]
fn the_steps_of_one_article_and_one_annotation_are_found() {
    let sample = Sample::copy();
    let all = sample.json(&["history", "strike", "--json"]);
    let tagged = all["entries"].as_array().unwrap().iter().rev().find(|entry| entry["annotations"][0].is_string()).unwrap();
    let (article, annotation) = (tagged["articles"][0].as_str().unwrap(), tagged["annotations"][0].as_str().unwrap());
    let of_article = sample.json(&["history", "strike", "--article", article, "--json"]);
    let of_annotation = sample.json(&["history", "strike", "--annotation", annotation, "--json"]);
    let count = |list: &Json| list["found"].as_u64().unwrap();
    assert!(count(&of_article) >= count(&of_annotation) && count(&of_annotation) >= 1 && count(&all) > count(&of_article));
    let concerns = |entry: &Json| entry["annotations"].as_array().unwrap().contains(&json!(annotation));
    assert!(of_annotation["entries"].as_array().unwrap().iter().all(concerns));
}

#[test]
fn what_cannot_be_is_said() {
    let sample = Sample::copy();
    let said = |args: &[&str]| {
        let output = sample.run(args);
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &[][..]), "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(said(&["history", "strike", "--annotator", "zoe"]).contains("nobody called “zoe” has worked here; there are: "));
    assert!(said(&["history", "strike", "--article", "12"]).contains("is not 32 hex digits"));
    assert!(said(&["history", "nowhere"]).contains("nowhere"));
}

#[test]
fn damage_is_named_and_the_rest_is_listed() {
    let sample = Sample::copy();
    let text = std::fs::read_to_string(sample.journal()).unwrap();
    std::fs::write(sample.journal(), text.replacen("Transaction(number: 2,", "Transaction[number: 2,", 1)).unwrap();
    let output = sample.run(&["history", "strike", "--annotator", "amy", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let listed: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(listed["found"].as_u64().unwrap() as usize, text.lines().count() - 1);
    assert!(String::from_utf8(output.stderr).unwrap().contains("amy.ronl, line 2: it cannot be read and is left out"));
}

#[test]
fn stats_give_the_figures_of_the_corpus() {
    let sample = Sample::copy();
    let figures = sample.json(&["stats", "strike", "--json"]);
    let total = |key: &str| -> u64 { figures[key].as_array().unwrap().iter().map(|row| row["total"].as_u64().unwrap()).sum() };
    let annotations = figures["annotations"].as_u64().unwrap();
    assert_eq!(total("by_outlet"), annotations);
    assert_eq!(total("lengths") + figures["displaced"].as_u64().unwrap(), annotations);
    assert_eq!(figures["states"][0]["total"], figures["articles"]);
    assert_eq!(total("densities"), figures["articles"].as_u64().unwrap());
    for period in ["day", "week", "month"] {
        let made: u64 = figures["made"][period].as_array().unwrap().iter().map(|row| row["total"].as_u64().unwrap()).sum();
        assert_eq!(made, annotations, "{period}");
    }
    assert!(figures["units"].as_array().unwrap().iter().any(|unit| unit["unit"] == "percent"), "{}", figures["units"]);
    assert!(figures["time"]["annotators"]["amy"].as_u64().unwrap() > 60);
    let seconds: f64 =
        figures["time"]["articles"].as_array().unwrap().iter().map(|spent| spent["seconds"].as_f64().unwrap()).sum();
    assert!(seconds > 60.0);
    let words = sample.run(&["stats", "strike"]);
    let text = lines(&words).join("\n");
    for heading in ["Articles by state", "Annotations by length in words", "Values by unit", "Minutes by annotator"] {
        assert!(text.contains(heading), "{text}");
    }
}
