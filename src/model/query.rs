//! A query: what a search looks for, and where.

use super::ids::{Annotator, Name};
use super::layer::ArticleState;
use super::review::Status;

/// What a search looks for and where. Empty lists restrict nothing.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Query {
    /// Words, or a regular expression. Empty when every annotation is looked for.
    pub pattern: String,
    /// Whether the pattern is a regular expression in the syntax of the `regex` crate.
    pub regex: bool,
    /// Whether capitals differ from small letters.
    pub case: bool,
    /// Whether a hit begins and ends where words do.
    pub whole_word: bool,
    /// Whether a hit may go on over a line end.
    pub across_lines: bool,
    /// What is looked through.
    pub of: SearchedFor,
    /// Ids of labels: of the annotations looked for, or that words must stand inside or outside of.
    pub labels: Vec<Name>,
    /// Where words must stand, seen from the labels.
    pub within: Within,
    /// Ids of attributes, each with the value that annotations must have, as it displays.
    pub attributes: Vec<(Name, String)>,
    /// Whose annotations and article states count.
    pub annotators: Vec<Annotator>,
    /// Outlets of articles.
    pub outlets: Vec<String>,
    /// The first day of publication, as `2025-07-03` or a part of it; empty for any.
    pub from: String,
    /// The last day of publication; empty for any.
    pub until: String,
    /// States of articles.
    pub states: Vec<ArticleState>,
    /// Languages of articles.
    pub languages: Vec<String>,
    /// Statuses of the annotations looked for.
    pub statuses: Vec<Status>,
    /// Whether words that are faded, as boilerplate is, are looked through too.
    pub boilerplate: bool,
}

/// What a search looks through.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum SearchedFor {
    /// The texts of the articles.
    #[default]
    Text,
    /// Annotations: their words, values and notes.
    Annotations,
}

/// Where the words of a hit must stand, seen from labels.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Within {
    /// Anywhere.
    #[default]
    Anywhere,
    /// Within an annotation of one of the labels.
    Inside,
    /// Sharing no word with any of them.
    Outside,
}

impl SearchedFor {
    /// All of them, in order.
    pub const ALL: [Self; 2] = [Self::Text, Self::Annotations];

    /// What it is, in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Annotations => "annotations",
        }
    }
}

impl Within {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Anywhere, Self::Inside, Self::Outside];

    /// What it is, in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Anywhere => "anywhere",
            Self::Inside => "inside",
            Self::Outside => "outside",
        }
    }
}
