//! Where on a page the article is: the element that holds most of its prose, and the parts that say they are something else.
//!
//! The way of Readability: prose counts for the elements around it, less the farther out they are; then the element found is
//! widened until it holds most of the prose. Classes and ids with general words (“entry-content”, “related-posts”) count too.

use super::elements;
use super::hints::{Hint, Role};
use super::kind::Kind;
use super::lines::Lines;
use super::measures::{self, LineMeasure, ratio};
use dom_query::local_name;

/// Where the article is; a value for each element of the page.
#[derive(Debug, Default)]
pub(super) struct Article {
    /// Whether it is part of the element that holds the article.
    pub inside: Vec<bool>,
    /// What the outermost part around it says it is for, when that is not the article.
    pub outside: Vec<Option<Hint>>,
    /// Whether it stands in a part that says it holds the article's text.
    pub in_body: Vec<bool>,
}

/// Prose worth fewer words than this is no article.
const LEAST: f64 = 40.0;

/// Which share of the prose the element of the article is to hold.
const SHARE: f64 = 0.6;

/// An element around the article's is taken instead when it holds more prose by so many words, and by this share.
const GAIN: f64 = 200.0;
const GAINED: f64 = 0.25;

/// So much of what it holds more is prose.
const DENSE: f64 = 0.6;

/// A part set beside the article that holds so many words, most of them prose, is a note that belongs to it.
const NOTE: f64 = 100.0;

/// What counts for the block itself and the elements around it.
const WEIGHTS: [f64; 4] = [1.0, 0.6, 0.35, 0.2];

/// Finds the article.
pub(super) fn find(page: &Lines, lines: &[LineMeasure]) -> Article {
    let parts = Parts::of(page, lines);
    let mut outside = parts.outside(page, lines);
    let mut prose = remaining(page, lines, &outside, |line| line.prose);
    let all: f64 = lines.iter().map(|line| line.prose).sum();
    if prose.iter().sum::<f64>() < LEAST.min(0.2 * all) && !parts.is_declared {
        outside = vec![None; page.places.len()];
        prose = lines.iter().map(|line| line.prose).collect();
    }
    let in_body = measures::down(page, parts.is_body.clone(), |parent, own| parent || own);
    let held = measures::sums(page, prose.iter().copied());
    let words = measures::sums(page, remaining(page, lines, &outside, |line| line.words as f64).into_iter());
    let element = parts
        .marked_up(page, &held)
        .unwrap_or_else(|| widened(page, &prose, &held, &words, &in_body, best(page, &prose, &parts.is_body)));
    let own = (0..page.places.len()).map(|place| place == element).collect();
    Article { inside: measures::down(page, own, |parent, own| parent || own), outside, in_body }
}

/// What is counted of each line that stands in no part outside the article.
fn remaining(page: &Lines, lines: &[LineMeasure], outside: &[Option<Hint>], of: impl Fn(&LineMeasure) -> f64) -> Vec<f64> {
    let is_out = |place: usize| outside.get(place).is_some_and(Option::is_some);
    page.lines.iter().zip(lines).map(|(line, measure)| if is_out(line.place) { 0.0 } else { of(measure) }).collect()
}

/// The element around whose lines most prose stands closest.
fn best(page: &Lines, prose: &[f64], is_body: &[bool]) -> usize {
    let blocks = measures::blocks(page);
    let block_of = |place: usize| blocks.get(place).copied().unwrap_or_default();
    let around = |block: usize| page.places.get(block).map(|place| block_of(place.parent)).filter(|outer| *outer != block);
    let mut scores = vec![0.0; page.places.len()];
    for (line, prose) in page.lines.iter().zip(prose).filter(|(_, prose)| **prose > 0.0) {
        let block = block_of(line.place);
        let holds_only_text = page.places.get(block).is_some_and(|place| elements::is_text_block(&place.name));
        let first = around(block).filter(|_| holds_only_text).unwrap_or(block);
        for (element, weight) in std::iter::successors(Some(first), |block| around(*block)).zip(WEIGHTS) {
            if let Some(score) = scores.get_mut(element) {
                *score += prose * weight;
            }
        }
    }
    let weighed = scores.iter().zip(&page.places).zip(is_body).map(|((score, place), is_body)| match place.name {
        local_name!("body") | local_name!("html") => score * 0.5,
        _ if *is_body => score * 1.5,
        _ => *score,
    });
    let first_highest = weighed.enumerate().fold((0, 0.0), |best, (at, score)| if score > best.1 { (at, score) } else { best });
    first_highest.0
}

/// The element, or the one around it that holds enough of the prose.
fn widened(page: &Lines, prose: &[f64], held: &[f64], words: &[f64], in_body: &[bool], element: usize) -> usize {
    let all: f64 = prose.iter().sum();
    let is_in_body = |place: usize| in_body.get(place).copied().unwrap_or_default();
    let of_bodies: f64 = page.lines.iter().zip(prose).filter(|(line, _)| is_in_body(line.place)).map(|(_, prose)| prose).sum();
    let goal = if of_bodies >= 0.3 * all { (SHARE * all).min(0.85 * of_bodies) } else { SHARE * all };
    let mut element = element;
    while held.get(element).is_some_and(|held| *held < goal)
        && let Some(outer) = page.places.get(element).map(|place| place.parent)
        && outer != element
    {
        element = outer;
    }
    let is_whole = page.places.get(element).is_some_and(|place| place.name == local_name!("article") || place.role.is_body);
    if !is_whole {
        element = with_neighbours(page, held, words, element);
    }
    let is_item = |place: &super::lines::Place| elements::is_list(&place.name) || elements::is_item(&place.name);
    while let Some(outer) = page.places.get(element).filter(|place| is_item(place)).map(|place| place.parent) {
        element = outer;
    }
    element
}

/// The element, or one around it that holds a good deal more prose and little else.
fn with_neighbours(page: &Lines, held: &[f64], words: &[f64], element: usize) -> usize {
    let of = |sums: &[f64], place: usize| sums.get(place).copied().unwrap_or_default();
    let outer = |place: &usize| page.places.get(*place).map(|inner| inner.parent).filter(|parent| parent != place);
    std::iter::successors(outer(&element), outer).fold(element, |taken, outer| {
        let (prose, all) = (of(held, outer) - of(held, taken), of(words, outer) - of(words, taken));
        if prose >= GAIN.max(GAINED * of(held, taken)) && prose >= DENSE * all { outer } else { taken }
    })
}

/// What the parts of a page say they are for; a value for each element.
struct Parts {
    said: Vec<Option<Hint>>,
    is_body: Vec<bool>,
    /// Whether it holds, or is, a part that says it holds the text.
    holds_body: Vec<bool>,
    /// The words of prose in it.
    prose: Vec<f64>,
    /// Marked up as the article's text, with a good part of the prose in it.
    marked_up: Vec<bool>,
    holds_marked_up: Vec<bool>,
    /// Plain words in it that stand in no part that is for something else.
    free: Vec<f64>,
    /// Whether the page says where its article is.
    is_declared: bool,
}

impl Parts {
    fn of(page: &Lines, lines: &[LineMeasure]) -> Self {
        let roles = || page.places.iter().map(|place| place.role);
        let linked = measures::sums(page, page.lines.iter().map(|line| line.linked as f64));
        let prose = measures::sums(page, lines.iter().map(|line| line.prose));
        let words = measures::sums(page, lines.iter().map(|line| line.words as f64));
        let counted = linked.iter().zip(&prose).zip(&words);
        let said = roles().zip(counted).map(|(role, ((linked, prose), words))| said(role, *linked, *prose, *words));
        let said: Vec<Option<Hint>> = said.collect();
        let is_body: Vec<bool> = roles().map(|role| role.is_body).collect();
        let all: f64 = lines.iter().map(|line| line.prose).sum();
        let marked_up: Vec<bool> = roles().zip(&prose).map(|(role, prose)| role.is_article_body && *prose > 0.2 * all).collect();
        let in_said = measures::down(page, said.iter().map(Option::is_some).collect(), |parent, own| parent || own);
        let is_free = |place: usize| !in_said.get(place).copied().unwrap_or_default();
        let plain =
            |line: &LineMeasure| if line.words >= 3 && line.linked < 0.5 { line.words as f64 * (1.0 - line.linked) } else { 0.0 };
        let free = page.lines.iter().zip(lines).map(|(line, measure)| if is_free(line.place) { plain(measure) } else { 0.0 });
        let free = measures::sums(page, free);
        let says_where = is_body.iter().zip(&free).any(|(is_body, free)| *is_body && *free >= 15.0);
        let is_declared = says_where || marked_up.iter().any(|marked| *marked);
        let (mut holds_body, mut holds_marked_up) = (is_body.clone(), marked_up.clone());
        measures::up(page, &mut holds_body, |parent, child| parent || child);
        measures::up(page, &mut holds_marked_up, |parent, child| parent || child);
        Self { said, is_body, holds_body, prose, marked_up, holds_marked_up, free, is_declared }
    }

    /// For each element the outermost part around it that is for something else than the article.
    fn outside(&self, page: &Lines, lines: &[LineMeasure]) -> Vec<Option<Hint>> {
        let all: f64 = lines.iter().map(|line| line.prose).sum();
        let is_apart = |hint: &Option<Hint>| hint.is_some_and(|hint| matches!(hint.kind, Kind::Comments | Kind::Other));
        let apart = measures::down(page, self.said.iter().map(is_apart).collect(), |parent, own| parent || own);
        let is_left = |place: usize| !apart.get(place).copied().unwrap_or_default();
        let left: f64 =
            page.lines.iter().zip(lines).filter(|(line, _)| is_left(line.place)).map(|(_, measure)| measure.prose).sum();
        let own = (0..page.places.len()).map(|place| self.judged(place, all, left)).collect();
        measures::down(page, own, |parent: Option<Hint>, own| parent.or(own))
    }

    /// What an element is for, unless it holds so much of the prose that it is the article after all.
    fn judged(&self, place: usize, all: f64, left: f64) -> Option<Hint> {
        let hint = self.said.get(place).copied().flatten()?;
        let is = |flags: &[bool]| flags.get(place).copied().unwrap_or_default();
        let of = |sums: &[f64]| sums.get(place).copied().unwrap_or_default();
        let prose = of(&self.prose);
        if is(&self.holds_marked_up) || (hint.kind == Kind::Caption && prose > 60.0) {
            return None;
        }
        let stands_apart = matches!(hint.kind, Kind::Comments | Kind::Other);
        if stands_apart && left >= LEAST && (prose <= 0.9 * all || left >= 60.0) {
            return Some(hint);
        }
        let elsewhere = self.is_declared && hint.kind != Kind::Caption && of(&self.free) < 40.0 && !is(&self.holds_body);
        let largest = if elsewhere { 0.97 } else { hint.kind.largest_share() };
        let whole = if left >= LEAST { left } else { all };
        (ratio(prose, whole) < largest).then_some(hint)
    }

    /// The element that is marked up as the article's text.
    fn marked_up(&self, page: &Lines, held: &[f64]) -> Option<usize> {
        let marked = (0..page.places.len()).filter(|place| self.marked_up.get(*place).copied().unwrap_or_default());
        let prose = |place: usize| held.get(place).copied().unwrap_or_default();
        marked.reduce(|best, place| if prose(place) > prose(best) { place } else { best })
    }
}

/// What a part says it is for; a list of links that holds prose in the main is none, nor is a long note beside the article.
fn said(role: Role, linked: f64, prose: f64, words: f64) -> Option<Hint> {
    let teaser = Hint { kind: Kind::Related, word: "teaser" };
    let share = ratio(prose, words);
    let is_sound = |hint: &Hint| match hint.word {
        "aside" => prose < NOTE || share < 0.7,
        "secondary" => linked > 0.0,
        _ => !hint.is_of_links() || share < 0.5,
    };
    role.outside.filter(is_sound).or((role.is_teaser && linked > 0.0).then_some(teaser))
}
