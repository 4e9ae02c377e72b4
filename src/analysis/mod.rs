//! Pure questions about a project: they read it and change nothing, and know nothing of files or windows.

pub mod sample;
pub mod search;
pub mod table;
pub mod tagging;
