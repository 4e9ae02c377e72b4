//! Looking at many rows in their order: article, layer and text are sought once for all rows that stand together.

use super::{Row, Seen, Table};
use crate::model::{Annotation, ArticleId, ArticleLayer, Project};
use std::sync::Arc;

/// A walk along rows. Rows may come in any order; in the table's own, each is found at once.
pub(super) struct Walk<'a> {
    table: &'a Table,
    project: &'a Project,
    /// The article and annotator of the row before, by their places.
    at: Option<(u32, u16)>,
    layer: Option<&'a ArticleLayer>,
    article: Option<ArticleId>,
    text: &'a str,
    /// What is left of the layer's annotations in the order of the rows.
    ahead: Box<dyn Iterator<Item = &'a Annotation> + 'a>,
}

impl<'a> Walk<'a> {
    pub fn new(table: &'a Table, project: &'a Project) -> Self {
        let ahead = Box::new(std::iter::empty());
        Self { table, project, at: None, layer: None, article: None, text: "", ahead }
    }

    /// What a row stands for; `None` when it is gone.
    pub fn seen(&mut self, row: &Row) -> Option<Seen<'a>> {
        if self.at != Some((row.article, row.annotator)) {
            self.turn_to(row);
        }
        let layer = self.layer?;
        let ahead = self.ahead.find(|annotation| annotation.id == row.annotation);
        let annotation = ahead.or_else(|| layer.annotation(row.annotation))?;
        let (article, annotator) = (self.article?, self.table.annotator_of(row)?);
        Some(Seen { article, annotator, annotation, text: self.text })
    }

    fn turn_to(&mut self, row: &Row) {
        self.at = Some((row.article, row.annotator));
        self.article = self.table.article_of(row);
        let layers = self.table.annotator_of(row).and_then(|who| self.project.layers.get(who));
        self.layer = layers.zip(self.article).and_then(|(layer, id)| layer.articles.get(&id)).map(Arc::as_ref);
        self.text = self.article.and_then(|id| self.project.article(id)).map(|article| article.text.as_ref()).unwrap_or_default();
        self.ahead = match self.layer {
            Some(layer) => Box::new(layer.annotations.iter().chain(&layer.displaced)),
            None => Box::new(std::iter::empty()),
        };
    }
}
