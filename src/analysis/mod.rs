//! Questions to a project that change nothing: what is found where.

pub mod search;
