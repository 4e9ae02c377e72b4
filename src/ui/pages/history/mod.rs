//! The past: what was done, by whom and when, the newest first; the project as of any step, a step taken back, an annotation
//! brought back.

mod chosen;
mod listing;
mod rows;
mod work;

use super::super::past::PastView;
use crate::analysis::history::{Asked, Blocker, Reversal};
use crate::model::{AnnotationId, ArticleId, JournalEntry};
use crate::session::{Command, Session};
use crate::store::{CheckReport, Journals};
use crate::ui::dates;
use crate::ui::jobs::Job;
use crate::ui::keymap::{is_field, keyboard};
use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use crate::ui::widgets::{Notice, banner, empty_state, flag_field, progress_line, search_field};
use egui::{Key, Modifiers, Ui};
use listing::Filter;
use std::path::PathBuf;
use std::sync::Arc;
use std::task::Poll;
use work::Detail;

/// More steps than these are listed by a job.
const FEW: usize = 20_000;
/// A line longer than this is read by a job.
const LONG: u64 = 256 << 10;

/// Where the journals lie, and up to which of one's own steps they are on disk; `None` while something is being saved.
#[derive(Default)]
pub struct Place {
    /// The project's folder.
    pub folder: PathBuf,
    /// The number of the last step on disk, when all are.
    pub through: Option<u64>,
    /// The article on screen.
    pub article: Option<ArticleId>,
    /// The annotation on screen that has the focus.
    pub annotation: Option<AnnotationId>,
}

/// What the page keeps.
#[derive(Default)]
pub struct State {
    /// Told before each frame.
    pub place: Place,
    /// A past project that is to be put on the desk.
    pub entering: Option<Box<PastView>>,
    journals: Arc<Journals>,
    /// What the journals were read after: one's own last step, and the project's revision.
    read_after: Option<(u64, u64)>,
    /// Grows with every reading.
    generation: u64,
    reading: Option<Job<Result<Journals, String>>>,
    filter: Filter,
    /// Whether only the open article counts, and only the focused annotation.
    of_article: bool,
    of_annotation: bool,
    listed_by: Option<(Filter, u64)>,
    listed: Arc<Vec<listing::Place>>,
    listing: Option<Job<Vec<listing::Place>>>,
    /// The row that is chosen, and which step that is.
    cursor: Option<usize>,
    chosen: Option<JournalEntry>,
    focus: bool,
    reveal: bool,
    detail: Option<Result<Detail, String>>,
    detailing: Option<Job<Result<Detail, String>>>,
    work: Option<Work>,
    /// What waits until everything is on disk.
    waiting: Option<Wish>,
    said: Option<Said>,
}

/// What a person wants done with the chosen step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Wish {
    GoBack,
    Revert,
}

/// What is under way.
enum Work {
    GoingBack(Job<Result<Box<PastView>, String>>),
    Asking(Job<Asked>),
    Checking(Job<Result<CheckReport, String>>),
}

/// What stands at the top until it is answered.
enum Said {
    Words(Notice, String),
    Blocked { words: String, by: Vec<Blocker>, together: Option<Arc<Reversal>> },
}

impl State {
    /// Reads what was added to the journals since, when all is on disk.
    fn follow(&mut self, ui: &Ui, session: &Session) {
        if let Some(Poll::Ready(read)) = self.reading.as_ref().map(Job::poll) {
            self.reading = None;
            match read {
                Some(Ok(journals)) => self.take_journals(journals),
                Some(Err(reason)) => self.said = Some(Said::Words(Notice::Error, reason)),
                None => {}
            }
        }
        let Some(through) = self.place.through.filter(|_| self.reading.is_none()) else { return };
        let now = (through, session.revision());
        if self.read_after == Some(now) {
            return;
        }
        let is_first = self.read_after.is_none();
        self.read_after = Some(now);
        let (folder, known) = (self.place.folder.clone(), Arc::clone(&self.journals));
        self.reading = Some(Job::start(ui.ctx(), "Reading the journals", move |progress| {
            if is_first {
                return Journals::read(&folder, progress).map_err(|error| error.to_string());
            }
            let mut journals = Journals::clone(&known);
            drop(known);
            journals.follow(progress).map(|_| journals).map_err(|error| error.to_string())
        }));
    }

    fn take_journals(&mut self, journals: Journals) {
        let damaged: Vec<String> = journals.problems().take(3).map(ToString::to_string).collect();
        if self.generation == 0 && !damaged.is_empty() {
            let words =
                format!("The journals are not all as they were written; what can be read is listed.\n{}", damaged.join("\n"));
            self.said = Some(Said::Words(Notice::Warning, words));
        }
        self.journals = Arc::new(journals);
        self.generation += 1;
    }

    /// Lists anew when the filters or the journals have changed; long lists by a job.
    fn list(&mut self, ui: &Ui, session: &Session) {
        if let Some(Poll::Ready(listed)) = self.listing.as_ref().map(Job::poll) {
            self.listing = None;
            listed.into_iter().for_each(|listed| self.take_listed(listed));
        }
        self.filter.article = self.place.article.filter(|_| self.of_article);
        self.filter.annotation = self.place.annotation.filter(|_| self.of_annotation);
        let now = (self.filter.clone(), self.generation);
        if self.listed_by.as_ref() == Some(&now) {
            return;
        }
        let filter = now.0.clone();
        self.listed_by = Some(now);
        self.listing = None;
        if self.count() <= FEW {
            return self.take_listed(listing::list(&self.journals, &filter, session.project(), session.annotator()));
        }
        let (journals, project, annotator) = (Arc::clone(&self.journals), session.project().clone(), session.annotator().clone());
        let work = move |_: &_| listing::list(&journals, &filter, &project, &annotator);
        self.listing = Some(Job::start(ui.ctx(), "Listing the steps", work));
    }

    /// The same step stays chosen.
    fn take_listed(&mut self, listed: Vec<listing::Place>) {
        self.listed = Arc::new(listed);
        let is_chosen = |place: &listing::Place| {
            let entry = listing::entry(&self.journals, *place);
            entry
                .zip(self.chosen.as_ref())
                .is_some_and(|(one, other)| (one.number, &one.annotator) == (other.number, &other.annotator))
        };
        self.cursor = self.listed.iter().position(is_chosen);
        self.reveal = true;
    }

    /// How many steps there are.
    fn count(&self) -> usize {
        self.journals.lists().iter().map(|list| list.entries().len()).sum()
    }

    /// Goes to a row.
    fn choose(&mut self, ui: &Ui, session: &Session, at: usize) {
        let Some(entry) = self.listed.get(at).and_then(|place| listing::entry(&self.journals, *place)).cloned() else { return };
        self.cursor = Some(at);
        self.show_step(ui, session, entry);
    }

    /// Shows what a step changed.
    fn show_step(&mut self, ui: &Ui, session: &Session, entry: JournalEntry) {
        self.detailing = None;
        self.waiting = None;
        if entry.bytes <= LONG {
            self.detail = Some(work::detail(&self.journals, &entry, session.project()));
        } else {
            self.detail = None;
            let (journals, project, entry) = (Arc::clone(&self.journals), session.project().clone(), entry.clone());
            let work = move |_: &_| work::detail(&journals, &entry, &project);
            self.detailing = Some(Job::start(ui.ctx(), "Reading a step", work));
        }
        self.chosen = Some(entry);
    }

    /// Chooses a step by its number, whatever the filters let through.
    fn choose_step(&mut self, ui: &Ui, session: &Session, step: &Blocker) {
        let list = self.journals.of(&step.annotator);
        let Some(entry) = list.and_then(|list| list.entries().get(list.place(step.number)?)).cloned() else { return };
        self.show_step(ui, session, entry);
        self.filter = Filter::default();
        (self.of_article, self.of_annotation) = (false, false);
        self.listed_by = None;
        self.list(ui, session);
    }

    fn poll(&mut self, send: &mut Vec<Command>) {
        if let Some(Poll::Ready(detail)) = self.detailing.as_ref().map(Job::poll) {
            (self.detailing, self.detail) = (None, detail);
        }
        let done = match &self.work {
            Some(Work::GoingBack(job)) => job.poll().map(|past| match past {
                Some(Ok(past)) => self.entering = Some(past),
                Some(Err(reason)) => self.said = Some(Said::Words(Notice::Error, reason)),
                None => {}
            }),
            Some(Work::Asking(job)) => job.poll().map(|asked| match asked {
                Some(Asked::Fits(reversal)) => send.push(Command::Revert(Arc::new(reversal))),
                Some(Asked::Blocked { reason, by, together }) => {
                    self.said = Some(Said::Blocked { words: blocked(&reason, &by), by, together: together.map(Arc::new) });
                }
                Some(Asked::Cannot(reason)) => self.said = Some(Said::Words(Notice::Warning, format!("{reason}."))),
                None => {}
            }),
            Some(Work::Checking(job)) => job.poll().map(|report| match report {
                Some(Ok(report)) => {
                    let notice = if report.problems.is_empty() { Notice::Done } else { Notice::Warning };
                    self.said = Some(Said::Words(notice, work::outcome(&report)));
                }
                Some(Err(reason)) => self.said = Some(Said::Words(Notice::Error, reason)),
                None => {}
            }),
            None => return,
        };
        if done.is_ready() {
            self.work = None;
        }
    }

    /// Begins what is wished for once everything is on disk and read.
    fn begin(&mut self, ui: &Ui, session: &Session) {
        let is_read =
            self.reading.is_none() && self.read_after == self.place.through.map(|through| (through, session.revision()));
        let Some((wish, entry)) = self.waiting.zip(self.chosen.clone()).filter(|_| is_read && self.work.is_none()) else {
            return;
        };
        self.waiting = None;
        self.said = None;
        let (journals, project, annotator) = (Arc::clone(&self.journals), session.project().clone(), session.annotator().clone());
        self.work = Some(match wish {
            Wish::GoBack => Work::GoingBack(Job::start(ui.ctx(), "Going back", move |progress| {
                work::go_back(&journals, &project, annotator, &entry, progress)
            })),
            Wish::Revert if entry.annotator != annotator => {
                let words = format!("This step is {}’s. Only its annotator can take it back.", entry.annotator);
                self.said = Some(Said::Words(Notice::Warning, words));
                return;
            }
            Wish::Revert => Work::Asking(Job::start(ui.ctx(), "Looking what stands in the way", move |progress| {
                work::ask(&journals, &project, &entry, progress)
            })),
        });
    }

    fn check(&mut self, ui: &Ui) {
        self.said = None;
        let folder = self.place.folder.clone();
        self.work = Some(Work::Checking(Job::start(ui.ctx(), "Checking the journals", move |progress| {
            work::check_all(&folder, progress)
        })));
    }
}

/// Why a step cannot be taken back alone, and what was done since.
fn blocked(reason: &str, by: &[Blocker]) -> String {
    let named: Vec<String> =
        by.iter().take(5).map(|step| format!("“{}” ({}, step {})", step.command, dates::moment(step.at), step.number)).collect();
    let more = by.len() - named.len();
    let more = if more > 0 { format!(" and {} more", dates::count(more)) } else { String::new() };
    format!("{reason}. What changed the same since: {}{more}.", named.join(", "))
}

/// Shows what stands beside the page's name.
pub fn title(ui: &mut Ui, state: &mut State) {
    let checks = ui.add_enabled(state.work.is_none(), egui::Button::new("Check the journals"));
    if checks.on_hover_text("Every line must follow from the one before, every snapshot from its journal").clicked() {
        state.check(ui);
    }
    if state.waiting.is_some() && state.place.through.is_none() {
        let words = weak(ui, "Waiting until everything is saved");
        ui.label(words);
    }
    let all = state.count();
    let listed = state.listed.len();
    let words = if listed == all {
        dates::counted(all, "step", "steps")
    } else {
        format!("{} of {}", dates::count(listed), dates::counted(all, "step", "steps"))
    };
    let words = weak(ui, words);
    ui.label(words);
    let stopped = match &state.work {
        Some(Work::GoingBack(job)) => progress_line(ui, &job.name, job.progress.fraction(), "").then_some(&job.progress),
        Some(Work::Asking(job)) => progress_line(ui, &job.name, job.progress.fraction(), "").then_some(&job.progress),
        Some(Work::Checking(job)) => progress_line(ui, &job.name, job.progress.fraction(), "").then_some(&job.progress),
        None => None,
    };
    let stopped = stopped.or_else(|| {
        let job = state.reading.as_ref().filter(|_| state.generation == 0)?;
        progress_line(ui, &job.name, job.progress.fraction(), "").then_some(&job.progress)
    });
    stopped.into_iter().for_each(|progress| progress.cancel());
}

/// Shows the page.
pub fn show(ui: &mut Ui, session: &Session, state: &mut State, focus: bool, send: &mut Vec<Command>) {
    let page = ui.max_rect();
    state.focus |= focus;
    state.follow(ui, session);
    state.poll(send);
    state.list(ui, session);
    state.begin(ui, session);
    said(ui, session, state, send);
    filters(ui, state);
    ui.add_space(sizes().gap);
    if state.listed.is_empty() {
        return nothing(ui, state);
    }
    let area = ui.available_rect_before_wrap();
    let side = (area.width() * 0.42).clamp(240.0, 520.0).min(area.width() * 0.5).round();
    egui::Panel::right("step").exact_size(side).frame(egui::Frame::NONE).show_separator_line(true).show(ui, |ui| {
        egui::Frame::new().inner_margin(egui::Margin { left: sizes().space_medium as i8, ..egui::Margin::ZERO }).show(ui, |ui| {
            chosen::show(ui, session, state, send);
        });
    });
    rows::show(ui, session, state);
    if has_keyboard(ui, page) {
        keys(ui, session, state, send);
    }
}

/// Whether a widget of the page has the keyboard.
fn has_keyboard(ui: &Ui, area: egui::Rect) -> bool {
    let widget = ui.memory(|memory| memory.focused()).and_then(|id| ui.ctx().read_response(id));
    widget.is_some_and(|widget| area.contains(widget.rect.center()))
}

/// What stands at the top, with its ways out.
fn said(ui: &mut Ui, session: &Session, state: &mut State, send: &mut Vec<Command>) {
    let answer = match &state.said {
        None => return,
        Some(Said::Words(notice, words)) => banner(ui, *notice, words, &["Dismiss"]),
        Some(Said::Blocked { words, by, together }) => {
            let all = format!("Revert all {} together", by.len() + 1);
            let actions = ["Show what stands in the way", "Leave it", all.as_str()];
            let count = if together.is_some() { 3 } else { 2 };
            banner(ui, Notice::Warning, words, actions.get(..count).unwrap_or_default())
        }
    };
    ui.add_space(sizes().gap);
    let Some(answer) = answer else { return };
    if let Some(Said::Blocked { by, together, .. }) = state.said.take() {
        match answer {
            0 => by.first().into_iter().for_each(|step| state.choose_step(ui, session, step)),
            2 => send.extend(together.map(Command::Revert)),
            _ => {}
        }
    }
    state.focus = true;
}

fn filters(ui: &mut Ui, state: &mut State) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = sizes().space;
        ui.scope(|ui| {
            ui.set_width(240.0);
            let field = search_field(ui, "Filter the steps", &mut state.filter.words, "Filter by command, title or who");
            // Where there is no list, keys that nothing else takes are the field's.
            let has_none = state.listed.is_empty() && state.generation > 0 && state.listing.is_none();
            if has_none && std::mem::take(&mut state.focus) {
                field.request_focus();
            }
        });
        let whose = state.filter.annotator.as_ref().map_or("Everybody", |who| who.as_str()).to_owned();
        let shown = egui::ComboBox::from_id_salt("whose steps").width(120.0).selected_text(whose).show_ui(ui, |ui| {
            let mut done = ui.selectable_value(&mut state.filter.annotator, None, "Everybody").clicked();
            for list in state.journals.lists() {
                let who = list.annotator();
                done |= ui.selectable_value(&mut state.filter.annotator, Some(who.clone()), who.as_str()).clicked();
            }
            crate::ui::widgets::close_when(ui, done);
        });
        shown.response.accessible_name("Whose steps");
        ui.add_enabled_ui(state.place.article.is_some(), |ui| flag_field(ui, &mut state.of_article, "This article"));
        let has_focus = state.place.annotation.is_some() || state.of_annotation;
        ui.add_enabled_ui(has_focus, |ui| flag_field(ui, &mut state.of_annotation, "The focused annotation"));
    });
}

fn nothing(ui: &mut Ui, state: &mut State) {
    if state.listing.is_some() {
        empty_state(ui, "One moment", "Listing the steps.", &[]);
    } else if state.generation == 0 {
        let words = if state.place.through.is_none() { "Waiting until everything is saved." } else { "Reading the journals." };
        empty_state(ui, "One moment", words, &[]);
    } else if state.journals.is_empty() {
        empty_state(ui, "Nothing was done yet", "Every step of everybody who works on this project will be listed here.", &[]);
    } else if empty_state(ui, "Nothing matches", "No step is as the filters ask for.", &["Take all filters away"]).is_some() {
        state.filter = Filter::default();
        (state.of_article, state.of_annotation) = (false, false);
    }
}

/// Keys that speak of the chosen step, wherever on the page the keyboard is.
fn keys(ui: &Ui, session: &Session, state: &mut State, send: &mut Vec<Command>) {
    // A step that the filters hide is not meant.
    let typing = keyboard(ui.ctx()).is_some_and(|id| is_field(ui.ctx(), id));
    if state.chosen.is_none() || state.cursor.is_none() || typing {
        return;
    }
    let (reverts, restores) =
        ui.input_mut(|input| (input.consume_key(Modifiers::ALT, Key::T), input.consume_key(Modifiers::ALT, Key::B)));
    if reverts {
        state.waiting = Some(Wish::Revert);
    }
    if restores {
        match chosen::restorable(state) {
            Some(command) => send.push(command),
            None => {
                let words = "This step is not about one annotation. Choose one of its annotations at the right.".to_owned();
                state.said = Some(Said::Words(Notice::Warning, words));
            }
        }
    }
    if reverts || restores {
        state.begin(ui, session);
    }
}
