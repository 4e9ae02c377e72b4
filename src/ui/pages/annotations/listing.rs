//! Which annotations are listed, in what order: asked for by the headings, found by a job.

use crate::analysis::table::{Column, Filter, Table, Wanted};
use crate::model::progress::Cancelled;
use crate::model::{Annotator, Name, Progress, Project, Saved};
use std::collections::HashMap;
use std::sync::Arc;

/// What is to be listed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Asked {
    /// What was typed under the headings.
    pub filters: Vec<(Column, String)>,
    /// The column that orders the rows, and whether the other way round.
    pub sort: Option<(Column, bool)>,
    /// The sample whose annotations alone are listed: whose it is, and its name.
    pub sample: Option<(Annotator, Name)>,
}

impl Asked {
    /// What is typed under a heading.
    pub fn typed(&self, column: &Column) -> &str {
        self.filters.iter().find(|(other, _)| other == column).map(|(_, words)| words.as_str()).unwrap_or_default()
    }

    /// Types something under a heading.
    pub fn set_typed(&mut self, column: &Column, words: String) {
        self.filters.retain(|(other, _)| other != column);
        if !words.trim().is_empty() {
            self.filters.push((column.clone(), words));
        }
    }

    /// Orders by a column; again turns it round, a third time goes back to the order of the articles.
    pub fn order_by(&mut self, column: &Column) {
        self.sort = match &self.sort {
            Some((other, false)) if other == column => Some((column.clone(), true)),
            Some((other, true)) if other == column => None,
            _ => Some((column.clone(), false)),
        };
    }
}

/// The rows that are listed.
#[derive(Clone, Default)]
pub struct Listed {
    /// All annotations.
    pub table: Arc<Table>,
    /// Those that are listed, by their places in the table.
    pub places: Arc<Vec<u32>>,
    /// The project's revision that the table was made of.
    pub revision: u64,
}

/// Finds what is asked for; the table is made anew unless it is handed over.
pub fn list(
    project: &Project,
    by: &Annotator,
    asked: &Asked,
    table: Option<Arc<Table>>,
    revision: u64,
    progress: &Progress,
) -> Result<Listed, Cancelled> {
    let table = match table {
        Some(table) => table,
        None => Arc::new(Table::of(project, progress)?),
    };
    let filters: Vec<Filter> = asked
        .filters
        .iter()
        .filter_map(|(column, typed)| Some(Filter { column: column.clone(), wanted: Wanted::read(typed)? }))
        .collect();
    let mut places = table.fitting(project, by, &filters, progress)?;
    if let Some(order) = asked.sample.as_ref().map(|(who, name)| drawn(project, who, name)) {
        let drawn_at = |place: &u32| table.rows.get(*place as usize).and_then(|row| order.get(&row.annotation.0)).copied();
        places.retain(|place| drawn_at(place).is_some());
        places.sort_by_key(drawn_at);
    }
    progress.advance(0)?;
    if let Some((column, reversed)) = &asked.sort {
        table.sort(project, by, &mut places, column, *reversed);
    }
    progress.advance(0)?;
    Ok(Listed { table, places: Arc::new(places), revision })
}

/// The annotations of a sample, each with its place in the order of drawing.
fn drawn(project: &Project, who: &Annotator, name: &Name) -> HashMap<u64, usize> {
    match project.layers.get(who).and_then(|layer| layer.saved.get(name)) {
        Some(Saved::Sample(sample)) => sample.drawn.iter().enumerate().map(|(at, (_, id))| (id.0, at)).collect(),
        _ => HashMap::new(),
    }
}
