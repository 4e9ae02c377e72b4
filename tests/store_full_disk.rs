//! A disk that is really full: a small file system of its own, which only root may mount; elsewhere this is skipped in words.
#![cfg(target_os = "linux")]

mod support;

use pressmark::model::*;
use pressmark::store::{Access, ProblemKind, SaveStatus, Storage, check};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use support::edits::assert_same;
use support::folders::{Worker, amy};
use support::projects::{TEXTS, harbour};

/// A file system of 256 KB, gone when this is dropped.
struct SmallDisk {
    keep: tempfile::TempDir,
}

impl SmallDisk {
    fn mount() -> Option<Self> {
        let keep = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"]).arg(keep.path()).stderr(Stdio::null());
        let mounted = mount.status().is_ok_and(|status| status.success());
        if !mounted {
            eprintln!("skipped: a small file system cannot be mounted here (this needs root)");
        }
        mounted.then_some(Self { keep })
    }

    /// Writes a file until nothing more fits, then takes back so many bytes.
    fn fill(&self, but: u64) -> PathBuf {
        let path = self.keep.path().join("filler");
        let mut file = std::fs::File::create(&path).unwrap();
        while file.write_all(&[b'x'; 1024]).is_ok() {}
        let length = file.metadata().unwrap().len();
        file.set_len(length.saturating_sub(but)).unwrap();
        path
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.keep.path()).status();
    }
}

fn tag(id: u64, note: usize) -> Edit {
    let after = Annotation {
        id: AnnotationId(id),
        span: Span::new(0, 6).unwrap(),
        label: "claim".into(),
        attributes: Attributes::default(),
        note: "n".repeat(note).into(),
        provenance: Provenance::Hand,
        created: Timestamp(1),
        displaced: None,
    };
    Edit::Annotation { article: ArticleId::of(TEXTS[0]), before: None, after: Some(Box::new(after)) }
}

fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    while !is_so() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn assert_told(message: &str, act: &str, file: &Path) {
    for part in [act, &file.display().to_string(), "no space left on device", "Make room on the disk, or save the project"] {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn what_does_not_fit_is_cut_back_told_kept_and_saved_when_there_is_room() {
    let Some(disk) = SmallDisk::mount() else { return };
    let dir = disk.keep.path().join("harbour");
    Storage::create(&dir, &harbour()).unwrap();
    let mut worker = Worker::open(&dir, &amy());
    worker.commit(vec![tag(1, 10)]);
    worker.save();
    let journal = dir.join("journal/amy.ronl");
    let before = std::fs::read(&journal).unwrap();

    // Some of the line fits, and not all of it.
    let filler = disk.fill(16 << 10);
    worker.commit(vec![tag(2, 60_000)]);
    assert_told(&worker.failure(), "append to", &journal);
    assert_eq!(std::fs::read(&journal).unwrap(), before, "what was half written is cut back");
    worker.commit(vec![tag(3, 10)]);
    worker.commit(vec![Edit::Name { before: "Harbour strike".to_owned(), after: "Docks".to_owned() }]);
    until("three steps are told as unsaved", || {
        matches!(worker.storage.status(), SaveStatus::Failed { through: 1, unsaved: 3, .. })
    });
    let layer = worker.project.article_layer(&amy(), ArticleId::of(TEXTS[0])).unwrap();
    assert_eq!(layer.annotations.len(), 3, "the tags are kept in memory");
    assert!(worker.undo() && worker.redo());
    assert_eq!(check(&dir, &Progress::default()).unwrap().problems, [], "the folder is whole meanwhile");

    std::fs::remove_file(filler).unwrap();
    worker.storage.retry();
    until("everything is saved", || matches!(worker.storage.status(), SaveStatus::Saved { through: 6, .. }));
    let live = worker.abandon();
    assert_eq!(check(&dir, &Progress::default()).unwrap().problems, []);
    let mut worker = Worker::open(&dir, &amy());
    assert_eq!((worker.problems.len(), worker.project.name.as_str()), (0, "Docks"));
    assert_same(&worker.project, &live);
    assert!((0..4).all(|_| worker.undo()) && !worker.undo());
    worker.close();
}

#[test]
fn a_snapshot_and_a_shared_file_that_do_not_fit_leave_the_old_ones_and_nothing_half_written() {
    let Some(disk) = SmallDisk::mount() else { return };
    let dir = disk.keep.path().join("harbour");
    Storage::create(&dir, &harbour()).unwrap();
    let mut worker = Worker::open(&dir, &amy());
    worker.commit(vec![tag(1, 30_000)]);
    worker.save();
    assert!(worker.storage.snapshot(&worker.project));
    until("the first snapshot is written", || !worker.storage.snapshot_due(Duration::from_secs(9)));
    let (snapshot, head) = (dir.join("annotations/amy.ron"), dir.join("project.ron"));
    until("the first snapshot is there", || snapshot.exists());
    let before = [&snapshot, &head].map(|file| std::fs::read(file).unwrap());

    // Room for a line of the journal, but for no second copy of a snapshot or of long guidelines.
    worker.commit(vec![tag(2, 10)]);
    worker.save();
    let filler = disk.fill(16 << 10);
    assert!(worker.storage.snapshot(&worker.project));
    let mut problems = Vec::new();
    until("the snapshot is told as unwritten", || {
        problems.extend(worker.storage.take_problems());
        !problems.is_empty()
    });
    assert_eq!(problems.iter().map(|problem| problem.kind).collect::<Vec<_>>(), [ProblemKind::Unwritten]);
    assert_told(&problems[0].to_string(), "write", &snapshot);
    let after = "Tag what is said. ".repeat(500);
    worker.commit(vec![Edit::Guidelines { before: worker.project.guidelines.clone(), after }]);
    assert_told(&worker.failure(), "write", &head);
    assert_eq!([&snapshot, &head].map(|file| std::fs::read(file).unwrap()), before);
    let left = [&dir, &dir.join("annotations")].map(|folder| std::fs::read_dir(folder).unwrap());
    let left = left.into_iter().flatten().map(|entry| entry.unwrap().file_name());
    assert_eq!(left.filter(|name| name.to_string_lossy().starts_with(".writing")).count(), 0);

    std::fs::remove_file(filler).unwrap();
    worker.storage.retry();
    until("the shared file is written", || matches!(worker.storage.status(), SaveStatus::Saved { through: 3, .. }));
    let live = worker.close();
    assert_same(&Worker::open(&dir, &amy()).project, &live);
    assert_eq!(check(&dir, &Progress::default()).unwrap().problems, []);
}

#[test]
fn a_project_on_a_full_disk_opens_and_a_journal_that_cannot_be_put_back_is_only_read() {
    let Some(disk) = SmallDisk::mount() else { return };
    let dir = disk.keep.path().join("harbour");
    Storage::create(&dir, &harbour()).unwrap();
    let mut worker = Worker::open(&dir, &amy());
    worker.commit(vec![tag(1, 30_000)]);
    let live = worker.abandon();
    let (journal, filler) = (dir.join("journal/amy.ronl"), disk.fill(0));
    let mut worker = Worker::open(&dir, &amy());
    assert_eq!((worker.problems.len(), worker.storage.access()), (0, &Access::Write));
    worker.commit(vec![tag(2, 10_000)]);
    assert_told(&worker.failure(), "append to", &journal);
    drop(worker);

    std::fs::remove_file(&filler).unwrap();
    let text = std::fs::read_to_string(&journal).unwrap();
    std::fs::write(&journal, text.replace('\n', "\r\n")).unwrap();
    disk.fill(0);
    let worker = Worker::open(&dir, &amy());
    let Access::ReadOnly(reason) = worker.storage.access() else { panic!("it can be written") };
    assert_told(reason, "write", &journal);
    assert_same(&worker.project, &live);
    drop(worker);
    std::fs::remove_file(&filler).unwrap();
    let mut worker = Worker::open(&dir, &amy());
    assert_eq!(worker.storage.access(), &Access::Write);
    assert_eq!(std::fs::read_to_string(&journal).unwrap(), text);
    assert!(worker.undo());
    worker.close();
    assert_eq!(check(&dir, &Progress::default()).unwrap().problems, []);
}
