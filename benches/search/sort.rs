//! Sorting a million hits, beside sorting as many numbers.

use crate::searched;
use crate::support::figures::{Figures, Table, ratio, shown, sized, wall_ms};
use crate::support::invented::{Dice, amy};
use pressmark::analysis::search::{Order, sorted};
use pressmark::model::{Progress, Project, Query};

/// Prints the table.
pub fn run(project: &Project) -> anyhow::Result<()> {
    let query = Query { pattern: "(the|harbour|of)".to_owned(), regex: true, ..Query::default() };
    let mut hits = searched(project, &query)?.hits;
    hits.truncate(1_000_000);
    let mut dice = Dice::new(1);
    let numbers: Vec<u128> = hits.iter().map(|_| dice.below(usize::MAX) as u128).collect();
    let plain: Figures = (0..sized(3, 1))
        .map(|_| {
            let mut numbers = numbers.clone();
            wall_ms(|| numbers.sort_unstable()).0
        })
        .collect();
    let table = Table::new("sorting hits", &["hits", "ms", "to numbers"]);
    for order in Order::ALL {
        let mut figures = Figures::default();
        for _ in 0..sized(3, 1) {
            let (passed, places) = wall_ms(|| sorted(project, &amy(), &hits, order, &Progress::default()));
            places?;
            figures.push(passed);
        }
        let cells = [hits.len().to_string(), shown(figures.median()), ratio(figures.median(), plain.median())];
        table.row(&format!("by {}", order.name()), cells);
    }
    Ok(())
}
