//! Importing again what had been taken out of a project: it comes back, by edits.

use super::Target;
use crate::model::{Annotator, ArticleId, BatchId, Edit, Withdrawn};
use std::collections::{BTreeSet, HashSet};

/// The edits that record an import: the new batch, so that undo can take it out, and what puts articles back that had been
/// taken out. Where a whole batch was taken out and only some of it comes back, the rest stays out article by article.
pub fn edits(target: Target<'_>, batch: Option<&BatchId>, returning: &[ArticleId]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = batch.map(|id| put_back(Withdrawn::Batch(id.clone()))).into_iter().collect();
    let Some(withdrawn) = target.project.layers.get(target.annotator).map(|layer| &layer.withdrawn) else { return edits };
    let articles = returning.iter().map(|id| Withdrawn::Article(*id)).filter(|article| withdrawn.contains(article));
    edits.extend(articles.map(put_back));
    let back: HashSet<ArticleId> = returning.iter().copied().collect();
    let batches: BTreeSet<&BatchId> = returning.iter().filter_map(|id| Some(&target.project.batch_of(*id)?.id)).collect();
    for batch in target.project.batches().iter().filter(|batch| batches.contains(&batch.id)) {
        let whole = Withdrawn::Batch(batch.id.clone());
        if withdrawn.contains(&whole) {
            edits.push(put_back(whole));
            let rest = batch.articles.iter().filter(|id| !back.contains(*id)).map(|id| Withdrawn::Article(*id));
            let still_out = rest.filter(|article| !withdrawn.contains(article));
            edits.extend(still_out.map(|of| Edit::Withdrawal { of, before: false, after: true }));
        }
    }
    edits
}

fn put_back(of: Withdrawn) -> Edit {
    Edit::Withdrawal { of, before: true, after: false }
}

/// Somebody other than the importing annotator who has taken the article out.
pub(super) fn by_other<'a>(target: Target<'a>, id: ArticleId) -> Option<&'a Annotator> {
    let batch = target.project.batch_of(id).map(|batch| Withdrawn::Batch(batch.id.clone()));
    let article = Withdrawn::Article(id);
    let others = target.project.layers.iter().filter(|(who, _)| *who != target.annotator);
    let takes_out = |withdrawn: &BTreeSet<Withdrawn>| {
        withdrawn.contains(&article) || batch.as_ref().is_some_and(|batch| withdrawn.contains(batch))
    };
    others.filter(|(_, layer)| takes_out(&layer.withdrawn)).map(|(who, _)| who).next()
}
