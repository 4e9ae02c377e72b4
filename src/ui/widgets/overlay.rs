//! Dialogs and the palette: a raised frame over a dimmed window that keeps the keyboard until it is closed.

use egui::{Align, Align2, Context, Frame, Id, Layout, Margin, Modal, RichText, Stroke, Ui, vec2};

use super::focus::radius;
use super::icons::{Icon, icon_button};
use crate::ui::theme::{Theme, sizes, strong};

/// What a dialog's content gave back, and whether the dialog is to be closed: by Escape, its cross, or a click outside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed<R> {
    pub inner: R,
    pub close: bool,
}

/// Shows a dialog in the middle, `width` points wide at most, with its title and a cross.
pub fn modal<R>(ctx: &Context, title: &str, width: f32, content: impl FnOnce(&mut Ui) -> R) -> Closed<R> {
    let mut crossed = false;
    let margin = Margin::same(sizes().space_large as i8);
    let id = Id::unique(("modal", title));
    let shown = frame(ctx, Modal::new(id), margin).show(ctx, |ui| {
        ui.set_width(fitting(ctx, width));
        ui.horizontal(|ui| {
            ui.label(RichText::new(title).font(strong(sizes().heading)));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                crossed = icon_button(ui, Icon::Cross, "Close").clicked();
            });
        });
        ui.add_space(sizes().space);
        content(ui)
    });
    let close = shown.should_close() || crossed;
    Closed { inner: shown.inner, close }
}

/// Shows the frame of the command palette: near the top, without a title, so that a field can be its first line.
pub fn palette_frame<R>(ctx: &Context, width: f32, content: impl FnOnce(&mut Ui) -> R) -> Closed<R> {
    let id = Id::unique("palette");
    let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, 96.0));
    let margin = Margin::same(sizes().space as i8);
    let shown = frame(ctx, Modal::new(id).area(area), margin).show(ctx, |ui| {
        ui.set_width(fitting(ctx, width));
        content(ui)
    });
    let close = shown.should_close();
    Closed { inner: shown.inner, close }
}

fn frame(ctx: &Context, modal: Modal, margin: Margin) -> Modal {
    let colors = &Theme::of_context(ctx).colors;
    let style = ctx.global_style();
    modal.backdrop_color(colors.scrim).frame(
        Frame::new()
            .fill(colors.raised)
            .stroke(Stroke::new(sizes().border, colors.border))
            .corner_radius(radius())
            .shadow(style.visuals.window_shadow)
            .inner_margin(margin),
    )
}

/// Keeps a dialog inside a small window.
fn fitting(ctx: &Context, width: f32) -> f32 {
    let room = ctx.content_rect().width() - 4.0 * sizes().space_huge;
    width.min(room.max(sizes().name_column))
}
