//! Pressmark: tag spans of news articles as quote, claim, statistic or boilerplate, and lose nothing.
//!
//! # The map, in reading order
//!
//! Folders are layers. The arrows `main → ui → session → analysis → suggest → model` and `ui, cli → store, import, export → model`
//! are the only allowed ones; `ui` and `cli` may ask `analysis` themselves.
//!
//! - [`model`]: what the data is: [`Article`](model::Article), [`Span`](model::Span), [`Scheme`](model::Scheme),
//!   [`Annotation`](model::Annotation), [`Layer`](model::Layer) (what one annotator made), [`Project`](model::Project). An
//!   [`Edit`](model::Edit) holds *before* and *after*; a [`Transaction`](model::Transaction) is the edits of one act.
//!   [`Journal`](model::Journal) is what a session asks of whoever keeps its transactions.
//! - [`store`]: a project folder on disk: RON files with a record on each line, a journal and a snapshot for each annotator,
//!   locks, recovery, and [`check`](store::check()). Also the settings of this machine.
//! - [`import`]: a file of any kind → articles, with what its source says about them. One table says by content what a source
//!   is; a format is a file or a folder of its own.
//! - [`export`]: a project → somebody else's format; today JSON Lines.
//! - [`suggest`]: finds spans by rule: what stands at the caret. What the structure of a page says of it comes with the
//!   article as [`Suggestion`](model::Suggestion)s, which are nobody's work until accepted.
//! - [`analysis`]: pure questions about a project: what a [`Query`](model::Query) finds ([`search`](analysis::search)); its
//!   annotations as a [`Table`](analysis::table::Table), to be filtered and sorted; what is probably wrong with them
//!   ([`problems`](analysis::problems)); [samples](analysis::sample); how a corpus stands in
//!   [`Figures`](analysis::corpus_stats::Figures); how it was at an earlier time, and what it takes to take back a step of the
//!   [past](analysis::history).
//! - [`session`]: one person working, drivable without a window. [`COMMANDS`](session::COMMANDS) is the one list from which
//!   menus, palette, keys, help and the README's tables of keys are made.
//! - [`cli`]: the headless commands, one file each.
//! - `ui`: the window, behind the feature `gui`: panels, dialogs, a text view of its own, themes, jobs.
//!
//! # How a key press travels
//!
//! `ui::keymap` turns a key into a [`Command`](session::Command). [`Session::run`](session::Session::run) plans it, and its
//! `commit` checks and applies the edits as one transaction, which it hands to the journal. The journal's thread
//! appends a line and syncs it to disk; only then does the status bar say “saved”. The next frame paints the new state.
//!
//! # Architecture invariants
//!
//! - Article text never changes; all analysis is standoff, in half-open UTF-8 byte ranges on grapheme boundaries. Offsets in
//!   code points appear in [`export`] alone.
//! - Nothing but `session`'s `commit` makes a change to an open project; what others wrote into its folder is received beside it.
//!   A change is a transaction, so all of them can be undone, also after a restart. Undo appends; nothing is erased.
//! - One writer for each file. `project.ron` alone is shared, and is read again before it is written.
//! - [`model`] knows nothing of files, clock, randomness, window or file format: no I/O, and no `serde` derives.
//! - `std::fs` appears only in [`store`], [`import`] and [`export`].
//! - Colours come only from the files in `assets/themes`.
//! - The window never waits: what takes long runs as a job with progress and cancel.
//! - Without the feature `gui` no window library is built.
//! - No `unsafe`; no `unwrap`, `expect`, `panic!` or indexing outside tests.

#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented,
        clippy::dbg_macro,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod analysis;
pub mod cli;
pub mod export;
pub mod import;
pub mod model;
pub mod session;
pub mod store;
pub mod suggest;
#[cfg(feature = "gui")]
pub mod ui;
