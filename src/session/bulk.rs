//! One change to many annotations at once.

use crate::model::{AnnotationId, Annotator, ArticleId, Name, Status, Value};

/// One change to many annotations, wherever they stand and whosever they are. One's own are changed; for another's the change
/// is proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct Bulk {
    /// Which annotations: the article, whose, and the id.
    pub of: Vec<(ArticleId, Annotator, AnnotationId)>,
    /// What becomes of each.
    pub change: BulkChange,
}

/// What becomes of each of many annotations.
#[derive(Clone, Debug, PartialEq)]
pub enum BulkChange {
    /// They get this label; values and relations that do not fit it go.
    Relabel(Name),
    /// They get this value of an attribute, or with `None` lose it, where their label has the attribute.
    Set {
        /// Which attribute.
        attribute: Name,
        /// The value.
        value: Option<Value>,
    },
    /// They are judged; `Open` takes back what was decided.
    Judge(Status),
    /// They get a comment.
    Comment(String),
    /// They and their relations go; only one's own.
    Delete,
    /// In each article the first of them is related to each of the others, where the kind allows it; only one's own.
    Link(Name),
}
