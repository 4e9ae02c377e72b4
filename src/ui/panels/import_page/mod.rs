//! The page of an import: at the left what was found, in the middle the text of the chosen article, at the right how it is
//! read and what comes of it; below, one button. Nothing is written before that button is pressed.

mod arrangement;
mod cells;
mod findings;
mod how;
mod list;
mod preview;
mod states;
mod tally;
#[cfg(test)]
mod tests;
mod words;

pub use findings::Findings;

use super::{colors, panel_frame, weak};
use crate::import::{Choices, Kept};
use crate::model::progress::Cancelled;
use crate::session::Session;
use crate::store::settings::Settings;
use crate::ui::dates::{count, counted};
use crate::ui::files::{self, Import, Into, Taken};
use crate::ui::jobs::Job;
use crate::ui::theme::{sizes, strong};
use crate::ui::widgets::{Icon, choice_field, icon_button, primary_button, progress_line};
use egui::{Align, CentralPanel, Context, Key, Layout, Margin, Modifiers, Panel, RichText, Ui};
use findings::Row;
use std::path::PathBuf;
use std::sync::Arc;
use std::task::Poll;
use std::time::Instant;

/// So many files without problems need no look: the button has the keyboard.
const FEW: usize = 8;

/// From this width on, how files are read has room beside list and text, in points.
const ROOMY: f32 = 1040.0;

/// An import under way.
pub struct ImportPage {
    paths: Vec<PathBuf>,
    choices: Choices,
    /// With these the list was read.
    read_with: Choices,
    /// What was read of each file, so that only what is read otherwise is read again.
    kept: Arc<Kept>,
    phase: Phase,
    findings: Findings,
    list: list::State,
    preview: preview::State,
    /// The table that is looked at in a file of several.
    table: String,
    /// Where there is no room for both, how files are read is shown in the place of the text.
    shows_how: bool,
    /// What went wrong last.
    fault: Option<String>,
    /// The button shall have the keyboard.
    focus_button: bool,
    /// A menu or list was open over the page, and the keys were its.
    was_covered: bool,
    /// The page was laid out with what was read.
    was_ready: bool,
}

enum Phase {
    Reading(Job<Result<Read, String>>, Instant),
    Ready,
    Writing(Job<Result<Import, String>>),
}

/// What a reading brings.
struct Read {
    findings: Findings,
    kept: Kept,
    choices: Choices,
}

/// What the page wants done.
pub enum Asked {
    /// It is to be closed, nothing having been imported.
    Close,
    /// What was ticked is written and is to be recorded.
    Done(Box<Import>),
    /// Whether source files are to be kept from now on.
    Keep(bool),
}

/// A page that goes stops what it had begun.
impl Drop for ImportPage {
    fn drop(&mut self) {
        match &self.phase {
            Phase::Reading(job, _) => job.progress.cancel(),
            Phase::Writing(job) => job.progress.cancel(),
            Phase::Ready => {}
        }
    }
}

impl ImportPage {
    /// Begins to read files and folders.
    pub fn new(ctx: &Context, paths: Vec<PathBuf>, into: Into) -> Self {
        let choices = Choices::default();
        let kept = Arc::new(Kept::default());
        let phase = read(ctx, paths.clone(), choices.clone(), &kept, into);
        Self {
            paths,
            read_with: choices.clone(),
            choices,
            kept,
            phase,
            findings: Findings::default(),
            list: list::State::default(),
            preview: preview::State::default(),
            table: String::new(),
            shows_how: false,
            fault: None,
            focus_button: false,
            was_covered: false,
            was_ready: false,
        }
    }

    /// Reads more files and folders beside those that were found.
    pub fn add(&mut self, ctx: &Context, paths: Vec<PathBuf>, into: Into) {
        if matches!(self.phase, Phase::Writing(_)) {
            return self
                .complain("Nothing was added: the import is being written. Drop the files again when it is done.".to_owned());
        }
        let more = paths.into_iter().filter(|path| !self.paths.contains(path)).collect::<Vec<_>>();
        self.paths.extend(more);
        self.read_again(ctx, into);
    }

    /// Says why something was not done.
    pub fn complain(&mut self, reason: String) {
        self.fault = Some(reason);
    }

    fn read_again(&mut self, ctx: &Context, into: Into) {
        if let Phase::Reading(job, _) = &self.phase {
            job.progress.cancel();
        }
        self.phase = read(ctx, self.paths.clone(), self.choices.clone(), &self.kept, into);
    }

    /// Shows the page; `into` is where the articles would go.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, settings: &Settings, into: impl Fn() -> Into) -> Option<Asked> {
        let ctx = ui.ctx().clone();
        let mut asked = self.poll(session);
        // The keys belong to whatever is open over the page.
        let is_covered = ctx.memory(|memory| memory.top_modal_layer().is_some()) || egui::Popup::is_any_open(&ctx);
        let free = !std::mem::replace(&mut self.was_covered, is_covered) && !is_covered;
        if free && !states::left_a_field(ui) && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            asked = asked.or_else(|| if self.list.clear_filter(&mut self.findings) { None } else { self.escape() });
        }
        asked = asked.or(self.title(ui, session));
        let mut wanted = free && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let pressed = self.foot(ui, session);
        wanted |= pressed == Some(Pressed::Import);
        if pressed == Some(Pressed::Cancel) {
            asked = asked.or_else(|| self.escape());
        }
        let changed = self.body(ui, session, settings, &mut wanted);
        if let Some(keep) = changed.keep {
            asked = asked.or(Some(Asked::Keep(keep)));
        }
        if changed.reading {
            self.read_again(&ctx, into());
        } else if wanted && self.may_import(session) {
            self.write(&ctx, into(), settings.keep_sources);
        }
        // Keys that nothing else takes are the list's.
        let is_nobodys = ctx.memory(|memory| memory.focused().is_none()) && !ctx.input(|input| input.pointer.any_down());
        self.list.focus |= free && is_nobodys && matches!(self.phase, Phase::Ready) && self.was_ready && !self.focus_button;
        if !matches!(self.phase, Phase::Ready) {
            ctx.request_repaint_after(std::time::Duration::from_millis(100));
        }
        asked
    }

    /// Takes in what a job has brought.
    fn poll(&mut self, session: &Session) -> Option<Asked> {
        match &self.phase {
            Phase::Ready => None,
            Phase::Reading(job, _) => {
                let Poll::Ready(read) = job.poll() else { return None };
                self.phase = Phase::Ready;
                match read.unwrap_or_else(|| Err("The files could not be read".to_owned())) {
                    Ok(read) => self.take(read, session),
                    Err(reason) => {
                        // The list is as it was, so the choices are too.
                        self.choices = self.read_with.clone();
                        self.fault = Some(reason);
                    }
                }
                None
            }
            Phase::Writing(job) => {
                let Poll::Ready(written) = job.poll() else { return None };
                self.phase = Phase::Ready;
                match written.unwrap_or_else(|| Err("The articles could not be written".to_owned())) {
                    Ok(import) => Some(Asked::Done(Box::new(import))),
                    Err(reason) => {
                        self.fault = Some(reason);
                        None
                    }
                }
            }
        }
    }

    fn take(&mut self, read: Read, session: &Session) {
        let Read { mut findings, kept, choices } = read;
        (self.kept, self.read_with) = (Arc::new(kept), choices);
        let project = session.project();
        self.fault = None;
        let row = self.list.row(&self.findings);
        let mut place = None;
        if self.was_ready {
            findings.resume(&self.findings, project);
            place = row.and_then(|row| findings.row_like(&self.findings, row));
        } else {
            self.focus_button = findings.len() <= FEW && findings.total().problems == 0 && findings.ticked() > 0;
            self.list.focus = !self.focus_button;
        }
        self.list.turn_to(place, &findings);
        self.findings = findings;
        self.was_ready = true;
    }

    /// Stops what is under way, or else leaves the page.
    fn escape(&mut self) -> Option<Asked> {
        match &self.phase {
            Phase::Writing(job) => {
                job.progress.cancel();
                None
            }
            Phase::Reading(job, _) if self.was_ready => {
                job.progress.cancel();
                None
            }
            _ => Some(Asked::Close),
        }
    }

    fn may_import(&self, session: &Session) -> bool {
        matches!(self.phase, Phase::Ready) && session.read_only().is_none() && self.findings.ticked() > 0
    }

    fn write(&mut self, ctx: &Context, into: Into, keep_sources: bool) {
        self.fault = None;
        let (found, left_out) = (Arc::clone(&self.findings.imported), self.findings.left_out().collect());
        let taken = Taken { found, left_out, keep_sources };
        let name = format!("Importing {}", counted(self.findings.ticked(), "article", "articles"));
        self.phase = Phase::Writing(Job::start(ctx, name, move |progress| files::write(taken, &into, progress)));
    }

    fn title(&self, ui: &mut Ui, session: &Session) -> Option<Asked> {
        let mut asked = None;
        let frame = bar(ui);
        Panel::top("import title").frame(frame).show_separator_line(false).exact_size(sizes().row + 12.0).show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                let project = &session.project().name;
                ui.label(RichText::new(format!("Import into {project}")).font(strong(sizes().heading)));
                let words = weak(ui, states::places(&self.paths));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if icon_button(ui, Icon::Cross, "Close the import").clicked() {
                        asked = Some(Asked::Close);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(egui::Label::new(words).truncate());
                    });
                });
            });
        });
        asked
    }

    /// What will be done, and the button that does it.
    fn foot(&mut self, ui: &mut Ui, session: &Session) -> Option<Pressed> {
        let mut pressed = None;
        let frame = bar(ui);
        Panel::bottom("import foot").frame(frame).show_separator_line(false).exact_size(sizes().row_tall).show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                match &self.phase {
                    Phase::Writing(job) => pressed = under_way(ui, &job.name, &job.progress),
                    Phase::Reading(job, since) if self.was_ready && states::is_felt(*since) => {
                        pressed = under_way(ui, "Reading again", &job.progress);
                    }
                    _ => {}
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    pressed = pressed.or_else(|| self.buttons(ui, session));
                    if let Some(words) = self.foot_words() {
                        let words = weak(ui, words);
                        ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(egui::Label::new(words).truncate()));
                    }
                });
            });
        });
        pressed
    }

    fn foot_words(&self) -> Option<String> {
        (matches!(self.phase, Phase::Ready) && self.findings.len() > 0).then(|| {
            let (ticked, files) = (self.findings.ticked(), self.findings.imported.files.len());
            let can = self.findings.total().takeable();
            let files = counted(files, "file", "files");
            match can {
                0 => format!("Nothing to import in {files}"),
                _ => format!("{} of {} ticked, from {files}", count(ticked), counted(can, "article", "articles")),
            }
        })
    }

    fn buttons(&mut self, ui: &mut Ui, session: &Session) -> Option<Pressed> {
        let may = self.may_import(session);
        let words = match self.findings.ticked() {
            0 => "Import".to_owned(),
            ticked => format!("Import {}", counted(ticked, "article", "articles")),
        };
        let import = ui.add_enabled_ui(may, |ui| primary_button(ui, &words)).inner;
        if may && std::mem::take(&mut self.focus_button) {
            import.request_focus();
        }
        let cancel = ui.button("Cancel");
        match (import.clicked(), cancel.clicked()) {
            (true, _) => Some(Pressed::Import),
            (_, true) => Some(Pressed::Cancel),
            _ => None,
        }
    }

    fn body(&mut self, ui: &mut Ui, session: &Session, settings: &Settings, wanted: &mut bool) -> Changed {
        let mut changed = Changed::default();
        if !self.was_ready || self.findings.len() == 0 {
            let paper = colors(ui).paper;
            CentralPanel::default().frame(panel_frame(paper, 0.0)).show(ui, |ui| self.nothing_yet(ui));
            return changed;
        }
        let width = ui.available_width();
        let writing = matches!(self.phase, Phase::Writing(_));
        let row = self.list.row(&self.findings);
        let has_room = width >= ROOMY;
        let frame = panel_frame(colors(ui).panel, sizes().space);
        let left = Panel::left(if has_room { "import list" } else { "import list where it is narrow" })
            .frame(frame)
            .show_separator_line(false)
            .resizable(true);
        left.default_size((width * 0.48).round()).size_range((width * 0.4).min(280.0)..=(width * 0.6).round()).show(ui, |ui| {
            ui.take_available_width();
            states::banners(ui, session, &self.findings, &mut self.fault);
            ui.add_enabled_ui(!writing, |ui| {
                *wanted |= list::show(ui, &mut self.findings, session.project(), &mut self.list);
            });
        });
        if has_room {
            let frame = panel_frame(colors(ui).panel, sizes().space_medium);
            let right = Panel::right("import how").frame(frame).show_separator_line(false).resizable(true);
            let range = 200.0..=(width * 0.3).round();
            right.default_size((width * 0.19).clamp(236.0, 320.0).round()).size_range(range).show(ui, |ui| {
                ui.take_available_width();
                ui.add_enabled_ui(!writing, |ui| changed = self.how(ui, row, settings));
            });
        }
        let shows_how = !has_room && self.shows_how;
        let tone = if shows_how { colors(ui).panel } else { colors(ui).paper };
        CentralPanel::default().frame(panel_frame(tone, 0.0)).show(ui, |ui| {
            if !has_room {
                self.turn(ui);
            }
            if shows_how {
                panel_frame(tone, sizes().space_medium).show(ui, |ui| {
                    ui.add_enabled_ui(!writing, |ui| changed = self.how(ui, row, settings));
                });
            } else {
                let chosen = preview::Chosen { findings: &self.findings, row, table: &self.table };
                preview::show(ui, chosen, session.project(), settings, &mut self.preview);
            }
        });
        changed
    }

    /// What to show where there is room for one thing only: the text, or how it is read.
    fn turn(&mut self, ui: &mut Ui) {
        panel_frame(colors(ui).panel, sizes().space).show(ui, |ui| {
            ui.take_available_width();
            let mut chosen = Some(usize::from(self.shows_how));
            choice_field(ui, "What is shown", &mut chosen, &["Text", "Counts and columns"]);
            // Pressed again, the chosen one stays.
            self.shows_how = chosen.map_or(self.shows_how, |chosen| chosen == 1);
        });
    }

    fn how(&mut self, ui: &mut Ui, row: Option<Row>, settings: &Settings) -> Changed {
        let mut keep = settings.keep_sources;
        let asked = how::How { choices: &mut self.choices, keep: &mut keep, table: &mut self.table };
        let how = how::show(ui, &mut self.findings, row, asked);
        if how.arrangement {
            self.findings.arrange();
            self.list.stay_on(row, &self.findings);
        }
        Changed { reading: how.reading, keep: (keep != settings.keep_sources).then_some(keep) }
    }

    fn nothing_yet(&mut self, ui: &mut Ui) {
        match &self.phase {
            Phase::Reading(job, since) => {
                if states::is_felt(*since) && states::still_reading(ui, &job.progress) {
                    job.progress.cancel();
                }
            }
            _ => states::nothing_found(ui, self.fault.as_deref()),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pressed {
    Import,
    Cancel,
}

#[derive(Default)]
struct Changed {
    reading: bool,
    keep: Option<bool>,
}

fn bar(ui: &Ui) -> egui::Frame {
    panel_frame(colors(ui).bar, 0.0).inner_margin(Margin::symmetric(sizes().space_medium as i8, 0))
}

fn under_way(ui: &mut Ui, name: &str, progress: &crate::model::Progress) -> Option<Pressed> {
    let detail = progress.fraction().map(|done| format!("{:.0} %", done * 100.0)).unwrap_or_default();
    progress_line(ui, name, progress.fraction(), &detail).then_some(Pressed::Cancel)
}

fn read(ctx: &Context, paths: Vec<PathBuf>, choices: Choices, kept: &Arc<Kept>, into: Into) -> Phase {
    let name = format!("Reading {}", counted(paths.len(), "file or folder", "files and folders"));
    let kept = Arc::clone(kept);
    let work = move |progress: &crate::model::Progress| {
        let read = files::read(&paths, &choices, &kept, &into, progress).map_err(|cancelled: Cancelled| cancelled.to_string());
        read.map(|(imported, kept)| Read { findings: Findings::new(imported, &into.project), kept, choices })
    };
    Phase::Reading(Job::start(ctx, name, work), Instant::now())
}
