//! Deciding about suggestions: accepting them as they are, under another label or with another end, and dismissing them.

use super::{Plan, Planned, Unavailable, open_article, tag};
use crate::model::annotation::Rule;
use crate::model::{Annotation, AnnotationId, ArticleId, Edit, Label, Provenance, Span, Suggestion, SuggestionKey};
use crate::session::suggestions::{Suggestions, says_the_same};
use crate::session::{Caret, Focus, Session, View};

/// Accepts the focused suggestion and goes on to the next.
pub fn accept(session: &Session) -> Planned {
    let suggestion = focused(session)?;
    accept_as(session, suggestion, label_of(session, suggestion)?)
}

/// Accepts a suggestion under a label, which need not be its own, and goes on to the next.
pub fn accept_as(session: &Session, suggestion: &Suggestion, label: &Label) -> Planned {
    let article = open_article(session)?;
    let annotation = accepted(session, suggestion, label, suggestion.span);
    let mut edits = vec![Edit::Annotation { article, before: None, after: Some(Box::new(annotation.clone())) }];
    let name = label.name.to_lowercase();
    let name = if label.id == suggestion.label {
        format!("Accept {name}")
    } else {
        // Tagged as something else, it would stay open.
        edits.push(dismissal(article, suggestion));
        format!("Accept as {name}")
    };
    edits.extend(tag::begun(session, article));
    Ok(gone_on(session, suggestion, Some(&annotation), Plan::change(session, name, edits)))
}

/// Accepts a suggestion with other ends, and stays with the annotation it becomes, whose ends can then be moved further.
pub fn accept_moved(session: &Session, suggestion: &Suggestion, span: Span) -> Planned {
    let article = open_article(session)?;
    let label = label_of(session, suggestion)?;
    let annotation = accepted(session, suggestion, label, span);
    let focus = Some(Focus::Annotation(annotation.id));
    let mut edits = vec![Edit::Annotation { article, before: None, after: Some(Box::new(annotation)) }];
    edits.extend(tag::begun(session, article));
    let view = View { focus, ..session.view().clone() };
    let name = label.name.to_lowercase();
    let plan = Plan { view, ..Plan::change(session, format!("Accept {name} with another end"), edits) };
    Ok(plan.saying(format!("Accepted as {name} with another end; Tab goes on")))
}

/// Dismisses the focused suggestion for good and goes on to the next.
pub fn dismiss(session: &Session) -> Planned {
    let suggestion = focused(session)?;
    let article = open_article(session)?;
    let mut edits = vec![dismissal(article, suggestion)];
    edits.extend(tag::begun(session, article));
    let name = format!("Dismiss {}", session.label_name(&suggestion.label));
    Ok(gone_on(session, suggestion, None, Plan::change(session, name, edits)))
}

pub fn accept_all(session: &Session) -> Planned {
    let article = open_article(session)?;
    let mut annotations: Vec<Annotation> = Vec::new();
    for suggestion in open(session)?.iter() {
        let label = label_of(session, suggestion)?;
        let decided = |last: &Annotation| last.label == label.id && says_the_same(last, suggestion, label);
        if !annotations.last().is_some_and(decided) {
            annotations.push(accepted(session, suggestion, label, suggestion.span));
        }
    }
    let said = format!("Accepted {}; undo takes all of it back", counted(annotations.len()));
    let adding = |annotation| Edit::Annotation { article, before: None, after: Some(Box::new(annotation)) };
    let mut edits: Vec<Edit> = annotations.into_iter().map(adding).collect();
    edits.extend(tag::begun(session, article));
    Ok(all_at_once(session, "Accept", edits, said))
}

pub fn dismiss_all(session: &Session) -> Planned {
    let article = open_article(session)?;
    let mut edits: Vec<Edit> = open(session)?.iter().map(|suggestion| dismissal(article, suggestion)).collect();
    let said = format!("Dismissed {}; undo brings all of it back", counted(edits.len()));
    edits.extend(tag::begun(session, article));
    Ok(all_at_once(session, "Dismiss", edits, said))
}

fn all_at_once(session: &Session, verb: &str, edits: Vec<Edit>, said: String) -> Plan {
    let name = format!("{verb} {}", counted(session.suggestions().len()));
    let view = View { focus: None, ..session.view().clone() };
    Plan { view, ..Plan::change(session, name, edits) }.saying(said)
}

/// Gives the focus to a suggestion; the caret goes to its beginning unless it stands in it.
pub fn focus(session: &Session, key: &SuggestionKey) -> Planned {
    let suggestion = session.suggestions().get(key).ok_or("That suggestion is gone")?;
    let caret = session.view().caret;
    let stands_in_it = caret.is_empty() && suggestion.span.touches(caret.head);
    let plan = on(session, suggestion);
    Ok(if stands_in_it { Plan { view: View { caret, ..plan.view }, reveal: None, ..plan } } else { plan })
}

/// Focus on a suggestion, the caret at its beginning.
pub fn on(session: &Session, suggestion: &Suggestion) -> Plan {
    let start = suggestion.span.start as usize;
    let focus = Some(Focus::Suggestion(suggestion.key()));
    Plan::look(View { focus, caret: Caret::at(start), ..session.view().clone() }).revealing(start)
}

/// The suggestion that has the focus, or how to give it to one.
pub fn focused(session: &Session) -> Result<&Suggestion, Unavailable> {
    session.focused_suggestion().ok_or_else(|| match open(session) {
        Ok(_) => "No suggestion has the focus; Tab goes to the next, a click takes one".into(),
        Err(reason) => reason,
    })
}

/// The open suggestions of the article, or why there are none.
fn open(session: &Session) -> Result<&Suggestions, Unavailable> {
    let open = session.suggestions();
    if !open.is_empty() {
        Ok(open)
    } else if session.suggestions_shown() {
        Err("No suggestion waits in this article".into())
    } else {
        Err("Suggestions are hidden; the View menu shows them".into())
    }
}

fn label_of<'a>(session: &'a Session, suggestion: &Suggestion) -> Result<&'a Label, Unavailable> {
    let label = session.project().scheme.label(&suggestion.label);
    label.ok_or_else(|| Unavailable(format!("The scheme has no label “{}”", suggestion.label)))
}

/// The annotation that a suggestion becomes; values that the label does not take are left out.
fn accepted(session: &Session, suggestion: &Suggestion, label: &Label, span: Span) -> Annotation {
    let admitted = suggestion.attributes.iter().filter(|(id, value)| label.attribute(id).is_some_and(|a| a.kind.admits(value)));
    Annotation {
        id: AnnotationId(session.ids.next()),
        span,
        label: label.id.clone(),
        attributes: admitted.map(|(id, value)| (id.clone(), value.clone())).collect(),
        note: "".into(),
        provenance: Provenance::Rule(Box::new(Rule { name: suggestion.rule.clone(), score: Some(suggestion.score) })),
        created: session.clock.now(),
        displaced: None,
    }
}

fn dismissal(article: ArticleId, suggestion: &Suggestion) -> Edit {
    Edit::Dismissal { article, suggestion: suggestion.key(), before: false, after: true }
}

/// The same plan, with the focus on the next suggestion that the decision leaves open, round again at the end.
fn gone_on(session: &Session, decided: &Suggestion, by: Option<&Annotation>, plan: Plan) -> Plan {
    let open = session.suggestions();
    let place = open.place(&decided.key()).unwrap_or(0);
    let behind_and_before = open.iter().skip(place + 1).chain(open.iter().take(place));
    let stays_open = |suggestion: &&Suggestion| {
        let label = session.project().scheme.label(&suggestion.label);
        let said = by.zip(label).is_some_and(|(by, label)| by.label == label.id && says_the_same(by, suggestion, label));
        !suggestion.is(&decided.key()) && !said
    };
    match behind_and_before.into_iter().find(stays_open) {
        Some(next) => {
            let Plan { view, reveal, .. } = on(session, next);
            Plan { view, reveal, ..plan }
        }
        None => {
            let view = View { focus: None, caret: Caret::at(decided.span.start as usize), ..session.view().clone() };
            Plan { view, ..plan }.saying("That was the last suggestion of this article")
        }
    }
}

fn counted(count: usize) -> String {
    if count == 1 { "1 suggestion".to_owned() } else { format!("{count} suggestions") }
}
