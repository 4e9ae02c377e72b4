//! What the data is: values only, no I/O, clock, randomness or window.
//!
//! An [`Article`] is immutable text; an [`Annotation`] is a labelled [`Span`] of it; a [`Layer`] is what one annotator
//! made; a [`Project`] is all of it. An [`Edit`] holds *before* and *after* and is the only way a project changes.

pub mod annotation;
pub mod annotation_set;
pub mod article;
pub mod edit;
pub mod history;
pub mod ids;
pub mod journal;
pub mod layer;
pub mod progress;
pub mod project;
pub mod query;
pub mod relation;
pub mod review;
pub mod saved;
pub mod scheme;
pub mod span;
pub mod succession;
pub mod suggestion;
pub mod text;
pub mod transaction;
pub mod transfer;

pub use annotation::{Annotation, Attributes, Provenance, Value};
pub use annotation_set::AnnotationSet;
pub use article::{Article, Metadata, MetadataField, Source};
pub use edit::{Edit, Refusal};
pub use history::JournalEntry;
pub use ids::{AnnotationId, Annotator, ArticleId, BatchId, CommentId, Name, RelationId, Timestamp};
pub use journal::Journal;
pub use layer::{ArticleLayer, ArticleState, Layer, Withdrawn};
pub use progress::Progress;
pub use project::{Batch, Project};
pub use query::{Query, SearchedFor, Within};
pub use relation::Relation;
pub use review::{Comment, ProblemKey, Reading, Status, Verdict};
pub use saved::{Conflict, Sample, Saved, Strata, TaggingRule};
pub use scheme::{Attribute, AttributeKind, Color, Label, RelationKind, Scheme};
pub use span::Span;
pub use suggestion::{Suggestion, SuggestionKey};
pub use transaction::{Direction, Transaction};
