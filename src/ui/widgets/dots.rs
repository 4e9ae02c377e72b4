//! A choice of one of the palette's colours.

use egui::{Rangef, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::focus::focus_ring;
use super::icons::Icon;
use crate::ui::theme::{SLOTS, Theme, pattern_for, sizes};

/// What the palette's colours are called, in the order of their slots.
pub const SLOT_NAMES: [&str; SLOTS] = ["Blue", "Vermilion", "Green", "Grey", "Pink", "Orange", "Sky blue", "Yellow"];

/// Shows the palette as dots, each over the line that goes with it; the chosen one has a check mark.
pub fn color_dot_picker(ui: &mut Ui, slot: &mut usize) -> Response {
    let mut changed = false;
    let mut row = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = sizes().gap;
            for (number, name) in SLOT_NAMES.iter().enumerate() {
                if dot(ui, number, name, *slot == number).clicked() {
                    *slot = number;
                    changed = true;
                }
            }
        })
        .response;
    if changed {
        row.mark_changed();
    }
    row.widget_info(|| WidgetInfo::labeled(Role::RadioGroup, true, "Colour"));
    row
}

fn dot(ui: &mut Ui, slot: usize, name: &str, chosen: bool) -> Response {
    let size = vec2(sizes().control, sizes().row + 2.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, chosen, name));
    let colors = Theme::of(ui).slot(slot);
    let centre = rect.center_top() + vec2(0.0, 12.0);
    ui.painter().circle_filled(centre, 8.0, colors.letter);
    if chosen {
        let mark = egui::Rect::from_center_size(centre, vec2(8.0, 8.0));
        Icon::Check.paint(ui.painter(), mark, colors.on_letter);
    }
    let under = Rangef::new(rect.left() + 3.0, rect.right() - 3.0);
    let stroke = Stroke::new(sizes().line, colors.line);
    pattern_for(slot).paint(ui.painter(), under, rect.bottom() - 4.0, stroke);
    focus_ring(ui, &response);
    response.on_hover_text(name)
}
