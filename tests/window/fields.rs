//! The fields of an annotation: each kind sets its value, can be undone, and keeps single keys to itself.

use crate::room::{Desk, Room};
use crate::support::sessions::article;
use egui_kittest::kittest::Queryable as _;
use pressmark::model::{Project, Value};
use pressmark::store::default_scheme;

const TEXT: &str = "│Ruiz said about 20 times: “We stay”.";

fn value(room: &Room, attribute: &str) -> Option<Value> {
    room.session(|session| session.focused().expect("the focus").attributes.get(attribute).cloned())
}

fn text(words: &str) -> Option<Value> {
    Some(Value::Text(words.into()))
}

#[test]
fn enter_goes_to_the_first_field_and_what_is_typed_there_is_no_command() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Shift+Ctrl+Right Q Enter");
    assert!(desk.room.field("Speaker").is_focused());
    let drawn = desk.room.drawn();
    desk.room.type_words("rscbqnp Ruiz");
    assert_eq!(desk.room.drawn(), drawn, "single keys do not fire");
    assert_eq!(value(&desk.room, "speaker"), None);
    desk.room.keys("Enter");
    assert_eq!(value(&desk.room, "speaker"), text("rscbqnp Ruiz"));
    desk.room.keys("Escape F6 Ctrl+Z");
    desk.room.keys("Tab");
    assert_eq!(value(&desk.room, "speaker"), None);
}

#[test]
fn a_field_left_with_tab_keeps_its_words_and_escape_gives_them_up() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Shift+Ctrl+Right Q Enter");
    desk.room.type_words("Ana");
    desk.room.keys("Tab");
    assert_eq!(value(&desk.room, "speaker"), text("Ana"));
    desk.room.fill("Speaker", "Somebody else");
    desk.room.keys("Escape");
    assert_eq!(value(&desk.room, "speaker"), text("Ana"));
    assert_eq!(desk.room.field("Speaker").value().as_deref(), Some("Ana"));
}

#[test]
fn a_choice_is_made_changed_taken_back_and_undone() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Shift+Ctrl+Right Q");
    for (option, expected) in [("direct", text("direct")), ("scare", text("scare")), ("scare", None)] {
        desk.room.click(option);
        assert_eq!(value(&desk.room, "kind"), expected);
    }
    desk.room.keys("F6 Ctrl+Z");
    desk.room.keys("Tab");
    assert_eq!(value(&desk.room, "kind"), text("scare"));
}

#[test]
fn letters_beside_a_choice_tag_nothing() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Shift+Ctrl+Right Q Enter");
    desk.room.type_words("Ana");
    desk.room.keys("Tab");
    let drawn = desk.room.drawn();
    desk.room.type_words("scrbn");
    assert_eq!(desk.room.drawn(), drawn);
    assert_eq!(value(&desk.room, "speaker"), text("Ana"));
}

#[test]
fn relabelling_says_what_did_not_fit_and_undo_brings_it_back() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Shift+Ctrl+Right Q");
    desk.room.click("direct");
    desk.room.keys("F6 C");
    let notice = desk.room.session(|session| session.notice().map(str::to_owned));
    assert_eq!(notice.as_deref(), Some("Now a claim. 1 value did not fit it and went; undo brings them back"));
    desk.room.keys("Ctrl+Z");
    assert_eq!(value(&desk.room, "kind"), text("direct"));
}

#[test]
fn a_flag_says_yes_or_no() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("C");
    desk.room.click("yes");
    assert_eq!(value(&desk.room, "hedge"), Some(Value::Flag(true)));
    desk.room.click("no");
    assert_eq!(value(&desk.room, "hedge"), Some(Value::Flag(false)));
}

#[test]
fn a_number_may_be_a_range_and_what_is_neither_is_told_and_not_kept() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Ctrl+Right Ctrl+Right Ctrl+Right S");
    desk.room.fill("Value", "1,300");
    desk.room.keys("Enter");
    assert_eq!(value(&desk.room, "value"), Some(Value::Number(1300.0)));
    desk.room.fill("Value", "20 to 30");
    desk.room.keys("Enter");
    assert_eq!(value(&desk.room, "value"), Some(Value::Range(20.0, 30.0)));
    desk.room.fill("Value", "many");
    desk.room.keys("Enter");
    assert_eq!(value(&desk.room, "value"), Some(Value::Range(20.0, 30.0)));
    assert_eq!(desk.room.field("Value").value().as_deref(), Some("many"), "it stays to be mended");
    desk.room.fill("Value", "");
    desk.room.keys("Enter");
    assert_eq!(value(&desk.room, "value"), None);
}

#[test]
fn many_choices_open_as_a_list() {
    let mut project = Project::new("Harbour".to_owned(), default_scheme());
    project.add_batch(&pressmark::model::BatchId("first".into()), [article("About 20 cranes stood still.")]);
    let mut desk = Desk::on(&project);
    desk.room.keys("S");
    desk.room.click("Bound");
    desk.room.click("about");
    assert_eq!(value(&desk.room, "bound"), text("about"));
    desk.room.click("Bound");
    desk.room.click("Not chosen");
    assert_eq!(value(&desk.room, "bound"), None);
    desk.room.click("Bound");
    desk.room.harness.get_by_label("at most").focus();
    desk.room.settle();
    desk.room.keys("Enter");
    assert_eq!(value(&desk.room, "bound"), text("at most"));
    assert!(!desk.room.says("at least"), "the list is closed by a key too:\n{}", desk.room.words());
}

#[test]
fn a_note_is_written_and_undone() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("C");
    desk.room.fill("Note", "Check with the port.");
    desk.room.keys("Tab");
    let note = |room: &Room| room.session(|session| session.focused().unwrap().note.to_string());
    assert_eq!(note(&desk.room), "Check with the port.");
    desk.room.keys("F6 Ctrl+Z Tab");
    assert_eq!(note(&desk.room), "");
}

#[test]
fn words_typed_when_another_annotation_takes_the_focus_are_not_lost() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Ctrl+Shift+Right Q Escape Ctrl+End Ctrl+Shift+Left Q Tab Enter");
    let first = desk.room.session(|session| session.focused().unwrap().id);
    desk.room.type_words("Ana");
    // A click on the text leaves the field.
    let place = desk.room.place_of(12);
    desk.room.clicks(place, 1);
    let kept = desk.room.session(|session| session.annotation(first).unwrap().attributes.get("speaker").cloned());
    assert_eq!(kept, text("Ana"));
}

#[test]
fn what_a_field_cannot_take_waits_there_and_the_bar_says_so() {
    let mut desk = Desk::of([article("Ruiz said about 20 times."), article("Another article.")]);
    desk.room.put_caret(16, 16);
    desk.room.keys("S Tab");
    desk.room.fill("Value", "a great many");
    desk.room.keys("Tab");
    desk.room.until("the bar says so", |room| room.says("1 value not kept"));
    desk.room.keys("F6 N P Tab");
    assert_eq!(desk.room.field("Value").value().as_deref(), Some("a great many"), "it is there after another article");
    desk.room.fill("Value", "about 1.5 million");
    desk.room.keys("Tab");
    assert_eq!(value(&desk.room, "value"), Some(Value::Number(1_500_000.0)));
    desk.room.saved();
}

#[test]
fn the_bar_says_what_keys_do_in_a_field() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Shift+Ctrl+Right Q");
    desk.room.must_say("relabel");
    desk.room.keys("Enter");
    assert!(!desk.room.says("relabel"), "letters are letters in a field");
    desk.room.must_say("back to the text");
}
