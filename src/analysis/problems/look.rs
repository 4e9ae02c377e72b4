//! What a rule looks at: an article, one annotator's layer of it, the scheme, and what many rules ask of them.

use super::Elsewhere;
use crate::model::{Annotation, ArticleId, ArticleLayer, ArticleState, Label, Project, Scheme, Suggestion, text};
use std::cell::OnceCell;
use std::ops::Range;

/// The id of the label for quotes.
pub(super) const QUOTE: &str = "quote";
/// The id of the label for claims.
pub(super) const CLAIM: &str = "claim";
/// The id of the label for statistics.
pub(super) const STATISTIC: &str = "statistic";

/// One article with what one annotator made of it. Owns or shares what it needs, so that it can be looked at in the background.
pub struct Look<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) text: &'a str,
    pub(super) suggestions: &'a [Suggestion],
    pub(super) layer: &'a ArticleLayer,
    pub(super) elsewhere: Option<&'a Elsewhere>,
    covered: OnceCell<Vec<Range<usize>>>,
    lone: OnceCell<Vec<crate::suggest::LoneMark>>,
}

impl<'a> Look<'a> {
    /// Looks at an article and a layer of it.
    pub fn new(scheme: &'a Scheme, article: &'a crate::model::Article, layer: &'a ArticleLayer) -> Self {
        let (covered, lone) = (OnceCell::new(), OnceCell::new());
        let (text, suggestions) = (article.text.as_ref(), article.suggestions.as_ref());
        Self { scheme, text, suggestions, layer, elsewhere: None, covered, lone }
    }

    /// The same with an index of how words are tagged elsewhere.
    pub fn beside(self, elsewhere: &'a Elsewhere) -> Self {
        Self { elsewhere: Some(elsewhere), ..self }
    }

    /// What an annotator made of an article of a project; `None` where that is nothing.
    pub fn of(project: &'a Project, article: ArticleId, annotator: &crate::model::Annotator) -> Option<Self> {
        Some(Self::new(&project.scheme, project.article(article)?, project.article_layer(annotator, article)?))
    }

    /// Whether the annotator has begun with the article.
    pub(super) fn is_begun(&self) -> bool {
        self.layer.state != ArticleState::ToDo || !self.layer.annotations.is_empty()
    }

    /// The label of that id, if the scheme has it.
    pub(super) fn label(&self, id: &str) -> Option<&'a Label> {
        self.scheme.label(id)
    }

    /// The annotations of a label, in reading order.
    pub(super) fn tagged(&self, label: &'static str) -> impl Iterator<Item = &'a Annotation> {
        let annotations = (self.layer.annotations.count(label) > 0).then_some(&self.layer.annotations);
        annotations.into_iter().flat_map(|set| set.iter()).filter(move |annotation| annotation.label.as_ref() == label)
    }

    /// The annotation's words.
    pub(super) fn words(&self, annotation: &Annotation) -> &'a str {
        text::slice(self.text, annotation.span.range())
    }

    /// The parts that are boilerplate, tagged or suggested by the page's structure, in order and apart.
    pub(super) fn covered(&self) -> &[Range<usize>] {
        self.covered.get_or_init(|| {
            let faded: Vec<&str> = self.scheme.labels.iter().filter(|label| label.faded).map(|label| label.id.as_ref()).collect();
            let is_faded = |label: &str| faded.contains(&label);
            let tagged = self.layer.annotations.iter().filter(|annotation| is_faded(&annotation.label)).map(|a| a.span);
            let open = |suggestion: &&Suggestion| !self.layer.dismissed.contains(&suggestion.key());
            let suggested = self.suggestions.iter().filter(|suggestion| is_faded(&suggestion.label)).filter(open).map(|s| s.span);
            let mut ranges: Vec<Range<usize>> = tagged.chain(suggested).map(|span| span.range()).collect();
            ranges.sort_by_key(|range| (range.start, range.end));
            let mut merged: Vec<Range<usize>> = Vec::new();
            for range in ranges {
                match merged.last_mut().filter(|last| range.start <= last.end) {
                    Some(last) => last.end = last.end.max(range.end),
                    None => merged.push(range),
                }
            }
            merged
        })
    }

    /// The parts that are no boilerplate, in order.
    pub(super) fn body(&self) -> Vec<Range<usize>> {
        let mut body = Vec::new();
        let mut from = 0;
        for covered in self.covered() {
            body.push(from..covered.start);
            from = covered.end;
        }
        body.push(from..self.text.len());
        body.retain(|range| range.start < range.end);
        body
    }

    /// Whether a place lies in boilerplate.
    pub(super) fn is_covered(&self, offset: usize) -> bool {
        let before = self.covered().partition_point(|range| range.start <= offset);
        before.checked_sub(1).and_then(|last| self.covered().get(last)).is_some_and(|range| offset < range.end)
    }

    /// The quotation marks of the body that have no partner, in order.
    pub(super) fn lone_marks(&self) -> &[crate::suggest::LoneMark] {
        self.lone.get_or_init(|| {
            let marks = |range| crate::suggest::lone_marks(self.text, range);
            self.body().into_iter().flat_map(marks).collect()
        })
    }
}
