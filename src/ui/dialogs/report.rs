//! What became of an import, file by file.

use super::{Request, unless_closed};
use crate::import::FileReport;
use crate::ui::dates;
use crate::ui::panels::{colors, weak};
use crate::ui::theme::sizes;
use crate::ui::widgets::{modal, primary_button};
use egui::{Align, Context, Label, Layout, RichText, ScrollArea};

/// The report of one import.
pub struct ImportReport {
    files: Vec<FileReport>,
    articles: usize,
}

impl ImportReport {
    /// Reports on these files; problems come first.
    pub fn new(mut files: Vec<FileReport>, articles: usize) -> Self {
        files.sort_by_key(|file| !file.is_problem());
        Self { files, articles }
    }

    pub(super) fn show(&mut self, ctx: &Context) -> Request {
        let title = format!("Imported {}", dates::counted(self.articles, "article", "articles"));
        let problems = self.files.iter().filter(|file| file.is_problem()).count();
        let shown = modal(ctx, &title, 680.0, |ui| {
            let words = match problems {
                _ if self.articles == 0 && problems > 0 => "Nothing was imported.".to_owned(),
                0 => "Nothing was lost. Some files are named here because they changed nothing.".to_owned(),
                _ => format!(
                    "{} brought nothing, or not everything. The rest is in the project.",
                    dates::counted(problems, "file", "files")
                ),
            };
            let words = weak(ui, words);
            ui.label(words);
            ui.add_space(sizes().space);
            let height = ui.ctx().content_rect().height() - 240.0;
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show_rows(
                ui,
                sizes().row,
                self.files.len(),
                |ui, range| {
                    for file in self.files.iter().skip(range.start).take(range.len()) {
                        let color = if file.is_problem() { colors(ui).warn } else { colors(ui).ink_weak };
                        let words = format!("{}  {file}", file.path.display());
                        ui.add(Label::new(RichText::new(&words).color(color)).truncate()).on_hover_text(&words);
                    }
                },
            );
            ui.add_space(sizes().space_medium);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| primary_button(ui, "Close").clicked()).inner
        });
        unless_closed(shown.close || shown.inner, Request::Stay)
    }
}
