//! The problems of a whole project, article by article, as they are found.

use super::{Elsewhere, Look, Problem, Rule, of_article_by};
use crate::model::progress::Cancelled;
use crate::model::{Annotator, ArticleId, Progress, Project};
use rayon::prelude::*;

/// So many articles are looked at before what was found is handed on.
const GROUP: usize = 256;

/// What is looked for.
#[derive(Clone, Default)]
pub struct Wanted {
    /// Whose work; all annotators when there are none.
    pub annotators: Vec<Annotator>,
    /// By which rules; all when there are none.
    pub rules: Vec<&'static Rule>,
}

impl Wanted {
    /// Whether the rule of this id is among what is looked for.
    pub fn asks(&self, rule: &str) -> bool {
        self.rules.is_empty() || self.rules.iter().any(|asked| asked.id == rule)
    }
}

/// The problems of one annotator's work on one article.
#[derive(Clone, Debug)]
pub struct Found {
    /// The article.
    pub article: ArticleId,
    /// Whose work it is.
    pub annotator: Annotator,
    /// At least one.
    pub problems: Vec<Problem>,
}

/// Looks through all articles in their order, and hands on what is found article by article.
pub fn of_project(
    project: &Project,
    elsewhere: Option<&Elsewhere>,
    wanted: &Wanted,
    progress: &Progress,
    each: &mut dyn FnMut(Found),
) -> Result<(), Cancelled> {
    let layers = project.layers.keys().filter(|who| wanted.annotators.is_empty() || wanted.annotators.contains(who));
    let annotators: Vec<&Annotator> = layers.collect();
    let ids: Vec<ArticleId> = project.articles().map(|article| article.id).collect();
    progress.set_total(ids.len() as u64);
    for group in ids.chunks(GROUP) {
        let found: Vec<Vec<Found>> = group.par_iter().map(|id| of_one(project, *id, &annotators, elsewhere, wanted)).collect();
        found.into_iter().flatten().for_each(&mut *each);
        progress.advance(group.len() as u64)?;
    }
    Ok(())
}

fn of_one(
    project: &Project,
    article: ArticleId,
    annotators: &[&Annotator],
    elsewhere: Option<&Elsewhere>,
    wanted: &Wanted,
) -> Vec<Found> {
    let is_wanted = |rule: &Rule| wanted.asks(rule.id);
    let look = |who: &&Annotator| {
        let look = Look::of(project, article, who)?;
        let look = match elsewhere {
            Some(elsewhere) => look.beside(elsewhere),
            None => look,
        };
        let problems = of_article_by(&look, is_wanted);
        (!problems.is_empty()).then(|| Found { article, annotator: (*who).clone(), problems })
    };
    annotators.iter().filter_map(look).collect()
}
