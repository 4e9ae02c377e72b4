//! What a screen reader gets: names everywhere, the text with its caret, the annotations.

use crate::room::Desk;
use egui::accesskit::{Action, ActionData, ActionRequest, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

#[test]
fn the_text_the_caret_and_the_annotations_are_told() {
    let mut desk = Desk::drawn("One ┆two│ three.\n\nFour five.");
    desk.room.keys("Q");
    let view = desk.room.harness.get_by_role(Role::Document);
    let node = view.accesskit_node();
    assert!(node.data().description().unwrap().contains("q, focused: two"));
    let runs: Vec<String> = desk
        .room
        .harness
        .get_all_by_role(Role::TextRun)
        .map(|run| run.accesskit_node().data().value().unwrap().to_owned())
        .collect();
    let read = runs.concat();
    assert!(read.contains("One two three.") && read.contains("Four five."), "{read:?}");
    let caret = node.data().text_selection().unwrap();
    assert_eq!((caret.anchor, caret.focus.character_index), (caret.focus, 7));
}

#[test]
fn a_screen_reader_can_put_the_selection() {
    let mut desk = Desk::drawn("│One two three.");
    let place = |at| {
        let runs = desk.room.harness.get_all_by_role(Role::TextRun);
        let run = runs.into_iter().find(|run| run.accesskit_node().data().value() == Some("One two three.")).unwrap();
        let (node, _) = run.accesskit_node().locate();
        egui::accesskit::TextPosition { node, character_index: at }
    };
    let selection = egui::accesskit::TextSelection { anchor: place(4), focus: place(7) };
    let (target_node, target_tree) = desk.room.harness.get_by_role(Role::Document).accesskit_node().locate();
    let data = Some(ActionData::SetTextSelection(selection));
    let request = ActionRequest { action: Action::SetTextSelection, target_node, target_tree, data };
    desk.room.harness.input_mut().events.push(egui::Event::AccessKitActionRequest(request));
    desk.room.harness.step();
    desk.room.settle();
    assert_eq!(desk.room.drawn(), "One ┆two│ three.");
}

#[test]
fn every_page_has_a_name_for_everything_that_can_be_worked() {
    let mut desk = Desk::drawn("One ┆two│ three.");
    desk.room.keys("Q");
    // Each time the window comes to rest, a widget without a name fails the test.
    for keys in ["Ctrl+K", "F1", "Ctrl+Comma", "Ctrl+Shift+L", "Ctrl+Shift+N", "Ctrl+O", "Ctrl+I", "Ctrl+E", "Ctrl+V"] {
        desk.room.keys(keys);
        desk.room.harness.check_accessibility();
        desk.room.keys("Escape");
    }
    desk.room.keys("Ctrl+F");
    desk.room.harness.check_accessibility();
}
