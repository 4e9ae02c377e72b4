//! The README and the parts of it that stand between `<!-- name -->` and `<!-- /name -->`.

use std::path::PathBuf;

/// The top of the repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Where the README lies.
pub fn path() -> PathBuf {
    root().join("README.md")
}

/// The README as it stands.
pub fn readme() -> String {
    std::fs::read_to_string(path()).unwrap().replace("\r\n", "\n")
}

/// What stands between the markers of a part.
pub fn body<'a>(text: &'a str, name: &str) -> &'a str {
    split(text, name).1
}

/// The text with another body for a part.
pub fn replaced(text: &str, name: &str, body: &str) -> String {
    let (before, _, after) = split(text, name);
    format!("{before}{body}{after}")
}

fn split<'a>(text: &'a str, name: &str) -> (&'a str, &'a str, &'a str) {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->\n"));
    let marker = |marker: &str, from: usize| {
        let at = text[from..].find(marker).unwrap_or_else(|| panic!("README.md has no line {marker:?}"));
        from + at
    };
    let start = marker(&open, 0) + open.len();
    let end = marker(&close, start);
    (&text[..start], &text[start..end], &text[end..])
}

/// The lines of the fenced blocks of a language.
pub fn fenced<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let mut inside: Option<&str> = None;
    let mut found = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("```"), inside) {
            (Some(tag), None) => inside = Some(tag),
            (Some(_), Some(_)) => inside = None,
            (None, Some(tag)) if tag == language => found.push(line),
            _ => {}
        }
    }
    assert!(inside.is_none(), "README.md has a fenced block without an end");
    found
}

/// What stands between single backticks outside fenced blocks.
pub fn inline_code(text: &str) -> Vec<&str> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            inside = !inside;
        } else if !inside {
            found.extend(line.split('`').skip(1).step_by(2));
        }
    }
    found
}
