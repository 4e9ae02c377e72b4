//! Figures in the window: counted in the background, gone through by keys, each bar a way to its articles, saved and copied.

use crate::room::{Answer, Desk};
use crate::support::edit_laws::applied;
use crate::support::sessions::{adding, annotation, project, titled};
use egui_kittest::kittest::Queryable as _;
use pressmark::model::{Annotation, ArticleId, ArticleState, Edit, Project, Timestamp, Value};

const TEXTS: [&str; 4] =
    ["The crane stood still.", "The port was closed.", "About 20 percent stayed home.", "Dockers and owners talk again."];

fn world() -> Project {
    let outlets = ["Meridian Post", "Meridian Post", "Coastline", "Coastline"];
    let all =
        project(TEXTS.iter().zip(outlets).enumerate().map(|(at, (text, outlet))| titled(&format!("Article {at}"), outlet, text)));
    let id = |at: usize| ArticleId::of(TEXTS[at]);
    let made = |annotation: Annotation| Annotation { created: Timestamp(1_763_800_000_000), ..annotation };
    let percent = {
        let pairs =
            [("value", Value::Number(20.0)), ("unit", Value::Text("percent".into())), ("bound", Value::Text("about".into()))];
        let attributes = pairs.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Annotation { attributes, ..annotation(5, "statistic", 6..16) }
    };
    let tags = [
        adding(id(0), made(annotation(1, "claim", 0..9))),
        adding(id(1), made(annotation(2, "claim", 0..8))),
        adding(id(1), made(annotation(3, "quote", 9..19))),
        adding(id(2), made(annotation(4, "claim", 0..5))),
        adding(id(2), made(percent)),
        Edit::State { article: id(1), before: ArticleState::ToDo, after: ArticleState::Done },
    ];
    tags.iter().fold(all, |project, edit| applied(&project, edit))
}

fn open(desk: &mut Desk) {
    desk.room.keys("Ctrl+Shift+D");
    desk.room.until("it is counted", |room| room.says("How far are we?"));
}

fn listed(desk: &Desk) -> Vec<String> {
    desk.room.session(|session| {
        session.list().ids().iter().map(|id| session.project().title(session.annotator(), *id).to_owned()).collect()
    })
}

#[test]
fn questions_are_answered_on_two_pages() {
    let mut desk = Desk::on(&world());
    open(&mut desk);
    for question in
        ["How has it grown?", "Where does the time go?", "How long does an article take?", "Are suggestions worth it?"]
    {
        desk.room.must_say(question);
    }
    desk.room.must_say("1 of 4 articles done");
    desk.room.must_say("all, done: 1 article");
    desk.room.click("What is tagged");
    for question in
        ["What was tagged, and where?", "How long are annotations?", "How dense are they?", "What do the numbers say?"]
    {
        desk.room.must_say(question);
    }
    desk.room.must_say("Meridian Post, Claim: 2 annotations in 2 articles");
    desk.room.must_say("1 percent, from 20 to 20");
    desk.room.keys("Escape");
    assert!(!desk.room.says("What was tagged, and where?"));
}

#[test]
fn a_bar_leads_to_its_articles_and_the_list_says_so() {
    let mut desk = Desk::on(&world());
    open(&mut desk);
    desk.room.click("What is tagged");
    desk.room.click("Coastline, Claim: 1 annotation in 1 article");
    desk.room.must_say("Articles: claim in Coastline");
    assert_eq!(listed(&desk), ["Article 2"]);
    assert_eq!(desk.room.session(|session| session.text().to_owned()), TEXTS[2]);
    assert!(!desk.room.says("What was tagged, and where?"), "the article is shown");
    desk.room.click("List all articles again");
    assert_eq!(listed(&desk).len(), 4);
    assert!(!desk.room.says("Articles: claim"));
}

#[test]
fn bars_are_gone_through_by_keys() {
    let mut desk = Desk::on(&world());
    open(&mut desk);
    desk.room.click("What is tagged");
    // From the page's tabs by way of the chart's buttons to its bars.
    let is_there = |room: &crate::room::Room| {
        let mut nodes = room.harness.query_all_by_label("What was tagged, and where?");
        nodes.any(|node| node.is_focused())
    };
    for _ in 0..8 {
        if !is_there(&desk.room) {
            desk.room.keys("Tab");
        }
    }
    assert!(is_there(&desk.room), "the bars have the keyboard");
    desk.room.keys("Down");
    desk.room.must_say("What was tagged, and where?, Meridian Post, Quote: 1 annotation in 1 article");
    desk.room.keys("Right");
    desk.room.must_say("What was tagged, and where?, Meridian Post, Claim: 2 annotations in 2 articles");
    desk.room.keys("Enter");
    desk.room.must_say("Articles: claim in Meridian Post");
    assert_eq!(listed(&desk), ["Article 0", "Article 1"]);
}

#[test]
fn figures_of_an_earlier_state_say_so_and_are_counted_anew() {
    let mut desk = Desk::on(&world());
    open(&mut desk);
    assert!(!desk.room.says("of an earlier state"));
    desk.room.keys("Escape");
    desk.room.put_caret(4, 9);
    desk.room.keys("S");
    desk.room.keys("Ctrl+Shift+D");
    desk.room.until("it is counted anew", |room| room.says("all, in progress: 1 article"));
    desk.room.keys("Ctrl+Z");
    desk.room.must_say("These figures are of an earlier state");
    desk.room.click("Count anew");
    desk.room.until("it is counted anew", |room| !room.says("of an earlier state") && !room.says("all, in progress"));
}

#[test]
fn a_figure_is_saved_as_svg() {
    let mut desk = Desk::on(&world());
    open(&mut desk);
    desk.room.click("What is tagged");
    let place = desk.folder.dir.parent().unwrap().join("tagged.svg");
    desk.room.will_answer(Answer::Paths(vec![place.clone()]));
    desk.room.click("Save “What was tagged, and where?” as SVG");
    desk.room.until("it is written", |room| room.says("The figure is in"));
    let svg = std::fs::read_to_string(&place).unwrap();
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && svg.ends_with("</svg>\n"), "{svg}");
    for words in ["What was tagged, and where?", ">Meridian Post<", ">Claim<", "Coastline, Claim: 1 annotation<", "#0072B2"] {
        assert!(svg.contains(words), "{words} in {svg}");
    }
}

#[test]
fn a_picture_that_cannot_be_taken_is_said_to_be_so() {
    let mut desk = Desk::on(&world());
    open(&mut desk);
    desk.room.click("Save “How far are we?” as PNG");
    desk.room.until("it is said", |room| room.says("Save the figure as SVG instead"));
}

#[test]
fn a_figure_is_copied_as_csv() {
    let mut desk = Desk::on(&world());
    open(&mut desk);
    desk.room.harness.get_by_label("Copy “How far are we?” as CSV").click();
    desk.room.harness.step();
    let commands = &desk.room.harness.output().platform_output.commands;
    let copied = commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.as_str()),
        _ => None,
    });
    assert_eq!(copied, Some(",to do,in progress,done\nall,3,0,1\namy,3,0,1\n"));
}

#[test]
fn an_empty_project_has_nothing_to_show_yet() {
    let mut desk = Desk::of([]);
    open(&mut desk);
    desk.room.must_say("Nothing yet.");
}
