//! Newer copies of articles: which older one an article replaces, and carrying its annotations over.

use super::{Plan, Planned, Unavailable, open_article};
use crate::model::succession::Carry;
use crate::model::{ArticleId, ArticleState, Edit};
use crate::session::Session;

pub fn set_older(session: &Session, older: Option<ArticleId>) -> Planned {
    let article = open_article(session)?;
    let before = session.layer().and_then(|layer| layer.replaces);
    if before == older {
        return Ok(Plan::look(session.view().clone()));
    }
    let edit = Edit::Succession { article, before, after: older };
    edit.check(session.project(), session.annotator()).map_err(|refusal| Unavailable(sentence(&refusal.to_string())))?;
    let name = if older.is_some() { "Name the older copy" } else { "Name no older copy" };
    Ok(Plan::change(session, name, vec![edit]))
}

pub fn carry(session: &Session, carries: &[Carry]) -> Planned {
    let article = open_article(session)?;
    let older = session.older_copy(article).ok_or("This article is not a newer copy of another")?;
    let carried = session.project().carried(session.annotator(), older, article, carries, session.clock.now());
    let left = carried.refused.len();
    let reason = carried.refused.first().map(|(_, refusal)| refusal.to_string());
    let reason = reason.unwrap_or_else(|| "The older copy has no such annotations".to_owned());
    let counted = |count| if count == 1 { "1 annotation".to_owned() } else { format!("{count} annotations") };
    let mut edits = carried.edits;
    let (name, words) = match (carried.annotations, carried.left_out) {
        (0, 0) => return Err(Unavailable(sentence(&reason))),
        (0, out) => (format!("Leave {} out", counted(out)), format!("Left {} out; the older copy keeps its own", counted(out))),
        (over, out) => {
            let too = if out == 0 { String::new() } else { format!(", left {out} out") };
            let words = format!("Carried {} over{too}; the older copy keeps its own", counted(over));
            (format!("Carry {} over", counted(over)), words)
        }
    };
    let before = session.state(article);
    let begun = Edit::State { article, before, after: ArticleState::InProgress };
    edits.extend((carried.annotations > 0 && before == ArticleState::ToDo).then_some(begun));
    let plan = Plan::change(session, name, edits);
    Ok(plan.saying(if left == 0 { words } else { format!("{words}. {left} stayed behind: {reason}") }))
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
