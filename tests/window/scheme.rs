//! The scheme, the guidelines and the name, changed in the window.

use crate::room::{Desk, Room};
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::model::{Color, Scheme};

const TEXT: &str = "│Ruiz said it twice.";

fn scheme(room: &Room) -> Scheme {
    room.session(|session| session.project().scheme.clone())
}

#[test]
fn a_label_is_added_renamed_rekeyed_and_recoloured_and_tags() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Ctrl+Shift+L");
    desk.room.fill("Name of a new label", "Speaking voice");
    desk.room.click("Add");
    assert_eq!(scheme(&desk.room).labels.len(), 5);
    assert_eq!(scheme(&desk.room).labels[4].id.as_ref(), "speaking-voice", "exports name it as it was called");
    desk.room.fill("Name", "Source");
    desk.room.keys("Tab");
    assert!(desk.room.field("Key").is_focused(), "Tab goes to the next field though a notice came");
    desk.room.fill("Key", "o");
    desk.room.keys("Tab");
    desk.room.fill("or #RRGGBB", "#112233");
    desk.room.keys("Tab");
    desk.room.fill("Covers", "Who is named as the source.");
    desk.room.keys("Tab");
    let label = scheme(&desk.room).labels[4].clone();
    assert_eq!((label.name.as_str(), label.key, label.color), ("Source", Some('o'), Color([0x11, 0x22, 0x33])));
    assert_eq!(label.description, "Who is named as the source.");
    desk.room.keys("Escape");
    desk.room.must_say("Source, 0 here, key o");
    desk.room.keys("O");
    assert!(desk.room.drawn().contains("⟦o*:"), "{}", desk.room.drawn());
    desk.room.until("it is on disk", |_| true);
    desk.room.close();
    assert!(desk.folder.read("project.ron").contains("Source"));
}

#[test]
fn a_label_in_use_is_not_removed_and_one_that_is_not_is() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("C");
    desk.room.keys("Ctrl+Shift+L");
    desk.room.click("Claim");
    desk.room.click("Remove");
    assert_eq!(scheme(&desk.room).labels.len(), 4);
    desk.room.must_say("was not done");
    desk.room.click("Boilerplate");
    desk.room.click("Remove");
    assert_eq!(scheme(&desk.room).labels.len(), 3);
    desk.room.keys("Escape Ctrl+Z");
    assert_eq!(scheme(&desk.room).labels.len(), 4);
}

#[test]
fn a_key_that_a_command_has_is_refused_in_words() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Ctrl+Shift+L");
    desk.room.fill("Key", "n");
    desk.room.keys("Tab");
    desk.room.must_say("The key “n” is taken by a command; choose another letter or digit");
    assert_eq!(scheme(&desk.room).labels[0].key, Some('q'));
}

#[test]
fn attributes_and_relations_are_added_and_removed() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Ctrl+Shift+L");
    desk.room.click("Boilerplate");
    desk.room.click("Add an attribute");
    assert_eq!(scheme(&desk.room).labels[3].attributes.len(), 1);
    desk.room.click("Kind of attribute");
    desk.room.click("number");
    assert_eq!(scheme(&desk.room).labels[3].attributes[0].kind.name(), "number");
    desk.room.click("Required");
    assert!(scheme(&desk.room).labels[3].attributes[0].required);
    desk.room.saved();
    assert!(desk.folder.read("project.ron").contains("kind: Number, required: true"));
    desk.room.click("Remove the attribute attribute");
    assert!(scheme(&desk.room).labels[3].attributes.is_empty());
    desk.room.click("Relations");
    desk.room.click("Add a relation");
    assert_eq!(scheme(&desk.room).relations.len(), 4);
    desk.room.click("Remove the relation relation");
    assert_eq!(scheme(&desk.room).relations.len(), 3);
}

#[test]
fn labels_are_moved_up_and_down() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Ctrl+Shift+L");
    desk.room.click("Down");
    let ids = |room: &Room| scheme(room).labels.iter().map(|label| label.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(&desk.room)[..2], ["claim", "quote"]);
    desk.room.click("Up");
    assert_eq!(ids(&desk.room)[..2], ["quote", "claim"]);
}

#[test]
fn guidelines_and_name_are_written_and_undone() {
    let mut desk = Desk::drawn(TEXT);
    let mut run = |words: &str| {
        desk.room.keys("Ctrl+K");
        desk.room.fill("Search commands", words);
        desk.room.keys("Enter");
    };
    run("Guidelines");
    let fields = desk.room.harness.get_all_by_role(Role::MultilineTextInput);
    let hint = "What every annotator of this project should know";
    fields.into_iter().find(|field| field.accesskit_node().data().placeholder() == Some(hint)).unwrap().focus();
    desk.room.settle();
    desk.room.type_words("Tag what is said.");
    desk.room.keys("Ctrl+Enter");
    assert_eq!(desk.room.session(|session| session.project().guidelines.clone()), "Tag what is said.");
    desk.room.keys("Ctrl+K");
    desk.room.fill("Search commands", "Rename the project");
    desk.room.keys("Enter Ctrl+A");
    desk.room.type_words("Docks");
    desk.room.keys("Enter");
    assert_eq!(desk.room.session(|session| session.project().name.clone()), "Docks");
    desk.room.keys("Ctrl+Z Ctrl+Z");
    let project = desk.room.session(|session| session.project().clone());
    assert_eq!((project.name.as_str(), project.guidelines.as_str()), ("Harbour", ""));
}
