//! Project folders in temporary places, opened without a window.

use pressmark::model::*;
use pressmark::store::{Opened, Problem, SaveStatus, Storage, StoreError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The annotator of most tests.
pub fn amy() -> Annotator {
    Annotator::new("amy").unwrap()
}

/// Another annotator.
pub fn ben() -> Annotator {
    Annotator::new("ben").unwrap()
}

/// Opens a folder that must open.
pub fn open(dir: &Path, annotator: &Annotator) -> Opened {
    try_open(dir, annotator).unwrap()
}

/// Opens a folder.
pub fn try_open(dir: &Path, annotator: &Annotator) -> Result<Opened, StoreError> {
    Storage::open(dir, annotator, &Progress::default(), &|_, _| {})
}

/// A folder with a project written into it.
pub struct Folder {
    _keep: tempfile::TempDir,
    /// The project's folder.
    pub dir: PathBuf,
}

impl Folder {
    /// Writes a project into a new folder.
    pub fn of(project: &Project) -> Self {
        let keep = tempfile::tempdir().unwrap();
        let dir = keep.path().join("harbour");
        Storage::create(&dir, project).unwrap();
        Self { _keep: keep, dir }
    }

    /// A file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// A file's text.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.file(name)).unwrap()
    }

    /// Changes a file's text.
    pub fn rewrite(&self, name: &str, change: impl FnOnce(String) -> String) {
        let text = change(self.read(name));
        std::fs::write(self.file(name), text).unwrap();
    }
}

/// One annotator at work: commits as the session does.
pub struct Worker {
    pub project: Project,
    pub storage: Storage,
    pub problems: Vec<Problem>,
}

impl Worker {
    /// Opens a folder.
    pub fn open(dir: &Path, annotator: &Annotator) -> Self {
        let Opened { project, storage, problems } = open(dir, annotator);
        Self { project, storage, problems }
    }

    /// Applies and appends new edits.
    pub fn commit(&mut self, edits: Vec<Edit>) {
        self.transact(Direction::Do, edits);
    }

    fn transact(&mut self, direction: Direction, edits: Vec<Edit>) {
        let number = self.storage.next_number();
        let annotator = self.storage.annotator().clone();
        let transaction = Transaction {
            number,
            annotator,
            at: Timestamp(number as i64 * 1000),
            command: "Tag quote".to_owned(),
            direction,
            edits,
        };
        transaction.apply(&mut self.project).unwrap();
        self.storage.append(&transaction, &self.project).unwrap();
    }

    /// Takes back the latest step; `false` when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(target) = self.storage.undo_target(&self.project).unwrap() else { return false };
        self.transact(Direction::Undo(target.number), target.inverse());
        true
    }

    /// Repeats the step last taken back; `false` when there is none.
    pub fn redo(&mut self) -> bool {
        let Some(target) = self.storage.redo_target(&self.project).unwrap() else { return false };
        self.transact(Direction::Redo(target.number), target.inverse());
        true
    }

    /// Waits until all is on disk.
    pub fn save(&self) {
        assert!(self.storage.flush(Duration::from_secs(20)), "{:?}", self.storage.status());
    }

    /// Closes and gives the project as it was in memory.
    pub fn close(self) -> Project {
        let Self { project, storage, .. } = self;
        storage.close(&project).map_err(|(_, error)| error).unwrap();
        project
    }

    /// Ends without a snapshot, as a crash does, but with all lines written.
    pub fn abandon(self) -> Project {
        self.save();
        self.project
    }

    /// Waits until a write has failed; gives the message.
    pub fn failure(&self) -> String {
        let until = Instant::now() + Duration::from_secs(20);
        while Instant::now() < until {
            if let SaveStatus::Failed { error, .. } = self.storage.status() {
                return error.to_string();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("nothing failed: {:?}", self.storage.status());
    }
}
