//! Which articles changed since when, so that what was found out about all others still holds.

use crate::model::{ArticleId, Edit};
use std::collections::{BTreeSet, VecDeque};

/// So many changes are remembered; whoever knows only older states looks at everything anew.
const MOST: usize = 20_000;

/// The articles that changed, the last ones last.
#[derive(Default)]
pub struct Touched {
    /// Of what happened up to this revision nothing is known.
    from: u64,
    log: VecDeque<(u64, ArticleId)>,
}

impl Touched {
    /// Notes what edits changed, by the revision that they made.
    pub fn note(&mut self, revision: u64, edits: &[Edit]) {
        let is_of_all = |edit: &Edit| {
            matches!(edit, Edit::Label { .. } | Edit::RelationKind { .. } | Edit::Withdrawal { .. } | Edit::Succession { .. })
        };
        if edits.iter().any(is_of_all) || edits.len() > MOST {
            return self.note_all(revision);
        }
        let articles: BTreeSet<ArticleId> = edits.iter().filter_map(Edit::article).collect();
        self.log.extend(articles.into_iter().map(|article| (revision, article)));
        while self.log.len() > MOST
            && let Some((forgotten, _)) = self.log.pop_front()
        {
            self.from = forgotten;
        }
    }

    /// Notes that anything may have changed.
    pub fn note_all(&mut self, revision: u64) {
        self.log.clear();
        self.from = revision;
    }

    /// The articles that changed after a revision; `None` where it may be any.
    pub fn since(&self, revision: u64) -> Option<BTreeSet<ArticleId>> {
        let later = self.log.iter().rev().take_while(|(at, _)| *at > revision);
        (revision >= self.from).then(|| later.map(|(_, article)| *article).collect())
    }
}
