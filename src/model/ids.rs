//! Names of things: what an article, annotation, relation, batch or annotator is called on disk and in memory.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A short shared string: the id of a label, attribute or relation kind.
pub type Name = Arc<str>;

/// An article's id, made from its text alone: the first 128 bits of the text's BLAKE3 digest, 32 hex digits on disk.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u128);

impl ArticleId {
    /// Makes the id of a text.
    ///
    /// ```
    /// use pressmark::model::ArticleId;
    /// assert_eq!(ArticleId::of("Cranes"), ArticleId::of("Cranes"));
    /// assert_ne!(ArticleId::of("Cranes"), ArticleId::of("cranes"));
    /// ```
    pub fn of(text: &str) -> Self {
        let digest = blake3::hash(text.as_bytes());
        let mut high = [0_u8; 16];
        high.iter_mut().zip(digest.as_bytes()).for_each(|(to, from)| *to = *from);
        Self(u128::from_be_bytes(high))
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for ArticleId {
    type Err = MalformedId;

    fn from_str(digits: &str) -> Result<Self, MalformedId> {
        hex_u128(digits, 32).map(Self)
    }
}

/// An id that is not the hex digits it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{found}” is not {digits} hex digits")]
pub struct MalformedId {
    found: String,
    digits: usize,
}

fn hex_u128(digits: &str, count: usize) -> Result<u128, MalformedId> {
    let malformed = || MalformedId { found: digits.chars().take(40).collect(), digits: count };
    let canonical = digits.len() == count && digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if !canonical {
        return Err(malformed());
    }
    u128::from_str_radix(digits, 16).map_err(|_| malformed())
}

macro_rules! short_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:016x}", self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{self}")
            }
        }

        impl FromStr for $name {
            type Err = MalformedId;

            fn from_str(digits: &str) -> Result<Self, MalformedId> {
                hex_u128(digits, 16).map(|n| Self(n as u64))
            }
        }
    };
}

short_id! {
    /// An annotation's id: 64 random bits drawn by the session, 16 hex digits on disk.
    AnnotationId
}
short_id! {
    /// A relation's id: 64 random bits drawn by the session, 16 hex digits on disk.
    RelationId
}
short_id! {
    /// A comment's id: 64 random bits drawn by the session, 16 hex digits on disk.
    CommentId
}

/// Somebody's name in a project, also the name of their files: letters, digits, `-`, `_` and `.`, not beginning with a dot.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Annotator(Arc<str>);

impl Annotator {
    /// Takes a name as typed; refuses what could not be a file name on every system.
    ///
    /// ```
    /// use pressmark::model::Annotator;
    /// assert!(Annotator::new("amy").is_some());
    /// assert!(Annotator::new("../amy").is_none());
    /// ```
    pub fn new(name: &str) -> Option<Self> {
        let fits = !name.is_empty() && name.len() <= 64 && !name.starts_with('.') && !name.ends_with('.');
        let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        (fits && plain && !is_reserved(name)).then(|| Self(name.into()))
    }

    /// Makes the nearest name that is allowed; “annotator” when nothing of it is left.
    pub fn nearest(name: &str) -> Self {
        let plain: String =
            name.trim().chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).take(32).collect();
        Self::new(plain.trim_matches('-')).unwrap_or_else(|| Self("annotator".into()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names that Windows keeps for devices.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.ends_with(|c: char| c.is_ascii_digit()))
}

impl fmt::Display for Annotator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Annotator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An import batch's id, also its file name: time of import, annotator and some random digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct BatchId(pub Name);

impl fmt::Display for BatchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A point in time: milliseconds since 1970-01-01T00:00:00Z. May jump back with the machine's clock; nothing is ordered by it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Timestamp(pub i64);
