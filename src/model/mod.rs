//! What the data is: values only, no I/O, clock, randomness or window.

pub mod text;
