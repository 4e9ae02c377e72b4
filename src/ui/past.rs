//! The project as it was, on the desk in the place of the one that is worked on: to be looked at, not changed. The present
//! waits underneath and goes on being saved and kept up with what others do.

use super::desk::{Asked, Desk};
use super::pages::{history, insights};
use super::panels::{articles, inspector, reading};
use super::widgets::{Notice, banner};
use crate::model::{Annotator, Journal, Project, Transaction};
use crate::session::{Command, Only, RandomIds, Session, SystemClock, WindowCommand};
use crate::store::SaveStatus;
use egui::Ui;
use std::sync::Arc;

/// A past project that is looked at, and what the panels keep of it.
pub struct PastView {
    session: Session,
    /// Which moment it is.
    words: String,
    /// How many steps could not be taken back.
    unfit: usize,
    articles: articles::State,
    reading: reading::State,
    inspector: inspector::State,
}

/// A project that was is changed by nobody.
struct PastJournal;

const READ_ONLY: &str = "This is the project as it was; Esc goes back to now.";

impl Journal for PastJournal {
    fn next_number(&self) -> u64 {
        1
    }

    fn append(&self, _: &Transaction, _: &Project) -> Result<(), String> {
        Err(READ_ONLY.to_owned())
    }

    fn undo_target(&self, _: &Project) -> Result<Option<Arc<Transaction>>, String> {
        Ok(None)
    }

    fn redo_target(&self, _: &Project) -> Result<Option<Arc<Transaction>>, String> {
        Ok(None)
    }

    fn read_only(&self) -> Option<String> {
        Some(READ_ONLY.to_owned())
    }
}

impl PastView {
    /// Makes ready to look at a project as it was at a moment, which the words name.
    pub fn new(project: Project, annotator: Annotator, words: String, unfit: usize) -> Self {
        let session = Session::new(project, annotator, Arc::new(PastJournal), Box::new(SystemClock), Box::new(RandomIds));
        Self {
            session,
            words,
            unfit,
            articles: articles::State::default(),
            reading: reading::State::default(),
            inspector: inspector::State::default(),
        }
    }

    /// The session that is looked at.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Says what is shown, with the ways out of it.
    pub(super) fn banner(&self, ui: &mut Ui) -> Option<Asked> {
        let unfit = match self.unfit {
            0 => String::new(),
            1 => " 1 later step could not be taken back.".to_owned(),
            count => format!(" {} later steps could not be taken back.", super::dates::count(count)),
        };
        let words = format!("This is the project as of {}; nothing can be changed.{unfit}", self.words);
        let is_own = self.session.view().whose.is_none() && self.session.focused().is_some();
        let actions: &[&str] = if is_own { &["Back to now", "Restore the focused annotation"] } else { &["Back to now"] };
        banner(ui, Notice::Warning, &words, actions).map(|at| if at == 0 { Asked::LeavePast } else { Asked::RestoreFocused })
    }
}

impl Desk {
    /// The session that is on screen: the one at work, or a past one that is looked at.
    pub fn shown(&self) -> &Session {
        self.past.as_ref().map_or(&self.session, |past| &past.session)
    }

    /// The same, to be moved about in.
    pub fn shown_mut(&mut self) -> &mut Session {
        match &mut self.past {
            Some(past) => &mut past.session,
            None => &mut self.session,
        }
    }

    /// Puts a past project on the desk, with the same article open.
    fn enter_past(&mut self, mut past: Box<PastView>) {
        self.keep_typed();
        self.leave_past();
        let view = self.session.view().clone();
        past.session.show_suggestions(self.session.suggestions_shown());
        if let Some(article) = view.article {
            past.session.run(&Command::Open(article));
            past.session.run(&Command::Select { anchor: view.caret.head, head: view.caret.head });
            past.session.clear_notice();
        }
        past.reading.focus_text = true;
        self.past = Some(past);
        self.swap_panels();
    }

    /// Takes the past project off the desk again.
    pub fn leave_past(&mut self) {
        if self.past.is_none() {
            return;
        }
        self.swap_panels();
        let left = self.past.take().and_then(|past| past.session.view().article);
        if let Some(article) = left.filter(|id| self.session.view().article != Some(*id)) {
            self.session.run(&Command::Open(article));
            self.session.clear_notice();
        }
        self.reading.focus_text = true;
    }

    fn swap_panels(&mut self) {
        let Some(past) = &mut self.past else { return };
        std::mem::swap(&mut self.articles, &mut past.articles);
        std::mem::swap(&mut self.reading, &mut past.reading);
        std::mem::swap(&mut self.inspector, &mut past.inspector);
    }

    /// Whether a command speaks of the present though the past is shown.
    pub(super) fn is_for_now(command: &Command) -> bool {
        matches!(command, Command::Revert(_) | Command::Restore { .. })
    }

    /// Brings the focused annotation of the past back into the present.
    pub(super) fn restore_focused(&mut self) {
        let shown = self.shown();
        let Some((article, annotation)) = shown.view().article.zip(shown.focused().cloned()) else { return };
        self.run(&Command::Restore { article, annotation: Arc::new(annotation) });
    }

    /// Tells the pages where the journals lie and how far they are on disk.
    pub(super) fn tell_pages(&mut self, saving: Option<&SaveStatus>) {
        let through = match saving {
            Some(SaveStatus::Saved { through, .. }) => Some(*through),
            _ => None,
        };
        let (article, annotation) = (self.shown().view().article, self.shown().view().annotation());
        self.pages.history.place = history::Place { folder: self.folder.clone(), through, article, annotation };
        self.pages.insights.folder.clone_from(&self.folder);
    }

    /// Does what pages ask for that is no command. Returns commands that follow.
    pub(super) fn answer_pages(&mut self) -> Vec<Command> {
        if let Some(past) = self.pages.history.entering.take() {
            self.enter_past(past);
        }
        let Some(insights::Behind { words, articles }) = self.pages.insights.behind.take() else { return Vec::new() };
        self.leave_past();
        let first = articles.first().copied();
        let ids = Arc::new(articles.into_iter().collect());
        self.session.arrange(|list| {
            list.only = Some(Only { words, ids });
            list.filter.clear();
            list.state = None;
        });
        let first = self.session.list().ids().first().copied().or(first);
        let open = first.map(Command::Open);
        [Command::Window(WindowCommand::ClosePage)].into_iter().chain(open).collect()
    }
}
