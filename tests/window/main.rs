//! The whole window, driven as a person drives it: keys, pointer, files dropped, names as a screen reader says them.
//! Everything is real but the window system: project folders, journal thread, jobs, settings file.
#![cfg(feature = "gui")]

#[path = "../support/mod.rs"]
mod support;

mod room;

mod access;
mod articles;
mod caret;
mod commands;
mod copies;
mod faults;
mod fields;
mod files;
mod finding;
mod history;
mod importing;
mod insights;
mod pasting;
mod pointer;
mod problems;
mod relations;
mod reviewing;
mod scheme;
mod searching;
mod start;
mod suggestions;
mod tagging;
