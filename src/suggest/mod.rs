//! Finds spans by rule.
