//! Pure questions about a project: they read it and change nothing, and know nothing of files or windows.

pub mod corpus_stats;
pub mod history;
pub mod problems;
pub mod sample;
pub mod search;
pub mod table;
pub mod tagging;
