//! What became of each file of an import and of each article in it, in words for people.

use super::{Columns, Format, Member, Note, Problem};
use crate::model::{ArticleId, Project};
use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;

/// What became of one file.
#[derive(Clone, PartialEq, Debug)]
pub struct FileReport {
    /// As it was named or found.
    pub path: PathBuf,
    /// What it was read as; `None` when it was not read at all.
    pub format: Option<Format>,
    /// What was found in it, itself included, in reading order.
    pub members: Vec<Member>,
    /// BLAKE3 digest of its bytes, 64 hex digits; `None` when it could not be read.
    pub digest: Option<String>,
    /// What became of each article in it, in their order; one refusal when it could not be read at all.
    pub parts: Vec<PartReport>,
    /// What a person should know of how it was read.
    pub notes: Vec<Note>,
}

/// What became of one article of a file.
#[derive(Clone, PartialEq, Debug)]
pub struct PartReport {
    /// Which part of the file it is: “row 12”; empty for all of it.
    pub part: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a file, or of a pasted text.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "every outcome says its parts")]
pub enum Outcome {
    /// A new article.
    Added { id: ArticleId, undecodable: u64 },
    /// An article that had been taken out of the project and comes back.
    PutBack { id: ArticleId },
    /// The same text is there already: in the project, or in an earlier file of this import.
    Duplicate { id: ArticleId, of: String },
    /// Not imported.
    Refused(Problem),
}

/// The digests of the sources that a project's articles came from.
pub fn digests(project: &Project) -> HashSet<&str> {
    project.stored_articles().iter().map(|article| article.source.digest.as_str()).filter(|digest| !digest.is_empty()).collect()
}

impl FileReport {
    /// Its tables with their places, where columns can be chosen.
    pub fn tables(&self) -> impl Iterator<Item = (&str, &Columns)> {
        self.members.iter().filter_map(|member| Some((member.place.as_str(), member.columns.as_ref()?)))
    }

    /// How many articles it brought.
    pub fn articles(&self) -> usize {
        self.parts.iter().filter(|part| part.outcome.is_article()).count()
    }

    /// Whether it is one of the sources of these digests.
    pub fn is_source_of(&self, digests: &HashSet<&str>) -> bool {
        self.digest.as_deref().is_some_and(|digest| digests.contains(digest))
    }

    /// Whether something of the file was lost.
    pub fn is_problem(&self) -> bool {
        self.parts.iter().any(|part| part.outcome.is_problem())
    }

    /// What is not just another article: of a file with many only these are told one by one.
    pub fn exceptions(&self) -> impl Iterator<Item = &PartReport> {
        self.parts.iter().filter(|part| part.outcome.is_problem() || !part.outcome.is_article())
    }
}

impl Outcome {
    /// Whether it brought an article.
    pub fn is_article(&self) -> bool {
        matches!(self, Self::Added { .. } | Self::PutBack { .. })
    }

    /// Whether something was lost.
    pub fn is_problem(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::Added { undecodable: 1.., .. })
    }
}

/// One line for the whole file: what it was read as, how much came of it, and what was taken from which column.
impl fmt::Display for FileReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(format) = self.format {
            write!(f, "{}, ", format.phrase())?;
        }
        match self.parts.as_slice() {
            [only] if only.part.is_empty() => write!(f, "{}", only.outcome)?,
            [] => f.write_str("no articles")?,
            _ => self.fmt_counts(f)?,
        }
        self.fmt_columns(f)?;
        self.notes.iter().try_for_each(|note| write!(f, "; {note}"))
    }
}

/// Of so many tables the columns are told; a report of the whole file is one line.
const TOLD: usize = 3;

impl FileReport {
    /// What was taken from which column: said once where that is the same in all tables.
    fn fmt_columns(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.tables().next().map(|(_, columns)| &columns.mapping);
        let are_alike = self.tables().all(|(_, columns)| Some(&columns.mapping) == first);
        for (place, Columns { mapping, .. }) in self.tables().take(if are_alike { 1 } else { TOLD }) {
            let of = if are_alike { String::new() } else { format!(" of {place}") };
            mapping.iter().enumerate().try_for_each(|(at, (field, column))| {
                let before = if at == 0 { format!("; columns{of}: ") } else { ", ".to_owned() };
                write!(f, "{before}{}={column}", field.name())
            })?;
        }
        match self.tables().count() {
            more if more > TOLD && !are_alike => write!(f, "; columns of {} more tables", more - TOLD),
            _ => Ok(()),
        }
    }

    fn fmt_counts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |is: fn(&Outcome) -> bool| self.parts.iter().filter(|part| is(&part.outcome)).count();
        let articles = self.articles();
        write!(f, "{articles} {}", if articles == 1 { "article" } else { "articles" })?;
        let others = [
            (count(|outcome| matches!(outcome, Outcome::Duplicate { .. })), "already there"),
            (count(|outcome| matches!(outcome, Outcome::Refused(_))), "not imported"),
            (count(|outcome| matches!(outcome, Outcome::Added { undecodable: 1.., .. })), "with bytes that could not be decoded"),
        ];
        others.iter().filter(|(count, _)| *count > 0).try_for_each(|(count, what)| write!(f, ", {count} {what}"))
    }
}

impl fmt::Display for PartReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = if self.part.is_empty() { "" } else { ": " };
        write!(f, "{}{separator}{}", self.part, self.outcome)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added { undecodable: 0, .. } => f.write_str("1 article"),
            Self::Added { undecodable, .. } => {
                let sequences = if *undecodable == 1 { "sequence" } else { "sequences" };
                write!(f, "1 article, in which {undecodable} byte {sequences} could not be decoded and became \u{FFFD}")
            }
            Self::PutBack { .. } => f.write_str("1 article, which had been taken out of the project and is put back"),
            Self::Duplicate { of, .. } => write!(f, "nothing new: the same text as {of}"),
            Self::Refused(problem) => write!(f, "not imported: {problem}"),
        }
    }
}
