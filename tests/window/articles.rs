//! The list of articles: filter, states, order, and the keys that go through it.

use crate::room::{Desk, Room};
use crate::support::sessions::titled;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::model::ArticleState;

fn three() -> Desk {
    Desk::of([
        titled("Cranes stop", "Meridian Post", "The cranes stopped."),
        titled("Ships wait", "Coastline", "Ships wait outside."),
        titled("A deal", "Hafenblatt", "They shook hands."),
    ])
}

fn listed(room: &Room) -> Vec<String> {
    let rows = room.harness.query_all_by_role(Role::ListBoxOption);
    let mut rows: Vec<_> = rows.map(|row| (row.rect().top(), row.accesskit_node().label().unwrap_or_default())).collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().filter_map(|(_, name)| name.rsplit_once(", ").map(|(title, _)| title.to_owned())).collect()
}

fn open(room: &Room) -> String {
    room.session(|session| session.project().title(session.annotator(), session.view().article.unwrap()).to_owned())
}

#[test]
fn n_and_p_and_control_with_pages_change_the_article() {
    let mut desk = three();
    assert_eq!(open(&desk.room), "Cranes stop");
    for (keys, title) in
        [("N", "Ships wait"), ("N", "A deal"), ("P", "Ships wait"), ("Ctrl+PageDown", "A deal"), ("Ctrl+PageUp", "Ships wait")]
    {
        desk.room.keys(keys);
        assert_eq!(open(&desk.room), title, "{keys}");
    }
    desk.room.keys("N N");
    assert_eq!(open(&desk.room), "A deal");
}

#[test]
fn a_click_on_an_article_gives_the_keyboard_to_its_text() {
    let mut desk = three();
    desk.room.click("Ships wait, to do");
    assert_eq!(open(&desk.room), "Ships wait");
    desk.room.keys("Right Shift+Right");
    let caret = desk.room.session(|session| session.view().caret);
    assert_eq!((caret.anchor, caret.head), (1, 2));
    assert_eq!(open(&desk.room), "Ships wait");
}

#[test]
fn the_list_is_filtered_by_words_and_says_when_nothing_matches() {
    let mut desk = three();
    desk.room.keys("Ctrl+L");
    desk.room.type_words("coast");
    assert_eq!(listed(&desk.room), ["Ships wait"]);
    desk.room.must_say("1 of 3");
    assert_eq!(open(&desk.room), "Cranes stop", "n and p typed into a field change no article");
    desk.room.type_words(" np");
    desk.room.must_say("Nothing matches");
    desk.room.must_say("No article is in this state with these words in its title, outlet or author.");
    desk.room.click("Clear Filter articles");
    assert_eq!(listed(&desk.room).len(), 3);
}

#[test]
fn the_list_shows_one_state_alone() {
    let mut desk = three();
    desk.room.keys("Ctrl+Enter");
    assert_eq!(open(&desk.room), "Ships wait");
    desk.room.must_say("1 of 3 done");
    desk.room.click("Which articles are listed");
    desk.room.click("Done");
    assert_eq!(listed(&desk.room), ["Cranes stop"]);
    desk.room.click("Which articles are listed");
    desk.room.click("All states");
    assert_eq!(listed(&desk.room).len(), 3);
}

#[test]
fn the_list_is_put_in_order_and_turned_round() {
    let mut desk = three();
    desk.room.click("Order of the articles");
    desk.room.click("Title");
    assert_eq!(listed(&desk.room), ["A deal", "Cranes stop", "Ships wait"]);
    desk.room.click("Order of the articles");
    desk.room.click("Turned round");
    assert_eq!(listed(&desk.room), ["Ships wait", "Cranes stop", "A deal"]);
    desk.room.click("Order of the articles");
    desk.room.click("Outlet");
    assert_eq!(listed(&desk.room), ["Cranes stop", "A deal", "Ships wait"]);
}

#[test]
fn arrow_keys_go_through_the_list_when_it_has_the_keyboard_and_f6_goes_back_to_the_text() {
    let mut desk = three();
    desk.room.click("Ships wait, to do");
    desk.room.harness.get_by_role_and_label(Role::ListBox, "Articles").focus();
    desk.room.settle();
    desk.room.keys("Down");
    assert_eq!(open(&desk.room), "A deal");
    desk.room.keys("Right Left");
    assert_eq!(open(&desk.room), "A deal", "arrows to the side do not leave the list");
    desk.room.keys("Home");
    assert_eq!(open(&desk.room), "Cranes stop");
    desk.room.keys("F6 Ctrl+Right");
    assert_eq!(desk.room.drawn(), "The │cranes stopped.");
}

#[test]
fn the_state_is_set_in_the_inspector_and_by_the_first_tag() {
    let mut desk = three();
    desk.room.keys("C");
    let state = |room: &Room| room.session(|session| session.state(session.view().article.unwrap()));
    assert_eq!(state(&desk.room), ArticleState::InProgress);
    desk.room.must_say("Cranes stop, in progress");
    desk.room.must_say("c1");
    desk.room.keys("N");
    desk.room.click("Done");
    assert_eq!(state(&desk.room), ArticleState::Done);
    desk.room.keys("Ctrl+Z");
    assert_eq!(state(&desk.room), ArticleState::ToDo);
}

#[test]
fn each_article_comes_back_where_it_was_left() {
    let mut desk = three();
    desk.room.keys("Ctrl+Right N Ctrl+End P");
    assert_eq!(desk.room.drawn(), "The │cranes stopped.");
    desk.room.keys("N");
    assert_eq!(desk.room.drawn(), "Ships wait outside.│");
}

#[test]
fn metadata_is_corrected_and_the_correction_undone() {
    let mut desk = three();
    desk.room.fill("Author", "Mina Oakes");
    desk.room.keys("Enter");
    let author = |room: &Room| {
        let field = pressmark::model::MetadataField::Author;
        room.session(|session| session.project().field(session.annotator(), session.view().article.unwrap(), field).to_owned())
    };
    assert_eq!(author(&desk.room), "Mina Oakes");
    desk.room.keys("F6 Ctrl+Z");
    assert_eq!(author(&desk.room), "");
    assert!(!desk.room.says("Mina Oakes"), "{}", desk.room.words());
}
