//! Problems in what is tagged: listed for all articles, gone to, fixed and waived by keys; told in the open article.

use crate::room::{Desk, Room};
use crate::support::folders::amy;
use crate::support::sessions::{adding, annotation, article, project, titled};
use pressmark::model::{ArticleLayer, Value};

const TEXT: &str = "⟦q:“We wait,”⟧ said Ana Ruiz. ⟦s:More than 20 ships⟧ came.│";

fn attribute(room: &Room, label: &str, attribute: &str) -> Option<Value> {
    room.layer(|layer: &ArticleLayer| {
        let found = layer.annotations.iter().find(|annotation| annotation.label.as_ref() == label);
        found.unwrap().attributes.get(attribute).cloned()
    })
}

fn opened(text: &str) -> Desk {
    let mut desk = Desk::tagged(text);
    desk.room.keys("F8");
    desk.room.until("all is looked at", |room| !room.says("Looking for problems"));
    desk
}

#[test]
fn all_problems_are_listed_by_rule() {
    let desk = opened(TEXT);
    desk.room.must_say("All problems, 3");
    desk.room.must_say("Quote without speaker, 1");
    desk.room.must_say("Quote without speaker, “We wait,”, Nobody is named as its speaker");
    desk.room.must_say("Statistic without value, More than 20 ships, It has no value");
}

#[test]
fn a_rule_that_is_chosen_lists_its_problems_alone() {
    let mut desk = opened(TEXT);
    desk.room.click("Statistic without unit, 1");
    desk.room.must_say("Statistic without unit, More than 20 ships, It has no unit");
    assert!(!desk.room.says("Nobody is named as its speaker, "), "{}", desk.room.words());
    desk.room.click("All problems, 3");
    desk.room.must_say("Nobody is named as its speaker");
}

#[test]
fn keys_go_to_a_place_and_fix_it_with_one_undo() {
    let mut desk = opened(TEXT);
    desk.room.keys("Down");
    assert_eq!(desk.room.drawn(), "│⟦q*:“We wait,”⟧ said Ana Ruiz. ⟦s:More than 20 ships⟧ came.");
    desk.room.keys("F");
    assert_eq!(attribute(&desk.room, "quote", "speaker"), Some(Value::Text("Ana Ruiz".into())));
    desk.room.until("it is listed no more", |room| room.says("All problems, 2"));
    desk.room.keys("Ctrl+Z");
    assert_eq!(attribute(&desk.room, "quote", "speaker"), None);
    desk.room.until("it is listed again", |room| room.says("All problems, 3"));
}

#[test]
fn a_problem_is_waived_with_a_reason_and_taken_back() {
    let mut desk = opened(TEXT);
    desk.room.keys("Down W");
    desk.room.must_say("Quote without speaker may stay because");
    desk.room.type_words("nobody is named");
    desk.room.keys("Enter");
    desk.room.until("it counts no more", |room| room.says("All problems, 2"));
    let waived = desk.room.layer(|layer| layer.waived.values().cloned().collect::<Vec<_>>());
    assert_eq!(waived, ["nobody is named"]);
    desk.room.must_say("Show waived (1)");
    desk.room.click("Show waived (1)");
    desk.room.must_say("waived by amy: nobody is named");
    desk.room.keys("F8 Home W");
    desk.room.until("it counts again", |room| room.says("All problems, 3"));
    assert!(desk.room.layer(|layer| layer.waived.is_empty()));
}

#[test]
fn escape_gives_a_waiver_up_and_then_the_page() {
    let mut desk = opened(TEXT);
    desk.room.keys("Down W");
    desk.room.type_words("no");
    desk.room.keys("Escape");
    assert!(!desk.room.says("may stay because"), "{}", desk.room.words());
    desk.room.must_say("All problems, 3");
    desk.room.keys("Escape");
    assert!(!desk.room.says("All problems, 3"), "{}", desk.room.words());
    assert!(desk.room.layer(|layer| layer.waived.is_empty()));
}

#[test]
fn where_nothing_is_wrong_the_page_says_so() {
    let desk = opened("One two three.│");
    desk.room.must_say("Nothing is wrong");
}

#[test]
fn the_open_article_tells_its_problems_while_it_is_worked_on() {
    let mut desk = Desk::drawn("┆“We wait,”│ said Ana Ruiz.");
    desk.room.keys("Q");
    desk.room.until("the problem is told", |room| room.says("1 problem") && room.says("Nobody is named as its speaker"));
    desk.room.click("Fix");
    assert_eq!(attribute(&desk.room, "quote", "speaker"), Some(Value::Text("Ana Ruiz".into())));
    desk.room.until("nothing is wrong", |room| !room.says("1 problem"));
    desk.room.keys("Ctrl+Z");
    desk.room.until("the problem is told again", |room| room.says("1 problem"));
    desk.room.keys("Tab Alt+F");
    assert_eq!(attribute(&desk.room, "quote", "speaker"), Some(Value::Text("Ana Ruiz".into())));
}

#[test]
fn a_problem_of_another_article_opens_it() {
    let (one, other) = (article("Nothing here."), titled("Ships", "Quayside Post", "More than 20 ships came."));
    let id = other.id;
    let mut project = project([one, other]);
    adding(id, annotation(1, "statistic", 0..18)).apply(&mut project, &amy()).unwrap();
    let mut desk = Desk::on(&project);
    desk.room.keys("P P F8");
    desk.room.until("all is looked at", |room| room.says("All problems, 2"));
    desk.room.keys("Down");
    assert_eq!(desk.room.session(|session| session.text().to_owned()), "More than 20 ships came.");
}
