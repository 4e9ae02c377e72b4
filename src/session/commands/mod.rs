//! What each command would do, by family. A plan reads the session and changes nothing.

mod adjust;
mod article;
mod bulk;
mod caret;
mod focus;
mod history;
mod hits;
mod past;
mod problems;
mod relate;
mod review;
mod saved;
mod scheme;
mod succession;
mod suggest;
mod tag;

pub(super) use article::opened;
pub use hits::Tagging;

use super::{Command, Session, View};
use crate::model::{ArticleId, Direction, Edit};

/// Why a command cannot be done now, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unavailable(pub String);

impl From<&str> for Unavailable {
    fn from(reason: &str) -> Self {
        Self(reason.to_owned())
    }
}

/// What a command would do.
pub struct Plan {
    /// The changes; none when only the view changes.
    pub edits: Vec<Edit>,
    /// The transaction's name, as “Tag quote”.
    pub name: String,
    /// Whether it does, undoes or redoes.
    pub direction: Direction,
    /// The view afterwards.
    pub view: View,
    /// The offset to bring into sight.
    pub reveal: Option<usize>,
    /// Words for the status bar.
    pub notice: Option<String>,
}

impl Plan {
    /// A plan that only changes the view.
    pub fn look(view: View) -> Self {
        Self { edits: Vec::new(), name: String::new(), direction: Direction::Do, view, reveal: None, notice: None }
    }

    /// A plan that changes the project and leaves the view as it is.
    pub fn change(session: &Session, name: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { edits, name: name.into(), ..Self::look(session.view().clone()) }
    }

    /// Whether there is something to be written.
    pub fn changes(&self) -> bool {
        !self.edits.is_empty() || self.direction != Direction::Do
    }

    /// The same plan, bringing an offset into sight.
    pub fn revealing(self, offset: usize) -> Self {
        Self { reveal: Some(offset), ..self }
    }

    /// The same plan, with words for the status bar.
    pub fn saying(self, notice: impl Into<String>) -> Self {
        Self { notice: Some(notice.into()), ..self }
    }
}

type Planned = Result<Plan, Unavailable>;

pub(super) fn plan(session: &Session, command: &Command) -> Planned {
    match command {
        Command::Move { motion, extend } => caret::motion(session, *motion, *extend),
        Command::Select { anchor, head } => caret::select(session, *anchor, *head),
        Command::SelectAll => caret::select_all(session),
        Command::LetGo => focus::let_go(session),
        Command::Tag(label) => tag::tag(session, label),
        Command::Arm(label) => tag::arm(session, label),
        Command::TagArmed => tag::tag_armed(session),
        Command::Focus(id) => focus::focus(session, *id),
        Command::FocusSuggestion(key) => suggest::focus(session, key),
        Command::Accept => suggest::accept(session),
        Command::Dismiss => suggest::dismiss(session),
        Command::AcceptAll => suggest::accept_all(session),
        Command::DismissAll => suggest::dismiss_all(session),
        Command::NextAnnotation => focus::next(session),
        Command::PreviousAnnotation => focus::previous(session),
        Command::CycleHere => focus::cycle(session),
        Command::Delete => tag::delete(session),
        Command::Adjust { side, step, forward } => adjust::step(session, *side, *step, *forward),
        Command::SetEnd { id, side, offset } => adjust::set_end(session, *id, *side, *offset),
        Command::SetSuggestedEnd { suggestion, side, offset } => adjust::set_suggested_end(session, suggestion, *side, *offset),
        Command::SetAttribute { id, attribute, value } => adjust::attribute(session, *id, attribute, value.clone()),
        Command::SetNote { id, note } => adjust::note(session, *id, note),
        Command::Reanchor(id) => adjust::reanchor(session, *id),
        Command::Relate => relate::relate(session),
        Command::RelateTo { to, kind } => relate::relate_to(session, *to, kind.as_ref()),
        Command::Link { from, to, kind } => relate::link(session, *from, *to, kind),
        Command::Unrelate(id) => relate::unrelate(session, *id),
        Command::TagHits(tagging) => hits::tag(session, tagging),
        Command::TakeRuleBack(name) => hits::take_rule_back(session, name),
        Command::Open(id) => article::open(session, *id),
        Command::NextArticle => article::next(session),
        Command::PreviousArticle => article::previous(session),
        Command::DoneAndNext => article::done_and_next(session),
        Command::SetState(state) => article::set_state(session, *state),
        Command::SetMetadata { field, value } => article::set_metadata(session, *field, value.clone()),
        Command::SetOlderCopy(older) => succession::set_older(session, *older),
        Command::Carry(carries) => succession::carry(session, carries),
        Command::RemoveArticle => article::remove(session),
        Command::ShowPlace { article, range } => review::show_place(session, *article, range),
        Command::ShowAnnotation { article, annotator, annotation } => {
            review::show_annotation(session, *article, annotator, *annotation)
        }
        Command::ShowLayerOf(annotator) => review::show_layer_of(session, annotator.as_ref()),
        Command::Judge(status) => review::judge(session, *status),
        Command::TakeCorrection(reviewer) => review::take_correction(session, reviewer),
        Command::SetComment { annotation, comment, words } => review::comment(session, *annotation, *comment, words),
        Command::Keep { name, saved } => saved::keep(session, name, saved.as_deref()),
        Command::Bulk(bulk) => bulk::bulk(session, bulk),
        Command::Fix { article, annotator, problem } => problems::fix(session, *article, annotator, problem),
        Command::Waive { article, problem, reason } => problems::waive(session, *article, problem, reason.as_deref()),
        Command::Undo => history::undo(session),
        Command::Redo => history::redo(session),
        Command::SkipUndo => history::skip(session),
        Command::Revert(reversal) => past::revert(session, reversal),
        Command::Restore { article, annotation } => past::restore(session, *article, annotation),
        Command::ChangeLabel { before, after } => scheme::label(session, before.clone(), after.clone()),
        Command::ChangeRelation { before, after } => scheme::relation(session, before.clone(), after.clone()),
        Command::Rename(name) => scheme::rename(session, name),
        Command::SetGuidelines(words) => scheme::guidelines(session, words),
        Command::Window(_) => Err("only the window can do that".into()),
    }
}

/// The open article, or why there is none.
fn open_article(session: &Session) -> Result<ArticleId, Unavailable> {
    session.article().map(|article| article.id).ok_or_else(|| "No article is open".into())
}
