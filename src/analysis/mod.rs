//! Pure questions asked of a project: nothing here changes it, reads files or knows of a window.

pub mod corpus_stats;
pub mod history;
