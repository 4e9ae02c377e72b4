//! The past in the window: listed, filtered, looked at, taken back; all by keys and by names on screen.

use crate::room::{Desk, Room};
use crate::support::folders::{Folder, Worker, ben};
use crate::support::sessions::{adding, annotation, project, titled};
use pressmark::model::{AnnotationId, ArticleId};

const TEXT: &str = "The crane stood still. The port was closed. Ships wait.";
const OTHER: &str = "Dockers and owners talk again.";

/// Three steps of amy's in one article, then one in another.
fn worked() -> Desk {
    let mut desk = Desk::of([titled("Crane", "Meridian", TEXT), titled("Talks", "Coastline", OTHER)]);
    desk.room.put_caret(4, 9);
    desk.room.keys("C");
    desk.room.put_caret(27, 31);
    desk.room.keys("Q");
    desk.room.put_caret(44, 49);
    desk.room.keys("S");
    desk.room.keys("Escape N");
    desk.room.put_caret(0, 7);
    desk.room.keys("Q");
    desk.room.saved();
    desk
}

fn open(desk: &mut Desk) {
    desk.room.keys("Ctrl+Shift+H");
    desk.room.until("the steps are there", |room| room.says("4 steps") && room.says("Show the project as of this"));
}

fn tags(desk: &Desk) -> Vec<String> {
    desk.room.session(|session| {
        let layer = session.layer().into_iter().flat_map(|layer| layer.annotations.iter());
        layer.map(|annotation| annotation.span.of(session.text()).unwrap().to_owned()).collect()
    })
}

#[test]
fn steps_are_listed_newest_first_with_what_they_changed() {
    let mut desk = worked();
    open(&mut desk);
    let words = desk.room.words();
    let place = |what: &str| words.find(what).unwrap_or_else(|| panic!("{what} in {words}"));
    assert!(
        place("Tag quote, amy") < place("Tag statistic, amy") && place("Tag statistic, amy") < place("Tag claim, amy"),
        "{words}"
    );
    desk.room.must_say("added “Dockers”");
    desk.room.must_say("to do → in progress");
    desk.room.keys("Down Down");
    desk.room.must_say("added “port”");
    desk.room.keys("End");
    desk.room.must_say("added “crane”");
    desk.room.keys("Escape");
    assert!(!desk.room.says("Show the project as of this"));
}

#[test]
fn steps_are_filtered_by_words_article_and_annotation() {
    let mut desk = worked();
    open(&mut desk);
    desk.room.fill("Filter the steps", "crane claim");
    desk.room.must_say("1 of 4 steps");
    desk.room.must_say("Tag claim, amy");
    desk.room.fill("Filter the steps", "nobody");
    desk.room.must_say("No step is as the filters ask for");
    desk.room.click("Take all filters away");
    desk.room.must_say("4 steps");
    desk.room.click("This article");
    desk.room.must_say("1 of 4 steps");
    desk.room.click("This article");
    let others = {
        let worker = Worker::open(&desk.folder.dir, &ben());
        let mut worker = worker;
        worker.commit(vec![adding(ArticleId::of(TEXT), annotation(900, "quote", 0..3))]);
        worker.close()
    };
    assert!(others.layers.contains_key(&ben()));
    desk.room.until("ben's step is there", |room| room.says("5 steps"));
    desk.room.fill("Filter the steps", "ben");
    desk.room.must_say("1 of 5 steps");
}

#[test]
fn the_project_is_shown_as_of_a_step_and_nothing_can_be_changed_there() {
    let mut desk = worked();
    open(&mut desk);
    desk.room.keys("Down Down Enter");
    desk.room.until("the past is there", |room| room.says("nothing can be changed"));
    desk.room.must_say("This is the project as of");
    desk.room.must_say("after amy’s “Tag quote”");
    // The article that is open had no tags then; the one before had two of its three.
    assert_eq!(tags(&desk), [""; 0]);
    desk.room.keys("Ctrl+Shift+W P");
    assert_eq!(tags(&desk), ["crane", "port"]);
    desk.room.put_caret(44, 49);
    desk.room.keys("S");
    desk.room.must_say("This is the project as it was; Esc goes back to now");
    assert_eq!(tags(&desk), ["crane", "port"]);
    // First the selection is let go, then the past.
    desk.room.keys("Escape Escape");
    assert!(!desk.room.says("nothing can be changed"), "{}", desk.room.words());
    assert_eq!(tags(&desk), ["crane", "port", "Ships"]);
    desk.room.close();
    let again = crate::room::Room::open(&desk.folder.dir);
    assert_eq!(
        again.session(|session| session.project().layers.values().map(|layer| layer.annotation_count()).sum::<usize>()),
        4
    );
}

#[test]
fn the_button_leads_back_to_now_and_an_annotation_comes_along() {
    let mut desk = worked();
    desk.room.keys("Escape P");
    desk.room.put_caret(4, 4);
    desk.room.keys("Space Delete");
    assert_eq!(tags(&desk), ["port", "Ships"]);
    desk.room.saved();
    desk.room.keys("Ctrl+Shift+H");
    desk.room.until("the steps are there", |room| room.says("5 steps"));
    desk.room.keys("Down Enter");
    desk.room.until("the past is there", |room| room.says("nothing can be changed"));
    desk.room.keys("Ctrl+Shift+W");
    assert_eq!(tags(&desk), ["crane", "port", "Ships"]);
    desk.room.put_caret(5, 5);
    desk.room.keys("Space");
    desk.room.click("Restore the focused annotation");
    assert!(!desk.room.says("nothing can be changed"));
    assert_eq!(tags(&desk), ["crane", "port", "Ships"]);
    desk.room.must_say("Restored a claim as it was");
    desk.room.keys("Ctrl+Z");
    assert_eq!(tags(&desk), ["port", "Ships"]);
}

#[test]
fn a_step_is_reverted_by_a_key_and_undone() {
    let mut desk = worked();
    open(&mut desk);
    desk.room.keys("End Alt+T");
    desk.room.until("it is reverted", |room| room.says("Reverted “Tag claim”"));
    desk.room.until("the new step is listed", |room| room.says("5 steps") && room.says("Revert “Tag claim”, amy"));
    assert_eq!(tags(&desk), ["port", "Ships"]);
    desk.room.keys("Ctrl+Z");
    assert_eq!(tags(&desk), ["crane", "port", "Ships"]);
}

#[test]
fn what_stands_in_the_way_is_named_and_goes_along() {
    let mut desk = worked();
    desk.room.keys("Escape P");
    desk.room.put_caret(4, 4);
    desk.room.keys("Space Q");
    desk.room.saved();
    desk.room.keys("Ctrl+Shift+H");
    desk.room.until("the steps are there", |room| room.says("5 steps") && room.says("Show the project as of this"));
    desk.room.keys("End Alt+T");
    desk.room.until("it is refused", |room| room.says("cannot be taken back alone"));
    desk.room.must_say("What changed the same since: “Relabel as quote”");
    desk.room.click("Show what stands in the way");
    desk.room.must_say("Claim → Quote");
    desk.room.keys("End");
    desk.room.keys("Alt+T");
    desk.room.until("it is refused again", |room| room.says("Revert all 2 together"));
    desk.room.click("Revert all 2 together");
    desk.room.until("both are gone", |room| room.says("Reverted “Tag claim” and 1 later step"));
    assert_eq!(tags(&desk), ["port", "Ships"]);
}

#[test]
fn a_deleted_annotation_is_restored_from_its_step() {
    let mut desk = worked();
    desk.room.keys("Escape P");
    desk.room.put_caret(4, 4);
    desk.room.keys("Space Delete");
    desk.room.saved();
    desk.room.keys("Ctrl+Shift+H");
    desk.room.until("the step is there", |room| room.says("removed “crane”"));
    desk.room.keys("Alt+B");
    desk.room.until("it is back", |room| room.says("Restored a claim as it was"));
    assert_eq!(tags(&desk), ["crane", "port", "Ships"]);
}

#[test]
fn the_journals_are_checked_and_the_outcome_is_said() {
    let mut desk = worked();
    open(&mut desk);
    desk.room.click("Check the journals");
    desk.room.until("it is checked", |room| room.says("The journals are sound: 4 steps of 1 annotator"));
    desk.room.click("Dismiss");
    assert!(!desk.room.says("The journals are sound"));
    desk.folder.rewrite("journal/amy.ronl", |text| text.replacen("Tag claim", "Tag chain", 1));
    desk.room.click("Check the journals");
    desk.room.until("it is found", |room| room.says("does not follow the one before it"));
}

#[test]
fn a_project_without_a_past_says_so() {
    let mut desk = Desk::of([titled("Crane", "Meridian", TEXT)]);
    desk.room.keys("Ctrl+Shift+H");
    desk.room.until("it is said", |room| room.says("Nothing was done yet"));
    desk.room.keys("Escape");
    assert!(!desk.room.says("Nothing was done yet"));
    let none = desk.room.session(|session| session.annotation(AnnotationId(1)).is_none());
    assert!(none);
}

#[test]
fn a_long_past_is_listed_and_filtered_too() {
    let folder = Folder::of(&project([titled("Crane", "Meridian", TEXT)]));
    let article = ArticleId::of(TEXT);
    let line = |number: u32| {
        let (before, after) = if number % 2 == 1 { ("ToDo", "Done") } else { ("Done", "ToDo") };
        let command = if number == 7 { "Tag rarely" } else { "Mark" };
        format!(
            "Transaction(number: {number}, at: \"2026-01-02T03:04:05.{:03}Z\", command: \"{command}\", \
             edits: [State(article: \"{article}\", before: {before}, after: {after})])\n",
            number % 1000
        )
    };
    std::fs::write(folder.file("journal/amy.ronl"), (1..=20_050).map(line).collect::<String>()).unwrap();
    let mut room = Room::open(&folder.dir);
    room.keys("Ctrl+Shift+H");
    room.until("the steps are there", |room| room.says("20,050 steps") && room.says("Show the project as of this"));
    room.must_say("it does not follow the one before it");
    room.fill("Filter the steps", "rarely crane");
    room.until("it is found", |room| room.says("1 of 20,050 steps"));
    room.must_say("Tag rarely, amy");
}
