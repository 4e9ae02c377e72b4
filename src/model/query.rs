//! What a search looks for, and where: a value that can be saved and run again.

use super::ids::{Annotator, Name};
use super::layer::ArticleState;

/// A question to the texts or annotations of a project. Empty lists restrict nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Query {
    /// What to look for: words as they stand, or a regular expression.
    pub pattern: String,
    /// Whether the pattern is a regular expression.
    pub regex: bool,
    /// Whether capital and small letters differ.
    pub case: bool,
    /// Whether a hit must be whole words.
    pub whole_word: bool,
    /// Whether a hit may go on over line breaks.
    pub across_lines: bool,
    /// What is searched.
    pub of: Of,
    /// Ids of labels.
    pub labels: Vec<Name>,
    /// Where a hit must lie, as seen from the labels.
    pub within: Within,
    /// An attribute, and its value where only one counts.
    pub attribute: Option<(Name, String)>,
    /// Whose annotations count.
    pub annotators: Vec<Annotator>,
    /// Outlets; the empty one is “unknown”.
    pub outlets: Vec<String>,
    /// The first day, or the beginning of one: “2025-07”.
    pub from: String,
    /// The last day, or the beginning of one.
    pub until: String,
    /// States of articles.
    pub states: Vec<ArticleState>,
    /// Tags of languages.
    pub languages: Vec<String>,
    /// Whether words in faded labels are searched as well.
    pub boilerplate: bool,
}

/// What a query searches.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Of {
    /// The texts of articles.
    #[default]
    Text,
    /// Annotations: their words, notes and values.
    Annotations,
}

/// Where a hit must lie, as seen from a query's labels.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Within {
    /// Anywhere.
    #[default]
    Anywhere,
    /// Inside one of them.
    Inside,
    /// Where none of them is.
    Outside,
}
