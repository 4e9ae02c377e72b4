//! The fields of a JSON object: their paths, and what stands at one, as text.

use serde_json::Value;
use std::borrow::Cow;

/// The value at a path, as text: “body”, “meta.author”, or a JSON pointer, “/meta/author/0”. Empty where there is none.
/// Lists are joined: those of texts that are lines of a text by line ends, others by commas.
pub(super) fn at<'v>(object: &'v Value, path: &str, is_text: bool) -> Cow<'v, str> {
    let mut found = Vec::new();
    if path.starts_with('/') {
        found.extend(object.pointer(path));
    } else {
        collect(object, path, &mut found);
    }
    let separator = if is_text { "\n" } else { ", " };
    let mut texts = found.into_iter().flat_map(texts).filter(|text| is_text || !text.is_empty());
    match (texts.next(), texts.next()) {
        (None, _) => Cow::Borrowed(""),
        (Some(only), None) => only,
        (Some(first), Some(second)) => [first, second].into_iter().chain(texts).collect::<Vec<_>>().join(separator).into(),
    }
}

/// Finds what stands at a path of names. A name may hold dots itself, and lists are gone through.
fn collect<'v>(value: &'v Value, path: &str, found: &mut Vec<&'v Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, path, found)),
        Value::Object(members) => {
            if let Some(member) = members.get(path) {
                found.push(member);
                return;
            }
            for (dot, _) in path.match_indices('.') {
                let (Some(name), Some(rest)) = (path.get(..dot), path.get(dot + 1..)) else { continue };
                if let Some(member) = members.get(name) {
                    collect(member, rest, found);
                }
            }
        }
        _ => {}
    }
}

fn texts(value: &Value) -> Vec<Cow<'_, str>> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![Cow::Borrowed(text)],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(_) => Vec::new(),
        other => vec![Cow::Owned(other.to_string())],
    }
}

/// How deep paths are followed, and how many of them are kept.
const DEEPEST: usize = 6;
const MOST_PATHS: usize = 400;

/// Adds the paths of an object that are new, in the order in which they stand.
pub(super) fn add_paths(value: &Value, before: &str, depth: usize, paths: &mut Vec<String>) {
    match value {
        Value::Object(members) if depth < DEEPEST => {
            for (name, member) in members {
                let path = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
                add_paths(member, &path, depth + 1, paths);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) && depth < DEEPEST => {
            items.iter().take(20).for_each(|item| add_paths(item, before, depth + 1, paths));
        }
        Value::Object(_) => {}
        Value::Array(items) if items.is_empty() => {}
        _ if before.is_empty() || paths.len() >= MOST_PATHS || paths.iter().any(|known| known == before) => {}
        _ => paths.push(before.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn paths_lead_through_objects_and_lists() {
        let object = json!({
            "a.b": "dotted", "meta": {"authors": [{"name": "Ana Ruiz"}, {"name": "Bo Li"}], "tags": ["port", 7, null], "x.y": 1},
            "body": ["One.", "", "Two."], "empty": null
        });
        for (path, value) in [
            ("a.b", "dotted"),
            ("meta.authors.name", "Ana Ruiz, Bo Li"),
            ("/meta/authors/1/name", "Bo Li"),
            ("meta.tags", "port, 7"),
            ("meta.x.y", "1"),
            ("empty", ""),
            ("none.at.all", ""),
            ("/none", ""),
        ] {
            assert_eq!(at(&object, path, false), value, "{path}");
        }
        assert_eq!(at(&object, "body", true), "One.\n\nTwo.");
        let mut paths = Vec::new();
        add_paths(&object, "", 0, &mut paths);
        paths.sort();
        assert_eq!(paths, ["a.b", "body", "empty", "meta.authors.name", "meta.tags", "meta.x.y"]);
    }
}
