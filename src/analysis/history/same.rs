//! Whether two edits speak of the same thing, and edits of lists whose places have moved since.

use crate::model::{Comment, Edit, Scheme};

/// Whether an edit may stand in the way of another because both change the same thing, or what the other rests on.
pub(super) fn touches(edit: &Edit, other: &Edit) -> bool {
    match (edit, other) {
        (Edit::Annotation { .. } | Edit::Relation { .. }, Edit::Annotation { .. } | Edit::Relation { .. }) => {
            let mut ids = other.annotations().into_iter().flatten();
            let own = edit.annotations();
            ids.any(|id| own.contains(&Some(id))) && !(is_relation(edit) && is_relation(other) && !is_same_relation(edit, other))
        }
        (Edit::Annotation { before, after, .. }, Edit::Label { before: was, after: now }) => {
            let is_of = |end: &Option<(usize, crate::model::Label)>, label: &str| {
                end.as_ref().is_some_and(|(_, found)| found.id.as_ref() == label)
            };
            before.iter().chain(after).any(|annotation| is_of(was, &annotation.label) || is_of(now, &annotation.label))
        }
        (Edit::State { .. }, Edit::State { .. }) | (Edit::Succession { .. }, Edit::Succession { .. }) => {
            edit.article() == other.article()
        }
        (Edit::Metadata { article, field, .. }, Edit::Metadata { article: same, field: too, .. }) => {
            (article, field) == (same, too)
        }
        (Edit::Dismissal { article, suggestion, .. }, Edit::Dismissal { article: same, suggestion: too, .. }) => {
            (article, suggestion) == (same, too)
        }
        (Edit::LeftOut { article, annotation, .. }, Edit::LeftOut { article: same, annotation: too, .. }) => {
            (article, annotation) == (same, too)
        }
        (Edit::Verdict { .. } | Edit::Comment { .. }, Edit::Annotation { .. }) => {
            let own = edit.annotations();
            other.annotations().into_iter().flatten().any(|id| own.contains(&Some(id)))
        }
        (Edit::Verdict { article, annotation, .. }, Edit::Verdict { article: same, annotation: too, .. }) => {
            (article, annotation) == (same, too)
        }
        (Edit::Comment { before, after, .. }, Edit::Comment { before: was, after: is, .. }) => {
            let id = |one: &Option<Comment>, other: &Option<Comment>| one.as_ref().or(other.as_ref()).map(|comment| comment.id);
            id(before, after) == id(was, is)
        }
        (Edit::Waiver { article, problem, .. }, Edit::Waiver { article: same, problem: too, .. }) => {
            (article, problem) == (same, too)
        }
        (Edit::Saved { name, .. }, Edit::Saved { name: same, .. }) => name == same,
        (Edit::Withdrawal { of, .. }, Edit::Withdrawal { of: same, .. }) => of == same,
        (Edit::Label { .. }, Edit::Label { .. })
        | (Edit::RelationKind { .. }, Edit::RelationKind { .. })
        | (Edit::Name { .. }, Edit::Name { .. })
        | (Edit::Guidelines { .. }, Edit::Guidelines { .. }) => true,
        _ => false,
    }
}

fn is_relation(edit: &Edit) -> bool {
    matches!(edit, Edit::Relation { .. })
}

fn is_same_relation(edit: &Edit, other: &Edit) -> bool {
    let id = |edit: &Edit| match edit {
        Edit::Relation { before, after, .. } => before.as_ref().or(after.as_ref()).map(|relation| relation.id),
        _ => None,
    };
    id(edit) == id(other)
}

/// The same edit at the place where the thing stands in its list now: others may have been added, moved or removed since.
pub(super) fn replaced(edit: &Edit, scheme: &Scheme) -> Edit {
    let mut edit = edit.clone();
    match &mut edit {
        Edit::Label { before, after } => put_in_place(&scheme.labels, before, after),
        Edit::RelationKind { before, after } => put_in_place(&scheme.relations, before, after),
        _ => {}
    }
    edit
}

fn put_in_place<T: PartialEq>(list: &[T], before: &mut Option<(usize, T)>, after: &mut Option<(usize, T)>) {
    let was = before.as_ref().map(|(at, _)| *at);
    if let Some((at, value)) = before
        && list.get(*at) != Some(value)
        && let Some(now) = list.iter().position(|other| other == value)
    {
        *at = now;
    }
    let room = list.len().saturating_sub(usize::from(before.is_some()));
    if let Some((to, _)) = after {
        let stays = was == Some(*to);
        *to = before.as_ref().filter(|_| stays).map_or(*to, |(at, _)| *at).min(room);
    }
}
