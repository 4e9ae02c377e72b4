//! Suggestions: gone through, accepted as they are, as something else or with another end, dismissed for good, all at once;
//! and when one counts as decided.

mod support;

use pressmark::model::annotation::Rule;
use pressmark::model::*;
use pressmark::session::{Command, Side, Step};
use support::sessions::*;

const ACCEPT: Command = Command::Accept;
const DISMISS: Command = Command::Dismiss;
const NEXT: Command = Command::NextAnnotation;
const END_RIGHT: Command = Command::Adjust { side: Side::End, step: Step::Word, forward: true };

fn tag(label: &str) -> Command {
    Command::Tag(label.into())
}

#[test]
fn tab_goes_through_annotations_and_suggestions_in_reading_order() {
    let drawn = "│⟨b:Menu⟩ One ⟦q:⟨q:two⟩⟧ three ⟨b:Share ⟨s:20⟩⟩";
    let step = |desk: &mut Desk, command: &Command| {
        desk.done(command);
        let drawn = draw(desk);
        drawn[drawn.find("*:").unwrap() - 4..].chars().take(2).collect::<String>()
    };
    let mut desk = Desk::drawn(drawn);
    let forward: Vec<String> = (0..5).map(|_| step(&mut desk, &NEXT)).collect();
    assert_eq!(forward, ["⟨b", "⟦q", "⟨b", "⟨s", "⟨b"], "what is tagged already is suggested no more");
    let back: Vec<String> = (0..4).map(|_| step(&mut desk, &Command::PreviousAnnotation)).collect();
    assert_eq!(back, ["⟨s", "⟨b", "⟦q", "⟨b"]);
    check("One ⟨b:two⟩ thr│ee", &[Command::PreviousAnnotation], "One │⟨b*:two⟩ three");
    check("One ⟨b:two⟩ thr│ee", &[NEXT], "One │⟨b*:two⟩ three");
}

#[test]
fn of_the_same_words_the_annotation_comes_first() {
    let mut desk = Desk::drawn("│⟦q:⟨b:⟨c:One⟩⟩⟧ two");
    let mut seen = Vec::new();
    for _ in 0..4 {
        desk.done(&NEXT);
        seen.push(desk.focused_suggestion().map_or_else(|| "annotation".to_owned(), |one| one.label.to_string()));
    }
    assert_eq!(seen, ["annotation", "boilerplate", "claim", "annotation"]);
}

#[test]
fn a_relation_finds_no_end_at_a_suggestion() {
    check("⟦q*:One⟧ ⟨q:two⟩ ⟦c:three⟧", &[Command::Relate, NEXT], "⟦q:One⟧ ⟨q:two⟩ │⟦c*:three⟧");
}

#[test]
fn space_goes_round_what_stands_at_the_caret() {
    let drawn = "⟨b:One ⟦q:t│wo⟧ three⟩";
    check(drawn, &[Command::CycleHere], "⟨b:One ⟦q*:t│wo⟧ three⟩");
    check(drawn, &[Command::CycleHere, Command::CycleHere], "⟨b*:One ⟦q:t│wo⟧ three⟩");
    check_refused("On│e ⟨b:two⟩", &Command::CycleHere, "No annotation at the caret");
}

#[test]
fn accepting_tags_and_goes_on_to_the_next_suggestion() {
    check("⟨b*:Menu⟩ One ⟦q:two⟧ ⟨b:Share⟩", &[ACCEPT], "⟦b:Menu⟧ One ⟦q:two⟧ │⟨b*:Share⟩");
    check("⟨b:Menu⟩ One ⟨b*:Share⟩", &[ACCEPT], "│⟨b*:Menu⟩ One ⟦b:Share⟧");
    let mut desk = Desk::drawn("⟨b*:Menu⟩ One");
    desk.done(&ACCEPT);
    assert_eq!(desk.notice(), Some("That was the last suggestion of this article"));
    assert_eq!(draw(&desk), "⟦b:│Menu⟧ One".replace("⟦b:│", "│⟦b:"));
    desk.check_history();
}

#[test]
fn an_accepted_annotation_keeps_rule_score_and_what_the_label_takes() {
    let mut attributes = Attributes::default();
    attributes.set("speaker".into(), Some(Value::Text("Ruiz".into())));
    attributes.set("kind".into(), Some(Value::Text("shouted".into())));
    attributes.set("mood".into(), Some(Value::Flag(true)));
    let found = Suggestion { attributes, ..suggestion("quote", 0..3) };
    let mut desk = Desk::new(project([article("One two").suggesting([found.clone()])]));
    desk.done(&Command::Open(ArticleId::of("One two")));
    assert_eq!(desk.state(ArticleId::of("One two")), ArticleState::ToDo);
    desk.done(&Command::FocusSuggestion(found.key()));
    desk.done(&ACCEPT);
    let annotation = desk.layer().unwrap().annotations.nth(0).unwrap();
    let rule = Rule { name: "page structure".into(), score: Some(0.93) };
    assert_eq!(annotation.provenance, Provenance::Rule(Box::new(rule)));
    let kept: Vec<(&str, String)> = annotation.attributes.iter().map(|(id, value)| (id.as_ref(), value.to_string())).collect();
    assert_eq!(kept, [("speaker", "Ruiz".to_owned())]);
    assert_eq!(desk.state(ArticleId::of("One two")), ArticleState::InProgress);
    assert_eq!(desk.journal.names(), ["Accept quote"], "and the state in the same step");
    desk.check_history();
}

#[test]
fn a_label_key_accepts_as_that_label() {
    let drawn = "⟨b*:Menu⟩ One ⟨b:Share⟩";
    check(drawn, &[tag("boilerplate")], "⟦b:Menu⟧ One │⟨b*:Share⟩");
    check(drawn, &[tag("claim")], "⟦c:Menu⟧ One │⟨b*:Share⟩");
    let mut desk = Desk::drawn(drawn);
    desk.done(&tag("claim"));
    assert_eq!(desk.journal.names(), ["Accept as claim"]);
    desk.done(&Command::PreviousAnnotation);
    desk.done(&Command::Delete);
    assert_eq!(draw(&desk), "│Menu One ⟨b:Share⟩", "what was something else is not offered again");
    desk.check_history();
}

#[test]
fn a_selection_inside_a_suggestion_is_tagged_for_itself() {
    check("⟨b:One ┆two│ three⟩", &[tag("quote")], "⟨b:One ⟦q*:two⟧│ three⟩");
}

#[test]
fn moving_an_end_accepts_with_that_end_and_stays_there() {
    check("⟨q*:One⟩ two ⟨b:three⟩", &[END_RIGHT], "│⟦q*:One two⟧ ⟨b:three⟩");
    check("⟨q*:One⟩ two ⟨b:three⟩", &[END_RIGHT, NEXT], "⟦q:One two⟧ │⟨b*:three⟩");
    let mut desk = Desk::drawn("⟨q*:One⟩ two three");
    desk.done(&END_RIGHT);
    desk.done(&END_RIGHT);
    assert_eq!(desk.journal.names(), ["Accept quote with another end", "Move an end"]);
    assert_eq!(draw(&desk), "│⟦q*:One two three⟧");
    desk.check_history();
    let key = suggestion("quote", 0..3).key();
    let mut desk = Desk::drawn("⟨q:One⟩ two th│ree");
    desk.done(&Command::SetSuggestedEnd { suggestion: key.clone(), side: Side::End, offset: 3 });
    assert_eq!(desk.journal.names(), Vec::<String>::new(), "an end that stays decides nothing");
    desk.done(&Command::SetSuggestedEnd { suggestion: key, side: Side::End, offset: 8 });
    assert_eq!(draw(&desk), "⟦q*:One two⟧ th│ree");
}

#[test]
fn dismissing_is_for_good_and_goes_on() {
    check("⟨b*:Menu⟩ One ⟨b:Share⟩", &[DISMISS], "Menu One │⟨b*:Share⟩");
    let mut desk = Desk::drawn("⟨b:Menu⟩ One ⟨b*:Share⟩");
    desk.done(&DISMISS);
    desk.done(&DISMISS);
    assert_eq!(draw(&desk), "│Menu One Share");
    assert_eq!(desk.notice(), Some("That was the last suggestion of this article"));
    assert_eq!(desk.journal.names(), ["Dismiss boilerplate", "Dismiss boilerplate"]);
    assert_eq!(desk.layer().unwrap().dismissed.len(), 2);
    desk.done(&Command::Undo);
    assert_eq!(draw(&desk), "│⟨b*:Menu⟩ One Share", "undo gives it back into hand");
    desk.check_history();
}

#[test]
fn undoing_an_acceptance_offers_the_suggestion_again() {
    check("⟨b*:Menu⟩ One ⟨b:Share⟩", &[ACCEPT, Command::Undo], "│⟨b*:Menu⟩ One ⟨b:Share⟩");
    check("⟨b*:Menu⟩ One ⟨b:Share⟩", &[tag("quote"), Command::Undo], "│⟨b*:Menu⟩ One ⟨b:Share⟩");
    let deleted = [ACCEPT, Command::CycleHere, Command::Delete];
    check("⟨b*:Menu⟩ One", &deleted, "│⟨b:Menu⟩ One");
}

#[test]
fn all_suggestions_are_accepted_in_one_step() {
    let drawn = "⟨b*:Menu⟩ One ⟨q:two⟩ ⟨b:Share⟩";
    let mut desk = Desk::drawn(drawn);
    desk.done(&Command::AcceptAll);
    assert_eq!(desk.notice(), Some("Accepted 3 suggestions; undo takes all of it back"));
    assert_eq!(draw(&desk), "│⟦b:Menu⟧ One ⟦q:two⟧ ⟦b:Share⟧");
    assert_eq!(desk.journal.names(), ["Accept 3 suggestions"]);
    assert_eq!(desk.refused(&Command::AcceptAll), "No suggestion waits in this article");
    desk.done(&Command::Undo);
    assert!(desk.layer().is_none(), "one undo takes back all of it");
    desk.check_history();
    let nested = "⟨b:Menu ⟨b:item⟩⟩ ⟨b:Sh│are⟩";
    check(nested, &[Command::AcceptAll], "⟦b:Menu item⟧ ⟦b:Sh│are⟧");
}

#[test]
fn an_end_of_a_suggestion_steps_no_further_than_its_block() {
    let mut desk = Desk::drawn("│Home\n⟨b:News Sport⟩\n\nThe crane stood.");
    desk.done(&NEXT);
    for step in [Step::Character, Step::Word] {
        let end = Command::Adjust { side: Side::End, step, forward: true };
        assert_eq!(desk.refused(&end), "Its block has no more words; drag its end to reach into another");
        let start = Command::Adjust { side: Side::Start, step, forward: false };
        assert_eq!(desk.refused(&start), "Its block has no more words; drag its start to reach into another");
    }
    desk.done(&Command::Adjust { side: Side::End, step: Step::Word, forward: false });
    assert_eq!(desk.tags(), ["b News"]);
}

#[test]
fn all_suggestions_are_dismissed_in_one_step() {
    let mut desk = Desk::drawn("⟨b*:Menu⟩ One ⟨b:Share⟩");
    desk.done(&Command::DismissAll);
    assert_eq!(desk.notice(), Some("Dismissed 2 suggestions; undo brings all of it back"));
    assert_eq!(draw(&desk), "│Menu One Share");
    desk.check_history();
}

#[test]
fn a_suggestion_is_decided_by_an_annotation_that_says_the_same() {
    let open = |drawn: &str| !Desk::drawn(drawn).suggestions().is_empty();
    assert!(open("│⟨q:One two three four⟩ five"));
    assert!(open("│⟦c:⟨q:One two three four⟩⟧ five"), "another label says something else");
    assert!(open("│⟨q:One ⟦q:two⟧ three four⟩ five"), "a quote in a quote");
    assert!(open("│⟦q:⟨q:One⟩ two three⟧ four"), "a quote around a quote");
    assert!(!open("│⟨q:⟦q:One two three four⟧ five⟩"), "nearly the same");
    assert!(!open("│⟦b:Menu ⟨b:item⟩ share⟧"), "faded words cannot be faded twice");
    assert!(!open("│⟨b:Menu ⟦b:item share⟧⟩"));
    assert!(open("│⟨b:Menu item ⟦b:share⟧⟩"), "most of it is left");
}

#[test]
fn however_far_an_end_is_moved_afterwards_the_suggestion_stays_decided() {
    let far = Command::Adjust { side: Side::End, step: Step::Word, forward: false };
    let mut desk = Desk::drawn("⟨q*:One two three four five⟩ six");
    (0..3).for_each(|_| desk.done(&far));
    assert_eq!(draw(&desk), "│⟦q*:One two⟧ three four five six");
}

#[test]
fn suggestions_of_a_label_the_scheme_does_not_have_are_not_offered() {
    let article = article("One two").suggesting([suggestion("rumour", 0..3), suggestion("boilerplate", 4..7)]);
    let mut desk = Desk::new(project([article]));
    desk.done(&Command::Open(ArticleId::of("One two")));
    assert_eq!(draw(&desk), "│One ⟨b:two⟩");
    let label = desk.project().scheme.label("boilerplate").cloned();
    desk.done(&Command::ChangeLabel { before: label.map(|label| (3, label)), after: None });
    assert!(desk.suggestions().is_empty());
    desk.done(&Command::Undo);
    assert_eq!(desk.suggestions().len(), 1);
}

#[test]
fn hidden_suggestions_are_neither_found_nor_decided() {
    let mut desk = Desk::drawn("⟨b*:Menu⟩ One");
    desk.show_suggestions(false);
    assert_eq!(draw(&desk), "│Menu One");
    assert_eq!(desk.refused(&NEXT), "Nothing is tagged in this article yet");
    let hidden = "Suggestions are hidden; the View menu shows them";
    assert_eq!([desk.refused(&ACCEPT), desk.refused(&DISMISS), desk.refused(&Command::AcceptAll)], [hidden; 3]);
    desk.show_suggestions(true);
    assert_eq!(draw(&desk), "│⟨b:Menu⟩ One");
}

#[test]
fn without_a_suggestion_in_hand_nothing_is_accepted_or_dismissed() {
    let reason = "No suggestion has the focus; Tab goes to the next, a click takes one";
    check_refused("On│e ⟨b:Share⟩", &ACCEPT, reason);
    check_refused("⟦q*:One⟧ ⟨b:Share⟩", &DISMISS, reason);
    check_refused("On│e", &ACCEPT, "No suggestion waits in this article");
    let gone = Command::FocusSuggestion(suggestion("quote", 0..3).key());
    check_refused("⟦q:⟨q:One⟩⟧ tw│o", &gone, "That suggestion is gone");
    check("⟨b*:Menu⟩ One", &[Command::LetGo], "│⟨b:Menu⟩ One");
    check_refused(
        "⟨b*:Menu⟩ One",
        &Command::Delete,
        "No annotation has the focus; Tab goes to the next, Space takes the one at the caret",
    );
}

#[test]
fn a_click_in_a_suggestion_takes_it_and_leaves_the_caret() {
    let key = suggestion("boilerplate", 4..9).key();
    check("One ⟨b:Sh│are⟩", &[Command::FocusSuggestion(key.clone())], "One ⟨b*:Sh│are⟩");
    check("O│ne ⟨b:Share⟩", &[Command::FocusSuggestion(key)], "One │⟨b*:Share⟩");
}

#[test]
fn a_read_only_project_shows_suggestions_and_takes_no_decision() {
    let desk = Desk::drawn("⟨b*:Menu⟩ One");
    desk.journal.make_read_only("Another window has it");
    assert!([ACCEPT, DISMISS, Command::AcceptAll, Command::DismissAll, tag("quote")].iter().all(|c| !desk.is_available(c)));
    assert_eq!(draw(&desk), "│⟨b*:Menu⟩ One");
}

#[test]
fn what_others_decide_is_theirs() {
    let article = article("One two").suggesting([suggestion("claim", 4..7)]);
    let (id, key) = (article.id, suggestion("claim", 4..7).key());
    let mut project = project([article]);
    Edit::Dismissal { article: id, suggestion: key, before: false, after: true }.apply(&mut project, &ben()).unwrap();
    let mut desk = Desk::new(project);
    desk.done(&Command::Open(id));
    assert_eq!(draw(&desk), "│One ⟨c:two⟩");
}
