//! The columns that rows of annotations can be shown, filtered and sorted by.

use super::{Row, Seen, Table};
use crate::model::{
    Annotation, Annotator, ArticleId, MetadataField, Name, Project, Provenance, Scheme, Status, Timestamp, Value, text,
};
use std::borrow::Cow;
use std::cmp::Ordering;

/// A column of the table.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Column {
    /// The words that are tagged.
    Words,
    /// The label's name.
    Label,
    /// The value of an attribute, by its id.
    Attribute(Name),
    /// The note.
    Note,
    /// What reviewers said of it.
    Status,
    /// How many comments there are on it.
    Comments,
    /// Whose it is.
    Annotator,
    /// Who or what found it.
    Found,
    /// When it was made.
    Made,
    /// How many words it has.
    Length,
    /// The title of the article.
    Article,
    /// The outlet of the article.
    Outlet,
    /// When the article was published.
    Date,
}

/// The value of a column in a row.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell<'a> {
    /// Words; empty when there are none.
    Words(Cow<'a, str>),
    /// A number, or the middle of a range, with the words it displays as.
    Number(f64, Cow<'a, str>),
    /// A point in time.
    Time(Timestamp),
}

impl Default for Cell<'_> {
    fn default() -> Self {
        Self::Words(Cow::Borrowed(""))
    }
}

impl<'a> Cell<'a> {
    fn words(words: impl Into<Cow<'a, str>>) -> Self {
        Self::Words(words.into())
    }

    fn count(count: usize) -> Self {
        Self::Number(count as f64, Cow::Owned(count.to_string()))
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Words(words) if words.is_empty())
    }

    /// What stands before what: words without regard to capitals, empty ones last.
    pub fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(one, _), Self::Number(other, _)) => one.total_cmp(other),
            (Self::Time(one), Self::Time(other)) => one.cmp(other),
            (Self::Words(one), Self::Words(other)) => one.is_empty().cmp(&other.is_empty()).then_with(|| folded(one, other)),
            _ => self.rank().cmp(&other.rank()),
        }
    }

    /// The beginning of the value as a number: where two differ, they differ as the values do in [`Self::order`].
    pub(super) fn beginning(&self) -> u128 {
        /// What is left below the rank.
        const BITS: u32 = 120;
        let rank = u128::from(self.rank()) << BITS;
        rank | match self {
            // The bits of a float in the order of its values: see `f64::total_cmp`.
            Self::Number(number, _) => {
                let bits = number.to_bits();
                let turned = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
                u128::from(turned) << (BITS - 64)
            }
            Self::Time(at) => u128::from(at.0.cast_unsigned() ^ 1 << 63) << (BITS - 64),
            Self::Words(words) => {
                let mut beginning = [0_u8; 16];
                let lower = words.chars().flat_map(char::to_lowercase).take(15);
                let mut left = beginning.iter_mut().skip(1);
                lower.for_each(|letter| {
                    let mut bytes = [0; 4];
                    letter.encode_utf8(&mut bytes).bytes().zip(left.by_ref()).for_each(|(byte, slot)| *slot = byte);
                });
                u128::from_be_bytes(beginning)
            }
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Number(..) => 0,
            Self::Time(_) => 1,
            Self::Words(words) => 2 + u8::from(words.is_empty()),
        }
    }
}

fn folded(one: &str, other: &str) -> Ordering {
    if one.is_ascii() && other.is_ascii() {
        let (one, other) = (one.bytes(), other.bytes());
        return one.map(|byte| byte.to_ascii_lowercase()).cmp(other.map(|byte| byte.to_ascii_lowercase()));
    }
    one.chars().flat_map(char::to_lowercase).cmp(other.chars().flat_map(char::to_lowercase))
}

impl Column {
    /// Every column that a scheme gives, in the order in which they are offered.
    pub fn all(scheme: &Scheme) -> Vec<Self> {
        let mut attributes: Vec<Name> = Vec::new();
        for attribute in scheme.labels.iter().flat_map(|label| &label.attributes) {
            if !attributes.contains(&attribute.id) {
                attributes.push(attribute.id.clone());
            }
        }
        let before = [Self::Label, Self::Words];
        let behind = [
            Self::Note,
            Self::Status,
            Self::Comments,
            Self::Annotator,
            Self::Article,
            Self::Outlet,
            Self::Date,
            Self::Found,
            Self::Made,
            Self::Length,
        ];
        before.into_iter().chain(attributes.into_iter().map(Self::Attribute)).chain(behind).collect()
    }

    /// Its name, in a heading.
    pub fn name(&self, scheme: &Scheme) -> String {
        match self {
            Self::Words => "Words",
            Self::Label => "Label",
            Self::Attribute(id) => {
                let known = scheme.labels.iter().find_map(|label| label.attribute(id));
                return known.map_or_else(|| id.to_string(), |attribute| attribute.name.clone());
            }
            Self::Note => "Note",
            Self::Status => "Status",
            Self::Comments => "Comments",
            Self::Annotator => "Annotator",
            Self::Found => "Found by",
            Self::Made => "Made",
            Self::Length => "Length",
            Self::Article => "Article",
            Self::Outlet => "Outlet",
            Self::Date => "Published",
        }
        .to_owned()
    }

    /// Its value in a row, as an annotator sees it.
    pub fn value<'a>(&self, project: &'a Project, by: &Annotator, seen: &Seen<'a>) -> Cell<'a> {
        let annotation = seen.annotation;
        match self {
            Self::Words => Cell::words(seen.words()),
            Self::Label => Cell::words(label_name(project, &annotation.label)),
            Self::Attribute(id) => annotation.attributes.get(id).map(value_cell).unwrap_or_default(),
            Self::Note => Cell::words(&*annotation.note),
            Self::Status => Cell::words(project.status(seen.article, annotation).name()),
            Self::Comments => match project.comments(seen.article, annotation.id).len() {
                0 => Cell::default(),
                count => Cell::count(count),
            },
            Self::Annotator => Cell::words(seen.annotator.as_str()),
            Self::Found => Cell::words(found(annotation)),
            Self::Made => Cell::Time(annotation.created),
            Self::Length => Cell::count(text::count_words(seen.words())),
            Self::Article | Self::Outlet | Self::Date => of_article(project, by, seen.article, self),
        }
    }

    /// The values of a column that has few, in the order of what rows point at; `None` for others.
    pub(super) fn few<'a>(&self, table: &'a Table, project: &'a Project, by: &Annotator) -> Option<Vec<Cell<'a>>> {
        Some(match self {
            Self::Label => table.labels.iter().map(|id| Cell::words(label_name(project, id))).collect(),
            Self::Annotator => table.annotators.iter().map(|who| Cell::words(who.as_str())).collect(),
            Self::Status => Status::ALL.iter().map(|status| Cell::words(status.name())).collect(),
            Self::Article | Self::Outlet | Self::Date => {
                table.articles.iter().map(|id| of_article(project, by, *id, self)).collect()
            }
            _ => return None,
        })
    }

    /// Which of the few values a row has.
    pub(super) fn place(&self, row: &Row) -> usize {
        match self {
            Self::Label => usize::from(row.label),
            Self::Annotator => usize::from(row.annotator),
            Self::Status => row.status as usize,
            _ => row.article as usize,
        }
    }
}

pub(super) fn label_name<'a>(project: &'a Project, id: &'a Name) -> &'a str {
    project.scheme.label(id).map_or(id.as_ref(), |label| label.name.as_str())
}

fn of_article<'a>(project: &'a Project, by: &Annotator, id: ArticleId, column: &Column) -> Cell<'a> {
    Cell::words(match column {
        Column::Outlet => project.field(by, id, MetadataField::Outlet),
        Column::Date => project.field(by, id, MetadataField::Published),
        _ => project.title(by, id),
    })
}

impl<'a> Seen<'a> {
    /// The words that the annotation covers, or those that it covered when they no longer stand there.
    pub fn words(&self) -> &'a str {
        self.annotation.words(self.text)
    }
}

fn value_cell(value: &Value) -> Cell<'_> {
    match value {
        Value::Text(words) => Cell::words(&**words),
        Value::Number(number) => Cell::Number(*number, Cow::Owned(value.to_string())),
        Value::Range(low, high) => Cell::Number(f64::midpoint(*low, *high), Cow::Owned(value.to_string())),
        Value::Flag(_) => Cell::words(value.to_string()),
    }
}

fn found(annotation: &Annotation) -> Cow<'_, str> {
    match annotation.provenance.found() {
        Provenance::Hand | Provenance::Carried(_) => "by hand".into(),
        Provenance::Rule(rule) => rule.name.as_ref().into(),
        Provenance::Imported(file) => file.as_ref().into(),
        Provenance::Search(rule) => format!("search {rule}").into(),
    }
}
