//! Statistics whose attributes are missing or say something else than their words.

use super::attributes::is_set;
use super::{Look, Put};
use crate::analysis::problems::Fix;
use crate::analysis::problems::look::STATISTIC;
use crate::model::{Annotation, AttributeKind, Label, Name, Value};
use crate::suggest::{Bound, Quantity, quantity_of};

const VALUE: &str = "value";
const UNIT: &str = "unit";
const BOUND: &str = "bound";

/// Units that carry a scale of their own: “450” of “million dollars”.
const SCALES: [(&str, f64); 8] = [
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("tausend", 1e3),
    ("millionen", 1e6),
    ("milliarden", 1e9),
    ("percent", 0.01),
];

/// The label, if the scheme has it with this attribute.
fn label<'a>(look: &Look<'a>, attribute: &str) -> Option<&'a Label> {
    look.label(STATISTIC).filter(|label| label.attribute(attribute).is_some())
}

/// Statistics of the body.
fn statistics<'a>(look: &Look<'a>) -> impl Iterator<Item = &'a Annotation> {
    let covered = |annotation: &&Annotation| !look.is_covered(annotation.span.start as usize);
    look.tagged(STATISTIC).filter(covered).collect::<Vec<_>>().into_iter()
}

pub(super) fn without_value(look: &Look<'_>, put: Put<'_>) {
    let Some(label) = label(look, VALUE) else { return };
    for statistic in statistics(look).filter(|statistic| !is_set(statistic, VALUE)) {
        let quantity = quantity_of(look.words(statistic));
        let fix = quantity.as_ref().and_then(|quantity| said(label, statistic, quantity));
        put(statistic.span, Some(statistic.id), "It has no value".into(), fix);
    }
}

pub(super) fn without_unit(look: &Look<'_>, put: Put<'_>) {
    let Some(label) = label(look, UNIT) else { return };
    for statistic in statistics(look).filter(|statistic| !is_set(statistic, UNIT)) {
        let unit = quantity_of(look.words(statistic)).map(|quantity| Value::Text(quantity.unit.into()));
        let unit = unit.filter(|unit| admits(label, UNIT, unit) && !matches!(unit, Value::Text(words) if words.is_empty()));
        let fix = unit.map(|unit| Fix::Set(vec![(UNIT.into(), unit)]));
        put(statistic.span, Some(statistic.id), "It has no unit".into(), fix);
    }
}

pub(super) fn differing(look: &Look<'_>, put: Put<'_>) {
    let Some(label) = label(look, VALUE) else { return };
    for statistic in statistics(look).filter(|statistic| is_set(statistic, VALUE)) {
        let Some(quantity) = quantity_of(look.words(statistic)) else { continue };
        let Some(value) = statistic.attributes.get(VALUE) else { continue };
        let reason = if quantity.values.iter().any(|said| same(said, value, &quantity, statistic)) {
            let bound = quantity.bound.filter(|bound| !fits(label, statistic, value, *bound));
            bound.map(|bound| {
                let standing = statistic.attributes.get(BOUND).map(Value::to_string).unwrap_or_default();
                format!("The words say “{}”, its bound is “{standing}”", bound.word())
            })
        } else {
            quantity.values.first().map(|said| format!("The words say {}, its value is {}", shown(said), shown(value)))
        };
        if let Some(reason) = reason {
            let fix = said(label, statistic, &quantity);
            put(statistic.span, Some(statistic.id), reason.into(), fix);
        }
    }
}

/// What the words say, as far as the label takes it and it is not said already; only where they can be read in one way.
fn said(label: &Label, statistic: &Annotation, quantity: &Quantity) -> Option<Fix> {
    let is_plain = quantity.is_sure && (quantity.values.len() == 1 || quantity.bound == Some(Bound::Range));
    let value = quantity.values.first().filter(|_| is_plain)?;
    let bound = quantity.bound.map(|bound| Value::Text(bound.word().into()));
    let wanted: [(Name, Option<Value>); 2] = [(VALUE.into(), Some(rounded(value))), (BOUND.into(), bound)];
    let news = |(id, value): (Name, Option<Value>)| {
        let value = value.filter(|value| admits(label, &id, value) && statistic.attributes.get(&id) != Some(value))?;
        Some((id, value))
    };
    let pairs: Vec<(Name, Value)> = wanted.into_iter().filter_map(news).collect();
    (!pairs.is_empty()).then_some(Fix::Set(pairs))
}

/// A third is not written with sixteen digits.
fn rounded(value: &Value) -> Value {
    let round = |number: f64| if number.abs() < 1.0 { (number * 1e4).round() / 1e4 } else { number };
    match value {
        Value::Number(number) => Value::Number(round(*number)),
        other => other.clone(),
    }
}

fn admits(label: &Label, attribute: &str, value: &Value) -> bool {
    label.attribute(attribute).is_some_and(|attribute| attribute.kind.admits(value))
}

/// Whether a value says what the words say, in whatever unit it is counted.
fn same(said: &Value, value: &Value, quantity: &Quantity, statistic: &Annotation) -> bool {
    let tolerance = if quantity.is_fraction { 0.02 } else { 1e-6 };
    let unit = match statistic.attributes.get(UNIT) {
        Some(Value::Text(unit)) => unit.to_lowercase(),
        _ => String::new(),
    };
    let spoken = unit.split(|c: char| !c.is_alphanumeric());
    let scales = spoken.filter_map(|word| SCALES.iter().find(|(known, _)| *known == word).map(|(_, scale)| *scale));
    let percent = quantity.unit.starts_with('%') || quantity.unit.starts_with("per");
    // “2.4 مليون”: a scale that is not known may stand between number and unit.
    let unknown = if quantity.is_sure { &[][..] } else { &[1e-3, 1e-6, 1e-9, 1e-12] };
    let factors = scales
        .chain([1.0])
        .chain(unknown.iter().copied())
        .chain(percent.then_some(100.0))
        .chain(quantity.is_fraction.then_some(0.01));
    let near = |one: f64, other: f64| (one - other).abs() <= tolerance * one.abs().max(other.abs()).max(1e-9);
    factors.into_iter().any(|factor| match (said, value) {
        (Value::Number(said), Value::Number(value)) => near(*said, value * factor),
        (Value::Range(low, high), Value::Range(from, to)) => near(*low, from * factor) && near(*high, to * factor),
        // “at least 20” may be noted as from 20 to more.
        (Value::Number(said), Value::Range(from, to)) => {
            let loose = !matches!(quantity.bound, None | Some(Bound::Exact));
            loose && from * factor <= said * (1.0 + tolerance) && said * (1.0 - tolerance) <= to * factor
        }
        _ => false,
    })
}

/// Whether a bound agrees with what the words say of it; a bound that is not noted agrees with all.
fn fits(label: &Label, statistic: &Annotation, value: &Value, said: Bound) -> bool {
    let known = label.attribute(BOUND).is_some_and(|attribute| match &attribute.kind {
        AttributeKind::Choice(choices) => choices.iter().any(|choice| choice == said.word()),
        _ => false,
    });
    let Some(Value::Text(standing)) = statistic.attributes.get(BOUND).filter(|_| known) else { return true };
    match (said, standing.as_ref()) {
        (Bound::Range, standing) => standing == "range" || matches!(value, Value::Number(_)),
        (Bound::Exact, standing) => standing == "exact",
        (_, "exact") | (Bound::AtLeast, "at most") | (Bound::AtMost, "at least") => false,
        _ => true,
    }
}

/// A number with thousands apart.
fn shown(value: &Value) -> String {
    let number = |number: f64| {
        let rounded = (number * 1e4).round() / 1e4;
        let plain = if number.abs() < 1e15 { rounded.to_string() } else { number.to_string() };
        let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), ""), |(whole, rest)| (whole, rest));
        let count = whole.trim_start_matches('-').len();
        let mut grouped = String::new();
        for (at, c) in whole.chars().enumerate() {
            let left = whole.len() - at;
            if c.is_ascii_digit() && left < count && left.is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(c);
        }
        if rest.is_empty() { grouped } else { format!("{grouped}.{rest}") }
    };
    match value {
        Value::Number(one) => number(*one),
        Value::Range(low, high) => format!("{} to {}", number(*low), number(*high)),
        other => other.to_string(),
    }
}
