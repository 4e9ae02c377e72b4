//! Looking back: the project as it was, taking back one step of the past, and what a step changed in words.

mod past;
mod reversal;
mod same;
mod words;

pub use past::{Past, Rewind, Unfit, kept};
pub use reversal::{Asked, Blocker, Reversal, reversal, still_done};
pub use words::{Change, changes};
