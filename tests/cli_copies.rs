//! Newer copies from the command line: `import` names them, `carry` copies what is certain and lists the rest.

mod support;

use pressmark::model::succession::{Carry, Decision};
use pressmark::model::{AnnotationId, Article, ArticleId, Edit, Metadata, Source, Timestamp};
use serde_json::{Value as Json, json};
use std::process::Command;
use support::folders::{Folder, Worker, amy, open};
use support::sessions::{adding, annotation, project};

const OLD: &str = "“We had no choice,” said Ruiz of the union. They fear the worst. About 1,300 workers stayed home on Monday.";
const NEW: &str = "Update: “We had no choice,” said Ruiz of the union. About 1,400 workers stayed home on Monday.";

fn run(folder: &Folder, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pressmark"));
    let output = command.current_dir(folder.dir.parent().unwrap()).env("PRESSMARK_ANNOTATOR", "amy").args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn copy(title: &str, text: &str) -> Article {
    let metadata = Metadata { title: title.into(), url: "https://meridian.example/strike".into(), ..Metadata::default() };
    Article::new(text, metadata, Source::default())
}

/// A project in which amy has tagged an article and named another its newer copy.
fn linked() -> Folder {
    let folder = Folder::of(&project([copy("Strike", OLD), copy("Strike, updated", NEW)]));
    let mut worker = Worker::open(&folder.dir, &amy());
    let old = ArticleId::of(OLD);
    let place = |words: &str| OLD.find(words).map(|start| start..start + words.len()).unwrap();
    let tags = [("quote", "“We had no choice,”"), ("claim", "They fear the worst."), ("statistic", "1,300 workers")];
    let mut edits: Vec<Edit> =
        (1..).zip(tags).map(|(id, (label, words))| adding(old, annotation(id, label, place(words)))).collect();
    edits.push(Edit::Succession { article: ArticleId::of(NEW), before: None, after: Some(old) });
    worker.commit(edits);
    worker.close();
    folder
}

#[test]
fn carry_copies_what_is_certain_and_lists_the_rest() {
    let folder = linked();
    let (code, out, err) = run(&folder, &["carry", "harbour"]);
    let expected = "Strike, updated: 1 annotation carried over, 2 to be decided\n  \
                    claim “They fear the worst.”: no longer there\n  \
                    statistic “1,300 workers”: now “1,400 workers”, 92 % alike\n";
    assert_eq!((code, out.as_str()), (1, expected), "{err}");
    assert_eq!(err, "Carried 1 annotation over; 2 to be decided in the window\n");
    let project = open(&folder.dir, &amy()).project;
    let layer = project.article_layer(&amy(), ArticleId::of(NEW)).unwrap();
    let words: Vec<_> = layer.annotations.iter().map(|annotation| annotation.span.of(NEW).unwrap()).collect();
    assert_eq!(words, ["“We had no choice,”"]);
    assert_eq!(run(&folder, &["check", "harbour"]).0, 0);
    // What is there is not carried over again.
    let (code, out, _) = run(&folder, &["carry", "harbour", "--json"]);
    let report: Json = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &report["articles"][0]["carried"]), (1, &json!(0)));
    let open = &report["articles"][0]["open"];
    assert_eq!((&open[0]["fate"], &open[0]["places"]), (&json!("lost"), &json!([])));
    let place = &open[1]["places"][0];
    let start = NEW.chars().collect::<String>().find("1,400").map(|byte| NEW[..byte].chars().count()).unwrap();
    assert_eq!((&place["start"], &place["text"]), (&json!(start), &json!("1,400 workers")));
}

#[test]
fn what_was_left_out_or_displaced_is_decided_and_no_problem_of_the_project() {
    let folder = linked();
    let (old, new) = (ArticleId::of(OLD), ArticleId::of(NEW));
    let mut worker = Worker::open(&folder.dir, &amy());
    let carries = [(1, Decision::LeaveOut), (2, Decision::Displace), (3, Decision::Displace)];
    let carries = carries.map(|(id, decision)| Carry { annotation: AnnotationId(id), decision });
    let carried = worker.project.carried(&amy(), old, new, &carries, Timestamp(1));
    worker.commit(carried.edits);
    worker.close();
    assert_eq!(run(&folder, &["check", "harbour"]).0, 0, "{}", run(&folder, &["check", "harbour"]).1);
    let nothing = "Carried 0 annotations over; 0 to be decided in the window\n";
    assert_eq!(run(&folder, &["carry", "harbour"]), (0, String::new(), nothing.into()));
    let (project, problems) = (open(&folder.dir, &amy()).project, open(&folder.dir, &amy()).problems);
    assert_eq!(problems, []);
    let layer = project.article_layer(&amy(), new).unwrap();
    assert_eq!((layer.annotations.len(), layer.displaced.len(), layer.left_out.len()), (0, 2, 1));
}

#[test]
fn what_was_wrong_before_is_said_and_tells_in_the_exit_code_as_in_other_commands() {
    let folder = linked();
    folder.rewrite("annotations/amy.ron", |text| text.replacen("label: \"claim\"", "label: \"rumour\"", 1));
    for command in [&["carry", "harbour"][..], &["stats", "harbour"], &["check", "harbour"]] {
        let (code, out, err) = run(&folder, command);
        assert_eq!((code, (out + &err).contains("the scheme has no label “rumour”")), (1, true), "{command:?}");
    }
}

#[test]
fn carry_has_nothing_to_do_where_there_are_no_newer_copies() {
    let folder = Folder::of(&project([copy("Strike", OLD)]));
    assert_eq!(
        run(&folder, &["carry", "harbour"]),
        (0, String::new(), "Carried 0 annotations over; 0 to be decided in the window\n".into())
    );
}

#[test]
fn import_names_newer_copies_by_their_address() {
    let folder = Folder::of(&project([]));
    let write = |name: &str, title: &str, url: &str, text: &str| {
        let line = json!({ "title": title, "url": url, "text": text }).to_string();
        std::fs::write(folder.dir.parent().unwrap().join(name), line + "\n").unwrap();
    };
    write("old.jsonl", "Strike", "https://meridian.example/strike", OLD);
    write("new.jsonl", "Strike, updated", "http://www.meridian.example/strike/?utm_source=x", NEW);
    write(
        "else.jsonl",
        "Boats",
        "https://meridian.example/boats",
        "The boats lie where they lay, and nobody knows for how long.",
    );
    assert_eq!(run(&folder, &["import", "harbour", "old.jsonl"]).0, 0);
    let (code, out, err) = run(&folder, &["import", "harbour", "new.jsonl", "else.jsonl"]);
    assert!(out.contains("a newer copy of “Strike”, which is in the project"), "{code} {out} {err}");
    assert_eq!(out.matches("newer copy").count(), 1);
    let linked = open(&folder.dir, &amy()).project;
    assert_eq!(linked.older_copy(&amy(), ArticleId::of(NEW)), Some(ArticleId::of(OLD)));
    write("third.jsonl", "Strike over", "https://meridian.example/strike#end", "The strike is over, all sides said on Friday.");
    let (_, out, _) = run(&folder, &["import", "harbour", "third.jsonl", "--json"]);
    let report: Json = serde_json::from_str(&out).unwrap();
    assert_eq!(report["newer"][0]["of"], json!(ArticleId::of(NEW).to_string()));
}
