//! A relation: a directed, named link from one annotation to another of the same article.

use super::ids::{AnnotationId, Name, RelationId, Timestamp};

/// One link between two annotations of one annotator in one article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relation {
    /// Unique in the project.
    pub id: RelationId,
    /// Id of a relation kind in the scheme.
    pub kind: Name,
    /// The annotation it begins at.
    pub from: AnnotationId,
    /// The annotation it points to.
    pub to: AnnotationId,
    /// When it was made.
    pub created: Timestamp,
}
