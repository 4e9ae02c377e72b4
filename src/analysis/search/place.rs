//! A hit, and the words around it.

use crate::model::text::{slice, snap_down, snap_up};
use crate::model::{Annotation, Annotator, Article, Project, Span};

/// A place that was found. It speaks of the project as it was when searched.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Number of the article among all that are stored.
    pub article: u32,
    /// Where in its text.
    pub span: Span,
    /// For an annotation, its number among those of the article, plus one; 0 for a place of the text.
    pub(super) number: u32,
}

impl Hit {
    /// The article it lies in.
    pub fn article(self, project: &Project) -> Option<&Article> {
        project.stored_articles().get(self.article as usize)
    }

    /// The annotation it is, with whose it is.
    pub fn annotation(self, project: &Project) -> Option<(&Annotator, &Annotation)> {
        let mut place = (self.number as usize).checked_sub(1)?;
        let article = self.article(project)?.id;
        for (who, layer) in &project.layers {
            let Some(made) = layer.article(article) else { continue };
            let (standing, displaced) = (made.annotations.len(), made.displaced.len());
            if place < standing {
                return made.annotations.nth(place).map(|annotation| (who, annotation));
            }
            if place < standing + displaced {
                return made.displaced.get(place - standing).map(|annotation| (who, annotation));
            }
            place -= standing + displaced;
        }
        None
    }

    /// Its own words.
    pub fn words(self, project: &Project) -> &str {
        match self.displaced(project) {
            Some(words) => words,
            None => self.text(project).get(self.span.range()).unwrap_or_default(),
        }
    }

    /// About so many bytes at most of its paragraph before it.
    pub fn left(self, project: &Project, reach: usize) -> &str {
        let text = if self.displaced(project).is_some() { "" } else { self.text(project) };
        let start = (self.span.start as usize).min(text.len());
        let before = slice(text, snap_up(text, start.saturating_sub(reach)).min(start)..start);
        before.rsplit_once('\n').map_or(before, |(_, line)| line)
    }

    /// About so many bytes at most of its paragraph behind it.
    pub fn right(self, project: &Project, reach: usize) -> &str {
        let text = if self.displaced(project).is_some() { "" } else { self.text(project) };
        let end = (self.span.end as usize).min(text.len());
        let behind = slice(text, end..snap_down(text, end.saturating_add(reach)).max(end));
        behind.split_once('\n').map_or(behind, |(line, _)| line)
    }

    fn text(self, project: &Project) -> &str {
        self.article(project).map(|article| article.text.as_ref()).unwrap_or_default()
    }

    /// The words of a displaced annotation, which stand nowhere.
    fn displaced(self, project: &Project) -> Option<&str> {
        self.annotation(project).and_then(|(_, annotation)| annotation.displaced.as_deref())
    }
}
