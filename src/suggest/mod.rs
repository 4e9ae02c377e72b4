//! Finds spans by rule.
pub mod at_caret;
