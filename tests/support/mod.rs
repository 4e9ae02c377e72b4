//! What the tests share: a check for every edit, a journal in memory, sessions drawn as text.

#![allow(dead_code, reason = "no test uses all of it")]

pub mod edits;
pub mod memory_journal;
pub mod sessions;
