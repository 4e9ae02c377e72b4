//! One frame of the window: drain what arrived, read the keys, lay out, run what was sent. Decisions are the session's.

use super::clipboard::Clipboard;
use super::desk::{self, Asked, Desk};
use super::dialogs::{CarryOver, Dialog, PathDialog, Purpose, Request, Surroundings};
use super::files::{self, Arrivals, Done};
use super::jobs::Job;
use super::key_queue::KeyQueue;
use super::panels::import_page::{self, ImportPage};
use super::panels::{menu_bar, status_bar::Running};
use super::picker::FilePicker;
use super::trouble::Trouble;
use super::{context_menu, keymap, start, theme};
use crate::model::Annotator;
use crate::session::{Command, Session, WindowCommand};
use crate::store::places::is_project;
use crate::store::settings::{Settings, ThemeChoice};
use egui::{CentralPanel, Context, ThemePreference, Ui, ViewportCommand};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::task::Poll;
use std::time::Duration;

/// What the window begins with.
pub struct Beginning {
    /// What a person set before.
    pub settings: Settings,
    /// Where that is kept.
    pub settings_file: Option<PathBuf>,
    /// Why the settings could not be read.
    pub fault: Option<String>,
    /// A project to be opened at once.
    pub project: Option<PathBuf>,
    /// The system's file dialogs.
    pub picker: Box<dyn FilePicker>,
    /// The clipboard's pages.
    pub clipboard: Arc<dyn Clipboard>,
}

/// The whole window.
pub struct App {
    pub(super) settings: Settings,
    settings_file: Option<PathBuf>,
    written: Settings,
    pub(super) picker: Box<dyn FilePicker>,
    pub(super) clipboard: Arc<dyn Clipboard>,
    pub(super) desk: Option<Desk>,
    pub(super) dialog: Option<Dialog>,
    pub(super) fault: Option<String>,
    pub(super) jobs: Vec<Job<Done>>,
    /// The project that is being put away.
    pub(super) closing: Option<Job<Result<(), String>>>,
    /// The project to be opened when that is done.
    pub(super) opens_next: Option<PathBuf>,
    pub(super) arrivals: Arrivals,
    /// Paths that wait for a project to be opened.
    pub(super) waiting: Vec<PathBuf>,
    shown_theme: Option<(ThemeChoice, bool)>,
    title: String,
    keys: KeyQueue,
}

impl App {
    /// Makes the window's state; fonts and styles are set on the context.
    pub fn new(ctx: &Context, beginning: Beginning) -> Self {
        let Beginning { settings, settings_file, fault, project, picker, clipboard } = beginning;
        theme::apply(ctx, look(&settings));
        ctx.set_zoom_factor(settings.zoom);
        // Zoom is a command of ours, with its keys in the list.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let mut app = Self {
            written: settings.clone(),
            settings,
            settings_file,
            picker,
            clipboard,
            desk: None,
            dialog: None,
            fault,
            jobs: Vec::new(),
            closing: None,
            opens_next: None,
            arrivals: Arrivals::default(),
            waiting: Vec::new(),
            shown_theme: None,
            title: String::new(),
            keys: KeyQueue::default(),
        };
        if let Some(project) = project {
            app.open(ctx, project);
        }
        app
    }

    /// Who is working; an unfit name is said so and the nearest that fits proposed.
    pub(super) fn annotator(&self) -> Annotator {
        self.settings.whoever_works().unwrap_or_else(|_| Annotator::nearest(&self.settings.annotator))
    }

    fn drain(&mut self, ctx: &Context) {
        self.take_closed(ctx);
        let arrived = std::mem::take(&mut *self.arrivals.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(desk) = self.desk.as_mut().filter(|desk| desk.keeper.is_none()) {
            desk.arrived(arrived);
        }
        let mut finished = Vec::new();
        self.jobs.retain(|job| match job.poll() {
            Poll::Ready(done) => {
                finished.extend(done);
                false
            }
            Poll::Pending => true,
        });
        for done in finished {
            self.take(ctx, done);
        }
        self.hear(ctx);
        if !self.jobs.is_empty() {
            ctx.request_repaint_after(Duration::from_millis(100));
        }
    }

    /// Starts to read what other programs or annotators changed.
    fn hear(&mut self, ctx: &Context) {
        let Some(desk) = &mut self.desk else { return };
        for change in desk.watch(ctx) {
            let (folder, project) = (desk.folder.clone(), desk.session.project().clone());
            let work = move |_: &_| Done::Heard(files::read_change(change, &folder, &project));
            self.jobs.push(Job::start(ctx, "Reading what others did", work));
        }
    }

    fn take(&mut self, ctx: &Context, done: Done) {
        match done {
            Done::Opened(folder, opened) => self.take_opened(ctx, &folder, *opened),
            Done::Made(Ok(folder)) => self.open(ctx, folder),
            Done::Imported(Ok(import)) => self.take_import(import),
            Done::Heard(Ok(news)) => self.take_news(news),
            Done::Written(Ok(words)) => self.say(words),
            Done::Compared(compared) => self.take_compared(compared),
            Done::Made(Err(reason)) | Done::Imported(Err(reason)) | Done::Written(Err(reason)) | Done::Heard(Err(reason)) => {
                self.complain(reason);
            }
        }
    }

    fn take_news(&mut self, news: files::News) {
        // Another project may have been opened meanwhile.
        if let Some(desk) = self.desk.as_mut().filter(|desk| desk.folder == news.folder) {
            desk.receive(news);
        }
    }

    /// Records an import that is written.
    fn take_import(&mut self, import: files::Import) {
        // When another project was opened meanwhile, the batch is in its folder and is found when that is opened again.
        let Some(desk) = self.desk.as_mut().filter(|desk| desk.folder == import.folder) else { return };
        let returning = import.returning.len();
        let mut count = 0;
        if import.batch.is_some() || returning > 0 {
            let first = import.batch.as_ref().and_then(|(_, articles)| articles.first()).map(|article| article.id);
            let batch = import.batch.as_ref().map(|(id, _)| id.clone());
            let articles = import.batch.map(|(_, articles)| articles);
            match desk.session.import(batch.as_ref().zip(articles), import.edits, returning) {
                Ok(added) => {
                    count = added;
                    desk.arrived_newer(&import.newer);
                }
                Err(reason) => return self.complain(reason),
            }
            if desk.session.view().article.is_none()
                && let Some(first) = first
            {
                desk.session.run(&Command::Open(first));
            }
        }
        let only = import.report.files.first().and_then(|file| file.parts.first()).map(|part| part.outcome.to_string());
        desk.report_is_news = count > 0 && import.report.refused() > 0;
        desk.report = Some(Arc::new(import.report));
        if count == 0 {
            return self.complain(format!("Nothing was imported: {}", only.unwrap_or_else(|| "there is nothing".to_owned())));
        }
        self.say(format!("Imported {}", super::dates::counted(count, "article", "articles")));
    }

    fn take_compared(&mut self, compared: files::Compared) {
        let files::Compared { older, newer, waiting } = compared;
        // Somebody who has gone on to another article or page has other things in mind.
        let is_open = self.desk.as_ref().is_some_and(|desk| desk.session.view().article == Some(newer));
        if is_open && self.dialog.is_none() {
            self.dialog = Some(Dialog::CarryOver(Box::new(CarryOver::new(older, newer, waiting))));
        }
    }

    fn say(&mut self, words: String) {
        if let Some(desk) = &mut self.desk {
            desk.shown_mut().set_notice(words);
        }
    }

    pub(super) fn complain(&mut self, reason: String) {
        let stopped = [crate::model::progress::Cancelled.to_string(), crate::store::StoreError::Cancelled.to_string()];
        if stopped.contains(&reason) {
            return self.say("Stopped; nothing of it stays".to_owned());
        }
        match &mut self.desk {
            Some(desk) => desk.trouble = Some(Trouble::not_done(reason)),
            None => self.fault = Some(reason),
        }
    }

    fn dropped(&mut self, ctx: &Context) {
        let paths: Vec<PathBuf> = ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        match paths.as_slice() {
            [] => {}
            [one] if is_project(one) => self.open(ctx, one.clone()),
            _ if self.desk.is_some() => self.import(ctx, paths),
            _ => {
                self.waiting = paths;
                self.window(ctx, WindowCommand::NewProject);
            }
        }
    }

    /// Reads files into the open project.
    pub(super) fn import(&mut self, ctx: &Context, paths: Vec<PathBuf>) {
        let Some(desk) = &mut self.desk else { return };
        if desk.keeper.is_none() {
            self.waiting = paths;
            return;
        }
        desk.keep_typed();
        let into = desk::where_to(&desk.session, &desk.folder);
        match &mut desk.import {
            Some(page) => page.add(ctx, paths, into),
            None => desk.import = Some(ImportPage::new(ctx, paths, into)),
        }
    }

    /// Does what the page of an import asks for.
    fn answer_import(&mut self, asked: import_page::Asked) {
        let close = |app: &mut Self| {
            if let Some(desk) = &mut app.desk {
                desk.import = None;
                desk.reading.focus_text = true;
            }
        };
        match asked {
            import_page::Asked::Close => close(self),
            import_page::Asked::Keep(keep) => self.settings.keep_sources = keep,
            import_page::Asked::Done(import) => {
                close(self);
                self.take_import(*import);
            }
        }
    }

    /// Where an import goes; a complaint when nothing may be changed.
    pub(super) fn target(&mut self) -> Option<files::Into> {
        let desk = self.desk.as_ref()?;
        if let Some(reason) = desk.session.read_only() {
            self.complain(format!("Nothing was imported. {reason}"));
            return None;
        }
        Some(desk::where_to(&desk.session, &desk.folder))
    }

    fn show_dialog(&mut self, ctx: &Context, send: &mut Vec<Command>) {
        let Some(mut dialog) = self.dialog.take() else { return };
        let session = self.desk.as_ref().map(Desk::shown);
        let around = Surroundings { session, importing: self.is_importing(), picker: self.picker.as_ref() };
        match dialog.show(ctx, &around, &mut self.settings, send) {
            Request::Stay => self.dialog = Some(dialog),
            Request::Close => self.focus_text(),
            request => {
                self.focus_text();
                self.fulfil(ctx, request);
            }
        }
    }

    fn focus_text(&mut self) {
        if let Some(desk) = &mut self.desk {
            desk.reading.focus_text = true;
        }
    }

    pub(super) fn run(&mut self, ctx: &Context, send: Vec<Command>) {
        if let Some(desk) = self.desk.as_mut().filter(|_| !send.is_empty()) {
            desk.keep_typed();
        }
        for command in send {
            if self.asks_for_kind(&command) {
                continue;
            }
            let for_window = match (&mut self.desk, &command) {
                (Some(desk), command) => {
                    let command = desk.pages.meant(command).unwrap_or_else(|| desk.as_seen(command));
                    let for_window = desk.run(&command);
                    desk.go_on_after(&command);
                    for_window
                }
                (None, Command::Window(command)) => Some(*command),
                (None, _) => None,
            };
            if let Some(command) = for_window {
                self.window(ctx, command);
            }
        }
    }

    /// A relation that may be of several kinds asks which; `true` when it does.
    fn asks_for_kind(&mut self, command: &Command) -> bool {
        let Some(desk) = self.desk.as_ref().filter(|_| *command == Command::Relate) else { return false };
        let view = desk.shown().view();
        let Some(to) = view.annotation().filter(|to| view.relating.is_some_and(|from| from != *to)) else { return false };
        let several = desk.shown().relation_kinds(to).len() > 1;
        if several {
            self.dialog = Some(Dialog::ChooseRelation(super::dialogs::ChooseRelation { to }));
        }
        several
    }

    fn answer(&mut self, ctx: &Context, asked: Asked) {
        match asked {
            Asked::ShowProblems => self.window(ctx, WindowCommand::Problems),
            Asked::ShowReport => self.window(ctx, WindowCommand::ImportReport),
            Asked::Retry => self.window(ctx, WindowCommand::RetrySaving),
            Asked::SaveElsewhere => self.window(ctx, WindowCommand::SaveCopy),
            Asked::Reload => self.window(ctx, WindowCommand::Reload),
            Asked::CarryOver(article) => {
                self.run(ctx, vec![Command::Open(article), Command::Window(WindowCommand::CarryOver)]);
            }
            Asked::LeavePast => self.desk.iter_mut().for_each(Desk::leave_past),
            Asked::RestoreFocused => self.desk.iter_mut().for_each(Desk::restore_focused),
        }
    }

    fn lay_out(&mut self, ui: &mut Ui, send: &mut Vec<Command>) {
        let (session, importing) = (self.desk.as_ref().map(Desk::shown), self.is_importing());
        let menus = menu_bar::Menus { session, importing, recent: &self.settings.recent };
        let recent = menu_bar::show(ui, &menus, send);
        let ctx = ui.ctx().clone();
        if let Some(desk) = &mut self.desk {
            let running: Vec<Running<'_>> =
                self.jobs.iter().map(|job| Running { name: &job.name, fraction: job.progress.fraction() }).collect();
            let shown = desk.show(ui, &self.settings, &running, send);
            let past = desk.past.as_ref().map(|past| past.session());
            context_menu::show(ui, past.unwrap_or(&desk.session), &mut desk.reading.menu_at, send);
            let follow = desk.answer_pages();
            self.settings.articles_shown |= !follow.is_empty();
            send.extend(follow);
            if let Some(job) = shown.stopped.and_then(|place| self.jobs.get(place)) {
                job.progress.cancel();
            }
            self.settings.articles_width =
                Some(desk.articles.width()).filter(|w| *w > 0.0).unwrap_or(self.settings.articles_width);
            self.settings.inspector_width =
                Some(desk.inspector.width()).filter(|w| *w > 0.0).unwrap_or(self.settings.inspector_width);
            if let Some(asked) = shown.asked {
                self.answer(&ctx, asked);
            }
            if let Some(asked) = shown.import {
                self.answer_import(asked);
            }
        } else {
            self.start_screen(ui, send);
        }
        if let Some(project) = recent {
            self.open(&ctx, project);
        }
    }

    fn start_screen(&mut self, ui: &mut Ui, send: &mut Vec<Command>) {
        let paper = super::panels::colors(ui).paper;
        let mut asked = None;
        CentralPanel::default().frame(egui::Frame::new().fill(paper)).show(ui, |ui| {
            asked = start::show(ui, &self.settings.recent, &mut self.fault, send);
        });
        match asked {
            Some(start::Asked::Open(path)) => self.open(&ui.ctx().clone(), path),
            Some(start::Asked::Forget(path)) => self.settings.recent.retain(|other| *other != path),
            None => {}
        }
    }

    /// Brings theme, zoom and title in line with the settings and writes the settings when they changed.
    fn settle(&mut self, ctx: &Context) {
        let shown = (self.settings.theme, self.settings.less_motion);
        if self.shown_theme != Some(shown) {
            theme::apply_look(ctx, look(&self.settings));
            self.shown_theme = Some(shown);
        }
        if (ctx.zoom_factor() - self.settings.zoom).abs() > 0.001 {
            ctx.set_zoom_factor(self.settings.zoom);
        }
        if let Some(desk) = &mut self.desk {
            desk.session.snap_to_words = self.settings.snap_to_words;
            desk.session.show_suggestions(self.settings.suggestions_shown);
        }
        let title = match &self.desk {
            Some(desk) if !desk.session.project().name.is_empty() => format!("{} – Pressmark", desk.session.project().name),
            _ => "Pressmark".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
        self.remember_window(ctx);
        let dragging = ctx.input(|input| input.pointer.any_down());
        if self.settings != self.written && !dragging {
            self.write_settings();
        }
    }

    fn remember_window(&mut self, ctx: &Context) {
        let zoom = ctx.zoom_factor();
        let (size, maximized) = ctx.input(|input| {
            let viewport = input.viewport();
            (viewport.inner_rect.map(|rect| rect.size() * zoom), viewport.maximized.unwrap_or_default())
        });
        self.settings.maximized = maximized;
        if let Some(size) = size.filter(|size| !maximized && size.x > 100.0) {
            self.settings.window = (size.x.round(), size.y.round());
        }
    }

    fn write_settings(&mut self) {
        self.written = self.settings.clone();
        if let Some(file) = &self.settings_file
            && let Err(error) = self.settings.save(file)
        {
            log::warn!("writing the settings to {}: {error}", file.display());
        }
    }

    /// What is on screen of the open project, to be looked at.
    pub fn session(&self) -> Option<&Session> {
        self.desk.as_ref().map(Desk::shown)
    }

    /// One frame without the window system, for the window itself, tests and benches.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.drain(&ctx);
        self.dropped(&ctx);
        let mut send = self.read_keys(&ctx);
        self.lay_out(ui, &mut send);
        self.offer_picture();
        self.show_dialog(&ctx, &mut send);
        super::drop_hint::show(&ctx, self.desk.is_some());
        if !send.is_empty() {
            // What was sent shows in the next frame, without waiting for another event.
            ctx.request_repaint();
        }
        self.run(&ctx, send);
        self.settle(&ctx);
        keymap::remember_keyboard(&ctx);
    }
}

fn look(settings: &Settings) -> theme::Look {
    let preference = match settings.theme {
        ThemeChoice::Light => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
        ThemeChoice::System => ThemePreference::System,
    };
    theme::Look { preference, less_motion: settings.less_motion }
}

/// Makes a path dialog with a proposal.
pub(super) fn path_dialog(purpose: Purpose, proposal: &Path) -> Dialog {
    Dialog::Path(PathDialog::new(purpose, proposal.display().to_string()))
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        self.frame(ui);
        if ui.input(|input| input.viewport().close_requested()) && !self.close_desk(ui.ctx()) {
            ui.send_viewport_cmd(ViewportCommand::CancelClose);
        }
    }

    fn raw_input_hook(&mut self, ctx: &Context, input: &mut egui::RawInput) {
        let keyboard = ctx.memory(|memory| memory.focused());
        self.keys.pass(&mut input.events, keyboard, keyboard.is_some_and(|id| keymap::is_field(ctx, id)));
        if self.keys.is_waiting() {
            ctx.request_repaint();
        }
    }

    fn on_exit(&mut self, _: Option<&eframe::glow::Context>) {
        self.close_desk(&Context::default());
        self.wait_for_closing();
        self.write_settings();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
