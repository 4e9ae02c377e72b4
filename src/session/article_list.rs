//! The list of articles as the window shows it: filtered, sorted, and kept still while somebody works in it.

use crate::model::{Annotator, ArticleId, ArticleState, MetadataField, Project};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

/// Which articles are listed, and in what order.
#[derive(Clone, Debug, Default)]
pub struct ArticleList {
    /// Words that must all occur in title, outlet or author, in any case.
    pub filter: String,
    /// Only articles of this state, if given.
    pub state: Option<ArticleState>,
    /// Only these articles, if given.
    pub only: Option<Only>,
    /// The order.
    pub sort: Sort,
    /// Whether the order is turned round.
    pub reversed: bool,
    ids: Vec<ArticleId>,
    /// Every article that is not withdrawn, with what the filter searches once it has been asked for.
    lines: Vec<(ArticleId, Option<Box<str>>)>,
    total: usize,
    done: usize,
}

/// Articles chosen elsewhere, such as those behind a bar of a figure.
#[derive(Clone, Debug)]
pub struct Only {
    /// What they are, in words: “claims in Meridian Post”.
    pub words: String,
    /// Which they are.
    pub ids: Arc<HashSet<ArticleId>>,
}

/// What the list is sorted by; articles that are alike keep the order of import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Sort {
    /// As they were imported.
    #[default]
    Import,
    /// By title.
    Title,
    /// By outlet, then title.
    Outlet,
    /// By date of publication.
    Published,
    /// To do, in progress, done.
    State,
    /// By number of annotations.
    Annotations,
}

impl Sort {
    /// All orders, as in the menu.
    pub const ALL: [Self; 6] = [Self::Import, Self::Title, Self::Outlet, Self::Published, Self::State, Self::Annotations];

    /// The order in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Import => "Order of import",
            Self::Title => "Title",
            Self::Outlet => "Outlet",
            Self::Published => "Date",
            Self::State => "State",
            Self::Annotations => "Annotations",
        }
    }
}

impl ArticleList {
    /// The articles listed.
    pub fn ids(&self) -> &[ArticleId] {
        &self.ids
    }

    /// How many articles the project has, listed or not.
    pub fn total(&self) -> usize {
        self.total
    }

    /// How many of them were done when the list was last arranged or a state changed.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Whether some articles are kept out of it.
    pub fn is_filtered(&self) -> bool {
        !self.filter.trim().is_empty() || self.state.is_some() || self.only.is_some()
    }

    /// Where an article stands in it.
    pub fn position(&self, id: ArticleId) -> Option<usize> {
        self.ids.iter().position(|other| *other == id)
    }

    pub(super) fn note_state(&mut self, before: ArticleState, after: ArticleState) {
        self.done -= usize::from(before == ArticleState::Done && self.done > 0);
        self.done += usize::from(after == ArticleState::Done);
    }

    /// Lists anew after the project's articles or their metadata have changed.
    pub(super) fn refresh(&mut self, project: &Project, annotator: &Annotator) {
        self.forget_lines();
        self.rearrange(project, annotator);
    }

    /// Lets go of what is searched; some of it has changed.
    pub(super) fn forget_lines(&mut self) {
        self.lines = Vec::new();
    }

    /// Lists anew after filter or order have changed, the articles being the same.
    pub(super) fn rearrange(&mut self, project: &Project, annotator: &Annotator) {
        let state_of = |id| project.article_layer(annotator, id).map(|layer| layer.state).unwrap_or_default();
        let words: Vec<String> = self.filter.to_lowercase().split_whitespace().map(str::to_owned).collect();
        self.total = 0;
        self.done = 0;
        self.ids.clear();
        if self.lines.is_empty() {
            self.lines = project.articles().map(|article| (article.id, None)).collect();
        }
        for (id, line) in &mut self.lines {
            let state = state_of(*id);
            self.total += 1;
            self.done += usize::from(state == ArticleState::Done);
            let mut matches = || {
                let line = line.get_or_insert_with(|| searched_line(project, annotator, *id));
                words.iter().all(|word| line.contains(word))
            };
            let is_wanted = self.only.as_ref().is_none_or(|only| only.ids.contains(id));
            if is_wanted && self.state.is_none_or(|wanted| wanted == state) && (words.is_empty() || matches()) {
                self.ids.push(*id);
            }
        }
        self.arrange(project, annotator);
    }

    fn arrange(&mut self, project: &Project, annotator: &Annotator) {
        if self.reversed && self.sort != Sort::Import {
            // Turned round before and after, so that those alike keep their order.
            self.ids.reverse();
        }
        let field = |id: &ArticleId, field| project.field(annotator, *id, field).to_lowercase();
        let title = |id: &ArticleId| project.title(annotator, *id).to_lowercase();
        match self.sort {
            Sort::Import => {}
            Sort::Title => self.ids.sort_by_cached_key(title),
            Sort::Outlet => self.ids.sort_by_cached_key(|id| (field(id, MetadataField::Outlet), title(id))),
            Sort::Published => self.ids.sort_by(|a, b| {
                let date = |id: &ArticleId| project.field(annotator, *id, MetadataField::Published);
                empty_last(date(a), date(b), self.reversed)
            }),
            Sort::State => {
                self.ids.sort_by_key(|id| project.article_layer(annotator, *id).map(|layer| layer.state).unwrap_or_default());
            }
            Sort::Annotations => {
                self.ids.sort_by_key(|id| project.article_layer(annotator, *id).map_or(0, |layer| layer.annotations.len()));
            }
        }
        if self.reversed {
            self.ids.reverse();
        }
    }
}

/// Articles without a date stand last, whichever way the list is turned.
fn empty_last(a: &str, b: &str, reversed: bool) -> Ordering {
    let emptiness = a.is_empty().cmp(&b.is_empty());
    let emptiness = if reversed { emptiness.reverse() } else { emptiness };
    emptiness.then_with(|| a.cmp(b))
}

fn searched_line(project: &Project, annotator: &Annotator, id: ArticleId) -> Box<str> {
    let fields = [MetadataField::Outlet, MetadataField::Author].map(|field| project.field(annotator, id, field));
    format!("{}\n{}", project.title(annotator, id), fields.join("\n")).to_lowercase().into()
}
