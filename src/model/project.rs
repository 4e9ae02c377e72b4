//! A project: articles, a scheme and guidelines, and a layer for each annotator.

use super::article::{Article, MetadataField, first_line};
use super::ids::{Annotator, ArticleId, BatchId};
use super::layer::{ArticleLayer, Layer, Withdrawn};
use super::scheme::Scheme;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// All that is known, as values; a copy is cheap and shares the texts. It changes only by [`super::Edit`]s, and by articles arriving in batches.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// Shown in the window's title.
    pub name: String,
    /// What annotators are told, as plain text.
    pub guidelines: String,
    /// Labels, attributes and relations.
    pub scheme: Scheme,
    /// What each annotator made.
    pub layers: BTreeMap<Annotator, Layer>,
    stored: Arc<Stored>,
}

/// An annotator who has made nothing, or taken all of it back, is the same as one who is not there.
impl PartialEq for Project {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.guidelines, &self.scheme, &self.stored)
            == (&other.name, &other.guidelines, &other.scheme, &other.stored)
            && self.filled_layers().eq(other.filled_layers())
    }
}

/// What the batch files hold; shared by all copies of the project.
#[derive(Clone, PartialEq, Debug, Default)]
struct Stored {
    batches: Vec<Batch>,
    articles: Vec<Article>,
    places: HashMap<ArticleId, Place>,
}

/// The articles of one import, written once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Batch {
    /// Also the name of its file.
    pub id: BatchId,
    /// The articles it brought, those already there left out.
    pub articles: Vec<ArticleId>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Place {
    article: usize,
    batch: usize,
}

impl Project {
    /// Makes a project without articles.
    pub fn new(name: String, scheme: Scheme) -> Self {
        Self { name, scheme, ..Self::default() }
    }

    /// Adds the articles of a batch, or more of them when the batch is there already; those of an id that is there are
    /// left out. Returns how many were new.
    pub fn add_batch(&mut self, id: &BatchId, articles: impl IntoIterator<Item = Article>) -> usize {
        let stored = Arc::make_mut(&mut self.stored);
        let batch = stored.batches.iter().position(|b| b.id == *id).unwrap_or_else(|| {
            stored.batches.push(Batch { id: id.clone(), articles: Vec::new() });
            stored.batches.len() - 1
        });
        let before = stored.articles.len();
        for article in articles {
            let place = Place { article: stored.articles.len(), batch };
            if let std::collections::hash_map::Entry::Vacant(free) = stored.places.entry(article.id) {
                free.insert(place);
                stored.batches.iter_mut().skip(batch).take(1).for_each(|batch| batch.articles.push(article.id));
                stored.articles.push(article);
            }
        }
        stored.articles.len() - before
    }

    /// The import batches, in the order they were loaded.
    pub fn batches(&self) -> &[Batch] {
        &self.stored.batches
    }

    /// Every article that is stored, withdrawn ones too, in the order they were loaded.
    pub fn stored_articles(&self) -> &[Article] {
        &self.stored.articles
    }

    /// Every article that nobody has withdrawn.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.stored.articles.iter().filter(|article| !self.is_withdrawn(article.id))
    }

    /// A stored article.
    pub fn article(&self, id: ArticleId) -> Option<&Article> {
        self.stored.places.get(&id).and_then(|place| self.stored.articles.get(place.article))
    }

    /// The batch that brought an article.
    pub fn batch_of(&self, id: ArticleId) -> Option<&Batch> {
        self.stored.places.get(&id).and_then(|place| self.stored.batches.get(place.batch))
    }

    /// Whether anybody has taken the article, or the batch it came with, out of the project.
    pub fn is_withdrawn(&self, id: ArticleId) -> bool {
        self.layers.values().filter(|layer| !layer.withdrawn.is_empty()).any(|layer| {
            layer.withdrawn.contains(&Withdrawn::Article(id))
                || self.batch_of(id).is_some_and(|batch| layer.withdrawn.contains(&Withdrawn::Batch(batch.id.clone())))
        })
    }

    /// A project of these articles alone, with all work on them: little enough to be looked at in the background.
    pub fn part(&self, ids: impl IntoIterator<Item = ArticleId>) -> Self {
        let mut part = Self::new(self.name.clone(), self.scheme.clone());
        for id in ids {
            let Some(article) = self.article(id).filter(|_| !self.is_withdrawn(id)) else { continue };
            part.add_batch(&BatchId("part".into()), [article.clone()]);
            for (who, layer) in &self.layers {
                if let Some(work) = layer.articles.get(&id) {
                    part.layer_mut(who).articles.insert(id, Arc::clone(work));
                }
            }
        }
        part
    }

    /// An annotator's work on an article.
    pub fn article_layer(&self, annotator: &Annotator, id: ArticleId) -> Option<&ArticleLayer> {
        self.layers.get(annotator).and_then(|layer| layer.article(id))
    }

    /// A metadata field as an annotator sees it: their own correction first, then the source, and for what the source left
    /// empty the correction of another.
    pub fn field(&self, annotator: &Annotator, id: ArticleId, field: MetadataField) -> &str {
        let own = self.article_layer(annotator, id).and_then(|layer| layer.corrections.get(&field)).map(String::as_str);
        let source = || self.article(id).map(|article| field.of(&article.metadata)).filter(|value| !value.is_empty());
        let others = || self.layers.values().find_map(|layer| layer.article(id)?.corrections.get(&field)).map(String::as_str);
        own.or_else(source).or_else(others).unwrap_or_default()
    }

    /// An article's title as an annotator sees it; its first line when it has none.
    pub fn title(&self, annotator: &Annotator, id: ArticleId) -> &str {
        let title = self.field(annotator, id, MetadataField::Title);
        if title.is_empty() { self.article(id).map(|article| first_line(&article.text)).unwrap_or_default() } else { title }
    }

    /// What others say of a field where it differs from what the annotator sees.
    pub fn other_corrections<'a>(
        &'a self,
        annotator: &'a Annotator,
        id: ArticleId,
        field: MetadataField,
    ) -> impl Iterator<Item = (&'a Annotator, &'a str)> {
        let others = self.layers.iter().filter(move |(who, _)| *who != annotator);
        others.filter_map(move |(who, layer)| Some((who, layer.article(id)?.corrections.get(&field)?.as_str())))
    }

    fn filled_layers(&self) -> impl Iterator<Item = (&Annotator, &Layer)> {
        self.layers.iter().filter(|(_, layer)| **layer != Layer::default())
    }

    /// An annotator's layer, made when missing.
    pub(super) fn layer_mut(&mut self, annotator: &Annotator) -> &mut Layer {
        self.layers.entry(annotator.clone()).or_default()
    }
}
