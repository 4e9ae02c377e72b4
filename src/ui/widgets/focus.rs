//! The ring around what has the keyboard, the same everywhere.

use egui::emath::GuiRounding as _;
use egui::{CornerRadius, Painter, Pos2, Rect, Response, Stroke, StrokeKind, Ui};

use crate::ui::theme::{Theme, sizes};

/// Paints the focus ring inside the widget's edge when it has the keyboard, so that no clip ever hides it.
pub fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        ring(ui, response.rect);
    }
}

pub(super) fn ring(ui: &Ui, rect: Rect) {
    let stroke = Stroke::new(sizes().focus, Theme::of(ui).colors.focus);
    ui.painter().rect_stroke(rect, radius(), stroke, StrokeKind::Inside);
}

pub(super) fn radius() -> CornerRadius {
    CornerRadius::same(sizes().radius as u8)
}

/// Moves a place to whole pixels, where thin strokes stay sharp.
pub(super) fn snapped(painter: &Painter, place: Pos2) -> Pos2 {
    place.round_to_pixels(painter.pixels_per_point())
}
