//! A document that is kept as a ZIP archive of XML parts: DOCX, ODT and EPUB.

use super::dated;
use super::xml::{Step, walk};
use crate::import::allowance::Allowance;
use crate::import::archives::Unpacking;
use crate::import::archives::zip::problem;
use crate::import::problem::Problem;
use crate::import::reader::{Found, Input};
use crate::import::{LARGEST_FILE, decode};
use crate::model::MetadataField;
use std::io::{Cursor, Read};
use std::rc::Rc;
use zip::ZipArchive;

/// An open document.
pub(in crate::import) struct Package {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    allowance: Rc<Allowance>,
    /// What it is, in words.
    what: &'static str,
}

impl Package {
    /// Opens a document.
    pub fn open(input: &mut Input<'_>, what: &'static str) -> Result<Self, Problem> {
        let bytes = input.bytes()?;
        if input.depth == 0 {
            input.allowance.pack(bytes.len() as u64);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| said_of(what, problem(&error)))?;
        Ok(Self { archive, allowance: Rc::clone(&input.allowance), what })
    }

    /// The bytes of a part; `None` when there is none of that name.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let packed = self.archive.by_index(index).map_err(|error| said_of(self.what, problem(&error)))?;
        let mut bytes = Vec::new();
        let unpacking = Unpacking { packed, allowance: Rc::clone(&self.allowance), what: self.what };
        unpacking.take(LARGEST_FILE).read_to_end(&mut bytes).map_err(|error| Problem::of_reading(&error))?;
        Ok(Some(bytes))
    }

    /// Visits all of a part of XML; nothing when there is none of that name.
    pub fn walk(&mut self, name: &str, visit: &mut dyn FnMut(Step<'_>)) -> Result<(), Problem> {
        let Some(bytes) = self.bytes(name)? else { return Ok(()) };
        let text = decode::decode(&bytes).text;
        walk(&text, visit).map_err(|why| Problem::Damaged { what: self.what, why: format!("{name}: {why}") })
    }

    /// Takes metadata from the elements of a part: which element is which field, and what to call it. The first that says
    /// something is kept; creators are joined.
    pub fn describe(&mut self, part: &str, fields: &[(&str, MetadataField, &str)], found: &mut Found) -> Result<(), Problem> {
        let mut said: Vec<(String, String)> = Vec::new();
        let mut is_open = false;
        self.walk(part, &mut |step| match step {
            Step::Opens(element) => {
                is_open = fields.iter().any(|(known, ..)| *known == element.name());
                if is_open {
                    said.push((element.name().to_owned(), String::new()));
                }
            }
            Step::Words(words) if is_open => said.last_mut().into_iter().for_each(|(_, value)| value.push_str(words)),
            Step::Closes(_) => is_open = false,
            Step::Words(_) => {}
        })?;
        for (name, field, origin) in fields {
            let values: Vec<&str> = said.iter().filter(|(known, _)| known == name).map(|(_, value)| value.trim()).collect();
            let values: Vec<&str> = values.into_iter().filter(|value| !value.is_empty()).collect();
            let first = values.first().copied().unwrap_or_default();
            let value = match field {
                MetadataField::Author => values.join(", "),
                MetadataField::Published | MetadataField::Modified => dated(first).to_owned(),
                _ => first.to_owned(),
            };
            found.set_if_unknown(*field, value, origin);
        }
        Ok(())
    }

    /// What the archive's part cannot be read for, when there is nothing of that name.
    pub fn missing(&self, name: &str) -> Problem {
        Problem::Damaged { what: self.what, why: format!("it has no {name}") }
    }
}

fn said_of(what: &'static str, problem: Problem) -> Problem {
    match problem {
        Problem::Damaged { why, .. } => Problem::Damaged { what, why },
        Problem::Encrypted(_) => Problem::Encrypted(what),
        other => other,
    }
}

/// A path that a part names, from where that part stands.
pub(super) fn resolved(from: &str, path: &str) -> String {
    let path = path.split(['#', '?']).next().unwrap_or_default();
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut steps: Vec<&str> = if path.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in path.split('/') {
        match step {
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.retain(|step| !matches!(*step, "" | "."));
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn paths_are_resolved_from_where_they_are_named() {
        let paths = ["a.xml", "../a.xml", "/x/a.xml", "./b/a.xml#top", "../../../a.xml"]
            .map(|path| resolved("word/sub/document.xml", path));
        assert_eq!(paths, ["word/sub/a.xml", "word/a.xml", "x/a.xml", "word/sub/b/a.xml", "a.xml"]);
    }
}
