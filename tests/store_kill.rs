//! A real process tags and is killed at random moments: no tag that was reported saved is ever missing.
#![cfg(unix)]

mod support;

use pressmark::model::*;
use pressmark::store::{SaveStatus, check};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use support::edits::Draw;
use support::folders::{Folder, Worker, amy};
use support::projects::{TEXTS, harbour};

/// Tells the process that is to be killed where to work.
const PLACE: &str = "PRESSMARK_TEST_KILL_PLACE";
const KILLS: usize = 200;

/// Not a test of its own: what the killed process does. It tags for ever and prints the number of each saved transaction.
#[test]
fn tags_until_killed() {
    let Ok(dir) = std::env::var(PLACE) else { return };
    let mut worker = Worker::open(Path::new(&dir), &amy());
    assert!(worker.problems.iter().all(|problem| problem.reason.contains("never finished")), "{:?}", worker.problems);
    let mut printed = 0;
    loop {
        let number = worker.storage.next_number();
        match number % 7 {
            5 => drop(worker.undo()),
            6 => drop(worker.redo()),
            _ => worker.commit(vec![tag(number)]),
        }
        if number.is_multiple_of(40) {
            worker.storage.snapshot(&worker.project);
        }
        if number.is_multiple_of(3) {
            std::thread::sleep(Duration::from_micros(200));
        }
        if let SaveStatus::Saved { through, .. } | SaveStatus::Saving { through } = worker.storage.status()
            && through > printed
        {
            printed = through;
            let mut out = std::io::stdout().lock();
            writeln!(out, "saved {through}").and_then(|()| out.flush()).unwrap();
        }
    }
}

/// The annotation that transaction `number` makes.
fn tag(number: u64) -> Edit {
    let after = Annotation {
        id: AnnotationId(number),
        span: Span::new(0, 6).unwrap(),
        label: "claim".into(),
        attributes: Attributes::default(),
        note: "x".repeat(number as usize % 500).into(),
        provenance: Provenance::Hand,
        created: Timestamp(number as i64),
        displaced: None,
    };
    Edit::Annotation { article: ArticleId::of(TEXTS[0]), before: None, after: Some(Box::new(after)) }
}

/// Lets a process tag for a while and kills it; gives the last number that it reported saved.
fn run_and_kill(dir: &Path, after: Duration) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tags_until_killed", "--nocapture", "--test-threads=1"])
        .env(PLACE, dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    // The clock starts with the first report, so that every run has something to lose.
    let first = lines.by_ref().find_map(|line| line.strip_prefix("saved ")?.parse().ok());
    let killer = std::thread::spawn(move || {
        std::thread::sleep(after);
        child.kill().unwrap();
        child.wait().unwrap();
    });
    let last = lines.filter_map(|line| line.strip_prefix("saved ")?.parse().ok()).last();
    killer.join().unwrap();
    last.or(first).expect("the process saved something before it was killed")
}

#[test]
fn no_tag_that_was_reported_saved_is_ever_missing() {
    let mut draw = Draw(2026);
    let mut folder = Folder::of(&harbour());
    for kill in 0..KILLS {
        if kill % 25 == 0 {
            folder = Folder::of(&harbour());
        }
        let reported = run_and_kill(&folder.dir, Duration::from_micros(draw.next() % 20_000));
        let opened = Worker::open(&folder.dir, &amy());
        assert!(opened.problems.iter().all(|problem| problem.reason.contains("never finished")), "{:?}", opened.problems);
        let there = opened.storage.next_number() - 1;
        assert!(there >= reported, "kill {kill}: {reported} was reported saved, the journal ends at {there}");
        drop(opened);
        if kill % 25 == 24 {
            // The chain is whole, and the snapshot follows from the journal.
            assert_eq!(check(&folder.dir, &Progress::default()).unwrap().problems, []);
        }
    }
}
