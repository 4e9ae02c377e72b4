//! Finds spans by rule: what stands at the caret, so that one key tags it with nothing selected; what the words of a number
//! say; which quotation marks have no partner; who said a quote.

pub mod at_caret;
mod attribution;
mod lexicon;
mod lone_marks;
mod names;
mod number_cjk;
mod number_grammar;
mod number_phrase;
mod number_tokens;
mod number_units;
mod number_value;
mod number_words;
mod quotation;
mod quotation_marks;
mod relations;

#[cfg(test)]
mod tests;

pub use attribution::{Attribution, attribution_of, cues};
pub use lone_marks::{LoneMark, lone_marks};
pub use names::names;
pub use number_phrase::number_phrase_at;
pub use number_value::{Bound, Quantity, quantity_of};
pub use quotation::{quotation_around, quotations_around};
pub use relations::is_one_utterance;
