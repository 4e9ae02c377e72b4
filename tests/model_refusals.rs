//! What no edit may do, and the words in which it is refused.

mod support;

use pressmark::model::*;
use support::edit_laws::{applied, check_refused};
use support::sessions::{adding, amy, annotation, article, ben, label, project, relation_kind};

/// A family of one grapheme at 4..22, an accent of two code points at 23..26.
const TEXT: &str = "So, 👩‍👩‍👧 e\u{301} nine words in\u{a0}\nall.";

fn id() -> ArticleId {
    ArticleId::of(TEXT)
}

fn world() -> Project {
    project([article(TEXT)])
}

fn with(annotations: impl IntoIterator<Item = Annotation>) -> Project {
    annotations.into_iter().fold(world(), |project, annotation| applied(&project, &adding(id(), annotation)))
}

fn spanning(range: std::ops::Range<usize>) -> Edit {
    adding(id(), annotation(1, "quote", range))
}

#[test]
fn spans_that_do_not_fit_the_text() {
    let check = |edit: &Edit, fault: &str| check_refused(&world(), edit, &format!("these words cannot be tagged: {fault}"));
    let end = TEXT.len();
    check(&spanning(0..end + 1), "it reaches beyond the text");
    check(&spanning(end + 3..end + 9), "it reaches beyond the text");
    check(&spanning(2..2), "it covers nothing");
    check(&spanning(end..end), "it covers nothing");
    let reversed = Annotation { span: Span { start: 3, end: 1 }, ..annotation(1, "quote", 0..2) };
    check(&adding(id(), reversed), "it reaches beyond the text");
    check(&spanning(4..5), "it cuts a character in two");
    check(&spanning(4..8), "it cuts a character in two");
    check(&spanning(11..22), "it cuts a character in two");
    check(&spanning(0..24), "it cuts a character in two");
    check(&spanning(24..31), "it cuts a character in two");
    check(&spanning(3..22), "it begins or ends in white space");
    check(&spanning(0..23), "it begins or ends in white space");
    let around_the_gap = TEXT.find("in\u{a0}").unwrap();
    check(&spanning(around_the_gap..around_the_gap + 4), "it begins or ends in white space");
    check(&spanning(end - 5..end), "it begins or ends in white space");
    for fitting in [0..2, 4..22, 23..26, 4..26, 0..end] {
        assert_eq!(spanning(fitting).check(&world(), &amy()), Ok(()));
    }
}

#[test]
fn what_could_not_be_accepted_cannot_be_dismissed() {
    let dismissal = |article: ArticleId, label: &str, span: Span, after: bool| {
        let suggestion = SuggestionKey { span, label: label.into() };
        Edit::Dismissal { article, suggestion, before: !after, after }
    };
    let fitting = Span { start: 0, end: 2 };
    check_refused(&world(), &dismissal(ArticleId(7), "quote", fitting, true), "the article is not in this project");
    check_refused(&world(), &dismissal(id(), "rumour", fitting, true), "the scheme has no label “rumour”");
    let cut = dismissal(id(), "quote", Span { start: 4, end: 5 }, true);
    check_refused(&world(), &cut, "these words cannot be tagged: it cuts a character in two");
    let mut without_label = applied(&world(), &dismissal(id(), "quote", fitting, true));
    without_label.scheme.labels.clear();
    assert_eq!(dismissal(id(), "quote", fitting, false).check(&without_label, &amy()), Ok(()), "it can be offered again");
}

#[test]
fn a_displaced_annotation_may_stand_anywhere_until_it_is_put_back() {
    let displaced = Annotation { displaced: Some("gone".into()), ..annotation(1, "quote", 4..900) };
    let project = with([displaced.clone()]);
    let back = Annotation { displaced: None, ..displaced.clone() };
    let edit = Edit::Annotation { article: id(), before: Some(Box::new(displaced)), after: Some(Box::new(back)) };
    check_refused(&project, &edit, "these words cannot be tagged: it reaches beyond the text");
}

#[test]
fn an_article_that_is_not_there() {
    let other = ArticleId::of("another");
    let words = "the article is not in this project";
    check_refused(&world(), &adding(other, annotation(1, "quote", 0..2)), words);
    check_refused(&world(), &Edit::State { article: other, before: ArticleState::ToDo, after: ArticleState::Done }, words);
    let field = MetadataField::Title;
    check_refused(&world(), &Edit::Metadata { article: other, field, before: None, after: Some("A".into()) }, words);
}

#[test]
fn an_article_replaces_neither_itself_nor_what_replaces_it() {
    let project = project([article(TEXT), article("older"), article("oldest")]);
    let [older, oldest] = ["older", "oldest"].map(ArticleId::of);
    let replacing = |article, after| Edit::Succession { article, before: None, after: Some(after) };
    let chain = applied(&applied(&project, &replacing(id(), older)), &replacing(older, oldest));
    let words = "an article cannot be a newer copy of itself, or of one that is a newer copy of it";
    check_refused(&chain, &replacing(oldest, oldest), words);
    check_refused(&chain, &replacing(oldest, older), words);
    check_refused(&chain, &replacing(oldest, id()), words);
    check_refused(&chain, &replacing(oldest, ArticleId::of("another")), "the article is not in this project");
    check_refused(&chain, &replacing(ArticleId::of("another"), older), "the article is not in this project");
}

#[test]
fn labels_and_values_that_the_scheme_does_not_know() {
    check_refused(&world(), &adding(id(), annotation(1, "rumour", 0..2)), "the scheme has no label “rumour”");
    let with_value = |label: &str, attribute: &str, value: Value| {
        let attributes = [(attribute.into(), value)].into_iter().collect();
        adding(id(), Annotation { attributes, ..annotation(1, label, 0..2) })
    };
    let check = |label, attribute, value, words| check_refused(&world(), &with_value(label, attribute, value), words);
    check("quote", "mood", Value::Flag(true), "“Quote” has no attribute “mood” that takes “yes”");
    check("quote", "speaker", Value::Number(3.0), "“Quote” has no attribute “speaker” that takes “3”");
    check("quote", "kind", Value::Text("loud".into()), "“Quote” has no attribute “kind” that takes “loud”");
    check("claim", "hedge", Value::Text("yes".into()), "“Claim” has no attribute “hedge” that takes “yes”");
    check("statistic", "value", Value::Range(3.0, 1.0), "“Statistic” has no attribute “value” that takes “3 to 1”");
    check("statistic", "value", Value::Number(f64::NAN), "“Statistic” has no attribute “value” that takes “NaN”");
    for (label, attribute, value) in [
        ("quote", "kind", Value::Text("scare".into())),
        ("claim", "hedge", Value::Flag(false)),
        ("statistic", "value", Value::Range(1.0, 3.0)),
    ] {
        assert_eq!(with_value(label, attribute, value).check(&world(), &amy()), Ok(()));
    }
}

fn relation(kind: &str, from: u64, to: u64) -> Edit {
    let (from, to) = (AnnotationId(from), AnnotationId(to));
    let relation = Relation { id: RelationId(1), kind: kind.into(), from, to, created: Timestamp(0) };
    Edit::Relation { article: id(), before: None, after: Some(relation) }
}

fn quotes_and_claim() -> Project {
    with([annotation(1, "quote", 0..2), annotation(2, "quote", 4..22), annotation(3, "claim", 23..26)])
}

#[test]
fn relations_whose_ends_are_not_allowed_or_not_there() {
    let project = quotes_and_claim();
    let no_end = "a relation needs two different annotations of the article that exist";
    check_refused(&project, &relation("continues", 1, 9), no_end);
    check_refused(&project, &relation("continues", 1, 1), no_end);
    check_refused(&project, &relation("continues", 1, 3), "“continues” does not lead from quote to claim");
    check_refused(&project, &relation("disputes", 3, 1), "“disputes” does not lead from claim to quote");
    check_refused(&project, &relation("praises", 1, 2), "“praises” does not lead from quote to quote");
}

#[test]
fn annotations_that_have_relations_stay_and_keep_a_label_that_suits_them() {
    let project = applied(&quotes_and_claim(), &relation("continues", 1, 2));
    let quote = Box::new(annotation(1, "quote", 0..2));
    let removed = Edit::Annotation { article: id(), before: Some(quote.clone()), after: None };
    check_refused(&project, &removed, "the annotation still has 1 relation; remove what links it first");
    let relabelled = Edit::Annotation { article: id(), before: Some(quote), after: Some(Box::new(annotation(1, "claim", 0..2))) };
    check_refused(&project, &relabelled, "“continues” does not lead from claim to quote");
}

fn label_named(project: &Project, id: &str) -> (usize, Label) {
    let at = project.scheme.labels.iter().position(|label| &*label.id == id).unwrap();
    (at, project.scheme.labels[at].clone())
}

fn changed(project: &Project, id: &str, alter: impl FnOnce(&mut Label)) -> Edit {
    let (at, before) = label_named(project, id);
    let mut after = before.clone();
    alter(&mut after);
    Edit::Label { before: Some((at, before)), after: Some((at, after)) }
}

#[test]
fn a_label_in_use_stays_whoever_uses_it() {
    let mut project = world();
    // No relation speaks of boilerplate.
    adding(id(), annotation(1, "boilerplate", 0..2)).apply(&mut project, &ben()).unwrap();
    let removed = Edit::Label { before: Some(label_named(&project, "boilerplate")), after: None };
    check_refused(&project, &removed, "the label “Boilerplate” is used by 1 annotation; relabel or delete what uses it first");
    let renumbered = changed(&project, "boilerplate", |label| label.id = "chrome".into());
    check_refused(&project, &renumbered, "the label “Boilerplate” is used by 1 annotation; relabel or delete what uses it first");
    assert_eq!(removed.check(&world(), &amy()), Ok(()));
}

#[test]
fn a_displaced_annotation_uses_its_label_too() {
    let displaced = Annotation { displaced: Some("gone".into()), ..annotation(1, "boilerplate", 0..900) };
    let project = with([displaced]);
    let removed = Edit::Label { before: Some(label_named(&project, "boilerplate")), after: None };
    check_refused(&project, &removed, "the label “Boilerplate” is used by 1 annotation; relabel or delete what uses it first");
}

#[test]
fn attributes_that_have_values_are_not_taken_away_or_narrowed() {
    let attributes = [("kind".into(), Value::Text("scare".into()))].into_iter().collect();
    let quote = Annotation { attributes, ..annotation(1, "quote", 0..2) };
    let mut project = world();
    adding(id(), quote).apply(&mut project, &ben()).unwrap();
    let words = "“Kind” has a value that would be lost in 1 annotation";
    let narrowed = |choices: &[&str]| {
        let kind = AttributeKind::Choice(choices.iter().map(|choice| (*choice).to_owned()).collect());
        changed(&project, "quote", |label| label.attributes[1].kind = kind)
    };
    check_refused(&project, &narrowed(&["direct", "partial"]), words);
    check_refused(&project, &changed(&project, "quote", |label| drop(label.attributes.pop())), words);
    check_refused(&project, &changed(&project, "quote", |label| label.attributes[1].kind = AttributeKind::Flag), words);
    for fitting in [narrowed(&["scare"]), changed(&project, "quote", |label| label.attributes[1].kind = AttributeKind::Text)] {
        assert_eq!(fitting.check(&project, &amy()), Ok(()));
    }
}

#[test]
fn relation_kinds_in_use_are_not_removed_or_narrowed() {
    let project = applied(&quotes_and_claim(), &relation("disputes", 1, 3));
    let before = Some((2, project.scheme.relations[2].clone()));
    let words = "“Disputes” is the kind of 1 relation that would be lost; remove what uses it first";
    check_refused(&project, &Edit::RelationKind { before: before.clone(), after: None }, words);
    let narrowed = Some((2, relation_kind("disputes", &["quote"], &["statistic"])));
    check_refused(&project, &Edit::RelationKind { before, after: narrowed }, words);
}

#[test]
fn a_scheme_says_nothing_twice() {
    let project = world();
    let check = |edit: &Edit, words: &str| check_refused(&project, edit, words);
    let new = |label: Label| Edit::Label { before: None, after: Some((0, label)) };
    check(&new(label("headline", 'q', &[])), "two labels have the key “q”");
    check(&new(Label { name: "QUOTE ".into(), ..label("headline", 'h', &[]) }), "two labels are called “quote”");
    check(&new(Label { name: " ".into(), ..label("headline", 'h', &[]) }), "a name must not be empty");
    check(&changed(&project, "claim", |label| label.key = Some('q')), "two labels have the key “q”");
    check(&changed(&project, "claim", |label| label.name = "Quote".into()), "two labels are called “quote”");
    check(&changed(&project, "boilerplate", |label| label.id = "quote".into()), "two labels have the id “quote”");
    let text = AttributeKind::Text;
    check(
        &new(label("headline", 'h', &[("size", text.clone()), ("size", AttributeKind::Flag)])),
        "the label “Headline” has the attribute “size” twice",
    );
    let mut unnamed = label("headline", 'h', &[("size", text)]);
    unnamed.attributes[0].name = " ".into();
    check(&new(unnamed), "the label “Headline” has an attribute without a name");
    let new = |kind: RelationKind| Edit::RelationKind { before: None, after: Some((0, kind)) };
    let called = RelationKind { name: "continues".into(), ..relation_kind("goes-on", &[], &[]) };
    check(&new(called), "two relations are called “continues”");
    check(&new(RelationKind { name: String::new(), ..relation_kind("x", &[], &[]) }), "a name must not be empty");
    check(&Edit::Name { before: "Harbour".into(), after: "  ".into() }, "a name must not be empty");
}

#[test]
fn a_relation_needs_its_labels() {
    let project = world();
    let removed = Edit::Label { before: Some(label_named(&project, "statistic")), after: None };
    check_refused(&project, &removed, "the relation “Supports” would need the label “statistic”, which is not there");
    let lost = Edit::RelationKind { before: None, after: Some((0, relation_kind("mocks", &["rumour"], &[]))) };
    check_refused(&project, &lost, "the relation “Mocks” would need the label “rumour”, which is not there");
}

#[test]
fn a_scheme_that_came_broken_can_be_mended_step_by_step() {
    let mut broken = world();
    broken.scheme.labels[1].key = Some('q');
    broken.scheme.labels[3].name = "Quote".into();
    let first = changed(&broken, "claim", |label| label.key = Some('c'));
    assert_eq!(first.check(&broken, &amy()), Ok(()));
    let worse = changed(&broken, "claim", |label| label.key = Some('s'));
    check_refused(&broken, &worse, "two labels have the key “s”");
}
