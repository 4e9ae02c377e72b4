//! What the benches share: figures with their medians, tables of them, and invented projects of any size.
//!
//! A bench reports and asserts nothing. Each figure stands beside a baseline measured in the same run, and the ratio of the
//! two is what can be compared from machine to machine.

#![allow(dead_code, reason = "no bench uses all of it")]

pub mod figures;
pub mod invented;
pub mod journal;
