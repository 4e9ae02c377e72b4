//! Disks that fill, folders that vanish, other windows and other programs: told at once, and nothing is lost.

mod support;

use pressmark::model::*;
use pressmark::store::{Access, Change, ProblemKind, SaveStatus, Storage, StoreError, check, write_batch};
use std::time::Duration;
use support::edits::assert_same;
use support::folders::{Folder, Worker, amy, ben, open, try_open};
use support::projects::harbour;

fn done(project: &Project, article: usize) -> Vec<Edit> {
    let article = project.stored_articles()[article].id;
    vec![Edit::State { article, before: ArticleState::ToDo, after: ArticleState::Done }]
}

fn rename(project: &Project, to: &str) -> Vec<Edit> {
    vec![Edit::Name { before: project.name.clone(), after: to.to_owned() }]
}

fn recolour(project: &Project, label: usize, color: [u8; 3]) -> Vec<Edit> {
    let before = project.scheme.labels[label].clone();
    let after = Label { color: Color(color), ..before.clone() };
    vec![Edit::Label { before: Some((label, before)), after: Some((label, after)) }]
}

#[test]
fn a_second_window_of_the_same_annotator_is_read_only_and_says_why() {
    let folder = Folder::of(&harbour());
    let mut first = Worker::open(&folder.dir, &amy());
    assert_eq!(first.storage.access(), &Access::Write);
    let mut second = open(&folder.dir, &amy());
    let process = std::process::id();
    let reason = format!("amy is already working on this project in another window (process {process})");
    assert_eq!(second.storage.access(), &Access::ReadOnly(reason));
    let transaction = Transaction {
        number: 1,
        annotator: amy(),
        at: Timestamp(0),
        command: "Mark done".to_owned(),
        direction: Direction::Do,
        edits: done(&second.project, 0),
    };
    let refused = second.storage.append(&transaction, &second.project).unwrap_err();
    assert!(matches!(refused, StoreError::ReadOnly(_)), "{refused}");
    // It sees what the first one does; somebody else may write at the same time.
    assert_eq!(second.storage.poll_changes(), []);
    first.commit(done(&first.project, 0));
    first.save();
    assert_eq!(second.storage.poll_changes(), [Change::OwnLayer]);
    assert_eq!(open(&folder.dir, &ben()).storage.access(), &Access::Write);
    first.close();
    assert_eq!(open(&folder.dir, &amy()).storage.access(), &Access::Write);
    assert!(!folder.file("journal/amy.lock").exists());
}

#[test]
fn a_folder_that_cannot_be_written_opens_read_only() {
    let folder = Folder::of(&harbour());
    // Root may write everywhere, so a file stands where the folder should be.
    std::fs::remove_dir(folder.file("journal")).unwrap();
    std::fs::write(folder.file("journal"), "").unwrap();
    let opened = open(&folder.dir, &amy());
    let Access::ReadOnly(reason) = opened.storage.access() else { panic!("it can be written") };
    assert!(reason.starts_with("the folder cannot be written to: "), "{reason}");
    assert_eq!(opened.project.stored_articles().len(), 9);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_everything_can_be_saved_elsewhere() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    std::os::unix::fs::symlink("/dev/full", folder.file("journal/amy.ronl")).unwrap();
    for article in 0..3 {
        worker.commit(done(&worker.project, article));
    }
    let message = worker.failure();
    let path = folder.file("journal/amy.ronl").display().to_string();
    for part in ["append to", &path, "no space left on device", "save the project elsewhere"] {
        assert!(message.contains(part), "{message}");
    }
    assert!(!worker.storage.flush(Duration::from_millis(50)));
    let SaveStatus::Failed { through: 0, unsaved: 3, .. } = worker.storage.status() else {
        panic!("{:?}", worker.storage.status())
    };
    // Undo works on what is only in memory.
    assert!(worker.undo());
    let elsewhere = folder.dir.with_file_name("elsewhere");
    worker.storage.save_elsewhere(&elsewhere, &worker.project).unwrap();
    let mut copy = Worker::open(&elsewhere, &amy());
    assert_eq!(copy.problems, []);
    assert_same(&copy.project, &worker.project);
    assert!(copy.redo() && copy.undo() && copy.undo());
    copy.close();
    assert_eq!(check(&elsewhere, &Progress::default()).unwrap().problems, []);
    // Closing gives the storage back rather than losing what it holds.
    let (_, error) = worker.storage.close(&worker.project).unwrap_err();
    assert!(error.to_string().contains("no space left"), "{error}");
}

#[test]
fn a_folder_that_vanishes_is_told_and_work_is_saved_when_it_is_back() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    worker.commit(done(&worker.project, 0));
    worker.save();
    let away = folder.dir.with_file_name("away");
    std::fs::rename(&folder.dir, &away).unwrap();
    assert_eq!(worker.storage.poll_changes(), [Change::FolderGone]);
    assert_eq!(worker.storage.poll_changes(), []);
    worker.commit(done(&worker.project, 1));
    worker.commit(rename(&worker.project, "Docks"));
    assert!(worker.failure().contains("the file is gone"), "{}", worker.failure());
    let elsewhere = folder.dir.with_file_name("elsewhere");
    worker.storage.save_elsewhere(&elsewhere, &worker.project).unwrap();
    assert_same(&open(&elsewhere, &amy()).project, &worker.project);
    std::fs::rename(&away, &folder.dir).unwrap();
    worker.storage.retry();
    let until = std::time::Instant::now() + Duration::from_secs(10);
    while !matches!(worker.storage.status(), SaveStatus::Saved { through: 3, .. }) {
        assert!(std::time::Instant::now() < until, "{:?}", worker.storage.status());
        std::thread::sleep(Duration::from_millis(5));
    }
    let live = worker.close();
    let worker = Worker::open(&folder.dir, &amy());
    assert_eq!(worker.problems, []);
    assert_same(&worker.project, &live);
    worker.close();
    assert_eq!(check(&folder.dir, &Progress::default()).unwrap().problems, []);
}

#[test]
fn a_journal_that_another_program_wrote_to_is_not_overwritten() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    worker.commit(done(&worker.project, 0));
    worker.save();
    folder.rewrite("journal/amy.ronl", |text| text + "// from another machine\n");
    assert_eq!(worker.storage.poll_changes(), [Change::OwnLayer]);
    worker.commit(done(&worker.project, 1));
    assert!(worker.failure().contains("another program changed it"), "{}", worker.failure());
    assert!(folder.read("journal/amy.ronl").ends_with("// from another machine\n"));
}

#[test]
fn changes_of_the_shared_file_by_two_people_are_merged() {
    let folder = Folder::of(&harbour());
    let (mut amys, mut bens) = (Worker::open(&folder.dir, &amy()), Worker::open(&folder.dir, &ben()));
    amys.commit(rename(&amys.project, "Docks"));
    amys.save();
    bens.commit(recolour(&bens.project, 1, [1, 2, 3]));
    bens.save();
    // Each is told of the other's change and reads it.
    for worker in [&mut amys, &mut bens] {
        let changes = worker.storage.poll_changes();
        assert!(changes.contains(&Change::Head), "{changes:?}");
        worker.storage.reload_head().unwrap().0.put_into(&mut worker.project);
        assert_eq!(worker.project.name, "Docks");
        assert_eq!(worker.project.scheme.labels[1].color, Color([1, 2, 3]));
        assert_eq!(worker.storage.take_problems(), []);
        assert_eq!(worker.storage.poll_changes(), []);
    }
    // Afterwards nothing stands in the way.
    amys.commit(rename(&amys.project, "Quays"));
    amys.save();
    assert!(amys.undo());
    amys.close();
    bens.close();
    let opened = open(&folder.dir, &amy());
    assert_eq!((opened.problems, opened.project.name.as_str()), (vec![], "Docks"));
}

#[test]
fn changes_of_the_same_thing_by_two_people_are_both_kept() {
    let folder = Folder::of(&harbour());
    let (mut amys, mut bens) = (Worker::open(&folder.dir, &amy()), Worker::open(&folder.dir, &ben()));
    amys.commit(rename(&amys.project, "Docks"));
    amys.save();
    bens.commit(rename(&bens.project, "Piers"));
    bens.save();
    let problems = bens.storage.take_problems();
    assert_eq!(problems.iter().map(|problem| problem.kind).collect::<Vec<_>>(), [ProblemKind::Conflict]);
    assert!(folder.read("project.ron").contains("\"Docks\""));
    assert!(folder.read("project.ben.conflict.txt").contains("\"Piers\""));
}

#[test]
fn a_shared_change_that_a_crash_kept_from_the_shared_file_is_made_up_for() {
    let folder = Folder::of(&harbour());
    let before = folder.read("project.ron");
    let mut worker = Worker::open(&folder.dir, &amy());
    worker.commit(recolour(&worker.project, 0, [9, 9, 9]));
    worker.commit(done(&worker.project, 0));
    let live = worker.abandon();
    let after = folder.read("project.ron");
    std::fs::write(folder.file("project.ron"), before).unwrap();
    let worker = Worker::open(&folder.dir, &amy());
    assert_eq!(worker.problems, []);
    assert_same(&worker.project, &live);
    worker.save();
    assert_eq!(folder.read("project.ron"), after);
    // Undone by somebody else, it is not made again.
    drop(worker);
    let mut bens = Worker::open(&folder.dir, &ben());
    bens.commit(recolour(&bens.project, 0, [7, 7, 7]));
    bens.save();
    assert_eq!(open(&folder.dir, &amy()).project.scheme.labels[0].color, Color([7, 7, 7]));
}

#[test]
fn what_others_add_is_told_once() {
    let folder = Folder::of(&harbour());
    let mut amys = Worker::open(&folder.dir, &amy());
    assert_eq!(amys.storage.poll_changes(), []);
    let mut bens = Worker::open(&folder.dir, &ben());
    bens.commit(done(&bens.project, 2));
    bens.save();
    assert_eq!(amys.storage.poll_changes(), [Change::Layer(ben())]);
    let read = pressmark::store::read_layer(&folder.dir, &ben(), &amys.project).unwrap();
    assert_eq!((read.layer, read.problems), (bens.project.layers[&ben()].clone(), vec![]));
    let batch = BatchId("2026-11-23-ben-3".into());
    let article = Article::new("Ferries wait", Metadata::default(), Source::default());
    write_batch(&folder.dir, &batch, [article.clone()]).unwrap();
    assert!(write_batch(&folder.dir, &batch, [article.clone()]).is_err());
    assert_eq!(amys.storage.poll_changes(), [Change::Batch(batch.clone())]);
    assert_eq!(pressmark::store::read_batch(&folder.dir, &batch).unwrap(), (vec![article], vec![]));
    assert_eq!(amys.storage.poll_changes(), []);
    // One's own work is no news.
    amys.commit(done(&amys.project, 1));
    amys.commit(rename(&amys.project, "Docks"));
    amys.save();
    assert!(amys.storage.snapshot(&amys.project));
    while amys.storage.snapshot_due(Duration::from_secs(9)) {}
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(amys.storage.poll_changes(), []);
}

/// Finishes articles at times that go back, from after the year 2100 to before 1970; undo's own times are early too.
#[test]
fn a_clock_that_jumps_back_changes_nothing() {
    for with_snapshot in [false, true] {
        let folder = Folder::of(&harbour());
        let mut worker = Worker::open(&folder.dir, &amy());
        for (number, at) in [(1, 4_102_444_800_123), (2, 5_000_000), (3, 4), (4, -77)] {
            let edits = done(&worker.project, number as usize);
            let (at, command) = (Timestamp(at), "Mark done".to_owned());
            let transaction = Transaction { number, annotator: amy(), at, command, direction: Direction::Do, edits };
            transaction.apply(&mut worker.project).unwrap();
            worker.storage.append(&transaction, &worker.project).unwrap();
        }
        let live = if with_snapshot { worker.close() } else { worker.abandon() };
        assert_eq!(check(&folder.dir, &Progress::default()).unwrap().problems, []);
        let mut worker = Worker::open(&folder.dir, &amy());
        assert_eq!(worker.problems, []);
        assert_same(&worker.project, &live);
        assert_eq!(worker.storage.undo_target(&worker.project).unwrap().unwrap().at, Timestamp(-77));
        assert!((0..4).all(|_| worker.undo()) && !worker.undo() && worker.redo());
        worker.close();
        assert_eq!(open(&folder.dir, &amy()).problems, []);
        assert_eq!(check(&folder.dir, &Progress::default()).unwrap().problems, []);
    }
}

#[test]
fn snapshots_are_due_after_a_pause_and_the_waker_is_called() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    let (send, woken) = std::sync::mpsc::channel();
    worker.storage.set_waker(Box::new(move || send.send(()).unwrap_or_default()));
    assert!(!worker.storage.snapshot_due(Duration::from_secs(60)));
    worker.commit(done(&worker.project, 0));
    woken.recv_timeout(Duration::from_secs(10)).unwrap();
    worker.save();
    assert!(!worker.storage.snapshot_due(Duration::from_millis(100)));
    assert!(worker.storage.snapshot_due(Duration::from_secs(5)));
    assert!(worker.storage.snapshot(&worker.project));
    while !folder.file("annotations/amy.ron").exists() {
        woken.recv_timeout(Duration::from_secs(10)).unwrap();
    }
    assert!(!worker.storage.snapshot_due(Duration::from_secs(5)));
    assert!(folder.read("annotations/amy.ron").contains("state: Done"));
    assert_eq!(try_open(&folder.dir, &ben()).unwrap().problems, []);
}

#[test]
fn nothing_half_made_stays_behind() {
    let keep = tempfile::tempdir().unwrap();
    // A file where the project's parent should be.
    std::fs::write(keep.path().join("file"), "").unwrap();
    let error = Storage::create(&keep.path().join("file").join("project"), &harbour()).unwrap_err();
    assert!(error.to_string().starts_with("Could not make "), "{error}");
    // An empty folder is taken.
    std::fs::create_dir(keep.path().join("empty")).unwrap();
    Storage::create(&keep.path().join("empty"), &harbour()).unwrap();
    let names: Vec<_> = std::fs::read_dir(keep.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn a_snapshot_that_cannot_be_written_is_told_and_costs_nothing() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    worker.commit(done(&worker.project, 0));
    std::fs::remove_dir(folder.file("annotations")).unwrap();
    std::fs::write(folder.file("annotations"), "").unwrap();
    worker.save();
    assert!(worker.storage.snapshot(&worker.project));
    let until = std::time::Instant::now() + Duration::from_secs(10);
    let mut problems = Vec::new();
    while problems.is_empty() && std::time::Instant::now() < until {
        problems = worker.storage.take_problems();
    }
    assert_eq!(problems.iter().map(|problem| problem.kind).collect::<Vec<_>>(), [ProblemKind::Unwritten]);
    assert!(matches!(worker.storage.status(), SaveStatus::Saved { through: 1, .. }));
    assert!(!worker.storage.snapshot_due(Duration::from_secs(9)));
    let live = worker.abandon();
    assert_same(&open(&folder.dir, &amy()).project, &live);
}

#[test]
fn a_project_can_be_copied_and_leftovers_of_a_crash_go() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    worker.commit(done(&worker.project, 0));
    let live = worker.close();
    let left = folder.file("annotations/.writing-amy.ron-x.tmp");
    std::fs::write(&left, "").unwrap();
    let copy = folder.dir.with_file_name("copy");
    pressmark::store::copy_project(&folder.dir, &copy).unwrap();
    assert_same(&open(&copy, &amy()).project, &live);
    assert!(pressmark::store::copy_project(&folder.dir, &copy).is_err());
    // Of what others write too only what is old is left over.
    let others = ["", "articles/", "journal/"].map(|place| {
        let [old, new] = ["old", "new"].map(|name| folder.file(&format!("{place}.writing-project.ron-{name}.tmp")));
        std::fs::write(&new, "").unwrap();
        let days_ago = std::time::SystemTime::now() - Duration::from_secs(3 * 24 * 60 * 60);
        std::fs::File::create(&old).unwrap().set_modified(days_ago).unwrap();
        (old, new)
    });
    drop(open(&folder.dir, &amy()));
    assert!(!left.exists());
    assert!(others.iter().all(|(old, new)| !old.exists() && new.exists()));
}
