//! Every kind of edit: checked, applied, taken back exactly, and refused where it does not fit.

mod support;

use pressmark::model::*;
use support::edit_laws::{KINDS, applied, check_edit, check_misfit, kind};
use support::sessions::{adding, amy, annotation, article, label, project, relation_kind};

const TEXT: &str = "“We had no choice,” said Ruiz. About 1,300 workers stayed home.";

const OLDER: &str = "“We had no choice,” said Ruiz.";

fn id() -> ArticleId {
    ArticleId::of(TEXT)
}

/// One article with a quote, a statistic in a claim, and a relation.
fn world() -> Project {
    let mut world = project([article(TEXT), article(OLDER)]);
    for annotation in [annotation(1, "quote", 0..23), annotation(2, "claim", 35..67), annotation(3, "statistic", 35..54)] {
        world = applied(&world, &adding(id(), annotation));
    }
    applied(&world, &Edit::Relation { article: id(), before: None, after: Some(relation(1, "disputes", 1, 2)) })
}

fn relation(id: u64, kind: &str, from: u64, to: u64) -> Relation {
    let (from, to) = (AnnotationId(from), AnnotationId(to));
    Relation { id: RelationId(id), kind: kind.into(), from, to, created: Timestamp(0) }
}

fn standing(project: &Project, number: u64) -> Annotation {
    project.article_layer(&amy(), id()).unwrap().annotation(AnnotationId(number)).unwrap().clone()
}

fn changing(number: u64, alter: impl FnOnce(&mut Annotation)) -> Edit {
    let before = standing(&world(), number);
    let mut after = before.clone();
    alter(&mut after);
    Edit::Annotation { article: id(), before: Some(Box::new(before)), after: Some(Box::new(after)) }
}

fn removing(number: u64) -> Edit {
    Edit::Annotation { article: id(), before: Some(Box::new(standing(&world(), number))), after: None }
}

fn dismissal(label: &str, range: std::ops::Range<usize>, after: bool) -> Edit {
    let span = Span::new(range.start, range.end).unwrap();
    Edit::Dismissal { article: id(), suggestion: SuggestionKey { span, label: label.into() }, before: !after, after }
}

fn text(words: &str) -> Option<Value> {
    Some(Value::Text(words.into()))
}

fn label_at(at: usize) -> Option<(usize, Label)> {
    world().scheme.labels.get(at).map(|label| (at, label.clone()))
}

fn kind_at(at: usize) -> Option<(usize, RelationKind)> {
    world().scheme.relations.get(at).map(|kind| (at, kind.clone()))
}

fn altered<T: Clone>(standing: &Option<(usize, T)>, alter: impl FnOnce(&mut T)) -> Option<(usize, T)> {
    let mut after = standing.clone();
    if let Some((_, value)) = &mut after {
        alter(value);
    }
    after
}

fn annotations() -> Vec<Edit> {
    let displaced = Annotation { displaced: Some("the cranes".into()), ..annotation(9, "claim", 3..900) };
    vec![
        adding(id(), annotation(9, "claim", 35..54)),
        adding(id(), annotation(9, "statistic", 35..54)),
        adding(id(), annotation(9, "quote", 0..23)),
        adding(id(), annotation(9, "boilerplate", 20..40)),
        adding(id(), displaced),
        changing(1, |a| a.span = Span { start: 3, end: 5 }),
        changing(1, |a| a.note = "hard to hear".into()),
        changing(1, |a| a.attributes.set("speaker".into(), text("Ruiz"))),
        changing(3, |a| a.attributes.set("value".into(), Some(Value::Range(1300.0, 1300.0)))),
        changing(3, |a| a.label = "quote".into()),
        changing(1, |a| a.displaced = Some("We had none".into())),
        changing(2, |a| a.provenance = Provenance::Imported("old.jsonl".into())),
        removing(3),
    ]
}

fn relations() -> Vec<Edit> {
    let standing = Some(relation(1, "disputes", 1, 2));
    vec![
        Edit::Relation { article: id(), before: None, after: Some(relation(2, "supports", 3, 2)) },
        Edit::Relation { article: id(), before: None, after: Some(relation(2, "disputes", 1, 2)) },
        Edit::Relation { article: id(), before: standing.clone(), after: Some(relation(1, "supports", 1, 2)) },
        Edit::Relation { article: id(), before: standing, after: None },
    ]
}

fn of_the_article() -> Vec<Edit> {
    let (none, title) = (None, Some("Night shifts".to_owned()));
    vec![
        Edit::State { article: id(), before: ArticleState::ToDo, after: ArticleState::Done },
        Edit::State { article: id(), before: ArticleState::ToDo, after: ArticleState::InProgress },
        Edit::Metadata { article: id(), field: MetadataField::Title, before: none.clone(), after: title },
        Edit::Metadata { article: id(), field: MetadataField::Url, before: none, after: Some(String::new()) },
        dismissal("boilerplate", 0..23, true),
        dismissal("quote", 0..23, true),
        Edit::Succession { article: id(), before: None, after: Some(ArticleId::of(OLDER)) },
        Edit::LeftOut { article: id(), annotation: AnnotationId(1), before: false, after: true },
        Edit::Withdrawal { of: Withdrawn::Article(id()), before: false, after: true },
        Edit::Withdrawal { of: Withdrawn::Batch(BatchId("first".into())), before: false, after: true },
    ]
}

fn of_a_review() -> Vec<Edit> {
    let layer = world().article_layer(&amy(), id()).unwrap().clone();
    let judged = Reading::of(layer.annotation(AnnotationId(1)).unwrap());
    let correction = Some(Reading { label: "claim".into(), attributes: Attributes::default(), ..judged.clone() });
    let verdict = |status, correction| Some(Box::new(Verdict { status, judged: judged.clone(), correction, at: Timestamp(5) }));
    let on = |after| Edit::Verdict { article: id(), annotation: AnnotationId(1), before: None, after };
    let comment = Comment { id: CommentId(1), annotation: AnnotationId(2), words: "Who says so?".into(), at: Timestamp(6) };
    let problem = ProblemKey { rule: "unbalanced".into(), span: judged.span };
    let query = Query { pattern: "crane".into(), labels: vec!["quote".into()], ..Query::default() };
    let saved = |saved| Edit::Saved { name: "cranes".into(), before: None, after: Some(Box::new(saved)) };
    let rule = TaggingRule {
        query: query.clone(),
        label: "quote".into(),
        attributes: Attributes::default(),
        conflict: Conflict::Skip,
        other_labels: true,
        at: Timestamp(7),
    };
    let drawn = vec![(id(), AnnotationId(1))];
    let sample = Sample { query: query.clone(), seed: 7, strata: Strata::Label, population: 3, drawn, at: Timestamp(8) };
    vec![
        on(verdict(Status::Approved, None)),
        on(verdict(Status::Disputed, correction)),
        Edit::Comment { article: id(), before: None, after: Some(comment) },
        Edit::Waiver { article: id(), problem, before: None, after: Some("as the paper printed it".into()) },
        saved(Saved::Search(query)),
        saved(Saved::Rule(rule)),
        saved(Saved::Sample(sample)),
    ]
}

fn of_the_scheme() -> Vec<Edit> {
    let new = Some((2, label("headline", 'h', &[("size", AttributeKind::Number)])));
    let relation = Some((3, relation_kind("repeats", &[], &[])));
    let moved = |at: usize| label_at(0).map(|(_, label)| (at, label));
    let renamed = altered(&label_at(0), |label| label.name = "Direct speech".into());
    let recoloured = altered(&label_at(1), |label| label.color = Color([9, 9, 9]));
    let rekeyed = altered(&label_at(1), |label| label.key = None);
    let with_more = altered(&label_at(3), |label| label.attributes = label_at(0).unwrap().1.attributes);
    let without_kind = altered(&label_at(0), |label| drop(label.attributes.pop()));
    vec![
        Edit::Label { before: None, after: new },
        Edit::Label { before: label_at(0), after: renamed },
        Edit::Label { before: label_at(0), after: moved(3) },
        Edit::Label { before: label_at(0), after: moved(1) },
        Edit::Label { before: label_at(1), after: recoloured },
        Edit::Label { before: label_at(1), after: rekeyed },
        Edit::Label { before: label_at(3), after: with_more },
        Edit::Label { before: label_at(0), after: without_kind },
        Edit::Label { before: label_at(3), after: None },
        Edit::RelationKind { before: None, after: relation },
        Edit::RelationKind { before: kind_at(0), after: kind_at(0).map(|(_, kind)| (2, kind)) },
        Edit::RelationKind { before: kind_at(2), after: altered(&kind_at(2), |kind| kind.to.clear()) },
        Edit::RelationKind { before: kind_at(2), after: altered(&kind_at(2), |kind| kind.name = "Denies".into()) },
        Edit::RelationKind { before: kind_at(1), after: None },
        Edit::Name { before: "Harbour".into(), after: "Strike".into() },
        Edit::Guidelines { before: String::new(), after: "Marks belong to the quote.".into() },
    ]
}

fn every_edit() -> Vec<Edit> {
    [annotations(), relations(), of_the_article(), of_a_review(), of_the_scheme()].concat()
}

#[test]
fn every_edit_keeps_its_contract() {
    every_edit().iter().for_each(|edit| drop(check_edit(&world(), edit)));
}

#[test]
fn every_kind_of_edit_has_an_example() {
    let edits = every_edit();
    assert!((0..KINDS).all(|number| edits.iter().any(|edit| kind(edit) == number)));
    assert!(edits.iter().all(|edit| kind(edit) < KINDS));
}

#[test]
fn an_edit_of_something_else_does_not_fit() {
    let gone = Edit::Annotation { article: id(), before: Some(Box::new(annotation(7, "quote", 0..5))), after: None };
    let mut renumbered = standing(&world(), 3);
    renumbered.id = AnnotationId(8);
    let other = changing(3, |after| *after = renumbered);
    let twice = adding(id(), annotation(1, "claim", 0..5));
    let stale = Edit::State { article: id(), before: ArticleState::Done, after: ArticleState::ToDo };
    let nothing = Edit::Annotation { article: id(), before: None, after: None };
    let no_relation = Edit::Relation { article: id(), before: None, after: None };
    let same_relation = Edit::Relation { article: id(), before: None, after: Some(relation(1, "supports", 3, 2)) };
    let misplaced = Edit::Label { before: label_at(0).map(|(_, label)| (1, label)), after: None };
    let beyond = Edit::Label { before: label_at(0), after: label_at(0).map(|(_, label)| (4, label)) };
    let far = Edit::Label { before: None, after: Some((5, label("headline", 'h', &[]))) };
    let known = Edit::Label { before: None, after: label_at(0) };
    let far_kind = Edit::RelationKind { before: kind_at(0), after: kind_at(0).map(|(_, kind)| (3, kind)) };
    let name = Edit::Name { before: "Port".into(), after: "Strike".into() };
    let field = Edit::Metadata { article: id(), field: MetadataField::Url, before: Some("a".into()), after: None };
    let offered = dismissal("quote", 0..23, false);
    let of_annotations = [gone, other, twice, nothing, no_relation, same_relation];
    let of_the_rest = [stale, misplaced, beyond, far, known, far_kind, name, field, offered];
    for edit in of_annotations.into_iter().chain(of_the_rest) {
        check_misfit(&world(), &edit);
    }
}

#[test]
fn an_import_is_recorded_by_an_edit_that_changes_nothing_until_it_is_taken_back() {
    let of = Withdrawn::Batch(BatchId("first".into()));
    let import = Edit::Withdrawal { of, before: true, after: false };
    assert_eq!(import.check(&world(), &amy()), Ok(()));
    assert_eq!(applied(&world(), &import), world());
    let undone = applied(&world(), &import.inverse());
    assert_eq!((undone.articles().count(), undone.stored_articles().len()), (0, 2));
    assert_eq!(applied(&undone, &import), world());
}

#[test]
fn an_annotator_s_edit_leaves_the_layers_of_others_alone() {
    let world = world();
    let edit = adding(id(), annotation(1, "quote", 0..23));
    let mut both = world.clone();
    edit.apply(&mut both, &support::sessions::ben()).unwrap();
    assert_eq!(both.layers[&amy()], world.layers[&amy()]);
    edit.inverse().apply(&mut both, &support::sessions::ben()).unwrap();
    assert_eq!(both, world);
}

#[test]
fn all_edits_of_a_transaction_are_applied_or_none() {
    let mut project = world();
    let edits = vec![removing(3), of_the_article().remove(0), removing(3)];
    let transaction =
        Transaction { number: 1, annotator: amy(), at: Timestamp(0), command: "Try".into(), direction: Direction::Do, edits };
    assert!(transaction.apply(&mut project).is_err());
    assert_eq!(project, world());
}

#[test]
fn edits_that_follow_one_another_are_joined() {
    let state = |before, after| Edit::State { article: id(), before, after };
    let (to_do, in_progress, done) = (ArticleState::ToDo, ArticleState::InProgress, ArticleState::Done);
    let mut first = state(to_do, in_progress);
    assert!(first.absorb(&state(in_progress, done)));
    assert_eq!(first, state(to_do, done));
    assert!(!first.absorb(&state(to_do, in_progress)), "it does not follow");

    let mut added = adding(id(), annotation(9, "quote", 0..23));
    let shorter = Annotation { span: Span { start: 3, end: 5 }, ..annotation(9, "quote", 0..23) };
    let shrink = Edit::Annotation {
        article: id(),
        before: Some(Box::new(annotation(9, "quote", 0..23))),
        after: Some(Box::new(shorter.clone())),
    };
    assert!(added.absorb(&shrink));
    assert_eq!(added, adding(id(), shorter.clone()));
    assert!(!added.absorb(&adding(id(), shorter).inverse()), "added and removed would be nothing");
    assert!(!added.absorb(&state(to_do, done)));

    let mut dismissed = dismissal("quote", 0..23, true);
    assert!(!dismissed.absorb(&dismissal("claim", 0..23, false)), "it is another suggestion");
    assert!(dismissed.absorb(&dismissal("quote", 0..23, false)));
    assert!(matches!(dismissed, Edit::Dismissal { before: false, after: false, .. }));
}
