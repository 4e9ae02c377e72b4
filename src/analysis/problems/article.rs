//! The problems of one article.

use super::rules::{RULES, Rule};
use super::{Look, Problem};

/// The problems of one article in one layer, in the order of the text, those of one place in the order of the rules.
pub fn of_article(look: &Look<'_>) -> Vec<Problem> {
    of_article_by(look, |_| true)
}

/// The problems that some of the rules find.
pub fn of_article_by(look: &Look<'_>, is_wanted: impl Fn(&Rule) -> bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !look.is_begun() && look.layer.displaced.is_empty() {
        return problems;
    }
    for rule in RULES.iter().filter(|rule| is_wanted(rule)) {
        (rule.find)(look, &mut |span, annotation, reason, fix| {
            problems.push(Problem { rule, span, annotation, reason, fix: fix.map(Box::new) });
        });
    }
    // The sort is stable, so rules stay in their order.
    problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
    problems
}
