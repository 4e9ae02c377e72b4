//! All annotations as a table above the article: filtered, walked, judged, changed together, sampled; review in the
//! inspector.

use crate::room::{Desk, Room};
use crate::support::sessions::{adding, amy, annotation, ben, project, titled};
use pressmark::model::*;

const FIRST: &str = "“We had no choice,” said Ruiz. About 1,300 workers stayed home.";
const SECOND: &str = "Eleven ships wait in the estuary, and nobody knows how long.";

/// Ben tagged a quote (1), a statistic (2) and another in the second article (3); amy a claim there (4).
fn world() -> Project {
    let mut world = project([titled("Strike", "Meridian", FIRST), titled("Boats", "Coastline", SECOND)]);
    let tags = [
        (FIRST, 1, "quote", "“We had no choice,”"),
        (FIRST, 2, "statistic", "1,300 workers"),
        (SECOND, 3, "statistic", "Eleven ships"),
    ];
    for (text, id, label, words) in tags {
        let start = text.find(words).unwrap();
        adding(ArticleId::of(text), annotation(id, label, start..start + words.len())).apply(&mut world, &ben()).unwrap();
    }
    adding(ArticleId::of(SECOND), annotation(4, "claim", 0..SECOND.len())).apply(&mut world, &amy()).unwrap();
    world
}

fn listed() -> Desk {
    let mut desk = Desk::on(&world());
    desk.room.keys("Ctrl+Shift+A");
    desk.room.until("they are listed", |room| room.says("4 annotations"));
    desk
}

fn status(room: &Room, text: &str, id: u64) -> Status {
    room.session(|session| {
        let (_, annotation) = session.project().annotation(ArticleId::of(text), AnnotationId(id)).unwrap();
        session.project().status(ArticleId::of(text), annotation)
    })
}

fn focused(room: &Room) -> Option<u64> {
    room.session(|session| session.focused().map(|annotation| annotation.id.0))
}

#[test]
fn the_list_is_walked_and_judged_by_letters_with_the_text_below() {
    let mut desk = listed();
    let room = &mut desk.room;
    room.keys("Down");
    assert_eq!(focused(room), Some(1));
    room.must_say("Made by");
    assert_eq!(room.session(|session| session.whose().clone()), ben());
    room.keys("A");
    assert_eq!((status(room, FIRST, 1), focused(room)), (Status::Approved, Some(2)), "a verdict goes on");
    room.keys("X");
    assert_eq!((status(room, FIRST, 2), focused(room)), (Status::Rejected, Some(4)), "amy's stands before ben's");
    room.keys("K K D");
    assert_eq!((status(room, FIRST, 1), status(room, FIRST, 2)), (Status::Disputed, Status::Rejected));
    room.must_say("1,300 workers, ben, rejected");
    room.keys("Ctrl+Z");
    assert_eq!(status(room, FIRST, 1), Status::Approved, "undone one by one");
    // Letters that judge in the list are free for labels elsewhere.
    room.keys("Ctrl+Shift+W");
    assert!(!room.says("List anew"));
    room.keys("A");
    assert_eq!(status(room, FIRST, 2), Status::Rejected);
}

#[test]
fn filters_and_orders_of_the_headings_list_anew() {
    let mut desk = listed();
    let room = &mut desk.room;
    room.fill("Filter by label", "stat");
    room.until("it is filtered", |room| room.says("2 of 4"));
    assert!(!room.says("Quote, “We had no choice,”, ben"));
    room.click("Published");
    room.click("Words");
    room.until("it is sorted", |room| {
        let words = room.words();
        words.find("Statistic, 1,300 workers").unwrap() < words.find("Statistic, Eleven ships").unwrap()
    });
    room.fill("Filter by published", "> 2025-07-01");
    room.until("days are compared", |room| room.says("0 of 4") || room.says("Nothing matches"));
    room.fill("Filter by published", "");
    room.fill("Filter by words", "gone");
    room.until("nothing is left", |room| room.says("Nothing matches"));
    room.click("Take all filters away");
    room.until("all are back", |room| room.says("4 annotations"));
    room.click("Columns");
    room.click("Speaker");
    room.keys("Escape");
    assert!(room.offers("Filter by speaker"));
}

#[test]
fn what_is_ticked_is_changed_together_and_taken_back_together() {
    let mut desk = listed();
    let room = &mut desk.room;
    room.keys("Down Shift+Down Shift+Down Shift+Down");
    room.must_say("4 ticked");
    room.keys("Space");
    room.must_say("3 ticked");
    room.keys("C");
    room.must_say("Relabel as claim: 2 annotations (2 of others proposed, 1 so already)");
    assert_eq!((status(room, FIRST, 1), status(room, FIRST, 2)), (Status::Disputed, Status::Disputed));
    room.keys("Ctrl+Z");
    assert_eq!((status(room, FIRST, 1), status(room, FIRST, 2)), (Status::Open, Status::Open));
    room.keys("Ctrl+A");
    room.must_say("4 ticked");
    room.click("Approve");
    assert_eq!(status(room, SECOND, 3), Status::Approved);
    room.click("Comment…");
    room.type_words("Well done");
    room.keys("Enter");
    let comments = room.session(|session| session.project().comments(ArticleId::of(SECOND), AnnotationId(3)).len());
    assert_eq!(comments, 1);
    room.click("Delete");
    room.must_say("Delete: 1 annotation (3 left: another’s; reject them instead)");
    room.saved();
    room.keys("Ctrl+R");
    room.until("it is listed anew", |room| room.says("3 annotations"));
}

#[test]
fn a_proposal_shows_below_and_its_owner_takes_it_over() {
    let mut desk = listed();
    let room = &mut desk.room;
    room.keys("Down J Alt+Shift+Left");
    room.must_say("Proposed to ben, who can take it over");
    room.keys("C");
    room.must_say("Proposed as claim");
    room.keys("M");
    room.type_words("Is it checked?");
    room.keys("Enter");
    room.must_say("Is it checked?");
    room.saved();
    room.close();
    let mut settings = room.written_settings();
    settings.annotator = "ben".to_owned();
    let mut bens = Room::with(settings, &desk.folder.dir.with_extension("ben.ron"), Some(&desk.folder.dir));
    bens.until("the project is open", |room| room.is_open());
    bens.keys("Ctrl+Shift+A");
    bens.until("they are listed", |room| room.says("4 annotations"));
    bens.keys("Down J");
    bens.must_say("amy: disputed");
    bens.must_say("Is it checked?");
    bens.click("Take it over");
    let label = bens.session(|session| session.focused().unwrap().label.to_string());
    assert_eq!((label.as_str(), status(&bens, FIRST, 2)), ("claim", Status::Approved));
}

#[test]
fn a_sample_is_drawn_walked_and_reported() {
    let mut desk = listed();
    let room = &mut desk.room;
    room.click("Samples");
    room.click("Draw a sample of what is listed…");
    room.fill("How many", "9");
    room.click("Draw the sample");
    room.must_say("Only 4 annotations are listed; draw that many or fewer");
    // Letters are the dialog's, not the text's behind it.
    let tagged =
        |room: &Room| room.session(|session| session.project().layers.values().map(Layer::annotation_count).sum::<usize>());
    room.keys("B C Ctrl+A Q");
    assert_eq!(tagged(room), 4);
    room.fill("How many", "2");
    room.fill("Seed", "7");
    room.fill("Name", "audit");
    room.keys("Enter");
    room.until("the sample is listed", |room| room.says("2 of 4") && room.says("2 drawn of 4 with seed 7: 2 open"));
    room.must_say("Sample “audit”");
    room.keys("Down A X");
    room.must_say("50.0 % of those judged are approved (95 % interval 9.5 to 90.5 %)");
    room.saved();
    let kept = room.session(|session| session.project().layers[&amy()].saved.get("audit").cloned());
    let Some(Saved::Sample(sample)) = kept else { panic!("it is kept") };
    assert_eq!((sample.seed, sample.population, sample.drawn.len()), (7, 4, 2));
    room.click("Sample “audit”");
    room.click("List all annotations");
    room.until("all are listed", |room| room.says("4 annotations"));
}

#[test]
fn a_project_without_tags_says_so() {
    let mut desk = Desk::of([titled("Strike", "Meridian", FIRST)]);
    desk.room.keys("Ctrl+Shift+A");
    desk.room.until("it is listed", |room| room.says("Nothing is tagged yet"));
    desk.room.keys("Ctrl+Shift+W");
    assert!(!desk.room.says("What anybody tags in this project is listed here"));
}
