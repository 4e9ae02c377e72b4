//! Taking back steps of the past as new ones, and bringing back single annotations as they were.

use super::history::place_of;
use super::{Plan, Planned, Unavailable};
use crate::analysis::history::Reversal;
use crate::model::{Annotation, ArticleId, Edit};
use crate::session::Session;

/// More edits than this are tried only when the step is taken.
const TRIED: usize = 1000;

pub fn revert(session: &Session, reversal: &Reversal) -> Planned {
    if reversal.annotator != *session.annotator() {
        let words = format!("This step is {}'s. Only its annotator can take it back", reversal.annotator);
        return Err(Unavailable(words));
    }
    if reversal.edits.is_empty() {
        return Err("Nothing is left of what that step changed".into());
    }
    if reversal.edits.len() <= TRIED {
        tried(session, &reversal.edits).map_err(|reason| {
            Unavailable(format!("“{}” can no longer be taken back like this: {reason}. Ask for it again", reversal.command))
        })?;
    }
    let with = match reversal.others {
        0 => String::new(),
        1 => " and 1 later step".to_owned(),
        count => format!(" and {count} later steps"),
    };
    let (view, reveal) = place_of(session, &reversal.edits);
    let plan = Plan::change(session, format!("Revert “{}”{with}", reversal.command), reversal.edits.clone());
    Ok(Plan { view, reveal, ..plan }.saying(format!("Reverted “{}”{with}; undo brings it back", reversal.command)))
}

fn tried(session: &Session, edits: &[Edit]) -> Result<(), String> {
    let (mut trial, by) = (session.project().clone(), session.annotator());
    let mut steps = edits.iter().map(|edit| edit.check(&trial, by).and_then(|()| edit.apply(&mut trial, by)));
    steps.try_for_each(|step| step).map_err(|refusal| refusal.to_string())
}

pub fn restore(session: &Session, article: ArticleId, annotation: &Annotation) -> Planned {
    let standing =
        session.project().article_layer(session.annotator(), article).and_then(|layer| layer.annotation(annotation.id));
    if standing == Some(annotation) {
        return Err("The annotation is like that now".into());
    }
    let elsewhere = session.project().layers.iter().filter(|(who, _)| *who != session.annotator());
    let whose = elsewhere.filter_map(|(who, layer)| layer.article(article)?.annotation(annotation.id).map(|_| who)).next();
    if let Some(who) = whose {
        return Err(Unavailable(format!("This annotation is {who}'s. Only its annotator can bring it back")));
    }
    let (before, after) = (standing.cloned().map(Box::new), Some(Box::new(annotation.clone())));
    let edit = Edit::Annotation { article, before, after };
    edit.check(session.project(), session.annotator())
        .map_err(|refusal| Unavailable(format!("The annotation cannot be brought back: {refusal}")))?;
    let (view, reveal) = place_of(session, std::slice::from_ref(&edit));
    let label = session.label_name(&annotation.label);
    let plan = Plan::change(session, format!("Restore {label}"), vec![edit]);
    Ok(Plan { view, reveal, ..plan }.saying(format!("Restored a {label} as it was; undo takes it back")))
}
