//! `pressmark suggest`: on a project as the annotator “suggest”, and line by line from stdin to stdout.

mod support;

use pressmark::model::{Annotator, Provenance, Suggestion, Value};
use pressmark::store;
use serde_json::{Value as Json, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};
use std::time::{Duration, Instant};
use support::folders::Folder;
use support::sessions::{article, project, suggestion};

const TEXT: &str = "Menü · Häfen 🏗️\n\nRuiz stayed.\n\nShare this";

fn found() -> [Suggestion; 2] {
    let span = |words: &str| TEXT.find(words).map(|at| at..at + words.len()).unwrap();
    let mut menu = suggestion("boilerplate", span("Menü · Häfen 🏗️"));
    menu.attributes.set("kind".into(), Some(Value::Text("navigation".into())));
    [menu, suggestion("quote", span("Ruiz stayed."))]
}

fn pressmark(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pressmark"));
    command.env("PRESSMARK_ANNOTATOR", "amy").args(args);
    command
}

fn told(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn suggest(folder: &Folder, more: &[&str]) -> (Option<i32>, String, String) {
    let args = [&["suggest", folder.dir.to_str().unwrap()], more].concat();
    told(&pressmark(&args).output().unwrap())
}

/// What the annotator “suggest” has, as label and words with what found them.
fn standing(folder: &Folder) -> Vec<String> {
    let (project, problems) = store::read(&folder.dir, &Default::default()).unwrap();
    assert_eq!(problems, []);
    let Some(layer) = project.layers.get(&Annotator::new("suggest").unwrap()) else { return Vec::new() };
    let annotations = layer.articles.values().flat_map(|article| article.annotations.iter());
    let line = |annotation: &pressmark::model::Annotation| {
        let Provenance::Rule(rule) = &annotation.provenance else { panic!("found by a rule") };
        let words = annotation.span.of(TEXT).unwrap();
        format!("{} {words} ({} {:?})", annotation.label, rule.name, rule.score)
    };
    annotations.map(line).collect()
}

#[test]
fn suggestions_become_annotations_of_an_annotator_of_their_own_once() {
    let folder = Folder::of(&project([article(TEXT).suggesting(found()), article("Nothing here")]));
    let (code, out, err) = suggest(&folder, &[]);
    assert_eq!((code, out.as_str()), (Some(0), "        1  boilerplate\n        1  quote\n"), "{err}");
    assert_eq!(err, "Suggested 2 spans in 1 article; 2 new, 0 gone\n");
    let all = ["boilerplate Menü · Häfen 🏗️ (page structure Some(0.93))", "quote Ruiz stayed. (page structure Some(0.93))"];
    assert_eq!(standing(&folder), all);
    let journal = folder.read("journal/suggest.ronl");
    assert_eq!((journal.lines().count(), journal.contains("command: \"Suggest 2 spans\"")), (1, true));

    let (_, _, err) = suggest(&folder, &[]);
    assert_eq!(err, "Suggested 2 spans in 1 article; 0 new, 0 gone\n");
    assert_eq!(folder.read("journal/suggest.ronl"), journal, "nothing changed, so nothing is written");
    assert_eq!(told(&pressmark(&["check", folder.dir.to_str().unwrap()]).output().unwrap()).0, Some(0));
}

#[test]
fn labels_choose_what_is_suggested_and_what_is_replaced() {
    let folder = Folder::of(&project([article(TEXT).suggesting(found())]));
    let (code, out, _) = suggest(&folder, &["--labels", "quote", "--json"]);
    let report: Json = serde_json::from_str(&out).unwrap();
    let expected = json!({
        "articles": 1, "spans": 1, "new": 1, "gone": 0, "labels": {"quote": 1}, "unknown_labels": {},
    });
    assert_eq!((code, report), (Some(0), expected));
    suggest(&folder, &["--labels", "boilerplate,claim"]);
    assert_eq!(standing(&folder).len(), 2, "the quotes were not asked for and stay");
    let (code, _, err) = suggest(&folder, &["--labels", "rumour"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("no label “rumour”; there are: quote, claim, statistic, boilerplate"), "{err}");
}

#[test]
fn what_is_suggested_no_more_goes_and_what_the_scheme_does_not_know_is_said() {
    let folder = Folder::of(&project([article(TEXT).suggesting(found())]));
    suggest(&folder, &[]);
    let batch = "articles/first.ron";
    folder.rewrite(batch, |text| text.replace("(label: \"quote\"", "(label: \"rumour\""));
    let (code, _, err) = suggest(&folder, &[]);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("1 span left out: the scheme has no label “rumour”"), "{err}");
    assert!(err.contains("Suggested 1 span in 1 article; 0 new, 1 gone"), "{err}");
    assert_eq!(standing(&folder).len(), 1);
}

#[test]
fn another_process_at_work_as_suggest_is_left_alone() {
    let folder = Folder::of(&project([article(TEXT).suggesting(found())]));
    let held = support::folders::open(&folder.dir, &Annotator::new("suggest").unwrap());
    let (code, out, err) = suggest(&folder, &[]);
    assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
    assert!(err.contains("cannot write to"), "{err}");
    drop(held);
}

/// Runs lines through the stream.
fn stream(input: &[u8]) -> (Option<i32>, Vec<Json>, String) {
    let mut child = streaming(&["-"]);
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let (code, out, err) = told(&child.wait_with_output().unwrap());
    writer.join().unwrap();
    (code, out.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), err)
}

fn streaming(args: &[&str]) -> Child {
    let args = [&["suggest"], args].concat();
    pressmark(&args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn a_line_comes_back_with_text_and_spans_and_all_it_had() {
    let line =
        r#"{"id": 12345678901234567890, "outlet":"Post", "text": "Kr\u00e4ne \u2028 stehen", "nested": {"a": [1.50, null]}}"#;
    let mut child = streaming(&["-"]);
    child.stdin.take().unwrap().write_all(line.as_bytes()).unwrap();
    let (code, out, err) = told(&child.wait_with_output().unwrap());
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let expected = "{\"id\":12345678901234567890,\"outlet\":\"Post\",\"nested\":{\"a\": [1.50, null]},\
                    \"text\":\"Kräne \\u2028 stehen\",\"spans\":[]}\n";
    assert_eq!(out, expected, "numbers keep their digits, and no reader of lines breaks the text");
}

#[test]
fn a_bad_line_is_answered_in_its_place_and_the_run_goes_on() {
    let lines: [&[u8]; 12] = [
        br#"{"id": "a", "text": "One"}"#,
        br#"{"id": "b", "text": 7}"#,
        br#"{"id": "c", "text": "cut"#,
        b"",
        br#"[1, 2]"#,
        br#"{"id": ["e"], "title": "x"}"#,
        br#"{"id": "f", "text": "a", "html": "<p>b"}"#,
        b"{\"id\": \"g\", \"text\": \"\xff\"}",
        br#"{"id": "h", "text": "\ud83d"}"#,
        b"\x00\x01",
        b"{\"id\": \"j\", \"text\": \"Two\"}\r",
        br#"{"text": "Three", "text": "Four"}"#,
    ];
    let (code, answers, err) = stream(&lines.join(&b'\n'));
    assert_eq!(code, Some(1));
    assert_eq!(err, "8 lines of 11 lines could not be read; the answer says why\n");
    let place = |answer: &Json| match (answer["text"].as_str(), answer["line"].as_u64()) {
        (Some(text), None) => text.to_owned(),
        (None, Some(line)) => {
            assert!(!answer["error"].as_str().unwrap().is_empty());
            format!("{} {line}", answer["id"])
        }
        _ => panic!("{answer}"),
    };
    let places: Vec<String> = answers.iter().map(place).collect();
    let expected = ["One", "\"b\" 2", "null 3", "null 5", "[\"e\"] 6", "\"f\" 7", "null 8", "\"h\" 9", "null 10", "Two", "Four"];
    assert_eq!(places, expected);
    assert_eq!(answers[4]["error"], "it has neither “text” nor “html”");
    assert_eq!(answers[5]["error"], "it has both “text” and “html”; give one of them");
}

#[test]
fn a_web_page_comes_back_as_its_text() {
    let page = "<title>x</title><nav><a href=/a>Home</a> <a href=/b>News</a></nav><article><h1>Strike</h1><p>Kräne stehen.</p></article>";
    let line = json!({"id": 1, "html": page, "url": "https://post.example/strike"}).to_string();
    let (code, answers, err) = stream(line.as_bytes());
    assert_eq!(code, Some(0), "{err}");
    let [answer] = answers.as_slice() else { panic!("{answers:?}") };
    assert!(answer["text"].as_str().unwrap().contains("Kräne stehen."), "{answer}");
    assert_eq!(answer["url"], "https://post.example/strike");
    assert_eq!(answer.get("html"), None, "the text stands for the page");
    let length = answer["text"].as_str().unwrap().chars().count() as u64;
    for span in answer["spans"].as_array().unwrap() {
        assert!(span["start"].as_u64() < span["end"].as_u64() && span["end"].as_u64() <= Some(length), "{span}");
        let names: Vec<&String> = span.as_object().unwrap().keys().collect();
        assert_eq!(names, ["attributes", "end", "label", "reason", "rule", "score", "start"]);
    }
}

#[test]
fn a_byte_order_mark_before_the_first_line_is_no_part_of_it() {
    let (code, answers, err) = stream("\u{FEFF}{\"id\":1,\"text\":\"Port\"}\n".as_bytes());
    assert_eq!((code, answers[0]["text"].as_str()), (Some(0), Some("Port")), "{err}");
}

/// Lines of very different sizes, so that later ones are ready first.
#[test]
fn answers_keep_the_order_of_the_lines() {
    let line = |number: u64| json!({"id": number, "text": "word ".repeat((number as usize * 7919) % 1000)}).to_string();
    let input: String = (0..1000).map(|number| line(number) + "\n").collect();
    let (code, answers, err) = stream(input.as_bytes());
    assert_eq!(code, Some(0), "{err}");
    assert!(answers.iter().map(|answer| answer["id"].as_u64().unwrap()).eq(0..1000));
}

/// Writes a line and waits for its answer, while more may follow.
fn ask(stdin: &mut ChildStdin, stdout: &mut BufReader<ChildStdout>, line: &str) -> Json {
    stdin.write_all(format!("{line}\n").as_bytes()).unwrap();
    stdin.flush().unwrap();
    let mut answer = String::new();
    stdout.read_line(&mut answer).unwrap();
    serde_json::from_str(&answer).unwrap()
}

#[test]
fn each_line_is_answered_before_the_next_one_comes() {
    let mut child = streaming(&["-"]);
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let began = Instant::now();
    for number in 0..20 {
        let answer = ask(&mut stdin, &mut stdout, &json!({"id": number, "text": "One"}).to_string());
        assert_eq!(answer["id"], number);
    }
    assert!(began.elapsed() < Duration::from_secs(20));
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_reader_that_hangs_up_ends_the_run_though_more_lines_may_come() {
    let mut child = streaming(&["-"]);
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    ask(&mut stdin, &mut stdout, r#"{"id": 1, "text": "One"}"#);
    drop(stdout);
    let until = Instant::now() + Duration::from_secs(20);
    while child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < until, "it does not wait for the end of its input");
        let _ = stdin.write_all(b"{\"id\": 2, \"text\": \"Two\"}\n");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn the_end_of_an_empty_input_is_the_end() {
    assert_eq!(stream(b""), (Some(0), Vec::new(), String::new()));
    assert_eq!(stream(b"\n\n  \n"), (Some(0), Vec::new(), String::new()));
}

/// Peak memory stays what it is however long the input.
#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_input() {
    let mut child = streaming(&["-"]);
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let line = json!({"id": 1, "text": "The cranes stood still. ".repeat(4000)}).to_string() + "\n";
    let lines = 1000;
    let writer = std::thread::spawn(move || {
        (0..lines).for_each(|_| stdin.write_all(line.as_bytes()).unwrap());
        stdin
    });
    let mut answered = Vec::new();
    for _ in 0..lines {
        answered.clear();
        stdout.read_until(b'\n', &mut answered).unwrap();
    }
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kilobytes: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    drop(writer.join().unwrap());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    // The input has 96 MB; held are the lines read ahead, those worked on, and their answers, 8 MB each.
    assert!(kilobytes < 72 << 10, "{kilobytes} kB");
}
