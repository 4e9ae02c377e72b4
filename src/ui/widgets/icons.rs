//! Icons drawn from lines and circles, so that no icon face is needed and each follows the ink of its place.

use egui::{Color32, Painter, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::focus::{focus_ring, radius, snapped};
use crate::ui::theme::{Theme, sizes};

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Icon {
    Magnifier,
    Cross,
    ChevronDown,
    ChevronRight,
    Check,
    Folder,
    Page,
    Plus,
    Clock,
    Sun,
    Moon,
    PanelLeft,
    PanelRight,
    Warning,
    Failure,
}

impl Icon {
    /// Every icon, for galleries and tests.
    pub const ALL: [Self; 15] = [
        Self::Magnifier,
        Self::Cross,
        Self::ChevronDown,
        Self::ChevronRight,
        Self::Check,
        Self::Folder,
        Self::Page,
        Self::Plus,
        Self::Clock,
        Self::Sun,
        Self::Moon,
        Self::PanelLeft,
        Self::PanelRight,
        Self::Warning,
        Self::Failure,
    ];

    /// Paints the icon in the middle of `rect`, at the icon size of the theme.
    pub fn paint(self, painter: &Painter, rect: Rect, color: Color32) {
        let side = sizes().icon;
        // On whole pixels: strokes of one and a half points blur otherwise.
        let corner = snapped(painter, rect.center() - Vec2::splat(side / 2.0));
        let pen = Pen { painter, square: Rect::from_min_size(corner, Vec2::splat(side)), stroke: Stroke::new(1.4, color) };
        self.draw(&pen);
    }

    fn draw(self, pen: &Pen<'_>) {
        match self {
            Self::Magnifier => {
                pen.circle(0.43, 0.43, 0.29);
                pen.path(&[(0.65, 0.65), (0.92, 0.92)]);
            }
            Self::Cross => {
                pen.path(&[(0.23, 0.23), (0.77, 0.77)]);
                pen.path(&[(0.77, 0.23), (0.23, 0.77)]);
            }
            Self::ChevronDown => pen.path(&[(0.24, 0.39), (0.5, 0.65), (0.76, 0.39)]),
            Self::ChevronRight => pen.path(&[(0.39, 0.24), (0.65, 0.5), (0.39, 0.76)]),
            Self::Check => pen.path(&[(0.16, 0.54), (0.4, 0.77), (0.85, 0.25)]),
            Self::Folder => pen.closed(&[(0.07, 0.2), (0.38, 0.2), (0.5, 0.34), (0.93, 0.34), (0.93, 0.83), (0.07, 0.83)]),
            Self::Page => {
                pen.closed(&[(0.2, 0.07), (0.6, 0.07), (0.8, 0.28), (0.8, 0.93), (0.2, 0.93)]);
                pen.path(&[(0.36, 0.5), (0.64, 0.5)]);
                pen.path(&[(0.36, 0.7), (0.64, 0.7)]);
            }
            Self::Plus => {
                pen.path(&[(0.5, 0.16), (0.5, 0.84)]);
                pen.path(&[(0.16, 0.5), (0.84, 0.5)]);
            }
            Self::Clock => {
                pen.circle(0.5, 0.5, 0.42);
                pen.path(&[(0.5, 0.26), (0.5, 0.52), (0.68, 0.62)]);
            }
            Self::Sun => pen.sun(),
            Self::Moon => pen.moon(),
            Self::PanelLeft => pen.panel(0.08..=0.38),
            Self::PanelRight => pen.panel(0.62..=0.92),
            Self::Warning => {
                pen.closed(&[(0.5, 0.1), (0.96, 0.9), (0.04, 0.9)]);
                pen.path(&[(0.5, 0.38), (0.5, 0.62)]);
                pen.dot(0.5, 0.75);
            }
            Self::Failure => {
                pen.circle(0.5, 0.5, 0.43);
                pen.path(&[(0.5, 0.27), (0.5, 0.56)]);
                pen.dot(0.5, 0.72);
            }
        }
    }
}

/// Draws in the unit square: (0, 0) is the icon's top left, (1, 1) its bottom right.
struct Pen<'a> {
    painter: &'a Painter,
    square: Rect,
    stroke: Stroke,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> egui::Pos2 {
        self.square.min + vec2(x, y) * self.square.width()
    }

    fn points(&self, points: &[(f32, f32)]) -> Vec<egui::Pos2> {
        points.iter().map(|&(x, y)| self.at(x, y)).collect()
    }

    fn path(&self, points: &[(f32, f32)]) {
        self.painter.add(Shape::line(self.points(points), self.stroke));
    }

    fn closed(&self, points: &[(f32, f32)]) {
        self.painter.add(Shape::closed_line(self.points(points), self.stroke));
    }

    fn circle(&self, x: f32, y: f32, radius: f32) {
        let radius = radius * self.square.width();
        self.painter.circle_stroke(self.at(x, y), radius, self.stroke);
    }

    fn dot(&self, x: f32, y: f32) {
        self.painter.circle_filled(self.at(x, y), self.stroke.width * 0.6, self.stroke.color);
    }

    fn sun(&self) {
        self.circle(0.5, 0.5, 0.2);
        for ray in 0..8 {
            let angle = ray as f32 * std::f32::consts::TAU / 8.0;
            let (sin, cos) = angle.sin_cos();
            self.path(&[(0.5 + cos * 0.34, 0.5 + sin * 0.34), (0.5 + cos * 0.47, 0.5 + sin * 0.47)]);
        }
    }

    /// A crescent: three quarters of a circle, closed by a flatter arc.
    fn moon(&self) {
        let arc = |centre: (f32, f32), radius: f32, from: f32, to: f32| {
            (0..=12).map(move |step| {
                let angle = (from + (to - from) * step as f32 / 12.0).to_radians();
                (centre.0 + radius * angle.cos(), centre.1 + radius * angle.sin())
            })
        };
        let outer = arc((0.48, 0.52), 0.42, 30.0, 240.0).chain(arc((0.48, 0.52), 0.42, 240.0, 260.0));
        let inner = arc((0.7, 0.3), 0.41, 200.0, 75.0);
        let points: Vec<(f32, f32)> = outer.chain(inner).collect();
        self.closed(&points);
    }

    fn panel(&self, filled: std::ops::RangeInclusive<f32>) {
        let frame = Rect::from_min_max(self.at(0.08, 0.14), self.at(0.92, 0.86));
        self.painter.rect_stroke(frame, 1.5, self.stroke, StrokeKind::Middle);
        let side = Rect::from_min_max(self.at(*filled.start(), 0.14), self.at(*filled.end(), 0.86));
        self.painter.rect_filled(side, 1.5, self.stroke.color.gamma_multiply(0.45));
    }
}

/// Shows a square button with an icon alone; `name` is its tooltip and its accessible name.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    button(ui, icon, name, None)
}

/// Shows an icon button that is on or off.
pub fn icon_toggle(ui: &mut Ui, icon: Icon, name: &str, on: &mut bool) -> Response {
    let mut response = button(ui, icon, name, Some(*on));
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    response
}

fn button(ui: &mut Ui, icon: Icon, name: &str, on: Option<bool>) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(sizes().control), Sense::click());
    response.widget_info(|| WidgetInfo { selected: on, ..WidgetInfo::labeled(Role::Button, ui.is_enabled(), name) });
    paint(ui, icon, rect, &response, on == Some(true));
    response.on_hover_text(name)
}

/// Paints an icon as a button in `rect`, which is already interacted with.
pub(super) fn paint(ui: &Ui, icon: Icon, rect: Rect, response: &Response, on: bool) {
    let colors = &Theme::of(ui).colors;
    if on {
        ui.painter().rect_filled(rect, radius(), colors.row_selected);
    }
    if response.hovered() {
        ui.painter().rect_filled(rect, radius(), colors.hover);
    }
    let lit = on || response.hovered() || response.has_focus();
    let color = if lit { colors.ink } else { colors.ink_weak };
    icon.paint(ui.painter(), rect, color);
    focus_ring(ui, response);
}

/// Paints an icon left of text, in the box that begins at `left` and is centred on `y`.
pub(super) fn paint_left(ui: &Ui, icon: Icon, left: f32, y: f32, color: Color32) {
    let side = sizes().icon;
    let centre = pos2(left + side / 2.0, y);
    icon.paint(ui.painter(), Rect::from_center_size(centre, Vec2::splat(side)), color);
}
