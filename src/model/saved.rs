//! What somebody keeps in a project by name: searches, rules that tagged their hits, and samples drawn for an audit.

use super::annotation::Attributes;
use super::ids::{AnnotationId, ArticleId, Name, Timestamp};
use super::query::Query;

/// Something kept under a name in the layer of who keeps it.
#[derive(Clone, PartialEq, Debug)]
pub enum Saved {
    /// A search, to be run again.
    Search(Query),
    /// A rule that tagged what it found.
    Rule(TaggingRule),
    /// Annotations drawn at random.
    Sample(Sample),
}

/// A search with what its hits were tagged as. An annotation that it made names it in its provenance.
#[derive(Clone, PartialEq, Debug)]
pub struct TaggingRule {
    /// What was looked for.
    pub query: Query,
    /// Id of the label that hits got.
    pub label: Name,
    /// The values that hits got.
    pub attributes: Attributes,
    /// What was done where something was tagged already.
    pub conflict: Conflict,
    /// Whether what was tagged with other labels stood in the way as well.
    pub other_labels: bool,
    /// When it was made.
    pub at: Timestamp,
}

/// What tagging does with a hit that shares words with an annotation of the same annotator.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Conflict {
    /// Leaves the hit out.
    #[default]
    Skip,
    /// Tags it beside what is there.
    Overlap,
    /// Removes what is there.
    Replace,
}

impl Conflict {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Skip, Self::Overlap, Self::Replace];

    /// What it does, in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Overlap => "overlap",
            Self::Replace => "replace",
        }
    }
}

/// Annotations drawn at random from those that a query finds. The same seed draws the same from the same set.
#[derive(Clone, PartialEq, Debug)]
pub struct Sample {
    /// What they were drawn from.
    pub query: Query,
    /// Where the drawing began.
    pub seed: u64,
    /// By what the parts differ from each of which as large a share was drawn.
    pub strata: Strata,
    /// How many there were to draw from.
    pub population: u64,
    /// What was drawn, in the order of drawing.
    pub drawn: Vec<(ArticleId, AnnotationId)>,
    /// When.
    pub at: Timestamp,
}

/// By what the strata of a sample differ.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Strata {
    /// All are one.
    #[default]
    None,
    /// By label.
    Label,
    /// By the outlet of the article.
    Outlet,
    /// By who made them.
    Annotator,
}

impl Strata {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::None, Self::Label, Self::Outlet, Self::Annotator];

    /// What it is, in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Label => "label",
            Self::Outlet => "outlet",
            Self::Annotator => "annotator",
        }
    }
}
