//! Newer copies in the window: chosen by type-ahead, annotations carried over by one key each, links between the copies.

use crate::room::{Desk, Room};
use crate::support::edit_laws::applied;
use crate::support::sessions::{adding, annotation, project, titled};
use pressmark::model::{Article, ArticleId, ArticleState, BatchId, Edit, Metadata, Project, Source};
use std::ops::Range;

const OLD: &str = "“We had no choice,” said Ruiz of the union. They fear the worst. About 1,300 workers stayed home on Monday. Few spoke of ten ships.";
const NEW: &str = "Update: “We had no choice,” said Ruiz of the union. About 1,400 workers stayed home on Monday. In all ten ships wait. Now ten ships left.";

fn place(words: &str) -> Range<usize> {
    let start = OLD.find(words).unwrap();
    start..start + words.len()
}

/// One annotation of each fate.
fn world() -> Project {
    let project = project([
        titled("Strike", "Meridian", OLD),
        titled("Strike, updated", "Meridian", NEW),
        titled("Boats", "Coastline", "Boats."),
    ]);
    let tags = [
        ("quote", "“We had no choice,”"),
        ("claim", "They fear the worst."),
        ("statistic", "1,300 workers"),
        ("statistic", "ten ships"),
    ];
    let add = |project, (id, (label, words)): (u64, (&str, &str))| {
        applied(&project, &adding(ArticleId::of(OLD), annotation(id, label, place(words))))
    };
    (1..).zip(tags).fold(project, add)
}

fn linked() -> Desk {
    let link = Edit::Succession { article: ArticleId::of(NEW), before: None, after: Some(ArticleId::of(OLD)) };
    let begun = Edit::State { article: ArticleId::of(NEW), before: ArticleState::ToDo, after: ArticleState::InProgress };
    let mut desk = Desk::on(&applied(&applied(&world(), &link), &begun));
    assert_eq!(desk.room.session(|session| session.text().to_owned()), NEW, "what was begun is open");
    desk.room.settle();
    desk
}

fn run(room: &mut Room, command: &str) {
    room.keys("Ctrl+K");
    room.type_words(command);
    room.keys("Enter");
}

fn page(desk: &mut Desk) {
    run(&mut desk.room, "Carry annotations over");
    desk.room.until("the page is there", |room| room.says("The older copy keeps all of its annotations"));
}

fn tags(room: &Room) -> Vec<String> {
    room.session(|session| {
        let layer = session.layer().into_iter().flat_map(|layer| layer.annotations.iter());
        layer.map(|annotation| annotation.span.of(session.text()).unwrap().to_owned()).collect()
    })
}

#[test]
fn an_older_copy_is_chosen_by_a_few_letters_and_its_annotations_are_offered_at_once() {
    let mut desk = Desk::on(&world());
    desk.room.keys("N");
    assert_eq!(desk.room.session(|session| session.text().to_owned()), NEW);
    run(&mut desk.room, "Newer copy of");
    desk.room.must_say("Strike");
    assert!(!desk.room.says("None: this article is not a newer copy"));
    desk.room.type_words("stri");
    desk.room.keys("Enter");
    desk.room.until("the page is there", |room| room.says("Carry 1 annotation over"));
    desk.room.keys("Escape");
    desk.room.must_say("Older copy");
    desk.room.must_say("0 of 4 annotations carried over");
    assert!(desk.room.offers("Strike, To do, has a newer copy") || desk.room.says("has a newer copy"));
    // What stands is chosen, so that Enter changes nothing.
    run(&mut desk.room, "Newer copy of");
    desk.room.must_say("Strike, the older copy now");
    desk.room.keys("Enter");
    desk.room.until("the page is there", |room| room.says("Carry 1 annotation over"));
    desk.room.keys("Escape");
    desk.room.must_say("0 of 4 annotations carried over");
    // And back.
    run(&mut desk.room, "Newer copy of");
    desk.room.must_say("None: this article is not a newer copy");
    desk.room.keys("Down Enter");
    assert!(!desk.room.says("Older copy"));
}

#[test]
fn one_key_decides_about_each_annotation_and_one_undo_takes_all_back() {
    let mut desk = linked();
    page(&mut desk);
    for words in ["Changed words", "More than one place", "No longer there", "Same words", "3 open"] {
        desk.room.must_say(words);
    }
    // Changed: takes the new words. Ambiguous: the second place. Lost: displaced.
    desk.room.keys("Enter");
    desk.room.must_say("2 open");
    desk.room.keys("2 L");
    desk.room.must_say("Everything is decided.");
    desk.room.must_say("Carry 4 annotations over");
    desk.room.keys("Ctrl+Enter");
    desk.room.must_say("Carried 4 annotations over; the older copy keeps its own");
    assert_eq!(tags(&desk.room), ["“We had no choice,”", "1,400 workers", "ten ships"]);
    desk.room.layer(|layer| {
        assert_eq!(layer.annotations.nth(2).unwrap().span.start as usize, NEW.rfind("ten ships").unwrap());
        assert_eq!(layer.displaced.len(), 1);
    });
    desk.room.must_say("4 annotations carried over");
    desk.room.keys("Ctrl+Home Tab");
    desk.room.must_say("from “Strike”");
    desk.room.keys("Ctrl+Z");
    assert!(tags(&desk.room).is_empty());
    desk.room.must_say("0 of 4 annotations carried over");
    desk.room.saved();
}

#[test]
fn what_is_open_is_offered_again_and_what_is_left_out_can_still_be_taken() {
    let mut desk = linked();
    page(&mut desk);
    desk.room.keys("Backspace");
    desk.room.must_say("left out");
    desk.room.click("Carry 1 annotation over");
    assert_eq!(tags(&desk.room), ["“We had no choice,”"]);
    desk.room.must_say("1 of 4 annotations carried over, 1 left out");
    desk.room.click("Carry over…");
    desk.room.until("the rest is offered", |room| room.says("2 open"));
    assert!(!desk.room.says("Same words"));
    desk.room.must_say("Left out before");
    desk.room.keys("Backspace Backspace");
    desk.room.must_say("Leave 2 annotations out");
    desk.room.keys("Up Up Down Down Down Down Down Down");
    desk.room.click("Take the new words, Enter");
    desk.room.must_say("Carry 1 annotation over");
    desk.room.keys("Ctrl+Enter");
    desk.room.must_say("2 of 4 annotations carried over, 2 left out");
    assert_eq!(tags(&desk.room).len(), 2);
}

#[test]
fn changes_that_are_small_are_taken_all_at_once() {
    let mut desk = linked();
    page(&mut desk);
    desk.room.click("Take 1 change that is at least 90 % alike");
    desk.room.must_say("Carry 2 annotations over");
    // The arrows step over headings.
    desk.room.keys("Up Up Down Down Down Down Up Up Up Up Up");
    desk.room.must_say("Take the new words, Enter");
    desk.room.keys("Escape");
    assert!(tags(&desk.room).is_empty());
}

#[test]
fn the_copies_lead_to_each_other() {
    let mut desk = linked();
    desk.room.click("Older copy");
    assert_eq!(desk.room.session(|session| session.text().to_owned()), OLD);
    // An annotation stands at the caret; away from it the panel tells of the article.
    desk.room.keys("Ctrl+End");
    desk.room.must_say("Newer copy");
    desk.room.click("Newer copy");
    assert_eq!(desk.room.session(|session| session.text().to_owned()), NEW);
}

#[test]
fn without_an_older_copy_the_command_says_so() {
    let mut desk = Desk::on(&world());
    run(&mut desk.room, "Carry annotations over");
    assert!(!desk.room.says("The older copy keeps all of its annotations"));
}

#[test]
fn an_imported_newer_copy_is_announced_where_the_older_one_has_annotations() {
    let mut project = project([]);
    let url = "https://meridian.example/strike";
    let metadata = Metadata { title: "Strike".into(), url: url.into(), ..Metadata::default() };
    project.add_batch(&BatchId("first".into()), [Article::new(OLD, metadata, Source::default())]);
    let project = applied(&project, &adding(ArticleId::of(OLD), annotation(1, "quote", place("“We had no choice,”"))));
    let mut desk = Desk::on(&project);
    let path = desk.folder.dir.with_file_name("new.jsonl");
    let line = serde_json::json!({ "title": "Strike, updated", "url": url, "text": NEW });
    std::fs::write(&path, line.to_string() + "\n").unwrap();
    desk.room.drop_files(&[path]);
    let is_there = |room: &Room| room.session(|session| session.list().total()) == 2;
    desk.room.until("it is read", |room| is_there(room) || room.offers("Import 1 article"));
    if !is_there(&desk.room) {
        desk.room.click("Import 1 article");
    }
    desk.room.until("it is announced", |room| room.says("is a newer copy of an article in which you have 1 annotation"));
    desk.room.click("Carry annotations over…");
    desk.room.until("the page is there", |room| room.says("Carry 1 annotation over"));
    desk.room.keys("Ctrl+Enter");
    assert_eq!(tags(&desk.room), ["“We had no choice,”"]);
    assert!(!desk.room.says("is a newer copy of an article in which"));
    desk.room.keys("Ctrl+Z Ctrl+Z");
    assert_eq!(desk.room.session(|session| session.list().total()), 1, "the import is taken back");
    desk.room.saved();
}
