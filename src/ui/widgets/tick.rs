//! The box of a tick where a row or heading has the pointer and the keyboard for it.

use egui::{Rect, Shape, Stroke, StrokeKind, Ui};

use super::focus::radius;
use super::icons::Icon;
use crate::ui::theme::{Theme, sizes};

/// Paints a box: ticked, empty, or with a dash for some of several.
pub fn tick_box(ui: &Ui, rect: Rect, ticked: Option<bool>, hovered: bool) {
    let colors = &Theme::of(ui).colors;
    // WCAG asks 3 to 1 of the outline of what one works with.
    let outline = if hovered { colors.ink } else { colors.ink_faint };
    let (fill, outline) = if ticked == Some(false) { (colors.field, outline) } else { (colors.accent, colors.accent) };
    ui.painter().rect(rect, radius(), fill, Stroke::new(sizes().border, outline), StrokeKind::Inside);
    match ticked {
        Some(true) => Icon::Check.paint(ui.painter(), rect, colors.on_accent),
        None => {
            let dash = [rect.left_center() + egui::vec2(4.0, 0.0), rect.right_center() - egui::vec2(4.0, 0.0)];
            ui.painter().add(Shape::line_segment(dash, Stroke::new(sizes().line, colors.on_accent)));
        }
        Some(false) => {}
    }
}
