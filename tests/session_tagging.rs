//! Tagging: what is selected, what stands at the caret, relabelling, deleting, arming, letting go.

mod support;

use pressmark::model::*;
use pressmark::session::{Command, Motion};
use support::sessions::*;

fn tag(label: &str) -> Command {
    Command::Tag(label.into())
}

fn arm(label: &str) -> Command {
    Command::Arm(label.into())
}

#[test]
fn a_selection_is_tagged_whichever_way_it_was_made() {
    check("About ┆1,300 workers│ left.", &[tag("statistic")], "About ⟦s*:1,300 workers⟧│ left.");
    check("About │1,300 workers┆ left.", &[tag("statistic")], "About ⟦s*:1,300 workers⟧│ left.");
    check("┆All│", &[tag("claim")], "⟦c*:All⟧│");
}

#[test]
fn white_space_at_the_ends_is_left_out() {
    check("About┆ \u{a0}1,300 \n│workers", &[tag("statistic")], "About \u{a0}⟦s*:1,300⟧│ \nworkers");
    check_refused("About┆ \n │1,300", &tag("statistic"), "Only white space is selected");
}

#[test]
fn no_character_is_cut() {
    let mut desk = Desk::drawn("So 👩‍👩‍👧 said");
    // Inside the family, whose three faces are one character: 3..21.
    desk.done(&Command::Select { anchor: 3, head: 12 });
    assert_eq!(draw(&desk), "│So 👩‍👩‍👧 said".replace("│So ", "So │"));
    desk.done(&Command::Select { anchor: 3, head: 21 });
    desk.tag("claim");
    assert_eq!(draw(&desk), "So ⟦c*:👩‍👩‍👧⟧│ said");
    desk.check_history();
}

#[test]
fn offsets_beyond_the_text_are_brought_back() {
    let mut desk = Desk::drawn("Cranes stood still");
    desk.done(&Command::Select { anchor: 7, head: 9000 });
    assert_eq!(draw(&desk), "Cranes ┆stood still│");
}

#[test]
fn selections_are_widened_to_words_where_that_is_wished() {
    let mut desk = Desk::drawn("three ca┆rgo shi│ps left");
    desk.snap_to_words = true;
    desk.tag("statistic");
    assert_eq!(draw(&desk), "three ⟦s*:cargo ships⟧│ left");
    check("three ca┆rgo shi│ps left", &[tag("statistic")], "three ca⟦s*:rgo shi⟧│ps left");
}

#[test]
fn each_label_finds_its_own_at_the_caret() {
    let text = |caret: &str| format!("Port news\n“We had no cho{caret}ice,” Ruiz said of 1,300 workers. It rained.");
    check(&text("│"), &[tag("quote")], "Port news\n⟦q*:“We had no choice,”⟧│ Ruiz said of 1,300 workers. It rained.");
    check(&text("│"), &[tag("claim")], "Port news\n⟦c*:“We had no choice,” Ruiz said of 1,300 workers.⟧│ It rained.");
    check(&text("│"), &[tag("boilerplate")], "Port news\n⟦b*:“We had no choice,” Ruiz said of 1,300 workers. It rained.⟧│");
    check("It cost 4│0 percent more.", &[tag("statistic")], "It cost ⟦s*:40 percent⟧│ more.");
}

#[test]
fn what_is_found_at_the_caret_says_by_which_rule() {
    let mut desk = Desk::drawn("He said “no│ more” there.");
    desk.tag("quote");
    let Provenance::Rule(rule) = &desk.focused().unwrap().provenance else { panic!("a rule found it") };
    assert_eq!(&*rule.name, "quotation at the caret");
    let mut by_hand = Desk::drawn("He said ┆“no more”│ there.");
    by_hand.tag("quote");
    assert_eq!(by_hand.focused().unwrap().provenance, Provenance::Hand);
}

#[test]
fn nothing_at_the_caret_is_said_in_words() {
    check_refused("No mark│s here.", &tag("quote"), "No quotation at the caret; select the words first");
    check_refused("No numbers he│re.", &tag("statistic"), "No number at the caret; select the words first");
    check_refused("One.\n│\nTwo.", &tag("boilerplate"), "The caret stands in an empty line");
    check_refused("One.\n│\nTwo.", &tag("claim"), "No sentence at the caret; select the words first");
    check_refused("O│ne.", &tag("rumour"), "The scheme has no label “rumour”");
}

#[test]
fn a_quotation_in_a_quotation_is_next_when_the_outer_is_tagged() {
    let mut desk = Desk::drawn("“She told me ‘stay a│way’ twice,” he said.");
    desk.tag("quote");
    let inside = desk.text().find("way").unwrap();
    desk.done(&Command::Select { anchor: inside, head: inside });
    desk.tag("quote");
    assert_eq!(desk.tags(), ["q “She told me ‘stay away’ twice,”", "q ‘stay away’"]);
    desk.done(&Command::Select { anchor: inside, head: inside });
    assert_eq!(desk.refused(&tag("quote")), "Already tagged as quote");
    // Another label is free to take the same words.
    desk.tag("claim");
    desk.check_history();
}

#[test]
fn the_same_words_may_be_tagged_twice() {
    check(
        "⟦c:About ⟦s:1,300⟧ workers⟧ ┆left│",
        &[Command::Select { anchor: 6, head: 11 }, tag("statistic"), Command::SelectAll, tag("boilerplate")],
        "⟦b*:⟦c:About ⟦s:⟦s:1,300⟧⟧ workers⟧ left⟧│",
    );
}

#[test]
fn the_first_tag_begins_an_article() {
    let mut desk = Desk::drawn("┆Cranes│ stood");
    let id = desk.view().article.unwrap();
    desk.tag("claim");
    assert_eq!(desk.state(id), ArticleState::InProgress);
    desk.done(&Command::Undo);
    assert_eq!((desk.state(id), desk.tags().len()), (ArticleState::ToDo, 0));
    desk.done(&Command::Redo);
    desk.done(&Command::SetState(ArticleState::Done));
    desk.done(&Command::Select { anchor: 7, head: 12 });
    desk.tag("claim");
    assert_eq!(desk.state(id), ArticleState::Done);
    desk.check_history();
}

#[test]
fn a_tag_has_its_time_and_an_id_of_its_own() {
    let mut desk = Desk::drawn("┆Cranes│ stood");
    desk.tag("claim");
    let first = desk.focused().unwrap().clone();
    desk.done(&Command::Select { anchor: 0, head: 6 });
    desk.tag("claim");
    let second = desk.focused().unwrap();
    assert!(first.id != second.id && first.created < second.created);
    assert!(first.created.0 >= 1_700_000_000_000);
}

#[test]
fn relabelling_keeps_what_fits() {
    let mut desk = Desk::drawn("⟦q*:“No,”⟧ he said.");
    let id = AnnotationId(1);
    for (attribute, words) in [("speaker", "Ruiz"), ("kind", "direct")] {
        desk.done(&Command::SetAttribute { id, attribute: attribute.into(), value: Some(Value::Text(words.into())) });
    }
    desk.done(&Command::SetNote { id, note: "loud".into() });
    desk.tag("claim");
    let claim = desk.the(1).clone();
    assert_eq!((&*claim.label, &*claim.note, claim.created), ("claim", "loud", Timestamp(0)));
    assert_eq!(claim.attributes.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>(), ["speaker"]);
    assert_eq!(desk.view().annotation(), Some(id));
    assert_eq!(desk.refused(&tag("claim")), "It is tagged as claim already");
    desk.check_history();
}

#[test]
fn relabelling_lets_go_of_relations_that_break_and_no_others() {
    let mut desk = Desk::drawn("⟦q*:“No,”⟧ he said. ⟦q:“Never.”⟧ ⟦c:It rained.⟧");
    let [first, second, claim] = [1, 2, 3].map(AnnotationId);
    desk.done(&Command::Relate);
    desk.done(&Command::RelateTo { to: second, kind: None });
    desk.done(&Command::Relate);
    desk.done(&Command::RelateTo { to: claim, kind: Some("supports".into()) });
    desk.done(&Command::Focus(Some(first)));
    desk.tag("statistic");
    let kinds: Vec<String> = desk.layer().unwrap().relations.values().map(|relation| relation.kind.to_string()).collect();
    assert_eq!(kinds, ["supports"]);
    desk.done(&Command::Undo);
    assert_eq!(desk.layer().unwrap().relations.len(), 2);
    desk.check_history();
}

#[test]
fn deleting_takes_the_relations_along() {
    let mut desk = Desk::drawn("⟦q*:“No,”⟧ he said. ⟦q:“Never.”⟧");
    desk.done(&Command::Relate);
    desk.done(&Command::RelateTo { to: AnnotationId(2), kind: None });
    desk.done(&Command::Focus(Some(AnnotationId(2))));
    desk.done(&Command::Delete);
    assert_eq!(draw(&desk), "⟦q:“No,”⟧ he said. │“Never.”");
    assert!(desk.layer().unwrap().relations.is_empty());
    assert_eq!(desk.journal.names().last().map(String::as_str), Some("Delete quote"));
    desk.done(&Command::Undo);
    assert_eq!(draw(&desk), "⟦q:“No,”⟧ he said. │⟦q*:“Never.”⟧");
    assert_eq!(desk.layer().unwrap().relations.len(), 1);
    desk.check_history();
}

#[test]
fn nothing_is_deleted_without_the_focus() {
    check_refused(
        "⟦q:“N│o,”⟧ he said.",
        &Command::Delete,
        "No annotation has the focus; Tab goes to the next, Space takes the one at the caret",
    );
}

#[test]
fn an_armed_label_tags_each_drag_until_it_is_let_go() {
    let mut desk = Desk::drawn("│One two three");
    assert_eq!(desk.refused(&Command::TagArmed), "No label is armed");
    desk.done(&arm("claim"));
    assert_eq!(desk.notice(), Some("Each selection made with the mouse is tagged as claim now; Esc ends it"));
    assert_eq!(desk.refused(&Command::TagArmed), "Nothing is selected");
    for (anchor, head) in [(0, 3), (13, 8)] {
        desk.done(&Command::Select { anchor, head });
        desk.done(&Command::TagArmed);
    }
    assert_eq!(draw(&desk), "⟦c:One⟧ two ⟦c*:three⟧│");
    desk.done(&arm("quote"));
    assert_eq!(desk.armed().map(|label| &**label), Some("quote"));
    desk.done(&arm("quote"));
    assert_eq!(desk.armed(), None);
    assert_eq!(desk.refused(&arm("rumour")), "The scheme has no such label");
    desk.check_history();
}

#[test]
fn letting_go_goes_from_the_nearest_thing_to_the_farthest() {
    let mut desk = Desk::drawn("⟦q*:“No,”⟧ he said.");
    desk.done(&arm("claim"));
    desk.done(&Command::Relate);
    let held = |desk: &Desk| {
        let view = desk.view();
        [view.relating.is_some(), view.focus.is_some(), !view.caret.is_empty(), view.armed.is_some()]
    };
    assert_eq!(held(&desk), [true, true, false, true]);
    desk.done(&Command::LetGo);
    assert_eq!(held(&desk), [false, true, false, true]);
    desk.done(&Command::LetGo);
    desk.done(&Command::Move { motion: Motion::WordRight, extend: true });
    assert_eq!(held(&desk), [false, false, true, true]);
    desk.done(&Command::LetGo);
    assert_eq!(held(&desk), [false, false, false, true]);
    desk.done(&Command::LetGo);
    assert_eq!(desk.refused(&Command::LetGo), "Nothing to let go of");
}

#[test]
fn nothing_can_be_tagged_where_no_article_is_open() {
    let mut desk = Desk::new(project([]));
    for command in [tag("quote"), Command::SelectAll, Command::NextAnnotation, Command::SetState(ArticleState::Done)] {
        assert!(!desk.is_available(&command));
        assert_eq!(desk.refused(&command), "No article is open");
    }
}

#[test]
fn a_read_only_project_refuses_every_change_and_says_why() {
    let mut desk = Desk::drawn("⟦q*:“No,”⟧ he said. ⟦q:“Never.”⟧");
    desk.done(&Command::SetState(ArticleState::InProgress));
    desk.journal.make_read_only("Amy has this project open in another window.");
    let id = AnnotationId(1);
    for command in [
        tag("claim"),
        Command::Delete,
        Command::SetNote { id, note: "loud".into() },
        Command::SetState(ArticleState::Done),
        Command::DoneAndNext,
        Command::SetMetadata { field: MetadataField::Title, value: Some("Port".into()) },
        Command::RemoveArticle,
        Command::Undo,
        Command::Rename("Port".into()),
        Command::SetGuidelines("Marks too.".into()),
    ] {
        assert!(!desk.is_available(&command), "{command:?}");
        assert_eq!(desk.refused(&command), "Nothing was changed. Amy has this project open in another window.");
    }
    let refused = desk.session.import_batch(&BatchId("second".into()), vec![article("New.")]);
    assert!(refused.is_err_and(|reason| reason.contains("another window")));
    assert_eq!(desk.project().articles().count(), 1);
    // Looking around goes on.
    desk.done(&Command::NextAnnotation);
    desk.done(&Command::SelectAll);
}
