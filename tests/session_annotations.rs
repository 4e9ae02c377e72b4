//! Going through annotations and changing them: focus, ends, attributes, notes, places, relations.

mod support;

use pressmark::model::*;
use pressmark::session::{Command, Motion, Side, Step};
use support::edit_laws::applied;
use support::sessions::*;

fn adjust(side: Side, step: Step, forward: bool) -> Command {
    Command::Adjust { side, step, forward }
}

const END_RIGHT: Command = Command::Adjust { side: Side::End, step: Step::Character, forward: true };
const END_LEFT: Command = Command::Adjust { side: Side::End, step: Step::Character, forward: false };
const START_RIGHT: Command = Command::Adjust { side: Side::Start, step: Step::Character, forward: true };
const START_LEFT: Command = Command::Adjust { side: Side::Start, step: Step::Character, forward: false };

#[test]
fn tab_goes_through_all_annotations_and_shift_tab_back() {
    let mut desk = Desk::drawn("│⟦c:One ⟦s:⟦q:two⟧⟧ three⟧ four ⟦q:five⟧");
    let ids = |desk: &mut Desk, command: &Command| -> Vec<u64> {
        (0..5).map(|_| (desk.done(command), desk.view().annotation().unwrap().0).1).collect()
    };
    assert_eq!(ids(&mut desk, &Command::NextAnnotation), [1, 2, 3, 4, 1]);
    assert_eq!(ids(&mut desk, &Command::PreviousAnnotation), [4, 3, 2, 1, 4]);
    check_refused("On│e", &Command::NextAnnotation, "Nothing is tagged in this article yet");
}

#[test]
fn tab_goes_on_from_the_caret_when_nothing_has_the_focus() {
    let drawn = "⟦q:One⟧ two│ ⟦q:three⟧";
    check(drawn, &[Command::NextAnnotation], "⟦q:One⟧ two │⟦q*:three⟧");
    check(drawn, &[Command::PreviousAnnotation], "│⟦q*:One⟧ two ⟦q:three⟧");
}

#[test]
fn moving_the_caret_lets_go_of_the_focus() {
    let right = Command::Move { motion: Motion::WordRight, extend: false };
    check("⟦q*:One⟧ two", std::slice::from_ref(&right), "⟦q:One⟧ │two");
    let extend = |motion| Command::Move { motion, extend: true };
    check("One │two three", &[extend(Motion::WordRight), extend(Motion::TextEnd)], "One ┆two three│");
    check("One ┆two│ three", &[Command::Move { motion: Motion::CharacterLeft, extend: false }], "One │two three");
    check("One │two┆ three", &[Command::Move { motion: Motion::CharacterRight, extend: false }], "One two│ three");
    check("One ┆two│ three", &[right], "One two │three");
}

#[test]
fn space_goes_round_the_annotations_here_the_shortest_first() {
    let mut desk = Desk::drawn("⟦c:One ⟦s:t│wo⟧ three⟧ ⟦q:four⟧");
    let focus = |desk: &mut Desk| (desk.done(&Command::CycleHere), desk.view().annotation().unwrap().0).1;
    assert_eq!([focus(&mut desk), focus(&mut desk), focus(&mut desk)], [2, 1, 2]);
    assert_eq!(draw(&desk), "⟦c:One ⟦s*:t│wo⟧ three⟧ ⟦q:four⟧");
    check_refused("⟦c:One⟧ tw│o", &Command::CycleHere, "No annotation at the caret");
    // At an edge both sides count.
    check("⟦c:One⟧│⟦s:two⟧", &[Command::CycleHere, Command::CycleHere], "⟦c:One⟧│⟦s*:two⟧");
}

#[test]
fn ends_move_by_characters() {
    check("⟦q*:One⟧ two", &[END_LEFT], "│⟦q*:On⟧e two");
    check("O⟦q*:n⟧e two", &[END_RIGHT], "O│⟦q*:ne⟧ two");
    check("O⟦q*:n⟧e two", &[START_LEFT], "│⟦q*:On⟧e two".replace("│⟦q*:On", "⟦q*:O│n").as_str());
    check("⟦q*:One⟧ two", &[START_RIGHT], "│O⟦q*:ne⟧ two");
    check("⟦q*:e👩‍👩‍👧⟧!", &[END_LEFT, END_RIGHT], "│⟦q*:e👩‍👩‍👧⟧!");
}

#[test]
fn ends_step_over_white_space() {
    check("⟦q*:One⟧ \n two", &[END_RIGHT], "│⟦q*:One \n t⟧wo");
    check("⟦q*:One \n t⟧wo", &[END_LEFT], "│⟦q*:One⟧ \n two");
    check("⟦q*:a b⟧", &[START_RIGHT], "│a ⟦q*:b⟧");
}

#[test]
fn ends_move_by_words() {
    let right = adjust(Side::End, Step::Word, true);
    check("⟦q*:One⟧ two three", std::slice::from_ref(&right), "│⟦q*:One two⟧ three");
    check("⟦q*:One⟧ two three", &[right.clone(), right], "│⟦q*:One two three⟧");
    check("⟦q*:One two⟧ three", &[adjust(Side::End, Step::Word, false)], "│⟦q*:One⟧ two three");
    check("⟦q*:One two⟧ three", &[adjust(Side::Start, Step::Word, true)], "│One ⟦q*:two⟧ three");
    check("One ⟦q*:two⟧ three", &[adjust(Side::Start, Step::Word, false)], "⟦q*:One │two⟧ three");
}

#[test]
fn an_annotation_never_becomes_empty_or_leaves_the_text() {
    let least = "An annotation needs at least one character";
    check_refused("⟦q*:O⟧ne", &END_LEFT, least);
    check_refused("⟦q*:O⟧ne", &START_RIGHT, least);
    check_refused("One ⟦q*:two⟧", &adjust(Side::End, Step::Word, false), least);
    check_refused("⟦q*:👩‍👩‍👧⟧", &END_LEFT, least);
    check_refused("One ⟦q*:two⟧ \n", &END_RIGHT, "The end of the text is reached");
    check_refused(" ⟦q*:One⟧", &START_LEFT, "The start of the text is reached");
    let focus = "No annotation has the focus; Tab goes to the next, Space takes the one at the caret";
    check_refused("⟦q:O│ne⟧", &END_LEFT, focus);
}

#[test]
fn a_moved_end_is_brought_into_sight() {
    let mut desk = Desk::drawn("⟦q*:One⟧ two");
    desk.session.take_reveal();
    desk.done(&END_LEFT);
    assert_eq!(desk.session.take_reveal(), Some(2));
}

#[test]
fn a_dragged_end_goes_where_it_is_dropped() {
    let set = |side, offset| Command::SetEnd { id: AnnotationId(1), side, offset };
    check("⟦q:One⟧ two thr│ee", &[set(Side::End, 8)], "⟦q*:One two⟧ thr│ee");
    check("One ⟦q:two⟧ three│", &[set(Side::Start, 0)], "⟦q*:One two⟧ three│");
    check("⟦q:One⟧ two│", &[set(Side::End, 4)], "⟦q:One⟧ two│");
    check("⟦q:One⟧ two│", &[set(Side::End, 9000)], "⟦q*:One two⟧│");
    check("⟦q:a👩‍👩‍👧⟧│", &[set(Side::End, 5)], "⟦q:a👩‍👩‍👧⟧│");
    check_refused("⟦q:One⟧ two│", &set(Side::End, 0), "An annotation needs at least one character");
    check_refused("│One ⟦q:two⟧", &set(Side::Start, 7), "An annotation needs at least one character");
    let unknown = Command::SetEnd { id: AnnotationId(7), side: Side::End, offset: 3 };
    check_refused("⟦q:One⟧ two│", &unknown, "That annotation is gone");
}

#[test]
fn a_dragged_end_takes_whole_words_and_leaves_the_other_end_alone() {
    let mut desk = Desk::drawn("│th⟦q:ree ships⟧ left");
    desk.snap_to_words = true;
    desk.done(&Command::SetEnd { id: AnnotationId(1), side: Side::End, offset: 14 });
    assert_eq!(draw(&desk), "│th⟦q*:ree ships left⟧");
}

#[test]
fn attributes_are_set_and_cleared() {
    let mut desk = Desk::drawn("⟦q*:“No,”⟧ he said.");
    let id = AnnotationId(1);
    let set = |attribute: &str, value| Command::SetAttribute { id, attribute: attribute.into(), value };
    let words = |words: &str| Some(Value::Text(words.into()));
    desk.done(&set("speaker", words("Ruiz")));
    desk.done(&set("kind", words("direct")));
    assert_eq!(desk.the(1).attributes.get("speaker"), words("Ruiz").as_ref());
    assert_eq!(
        desk.refused(&set("kind", words("shouted"))),
        "“Set kind” was not done: “Quote” has no attribute “kind” that takes “shouted”."
    );
    assert!(desk.refused(&set("mood", Some(Value::Flag(true)))).contains("has no attribute “mood”"));
    let entries = desk.journal.log().len();
    desk.done(&set("speaker", words("Ruiz")));
    assert_eq!(desk.journal.log().len(), entries, "setting what is set is no change");
    desk.done(&set("speaker", words(" ")));
    desk.done(&set("kind", None));
    assert!(desk.the(1).attributes.is_empty());
    let gone = Command::SetAttribute { id: AnnotationId(9), attribute: "kind".into(), value: None };
    assert_eq!(desk.refused(&gone), "That annotation is gone");
    desk.check_history();
}

#[test]
fn numbers_and_flags() {
    let mut desk = Desk::drawn("⟦s*:1,300 workers⟧ ⟦c:left⟧");
    let set = |id, attribute: &str, value| Command::SetAttribute { id: AnnotationId(id), attribute: attribute.into(), value };
    desk.done(&set(1, "value", Some(Value::Range(1300.0, 1400.0))));
    desk.done(&set(2, "hedge", Some(Value::Flag(false))));
    assert!(desk.refused(&set(1, "value", Some(Value::Number(f64::INFINITY)))).contains("takes “inf”"));
    desk.check_history();
}

#[test]
fn notes_are_written_and_wiped() {
    let mut desk = Desk::drawn("⟦q*:“No,”⟧ he said.");
    let note = |note: &str| Command::SetNote { id: AnnotationId(1), note: note.into() };
    desk.done(&note("Two lines\nof “words”"));
    assert_eq!(&*desk.the(1).note, "Two lines\nof “words”");
    desk.done(&note(""));
    assert_eq!(&*desk.the(1).note, "");
    desk.check_history();
}

/// An article with one displaced quote of these words, which stood at an offset.
fn displaced(text: &str, words: &str, at: usize) -> Desk {
    let id = ArticleId::of(text);
    let lost = Annotation { displaced: Some(words.into()), ..annotation(1, "quote", at..at + words.len()) };
    let mut desk = Desk::new(applied(&project([article(text)]), &adding(id, lost)));
    desk.done(&Command::Open(id));
    desk
}

#[test]
fn a_displaced_annotation_goes_to_the_nearest_place_of_its_words() {
    let mut desk = displaced("no way, no way, no way", "no way", 10);
    desk.done(&Command::Reanchor(AnnotationId(1)));
    assert_eq!(draw(&desk), "no way, │⟦q*:no way⟧, no way");
    assert_eq!(desk.session.take_reveal(), Some(8));
    assert_eq!(desk.refused(&Command::Reanchor(AnnotationId(1))), "That annotation stands where it should");
    desk.check_history();
}

#[test]
fn a_displaced_annotation_goes_to_the_selection() {
    let mut desk = displaced("Not at all", "no way", 900);
    assert_eq!(
        desk.refused(&Command::Reanchor(AnnotationId(1))),
        "Its words are nowhere in this article; select where it belongs, then try again"
    );
    desk.done(&Command::Select { anchor: 3, head: 7 });
    desk.done(&Command::Reanchor(AnnotationId(1)));
    assert_eq!(draw(&desk), "Not │⟦q*:at⟧ all");
    desk.check_history();
}

#[test]
fn a_displaced_annotation_can_be_focused_annotated_and_deleted_but_not_stretched() {
    let mut desk = displaced("Not at all", "no way", 900);
    desk.done(&Command::Focus(Some(AnnotationId(1))));
    assert_eq!(draw(&desk), "│Not at all");
    desk.done(&Command::SetNote { id: AnnotationId(1), note: "where?".into() });
    assert!(!desk.is_available(&END_RIGHT));
    assert_eq!(
        desk.refused(&Command::SetEnd { id: AnnotationId(1), side: Side::End, offset: 3 }),
        "That annotation is displaced; put it back first"
    );
    desk.tag("claim");
    desk.done(&Command::Delete);
    assert!(desk.layer().is_none_or(|layer| layer.displaced.is_empty()));
    desk.check_history();
}

#[test]
fn a_relation_is_begun_and_finished_with_the_keyboard() {
    let mut desk = Desk::drawn("⟦q*:“No,”⟧ he said. ⟦q:“Never.”⟧");
    desk.done(&Command::Relate);
    assert!(desk.notice().is_some_and(|notice| notice.contains("Choose the other end")));
    desk.done(&Command::NextAnnotation);
    desk.done(&Command::Relate);
    let relation = desk.layer().unwrap().relations.values().next().cloned().unwrap();
    assert_eq!((&*relation.kind, relation.from.0, relation.to.0), ("continues", 1, 2));
    assert_eq!((desk.view().relating, desk.view().annotation()), (None, Some(AnnotationId(1))));
    desk.done(&Command::Relate);
    let again = Command::RelateTo { to: AnnotationId(2), kind: None };
    assert_eq!(desk.refused(&again), "They are already related as “Continues”");
    desk.done(&Command::Unrelate(relation.id));
    assert_eq!(desk.refused(&Command::Unrelate(relation.id)), "That relation is gone");
    desk.check_history();
}

#[test]
fn where_several_relations_are_possible_one_is_chosen() {
    let mut desk = Desk::drawn("⟦q*:“No,”⟧ he said. ⟦c:It rained.⟧");
    let to = AnnotationId(2);
    let relate = |kind: Option<&str>| Command::RelateTo { to, kind: kind.map(Into::into) };
    assert_eq!(desk.refused(&relate(None)), "No relation has been begun");
    desk.done(&Command::Relate);
    assert_eq!(desk.relation_kinds(to).iter().map(|kind| kind.name.as_str()).collect::<Vec<_>>(), ["Supports", "Disputes"]);
    assert_eq!(desk.refused(&relate(None)), "Choose how they are related: Supports, Disputes");
    assert_eq!(desk.refused(&relate(Some("continues"))), "No relation leads from a quote to a claim");
    desk.done(&relate(Some("disputes")));
    desk.done(&Command::Relate);
    desk.done(&relate(Some("supports")));
    assert_eq!(desk.layer().unwrap().relations.len(), 2);
    desk.check_history();
}

#[test]
fn relations_that_cannot_be_are_refused() {
    let begin_first = "Focus an annotation first; a relation begins there";
    check_refused("⟦q:“N│o,”⟧ he said.", &Command::Relate, begin_first);
    check_refused("⟦b*:Share this⟧", &Command::Relate, "The scheme has no relation that begins at a boilerplate");
    let mut desk = Desk::drawn("⟦q*:“No,”⟧ he said. ⟦s:1,300⟧");
    desk.done(&Command::Relate);
    let to = |id| Command::RelateTo { to: AnnotationId(id), kind: None };
    assert_eq!(desk.refused(&to(2)), "No relation leads from a quote to a statistic");
    assert_eq!(desk.refused(&to(1)), "A relation needs two different annotations");
    assert_eq!(desk.refused(&to(9)), "That annotation is gone");
    assert_eq!(desk.refused(&Command::Focus(Some(AnnotationId(9)))), "That annotation is gone");
    // Deleting the beginning ends it.
    desk.done(&Command::Delete);
    assert_eq!(desk.view().relating, None);
}
