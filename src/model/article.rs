//! An article: immutable text, what is known about it, and where it came from.

use super::ids::{ArticleId, Timestamp};
use std::sync::Arc;

/// One article. Its text never changes; corrections of its metadata are edits in an annotator's layer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Article {
    /// Made from the text: see [`ArticleId::of`].
    pub id: ArticleId,
    /// What the source said about it; empty fields are unknown.
    pub metadata: Metadata,
    /// Where it came from.
    pub source: Source,
    /// The text as scraped, line ends as `\n`.
    pub text: Arc<str>,
}

impl Article {
    /// Makes an article of a text; the id follows from it.
    pub fn new(text: impl Into<Arc<str>>, metadata: Metadata, source: Source) -> Self {
        let text = text.into();
        Self { id: ArticleId::of(&text), metadata, source, text }
    }

    /// The title, or else the first line that is not blank.
    pub fn display_title(&self) -> &str {
        if self.metadata.title.is_empty() { first_line(&self.text) } else { &self.metadata.title }
    }
}

/// The first line with something on it, trimmed; empty when there is none.
pub fn first_line(text: &str) -> &str {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default()
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
    /// BCP 47 tag.
    pub language: String,
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
    /// See [`Metadata::language`].
    Language,
}

impl MetadataField {
    /// All fields in the order of the inspector.
    pub const ALL: [Self; 6] = [Self::Title, Self::Outlet, Self::Url, Self::Author, Self::Published, Self::Language];

    /// The name shown and written: lower case, as in the files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Outlet => "outlet",
            Self::Url => "url",
            Self::Author => "author",
            Self::Published => "published",
            Self::Language => "language",
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
            Self::Language => &metadata.language,
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
            Self::Language => &mut metadata.language,
        }
    }
}

/// Where an article came from and what reading it changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Source {
    /// File name as imported; “pasted text” for the clipboard.
    pub file: String,
    /// BLAKE3 digest of the source's bytes, 64 hex digits.
    pub digest: String,
    /// Character encoding the bytes were read as, by its WHATWG name.
    pub encoding: String,
    /// How many CRLF or lone CR line ends became LF.
    pub line_ends_changed: u64,
    /// How many byte sequences could not be decoded and became U+FFFD.
    pub undecodable: u64,
    /// When it was imported.
    pub imported: Timestamp,
}
