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
    desk.room.keys("Alt+L");
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
    desk.room.keys("Alt+L Escape Tab Alt+L Tab Enter");
    assert_eq!(relations(&desk.room).len(), 1, "{}", desk.room.words());
}

#[test]
fn a_click_on_the_other_end_finishes_a_relation() {
    let mut desk = two("Q", "Q");
    desk.room.keys("Alt+L");
    let place = desk.room.place_of(1);
    desk.room.clicks(place + vec2(2.0, 0.0), 1);
    assert_eq!(relations(&desk.room), ["two continues One"]);
}

#[test]
fn where_several_kinds_are_allowed_a_digit_says_which() {
    let mut desk = two("Q", "C");
    desk.room.keys("Tab Alt+L Tab R");
    desk.room.must_say("Relate as");
    desk.room.must_say("Disputes");
    desk.room.keys("2");
    assert_eq!(relations(&desk.room), ["One disputes two"]);
    desk.room.keys("Alt+L Tab R 1");
    assert_eq!(relations(&desk.room).len(), 2);
}

#[test]
fn what_cannot_be_related_says_why() {
    let mut desk = two("B", "S");
    desk.room.keys("Alt+L Tab R");
    desk.room.must_say("No relation leads from a statistic to a boilerplate");
    assert!(relations(&desk.room).is_empty());
}

#[test]
fn r_lists_what_the_annotation_may_be_related_to_and_enter_takes_it() {
    let mut desk = two("Q", "C");
    desk.room.keys("Tab R");
    desk.room.must_say("Search what it is related to");
    desk.room.must_say("Supports → two");
    desk.room.must_say("Disputes → two");
    desk.room.type_words("disp");
    assert!(!desk.room.says("Supports → two"), "{}", desk.room.words());
    desk.room.keys("Enter");
    assert_eq!(relations(&desk.room), ["One disputes two"]);
    assert!(!desk.room.says("Search what it is related to"), "it is closed");
    desk.room.keys("Ctrl+Z");
    assert!(relations(&desk.room).is_empty());
}

#[test]
fn what_leads_to_the_annotation_is_offered_too_and_escape_gives_up() {
    let mut desk = two("Q", "C");
    desk.room.keys("R");
    desk.room.must_say("← Supports One");
    desk.room.keys("Escape");
    assert!(relations(&desk.room).is_empty());
    desk.room.keys("R Enter");
    assert_eq!(relations(&desk.room), ["One supports two"]);
    // What is related already is not offered again.
    desk.room.keys("R");
    assert!(!desk.room.says("← Supports One"), "{}", desk.room.words());
    desk.room.must_say("← Disputes One");
}

#[test]
fn names_of_the_article_become_the_speaker() {
    let mut desk = Desk::drawn("The strike of Ben Okafor goes on. ┆“We wait,”│ said harbour master Ana Ruiz. Ruiz left.");
    desk.room.keys("Q R");
    desk.room.must_say("Speaker: Ana Ruiz");
    desk.room.must_say("Speaker: Ben Okafor");
    desk.room.type_words("oka");
    desk.room.keys("Enter");
    let speaker = |room: &Room| room.layer(|layer| layer.annotations.iter().next().unwrap().attributes.get("speaker").cloned());
    assert_eq!(speaker(&desk.room), Some(pressmark::model::Value::Text("Ben Okafor".into())));
    // Whoever the words beside the quote name comes first.
    desk.room.keys("Ctrl+Z R Enter");
    assert_eq!(speaker(&desk.room), Some(pressmark::model::Value::Text("Ana Ruiz".into())));
    assert_eq!(relations(&desk.room).len(), 0);
}

#[test]
fn r_on_nothing_says_what_to_do() {
    let mut desk = Desk::drawn("│One two.");
    desk.room.keys("R");
    desk.room.must_say("Focus an annotation first; a relation begins there");
}

#[test]
fn quotes_that_an_attribution_interrupts_suggest_their_relation() {
    let mut desk = Desk::tagged("⟦q:“We wait,”⟧ said Ana Ruiz. ⟦q:“Not long.”⟧ │Nobody came.");
    desk.room.keys("Tab");
    desk.room.must_say("Continues: “Not long.”?");
    desk.room.click("Relate");
    assert_eq!(relations(&desk.room), ["“We wait,” continues “Not long.”"]);
    assert!(!desk.room.says("Continues: “Not long.”?"), "{}", desk.room.words());
    desk.room.keys("Ctrl+Z");
    assert!(relations(&desk.room).is_empty());
}

#[test]
fn relations_in_the_text_are_hidden_by_key() {
    let mut desk = two("Q", "Q");
    desk.room.keys("Ctrl+4");
    desk.room.must_say("Relations are hidden now");
    desk.room.keys("Ctrl+4");
    desk.room.must_say("Relations are shown now");
}

#[test]
fn the_inspector_shows_relations_both_ways_and_keys_go_there_and_remove_them() {
    let mut desk = two("Q", "C");
    desk.room.keys("Tab R Enter");
    desk.room.must_say("Supports →");
    desk.room.click("two");
    desk.room.must_say("← Supports");
    desk.room.focus("One");
    desk.room.keys("Enter");
    desk.room.must_say("Supports →");
    desk.room.focus("Remove the relation");
    desk.room.keys("Enter");
    assert!(relations(&desk.room).is_empty(), "{}", desk.room.words());
    assert_eq!(desk.room.layer(|layer| layer.annotations.len()), 2, "the annotations stay");
}
