//! Tagging very many hits as one act, taking it back and repeating it, in a folder on disk; beside making as many edits and
//! nothing else.

use crate::searched;
use crate::support::figures::{Table, ratio, shown, sized, wall_ms};
use crate::support::invented::{amy, annotations};
use crate::support::journal::session;
use anyhow::{Context as _, ensure};
use pressmark::analysis::tagging::{Places, forecast};
use pressmark::model::{Annotation, AnnotationId, Conflict, Edit, Progress, Project, Provenance, Query, TaggingRule, Timestamp};
use pressmark::session::{Command, Outcome, Tagging};
use pressmark::store::Storage;
use std::time::Duration;

/// Prints the table.
pub fn run(project: &Project) -> anyhow::Result<()> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let place = folder.path().join("harbour-strike");
    Storage::create(&place, project).context("making the project")?;
    let query = Query { pattern: "minister".to_owned(), boilerplate: true, ..Query::default() };
    let rule = TaggingRule {
        query: query.clone(),
        label: "claim".into(),
        attributes: Default::default(),
        conflict: Conflict::Overlap,
        other_labels: false,
        at: Timestamp(0),
    };
    let mut hits = searched(project, &query)?.hits;
    hits.truncate(sized(100_000, 1_000));
    let places: Vec<Places> = hits
        .chunk_by(|one, other| one.article == other.article)
        .filter_map(|of_article| {
            let article = of_article.first()?.article(project)?.id;
            Some(Places { article, spans: of_article.iter().map(|hit| hit.span).collect() })
        })
        .collect();
    let opened = Storage::open(&place, &amy(), &Progress::default(), &|_, _| {})?;
    let (mut session, folder) = session(opened);
    let (bare, edits) = wall_ms(|| bare(&places, &rule));
    let table = Table::new(&format!("{} hits in {} articles", hits.len(), places.len()), &["ms", "to bare", "synced ms"]);
    table.row("bare: as many edits, in memory", [shown(bare), ratio(bare, bare)]);
    drop(edits);
    let (passed, forecast) = wall_ms(|| forecast(session.project(), &amy(), &rule, &places, &Progress::default()));
    table.row(&format!("preview: {} would be tagged", forecast?.tagged), [shown(passed), ratio(passed, bare)]);
    // What the page that shows the hits holds.
    let held = session.project().clone();
    let tag = Command::TagHits(Box::new(Tagging { name: "ministers".into(), rule, places }));
    for (name, command) in [("tag all", tag), ("undo", Command::Undo), ("redo", Command::Redo), ("undo again", Command::Undo)] {
        let mut outcome = Outcome::Done;
        let (synced, passed) = wall_ms(|| {
            let (passed, done) = wall_ms(|| session.run(&command));
            outcome = done;
            folder.storage().flush(Duration::from_secs(60));
            passed
        });
        ensure!(outcome == Outcome::Done, "{name}: {outcome:?}");
        table.row(name, [shown(passed), ratio(passed, bare), shown(synced)]);
    }
    let take_back = Command::TakeRuleBack("ministers".into());
    session.run(&Command::Redo);
    let (passed, outcome) = wall_ms(|| session.run(&take_back));
    ensure!(outcome == Outcome::Done, "take back: {outcome:?}");
    table.row("take the rule back", [shown(passed), ratio(passed, bare)]);
    drop(held);
    Ok(())
}

/// As many edits as tagging makes.
fn bare(places: &[Places], rule: &TaggingRule) -> Vec<Edit> {
    let like = annotations("a b c", 1, 1).iter().next().cloned();
    let edits = places.iter().flat_map(|places| places.spans.iter().map(|span| (places.article, *span)));
    let edit = |(number, (article, span)): (usize, _)| {
        let provenance = Provenance::Search("ministers".into());
        let label = rule.label.clone();
        let after = Annotation { id: AnnotationId(number as u64), span, label, provenance, ..like.clone()? };
        Some(Edit::Annotation { article, before: None, after: Some(Box::new(after)) })
    };
    edits.enumerate().filter_map(edit).collect()
}
