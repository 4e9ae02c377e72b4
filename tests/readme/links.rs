//! What the README points to in the repository is there, and its JSON is JSON.

use super::sections::{fenced, inline_code, readme, root};

#[test]
fn links_lead_somewhere() {
    let text = readme();
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ', '#']).next());
    let local: Vec<&str> = targets.filter(|target| !target.is_empty() && !target.contains("://")).collect();
    let missing: Vec<_> = local.into_iter().filter(|target| !root().join(target).exists()).collect();
    assert!(missing.is_empty(), "README.md links to {missing:?}, which are not there");
}

#[test]
fn links_within_lead_to_headings() {
    let text = readme();
    let slug = |heading: &str| heading.to_lowercase().replace(' ', "-").replace(|c: char| !c.is_alphanumeric() && c != '-', "");
    let headings: Vec<String> =
        text.lines().filter(|line| line.starts_with('#')).map(|line| slug(line.trim_start_matches('#').trim())).collect();
    for target in text.split("](#").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(headings.iter().any(|heading| heading == target), "README.md has no heading for #{target}");
    }
}

#[test]
fn paths_named_are_there() {
    let text = readme();
    let tops = ["assets/", "src/", "tests/", "benches/", "projects/"];
    for path in inline_code(&text).into_iter().filter(|code| tops.iter().any(|top| code.starts_with(top))) {
        assert!(root().join(path).exists(), "README.md names {path}, which is not there");
    }
}

#[test]
fn json_shown_is_json() {
    let text = readme();
    let lines = fenced(&text, "json");
    assert!(!lines.is_empty());
    for line in lines {
        serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{error} in {line}"));
    }
}
