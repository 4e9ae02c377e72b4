//! A bar at the top of the part it concerns: what happened, why, and the ways out as buttons.

use egui::{Frame, Label, Margin, Response, Role, Ui, WidgetInfo};

use super::focus::radius;
use super::icons::{self, Icon};
use crate::ui::theme::{Theme, sizes};

/// How grave a banner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    Error,
    Warning,
    Done,
}

/// Shows a bar with a sign, words and buttons; returns the number of the button that was pressed.
pub fn banner(ui: &mut Ui, notice: Notice, text: &str, actions: &[&str]) -> Option<usize> {
    let colors = &Theme::of(ui).colors;
    let (icon, ink, back) = match notice {
        Notice::Error => (Icon::Failure, colors.error, colors.error_back),
        Notice::Warning => (Icon::Warning, colors.warn, colors.warn_back),
        Notice::Done => (Icon::Check, colors.ok, colors.ok_back),
    };
    let margin = Margin::symmetric(sizes().space_medium as i8, sizes().space as i8);
    let shown = Frame::new().fill(back).corner_radius(radius()).inner_margin(margin).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let inset = sizes().icon + sizes().space;
        let left = ui.cursor().left();
        let words = words(ui, text, inset);
        let first_line = words.rect.top() + sizes().interface * 0.7;
        icons::paint_left(ui, icon, left, first_line, ink);
        buttons(ui, actions, inset)
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, text));
    shown.inner
}

fn words(ui: &mut Ui, text: &str, inset: f32) -> Response {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(inset);
        ui.add(Label::new(text).wrap())
    })
    .inner
}

fn buttons(ui: &mut Ui, actions: &[&str], inset: f32) -> Option<usize> {
    if actions.is_empty() {
        return None;
    }
    ui.horizontal_wrapped(|ui| {
        ui.add_space(inset);
        actions.iter().enumerate().filter_map(|(number, action)| ui.button(*action).clicked().then_some(number)).last()
    })
    .inner
}
