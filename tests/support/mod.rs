//! What tests share: projects drawn at random, edits that fit them, and one check for every kind of edit.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod edits;
pub mod folders;
pub mod projects;
