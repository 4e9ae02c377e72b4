//! Keys as small caps, alone or beside what they do.

use egui::{
    Align2, CornerRadius, FontId, Painter, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::focus::{focus_ring, radius, snapped};
use crate::ui::theme::{Theme, sizes};

const CAP_HEIGHT: f32 = 18.0;
const CAP_PADDING: f32 = 5.0;
const CAP_GAP: f32 = 3.0;

/// Shows a key or a chord, such as “Ctrl K”: one cap for each key.
pub fn key_cap(ui: &mut Ui, keys: &str) -> Response {
    let width = key_caps_width(ui.painter(), keys);
    let (rect, response) = ui.allocate_exact_size(vec2(width, CAP_HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, keys));
    paint_key_caps(ui, rect.left_center(), keys);
    response
}

/// Shows a key and, quietly, what it does here and now; for the bottom bar.
pub fn key_hint(ui: &mut Ui, keys: &str, words: &str) -> Response {
    let gap = sizes().gap + 2.0;
    let color = Theme::of(ui).colors.ink_weak;
    let font = FontId::proportional(sizes().interface);
    let galley = ui.painter().layout_no_wrap(words.to_owned(), font, color);
    let caps = key_caps_width(ui.painter(), keys);
    let size = vec2(caps + gap + galley.size().x, sizes().control);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{keys} {words}")));
    paint_key_caps(ui, rect.left_center(), keys);
    let middle = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.left() + caps + gap, middle), galley, color);
    response
}

/// Shows an action with its key at the right edge, as wide as there is room.
pub fn shortcut_button(ui: &mut Ui, text: &str, keys: &str) -> Response {
    let size = vec2(ui.available_width(), sizes().row);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let enabled = ui.is_enabled();
    let name = if keys.is_empty() { text.to_owned() } else { format!("{text}, {keys}") };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &name));
    let colors = &Theme::of(ui).colors;
    if response.hovered() {
        ui.painter().rect_filled(rect, radius(), colors.hover);
    }
    let inner = rect.shrink2(vec2(sizes().space, 0.0));
    let color = if enabled { colors.ink } else { colors.ink_faint };
    let font = FontId::proportional(sizes().interface);
    let caps = key_caps_width(ui.painter(), keys);
    let words = ui.painter().with_clip_rect(inner.with_max_x(inner.right() - caps));
    words.text(inner.left_center(), Align2::LEFT_CENTER, text, font, color);
    let at = pos2(inner.right() - caps, inner.center().y);
    paint_key_caps(ui, at, keys);
    focus_ring(ui, &response);
    response
}

/// Computes how wide the caps of a chord are, in points.
pub fn key_caps_width(painter: &Painter, keys: &str) -> f32 {
    let widths: Vec<f32> = keys.split_whitespace().map(|key| cap_width(painter, key)).collect();
    let gaps = widths.len().saturating_sub(1) as f32 * CAP_GAP;
    widths.iter().sum::<f32>() + gaps
}

/// Paints the caps of a chord from the left middle `at` on; returns the x of their right end.
pub fn paint_key_caps(ui: &Ui, at: Pos2, keys: &str) -> f32 {
    let painter = ui.painter();
    let mut left = at.x;
    let mut right = at.x;
    for key in keys.split_whitespace() {
        let size = vec2(cap_width(painter, key), CAP_HEIGHT);
        let min = snapped(painter, pos2(left, at.y - CAP_HEIGHT / 2.0));
        paint_cap(ui, Rect::from_min_size(min, size), key);
        right = left + size.x;
        left = right + CAP_GAP;
    }
    right
}

fn paint_cap(ui: &Ui, rect: Rect, key: &str) {
    let colors = &Theme::of(ui).colors;
    let corner = CornerRadius::same(3);
    ui.painter().rect(rect, corner, colors.raised, Stroke::new(sizes().border, colors.border), StrokeKind::Inside);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, key, font(), colors.ink_weak);
}

fn cap_width(painter: &Painter, key: &str) -> f32 {
    let words = painter.layout_no_wrap(key.to_owned(), font(), egui::Color32::PLACEHOLDER).size().x;
    (words + 2.0 * CAP_PADDING).max(CAP_HEIGHT).round()
}

fn font() -> FontId {
    FontId::proportional(sizes().small)
}
