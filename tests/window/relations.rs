//! Relations by keyboard and by click; where several kinds are allowed, a page asks which.

use crate::room::{Desk, Room};
use egui::vec2;

const TEXT: &str = "┆One│ two three four.";

fn relations(room: &Room) -> Vec<String> {
    room.session(|session| {
        let words = |id| session.annotation(id).and_then(|a| a.span.of(session.text())).unwrap_or_default().to_owned();
        let layer = session.layer().into_iter().flat_map(|layer| layer.relations.values());
        layer.map(|relation| format!("{} {} {}", words(relation.from), relation.kind, words(relation.to))).collect()
    })
}

fn two(first: &str, second: &str) -> Desk {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys(&format!("{first} Escape Ctrl+Right Ctrl+Shift+Right {second}"));
    desk
}

#[test]
fn r_begins_a_relation_tab_goes_to_the_other_end_and_r_finishes_it() {
    let mut desk = two("Q", "Q");
    desk.room.keys("R");
    desk.room.must_say("Choose the other end with Tab or a click, then R or Enter; Esc gives up");
    desk.room.keys("Tab R");
    assert_eq!(relations(&desk.room), ["two continues One"]);
    desk.room.must_say("Continues →");
    desk.room.keys("Ctrl+Z");
    assert!(relations(&desk.room).is_empty());
    desk.room.keys("Ctrl+Shift+Z");
    desk.room.click("Remove the relation");
    assert!(relations(&desk.room).is_empty());
}

#[test]
fn enter_finishes_a_relation_too_and_escape_gives_up() {
    let mut desk = two("Q", "Q");
    desk.room.keys("R Escape Tab R Tab Enter");
    assert_eq!(relations(&desk.room).len(), 1, "{}", desk.room.words());
}

#[test]
fn a_click_on_the_other_end_finishes_a_relation() {
    let mut desk = two("Q", "Q");
    desk.room.keys("R");
    let place = desk.room.place_of(1);
    desk.room.clicks(place + vec2(2.0, 0.0), 1);
    assert_eq!(relations(&desk.room), ["two continues One"]);
}

#[test]
fn where_several_kinds_are_allowed_a_digit_says_which() {
    let mut desk = two("Q", "C");
    desk.room.keys("Tab R Tab R");
    desk.room.must_say("Relate as");
    desk.room.must_say("Disputes");
    desk.room.keys("2");
    assert_eq!(relations(&desk.room), ["One disputes two"]);
    desk.room.keys("R Tab R 1");
    assert_eq!(relations(&desk.room).len(), 2);
}

#[test]
fn what_cannot_be_related_says_why() {
    let mut desk = two("B", "S");
    desk.room.keys("R Tab R");
    desk.room.must_say("No relation leads from a statistic to a boilerplate");
    assert!(relations(&desk.room).is_empty());
}
