//! How fast web pages become text with what stands outside their article: pages a second of processor time, beside
//! `dom_smoothie`, which finds the article alone, on the same pages in the same run.
//!
//! The pages are invented; where pages of the web lie in `../shared/data`, those are measured too.

mod support;

use flate2::read::GzDecoder;
use std::io::Read;
use std::path::Path;
use support::figures::{cpu_ms, preface, sized};

fn main() -> anyhow::Result<()> {
    preface("html");
    report("invented", &(0..sized(300, 10)).map(invented).collect::<Vec<_>>());
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    for set in ["boilerplate-scrapinghub", "boilerplate-wcxb", "boilerplate-trafilatura"] {
        let folder = data.join(set).join("pages");
        if folder.is_dir() {
            report(set, &stored(&folder, sized(usize::MAX, 10))?);
        }
    }
    Ok(())
}

fn report(name: &str, pages: &[String]) {
    let bytes: usize = pages.iter().map(String::len).sum();
    let count = pages.len() as f64;
    let (ours, _) = cpu_ms(|| pages.iter().map(|html| pressmark::import::page(html, None).text.len()).sum::<usize>());
    let (theirs, _) = cpu_ms(|| pages.iter().map(|html| smoothie(html)).sum::<usize>());
    let a_second = |ms: f64| count / ms.max(0.001) * 1e3;
    println!(
        "{name}: {count} pages of {} KB; {:.0} pages per CPU second; dom_smoothie {:.0}",
        bytes / pages.len().max(1) / 1000,
        a_second(ours),
        a_second(theirs)
    );
}

fn smoothie(html: &str) -> usize {
    let reader = dom_smoothie::Readability::new(html, None, None);
    reader.and_then(|mut reader| reader.parse()).map_or(0, |article| article.text_content.len())
}

/// A page with as much around its article as pages of news have.
fn invented(seed: usize) -> String {
    let links = |count: usize, class: &str| -> String {
        let item = |at| {
            format!(
                "<li class=\"{class}-item\"><a href=\"/{class}/{at}\" data-at=\"{at}\"><span>Notice {at} of {seed}</span></a></li>"
            )
        };
        format!("<div class=\"{class}\"><ul>{}</ul></div>", (0..count).map(item).collect::<String>())
    };
    let paragraph = |at| {
        format!(
            "<p class=\"text\">The crane at quay {at} stood still on day {seed}, and “nobody came”, <a href=\"/q\">said</a> those who wait there.</p>"
        )
    };
    let body: String = (0..30).map(paragraph).collect();
    let script = "var page = {a: [1, 2, 3], b: '<p>no</p>'};".repeat(400);
    format!(
        "<!DOCTYPE html><html><head><title>Day {seed}</title><script>{script}</script></head><body><header><nav>{}</nav></header>\
         <main><article><h1>Day {seed} at the quay</h1><div class=\"entry-content\">{body}</div></article>{}</main><aside>{}</aside>\
         <footer>{}</footer></body></html>",
        links(80, "menu"),
        links(40, "related"),
        links(40, "popular"),
        links(60, "footer-links"),
    )
}

fn stored(folder: &Path, most: usize) -> anyhow::Result<Vec<String>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?.map(|file| file.map(|file| file.path())).collect::<Result<_, _>>()?;
    files.sort();
    let read = |file| -> anyhow::Result<String> {
        let mut html = Vec::new();
        GzDecoder::new(std::fs::File::open(file)?).read_to_end(&mut html)?;
        Ok(String::from_utf8_lossy(&html).into_owned())
    };
    files.into_iter().take(most).map(read).collect()
}
