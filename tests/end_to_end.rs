//! The real program in a real window: made and filled by the command line, tagged with real keys and a real mouse, killed,
//! started again, compared with what was tagged.
//!
//! It needs Xvfb and xdotool and is therefore asked for: `cargo test --test end_to_end -- --ignored --nocapture`. The
//! program is the one of this build, or the one that `PRESSMARK_BINARY` names; articles are those beside the package in
//! `../shared/articles`, or else those of the sample project.
#![cfg(target_os = "linux")]

use regex::Regex;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Longer than a step takes on a busy machine without a graphics card.
const PATIENCE: Duration = Duration::from_secs(40);
/// How long a try may take that need not tag anything.
const A_TRY: Duration = Duration::from_secs(5);

/// Ends what it started.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        if !self.0.try_wait().is_ok_and(|ended| ended.is_none()) {
            return;
        }
        // Asked first, so that a screen takes its lock and its socket away.
        let asked = Command::new("kill").arg(self.0.id().to_string()).status();
        let began = Instant::now();
        while asked.is_ok() && self.0.try_wait().is_ok_and(|ended| ended.is_none()) && began.elapsed() < Duration::from_secs(3) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// One tag as the export tells it.
#[derive(Clone, Debug, PartialEq)]
struct Tag {
    article: String,
    label: String,
    start: u64,
    end: u64,
    text: String,
}

/// A screen of its own, a folder of its own, and the program.
struct Stage {
    // In the order in which they are put away.
    program: Option<Running>,
    _screen: Running,
    _home: tempfile::TempDir,
    folder: PathBuf,
    home: PathBuf,
    binary: PathBuf,
    display: String,
}

impl Stage {
    fn set() -> Self {
        let kept = tempfile::tempdir().unwrap();
        let home = kept.path().to_owned();
        let built = || PathBuf::from(env!("CARGO_BIN_EXE_pressmark"));
        let binary = std::env::var_os("PRESSMARK_BINARY").map_or_else(built, PathBuf::from);
        // Xvfb looks for a free number itself and writes it to its standard output. Without -noreset it would begin anew
        // whenever its last window is gone, and turn away a program that is started in that moment.
        let mut screen = Command::new("Xvfb")
            .args(["-displayfd", "1", "-noreset", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb runs");
        let mut number = String::new();
        BufReader::new(screen.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let display = format!(":{}", number.trim());
        println!("{} on display {display}", binary.display());
        let folder = home.join("harbour");
        let stage = Self { program: None, _screen: Running(screen), _home: kept, folder, home, binary, display };
        stage.until("the screen is there", |stage| stage.xdotool(&["getdisplaygeometry"]).is_some());
        stage
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env("DISPLAY", &self.display)
            .env("PRESSMARK_CONFIG", self.home.join("config"))
            .env("PRESSMARK_ANNOTATOR", "amy")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET");
        command
    }

    /// One of the program's commands.
    fn cli(&self, arguments: &[&str]) -> Output {
        self.command(&self.binary).args(arguments).output().unwrap()
    }

    fn done(&self, arguments: &[&str]) -> String {
        let output = self.cli(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn fill(&self) {
        let folder = self.folder.to_str().unwrap();
        self.done(&["new", folder, "--name", "Harbour"]);
        let mut import = vec!["import".to_owned(), folder.to_owned()];
        import.extend(self.articles().iter().map(|path| path.display().to_string()));
        print!("{}", self.done(&import.iter().map(String::as_str).collect::<Vec<_>>()));
    }

    fn articles(&self) -> Vec<PathBuf> {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let beside = std::fs::read_dir(package.join("../shared/articles")).into_iter().flatten().flatten();
        let mut found: Vec<PathBuf> = beside.map(|entry| entry.path()).filter(|path| path.extension().is_some()).collect();
        found.sort();
        if found.is_empty() {
            let sample = package.join("projects/harbour-strike");
            let lines = self.done(&["export", sample.to_str().unwrap(), "--to", "jsonl", "--out", "-"]);
            for (at, line) in lines.lines().take(3).enumerate() {
                let record: Value = serde_json::from_str(line).unwrap();
                let path = self.home.join(format!("sample-{at}.txt"));
                std::fs::write(&path, record["text"].as_str().unwrap()).unwrap();
                found.push(path);
            }
        }
        found
    }

    fn start(&mut self) {
        let program = self.command(&self.binary).arg(&self.folder).spawn().unwrap();
        self.program = Some(Running(program));
        self.until("the project is open in the window", |stage| stage.window().is_some());
        let window = self.window().expect("the window");
        // There is no window manager to give it the keyboard.
        self.xdotool(&["windowfocus", "--sync", &window]).expect("it takes the keyboard");
    }

    /// The window, once the project’s name stands in its title.
    fn window(&self) -> Option<String> {
        let found = self.xdotool(&["search", "--onlyvisible", "--name", "Pressmark"])?;
        let window = found.lines().next()?.to_owned();
        self.xdotool(&["getwindowname", &window])?.starts_with("Harbour").then_some(window)
    }

    /// Ends the program as a power cut does.
    fn kill(&mut self) {
        let mut program = self.program.take().unwrap();
        program.0.kill().unwrap();
        program.0.wait().unwrap();
    }

    fn xdotool(&self, arguments: &[&str]) -> Option<String> {
        let output = self.command("xdotool").args(arguments).output().expect("xdotool runs");
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn keys(&self, keys: &[&str]) {
        let mut arguments = vec!["key", "--delay", "40"];
        arguments.extend(keys);
        self.xdotool(&arguments).expect("keys are pressed");
    }

    fn type_words(&self, words: &str) {
        self.xdotool(&["type", "--delay", "40", words]).expect("words are typed");
    }

    fn pointer(&self, arguments: &[&str]) {
        self.xdotool(arguments).expect("the pointer moves");
    }

    fn records(&self) -> Vec<Value> {
        let lines = self.done(&["export", self.folder.to_str().unwrap(), "--to", "jsonl", "--out", "-"]);
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn tags(&self) -> Vec<Tag> {
        let words = |value: &Value| value.as_str().unwrap().to_owned();
        let mut tags = Vec::new();
        for record in self.records() {
            let whole: Vec<char> = record["text"].as_str().unwrap().chars().collect();
            for span in record["spans"].as_array().unwrap() {
                assert_eq!(span["annotator"], "amy");
                let (start, end) = (span["start"].as_u64().unwrap(), span["end"].as_u64().unwrap());
                let text: String = whole[start as usize..end as usize].iter().collect();
                assert_eq!(span["text"], text.as_str(), "the export’s words are those at its offsets");
                tags.push(Tag { article: words(&record["id"]), label: words(&span["label"]), start, end, text });
            }
        }
        tags
    }

    #[track_caller]
    fn until(&self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !is_so(self) {
            if began.elapsed() > PATIENCE {
                panic!("never: {what}; {}", self.picture());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Waits for one tag more than there were, and returns it.
    fn tagged(&self, before: &[Tag], patience: Duration) -> Option<Tag> {
        let began = Instant::now();
        while began.elapsed() < patience {
            let now = self.tags();
            if now.len() > before.len() {
                assert_eq!(now.len(), before.len() + 1, "one key, one tag; {}", self.picture());
                return now.into_iter().find(|tag| !before.contains(tag));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        None
    }

    /// Does something that must tag with a label.
    #[track_caller]
    fn tags_one(&self, label: &str, how: &str, act: impl FnOnce(&Self)) -> Tag {
        let before = self.tags();
        act(self);
        let tag = self.tagged(&before, PATIENCE).unwrap_or_else(|| panic!("{how} tagged nothing; {}", self.picture()));
        assert_eq!(tag.label, label, "{how}; {}", self.picture());
        println!("{how}: {label} {}..{} “{}”", tag.start, tag.end, tag.text);
        tag
    }

    /// Takes a picture of the screen and says where it is.
    fn picture(&self) -> String {
        let path = std::env::temp_dir().join(format!("pressmark-end-to-end-{}.png", std::process::id()));
        let taken = self.command("import").args(["-window", "root"]).arg(&path).status();
        match taken {
            Ok(status) if status.success() => format!("the screen is in {}", path.display()),
            _ => "no picture of the screen could be taken; ImageMagick’s import is missing".to_owned(),
        }
    }

    /// Puts the caret at the end of words that stand once in the article, by the find bar.
    fn find(&self, words: &str) {
        self.keys(&["Escape", "Escape", "ctrl+Home", "ctrl+f", "ctrl+a"]);
        self.type_words(words);
        self.keys(&["Return", "Escape", "Left"]);
    }
}

/// Words of a text that are safe to type and stand in it once.
fn once<'t>(text: &'t str, pattern: &str) -> Vec<regex::Captures<'t>> {
    let lower = text.to_lowercase();
    let found = Regex::new(pattern).unwrap();
    let alone = |words: &str| lower.matches(&words.to_lowercase()).count() == 1;
    let typed = |found: &regex::Captures<'t>| found.name("typed").is_some_and(|words| alone(words.as_str()));
    // Collected, since the pattern ends here.
    found.captures_iter(text).filter(typed).collect()
}

#[test]
#[ignore = "needs Xvfb and xdotool"]
fn what_is_tagged_with_real_keys_and_a_real_mouse_survives_kill_9() {
    let mut stage = Stage::set();
    stage.fill();
    stage.start();
    let records = stage.records();
    let text = records[0]["text"].as_str().unwrap().to_owned();

    by_keys(&stage, &text);
    by_mouse(&stage, &text);

    let tagged = stage.tags();
    for label in ["quote", "claim", "statistic", "boilerplate"] {
        assert!(tagged.iter().any(|tag| tag.label == label), "a {label} is tagged: {tagged:?}");
    }
    stage.kill();
    assert_eq!(stage.tags(), tagged, "after kill -9");
    println!("killed; {} tags are on the disk", tagged.len());

    stage.start();
    assert_eq!(stage.tags(), tagged, "after the restart");
    undone_and_repeated(&stage, &tagged);
    let check = stage.cli(&["check", stage.folder.to_str().unwrap()]);
    println!("{}{}", String::from_utf8_lossy(&check.stdout), String::from_utf8_lossy(&check.stderr));
    assert!(check.status.success(), "check finds problems");
}

fn by_keys(stage: &Stage, text: &str) {
    let first = stage.tags_one("claim", "Shift and arrows, then c", |stage| {
        stage.keys(&["ctrl+Home"]);
        stage.keys(&["shift+Right"; 12]);
        stage.keys(&["c"]);
    });
    let expected: String = text.chars().take(12).collect();
    assert_eq!(first.text, expected.trim(), "exactly what was selected");

    let quotation = r#"[“"](?P<typed>[A-Za-z][A-Za-z ]{5,40})[^“”"\n]{0,150}[”"]"#;
    let quoted = once(text, quotation).into_iter().next().expect("the article quotes somebody");
    let quote = stage.tags_one("quote", "q at the caret", |stage| {
        stage.find(quoted["typed"].trim());
        stage.keys(&["q"]);
    });
    assert_eq!(quote.text, &quoted[0], "the quotation with its marks");

    let numbers = once(text, r"(?:^|[ (])(?P<typed>[0-9]+(?:[.,][0-9]+)*) [a-z]");
    let typed: Vec<String> = numbers.iter().map(|found| found["typed"].to_owned()).collect();
    let mut statistic = None;
    for number in &typed {
        let before = stage.tags();
        stage.find(number);
        stage.keys(&["s"]);
        statistic = stage.tagged(&before, A_TRY);
        if let Some(tag) = &statistic {
            // On a slow machine it may be that of the number before.
            let numbered = typed.iter().any(|number| tag.text.contains(number.as_str()));
            assert!(tag.label == "statistic" && numbered, "{tag:?} for {number}");
            println!("s at the caret: “{}”", tag.text);
            break;
        }
    }
    if statistic.is_none() {
        println!("no number phrase among {typed:?}; statistics are tagged with the mouse alone");
    }

    // An article may end in empty lines, where no paragraph stands.
    let back = vec!["Left"; text.len() - text.trim_end().len()];
    let keys = [&["Escape", "Escape", "ctrl+End"], back.as_slice(), &["b"]].concat();
    let last = stage.tags_one("boilerplate", "b at the end", |stage| stage.keys(&keys));
    assert!(text.trim_end().ends_with(&last.text), "the last paragraph");
}

/// Words are somewhere in the middle of the window; where there is a gap, the next line is tried.
fn by_mouse(stage: &Stage, text: &str) {
    stage.keys(&["Escape", "Escape", "ctrl+Home"]);
    let word = on_some_line(stage, "claim", "a double click, then c", |stage, y| {
        stage.pointer(&["mousemove", "620", y, "click", "--repeat", "2", "--delay", "60", "1"]);
        std::thread::sleep(Duration::from_millis(300));
        stage.keys(&["c"]);
    });
    assert!(!word.text.contains(' ') && text.contains(&word.text), "one word: {}", word.text);

    let dragged = on_some_line(stage, "statistic", "a drag with the armed label", |stage, y| {
        stage.keys(&["shift+s"]);
        let drag = ["mousemove", "480", y, "mousedown", "1", "mousemove", "500", y, "mousemove", "560", y];
        stage.pointer(&drag);
        std::thread::sleep(Duration::from_millis(200));
        stage.pointer(&["mousemove", "700", y]);
        std::thread::sleep(Duration::from_millis(200));
        stage.pointer(&["mouseup", "1"]);
        std::thread::sleep(Duration::from_millis(200));
        stage.keys(&["Escape", "Escape", "Escape"]);
    });
    assert!(dragged.text.len() > 5 && text.contains(&dragged.text), "{}", dragged.text);

    let extended = on_some_line(stage, "quote", "a click and a click with Shift, then q", |stage, y| {
        stage.pointer(&["mousemove", "500", y, "click", "1"]);
        std::thread::sleep(Duration::from_millis(600));
        stage.pointer(&["mousemove", "640", y, "keydown", "shift", "click", "1", "keyup", "shift"]);
        std::thread::sleep(Duration::from_millis(200));
        stage.keys(&["q"]);
    });
    assert!(extended.text.len() > 3 && text.contains(&extended.text), "{}", extended.text);
}

fn on_some_line(stage: &Stage, label: &str, how: &str, act: impl Fn(&Stage, &str)) -> Tag {
    for y in (240..640).step_by(37) {
        let before = stage.tags();
        stage.keys(&["Escape", "Escape", "Escape"]);
        act(stage, &y.to_string());
        if let Some(tag) = stage.tagged(&before, A_TRY) {
            assert_eq!(tag.label, label, "{how}; {}", stage.picture());
            println!("{how}: {label} “{}”", tag.text);
            return tag;
        }
    }
    panic!("{how} tagged nothing on any line; {}", stage.picture());
}

fn undone_and_repeated(stage: &Stage, tagged: &[Tag]) {
    for fewer in 1..=2 {
        stage.keys(&["ctrl+z"]);
        stage.until("a step is undone after the restart", |stage| stage.tags().len() == tagged.len() - fewer);
    }
    assert!(stage.tags().iter().all(|tag| tagged.contains(tag)), "the rest is as it was");
    for fewer in [1, 0] {
        stage.keys(&["ctrl+shift+z"]);
        stage.until("a step is repeated", |stage| stage.tags().len() == tagged.len() - fewer);
    }
    assert_eq!(stage.tags(), tagged, "and everything is there again");
    println!("two steps undone and repeated after the restart");
}
