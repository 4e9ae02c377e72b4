//! Opening a project and putting it away: one is closed before the next is opened, and neither holds up the window.

use super::app::App;
use super::desk::Desk;
use super::files::{self, Arrivals, Done};
use super::jobs::Job;
use super::panels::menu_bar;
use super::trouble::Trouble;
use crate::model::progress::Cancelled;
use crate::store::Opened;
use crate::store::places::is_project;
use egui::Context;
use std::path::{Path, PathBuf};
use std::task::Poll;
use std::time::Duration;

impl App {
    /// Begins to open a project for the annotator of the settings.
    pub(super) fn open(&mut self, ctx: &Context, folder: PathBuf) {
        if let Err(unfit) = self.settings.whoever_works() {
            let words = "cannot be the name of an annotator. Change it in the settings: letters, digits, -, _ and .";
            return self.complain(format!("Nothing was opened: {unfit} {words}"));
        }
        if self.desk.is_some() && !is_project(&folder) {
            return self.complain(format!("Nothing was opened: there is no project.ron in {}", folder.display()));
        }
        if !self.close_desk(ctx) {
            return;
        }
        if self.closing.is_some() {
            self.opens_next = Some(folder);
            return;
        }
        let annotator = self.annotator();
        self.arrivals = Arrivals::default();
        self.desk = Some(Desk::opening(&folder, annotator.clone()));
        self.fault = None;
        let arrivals = self.arrivals.clone();
        let name = format!("Opening {}", menu_bar::name_of(&folder));
        self.jobs.push(Job::start(ctx, name, move |progress| {
            let opened = files::open(&folder, &annotator, progress, &arrivals);
            Done::Opened(folder, Box::new(opened))
        }));
    }

    /// Puts the project away, every change on disk; `false` when something could not be saved and it stays. Its snapshot is
    /// brought up to date by a job.
    pub(super) fn close_desk(&mut self, ctx: &Context) -> bool {
        self.jobs.retain(|job| !job.name.starts_with("Opening"));
        let Some(mut desk) = self.desk.take() else { return true };
        desk.keep_typed();
        let Some(keeper) = desk.keeper.take() else { return true };
        if desk.session.read_only().is_none() && !keeper.storage().flush(Duration::from_secs(5)) {
            desk.keeper = Some(keeper);
            desk.trouble = Some(Trouble::unsaved());
            self.desk = Some(desk);
            return false;
        }
        let project = desk.session.project().clone();
        drop(desk);
        if let Some(storage) = keeper.into_storage() {
            let name = format!("Closing {}", project.name);
            self.closing = Some(Job::start(ctx, name, move |_| storage.close(&project).map_err(|(_, error)| error.to_string())));
        }
        true
    }

    /// Waits for the project that is being put away; only where the program ends anyway.
    pub(super) fn wait_for_closing(&mut self) {
        if let Some(Err(error)) = self.closing.take().and_then(|job| job.wait()) {
            log::error!("closing the project: {error}");
        }
    }

    /// Takes note of a project that has been put away, and opens the one that waits for that.
    pub(super) fn take_closed(&mut self, ctx: &Context) {
        let Some(Poll::Ready(Some(closed))) = self.closing.as_ref().map(Job::poll) else { return };
        self.closing = None;
        if let Err(error) = closed {
            self.fault = Some(error);
        }
        if let Some(next) = self.opens_next.take() {
            self.open(ctx, next);
        }
    }

    pub(super) fn take_opened(&mut self, ctx: &Context, folder: &Path, opened: Result<Opened, String>) {
        match opened {
            Ok(opened) => {
                self.settings.remember(folder);
                if let Some(desk) = &mut self.desk {
                    desk.opened(opened, ctx);
                    desk.session.snap_to_words = self.settings.snap_to_words;
                    desk.session.show_suggestions(self.settings.suggestions_shown);
                }
                let waiting = std::mem::take(&mut self.waiting);
                if !waiting.is_empty() {
                    self.import(ctx, waiting);
                }
            }
            Err(reason) => {
                self.desk = None;
                let stopped = reason == Cancelled.to_string();
                self.fault = Some(reason).filter(|_| !stopped);
            }
        }
    }
}
