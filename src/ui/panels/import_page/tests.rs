//! What a frame asks of a large import is ready, and stays right through ticks, filters and another reading.

use super::arrangement::Order;
use super::findings::{Findings, Row, Standing};
use super::tally::Tick;
use super::words;
use crate::import::{FileReport, Format, Imported, Near, Outcome, PartReport};
use crate::model::{Article, Metadata, Project, Scheme, Source};
use std::time::{Duration, Instant};

/// An import of one file with so many articles, each second one a near duplicate of the one before.
fn imported(articles: usize) -> Imported {
    let article = |at: usize| {
        let metadata = Metadata { title: format!("Crane {at}"), outlet: "The Meridian Post".into(), ..Metadata::default() };
        Article::new(format!("Crane number {at} stands still."), metadata, Source::default())
    };
    let articles: Vec<Article> = (0..articles).map(article).collect();
    let pairs = articles.chunks_exact(2).filter_map(|pair| Some((pair.first()?.id, pair.last()?.id)));
    let near = pairs.map(|(of, article)| Near { article, of, similarity: 0.8149 }).collect();
    let part = |(at, article): (usize, &Article)| PartReport {
        part: format!("line {}", at + 1),
        outcome: Outcome::Added { id: article.id, undecodable: 0 },
    };
    let parts = articles.iter().enumerate().map(part).collect();
    let file = FileReport {
        path: "/news/big.jsonl".into(),
        format: Some(Format::Jsonl),
        members: Vec::new(),
        digest: None,
        parts,
        notes: Vec::new(),
    };
    Imported { near, files: vec![file], articles, ..Imported::default() }
}

fn project() -> Project {
    Project::new(String::new(), Scheme::default())
}

/// What is asked for in every frame.
fn frame(findings: &Findings, project: &Project) -> usize {
    let rows = findings.rows().iter().take(30).chain(findings.rows().iter().rev().take(30));
    let told: usize = rows.map(|row| words::spoken(findings, project, *row).len() + findings.tick_of(*row) as usize).sum();
    let counted: usize = Standing::ALL.into_iter().map(|standing| findings.count(standing)).sum();
    told + counted + findings.ticked() + findings.tick_of_listed() as usize + findings.total().takeable()
}

#[test]
fn a_hundred_thousand_rows_cost_a_frame_no_more_than_a_few() {
    let project = project();
    let mut findings = Findings::new(imported(100_000), &project);
    assert_eq!((findings.rows().len(), findings.ticked()), (100_001, 100_000));
    let began = Instant::now();
    let told: usize = (0..100).map(|_| frame(&findings, &project)).sum();
    assert!(told > 0 && began.elapsed() < Duration::from_secs(2), "100 frames took {:?}", began.elapsed());
    let began = Instant::now();
    for filter in ["c", "cr", "crane 99", "crane 999", "no such words"] {
        findings.arrangement.filter = filter.into();
        findings.arrange();
    }
    assert!(began.elapsed() < Duration::from_secs(3), "5 letters took {:?}", began.elapsed());
    assert!(findings.rows().is_empty());
}

#[test]
fn counts_follow_ticks_and_a_filter_keeps_them_to_what_it_lists() {
    let project = project();
    let mut findings = Findings::new(imported(20), &project);
    assert_eq!((findings.count(Standing::New), findings.count(Standing::Near)), (10, 10));
    assert_eq!((findings.tick_of(Row::File(0)), findings.tick_of_listed()), (Tick::All, Tick::All));
    findings.tick(Row::Entry(3), false);
    assert_eq!((findings.ticked(), findings.tick_of(Row::File(0))), (19, Tick::Some));
    findings.arrangement.filter = "crane 1".into();
    findings.arrange();
    // 1 and 10 to 19, below their file.
    assert_eq!((findings.rows().len(), findings.tick_of_listed()), (12, Tick::All));
    findings.tick(Row::File(0), false);
    assert_eq!((findings.ticked(), findings.tick_of(Row::File(0)), findings.tick_of_listed()), (8, Tick::None, Tick::None));
    findings.tick_listed(true);
    assert_eq!(findings.ticked(), 19);
    findings.tick_only_new();
    assert_eq!((findings.ticked(), findings.tick_of_listed()), (10, Tick::Some));
    assert_eq!(findings.left_out().count(), 10);
}

#[test]
fn another_reading_keeps_order_ticks_and_rows() {
    let project = project();
    let mut before = Findings::new(imported(6), &project);
    (before.arrangement.order, before.arrangement.reversed) = (Order::Title, true);
    before.sort(&project);
    before.arrange();
    before.tick(Row::Entry(2), false);
    let mut read = imported(6);
    for (at, article) in read.articles.iter_mut().enumerate() {
        article.metadata.title = format!("Ship {}", (at + 3) % 6);
    }
    let mut after = Findings::new(read, &project);
    after.resume(&before, &project);
    assert_eq!(after.rows(), before.rows());
    assert_eq!((after.ticked(), after.tick_of(Row::Entry(2))), (5, Tick::None));
    assert_eq!(after.row_like(&before, Row::Entry(4)), before.place_of(Row::Entry(4)));
}

#[test]
fn a_similarity_is_said_in_hundredths() {
    let project = project();
    let findings = Findings::new(imported(2), &project);
    let entry = findings.entry(1).unwrap();
    assert_eq!(words::short(&findings, &project, entry), "Near duplicate, 81 %");
    assert_eq!(
        words::long(&findings, &project, entry),
        ["Near duplicate of “Crane 0” (): 81 % of the text is the same, boilerplate apart."]
    );
}
