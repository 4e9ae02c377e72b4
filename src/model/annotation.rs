//! An annotation: a labelled span with attributes, a note and where it came from.

use super::ids::{AnnotationId, ArticleId, Name, Timestamp};
use super::span::Span;

/// One labelled span of an article, made by one annotator.
#[derive(Clone, PartialEq, Debug)]
pub struct Annotation {
    /// Unique in the project.
    pub id: AnnotationId,
    /// The words it covers.
    pub span: Span,
    /// Id of a label in the scheme.
    pub label: Name,
    /// Values by attribute id.
    pub attributes: Attributes,
    /// Free words of the annotator; empty when there is none.
    pub note: Box<str>,
    /// Who or what found it.
    pub provenance: Provenance,
    /// When it was made.
    pub created: Timestamp,
    /// The words it covered when made, when the text at [`Self::span`] no longer says so: such an annotation is displaced
    /// and waits to be re-anchored.
    pub displaced: Option<Box<str>>,
}

impl Annotation {
    /// The key of the reading order: start, then the longer first, then id.
    pub fn order(&self) -> (u32, std::cmp::Reverse<u32>, AnnotationId) {
        (self.span.start, std::cmp::Reverse(self.span.end), self.id)
    }

    /// The words it covers in its article's text, or those that it covered when they no longer stand there.
    pub fn words<'a>(&'a self, text: &'a str) -> &'a str {
        self.displaced.as_deref().or_else(|| self.span.of(text)).unwrap_or_default()
    }
}

/// Where an annotation came from.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Provenance {
    /// Selected by hand.
    #[default]
    Hand,
    /// Found by a rule and accepted.
    Rule(Box<Rule>),
    /// Came with a file of annotations, named here.
    Imported(Box<str>),
    /// Found by a search whose hits were tagged; the rule is kept under this name: see [`super::TaggingRule`].
    Search(Name),
    /// Carried over from an older copy of the article.
    Carried(Box<CarriedFrom>),
}

impl Provenance {
    /// Who or what found it first, in whichever copy of the article that was.
    pub fn found(&self) -> &Self {
        if let Self::Carried(carried) = self { carried.found.found() } else { self }
    }

    /// What it was carried over from, if it was.
    pub fn carried(&self) -> Option<&CarriedFrom> {
        if let Self::Carried(carried) = self { Some(carried) } else { None }
    }
}

/// What an annotation was carried over from. Whose it is now did it.
#[derive(Clone, PartialEq, Debug)]
pub struct CarriedFrom {
    /// The older copy.
    pub article: ArticleId,
    /// The annotation there.
    pub annotation: AnnotationId,
    /// When that was done.
    pub at: Timestamp,
    /// Who or what found the original.
    pub found: Provenance,
}

/// The rule that found an annotation.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// Name of the rule, such as “quotation at caret”.
    pub name: Name,
    /// Confidence from 0 to 1, where the rule gives one.
    pub score: Option<f64>,
}

/// The value of an attribute.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Free text, or the chosen one of a list of choices.
    Text(Box<str>),
    /// A finite number.
    Number(f64),
    /// From low to high, both finite, low first.
    Range(f64, f64),
    /// Yes or no.
    Flag(bool),
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Range(low, high) => write!(f, "{low} to {high}"),
            Self::Flag(yes) => f.write_str(if *yes { "yes" } else { "no" }),
        }
    }
}

/// Attribute values of an annotation, sorted by attribute id, each at most once.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Attributes(Vec<(Name, Value)>);

impl Attributes {
    /// The value of an attribute.
    pub fn get(&self, attribute: &str) -> Option<&Value> {
        self.position(attribute).ok().and_then(|at| self.0.get(at)).map(|(_, value)| value)
    }

    /// Sets or, with `None`, removes a value.
    pub fn set(&mut self, attribute: Name, value: Option<Value>) {
        match (self.position(&attribute), value) {
            (Ok(at), Some(value)) => {
                if let Some(slot) = self.0.get_mut(at) {
                    slot.1 = value;
                }
            }
            (Ok(at), None) => {
                self.0.remove(at);
            }
            (Err(at), Some(value)) => self.0.insert(at, (attribute, value)),
            (Err(_), None) => {}
        }
        self.0.shrink_to_fit();
    }

    /// All pairs in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, &Value)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// Whether no attribute has a value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn position(&self, attribute: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(name, _)| name.as_ref().cmp(attribute))
    }
}

impl FromIterator<(Name, Value)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (Name, Value)>>(pairs: I) -> Self {
        let mut attributes = Self::default();
        pairs.into_iter().for_each(|(name, value)| attributes.set(name, Some(value)));
        attributes
    }
}
