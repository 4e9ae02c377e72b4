//! Samples: the same from the same seed, as large a share of each stratum, every annotation as likely as the others; and the
//! interval of a share.

use pressmark::analysis::sample::{Candidate, draw, wilson};
use pressmark::model::{AnnotationId, ArticleId};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashSet};

fn candidates(strata: &[(&str, u64)]) -> Vec<Candidate> {
    let mut number = 0;
    let all = strata.iter().flat_map(|(stratum, count)| (0..*count).map(|_| (*stratum).to_owned()).collect::<Vec<_>>());
    all.map(|stratum| {
        number += 1;
        Candidate { article: ArticleId(u128::from(number % 7)), annotation: AnnotationId(number), stratum }
    })
    .collect()
}

#[test]
fn the_order_of_what_is_drawn_from_does_not_matter_and_the_seed_does() {
    let all = candidates(&[("a", 40), ("b", 60)]);
    let turned: Vec<_> = all.iter().rev().cloned().collect();
    assert_eq!(draw(all.clone(), 20, 7), draw(turned, 20, 7));
    assert_ne!(draw(all.clone(), 20, 7), draw(all.clone(), 20, 8));
    // What was drawn once is drawn for ever, with every later version too.
    let few: Vec<u64> = draw(candidates(&[("", 9)]), 4, 1).iter().map(|(_, id)| id.0).collect();
    assert_eq!(few, [4, 7, 3, 6]);
}

#[test]
fn each_annotation_is_as_likely_as_the_others() {
    let mut times = BTreeMap::new();
    for seed in 0..3000 {
        for (_, id) in draw(candidates(&[("", 10)]), 3, seed) {
            *times.entry(id.0).or_insert(0) += 1;
        }
    }
    // 900 are expected of each; six standard deviations are about 150.
    assert_eq!(times.len(), 10);
    assert!(times.values().all(|count| (750..1050).contains(count)), "{times:?}");
}

#[test]
fn known_intervals() {
    // After Newcombe 1998, “Two-sided confidence intervals for the single proportion”, table I, method 3.
    let close = |found: Option<(f64, f64)>, low: f64, high: f64| {
        let (found_low, found_high) = found.unwrap();
        assert!((found_low - low).abs() < 5e-5 && (found_high - high).abs() < 5e-5, "{found_low} {found_high}");
    };
    close(wilson(81, 263), 0.2553, 0.3662);
    close(wilson(15, 148), 0.0624, 0.1605);
    close(wilson(0, 20), 0.0, 0.1611);
    close(wilson(1, 29), 0.0061, 0.1718);
    close(wilson(29, 29), 0.8830, 1.0);
    assert_eq!(wilson(0, 0), None);
}

proptest! {
    #[test]
    fn strata_are_drawn_from_in_proportion(sizes in prop::collection::vec(1_u64..60, 1..6), wanted in 0_usize..200, seed in any::<u64>()) {
        let names = ["a", "b", "c", "d", "e", "f"];
        let strata: Vec<_> = names.iter().copied().zip(sizes.iter().copied()).collect();
        let all = candidates(&strata);
        let total = all.len();
        let drawn = draw(all.clone(), wanted, seed);
        prop_assert_eq!(drawn.len(), wanted.min(total));
        prop_assert_eq!(drawn.iter().collect::<HashSet<_>>().len(), drawn.len(), "none twice");
        for (name, size) in strata {
            let of_stratum = |id: &AnnotationId| all.iter().any(|one| one.annotation == *id && one.stratum == name);
            let count = drawn.iter().filter(|(_, id)| of_stratum(id)).count() as f64;
            let share = size as f64 * drawn.len() as f64 / total as f64;
            prop_assert!((count - share).abs() < 1.0, "{} of {}, {} expected", count, name, share);
        }
    }

    #[test]
    fn the_interval_holds_the_share(trials in 1_usize..500, part in 0.0..=1.0_f64) {
        let successes = (trials as f64 * part).floor() as usize;
        let (low, high) = wilson(successes, trials).unwrap();
        let share = successes as f64 / trials as f64;
        prop_assert!(0.0 <= low && low <= share + 1e-12 && share <= high + 1e-12 && high <= 1.0);
    }
}
