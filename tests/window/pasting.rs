//! Articles pasted from the clipboard: its words, or the page it holds beside them.

use crate::files::total;
use crate::room::Desk;

const TEXT: &str = "│Ruiz said it twice. Nobody left the harbour.";

#[test]
fn a_pasted_text_becomes_an_article() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.paste("Pasted cranes stand still.", None);
    desk.room.must_say("4 words");
    desk.room.fill("Title", "Still");
    desk.room.keys("Ctrl+Enter");
    desk.room.until("it is imported", |room| total(room) == 2);
    desk.room.must_say("Still, to do");
    desk.room.keys("Ctrl+V");
    desk.room.type_words("typed by hand");
    desk.room.click("Import 1 article");
    desk.room.until("what was typed is imported", |room| total(room) == 3);
}

#[test]
fn a_pasted_text_that_is_there_already_is_said() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.paste("Ruiz said it twice. Nobody left the harbour.", None);
    desk.room.keys("Ctrl+Enter");
    desk.room.until("it is told", |room| room.says("Nothing was imported"));
    assert_eq!(total(&desk.room), 1);
}

const PAGE: &str = "<html><head><title>Cranes stand still</title></head><body><h1>Cranes stand still</h1>\
    <p>The <b>cranes</b> stood still.</p><script>no()</script><p>Nobody left.</p></body></html>";

#[test]
fn a_page_is_preferred_to_its_words_alone() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.paste("Cranes stand still The cranes stood still. Nobody left.", Some(PAGE));
    desk.room.until("the page is there", |room| room.says("Page (HTML)"));
    desk.room.keys("Ctrl+Enter");
    desk.room.until("it is imported", |room| total(room) == 2);
    desk.room.keys("N");
    let text = desk.room.session(|session| session.text().to_owned());
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["Cranes stand still", "The cranes stood still.", "Nobody left."]);
}

#[test]
fn the_words_can_be_taken_in_the_place_of_the_page() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.paste("The cranes stood still.", Some(PAGE));
    desk.room.until("the page is there", |room| room.says("Page (HTML)"));
    desk.room.must_say("The cranes stood still.");
    desk.room.click("Plain text");
    desk.room.must_say("4 words");
    desk.room.keys("Ctrl+Enter");
    desk.room.until("it is imported", |room| total(room) == 2);
    desk.room.keys("N");
    assert_eq!(desk.room.session(|s| s.text().to_owned()), "The cranes stood still.");
}

#[test]
fn a_page_without_words_leaves_the_words() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.paste("The cranes stood still.", Some("<img src='crane.png'>"));
    desk.room.until("it is said", |room| room.says("of no use here"));
    desk.room.keys("Ctrl+Enter");
    desk.room.until("it is imported", |room| total(room) == 2);
}
