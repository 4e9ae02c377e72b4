//! `pressmark search` through the real program: what it prints where, in which units, and how it ends.

use pressmark::model::{
    Annotation, AnnotationId, Annotator, ArticleState, Attributes, Direction, Edit, Progress, Provenance, Span, Timestamp,
    Transaction, Value,
};
use pressmark::store::{Opened, Storage};
use serde_json::{Value as Json, json};
use std::fs;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const FIRST: &str = "Kräne 🏗️ stehen\n\n„Die Kräne warten“, sagte sie.\nFoto: Kräne";
const SECOND: &str = "A crane,\ntwo cranes.";

/// A folder with a project of two articles, in the first of which amy has tagged.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { dir: tempfile::tempdir().unwrap() };
        let lines = [
            json!({"title": "Kräne", "text": FIRST, "outlet": "Hafenblatt", "date": "2025-07-03", "language": "de"}),
            json!({"title": "Cranes, again", "text": SECOND}),
        ];
        fs::write(desk.dir.path().join("a.jsonl"), lines.map(|line| line.to_string() + "\n").concat()).unwrap();
        assert_eq!(desk.run(&["new", "harbour"]).0, 0);
        assert_eq!(desk.run(&["import", "harbour", "a.jsonl"]).0, 0);
        desk.tag(&[("quote", "„Die Kräne warten“"), ("boilerplate", "Foto: Kräne")]);
        desk
    }

    /// Exit code, stdout, stderr.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pressmark"));
        command.current_dir(self.dir.path()).env("PRESSMARK_ANNOTATOR", "amy").stdin(Stdio::null());
        let output = command.args(args).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn search(&self, args: &[&str]) -> (i32, String, String) {
        self.run(&[&["search", "harbour"], args].concat())
    }

    fn lines(&self, args: &[&str]) -> Vec<String> {
        let (code, out, err) = self.search(args);
        assert_eq!(code, 0, "{err}");
        out.lines().map(str::to_owned).collect()
    }

    fn count(&self, args: &[&str]) -> usize {
        self.lines(args).len()
    }

    fn json(&self, args: &[&str]) -> Vec<Json> {
        self.lines(&[args, &["--json"]].concat()).iter().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn tag(&self, tags: &[(&str, &str)]) {
        let amy = Annotator::new("amy").unwrap();
        let folder = self.dir.path().join("harbour");
        let Opened { mut project, mut storage, .. } = Storage::open(&folder, &amy, &Progress::default(), &|_, _| {}).unwrap();
        let article = project.articles().next().unwrap().id;
        let edit = |(number, (label, words)): (u64, &(&str, &str))| {
            let start = FIRST.find(words).unwrap();
            let mut attributes = Attributes::default();
            if *label == "quote" {
                attributes.set("speaker".into(), Some(Value::Text("Ines Calloway".into())));
            }
            let after = Annotation {
                id: AnnotationId(number),
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
        let edits = (1..).zip(tags).map(edit).chain([done]).collect();
        let (number, command) = (storage.next_number(), "Tag".to_owned());
        let transaction = Transaction { number, annotator: amy, at: Timestamp(0), command, direction: Direction::Do, edits };
        transaction.apply(&mut project).unwrap();
        storage.append(&transaction, &project).unwrap();
        assert!(storage.close(&project).is_ok());
    }
}

#[test]
fn one_hit_a_line() {
    let desk = Desk::new();
    let (code, out, err) = desk.search(&["kräne|cranes?"]);
    let lines = [
        "Kräne, Hafenblatt, 0–5: |Kräne| 🏗️ stehen",
        "Kräne, Hafenblatt, 22–27: „Die |Kräne| warten“, sagte sie.",
        "Cranes, again, unknown outlet, 2–7: A |crane|,",
        "Cranes, again, unknown outlet, 13–19: two |cranes|.",
    ];
    assert_eq!((code, out.lines().collect::<Vec<_>>()), (0, lines.to_vec()), "{err}");
    assert_eq!(err.trim(), "4 hits in 2 articles");
    assert_eq!(
        desk.lines(&["crane, two", "--literal", "--across-lines"]),
        ["Cranes, again, unknown outlet, 2–12: A |crane, two| cranes."]
    );
}

#[test]
fn json_counts_code_points() {
    let desk = Desk::new();
    let hits = desk.json(&["Kräne"]);
    for hit in &hits {
        let [start, end] = ["start", "end"].map(|end| hit[end].as_u64().unwrap() as usize);
        let words: String = FIRST.chars().take(end).skip(start).collect();
        assert_eq!(hit["text"], words);
    }
    assert_eq!(
        (&hits[1]["left"], &hits[1]["outlet"], &hits[1]["published"]),
        (&json!("„Die "), &json!("Hafenblatt"), &json!("2025-07-03"))
    );
    assert_eq!(hits[1]["article"].as_str().map(str::len), Some(32));
    let [quote] = desk.json(&["--annotations", "--label", "quote"]).try_into().unwrap();
    assert_eq!(
        (&quote["label"], &quote["annotator"], &quote["annotation"]),
        (&json!("quote"), &json!("amy"), &json!("0000000000000001"))
    );
}

#[test]
fn options_restrict() {
    let desk = Desk::new();
    let kraene = |more: &[&str]| desk.count(&[&["kräne"], more].concat());
    assert_eq!(
        (kraene(&[]), kraene(&["--boilerplate"]), kraene(&["--case"]), kraene(&["--case", "--ignore-case"])),
        (2, 3, 0, 2)
    );
    assert_eq!((kraene(&["--label", "quote"]), kraene(&["--label", "quote", "--outside"]), kraene(&["--outside"])), (1, 1, 1));
    assert_eq!((kraene(&["--outlet", "Hafenblatt"]), kraene(&["--outlet", ""]), kraene(&["--language", "de"])), (2, 0, 2));
    assert_eq!((kraene(&["--from", "2025-07"]), kraene(&["--until", "2025-07-02"])), (2, 0));
    assert_eq!((kraene(&["--state", "done"]), kraene(&["--state", "to-do", "--state", "in-progress"])), (2, 0));
    assert_eq!(kraene(&["--annotator", "amy", "--attribute", "speaker=ines calloway"]), 1);
    assert_eq!((desk.count(&["crane", "--word"]), desk.count(&["crane", "--limit", "1"])), (1, 1));
    assert_eq!((desk.count(&["--annotations"]), desk.count(&["--annotations", "calloway"])), (2, 1));
    assert_eq!(desk.lines(&["kräne", "--count"]), ["2"]);
    let counts = &desk.json(&["kräne", "--count", "--boilerplate"])[0];
    assert_eq!((&counts["hits"], &counts["articles"], &counts["outlets"]), (&json!(3), &json!(1), &json!({"Hafenblatt": 3})));
    assert_eq!(counts["labels"], json!({"boilerplate": 1, "quote": 1}));
}

#[test]
fn nothing_found_is_no_failure_and_is_said() {
    let desk = Desk::new();
    let (code, out, err) = desk.search(&["ship"]);
    assert_eq!((code, out.as_str(), err.trim()), (0, "", "No hits"));
    let (_, _, err) = desk.search(&["ship", "--label", "quote"]);
    assert!(err.contains("fewer options"), "{err}");
    let (_, _, err) = desk.search(&["crane", "--limit", "1"]);
    assert!(err.contains("stopped at the limit"), "{err}");
}

#[test]
fn what_cannot_be_searched_is_told() {
    let desk = Desk::new();
    let refused = |args: &[&str]| {
        let (code, out, err) = desk.search(args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        err
    };
    let fault = refused(&["sé (by|to"]);
    assert!(fault.contains("“sé (by|to”: this ( has no ) (character 4)"), "{fault}");
    assert!(refused(&[]).contains("give a pattern"));
    assert!(refused(&["a", "--label", "opinion"]).contains("no label “opinion”; there are: quote"));
    assert!(refused(&["a", "--annotator", "zoe"]).contains("“zoe”"));
    assert!(refused(&["a", "--from", "July"]).contains("“July”"));
    assert!(refused(&["a", "--state", "open"]).contains("in-progress"));
    assert!(refused(&["a", "--limit", "1", "--count"]).contains("--count"));
    let (code, _, err) = desk.run(&["search", "nowhere", "a"]);
    assert!(code == 2 && err.contains("nowhere"), "{err}");
}
