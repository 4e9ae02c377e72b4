//! Offsets, graphemes, words, sentences and paragraphs of a text.

/// Tells whether a byte offset lies between two grapheme clusters.
pub fn is_boundary(text: &str, offset: usize) -> bool {
    text.is_char_boundary(offset)
}
