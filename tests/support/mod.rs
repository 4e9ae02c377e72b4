//! What tests share: one check for every kind of edit, edits and projects drawn at random, sessions drawn as text, a
//! journal in memory, folders.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod edit_laws;
pub mod edits;
pub mod folders;
pub mod memory_journal;
pub mod projects;
pub mod sessions;
