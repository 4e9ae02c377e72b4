//! What became of an import, file by file and part by part, to be read and to be saved.

use super::{Request, unless_closed};
use crate::import::{FileReport, PartReport, Report};
use crate::ui::dates;
use crate::ui::panels::{colors, weak};
use crate::ui::theme::sizes;
use crate::ui::widgets::{modal, primary_button};
use egui::{Align, Context, Label, Layout, RichText, ScrollArea, Ui};
use std::sync::Arc;

/// The report of one import.
pub struct ImportReport {
    report: Arc<Report>,
    /// Files, and parts of those that have several, by their places; problems come first.
    lines: Vec<(usize, Option<usize>)>,
}

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
        Self { report, lines }
    }

    pub(super) fn show(&mut self, ctx: &Context) -> Request {
        let title = format!("Imported {}", dates::counted(self.report.articles(), "article", "articles"));
        let shown = modal(ctx, &title, 720.0, |ui| {
            let words = weak(ui, self.words());
            ui.label(words);
            ui.add_space(sizes().space);
            let height = ui.ctx().content_rect().height() - 240.0;
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show_rows(
                ui,
                sizes().control,
                self.lines.len(),
                |ui, range| {
                    let lines = self.lines.get(range).unwrap_or_default();
                    lines.iter().for_each(|line| self.line(ui, *line));
                },
            );
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

    fn words(&self) -> String {
        let refused = self.report.refused();
        match (self.report.articles(), refused) {
            (0, 1..) => "Nothing was imported.".to_owned(),
            (_, 0) => "Nothing was lost.".to_owned(),
            _ => format!("{} could not be imported. The rest is in the project.", dates::count(refused)),
        }
    }

    fn line(&self, ui: &mut Ui, (file, part): (usize, Option<usize>)) {
        let Some(file) = self.report.files.get(file) else { return };
        let (words, is_problem) = match part.map(|part| file.parts.get(part)) {
            Some(Some(part)) => (format!("      {}  {}", part.part, self.report.words(part)), part.outcome.is_problem()),
            _ => (format!("{}  {}", file.path.display(), self.whole(file)), file.is_problem()),
        };
        let color = if is_problem { colors(ui).warn } else { colors(ui).ink_weak };
        ui.add(Label::new(RichText::new(&words).color(color)).truncate()).on_hover_text(words.trim());
    }

    /// A file that is one article says what became of that.
    fn whole(&self, file: &FileReport) -> String {
        match file.parts.as_slice() {
            [PartReport { part, .. }] if !part.is_empty() => file.to_string(),
            [only] => self.report.words(only),
            _ => file.to_string(),
        }
    }
}
