//! The pointer on the text: select, tag as it drags, move a boundary, choose, ask for the menu.

use crate::room::Desk;
use egui::{Modifiers, vec2};

const TEXT: &str = "│Ruiz said it twice. Nobody left the harbour before noon.\n\nThe cranes stood still.";

fn offset(words: &str) -> usize {
    TEXT.replace('│', "").find(words).unwrap()
}

impl Desk {
    fn drag_over(&mut self, words: &str) {
        let (start, end) = (offset(words), offset(words) + words.len());
        let (from, to) = (self.room.place_of(start), self.room.place_of(end));
        self.room
            .drag(&[from + vec2(1.0, 0.0), from + vec2(12.0, 0.0), to + vec2(-2.0, 0.0), to + vec2(1.0, 0.0)], Modifiers::NONE);
    }
}

#[test]
fn a_drag_selects_and_a_label_key_tags() {
    let mut desk = Desk::drawn(TEXT);
    desk.drag_over("said it twice");
    assert!(desk.room.drawn().contains("┆said it twice│"), "{}", desk.room.drawn());
    desk.room.keys("Q");
    assert!(desk.room.drawn().contains("⟦q*:said it twice⟧"));
    // And a click beside it puts the caret there, taking nothing.
    desk.room.clicks(desk.room.place_of(offset("cranes")) + vec2(1.0, 0.0), 1);
    assert!(desk.room.drawn().contains("The │cranes"), "{}", desk.room.drawn());
}

#[test]
fn two_clicks_take_a_word_three_a_sentence_and_shift_extends() {
    let mut desk = Desk::drawn(TEXT);
    let place = desk.room.place_of(offset("left")) + vec2(3.0, 0.0);
    desk.room.clicks(place, 2);
    assert!(desk.room.drawn().contains("┆left│"), "{}", desk.room.drawn());
    desk.room.clicks(place, 3);
    assert!(desk.room.drawn().contains("┆Nobody left the harbour before noon.│"), "{}", desk.room.drawn());
    desk.room.clicks(desk.room.place_of(offset("said")) + vec2(1.0, 0.0), 1);
    let end = desk.room.place_of(offset(" twice")) + vec2(1.0, 0.0);
    (0..60).for_each(|_| desk.room.harness.step());
    desk.room.drag(&[end], Modifiers::SHIFT);
    assert!(desk.room.drawn().contains("┆said it│"), "{}", desk.room.drawn());
}

#[test]
fn an_armed_label_tags_each_drag_until_escape() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Shift+S");
    desk.room.must_say("Each selection made with the mouse is tagged as statistic now; Esc ends it");
    desk.drag_over("it twice");
    desk.drag_over("cranes");
    let drawn = desk.room.drawn();
    assert!(drawn.contains("⟦s:it twice⟧") && drawn.contains("⟦s*:cranes⟧"), "{drawn}");
    desk.room.keys("Escape Escape");
    desk.drag_over("noon");
    assert!(!desk.room.drawn().contains(":noon⟧"), "{}", desk.room.drawn());
}

#[test]
fn the_chip_of_a_label_tags_the_selection_or_arms_it() {
    let mut desk = Desk::drawn(TEXT);
    desk.drag_over("said");
    desk.room.click("Claim, 0 here, key c");
    assert!(desk.room.drawn().contains("⟦c*:said⟧"), "{}", desk.room.drawn());
    desk.room.keys("Escape");
    desk.room.click("Quote, 0 here, key q");
    assert!(desk.room.session(|session| session.armed().is_some()));
}

#[test]
fn a_boundary_is_dragged_and_undone_as_one_step() {
    let mut desk = Desk::drawn(TEXT);
    desk.drag_over("said it");
    desk.room.keys("Q");
    let edge = desk.room.place_of(offset(" twice"));
    let to = desk.room.place_of(offset(". Nobody"));
    desk.room.drag(&[edge, edge + vec2(6.0, 0.0), to + vec2(1.0, 0.0)], Modifiers::NONE);
    assert!(desk.room.drawn().replace('│', "").contains("said it twice⟧"), "{}", desk.room.drawn());
    desk.room.keys("Ctrl+Z");
    assert!(desk.room.drawn().replace('│', "").contains("said it⟧"), "{}", desk.room.drawn());
}

#[test]
fn the_menu_of_the_secondary_button_tags_too() {
    let mut desk = Desk::drawn(TEXT);
    desk.drag_over("harbour");
    let place = desk.room.place_of(offset("harbour") + 2);
    for pressed in [true, false] {
        let button = egui::PointerButton::Secondary;
        let event = egui::Event::PointerButton { pos: place, button, pressed, modifiers: Modifiers::NONE };
        desk.room.harness.input_mut().events.extend([egui::Event::PointerMoved(place), event]);
        desk.room.harness.step();
    }
    desk.room.settle();
    desk.room.click("Tag as boilerplate B");
    assert!(desk.room.drawn().contains("⟦b*:harbour⟧"), "{}", desk.room.drawn());
}
