//! The objects of a source of JSON, as they come: the first show which fields there are, and each is an article.

use super::guess::Sample;
use super::rows::{Plan, choose, in_order, note_encoding};
use super::{CHUNK, CHUNK_ROWS, objects};
use crate::import::Problem;
use crate::import::columns::Field;
use crate::import::reader::{Emit, Part, Table};
use crate::model::progress::Cancelled;
use serde_json::Value;

/// A piece of JSON that should be an article.
pub(super) struct Item {
    /// Which part of the source it is; empty for all of it.
    pub name: String,
    /// Its JSON.
    pub json: Result<String, Problem>,
    /// WHATWG name of the encoding.
    pub encoding: &'static str,
    /// Whether bytes near it could not be decoded.
    pub is_damaged: bool,
}

/// The objects of a source that is being read.
pub(super) struct Items<'a> {
    table: &'a Table,
    waiting: Vec<Item>,
    bytes: usize,
    plan: Option<Plan<Path>>,
    is_open: bool,
}

/// Where a value stands, and whether it is the text.
struct Path {
    path: String,
    is_text: bool,
}

impl<'a> Items<'a> {
    pub fn new(table: &'a Table) -> Self {
        Self { table, waiting: Vec::new(), bytes: 0, plan: None, is_open: true }
    }

    /// Whether more objects are of any use.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Takes a piece; works on those it has when they are many.
    pub fn push(&mut self, item: Item, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
        self.bytes += item.json.as_ref().map_or(0, String::len) + size_of::<Item>();
        self.waiting.push(item);
        if self.bytes >= CHUNK || self.waiting.len() >= CHUNK_ROWS { self.flush(emit) } else { Ok(()) }
    }

    /// Works on what still waits.
    pub fn flush(&mut self, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
        self.bytes = 0;
        let items = std::mem::take(&mut self.waiting);
        if self.plan.is_none() && self.is_open {
            match self.fit(&items) {
                Ok(plan) => self.plan = plan,
                Err(problem) => {
                    self.is_open = false;
                    return emit(Part { name: String::new(), found: Err(problem) });
                }
            }
        }
        in_order(items, |item| part(self.plan.as_ref(), item), self.table, emit)
    }

    /// Finds out which fields there are; none where no piece is an object.
    fn fit(&self, items: &[Item]) -> Result<Option<Plan<Path>>, Problem> {
        let parsed = items.iter().filter_map(|item| object(item.json.as_ref().ok()?).ok());
        let objects: Vec<Value> = parsed.collect();
        if objects.is_empty() {
            return Ok(None);
        }
        let mut names = Vec::new();
        objects.iter().for_each(|object| objects::add_paths(object, "", 0, &mut names));
        let cells = |object| names.iter().map(|name| objects::at(object, name, true).into_owned()).collect();
        let rows = objects.iter().take(SAMPLED).map(cells).collect();
        let has = |path: &str| objects.iter().any(|object| !objects::at(object, path, true).is_empty());
        let mapping = choose(&Sample { names, rows }, self.table, has)?;
        let place = |field, path: &str| Some(Path { path: path.to_owned(), is_text: matches!(field, Field::Text | Field::Html) });
        let plan = Plan::new(&mapping, "field", place);
        Ok(Some(plan.ordered(&objects, |object, at| objects::at(object, &at.path, at.is_text))))
    }
}

/// How many objects are looked at to find out what stands where.
const SAMPLED: usize = 100;

fn part(plan: Option<&Plan<Path>>, item: Item) -> Part {
    let object = item.json.and_then(|json| object(&json));
    match (object, plan) {
        (Err(problem), _) => Part { name: item.name, found: Err(problem) },
        (Ok(_), None) => Part { name: item.name, found: Err(Problem::Blank) },
        (Ok(object), Some(plan)) => {
            let mut part = plan.part(item.name, |at| objects::at(&object, &at.path, at.is_text));
            if let Ok(found) = &mut part.found {
                note_encoding(found, item.encoding, item.is_damaged);
            }
            part
        }
    }
}

/// A piece of JSON as an object; a text alone becomes one.
fn object(json: &str) -> Result<Value, Problem> {
    let what = match serde_json::from_str(json) {
        Ok(object @ Value::Object(_)) => return Ok(object),
        Ok(text @ Value::String(_)) => return Ok(Value::Object([("text".to_owned(), text)].into_iter().collect())),
        Ok(Value::Array(_)) => "a list",
        Ok(Value::Number(_)) => "a number",
        Ok(Value::Bool(_) | Value::Null) => "true, false or null",
        Err(error) => return Err(Problem::NotJson(error.to_string())),
    };
    Err(Problem::NoObject(what))
}
