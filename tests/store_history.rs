//! Work is saved, found again, undone and redone, also after the program was closed or ended at once.

mod support;

use pressmark::store::check;
use proptest::prelude::*;
use support::edit_laws::check_edit;
use support::edits::{Draw, assert_same, edit};
use support::folders::{Folder, Worker, amy};
use support::projects::{harbour, words};

#[test]
fn a_tag_is_found_again_and_undone_after_a_restart() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    assert_eq!(worker.problems, []);
    let mut draw = Draw(7);
    let tag = std::iter::from_fn(|| Some(edit(&mut draw, "x", &worker.project, &amy())));
    let tags: Vec<_> = tag.flatten().filter(|e| matches!(e, pressmark::model::Edit::Annotation { .. })).take(1).collect();
    worker.commit(tags);
    let tagged = worker.abandon();

    let mut worker = Worker::open(&folder.dir, &amy());
    assert_eq!(worker.problems, []);
    assert_same(&worker.project, &tagged);
    assert!(worker.undo());
    assert!(!worker.undo());
    assert_same(&worker.project, &harbour());
    worker.close();

    let mut worker = Worker::open(&folder.dir, &amy());
    assert_same(&worker.project, &harbour());
    assert!(worker.redo());
    assert!(!worker.redo());
    assert_same(&worker.project, &tagged);
    worker.close();
    let report = check(&folder.dir, &Default::default()).unwrap();
    assert_eq!(report.problems, []);
    assert_eq!((report.counts.transactions, report.counts.annotations), (3, 1));
}

/// One step of somebody's work.
#[derive(Clone, Debug)]
enum Step {
    Edit(u64, String),
    Undo,
    Redo,
    Restart,
    Crash,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        12 => (any::<u64>(), words()).prop_map(|(draw, words)| Step::Edit(draw, words)),
        4 => Just(Step::Undo),
        2 => Just(Step::Redo),
        1 => Just(Step::Restart),
        1 => Just(Step::Crash),
    ];
    prop::collection::vec(step, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_journal_gives_the_live_state_and_undo_goes_back_to_the_beginning(steps in steps()) {
        let start = harbour();
        let folder = Folder::of(&start);
        let mut worker = Worker::open(&folder.dir, &amy());
        for step in steps {
            match step {
                Step::Edit(seed, words) => {
                    let (mut draw, mut trial, mut edits) = (Draw(seed), worker.project.clone(), Vec::new());
                    // Mostly one edit, now and then many as one step.
                    for _ in 0..if seed % 5 == 0 { 12 } else { 1 } {
                        // One that changes nothing is no edit; the session makes none.
                        let drawn = edit(&mut draw, &words, &trial, &amy());
                        if let Some(edit) = drawn.filter(|edit| edit.inverse() != *edit) {
                            trial = check_edit(&trial, &edit);
                            edits.push(edit);
                        }
                    }
                    worker.commit(edits);
                }
                Step::Undo => drop(worker.undo()),
                Step::Redo => drop(worker.redo()),
                Step::Restart | Step::Crash => {
                    let live = if matches!(step, Step::Crash) { worker.abandon() } else { worker.close() };
                    worker = Worker::open(&folder.dir, &amy());
                    prop_assert_eq!(&worker.problems, &vec![]);
                    assert_same(&worker.project, &live);
                }
            }
        }
        while worker.undo() {}
        assert_same(&worker.project, &start);
        while worker.redo() {}
        let end = worker.close();
        assert_same(&Worker::open(&folder.dir, &amy()).project, &end);
        prop_assert_eq!(check(&folder.dir, &Default::default()).unwrap().problems, vec![]);
    }
}
