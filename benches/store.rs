//! What keeping costs: a tag until it is on disk, opening a large project, importing many files, writing a snapshot. Each
//! beside the bare minimum on the same disk in the same run.
//!
//! Parts: `tag`, `open`, `import`, `lines`, `near`.

#[path = "store/import.rs"]
mod import;
#[path = "store/json.rs"]
mod json;
#[path = "store/lines.rs"]
mod lines;
#[path = "store/open.rs"]
mod open;
mod support;
#[path = "store/tag.rs"]
mod tag;

use support::figures::{preface, wanted};

fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip_while(|word| word != "--child").skip(1);
    if let (Some(what), Some(place)) = (words.next(), words.next()) {
        return open::child(&what, std::path::Path::new(&place));
    }
    preface("store");
    if wanted("tag") {
        tag::run()?;
    }
    if wanted("import") {
        import::run()?;
    }
    if wanted("lines") {
        lines::run()?;
    }
    if wanted("near") {
        lines::near()?;
    }
    if wanted("open") {
        open::run()?;
    }
    Ok(())
}
