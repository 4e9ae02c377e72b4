//! A label in the label bar: its key, name, line and count.

use egui::{
    Align2, Color32, CornerRadius, FontId, Rangef, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use super::focus::{focus_ring, radius, snapped};
use crate::ui::theme::{LabelColors, LinePattern, Theme, sizes};

const CAP: f32 = 18.0;

/// A label as a button: its key tags, so the key comes first and the line shows how it looks in the text.
#[derive(Clone, Copy, Debug)]
pub struct LabelChip<'a> {
    /// The key that tags with this label.
    pub letter: &'a str,
    pub name: &'a str,
    /// How many annotations of this label the article has, as shown.
    pub count: &'a str,
    pub colors: LabelColors,
    pub pattern: LinePattern,
    /// Whether each drag tags with this label until it is let go.
    pub armed: bool,
}

impl LabelChip<'_> {
    /// Shows the chip; a click means that the label is wanted.
    pub fn show(self, ui: &mut Ui) -> Response {
        let font = FontId::proportional(sizes().interface);
        let ink = self.ink(ui);
        let painter = ui.painter().clone();
        let name = painter.layout_no_wrap(self.name.to_owned(), font.clone(), ink.name);
        let count = painter.layout_no_wrap(self.count.to_owned(), font, ink.count);
        let gap = sizes().gap + 2.0;
        let width = gap + CAP + gap + name.size().x + gap + count.size().x + sizes().space;
        let size = vec2(width.ceil(), sizes().control);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| self.info(ui.is_enabled()));
        self.paint_back(ui, rect, &response);

        let cap = Rect::from_min_size(snapped(&painter, pos2(rect.left() + gap, rect.center().y - CAP / 2.0)), Vec2::splat(CAP));
        self.paint_cap(ui, cap, &ink);
        let left = cap.right() + gap;
        let middle = |height: f32| rect.center().y - height / 2.0;
        let under = Rangef::new(left, left + name.size().x);
        let at = pos2(left, middle(name.size().y) - 1.0);
        let right = pos2(rect.right() - sizes().space - count.size().x, middle(count.size().y) - 1.0);
        self.pattern.paint(&painter, under, rect.bottom() - 4.0, Stroke::new(sizes().line, ink.line));
        painter.galley(at, name, ink.name);
        painter.galley(right, count, ink.count);
        focus_ring(ui, &response);
        response
    }

    fn info(&self, enabled: bool) -> WidgetInfo {
        let name = format!("{}, {} here, key {}", self.name, self.count, self.letter);
        WidgetInfo::selected(Role::Button, enabled, self.armed, name)
    }

    fn ink(&self, ui: &Ui) -> Ink {
        let colors = &Theme::of(ui).colors;
        if self.armed {
            let on = self.colors.on_letter;
            Ink { name: on, count: on, line: on, letter: self.colors.letter, cap: on }
        } else {
            Ink {
                name: colors.ink,
                count: colors.ink_weak,
                line: self.colors.line,
                letter: self.colors.letter,
                cap: colors.raised,
            }
        }
    }

    fn paint_back(&self, ui: &Ui, rect: Rect, response: &Response) {
        let colors = &Theme::of(ui).colors;
        if self.armed {
            ui.painter().rect_filled(rect, radius(), self.colors.letter);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, radius(), colors.hover);
        }
    }

    fn paint_cap(&self, ui: &Ui, cap: Rect, ink: &Ink) {
        let border = Stroke::new(sizes().border, self.colors.letter);
        ui.painter().rect(cap, CornerRadius::same(3), ink.cap, border, StrokeKind::Inside);
        let font = crate::ui::theme::strong(sizes().small);
        ui.painter().text(cap.center(), Align2::CENTER_CENTER, self.letter, font, ink.letter);
    }
}

struct Ink {
    name: Color32,
    count: Color32,
    line: Color32,
    letter: Color32,
    cap: Color32,
}
