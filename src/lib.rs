//! Pressmark: tag spans of news articles as quote, claim, statistic or boilerplate, and lose nothing.
//!
//! The map, in reading order; the arrows `main → ui → session → suggest → model` and
//! `ui, cli → store, import, export → model` are the only allowed ones.
//!
//! - [`model`]: what the data is. Values only: no files, clock, randomness or window.
//! - [`store`]: a project folder on disk: record-per-line RON, journal, snapshot, lock, recovery.
//! - [`import`]: a file of any kind → articles.
//! - [`export`]: a project → somebody else's format.
//! - [`suggest`]: finds spans by rule; here what stands at the caret.
//! - [`session`]: one person working, drivable without a window.
//! - [`cli`]: the headless commands.
//! - `ui`: the window (feature `gui`).
//!
//! Architecture invariants
//! - Article text never changes; all analysis is standoff, in UTF-8 byte offsets on grapheme boundaries.
//! - Nothing but `session`'s `commit` mutates an open project.
//! - `std::fs` appears only in `store`, `import` and `export`.

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

pub mod cli;
pub mod export;
pub mod import;
pub mod model;
pub mod session;
pub mod store;
pub mod suggest;
#[cfg(feature = "gui")]
pub mod ui;
