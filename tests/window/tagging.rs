//! Tagging by keyboard in the window.

use crate::room::check;

#[test]
fn a_label_key_tags_the_selection_or_what_stands_at_the_caret() {
    check("She ┆stayed│.", "Q", "She ⟦q*:stayed⟧│.");
}
