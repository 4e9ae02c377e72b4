//! The parts of the window: each a function over an `egui::Ui` that reads the session and sends commands.

pub mod annotation_form;
pub mod articles;
mod copies;
pub mod drafts;
pub mod import_page;
pub mod inspector;
pub mod label_bar;
pub mod menu_bar;
pub mod metadata_form;
pub mod reading;
mod review;
pub mod status_bar;
pub mod suggestion;
pub mod wrong;

use super::theme::{Colors, Theme, sizes};
use egui::{Color32, Frame, Margin, RichText, Ui};

/// The frame of a panel: a tone of its own, no lines.
pub fn panel_frame(fill: Color32, margin: f32) -> Frame {
    Frame::new().fill(fill).inner_margin(Margin::same(margin as i8))
}

/// How wide a side panel may be: the text keeps the better part of a small window.
pub fn panel_widths(ui: &Ui, least: f32) -> std::ops::RangeInclusive<f32> {
    let most = (ui.ctx().content_rect().width() * 0.3).round();
    least.min(most)..=most
}

/// The name of a side panel: one for when it has its width, another for when the window is too small for that, so that it
/// has its width again afterwards.
pub fn panel_name(ui: &Ui, name: &str, width: f32) -> String {
    if is_squeezed(ui, width) { format!("{name}, squeezed") } else { name.to_owned() }
}

/// Whether the window is too small for a side panel of this width.
pub fn is_squeezed(ui: &Ui, width: f32) -> bool {
    *panel_widths(ui, 0.0).end() < width
}

/// The colours of the theme shown.
pub fn colors(ui: &Ui) -> &'static Colors {
    &Theme::of(ui).colors
}

/// The same words, the first letter a capital.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Quiet words.
pub fn weak(ui: &Ui, words: impl Into<String>) -> RichText {
    RichText::new(words).color(colors(ui).ink_weak)
}

/// Small words on one line under a field, as where its value came from.
pub fn under_field(ui: &mut Ui, words: &str) {
    let shown = weak(ui, words).size(sizes().small);
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(sizes().name_column + sizes().space);
            ui.add(egui::Label::new(shown).truncate()).on_hover_text(words);
        });
    });
}

/// The heading of a panel's part with a count at its right.
pub fn heading(ui: &mut Ui, title: &str, count: &str) {
    ui.horizontal(|ui| {
        ui.set_height(sizes().control);
        ui.label(RichText::new(title).font(super::theme::strong(sizes().interface)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let words = weak(ui, count);
            ui.label(words);
        });
    });
}
