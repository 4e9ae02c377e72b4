//! Files in and out of an open project, and what is there after the window was closed.

use crate::room::{Answer, Desk, Room};
use crate::support::folders::ben;
use crate::support::sessions::article;
use pressmark::model::{Annotator, Progress};
use std::path::PathBuf;

const TEXT: &str = "│Ruiz said it twice. Nobody left the harbour.";

pub fn write(desk: &Desk, name: &str, bytes: &[u8]) -> PathBuf {
    let path = desk.folder.dir.parent().unwrap().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path
}

pub fn total(room: &Room) -> usize {
    room.session(|session| session.list().total())
}

#[test]
fn files_are_imported_by_the_dialog_by_a_typed_path_and_dropped() {
    let mut desk = Desk::drawn(TEXT);
    let one = write(&desk, "in/one.txt", b"One crane.");
    let two = write(&desk, "in/two.txt", "Two cranes.\r\nStill.".as_bytes());
    let three = write(&desk, "more/three.txt", b"Three cranes.");
    desk.room.will_answer(Answer::Paths(vec![one, two]));
    desk.room.keys("Ctrl+I");
    desk.room.until("it is shown what they hold", |room| room.offers("Import 2 articles"));
    desk.room.keys("Enter");
    desk.room.until("two are imported", |room| total(room) == 3);
    desk.room.must_say("Imported 2 articles");
    desk.room.will_answer(Answer::Waits);
    desk.room.keys("Ctrl+Shift+I");
    desk.room.fill("Path", three.parent().unwrap().to_str().unwrap());
    desk.room.keys("Enter");
    desk.room.until("it is shown what it holds", |room| room.offers("Import 1 article"));
    desk.room.keys("Enter");
    desk.room.until("a folder is imported", |room| total(room) == 4);
    let four = write(&desk, "four.txt", b"Four cranes.");
    desk.room.drop_files(&[four]);
    desk.room.until("it is shown what it holds", |room| room.offers("Import 1 article"));
    desk.room.keys("Enter");
    desk.room.until("what is dropped is imported", |room| total(room) == 5);
    desk.room.keys("Ctrl+Z");
    assert_eq!(total(&desk.room), 4);
    desk.room.keys("Ctrl+Shift+Z");
    assert_eq!(total(&desk.room), 5);
}

#[test]
fn the_work_is_exported_as_lines_of_json() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("C");
    let out = desk.folder.dir.with_extension("jsonl");
    desk.room.will_answer(Answer::Paths(vec![out.clone()]));
    desk.room.keys("Ctrl+E");
    desk.room.until("it is told", |room| room.says("Exported 1 article with 1 span to"));
    let lines = std::fs::read_to_string(out).unwrap();
    assert!(lines.contains("\"claim\"") && lines.contains("Ruiz said it twice."), "{lines}");
}

#[test]
fn a_copy_of_the_project_is_saved_whole() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("C");
    let copy = desk.folder.dir.with_extension("copy");
    desk.room.will_answer(Answer::Waits);
    desk.room.keys("Ctrl+Shift+S");
    desk.room.fill("Path", copy.to_str().unwrap());
    desk.room.keys("Enter");
    desk.room.until("it is told", |room| room.says("A copy of the project is in"));
    let report = pressmark::store::check(&copy, &Progress::default()).unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    assert_eq!((report.counts.articles, report.counts.annotations), (1, 1));
}

#[test]
fn after_closing_every_tag_is_there_and_the_work_can_still_be_undone() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("C Escape Ctrl+End Shift+Ctrl+Left Q");
    let drawn = desk.room.drawn().replace(['│', '*'], "");
    desk.room.close();
    let snapshot = desk.folder.read("annotations/amy.ron");
    assert_eq!(snapshot.matches("Annotation(").count(), 2, "{snapshot}");
    let report = pressmark::store::check(&desk.folder.dir, &Progress::default()).unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    let mut room = Room::open(&desk.folder.dir);
    assert_eq!(room.drawn().replace('│', ""), drawn);
    room.keys("Ctrl+Z");
    assert_eq!(room.layer(|layer| layer.annotations.len()), 1);
    room.keys("Ctrl+Shift+Z");
    assert_eq!(room.drawn().replace(['│', '*'], ""), drawn);
}

#[test]
fn leaving_the_window_writes_everything_too() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("C");
    desk.room.quit();
    assert!(desk.folder.read("annotations/amy.ron").contains("Annotation("));
    assert!(!desk.folder.file("journal/amy.lock").exists());
}

#[test]
fn a_project_that_is_killed_is_there_again_with_every_saved_tag() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("C");
    desk.room.saved();
    let copied = desk.folder.dir.with_extension("crash");
    copy(&desk.folder.dir, &copied);
    let room = Room::open(&copied);
    assert!(room.drawn().contains("⟦c:"), "{}", room.drawn());
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn what_another_annotator_did_does_not_stand_in_ones_own_work() {
    let mut desk = Desk::of([article("Ruiz said it twice.")]);
    desk.room.keys("C");
    desk.room.close();
    let opened = crate::support::folders::open(&desk.folder.dir, &ben());
    let amys = &opened.project.layers[&Annotator::new("amy").unwrap()];
    assert_eq!(amys.articles.len(), 1);
    drop(opened);
}

#[test]
fn an_export_over_another_file_asks_first() {
    let mut desk = Desk::drawn(TEXT);
    let mine = write(&desk, "mine.txt", b"Not to be lost.");
    desk.room.keys("Ctrl+E");
    desk.room.fill("Path", mine.to_str().unwrap());
    desk.room.keys("Enter");
    desk.room.must_say("There is a file of this name");
    desk.room.keys("Escape");
    assert_eq!(std::fs::read(&mine).unwrap(), b"Not to be lost.");
    desk.room.keys("Ctrl+E");
    desk.room.fill("Path", mine.to_str().unwrap());
    desk.room.keys("Enter");
    desk.room.click("Replace the file");
    desk.room.until("it is exported", |room| room.says("Exported 1 article"));
    assert!(std::fs::read_to_string(&mine).unwrap().contains("harbour"));
}

#[test]
fn a_whole_path_typed_behind_the_proposal_stands_for_itself() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.will_answer(Answer::Waits);
    desk.room.keys("Ctrl+I");
    desk.room.fill("Path", "/proposed//typed/articles");
    assert_eq!(desk.room.field("Path").value().as_deref(), Some("/typed/articles"));
}
