//! The headless commands on a project that people have worked on, beside a window that is open, and when the disk fails.

use pressmark::model::{
    Annotation, AnnotationId, Annotator, ArticleState, Attributes, Direction, Edit, Progress, Provenance, Span, Timestamp,
    Transaction, Value,
};
use pressmark::store::{Access, Opened, Storage};
use serde_json::{Value as Json, json};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

const TEXT: &str = "Kräne 🏗️ stehen still\n\nFoto: Amt 📷\n\n„Wir warten“, sagte sie. Über 20 Prozent kamen.\n";

struct Desk {
    dir: TempDir,
}

impl Desk {
    /// A project with one article.
    fn new() -> Self {
        let desk = Self { dir: tempfile::tempdir().unwrap() };
        fs::write(desk.dir.path().join("a.txt"), TEXT).unwrap();
        assert_eq!(desk.run("amy", &["new", "harbour"]).0, 0);
        assert_eq!(desk.run("amy", &["import", "harbour", "a.txt"]).0, 0);
        desk
    }

    fn project(&self) -> PathBuf {
        self.dir.path().join("harbour")
    }

    /// Exit code, stdout, stderr.
    fn run(&self, annotator: &str, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pressmark"));
        let output = command.current_dir(self.dir.path()).env("PRESSMARK_ANNOTATOR", annotator).args(args).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn open(&self, annotator: &str) -> Opened {
        Storage::open(&self.project(), &Annotator::new(annotator).unwrap(), &Progress::default(), &|_, _| {}).unwrap()
    }

    /// Tags words of the article as somebody's window does, and says it is done.
    fn tag(&self, annotator: &str, tags: &[(&str, &str)]) {
        let Opened { mut project, mut storage, .. } = self.open(annotator);
        let article = project.articles().next().unwrap().id;
        let edit = |(number, (label, words)): (usize, &(&str, &str))| {
            let start = TEXT.find(words).unwrap();
            let mut attributes = Attributes::default();
            if *label == "statistic" {
                attributes.set("value".into(), Some(Value::Number(20.0)));
            }
            let after = Annotation {
                id: AnnotationId(100 * annotator.len() as u64 + number as u64),
                span: Span::new(start, start + words.len()).unwrap(),
                label: (*label).into(),
                attributes,
                note: "".into(),
                provenance: Provenance::Hand,
                created: Timestamp(0),
                displaced: None,
            };
            Edit::Annotation { article, before: None, after: Some(Box::new(after)) }
        };
        let done = Edit::State { article, before: ArticleState::ToDo, after: ArticleState::Done };
        let transaction = Transaction {
            number: storage.next_number(),
            annotator: storage.annotator().clone(),
            at: Timestamp(0),
            command: "Tag".to_owned(),
            direction: Direction::Do,
            edits: tags.iter().enumerate().map(edit).chain([done]).collect(),
        };
        transaction.apply(&mut project).unwrap();
        storage.append(&transaction, &project).unwrap();
        assert!(storage.close(&project).is_ok());
    }

    fn export(&self, more: &[&str]) -> Json {
        let (code, out, err) = self.run("amy", &[&["export", "harbour", "--to", "jsonl", "--out", "-"], more].concat());
        assert_eq!(code, 0, "{err}");
        serde_json::from_str(&out).unwrap()
    }
}

fn words(line: &Json) -> Vec<(&str, String)> {
    let text: Vec<char> = line["text"].as_str().unwrap().chars().collect();
    let word = |span: &Json| {
        let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
        text[start..end].iter().collect::<String>()
    };
    line["spans"].as_array().unwrap().iter().map(|span| (span["label"].as_str().unwrap(), word(span))).collect()
}

#[test]
fn what_was_tagged_is_exported() {
    let desk = Desk::new();
    desk.tag("amy", &[("quote", "„Wir warten“"), ("statistic", "Über 20 Prozent"), ("boilerplate", "Foto: Amt 📷")]);
    desk.tag("ben", &[("quote", "Wir warten")]);
    let line = desk.export(&[]);
    let all = ["Foto: Amt 📷", "„Wir warten“", "Wir warten", "Über 20 Prozent"];
    assert_eq!(words(&line).into_iter().map(|(_, words)| words).collect::<Vec<_>>(), all);
    assert_eq!(
        (&line["spans"][3]["attributes"], &line["states"]),
        (&json!({"value": 20.0}), &json!({"amy": "done", "ben": "done"}))
    );
    assert_eq!(words(&desk.export(&["--annotator", "ben"])), [("quote", "Wir warten".to_owned())]);
    assert_eq!(words(&desk.export(&["--labels", "statistic,claim"])), [("statistic", "Über 20 Prozent".to_owned())]);
    let body = desk.export(&["--annotator", "amy", "--without-boilerplate"]);
    assert_eq!(words(&body), [("quote", "„Wir warten“".to_owned()), ("statistic", "Über 20 Prozent".to_owned())]);
    assert!(!body["text"].as_str().unwrap().contains("Foto"));
    assert_eq!(desk.run("amy", &["check", "harbour"]).0, 0);
}

#[test]
fn stats_count_the_work() {
    let desk = Desk::new();
    desk.tag("amy", &[("quote", "„Wir warten“"), ("statistic", "Über 20 Prozent")]);
    desk.tag("ben", &[("quote", "Wir warten")]);
    let figures: Json = serde_json::from_str(&desk.run("amy", &["stats", "harbour", "--json"]).1).unwrap();
    assert_eq!(
        (&figures["annotations"], &figures["labels"]["quote"], &figures["labels"]["claim"]),
        (&json!(3), &json!(2), &json!(0))
    );
    assert_eq!(figures["annotators"]["amy"]["labels"], json!({"quote": 1, "statistic": 1}));
    assert_eq!(figures["annotators"]["ben"]["states"], json!({"to do": 0, "in progress": 0, "done": 1}));
    let checked: Json = serde_json::from_str(&desk.run("amy", &["check", "harbour", "--json"]).1).unwrap();
    let counts = (&checked["problems"], &checked["articles"], &checked["annotators"], &checked["annotations"]);
    assert_eq!(counts, (&json!([]), &json!(1), &json!(2), &json!(3)));
    let people: Vec<&String> = figures["annotators"].as_object().unwrap().keys().collect();
    assert_eq!(people, ["amy", "ben"]);
}

#[test]
fn an_import_can_be_undone_and_repeated() {
    let desk = Desk::new();
    let Opened { mut project, mut storage, .. } = desk.open("amy");
    let import = storage.undo_target(&project).unwrap().unwrap();
    assert_eq!(import.command, "Import 1 article");
    let direction = Direction::Undo(import.number);
    let undo = Transaction { number: storage.next_number(), direction, edits: import.inverse(), ..(*import).clone() };
    undo.apply(&mut project).unwrap();
    storage.append(&undo, &project).unwrap();
    assert!(storage.close(&project).is_ok());
    let articles =
        || serde_json::from_str::<Json>(&desk.run("amy", &["stats", "harbour", "--json"]).1).unwrap()["articles"].clone();
    assert_eq!(articles(), 0);
    let (code, out, _) = desk.run("amy", &["import", "harbour", "a.txt"]);
    assert_eq!((code, out.trim()), (0, "a.txt: plain text, 1 article, which had been taken out of the project and is put back"));
    assert_eq!(articles(), 1);
    assert_eq!(desk.run("amy", &["check", "harbour"]).0, 0);
}

#[test]
fn while_a_window_is_open_others_can_read_and_write() {
    let desk = Desk::new();
    let window = desk.open("amy");
    assert_eq!(window.storage.access(), &Access::Write);
    fs::write(desk.dir.path().join("b.txt"), "Ein zweiter Artikel").unwrap();
    let (code, out, err) = desk.run("amy", &["import", "harbour", "b.txt"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("already working on this project in another window") && err.contains("--annotator"), "{err}");
    assert_eq!(desk.run("amy", &["import", "harbour", "b.txt", "--annotator", "ben"]).0, 0);
    for args in [&["stats", "harbour"][..], &["check", "harbour"], &["export", "harbour", "--to", "jsonl", "--out", "-"]] {
        assert_eq!(desk.run("amy", args).0, 0, "{args:?}");
    }
    let left: Vec<_> = fs::read_dir(desk.project().join("journal")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("reader")), "{left:?}");
}

#[cfg(unix)]
#[test]
fn an_import_that_cannot_be_recorded_is_taken_back() {
    let desk = Desk::new();
    fs::write(desk.dir.path().join("b.txt"), "Ein zweiter Artikel").unwrap();
    // A journal that can be neither made nor written.
    std::os::unix::fs::symlink("/nowhere/ben.ronl", desk.project().join("journal/ben.ronl")).unwrap();
    let (code, out, err) = desk.run("ben", &["import", "harbour", "b.txt"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("nothing was imported") && err.contains("ben.ronl"), "{err}");
    assert_eq!(fs::read_dir(desk.project().join("articles")).unwrap().count(), 1);
    fs::remove_file(desk.project().join("journal/ben.ronl")).unwrap();
    assert_eq!(desk.run("amy", &["check", "harbour"]).0, 0);
    assert_eq!(desk.run("ben", &["import", "harbour", "b.txt"]).0, 0);
}

/// The problems that a command lists as JSON.
fn problems(desk: &Desk, more: &[&str]) -> (i32, Vec<Json>) {
    let (code, out, err) = desk.run("amy", &[&["problems", "harbour", "--json"], more].concat());
    let found: Json = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out} {err}"));
    (code, found["problems"].as_array().unwrap().clone())
}

#[test]
fn problems_are_listed_with_place_and_reason() {
    let desk = Desk::new();
    assert_eq!(problems(&desk, &[]), (0, vec![]));
    desk.tag("amy", &[("quote", "„Wir warten“"), ("statistic", "Über 20 Prozent")]);
    desk.tag("ben", &[("claim", "Kräne 🏗️ stehen still")]);
    let (code, found) = problems(&desk, &[]);
    let told: Vec<(&str, &str)> =
        found.iter().map(|problem| (problem["rule"].as_str().unwrap(), problem["text"].as_str().unwrap())).collect();
    let expected = [
        ("quote-without-speaker", "„Wir warten“"),
        ("statistic-without-unit", "Über 20 Prozent"),
        ("attribution-alone", "sagte"),
    ];
    assert_eq!((code, told), (1, expected.to_vec()));
    let text: Vec<char> = TEXT.chars().collect();
    let place = |end: &str| found[0][end].as_u64().unwrap() as usize;
    assert_eq!(text[place("start")..place("end")].iter().collect::<String>(), "„Wir warten“");
    assert_eq!((&found[1]["annotator"], &found[1]["fix"]), (&json!("amy"), &json!("Set unit to Prozent")));
    assert_eq!(found[2]["annotator"], json!("ben"));
    assert_eq!(problems(&desk, &["--annotator", "ben"]).1.len(), 1);
    assert_eq!(problems(&desk, &["--rule", "statistic-without-unit", "--rule", "displaced"]).1.len(), 1);
    let (code, out, err) = desk.run("amy", &["problems", "harbour", "--annotator", "amy"]);
    assert_eq!((code, out.lines().count(), err.as_str()), (1, 2, "2 problems in 1 article\n"));
    assert!(out.lines().next().unwrap().ends_with("amy quote-without-speaker: “„Wir warten“”: Nobody is named as its speaker"));
    let (code, _, err) = desk.run("amy", &["problems", "harbour", "--rule", "nothing"]);
    assert!(code == 2 && err.contains("there is no rule “nothing”") && err.contains("value-differs"), "{err}");
    let (code, _, err) = desk.run("amy", &["problems", "harbour", "--annotator", "cleo"]);
    assert!(code == 2 && err.contains("cleo has made nothing"), "{err}");
}

#[test]
fn waived_problems_do_not_count() {
    let desk = Desk::new();
    desk.tag("amy", &[("quote", "„Wir warten“")]);
    let Opened { mut project, mut storage, .. } = desk.open("ben");
    let start = TEXT.find("„Wir").unwrap();
    let span = Span::new(start, start + "„Wir warten“".len()).unwrap();
    let problem = pressmark::model::ProblemKey { rule: "quote-without-speaker".into(), span };
    let article = project.articles().next().unwrap().id;
    let transaction = Transaction {
        number: storage.next_number(),
        annotator: storage.annotator().clone(),
        at: Timestamp(0),
        command: "Waive a problem".to_owned(),
        direction: Direction::Do,
        edits: vec![Edit::Waiver { article, problem, before: None, after: Some("nobody is named".to_owned()) }],
    };
    transaction.apply(&mut project).unwrap();
    storage.append(&transaction, &project).unwrap();
    assert!(storage.close(&project).is_ok());
    assert_eq!(problems(&desk, &[]), (0, vec![]));
    let (code, found) = problems(&desk, &["--waived"]);
    assert_eq!((code, &found[0]["waived"]), (0, &json!({"by": "ben", "reason": "nobody is named"})));
    let (_, out, err) = desk.run("amy", &["problems", "harbour", "--waived"]);
    assert!(out.trim_end().ends_with("(waived by ben: nobody is named)"), "{out}");
    assert_eq!(err, "No problems in 0 articles; 1 waived\n");
}
