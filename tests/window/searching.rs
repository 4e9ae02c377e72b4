//! Searching the project: typing, restricting, walking through hits, ticking and tagging them, keeping searches and rules.

use crate::room::{Desk, Room};
use crate::support::sessions::{article, project, titled};
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::model::{AnnotationId, Article, Provenance, Saved};
use pressmark::session::Command;

const FIRST: &str = "The crane stood still. No crane moved.";
const SECOND: &str = "Two cranes left.\nA crane came back.";

fn articles() -> [Article; 3] {
    let mut first = titled("Cranes stop", "Kranblick", FIRST);
    first.metadata.published = "2025-07-03".to_owned();
    let mut second = titled("Cranes go on", "Dockland News", SECOND);
    second.metadata.published = "2025-08-01".to_owned();
    [first, second, titled("Ships", "Kranblick", "No ship came.")]
}

/// A window with the search page open and nothing typed.
fn searching() -> Desk {
    let mut desk = Desk::of(articles());
    desk.room.keys("Ctrl+Shift+F");
    desk
}

/// The same with these words searched for.
fn searched(words: &str) -> Desk {
    let mut desk = searching();
    desk.room.type_words(words);
    until_found(&mut desk.room);
    desk
}

fn until_found(room: &mut Room) {
    room.until("the search is over", |room| {
        !room.says("Stop Searching") && ["hits in", "1 hit in", "No hits"].iter().any(|words| room.says(words))
    });
}

/// The hits on screen, as a screen reader says them.
fn rows(room: &Room) -> Vec<String> {
    let rows = room.harness.query_all_by_role(Role::ListBoxOption);
    let spoken = rows.filter_map(|row| row.accesskit_node().label().map(|label| label.to_string()));
    spoken.filter(|label| label.ends_with("ticked")).collect()
}

fn ticked(room: &Room) -> usize {
    rows(room).iter().filter(|row| !row.ends_with("not ticked")).count()
}

fn selected(room: &Room) -> String {
    room.session(|session| session.text().get(session.view().caret.range()).unwrap_or_default().to_owned())
}

#[test]
fn what_is_typed_is_found_and_walked_through_with_the_text_below() {
    let mut desk = searching();
    desk.room.must_say("Search the whole project");
    desk.room.type_words("crane");
    until_found(&mut desk.room);
    desk.room.must_say("4 hits in 2 articles of 2 outlets");
    let found = rows(&desk.room);
    assert_eq!(found.len(), 4);
    assert!(found[0].starts_with("The crane stood still. No crane moved., Kranblick"), "{found:?}");
    assert!(found[2].starts_with("Two cranes left., Dockland News"), "{found:?}");
    desk.room.keys("Enter");
    assert_eq!(selected(&desk.room), "crane");
    desk.room.keys("Down Down");
    assert!(desk.room.drawn().contains("Two ┆crane│s left"), "{}", desk.room.drawn());
    desk.room.keys("End");
    assert!(desk.room.drawn().contains("A ┆crane│ came"), "{}", desk.room.drawn());
    desk.room.keys("Home");
    assert!(desk.room.drawn().contains("The ┆crane│ stood"), "{}", desk.room.drawn());
    desk.room.keys("Q");
    assert!(desk.room.drawn().contains("⟦q*:crane⟧│ stood"), "a label key tags the hit: {}", desk.room.drawn());
    desk.room.must_say("Results are of an earlier state");
    desk.room.keys("Ctrl+R");
    until_found(&mut desk.room);
    assert!(!desk.room.says("Results are of an earlier state"));
}

#[test]
fn escape_goes_back_to_the_words_and_then_closes_and_all_is_kept() {
    let mut desk = searched("crane");
    desk.room.keys("Down Down Escape");
    assert!(desk.room.field("Search the project").is_focused());
    desk.room.keys("Escape");
    assert!(!desk.room.says("Search the project\n") && !desk.room.offers("Hits"));
    desk.room.keys("Ctrl+Shift+F");
    assert_eq!(desk.room.field("Search the project").value().as_deref(), Some("crane"));
    desk.room.must_say("4 hits in 2 articles");
    desk.room.type_words("ship");
    desk.room.until("the words are another", |room| room.says("1 hit in 1 article"));
}

#[test]
fn how_words_are_meant_is_chosen_and_a_fault_is_told_at_its_place() {
    let mut desk = searched("crane");
    desk.room.click("Whole words");
    desk.room.until("whole words", |room| room.says("3 hits in 2 articles"));
    desk.room.click("Whole words");
    desk.room.click("Pattern");
    desk.room.fill("Search the project", "(crane");
    desk.room.until("the fault", |room| room.says("This ( has no )"));
    desk.room.fill("Search the project", "cranes? (left|came)");
    desk.room.until("two hits", |room| room.says("2 hits in 1 article"));
    desk.room.fill("Search the project", "CRANE");
    desk.room.click("Match case");
    desk.room.until("none", |room| room.says("No hits"));
    desk.room.must_say("capital letters are told from small ones");
    desk.room.click("Match case");
    desk.room.fill("Search the project", "x*");
    desk.room.until("nothing to show", |room| room.says("matches only where there is nothing"));
    desk.room.fill("Search the project", "left.a");
    desk.room.click("Across lines");
    desk.room.until("none on one line", |room| room.says("No hits"));
    desk.room.fill("Search the project", "left..a");
    desk.room.until("over the line's end", |room| room.says("1 hit in 1 article"));
    desk.room.fill("Search the project", "");
    desk.room.until("nothing is asked", |room| room.says("Search the whole project"));
}

#[test]
fn hits_are_restricted_by_outlet_date_and_label_with_counts() {
    let mut desk = searched("crane");
    desk.room.click("Kranblick");
    desk.room.until("one outlet", |room| room.says("2 hits in 1 article"));
    desk.room.click("Take all restrictions away");
    desk.room.until("all", |room| room.says("4 hits in 2 articles"));
    desk.room.fill("From", "2025-08");
    desk.room.until("one date", |room| room.says("2 hits in 1 article"));
    desk.room.fill("From", "August");
    desk.room.until("no date", |room| room.says("“August” is not a date"));
    desk.room.fill("From", "");
    desk.room.until("all again", |room| room.says("4 hits in 2 articles"));
    desk.room.keys("F6 Ctrl+Home");
    desk.room.field("Search the project").focus();
    desk.room.settle();
    desk.room.keys("Down Q Ctrl+R");
    until_found(&mut desk.room);
    desk.room.click("Outside");
    desk.room.click("Quote");
    desk.room.until("outside quotes", |room| room.says("3 hits in 2 articles"));
    desk.room.click("Inside");
    desk.room.until("inside quotes", |room| room.says("1 hit in 1 article"));
    desk.room.click("Anywhere");
    desk.room.until("everywhere", |room| room.says("4 hits in 2 articles"));
}

#[test]
fn annotations_are_found_too() {
    let mut desk = searched("crane");
    desk.room.keys("Down Q Down C");
    desk.room.click("Search annotations");
    until_found(&mut desk.room);
    desk.room.until("both", |room| room.says("2 hits in 1 article"));
    desk.room.fill("Search the project", "");
    desk.room.until("all of them", |room| room.says("2 hits in 1 article"));
    desk.room.click("Claim");
    desk.room.until("the claim", |room| room.says("1 hit in 1 article"));
    desk.room.fill("Search the project", "crane");
    desk.room.keys("Enter");
    let is_claim = |room: &Room| room.session(|session| session.focused().is_some_and(|focused| &*focused.label == "claim"));
    desk.room.until("the claim has the focus", is_claim);
}

#[test]
fn hits_are_sorted_by_headings_and_keys() {
    let mut desk = searched("crane");
    let begins = |room: &Room| rows(room)[0].chars().take(9).collect::<String>();
    assert_eq!(begins(&desk.room), "The crane");
    desk.room.click("Before");
    desk.room.until("sorted by what is before", |room| begins(room) == "A crane c");
    desk.room.click("Before ↓");
    desk.room.until("turned round", |room| begins(room) == "Two crane");
    desk.room.keys("Alt+5");
    desk.room.until("by outlet", |room| begins(room) == "Two crane" && room.says("Outlet ↓"));
    desk.room.keys("Alt+6");
    desk.room.until("by date", |room| begins(room) == "The crane" && room.says("Date ↓"));
    desk.room.keys("Alt+1");
    desk.room.until("as they stand", |room| begins(room) == "The crane" && !room.says("↓"));
}

#[test]
fn ticks_go_singly_by_article_by_outlet_and_all_at_once() {
    let mut desk = searched("crane");
    assert_eq!(ticked(&desk.room), 4);
    desk.room.keys("Down Space");
    assert_eq!(ticked(&desk.room), 3);
    desk.room.must_say("3 ticked");
    desk.room.keys("Space Shift+Space");
    assert_eq!(ticked(&desk.room), 2);
    desk.room.keys("Ctrl+A");
    assert_eq!(ticked(&desk.room), 4);
    desk.room.keys("Ctrl+A");
    assert_eq!(ticked(&desk.room), 0);
    desk.room.keys("End Ctrl+Shift+Space");
    assert!(rows(&desk.room).iter().all(|row| row.contains("Dockland") != row.ends_with("not ticked")), "{:?}", rows(&desk.room));
}

#[test]
fn all_ticked_hits_are_tagged_at_once_and_taken_back_by_one_undo() {
    let mut desk = searched("crane");
    desk.room.keys("Down Space Ctrl+T");
    desk.room.must_say("Choose a label first");
    desk.room.type_words("quo");
    desk.room.keys("Enter");
    desk.room.until("it is counted", |room| room.says("3 tagged, in 2 articles of 2 outlets"));
    desk.room.click("Tag 3 hits");
    desk.room.must_say("Tagged 3 hits as quote");
    let made = desk.room.session(|session| {
        let layer = &session.project().layers[session.annotator()];
        assert!(matches!(layer.saved.get("crane as quote"), Some(Saved::Rule(_))));
        layer.articles.values().flat_map(|made| made.annotations.iter().cloned()).collect::<Vec<_>>()
    });
    assert_eq!(made.len(), 3);
    made.iter().for_each(|a| assert_eq!(a.provenance, Provenance::Search("crane as quote".into())));
    desk.room.keys("Ctrl+Z");
    desk.room.must_say("Undo: Tag 3 hits as quote");
    assert_eq!(desk.room.session(|session| session.project().layers[session.annotator()].annotation_count()), 0);
    desk.room.keys("Ctrl+Shift+Z");
    desk.room.saved();
}

#[test]
fn what_stands_in_the_way_is_foretold() {
    let mut desk = searched("crane");
    desk.room.keys("Down Q");
    desk.room.keys("Ctrl+R");
    until_found(&mut desk.room);
    desk.room.keys("Ctrl+T");
    desk.room.type_words("q");
    desk.room.keys("Enter");
    desk.room
        .until("one is there", |room| room.says("3 tagged, in 2 articles of 2 outlets") && room.says("1 tagged just so already"));
    desk.room.click("Tag as claim");
    desk.room.until("claims may stand beside quotes", |room| room.says("4 tagged, in 2 articles"));
    desk.room.click("Also where other labels are");
    desk.room.until("one is left out", |room| room.says("1 left out"));
    desk.room.click("Replace it");
    desk.room.until("one is replaced", |room| room.says("1 annotations replaced"));
    desk.room.click("Give up");
    assert!(!desk.room.says("Choose a label first") && desk.room.says("4 ticked"));
}

#[test]
fn searches_are_kept_chosen_and_forgotten() {
    let mut desk = searched("crane");
    desk.room.click("Kept");
    desk.room.must_say("No search is kept yet");
    desk.room.click("Keep this search…");
    desk.room.type_words("moving");
    desk.room.keys("Enter");
    desk.room.saved();
    let kept = |room: &Room| {
        room.session(|session| {
            session.project().layers.get(session.annotator()).map(|layer| layer.saved.keys().map(ToString::to_string).collect())
        })
    };
    assert_eq!(kept(&desk.room), Some(vec!["moving".to_owned()]));
    desk.room.fill("Search the project", "ship");
    desk.room.until("another search", |room| room.says("1 hit in 1 article"));
    desk.room.click("Kept");
    desk.room.click("moving");
    desk.room.click("Search again");
    desk.room.until("the kept search", |room| room.says("4 hits in 2 articles"));
    desk.room.click("Kept");
    desk.room.click("moving");
    desk.room.click("Forget this search");
    assert_eq!(kept(&desk.room).unwrap_or_default(), Vec::<String>::new());
}

#[test]
fn rules_show_their_work_run_again_on_what_is_new_and_are_taken_back() {
    let mut desk = searched("crane");
    desk.room.keys("Ctrl+T");
    desk.room.type_words("q");
    desk.room.keys("Enter");
    desk.room.until("it is counted", |room| room.says("4 tagged"));
    desk.room.click("Tag 4 hits");
    desk.room.click("Kept");
    desk.room.click("Rule crane as quote");
    desk.room.click("Show what it tagged");
    desk.room.until("its work", |room| room.says("Tagged by the rule “crane as quote”: 4 hits in 2 articles"));
    desk.room.click("Kept");
    desk.room.click("Rule crane as quote");
    desk.room.click("Run again on new articles…");
    desk.room.until("nothing is new", |room| room.says("Tag 0 hits") && room.says("0 ticked"));
    desk.room.click("Give up");
    desk.room.click("Kept");
    desk.room.click("Rule crane as quote");
    desk.room.click("Take back what it tagged");
    desk.room.must_say("Took back 4 annotations of “crane as quote”");
    assert_eq!(desk.room.session(|session| session.project().layers[session.annotator()].annotation_count()), 0);
}

#[test]
fn a_hundred_thousand_hits_are_shown_and_walked_through() {
    let text = "crane ".repeat(1000);
    let texts = (0..100).map(|number| article(&format!("{number} {text}")));
    let mut desk = Desk::on(&project(texts));
    desk.room.keys("Ctrl+Shift+F");
    desk.room.type_words("crane");
    until_found(&mut desk.room);
    desk.room.must_say("100,000 hits in 100 articles");
    desk.room.keys("Down End");
    assert!(desk.room.session(|session| session.text().starts_with("99 ")));
    desk.room.click("After");
    desk.room.until("sorted", |room| !room.says("Sorting…"));
    desk.room.keys("Home Down PageDown");
    assert!(rows(&desk.room).len() < 40, "only what is on screen is laid out");
    let focused: Option<AnnotationId> = desk.room.session(|session| session.view().annotation());
    assert_eq!(focused, None);
    assert!(desk.room.session(|session| session.is_available(&Command::Tag("quote".into()))));
}
