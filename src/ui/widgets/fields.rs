//! Fields with their names, and the search field.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Align, Align2, Context, Id, Layout, Margin, Rect, Response, Role, Sense, TextEdit, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::icons::{self, Icon};
use crate::ui::theme::{Theme, sizes};

/// Shows a name in the narrow left column and a field in the rest of the row; returns the field's response.
pub fn field_row(ui: &mut Ui, name: &str, field: impl FnOnce(&mut Ui) -> Response) -> Response {
    let width = sizes().name_column;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = sizes().space;
        let words = egui::RichText::new(name).color(Theme::of(ui).colors.ink_weak);
        let size = vec2(width, sizes().control);
        let label = ui
            .allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_size(size);
                ui.add(egui::Label::new(words).truncate())
            })
            .inner;
        ui.vertical(|ui| field(ui).labelled_by(label.id)).inner
    })
    .inner
}

/// Shows a field with a magnifier, and a cross that empties it once it holds something.
///
/// `name` is its accessible name and makes its id. Escape gives the keyboard away and leaves the text.
pub fn search_field(ui: &mut Ui, name: &str, text: &mut String, hint: &str) -> Response {
    let id = ui.make_persistent_id((name, "search"));
    let inset = sizes().space + sizes().icon + sizes().gap + 2.0;
    let had_text = !text.is_empty();
    let margin = Margin {
        left: inset as i8,
        right: if had_text { sizes().control as i8 } else { sizes().space as i8 },
        top: (sizes().gap - 1.0) as i8,
        bottom: (sizes().gap - 1.0) as i8,
    };
    let mut response = one_line(text, hint).id(id).margin(margin).show(ui).response.response.accessible_name(name);
    let rect = response.rect;
    let color = Theme::of(ui).colors.ink_weak;
    let left = rect.left() + sizes().space;
    icons::paint_left(ui, Icon::Magnifier, left, rect.center().y, color);
    if had_text && clear_button(ui, id, rect, name) {
        text.clear();
        response.mark_changed();
        response.request_focus();
    }
    response
}

/// Chooses all that stands in a field, so that what is typed next takes its place.
pub fn choose_all(ctx: &Context, field: Id, words: &str) {
    let mut typed = TextEditState::load(ctx, field).unwrap_or_default();
    let end = CCursor::new(words.chars().count());
    typed.cursor.set_char_range(Some(CCursorRange::two(CCursor::default(), end)));
    typed.store(ctx, field);
}

fn clear_button(ui: &Ui, id: Id, field: Rect, name: &str) -> bool {
    let side = sizes().control - 4.0;
    let centre = pos2(field.right() - side / 2.0 - 2.0, field.center().y);
    let rect = Rect::from_center_size(centre, Vec2::splat(side));
    // The field's own text cursor must not show over the cross.
    let button = ui.interact(rect, id.with("clear"), Sense::click()).on_hover_cursor(egui::CursorIcon::Default);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Clear {name}")));
    icons::paint(ui, Icon::Cross, rect, &button, false);
    button.clicked()
}

/// Makes a field of one line that fills the width and stands level with buttons.
pub(super) fn one_line<'t>(text: &'t mut String, hint: &str) -> TextEdit<'t> {
    TextEdit::singleline(text).hint_text(hint.to_owned()).desired_width(f32::INFINITY).align(Align2::LEFT_CENTER)
}
