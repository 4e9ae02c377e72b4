//! The start screen: every way into a project, and what it says when there is none.

use crate::room::{Answer, Room, settings};
use crate::support::folders::Folder;
use crate::support::sessions::{article, project};
use egui::DroppedFile;
use pressmark::store::settings::Settings;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file let go over the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads it itself".to_owned())
    }
}

impl Room {
    /// Lets files go over the window.
    pub fn drop_files(&mut self, paths: &[PathBuf]) {
        let files = paths.iter().map(|path| Arc::new(Dropped(path.clone())) as egui::DroppedFileHandle);
        self.harness.input_mut().dropped_files = files.collect();
        self.harness.step();
        self.settle();
    }
}

fn harbour() -> Folder {
    Folder::of(&project([article("The cranes stand still.")]))
}

#[test]
fn a_project_is_made_with_the_keyboard_alone() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("projects").join("harbour");
    let mut room = Room::start(home.path());
    room.must_say("Tag quotes, claims, statistics and boilerplate in news articles.");
    room.must_say("Or drop a project folder, articles or a folder of articles anywhere on this window.");
    room.keys("Ctrl+Shift+N");
    room.type_words("Harbour strike");
    room.keys("Tab Ctrl+A");
    room.type_words(folder.to_str().unwrap());
    room.keys("Enter");
    room.until("the new project is open", Room::is_open);
    assert!(pressmark::store::places::is_project(&folder));
    assert_eq!(room.session(|session| session.project().name.clone()), "Harbour strike");
    room.must_say("This project has no articles yet");
    room.must_say(
        "Drop files or folders here: pages, documents, tables, archives. Their words are kept exactly as they were scraped.",
    );
    room.must_say("Drop files or folders here, paste a text, or import with Ctrl I.");
    assert_eq!(room.written_settings().recent, [folder]);
}

#[test]
fn a_project_without_a_name_is_not_made_and_an_unfit_annotator_is_told() {
    let home = tempfile::tempdir().unwrap();
    let mut room = Room::start(home.path());
    room.keys("Ctrl+Shift+N Enter");
    room.must_say("Make the project");
    room.type_words("Harbour");
    room.fill("Your name", "a/b");
    room.must_say("Your name may have letters, digits, - and _; it becomes the name of your file.");
    room.keys("Escape");
    assert!(!room.says("Make the project") && room.is_at_start());
}

#[test]
fn a_project_is_opened_by_the_file_dialog_or_by_a_typed_path() {
    let (home, folder) = (tempfile::tempdir().unwrap(), harbour());
    let mut room = Room::start(home.path());
    room.will_answer(Answer::Paths(vec![folder.dir.clone()]));
    room.keys("Ctrl+O");
    room.until("the chosen project is open", Room::is_open);
    room.close();
    room.will_answer(Answer::Waits);
    room.click("Open a project…, Ctrl O");
    room.must_say("Choose in the file dialog, or type a path here.");
    room.fill("Path", folder.dir.to_str().unwrap());
    room.keys("Enter");
    room.until("the typed project is open", Room::is_open);
}

#[test]
fn where_no_dialog_runs_or_nothing_is_chosen_words_say_that_a_path_can_be_typed() {
    let home = tempfile::tempdir().unwrap();
    let mut room = Room::start(home.path());
    room.keys("Ctrl+O");
    room.until("it is told", |room| room.says("No file dialog runs on this machine; type the path."));
    assert!(room.offers("Browse…"));
    room.will_answer(Answer::Nothing);
    room.click("Browse…");
    room.until("it is told", |room| room.says("Nothing was chosen in the file dialog; a path can be typed here."));
    room.keys("Escape");
    assert!(!room.says("The folder that holds project.ron."));
}

#[test]
fn recent_projects_are_offered_and_one_that_is_gone_says_so() {
    let (home, folder) = (tempfile::tempdir().unwrap(), harbour());
    let gone = home.path().join("gone");
    let settings = Settings { recent: vec![folder.dir.clone(), gone.clone()], ..settings() };
    let mut room = Room::with(settings, &home.path().join("settings.ron"), None);
    room.must_say("Recent projects");
    room.click("gone");
    room.until("the fault is shown", |room| room.is_at_start() && room.says(gone.to_str().unwrap()) && room.says("Dismiss"));
    room.click("Dismiss");
    assert!(!room.says("Dismiss"));
    room.click("harbour");
    room.until("it is open", Room::is_open);
}

#[test]
fn a_folder_that_is_no_project_is_refused_in_words_at_the_start() {
    let home = tempfile::tempdir().unwrap();
    let empty = home.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    let mut room = Room::with(settings(), &home.path().join("settings.ron"), Some(&empty));
    room.until("the fault is shown", |room| room.is_at_start() && room.says("Dismiss"));
    room.must_say("empty");
    assert!(room.written_settings().recent.is_empty());
}

#[test]
fn settings_that_cannot_be_read_are_told_at_the_start() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("settings.ron");
    std::fs::write(&file, "(zoom: ").unwrap();
    let (_, fault) = Settings::load(&file);
    assert!(fault.unwrap().contains("settings.ron"));
}

#[test]
fn the_sample_project_opens_as_a_copy() {
    let home = tempfile::tempdir().unwrap();
    let copy = home.path().join("copies").join("strike");
    let mut room = Room::start(home.path());
    room.will_answer(Answer::Waits);
    room.click("Open the sample project");
    room.fill("Path", copy.to_str().unwrap());
    room.keys("Enter");
    room.until("the copy is open", Room::is_open);
    assert!(room.session(|session| session.list().total()) >= 12);
    room.keys("B");
    room.saved();
    assert!(copy.join("journal/amy.ronl").is_file());
}

#[test]
fn a_project_folder_dropped_on_the_start_screen_opens() {
    let (home, folder) = (tempfile::tempdir().unwrap(), harbour());
    let mut room = Room::start(home.path());
    room.drop_files(std::slice::from_ref(&folder.dir));
    room.until("it is open", Room::is_open);
}

#[test]
fn articles_dropped_on_the_start_screen_wait_for_a_project() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("one.txt");
    std::fs::write(&file, "The cranes stand still.").unwrap();
    let mut room = Room::start(home.path());
    room.drop_files(&[file]);
    room.type_words("Harbour");
    room.fill("Folder", home.path().join("harbour").to_str().unwrap());
    room.keys("Enter");
    room.until("it is shown what they hold", |room| room.offers("Import 1 article"));
    room.keys("Enter");
    room.until("the article is there", |room| room.is_open() && room.session(|session| session.list().total() == 1));
    assert_eq!(room.session(|session| session.text().to_owned()), "The cranes stand still.");
}
