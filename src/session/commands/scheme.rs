//! Changing what a project shares: labels, relations, name and guidelines.

use super::{Plan, Planned, Unavailable};
use crate::model::{Edit, Label, RelationKind};
use crate::session::{Session, command_list};

pub fn label(session: &Session, before: Option<(usize, Label)>, after: Option<(usize, Label)>) -> Planned {
    let key_of = |side: &Option<(usize, Label)>| side.as_ref().and_then(|(_, label)| label.key);
    if let Some(key) = key_of(&after).filter(|_| key_of(&after) != key_of(&before)) {
        admits_key(key)?;
    }
    let name = match (&before, &after) {
        (None, Some((_, label))) => format!("Add the label {}", label.name),
        (Some((_, label)), None) => format!("Remove the label {}", label.name),
        (_, Some((_, label))) => format!("Change the label {}", label.name),
        (None, None) => return Err("Nothing to change".into()),
    };
    changed(session, name, before == after, Edit::Label { before, after })
}

pub fn relation(session: &Session, before: Option<(usize, RelationKind)>, after: Option<(usize, RelationKind)>) -> Planned {
    let name = match (&before, &after) {
        (None, Some((_, kind))) => format!("Add the relation {}", kind.name),
        (Some((_, kind)), None) => format!("Remove the relation {}", kind.name),
        (_, Some((_, kind))) => format!("Change the relation {}", kind.name),
        (None, None) => return Err("Nothing to change".into()),
    };
    changed(session, name, before == after, Edit::RelationKind { before, after })
}

pub fn rename(session: &Session, name: &str) -> Planned {
    let (before, after) = (session.project().name.clone(), name.trim().to_owned());
    changed(session, "Rename the project".to_owned(), before == after, Edit::Name { before, after })
}

pub fn guidelines(session: &Session, words: &str) -> Planned {
    let (before, after) = (session.project().guidelines.clone(), words.to_owned());
    changed(session, "Change the guidelines".to_owned(), before == after, Edit::Guidelines { before, after })
}

fn admits_key(key: char) -> Result<(), Unavailable> {
    if !key.is_alphanumeric() || key.is_uppercase() {
        return Err("The key of a label is a lower case letter or a digit".into());
    }
    if command_list::is_reserved(key) {
        return Err(Unavailable(format!("The key “{key}” is taken by a command; choose another letter or digit")));
    }
    Ok(())
}

fn changed(session: &Session, name: String, same: bool, edit: Edit) -> Planned {
    Ok(if same { Plan::look(session.view().clone()) } else { Plan::change(session, name, vec![edit]) })
}
