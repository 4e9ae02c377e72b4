//! OpenDocument texts (ODT): the text as Writer shows it, its changes taken as made.

use super::blocks::{Blocks, Gap};
use super::package::Package;
use super::xml::{Element, Step};
use crate::import::problem::Problem;
use crate::import::reader::{Emit, Found, Input, Part};
use crate::model::MetadataField::{Author, Language, Modified, Published, Title};
use crate::model::progress::Cancelled;
use std::collections::HashSet;

const WHAT: &str = "an OpenDocument text";

/// Elements of which nothing is read: what was deleted, remarks, declarations, descriptions of drawings, marks of notes and
/// lists.
const SKIPPED: [&str; 11] = [
    "tracked-changes",
    "annotation",
    "note-citation",
    "number",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "forms",
    "title",
    "desc",
    "hidden-text",
];

/// Reads one article.
pub(in crate::import) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    emit(Part { name: String::new(), found: article(input) })
}

fn article(input: &mut Input<'_>) -> Result<Found, Problem> {
    let mut package = Package::open(input, WHAT)?;
    let mut is_locked = false;
    package.walk("META-INF/manifest.xml", &mut |step| {
        is_locked |= matches!(step, Step::Opens(element) if element.name() == "encryption-data");
    })?;
    if is_locked {
        return Err(Problem::Encrypted(WHAT));
    }
    if package.bytes("content.xml")?.is_none() {
        return Err(package.missing("content.xml"));
    }
    let mut body = Story::of(&["text"]);
    package.walk("content.xml", &mut |step| body.step(step))?;
    let mut margins = Story::of(&["header", "footer", "header-left", "footer-left", "header-first", "footer-first"]);
    package.walk("styles.xml", &mut |step| margins.step(step))?;
    let mut blocks = body.blocks;
    for text in body.notes.iter().chain([&margins.blocks.text]) {
        blocks.gap(Gap::Blank);
        blocks.push(text);
    }
    let mut found = Found { text: blocks.text, encoding: encoding_rs::UTF_8.name(), ..Found::default() };
    let fields = [
        ("title", Title, "document properties (dc:title)"),
        ("initial-creator", Author, "document properties (meta:initial-creator)"),
        ("creator", Author, "document properties (dc:creator)"),
        ("creation-date", Published, "document properties (meta:creation-date)"),
        ("date", Modified, "document properties (dc:date)"),
        ("language", Language, "document properties (dc:language)"),
    ];
    package.describe("meta.xml", &fields, &mut found)?;
    Ok(found)
}

/// The text of a part as it is read.
#[derive(Debug, Default)]
struct Story {
    /// The elements that hold text, by name; the others' text is no part of it.
    roots: &'static [&'static str],
    within: usize,
    blocks: Blocks,
    skipped: usize,
    /// Styles whose text is hidden, and the style whose definition is at hand.
    hidden: HashSet<String>,
    style: String,
    /// How deep in paragraphs, and in items and cells, whose paragraphs stand closer together.
    paragraphs: usize,
    close: usize,
    /// Whether the last character was a blank that collapses with the next.
    has_blank: bool,
    /// What was at hand before a note began.
    outer: Vec<(Blocks, usize)>,
    notes: Vec<String>,
}

impl Story {
    fn of(roots: &'static [&'static str]) -> Self {
        Self { roots, ..Self::default() }
    }

    fn step(&mut self, step: Step<'_>) {
        match step {
            Step::Opens(_) if self.skipped > 0 => self.skipped += 1,
            Step::Opens(element) if self.within > 0 && self.is_skipped(element) => self.skipped += 1,
            Step::Opens(element) => self.open(element),
            Step::Closes(_) if self.skipped > 0 => self.skipped -= 1,
            Step::Closes(name) => self.close(name),
            Step::Words(words) if self.skipped == 0 && self.paragraphs > 0 => self.collapse(words),
            Step::Words(_) => {}
        }
    }

    fn is_skipped(&self, element: Element<'_>) -> bool {
        SKIPPED.contains(&element.name())
            || (matches!(element.name(), "span" | "p" | "h") && self.hidden.contains(&element.attribute("style-name")))
            || (matches!(element.name(), "hidden-paragraph" | "section") && is_hidden(element))
    }

    fn open(&mut self, element: Element<'_>) {
        match element.name() {
            "style" => self.style = element.attribute("name"),
            "text-properties" if element.attribute("display") == "none" => {
                self.hidden.insert(std::mem::take(&mut self.style));
            }
            name if self.within == 0 && !self.roots.contains(&name) => {}
            "p" | "h" => {
                (self.paragraphs, self.has_blank) = (self.paragraphs + 1, true);
            }
            "s" => self.push(&" ".repeat(element.attribute("c").parse().unwrap_or(1_usize).min(1 << 10))),
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            "list-item" | "list-header" => self.close += 1,
            "table" if self.close == 0 => self.blocks.gap(Gap::Blank),
            "table-row" => self.blocks.begin_row(),
            "table-cell" | "covered-table-cell" => self.close += 1,
            "note-body" => self.outer.push((std::mem::take(&mut self.blocks), std::mem::take(&mut self.close))),
            name if self.roots.contains(&name) => self.within += 1,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            _ if self.within == 0 => {}
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.blocks.gap(if self.close > 0 { Gap::Line } else { Gap::Blank });
            }
            "list-item" | "list-header" => self.close = self.close.saturating_sub(1),
            "list" | "table" if self.close == 0 => self.blocks.gap(Gap::Blank),
            "table-row" => self.blocks.end_row(),
            "table-cell" | "covered-table-cell" => {
                self.close = self.close.saturating_sub(1);
                self.blocks.end_cell();
            }
            "note-body" => {
                if let Some((outer, close)) = self.outer.pop() {
                    self.notes.push(std::mem::replace(&mut self.blocks, outer).text);
                    self.close = close;
                    self.has_blank = false;
                }
            }
            name if self.roots.contains(&name) => {
                self.within = self.within.saturating_sub(1);
                self.blocks.gap(Gap::Blank);
            }
            _ => {}
        }
    }

    fn push(&mut self, words: &str) {
        self.blocks.push(words);
        self.has_blank = false;
    }

    /// Writes words in which blanks, tabs and line ends count as one blank, as the format has it.
    fn collapse(&mut self, words: &str) {
        let mut collapsed = String::with_capacity(words.len());
        for character in words.chars() {
            let is_blank = matches!(character, ' ' | '\t' | '\r' | '\n');
            if !(is_blank && self.has_blank) {
                collapsed.push(if is_blank { ' ' } else { character });
            }
            self.has_blank = is_blank;
        }
        self.blocks.push(&collapsed);
    }
}

fn is_hidden(element: Element<'_>) -> bool {
    element.attribute("is-hidden") == "true" || element.attribute("display") == "none"
}
