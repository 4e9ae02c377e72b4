//! What became of an import, file by file and part by part, to be read and to be saved.

use super::{Request, unless_closed};
use crate::import::{FileReport, PartReport, Report};
use crate::ui::dates;
use crate::ui::panels::{colors, sentence, weak};
use crate::ui::theme::sizes;
use crate::ui::widgets::{List, ListRow, modal, primary_button};
use egui::{Align, Context, Label, Layout, Rect, Response, RichText, Sense, Ui, UiBuilder, Vec2, vec2};
use std::sync::Arc;

/// The report of one import.
pub struct ImportReport {
    report: Arc<Report>,
    /// Files, and parts of those that have several, by their places; problems come first.
    lines: Vec<(usize, Option<usize>)>,
    /// What became of each file, and whether that is a problem.
    files: Vec<(String, bool)>,
    title: String,
    words: String,
    /// The line that the keys are on.
    selected: Option<usize>,
    /// The list has been given the keyboard.
    has_opened: bool,
}

/// How much of the window is left above, below and beside the list.
const AROUND: Vec2 = vec2(96.0, 216.0);
/// The widest that a list is of use, and which share of it the files have.
const WIDEST: f32 = 1080.0;
const FILES: f32 = 0.4;

impl ImportReport {
    /// Reports on an import.
    pub fn new(report: Arc<Report>) -> Self {
        let mut files: Vec<usize> = (0..report.files.len()).collect();
        files.sort_by_key(|at| !report.files.get(*at).is_some_and(FileReport::is_problem));
        let mut lines = Vec::new();
        for at in files {
            let parts = report.files.get(at).map(|file| file.parts.as_slice()).unwrap_or_default();
            lines.push((at, None));
            if parts.len() > 1 {
                let mut places: Vec<usize> = (0..parts.len()).collect();
                places.sort_by_key(|place| !parts.get(*place).is_some_and(|part| part.outcome.is_problem()));
                lines.extend(places.into_iter().map(|place| (at, Some(place))));
            }
        }
        let files = report.files.iter().map(|file| (whole(&report, file), file.is_problem())).collect();
        let (articles, refused) = (report.articles(), report.refused());
        let title = format!("Imported {}", dates::counted(articles, "article", "articles"));
        let words = match (articles, refused) {
            (0, 1..) => "Nothing was imported.".to_owned(),
            (_, 0) => "Nothing was lost.".to_owned(),
            _ => format!("{} could not be imported. The rest is in the project.", dates::count(refused)),
        };
        Self { report, lines, files, title, words, selected: Some(0), has_opened: false }
    }

    pub(super) fn show(&mut self, ctx: &Context) -> Request {
        let room = ctx.content_rect().size() - AROUND;
        let title = self.title.clone();
        let shown = modal(ctx, &title, room.x.min(WIDEST), |ui| {
            let words = weak(ui, &self.words);
            ui.label(words);
            ui.add_space(sizes().space);
            headings(ui);
            let height = room.y.min(self.lines.len() as f32 * sizes().row + 1.0).max(sizes().row);
            ui.allocate_ui(vec2(ui.available_width(), height), |ui| self.list(ui));
            ui.add_space(sizes().space_medium);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = primary_button(ui, "Close").clicked();
                (close, ui.button("Save the report…").clicked())
            })
            .inner
        });
        let (close, save) = shown.inner;
        unless_closed(shown.close || close, if save { Request::SaveReport } else { Request::Stay })
    }

    fn list(&mut self, ui: &mut Ui) {
        let list = List {
            name: "What became of each file",
            row_height: sizes().row,
            count: self.lines.len(),
            selected: self.selected,
            reveal: None,
        };
        let mut clicked = None;
        let shown = list.show(ui, |ui, at| {
            let response = self.line(ui, at);
            clicked = clicked.or(response.clicked().then_some(at));
            response
        });
        if !std::mem::replace(&mut self.has_opened, true) {
            shown.response.request_focus();
        }
        self.selected = clicked.or(shown.moved_to).or(self.selected);
    }

    fn line(&self, ui: &mut Ui, at: usize) -> Response {
        let line =
            self.lines.get(at).and_then(|(file, part)| Some((self.report.files.get(*file)?, self.files.get(*file)?, *part)));
        let Some((file, (whole, is_problem), part)) = line else { return ui.label("") };
        let part = part.and_then(|part| file.parts.get(part));
        let (name, whole_name, words, is_problem) = match part {
            Some(part) => (part.part.clone(), part.part.clone(), self.report.words(part), part.outcome.is_problem()),
            None => {
                let name = file.path.file_name().unwrap_or(file.path.as_os_str()).to_string_lossy().into_owned();
                (name, file.path.display().to_string(), whole.clone(), *is_problem)
            }
        };
        let words = sentence(&words);
        let spoken = format!("{name}, {words}");
        let color = if is_problem { colors(ui).warn } else { colors(ui).ink_weak };
        let row = ListRow::new(&spoken).selected(self.selected == Some(at)).in_list().show(ui, |ui| {
            let [files, words_in] = divide(ui.max_rect());
            cell(ui, files, |ui| {
                if part.is_some() {
                    ui.add_space(sizes().space_large);
                }
                ui.add(Label::new(&name).truncate());
            });
            cell(ui, words_in, |ui| drop(ui.add(Label::new(RichText::new(&words).color(color)).truncate())));
        });
        row.on_hover_text(format!("{whole_name}\n{words}"))
    }
}

/// What became of a file; one that is an article says what became of that.
fn whole(report: &Report, file: &FileReport) -> String {
    match file.parts.as_slice() {
        [PartReport { part, .. }] if !part.is_empty() => file.to_string(),
        [only] => report.words(only),
        _ => file.to_string(),
    }
}

fn headings(ui: &mut Ui) {
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), sizes().control), Sense::hover());
    let columns = divide(row.shrink2(vec2(sizes().space, 0.0)));
    for (words, rect) in ["File", "What became of it"].into_iter().zip(columns) {
        let words = weak(ui, words).size(sizes().small);
        cell(ui, rect, |ui| drop(ui.label(words)));
    }
}

/// Where file and outcome stand in a row.
fn divide(row: Rect) -> [Rect; 2] {
    let at = row.left() + (row.width() * FILES).round();
    let (left, right) = row.split_left_right_at_x(at);
    [left.with_max_x(at - sizes().space_medium), right]
}

/// Lays out one cell, whose contents cannot leave it.
fn cell(ui: &mut Ui, rect: Rect, add: impl FnOnce(&mut Ui)) {
    let layout = Layout::left_to_right(Align::Center);
    let mut child = ui.new_child(UiBuilder::new().id_salt(rect.left().to_bits()).max_rect(rect).layout(layout));
    child.set_clip_rect(ui.clip_rect().intersect(rect.expand(2.0)));
    add(&mut child);
}
