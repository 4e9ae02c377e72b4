//! What was found wrong with the project's files: named with file, line and reason, set aside, never dropped.

use super::{Request, unless_closed};
use crate::store::Problem;
use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use crate::ui::widgets::{modal, primary_button};
use egui::{Align, Context, Label, Layout, ScrollArea};

/// The problems of the open project.
pub struct Problems {
    lines: Vec<String>,
}

impl Problems {
    /// Lists these problems.
    pub fn new(problems: &[Problem]) -> Self {
        Self { lines: problems.iter().map(ToString::to_string).collect() }
    }

    pub(super) fn show(&mut self, ctx: &Context) -> Request {
        let shown = modal(ctx, "Problems in the project's files", 760.0, |ui| {
            let words = "Damaged lines are kept beside their file and everything else was loaded. Displaced annotations stand at the top of their article's list.";
            let words = weak(ui, words);
            ui.add(Label::new(words).wrap());
            ui.add_space(sizes().space);
            let height = ui.ctx().content_rect().height() - 240.0;
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(ui, |ui| {
                for line in self.lines.iter().take(2_000) {
                    ui.add(Label::new(line).wrap().selectable(true));
                }
            });
            ui.add_space(sizes().space_medium);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = primary_button(ui, "Close").clicked();
                if ui.button("Copy the list").clicked() {
                    ui.ctx().copy_text(self.lines.join("\n"));
                }
                close
            })
            .inner
        });
        unless_closed(shown.close || shown.inner, Request::Stay)
    }
}
