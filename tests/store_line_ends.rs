//! Journals that git or an editor has saved with other line ends: all is read, put back, and can be undone.

mod support;

use pressmark::model::*;
use pressmark::store::{Access, Problem, ProblemKind, check};
use support::edits::assert_same;
use support::folders::{Folder, Worker, amy, ben, open};
use support::projects::harbour;

const JOURNAL: &str = "journal/amy.ronl";

/// A folder in which amy has finished three articles; with a snapshot after so many of them.
fn worked(snapshot_after: usize) -> (Folder, Project) {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    for done in 0..3 {
        if done == snapshot_after {
            worker.close();
            worker = Worker::open(&folder.dir, &amy());
        }
        let article = worker.project.stored_articles()[done].id;
        worker.commit(vec![Edit::State { article, before: ArticleState::ToDo, after: ArticleState::Done }]);
    }
    let project = if snapshot_after == 3 { worker.close() } else { worker.abandon() };
    (folder, project)
}

/// What another program may make of the journal's text.
fn conversions() -> Vec<fn(String) -> String> {
    vec![
        |text| text.replace('\n', "\r\n"),
        |text| text.replace('\n', "\r\r\n"),
        |text| format!("\u{feff}{}", text.replace('\n', "\r\n")),
        |text| format!("\u{feff}{text}"),
        // Only the lines that a merge took from the other side.
        |text| text.replacen('\n', "\r\n", 1),
        |text| text.replacen('\n', "\r\n", 2),
        |text| text.strip_suffix('\n').unwrap().to_owned() + "\r\n",
    ]
}

fn only_line_ends(problems: &[Problem], way: &str) {
    assert_eq!(problems.iter().map(|problem| problem.kind).collect::<Vec<_>>(), [ProblemKind::Journal], "{problems:?}");
    let line = problems[0].to_string();
    let reason = format!("its line ends were changed by git or an editor; nothing is lost, and they are put back{way}");
    assert!(line.contains("amy.ronl") && line.ends_with(&reason), "{line}");
}

#[test]
fn a_journal_with_other_line_ends_is_read_put_back_and_undone() {
    for snapshot_after in 0..=3 {
        for (at, convert) in conversions().into_iter().enumerate() {
            let (folder, live) = worked(snapshot_after);
            let before = folder.read(JOURNAL);
            folder.rewrite(JOURNAL, convert);
            assert_ne!(folder.read(JOURNAL), before);
            // Others read it as it is and leave it so.
            let changed = folder.read(JOURNAL);
            for problems in [check(&folder.dir, &Progress::default()).unwrap().problems, open(&folder.dir, &ben()).problems] {
                only_line_ends(&problems, " when amy next works here");
            }
            assert_same(&open(&folder.dir, &ben()).project, &live);
            assert_eq!(folder.read(JOURNAL), changed);

            let mut worker = Worker::open(&folder.dir, &amy());
            only_line_ends(&worker.problems, "");
            assert_eq!(worker.storage.access(), &Access::Write);
            assert_eq!(folder.read(JOURNAL), before, "snapshot after {snapshot_after}, conversion {at}");
            assert_same(&worker.project, &live);
            assert_eq!(worker.storage.poll_changes(), []);
            assert!(worker.undo() && worker.undo() && worker.redo() && worker.undo() && worker.undo() && !worker.undo());
            assert_same(&worker.project, &harbour());
            worker.close();
            assert_eq!(check(&folder.dir, &Progress::default()).unwrap().problems, []);
            assert_eq!(open(&folder.dir, &amy()).problems, []);
        }
    }
}

#[test]
fn a_whole_folder_that_git_converted_opens_and_says_so_once() {
    let (folder, live) = worked(2);
    for name in ["project.ron", "annotations/amy.ron", "articles/2026-11-20-amy-1.ron", JOURNAL] {
        folder.rewrite(name, |text| text.replace('\n', "\r\n"));
    }
    let mut worker = Worker::open(&folder.dir, &amy());
    only_line_ends(&worker.problems, "");
    assert_same(&worker.project, &live);
    worker.commit(vec![Edit::Name { before: "Harbour strike".to_owned(), after: "Docks".to_owned() }]);
    assert!(worker.undo() && worker.undo());
    worker.close();
    assert_eq!(check(&folder.dir, &Progress::default()).unwrap().problems, []);
}

#[test]
fn a_torn_last_line_and_a_changed_one_are_still_noticed_among_other_line_ends() {
    let (folder, _) = worked(0);
    let before = folder.read(JOURNAL);
    folder.rewrite(JOURNAL, |text| text.replace('\n', "\r\n") + "Transaction(number: 4, prev");
    let mut worker = Worker::open(&folder.dir, &amy());
    assert_eq!(worker.problems.len(), 2, "{:?}", worker.problems);
    assert!(worker.problems[1].reason.contains("never finished"), "{:?}", worker.problems);
    assert_eq!(folder.read(JOURNAL), before);
    assert!(worker.undo());
    worker.abandon();
    folder.rewrite(JOURNAL, |text| text.replacen("Tag quote", "Tag claim", 1).replace('\n', "\r\n"));
    let problems = open(&folder.dir, &ben()).problems;
    assert!(problems.iter().any(|p| p.reason.contains("line 2") && p.reason.contains("hash")), "{problems:?}");
}

#[test]
fn the_second_window_leaves_the_journal_to_the_first() {
    let (folder, live) = worked(1);
    let first = open(&folder.dir, &amy());
    folder.rewrite(JOURNAL, |text| text.replace('\n', "\r\n"));
    let second = open(&folder.dir, &amy());
    assert!(matches!(second.storage.access(), Access::ReadOnly(_)));
    only_line_ends(&second.problems, " when amy next works here");
    assert_same(&second.project, &live);
    assert!(folder.read(JOURNAL).contains("\r\n"));
    drop(first);
}

#[test]
fn git_is_told_to_leave_line_ends_alone() {
    let (folder, live) = worked(3);
    assert_eq!(folder.read(".gitattributes"), "* -text\n");
    let copy = folder.dir.with_file_name("copy");
    pressmark::store::copy_project(&folder.dir, &copy).unwrap();
    assert_eq!(std::fs::read_to_string(copy.join(".gitattributes")).unwrap(), "* -text\n");
    let worker = Worker::open(&folder.dir, &amy());
    assert_eq!(worker.problems, []);
    assert_same(&worker.project, &live);
    let elsewhere = folder.dir.with_file_name("elsewhere");
    worker.storage.save_elsewhere(&elsewhere, &worker.project).unwrap();
    assert!(elsewhere.join(".gitattributes").exists());
    worker.close();
    // A project from before learns it when it was needed; what somebody else told git stays.
    for (there, then) in [(None, "* -text\n"), (Some("*.ron -diff\n"), "*.ron -diff\n")] {
        std::fs::remove_file(folder.file(".gitattributes")).unwrap();
        if let Some(there) = there {
            std::fs::write(folder.file(".gitattributes"), there).unwrap();
        }
        folder.rewrite(JOURNAL, |text| text.replace('\n', "\r\n"));
        drop(open(&folder.dir, &amy()));
        assert_eq!(folder.read(".gitattributes"), then);
    }
}
