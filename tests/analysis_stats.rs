//! A corpus in figures: what is counted, where it is put, and which articles stand behind each bar.

mod support;

use pressmark::analysis::corpus_stats::{Bound, Figures, Period, Row, Table, figures};
use pressmark::model::annotation::Rule;
use pressmark::model::*;
use support::sessions::{adding, amy, annotation, ben, project, scheme, suggestion};

const DAY: i64 = 86_400_000;

fn dated(outlet: &str, published: &str, text: &str) -> Article {
    let metadata = Metadata { outlet: outlet.into(), published: published.into(), ..Metadata::default() };
    Article::new(text, metadata, Source::default())
}

fn count(project: &Project, journals: &[&[JournalEntry]]) -> Figures {
    figures(project, &amy(), journals, &Progress::default()).unwrap()
}

fn tag(project: &mut Project, by: &Annotator, article: ArticleId, annotation: Annotation) {
    adding(article, annotation).apply(project, by).unwrap();
}

/// The rows that hold anything: the name and the counts.
fn filled(table: &Table) -> Vec<(&str, Vec<u64>)> {
    let counts = |row: &Row| row.cells.iter().map(|cell| cell.count).collect();
    table.rows.iter().filter(|row| row.total() > 0).map(|row| (row.name.as_str(), counts(row))).collect()
}

fn row<'a>(table: &'a Table, name: &str) -> &'a Row {
    table.rows.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no row {name}"))
}

#[test]
fn an_empty_project_has_figures_too() {
    let empty = count(&project([]), &[]);
    assert!(empty.states.is_empty() && empty.outlets.is_empty() && empty.units.is_empty() && empty.minutes.is_empty());
    assert_eq!((empty.words, empty.median_time(), empty.created.rows.len()), (0, None, 0));
}

#[test]
fn articles_stand_as_far_as_anybody_has_come() {
    let articles = ["One crane.", "Two cranes.", "Three cranes."].map(|text| dated("", "", text));
    let ids = articles.each_ref().map(|article| article.id);
    let mut project = project(articles);
    let state = |article, after| Edit::State { article, before: ArticleState::ToDo, after };
    state(ids[0], ArticleState::Done).apply(&mut project, &amy()).unwrap();
    state(ids[0], ArticleState::InProgress).apply(&mut project, &ben()).unwrap();
    state(ids[2], ArticleState::InProgress).apply(&mut project, &ben()).unwrap();
    let found = count(&project, &[]);
    assert_eq!(found.states.columns, ["to do", "in progress", "done"]);
    let expected = [("all", vec![1, 1, 1]), ("amy", vec![2, 0, 1]), ("ben", vec![1, 2, 0])];
    assert_eq!(filled(&found.states), expected);
    assert_eq!(found.articles(&row(&found.states, "ben").cells[1].articles), [ids[0], ids[2]]);
    // Articles taken out do not count.
    let out = Edit::Withdrawal { of: Withdrawn::Article(ids[1]), before: false, after: true };
    out.apply(&mut project, &amy()).unwrap();
    assert_eq!(filled(&count(&project, &[]).states)[0], ("all", vec![0, 1, 1]));
}

#[test]
fn annotations_are_counted_by_outlet_label_and_day() {
    let text = "Cranes stop at the port today, they say.";
    let articles = [
        dated("Meridian Post", "2025-07-03T06:40:00Z", text),
        dated("Coastline", "2025-07-04", &format!("{text} Again.")),
        dated("Coastline", "yesterday", &format!("{text} And again.")),
    ];
    let ids = articles.each_ref().map(|article| article.id);
    let mut project = project(articles);
    let made = |id, label: &str, day: i64| Annotation { created: Timestamp(day * DAY + 5), ..annotation(id, label, 0..6) };
    tag(&mut project, &amy(), ids[0], made(1, "quote", 20_273));
    tag(&mut project, &amy(), ids[1], made(2, "quote", 20_273));
    tag(&mut project, &ben(), ids[1], made(3, "quote", 20_274));
    tag(&mut project, &ben(), ids[2], made(4, "claim", 20_310));
    let found = count(&project, &[]);
    assert_eq!(found.outlets.columns, ["Quote", "Claim", "Statistic", "Boilerplate"]);
    assert_eq!(filled(&found.outlets), [("Coastline", vec![2, 1, 0, 0]), ("Meridian Post", vec![1, 0, 0, 0])]);
    // Twice in one article is one article behind the bar.
    assert_eq!(found.articles(&row(&found.outlets, "Coastline").cells[0].articles), [ids[1]]);
    assert_eq!(found.articles(&row(&found.outlets, "Coastline").whole().articles), [ids[1], ids[2]]);
    let days = filled(&found.created);
    assert_eq!(days, [("2025-07-04", vec![2, 0, 0, 0]), ("2025-07-05", vec![1, 0, 0, 0]), ("2025-08-10", vec![0, 1, 0, 0])]);
    let weeks = found.created.by(Period::Week);
    assert_eq!(filled(&weeks), [("week of 2025-06-30", vec![3, 0, 0, 0]), ("week of 2025-08-04", vec![0, 1, 0, 0])]);
    assert_eq!(found.articles(&weeks.rows[0].cells[0].articles), [ids[0], ids[1]]);
    let months = found.created.by(Period::Month);
    assert_eq!(filled(&months), [("2025-07", vec![3, 0, 0, 0]), ("2025-08", vec![0, 1, 0, 0])]);
    assert_eq!((filled(&found.published).len(), found.undated), (2, 1));
    let most = found.outlets.most(0, |rest| format!("{rest} others"));
    assert_eq!(filled(&most), [("2 others", vec![3, 1, 0, 0])]);
}

#[test]
fn labels_that_are_gone_keep_their_annotations() {
    let article = dated("", "", "Cranes stop.");
    let id = article.id;
    let mut project = project([article]);
    tag(&mut project, &amy(), id, annotation(1, "opinion", 0..6));
    let found = count(&project, &[]);
    assert_eq!(found.outlets.columns.last().unwrap(), "no longer in the scheme");
    assert_eq!(filled(&found.outlets), [("", vec![0, 0, 0, 0, 1])]);
}

#[test]
fn lengths_and_densities_fall_into_their_classes() {
    let hundred = vec!["word"; 100].join(" ");
    let articles = [dated("", "", &hundred), dated("", "", &format!("{hundred} more")), dated("", "", " \n")];
    let ids = articles.each_ref().map(|article| article.id);
    let mut project = project(articles);
    tag(&mut project, &amy(), ids[0], annotation(1, "quote", 0..4));
    tag(&mut project, &amy(), ids[0], annotation(2, "quote", 0..24));
    tag(&mut project, &ben(), ids[0], annotation(3, "claim", 0..hundred.len()));
    tag(&mut project, &ben(), ids[0], Annotation { displaced: Some("gone".into()), ..annotation(4, "claim", 0..4) });
    let found = count(&project, &[]);
    assert_eq!(found.words, 201);
    let lengths = filled(&found.lengths);
    assert_eq!(lengths, [("1", vec![1, 0, 0, 0]), ("3 to 5", vec![1, 0, 0, 0]), ("81 to 160", vec![0, 1, 0, 0])]);
    // Four annotations of two annotators in 100 words; an article without words has no density.
    assert_eq!(filled(&found.densities), [("none", vec![1]), ("20 to 30", vec![1])]);
}

#[test]
fn values_are_put_by_their_unit_from_the_least_to_the_most() {
    let article = dated("", "", "More than 1,300 workers, or about 20 percent of the port.");
    let id = article.id;
    let mut project = project([article]);
    let with = |number: u64, value: Value, unit: &str, bound: &str| {
        let text = |words: &str| Value::Text(words.into());
        let pairs = [("value", value), ("unit", text(unit)), ("bound", text(bound))];
        let attributes = pairs.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Annotation { attributes, ..annotation(number, "statistic", 0..4) }
    };
    tag(&mut project, &amy(), id, with(1, Value::Number(1300.0), "workers", "at least"));
    tag(&mut project, &amy(), id, with(2, Value::Range(20.0, 25.0), "percent", "about"));
    tag(&mut project, &amy(), id, with(3, Value::Number(7.5), " Percent ", "exact"));
    tag(&mut project, &amy(), id, annotation(4, "statistic", 0..4));
    let found = count(&project, &[]);
    let units: Vec<(&str, usize, f64)> =
        found.units.iter().map(|unit| (unit.name.as_str(), unit.values.len(), unit.median())).collect();
    assert_eq!(units, [("percent", 2, 20.0), ("workers", 1, 1300.0)]);
    let percent: Vec<(f64, f64, Bound)> =
        found.units[0].values.iter().map(|value| (value.low, value.high, value.bound)).collect();
    assert_eq!(percent, [(7.5, 7.5, Bound::Exact), (20.0, 25.0, Bound::About)]);
    assert_eq!(found.units[1].values[0].bound, Bound::AtLeast);
}

/// A step at a second, that concerns these articles.
fn step(who: &Annotator, number: u64, second: i64, articles: &[ArticleId]) -> JournalEntry {
    let edits =
        articles.iter().map(|article| Edit::State { article: *article, before: ArticleState::ToDo, after: ArticleState::Done });
    JournalEntry::of(&Transaction {
        number,
        annotator: who.clone(),
        at: Timestamp(second * 1000),
        command: "Mark as done".to_owned(),
        direction: Direction::Do,
        edits: edits.collect(),
    })
}

#[test]
fn time_goes_to_the_article_of_the_later_step_and_pauses_do_not_count() {
    let articles = ["One crane.", "Two cranes."].map(|text| dated("", "", text));
    let [one, two] = articles.each_ref().map(|article| article.id);
    let project = project(articles);
    let amys = [
        step(&amy(), 1, 0, &[one]),
        step(&amy(), 2, 100, &[one]),
        step(&amy(), 3, 130, &[two]),
        step(&amy(), 4, 130 + 300, &[two]),
        step(&amy(), 5, 131 + 300, &[one, two]),
        // The clock was set back.
        step(&amy(), 6, 90, &[one]),
    ];
    let bens = [step(&ben(), 1, 0, &[one]), step(&ben(), 2, 200, &[one])];
    let found = count(&project, &[&amys, &[], &bens]);
    assert_eq!(filled(&found.time), [("amy", vec![131]), ("ben", vec![200])]);
    let spent: Vec<(ArticleId, u32, u64)> =
        found.spent.iter().map(|spent| (found.ids[spent.article as usize], spent.annotator, spent.milliseconds)).collect();
    assert_eq!(spent, [(one, 0, 100_000), (two, 0, 30_000), (one, 1, 200_000)]);
    assert_eq!(filled(&found.minutes), [("less than 1", vec![1]), ("5 to 10", vec![1])]);
    assert_eq!(found.articles(&row(&found.minutes, "5 to 10").whole().articles), [one]);
    assert_eq!(found.median_time(), Some(300_000));
}

#[test]
fn suggestions_are_as_suggested_changed_or_dismissed() {
    let text = "Cranes stop. Related articles. Read more. They say so.";
    let suggested = [suggestion("boilerplate", 13..30), suggestion("boilerplate", 31..41)];
    let article = dated("", "", text).suggesting(suggested.clone());
    let id = article.id;
    let mut project = project([article]);
    let from = |rule: &str, annotation: Annotation| Annotation {
        provenance: Provenance::Rule(Box::new(Rule { name: rule.into(), score: None })),
        ..annotation
    };
    tag(&mut project, &amy(), id, from("page structure", annotation(1, "boilerplate", 13..30)));
    tag(&mut project, &ben(), id, from("page structure", annotation(2, "boilerplate", 13..29)));
    tag(&mut project, &ben(), id, from("quotation at caret", annotation(3, "quote", 42..46)));
    tag(&mut project, &ben(), id, annotation(4, "quote", 42..50));
    let dismissed = Edit::Dismissal { article: id, suggestion: suggested[1].key(), before: false, after: true };
    dismissed.apply(&mut project, &amy()).unwrap();
    let found = count(&project, &[]);
    assert_eq!(found.rules.columns, ["as suggested", "changed", "dismissed"]);
    assert_eq!(filled(&found.rules), [("page structure", vec![1, 1, 1]), ("quotation at caret", vec![1, 0, 0])]);
}

#[test]
fn many_articles_are_counted_as_a_few_are() {
    let articles: Vec<Article> = (0..1500)
        .map(|number| dated(["Post", "Coast", "Quay"][number % 3], "2025-07-03", &format!("Crane {number} stood.")))
        .collect();
    let ids: Vec<ArticleId> = articles.iter().map(|article| article.id).collect();
    let mut project = project(articles);
    for (number, id) in (0..).zip(&ids) {
        tag(&mut project, &amy(), *id, annotation(number, &scheme().labels[number as usize % 2].id, 0..5));
    }
    let found = count(&project, &[]);
    assert_eq!(
        filled(&found.outlets),
        [("Post", vec![250, 250, 0, 0]), ("Coast", vec![250, 250, 0, 0]), ("Quay", vec![250, 250, 0, 0])]
    );
    let quay = found.articles(&row(&found.outlets, "Quay").whole().articles);
    let expected: Vec<ArticleId> = ids.iter().skip(2).step_by(3).copied().collect();
    assert_eq!(quay, expected);
    let stopped = Progress::default();
    stopped.cancel();
    assert!(figures(&project, &amy(), &[], &stopped).is_err());
}
