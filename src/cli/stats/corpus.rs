//! The figures of a corpus for people and as JSON, beside the plain counts.

use crate::analysis::corpus_stats::{Bound, Figures, Period, Quantity, Row, Table, Unit};
use crate::model::ArticleId;
use serde_json::{Map, Value, json};

/// Adds the figures to the counts.
pub(super) fn add_json(counts: &mut Value, figures: &Figures) {
    let id = |place: u32| figures.ids.get(place as usize).map(ArticleId::to_string).unwrap_or_default();
    let seconds = |milliseconds: u64| milliseconds as f64 / 1000.0;
    let name = |row: u32| figures.time.rows.get(row as usize).map(|row| row.name.as_str()).unwrap_or_default();
    let spent = figures.spent.iter().map(|spent| {
        json!({ "article": id(spent.article), "annotator": name(spent.annotator), "seconds": seconds(spent.milliseconds) })
    });
    let annotators: Map<String, Value> = figures.time.rows.iter().map(|row| (row.name.clone(), json!(row.total()))).collect();
    let more = [
        ("words", json!(figures.words)),
        ("states", table(&figures.states)),
        ("by_outlet", table(&figures.outlets)),
        ("made", periods(&figures.created)),
        ("published", periods(&figures.published)),
        ("undated", json!(figures.undated)),
        ("lengths", table(&figures.lengths)),
        ("densities", table(&figures.densities)),
        ("units", figures.units.iter().map(|unit| self::unit(unit, &id)).collect()),
        ("suggestions", table(&figures.rules)),
        (
            "time",
            json!({
                "annotators": annotators,
                "median": figures.median_time().map(seconds),
                "minutes": table(&figures.minutes),
                "articles": spent.collect::<Vec<_>>(),
            }),
        ),
    ];
    if let Some(counts) = counts.as_object_mut() {
        counts.extend(more.map(|(key, value)| (key.to_owned(), value)));
    }
}

fn periods(days: &Table) -> Value {
    let by = |period: Period| (period.name().to_owned(), table(&days.by(period)));
    Value::Object(Period::ALL.map(by).into_iter().collect())
}

fn table(table: &Table) -> Value {
    let row = |row: &Row| {
        let counts = table.columns.iter().zip(&row.cells).map(|(column, cell)| (column.clone(), json!(cell.count)));
        let counts: Map<String, Value> = counts.collect();
        json!({ "name": row.name, "total": row.total(), "counts": counts, "articles": row.whole().articles.len() })
    };
    table.rows.iter().map(row).collect()
}

fn unit(unit: &Unit, id: &impl Fn(u32) -> String) -> Value {
    let value = |value: &Quantity| {
        let bound = if value.bound == Bound::Exact { "exact" } else { value.bound.words() };
        json!({
            "low": value.low,
            "high": value.high,
            "bound": bound,
            "article": id(value.article),
            "annotation": value.annotation.to_string(),
        })
    };
    json!({
        "unit": unit.name,
        "median": unit.median(),
        "values": unit.values.iter().map(value).collect::<Vec<_>>(),
    })
}

/// How many units are named.
const UNITS: usize = 12;

/// The figures as lines: each table that is not empty under its heading.
pub(super) fn lines(figures: &Figures) -> Vec<String> {
    let whole = |table: &Table| -> Vec<(String, u64)> {
        table.rows.iter().filter(|row| row.total() > 0).map(|row| (row.name.clone(), row.total())).collect()
    };
    let columns = |table: &Table, at: usize| -> Vec<(String, u64)> {
        let row = table.rows.get(at);
        row.map(|row| table.columns.iter().cloned().zip(row.cells.iter().map(|cell| cell.count)).collect()).unwrap_or_default()
    };
    let mut units: Vec<(String, u64)> = figures
        .units
        .iter()
        .map(|unit| {
            (if unit.name.is_empty() { "without a unit".to_owned() } else { unit.name.clone() }, unit.values.len() as u64)
        })
        .collect();
    units.truncate(UNITS);
    let minutes: Vec<(String, u64)> =
        figures.time.rows.iter().map(|row| (row.name.clone(), row.total().div_ceil(60))).filter(|(_, time)| *time > 0).collect();
    let mut lines = Vec::new();
    let mut add = |heading: &str, rows: Vec<(String, u64)>| {
        if !rows.is_empty() {
            lines.extend(super::table(heading, rows.iter().map(|(name, count)| (name.as_str(), *count))));
        }
    };
    add("Articles by state, as far as anybody has come", columns(&figures.states, 0));
    add("Annotations by the month they were made", whole(&figures.created.by(Period::Month)));
    add("Annotations by the month of the article", whole(&figures.published.by(Period::Month)));
    add("Annotations by length in words", whole(&figures.lengths));
    add("Articles by annotations for 1,000 words", whole(&figures.densities));
    add("Values by unit", units);
    add("Minutes by annotator", minutes);
    add("Articles by minutes", whole(&figures.minutes));
    for (at, rule) in figures.rules.rows.iter().enumerate() {
        add(&format!("Suggestions of “{}”", rule.name), columns(&figures.rules, at));
    }
    lines
}
