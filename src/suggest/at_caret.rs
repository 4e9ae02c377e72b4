//! What a label key tags when nothing is selected: the quotation, number phrase, sentence or block at the caret.

use std::ops::Range;

use crate::model::text;

pub use super::{number_phrase_at, quotation_around, quotations_around};

/// Signs before a list item, which are no part of its sentence.
const BULLETS: &[char] = &['-', '–', '—', '•', '*', '·', '▪', '‣', '◦', '●', '■', '►', '✓', '☐'];

/// Returns the sentence around `offset` without a leading bullet; `None` on a blank line.
pub fn sentence_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let sentence = text::sentence_at(text, offset);
    let inside = text::slice(text, sentence.clone());
    let item = inside.trim_start_matches(BULLETS);
    let is_item = item.len() < inside.len() && item.starts_with(char::is_whitespace);
    let start = if is_item { sentence.end - item.len() } else { sentence.start };
    text::trim(text, start..sentence.end)
}

/// Returns the paragraph around `offset` without surrounding white space; `None` on a blank line.
pub fn block_at(text: &str, offset: usize) -> Option<Range<usize>> {
    text::block_at(text, offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::drawn::check_found;

    #[test]
    fn a_sentence_leaves_its_bullet_behind() {
        check_found("Losses\n- ⟦Two ships│ sank.⟧ More wait.", sentence_at);
        check_found("│• ⟦Two ships sank.⟧", sentence_at);
        check_found("⟦-2 degrees│ at the quay.⟧", sentence_at);
        check_found("Losses\n│\n", sentence_at);
    }

    #[test]
    fn a_block_is_the_line() {
        check_found("Losses\n  ⟦- Two ships sank. More│ wait.⟧ \nEnd", block_at);
    }
}
