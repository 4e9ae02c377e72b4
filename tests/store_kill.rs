//! A real process tags and is killed at random moments, also while it writes a snapshot or the shared file: no tag that was
//! reported saved is ever missing.
#![cfg(unix)]

mod support;

use pressmark::model::*;
use pressmark::store::{SaveStatus, check, read_head};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use support::edits::Draw;
use support::folders::{Folder, Worker, amy};
use support::projects::{TEXTS, harbour};

/// Tells the process that is to be killed where to work.
const PLACE: &str = "PRESSMARK_TEST_KILL_PLACE";
/// Tells it what to do most: tag, write snapshots, or change what the project shares.
const WORK: &str = "PRESSMARK_TEST_KILL_WORK";
const WORKS: [&str; 4] = ["tags", "tags", "snapshots", "shared"];
const KILLS: usize = 200;

/// Not a test of its own: what the killed process does. It tags for ever and prints the number of each saved transaction.
#[test]
fn tags_until_killed() {
    let Ok(dir) = std::env::var(PLACE) else { return };
    let work = std::env::var(WORK).unwrap();
    let mut worker = Worker::open(Path::new(&dir), &amy());
    assert!(worker.problems.iter().all(|problem| problem.reason.contains("never finished")), "{:?}", worker.problems);
    let mut printed = 0;
    loop {
        let number = worker.storage.next_number();
        match number % 7 {
            5 => drop(worker.undo()),
            6 => drop(worker.redo()),
            3 if work == "shared" => worker.commit(vec![tag(number), guide(number, &worker.project)]),
            _ => worker.commit(vec![tag(number)]),
        }
        if number.is_multiple_of(40) || work == "snapshots" {
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

/// Guidelines that take a while to write.
fn guide(number: u64, project: &Project) -> Edit {
    let after = format!("Written in step {number}. {}", "Tag what is said. ".repeat(2000));
    Edit::Guidelines { before: project.guidelines.clone(), after }
}

/// Counts the files that were being written when the process was killed, and removes them: of a snapshot, and of the shared
/// file.
fn half_written(dir: &Path) -> [usize; 2] {
    [(dir.join("annotations"), ".writing-amy.ron"), (dir.to_owned(), ".writing-project.ron")].map(|(folder, prefix)| {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        let left = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix));
        left.map(|entry| std::fs::remove_file(entry.path()).unwrap()).count()
    })
}

/// Lets a process tag for a while and kills it; gives the last number that it reported saved.
fn run_and_kill(dir: &Path, work: &str, after: Duration) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tags_until_killed", "--nocapture", "--test-threads=1"])
        .env(PLACE, dir)
        .env(WORK, work)
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
    let mut half = [0; 2];
    for kill in 0..KILLS {
        if kill % 25 == 0 {
            folder = Folder::of(&harbour());
        }
        let work = WORKS[kill % WORKS.len()];
        let reported = run_and_kill(&folder.dir, work, Duration::from_micros(draw.next() % 20_000));
        half_written(&folder.dir).iter().zip(&mut half).for_each(|(new, all)| *all += new);
        let opened = Worker::open(&folder.dir, &amy());
        assert!(opened.problems.iter().all(|problem| problem.reason.contains("never finished")), "{:?}", opened.problems);
        let there = opened.storage.next_number() - 1;
        assert!(there >= reported, "kill {kill}: {reported} was reported saved, the journal ends at {there}");
        // What the shared file missed is made up for.
        opened.save();
        let (head, problems) = read_head(&folder.dir).unwrap();
        assert_eq!((&head.guidelines, problems), (&opened.project.guidelines, vec![]));
        drop(opened);
        if kill % 25 == 24 {
            // The chain is whole, and the snapshot follows from the journal.
            assert_eq!(check(&folder.dir, &Progress::default()).unwrap().problems, []);
        }
    }
    println!("killed while writing: {} snapshots, the shared file {} times", half[0], half[1]);
    assert!(half.iter().all(|count| *count > 0), "{half:?}");
}
