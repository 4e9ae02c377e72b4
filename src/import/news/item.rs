//! What an item says of itself, and its text.

use super::super::dates::to_iso;
use super::super::documents::xml::{Element, Step};
use super::super::html;
use super::super::language_tag::language_tag;
use super::super::reader::Found;
use super::lines::{Lines, is_hidden, is_inline};
use crate::model::MetadataField::{self, Author, Language, Modified, Outlet, Published, Section, Title};

/// All items of a file, as they are found.
#[derive(Default)]
pub(super) struct Items {
    pub done: Vec<Item>,
    /// The names of the elements around this place, from the outermost on, in lower case.
    around: Vec<String>,
    /// How many of them are content, not description.
    content: usize,
    /// How many of them are hidden.
    hidden: usize,
    item: Option<Item>,
    /// Where the item began: how many elements were around it.
    depth: usize,
    /// The words of the element of the description that is open.
    words: String,
}

/// One item.
#[derive(Default, Debug)]
pub(super) struct Item {
    id: String,
    /// Field, value, origin and how much it counts; the first of the best is taken.
    said: Vec<(MetadataField, String, &'static str, u8)>,
    /// Lines of the description that are part of the text: headline, byline, dateline.
    before: Vec<String>,
    lines: Lines,
}

/// Elements that are an item.
fn is_item(name: &str) -> bool {
    matches!(name, "newsitem" | "packageitem" | "nitf" | "newscomponent")
}

/// Elements of which the words are the item's content.
fn is_content(name: &str) -> bool {
    matches!(name, "inlinexml" | "inlinedata" | "body" | "datacontent")
}

impl Items {
    /// Takes the next step through the file.
    pub fn step(&mut self, step: Step<'_>) {
        match step {
            Step::Opens(element) => self.open(&element),
            Step::Closes(name) => self.close(&name.to_ascii_lowercase()),
            Step::Words(words) => self.add(words),
        }
    }

    fn open(&mut self, element: &Element<'_>) {
        let name = element.name().to_ascii_lowercase();
        if is_item(&name) && self.item.is_none() {
            self.item = Some(Item { id: element.attribute("guid"), ..Item::default() });
            self.depth = self.around.len();
        }
        let is_shown = self.content > 0 && self.hidden == 0;
        if let Some(item) = &mut self.item {
            item.describe(&name, element, &self.around);
            if is_shown && !is_inline(&name) {
                item.lines.end();
            }
        }
        self.content += usize::from(self.content > 0 || is_content(&name));
        self.hidden += usize::from(self.hidden > 0 || (self.content > 0 && is_hidden(&name)));
        if !is_inline(&name) {
            self.end_byline();
            self.words.clear();
        }
        self.around.push(name);
    }

    /// Takes up a byline that goes on with something else than the name.
    fn end_byline(&mut self) {
        if let (Some((name, around)), Some(item)) = (self.around.split_last(), &mut self.item)
            && name == "byline"
            && !self.words.trim().is_empty()
        {
            let words = self.words.split_whitespace().collect::<Vec<_>>().join(" ");
            item.says(name, &words, around, self.content > 0);
        }
    }

    fn close(&mut self, name: &str) {
        self.around.pop();
        let is_shown = self.content > 0 && self.hidden == 0;
        self.content = self.content.saturating_sub(1);
        self.hidden = self.hidden.saturating_sub(1);
        let words = self.words.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(item) = &mut self.item else { return };
        if !words.is_empty() && !is_inline(name) {
            item.says(name, &words, &self.around, is_shown);
            self.words.clear();
        }
        if is_shown && !is_inline(name) {
            item.lines.end();
        }
        if self.around.len() == self.depth {
            self.done.extend(self.item.take());
        }
    }

    fn add(&mut self, words: &str) {
        self.words.push_str(words);
        if let Some(item) = self.item.as_mut().filter(|_| self.content > 0 && self.hidden == 0) {
            item.lines.add(words);
        }
    }
}

impl Item {
    fn say(&mut self, field: MetadataField, value: &str, origin: &'static str, weight: u8) {
        let value = value.trim();
        if !value.is_empty() {
            self.said.push((field, value.to_owned(), origin, weight));
        }
    }

    /// Takes up what the attributes of an element say.
    fn describe(&mut self, name: &str, element: &Element<'_>, around: &[String]) {
        let parent = around.last().map_or("", String::as_str);
        let of = |name: &str| element.attribute(name);
        match (parent, name) {
            (_, "newsitem" | "newscomponent" | "contentitem" | "nitf" | "inlinexml" | "body" | "html") => {
                self.say(Language, &of("lang"), "xml:lang", 1);
            }
            // NewsML 1 names things by an attribute.
            ("descriptivemetadata", "language") => self.say(Language, &of("FormalName"), "language", 2),
            ("provider", "party") => self.say(Outlet, &of("FormalName"), "provider", 2),
            ("creator", "party") => self.say(Author, &of("FormalName"), "creator", 1),
            ("contentmeta", "language") => self.say(Language, &of("tag"), "language", 2),
            (_, "provider") => self.say(Outlet, &of("literal"), "provider", 2),
            ("contentmeta", "creator") => self.say(Author, &of("literal"), "creator", 1),
            (_, "date.issue") => self.say(Published, &of("norm"), "date.issue", 3),
            (_, "pubdata") => {
                self.say(Outlet, &of("name"), "pubdata", 3);
                self.say(Published, &of("date.publication"), "pubdata", 2);
                self.say(Section, &of("position.section"), "pubdata", 3);
            }
            (_, "doc.copyright") => self.say(Outlet, &of("holder"), "doc.copyright", 1),
            ("body.head" | "dateline", "story.date") => self.say(Published, &of("norm"), "story.date", 1),
            (_, "doc-id") if self.id.is_empty() => self.id = of("id-string"),
            _ => {}
        }
    }

    /// Takes up what the words of an element say.
    fn says(&mut self, name: &str, words: &str, around: &[String], is_shown: bool) {
        let parent = around.last().map_or("", String::as_str);
        match (parent, name) {
            (_, "hl1" | "headline") => self.say(Title, words, "headline", 3),
            ("itemmeta" | "head", "title") => self.say(Title, words, "title", 1),
            ("contentmeta" | "newslines", "by" | "byline") | ("body.head", "byline") => {
                self.say(Author, without_by(words), "byline", 3);
            }
            ("creator", "name") => self.say(Author, words, "creator", 2),
            ("provider", "name") => self.say(Outlet, words, "provider", 3),
            ("body.head", "distributor") => self.say(Outlet, words, "distributor", 2),
            (_, "contentcreated") => self.say(Published, words, "contentCreated", 2),
            (_, "firstcreated") => self.say(Published, words, "firstCreated", 3),
            (_, "versioncreated") => {
                self.say(Published, words, "versionCreated", 1);
                self.say(Modified, words, "versionCreated", 1);
            }
            (_, "thisrevisioncreated") => self.say(Modified, words, "thisRevisionCreated", 1),
            ("newsidentifier", "newsitemid") if self.id.is_empty() => words.clone_into(&mut self.id),
            (_, "contentmodified") => self.say(Modified, words, "contentModified", 2),
            ("service", "name") => self.say(Section, words, "service", 2),
            (_, "slugline") => self.say(Section, words, "slugline", 1),
            _ => {}
        }
        let is_line = matches!(name, "headline" | "by" | "byline" | "dateline") && matches!(parent, "contentmeta" | "newslines");
        if is_line && !is_shown {
            self.before.push(words.to_owned());
        }
    }

    /// What was said of a field by the best that said something of use.
    fn best(&self, field: MetadataField, read: impl Fn(&str) -> Option<String>) -> Option<(String, &'static str)> {
        let mut said: Vec<_> = self.said.iter().filter(|(of, ..)| *of == field).collect();
        said.sort_by_key(|(.., weight)| std::cmp::Reverse(*weight));
        said.into_iter().find_map(|(_, value, origin, _)| Some((read(value)?, *origin)))
    }

    /// The article, and a name for it among others.
    pub fn found(mut self) -> (String, Found) {
        let mut found = Found::default();
        for field in [Title, Outlet, Author, Section] {
            if let Some((value, origin)) = self.best(field, |value| Some(value.to_owned())) {
                found.set(field, value, origin);
            }
        }
        if let Some((tag, origin)) = self.best(Language, language_tag) {
            found.set(Language, tag, origin);
        }
        let language = found.metadata.language.clone();
        for field in [Published, Modified] {
            if let Some((date, origin)) = self.best(field, |date| to_iso(date, &language)) {
                found.set(field, date, origin);
            }
        }
        // An item that was never changed says so by the same time twice.
        if found.metadata.modified == found.metadata.published {
            found.metadata.modified.clear();
            found.origins.retain(|(field, _)| *field != Modified);
        }
        let body = std::mem::take(&mut self.lines).into_text();
        // Markup that stands there as words is that of a web page.
        let is_markup = ["</p>", "<br", "</div>"].iter().any(|tag| body.contains(tag));
        let body = if is_markup { html::page(&body, None).text } else { body };
        found.text = if body.is_empty() { body } else { with_lines_before(&self.before, body) };
        let name = if found.metadata.title.is_empty() { self.id } else { found.metadata.title.clone() };
        (name, found)
    }
}

/// Puts headline, byline and dateline before a body that does not have them.
fn with_lines_before(before: &[String], body: String) -> String {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let of_body = letters(&body);
    let mut lines: Vec<&str> = Vec::new();
    for line in before.iter().filter(|line| !of_body.contains(&letters(line))) {
        if !lines.contains(&line.as_str()) {
            lines.push(line);
        }
    }
    lines.push(&body);
    lines.join("\n")
}

fn without_by(byline: &str) -> &str {
    ["By ", "by ", "BY ", "Von ", "Par ", "Por "].iter().find_map(|by| byline.strip_prefix(by)).unwrap_or(byline)
}
