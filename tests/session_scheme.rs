//! Changing what a project shares: labels and their keys, relations, name, guidelines.

mod support;

use pressmark::model::*;
use pressmark::session::Command;
use support::sessions::*;

fn adding(at: usize, label: Label) -> Command {
    Command::ChangeLabel { before: None, after: Some((at, label)) }
}

fn changing(desk: &Desk, at: usize, alter: impl FnOnce(&mut Label)) -> Command {
    let before = desk.project().scheme.labels[at].clone();
    let mut after = before.clone();
    alter(&mut after);
    Command::ChangeLabel { before: Some((at, before)), after: Some((at, after)) }
}

fn labels(desk: &Desk) -> Vec<&str> {
    desk.project().scheme.labels.iter().map(|label| label.name.as_str()).collect()
}

#[test]
fn labels_are_added_changed_moved_and_removed() {
    let mut desk = Desk::drawn("┆Port│ news");
    desk.done(&adding(1, label("headline", 'h', &[])));
    desk.tag("headline");
    desk.done(&changing(&desk, 1, |label| label.name = "Headline or deck".into()));
    desk.done(&changing(&desk, 1, |label| label.key = Some('d')));
    let headline = desk.project().scheme.labels[1].clone();
    desk.done(&Command::ChangeLabel { before: Some((1, headline.clone())), after: Some((4, headline.clone())) });
    assert_eq!(labels(&desk), ["Quote", "Claim", "Statistic", "Boilerplate", "Headline or deck"]);
    assert_eq!(desk.project().scheme.label_of_key('d').map(|label| &*label.id), Some("headline"));
    let removed = Command::ChangeLabel { before: Some((4, headline)), after: None };
    assert_eq!(
        desk.refused(&removed),
        "“Remove the label Headline or deck” was not done: the label “Headline or deck” is used by 1 annotation; \
         relabel or delete what uses it first."
    );
    desk.done(&Command::Delete);
    desk.done(&removed);
    assert_eq!(labels(&desk).len(), 4);
    desk.check_history();
}

#[test]
fn a_label_s_key_is_a_free_letter_or_digit() {
    let mut desk = Desk::new(project([]));
    let taken = |key| format!("The key “{key}” is taken by a command; choose another letter or digit");
    for key in ['n', 'p', 'r'] {
        assert_eq!(desk.refused(&adding(0, label("headline", key, &[]))), taken(key));
    }
    for key in ['H', '!', ' ', '“'] {
        let reason = desk.refused(&adding(0, label("headline", key, &[])));
        assert_eq!(reason, "The key of a label is a lower case letter or a digit");
    }
    let reason = desk.refused(&adding(0, label("headline", 'q', &[])));
    assert!(reason.contains("two labels have the key “q”"), "{reason}");
    for (id, key) in [("one", '1'), ("two", 'ü')] {
        desk.done(&adding(0, label(id, key, &[])));
    }
    desk.check_history();
}

#[test]
fn a_label_that_came_with_a_command_s_key_can_still_be_recoloured() {
    let mut project = project([]);
    project.scheme.labels[0].key = Some('n');
    let mut desk = Desk::new(project);
    desk.done(&changing(&desk, 0, |label| label.color = Color([1, 2, 3])));
    desk.check_history();
}

#[test]
fn relations_are_added_changed_and_removed() {
    let mut desk = Desk::new(project([]));
    let repeats = relation_kind("repeats", &["quote"], &["claim"]);
    let wider = relation_kind("repeats", &[], &[]);
    desk.done(&Command::ChangeRelation { before: None, after: Some((0, repeats.clone())) });
    desk.done(&Command::ChangeRelation { before: Some((0, repeats)), after: Some((0, wider.clone())) });
    desk.done(&Command::ChangeRelation { before: Some((0, wider)), after: None });
    assert_eq!(desk.journal.names(), ["Add the relation Repeats", "Change the relation Repeats", "Remove the relation Repeats"]);
    desk.check_history();
}

#[test]
fn a_change_that_was_overtaken_is_refused() {
    let mut desk = Desk::new(project([]));
    let stale = changing(&desk, 0, |label| label.name = "Speech".into());
    desk.done(&changing(&desk, 0, |label| label.name = "Direct speech".into()));
    assert_eq!(
        desk.refused(&stale),
        "“Change the label Speech” was not done: the label “Speech” is no longer as it was when this was begun."
    );
}

#[test]
fn nothing_is_written_where_nothing_changes() {
    let mut desk = Desk::new(project([]));
    let same = changing(&desk, 0, |_| {});
    for command in [same, Command::Rename(" Harbour ".into()), Command::SetGuidelines(String::new())] {
        desk.done(&command);
    }
    assert_eq!(desk.refused(&Command::ChangeLabel { before: None, after: None }), "Nothing to change");
    assert!(desk.journal.log().is_empty());
}

#[test]
fn name_and_guidelines() {
    let mut desk = Desk::new(project([]));
    desk.done(&Command::Rename("Night shifts".into()));
    desk.done(&Command::SetGuidelines("Marks belong to the quote.\n\nDates are no statistic.".into()));
    assert_eq!(desk.project().name, "Night shifts");
    assert_eq!(desk.refused(&Command::Rename(" ".into())), "“Rename the project” was not done: a name must not be empty.");
    desk.check_history();
}
