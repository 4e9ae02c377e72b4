//! Expressions over all texts, beside `rg` on the same texts in files, or beside the same expression over the bytes of all
//! texts on one thread where there is no `rg`.

use crate::support::figures::{Figures, Table, ratio, shown, sized, wall_ms};
use crate::{RARE, median};
use anyhow::{Context as _, ensure};
use pressmark::model::{Project, Query};
use std::path::Path;
use std::process::Command;

/// Name, expression, whether capitals differ, whether only whole words count.
const PATTERNS: [(&str, &str, bool, bool); 7] = [
    ("a word that is nowhere", RARE, true, false),
    ("a frequent word", "harbour", true, false),
    ("the same, any case", "HARBOUR", false, false),
    ("a whole word", "quay", true, true),
    ("two of several words", "(crane|container|minister) (and|of|about)", true, false),
    ("a class of words", r"\w+ers\b", true, false),
    ("numbers", r"\d{1,3}(,\d{3})*", true, false),
];

/// Prints the table.
pub fn run(project: &Project) -> anyhow::Result<()> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let (files, whole) = (folder.path().join("files"), folder.path().join("whole.txt"));
    write(project, &files, &whole)?;
    let has_rg = Command::new("rg").arg("--version").output().is_ok();
    let columns = ["hits", "first ms", "ms", "masked ms", "base ms", "to base", "one file ms", "to that"];
    let table = Table::new("all texts", &columns);
    for (name, pattern, case, whole_word) in PATTERNS {
        let query = Query { pattern: pattern.to_owned(), regex: true, case, whole_word, boilerplate: true, ..Query::default() };
        let all = median(project, &query)?;
        let masked = median(project, &Query { boilerplate: false, ..query.clone() })?;
        let (base, one) = if has_rg {
            (rg(&query, &files, all.hits.len())?, rg(&query, &whole, all.hits.len())?)
        } else {
            let scan = scan(project, &query)?;
            (scan, scan)
        };
        let cells = [shown(all.first), shown(all.whole), shown(masked.whole), shown(base), ratio(all.whole, base)];
        let last = [shown(one), ratio(all.whole, one)];
        table.row(name, [all.hits.len().to_string()].into_iter().chain(cells).chain(last));
    }
    println!(
        "“base” is {}.",
        if has_rg {
            "rg on a file for each article; “one file” is rg on all texts in one"
        } else {
            "the same expression on one thread, as rg is not installed"
        }
    );
    Ok(())
}

fn write(project: &Project, files: &Path, whole: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(files)?;
    let mut all = String::new();
    for (number, article) in project.stored_articles().iter().enumerate() {
        let part = files.join((number / 1_000).to_string());
        if number % 1_000 == 0 {
            std::fs::create_dir_all(&part)?;
        }
        std::fs::write(part.join(format!("{number}.txt")), article.text.as_bytes())?;
        all += &article.text;
        all.push('\n');
    }
    Ok(std::fs::write(whole, all)?)
}

/// The median of several runs, whose count is checked.
fn rg(query: &Query, place: &Path, hits: usize) -> anyhow::Result<f64> {
    let mut figures = Figures::default();
    for _ in 0..sized(5, 1) {
        let mut command = Command::new("rg");
        command.args(["--no-config", "--no-ignore", "--count-matches", "--no-filename", "--color=never"]);
        command.args(query.whole_word.then_some("--word-regexp")).args((!query.case).then_some("--ignore-case"));
        command.arg("--regexp").arg(&query.pattern).arg(place);
        let (passed, output) = wall_ms(|| command.output());
        let counted = String::from_utf8(output?.stdout)?;
        let sum: usize = counted.lines().filter_map(|line| line.trim().parse::<usize>().ok()).sum();
        ensure!(sum == hits, "rg counts {sum} of “{}”, not {hits}", query.pattern);
        figures.push(passed);
    }
    Ok(figures.median())
}

fn scan(project: &Project, query: &Query) -> anyhow::Result<f64> {
    let words = if query.whole_word { format!(r"\b{}\b", query.pattern) } else { query.pattern.clone() };
    let regex = regex::bytes::RegexBuilder::new(&words).case_insensitive(!query.case).build().context("the expression")?;
    let mut figures = Figures::default();
    for _ in 0..sized(5, 1) {
        let count = || project.stored_articles().iter().map(|article| regex.find_iter(article.text.as_bytes()).count()).sum();
        let (passed, hits): (f64, usize) = wall_ms(count);
        std::hint::black_box(hits);
        figures.push(passed);
    }
    Ok(figures.median())
}
