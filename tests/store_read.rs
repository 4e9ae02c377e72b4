//! Reading a project without working in it: nothing is locked and nothing is written.

mod support;

use pressmark::model::*;
use pressmark::store::{Access, StoreError, places, read};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;
use support::edits::assert_same;
use support::folders::{Folder, Worker, amy, open};
use support::projects::harbour;

/// Everything beneath a folder: folders and files with their bytes and times.
fn all(dir: &Path) -> BTreeMap<String, (SystemTime, Vec<u8>)> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let at = path.metadata().unwrap().modified().unwrap();
        if path.is_dir() {
            found.extend(all(&path).into_iter().map(|(inner, file)| (format!("{name}/{inner}"), file)));
            found.insert(name, (at, Vec::new()));
        } else {
            found.insert(name, (at, std::fs::read(&path).unwrap()));
        }
    }
    found
}

fn done(project: &Project) -> Vec<Edit> {
    let article = project.stored_articles()[0].id;
    vec![Edit::State { article, before: ArticleState::ToDo, after: ArticleState::Done }]
}

#[test]
fn a_project_is_read_while_somebody_works_there_and_nothing_is_touched() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    worker.commit(done(&worker.project));
    worker.save();
    // Also what a crash left is left to its annotator.
    let torn = [std::fs::read(folder.file("journal/amy.ronl")).unwrap(), b"Transaction(num".to_vec()].concat();
    std::fs::write(folder.file("journal/amy.ronl"), torn).unwrap();
    let before = all(&folder.dir);
    let progress = Progress::default();
    let (project, problems) = read(&folder.dir, &progress).unwrap();
    assert_eq!(problems, []);
    assert_same(&project, &worker.project);
    assert_eq!(project.layers.keys().collect::<Vec<_>>(), [&amy()]);
    assert_eq!(all(&folder.dir), before);
}

#[test]
fn a_folder_without_a_journal_folder_is_read_and_one_without_a_project_is_refused() {
    let folder = Folder::of(&harbour());
    std::fs::remove_dir(folder.file("journal")).unwrap();
    std::fs::remove_dir(folder.file("annotations")).unwrap();
    let (project, problems) = read(&folder.dir, &Progress::default()).unwrap();
    assert_eq!(problems, []);
    assert_same(&project, &harbour());
    assert!(!folder.file("journal").exists());
    assert!(matches!(read(folder.dir.parent().unwrap(), &Progress::default()), Err(StoreError::NotAProject { .. })));
    let (nowhere, file) = (folder.dir.join("no/where"), folder.file("project.ron"));
    assert!(matches!(read(&nowhere, &Progress::default()), Err(StoreError::NoFolder { .. })));
    assert!(matches!(read(&file, &Progress::default()), Err(StoreError::NoProjectFile { .. })));
    let progress = Progress::default();
    progress.cancel();
    assert!(matches!(read(&folder.dir, &progress), Err(StoreError::Cancelled)));
}

#[test]
fn the_sample_project_is_copied_as_it_is_or_not_at_all() {
    let keep = tempfile::tempdir().unwrap();
    let bytes = |dir: &Path| all(dir).into_iter().map(|(name, (_, bytes))| (name, bytes)).collect::<BTreeMap<_, _>>();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/harbour-strike");
    std::fs::create_dir(keep.path().join("empty")).unwrap();
    for name in ["new", "empty", "some/where/else"] {
        let copy = keep.path().join(name);
        places::copy_sample(&copy, &amy()).unwrap();
        assert_eq!(bytes(&copy), bytes(&sample));
        let opened = open(&copy, &amy());
        assert_eq!((opened.problems, opened.storage.access()), (vec![], &Access::Write));
    }
    let full = keep.path().join("new");
    let before = all(keep.path());
    let error = places::copy_sample(&full, &amy()).unwrap_err();
    let words = format!("Could not make a project in {}: the folder is not empty. ", full.display());
    assert!(error.to_string().starts_with(&words), "{error}");
    std::fs::write(keep.path().join("file"), "").unwrap();
    let error = places::copy_sample(&keep.path().join("file/copy"), &amy()).unwrap_err();
    assert!(error.to_string().starts_with("Could not make "), "{error}");
    std::fs::remove_file(keep.path().join("file")).unwrap();
    let names = |all: BTreeMap<String, (SystemTime, Vec<u8>)>| all.into_keys().collect::<Vec<_>>();
    assert_eq!(names(all(keep.path())), names(before));
}

#[test]
fn whoever_opens_a_copy_of_the_sample_project_goes_on_with_amys_work() {
    let keep = tempfile::tempdir().unwrap();
    let copy = keep.path().join("copy");
    let zoe = Annotator::new("zoe").unwrap();
    places::copy_sample(&copy, &zoe).unwrap();
    let opened = open(&copy, &zoe);
    assert_eq!(opened.problems, vec![]);
    let counts = |who: &str| opened.project.layers.get(&Annotator::new(who).unwrap()).map(Layer::annotation_count);
    assert!(counts("zoe") > Some(200) && counts("ben") > Some(100) && counts("amy").is_none());
    assert!(opened.storage.undo_target(&opened.project).unwrap().is_some());
    drop(opened);
    let report = pressmark::store::check(&copy, &Progress::default()).unwrap();
    assert_eq!(report.problems, vec![]);
    // A colleague of the sample stays who he is.
    let bens = keep.path().join("bens");
    let ben = Annotator::new("ben").unwrap();
    places::copy_sample(&bens, &ben).unwrap();
    assert!(open(&bens, &ben).project.layers.contains_key(&amy()));
}
