//! Journals as lists: light entries, followed as lines are added, and the project as it was after any of them.

mod support;

use pressmark::analysis::history::{Past, Rewind, kept};
use pressmark::model::*;
use pressmark::store::Journals;
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::edit_laws::check_edit;
use support::edits::{Draw, assert_same, edit};
use support::folders::{Folder, Worker, amy, ben};
use support::projects::{harbour, words};

fn read(folder: &Folder) -> Journals {
    Journals::read(&folder.dir, &Progress::default()).unwrap()
}

/// Edits drawn until there are so many; each changes something.
fn drawn(seed: u64, words: &str, count: usize, project: &Project, by: &Annotator) -> Vec<Edit> {
    let (mut draw, mut trial, mut edits) = (Draw(seed), project.clone(), Vec::new());
    for _ in 0..count * 4 {
        let found = edit(&mut draw, words, &trial, by).filter(|edit| edit.inverse() != *edit);
        if let Some(edit) = found.filter(|_| edits.len() < count) {
            edit.apply(&mut trial, by).unwrap();
            edits.push(edit);
        }
    }
    edits
}

/// The project as it was after a step, from how it stands.
fn as_of(journals: &Journals, present: &Project, annotator: &Annotator, number: u64) -> Past {
    let at = journals.of(annotator).unwrap().entries().iter().find(|entry| entry.number == number).unwrap().at;
    let mut rewind = Rewind::new(present.clone());
    for list in journals.lists() {
        let kept = kept(list.entries(), annotator, number, at);
        journals.back(list, kept, present, &Progress::default(), &mut |step| rewind.take_back(step)).unwrap();
    }
    rewind.finish()
}

/// What the walk over lines must find: the entry of the whole transaction.
fn check_entries(journals: &Journals, project: &Project) {
    for list in journals.lists() {
        let mut offset = 0;
        for entry in list.entries() {
            assert_eq!(entry.offset, offset);
            let whole = JournalEntry::of(&journals.transaction(entry, project).unwrap());
            assert_eq!(*entry, JournalEntry { offset, bytes: entry.bytes, ..whole });
            offset += entry.bytes;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_project_is_as_it_was_after_every_step(steps in prop::collection::vec((any::<u64>(), words(), 0..6_u8), 1..14)) {
        let folder = Folder::of(&harbour());
        let mut worker = Worker::open(&folder.dir, &amy());
        let mut states = Vec::new();
        for (seed, words, kind) in steps {
            match kind {
                0 => drop(worker.undo()),
                1 => drop(worker.redo()),
                kind => {
                    let edits = drawn(seed, &words, if kind == 2 { 30 } else { 1 }, &worker.project, &amy());
                    if !edits.is_empty() {
                        worker.commit(edits);
                    }
                }
            }
            if worker.storage.next_number() as usize > states.len() + 1 {
                states.push(worker.project.clone());
            }
        }
        let present = worker.abandon();
        let journals = read(&folder);
        prop_assert_eq!(journals.problems().count(), 0);
        check_entries(&journals, &present);
        let list = journals.of(&amy());
        prop_assert_eq!(list.map_or(0, |list| list.entries().len()), states.len());
        for (number, state) in (1..).zip(&states) {
            let past = as_of(&journals, &present, &amy(), number);
            prop_assert_eq!((&past.unfit, past.unfit_count), (&Vec::new(), 0));
            assert_same(&past.project, state);
        }
    }
}

/// Amy and ben by turns, a second apart; amy has the odd times.
fn two_at_work(folder: &Folder) -> (Project, BTreeMap<u64, Project>) {
    let (mut states, mut numbers) = (BTreeMap::new(), BTreeMap::new());
    for turn in 0..12_u64 {
        let who = if turn % 2 == 0 { amy() } else { ben() };
        let mut worker = Worker::open(&folder.dir, &who);
        assert_eq!(worker.problems, []);
        let edits = drawn(turn * 7 + 1, "their words", 3, &worker.project, &who);
        let number = worker.storage.next_number();
        let at = Timestamp(1_700_000_000_000 + turn as i64 * 1000);
        let transaction =
            Transaction { number, annotator: who, at, command: format!("Step {turn}"), direction: Direction::Do, edits };
        transaction.apply(&mut worker.project).unwrap();
        worker.storage.append(&transaction, &worker.project).unwrap();
        numbers.insert(turn, number);
        states.insert(turn, worker.close());
    }
    (states[&11].clone(), states)
}

#[test]
fn what_others_did_later_is_taken_back_too() {
    let folder = Folder::of(&harbour());
    let (present, states) = two_at_work(&folder);
    let journals = read(&folder);
    for (turn, state) in &states {
        let who = if turn % 2 == 0 { amy() } else { ben() };
        let past = as_of(&journals, &present, &who, turn / 2 + 1);
        assert_eq!(past.unfit, []);
        assert_same(&past.project, state);
    }
}

#[test]
fn what_is_added_is_followed_and_nothing_is_read_twice() {
    let folder = Folder::of(&harbour());
    let mut journals = read(&folder);
    assert!(journals.is_empty());
    let mut worker = Worker::open(&folder.dir, &amy());
    for seed in 1..4 {
        worker.commit(drawn(seed, "x", 2, &worker.project, &amy()));
        worker.save();
        let progress = Progress::default();
        assert!(journals.follow(&progress).unwrap());
        let list = journals.of(&amy()).unwrap();
        let last = list.entries().last().unwrap();
        assert_eq!((list.entries().len() as u64, last.number, progress.done()), (seed, seed, last.bytes));
        assert_eq!(list.place(seed), Some(seed as usize - 1));
    }
    assert!(!journals.follow(&Progress::default()).unwrap());
    let present = worker.abandon();
    check_entries(&journals, &present);
}

#[test]
fn a_line_that_is_being_written_is_no_step_yet() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    worker.commit(drawn(5, "x", 1, &worker.project, &amy()));
    worker.abandon();
    let whole = folder.read("journal/amy.ronl");
    folder.rewrite("journal/amy.ronl", |text| format!("{text}Transaction(number: 2, previ"));
    let mut journals = read(&folder);
    assert_eq!(journals.of(&amy()).unwrap().entries().len(), 1);
    assert_eq!(journals.problems().count(), 0);
    let second = whole.replace("number: 1", "number: 2").replace("Tag quote", "Set \\\"kind\\\"");
    folder.rewrite("journal/amy.ronl", |_| format!("{whole}{second}"));
    journals.follow(&Progress::default()).unwrap();
    let commands: Vec<&str> = journals.of(&amy()).unwrap().entries().iter().map(|entry| &*entry.command).collect();
    assert_eq!(commands, ["Tag quote", "Set \"kind\""]);
}

#[test]
fn a_damaged_line_is_named_and_the_others_are_there() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    for seed in 1..5 {
        worker.commit(drawn(seed, "x", 1, &worker.project, &amy()));
    }
    let present = worker.abandon();
    folder.rewrite("journal/amy.ronl", |text| text.replacen("Transaction(number: 2,", "Transaktion{number: 2,", 1));
    let journals = read(&folder);
    let numbers: Vec<u64> = journals.of(&amy()).unwrap().entries().iter().map(|entry| entry.number).collect();
    assert_eq!(numbers, [1, 3, 4]);
    let problems: Vec<_> = journals.problems().collect();
    assert_eq!((problems.len(), problems[0].line), (1, Some(2)), "{problems:?}");
    assert!(problems[0].to_string().contains("amy.ronl, line 2: it cannot be read and is left out"), "{}", problems[0]);
    // What the damaged line did cannot be taken back, and what rested on it may not fit; the rest is.
    as_of(&journals, &present, &amy(), 1);

    folder.rewrite("journal/amy.ronl", |text| text.replacen("command: \"Tag quote\"", "command: \"Tag claim\"", 1));
    let problems: Vec<String> = read(&folder).problems().map(ToString::to_string).collect();
    assert!(problems.iter().any(|problem| problem.contains("line 2: it cannot")), "{problems:?}");
}

#[test]
fn a_changed_word_breaks_the_chain_and_is_named() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    for seed in 1..4 {
        worker.commit(drawn(seed, "x", 1, &worker.project, &amy()));
    }
    worker.abandon();
    folder.rewrite("journal/amy.ronl", |text| text.replacen("command: \"Tag quote\"", "command: \"Tag claim\"", 1));
    let journals = read(&folder);
    let problems: Vec<String> = journals.problems().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].contains("line 2: it does not follow the one before it"), "{problems:?}");
    assert_eq!(&*journals.of(&amy()).unwrap().entries()[0].command, "Tag claim");
}

#[test]
fn other_line_ends_and_other_layouts_are_read_all_the_same() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    for seed in 1..4 {
        worker.commit(drawn(seed, "x", 2, &worker.project, &amy()));
    }
    let present = worker.abandon();
    let plain = read(&folder);
    folder.rewrite("journal/amy.ronl", |text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    let journals = read(&folder);
    assert_eq!(journals.problems().count(), 0);
    let without_places = |journals: &Journals| -> Vec<JournalEntry> {
        let entries = journals.of(&amy()).unwrap().entries().iter();
        entries.map(|entry| JournalEntry { offset: 0, bytes: 0, ..entry.clone() }).collect()
    };
    assert_eq!(without_places(&journals), without_places(&plain));
    for entry in journals.of(&amy()).unwrap().entries() {
        assert_eq!(journals.transaction(entry, &present).unwrap().number, entry.number);
    }
    assert_same(&as_of(&journals, &present, &amy(), 1).project, &as_of(&plain_again(&folder), &present, &amy(), 1).project);
}

/// The journals with the line ends that were written.
fn plain_again(folder: &Folder) -> Journals {
    folder.rewrite("journal/amy.ronl", |text| text.trim_start_matches('\u{feff}').replace("\r\n", "\n"));
    read(folder)
}

#[test]
fn a_journal_that_was_replaced_is_read_anew() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    worker.commit(drawn(1, "x", 1, &worker.project, &amy()));
    worker.commit(drawn(2, "x", 1, &worker.project, &amy()));
    worker.abandon();
    let mut journals = read(&folder);
    folder.rewrite("journal/amy.ronl", |text| text.lines().next().unwrap().replace("Tag quote", "Tag claim") + "\n");
    assert!(journals.follow(&Progress::default()).unwrap());
    let commands: Vec<&str> = journals.of(&amy()).unwrap().entries().iter().map(|entry| &*entry.command).collect();
    assert_eq!(commands, ["Tag claim"]);
    std::fs::remove_file(folder.file("journal/amy.ronl")).unwrap();
    assert!(journals.follow(&Progress::default()).unwrap());
    assert!(journals.is_empty());
}

#[test]
fn reading_and_going_back_stop_when_asked() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    worker.commit(drawn(1, "x", 1, &worker.project, &amy()));
    let present = worker.abandon();
    let stopped = Progress::default();
    stopped.cancel();
    let error = Journals::read(&folder.dir, &stopped).unwrap_err().to_string();
    assert!(error.starts_with("Stopped on request"), "{error}");
    let journals = read(&folder);
    let list = journals.of(&amy()).unwrap();
    assert!(journals.back(list, 0, &present, &stopped, &mut |_| {}).is_err());
}

#[test]
fn steps_that_no_longer_fit_are_named() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    let edits = drawn(1, "x", 60, &worker.project, &amy());
    let tag = edits.into_iter().find(|edit| matches!(edit, Edit::Annotation { before: None, .. })).unwrap();
    check_edit(&worker.project, &tag);
    worker.commit(vec![tag]);
    worker.abandon();
    let journals = read(&folder);
    let list = journals.of(&amy()).unwrap();
    let mut rewind = Rewind::new(harbour());
    journals.back(list, 0, &harbour(), &Progress::default(), &mut |step| rewind.take_back(step)).unwrap();
    let past = rewind.finish();
    assert_same(&past.project, &harbour());
    assert_eq!((past.unfit_count, past.unfit[0].number, past.unfit[0].command.as_str()), (1, 1, "Tag quote"));
    assert!(past.unfit[0].reason.contains("no longer as it was"), "{:?}", past.unfit);
}
