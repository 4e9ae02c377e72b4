//! The scheme: the formal half of the codebook, which a project can change. Ids are for ever; names, colours and keys are not.

use super::annotation::Value;
use super::ids::Name;

/// Labels, their attributes, and the kinds of relations.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Scheme {
    /// In the order of the label bar.
    pub labels: Vec<Label>,
    /// In the order of the menus.
    pub relations: Vec<RelationKind>,
}

impl Scheme {
    /// The label of that id.
    pub fn label(&self, id: &str) -> Option<&Label> {
        self.labels.iter().find(|label| label.id.as_ref() == id)
    }

    /// The label of that key.
    pub fn label_of_key(&self, key: char) -> Option<&Label> {
        self.labels.iter().find(|label| label.key == Some(key))
    }

    /// The relation kind of that id.
    pub fn relation(&self, id: &str) -> Option<&RelationKind> {
        self.relations.iter().find(|kind| kind.id.as_ref() == id)
    }

    /// The kinds of relation allowed between two labels, in that direction.
    pub fn relations_between<'a>(&'a self, from: &'a str, to: &'a str) -> impl Iterator<Item = &'a RelationKind> {
        self.relations.iter().filter(move |kind| kind.allows(from, to))
    }

    /// What keeps the scheme from working, in words for a person: ids, names or keys used twice, relations that speak of a
    /// label that is not there. Empty for a sound scheme.
    pub fn faults(&self) -> Vec<String> {
        let names = |names: &mut dyn Iterator<Item = &String>| twice(names.map(|name| name.trim().to_lowercase()));
        let label_ids = twice(self.labels.iter().map(|label| label.id.to_string()));
        let label_names = names(&mut self.labels.iter().map(|label| &label.name));
        let keys = twice(self.labels.iter().filter_map(|label| label.key).map(|key| key.to_string()));
        let kind_ids = twice(self.relations.iter().map(|kind| kind.id.to_string()));
        let kind_names = names(&mut self.relations.iter().map(|kind| &kind.name));
        let mut faults: Vec<String> = Vec::new();
        faults.extend(label_ids.into_iter().map(|id| format!("two labels have the id “{id}”")));
        faults.extend(label_names.into_iter().map(|name| format!("two labels are called “{name}”")));
        faults.extend(keys.into_iter().map(|key| format!("two labels have the key “{key}”")));
        faults.extend(self.labels.iter().flat_map(Label::faults));
        faults.extend(kind_ids.into_iter().map(|id| format!("two relations have the id “{id}”")));
        faults.extend(kind_names.into_iter().map(|name| format!("two relations are called “{name}”")));
        faults.extend(self.relations.iter().flat_map(|kind| self.missing_ends(kind)));
        faults
    }

    fn missing_ends(&self, kind: &RelationKind) -> Vec<String> {
        let missing = kind.from.iter().chain(&kind.to).filter(|id| self.label(id).is_none());
        missing.map(|id| format!("the relation “{}” would need the label “{id}”, which is not there", kind.name)).collect()
    }
}

/// The values that occur more than once, each as often as it is repeated.
fn twice(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    values.filter(|value| !seen.insert(value.clone())).collect()
}

/// A label with which spans are tagged.
#[derive(Clone, PartialEq, Debug)]
pub struct Label {
    /// Written with every annotation; never changes. Lower case letters, digits and `-`.
    pub id: Name,
    /// Shown; may change.
    pub name: String,
    /// The key that tags with it, if it has one: a lower case letter or a digit.
    pub key: Option<char>,
    /// Its base colour; the theme lightens or darkens it.
    pub color: Color,
    /// What it covers, in a sentence.
    pub description: String,
    /// Whether its words are faded in the text, as boilerplate is.
    pub faded: bool,
    /// In the order of the inspector.
    pub attributes: Vec<Attribute>,
}

impl Label {
    /// The attribute of that id.
    pub fn attribute(&self, id: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.id.as_ref() == id)
    }

    fn faults(&self) -> Vec<String> {
        let ids = twice(self.attributes.iter().map(|attribute| attribute.id.to_string()));
        let names = twice(self.attributes.iter().map(|attribute| attribute.name.trim().to_lowercase()));
        let blank = self.attributes.iter().any(|attribute| attribute.id.is_empty() || attribute.name.trim().is_empty());
        let twice = |what: String| format!("the label “{}” has the attribute “{what}” twice", self.name);
        let blank = blank.then(|| format!("the label “{}” has an attribute without a name", self.name));
        let repeated = if ids.is_empty() { names } else { ids };
        repeated.into_iter().map(twice).chain(blank).collect()
    }
}

/// An sRGB colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Color(pub [u8; 3]);

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self([red, green, blue]) = self;
        write!(f, "#{red:02X}{green:02X}{blue:02X}")
    }
}

impl std::str::FromStr for Color {
    type Err = MalformedColor;

    /// Reads `#RRGGBB`.
    fn from_str(hex: &str) -> Result<Self, MalformedColor> {
        let malformed = || MalformedColor(hex.chars().take(20).collect());
        let digits = hex.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()));
        let number = digits.and_then(|d| u32::from_str_radix(d, 16).ok()).ok_or_else(malformed)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

/// A colour not written as `#RRGGBB`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a colour such as #0072B2")]
pub struct MalformedColor(String);

/// A field that annotations of a label have.
#[derive(Clone, PartialEq, Debug)]
pub struct Attribute {
    /// Written with every value; never changes.
    pub id: Name,
    /// Shown; may change.
    pub name: String,
    /// What values it takes.
    pub kind: AttributeKind,
    /// Whether an annotation without it is a problem. It can be tagged all the same.
    pub required: bool,
}

/// What values an attribute takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AttributeKind {
    /// Any words.
    Text,
    /// One of these words.
    Choice(Vec<String>),
    /// A number, or a low and a high one.
    Number,
    /// Yes or no.
    Flag,
}

impl AttributeKind {
    /// Whether a value is of this kind.
    pub fn admits(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Text, Value::Text(_)) | (Self::Flag, Value::Flag(_)) => true,
            (Self::Choice(choices), Value::Text(text)) => choices.iter().any(|choice| choice.as_str() == text.as_ref()),
            (Self::Number, Value::Number(number)) => number.is_finite(),
            (Self::Number, Value::Range(low, high)) => low.is_finite() && high.is_finite() && low <= high,
            _ => false,
        }
    }

    /// The kind in a word.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Choice(_) => "choice",
            Self::Number => "number",
            Self::Flag => "flag",
        }
    }
}

/// A kind of relation with the labels it may begin and end at; no labels means any.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RelationKind {
    /// Written with every relation; never changes.
    pub id: Name,
    /// Shown; may change.
    pub name: String,
    /// Ids of the labels it may begin at.
    pub from: Vec<Name>,
    /// Ids of the labels it may point to.
    pub to: Vec<Name>,
}

impl RelationKind {
    /// Whether a relation of this kind may lead from one label to another.
    pub fn allows(&self, from: &str, to: &str) -> bool {
        let admits = |labels: &[Name], id: &str| labels.is_empty() || labels.iter().any(|label| label.as_ref() == id);
        admits(&self.from, from) && admits(&self.to, to)
    }
}
