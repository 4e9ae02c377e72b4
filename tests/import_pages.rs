//! How well the article is told from the rest of a page, on pages that others have marked, where they are at hand: beside the
//! package in `../shared/data`. The figures are those of `../shared/score`.

use flate2::read::GzDecoder;
use pressmark::import::{Page, page};
use regex::Regex;
use serde_json::Value;
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};

fn folder(set: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(set);
    folder.is_dir().then_some(folder)
}

/// The pages of a set, each with what is known of it; none where the set is not at hand.
fn pages(set: &str) -> Vec<(Page, Value)> {
    let Some(folder) = folder(set) else { return Vec::new() };
    let gold: HashMap<String, Value> = serde_json::from_str(&std::fs::read_to_string(folder.join("gold.json")).unwrap()).unwrap();
    let read = |(id, gold): (String, Value)| {
        let mut html = Vec::new();
        let file = std::fs::File::open(folder.join("pages").join(format!("{id}.html.gz"))).unwrap();
        GzDecoder::new(file).read_to_end(&mut html).unwrap();
        (page(&String::from_utf8_lossy(&html), None), gold)
    };
    gold.into_iter().map(read).collect()
}

/// The text without what is suggested as boilerplate.
fn kept(page: &Page) -> String {
    let mut kept = String::new();
    let mut at = 0;
    for suggestion in &page.suggestions {
        kept.push_str(&page.text[at..suggestion.span.start as usize]);
        kept.push('\n');
        at = suggestion.span.end as usize;
    }
    kept + &page.text[at..]
}

fn counted<T: std::hash::Hash + Eq>(items: impl Iterator<Item = T>) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    items.for_each(|item| *counts.entry(item).or_default() += 1);
    counts
}

fn words(text: &str) -> Vec<&str> {
    thread_local!(static WORD: Regex = Regex::new(r"\w+").unwrap());
    WORD.with(|word| word.find_iter(text).map(|found| found.as_str()).collect())
}

/// Runs of four words, those that both have, and how many each has.
fn shingles(one: &str, other: &str) -> [f64; 3] {
    let (one, other) = (words(one), words(other));
    let (one, other) = (counted(one.windows(4)), counted(other.windows(4)));
    let both: usize = one.iter().map(|(run, count)| other.get(run).map_or(0, |others| (*count).min(*others))).sum();
    [both, one.values().sum(), other.values().sum()].map(|count| count as f64)
}

/// F1 of precision and recall, both averaged over the pages.
fn f1(set: &str) -> Option<f64> {
    let pages = pages(set);
    let counts = pages.iter().map(|(page, gold)| shingles(gold["articleBody"].as_str().unwrap(), &kept(page)));
    let counts: Vec<[f64; 3]> = counts.collect();
    let mean = |of: fn(&[f64; 3]) -> f64| counts.iter().map(of).sum::<f64>() / counts.len() as f64;
    let (precision, recall) = (mean(|[both, _, found]| both / found.max(1.0)), mean(|[both, all, _]| both / all.max(1.0)));
    (!counts.is_empty()).then_some(2.0 * precision * recall / (precision + recall))
}

#[test]
fn the_article_is_told_from_the_rest_of_the_page() {
    for (set, floor) in [("boilerplate-scrapinghub", 0.972), ("boilerplate-wcxb", 0.945)] {
        if let Some(f1) = f1(set) {
            assert!(f1 >= floor, "{set}: {f1:.3}");
        }
    }
}

#[test]
fn no_word_of_an_article_is_lost() {
    let (mut all, mut lost) = (0, 0);
    for (page, gold) in pages("boilerplate-scrapinghub") {
        let found = counted(words(&page.text).into_iter());
        let body = counted(words(gold["articleBody"].as_str().unwrap()).into_iter());
        all += body.values().sum::<usize>();
        lost +=
            body.iter().map(|(word, count)| count.saturating_sub(found.get(word).copied().unwrap_or_default())).sum::<usize>();
    }
    // Two words are split otherwise by those who marked the pages, and five sentences of one page are run together there.
    assert!(lost <= 10, "{lost} of {all} words lost");
}
