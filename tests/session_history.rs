//! Undo and redo over any sequence of commands, and what always holds on the way.

mod support;

use pressmark::model::*;
use pressmark::session::{Command, Motion, Outcome, Side, Step};
use proptest::prelude::*;
use support::edit_laws::applied;
use support::sessions::*;

const TEXTS: [&str; 3] = [
    "“We had no choice but to ‘stop the cranes’,” said Ruiz. About 1,300 workers stayed home.\n\n  Photo: A. Ruiz  \nMore news",
    "e\u{301}clat 👩‍👩‍👧 said 20 percent \u{200b}of “them”.\nالميناء مغلق اليوم.",
    "港は閉鎖された。「行こう」と言った。",
];

/// One thing done; the numbers choose among what there is at the time.
#[derive(Clone, Copy, Debug)]
struct Act {
    kind: u8,
    a: usize,
    b: usize,
}

fn act() -> impl Strategy<Value = Act> {
    (0..36_u8, 0..1000_usize, 0..1000_usize).prop_map(|(kind, a, b)| Act { kind, a, b })
}

/// Suggestions that nest, overlap, and lie where annotations are.
fn suggesting(text: &str) -> Article {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let place = |part: usize| places[places.len() * part / 12];
    let spans =
        [("quote", 0, 5), ("quote", 0, 4), ("claim", 3, 9), ("boilerplate", 6, 11), ("boilerplate", 8, 10), ("rumour", 1, 2)];
    article(text).suggesting(spans.map(|(label, from, to)| {
        let range = pressmark::model::text::trim(text, place(from)..place(to)).unwrap();
        suggestion(label, range)
    }))
}

/// Three articles, one with annotations, a relation and a displaced quote, one of them tagged by ben.
fn desk() -> Desk {
    let mut project = project(TEXTS.map(suggesting));
    let id = ArticleId::of(TEXTS[0]);
    let lost = Annotation { displaced: Some("stop the cranes".into()), ..annotation(5, "quote", 400..415) };
    let place = |words: &str| TEXTS[0].find(words).map(|at| at..at + words.len()).unwrap();
    let quote = annotation(1, "quote", place("“We had no choice but to ‘stop the cranes’,”"));
    let claim = annotation(2, "claim", place("About 1,300 workers stayed home."));
    for annotation in [quote, claim, lost] {
        project = applied(&project, &adding(id, annotation));
    }
    adding(id, annotation(9, "boilerplate", 0..3)).apply(&mut project, &ben()).unwrap();
    let mut desk = Desk::new(project);
    desk.done(&Command::NextArticle);
    desk
}

fn pick<T: Copy>(list: &[T], number: usize) -> Option<T> {
    list.get(number % list.len().max(1)).copied()
}

/// The command of an act; `None` where there is nothing to do it to.
fn command(desk: &Desk, Act { kind, a, b }: Act) -> Option<Command> {
    let layer = desk.layer();
    let annotations: Vec<AnnotationId> =
        layer.into_iter().flat_map(|layer| layer.annotations.iter().chain(&layer.displaced)).map(|a| a.id).collect();
    let relations: Vec<RelationId> = layer.into_iter().flat_map(|layer| layer.relations.keys().copied()).collect();
    let stored: Vec<ArticleId> = desk.project().stored_articles().iter().map(|article| article.id).collect();
    let label: Name = desk.project().scheme.labels.get(a % desk.project().scheme.labels.len().max(1))?.id.clone();
    let suggested = desk.suggestions().nth(a % desk.suggestions().len().max(1));
    let offset = |number: usize| number % (desk.text().len() + 2);
    let side = if b % 2 == 0 { Side::Start } else { Side::End };
    Some(match kind {
        0..=2 => Command::Select { anchor: offset(a), head: offset(b) },
        3..=7 => Command::Tag(label),
        8 => Command::Focus(pick(&annotations, a)),
        9 => Command::NextAnnotation,
        10 => Command::CycleHere,
        11 => Command::Delete,
        12 => {
            let step = if a % 2 == 0 { Step::Character } else { Step::Word };
            Command::Adjust { side, step, forward: a % 3 == 0 }
        }
        13 => Command::SetEnd { id: pick(&annotations, a)?, side, offset: offset(b) },
        14 => set_attribute(pick(&annotations, a)?, b),
        15 => Command::SetNote { id: pick(&annotations, a)?, note: pick(&["", "loud", "“twice”\n"], b)?.to_owned() },
        16 => Command::Reanchor(AnnotationId(5)),
        17 => Command::Relate,
        18 => Command::RelateTo {
            to: pick(&annotations, a)?,
            kind: pick(&["continues", "supports", "disputes"], b).map(Into::into),
        },
        19 => Command::Unrelate(pick(&relations, a)?),
        20 => Command::Open(pick(&stored, a)?),
        21 => Command::DoneAndNext,
        22 => Command::SetState(pick(&ArticleState::ALL, a)?),
        23 => {
            let value = pick(&[None, Some(""), Some("Port")], b)?.map(str::to_owned);
            Command::SetMetadata { field: pick(&MetadataField::ALL, a)?, value }
        }
        24 => Command::RemoveArticle,
        25 => change_label(desk, a, b)?,
        26 => change_relation(desk, a, b)?,
        27 => Command::Rename(format!("Harbour {}", a % 3)),
        29 => Command::FocusSuggestion(suggested?.key()),
        30 => Command::Accept,
        31 => Command::Dismiss,
        32 => Command::AcceptAll,
        33 => Command::DismissAll,
        34 => Command::SetSuggestedEnd { suggestion: suggested?.key(), side, offset: offset(b) },
        28 => Command::SetGuidelines("Look twice. ".repeat(b % 3)),
        _ => Command::Move {
            motion: pick(&[Motion::WordRight, Motion::SentenceLeft, Motion::CharacterRight], a)?,
            extend: b % 2 == 0,
        },
    })
}

fn set_attribute(id: AnnotationId, b: usize) -> Command {
    let text = |words: &str| Some(Value::Text(words.into()));
    let (attribute, value) = match b % 6 {
        0 => ("speaker", text("Ruiz")),
        1 => ("speaker", None),
        2 => ("kind", text("scare")),
        3 => ("hedge", Some(Value::Flag(b % 4 == 1))),
        4 => ("value", Some(Value::Range(0.5, b as f64))),
        _ => ("unit", text("percent")),
    };
    Command::SetAttribute { id, attribute: attribute.into(), value }
}

fn change_label(desk: &Desk, a: usize, b: usize) -> Option<Command> {
    let labels = &desk.project().scheme.labels;
    let at = a % labels.len();
    let before = (at, labels.get(at)?.clone());
    let with = |alter: &dyn Fn(&mut Label)| {
        let mut after = before.clone();
        alter(&mut after.1);
        Some(after)
    };
    let after = match b % 6 {
        0 => return Some(Command::ChangeLabel { before: None, after: Some((at, label("headline", 'h', &[]))) }),
        1 => None,
        2 => Some((b % (labels.len() + 1), before.1.clone())),
        3 => with(&|label| label.name += "s"),
        4 => with(&|label| drop(label.attributes.pop())),
        _ => with(&|label| label.key = Some('k')),
    };
    Some(Command::ChangeLabel { before: Some(before), after })
}

fn change_relation(desk: &Desk, a: usize, b: usize) -> Option<Command> {
    let kinds = &desk.project().scheme.relations;
    let at = a % kinds.len().max(1);
    if kinds.is_empty() || b % 4 < 1 {
        let new = relation_kind("repeats", &[], &["quote"]);
        return Some(Command::ChangeRelation { before: None, after: Some((at, new)) });
    }
    let before = (at, kinds.get(at)?.clone());
    let after = match b % 4 {
        1 => None,
        2 => Some((b % kinds.len(), before.1.clone())),
        _ => Some((at, RelationKind { to: Vec::new(), ..before.1.clone() })),
    };
    Some(Command::ChangeRelation { before: Some(before), after })
}

/// Does a command if it can be done, and sees that it leaves everything alone if not.
fn attempt(desk: &mut Desk, command: &Command) {
    let before = desk.project().clone();
    let entries = desk.journal.log().len();
    let offered = desk.is_available(command);
    let outcome = desk.session.run(command);
    desk.session.notice().into_iter().for_each(check_words);
    match outcome {
        Outcome::NotDone(reason) => {
            assert!(before == *desk.project() && entries == desk.journal.log().len(), "{command:?}: {reason}");
        }
        _ => assert!(offered, "{command:?} was done, though not offered"),
    }
}

/// What holds of a project and of somebody's place in it, whatever was done.
fn check_invariants(desk: &Desk) {
    let project = desk.project();
    assert_eq!(project.scheme.faults(), Vec::<String>::new());
    for (id, layer) in project.layers.values().flat_map(|layer| &layer.articles) {
        let text = &project.article(*id).unwrap().text;
        for annotation in layer.annotations.iter().chain(&layer.displaced) {
            let label = project.scheme.label(&annotation.label).unwrap();
            let fits = |(id, value): (&Name, &Value)| label.attribute(id).is_some_and(|known| known.kind.admits(value));
            assert!(annotation.attributes.iter().all(fits));
            assert!(annotation.displaced.is_some() || annotation.span.fault(text).is_none(), "{annotation:?}");
        }
        for relation in layer.relations.values() {
            let [from, to] = [relation.from, relation.to].map(|id| layer.annotation(id).unwrap().label.clone());
            assert!(project.scheme.relation(&relation.kind).unwrap().allows(&from, &to));
        }
    }
    let (caret, text) = (desk.view().caret, desk.text());
    assert!([caret.anchor, caret.head].iter().all(|offset| pressmark::model::text::is_boundary(text, *offset)), "{caret:?}");
    assert!(desk.view().article.is_none_or(|id| !project.is_withdrawn(id)));
    assert!(desk.view().suggestion().is_none_or(|key| desk.suggestions().get(key).is_some()));
    assert!(desk.suggestions().iter().is_sorted_by(|one, other| one.order() <= other.order()));
    assert!(desk.view().relating.is_none_or(|id| desk.annotation(id).is_some()));
    assert_eq!(desk.list().total(), project.articles().count());
    assert_eq!(desk.list().done(), project.articles().filter(|article| desk.state(article.id) == ArticleState::Done).count());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_can_be_undone_and_repeated(acts in prop::collection::vec((act(), 0..10_u8), 1..60)) {
        let mut desk = desk();
        for (number, (act, mood)) in acts.into_iter().enumerate() {
            if act.kind == 24 && mood > 4 {
                let id = BatchId(format!("batch-{number}").into());
                let _ = desk.session.import_batch(&id, vec![article(&format!("Article {number} of “many”."))]);
            }
            match mood {
                0 => attempt(&mut desk, &Command::Undo),
                1 => attempt(&mut desk, &Command::Redo),
                _ => command(&desk, act).iter().for_each(|command| attempt(&mut desk, command)),
            }
            check_invariants(&desk);
        }
        desk.check_history();
    }
}

#[test]
fn something_new_ends_what_could_be_repeated() {
    let mut desk = Desk::drawn("┆One│ two");
    desk.tag("claim");
    desk.done(&Command::Undo);
    desk.done(&Command::SetState(ArticleState::Done));
    assert_eq!(desk.refused(&Command::Redo), "Nothing to redo");
    desk.done(&Command::Undo);
    assert_eq!(desk.refused(&Command::Undo), "Nothing to undo");
    desk.check_history();
}

#[test]
fn every_transaction_says_who_when_and_from_which_command() {
    let mut desk = Desk::drawn("┆One│ two");
    desk.tag("claim");
    desk.done(&Command::Undo);
    desk.done(&Command::Redo);
    desk.done(&Command::Undo);
    let log = desk.journal.log();
    assert!(log.iter().all(|transaction| transaction.annotator == amy() && transaction.command == "Tag claim"));
    assert!(log.is_sorted_by_key(|transaction| (transaction.number, transaction.at)));
    let directions: Vec<Direction> = log.iter().map(|transaction| transaction.direction).collect();
    assert_eq!(directions, [Direction::Do, Direction::Undo(1), Direction::Redo(2), Direction::Undo(3)]);
}

#[test]
fn undo_says_what_keeps_it_from_being_done() {
    let mut desk = Desk::drawn("⟦b*:Share⟧ this");
    desk.done(&Command::Delete);
    let mut head = desk.project().clone();
    head.scheme.labels.pop();
    desk.session.receive_head(&head);
    assert_eq!(desk.refused(&Command::Undo), "“Delete boilerplate” was not done: the scheme has no label “boilerplate”.");
}
