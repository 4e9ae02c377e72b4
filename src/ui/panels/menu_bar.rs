//! The bar at the top: menus made from the command list, the project's name, and the way to the palette.

use super::{colors, panel_frame, weak};
use crate::session::{COMMANDS, Command, Entry, Family, Session, WindowCommand};
use crate::ui::keymap;
use crate::ui::theme::sizes;
use crate::ui::widgets::{key_caps_width, paint_key_caps};
use crate::ui::window_commands::{IMPORT_FIRST, is_fit_beside_an_import};
use egui::{Align, Align2, Button, FontId, Layout, Panel, Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use std::path::{Path, PathBuf};

/// What the menus need to know beside the session.
pub struct Menus<'a> {
    /// The session, once a project is open.
    pub session: Option<&'a Session>,
    /// An import is looked at in the place of the article.
    pub importing: bool,
    /// Projects opened before.
    pub recent: &'a [PathBuf],
}

/// Shows the bar; returns a recent project that was chosen.
pub fn show(ui: &mut Ui, menus: &Menus<'_>, send: &mut Vec<Command>) -> Option<PathBuf> {
    let frame = panel_frame(colors(ui).bar, 0.0).inner_margin(egui::Margin::symmetric(sizes().space as i8, 2));
    let mut chosen = None;
    Panel::top("menu bar").frame(frame).show_separator_line(false).exact_size(sizes().bar).show(ui, |ui| {
        egui::MenuBar::new().ui(ui, |ui| {
            for family in Family::ALL {
                ui.menu_button(family.name(), |ui| {
                    let room = ui.ctx().content_rect().height() - 2.0 * sizes().bar;
                    ScrollArea::vertical()
                        .max_height(room)
                        .min_scrolled_height(room)
                        .show(ui, |ui| menu(ui, family, menus, send, &mut chosen));
                });
            }
            title(ui, menus.session);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if palette_button(ui).clicked() {
                    send.push(Command::Window(WindowCommand::Palette));
                }
            });
        });
    });
    chosen
}

fn menu(ui: &mut Ui, family: Family, menus: &Menus<'_>, send: &mut Vec<Command>, chosen: &mut Option<PathBuf>) {
    ui.set_min_width(240.0);
    if family == Family::Annotate {
        labels(ui, menus, send);
    }
    for entry in COMMANDS.iter().filter(|entry| entry.family == family) {
        let name = shown_name(entry, menus.session);
        item(ui, &name, &keymap::shown_keys(&entry.command), &entry.command, menus, send);
        if entry.command == Command::Window(WindowCommand::OpenProject) && !menus.recent.is_empty() {
            ui.menu_button("Open recent", |ui| recent(ui, menus.recent, chosen));
        }
    }
}

/// Undo and redo say what they are about.
pub fn shown_name(entry: &Entry, session: Option<&Session>) -> String {
    let target = match entry.command {
        Command::Undo => session.and_then(Session::undo_target),
        Command::Redo => session.and_then(Session::redo_target),
        _ => None,
    };
    target.map_or_else(|| entry.name.to_owned(), |target| format!("{} “{}”", entry.name, target.command))
}

fn labels(ui: &mut Ui, menus: &Menus<'_>, send: &mut Vec<Command>) {
    let Some(session) = menus.session else { return };
    for label in &session.project().scheme.labels {
        let key = label.key.map(|key| key.to_uppercase().to_string()).unwrap_or_default();
        let name = format!("Tag as {}", label.name.to_lowercase());
        item(ui, &name, &key, &Command::Tag(label.id.clone()), menus, send);
    }
    ui.separator();
}

fn item(ui: &mut Ui, name: &str, keys: &str, command: &Command, menus: &Menus<'_>, send: &mut Vec<Command>) {
    let waits = menus.importing && !is_fit_beside_an_import(command);
    let available = !waits && is_available(command, menus.session);
    let mut button = ui.add_enabled(available, Button::new(name).shortcut_text(keys));
    if waits {
        button = button.on_disabled_hover_text(IMPORT_FIRST);
    }
    if button.clicked() {
        send.push(command.clone());
    }
}

/// Whether a command can be done now, with or without a project.
pub fn is_available(command: &Command, session: Option<&Session>) -> bool {
    match (command, session) {
        (Command::Window(command), None) => command.needs_no_project(),
        (Command::Window(WindowCommand::CarryOver), Some(session)) => {
            session.view().article.is_some_and(|id| session.older_copy(id).is_some())
        }
        (Command::Window(WindowCommand::ChooseOlderCopy), Some(session)) => session.article().is_some(),
        (command, Some(session)) => session.is_available(command),
        (_, None) => false,
    }
}

fn recent(ui: &mut Ui, recent: &[PathBuf], chosen: &mut Option<PathBuf>) {
    for path in recent {
        if ui.button(name_of(path)).on_hover_text(path.display().to_string()).clicked() {
            *chosen = Some(path.clone());
        }
    }
}

/// The name of a project's folder.
pub fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// The project's name in the middle of the bar, as far as there is room.
fn title(ui: &Ui, session: Option<&Session>) {
    let name = session.map(|session| session.project().name.as_str()).unwrap_or_default();
    let bar = ui.ctx().content_rect();
    let room = Rect::from_min_max(pos2(ui.cursor().min.x + sizes().space, ui.max_rect().top()), ui.max_rect().max);
    let font = FontId::proportional(sizes().interface);
    let galley = ui.painter().layout_no_wrap(name.to_owned(), font.clone(), colors(ui).ink);
    let centre = bar.center().x.max(room.left() + galley.size().x / 2.0);
    if centre + galley.size().x / 2.0 < room.right() - PALETTE_WIDTH {
        ui.painter().text(pos2(centre, ui.max_rect().center().y), Align2::CENTER_CENTER, name, font, colors(ui).ink);
    }
}

const PALETTE_WIDTH: f32 = 248.0;

fn palette_button(ui: &mut Ui) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(vec2(PALETTE_WIDTH, sizes().control - 2.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, "Search or run a command"));
    let colors = colors(ui);
    let fill = if response.hovered() { colors.button_hover } else { colors.field };
    ui.painter().rect_filled(rect, sizes().radius, fill);
    let words = weak(ui, "Search or run a command");
    let inner = rect.shrink2(vec2(sizes().space, 0.0));
    let font = FontId::proportional(sizes().interface);
    ui.painter().text(inner.left_center(), Align2::LEFT_CENTER, words.text(), font, colors.ink_weak);
    let keys = keymap::shown_keys(&Command::Window(WindowCommand::Palette));
    let width = key_caps_width(ui.painter(), &keys);
    paint_key_caps(ui, pos2(inner.right() - width, inner.center().y), &keys);
    crate::ui::widgets::focus_ring(ui, &response);
    response
}
