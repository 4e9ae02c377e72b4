//! Tagging all hits of a search: what becomes of each of them beside what is tagged already, counted before it is done; and
//! what a rule that has tagged finds of its own work.

use super::search::Pattern;
use crate::model::progress::Cancelled;
use crate::model::{
    Annotation, AnnotationId, Annotator, Article, ArticleId, ArticleLayer, Conflict, MetadataField, Name, Progress, Project,
    Provenance, Relation, SearchedFor, Span, TaggingRule,
};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashSet};
use std::ops::ControlFlow;

/// Articles that one thread takes at a time.
const TOGETHER: usize = 64;

/// Places of one article, in reading order.
#[derive(Clone, PartialEq, Debug)]
pub struct Places {
    /// The article.
    pub article: ArticleId,
    /// The places.
    pub spans: Vec<Span>,
}

/// What would become of all places.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Forecast {
    /// How many would be tagged.
    pub tagged: u64,
    /// How many of those would share words with an annotation that stays.
    pub overlapping: u64,
    /// How many annotations would go.
    pub replaced: u64,
    /// How many relations would go with them.
    pub relations: u64,
    /// How many are tagged just so already.
    pub there: u64,
    /// How many are left out for what is tagged there.
    pub skipped: u64,
    /// How many cannot be tagged, as their words stand nowhere.
    pub unfit: u64,
    /// In how many articles something would be tagged.
    pub articles: u64,
    /// Of how many outlets those are.
    pub outlets: u64,
}

/// What becomes of the places of one article.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fates<'a> {
    /// Those that are tagged.
    pub tagged: Vec<Span>,
    /// What goes for them.
    pub replaced: Vec<&'a Annotation>,
    /// See [`Forecast`], which adds these up.
    pub counts: Forecast,
    gone: HashSet<AnnotationId>,
}

/// Says what would become of the places of one article. `made` is the work of who tags there.
pub fn fates<'a>(rule: &TaggingRule, article: &Article, made: Option<&'a ArticleLayer>, spans: &[Span]) -> Fates<'a> {
    let mut fates = Fates::default();
    let (mut taken, mut before) = (None::<Span>, None);
    for span in spans {
        let is_twice = before.replace(span) == Some(span);
        if span.fault(&article.text).is_some() {
            fates.counts.unfit += 1;
            continue;
        }
        let there = || made.into_iter().flat_map(|made| made.annotations.overlapping(span.range()));
        let is_there = |annotation: &Annotation| annotation.span == *span && annotation.label == rule.label;
        if is_twice || there().any(is_there) {
            fates.counts.there += 1;
            continue;
        }
        let in_the_way: Vec<&Annotation> =
            there().filter(|annotation| rule.other_labels || annotation.label == rule.label).collect();
        let hit_in_the_way = taken.is_some_and(|taken| taken.overlaps(*span));
        match rule.conflict {
            Conflict::Skip if hit_in_the_way || !in_the_way.is_empty() => {
                fates.counts.skipped += 1;
                continue;
            }
            Conflict::Replace if hit_in_the_way => {
                fates.counts.skipped += 1;
                continue;
            }
            Conflict::Replace => fates.replace(in_the_way),
            Conflict::Overlap | Conflict::Skip => {
                fates.counts.overlapping += u64::from(hit_in_the_way || !in_the_way.is_empty());
            }
        }
        // Of hits that overlap, the one that reaches farthest is what the next may share words with.
        taken = taken.filter(|taken| taken.end > span.end).or(Some(*span));
        fates.tagged.push(*span);
    }
    fates.sum_up(made);
    fates
}

impl<'a> Fates<'a> {
    fn replace(&mut self, annotations: Vec<&'a Annotation>) {
        // Two hits that follow one another may share words with the same annotation.
        let new = annotations.into_iter().filter(|annotation| self.gone.insert(annotation.id));
        self.replaced.extend(new);
    }

    /// Whether a relation begins or ends at something that goes.
    pub fn loosens(&self, relation: &Relation) -> bool {
        self.gone.contains(&relation.from) || self.gone.contains(&relation.to)
    }

    fn sum_up(&mut self, made: Option<&ArticleLayer>) {
        self.counts.tagged = self.tagged.len() as u64;
        self.counts.articles = u64::from(!self.tagged.is_empty());
        self.counts.replaced = self.replaced.len() as u64;
        if !self.replaced.is_empty() {
            let relations = made.into_iter().flat_map(|made| made.relations.values());
            self.counts.relations = relations.filter(|relation| self.loosens(relation)).count() as u64;
        }
    }
}

impl Forecast {
    fn add(&mut self, other: &Self) {
        self.tagged += other.tagged;
        self.overlapping += other.overlapping;
        self.replaced += other.replaced;
        self.relations += other.relations;
        self.there += other.there;
        self.skipped += other.skipped;
        self.unfit += other.unfit;
        self.articles += other.articles;
    }
}

/// Says what would become of all places, as tagged by somebody; progress counts articles.
pub fn forecast(
    project: &Project,
    by: &Annotator,
    rule: &TaggingRule,
    places: &[Places],
    progress: &Progress,
) -> Result<Forecast, Cancelled> {
    progress.set_total(places.len() as u64);
    let parts = places.par_chunks(TOGETHER).map(|part| {
        let (mut sum, mut outlets) = (Forecast::default(), BTreeSet::new());
        for places in part {
            progress.advance(1)?;
            let Some(article) = project.article(places.article) else { continue };
            let counts = fates(rule, article, project.article_layer(by, article.id), &places.spans).counts;
            if counts.tagged > 0 {
                outlets.insert(project.field(by, article.id, MetadataField::Outlet));
            }
            sum.add(&counts);
        }
        Ok((sum, outlets))
    });
    let parts: Vec<(Forecast, BTreeSet<&str>)> = parts.collect::<Result<_, Cancelled>>()?;
    let (mut sum, mut outlets) = (Forecast::default(), BTreeSet::new());
    for (part, of) in parts {
        sum.add(&part);
        outlets.extend(of);
    }
    Ok(Forecast { outlets: outlets.len() as u64, ..sum })
}

/// Whether an annotation was found by the rule of that name.
pub fn is_of_rule(annotation: &Annotation, rule: &str) -> bool {
    matches!(annotation.provenance.found(), Provenance::Search(name) if &**name == rule)
}

/// What a rule has made of one article.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Work<'a> {
    /// What is still as the rule made it.
    pub unchanged: Vec<&'a Annotation>,
    /// What somebody has worked on since.
    pub changed: Vec<&'a Annotation>,
}

/// A rule's way to know its own work again.
#[derive(Clone, Debug)]
pub struct Maker<'a> {
    name: &'a Name,
    rule: &'a TaggingRule,
    /// What finds the places; not where a rule spoke of annotations, which may be gone.
    pattern: Option<Pattern>,
}

impl<'a> Maker<'a> {
    /// The rule of that name.
    pub fn of(name: &'a Name, rule: &'a TaggingRule) -> Self {
        let pattern = (rule.query.of == SearchedFor::Text).then(|| Pattern::of(&rule.query).ok()).flatten();
        Self { name, rule, pattern }
    }

    /// Parts what the rule made of an article by whether somebody has worked on it since.
    pub fn work<'l>(&self, article: &Article, made: &'l ArticleLayer) -> Work<'l> {
        let mut work = Work::default();
        let mut places: Option<BTreeSet<Span>> = None;
        for annotation in made.annotations.iter().chain(&made.displaced) {
            if !is_of_rule(annotation, self.name) {
                continue;
            }
            let places = places.get_or_insert_with(|| self.places(article));
            let stands = self.pattern.is_none() || places.contains(&annotation.span);
            if stands && self.says_what_it_said(annotation) && made.relations_of(annotation.id).next().is_none() {
                work.unchanged.push(annotation);
            } else {
                work.changed.push(annotation);
            }
        }
        work
    }

    fn says_what_it_said(&self, annotation: &Annotation) -> bool {
        annotation.label == self.rule.label
            && annotation.attributes == self.rule.attributes
            && annotation.note.is_empty()
            && annotation.displaced.is_none()
    }

    fn places(&self, article: &Article) -> BTreeSet<Span> {
        let mut places = BTreeSet::new();
        if let Some(pattern) = &self.pattern {
            let _ = pattern.each(&article.text, &mut |range| {
                places.extend(Span::new(range.start, range.end));
                ControlFlow::Continue(())
            });
        }
        places
    }
}
