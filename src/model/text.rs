//! Offsets, graphemes, words, sentences and paragraphs of a text.
