//! Finds spans by rule; here what stands at the caret, so that one key tags it with nothing selected.

pub mod at_caret;
mod lexicon;
mod number_cjk;
mod number_grammar;
mod number_phrase;
mod number_tokens;
mod number_units;
mod quotation;
mod quotation_marks;

#[cfg(test)]
mod tests;

pub use number_phrase::number_phrase_at;
pub use quotation::{quotation_around, quotations_around};
