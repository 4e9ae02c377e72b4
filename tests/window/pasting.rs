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
