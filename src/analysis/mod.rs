//! Questions asked of a project, pure and without a window: what is wrong with what was tagged.

pub mod problems;
