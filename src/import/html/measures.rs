//! What is counted for each line and each element of a page before anything is judged.

use super::elements;
use super::lines::Lines;
use super::words;

/// What is known of a line.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct LineMeasure {
    pub words: usize,
    /// The share of its characters that are links.
    pub linked: f64,
    /// How many words of prose.
    pub prose: f64,
}

/// Counts each line.
pub(super) fn of_lines(page: &Lines) -> Vec<LineMeasure> {
    let measure = |text: &str, linked: usize| {
        let characters = text.chars().filter(|c| !c.is_whitespace()).count();
        let words = words::count(text);
        let linked = ratio(linked as f64, characters as f64).min(1.0);
        LineMeasure { words, linked, prose: words::prose(text, words, linked) }
    };
    page.lines.iter().map(|line| measure(page.words_of(line), line.linked)).collect()
}

/// One number divided by another, which is 0 where there is nothing to divide by.
pub(super) fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The sum over the lines in each element, those in its elements included.
pub(super) fn sums(page: &Lines, values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sums = vec![0.0; page.places.len()];
    for (line, value) in page.lines.iter().zip(values) {
        if let Some(sum) = sums.get_mut(line.place) {
            *sum += value;
        }
    }
    up(page, &mut sums, |parent, child| parent + child);
    sums
}

/// Hands a value of each element up to the element it stands in.
pub(super) fn up<T: Copy>(page: &Lines, values: &mut [T], join: impl Fn(T, T) -> T) {
    for (at, place) in page.places.iter().enumerate().skip(1).rev() {
        if let Some((parent, child)) = values.get(place.parent).copied().zip(values.get(at).copied())
            && let Some(value) = values.get_mut(place.parent)
        {
            *value = join(parent, child);
        }
    }
}

/// Hands a value of each element down to the elements in it.
pub(super) fn down<T: Copy>(page: &Lines, mut values: Vec<T>, join: impl Fn(T, T) -> T) -> Vec<T> {
    for (at, place) in page.places.iter().enumerate().skip(1) {
        if let Some((parent, child)) = values.get(place.parent).copied().zip(values.get(at).copied())
            && let Some(value) = values.get_mut(at)
        {
            *value = join(parent, child);
        }
    }
    values
}

/// For each element the innermost one around it, or itself, that is no part of a line.
pub(super) fn blocks(page: &Lines) -> Vec<usize> {
    let own = page.places.iter().enumerate().map(|(at, place)| (!elements::is_in_line(&place.name)).then_some(at)).collect();
    down(page, own, |parent: Option<usize>, own| own.or(parent)).into_iter().map(Option::unwrap_or_default).collect()
}
