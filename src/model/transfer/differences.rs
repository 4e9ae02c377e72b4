//! What is different between the old words of an annotation and the new ones, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// A piece of two texts that are compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Difference {
    /// In both.
    Same(String),
    /// Only in the old one.
    Gone(String),
    /// Only in the new one.
    New(String),
}

/// The pieces of both texts in order, white space shown as single spaces.
///
/// ```
/// use pressmark::model::transfer::{Difference::*, differences};
/// let found = differences("about 1,300 ships", "about  1,400 ships");
/// assert_eq!(found, [Same("about ".into()), Gone("1,300".into()), New("1,400".into()), Same(" ships".into())]);
/// ```
pub fn differences(old: &str, new: &str) -> Vec<Difference> {
    let (old, new) = (pieces(old), pieces(new));
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let of_old = |op: &DiffOp| old.get(op.old_range()).unwrap_or_default().concat();
    let of_new = |op: &DiffOp| new.get(op.new_range()).unwrap_or_default().concat();
    let found = ops.iter().flat_map(|op| match op {
        DiffOp::Equal { .. } => vec![Difference::Same(of_new(op))],
        DiffOp::Delete { .. } => vec![Difference::Gone(of_old(op))],
        DiffOp::Insert { .. } => vec![Difference::New(of_new(op))],
        DiffOp::Replace { .. } => vec![Difference::Gone(of_old(op)), Difference::New(of_new(op))],
    });
    found.collect()
}

fn pieces(text: &str) -> Vec<&str> {
    let one_line = |piece| if str::trim(piece).is_empty() { " " } else { piece };
    text.split_word_bounds().map(one_line).collect()
}
