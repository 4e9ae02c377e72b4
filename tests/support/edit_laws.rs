//! One check for every edit, after the helper of ProseMirror's transform tests: whatever the kind, the same laws.

use super::sessions::amy;
use pressmark::model::{Edit, Project, Refusal, Withdrawn};

/// How many kinds of edit there are: see [`kind`].
pub const KINDS: usize = 16;

/// The number of an edit's kind. A new kind does not compile until it stands here; then raise [`KINDS`], and the test of
/// all kinds fails until there is an example of it.
pub fn kind(edit: &Edit) -> usize {
    match edit {
        Edit::Annotation { .. } => 0,
        Edit::Relation { .. } => 1,
        Edit::State { .. } => 2,
        Edit::Metadata { .. } => 3,
        Edit::Withdrawal { .. } => 4,
        Edit::Label { .. } => 5,
        Edit::RelationKind { .. } => 6,
        Edit::Name { .. } => 7,
        Edit::Guidelines { .. } => 8,
        Edit::Dismissal { .. } => 9,
        Edit::Succession { .. } => 10,
        Edit::LeftOut { .. } => 11,
        Edit::Verdict { .. } => 12,
        Edit::Comment { .. } => 13,
        Edit::Waiver { .. } => 14,
        Edit::Saved { .. } => 15,
    }
}

/// Checks and applies an edit that may be made, and sees that it keeps its contract. Returns the project with it.
pub fn check_edit(before: &Project, edit: &Edit) -> Project {
    let by = amy();
    assert_eq!(edit.check(before, &by), Ok(()), "{edit:?}");
    let after = applied(before, edit);
    assert_ne!(*before, after, "it changes something: {edit:?}");
    assert_eq!(edit.inverse().inverse(), *edit);
    assert_eq!(edit.inverse().check(&after, &by), Ok(()), "{edit:?}");
    assert_eq!(applied(&after, &edit.inverse()), *before, "taken back: {edit:?}");
    assert_eq!(applied(&applied(&after, &edit.inverse()), edit), after, "and repeated: {edit:?}");
    for (elsewhere, edit) in [(&after, edit), (before, &edit.inverse())] {
        if !records_import(edit) {
            check_misfit(elsewhere, edit);
        }
    }
    assert!(!edit.subject().trim().is_empty());
    after
}

/// The one edit that fits also where its *before* does not stand: it puts back a batch that has just arrived.
fn records_import(edit: &Edit) -> bool {
    matches!(edit, Edit::Withdrawal { of: Withdrawn::Batch(_), after: false, .. })
}

/// Sees that an edit whose *before* does not stand there is refused in words and changes nothing.
pub fn check_misfit(project: &Project, edit: &Edit) {
    let mut same = project.clone();
    assert!(matches!(edit.apply(&mut same, &amy()), Err(Refusal::Changed(_))), "{edit:?}");
    assert!(matches!(edit.check(project, &amy()), Err(Refusal::Changed(_))), "{edit:?}");
    assert_eq!(*project, same);
}

/// Sees that an edit is refused for this reason.
pub fn check_refused(project: &Project, edit: &Edit, reason: &str) {
    let refusal = edit.check(project, &amy()).expect_err("it is refused");
    assert_eq!(refusal.to_string(), reason);
}

/// The project with an edit applied.
pub fn applied(project: &Project, edit: &Edit) -> Project {
    let mut after = project.clone();
    edit.apply(&mut after, &amy()).expect("the edit fits");
    after
}
