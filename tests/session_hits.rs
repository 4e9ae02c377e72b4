//! Tagging the hits of a search at once, keeping searches and rules, taking a rule's work back.

mod support;

use pressmark::analysis::search::{self, Found};
use pressmark::analysis::tagging::{Forecast, Places, forecast};
use pressmark::model::*;
use pressmark::session::{Command, Session, Tagging};
use std::ops::ControlFlow;
use support::sessions::{Desk, adding, amy, annotation, article, ben, label, project, titled};

fn words(pattern: &str) -> Query {
    Query { pattern: pattern.to_owned(), boilerplate: true, ..Query::default() }
}

fn rule(query: Query, label: &str, conflict: Conflict, other_labels: bool) -> TaggingRule {
    let attributes = Attributes::default();
    TaggingRule { query, label: label.into(), attributes, conflict, other_labels, at: Timestamp(0) }
}

/// The hits of a rule's query.
fn places(session: &Session, query: &Query) -> Vec<Places> {
    let mut places: Vec<Places> = Vec::new();
    search::search(session.project(), &amy(), query, &Progress::default(), &mut |found: Found| {
        for hit in found.hits {
            let article = hit.article(session.project()).unwrap().id;
            match places.last_mut().filter(|last| last.article == article) {
                Some(last) => last.spans.push(hit.span),
                None => places.push(Places { article, spans: vec![hit.span] }),
            }
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    places
}

fn tagging(session: &Session, name: &str, rule: TaggingRule) -> Command {
    let places = places(session, &rule.query);
    Command::TagHits(Box::new(Tagging { name: name.into(), rule, places }))
}

/// Draws a text, tags all that a rule finds, and sees what is drawn then and what was foretold.
fn check(before: &str, rule: TaggingRule, after: &str, foretold: Forecast) {
    let mut desk = Desk::drawn(before);
    let found = places(&desk, &rule.query);
    let seen = forecast(desk.project(), &amy(), &rule, &found, &Progress::default()).unwrap();
    assert_eq!(seen, foretold, "{before}");
    let command = tagging(&desk, "rule", rule);
    desk.done(&command);
    assert_eq!(support::sessions::draw(&desk), after);
    desk.check_history();
}

#[test]
fn all_hits_are_tagged_as_one_act() {
    let foretold = Forecast { tagged: 2, articles: 1, outlets: 1, ..Forecast::default() };
    check("│A crane. The crane.", rule(words("crane"), "quote", Conflict::Skip, true), "│A ⟦q:crane⟧. The ⟦q:crane⟧.", foretold);
}

#[test]
fn what_is_tagged_just_so_stays_alone() {
    let foretold = Forecast { tagged: 1, there: 1, articles: 1, outlets: 1, ..Forecast::default() };
    for conflict in Conflict::ALL {
        let rule = rule(words("crane"), "quote", conflict, true);
        check("│A ⟦q:crane⟧. The crane.", rule, "│A ⟦q:crane⟧. The ⟦q:crane⟧.", foretold);
    }
}

#[test]
fn what_stands_in_the_way_is_left_doubled_or_replaced() {
    let before = "│A ⟦q:big crane⟧. The ⟦c:crane⟧.";
    let made = |conflict, other_labels| rule(words("crane"), "quote", conflict, other_labels);
    let base = Forecast { articles: 1, outlets: 1, ..Forecast::default() };
    let one = Forecast { tagged: 1, skipped: 1, ..base };
    check(before, made(Conflict::Skip, false), "│A ⟦q:big crane⟧. The ⟦c:⟦q:crane⟧⟧.", one);
    let two = Forecast { tagged: 2, overlapping: 2, ..base };
    check(before, made(Conflict::Overlap, true), "│A ⟦q:big ⟦q:crane⟧⟧. The ⟦c:⟦q:crane⟧⟧.", two);
    let two = Forecast { tagged: 2, replaced: 2, ..base };
    check(before, made(Conflict::Replace, true), "│A big ⟦q:crane⟧. The ⟦q:crane⟧.", two);
    let two = Forecast { tagged: 2, replaced: 1, ..base };
    check(before, made(Conflict::Replace, false), "│A big ⟦q:crane⟧. The ⟦c:⟦q:crane⟧⟧.", two);
    let both = Forecast { tagged: 2, replaced: 1, ..base };
    check("│⟦q:crane, crane⟧", made(Conflict::Replace, false), "│⟦q:crane⟧, ⟦q:crane⟧", both);
    let mut desk = Desk::drawn(before);
    let command = tagging(&desk, "rule", made(Conflict::Skip, true));
    assert!(desk.refused(&command).contains("No hit would be tagged"));
}

#[test]
fn relations_of_what_is_replaced_go_with_it() {
    let mut desk = Desk::drawn("│⟦s:20 cranes⟧ prove ⟦c:the claim⟧ of cranes");
    desk.done(&Command::Focus(Some(AnnotationId(1))));
    desk.done(&Command::Relate);
    desk.done(&Command::RelateTo { to: AnnotationId(2), kind: Some("supports".into()) });
    let made = rule(words("cranes"), "quote", Conflict::Replace, true);
    let found = places(&desk, &made.query);
    let seen = forecast(desk.project(), &amy(), &made, &found, &Progress::default()).unwrap();
    assert_eq!((seen.tagged, seen.replaced, seen.relations), (2, 1, 1));
    let command = tagging(&desk, "cranes", made);
    desk.done(&command);
    assert_eq!(desk.tags(), ["q cranes", "c the claim", "q cranes"]);
    assert!(desk.layer().unwrap().relations.is_empty());
    desk.check_history();
}

#[test]
fn annotations_of_others_are_tagged_again_as_ones_own() {
    let text = article("A big crane.");
    let id = text.id;
    let mut project = project([text]);
    for (number, range) in [(1, 2..11), (2, 6..11)] {
        adding(id, annotation(number, "quote", range)).apply(&mut project, &ben()).unwrap();
    }
    adding(id, annotation(3, "quote", 6..11)).apply(&mut project, &Annotator::new("cleo").unwrap()).unwrap();
    let mut desk = Desk::new(project);
    desk.done(&Command::Open(id));
    let query = Query { of: SearchedFor::Annotations, ..Query::default() };
    let made = rule(query, "claim", Conflict::Overlap, false);
    let found = places(&desk, &made.query);
    let seen = forecast(desk.project(), &amy(), &made, &found, &Progress::default()).unwrap();
    assert_eq!((seen.tagged, seen.there, seen.overlapping), (2, 1, 1));
    let command = tagging(&desk, "of others", made);
    desk.done(&command);
    assert_eq!(desk.tags(), ["c big crane", "c crane"]);
}

#[test]
fn places_that_do_not_fit_and_articles_that_are_gone_are_left_alone() {
    let mut desk = Desk::new(project([article("A crane."), article("Another crane.")]));
    let [first, second] = desk.list().ids().to_vec().try_into().unwrap();
    let span = |start, end| Span { start, end };
    let made = rule(words("crane"), "quote", Conflict::Skip, false);
    let places = vec![
        Places { article: first, spans: vec![span(1, 7), span(2, 7), span(5, 99)] },
        Places { article: second, spans: vec![span(8, 13)] },
        Places { article: ArticleId(7), spans: vec![span(0, 1)] },
    ];
    let seen = forecast(desk.project(), &amy(), &made, &places, &Progress::default()).unwrap();
    assert_eq!((seen.tagged, seen.unfit, seen.articles), (2, 2, 2));
    desk.done(&Command::Open(second));
    desk.done(&Command::RemoveArticle);
    let name = "cranes".into();
    desk.done(&Command::TagHits(Box::new(Tagging { name, rule: made, places })));
    assert_eq!(desk.project().layers[&amy()].annotation_count(), 1);
    desk.check_history();
}

#[test]
fn the_rule_is_kept_and_named_by_what_it_made() {
    let mut desk = Desk::drawn("│A crane. The crane.");
    let mut made = rule(words("crane"), "quote", Conflict::Skip, true);
    made.attributes.set("speaker".into(), Some(Value::Text("Ana Ruiz".into())));
    let command = tagging(&desk, " cranes ", made.clone());
    desk.done(&command);
    assert!(desk.notice().unwrap().contains("Tagged 2 hits as quote"));
    let Some(Saved::Rule(kept)) = desk.project().layers[&amy()].saved.get("cranes") else { panic!("no rule") };
    assert_eq!((&kept.query, &kept.attributes, kept.at > Timestamp(0)), (&made.query, &made.attributes, true));
    let all = desk.layer().unwrap().annotations.iter();
    all.for_each(|a| assert_eq!((&a.provenance, &a.attributes), (&Provenance::Search("cranes".into()), &made.attributes)));
    assert_eq!(desk.undo_target().unwrap().command, "Tag 2 hits as quote");
    assert_eq!(desk.state(desk.view().article.unwrap()), ArticleState::ToDo, "nobody has read it");
    for (name, reason) in [("", "Give it a name"), (&"n".repeat(300), "too long")] {
        let command = tagging(&desk, name, rule(words("A"), "claim", Conflict::Overlap, false));
        assert!(desk.refused(&command).contains(reason));
    }
    let wrong = tagging(&desk, "x", rule(words("A"), "opinion", Conflict::Overlap, false));
    assert!(desk.refused(&wrong).contains("“opinion”"));
}

#[test]
fn a_rule_tags_what_is_new_when_it_is_run_again() {
    let mut desk = Desk::new(project([article("A crane.")]));
    let made = rule(words("crane"), "quote", Conflict::Skip, false);
    let command = tagging(&desk, "cranes", made.clone());
    desk.done(&command);
    assert!(desk.refused(&command).contains("already"));
    desk.import_batch(&BatchId("second".into()), vec![article("New cranes.")]).unwrap();
    let again = tagging(&desk, "cranes", made);
    desk.done(&again);
    assert!(desk.notice().unwrap().contains("1 hit"));
    desk.check_history();
}

#[test]
fn a_rule_is_taken_back_but_for_what_was_worked_on_since() {
    let mut desk = Desk::drawn("│One crane, two cranes, three crane, four crane, 5 crane");
    let made = rule(words("crane"), "quote", Conflict::Skip, false);
    let command = tagging(&desk, "cranes", made);
    desk.done(&command);
    let ids: Vec<AnnotationId> = desk.layer().unwrap().annotations.iter().map(|a| a.id).collect();
    desk.done(&Command::SetNote { id: ids[0], note: "Which?".into() });
    desk.done(&Command::Focus(Some(ids[1])));
    desk.done(&Command::Adjust { side: pressmark::session::Side::End, step: pressmark::session::Step::Character, forward: true });
    desk.done(&Command::SetAttribute { id: ids[2], attribute: "speaker".into(), value: Some(Value::Text("Ruiz".into())) });
    let take_back = Command::TakeRuleBack("cranes".into());
    desk.done(&take_back);
    let notice = desk.notice().unwrap().to_owned();
    assert!(
        notice.contains("Took back 2 annotations") && notice.contains("3 were changed since and stay, as “crane”"),
        "{notice}"
    );
    assert_eq!(desk.tags(), ["q crane", "q cranes", "q crane"]);
    assert!(desk.project().layers[&amy()].saved.contains_key("cranes"), "it still has work");
    assert!(desk.refused(&take_back).contains("Nothing is left to take back; 3 were changed"));
    desk.done(&Command::SetNote { id: ids[0], note: "".into() });
    desk.done(&Command::SetAttribute { id: ids[2], attribute: "speaker".into(), value: None });
    desk.done(&Command::Adjust {
        side: pressmark::session::Side::End,
        step: pressmark::session::Step::Character,
        forward: false,
    });
    desk.done(&take_back);
    assert!(desk.tags().is_empty() && !desk.project().layers[&amy()].saved.contains_key("cranes"));
    assert!(desk.refused(&take_back).contains("no rule called “cranes”"));
    desk.check_history();
}

#[test]
fn a_rule_takes_no_name_of_something_else() {
    let mut desk = Desk::new(project([titled("Cranes", "Kranblick", "A crane.")]));
    let saved = Some(Box::new(Saved::Search(words("crane"))));
    desk.done(&Command::Keep { name: "cranes".into(), saved });
    let taken = tagging(&desk, "cranes", rule(words("crane"), "quote", Conflict::Skip, false));
    assert!(desk.refused(&taken).contains("Something else is kept as “cranes”"));
    assert!(desk.refused(&Command::TakeRuleBack("cranes".into())).contains("no rule called “cranes”"));
}

#[test]
fn a_name_stays_with_what_the_rule_looks_for() {
    let mut desk = Desk::drawn("│Cranes stood still while ships waited.");
    let first = tagging(&desk, "crane", rule(words("cranes"), "claim", Conflict::Skip, false));
    desk.done(&first);
    let other = tagging(&desk, "crane", rule(words("ships"), "claim", Conflict::Skip, false));
    assert_eq!(desk.refused(&other), "The rule “crane” looks for something else; give this one another name");
    let other = tagging(&desk, "ship", rule(words("ships"), "claim", Conflict::Skip, false));
    desk.done(&other);
    desk.check_history();
}

#[test]
fn labels_of_a_rule_may_be_gone_by_the_time_it_is_taken_back() {
    let mut desk = Desk::drawn("│A crane.");
    let place = desk.project().scheme.labels.len();
    desk.done(&Command::ChangeLabel { before: None, after: Some((place, label("opinion", 'o', &[]))) });
    let command = tagging(&desk, "opinions", rule(words("crane"), "opinion", Conflict::Skip, false));
    desk.done(&command);
    desk.done(&Command::TakeRuleBack("opinions".into()));
    desk.check_history();
}
