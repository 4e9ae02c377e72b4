//! The start screen: new, open, recent, the sample project, drop files here.

use super::panels::{colors, menu_bar::name_of, weak};
use super::theme::{sizes, strong};
use super::widgets::{ListRow, Notice, banner, primary_button, shortcut_button};
use crate::session::{Command, WindowCommand};
use crate::ui::keymap::shown_keys;
use egui::{Align, Label, Layout, Rect, RichText, ScrollArea, Ui, UiBuilder, vec2};
use std::path::{Path, PathBuf};

/// What the screen was asked for beside commands.
pub enum Asked {
    /// Open this recent project.
    Open(PathBuf),
    /// Take it off the list.
    Forget(PathBuf),
}

/// Shows the screen; `fault` is what went wrong last.
pub fn show(ui: &mut Ui, recent: &[PathBuf], fault: &mut Option<String>, send: &mut Vec<Command>) -> Option<Asked> {
    let room = ui.available_rect_before_wrap();
    let width = 460.0_f32.min(room.width() - 2.0 * sizes().space_huge);
    let column = Rect::from_min_size(room.center_top() - vec2(width / 2.0, 0.0), vec2(width, room.height()));
    let layout = Layout::top_down(Align::Min);
    ui.scope_builder(UiBuilder::new().max_rect(column).layout(layout), |ui| {
        ui.add_space((room.height() * 0.14).round());
        ui.label(RichText::new("Pressmark").font(strong(sizes().title)));
        let words =
            weak(ui, "Tag quotes, claims, statistics and boilerplate in news articles. Everything stays on this machine.");
        ui.add(Label::new(words).wrap());
        ui.add_space(sizes().space_large);
        if let Some(words) = fault.clone() {
            if banner(ui, Notice::Error, &words, &["Dismiss"]).is_some() {
                *fault = None;
            }
            ui.add_space(sizes().space_large);
        }
        ways_in(ui, send);
        ui.add_space(sizes().space_huge);
        let asked = projects(ui, recent);
        ui.add_space(sizes().space_large);
        let words = weak(ui, "Or drop a project folder, articles or a folder of articles anywhere on this window.");
        ui.add(Label::new(words).wrap());
        asked
    })
    .inner
}

fn ways_in(ui: &mut Ui, send: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        if primary_button(ui, "Open the sample project").clicked() {
            send.push(Command::Window(WindowCommand::OpenSample));
        }
        let words = weak(ui, "Invented articles on one story, partly tagged");
        ui.label(words);
    });
    ui.add_space(sizes().space);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (command, words) in [(WindowCommand::NewProject, "New project…"), (WindowCommand::OpenProject, "Open a project…")]
        {
            let command = Command::Window(command);
            if shortcut_button(ui, words, &shown_keys(&command)).clicked() {
                send.push(command);
            }
        }
    });
}

fn projects(ui: &mut Ui, recent: &[PathBuf]) -> Option<Asked> {
    if recent.is_empty() {
        return None;
    }
    ui.label(RichText::new("Recent projects").font(strong(sizes().interface)));
    let mut asked = None;
    ScrollArea::vertical().max_height(6.0 * sizes().row_tall).auto_shrink([false, true]).show(ui, |ui| {
        for path in recent {
            let row = project(ui, path);
            if row.clicked() {
                asked = Some(Asked::Open(path.clone()));
            }
            row.context_menu(|ui| {
                if ui.button("Take it off this list").clicked() {
                    asked = Some(Asked::Forget(path.clone()));
                }
            });
        }
    });
    asked
}

fn project(ui: &mut Ui, path: &Path) -> egui::Response {
    let name = name_of(path);
    let place = path.parent().map(|parent| parent.display().to_string()).unwrap_or_default();
    ListRow::new(&name).tall().show(ui, |ui| {
        ui.add(Label::new(&name).truncate());
        ui.add(Label::new(RichText::new(place).size(sizes().small).color(colors(ui).ink_weak)).truncate());
    })
}
