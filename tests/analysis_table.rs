//! All annotations as rows: filters and orders of every column give what looking at each annotation gives.

mod support;

use pressmark::analysis::table::{Column, Filter, Table, Wanted};
use pressmark::model::*;
use proptest::prelude::*;
use support::edit_laws::applied;
use support::edits::{Draw, edit};
use support::projects::harbour;
use support::sessions::{adding, amy, annotation, ben, project, titled};

fn table(project: &Project) -> Table {
    Table::of(project, &Progress::default()).unwrap()
}

fn listed(project: &Project, filters: &[(Column, &str)], sort: Option<(Column, bool)>) -> Vec<u64> {
    let table = table(project);
    let filters: Vec<Filter> = filters
        .iter()
        .map(|(column, typed)| Filter { column: column.clone(), wanted: Wanted::read(typed).expect("it wants something") })
        .collect();
    let mut places = table.fitting(project, &amy(), &filters, &Progress::default()).unwrap();
    if let Some((column, reversed)) = sort {
        table.sort(project, &amy(), &mut places, &column, reversed);
    }
    places.iter().map(|place| table.rows[*place as usize].annotation.0).collect()
}

/// Amy tagged 1 and 2 in the first article and 3 in the second, ben 4 in the second.
fn world() -> Project {
    let (first, second) = ("About 1,300 workers stayed home.", "“No comment,” said the port. Eleven ships wait.");
    let mut world = project([titled("Strike", "Meridian", first), titled("boats", "Coastline", second)]);
    let with = |mut annotation: Annotation, pairs: &[(&str, Value)]| {
        pairs.iter().for_each(|(id, value)| annotation.attributes.set((*id).into(), Some(value.clone())));
        annotation
    };
    let workers =
        with(annotation(1, "statistic", 0..19), &[("value", Value::Number(1300.0)), ("unit", Value::Text("workers".into()))]);
    let claim =
        Annotation { note: "Who counted?".into(), created: Timestamp(1_750_000_000_000), ..annotation(2, "claim", 0..31) };
    let quote = with(annotation(3, "quote", 0..17), &[("speaker", Value::Text("the port".into()))]);
    for (article, annotation) in [(first, workers), (first, claim), (second, quote)] {
        world = applied(&world, &adding(ArticleId::of(article), annotation));
    }
    let start = second.find("Eleven").unwrap();
    let ships = with(annotation(4, "statistic", start..start + 12), &[("value", Value::Range(10.0, 12.0))]);
    adding(ArticleId::of(second), ships).apply(&mut world, &ben()).unwrap();
    world
}

#[test]
fn filters_of_each_kind_find_what_they_say() {
    let world = world();
    let only = |column: Column, typed: &str| listed(&world, &[(column, typed)], None);
    assert_eq!(only(Column::Label, "STAT"), [1, 4]);
    assert_eq!(only(Column::Label, "quote|claim"), [2, 3]);
    assert_eq!(only(Column::Words, "workers"), [2, 1]);
    assert_eq!(only(Column::Words, "= about 1,300 workers"), [1]);
    assert_eq!(only(Column::Attribute("value".into()), "> 1,000"), [1]);
    assert_eq!(only(Column::Attribute("value".into()), "<100"), [4]);
    assert_eq!(only(Column::Attribute("speaker".into()), "*"), [3]);
    assert_eq!(only(Column::Attribute("unit".into()), "-"), [2, 3, 4]);
    assert_eq!(only(Column::Note, "counted"), [2]);
    assert_eq!(only(Column::Annotator, "ben"), [4]);
    assert_eq!(only(Column::Outlet, "coast"), [3, 4]);
    assert_eq!(only(Column::Article, "strike"), [2, 1]);
    assert_eq!(only(Column::Made, "2025-06"), [2]);
    assert_eq!(only(Column::Length, "> 4"), [2]);
    assert_eq!(only(Column::Found, "by hand"), [2, 1, 3, 4]);
    assert_eq!(listed(&world, &[(Column::Label, "statistic"), (Column::Annotator, "amy")], None), [1]);
    assert_eq!(Wanted::read("  "), None);
    assert_eq!(Wanted::read("|"), None);
}

#[test]
fn orders_put_words_without_regard_to_capitals_and_nothing_last() {
    let world = world();
    let by = |column, reversed| listed(&world, &[], Some((column, reversed)));
    assert_eq!(by(Column::Article, false), [3, 4, 2, 1], "boats before Strike");
    assert_eq!(by(Column::Attribute("value".into()), false), [4, 1, 2, 3]);
    assert_eq!(by(Column::Label, true), [1, 4, 3, 2]);
    assert_eq!(by(Column::Annotator, true), [4, 2, 1, 3], "equal ones stay in their order");
    assert_eq!(by(Column::Words, false), [1, 2, 4, 3], "a beginning before what goes on");
}

#[test]
fn statuses_and_what_was_taken_out_of_the_project_show() {
    let mut world = world();
    let article = world.stored_articles()[0].id;
    let judged = Reading::of(world.annotation(article, AnnotationId(1)).unwrap().1);
    let verdict = Verdict { status: Status::Rejected, judged, correction: None, at: Timestamp(1) };
    let edit = Edit::Verdict { article, annotation: AnnotationId(1), before: None, after: Some(Box::new(verdict)) };
    edit.apply(&mut world, &ben()).unwrap();
    assert_eq!(listed(&world, &[(Column::Status, "rejected")], None), [1]);
    let other = world.stored_articles()[1].id;
    Edit::Withdrawal { of: Withdrawn::Article(other), before: false, after: true }.apply(&mut world, &amy()).unwrap();
    assert_eq!(listed(&world, &[], None), [2, 1]);
}

#[test]
fn a_wish_to_stop_is_heard() {
    let stopped = Progress::default();
    stopped.cancel();
    assert!(Table::of(&world(), &stopped).is_err());
    let table = table(&world());
    assert!(table.fitting(&world(), &amy(), &[], &stopped).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_annotation_of_the_project_is_one_row(seed in any::<u64>(), words in "[a-z ]{1,8}") {
        let mut project = harbour();
        let mut draw = Draw(seed);
        for _ in 0..60 {
            let by = if draw.below(2) == 0 { amy() } else { ben() };
            if let Some(edit) = edit(&mut draw, &words, &project, &by) {
                edit.apply(&mut project, &by).unwrap();
            }
        }
        let table = table(&project);
        let mut expected = Vec::new();
        for article in project.articles() {
            for (who, layer) in &project.layers {
                let layer = layer.article(article.id);
                let all = layer.into_iter().flat_map(|layer| layer.annotations.iter().chain(&layer.displaced));
                expected.extend(all.map(|annotation| (article.id, who.clone(), annotation.id)));
            }
        }
        let rows: Vec<_> = table
            .rows
            .iter()
            .map(|row| (table.article_of(row).unwrap(), table.annotator_of(row).unwrap().clone(), row.annotation))
            .collect();
        prop_assert_eq!(rows, expected);
        for row in &table.rows {
            let seen = table.seen(row, &project).unwrap();
            prop_assert_eq!(&table.labels[usize::from(row.label)], &seen.annotation.label);
            prop_assert_eq!(row.status, project.status(seen.article, seen.annotation));
        }
        // Each filter gives what its value says of each row, quick columns and slow ones alike.
        for column in Column::all(&project.scheme) {
            for typed in [words.trim(), "quote", "-", "*", "open"].into_iter().filter(|typed| !typed.is_empty()) {
                let wanted = Wanted::read(typed).unwrap();
                let fits = |row: &&pressmark::analysis::table::Row| {
                    let seen = table.seen(row, &project).unwrap();
                    wanted.fits(&column.value(&project, &amy(), &seen))
                };
                let expected: Vec<u64> = table.rows.iter().filter(fits).map(|row| row.annotation.0).collect();
                prop_assert_eq!(listed(&project, &[(column.clone(), typed)], None), expected, "{:?} {}", column, typed);
            }
            // An order loses nothing and is one.
            let mut places = table.fitting(&project, &amy(), &[], &Progress::default()).unwrap();
            table.sort(&project, &amy(), &mut places, &column, false);
            let value = |place: &u32| {
                let seen = table.seen(&table.rows[*place as usize], &project).unwrap();
                format!("{:?}", column.value(&project, &amy(), &seen))
            };
            prop_assert_eq!(places.iter().collect::<std::collections::BTreeSet<_>>().len(), table.rows.len());
            prop_assert!(column != Column::Annotator || places.is_sorted_by_key(value));
        }
    }
}
