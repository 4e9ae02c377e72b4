//! Fixing and waiving problems, and relating, as commands: one transaction each, one undo.

mod support;

use pressmark::analysis::problems::{Look, Problem, of_article};
use pressmark::model::*;
use pressmark::session::{Command, End};
use support::sessions::{Desk, adding, amy, annotation, article, ben, check_refused, project};

fn found(desk: &Desk, who: &Annotator) -> Vec<Problem> {
    let open = desk.view().article.unwrap();
    Look::of(desk.project(), open, who).map(|look| of_article(&look)).unwrap_or_default()
}

fn fix(desk: &Desk, who: Annotator, at: usize) -> Command {
    let problem = Box::new(found(desk, &who)[at].clone());
    Command::Fix { article: desk.view().article.unwrap(), annotator: who, problem }
}

#[test]
fn a_fix_is_one_change_and_one_undo() {
    let mut desk = Desk::drawn("⟦q:“We wait,”⟧ said Ana Ruiz.│");
    let command = fix(&desk, amy(), 0);
    desk.done(&command);
    assert_eq!(desk.the(1).attributes.get("speaker"), Some(&Value::Text("Ana Ruiz".into())));
    assert_eq!(desk.undo_target().map(|step| step.command.clone()).as_deref(), Some("Fix: quote without speaker"));
    assert!(found(&desk, &amy()).is_empty());
    // What was found before can be fixed no more.
    assert_eq!(desk.refused(&command), "Things have changed since that was found; it is looked at anew");
    desk.check_history();
}

#[test]
fn what_cannot_be_fixed_says_so() {
    let mut desk = Desk::drawn("⟦q:“We wait,”⟧ she said.│");
    let command = fix(&desk, amy(), 0);
    assert_eq!(desk.refused(&command), "There is no sure fix for that; it can be waived with a reason");
}

#[test]
fn in_anothers_work_a_fix_is_proposed() {
    let words = "“We wait,” said Ana Ruiz.";
    let mut project = project([article(words)]);
    adding(ArticleId::of(words), annotation(1, "quote", 0.."“We wait,”".len())).apply(&mut project, &ben()).unwrap();
    let mut desk = Desk::new(project);
    desk.done(&Command::Open(ArticleId::of(words)));
    let command = fix(&desk, ben(), 0);
    desk.done(&command);
    let article = ArticleId::of(words);
    let theirs = desk.project().article_layer(&ben(), article).unwrap().annotation(AnnotationId(1)).unwrap().clone();
    assert!(theirs.attributes.is_empty(), "ben's file stays ben's");
    let verdict = &desk.project().article_layer(&amy(), article).unwrap().verdicts[&AnnotationId(1)];
    let correction = verdict.open_correction(&theirs).unwrap();
    assert_eq!(correction.attributes.get("speaker"), Some(&Value::Text("Ana Ruiz".into())));
    desk.check_history();
}

#[test]
fn a_waiver_has_a_reason_and_can_be_taken_back() {
    let mut desk = Desk::drawn("⟦q:“We wait,”⟧ she said.│");
    let article = desk.view().article.unwrap();
    let problem = found(&desk, &amy())[0].key();
    let waive = |reason: Option<&str>| Command::Waive { article, problem: problem.clone(), reason: reason.map(str::to_owned) };
    assert_eq!(desk.refused(&waive(Some(" "))), "A waiver needs a reason");
    assert_eq!(desk.refused(&waive(None)), "Nothing of that is waived by you");
    desk.done(&waive(Some(" nobody is named ")));
    assert_eq!(desk.layer().unwrap().waived.values().collect::<Vec<_>>(), ["nobody is named"]);
    desk.done(&waive(None));
    assert!(desk.layer().unwrap().waived.is_empty());
    desk.check_history();
}

#[test]
fn ends_are_offered_nearest_first_with_names_before_what_is_lacking() {
    let desk = Desk::drawn("⟦c:Far⟧ off. ⟦q*:“We wait,”⟧ said Ana Ruiz. ⟦c:Near⟧ and ⟦b:apart⟧.");
    let focused = desk.focused().unwrap();
    let told: Vec<String> = desk
        .ends_of(focused)
        .into_iter()
        .map(|end| match end {
            End::Annotation { other, kind, outward } => {
                format!("{kind} {outward} {}", desk.the(other.0).span.of(desk.text()).unwrap())
            }
            End::Name { attribute, name } => format!("{attribute} {name}"),
        })
        .collect();
    let expected = ["speaker Ana Ruiz", "supports true Far", "disputes true Far", "supports true Near", "disputes true Near"];
    assert_eq!(told[0], expected[0]);
    assert_eq!(told[told.len() - 4..], expected[1..]);
}

#[test]
fn a_link_is_checked_by_the_scheme_and_made_once() {
    let mut desk = Desk::drawn("⟦q*:One⟧ ⟦c:two⟧ ⟦b:three⟧");
    let link = |from, to, kind: &str| Command::Link { from: AnnotationId(from), to: AnnotationId(to), kind: kind.into() };
    desk.done(&link(1, 2, "supports"));
    assert_eq!(desk.view().annotation(), Some(AnnotationId(1)));
    assert_eq!(desk.refused(&link(1, 2, "supports")), "They are already related as “Supports”");
    desk.done(&link(1, 2, "disputes"));
    let unknown = "The scheme does not have that relation between the two";
    assert_eq!(desk.refused(&link(2, 1, "supports")), unknown);
    assert_eq!(desk.refused(&link(1, 3, "supports")), unknown);
    assert_eq!(desk.refused(&link(1, 9, "supports")), "That annotation is gone");
    desk.check_history();
    check_refused("│One", &link(1, 2, "supports"), "That annotation is gone");
}

#[test]
fn quotes_of_one_utterance_find_each_other() {
    let desk = Desk::drawn("⟦q:“We wait,”⟧ said Ana Ruiz. ⟦q*:“Not long.”⟧ ⟦c:It⟧ was so. ⟦q:“Go!”⟧");
    let ids: Vec<_> = desk.same_utterance(desk.focused().unwrap()).into_iter().map(|(_, from, to)| (from.0, to.0)).collect();
    assert_eq!(ids, [(1, 2)]);
}

#[test]
fn the_session_knows_which_articles_changed() {
    let mut desk = Desk::drawn("⟦q:One⟧ two│");
    let before = desk.revision();
    assert_eq!(desk.changed_since(before), Some(std::collections::BTreeSet::new()));
    desk.tag("claim");
    let article = desk.view().article.unwrap();
    assert_eq!(desk.changed_since(before), Some([article].into()));
    let scheme = desk.project().scheme.labels[0].clone();
    let after = Some((0, Label { description: "Words of somebody.".to_owned(), ..scheme.clone() }));
    desk.done(&Command::ChangeLabel { before: Some((0, scheme)), after });
    assert_eq!(desk.changed_since(before), None);
    assert!(desk.changed_since(desk.revision()).is_some_and(|changed| changed.is_empty()));
}
