//! The headless commands through the real program: what they print where, and how they end.

use serde_json::{Value as Json, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder to work in, with a project of amy's called `harbour`.
struct Desk {
    dir: TempDir,
}

/// How a command ended and what it said.
#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ended {
    fn json(&self) -> Json {
        assert_eq!(self.out.lines().count(), 1, "{self:?}");
        serde_json::from_str(&self.out).unwrap()
    }
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Desk {
    fn empty() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    fn new() -> Self {
        let desk = Self::empty();
        assert_eq!(desk.run(&["new", "harbour"]).code, Some(0));
        desk
    }

    fn with(files: &[(&str, &str)]) -> Self {
        let desk = Self::new();
        files.iter().for_each(|(name, text)| desk.file(name, text.as_bytes()));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn file(&self, name: &str, bytes: &[u8]) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), bytes).unwrap();
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pressmark"));
        command.current_dir(self.dir.path()).env("PRESSMARK_ANNOTATOR", "amy").env("HOME", self.dir.path()).stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Ended {
        self.command().args(args).output().unwrap().into()
    }

    /// Every file of the project with its bytes.
    fn bytes(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let files = walkdir::WalkDir::new(self.path("harbour")).sort_by_file_name().into_iter().map(Result::unwrap);
        files.filter(|f| f.file_type().is_file()).map(|f| (f.path().to_owned(), fs::read(f.path()).unwrap())).collect()
    }
}

#[test]
fn a_new_project_is_empty_and_sound() {
    let desk = Desk::empty();
    let made = desk.run(&["new", "harbour", "--name", "Harbour strike", "--json"]);
    assert_eq!((made.code, made.json()), (Some(0), json!({"project": "harbour", "name": "Harbour strike", "annotator": "amy"})));
    assert!(desk.path("harbour/project.ron").is_file());
    let checked = desk.run(&["check", "harbour"]);
    assert_eq!((checked.code, checked.out.as_str()), (Some(0), ""), "{checked:?}");
    assert_eq!(desk.run(&["new", "quay"]).out, "quay\n");
}

#[test]
fn the_folder_one_stands_in_becomes_a_project_and_stays_that_folder() {
    let desk = Desk::empty();
    let made = desk.run(&["new", "."]);
    assert_eq!((made.code, made.out.as_str()), (Some(0), ".\n"), "{made:?}");
    assert_eq!(desk.run(&["check", "."]).code, Some(0));
    let again = desk.run(&["new", "."]);
    assert_eq!(again.code, Some(2));
}

#[test]
fn a_folder_that_is_not_empty_is_not_made_a_project() {
    let desk = Desk::empty();
    desk.file("harbour/notes.txt", b"Mine");
    let made = desk.run(&["new", "harbour"]);
    assert_eq!((made.code, made.out.as_str()), (Some(2), ""));
    assert!(made.err.contains("harbour") && made.err.contains("not empty"), "{}", made.err);
    assert_eq!(fs::read_dir(desk.path("harbour")).unwrap().count(), 1);
}

#[test]
fn import_says_one_line_a_file() {
    let desk = Desk::with(&[("in/a.txt", "The crane\r\nstood."), ("in/b.txt", "The crane\nstood."), ("in/c.txt", " ")]);
    let imported = desk.run(&["import", "harbour", "in", "missing.txt"]);
    let lines = [
        "in/a.txt: plain text, 1 article",
        "in/b.txt: plain text, nothing new: the same text as in/a.txt",
        "in/c.txt: plain text, not imported: it holds nothing but white space; save it again at its source",
        "missing.txt: not imported: there is no such file or folder; check the path",
    ];
    assert_eq!((imported.code, imported.out.lines().collect::<Vec<_>>()), (Some(1), lines.to_vec()));
    assert_eq!(imported.err.trim(), "Imported 1 article; 1 file already there; 2 files not imported");
    let again = desk.run(&["import", "harbour", "in/a.txt"]);
    assert_eq!(
        (again.code, again.out.trim()),
        (Some(0), "in/a.txt: plain text, nothing new: the same text as in/a.txt, which is in the project")
    );
    assert_eq!(fs::read_dir(desk.path("harbour/articles")).unwrap().count(), 1);
}

#[test]
fn import_as_json() {
    let desk = Desk::with(&[("in/a.txt", "The crane stood."), ("in/b.pdf", "%PDF-1.7")]);
    let imported = desk.run(&["import", "harbour", "in/*", "--json"]);
    let report = imported.json();
    assert_eq!((imported.code, &report["articles"], &report["put_back"]), (Some(1), &json!(1), &json!(0)));
    assert!(report["batch"].as_str().unwrap().contains("-amy-"));
    let [first, second] = report["files"].as_array().unwrap().as_slice() else { panic!("{report}") };
    assert_eq!((&first["path"], &first["articles"], &first["outcome"]), (&json!("in/a.txt"), &json!(1), &json!("added")));
    assert_eq!(first["id"].as_str().map(str::len), Some(32));
    assert_eq!((&second["outcome"], &second["problem"]), (&json!("refused"), &json!("damaged")));
    assert!(second["reason"].as_str().unwrap().contains("a PDF document"));
    let again = desk.run(&["import", "harbour", "in/a.txt", "--json"]);
    assert_eq!(
        (again.code, &again.json()["batch"], &again.json()["files"][0]["outcome"]),
        (Some(0), &Json::Null, &json!("duplicate"))
    );
}

#[test]
fn a_failed_import_leaves_the_project_as_it_was() {
    let desk = Desk::with(&[("a.txt", "The crane stood."), ("b.bin", "\0\u{1}\u{2}")]);
    desk.run(&["import", "harbour", "a.txt"]);
    let before = desk.bytes();
    for args in [&["import", "harbour", "b.bin"][..], &["import", "harbour", "none*"], &["import", "harbour"]] {
        assert_eq!(desk.run(args).code, Some(2), "{args:?}");
    }
    let mut wrong = desk.command();
    let refused: Ended = wrong.env("PRESSMARK_ANNOTATOR", "../amy").args(["import", "harbour", "a.txt"]).output().unwrap().into();
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("“../amy” (PRESSMARK_ANNOTATOR) cannot be an annotator's name"), "{}", refused.err);
    assert_eq!(desk.bytes(), before);
}

#[test]
fn what_is_no_project_is_named() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("empty")).unwrap();
    desk.file("a.txt", b"The crane stood.");
    for folder in ["empty", "missing"] {
        let export = &["export", folder, "--to", "jsonl", "--out", "out.jsonl"][..];
        for args in [&["check", folder][..], &["stats", folder], &["import", folder, "a.txt"], export] {
            let ended = desk.run(args);
            assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""), "{args:?}");
            assert!(ended.err.contains(folder), "{args:?}: {}", ended.err);
        }
    }
    assert!(!desk.path("missing").exists() && !desk.path("out.jsonl").exists());
    assert_eq!(fs::read_dir(desk.path("empty")).unwrap().count(), 0);
}

#[test]
fn stats_count_articles() {
    let desk = Desk::with(&[("a.txt", "Kräne"), ("b.txt", "Häfen 🏗️")]);
    desk.run(&["import", "harbour", "a.txt", "b.txt"]);
    let counted = desk.run(&["stats", "harbour", "--json"]);
    let figures = counted.json();
    assert_eq!((counted.code, &figures["articles"], &figures["characters"]), (Some(0), &json!(2), &json!(13)));
    assert_eq!((&figures["annotations"], &figures["outlets"]), (&json!(0), &json!({"": 2})));
    assert_eq!(figures["labels"]["quote"], 0);
    assert_eq!(figures["annotators"]["amy"]["states"], json!({"to do": 2, "in progress": 0, "done": 0}));
    let words = desk.run(&["stats", "harbour/project.ron"]).out;
    assert!(words.starts_with("harbour\n          2  articles\n"), "{words}");
}

#[test]
fn what_was_imported_is_exported() {
    let text = "Kräne 🏗️ e\u{301}\u{200B}\u{202E} “Hafen”\n";
    let desk = Desk::with(&[("a.txt", text)]);
    desk.run(&["import", "harbour", "a.txt"]);
    let exported = desk.run(&["export", "harbour", "--to", "jsonl", "--out", "out.jsonl"]);
    assert_eq!((exported.code, exported.out.as_str()), (Some(0), "out.jsonl\n"), "{exported:?}");
    assert_eq!(exported.err.trim(), "Wrote 1 article, 0 spans, 0 relations");
    let line: Json = serde_json::from_str(&fs::read_to_string(desk.path("out.jsonl")).unwrap()).unwrap();
    assert_eq!((&line["text"], &line["source"]["file"]), (&json!(text), &json!("a.txt")));
    let to_stdout = desk.run(&["export", "harbour", "--to", "jsonl", "--out", "-"]);
    assert_eq!(to_stdout.json(), line);
    let report = desk.run(&["export", "harbour", "--to", "jsonl", "--out", "again.jsonl", "--json"]).json();
    assert_eq!(
        (&report["articles"], &report["out"], &report["left_out"]["unfit"]),
        (&json!(1), &json!("again.jsonl"), &json!(0))
    );
}

#[test]
fn an_export_that_cannot_be_leaves_nothing() {
    let desk = Desk::with(&[("a.txt", "The crane stood.")]);
    desk.run(&["import", "harbour", "a.txt"]);
    let before = desk.bytes();
    let failed = |more: &[&str]| {
        let ended = desk.run(&[&["export", "harbour", "--to", "jsonl"], more].concat());
        assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""), "{more:?}");
        ended.err
    };
    assert!(failed(&["--out", "harbour/articles/out.jsonl"]).contains("inside the project's folder"));
    assert!(failed(&["--out", "no/out.jsonl"]).contains("check that its folder exists"));
    assert!(failed(&["--out", "out.jsonl", "--labels", "opinion"]).contains("no label “opinion”"));
    assert!(failed(&["--out", "out.jsonl", "--annotator", "zoe"]).contains("nobody called “zoe”"));
    assert!(failed(&["--out", "-", "--json"]).contains("name a file"));
    let wrong = desk.run(&["export", "harbour", "--to", "csv", "--out", "out.csv"]);
    assert!(wrong.code == Some(2) && wrong.err.contains("jsonl"), "{wrong:?}");
    assert_eq!(desk.bytes(), before);
    let left: Vec<_> = fs::read_dir(desk.dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn check_names_what_is_damaged() {
    let desk = Desk::with(&[("a.txt", "The crane stood.")]);
    let batch = desk.run(&["import", "harbour", "a.txt", "--json"]).json()["batch"].as_str().unwrap().to_owned();
    let file = desk.path(&format!("harbour/articles/{batch}.ron"));
    fs::write(&file, fs::read_to_string(&file).unwrap().replace("crane", "ship")).unwrap();
    let checked = desk.run(&["check", "harbour"]);
    assert_eq!(checked.code, Some(1));
    assert!(checked.out.contains(&batch), "{checked:?}");
    let problems = desk.run(&["check", "harbour", "--json"]).json()["problems"].clone();
    assert!(problems[0]["file"].as_str().unwrap().contains(&batch) && problems[0]["reason"].is_string());
}

#[test]
fn a_reader_that_hangs_up_is_no_error() {
    let desk = Desk::new();
    for number in 0..400 {
        desk.file(&format!("in/{number}.txt"), format!("Article {number}: {}", "the crane stood still. ".repeat(40)).as_bytes());
    }
    for args in [&["import", "harbour", "in"][..], &["export", "harbour", "--to", "jsonl", "--out", "-"], &["--help"]] {
        let mut child = desk.command().args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended: Ended = child.wait_with_output().unwrap().into();
        assert_eq!(ended.code, Some(0), "{args:?}: {ended:?}");
        assert!(!ended.err.contains("panicked") && !ended.err.contains("pipe"), "{args:?}: {ended:?}");
    }
    assert_eq!(desk.run(&["stats", "harbour", "--json"]).json()["articles"], 400);
}

#[cfg(unix)]
#[test]
fn paths_need_not_be_unicode() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::empty();
    let name = |bytes: &'static [u8]| std::ffi::OsStr::from_bytes(bytes);
    fs::write(desk.dir.path().join(name(b"\xE4.txt")), "The crane stood.").unwrap();
    let run = |args: &[&std::ffi::OsStr]| Ended::from(desk.command().args(args).output().unwrap());
    let project = name(b"h\xE4fen");
    assert_eq!(run(&[name(b"new"), project]).code, Some(0));
    let imported = run(&[name(b"import"), project, name(b"\xE4.txt")]);
    assert_eq!((imported.code, imported.out.as_str()), (Some(0), "\u{FFFD}.txt: plain text, 1 article\n"));
    let out = name(b"\xF6ut.jsonl");
    assert_eq!(run(&[name(b"export"), project, name(b"--to"), name(b"jsonl"), name(b"--out"), out]).code, Some(0));
    assert!(desk.dir.path().join(out).is_file());
}

#[test]
fn the_usage_is_told() {
    let desk = Desk::empty();
    assert_eq!(desk.run(&["--version"]).out, format!("pressmark {}\n", env!("CARGO_PKG_VERSION")));
    let help = desk.run(&["--help"]);
    assert_eq!(help.code, Some(0));
    for command in ["new", "import", "export", "check", "stats"] {
        assert!(help.out.contains(command), "{}", help.out);
        assert!(desk.run(&[command, "--help"]).out.contains("--json"), "{command}");
        assert_eq!(desk.run(&[command]).code, Some(2), "{command}");
    }
    assert_eq!(desk.run(&["import", "harbour", "a.txt", "--as", "pdf"]).code, Some(2));
}

#[test]
fn real_articles_go_in_and_out_where_there_are_some() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/articles");
    if !folder.is_dir() {
        return;
    }
    let desk = Desk::new();
    let imported = desk.run(&["import", "harbour", folder.to_str().unwrap()]);
    assert_eq!(imported.code, Some(0), "{imported:?}");
    let exported = desk.run(&["export", "harbour", "--to", "jsonl", "--out", "-"]).out;
    let texts: Vec<String> =
        exported.lines().map(|line| serde_json::from_str::<Json>(line).unwrap()["text"].as_str().unwrap().to_owned()).collect();
    assert_eq!(texts.len(), imported.out.lines().count());
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(texts.contains(&text.replace("\r\n", "\n")));
    }
}
