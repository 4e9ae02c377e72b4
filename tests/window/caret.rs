//! The caret: every motion of the command list by its keys, with and without Shift.

use crate::room::Desk;
use crate::support::sessions::article;
use pressmark::session::Caret;

#[test]
fn the_caret_moves_by_character_word_sentence_paragraph_and_article() {
    let mut desk = Desk::drawn("│One two. Three four.\n\nFive six.");
    for (before, keys, after) in [
        ("O│ne two. Three four.\n\nFive six.", "Left", "│One two. Three four.\n\nFive six."),
        ("O│ne two. Three four.\n\nFive six.", "Right", "On│e two. Three four.\n\nFive six."),
        ("One two│. Three four.\n\nFive six.", "Ctrl+Left", "One │two. Three four.\n\nFive six."),
        ("One two. Thr│ee four.\n\nFive six.", "Alt+Up", "One two. │Three four.\n\nFive six."),
        ("One t│wo. Three four.\n\nFive six.", "Alt+Down", "One two. │Three four.\n\nFive six."),
        ("One t│wo. Three four.\n\nFive six.", "Ctrl+Down", "One two. Three four.\n\n│Five six."),
        ("One two. Three four.\n\nFive│ six.", "Ctrl+Up", "One two. Three four.\n\n│Five six."),
        ("One two. Three four.\n\nFive│ six.", "Ctrl+Home", "│One two. Three four.\n\nFive six."),
        ("One two. Th│ree four.\n\nFive six.", "Ctrl+End", "One two. Three four.\n\nFive six.│"),
        ("One two. Th│ree four.\n\nFive six.", "Home", "│One two. Three four.\n\nFive six."),
        ("One two. Th│ree four.\n\nFive six.", "End", "One two. Three four.│\n\nFive six."),
    ] {
        desk.moves(before, keys, after);
    }
}

#[test]
fn shift_extends_every_motion_and_escape_lets_go() {
    let mut desk = Desk::drawn("│One two. Three four.\n\nFive six.");
    for (before, keys, after) in [
        ("O│ne two. Three four.\n\nFive six.", "Shift+Right Shift+Right", "O┆ne│ two. Three four.\n\nFive six."),
        ("One t│wo. Three four.\n\nFive six.", "Ctrl+Shift+Left", "One │t┆wo. Three four.\n\nFive six."),
        ("One t│wo. Three four.\n\nFive six.", "Alt+Shift+Down", "One t┆wo. │Three four.\n\nFive six."),
        ("One t│wo. Three four.\n\nFive six.", "Shift+End", "One t┆wo. Three four.│\n\nFive six."),
        ("One t│wo. Three four.\n\nFive six.", "Shift+Home", "│One t┆wo. Three four.\n\nFive six."),
        ("One t│wo. Three four.\n\nFive six.", "Ctrl+Shift+End", "One t┆wo. Three four.\n\nFive six.│"),
        ("One t│wo. Three four.\n\nFive six.", "Ctrl+A", "┆One two. Three four.\n\nFive six.│"),
        ("One ┆two│. Three four.\n\nFive six.", "Escape", "One two│. Three four.\n\nFive six."),
    ] {
        desk.moves(before, keys, after);
    }
    desk.at("┆One two│. Three four.\n\nFive six.").must_say("2 words selected");
}

#[test]
fn a_character_is_what_a_reader_takes_for_one() {
    let mut desk = Desk::drawn("│a👩‍👩‍👧e\u{301}नि.");
    for after in ["a│👩‍👩‍👧e\u{301}नि.", "a👩‍👩‍👧│e\u{301}नि.", "a👩‍👩‍👧e\u{301}│नि.", "a👩‍👩‍👧e\u{301}नि│."]
    {
        desk.room.keys("Right");
        assert_eq!(desk.room.drawn(), after);
    }
}

fn caret(desk: &Desk) -> Caret {
    desk.room.session(|session| session.view().caret)
}

#[test]
fn lines_as_they_are_seen_are_walked_up_and_down_in_a_column() {
    let text = "The cranes of the harbour stand still since Monday, and nobody knows for how long. ".repeat(12);
    let mut desk = Desk::of([article(&text)]);
    desk.room.put_caret(30, 30);
    let first = desk.room.place_of(30);
    desk.room.keys("Down Down");
    let below = desk.room.place_of(caret(&desk).head);
    assert!((below.x - first.x).abs() < 12.0 && below.y > first.y + 30.0, "{first} to {below}");
    desk.room.keys("Home");
    let start = desk.room.place_of(caret(&desk).head);
    assert!(start.x < first.x - 50.0 && (start.y - below.y).abs() < 1.0);
    desk.room.keys("Shift+End");
    let line = caret(&desk);
    assert!(line.range().len() > 40 && line.head > line.anchor);
    desk.room.keys("Up Up");
    assert!(caret(&desk).is_empty() && caret(&desk).head < line.anchor);
    desk.room.keys("Shift+Down");
    assert!(caret(&desk).range().len() > 40);
}

#[test]
fn pages_are_turned_by_keys_and_what_is_reached_is_on_screen() {
    let paragraph =
        |number| format!("Crane {number} of the harbour stands still since Monday, and nobody knows for how long.\n\n");
    let text: String = (100..160).map(paragraph).collect();
    let mut desk = Desk::of([article(&text)]);
    desk.room.keys("Ctrl+Home PageDown PageDown");
    let down = caret(&desk).head;
    assert!(down > 800, "{down}");
    desk.room.place_of(down);
    desk.room.keys("Shift+PageUp");
    assert!(caret(&desk).head < down && caret(&desk).anchor == down);
    desk.room.keys("Ctrl+End");
    desk.room.place_of(caret(&desk).head - 3);
    desk.room.keys("Ctrl+Home");
    desk.room.place_of(0);
}

#[test]
fn arabic_and_hebrew_are_walked_in_the_order_they_are_read() {
    // Such a paragraph runs to the left, and so does the key that goes on in it.
    let mut desk = Desk::drawn("│قال 20 عاملا שלום.");
    let text = desk.room.session(|session| session.text().to_owned());
    let every: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut seen = vec![0];
    for _ in 1..every.len() {
        desk.room.keys("Left");
        seen.push(caret(&desk).head);
    }
    assert_eq!(seen, every);
    desk.room.keys("Right");
    assert_eq!(caret(&desk).head, text.len() - 1);
    desk.room.keys("Ctrl+Home Ctrl+Shift+Left Q");
    assert!(desk.room.drawn().contains("⟦q*:قال⟧"), "{}", desk.room.drawn());
}
