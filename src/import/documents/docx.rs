//! Word documents (DOCX): the text as Word shows it, its revisions taken as made.

use super::blocks::{Blocks, Gap};
use super::package::{Package, resolved};
use super::xml::{Element, Step};
use crate::import::problem::Problem;
use crate::import::reader::{Emit, Found, Input, Part};
use crate::model::MetadataField::{Author, Language, Modified, Published, Title};
use crate::model::progress::Cancelled;
use std::collections::{HashMap, HashSet};

const WHAT: &str = "a Word document";

/// Elements of which nothing is read: what was deleted or moved away, what stands in for drawings, former formats.
const SKIPPED: [&str; 8] = ["del", "moveFrom", "Fallback", "rPrChange", "pPrChange", "tblPrChange", "delText", "instrText"];

/// Reads one article.
pub(in crate::import) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    emit(Part { name: String::new(), found: article(input) })
}

fn article(input: &mut Input<'_>) -> Result<Found, Problem> {
    let mut package = Package::open(input, WHAT)?;
    let main = related(&mut package, "", "officeDocument")?.into_iter().next().unwrap_or_else(|| "word/document.xml".to_owned());
    let mut body = Story::default();
    if package.bytes(&main)?.is_none() {
        return Err(package.missing(&main));
    }
    package.walk(&main, &mut |step| body.step(step))?;
    let Story { mut blocks, references, .. } = body;
    for (kind, sort) in [("footnotes", "footnoteReference"), ("endnotes", "endnoteReference")] {
        let mut notes = Story::default();
        for part in related(&mut package, &main, kind)? {
            package.walk(&part, &mut |step| notes.step(step))?;
        }
        for (_, reference) in references.iter().filter(|(known, _)| known == sort) {
            notes.notes.remove(reference).into_iter().for_each(|text| append(&mut blocks, &text));
        }
    }
    let mut margins: Vec<String> = Vec::new();
    for kind in ["header", "footer"] {
        for part in related(&mut package, &main, kind)? {
            let mut story = Story::default();
            package.walk(&part, &mut |step| story.step(step))?;
            if !margins.contains(&story.blocks.text) {
                append(&mut blocks, &story.blocks.text);
                margins.push(story.blocks.text);
            }
        }
    }
    let mut found = Found { text: blocks.text, encoding: encoding_rs::UTF_8.name(), ..Found::default() };
    let fields = [
        ("title", Title, "document properties (dc:title)"),
        ("creator", Author, "document properties (dc:creator)"),
        ("created", Published, "document properties (dcterms:created)"),
        ("modified", Modified, "document properties (dcterms:modified)"),
        ("language", Language, "document properties (dc:language)"),
    ];
    package.describe("docProps/core.xml", &fields, &mut found)?;
    Ok(found)
}

fn append(blocks: &mut Blocks, text: &str) {
    blocks.gap(Gap::Blank);
    blocks.push(text);
}

/// The parts that a part is related to in this way.
fn related(package: &mut Package, part: &str, kind: &str) -> Result<Vec<String>, Problem> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let relations = format!("{folder}/_rels/{name}.rels");
    let ending = format!("/{kind}");
    let mut targets = Vec::new();
    package.walk(relations.trim_start_matches('/'), &mut |step| {
        if let Step::Opens(element) = step
            && element.attribute("Type").ends_with(&ending)
        {
            targets.push(resolved(part, &element.attribute("Target")));
        }
    })?;
    let mut seen = HashSet::new();
    targets.retain(|target| seen.insert(target.clone()));
    Ok(targets)
}

/// The text of a part as it is read.
#[derive(Debug, Default)]
struct Story {
    blocks: Blocks,
    /// How deep in elements of which nothing is read.
    skipped: usize,
    /// How deep in properties, which hold no text.
    properties: usize,
    /// For each open run whether it is hidden, and how many are.
    runs: Vec<bool>,
    hidden: usize,
    /// How deep in elements of words.
    words: usize,
    /// Whether the paragraph at hand is an item of a list, and whether the one before was.
    is_item: bool,
    was_item: bool,
    /// How deep in cells of tables.
    cells: usize,
    /// Footnotes and endnotes that the text refers to: kind and id.
    references: Vec<(String, String)>,
    /// The note at hand.
    note: Option<String>,
    notes: HashMap<String, String>,
}

impl Story {
    fn step(&mut self, step: Step<'_>) {
        match step {
            Step::Opens(element) if self.skipped > 0 || SKIPPED.contains(&element.name()) => self.skipped += 1,
            Step::Opens(element) => self.open(element),
            Step::Closes(_) if self.skipped > 0 => self.skipped -= 1,
            Step::Closes(name) => self.close(name),
            Step::Words(words) if self.skipped == 0 && self.words > 0 => self.push(words),
            Step::Words(_) => {}
        }
    }

    fn open(&mut self, element: Element<'_>) {
        let is_text = self.properties == 0;
        match element.name() {
            "pPr" | "tblPr" | "sectPr" | "trPr" | "tcPr" | "sdtPr" => self.properties += 1,
            "p" => self.is_item = false,
            "numId" => self.is_item = element.attribute("val") != "0",
            "tbl" if self.cells == 0 => self.blocks.gap(Gap::Blank),
            "tr" => self.blocks.begin_row(),
            "tc" => self.cells += 1,
            "r" => self.runs.push(false),
            "vanish" if is_text && !matches!(element.attribute("val").as_str(), "0" | "false" | "off") => self.hide(),
            "t" => self.words += 1,
            "tab" | "ptab" if is_text => self.push("\t"),
            "br" | "cr" if is_text => self.push("\n"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "softHyphen" => self.push("\u{AD}"),
            "sym" => self.push(&symbol(&element.attribute("char"))),
            "footnoteReference" | "endnoteReference" => {
                self.references.push((element.name().to_owned(), element.attribute("id")))
            }
            "footnote" | "endnote" => {
                self.blocks = Blocks::default();
                self.note = Some(element.attribute("id")).filter(|_| element.attribute("type").is_empty());
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "pPr" | "tblPr" | "sectPr" | "trPr" | "tcPr" | "sdtPr" => self.properties = self.properties.saturating_sub(1),
            "p" => {
                self.blocks.gap(if self.is_item || self.cells > 0 { Gap::Line } else { Gap::Blank });
                self.was_item = self.is_item;
            }
            "r" => self.hidden -= usize::from(self.runs.pop().unwrap_or(false)),
            "t" => self.words = self.words.saturating_sub(1),
            "tc" => {
                self.cells = self.cells.saturating_sub(1);
                self.blocks.end_cell();
            }
            "tr" => self.blocks.end_row(),
            "tbl" if self.cells == 0 => self.blocks.gap(Gap::Blank),
            "footnote" | "endnote" => {
                let text = std::mem::take(&mut self.blocks).text;
                self.notes.extend(self.note.take().map(|id| (id, text)));
            }
            _ => {}
        }
    }

    fn hide(&mut self) {
        if let Some(is_hidden) = self.runs.last_mut().filter(|is_hidden| !**is_hidden) {
            *is_hidden = true;
            self.hidden += 1;
        }
    }

    fn push(&mut self, words: &str) {
        if self.hidden > 0 {
            return;
        }
        if std::mem::take(&mut self.was_item) && !self.is_item && self.cells == 0 {
            self.blocks.gap(Gap::Blank);
        }
        self.blocks.push(words);
    }
}

/// A character by its number; symbol fonts have theirs in the private use area.
fn symbol(code: &str) -> String {
    u32::from_str_radix(code, 16).ok().and_then(char::from_u32).map_or_else(String::new, String::from)
}
