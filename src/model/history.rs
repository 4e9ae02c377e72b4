//! The past as a list: of each transaction what it takes to find it, without its edits.

use super::edit::Edit;
use super::ids::{AnnotationId, Annotator, ArticleId, Name, Timestamp};
use super::transaction::{Direction, Transaction};
use std::collections::HashSet;

/// One transaction of a journal, without its edits.
#[derive(Clone, PartialEq, Debug)]
pub struct JournalEntry {
    /// Who.
    pub annotator: Annotator,
    /// Number in the annotator's journal.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// The command it came from, in words.
    pub command: Name,
    /// Whether it does something new, or undoes or redoes an earlier one.
    pub direction: Direction,
    /// How many edits it has.
    pub edits: u32,
    /// Whether it changes what the project shares.
    pub is_shared: bool,
    /// The articles it concerns, each once, in the order of the edits.
    pub articles: Box<[ArticleId]>,
    /// The annotations it concerns, each once, in the order of the edits.
    pub annotations: Box<[AnnotationId]>,
    /// Where its line begins in the journal, in bytes.
    pub offset: u64,
    /// How many bytes its line has.
    pub bytes: u64,
}

impl JournalEntry {
    /// The entry of a transaction, whose line is still to be told.
    pub fn of(transaction: &Transaction) -> Self {
        let mut touched = Touched::default();
        transaction.edits.iter().for_each(|edit| touched.add(edit));
        let (articles, annotations) = touched.into_ids();
        Self {
            annotator: transaction.annotator.clone(),
            number: transaction.number,
            at: transaction.at,
            command: transaction.command.as_str().into(),
            direction: transaction.direction,
            edits: u32::try_from(transaction.edits.len()).unwrap_or(u32::MAX),
            is_shared: transaction.edits.iter().any(Edit::is_shared),
            articles,
            annotations,
            offset: 0,
            bytes: 0,
        }
    }
}

/// What edits concern, gathered: each id once, in the order in which they came.
#[derive(Debug, Default)]
pub struct Touched {
    articles: Once<ArticleId>,
    annotations: Once<AnnotationId>,
}

impl Touched {
    /// Adds what an edit concerns.
    pub fn add(&mut self, edit: &Edit) {
        edit.article().into_iter().for_each(|id| self.add_article(id));
        edit.annotations().into_iter().flatten().for_each(|id| self.add_annotation(id));
    }

    /// Adds an article.
    pub fn add_article(&mut self, id: ArticleId) {
        self.articles.add(id);
    }

    /// Adds an annotation.
    pub fn add_annotation(&mut self, id: AnnotationId) {
        self.annotations.add(id);
    }

    /// What was gathered.
    pub fn into_ids(self) -> (Box<[ArticleId]>, Box<[AnnotationId]>) {
        (self.articles.ids.into(), self.annotations.ids.into())
    }
}

/// More ids than this are looked up in a set.
const FEW: usize = 16;

#[derive(Debug)]
struct Once<T> {
    ids: Vec<T>,
    seen: HashSet<T>,
}

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self { ids: Vec::new(), seen: HashSet::new() }
    }
}

impl<T: Copy + Eq + std::hash::Hash> Once<T> {
    fn add(&mut self, id: T) {
        if self.ids.last() == Some(&id) {
            return;
        }
        if self.ids.len() < FEW {
            if !self.ids.contains(&id) {
                self.ids.push(id);
            }
            return;
        }
        if self.seen.is_empty() {
            self.seen.extend(self.ids.iter().copied());
        }
        if self.seen.insert(id) {
            self.ids.push(id);
        }
    }
}
