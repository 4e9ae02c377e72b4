//! Newer copies of an article: named, and annotations carried over as copies, in one step that one undo takes back.

mod support;

use pressmark::model::annotation::CarriedFrom;
use pressmark::model::succession::{Carry, Decision, Waiting};
use pressmark::model::transfer::Fate;
use pressmark::model::*;
use pressmark::session::Command;
use support::edit_laws::applied;
use support::sessions::*;

const OLD: &str = "“We had no choice,” said Ruiz of the union. They fear the worst. About 1,300 workers stayed home on Monday.";
const NEW: &str = "Update: “We had no choice,” said Ruiz of the union. About 1,400 workers stayed home on Monday.";

fn old() -> ArticleId {
    ArticleId::of(OLD)
}

fn new() -> ArticleId {
    ArticleId::of(NEW)
}

fn range(whole: &str, words: &str) -> std::ops::Range<usize> {
    let start = whole.find(words).unwrap();
    start..start + words.len()
}

/// An old article with a quote in which a scare quote stands, a claim that is gone and a statistic that has changed; and a new one.
fn world() -> Project {
    let with_speaker = |annotation: Annotation| Annotation {
        attributes: [("speaker".into(), Value::Text("Ruiz".into()))].into_iter().collect(),
        note: "loud".into(),
        provenance: Provenance::Imported("old.jsonl".into()),
        created: Timestamp(12),
        ..annotation
    };
    let annotations = [
        with_speaker(annotation(1, "quote", range(OLD, "“We had no choice,”"))),
        annotation(2, "quote", range(OLD, "no choice")),
        annotation(3, "claim", range(OLD, "They fear the worst.")),
        annotation(4, "statistic", range(OLD, "1,300 workers")),
    ];
    let world =
        annotations.into_iter().fold(project([article(OLD), article(NEW)]), |world, a| applied(&world, &adding(old(), a)));
    let relation = |id, kind: &str, from, to| {
        let (from, to) = (AnnotationId(from), AnnotationId(to));
        let after = Relation { id: RelationId(id), kind: kind.into(), from, to, created: Timestamp(0) };
        Edit::Relation { article: old(), before: None, after: Some(after) }
    };
    [relation(1, "continues", 2, 1), relation(2, "disputes", 1, 3)].iter().fold(world, |world, edit| applied(&world, edit))
}

/// The new article is open and known as the newer copy.
fn desk() -> Desk {
    let mut desk = Desk::new(world());
    desk.done(&Command::Open(new()));
    desk.done(&Command::SetOlderCopy(Some(old())));
    desk
}

fn waiting(desk: &Desk) -> Vec<Waiting> {
    desk.project().waiting(desk.annotator(), old(), new())
}

/// How many annotations there are, and about how many nobody has decided.
fn come(project: &Project, who: &Annotator) -> (usize, usize) {
    let progress = project.carry_progress(who, old(), new());
    (progress.all, progress.waiting())
}

fn certain(desk: &Desk) -> Vec<Carry> {
    let carry = |waiting: Waiting| match waiting.fate {
        Fate::Moved(span) => Some(Carry { annotation: waiting.annotation.id, decision: Decision::Take(span) }),
        _ => None,
    };
    waiting(desk).into_iter().filter_map(carry).collect()
}

#[test]
fn an_article_is_named_the_newer_copy_of_another() {
    let mut desk = desk();
    assert_eq!((desk.older_copy(new()), desk.newer_copy(old())), (Some(old()), Some(new())));
    assert_eq!(desk.journal.names(), ["Name the older copy"]);
    desk.done(&Command::SetOlderCopy(Some(old())));
    assert_eq!(desk.journal.log().len(), 1, "nothing changes twice");
    desk.done(&Command::Undo);
    assert_eq!((desk.older_copy(new()), desk.newer_copy(old())), (None, None));
    desk.done(&Command::Redo);
    desk.done(&Command::Open(old()));
    let words = "An article cannot be a newer copy of itself, or of one that is a newer copy of it";
    assert_eq!(desk.refused(&Command::SetOlderCopy(Some(new()))), words);
    assert_eq!(desk.refused(&Command::SetOlderCopy(Some(old()))), words);
    desk.check_history();
}

#[test]
fn others_see_the_link_and_have_their_own() {
    let desk = desk();
    let project = desk.project().clone();
    assert_eq!(project.older_copy(&ben(), new()), Some(old()));
    assert_eq!(come(&project, &ben()), (0, 0));
    assert_eq!(come(&project, &amy()), (4, 4));
}

#[test]
fn a_newer_copy_that_is_taken_out_is_none() {
    let mut desk = desk();
    desk.done(&Command::RemoveArticle);
    assert_eq!(desk.newer_copy(old()), None);
    desk.done(&Command::Undo);
    assert_eq!(desk.newer_copy(old()), Some(new()));
}

#[test]
fn what_waits_has_a_fate() {
    let fates: Vec<(u64, Fate)> = waiting(&desk()).into_iter().map(|one| (one.annotation.id.0, one.fate)).collect();
    let at = |words| {
        let range = range(NEW, words);
        Span::new(range.start, range.end).unwrap()
    };
    assert_eq!(fates[0], (1, Fate::Moved(at("“We had no choice,”"))));
    assert_eq!(fates[1], (2, Fate::Moved(at("no choice"))));
    assert_eq!(fates[2], (3, Fate::Lost));
    assert!(matches!(&fates[3], (4, Fate::Changed { span, .. }) if *span == at("1,400 workers")), "{fates:?}");
}

#[test]
fn annotations_are_carried_over_as_copies_with_all_they_have() {
    let mut desk = desk();
    let before = desk.project().article_layer(&amy(), old()).cloned();
    desk.done(&Command::Carry(certain(&desk)));
    assert_eq!(desk.notice(), Some("Carried 2 annotations over; the older copy keeps its own"));
    assert_eq!(desk.tags(), ["q “We had no choice,”", "q no choice"]);
    assert_eq!(desk.project().article_layer(&amy(), old()).cloned(), before, "the older copy keeps its own");
    let copy = desk.layer().unwrap().annotations.iter().next().unwrap().clone();
    assert_ne!(copy.id, AnnotationId(1));
    assert_eq!((copy.note.as_ref(), copy.created, copy.attributes.iter().count()), ("loud", Timestamp(12), 1));
    let found = Provenance::Imported("old.jsonl".into());
    assert_eq!(copy.provenance.found(), &found);
    let carried = copy.provenance.carried().unwrap();
    assert_eq!(*carried, CarriedFrom { article: old(), annotation: AnnotationId(1), at: carried.at, found });
    assert_ne!(carried.at, Timestamp(0), "when it was carried over");
    let relations: Vec<&str> = desk.layer().unwrap().relations.values().map(|relation| relation.kind.as_ref()).collect();
    assert_eq!(relations, ["continues"], "the other end of the other is not there");
    assert_eq!(desk.state(new()), ArticleState::InProgress);
    assert_eq!(desk.journal.names(), ["Name the older copy", "Carry 2 annotations over"]);
    desk.done(&Command::Undo);
    assert_eq!((desk.tags().len(), desk.state(new())), (0, ArticleState::ToDo));
    desk.check_history();
}

#[test]
fn what_has_been_carried_over_no_longer_waits_and_relations_follow_later() {
    let mut desk = desk();
    desk.done(&Command::Carry(certain(&desk)));
    assert_eq!(come(desk.project(), &amy()), (4, 2));
    assert_eq!(waiting(&desk).iter().map(|one| one.annotation.id.0).collect::<Vec<_>>(), [3, 4]);
    // Moved and changed by hand it is still the same copy.
    let copy = AnnotationId(1).carried_to(new());
    desk.done(&Command::SetNote { id: copy, note: "louder".into() });
    assert_eq!(come(desk.project(), &amy()), (4, 2));
    desk.done(&Command::Carry(vec![Carry { annotation: AnnotationId(3), decision: Decision::Displace }]));
    assert_eq!(desk.layer().unwrap().relations.len(), 2, "both ends of the other are there now");
    let displaced = &desk.layer().unwrap().displaced;
    assert_eq!(displaced.iter().map(|a| a.displaced.as_deref().unwrap()).collect::<Vec<_>>(), ["They fear the worst."]);
    // Once deleted it waits again.
    desk.done(&Command::Focus(Some(copy)));
    desk.done(&Command::Delete);
    assert_eq!(waiting(&desk).iter().map(|one| one.annotation.id.0).collect::<Vec<_>>(), [1, 4]);
    desk.check_history();
}

#[test]
fn what_is_left_out_is_remembered_until_it_is_taken_after_all() {
    let mut desk = desk();
    let leave = |id| Carry { annotation: AnnotationId(id), decision: Decision::LeaveOut };
    let begun = desk.state(new());
    desk.done(&Command::Carry(vec![leave(3), leave(4)]));
    assert_eq!(desk.notice(), Some("Left 2 annotations out; the older copy keeps its own"));
    assert_eq!((desk.journal.names().pop().unwrap().as_str(), desk.state(new())), ("Leave 2 annotations out", begun));
    assert_eq!(come(desk.project(), &amy()), (4, 2));
    let left_out: Vec<u64> = waiting(&desk).iter().filter(|one| one.left_out).map(|one| one.annotation.id.0).collect();
    assert_eq!(left_out, [3, 4]);
    assert_eq!(desk.refused(&Command::Carry(vec![leave(3)])), "The older copy has no such annotations");
    desk.done(&Command::Undo);
    assert_eq!(come(desk.project(), &amy()), (4, 4));
    desk.done(&Command::Redo);
    let mut carries = certain(&desk);
    carries.push(Carry { annotation: AnnotationId(3), decision: Decision::Displace });
    carries[0] = leave(1);
    desk.done(&Command::Carry(carries));
    assert_eq!(desk.notice(), Some("Carried 2 annotations over, left 1 out; the older copy keeps its own"));
    let layer = desk.layer().unwrap();
    assert_eq!(layer.left_out.iter().map(|id| id.0).collect::<Vec<_>>(), [1, 4], "what came over is not left out any more");
    desk.check_history();
}

#[test]
fn what_is_carried_over_twice_names_the_copy_before_and_who_found_it_first() {
    let mut desk = desk();
    let newest = "Update: “We had no choice,” said Ruiz of the union. All is over.";
    let mut project = desk.project().clone();
    let first = project.carried(&amy(), old(), new(), &certain(&desk), Timestamp(70));
    first.edits.iter().for_each(|edit| project = applied(&project, edit));
    project.add_batch(&BatchId("second".into()), [article(newest)]);
    let newest = ArticleId::of(newest);
    let waiting = project.waiting(&amy(), new(), newest);
    let carry = |one: &Waiting| Carry { annotation: one.annotation.id, decision: Decision::Displace };
    let second = project.carried(&amy(), new(), newest, &[carry(&waiting[0])], Timestamp(90));
    second.edits.iter().for_each(|edit| project = applied(&project, edit));
    let copy = project.article_layer(&amy(), newest).unwrap().displaced[0].clone();
    let found = Provenance::Imported("old.jsonl".into());
    let from = CarriedFrom { article: new(), annotation: AnnotationId(1).carried_to(new()), at: Timestamp(90), found };
    assert_eq!(copy.provenance.carried(), Some(&from));
    desk.done(&Command::Undo);
}

#[test]
fn a_displaced_one_is_put_where_it_belongs_later() {
    let mut desk = desk();
    desk.done(&Command::Carry(vec![Carry { annotation: AnnotationId(4), decision: Decision::Displace }]));
    let copy = AnnotationId(4).carried_to(new());
    let place = range(NEW, "1,400 workers");
    desk.done(&Command::Select { anchor: place.start, head: place.end });
    desk.done(&Command::Reanchor(copy));
    assert_eq!(desk.tags(), ["s 1,400 workers"]);
    desk.check_history();
}

#[test]
fn displaced_ones_of_the_older_copy_wait_too() {
    let displaced = Annotation { displaced: Some("the quay".into()), ..annotation(9, "claim", 8..12) };
    let mut desk = Desk::new(applied(&world(), &adding(old(), displaced)));
    desk.done(&Command::Open(new()));
    desk.done(&Command::SetOlderCopy(Some(old())));
    let last = waiting(&desk).pop().unwrap();
    assert_eq!((last.annotation.id, last.fate), (AnnotationId(9), Fate::Lost));
    desk.done(&Command::Carry(vec![Carry { annotation: AnnotationId(9), decision: Decision::Displace }]));
    assert_eq!(desk.layer().unwrap().displaced[0].displaced.as_deref(), Some("the quay"));
}

#[test]
fn what_does_not_suit_the_scheme_any_more_stays_behind_and_is_named() {
    let mut world = world();
    world.scheme.labels.retain(|label| &*label.id != "statistic");
    let mut desk = Desk::new(world);
    desk.done(&Command::Open(new()));
    desk.done(&Command::SetOlderCopy(Some(old())));
    let all: Vec<Carry> = (1..=4).map(|id| Carry { annotation: AnnotationId(id), decision: Decision::Displace }).collect();
    desk.done(&Command::Carry(all));
    let words = "Carried 3 annotations over; the older copy keeps its own. 1 stayed behind: the scheme has no label “statistic”";
    assert_eq!(desk.notice(), Some(words));
    let again = Command::Carry(vec![Carry { annotation: AnnotationId(4), decision: Decision::Displace }]);
    assert_eq!(desk.refused(&again), "The scheme has no label “statistic”");
}

#[test]
fn without_an_older_copy_nothing_is_carried_over() {
    let mut desk = Desk::new(world());
    assert_eq!(desk.refused(&Command::SetOlderCopy(Some(old()))), "No article is open");
    desk.done(&Command::Open(new()));
    let carry = Command::Carry(vec![Carry { annotation: AnnotationId(1), decision: Decision::Displace }]);
    assert_eq!(desk.refused(&carry), "This article is not a newer copy of another");
    desk.done(&Command::SetOlderCopy(Some(old())));
    let none = Command::Carry(vec![Carry { annotation: AnnotationId(77), decision: Decision::Displace }]);
    assert_eq!(desk.refused(&none), "The older copy has no such annotations");
}
