//! One person working on a project, drivable without a window.
//!
//! A [`Command`] is an intent. `plan` reads the session and says what the command would do, or why it cannot be
//! done now; [`Session::run`] does it. Only `commit` changes the project.

mod article_list;
mod bulk;
mod clock;
pub mod command;
pub mod command_list;
mod commands;
mod commit;
mod ends;
mod suggestions;
mod touched;
mod view;

pub use article_list::{ArticleList, Only, Sort};
pub use bulk::{Bulk, BulkChange};
pub use clock::{Clock, Ids, RandomIds, SystemClock};
pub use command::{Command, Motion, Side, Step, WindowCommand};
pub use command_list::{COMMANDS, Context, Entry, Family};
pub use commands::{Tagging, Unavailable};
pub use ends::End;
pub use suggestions::Suggestions;
pub use view::{Caret, Focus, View};

use crate::model::{
    Annotation, AnnotationId, Annotator, Article, ArticleId, ArticleLayer, ArticleState, Edit, Journal, Name, Project,
    Suggestion, Transaction, text,
};
use commands::Plan;
use commit::unchanged;
use std::collections::HashMap;
use std::sync::Arc;

/// Characters of an annotation that lists show.
const EXCERPT: usize = 90;

/// Somebody at work: the project, where they are in it, and what they prefer.
pub struct Session {
    project: Project,
    annotator: Annotator,
    journal: Arc<dyn Journal>,
    clock: Box<dyn Clock>,
    ids: Box<dyn Ids>,
    view: View,
    list: ArticleList,
    /// Where the caret stood in articles visited before; may be lost.
    carets: HashMap<ArticleId, Caret>,
    /// Counts changes of the project, so that a painter knows what is stale.
    revision: u64,
    touched: touched::Touched,
    /// The newer copy of every article that has one.
    newer: HashMap<ArticleId, ArticleId>,
    notice: Option<String>,
    reveal: Option<usize>,
    /// Those of the open article; none while they are hidden.
    suggestions: Suggestions,
    suggestions_shown: bool,
    /// Article and revision that the suggestions were found for.
    suggestions_of: (Option<ArticleId>, u64),
    /// Whether selections made by hand are widened to whole words.
    pub snap_to_words: bool,
}

/// What a command came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was not, for this reason, which is also the notice.
    NotDone(String),
    /// It is for the window to do.
    Window(WindowCommand),
}

impl Session {
    /// Begins work on a project that a journal keeps.
    pub fn new(
        project: Project,
        annotator: Annotator,
        journal: Arc<dyn Journal>,
        clock: Box<dyn Clock>,
        ids: Box<dyn Ids>,
    ) -> Self {
        let mut session = Self {
            project,
            annotator,
            journal,
            clock,
            ids,
            view: View::default(),
            list: ArticleList::default(),
            carets: HashMap::new(),
            revision: 0,
            touched: touched::Touched::default(),
            newer: HashMap::new(),
            notice: None,
            reveal: None,
            suggestions: Suggestions::default(),
            suggestions_shown: true,
            suggestions_of: (None, 0),
            snap_to_words: false,
        };
        session.list.refresh(&session.project, &session.annotator);
        session.newer = session.project.newer_copies(&session.annotator);
        session
    }

    /// Does what the command says, or leaves a notice of why it cannot be done.
    pub fn run(&mut self, command: &Command) -> Outcome {
        if let Command::Window(command) = command {
            return Outcome::Window(*command);
        }
        self.notice = None;
        match self.plan(command) {
            Ok(plan) => self.carry_out(plan),
            Err(Unavailable(reason)) => self.not_done(reason),
        }
    }

    /// Whether the command can be done now.
    pub fn is_available(&self, command: &Command) -> bool {
        match command {
            Command::Window(_) => true,
            // Planning what takes back or repeats very much would take long, and this is asked with every frame of a menu.
            Command::Undo => self.read_only().is_none() && self.undo_target().is_some(),
            Command::Redo => self.read_only().is_none() && self.redo_target().is_some(),
            command => self.plan(command).is_ok(),
        }
    }

    /// Says what a command would do now, changing nothing.
    fn plan(&self, command: &Command) -> Result<Plan, Unavailable> {
        let plan = commands::plan(self, command)?;
        match self.read_only() {
            Some(reason) if plan.changes() => Err(Unavailable(unchanged(&reason))),
            _ => Ok(plan),
        }
    }

    fn carry_out(&mut self, plan: Plan) -> Outcome {
        let rearranges = plan.edits.iter().any(|edit| matches!(edit, Edit::Withdrawal { .. }));
        let place = if rearranges { self.place_in_list() } else { None };
        if plan.changes()
            && let Err(reason) = self.commit(plan.edits, plan.name, plan.direction)
        {
            return self.not_done(reason);
        }
        self.look(plan.view, plan.reveal);
        self.leave_withdrawn(place);
        self.notice = plan.notice;
        Outcome::Done
    }

    fn look(&mut self, view: View, reveal: Option<usize>) {
        let waiting = self.reveal.filter(|_| view.article == self.view.article);
        if view.article != self.view.article
            && let Some(left) = self.view.article
        {
            self.carets.insert(left, self.view.caret);
        }
        self.view = view;
        self.reveal = reveal.or(waiting);
        self.renew_suggestions();
    }

    /// Finds anew which suggestions wait for a decision: another article is open, or the project has changed.
    fn renew_suggestions(&mut self) {
        let shown = self.view.article.filter(|_| self.suggestions_shown && self.view.whose.is_none());
        if self.suggestions_of != (shown, self.revision) {
            self.suggestions_of = (shown, self.revision);
            let article = shown.and_then(|id| self.project.article(id));
            let open = article.map(|article| Suggestions::open(&article.suggestions, self.layer(), &self.project));
            self.suggestions = open.unwrap_or_default();
        }
        if self.view.suggestion().is_some_and(|key| self.suggestions.get(key).is_none()) {
            self.view.focus = None;
        }
    }

    /// Shows suggestions or hides them; hidden ones cannot be decided either.
    pub fn show_suggestions(&mut self, shown: bool) {
        if self.suggestions_shown != shown {
            self.suggestions_shown = shown;
            self.renew_suggestions();
        }
    }

    /// Whether suggestions are shown.
    pub fn suggestions_shown(&self) -> bool {
        self.suggestions_shown
    }

    /// The suggestions of the open article that wait for a decision; none while they are hidden.
    pub fn suggestions(&self) -> &Suggestions {
        &self.suggestions
    }

    /// The suggestion that has the focus.
    pub fn focused_suggestion(&self) -> Option<&Suggestion> {
        self.suggestions.get(self.view.suggestion()?)
    }

    fn place_in_list(&self) -> Option<usize> {
        self.view.article.and_then(|id| self.list.position(id))
    }

    /// When the open article is no longer part of the project, opens the one that took its place in the list.
    fn leave_withdrawn(&mut self, place: Option<usize>) {
        if self.view.article.is_none_or(|id| !self.project.is_withdrawn(id)) {
            return;
        }
        let ids = self.list.ids();
        let beside = place.and_then(|at| ids.get(at).or(ids.last())).or(ids.first()).copied();
        let view = match beside {
            Some(id) => commands::opened(self, id),
            None => View { armed: self.view.armed.clone(), ..View::default() },
        };
        self.look(view, None);
    }

    fn not_done(&mut self, reason: String) -> Outcome {
        self.notice = Some(reason.clone());
        Outcome::NotDone(reason)
    }

    /// The project as it stands.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Who is working.
    pub fn annotator(&self) -> &Annotator {
        &self.annotator
    }

    /// Where they are.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The articles listed, filtered and sorted.
    pub fn list(&self) -> &ArticleList {
        &self.list
    }

    /// Filters or sorts the list anew.
    pub fn arrange(&mut self, change: impl FnOnce(&mut ArticleList)) {
        change(&mut self.list);
        self.list.rearrange(&self.project, &self.annotator);
    }

    /// Grows with every change of the project.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The articles that changed since the project was of a revision; `None` where it may be any.
    pub fn changed_since(&self, revision: u64) -> Option<std::collections::BTreeSet<ArticleId>> {
        self.touched.since(revision)
    }

    /// What the last command had to say.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Leaves words for the status bar.
    pub fn set_notice(&mut self, notice: impl Into<String>) {
        self.notice = Some(notice.into());
    }

    /// Forgets what the last command had to say.
    pub fn clear_notice(&mut self) {
        self.notice = None;
    }

    /// Takes the offset that should be brought into sight, if there is one.
    pub fn take_reveal(&mut self) -> Option<usize> {
        self.reveal.take()
    }

    /// The article that is open.
    pub fn article(&self) -> Option<&Article> {
        self.project.article(self.view.article?)
    }

    /// The text of the article that is open; empty when none is.
    pub fn text(&self) -> &str {
        self.article().map(|article| article.text.as_ref()).unwrap_or_default()
    }

    /// This annotator's work on the article that is open.
    pub fn layer(&self) -> Option<&ArticleLayer> {
        self.project.article_layer(&self.annotator, self.view.article?)
    }

    /// The work on the open article that is shown: this annotator's, or another's that is looked at.
    pub fn shown_layer(&self) -> Option<&ArticleLayer> {
        self.project.article_layer(self.whose(), self.view.article?)
    }

    /// The state of an article for this annotator.
    pub fn state(&self, id: ArticleId) -> ArticleState {
        self.project.article_layer(&self.annotator, id).map(|layer| layer.state).unwrap_or_default()
    }

    /// The older article that this one is a newer copy of.
    pub fn older_copy(&self, id: ArticleId) -> Option<ArticleId> {
        self.project.older_copy(&self.annotator, id)
    }

    /// The newer copy of an article.
    pub fn newer_copy(&self, id: ArticleId) -> Option<ArticleId> {
        self.newer.get(&id).copied()
    }

    /// An annotation of the open article, of those that are shown.
    pub fn annotation(&self, id: AnnotationId) -> Option<&Annotation> {
        self.shown_layer()?.annotation(id)
    }

    /// A label's name in the middle of a sentence; its id when the scheme does not have it.
    pub fn label_name(&self, id: &str) -> String {
        self.project.scheme.label(id).map_or_else(|| id.to_owned(), |label| label.name.to_lowercase())
    }

    /// The annotation that has the focus.
    pub fn focused(&self) -> Option<&Annotation> {
        self.annotation(self.view.annotation()?)
    }

    /// The words of an annotation of the open article on one line, no longer than a list shows.
    pub fn excerpt(&self, annotation: &Annotation) -> String {
        self.excerpt_in(self.view.article, annotation)
    }

    /// The words of an annotation of any article on one line, no longer than a list shows.
    pub fn excerpt_in(&self, article: Option<ArticleId>, annotation: &Annotation) -> String {
        let article = article.and_then(|id| self.project.article(id));
        let whole = article.map(|article| article.text.as_ref()).unwrap_or_default();
        text::excerpt(annotation.words(whole), EXCERPT)
    }

    /// The words of a suggestion of the open article on one line, no longer than a list shows.
    pub fn suggested_excerpt(&self, suggestion: &Suggestion) -> String {
        text::excerpt(suggestion.span.of(self.text()).unwrap_or_default(), EXCERPT)
    }

    /// The label that each drag tags with.
    pub fn armed(&self) -> Option<&Name> {
        self.view.armed.as_ref()
    }

    /// Why nothing may be changed; `None` when it may.
    pub fn read_only(&self) -> Option<String> {
        self.journal.read_only()
    }

    /// What undo would take back.
    pub fn undo_target(&self) -> Option<Arc<Transaction>> {
        self.journal.undo_target(&self.project).ok().flatten()
    }

    /// What redo would repeat.
    pub fn redo_target(&self) -> Option<Arc<Transaction>> {
        self.journal.redo_target(&self.project).ok().flatten()
    }
}
