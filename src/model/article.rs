//! An article: immutable text, what is known about it, and where it came from.

use super::ids::{ArticleId, Timestamp};
use super::suggestion::Suggestion;
use std::sync::Arc;

/// One article. Its text never changes; corrections of its metadata are edits in an annotator's layer.
#[derive(Clone, PartialEq, Debug)]
pub struct Article {
    /// Made from the text: see [`ArticleId::of`].
    pub id: ArticleId,
    /// What the source said about it; empty fields are unknown.
    pub metadata: Metadata,
    /// Where it came from.
    pub source: Source,
    /// What the structure of the source says of parts of the text, in reading order; gone once only the text is left.
    pub suggestions: Arc<[Suggestion]>,
    /// The text as scraped, line ends as `\n`.
    pub text: Arc<str>,
}

impl Article {
    /// Makes an article of a text; the id follows from it.
    pub fn new(text: impl Into<Arc<str>>, metadata: Metadata, source: Source) -> Self {
        let text = text.into();
        Self { id: ArticleId::of(&text), metadata, source, suggestions: Arc::default(), text }
    }

    /// The same article with what its source's structure suggests. Suggestions that do not fit the text are left out.
    pub fn suggesting(self, suggestions: impl IntoIterator<Item = Suggestion>) -> Self {
        let fits = |suggestion: &Suggestion| suggestion.span.fault(&self.text).is_none();
        let mut suggestions: Vec<Suggestion> = suggestions.into_iter().filter(fits).collect();
        suggestions.sort_by(|one, other| one.order().cmp(&other.order()));
        Self { suggestions: suggestions.into(), ..self }
    }

    /// The title, or else the first line that is not blank.
    pub fn display_title(&self) -> &str {
        if self.metadata.title.is_empty() { first_line(&self.text) } else { &self.metadata.title }
    }
}

/// How much of a first line stands for a title, in bytes: a text may be one line of any length.
const LONGEST_LINE: usize = 400;

/// The first line with something on it, trimmed, and cut where it is longer than any title; empty when there is none.
pub fn first_line(text: &str) -> &str {
    let line = text.trim_start();
    let line = line.get(..line.floor_char_boundary(LONGEST_LINE)).unwrap_or(line);
    line.lines().next().unwrap_or_default().trim_end()
}

/// What a page says about itself. Empty is unknown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Metadata {
    /// Headline.
    pub title: String,
    /// Newspaper, agency or site.
    pub outlet: String,
    /// Canonical address.
    pub url: String,
    /// Byline.
    pub author: String,
    /// ISO 8601 date, or date and time with zone.
    pub published: String,
    /// When it was last changed: ISO 8601 date, or date and time with zone.
    pub modified: String,
    /// BCP 47 tag.
    pub language: String,
    /// Part of the outlet it stood in: “Politics”.
    pub section: String,
}

/// One field of [`Metadata`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MetadataField {
    /// See [`Metadata::title`].
    Title,
    /// See [`Metadata::outlet`].
    Outlet,
    /// See [`Metadata::url`].
    Url,
    /// See [`Metadata::author`].
    Author,
    /// See [`Metadata::published`].
    Published,
    /// See [`Metadata::modified`].
    Modified,
    /// See [`Metadata::language`].
    Language,
    /// See [`Metadata::section`].
    Section,
}

impl MetadataField {
    /// All fields in the order of the inspector.
    pub const ALL: [Self; 8] =
        [Self::Title, Self::Outlet, Self::Url, Self::Author, Self::Published, Self::Modified, Self::Language, Self::Section];

    /// The name shown and written: lower case, as in the files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Outlet => "outlet",
            Self::Url => "url",
            Self::Author => "author",
            Self::Published => "published",
            Self::Modified => "modified",
            Self::Language => "language",
            Self::Section => "section",
        }
    }

    /// The field of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// The field's value.
    pub fn of(self, metadata: &Metadata) -> &str {
        match self {
            Self::Title => &metadata.title,
            Self::Outlet => &metadata.outlet,
            Self::Url => &metadata.url,
            Self::Author => &metadata.author,
            Self::Published => &metadata.published,
            Self::Modified => &metadata.modified,
            Self::Language => &metadata.language,
            Self::Section => &metadata.section,
        }
    }

    /// The field's place, to be written to.
    pub fn of_mut(self, metadata: &mut Metadata) -> &mut String {
        match self {
            Self::Title => &mut metadata.title,
            Self::Outlet => &mut metadata.outlet,
            Self::Url => &mut metadata.url,
            Self::Author => &mut metadata.author,
            Self::Published => &mut metadata.published,
            Self::Modified => &mut metadata.modified,
            Self::Language => &mut metadata.language,
            Self::Section => &mut metadata.section,
        }
    }
}

/// Where an article came from and what reading it changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Source {
    /// File name as imported; “pasted text” for the clipboard.
    pub file: String,
    /// Which part of a file that holds many: “row 12”, the name in an archive, an address; empty for a whole file.
    pub part: String,
    /// BLAKE3 digest of the source's bytes, 64 hex digits.
    pub digest: String,
    /// Character encoding the bytes were read as, by its WHATWG name.
    pub encoding: String,
    /// How many CRLF or lone CR line ends became LF.
    pub line_ends_changed: u64,
    /// How many byte sequences could not be decoded and became U+FFFD.
    pub undecodable: u64,
    /// Where each known field of the metadata came from, in words: “JSON-LD datePublished”; sorted by field.
    pub origins: Vec<(MetadataField, Box<str>)>,
    /// When it was imported.
    pub imported: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_one_long_line_has_a_short_title() {
        let title = first_line;
        assert_eq!(title(" \n\t\n Cranes stop \r\nNobody came."), "Cranes stop");
        assert_eq!(title(" \n"), "");
        let long = format!("  {}", "Kräne ".repeat(1000));
        assert!(title(&long).starts_with("Kräne Kräne") && title(&long).len() <= LONGEST_LINE);
    }
}
