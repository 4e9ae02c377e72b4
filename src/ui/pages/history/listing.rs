//! Which steps are listed: those of all journals, the newest first, as far as the filters let them through.

use crate::model::{AnnotationId, Annotator, ArticleId, Direction, JournalEntry, Project};
use crate::store::Journals;
use std::collections::HashMap;

/// What is let through.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Filter {
    /// Words that must all occur in the command, the annotator or the article's title.
    pub words: String,
    /// Whose steps.
    pub annotator: Option<Annotator>,
    /// Only what concerns this article.
    pub article: Option<ArticleId>,
    /// Only what concerns this annotation.
    pub annotation: Option<AnnotationId>,
}

/// Where an entry stands: its list and its place there.
pub type Place = (u32, u32);

/// The entry at a place.
pub fn entry(journals: &Journals, (list, at): Place) -> Option<&JournalEntry> {
    journals.lists().get(list as usize)?.entries().get(at as usize)
}

/// Lists the places, the newest first; those of one time in the order of their journal.
pub fn list(journals: &Journals, filter: &Filter, project: &Project, annotator: &Annotator) -> Vec<Place> {
    let words: Vec<String> = filter.words.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let mut searched = Searched { project, annotator, words: &words, commands: HashMap::new(), titles: HashMap::new() };
    let mut found: Vec<(i64, Place)> = Vec::new();
    for (number, list) in (0..).zip(journals.lists()) {
        if filter.annotator.as_ref().is_some_and(|wanted| wanted != list.annotator()) {
            continue;
        }
        for (at, entry) in (0..).zip(list.entries()) {
            let concerns = filter.article.is_none_or(|id| entry.articles.contains(&id))
                && filter.annotation.is_none_or(|id| entry.annotations.contains(&id));
            if concerns && searched.has_words(entry) {
                found.push((entry.at.0, (number, at)));
            }
        }
    }
    found.sort_unstable_by(|one, other| other.cmp(one));
    found.into_iter().map(|(_, place)| place).collect()
}

/// What was found of words before: there are few commands, and steps of one article come together.
struct Searched<'a> {
    project: &'a Project,
    annotator: &'a Annotator,
    words: &'a [String],
    /// Which of the words a command has, a bit each.
    commands: HashMap<crate::model::Name, u64>,
    titles: HashMap<ArticleId, u64>,
}

impl Searched<'_> {
    fn has_words(&mut self, entry: &JournalEntry) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let words = self.words;
        let of_command = match self.commands.get(&entry.command) {
            Some(known) => *known,
            None => {
                let found = among(words, &entry.command);
                self.commands.insert(entry.command.clone(), found);
                found
            }
        };
        let (project, annotator) = (self.project, self.annotator);
        let title = |id: &ArticleId| among(words, project.title(annotator, *id));
        let of_title = entry.articles.first().map_or(0, |id| *self.titles.entry(*id).or_insert_with(|| title(id)));
        let all = (0..words.len()).fold(0, |all, bit| all | 1_u64.checked_shl(bit as u32).unwrap_or(0));
        (of_command | of_title | among(words, entry.annotator.as_str()) | among(words, direction_words(entry))) & all == all
    }
}

fn among(words: &[String], text: &str) -> u64 {
    let text = text.to_lowercase();
    let has = words.iter().zip(0_u32..).filter(|(word, _)| text.contains(word.as_str()));
    has.fold(0, |found, (_, bit)| found | 1_u64.checked_shl(bit).unwrap_or(0))
}

fn direction_words(entry: &JournalEntry) -> &'static str {
    match entry.direction {
        Direction::Do => "",
        Direction::Undo(_) => "undo",
        Direction::Redo(_) => "redo",
    }
}

/// What was done, in words: “Tag quote”, “Undo: Tag quote”.
pub fn command_words(entry: &JournalEntry) -> String {
    match entry.direction {
        Direction::Do => entry.command.to_string(),
        Direction::Undo(_) => format!("Undo: {}", entry.command),
        Direction::Redo(_) => format!("Redo: {}", entry.command),
    }
}
