//! The last line of the window: saved or not, who, how far, what is selected, what is running.

use super::{colors, panel_frame, weak};
use crate::model::text;
use crate::session::{Command, Session, WindowCommand};
use crate::store::SaveStatus;
use crate::ui::dates;
use crate::ui::theme::sizes;
use crate::ui::widgets::{Icon, progress_line};
use egui::{Align, Layout, Margin, Panel, RichText, Sense, Ui, vec2};

/// Selections longer than this are told in characters' stead by their bytes alone; counting words would be felt.
const COUNTED: usize = 200_000;

/// One job as the bar shows it.
pub struct Running<'a> {
    /// In words.
    pub name: &'a str,
    /// From 0 to 1, where known.
    pub fraction: Option<f32>,
}

/// What the bar shows.
pub struct Status<'a> {
    /// The session.
    pub session: &'a Session,
    /// How many problems the open article has.
    pub problems: usize,
    /// How saving stands; `None` while the project is still being opened.
    pub saving: Option<&'a SaveStatus>,
    /// Whether words are being typed into a field, which are kept when it is left.
    pub typing: bool,
    /// How many fields hold words that could not be kept.
    pub refused: usize,
    /// Jobs under way.
    pub running: &'a [Running<'a>],
    /// 1 is 100 %.
    pub zoom: f32,
}

/// Shows the bar; returns the place of a job that is to be stopped.
pub fn show(ui: &mut Ui, status: &Status<'_>, send: &mut Vec<Command>) -> Option<usize> {
    let margin = Margin::symmetric(sizes().space_medium as i8, 1);
    let frame = panel_frame(colors(ui).bar, 0.0).inner_margin(margin);
    let mut stopped = None;
    Panel::bottom("status bar").frame(frame).show_separator_line(false).exact_size(sizes().row).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = sizes().space_large;
            saved(ui, status, send);
            let words = weak(ui, status.session.annotator().as_str());
            ui.label(words).on_hover_text("Who is tagging");
            let list = status.session.list();
            let words = weak(ui, format!("{} of {} done", dates::count(list.done()), dates::count(list.total())));
            ui.label(words);
            problems(ui, status.problems, send);
            selected(ui, status.session);
            for (place, job) in status.running.iter().enumerate() {
                let detail = job.fraction.map(|done| format!("{:.0} %", done * 100.0)).unwrap_or_default();
                if progress_line(ui, job.name, job.fraction, &detail) {
                    stopped = Some(place);
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let words = weak(ui, format!("{:.0} %", status.zoom * 100.0));
                if ui.add(egui::Button::new(words).frame(false)).on_hover_text("Zoom; click for 100 %").clicked() {
                    send.push(Command::Window(WindowCommand::ZoomReset));
                }
            });
        });
    });
    stopped
}

fn saved(ui: &mut Ui, status: &Status<'_>, send: &mut Vec<Command>) {
    let palette = colors(ui);
    let (icon, color, words, told) = match status.saving {
        None => (Icon::Clock, palette.ink_weak, "opening".to_owned(), "The project is still being opened".to_owned()),
        Some(_) if status.session.read_only().is_some() => {
            (Icon::Warning, palette.warn, "read only".to_owned(), status.session.read_only().unwrap_or_default())
        }
        Some(_) if status.typing => {
            (Icon::Clock, palette.ink_weak, "typing".to_owned(), "What is being typed is saved when the field is left".to_owned())
        }
        Some(SaveStatus::Saved { .. }) if status.refused > 0 => {
            let words = format!("{} not kept", dates::counted(status.refused, "value", "values"));
            (
                Icon::Warning,
                palette.warn,
                words,
                "A field holds words that it cannot take; they wait there to be mended".to_owned(),
            )
        }
        Some(SaveStatus::Saved { at, .. }) => {
            let when = at.map(|at| format!("saved {}", dates::moment(at))).unwrap_or_else(|| "saved".to_owned());
            (Icon::Check, palette.ok, when, "Every change is on the disk".to_owned())
        }
        Some(SaveStatus::Saving { .. }) => {
            (Icon::Clock, palette.ink_weak, "saving".to_owned(), "Being written to the disk".to_owned())
        }
        Some(SaveStatus::Failed { error, unsaved, .. }) => {
            let words = format!("not saved, {}", dates::counted(*unsaved, "change in memory", "changes in memory"));
            (Icon::Failure, palette.error, words, error.to_string())
        }
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (rect, _) = ui.allocate_exact_size(vec2(sizes().icon, sizes().icon), Sense::hover());
        icon.paint(ui.painter(), rect, color);
        let label = ui.add(egui::Label::new(RichText::new(words).color(color)).sense(Sense::click()));
        if label.on_hover_text(told).clicked() {
            send.push(Command::Window(WindowCommand::RetrySaving));
        }
    });
}

/// How many problems the open article has, if any; a click lists those of all.
fn problems(ui: &mut Ui, count: usize, send: &mut Vec<Command>) {
    if count == 0 {
        return;
    }
    let words = weak(ui, dates::counted(count, "problem", "problems"));
    let told = "Problems in what is tagged in this article; click for a list of all";
    if ui.add(egui::Button::new(words).frame(false)).on_hover_text(told).clicked() {
        send.push(Command::Window(WindowCommand::NewsProblems));
    }
}

fn selected(ui: &mut Ui, session: &Session) {
    let range = session.view().caret.range();
    let Some(words) = session.text().get(range).filter(|words| !words.is_empty()) else { return };
    let told = if words.len() > COUNTED {
        format!("{} selected", dates::counted(words.len(), "byte", "bytes"))
    } else {
        format!("{} selected", dates::counted(text::count_words(words), "word", "words"))
    };
    let told = weak(ui, told);
    ui.label(told);
}
