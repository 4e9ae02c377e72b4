//! Review: judging, correcting and commenting on others' annotations, and what their owners see and take over.

mod support;

use pressmark::model::*;
use pressmark::session::{Bulk, BulkChange, Command, Side, Step};
use std::ops::Range;
use std::sync::Arc;
use support::edit_laws::applied;
use support::sessions::{Desk, adding, amy, annotation, article, ben, project};

const TEXT: &str = "“We had no choice,” said Ruiz. About 1,300 workers stayed home.";

fn id() -> ArticleId {
    ArticleId::of(TEXT)
}

fn place(words: &str) -> Range<usize> {
    let start = TEXT.find(words).unwrap();
    start..start + words.len()
}

/// Ben tagged a quote (1) and a statistic (2), amy a claim (3).
fn world() -> Project {
    let mut world = project([article(TEXT), article("Another one.")]);
    let quote = annotation(1, "quote", place("“We had no choice,”"));
    adding(id(), quote).apply(&mut world, &ben()).unwrap();
    adding(id(), annotation(2, "statistic", place("1,300 workers"))).apply(&mut world, &ben()).unwrap();
    applied(&world, &adding(id(), annotation(3, "claim", place("About 1,300 workers stayed home."))))
}

fn show(number: u64) -> Command {
    Command::ShowAnnotation { article: id(), annotator: ben(), annotation: AnnotationId(number) }
}

fn looking_at(number: u64) -> Desk {
    let mut desk = Desk::new(world());
    desk.done(&show(number));
    desk
}

fn status(desk: &Desk, number: u64) -> Status {
    let (_, annotation) = desk.project().annotation(id(), AnnotationId(number)).unwrap();
    desk.project().status(id(), annotation)
}

#[test]
fn anothers_annotations_are_shown_walked_and_left_again() {
    let mut desk = looking_at(2);
    assert_eq!((desk.view().article, desk.whose()), (Some(id()), &ben()));
    assert_eq!(desk.focused().unwrap().id, AnnotationId(2));
    desk.done(&Command::NextAnnotation);
    assert_eq!(desk.focused().unwrap().id, AnnotationId(1), "round again, and amy's claim is not among them");
    desk.done(&Command::LetGo);
    desk.done(&Command::LetGo);
    assert_eq!(desk.whose(), &amy());
    desk.done(&Command::NextAnnotation);
    assert_eq!(desk.focused().unwrap().id, AnnotationId(3));
    desk.done(&Command::ShowLayerOf(Some(ben())));
    assert_eq!((desk.whose(), desk.focused()), (&ben(), None));
    let other = desk.project().stored_articles()[1].id;
    desk.done(&Command::Open(other));
    assert_eq!(desk.whose(), &amy(), "another article is opened with one's own annotations");
}

#[test]
fn a_verdict_is_in_the_reviewers_own_layer_and_counts_while_nothing_changes() {
    let mut desk = looking_at(1);
    desk.done(&Command::Judge(Status::Approved));
    assert_eq!(status(&desk, 1), Status::Approved);
    assert!(desk.project().layers[&ben()].articles[&id()].verdicts.is_empty(), "ben's file is ben's");
    assert_eq!(desk.project().layers[&amy()].articles[&id()].verdicts.len(), 1);
    assert_eq!(desk.refused(&Command::Judge(Status::Approved)), "It is approved already");
    // Ben changes it: the verdict was of something else.
    let (_, before) = desk.project().annotation(id(), AnnotationId(1)).unwrap();
    let after = Annotation { label: "claim".into(), ..before.clone() };
    let mut layer = desk.project().layers[&ben()].clone();
    let mut changed = desk.project().clone();
    let edit = Edit::Annotation { article: id(), before: Some(Box::new(before.clone())), after: Some(Box::new(after)) };
    edit.apply(&mut changed, &ben()).unwrap();
    layer.articles.insert(id(), changed.layers[&ben()].articles[&id()].clone());
    desk.receive_layer(ben(), Some(layer));
    assert_eq!(status(&desk, 1), Status::Open);
    desk.done(&Command::Judge(Status::Rejected));
    assert_eq!(status(&desk, 1), Status::Rejected);
    desk.done(&Command::Judge(Status::Open));
    assert_eq!((status(&desk, 1), desk.refused(&Command::Judge(Status::Open))), (Status::Open, "It is open already".into()));
}

#[test]
fn reviewers_who_differ_leave_it_disputed() {
    let mut desk = looking_at(1);
    desk.done(&Command::Judge(Status::Approved));
    let judged = Reading::of(desk.focused().unwrap());
    let verdict = Verdict { status: Status::Rejected, judged, correction: None, at: Timestamp(1) };
    let mut layer = desk.project().layers[&ben()].clone();
    let mut of_article = (*layer.articles[&id()]).clone();
    of_article.verdicts.insert(AnnotationId(1), verdict);
    layer.articles.insert(id(), Arc::new(of_article));
    desk.receive_layer(ben(), Some(layer));
    assert_eq!(status(&desk, 1), Status::Disputed);
}

#[test]
fn changes_of_anothers_annotation_are_proposed_step_by_step_and_taken_over_by_its_owner() {
    let mut desk = looking_at(2);
    desk.done(&Command::Adjust { side: Side::Start, step: Step::Word, forward: false });
    desk.done(&Command::Tag("claim".into()));
    let value = Some(Value::Flag(true));
    desk.done(&Command::SetAttribute { id: AnnotationId(2), attribute: "hedge".into(), value });
    assert_eq!(desk.focused().unwrap().label.as_ref(), "statistic", "ben's annotation is as it was");
    let proposed = desk.as_proposed(desk.focused().unwrap());
    assert_eq!(proposed.span.of(TEXT), Some("About 1,300 workers"));
    assert_eq!((proposed.label.as_ref(), proposed.attributes.get("hedge")), ("claim", Some(&Value::Flag(true))));
    assert_eq!(status(&desk, 2), Status::Disputed);
    desk.check_history();
    // Ben sees it and takes it over.
    let project = desk.project().clone();
    let journal = Arc::new(support::memory_journal::MemoryJournal::default());
    let (clock, ids) = (Box::new(support::sessions::TickingClock::default()), Box::new(support::sessions::CountedIds::default()));
    let mut bens = pressmark::session::Session::new(project, ben(), journal, clock, ids);
    bens.run(&Command::Open(id()));
    bens.run(&Command::Focus(Some(AnnotationId(2))));
    let annotation = bens.focused().unwrap().clone();
    let corrections = |of: &Annotation, session: &pressmark::session::Session| -> Vec<Annotator> {
        let verdicts = session.project().verdicts(id(), of.id);
        verdicts.filter(|(_, verdict)| verdict.open_correction(of).is_some()).map(|(who, _)| who.clone()).collect()
    };
    assert_eq!(corrections(&annotation, &bens), [amy()]);
    bens.run(&Command::TakeCorrection(amy()));
    let taken = bens.focused().unwrap();
    assert_eq!((taken.label.as_ref(), taken.span.of(TEXT)), ("claim", Some("About 1,300 workers")));
    assert_eq!(bens.project().status(id(), taken), Status::Approved, "what was taken over is approved");
    assert_eq!(corrections(taken, &bens).len(), 0);
}

#[test]
fn to_propose_what_it_says_already_takes_the_proposal_back() {
    let mut desk = looking_at(1);
    desk.done(&Command::Tag("claim".into()));
    desk.done(&Command::Tag("quote".into()));
    assert!(desk.layer().is_none_or(|layer| layer.verdicts.is_empty()));
    assert_eq!(status(&desk, 1), Status::Open);
}

#[test]
fn what_only_the_owner_may_do_is_refused_in_words() {
    let mut desk = looking_at(1);
    let own = |act: &str| format!("The annotations of ben are shown; {act} in your own, Esc goes back to them");
    let refused = |desk: &mut Desk, command: &Command| match desk.session.run(command) {
        pressmark::session::Outcome::NotDone(reason) => reason,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&mut desk, &Command::Delete), own("delete"));
    assert_eq!(refused(&mut desk, &Command::Relate), own("relate"));
    let note = Command::SetNote { id: AnnotationId(1), note: "mine".into() };
    assert_eq!(refused(&mut desk, &note), "That annotation is another’s; write a comment on it instead");
    desk.done(&Command::Select { anchor: 0, head: 5 });
    assert_eq!(refused(&mut desk, &Command::Tag("claim".into())), own("tag"));
}

#[test]
fn comments_are_a_thread_and_only_ones_own_can_be_changed() {
    let mut desk = looking_at(1);
    let say = |comment, words: &str| Command::SetComment { annotation: AnnotationId(1), comment, words: words.into() };
    desk.done(&say(None, "Who says so?"));
    desk.done(&say(None, " Ruiz does. "));
    let words = |desk: &Desk| -> Vec<String> {
        desk.project().comments(id(), AnnotationId(1)).iter().map(|(_, comment)| comment.words.to_string()).collect()
    };
    assert_eq!(words(&desk), ["Who says so?", "Ruiz does."]);
    let first = desk.project().comments(id(), AnnotationId(1))[0].1.id;
    desk.done(&say(Some(first), "Who says that?"));
    assert_eq!(words(&desk)[1], "Who says that?", "what was changed last was said last");
    desk.done(&say(Some(first), ""));
    assert_eq!(words(&desk), ["Ruiz does."]);
    assert_eq!(desk.refused(&say(Some(CommentId(77)), "x")), "That comment is gone, or another’s");
    desk.check_history();
}

fn all() -> Vec<(ArticleId, Annotator, AnnotationId)> {
    vec![
        (id(), ben(), AnnotationId(1)),
        (id(), ben(), AnnotationId(2)),
        (id(), amy(), AnnotationId(3)),
        (id(), amy(), AnnotationId(99)),
    ]
}

fn bulk(change: BulkChange) -> Command {
    Command::Bulk(Arc::new(Bulk { of: all(), change }))
}

#[test]
fn one_change_to_many_is_one_step_and_says_what_it_could_not_do() {
    let mut desk = Desk::new(world());
    desk.done(&bulk(BulkChange::Judge(Status::Approved)));
    assert_eq!(desk.notice(), Some("Approve: 3 annotations (1 left: gone)"));
    assert_eq!([1, 2, 3].map(|number| status(&desk, number)), [Status::Approved; 3]);
    desk.done(&bulk(BulkChange::Relabel("quote".into())));
    assert_eq!(desk.notice(), Some("Relabel as quote: 2 annotations (1 of others proposed, 1 so already, 1 left: gone)"));
    desk.done(&bulk(BulkChange::Set { attribute: "speaker".into(), value: Some(Value::Text("Ruiz".into())) }));
    assert_eq!(desk.notice(), Some("Set speaker: 3 annotations (2 of others proposed, 1 left: gone)"));
    let (_, own) = desk.project().annotation(id(), AnnotationId(3)).unwrap();
    assert_eq!((own.label.as_ref(), own.attributes.get("speaker")), ("quote", Some(&Value::Text("Ruiz".into()))));
    desk.done(&bulk(BulkChange::Comment("Check these".into())));
    assert_eq!(desk.project().comments(id(), AnnotationId(2)).len(), 1);
    desk.done(&bulk(BulkChange::Delete));
    assert_eq!(desk.notice(), Some("Delete: 1 annotation (2 left: another’s; reject them instead, 1 left: gone)"));
    assert_eq!(desk.journal.log().len(), 5, "a transaction each");
    desk.check_history();
}

#[test]
fn many_are_related_to_the_first_of_their_article_where_the_kind_allows_it() {
    let mut world = world();
    for (number, label, words) in [(4, "quote", "“We had no choice,”"), (5, "claim", "1,300"), (6, "statistic", "1,300 workers")]
    {
        world = applied(&world, &adding(id(), annotation(number, label, place(words))));
    }
    let mut desk = Desk::new(world);
    let of = [4, 5, 6, 3].map(|number| (id(), amy(), AnnotationId(number))).to_vec();
    desk.done(&Command::Bulk(Arc::new(Bulk { of: of.clone(), change: BulkChange::Link("supports".into()) })));
    assert_eq!(desk.notice(), Some("Relate as Supports: 2 annotations (1 left: their labels cannot be related so)"));
    // Relabelled together, relations that no longer fit go, each once.
    desk.done(&Command::Bulk(Arc::new(Bulk { of, change: BulkChange::Relabel("quote".into()) })));
    assert!(desk.project().article_layer(&amy(), id()).unwrap().relations.is_empty());
    desk.done(&Command::Undo);
    assert_eq!(desk.project().article_layer(&amy(), id()).unwrap().relations.len(), 2);
    desk.check_history();
}

#[test]
fn nothing_to_change_is_said_and_makes_no_step() {
    let mut desk = Desk::new(world());
    desk.done(&bulk(BulkChange::Judge(Status::Approved)));
    let reason = desk.refused(&bulk(BulkChange::Judge(Status::Approved)));
    assert_eq!(reason, "Nothing to change; 3 annotations so already, 1 left: gone");
    assert_eq!(desk.refused(&bulk(BulkChange::Comment("  ".into()))), "A comment needs words");
}

#[test]
fn what_is_kept_by_name_is_kept_renewed_and_forgotten() {
    let mut desk = Desk::new(world());
    let search = |pattern: &str| Some(Box::new(Saved::Search(Query { pattern: pattern.into(), ..Query::default() })));
    let keep = |saved| Command::Keep { name: "cranes".into(), saved };
    desk.done(&keep(search("crane")));
    desk.done(&keep(search("cranes?")));
    assert_eq!(desk.project().layers[&amy()].saved.len(), 1);
    desk.done(&keep(None));
    assert!(desk.project().layers[&amy()].saved.is_empty());
    assert_eq!(desk.refused(&keep(None)), "Nothing is kept under that name");
    desk.check_history();
}
