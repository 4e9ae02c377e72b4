//! A choice among named options: side by side when they are few, else a list that opens.

use egui::{Button, ComboBox, Response, Role, Ui, WidgetInfo};

use super::icons::Icon;
use crate::ui::theme::{Theme, sizes};

/// As many options as stand side by side.
const FEW: usize = 3;

/// Shows a choice; `chosen` is the number of an option or `None`.
///
/// A few options stand side by side, and choosing the chosen one again takes the choice back; many open as a list whose
/// first entry takes it back. The response says whether it changed.
pub fn choice_field(ui: &mut Ui, name: &str, chosen: &mut Option<usize>, options: &[&str]) -> Response {
    if options.len() <= FEW { side_by_side(ui, name, chosen, options) } else { as_list(ui, name, chosen, options) }
}

fn side_by_side(ui: &mut Ui, name: &str, chosen: &mut Option<usize>, options: &[&str]) -> Response {
    let mut changed = false;
    let colors = &Theme::of(ui).colors;
    let mut row = ui
        .horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            ui.spacing_mut().button_padding.x = sizes().gap + 2.0;
            ui.visuals_mut().widgets.inactive.bg_stroke.color = colors.border;
            for (number, option) in options.iter().enumerate() {
                let selected = *chosen == Some(number);
                let button = ui.add(Button::selectable(selected, *option).frame_when_inactive(true));
                button.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), selected, *option));
                if button.clicked() {
                    *chosen = (!selected).then_some(number);
                    changed = true;
                }
            }
        })
        .response;
    if changed {
        row.mark_changed();
    }
    row.widget_info(|| WidgetInfo::labeled(Role::RadioGroup, true, name));
    row
}

fn as_list(ui: &mut Ui, name: &str, chosen: &mut Option<usize>, options: &[&str]) -> Response {
    let before = *chosen;
    let shown = chosen.and_then(|number| options.get(number)).copied();
    let colors = &Theme::of(ui).colors;
    let mut response = ui
        .scope(|ui| {
            // It is filled in like a field, so it looks like one.
            ui.visuals_mut().widgets.inactive.weak_bg_fill = colors.field;
            ui.visuals_mut().widgets.hovered.weak_bg_fill = colors.field;
            combo_box(ui, name, shown, chosen, options)
        })
        .inner
        .accessible_name(name);
    if *chosen != before {
        response.mark_changed();
    }
    response
}

fn combo_box(ui: &mut Ui, name: &str, shown: Option<&str>, chosen: &mut Option<usize>, options: &[&str]) -> Response {
    ComboBox::from_id_salt(name)
        .selected_text(shown.unwrap_or("Not chosen"))
        .width(ui.available_width())
        .icon(|ui, rect, visuals, _open| {
            Icon::ChevronDown.paint(ui.painter(), rect, visuals.fg_stroke.color);
        })
        .show_ui(ui, |ui| {
            let mut done = ui.selectable_value(chosen, None, "Not chosen").clicked();
            for (number, option) in options.iter().enumerate() {
                done |= ui.selectable_value(chosen, Some(number), *option).clicked();
            }
            close_when(ui, done);
        })
        .response
}

/// Closes the list that is open once something was chosen, by a key as by a click.
pub fn close_when(ui: &Ui, chosen: bool) {
    if chosen {
        ui.close();
    }
}

/// Shows a flag: a box with a check mark and words beside it.
pub fn flag_field(ui: &mut Ui, flag: &mut bool, words: &str) -> Response {
    let shown = ui.scope(|ui| {
        outline_boxes(ui);
        ui.checkbox(flag, words).changed()
    });
    // The row around it has a name of its own, which must not take the place of these words.
    let mut row = shown.response;
    if shown.inner {
        row.mark_changed();
    }
    row
}

/// Gives boxes and circles an outline that is seen on any surface; WCAG asks 3 to 1 of what one works with.
fn outline_boxes(ui: &mut Ui) {
    let color = Theme::of(ui).colors.ink_faint;
    ui.visuals_mut().widgets.inactive.bg_stroke.color = color;
    ui.visuals_mut().widgets.hovered.bg_stroke.color = color;
}
