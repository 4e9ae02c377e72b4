//! One line of the stream: `{"id", "text"}` or `{"id", "html", "url"}` in, the same out with `text` and `spans`; or, in its
//! place, what was wrong with it.
//!
//! Fields that mean nothing here are handed on as they are, to the byte.

use super::Labels;
use super::queue::Line;
use crate::export;
use crate::import;
use crate::model::Suggestion;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is written for a line.
pub(super) struct Answer {
    /// JSON with its line end.
    pub bytes: Vec<u8>,
    /// Whether it says what was wrong.
    pub is_fault: bool,
}

/// Answers a line.
pub(super) fn answer(line: Line, labels: &Labels) -> Answer {
    let Line { number, bytes } = line;
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(reason) => return fault(number, None, &reason),
    };
    let fields: Fields<'_> = match serde_json::from_slice(&bytes) {
        Ok(fields) => fields,
        Err(error) => return fault(number, None, &format!("this is no JSON object: {error}")),
    };
    // Whatever a page does to its parser, the lines after it are answered.
    let answered = catch_unwind(AssertUnwindSafe(|| answered(&fields, labels)));
    match answered.unwrap_or_else(|_| Err("it cannot be read, by a fault of this program; please report it".to_owned())) {
        Ok(bytes) => Answer { bytes, is_fault: false },
        Err(reason) => fault(number, fields.get("id"), &reason),
    }
}

fn answered(fields: &Fields<'_>, labels: &Labels) -> Result<Vec<u8>, String> {
    let string = |name: &str| fields.get(name).map(|raw| string(name, raw)).transpose();
    let (text, suggestions) = match (string("text")?, string("html")?) {
        (Some(text), None) => (text, Vec::new()),
        (None, Some(html)) => {
            let page = import::page(&html, string("url")?.as_deref());
            (Cow::Owned(page.text), page.suggestions)
        }
        (None, None) => return Err("it has neither “text” nor “html”".to_owned()),
        (Some(_), Some(_)) => return Err("it has both “text” and “html”; give one of them".to_owned()),
    };
    let mut out = Vec::with_capacity(text.len() + 256);
    out.push(b'{');
    for (name, raw) in fields.0.iter().filter(|(name, _)| !matches!(name.as_ref(), "text" | "html" | "spans")) {
        write(&mut out, name)?;
        out.push(b':');
        out.extend_from_slice(raw.get().as_bytes());
        out.push(b',');
    }
    let chosen: Vec<&Suggestion> = labels.chosen(&suggestions).collect();
    export::suggested(&mut out, &text, &chosen).map_err(|error| error.to_string())?;
    out.extend_from_slice(b"}\n");
    Ok(out)
}

fn write(out: &mut Vec<u8>, value: &impl Serialize) -> Result<(), String> {
    serde_json::to_writer(out, value).map_err(|error| error.to_string())
}

fn string<'a>(name: &str, raw: &'a RawValue) -> Result<Cow<'a, str>, String> {
    #[derive(Deserialize)]
    struct Words<'a>(#[serde(borrow)] Cow<'a, str>);
    let words: Words<'a> = serde_json::from_str(raw.get()).map_err(|error| format!("“{name}” is no string: {error}"))?;
    Ok(words.0)
}

fn fault(number: u64, id: Option<&RawValue>, reason: &str) -> Answer {
    #[derive(Serialize)]
    struct Fault<'a> {
        id: Option<&'a RawValue>,
        error: &'a str,
        line: u64,
    }
    let mut bytes = serde_json::to_vec(&Fault { id, error: reason, line: number }).unwrap_or_default();
    bytes.push(b'\n');
    Answer { bytes, is_fault: true }
}

/// The members of an object in their order, values as they were written.
struct Fields<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Fields<'a> {
    /// The last member of that name, as JSON has it.
    fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().rev().find(|(other, _)| other == name).map(|(_, raw)| *raw)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object such as {\"id\": \"1\", \"text\": \"…\"}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(name) = map.next_key::<Key<'de>>()? {
                    members.push((name.0, map.next_value()?));
                }
                Ok(Fields(members))
            }
        }
        from.deserialize_map(Members)
    }
}

#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);
