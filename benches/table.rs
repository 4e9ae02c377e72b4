//! The table of all annotations: making it, filtering and sorting it, against a plain walk over the same annotations on one
//! thread in the same run; and bulk changes from the command to the journal's thread, with their undo.

mod support;

use anyhow::{Context as _, ensure};
use pressmark::analysis::table::{Column, Filter, Table as Rows, Wanted};
use pressmark::model::{Progress, Project};
use pressmark::session::{Bulk, BulkChange, Command, Outcome};
use pressmark::store::Storage;
use std::hint::black_box;
use std::sync::Arc;
use support::figures::{Figures, Table, preface, ratio, shown, sized, wall_ms, wanted};
use support::invented::{Size, amy, project};
use support::journal::session;

fn main() -> anyhow::Result<()> {
    preface("table");
    let made = project(Size { articles: sized(100_000, 500), bytes: sized(5_000, 2_000), annotations: 20 });
    let rows = Rows::of(&made, &Progress::default())?;
    println!("{} articles, {} annotations", made.stored_articles().len(), rows.rows.len());
    if wanted("list") {
        list(&made, &rows)?;
    }
    if wanted("bulk") {
        bulk(&made, &rows)?;
    }
    Ok(())
}

fn list(made: &Project, rows: &Rows) -> anyhow::Result<()> {
    let rounds = sized(9, 2);
    let mut walk = Figures::default();
    (0..rounds).for_each(|_| walk.push(wall_ms(|| black_box(statistics(made))).0));
    let table = Table::new("all annotations, milliseconds", &["median", "to the walk"]);
    let row = |name: &str, work: &dyn Fn() -> anyhow::Result<usize>| -> anyhow::Result<()> {
        let mut figures = Figures::default();
        for _ in 0..rounds {
            let (passed, done) = wall_ms(work);
            black_box(done?);
            figures.push(passed);
        }
        table.row(name, [shown(figures.median()), ratio(figures.median(), walk.median())]);
        Ok(())
    };
    row("a plain walk that counts statistics", &|| Ok(statistics(made)))?;
    row("making the table", &|| Ok(Rows::of(made, &Progress::default())?.rows.len()))?;
    let fitting = |column: Column, typed: &str| -> anyhow::Result<usize> {
        let wanted = Wanted::read(typed).context("it wants something")?;
        Ok(rows.fitting(made, &amy(), &[Filter { column, wanted }], &Progress::default())?.len())
    };
    row("filter by label", &|| fitting(Column::Label, "statistic"))?;
    row("filter by outlet", &|| fitting(Column::Outlet, "kranblick"))?;
    row("filter by attribute", &|| fitting(Column::Attribute("speaker".into()), "brandt"))?;
    row("filter by words", &|| fitting(Column::Words, "without pay"))?;
    let sorted = |column: Column| -> anyhow::Result<usize> {
        let mut places = rows.fitting(made, &amy(), &[], &Progress::default())?;
        rows.sort(made, &amy(), &mut places, &column, false);
        Ok(places.len())
    };
    row("sort by outlet", &|| sorted(Column::Outlet))?;
    row("sort by words", &|| sorted(Column::Words))
}

/// How many statistics there are, by looking at each annotation.
fn statistics(made: &Project) -> usize {
    let layers = made.layers.values().flat_map(|layer| layer.articles.values());
    layers.flat_map(|layer| layer.annotations.iter()).filter(|annotation| annotation.label.as_ref() == "statistic").count()
}

/// One change to 100,000 annotations, until the journal's thread has it, and its undo.
fn bulk(made: &Project, rows: &Rows) -> anyhow::Result<()> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let place = folder.path().join("harbour-strike");
    Storage::create(&place, made).context("making the project")?;
    let opened = Storage::open(&place, &amy(), &Progress::default(), &|_, _| {}).context("opening the project")?;
    let (mut session, _folder) = session(opened);
    let named = rows
        .rows
        .iter()
        .take(sized(100_000, 1_000))
        .filter_map(|row| Some((rows.article_of(row)?, rows.annotator_of(row)?.clone(), row.annotation)));
    let of: Vec<_> = named.collect();
    let table = Table::new(&format!("{} annotations at once, milliseconds", of.len()), &["do", "undo", "redo"]);
    for (name, change) in [
        ("relabel", BulkChange::Relabel("claim".into())),
        ("approve", BulkChange::Judge(pressmark::model::Status::Approved)),
        ("delete", BulkChange::Delete),
    ] {
        let command = Command::Bulk(Arc::new(Bulk { of: of.clone(), change }));
        let mut times = Vec::new();
        for command in [command, Command::Undo, Command::Redo] {
            let (passed, outcome) = wall_ms(|| session.run(&command));
            ensure!(outcome == Outcome::Done, "{name}: {outcome:?}");
            times.push(shown(passed));
        }
        session.run(&Command::Undo);
        table.row(name, times);
    }
    Ok(())
}
