//! What the numbers say: values of statistics by their unit.

use crate::model::{Annotation, AnnotationId, Value};
use std::cmp::Ordering;
use std::collections::HashMap;

/// A value with its bound, and where it stands.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Quantity {
    /// The number, or the lower of two.
    pub low: f64,
    /// The number, or the higher of two.
    pub high: f64,
    /// How it is meant.
    pub bound: Bound,
    /// The place of its article in [`super::Figures::ids`].
    pub article: u32,
    /// The annotation.
    pub annotation: AnnotationId,
}

/// How a value is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// As it stands, or from one to the other.
    Exact,
    /// Nearly so.
    About,
    /// So or more.
    AtLeast,
    /// So or less.
    AtMost,
}

impl Bound {
    fn of(word: &str) -> Self {
        match word {
            "about" => Self::About,
            "at least" => Self::AtLeast,
            "at most" => Self::AtMost,
            _ => Self::Exact,
        }
    }

    /// The bound in words, as the scheme has it; empty for an exact one.
    pub fn words(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::About => "about",
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
        }
    }
}

/// All values of one unit.
#[derive(Clone, PartialEq, Debug)]
pub struct Unit {
    /// As it is first written; empty when there is none.
    pub name: String,
    /// From the least to the most.
    pub values: Vec<Quantity>,
}

impl Unit {
    /// The one in the middle.
    pub fn median(&self) -> f64 {
        self.values.get(self.values.len() / 2).map_or(0.0, |value| value.low)
    }
}

/// Units by their name in lower case.
#[derive(Debug, Default)]
pub(super) struct Units(HashMap<String, Unit>);

impl Units {
    /// Takes the value of an annotation, if it has one.
    pub fn add(&mut self, annotation: &Annotation, article: u32) {
        let numbers = annotation.attributes.iter().find_map(|(_, value)| match value {
            Value::Number(number) => Some((*number, *number)),
            Value::Range(low, high) => Some((*low, *high)),
            _ => None,
        });
        let Some((low, high)) = numbers else { return };
        let text = |attribute: &str| match annotation.attributes.get(attribute) {
            Some(Value::Text(words)) => words.trim(),
            _ => "",
        };
        let (unit, bound) = (text("unit"), Bound::of(text("bound")));
        self.unit(unit).values.push(Quantity { low, high, bound, article, annotation: annotation.id });
    }

    fn unit(&mut self, name: &str) -> &mut Unit {
        self.0.entry(name.to_lowercase()).or_insert_with(|| Unit { name: name.to_owned(), values: Vec::new() })
    }

    /// Adds what comes behind.
    pub fn append(&mut self, more: Self) {
        for unit in more.0.into_values() {
            self.unit(&unit.name).values.extend(unit.values);
        }
    }

    /// The units, those with most values first.
    pub fn finish(self) -> Vec<Unit> {
        let mut units: Vec<Unit> = self.0.into_values().collect();
        for unit in &mut units {
            unit.values.sort_by(|one, other| {
                let by_value = one.low.partial_cmp(&other.low).unwrap_or(Ordering::Equal);
                by_value.then_with(|| (one.article, one.annotation).cmp(&(other.article, other.annotation)))
            });
        }
        units.sort_by(|one, other| (other.values.len(), &one.name).cmp(&(one.values.len(), &other.name)));
        units
    }
}
