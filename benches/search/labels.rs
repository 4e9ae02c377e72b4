//! Filters by label, value and annotator, beside walking over all annotations on one thread and looking at their labels.

use crate::support::figures::{Figures, Table, ratio, shown, sized, wall_ms};
use crate::support::invented::amy;
use crate::{RARE, median};
use pressmark::model::{Project, Query, SearchedFor, Within};

/// Prints the table.
pub fn run(project: &Project) -> anyhow::Result<()> {
    let inside = Query { labels: vec!["quote".into()], within: Within::Inside, ..Query::default() };
    let of = |query: Query| Query { of: SearchedFor::Annotations, ..query };
    let speaker = vec![("speaker".into(), "Brandt".to_owned())];
    let words = |query: Query, words: &str| Query { pattern: words.to_owned(), case: true, ..query };
    let asked = [
        ("annotations of a label", of(inside.clone())),
        ("annotations with a value", of(Query { attributes: speaker, ..Query::default() })),
        ("annotations of somebody", of(Query { annotators: vec![amy()], ..Query::default() })),
        ("annotations with a word", of(words(Query::default(), "minister"))),
        ("a word inside a label", words(inside.clone(), "minister")),
        ("a rare word inside a label", words(inside, RARE)),
    ];
    let walked = walk(project);
    let table = Table::new("filters", &["hits", "first ms", "ms", "walk ms", "to walk"]);
    for (name, query) in asked {
        let found = median(project, &query)?;
        let cells = [shown(found.first), shown(found.whole), shown(walked), ratio(found.whole, walked)];
        table.row(name, [found.tally.hits.to_string()].into_iter().chain(cells));
    }
    Ok(())
}

/// The median of walking over all annotations, in the order of articles.
fn walk(project: &Project) -> f64 {
    let figures: Figures = (0..sized(5, 1))
        .map(|_| {
            let count = || {
                let made = project.stored_articles().iter().filter_map(|article| project.article_layer(&amy(), article.id));
                made.flat_map(|made| made.annotations.iter()).filter(|annotation| &*annotation.label == "quote").count()
            };
            let (passed, counted) = wall_ms(count);
            std::hint::black_box(counted);
            passed
        })
        .collect();
    figures.median()
}
