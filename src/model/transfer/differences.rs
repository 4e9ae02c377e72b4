//! What is different between the old words of an annotation and the new ones, word by word.

use super::ops;
use similar::DiffOp;
use std::collections::HashMap;
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
pub fn differences<'t>(old: &'t str, new: &'t str) -> Vec<Difference> {
    let (old, new) = (pieces(old), pieces(new));
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut number = |piece: &&'t str| {
        let next = numbers.len() as u32;
        *numbers.entry(piece).or_insert(next)
    };
    let old_numbers: Vec<u32> = old.iter().map(&mut number).collect();
    let new_numbers: Vec<u32> = new.iter().map(&mut number).collect();
    let ops = ops(&old_numbers, &new_numbers);
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
