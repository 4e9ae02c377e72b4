//! Finding in the article.

use crate::room::Desk;

const TEXT: &str = "│Cranes stop. The cranes wait. No crane moves.";

#[test]
fn words_are_found_gone_through_both_ways_and_left() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Ctrl+F");
    desk.room.must_say("Enter next, Shift Enter previous");
    desk.room.type_words("cranes");
    desk.room.must_say("1 of 2");
    desk.room.keys("Enter");
    desk.room.must_say("2 of 2");
    assert!(desk.room.drawn().contains("┆cranes│ wait"), "{}", desk.room.drawn());
    desk.room.keys("Shift+Enter");
    desk.room.must_say("1 of 2");
    desk.room.keys("F3 F3 Shift+F3 Ctrl+G Ctrl+Shift+G");
    desk.room.must_say("2 of 2");
    desk.room.keys("Escape");
    assert!(!desk.room.says("2 of 2"));
    desk.room.keys("Q");
    assert!(desk.room.drawn().contains("⟦q*:cranes⟧"), "{}", desk.room.drawn());
}

#[test]
fn capitals_patterns_and_what_is_not_there_are_told() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Ctrl+F");
    desk.room.type_words("cranes");
    desk.room.click("Match case");
    desk.room.must_say("1 of 1");
    desk.room.click("Pattern");
    desk.room.fill("Find in the article", "(crane");
    desk.room.must_say("The pattern cannot be read");
    desk.room.fill("Find in the article", "crane\\w*");
    desk.room.must_say("of 2");
    desk.room.fill("Find in the article", "ship");
    desk.room.must_say("Not in this article");
    desk.room.click("Close the find bar");
    assert!(!desk.room.says("Not in this article"));
}

#[test]
fn what_is_typed_next_takes_the_place_of_what_was_searched_for_before() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Ctrl+F");
    desk.room.type_words("cranes");
    desk.room.keys("Escape");
    desk.room.keys("Ctrl+F");
    desk.room.type_words("stop");
    assert_eq!(desk.room.field("Find in the article").value().as_deref(), Some("stop"));
    desk.room.must_say("1 of 1");
}

#[test]
fn what_is_selected_is_what_is_searched_for() {
    let mut desk = Desk::drawn("Cranes stop. The ┆cranes│ wait. No crane moves.");
    desk.room.keys("Ctrl+F");
    assert_eq!(desk.room.field("Find in the article").value().as_deref(), Some("cranes"));
    desk.room.must_say("2 of 2");
}
