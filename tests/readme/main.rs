//! The README says what is so: the parts that can be made from the program are made from it, commands and links exist.

mod commands;
mod keys;
mod links;
mod sections;
mod small_project;

use sections::{body, readme, replaced};

/// What is set to have the generated parts written.
const WRITE: &str = "PRESSMARK_WRITE_README";

#[test]
fn generated_parts_are_as_generated() {
    let mut parts = vec![("keys", keys::tables())];
    parts.extend(small_project::parts());
    let before = readme();
    if std::env::var_os(WRITE).is_some() {
        let after = parts.iter().fold(before, |text, (name, body)| replaced(&text, name, body));
        std::fs::write(sections::path(), after).unwrap();
        return;
    }
    let stale: Vec<&str> = parts.iter().filter(|(name, wanted)| body(&before, name) != wanted).map(|(name, _)| *name).collect();
    assert!(
        stale.is_empty(),
        "README.md is behind the program in {stale:?}. Run\n    {WRITE}=1 cargo test --test readme\nand commit it."
    );
}

#[test]
fn figures_have_a_place() {
    assert!(!body(&readme(), "figures").trim().is_empty());
}
