//! What goes wrong on the disk while somebody works: told at once, kept in memory, with a way out.

use crate::room::{Answer, Desk, Room, settings};
use crate::support::folders::Folder;
use crate::support::sessions::{article, project};
use pressmark::model::Progress;

const TEXT: &str = "│Ruiz said it twice. Nobody left the harbour.";

#[test]
fn a_second_window_of_the_same_annotator_says_why_it_is_read_only_and_changes_nothing() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("C");
    desk.room.saved();
    let mut second = Room::with(settings(), &desk.folder.file("second.ron"), Some(&desk.folder.dir));
    second.until("it is read", |room| room.says("Read only. amy is already working on this project in another window"));
    second.must_say("read only");
    assert!(second.drawn().contains("⟦c:"), "{}", second.drawn());
    let before = second.drawn();
    second.keys("Ctrl+End Q B Tab Delete C Ctrl+Z Ctrl+Enter");
    second.must_say("Nothing was changed.");
    assert_eq!(second.drawn().replace(['│', '*'], ""), before.replace('│', ""));
    second.drop_files(&[desk.folder.file("project.ron")]);
    second.until("an import is refused", |room| room.says("Read only, so nothing can be imported."));
    second.keys("Ctrl+Enter Escape");
    desk.room.close();
    second.click("Try again");
    second.until("it can be worked on now", |room| !room.is_at_start() && room.is_open());
    second.keys("Tab Delete");
    second.saved();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_at_once_and_the_project_can_be_saved_elsewhere() {
    let folder = Folder::of(&project([article("Ruiz said it twice.")]));
    let mut room = Room::open(&folder.dir);
    std::os::unix::fs::symlink("/dev/full", folder.file("journal/amy.ronl")).unwrap();
    room.keys("C");
    room.until("it is told", |room| room.says("1 change is not on disk yet, kept in memory and tried again every few seconds."));
    room.must_say("not saved, 1 change in memory");
    room.keys("Escape Ctrl+End B");
    room.until("both are counted", |room| room.says("2 changes are not on disk yet"));
    let copy = folder.dir.with_extension("elsewhere");
    room.will_answer(Answer::Paths(vec![copy.clone()]));
    room.click("Save elsewhere…");
    room.until("it is saved elsewhere", |room| room.says("A copy of the project is in"));
    let report = pressmark::store::check(&copy, &Progress::default()).unwrap();
    assert_eq!((report.problems.len(), report.counts.annotations), (0, 2));
}

#[test]
fn a_folder_that_vanishes_is_told_and_what_was_done_is_saved_when_it_is_back() {
    let mut desk = Desk::drawn(TEXT);
    let away = desk.folder.dir.with_extension("away");
    std::fs::rename(&desk.folder.dir, &away).unwrap();
    desk.room.keys("C");
    desk.room.until("it is told", |room| room.says("1 change is not on disk yet"));
    std::fs::rename(&away, &desk.folder.dir).unwrap();
    desk.room.click("Try again");
    desk.room.until("it is saved", |room| room.says("saved ") && !room.says("not on disk yet"));
    desk.room.until("nothing says that the folder is gone", |room| !room.says("is gone"));
}

#[test]
fn a_broken_record_is_told_and_the_problems_are_listed() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("C");
    desk.room.close();
    desk.folder.rewrite("annotations/amy.ron", |text| text.replace("Annotation(id", "Annotation(idd"));
    let mut room = Room::open(&desk.folder.dir);
    room.must_say("in the project’s files. Everything else was loaded and nothing was dropped.");
    room.click("Show");
    room.must_say("amy.ron");
    room.keys("Escape");
    assert!(!room.says("amy.ron"));
    room.keys("Ctrl+K");
    room.type_words("problems files");
    room.keys("Enter");
    room.must_say("amy.ron");
}

#[test]
fn what_another_annotator_saves_arrives_without_being_asked_for() {
    let mut desk = Desk::of([article("Ruiz said it twice.")]);
    let mut worker = crate::support::folders::Worker::open(&desk.folder.dir, &crate::support::folders::ben());
    let id = desk.room.session(|session| session.article().unwrap().id);
    let added = crate::support::sessions::annotation(7, "claim", 0..4);
    worker.commit(vec![crate::support::sessions::adding(id, added)]);
    worker.save();
    let has_ben = |room: &Room| room.session(|session| session.project().layers.len() == 1);
    desk.room.until("ben’s tag is known", has_ben);
}
