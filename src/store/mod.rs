//! A project folder on disk.

pub mod settings;
