//! A project on disk: a folder of RON files, a record a line, that a person can read and that loses nothing.
//!
//! One writer per file. `project.ron` is shared by all; `articles/<batch>.ron` is written once; `annotations/<annotator>.ron`
//! is a snapshot that names the line of `journal/<annotator>.ronl` it stands for. Opening reads the snapshots and replays the
//! journals' tails; a change is saved when its journal line is synced, and the snapshot follows when there is time.
//!
//! In reading order: [`mod@format`] (what a record looks like), `lines` (files of records), `head`, `batch`, `layer` (the three
//! kinds of file), `journal`, [`storage`] (an open folder), [`mod@check`].

pub mod atomic;
mod batch;
pub mod check;
mod create;
mod direct;
mod elsewhere;
mod error;
mod escape;
pub mod folder;
pub mod format;
mod head;
mod head_writer;
mod history;
mod journal;
mod kept;
mod layer;
mod lines;
mod lock;
mod open;
pub mod places;
mod problem;
pub mod settings;
mod snapshot;
mod sources;
pub mod storage;
mod time;
mod watch;

pub use batch::{read_batch, write_batch, write_groups};
pub use check::{CheckReport, Counts, check};
pub use create::copy_project;
pub use error::StoreError;
pub use folder::{annotators_of, name_of};
pub use head::{Head, default_scheme, read_head};
pub use history::{JournalList, Journals};
pub use layer::{ReadLayer, read_layer};
pub use open::{Opened, read};
pub use problem::{Problem, ProblemKind};
pub use sources::{drop_sources, keep_source};
pub use storage::{Access, SaveStatus, Storage};
pub use time::{now, timestamp_from_text, timestamp_text};
pub use watch::Change;
