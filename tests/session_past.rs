//! Steps of the past taken back as new ones, what stands in their way, and annotations brought back as they were.

mod support;

use pressmark::analysis::history::{Asked, Reversal, reversal, still_done};
use pressmark::model::*;
use pressmark::session::Command;
use std::sync::Arc;
use support::sessions::{Desk, amy, ben, check_words, draw};

/// Asks how the step of that number can be taken back now.
fn ask(desk: &Desk, number: u64) -> Asked {
    let log = desk.journal.log();
    let entries: Vec<JournalEntry> = log.iter().map(|step| JournalEntry::of(step)).collect();
    let mut read = |entry: &JournalEntry| Ok((*log[entry.number as usize - 1]).clone());
    reversal(desk.project(), &entries, &[], number, &mut read)
}

fn fits(desk: &Desk, number: u64) -> Reversal {
    match ask(desk, number) {
        Asked::Fits(reversal) => reversal,
        other => panic!("{other:?}"),
    }
}

fn revert(desk: &mut Desk, reversal: Reversal) {
    desk.done(&Command::Revert(Arc::new(reversal)));
}

fn select(desk: &mut Desk, words: &str) {
    let start = desk.session.text().find(words).unwrap();
    desk.done(&Command::Select { anchor: start, head: start + words.len() });
}

#[test]
fn a_tag_of_long_ago_is_taken_back_and_later_ones_stay() {
    let mut desk = Desk::drawn("│The crane stood still and the port was closed.");
    for (words, label) in [("The crane", "claim"), ("the port", "quote"), ("closed", "statistic")] {
        select(&mut desk, words);
        desk.tag(label);
    }
    let reversal = fits(&desk, 1);
    revert(&mut desk, reversal);
    assert_eq!(desk.tags(), ["q the port", "s closed"]);
    assert_eq!(desk.notice(), Some("Reverted “Tag claim”; undo brings it back"));
    assert_eq!(desk.journal.names().last().unwrap(), "Revert “Tag claim”");
    // The first work began the article; there is still work in it.
    assert_eq!(desk.state(desk.view().article.unwrap()), ArticleState::InProgress);
    desk.done(&Command::Undo);
    assert_eq!(desk.tags(), ["c The crane", "q the port", "s closed"]);
    desk.check_history();
}

#[test]
fn with_the_last_of_the_work_the_article_is_to_do_again() {
    let mut desk = Desk::drawn("The ┆crane│ stood.");
    desk.tag("claim");
    let reversal = fits(&desk, 1);
    revert(&mut desk, reversal);
    assert_eq!(desk.state(desk.view().article.unwrap()), ArticleState::ToDo);
    desk.check_history();
}

#[test]
fn a_state_that_was_set_since_does_not_stand_in_the_way() {
    let mut desk = Desk::drawn("The ┆crane│ stood.");
    desk.tag("claim");
    desk.done(&Command::SetState(ArticleState::Done));
    let reversal = fits(&desk, 1);
    revert(&mut desk, reversal);
    assert_eq!((desk.tags().len(), desk.state(desk.view().article.unwrap())), (0, ArticleState::Done));
    desk.check_history();
}

#[test]
fn what_changed_the_same_later_is_named_and_taken_back_together() {
    let mut desk = Desk::drawn("The ┆crane│ stood.");
    desk.tag("claim");
    let id = desk.view().annotation().unwrap();
    desk.done(&Command::SetNote { id, note: "doubtful".to_owned() });
    desk.done(&Command::SetAttribute { id, attribute: "hedge".into(), value: Some(Value::Flag(true)) });
    let Asked::Blocked { reason, by, together } = ask(&desk, 1) else { panic!() };
    check_words(&reason);
    assert!(reason.starts_with("“Tag claim” cannot be taken back alone: the claim annotation"), "{reason}");
    let named: Vec<(u64, &str)> = by.iter().map(|blocker| (blocker.number, blocker.command.as_str())).collect();
    assert_eq!(named, [(3, "Set hedge"), (2, "Write a note")]);
    // One of them alone can go.
    assert!(matches!(ask(&desk, 3), Asked::Fits(_)));
    revert(&mut desk, together.unwrap());
    assert_eq!(draw(&desk).replace('│', ""), "The crane stood.");
    assert_eq!(desk.journal.names().last().unwrap(), "Revert “Tag claim” and 2 later steps");
    desk.check_history();
}

#[test]
fn a_relation_made_since_goes_along() {
    let mut desk = Desk::drawn("⟦q:“We stop”⟧ said Ruiz, ┆the port is closed│.");
    desk.tag("claim");
    desk.done(&Command::Focus(Some(AnnotationId(1))));
    desk.done(&Command::Relate);
    let claim = desk.layer().unwrap().annotations.iter().nth(1).unwrap().id;
    desk.done(&Command::RelateTo { to: claim, kind: Some("supports".into()) });
    let Asked::Blocked { reason, by, together } = ask(&desk, 1) else { panic!() };
    assert!(reason.contains("still has 1 relation"), "{reason}");
    assert_eq!(by.len(), 1);
    revert(&mut desk, together.unwrap());
    assert_eq!((desk.tags(), desk.layer().unwrap().relations.len()), (vec!["q “We stop”".to_owned()], 0));
    desk.check_history();
}

#[test]
fn a_step_that_was_undone_is_not_taken_back_again() {
    let mut desk = Desk::drawn("The ┆crane│ stood.");
    desk.tag("claim");
    desk.done(&Command::Undo);
    assert_eq!(ask(&desk, 1), Asked::Cannot("“Tag claim” has been taken back already".to_owned()));
    // Taking back the undoing repeats it.
    let reversal = fits(&desk, 2);
    revert(&mut desk, reversal);
    assert_eq!(desk.tags(), ["c crane"]);
    assert_eq!(ask(&desk, 9), Asked::Cannot("The journal has no such step".to_owned()));
}

#[test]
fn undo_and_redo_of_a_step_are_followed() {
    let entry = |number, direction| JournalEntry {
        number,
        direction,
        ..JournalEntry::of(&Transaction {
            number,
            annotator: amy(),
            at: Timestamp(0),
            command: "Tag".into(),
            direction,
            edits: Vec::new(),
        })
    };
    let entries =
        [entry(1, Direction::Do), entry(2, Direction::Undo(1)), entry(3, Direction::Redo(2)), entry(4, Direction::Undo(3))];
    let done: Vec<bool> = (1..=4).map(|count| still_done(&entries[..count], 1)).collect();
    assert_eq!(done, [true, false, true, false]);
    assert!(!still_done(&entries, 2) || !still_done(&entries, 1));
}

#[test]
fn a_reversal_that_no_longer_fits_and_those_of_others_are_refused() {
    let mut desk = Desk::drawn("The ┆crane│ stood.");
    desk.tag("claim");
    let stale = fits(&desk, 1);
    let id = desk.view().annotation().unwrap();
    desk.done(&Command::SetNote { id, note: "later".to_owned() });
    let reason = desk.refused(&Command::Revert(Arc::new(stale.clone())));
    assert!(reason.starts_with("“Tag claim” can no longer be taken back like this"), "{reason}");
    let others = Reversal { annotator: ben(), ..stale };
    let reason = desk.refused(&Command::Revert(Arc::new(others)));
    assert_eq!(reason, "This step is ben's. Only its annotator can take it back");
}

#[test]
fn a_label_that_moved_since_is_found_where_it_stands() {
    let mut desk = Desk::drawn("The ┆crane│ stood.");
    let labels = desk.project().scheme.labels.clone();
    let described = Label { description: "Their words".to_owned(), ..labels[1].clone() };
    desk.done(&Command::ChangeLabel { before: Some((1, labels[1].clone())), after: Some((1, described)) });
    let extra = support::sessions::label("topic", 't', &[]);
    desk.done(&Command::ChangeLabel { before: None, after: Some((0, extra)) });
    let reversal = fits(&desk, 1);
    revert(&mut desk, reversal);
    let now: Vec<(&str, &str)> =
        desk.project().scheme.labels.iter().map(|label| (label.id.as_ref(), label.description.as_str())).collect();
    assert_eq!(now[..3], [("topic", ""), ("quote", ""), ("claim", "")]);
    desk.check_history();
}

#[test]
fn an_annotation_comes_back_as_it_was_also_when_it_is_gone() {
    let mut desk = Desk::drawn("The ┆crane│ stood.");
    desk.tag("claim");
    let (id, article) = (desk.view().annotation().unwrap(), desk.view().article.unwrap());
    let first = Arc::new(desk.the(id.0).clone());
    let reason = desk.refused(&Command::Restore { article, annotation: first.clone() });
    assert_eq!(reason, "The annotation is like that now");
    desk.done(&Command::SetNote { id, note: "later".to_owned() });
    desk.done(&Command::Restore { article, annotation: first.clone() });
    assert_eq!(desk.the(id.0), &*first);
    desk.done(&Command::Delete);
    assert_eq!(desk.tags(), [""; 0]);
    desk.done(&Command::Restore { article, annotation: first.clone() });
    assert_eq!((desk.the(id.0), desk.notice()), (&*first, Some("Restored a claim as it was; undo takes it back")));
    assert_eq!(desk.journal.names().last().unwrap(), "Restore claim");
    desk.check_history();
    let unknown = Annotation { label: "gone".into(), ..(*first).clone() };
    let reason = desk.refused(&Command::Restore { article, annotation: Arc::new(unknown) });
    assert_eq!(reason, "The annotation cannot be brought back: the scheme has no label “gone”");
}
