//! Tagging by keyboard: what label keys take, relabel, delete, move, and go to.

use crate::room::{Desk, check};
use pressmark::model::Provenance;

const STRIKE: &str = "│Ruiz said “we stay” today. About 1,300 workers left.\n\nShare this article";

#[test]
fn a_label_key_tags_the_selection_trimmed() {
    check("She┆ stayed │.", "Q", "She ⟦q*:stayed⟧│ .");
    check("She │stayed┆.", "C", "She ⟦c*:stayed⟧│.");
}

#[test]
fn a_label_key_without_a_selection_tags_what_stands_at_the_caret() {
    let tagged = |keys: &str| {
        let mut desk = Desk::drawn(STRIKE);
        desk.room.keys(keys);
        desk.room.drawn()
    };
    assert!(tagged("Ctrl+Right Ctrl+Right Ctrl+Right Right Q").contains("⟦q*:“we stay”⟧│"));
    assert!(tagged("Alt+Down Ctrl+Right S").contains("⟦s*:About 1,300 workers⟧│"));
    assert!(tagged("C").contains("⟦c*:Ruiz said “we stay” today.⟧│"));
    assert!(tagged("Ctrl+End B").contains("⟦b*:Share this article⟧│"));
}

#[test]
fn where_nothing_stands_at_the_caret_words_say_so_and_nothing_is_tagged() {
    let mut desk = Desk::drawn(STRIKE);
    desk.room.keys("Ctrl+End Q");
    desk.room.must_say("No quotation at the caret; select the words first");
    desk.room.keys("Ctrl+Home Alt+Down S S");
    desk.room.must_say("Statistic, 1 here, key s");
}

#[test]
fn a_key_in_another_script_still_tags_by_its_place() {
    let mut desk = Desk::drawn("She ┆stayed│.");
    let key = |key, physical| egui::Event::Key {
        key,
        physical_key: Some(physical),
        pressed: true,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    };
    desk.room.harness.input_mut().events.push(key(egui::Key::F20, egui::Key::Q));
    desk.room.settle();
    assert_eq!(desk.room.drawn(), "She ⟦q*:stayed⟧│.");
}

#[test]
fn a_focused_annotation_is_relabelled_deleted_and_all_of_it_undone_and_repeated() {
    let mut desk = Desk::drawn("She ┆stayed│.");
    desk.room.keys("Q C");
    assert_eq!(desk.room.drawn(), "She ⟦c*:stayed⟧│.");
    desk.room.keys("Delete");
    assert_eq!(desk.room.drawn(), "She stayed│.");
    desk.room.keys("Ctrl+Z");
    assert!(desk.room.drawn().contains("⟦c"));
    desk.room.keys("Ctrl+Z");
    assert!(desk.room.drawn().contains("⟦q"));
    desk.room.keys("Ctrl+Z");
    assert!(!desk.room.drawn().contains('⟦'));
    desk.room.keys("Ctrl+Shift+Z Ctrl+Y");
    assert!(desk.room.drawn().contains("⟦c"));
    desk.room.saved();
}

#[test]
fn provenance_tells_what_was_selected_from_what_was_found() {
    let mut desk = Desk::drawn(STRIKE);
    desk.room.keys("C Escape Ctrl+Home Shift+Right Q");
    let origins = desk.room.layer(|layer| layer.annotations.iter().map(|a| a.provenance.clone()).collect::<Vec<_>>());
    assert!(matches!(origins.as_slice(), [Provenance::Rule(_), Provenance::Hand]), "{origins:?}");
    desk.room.must_say("selected by hand");
}

#[test]
fn tab_goes_round_the_annotations_and_space_round_those_here() {
    let mut desk = Desk::drawn("┆One│ two three.");
    desk.room.keys("Q Escape Ctrl+Right Ctrl+Shift+Right S Escape C");
    assert_eq!(desk.room.drawn(), "⟦c*:⟦q:One⟧ ⟦s:two⟧ three.⟧│");
    desk.room.keys("Tab");
    assert_eq!(desk.room.drawn(), "│⟦c:⟦q*:One⟧ ⟦s:two⟧ three.⟧");
    desk.room.keys("Tab");
    assert_eq!(desk.room.drawn(), "⟦c:⟦q:One⟧ │⟦s*:two⟧ three.⟧");
    desk.room.keys("Tab Tab Shift+Tab Shift+Tab");
    assert_eq!(desk.room.drawn(), "⟦c:⟦q:One⟧ │⟦s*:two⟧ three.⟧");
    desk.room.keys("Space");
    assert!(desk.room.drawn().starts_with("⟦c*:"), "{}", desk.room.drawn());
    desk.room.keys("Space");
    assert!(desk.room.drawn().contains("⟦s*:"), "{}", desk.room.drawn());
}

#[test]
fn alt_and_arrows_move_the_ends_of_the_focused_annotation() {
    let mut desk = Desk::drawn("One ┆two│ three four.");
    let mut step = |keys: &str, tagged: &str| {
        desk.room.keys(keys);
        let words = desk.room.drawn().replace('│', "");
        assert!(words.contains(tagged), "{keys}: {words}");
    };
    step("Q Ctrl+Alt+Right", "⟦q*:two three⟧");
    step("Alt+Left", "⟦q*:two thre⟧");
    step("Alt+Right", "⟦q*:two three⟧");
    step("Ctrl+Alt+Left", "⟦q*:two⟧");
    step("Ctrl+Alt+Shift+Left", "⟦q*:One two⟧");
    step("Alt+Shift+Right", "⟦q*:ne two⟧");
    step("Alt+Shift+Left", "⟦q*:One two⟧");
    step("Ctrl+Alt+Shift+Right", "⟦q*:two⟧");
    (0..8).for_each(|_| step("Ctrl+Z", ""));
    step("Ctrl+Shift+Z", "⟦q:two three⟧".trim_start_matches("⟦q"));
}

#[test]
fn selections_snap_to_words_where_that_is_set() {
    let mut desk = Desk::drawn("One t┆w│o three.");
    desk.room.keys("Ctrl+K");
    desk.room.type_words("snap selections");
    desk.room.keys("Enter");
    desk.room.must_say("Selections snap to words now");
    desk.room.keys("Q");
    assert_eq!(desk.room.drawn(), "One ⟦q*:two⟧│ three.");
    assert!(desk.room.written_settings().snap_to_words);
}

#[test]
fn escape_lets_go_of_one_thing_at_a_time() {
    let mut desk = Desk::drawn("One ┆two│.");
    desk.room.keys("Q Shift+C");
    assert_eq!(desk.room.session(|session| session.armed().map(ToString::to_string)).as_deref(), Some("claim"));
    desk.room.keys("Escape");
    assert!(desk.room.session(|session| session.focused().is_none() && session.armed().is_some()));
    desk.room.keys("Escape");
    assert!(desk.room.session(|session| session.armed().is_none()));
}
