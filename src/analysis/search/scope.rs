//! Where a query looks: which articles, whose annotations, and which places of a text lie inside or outside them.

use super::Found;
use super::pattern::Pattern;
use super::place::Hit;
use super::sweep::Sweep;
use super::tally::Made;
use crate::analysis::tagging::is_of_rule;
use crate::model::{
    Annotation, Annotator, Article, ArticleId, Layer, MetadataField, Name, Project, Query, SearchedFor, Span, Within,
};
use std::ops::ControlFlow;
use std::sync::Arc;

/// What a query restricts, looked up once.
pub(super) struct Scope<'a> {
    project: &'a Project,
    viewer: &'a Annotator,
    query: &'a Query,
    /// Whose annotations count.
    layers: Vec<(&'a Annotator, &'a Layer)>,
    /// Labels whose words are not searched.
    faded: Vec<&'a Name>,
    anything_withdrawn: bool,
    /// The rule that must have found annotations, if only those are looked for.
    rule: Option<&'a str>,
}

/// What is tagged in an article, as places of its text are asked about.
struct Masks {
    /// What hits must lie inside or outside of.
    asked: Sweep,
    /// What is not searched.
    faded: Sweep,
}

impl<'a> Scope<'a> {
    pub(super) fn of(project: &'a Project, viewer: &'a Annotator, query: &'a Query) -> Self {
        let counts = |who: &Annotator| query.annotators.is_empty() || query.annotators.contains(who);
        let is_asked_for = |label: &Name| query.within == Within::Inside && query.labels.contains(label);
        let faded = project.scheme.labels.iter().filter(|label| label.faded && !query.boilerplate).map(|label| &label.id);
        Self {
            project,
            viewer,
            query,
            layers: project.layers.iter().filter(|(who, _)| counts(who)).collect(),
            faded: faded.filter(|label| !is_asked_for(label)).collect(),
            anything_withdrawn: project.layers.values().any(|layer| !layer.withdrawn.is_empty()),
            rule: None,
        }
    }

    /// The same, with only what a rule has found among annotations.
    pub(super) fn of_rule(self, rule: &'a str) -> Self {
        Self { rule: Some(rule), ..self }
    }

    /// Adds what is found in an article.
    pub(super) fn find(&self, article: &Article, number: usize, pattern: &Pattern, found: &mut Found) {
        let Ok(number) = u32::try_from(number) else { return };
        if !self.admits(article) {
            return;
        }
        let before = found.hits.len();
        match self.query.of {
            SearchedFor::Text => self.find_places(article, number, pattern, found),
            SearchedFor::Annotations => self.find_annotations(article, number, pattern, found),
        }
        let count = found.hits.len() - before;
        if count > 0 {
            found.tally.count_article(self.project, self.viewer, article, count);
        }
    }

    /// Whether an article is searched at all.
    fn admits(&self, article: &Article) -> bool {
        let query = self.query;
        let field = |field| self.project.field(self.viewer, article.id, field);
        let state = |who| self.project.article_layer(who, article.id).map(|layer| layer.state).unwrap_or_default();
        let mut whose = self.query.annotators.iter().chain(Some(self.viewer).filter(|_| self.query.annotators.is_empty()));
        (!self.anything_withdrawn || !self.project.is_withdrawn(article.id))
            && (query.states.is_empty() || whose.any(|who| query.states.contains(&state(who))))
            && (query.outlets.is_empty() || query.outlets.iter().any(|outlet| outlet == field(MetadataField::Outlet)))
            && ((query.from.is_empty() && query.until.is_empty()) || self.is_in_time(field(MetadataField::Published)))
            && (query.languages.is_empty() || query.languages.iter().any(|tag| speaks(field(MetadataField::Language), tag)))
    }

    /// Days are compared as they are written, each as far as it was asked for.
    fn is_in_time(&self, published: &str) -> bool {
        let (from, until) = (self.query.from.as_str(), self.query.until.as_str());
        let as_far_as = |asked: &str| published.get(..asked.len()).unwrap_or(published);
        let begun = from.is_empty() || as_far_as(from) >= from;
        !published.is_empty() && begun && (until.is_empty() || as_far_as(until) <= until)
    }

    /// What those whose annotations count made of an article.
    fn made(&self, article: ArticleId) -> Vec<Made<'a>> {
        self.layers.iter().filter_map(|(who, layer)| Some((*who, layer.article(article)?))).collect()
    }

    fn find_places(&self, article: &Article, number: u32, pattern: &Pattern, found: &mut Found) {
        if self.query.within == Within::Inside && self.asked_for(article.id, &self.made(article.id)).is_empty() {
            return;
        }
        let before = found.hits.len();
        let mut masks = None;
        let _ = pattern.each(&article.text, &mut |range| {
            let Some(span) = Span::new(range.start, range.end) else { return ControlFlow::Break(()) };
            // Most articles have no hit and need not be asked what is tagged there.
            let Masks { asked, faded } = masks.get_or_insert_with(|| self.masks(article.id));
            let fits = match self.query.within {
                Within::Anywhere => true,
                Within::Inside => asked.holds(span),
                Within::Outside => !asked.overlaps(span),
            };
            if fits && !faded.overlaps(span) {
                found.hits.push(Hit { article: number, span, number: 0 });
            }
            ControlFlow::Continue(())
        });
        let hits = found.hits.get(before..).unwrap_or_default();
        if !hits.is_empty() {
            found.tally.count_places(hits, &self.made(article.id));
        }
    }

    fn masks(&self, article: ArticleId) -> Masks {
        let made = self.made(article);
        let asked = if self.query.within == Within::Anywhere { Sweep::default() } else { self.asked_for(article, &made) };
        let mut faded = Vec::new();
        for (_, made) in made {
            if self.faded.iter().any(|label| made.annotations.count(label) > 0) {
                let is_faded = |annotation: &&Annotation| self.faded.contains(&&annotation.label);
                faded.extend(made.annotations.iter().filter(is_faded).map(|annotation| annotation.span));
            }
        }
        Masks { asked, faded: Sweep::over(faded) }
    }

    /// Where the annotations stand that places must lie inside or outside of.
    fn asked_for(&self, article: ArticleId, made: &[Made<'_>]) -> Sweep {
        let annotations = made.iter().flat_map(|(_, made)| made.annotations.iter());
        Sweep::over(annotations.filter(|a| self.takes(article, a)).map(|annotation| annotation.span).collect())
    }

    fn find_annotations(&self, article: &Article, number: u32, pattern: &Pattern, found: &mut Found) {
        let before = found.hits.len();
        let mut place: u32 = 0;
        for (who, layer) in &self.project.layers {
            let Some(made) = layer.article(article.id) else { continue };
            if !self.query.annotators.is_empty() && !self.query.annotators.contains(who) {
                place = place.saturating_add((made.annotations.len() + made.displaced.len()) as u32);
                continue;
            }
            let (mut labels, mine) = (Vec::new(), found.hits.len());
            for annotation in made.annotations.iter().chain(&made.displaced) {
                place = place.saturating_add(1);
                if self.asks_for(article.id, annotation) && says(annotation, &article.text, pattern) {
                    found.hits.push(Hit { article: number, span: annotation.span, number: place });
                    count(&mut labels, &annotation.label);
                }
            }
            found.tally.count_annotations(who, &labels, found.hits.len() - mine);
        }
        if let Some(new) = found.hits.get_mut(before..) {
            let order = |hit: &Hit| (hit.span.start, std::cmp::Reverse(hit.span.end), hit.number);
            if !new.is_sorted_by_key(order) {
                new.sort_unstable_by_key(order);
            }
        }
    }

    /// Whether an annotation is one of those that hits may be.
    fn asks_for(&self, article: ArticleId, annotation: &Annotation) -> bool {
        if self.rule.is_some_and(|rule| !is_of_rule(annotation, rule)) {
            return false;
        }
        if self.query.within == Within::Outside && !self.query.labels.is_empty() {
            return !self.query.labels.contains(&annotation.label) && self.has_values(article, annotation);
        }
        self.takes(article, annotation)
    }

    /// Whether an annotation has a label, the values and a status that were asked for.
    fn takes(&self, article: ArticleId, annotation: &Annotation) -> bool {
        (self.query.labels.is_empty() || self.query.labels.contains(&annotation.label)) && self.has_values(article, annotation)
    }

    fn has_values(&self, article: ArticleId, annotation: &Annotation) -> bool {
        let query = self.query;
        let has = |(name, wanted): &(Name, String)| {
            let value = annotation.attributes.get(name);
            value.is_some_and(|value| wanted.is_empty() || value.to_string().to_lowercase() == wanted.trim().to_lowercase())
        };
        query.attributes.iter().all(has)
            && (query.statuses.is_empty() || query.statuses.contains(&self.project.status(article, annotation)))
    }
}

/// Counts one more of a label; an article has few.
fn count<'a>(labels: &mut Vec<(&'a Name, u64)>, label: &'a Name) {
    match labels.iter_mut().find(|(other, _)| Arc::ptr_eq(other, label) || *other == label) {
        Some((_, count)) => *count += 1,
        None => labels.push((label, 1)),
    }
}

/// Whether a pattern is found in the words, the note or a value of an annotation.
fn says(annotation: &Annotation, text: &str, pattern: &Pattern) -> bool {
    let words = annotation.words(text);
    pattern.is_all()
        || pattern.is_in(words)
        || pattern.is_in(&annotation.note)
        || annotation.attributes.iter().any(|(_, value)| pattern.is_in(&value.to_string()))
}

/// Whether a language is the one asked for or a kind of it: “en-GB” is “en”.
fn speaks(language: &str, asked: &str) -> bool {
    match (language.get(..asked.len()), language.get(asked.len()..)) {
        (Some(head), Some(rest)) => {
            head.eq_ignore_ascii_case(asked) && (rest.is_empty() || rest.starts_with('-') && !asked.is_empty())
        }
        _ => false,
    }
}
