//! Counting: what a run of articles adds to each figure. Runs are counted apart and added up in their order.

use super::dates::{Day, day_in, day_of};
use super::measures::{DENSITIES, LENGTHS};
use super::table::{Cells, append};
use super::values::Units;
use crate::model::{
    Annotation, Annotator, Article, ArticleLayer, ArticleState, Layer, MetadataField, Name, Project, Provenance, Span,
    Suggestion, text,
};
use std::collections::HashMap;

/// What is counted of a run of articles.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// By annotator, 0 being all of them together, and state.
    pub states: Cells,
    /// By outlet and label.
    pub outlets: Cells,
    /// By the day they were made and label.
    pub created: Cells,
    /// By the day of the article and label.
    pub published: Cells,
    /// By class and label.
    pub lengths: Cells,
    /// Articles by class.
    pub densities: Cells,
    /// By rule; as suggested, changed, dismissed.
    pub rules: Cells,
    pub units: Units,
    /// The outlets of the run, in the order of their numbers.
    pub outlet_names: Names,
    pub rule_names: Names,
    pub words: u64,
    /// Annotations of articles whose day is not known.
    pub undated: u64,
}

/// Words with numbers.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub list: Vec<String>,
    numbers: HashMap<String, i32>,
}

impl Names {
    pub fn number(&mut self, name: &str) -> i32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = i32::try_from(self.list.len()).unwrap_or(i32::MAX);
        self.list.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }
}

/// What a suggestion came to, as columns.
const AS_SUGGESTED: u16 = 0;
const CHANGED: u16 = 1;
const DISMISSED: u16 = 2;

/// What all runs need to know.
pub(super) struct Counting<'a> {
    pub project: &'a Project,
    /// Whose corrections of outlet and date come first.
    pub viewer: &'a Annotator,
    pub layers: Vec<&'a Layer>,
    /// The columns of labels; the last is for those that the scheme does not have.
    pub labels: HashMap<&'a str, u16>,
}

impl Counting<'_> {
    /// Counts an article.
    pub fn count(&self, tally: &mut Tally, place: u32, article: &Article) {
        let words = text::count_words(&article.text);
        tally.words += words as u64;
        let of_article = Place { place, article, day: self.day(article), outlet: self.outlet(tally, article) };
        let (mut annotations, mut annotators, mut furthest) = (0, 0, ArticleState::ToDo);
        for (row, layer) in (1..).zip(&self.layers) {
            let made = layer.article(article.id);
            let state = made.map(|made| made.state).unwrap_or_default();
            tally.states.entry((row, state_column(state))).or_default().add(place, 1);
            furthest = furthest.max(state);
            let Some(made) = made else { continue };
            let count = made.annotations.len() + made.displaced.len();
            annotations += count;
            annotators += usize::from(count > 0);
            made.annotations.iter().chain(&made.displaced).for_each(|annotation| self.count_one(tally, &of_article, annotation));
            count_dismissed(tally, &of_article, made);
        }
        tally.states.entry((0, state_column(furthest))).or_default().add(place, 1);
        if words > 0 {
            // Of several annotators the mean, or more of them would make an article denser.
            let density = annotations as f64 * 1000.0 / annotators.max(1) as f64 / words as f64;
            tally.densities.entry((DENSITIES.of(density), 0)).or_default().add(place, 1);
        }
    }

    fn day(&self, article: &Article) -> Option<Day> {
        day_in(self.project.field(self.viewer, article.id, MetadataField::Published))
    }

    fn outlet(&self, tally: &mut Tally, article: &Article) -> i32 {
        tally.outlet_names.number(self.project.field(self.viewer, article.id, MetadataField::Outlet).trim())
    }

    fn count_one(&self, tally: &mut Tally, of: &Place<'_>, annotation: &Annotation) {
        let column = self.labels.get(&*annotation.label).copied();
        let column = column.unwrap_or_else(|| u16::try_from(self.labels.len()).unwrap_or(u16::MAX));
        tally.outlets.entry((of.outlet, column)).or_default().add(of.place, 1);
        if annotation.created.0 != 0 {
            tally.created.entry((day_of(annotation.created), column)).or_default().add(of.place, 1);
        }
        match of.day {
            Some(day) => tally.published.entry((day, column)).or_default().add(of.place, 1),
            None => tally.undated += 1,
        }
        if let Some(words) = annotation.span.of(&of.article.text).filter(|_| annotation.displaced.is_none()) {
            let class = LENGTHS.of(text::count_words(words) as f64);
            tally.lengths.entry((class, column)).or_default().add(of.place, 1);
        }
        tally.units.add(annotation, of.place);
        if let Provenance::Rule(rule) = annotation.provenance.found() {
            let outcome =
                if is_changed(annotation.span, &annotation.label, &rule.name, of.article) { CHANGED } else { AS_SUGGESTED };
            let row = tally.rule_names.number(&rule.name);
            tally.rules.entry((row, outcome)).or_default().add(of.place, 1);
        }
    }
}

/// An article that is being counted.
struct Place<'a> {
    place: u32,
    article: &'a Article,
    day: Option<Day>,
    outlet: i32,
}

fn state_column(state: ArticleState) -> u16 {
    ArticleState::ALL.iter().position(|each| *each == state).and_then(|at| u16::try_from(at).ok()).unwrap_or_default()
}

/// Whether a suggestion of that rule stands there otherwise; what a rule found at the caret leaves no suggestion.
fn is_changed(span: Span, label: &Name, rule: &Name, article: &Article) -> bool {
    let overlaps = |suggestion: &&Suggestion| {
        let (one, other) = (span, suggestion.span);
        suggestion.rule == *rule && one.start < other.end && other.start < one.end
    };
    let mut near = article.suggestions.iter().filter(overlaps).peekable();
    near.peek().is_some() && !near.any(|suggestion| suggestion.span == span && suggestion.label == *label)
}

fn count_dismissed(tally: &mut Tally, of: &Place<'_>, made: &ArticleLayer) {
    for key in &made.dismissed {
        let found = of.article.suggestions.iter().find(|suggestion| suggestion.is(key));
        let rule = found.map_or("no longer suggested", |suggestion| &suggestion.rule);
        let row = tally.rule_names.number(rule);
        tally.rules.entry((row, DISMISSED)).or_default().add(of.place, 1);
    }
}

impl Tally {
    /// Adds the run that comes behind.
    pub fn append(&mut self, more: Self) {
        let outlets = renumbered(more.outlets, &more.outlet_names, &mut self.outlet_names);
        let rules = renumbered(more.rules, &more.rule_names, &mut self.rule_names);
        append(&mut self.states, more.states);
        append(&mut self.outlets, outlets);
        append(&mut self.created, more.created);
        append(&mut self.published, more.published);
        append(&mut self.lengths, more.lengths);
        append(&mut self.densities, more.densities);
        append(&mut self.rules, rules);
        self.units.append(more.units);
        self.words += more.words;
        self.undated += more.undated;
    }
}

fn renumbered(cells: Cells, from: &Names, to: &mut Names) -> Cells {
    let mut number = |row: i32| usize::try_from(row).ok().and_then(|row| from.list.get(row)).map_or(row, |name| to.number(name));
    cells.into_iter().map(|((row, column), cell)| ((number(row), column), cell)).collect()
}
