//! Suggestions in the window: by keys, by the pointer, in the inspector, and what the bar and a screen reader say of them.

use crate::room::Desk;
use egui::{Modifiers, PointerButton, vec2};
use pressmark::model::{Attributes, Suggestion, Value};

const PAGE: &str = "⟨b:Home News Sport⟩\n\n│Ruiz said it twice.\n\n⟨b:Share this page⟩\n\n⟨b:More on ports⟩";

fn offset(words: &str) -> usize {
    crate::support::sessions::undraw(PAGE).text.find(words).unwrap()
}

#[test]
fn tab_enter_and_backspace_decide_one_after_the_other() {
    let mut desk = Desk::drawn(PAGE);
    desk.room.must_say("Tab next suggestion, 3 left");
    desk.room.keys("Tab");
    assert!(desk.room.drawn().contains("│⟨b*:Share this page⟩"), "{}", desk.room.drawn());
    desk.room.must_say("Enter accept");
    desk.room.must_say("Backspace dismiss");
    desk.room.keys("Enter");
    assert!(desk.room.drawn().contains("⟦b:Share this page⟧\n\n│⟨b*:More on ports⟩"), "{}", desk.room.drawn());
    desk.room.must_say("Tab next tag or suggestion, 2 left");
    desk.room.keys("Backspace");
    assert!(desk.room.drawn().starts_with("│⟨b*:Home News Sport⟩"), "{}", desk.room.drawn());
    desk.room.must_say("Tab the last one");
    desk.room.keys("Enter");
    desk.room.must_say("That was the last suggestion of this article");
    desk.room.saved();
    desk.room.keys("Ctrl+Z Ctrl+Z");
    assert!(desk.room.drawn().contains("│⟨b*:More on ports⟩"), "{}", desk.room.drawn());
}

#[test]
fn what_was_dismissed_stays_so_after_a_restart() {
    let mut desk = Desk::drawn(PAGE);
    desk.room.keys("Tab Delete");
    desk.room.saved();
    let folder = desk.folder.dir.clone();
    desk.room.close();
    let room = crate::room::Room::open(&folder);
    assert!(!room.drawn().contains("⟨b:Share"), "{}", room.drawn());
    assert!(room.drawn().contains("⟨b:More on ports⟩"), "{}", room.drawn());
}

#[test]
fn a_label_key_or_an_arrow_accepts_it_otherwise() {
    let mut desk = Desk::drawn(PAGE);
    desk.room.keys("Tab C");
    assert!(desk.room.drawn().contains("⟦c:Share this page⟧\n\n│⟨b*:"), "{}", desk.room.drawn());
    desk.room.keys("Ctrl+Alt+Left");
    assert!(desk.room.drawn().contains("⟦b*:More on⟧ ports"), "{}", desk.room.drawn());
    desk.room.must_say("Accepted as boilerplate with another end; Tab goes on");
    desk.room.keys("Tab");
    assert!(desk.room.drawn().starts_with("│⟨b*:Home"), "{}", desk.room.drawn());
    desk.room.keys("Escape Ctrl+Z Ctrl+Z");
    assert_eq!(desk.room.drawn().matches("⟨b").count(), 3);
}

#[test]
fn all_of_them_at_once_and_back_with_one_undo() {
    let mut desk = Desk::drawn(PAGE);
    desk.room.keys("Ctrl+Shift+Enter");
    desk.room.must_say("Accepted 3 suggestions; undo takes all of it back");
    assert_eq!(desk.room.drawn().matches("⟦b").count(), 3);
    desk.room.keys("Ctrl+Z");
    assert_eq!(desk.room.drawn().matches("⟨b").count(), 3);
    desk.room.keys("Ctrl+K");
    desk.room.type_words("dismiss all");
    desk.room.keys("Enter");
    let text = desk.room.session(|session| session.text().to_owned());
    assert_eq!(desk.room.drawn().replace('│', ""), text);
}

#[test]
fn enter_goes_to_the_first_field_again_once_an_annotation_has_the_focus() {
    let mut desk = Desk::drawn(PAGE);
    desk.room.keys("C Enter");
    assert!(desk.room.layer(|layer| layer.annotations.len()) == 1, "nothing was accepted");
    assert!(desk.room.field("Speaker").is_focused());
}

#[test]
fn a_click_takes_a_suggestion_and_its_buttons_decide_it() {
    let mut desk = Desk::drawn(PAGE);
    desk.room.clicks(desk.room.place_of(offset("this page")) + vec2(2.0, 0.0), 1);
    assert!(desk.room.drawn().contains("⟨b*:Share │this page⟩"), "{}", desk.room.drawn());
    desk.room.must_say("Page structure, 0.93: a list of links beside the article");
    desk.room.click("Accept Enter");
    assert!(desk.room.drawn().contains("⟦b:Share this page⟧"), "{}", desk.room.drawn());
    desk.room.click("Dismiss Backspace");
    assert!(!desk.room.drawn().contains("⟨b*:More"), "{}", desk.room.drawn());
    desk.room.keys("Ctrl+Z");
    desk.room.click("Accept all 2 Ctrl Shift Enter");
    assert_eq!(desk.room.drawn().matches("⟦b").count(), 3);
}

#[test]
fn the_list_of_suggestions_takes_one_and_enter_decides_there() {
    let mut desk = Desk::drawn(PAGE);
    desk.room.must_say("Suggested");
    desk.room.click("Boilerplate, suggested, More on ports");
    assert!(desk.room.drawn().contains("│⟨b*:More on ports⟩"), "{}", desk.room.drawn());
    desk.room.keys("Up");
    assert!(desk.room.drawn().contains("│⟨b*:Share this page⟩"), "{}", desk.room.drawn());
    desk.room.keys("Enter");
    assert!(desk.room.drawn().contains("⟦b:Share this page⟧\n\n│⟨b*:More on ports⟩"), "{}", desk.room.drawn());
    desk.room.keys("Delete");
    assert!(desk.room.drawn().starts_with("│⟨b*:Home"), "{}", desk.room.drawn());
}

#[test]
fn the_menu_of_the_secondary_button_decides_too() {
    let mut desk = Desk::drawn(PAGE);
    let place = desk.room.place_of(offset("this page") + 2);
    for pressed in [true, false] {
        let event =
            egui::Event::PointerButton { pos: place, button: PointerButton::Secondary, pressed, modifiers: Modifiers::NONE };
        desk.room.harness.input_mut().events.extend([egui::Event::PointerMoved(place), event]);
        desk.room.harness.step();
    }
    desk.room.settle();
    desk.room.click("Dismiss the suggestion Backspace");
    assert!(desk.room.layer(|layer| layer.dismissed.len()) == 1);
    assert!(!desk.room.drawn().contains("⟨b:Share"), "{}", desk.room.drawn());
}

#[test]
fn an_end_of_the_one_in_hand_is_dragged() {
    let mut desk = Desk::drawn(PAGE);
    desk.room.keys("Tab");
    let edge = desk.room.place_of(offset("page"));
    let end = edge + vec2(desk.room.place_of(offset("page") + 3).x - edge.x, 0.0);
    let last = end + vec2(end.x - desk.room.place_of(offset("page") + 2).x, 0.0);
    let to = desk.room.place_of(offset(" page"));
    desk.room.drag(&[last, last - vec2(6.0, 0.0), to + vec2(1.0, 0.0)], Modifiers::NONE);
    assert!(desk.room.drawn().replace('│', "").contains("⟦b*:Share this⟧ page"), "{}", desk.room.drawn());
}

#[test]
fn hiding_them_hides_all_of_them_and_is_remembered() {
    let mut desk = Desk::drawn(PAGE);
    desk.room.keys("Ctrl+3");
    desk.room.must_say("Suggestions are hidden now");
    assert!(!desk.room.drawn().contains('⟨') && !desk.room.says("More on ports, "));
    assert!(!desk.room.written_settings().suggestions_shown);
    desk.room.keys("Ctrl+3");
    assert_eq!(desk.room.drawn().matches('⟨').count(), 3);
}

#[test]
fn attributes_that_would_be_taken_over_are_shown_before() {
    let mut attributes = Attributes::default();
    attributes.set("kind".into(), Some(Value::Text("direct".into())));
    attributes.set("mood".into(), Some(Value::Text("angry".into())));
    let text = "“We stay,” she said.";
    let quote = Suggestion { attributes, reason: "".into(), ..crate::support::sessions::suggestion("quote", 0..14) };
    let mut desk = Desk::of([crate::support::sessions::article(text).suggesting([quote])]);
    desk.room.keys("Ctrl+Home Tab");
    desk.room.must_say("Kind");
    desk.room.must_say("direct");
    desk.room.must_say("Page structure, 0.93");
    assert!(!desk.room.says("angry"));
    desk.room.keys("Enter");
    let kept = desk.room.layer(|layer| layer.annotations.iter().next().map(|a| a.attributes.clone())).unwrap();
    assert_eq!(kept.iter().count(), 1);
}

#[test]
fn a_screen_reader_hears_that_it_is_a_suggestion() {
    let mut desk = Desk::drawn(PAGE);
    desk.room.keys("Tab");
    let described = |desk: &Desk| {
        let nodes = desk.room.harness.root().children_recursive();
        use egui_kittest::kittest::NodeT as _;
        let documents = nodes.filter(|node| node.accesskit_node().role() == egui::accesskit::Role::Document);
        documents.filter_map(|node| node.accesskit_node().data().description().map(str::to_owned)).collect::<String>()
    };
    let words = described(&desk);
    assert!(words.contains("b, suggested, focused: Share this page"), "{words}");
    assert!(words.contains("b, suggested: Home News Sport"), "{words}");
}
