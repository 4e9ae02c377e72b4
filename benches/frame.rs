//! What a frame costs: logic, layout and tessellation on one thread, without a graphics card. The text view alone and the
//! whole window, each beside a small article in the same run. Parts: `view`, `window`, `keys`.

#[path = "frame/screen.rs"]
mod screen;
mod support;
#[path = "frame/view.rs"]
mod view;
#[path = "frame/window.rs"]
mod window;

use support::figures::{preface, sized, wanted};
use support::invented::{self, text};

/// An article to be shown.
pub struct Case {
    name: &'static str,
    text: String,
    annotations: usize,
}

/// The small article that everything is compared with, and the large ones.
fn cases() -> [Case; 4] {
    let large = sized(10_000_000, 300_000);
    let (many, more) = (sized(50_000, 1_500), sized(200_000, 6_000));
    [
        Case { name: "10 KB, 50 annotations", text: text(10_000, 600, 1), annotations: 50 },
        Case { name: "10 MB, 50,000", text: text(large, 600, 2), annotations: many },
        Case { name: "10 MB, 200,000", text: text(large, 600, 2), annotations: more },
        Case {
            name: "1 MB in one paragraph, 5,000",
            text: text(sized(1_000_000, 100_000), usize::MAX, 3),
            annotations: sized(5_000, 500),
        },
    ]
}

fn main() -> anyhow::Result<()> {
    preface("frame");
    println!("CPU milliseconds of one thread a frame; ratios of medians to the first row");
    if wanted("view") {
        view::run(&cases());
    }
    if wanted("window") {
        window::run(&cases())?;
    }
    if wanted("keys") {
        window::tag_and_open()?;
    }
    Ok(())
}

/// An article with its annotations.
fn made(case: &Case) -> (pressmark::model::Article, pressmark::model::AnnotationSet) {
    let article = invented::article(case.text.clone(), 1);
    let set = invented::annotations(&article.text, case.annotations, 1);
    (article, set)
}
