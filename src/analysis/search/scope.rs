//! Where a query looks: which articles, whose annotations, and which places of a text lie inside or outside them.

use super::Found;
use super::pattern::Pattern;
use super::place::Hit;
use super::tally::Made;
use crate::analysis::tagging::is_of_rule;
use crate::model::{
    Annotation, Annotator, Article, ArticleId, Layer, MetadataField, Name, Project, Query, SearchedFor, Span, Within,
};
use std::ops::ControlFlow;

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
        let inside = self.query.within == Within::Inside;
        if inside && !self.made(article.id).iter().any(|(_, made)| made.annotations.iter().any(|a| self.takes(article.id, a))) {
            return;
        }
        let mut made = None;
        let _ = pattern.each(&article.text, &mut |range| {
            let Some(span) = Span::new(range.start, range.end) else { return ControlFlow::Break(()) };
            // Most articles have no hit and need not be asked what is tagged there.
            let made = made.get_or_insert_with(|| self.made(article.id));
            if self.is_open(article.id, span, made) {
                found.hits.push(Hit { article: number, span, number: 0 });
                found.tally.count_place(span, made);
            }
            ControlFlow::Continue(())
        });
    }

    /// Whether a place lies inside or outside the labels as asked, and in no words that are faded.
    fn is_open(&self, article: ArticleId, span: Span, made: &[Made<'_>]) -> bool {
        let any = |holds: &dyn Fn(&Annotation) -> bool| {
            made.iter().any(|(_, made)| made.annotations.overlapping(span.range()).any(holds))
        };
        let is_masked = || !self.faded.is_empty() && any(&|annotation| self.faded.contains(&&annotation.label));
        let around = |annotation: &Annotation| annotation.span.start <= span.start && span.end <= annotation.span.end;
        let fits = match self.query.within {
            Within::Anywhere => true,
            Within::Inside => any(&|annotation| around(annotation) && self.takes(article, annotation)),
            Within::Outside => !any(&|annotation| self.takes(article, annotation)),
        };
        fits && !is_masked()
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
            for annotation in made.annotations.iter().chain(&made.displaced) {
                place = place.saturating_add(1);
                if self.asks_for(article.id, annotation) && says(annotation, &article.text, pattern) {
                    found.hits.push(Hit { article: number, span: annotation.span, number: place });
                    found.tally.count_annotation(who, annotation);
                }
            }
        }
        if let Some(new) = found.hits.get_mut(before..) {
            new.sort_unstable_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end), hit.number));
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

/// Whether a pattern is found in the words, the note or a value of an annotation.
fn says(annotation: &Annotation, text: &str, pattern: &Pattern) -> bool {
    let words = annotation.displaced.as_deref().or_else(|| annotation.span.of(text)).unwrap_or_default();
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
