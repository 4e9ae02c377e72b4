//! How long the news lint takes: one article of 10 KB with 100 annotations, one of 1 MB with 5,000, and a whole project of
//! 100,000 articles (`PRESSMARK_ARTICLES` says how many), beside reading the same texts once, byte by byte.

mod support;

use pressmark::analysis::problems::{Elsewhere, Look, Wanted, of_article, of_project};
use pressmark::model::{Article, Progress, Project};
use support::figures::{Figures, Table, cpu_ms, preface, ratio, shown, sized, wall_ms};
use support::invented::{Size, amy, project};

fn main() {
    preface("problems");
    let table = Table::new("problems of one article, ms", &["median", "p99", "found", "to bytes"]);
    one(&table, "10 KB, 100 annotations", Size { articles: 1, bytes: 10_000, annotations: 100 });
    one(
        &table,
        "1 MB, 5,000 annotations",
        Size { articles: 1, bytes: sized(1_000_000, 100_000), annotations: sized(5_000, 500) },
    );
    all();
}

fn one(table: &Table, name: &str, size: Size) {
    let project = project(size);
    let Some(article) = project.articles().next() else { return };
    let elsewhere = Elsewhere::of(&project, &Progress::default()).unwrap_or_default();
    let mut found = 0;
    let mut look = || {
        let looked = Look::of(&project, article.id, &amy()).map(|look| of_article(&look.beside(&elsewhere)));
        found = looked.map_or(0, |problems| problems.len());
    };
    look();
    let figures: Figures = (0..sized(30, 3)).map(|_| cpu_ms(&mut look).0).collect();
    let bytes: Figures = (0..sized(30, 3)).map(|_| cpu_ms(|| lines(article)).0).collect();
    let cells = [shown(figures.median()), shown(figures.p99()), found.to_string(), ratio(figures.median(), bytes.median())];
    table.row(name, cells);
}

fn lines(article: &Article) -> usize {
    article.text.bytes().filter(|byte| *byte == b'\n').count()
}

fn all() {
    let asked = std::env::var("PRESSMARK_ARTICLES").ok().and_then(|count| count.parse().ok());
    let size = Size { articles: asked.unwrap_or(sized(100_000, 500)), bytes: 5_000, annotations: 20 };
    let made: Project = project(size);
    let (index, elsewhere) = wall_ms(|| Elsewhere::of(&made, &Progress::default()).unwrap_or_default());
    let mut found = 0;
    let mut first = None;
    let from = std::time::Instant::now();
    let (whole, _) = wall_ms(|| {
        of_project(&made, Some(&elsewhere), &Wanted::default(), &Progress::default(), &mut |one| {
            first.get_or_insert_with(|| from.elapsed());
            found += one.problems.len();
        })
    });
    let (bytes, _) = wall_ms(|| made.articles().map(lines).sum::<usize>());
    println!();
    println!(
        "{} articles, {} annotations: index in {:.2} s; {found} problems in {:.2} s, the first after {:.0} ms; reading the bytes {:.2} s",
        size.articles,
        size.articles * size.annotations,
        index / 1e3,
        whole / 1e3,
        first.unwrap_or_default().as_secs_f64() * 1e3,
        bytes / 1e3
    );
}
