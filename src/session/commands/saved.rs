//! What is kept in the project by name: searches, tagging rules, samples.

use super::{Plan, Planned};
use crate::model::{Edit, Name, Saved};
use crate::session::Session;

/// Keeps something under a name in the place of what was kept there; without anything the name is free again.
pub fn keep(session: &Session, name: &Name, after: Option<&Saved>) -> Planned {
    let layer = session.project().layers.get(session.annotator());
    let before = layer.and_then(|layer| layer.saved.get(name)).cloned().map(Box::new);
    let after = after.cloned().map(Box::new);
    let what = match after.as_deref().or(before.as_deref()) {
        Some(Saved::Search(_)) => "the search",
        Some(Saved::Rule(_)) => "the rule",
        Some(Saved::Sample(_)) => "the sample",
        None => return Err("Nothing is kept under that name".into()),
    };
    let act = if after.is_some() { "Keep" } else { "Forget" };
    let plan = Plan::change(session, format!("{act} {what} “{name}”"), vec![Edit::Saved { name: name.clone(), before, after }]);
    Ok(plan)
}
