//! The relations of the open article as the text view draws them: found once for each change, asked for by what is on screen.

use super::text_view::Link;
use crate::model::{AnnotationId, Annotator, ArticleId};
use crate::session::Session;
use std::ops::Range;

/// The ends of a relation.
#[derive(Clone, Copy)]
struct Ends {
    from: usize,
    to: usize,
    begins: AnnotationId,
    ends: AnnotationId,
}

/// The relations of one article.
#[derive(Default)]
pub struct Links {
    of: Option<(ArticleId, Annotator, u64, usize)>,
    /// Sorted by where they begin.
    by_start: Vec<Ends>,
    /// Sorted by where they lead.
    by_end: Vec<Ends>,
}

impl Links {
    /// Reads the relations anew when the article, or something in it, is another; none while they are hidden.
    pub fn refresh(&mut self, session: &Session, shown: bool) {
        let article = session.view().article.filter(|_| shown);
        // The project as it was is another session, with revisions of its own.
        let which = std::ptr::from_ref(session) as usize;
        let now = article.map(|article| (article, session.whose().clone(), session.revision(), which));
        if self.of == now {
            return;
        }
        self.of = now;
        let layer = session.shown_layer().filter(|_| article.is_some());
        let found = layer.into_iter().flat_map(|layer| {
            let start = |id| layer.annotations.get(id).map(|annotation| annotation.span.start as usize);
            layer.relations.values().filter_map(move |relation| {
                let (begins, ends) = (relation.from, relation.to);
                Some(Ends { from: start(begins)?, to: start(ends)?, begins, ends })
            })
        });
        self.by_start = found.collect();
        self.by_start.sort_by_key(|ends| (ends.from, ends.to));
        self.by_end.clone_from(&self.by_start);
        self.by_end.sort_by_key(|ends| (ends.to, ends.from));
    }

    /// Those with an end in a range; those of the focused annotation stand out.
    pub fn near(&self, range: &Range<usize>, focused: Option<AnnotationId>) -> Vec<Link> {
        let first = self.by_start.partition_point(|ends| ends.from < range.start);
        let begin = self.by_start.iter().skip(first).take_while(|ends| ends.from < range.end);
        let first = self.by_end.partition_point(|ends| ends.to < range.start);
        let lead = self.by_end.iter().skip(first).take_while(|ends| ends.to < range.end);
        let lead = lead.filter(|ends| !range.contains(&ends.from));
        let link = |ends: &Ends| {
            let strong = focused.is_some_and(|id| id == ends.begins || id == ends.ends);
            Link { from: ends.from, to: ends.to, strong }
        };
        begin.chain(lead).map(link).collect()
    }
}
