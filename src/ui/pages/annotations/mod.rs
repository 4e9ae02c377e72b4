//! All annotations of the project as a table: filtered and sorted by any column, walked through by keys with the text below,
//! ticked and changed together, sampled for an audit.

mod bulk;
mod columns;
mod listing;
mod rows;
mod sample;

use crate::analysis::table::{Column, Row, Seen};
use crate::model::progress::Cancelled;
use crate::session::{Bulk, BulkChange, Command, Session};
use crate::ui::dates;
use crate::ui::jobs::Job;
use crate::ui::keymap;
use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use crate::ui::widgets::{empty_state, progress_line};
use egui::{Context, Id, Key, Modifiers, ScrollArea, Ui};
use listing::{Asked, Listed};
pub use rows::status_color;
use std::collections::HashSet;
use std::sync::Arc;
use std::task::Poll;

/// What the page keeps.
#[derive(Default)]
pub struct State {
    asked: Asked,
    /// What the rows were listed by; `None` before the first time.
    listed_by: Option<Asked>,
    listed: Listed,
    job: Option<Job<Result<Listed, Cancelled>>>,
    /// The columns that somebody chose.
    columns: Option<Vec<Column>>,
    /// The row that is shown below.
    cursor: Option<usize>,
    /// The list shall have the keyboard.
    focus: bool,
    /// The row is to be brought on screen.
    reveal: bool,
    /// The rows that are ticked, by their places in the table.
    ticked: HashSet<u32>,
    /// The row that was ticked last.
    anchor: Option<usize>,
    list: Option<Id>,
    bulk: bulk::State,
    sample: sample::State,
}

impl State {
    /// Whether a row is there to be reviewed.
    pub fn is_reviewing(&self) -> bool {
        self.cursor.is_some() || !self.ticked.is_empty()
    }

    /// Takes all ticks away: who comes back later has forgotten them.
    pub fn untick(&mut self) {
        self.ticked.clear();
    }

    /// Goes from what is typed back to the list; `true` where the keyboard is on the list already.
    pub fn step_back(&mut self, ctx: &Context) -> bool {
        let is_typed = keymap::keyboard(ctx).is_some_and(|id| keymap::is_field(ctx, id));
        self.focus |= is_typed;
        !is_typed
    }

    /// Whether the list has the keyboard.
    fn has_keyboard(&self, ui: &Ui) -> bool {
        self.list.is_some_and(|list| ui.memory(|memory| memory.has_focus(list)))
    }

    fn row(&self, at: usize) -> Option<&Row> {
        self.listed.places.get(at).and_then(|place| self.listed.table.rows.get(*place as usize))
    }

    fn seen<'a>(&'a self, at: usize, session: &'a Session) -> Option<Seen<'a>> {
        self.listed.table.seen(self.row(at)?, session.project())
    }

    /// What shows the row under the cursor in the text below.
    pub fn shows_cursor(&self, session: &Session) -> Option<Command> {
        let seen = self.seen(self.cursor?, session)?;
        let (article, annotator, annotation) = (seen.article, seen.annotator.clone(), seen.annotation.id);
        Some(Command::ShowAnnotation { article, annotator, annotation })
    }

    /// Goes on to the next row or back to the one before; `None` at the end of the list.
    pub fn step(&mut self, session: &Session, forward: bool) -> Option<Command> {
        let to = match self.cursor {
            Some(at) if forward => at + 1,
            Some(at) => at.checked_sub(1)?,
            None => 0,
        };
        self.row(to)?;
        self.cursor = Some(to);
        self.reveal = true;
        self.shows_cursor(session)
    }

    /// The command that is meant while rows are ticked: a label or a verdict is for all of them.
    pub fn for_all_ticked(&self, command: &Command) -> Option<Command> {
        let change = match command {
            Command::Tag(label) => BulkChange::Relabel(label.clone()),
            Command::Judge(status) => BulkChange::Judge(*status),
            Command::Delete => BulkChange::Delete,
            _ => return None,
        };
        (!self.ticked.is_empty()).then(|| self.to_all(change))
    }

    /// One change to what is ticked, or else to the row under the cursor.
    fn to_all(&self, change: BulkChange) -> Command {
        let table = &self.listed.table;
        let name = |row: &Row| Some((table.article_of(row)?, table.annotator_of(row)?.clone(), row.annotation));
        let of = if self.ticked.is_empty() {
            self.cursor.and_then(|at| self.row(at)).and_then(name).into_iter().collect()
        } else {
            let ticked = self.listed.places.iter().filter(|place| self.ticked.contains(place));
            ticked.filter_map(|place| name(table.rows.get(*place as usize)?)).collect()
        };
        Command::Bulk(Arc::new(Bulk { of, change }))
    }

    fn set_tick(&mut self, at: usize, on: bool) {
        let Some(place) = self.listed.places.get(at) else { return };
        if on {
            self.ticked.insert(*place);
        } else {
            self.ticked.remove(place);
        }
        self.anchor = Some(at);
    }

    fn tick(&mut self, at: usize) {
        let on = self.listed.places.get(at).is_some_and(|place| !self.ticked.contains(place));
        self.set_tick(at, on);
    }

    /// Ticks everything from the row that was ticked last to this one.
    fn tick_through(&mut self, to: usize) {
        let from = self.anchor.or(self.cursor).unwrap_or(to);
        let places = self.listed.places.iter().skip(from.min(to)).take(from.abs_diff(to) + 1);
        self.ticked.extend(places.copied());
    }

    /// Ticks all that is listed, or none of it when all was.
    fn tick_all(&mut self) {
        if self.ticked.len() == self.listed.places.len() {
            self.ticked.clear();
        } else {
            self.ticked = self.listed.places.iter().copied().collect();
        }
    }

    /// Takes in what was listed, the same annotation under the cursor where it is listed still.
    fn take(&mut self, listed: Listed, session: &Session) {
        let under = self.cursor.and_then(|at| self.row(at)).map(|row| row.annotation);
        let is_same_table = Arc::ptr_eq(&self.listed.table, &listed.table);
        let before = std::mem::replace(&mut self.listed, listed);
        let row_of = |place: &u32| self.listed.table.rows.get(*place as usize).map(|row| row.annotation);
        let stays = |place: &u32| under.is_some() && row_of(place) == under;
        self.cursor = self.listed.places.iter().position(stays);
        if !is_same_table && !self.ticked.is_empty() {
            let ticked: HashSet<_> =
                self.ticked.iter().filter_map(|place| before.table.rows.get(*place as usize)).map(|row| row.annotation).collect();
            let places = self.listed.places.iter().copied();
            self.ticked = places.filter(|place| row_of(place).is_some_and(|id| ticked.contains(&id))).collect();
        } else {
            let listed: HashSet<u32> =
                if self.ticked.is_empty() { HashSet::new() } else { self.listed.places.iter().copied().collect() };
            self.ticked.retain(|place| listed.contains(place));
        }
        self.anchor = None;
        self.reveal = true;
        let focused = session.view().annotation();
        if self.cursor.is_none() && !self.listed.places.is_empty() {
            let at = self.listed.places.iter().position(|place| focused.is_some() && row_of(place) == focused);
            self.cursor = at;
        }
    }

    fn columns(&self) -> Vec<Column> {
        self.columns.clone().unwrap_or_else(columns::usual)
    }

    /// Begins to list what is asked for.
    fn list(&mut self, ui: &Ui, session: &Session) {
        if let Some(job) = &self.job {
            job.progress.cancel();
        }
        let (project, by, asked) = (session.project().clone(), session.annotator().clone(), self.asked.clone());
        let revision = session.revision();
        let is_fresh = self.listed_by.is_some() && self.listed.revision == revision;
        let table = is_fresh.then(|| Arc::clone(&self.listed.table));
        self.listed_by = Some(asked.clone());
        self.job = Some(Job::start(ui.ctx(), "Listing annotations", move |progress| {
            listing::list(&project, &by, &asked, table, revision, progress)
        }));
    }

    fn poll(&mut self, session: &Session) {
        let Some(Poll::Ready(listed)) = self.job.as_ref().map(Job::poll) else { return };
        self.job = None;
        if let Some(Ok(listed)) = listed {
            self.take(listed, session);
        }
    }
}

/// Shows what stands beside the page's name: how many are listed, the columns, the samples.
pub fn title(ui: &mut Ui, session: &Session, state: &mut State, send: &mut Vec<Command>) {
    choose_columns(ui, session, state);
    sample::menu(ui, session, state, send);
    let (listed, all) = (state.listed.places.len(), state.listed.table.rows.len());
    let words = if listed == all {
        dates::counted(all, "annotation", "annotations")
    } else {
        format!("{} of {}", dates::count(listed), dates::count(all))
    };
    let words = weak(ui, words);
    ui.label(words);
    let is_old = state.listed_by.is_some() && state.listed.revision != session.revision();
    if is_old && state.job.is_none() {
        let told = "The project was changed since this was listed. Rows show what stands now; what came since is not among them.";
        if ui.add(egui::Button::new("List anew").shortcut_text("Ctrl R")).on_hover_text(told).clicked() {
            state.list(ui, session);
        }
    }
    if let Some(job) = &state.job {
        ui.add_space(sizes().space);
        if progress_line(ui, &job.name, job.progress.fraction(), "") {
            job.progress.cancel();
        }
    }
}

fn choose_columns(ui: &mut Ui, session: &Session, state: &mut State) {
    ui.menu_button("Columns", |ui| {
        let shown = state.columns();
        let all = Column::all(&session.project().scheme);
        let mut chosen = shown.clone();
        for column in &all {
            let mut on = shown.contains(column);
            if ui.checkbox(&mut on, column.name(&session.project().scheme)).changed() {
                chosen.retain(|other| other != column);
                chosen.extend(on.then(|| column.clone()));
            }
        }
        if chosen != shown && !chosen.is_empty() {
            // In the order in which they are offered.
            chosen.sort_by_key(|column| all.iter().position(|other| other == column));
            // What is not shown filters nothing.
            state.asked.filters.retain(|(column, _)| chosen.contains(column));
            state.columns = Some(chosen);
        }
        ui.separator();
        if ui.button("The usual ones").clicked() {
            state.columns = None;
        }
    });
}

/// Shows the page.
pub fn show(ui: &mut Ui, session: &Session, state: &mut State, focus: bool, send: &mut Vec<Command>) {
    state.focus |= focus;
    state.poll(session);
    let renew = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::R));
    // Shown anew, it lists what has changed meanwhile.
    let is_old = state.listed.revision != session.revision() && state.job.is_none();
    let is_due = state.listed_by.as_ref() != Some(&state.asked) || renew || (focus && is_old);
    if is_due && !state.sample.is_awaited(session) {
        state.list(ui, session);
    }
    bulk::bar(ui, session, state, send);
    sample::outcome(ui, session, state);
    let columns = state.columns();
    let width = columns::least_width(&columns).max(ui.available_width());
    let scheme = &session.project().scheme;
    ScrollArea::horizontal().id_salt("table").auto_shrink(false).show(ui, |ui| {
        ui.set_width(width);
        columns::headings(ui, scheme, state, &columns);
        if state.listed.places.is_empty() {
            return nothing(ui, state);
        }
        rows::show(ui, session, state, &columns, send);
    });
}

fn nothing(ui: &mut Ui, state: &mut State) {
    if state.job.is_some() {
        return;
    }
    if state.listed.table.rows.is_empty() {
        empty_state(ui, "Nothing is tagged yet", "What anybody tags in this project is listed here.", &[]);
        return;
    }
    let words = "No annotation is as the filters under the headings ask for.";
    if empty_state(ui, "Nothing matches", words, &["Take all filters away"]).is_some() {
        state.asked.filters.clear();
    }
}
