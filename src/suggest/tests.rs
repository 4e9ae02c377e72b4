//! Laws that hold for every text and every offset, and a guard against work that grows with the text.

use std::ops::Range;

use proptest::prelude::*;

use super::at_caret;
use crate::model::text::excerpt;
use crate::model::text::tests::{is_span, long_lines, texts};

type Finder = fn(&str, usize) -> Option<Range<usize>>;

const FINDERS: [(&str, Finder); 4] = [
    ("quotation", at_caret::quotation_around),
    ("number phrase", at_caret::number_phrase_at),
    ("sentence", at_caret::sentence_at),
    ("block", at_caret::block_at),
];

proptest! {
    #[test]
    fn finders_find_spans(text in texts()) {
        for offset in 0..text.len() + 3 {
            for (name, find) in FINDERS {
                prop_assert!(find(&text, offset).is_none_or(|range| is_span(&text, &range)), "{} at {}", name, offset);
            }
        }
    }

    #[test]
    fn quotations_around_hold_the_caret_from_outer_to_inner(text in texts()) {
        for offset in 0..=text.len() {
            let found = at_caret::quotations_around(&text, offset);
            prop_assert!(found.iter().all(|range| is_span(&text, range)));
            prop_assert!(found.is_sorted_by_key(|range| range.start));
        }
    }
}

#[test]
#[ignore = "a measurement; run it in release with --nocapture"]
fn finders_in_a_line_of_a_megabyte() {
    for text in long_lines() {
        for (name, find) in FINDERS {
            let clock = std::time::Instant::now();
            for step in 0..20 {
                std::hint::black_box(find(&text, text.len() / 2 + step * 997));
            }
            println!("{:>9.1} µs {name} in {:?}", clock.elapsed().as_secs_f64() * 5e4, excerpt(&text, 12));
        }
    }
}
