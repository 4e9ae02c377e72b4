//! stub
use std::ops::Range;
pub fn quotations_around(_: &str, _: usize) -> Vec<Range<usize>> {
    vec![]
}
pub fn number_phrase_at(_: &str, _: usize) -> Option<Range<usize>> {
    None
}
pub fn sentence_at(_: &str, _: usize) -> Option<Range<usize>> {
    None
}
