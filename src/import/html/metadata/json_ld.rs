//! JSON-LD: descriptions in scripts, nested and linked in many ways, and often not quite JSON.

use super::described::{Described, Kind};
use super::words::tidy;
use serde_json_lenient::{Map, Value};
use std::collections::HashMap;

/// How deep objects may lie in each other.
const DEEPEST: usize = 12;
/// How many objects are looked at.
const MOST: usize = 5000;

type Object = Map<String, Value>;

/// Reads the descriptions in a page's scripts; a script that is no JSON is passed over.
pub(super) fn read(scripts: &[String]) -> Vec<Described> {
    let documents: Vec<Value> = scripts.iter().filter_map(|script| parsed(script)).collect();
    let mut objects = Vec::new();
    for document in &documents {
        gather(document, 0, false, &mut objects);
    }
    let whole = objects.iter().map(|(object, _)| *object).filter(|object| object.len() > 1);
    let graph = Graph { by_id: whole.filter_map(|object| Some((object.get("@id")?.as_str()?, object))).collect() };
    // An article in another one is what that refers to.
    let described = objects.iter().filter_map(|(object, inside)| Some((graph.described(object)?, *inside)));
    described.filter(|(described, inside)| !inside || described.kind != Kind::Article).map(|(described, _)| described).collect()
}

fn parsed(script: &str) -> Option<Value> {
    let script = script.trim();
    let script = ["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["]
        .iter()
        .find_map(|start| script.strip_prefix(start))
        .unwrap_or(script);
    let script = ["-->", "//]]>", "/*]]>*/", "]]>"].iter().find_map(|end| script.strip_suffix(end)).unwrap_or(script);
    let script = script.trim().trim_end_matches(';').trim_end();
    serde_json_lenient::from_str_lenient(script).ok()
}

/// All objects of a document, an outer one before those in it, with whether they are in an article.
fn gather<'a>(value: &'a Value, depth: usize, inside: bool, objects: &mut Vec<(&'a Object, bool)>) {
    if depth > DEEPEST || objects.len() > MOST {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, depth + 1, inside, objects)),
        Value::Object(object) => {
            objects.push((object, inside));
            let inside = inside || kind(object) == Some(Kind::Article);
            object.values().for_each(|value| gather(value, depth + 1, inside, objects));
        }
        _ => {}
    }
}

struct Graph<'a> {
    by_id: HashMap<&'a str, &'a Object>,
}

impl<'a> Graph<'a> {
    fn described(&self, object: &'a Object) -> Option<Described> {
        let kind = kind(object)?;
        let text = |names: &[&str]| names.iter().find_map(|name| self.name(object.get(*name)?)).unwrap_or_default();
        let names = match kind {
            Kind::Steps => self.steps(object),
            _ => object.get("name").and_then(|name| self.name(name)).into_iter().collect(),
        };
        Some(Described {
            syntax: "JSON-LD",
            kind,
            headline: text(&["headline", "name", "alternativeHeadline"]),
            authors: ["author", "creator"]
                .iter()
                .map(|name| self.names(object.get(*name)))
                .find(|names| !names.is_empty())
                .unwrap_or_default(),
            publisher: text(&["publisher", "sourceOrganization"]),
            published: text(&["datePublished", "dateCreated", "uploadDate"]),
            modified: text(&["dateModified"]),
            language: text(&["inLanguage"]),
            section: text(&["articleSection"]),
            url: self.address(object),
            names,
        })
    }

    /// The object a link of the graph leads to, or the object itself.
    fn followed(&self, object: &'a Object) -> &'a Object {
        let target = object.get("@id").and_then(Value::as_str).and_then(|id| self.by_id.get(id));
        if object.contains_key("name") { object } else { target.copied().unwrap_or(object) }
    }

    /// The first name or text a value holds.
    fn name(&self, value: &'a Value) -> Option<String> {
        self.names(Some(value)).into_iter().next()
    }

    /// All names or texts a value holds: a text, an object with a name, or a list of these.
    fn names(&self, value: Option<&'a Value>) -> Vec<String> {
        let values = match value {
            Some(Value::Array(values)) => values.as_slice(),
            Some(value) => std::slice::from_ref(value),
            None => &[],
        };
        let mut names: Vec<String> = Vec::new();
        for value in values {
            let text = match value {
                Value::String(text) => tidy(text),
                Value::Number(number) => number.to_string(),
                Value::Object(object) => self.name_of(object),
                _ => String::new(),
            };
            if !text.is_empty() && !names.contains(&text) {
                names.push(text);
            }
        }
        names
    }

    fn name_of(&self, object: &'a Object) -> String {
        let object = self.followed(object);
        let first = |name: &str| strings(object.get(name)?).next().map(tidy).filter(|text| !text.is_empty());
        let whole = || Some(format!("{} {}", first("givenName")?, first("familyName")?));
        let named =
            || Some(strings(object.get("name")?).map(tidy).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", "));
        named()
            .filter(|names| !names.is_empty())
            .or_else(whole)
            .or_else(|| first("@value"))
            .or_else(|| first("alternateName"))
            .unwrap_or_default()
    }

    fn address(&self, object: &'a Object) -> String {
        let main = object.get("mainEntityOfPage");
        let of_main = || match main? {
            Value::String(address) => Some(address.as_str()),
            Value::Object(main) => main.get("@id").or_else(|| main.get("url"))?.as_str(),
            _ => None,
        };
        let own = object.get("url").and_then(Value::as_str);
        own.or_else(of_main).filter(|address| address.starts_with("http")).unwrap_or_default().to_owned()
    }

    /// The names of the steps, from the front page on.
    fn steps(&self, object: &'a Object) -> Vec<String> {
        let Some(Value::Array(steps)) = object.get("itemListElement") else { return Vec::new() };
        let name = |step: &'a Value| {
            let step = step.as_object()?;
            let inner = || step.get("item").and_then(Value::as_object).map(|item| self.name_of(item));
            Some(self.name_of(step)).filter(|name| !name.is_empty()).or_else(inner)
        };
        steps.iter().filter_map(name).collect()
    }
}

/// What an object describes.
fn kind(object: &Object) -> Option<Kind> {
    strings(object.get("@type")?).find_map(Kind::named)
}

/// The texts of a value that is one, or a list of them.
fn strings(value: &Value) -> impl Iterator<Item = &str> {
    let values = match value {
        Value::Array(values) => values.as_slice(),
        value => std::slice::from_ref(value),
    };
    values.iter().filter_map(Value::as_str)
}
