//! Progress and pictures: how far the work is and what is tagged, as figures that answer a question each. A bar leads to its
//! articles.

mod chart;
mod plot;
mod save;

pub use save::Picture;

use crate::analysis::corpus_stats::{Figures, Period, figures};
use crate::model::{ArticleId, JournalEntry, Progress, Project};
use crate::session::{Command, Session};
use crate::store::Journals;
use crate::ui::jobs::Job;
use crate::ui::panels::{colors, weak};
use crate::ui::theme::{sizes, strong};
use crate::ui::widgets::{Notice, banner, close_when, empty_state, progress_line};
use chart::{Chart, Choices};
use egui::{Align, Button, Label, Layout, RichText, ScrollArea, Ui, vec2};
use plot::Part;
use save::Shooting;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::task::Poll;

/// How high the bars of a chart are.
const HEIGHT: f32 = 200.0;
/// A chart narrower than this stands alone in its row.
const LEAST: f32 = 400.0;

/// The articles behind a bar.
pub struct Behind {
    /// What they are, in words.
    pub words: String,
    /// Which they are.
    pub articles: Vec<ArticleId>,
}

/// What the page keeps.
#[derive(Default)]
pub struct State {
    /// The project's folder; told before each frame.
    pub folder: PathBuf,
    /// The articles that are to be listed.
    pub behind: Option<Behind>,
    /// A figure that is to be saved.
    pub picture: Option<Picture>,
    /// The one whose place on disk is being asked for.
    pub offered: Option<Picture>,
    figures: Figures,
    /// The revision the figures are of.
    of: Option<u64>,
    job: Option<(u64, Job<Result<Figures, String>>)>,
    trouble: Option<String>,
    /// Counting was stopped or failed, and is begun again only when that is asked for.
    has_stopped: bool,
    /// Whether the figures are about what is tagged.
    about_tags: bool,
    choices: Choices,
    charts: Vec<Chart>,
    /// What the charts were made of.
    made_of: Option<(u64, bool, Choices)>,
    /// Grows with every counting.
    generation: u64,
    /// Where the arrow keys have gone to in each chart.
    chosen: HashMap<&'static str, Part>,
    shooting: Option<Shooting>,
    focus: bool,
}

impl State {
    fn count(&mut self, ui: &Ui, session: &Session) {
        let (project, viewer, folder) = (session.project().clone(), session.annotator().clone(), self.folder.clone());
        let job = Job::start(ui.ctx(), "Counting", move |progress| counted(&project, &viewer, &folder, progress));
        self.job = Some((session.revision(), job));
        (self.trouble, self.has_stopped) = (None, false);
    }

    fn poll(&mut self, ctx: &egui::Context) {
        if let Some((revision, Poll::Ready(found))) = self.job.as_ref().map(|(revision, job)| (*revision, job.poll())) {
            self.job = None;
            match found {
                Some(Ok(figures)) => {
                    (self.figures, self.of) = (figures, Some(revision));
                    self.generation += 1;
                }
                Some(Err(reason)) => (self.trouble, self.has_stopped) = (Some(reason), true),
                None => self.has_stopped = true,
            }
        }
        match self.shooting.as_ref().and_then(Shooting::poll) {
            Some(Ok(picture)) => (self.shooting, self.picture) = (None, Some(picture)),
            Some(Err(reason)) => (self.shooting, self.trouble) = (None, Some(reason)),
            None if self.shooting.is_some() => ctx.request_repaint_after_secs(0.1),
            None => {}
        }
    }

    /// Makes the charts anew when other figures are there or other ones are wanted.
    fn make(&mut self, session: &Session) {
        let now = (self.generation, self.about_tags, self.choices);
        if self.made_of == Some(now) {
            return;
        }
        self.made_of = Some(now);
        let make = if self.about_tags { chart::about_tags } else { chart::about_work };
        self.charts = make(&self.figures, &session.project().scheme, self.choices);
        self.chosen.clear();
    }
}

/// Reads the journals and counts.
fn counted(project: &Project, viewer: &crate::model::Annotator, folder: &Path, progress: &Progress) -> Result<Figures, String> {
    // The bar is for the counting; reading the journals is a small part of it.
    let journals = Journals::read(folder, &Progress::default()).map_err(|error| error.to_string())?;
    let entries: Vec<&[JournalEntry]> = journals.lists().iter().map(|list| list.entries()).collect();
    figures(project, viewer, &entries, progress).map_err(|_| "Counting was stopped.".to_owned())
}

/// Shows what stands beside the page's name.
pub fn title(ui: &mut Ui, session: &Session, state: &mut State) {
    if let Some((_, job)) = &state.job {
        if progress_line(ui, &job.name, job.progress.fraction(), "") {
            job.progress.cancel();
        }
        return;
    }
    let is_old = state.of.is_some_and(|of| of != session.revision());
    if ui.button("Count anew").clicked() {
        state.count(ui, session);
    }
    if is_old {
        let words = RichText::new("These figures are of an earlier state.").color(colors(ui).warn);
        ui.label(words);
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, session: &Session, state: &mut State, focus: bool, _: &mut Vec<Command>) {
    state.focus |= focus;
    state.poll(ui.ctx());
    // Opened anew, the page counts what has changed meanwhile.
    let is_new = state.of.is_none() || (focus && state.of != Some(session.revision()));
    if is_new && state.job.is_none() && !state.has_stopped {
        state.count(ui, session);
    }
    if let Some(words) = state.trouble.clone()
        && banner(ui, Notice::Error, &words, &["Dismiss"]).is_some()
    {
        state.trouble = None;
    }
    tabs(ui, state);
    if state.of.is_none() && state.job.is_none() {
        if empty_state(ui, "Nothing was counted", "Counting was stopped before its end.", &["Count anew"]).is_some() {
            state.count(ui, session);
        }
        return;
    }
    if state.of.is_none() {
        let words = "The articles and the journals are being counted; the window can be used meanwhile.";
        empty_state(ui, "One moment", words, &[]);
        return;
    }
    state.make(session);
    let charts = std::mem::take(&mut state.charts);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| grid(ui, &charts, state));
    state.charts = charts;
}

fn tabs(ui: &mut Ui, state: &mut State) {
    ui.horizontal(|ui| {
        for (about_tags, name) in [(false, "The work"), (true, "What is tagged")] {
            let button = ui.add(Button::selectable(state.about_tags == about_tags, name).frame_when_inactive(true));
            if button.clicked() {
                state.about_tags = about_tags;
                button.request_focus();
            }
            // Keys that nothing else takes are the page's.
            let is_idle = ui.memory(|memory| memory.focused().is_none()) && !egui::Popup::is_any_open(ui.ctx());
            if state.about_tags == about_tags && (std::mem::take(&mut state.focus) || is_idle) {
                button.request_focus();
            }
        }
    });
    ui.add_space(sizes().space);
}

fn grid(ui: &mut Ui, charts: &[Chart], state: &mut State) {
    let gap = sizes().space_huge;
    let columns = if ui.available_width() >= 2.0 * LEAST + gap { 2 } else { 1 };
    let width = ((ui.available_width() - gap * (columns as f32 - 1.0) - sizes().space_medium) / columns as f32).max(200.0);
    for row in charts.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for chart in row {
                ui.allocate_ui_with_layout(vec2(width, HEIGHT + 84.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(width);
                    card(ui, chart, state);
                });
            }
        });
        ui.add_space(sizes().space_large);
    }
}

fn card(ui: &mut Ui, chart: &Chart, state: &mut State) {
    let area = egui::Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), HEIGHT + 76.0));
    ui.spacing_mut().item_spacing.x = sizes().gap;
    ui.horizontal(|ui| {
        ui.label(RichText::new(chart.title).font(strong(sizes().interface)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            // A picture of the figure is one of the figure alone.
            if state.shooting.is_none() {
                if !chart.is_empty() {
                    buttons(ui, chart, area, state);
                }
                choices(ui, chart, state);
            }
        });
    });
    legend(ui, chart);
    if chart.is_empty() {
        let words = weak(ui, "Nothing yet.");
        ui.label(words);
        return;
    }
    let chosen = state.chosen.get(chart.title).copied();
    let done = plot::show(ui, chart, chosen, HEIGHT);
    if let Some(part) = done.moved {
        state.chosen.insert(chart.title, part);
    }
    // What the keys have gone to is told like what is pointed at.
    let told = done.hovered.or(chosen.filter(|_| done.response.has_focus())).map(|(bar, part)| chart.told(bar, part));
    let words = weak(ui, told.unwrap_or_else(|| chart.note.clone())).size(sizes().small);
    ui.add(Label::new(words).truncate());
    if let Some((bar, part)) = done.taken {
        let places = chart.bars.get(bar).and_then(|bar| bar.cells.get(part)).map(|cell| cell.articles.as_slice());
        let articles = state.figures.articles(places.unwrap_or_default());
        state.behind = Some(Behind { words: chart.behind(bar, part), articles });
    }
}

fn buttons(ui: &mut Ui, chart: &Chart, area: egui::Rect, state: &mut State) {
    let button = |ui: &mut Ui, words: &str, spoken: String| {
        ui.small_button(words).on_hover_text(&spoken).accessible_name(&spoken).clicked()
    };
    if button(ui, "CSV", format!("Copy “{}” as CSV", chart.title)) {
        ui.ctx().copy_text(save::as_csv(chart));
    }
    if button(ui, "PNG…", format!("Save “{}” as PNG", chart.title)) {
        state.shooting = Some(save::shoot(ui.ctx(), chart, area.expand(sizes().space)));
    }
    if button(ui, "SVG…", format!("Save “{}” as SVG", chart.title)) {
        state.picture = Some(save::as_svg(chart));
    }
}

/// Which unit or period a chart shows, where there is a choice.
fn choices(ui: &mut Ui, chart: &Chart, state: &mut State) {
    if chart.counted == "values" && state.figures.units.len() > 1 {
        let name = |at: usize| {
            let name = state.figures.units.get(at).map(|unit| unit.name.as_str()).unwrap_or_default();
            if name.is_empty() { "without a unit" } else { name }
        };
        let shown = egui::ComboBox::from_id_salt("unit").width(120.0).selected_text(name(state.choices.unit)).show_ui(ui, |ui| {
            let mut done = false;
            for at in 0..state.figures.units.len().min(40) {
                done |= ui.selectable_value(&mut state.choices.unit, at, name(at)).clicked();
            }
            close_when(ui, done);
        });
        shown.response.accessible_name("Unit of the numbers");
    }
    if chart.is_over_time() {
        let name = |period: Option<Period>| period.map_or("what fits", Period::name);
        let shown = egui::ComboBox::from_id_salt(("period", chart.title))
            .width(72.0)
            .selected_text(name(state.choices.period))
            .show_ui(ui, |ui| {
                let mut done = false;
                for period in [None, Some(Period::Day), Some(Period::Week), Some(Period::Month)] {
                    done |= ui.selectable_value(&mut state.choices.period, period, name(period)).clicked();
                }
                close_when(ui, done);
            });
        shown.response.accessible_name(format!("Days, weeks or months of “{}”", chart.title));
    }
}

/// What the colours stand for, where there is more than one.
fn legend(ui: &mut Ui, chart: &Chart) {
    ui.horizontal(|ui| {
        ui.set_height(sizes().icon);
        ui.spacing_mut().item_spacing.x = sizes().space;
        let theme = crate::ui::theme::Theme::of(ui);
        if chart.series.len() < 2 {
            let words = weak(ui, chart.counted).size(sizes().small);
            ui.label(words);
            return;
        }
        for (name, paint) in &chart.series {
            let (rect, _) = ui.allocate_exact_size(vec2(10.0, 10.0), egui::Sense::hover());
            ui.painter().rect_filled(rect, 2.0, paint.color(theme));
            let words = weak(ui, name).size(sizes().small);
            ui.label(words);
        }
    });
}
