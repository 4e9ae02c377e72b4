//! What an empty view says, and the one button a view is about.

use egui::{Align, Button, Label, Layout, Response, RichText, Ui, UiBuilder, Vec2};

use crate::ui::theme::{Theme, sizes, strong};

/// Width of the words in points: about 60 characters.
const COLUMN: f32 = 380.0;

/// Shows, in the middle of the room there is, what is empty, why, and what to do; returns the number of the button pressed.
pub fn empty_state(ui: &mut Ui, title: &str, text: &str, actions: &[&str]) -> Option<usize> {
    let room = ui.available_rect_before_wrap();
    let size = Vec2::new(COLUMN.min(room.width() - sizes().space_huge), room.height());
    let mut column = egui::Rect::from_center_size(room.center(), size.max(Vec2::splat(1.0)));
    // A little above the middle, where the eye rests.
    column.min.y = room.top() + (room.height() * 0.36).round();
    let layout = Layout::top_down(Align::Center);
    let pressed = ui
        .scope_builder(UiBuilder::new().max_rect(column).layout(layout), |ui| {
            ui.spacing_mut().item_spacing.y = sizes().space;
            ui.add(Label::new(RichText::new(title).font(strong(sizes().heading))).wrap());
            let weak = Theme::of(ui).colors.ink_weak;
            ui.add(Label::new(RichText::new(text).color(weak)).wrap());
            ui.add_space(sizes().space);
            stacked(ui, actions)
        })
        .inner;
    ui.advance_cursor_after_rect(room);
    pressed
}

fn stacked(ui: &mut Ui, actions: &[&str]) -> Option<usize> {
    let mut pressed = None;
    for (number, action) in actions.iter().enumerate() {
        let button = if number == 0 { primary_button(ui, action) } else { ui.button(*action) };
        if button.clicked() {
            pressed = Some(number);
        }
    }
    pressed
}

/// Shows the button a page or dialog is about; at most one in each.
pub fn primary_button(ui: &mut Ui, text: &str) -> Response {
    let colors = &Theme::of(ui).colors;
    ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
            state.weak_bg_fill = colors.accent;
            state.fg_stroke.color = colors.on_accent;
        }
        widgets.inactive.bg_stroke.color = colors.accent;
        widgets.hovered.bg_stroke.color = colors.ink;
        widgets.active.bg_stroke.color = colors.ink;
        let words = RichText::new(text).font(strong(sizes().interface));
        ui.add(Button::new(words))
    })
    .inner
}
