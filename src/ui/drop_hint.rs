//! What letting go of dragged files would do, said while they hover over the window.

use super::panels::panel_frame;
use super::theme::{Theme, sizes, strong};
use egui::{Align2, Area, Context, Id, Order, RichText, vec2};

/// Shows the words while files are dragged over the window.
pub fn show(ctx: &Context, project_is_open: bool) {
    let count = ctx.input(|input| input.raw.hovered_files.len());
    if count == 0 {
        return;
    }
    let words =
        if project_is_open { "Let go to import" } else { "Let go to open the project, or to begin one with these articles" };
    let colors = &Theme::of_context(ctx).colors;
    let area = Area::new(Id::unique("drop hint")).order(Order::Foreground).anchor(Align2::CENTER_CENTER, vec2(0.0, 0.0));
    area.show(ctx, |ui| {
        panel_frame(colors.raised, sizes().space_huge).corner_radius(sizes().radius).show(ui, |ui| {
            ui.label(RichText::new(words).font(strong(sizes().heading)));
        });
    });
}
