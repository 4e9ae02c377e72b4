//! What was found in all articles, and the rows of it that are listed.

use crate::analysis::problems::{Found, Problem, RULES, Rule, waiver};
use crate::model::{ArticleId, Project};
use std::collections::{BTreeMap, HashMap};

/// The problems of one annotator's work on one article, each with whether it is waived.
pub struct Entry {
    /// What was found.
    pub found: Found,
    waived: Box<[bool]>,
}

impl Entry {
    /// Takes what was found, and looks which of it is waived.
    pub fn new(project: &Project, found: Found) -> Self {
        // Hardly any article has waivers; to make the keys of all problems would be felt.
        let mut layers = project.layers.values().filter_map(|layer| layer.article(found.article));
        let has_some = layers.any(|layer| !layer.waived.is_empty());
        let is_waived = |problem: &Problem| has_some && waiver(project, found.article, &problem.key()).is_some();
        let waived = found.problems.iter().map(is_waived).collect();
        Self { found, waived }
    }
}

/// Which problems are listed.
#[derive(Clone, Copy, PartialEq, Default)]
pub struct Asked {
    /// Those of one rule, or of all.
    pub rule: Option<&'static Rule>,
    /// Those that were waived as well.
    pub waived: bool,
}

/// A row: the article's place in the project, the entry there, the problem in it.
type Row = (u32, u32, u32);

/// All that was found, by the places of the articles.
#[derive(Default)]
pub struct Book {
    order: HashMap<ArticleId, u32>,
    entries: BTreeMap<u32, Vec<Entry>>,
    asked: Asked,
    rows: Vec<Row>,
    counts: [usize; RULES.len()],
    waived: usize,
}

impl Book {
    /// Takes what was found in articles of this order.
    pub fn new(order: HashMap<ArticleId, u32>, found: Vec<Entry>, asked: Asked) -> Self {
        let mut entries: BTreeMap<u32, Vec<Entry>> = BTreeMap::new();
        for entry in found {
            if let Some(place) = order.get(&entry.found.article) {
                entries.entry(*place).or_default().push(entry);
            }
        }
        let mut book = Self { order, entries, asked, ..Self::default() };
        for entry in book.entries.values().flatten() {
            count(&mut book.counts, &mut book.waived, entry, 1);
        }
        book.list(asked);
        book
    }

    /// Lists what is asked for.
    pub fn list(&mut self, asked: Asked) {
        self.asked = asked;
        self.rows = self.entries.iter().flat_map(|(place, entries)| rows(*place, entries, asked)).collect();
    }

    /// Takes in what an article has now, in the place of what it had.
    pub fn renew(&mut self, article: ArticleId, found: Vec<Entry>) {
        let Some(place) = self.order.get(&article).copied() else { return };
        let before = if found.is_empty() { self.entries.remove(&place) } else { self.entries.insert(place, found) };
        before.iter().flatten().for_each(|entry| count(&mut self.counts, &mut self.waived, entry, -1));
        let now = self.entries.get(&place).map(Vec::as_slice).unwrap_or_default();
        now.iter().for_each(|entry| count(&mut self.counts, &mut self.waived, entry, 1));
        let from = self.rows.partition_point(|row| row.0 < place);
        let to = self.rows.partition_point(|row| row.0 <= place);
        self.rows.splice(from..to, rows(place, now, self.asked));
    }

    /// How many rows are listed.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The problem of a row, with whose work in which article it is, and whether it is waived.
    pub fn row(&self, at: usize) -> Option<(&Found, &Problem, bool)> {
        let (place, entry, problem) = *self.rows.get(at)?;
        let entry = self.entries.get(&place)?.get(entry as usize)?;
        let waived = entry.waived.get(problem as usize).copied().unwrap_or_default();
        Some((&entry.found, entry.found.problems.get(problem as usize)?, waived))
    }

    /// How many problems of a rule count.
    pub fn count(&self, rule: &Rule) -> usize {
        let at = RULES.iter().position(|known| known == rule);
        at.and_then(|at| self.counts.get(at)).copied().unwrap_or_default()
    }

    /// How many problems count.
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// How many are waived.
    pub fn waived(&self) -> usize {
        self.waived
    }
}

fn rows(place: u32, entries: &[Entry], asked: Asked) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, entry) in (0..).zip(entries) {
        for (number, (problem, waived)) in (0..).zip(entry.found.problems.iter().zip(&entry.waived)) {
            if (asked.waived || !waived) && asked.rule.is_none_or(|rule| problem.rule == rule) {
                rows.push((place, at, number));
            }
        }
    }
    rows
}

fn count(counts: &mut [usize; RULES.len()], waived: &mut usize, entry: &Entry, by: isize) {
    for (problem, is_waived) in entry.found.problems.iter().zip(&entry.waived) {
        let place = RULES.iter().position(|rule| rule == problem.rule);
        let slot = if *is_waived { Some(&mut *waived) } else { place.and_then(|at| counts.get_mut(at)) };
        slot.into_iter().for_each(|slot| *slot = slot.saturating_add_signed(by));
    }
}
