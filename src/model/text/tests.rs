//! Laws that hold for every text and every offset, and a guard against work that grows with the text.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

type Motion = fn(&str, usize) -> usize;

const FORWARD: [(&str, Motion); 4] =
    [("grapheme", next_grapheme), ("word", next_word), ("sentence", next_sentence), ("paragraph", next_paragraph)];
const BACKWARD: [(&str, Motion); 4] =
    [("grapheme", prev_grapheme), ("word", prev_word), ("sentence", prev_sentence), ("paragraph", prev_paragraph)];

/// Texts rich in what breaks naive code: line ends, marks, combining signs, emoji, right-to-left, controls.
pub(crate) fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            " ",
            "\n",
            "\r\n",
            "\r",
            ". ",
            "! ",
            "? ",
            "…",
            "“",
            "”",
            "\"",
            "'",
            "’",
            "«",
            "»",
            "word",
            "The",
            "U.S.",
            "20",
            "percent",
            "e\u{301}",
            "\u{308}",
            "\u{200d}",
            "👩‍👧",
            "🇩🇪",
            "🇯",
            "क्षि",
            "港",
            "。",
            "「",
            "」",
            "ไทย",
            "\u{600}",
            "\u{feff}",
            "\u{a0}",
            "\u{2028}",
            "ميناء",
            "\u{202e}",
            ",",
            "-",
            "—",
        ])
        .prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn boundaries(text: &str) -> Vec<usize> {
    text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect()
}

pub(crate) fn is_span(text: &str, range: &std::ops::Range<usize>) -> bool {
    let inside = &text[range.clone()];
    !inside.is_empty() && inside.trim() == inside && is_boundary(text, range.start) && is_boundary(text, range.end)
}

proptest! {
    #[test]
    fn snapping_agrees_with_the_whole_segmentation(text in texts()) {
        let boundaries = boundaries(&text);
        for offset in 0..=text.len() {
            prop_assert_eq!(is_boundary(&text, offset), boundaries.contains(&offset));
            prop_assert_eq!(Some(snap_down(&text, offset)), boundaries.iter().rev().find(|&&at| at <= offset).copied());
            prop_assert_eq!(Some(snap_up(&text, offset)), boundaries.iter().find(|&&at| at >= offset).copied());
        }
    }

    #[test]
    fn motions_make_progress_and_stay_on_boundaries(text in texts()) {
        for offset in 0..text.len() + 3 {
            for (name, motion) in FORWARD {
                let to = motion(&text, offset);
                prop_assert!(to > offset || to == text.len(), "{} from {}", name, offset);
                prop_assert!(is_boundary(&text, to), "{} from {}", name, offset);
            }
            for (name, motion) in BACKWARD {
                let to = motion(&text, offset);
                prop_assert!(to < offset.min(text.len()) || to == 0, "{} from {}", name, offset);
                prop_assert!(is_boundary(&text, to), "{} from {}", name, offset);
            }
        }
    }

    #[test]
    fn found_ranges_are_spans(text in texts(), length in 0usize..30) {
        for offset in 0..text.len() + 3 {
            if let Some(word) = word_at(&text, offset) {
                prop_assert!(is_span(&text, &word));
                prop_assert!(word.start <= offset.min(text.len()) && snap_down(&text, offset) <= word.end);
            }
            for range in [block_at(&text, offset), trim(&text, offset..offset + length), snap_to_words(&text, offset..offset + length)] {
                prop_assert!(range.is_none_or(|range| is_span(&text, &range)));
            }
            let sentence = sentence_at(&text, offset);
            prop_assert!(sentence.is_empty() || is_span(&text, &sentence));
            prop_assert!(text.get(paragraph_at(&text, offset)).is_some_and(|line| !line.contains('\n')));
        }
    }

    #[test]
    fn sentences_cover_all_but_white_space(text in texts()) {
        let mut end = 0;
        for sentence in sentences_in(&text, 0..text.len()) {
            prop_assert!(is_span(&text, &sentence));
            prop_assert!(sentence.start >= end);
            end = sentence.end;
        }
        prop_assert!(end <= text.len());
    }

    #[test]
    fn words_are_counted_as_the_standard_counts(text in texts()) {
        let text: String = text.chars().filter(|c| !matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')).collect();
        prop_assert_eq!(count_words(&text), text.unicode_words().count());
    }

    #[test]
    fn units_agree_with_plain_counting(text in texts(), questions in prop::collection::vec(0usize..200, 1..30)) {
        let mut points = UnitCursor::new(&text, Unit::CodePoint);
        let mut utf16 = UnitCursor::new(&text, Unit::Utf16);
        for question in questions {
            let head = text.get(..question);
            prop_assert_eq!(points.from_byte(question), head.map(|head| head.chars().count()));
            prop_assert_eq!(utf16.from_byte(question), head.map(|head| head.encode_utf16().count()));
            let starts = || text.char_indices().map(|(at, _)| at).chain([text.len()]);
            prop_assert_eq!(points.to_byte(question), starts().nth(question));
            prop_assert_eq!(utf16.to_byte(question), starts().find(|&at| text[..at].encode_utf16().count() == question));
        }
    }

    #[test]
    fn excerpts_are_one_line(text in texts(), max in 0usize..50) {
        let line = excerpt(&text, max);
        prop_assert!(!line.contains(['\n', '\r']));
        prop_assert!(line.chars().count() <= text.chars().count() + 1);
    }
}

/// Texts of a megabyte in one line, each hard on some rule.
pub(crate) fn long_lines() -> Vec<String> {
    ["a", "ab cd. ", "The port of Almar, “20 ships”, is shut. ", "港は。", " ", "...", "\u{301}", "\"", "1,", "ไ", "?!”", "Mr. "]
        .iter()
        .map(|piece| piece.repeat(1_000_000 / piece.len()))
        .collect()
}

#[test]
#[ignore = "a measurement; run it in release with --nocapture"]
fn motions_in_a_line_of_a_megabyte() {
    for text in long_lines() {
        for (name, motion) in FORWARD.into_iter().chain(BACKWARD) {
            let clock = std::time::Instant::now();
            for step in 0..20 {
                std::hint::black_box(motion(&text, text.len() / 2 + step * 997));
            }
            println!("{:>9.1} µs {name} in {:?}", clock.elapsed().as_secs_f64() * 5e4, excerpt(&text, 12));
        }
    }
}

#[test]
fn a_line_of_a_megabyte_stops_no_motion() {
    for text in long_lines() {
        for (name, motion) in FORWARD {
            let to = motion(&text, text.len() / 2);
            assert!(to > text.len() / 2, "{name}");
        }
        for (name, motion) in BACKWARD {
            assert!(motion(&text, text.len() / 2) < text.len() / 2, "{name}");
        }
    }
}
