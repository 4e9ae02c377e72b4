//! An open project in the window: the session, its folder, and what the panels keep.

use super::files::{Into, News};
use super::keeper::{Keeper, StillOpening};
use super::pages::Pages;
use super::panels::import_page::{self, ImportPage};
use super::panels::{articles, inspector, label_bar, reading, status_bar};
use super::past::PastView;
use super::text_view::Align;
use super::trouble::{Answer, Trouble};
use super::widgets::{Notice, banner};
use crate::import::{Newer, Report};
use crate::model::{Annotator, Article, ArticleId, ArticleState, BatchId, Project, Span, Status};
use crate::session::{Command, Motion, RandomIds, Session, Side, SystemClock, WindowCommand};
use crate::store::settings::Settings;
use crate::store::{Change, Opened, Problem, SaveStatus};
use crate::ui::dates;
use egui::{CentralPanel, Context, Ui};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

/// After a pause this long in the work the snapshot is brought up to date.
const PAUSE: Duration = Duration::from_secs(5);

/// A project on the desk.
pub struct Desk {
    /// The work itself.
    pub session: Session,
    /// Where it is kept; `None` while it is still being read.
    pub keeper: Option<Keeper>,
    /// The project's folder.
    pub folder: PathBuf,
    /// What was found wrong with its files.
    pub problems: Vec<Problem>,
    /// What the list keeps.
    pub articles: articles::State,
    /// What the article's view keeps.
    pub reading: reading::State,
    /// What the inspector keeps.
    pub inspector: inspector::State,
    /// A past project that is looked at in the place of the present one; its panels are those above then.
    pub past: Option<Box<PastView>>,
    /// What is asked of the whole project.
    pub pages: Pages,
    /// The import that is being looked at, in the place of the article.
    pub import: Option<ImportPage>,
    /// What became of the last import.
    pub report: Option<Arc<Report>>,
    /// Whether something of it was lost and nobody has seen that yet.
    pub report_is_news: bool,
    /// What went wrong last.
    pub trouble: Option<Trouble>,
    /// Newer copies that have just been imported, of articles that have annotations.
    pub newer: Vec<Newer>,
    problems_seen: usize,
    changes: Option<mpsc::Receiver<Change>>,
    /// The revision last seen, and since when.
    changed: (u64, Instant),
}

/// The first article that was begun; without one, the first not begun, else the first of all.
fn where_to_begin(session: &Session) -> Option<ArticleId> {
    let ids = session.list().ids();
    let first = |state| ids.iter().find(|id| session.state(**id) == state);
    let begun = first(ArticleState::InProgress).or_else(|| first(ArticleState::ToDo));
    begun.or(ids.first()).copied()
}

/// The motion of the other arrow key; a motion that has nothing to do with left and right is its own.
fn mirrored(motion: Motion) -> Motion {
    match motion {
        Motion::CharacterLeft => Motion::CharacterRight,
        Motion::CharacterRight => Motion::CharacterLeft,
        Motion::WordLeft => Motion::WordRight,
        Motion::WordRight => Motion::WordLeft,
        other => other,
    }
}

/// What a banner's button asks for.
pub enum Asked {
    /// Show the problems.
    ShowProblems,
    /// Show what became of the last import.
    ShowReport,
    /// Try to save again.
    Retry,
    /// Save the project somewhere else.
    SaveElsewhere,
    /// Read the project anew.
    Reload,
    /// Carry annotations over to this article.
    CarryOver(ArticleId),
    /// Go back from the past to now.
    LeavePast,
    /// Bring the focused annotation of the past back.
    RestoreFocused,
}

impl Desk {
    /// Puts a project on the desk that is still being read.
    pub fn opening(folder: &Path, annotator: Annotator) -> Self {
        let journal = Arc::new(StillOpening);
        let session = Session::new(Project::default(), annotator, journal, Box::new(SystemClock), Box::new(RandomIds));
        Self {
            session,
            keeper: None,
            folder: folder.to_owned(),
            problems: Vec::new(),
            articles: articles::State::default(),
            reading: reading::State::default(),
            inspector: inspector::State::default(),
            past: None,
            pages: Pages::default(),
            import: None,
            report: None,
            report_is_news: false,
            trouble: None,
            newer: Vec::new(),
            problems_seen: 0,
            changes: None,
            changed: (0, Instant::now()),
        }
    }

    /// Takes in articles that have been read while the rest is still on its way.
    pub fn arrived(&mut self, batches: Vec<(BatchId, Vec<Article>)>) {
        self.session.receive_batches(batches);
    }

    /// Takes in the project once all of it has been read; whoever was reading goes on where they were.
    pub fn opened(&mut self, opened: Opened, ctx: &Context) {
        let keeper = Keeper::new(opened.storage);
        let waker = ctx.clone();
        keeper.storage().set_waker(Box::new(move || waker.request_repaint()));
        let annotator = self.session.annotator().clone();
        let journal = keeper.journal();
        let mut session = Session::new(opened.project, annotator, journal, Box::new(SystemClock), Box::new(RandomIds));
        let view = self.session.view().clone();
        if let Some(article) = view.article {
            session.run(&Command::Open(article));
            session.run(&Command::Select { anchor: view.caret.anchor, head: view.caret.head });
        } else if let Some(first) = where_to_begin(&session) {
            session.run(&Command::Open(first));
        }
        session.take_reveal();
        self.session = session;
        self.problems = opened.problems;
        self.changes = Some(keeper.watch(ctx));
        self.keeper = Some(keeper);
    }

    /// How saving stands.
    pub fn saving(&self) -> Option<SaveStatus> {
        self.keeper.as_ref().map(|keeper| keeper.storage().status())
    }

    /// A command by an arrow key as it looks on screen: where words run from right to left, left is onwards.
    pub fn as_seen(&self, command: &Command) -> Command {
        let at = match command {
            Command::Move { motion, .. } if mirrored(*motion) != *motion => Some(self.shown().view().caret.head),
            Command::Adjust { side, .. } => self.focused_span().map(|span| {
                let range = span.range();
                if *side == Side::Start { range.start } else { crate::model::text::prev_grapheme(self.shown().text(), range.end) }
            }),
            _ => None,
        };
        if !at.is_some_and(|at| self.reading.view.runs_right_to_left(at)) {
            return command.clone();
        }
        match command.clone() {
            Command::Move { motion, extend } => Command::Move { motion: mirrored(motion), extend },
            Command::Adjust { side, step, forward } => Command::Adjust { side, step, forward: !forward },
            command => command,
        }
    }

    /// The words whose ends keys move.
    fn focused_span(&self) -> Option<Span> {
        let annotation = self.shown().focused().map(|annotation| annotation.span);
        annotation.or_else(|| self.shown().focused_suggestion().map(|suggestion| suggestion.span))
    }

    /// Keeps what is being typed into a field: what comes next may take the field off the screen.
    pub fn keep_typed(&mut self) {
        if let Some(command) = self.inspector.drafts.take_typed() {
            self.shown_mut().run(&command);
        }
    }

    /// Runs a command; what only the window can do is given back.
    pub fn run(&mut self, command: &Command) -> Option<WindowCommand> {
        if Self::is_for_now(command) {
            self.leave_past();
        }
        let outcome = self.shown_mut().run(command);
        if let Some(offset) = self.shown_mut().take_reveal() {
            self.reading.view.scroll_to(offset, Align::Nearest);
        }
        if !matches!(command, Command::Window(_)) {
            self.reading.goal_x = None;
        }
        let has_nothing_to_let_go = *command == Command::LetGo && matches!(outcome, crate::session::Outcome::NotDone(_));
        if has_nothing_to_let_go && self.past.is_some() {
            self.leave_past();
        }
        match outcome {
            crate::session::Outcome::Window(command) => Some(command),
            _ => None,
        }
    }

    /// A verdict on one annotation of a list leads to the next of it.
    pub fn go_on_after(&mut self, command: &Command) {
        // What an undo changed may be elsewhere; the row that is chosen stays in sight.
        let back = matches!(command, Command::Undo | Command::Redo).then(|| self.pages.chosen(&self.session)).flatten();
        if let Some(shows) = back {
            let notice = self.session.notice().map(str::to_owned);
            self.run(&shows);
            notice.into_iter().for_each(|notice| self.session.set_notice(notice));
        }
        let is_verdict = matches!(command, Command::Judge(status) if *status != Status::Open);
        let is_done = is_verdict && self.shown().notice().is_none();
        if let Some(next) = Some(()).filter(|()| is_done).and_then(|()| self.pages.step(&self.session, true)) {
            self.run(&next);
        }
    }

    /// Takes note of what other programs changed in the folder, and keeps the snapshot up to date. Returns what must be read
    /// anew, which is work for a job.
    pub fn watch(&mut self, ctx: &Context) -> Vec<Change> {
        if self.changed.0 != self.session.revision() {
            self.changed = (self.session.revision(), Instant::now());
        }
        let Some(keeper) = &self.keeper else { return Vec::new() };
        self.problems.extend(keeper.storage().take_problems());
        self.keep_snapshot(ctx, keeper);
        let changes: Vec<Change> = self.changes.iter().flat_map(mpsc::Receiver::try_iter).collect();
        changes.into_iter().filter_map(|change| self.take_in(change)).collect()
    }

    /// Brings the snapshot up to date when there is a pause in the work.
    fn keep_snapshot(&self, ctx: &Context, keeper: &Keeper) {
        let idle = self.changed.1.elapsed();
        let storage = keeper.storage();
        if storage.snapshot_due(idle) {
            storage.snapshot(self.session.project());
        } else if idle < PAUSE {
            ctx.request_repaint_after(PAUSE - idle);
        }
    }

    /// Takes in a change that needs no reading; gives back one that does.
    fn take_in(&mut self, change: Change) -> Option<Change> {
        match change {
            Change::Layer(_) => return Some(change),
            Change::Batch(batch) if self.session.project().batches().iter().any(|known| known.id == batch) => {}
            Change::Batch(_) => return Some(change),
            Change::Head => {
                if let Err(reason) = self.take_head() {
                    self.trouble = Some(Trouble::not_done(reason));
                }
            }
            Change::OwnLayer => self.trouble = Some(self.own_layer_changed()),
            Change::FolderGone => self.trouble = Some(Trouble::folder_gone(&self.folder)),
        }
        None
    }

    fn own_layer_changed(&self) -> Trouble {
        let words = match self.session.read_only() {
            Some(_) => "The window that works on this project has saved more. Reload to see it.",
            None => "Another program changed your own annotations in this folder.",
        };
        Trouble::changed_by_others(words.to_owned())
    }

    fn take_head(&mut self) -> Result<(), String> {
        let Some(keeper) = &self.keeper else { return Ok(()) };
        let (head, problems) = keeper.storage().reload_head().map_err(|error| error.to_string())?;
        let mut shared = Project::default();
        head.put_into(&mut shared);
        self.session.receive_head(&shared);
        self.problems.extend(problems);
        Ok(())
    }

    /// Takes in what a job has read of others' work.
    pub fn receive(&mut self, news: News) {
        match news.of {
            Change::Layer(annotator) => self.session.receive_layer(annotator, news.layer),
            Change::Batch(batch) => self.session.receive_batch(&batch, news.articles),
            _ => {}
        }
        self.problems.extend(news.problems);
    }

    /// What is wrong in the open article; of the past nothing is told.
    fn told_problems(&self) -> Arc<[crate::analysis::problems::Problem]> {
        if self.past.is_some() { Arc::default() } else { Arc::clone(self.pages.problems.open()) }
    }

    /// Shows the panels.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        settings: &Settings,
        running: &[status_bar::Running<'_>],
        send: &mut Vec<Command>,
    ) -> Shown {
        let saving = self.saving();
        self.tell_pages(saving.as_ref());
        self.pages.tick(ui.ctx(), &self.session);
        self.inspector.problems = self.told_problems();
        let status = status_bar::Status {
            session: self.shown(),
            problems: self.inspector.problems.len(),
            saving: saving.as_ref(),
            typing: self.inspector.drafts.is_typing(),
            refused: self.inspector.drafts.refused(),
            running,
            zoom: settings.zoom,
        };
        let stopped = status_bar::show(ui, &status, send);
        if let Some(page) = &mut self.import {
            let (session, folder) = (&self.session, &self.folder);
            let import = page.show(ui, session, settings, || where_to(session, folder));
            return Shown { stopped, asked: None, import };
        }
        let page = self.pages.keys(ui.ctx());
        label_bar::show(ui, self.shown(), self.pages.is_reviewing(), page, send);
        if self.pages.is_whole() {
            let mut asked = None;
            let above = egui::Panel::top("banners").frame(egui::Frame::NONE).show_separator_line(false);
            above.show(ui, |ui| asked = self.banners(ui, saving.as_ref()));
            self.pages.show(ui, &self.session, send);
            return Shown { stopped, asked, import: None };
        }
        self.pages.show(ui, &self.session, send);
        let shown = match &self.past {
            Some(past) => past.session(),
            None => &self.session,
        };
        let mut arrangement = None;
        if settings.articles_shown && self.pages.shown().is_none() {
            arrangement = articles::show(ui, shown, &mut self.articles, settings.articles_width, send);
        }
        if settings.inspector_shown {
            let listed = self.pages.shown().is_some();
            inspector::show(ui, shown, &mut self.inspector, settings.inspector_width, listed, send);
        }
        let paper = super::panels::colors(ui).paper;
        let mut asked = None;
        CentralPanel::default().frame(egui::Frame::new().fill(paper)).show(ui, |ui| {
            asked = self.banners(ui, saving.as_ref());
            let shown = match &self.past {
                Some(past) => past.session(),
                None => &self.session,
            };
            reading::show(ui, shown, settings, &mut self.reading, send);
        });
        if let Some(arrangement) = arrangement {
            self.shown_mut().arrange(arrangement);
        }
        Shown { stopped, asked, import: None }
    }

    /// What stands in the way, each with its way out.
    fn banners(&mut self, ui: &mut Ui, saving: Option<&SaveStatus>) -> Option<Asked> {
        if let Some(SaveStatus::Failed { error, unsaved, .. }) = saving {
            let words = format!(
                "{} not on disk yet, kept in memory and tried again every few seconds. {error}",
                dates::counted(*unsaved, "change is", "changes are")
            );
            match banner(ui, Notice::Error, &words, &["Try again", "Save elsewhere…"]) {
                Some(0) => return Some(Asked::Retry),
                Some(_) => return Some(Asked::SaveElsewhere),
                None => {}
            }
        }
        if let Some(past) = &self.past {
            return past.banner(ui);
        }
        self.trouble = self.trouble.take().filter(|trouble| !trouble.is_over(&self.folder, saving));
        match self.trouble.as_ref().and_then(|trouble| trouble.show(ui)) {
            Some(Answer::Dismissed) => self.trouble = None,
            Some(Answer::Asked(asked)) => return Some(asked),
            None => {}
        }
        if self.keeper.is_some()
            && let Some(reason) = self.session.read_only()
        {
            let pressed = banner(ui, Notice::Warning, &format!("Read only. {reason}"), &["Try again", "Save a copy…"]);
            match pressed {
                Some(0) => return Some(Asked::Reload),
                Some(_) => return Some(Asked::SaveElsewhere),
                None => {}
            }
        }
        if let (true, Some(report)) = (self.report_is_news, &self.report) {
            let lost = dates::counted(report.refused(), "part was not imported", "parts were not imported");
            let words = format!("{lost}. The report says which, and why.");
            let pressed = banner(ui, Notice::Warning, &words, &["Show the report", "Dismiss"])?;
            self.report_is_news = false;
            return (pressed == 0).then_some(Asked::ShowReport);
        }
        if let Some(asked) = self.newer_copies(ui) {
            return Some(asked);
        }
        let fresh = self.problems.len().saturating_sub(self.problems_seen);
        if fresh > 0 {
            let words = format!(
                "{} in the project’s files. Everything else was loaded and nothing was dropped.",
                dates::counted(fresh, "problem", "problems")
            );
            let pressed = banner(ui, Notice::Warning, &words, &["Show", "Dismiss"])?;
            self.problems_seen = self.problems.len();
            return (pressed == 0).then_some(Asked::ShowProblems);
        }
        None
    }
}

/// Where an import goes.
pub fn where_to(session: &Session, folder: &Path) -> Into {
    Into { project: session.project().clone(), annotator: session.annotator().clone(), folder: folder.to_owned() }
}

impl Desk {
    /// Takes note of newer copies that have arrived; those of articles without annotations ask for nothing.
    pub fn arrived_newer(&mut self, newer: &[Newer]) {
        let has_any = |newer: &&Newer| self.waiting(newer) > 0;
        let arrived: Vec<Newer> = newer.iter().filter(has_any).copied().collect();
        self.newer.extend(arrived);
    }

    /// How many annotations a newer copy waits for.
    fn waiting(&self, newer: &Newer) -> usize {
        self.session.project().carry_progress(self.session.annotator(), newer.of, newer.article).waiting()
    }

    /// Newer copies wait for annotations.
    fn newer_copies(&mut self, ui: &mut Ui) -> Option<Asked> {
        let Newer { article, of } = *self.newer.first()?;
        let title = self.session.project().title(self.session.annotator(), article);
        let waiting = self.waiting(&Newer { article, of });
        if waiting == 0 || self.session.project().is_withdrawn(article) {
            self.newer.remove(0);
            return None;
        }
        let counted = dates::counted(waiting, "annotation", "annotations");
        let words = match self.newer.len() {
            1 => format!("“{title}” is a newer copy of an article in which you have {counted}."),
            more => format!("{more} articles are newer copies of ones you have tagged. First “{title}”, with {counted}."),
        };
        let pressed = banner(ui, Notice::Done, &words, &["Carry annotations over…", "Not now"])?;
        self.newer.remove(0);
        (pressed == 0).then_some(Asked::CarryOver(article))
    }
}

/// What was asked for while the panels were shown.
pub struct Shown {
    /// The place of a job to be stopped.
    pub stopped: Option<usize>,
    /// What a banner's button asks for.
    pub asked: Option<Asked>,
    /// What the page of an import asks for.
    pub import: Option<import_page::Asked>,
}
