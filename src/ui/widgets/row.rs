//! Rows of lists, and the dot that says how far an article is.

use egui::{Align, Layout, Painter, Pos2, Response, Role, Sense, Shape, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, vec2};

use super::focus::{focus_ring, radius};
use crate::ui::theme::{Colors, Theme, sizes};

/// A row as wide as there is room, that can be pointed at, chosen and reached with the keyboard.
#[derive(Clone, Copy, Debug)]
pub struct ListRow<'a> {
    name: &'a str,
    selected: bool,
    height: f32,
    in_list: bool,
}

impl<'a> ListRow<'a> {
    /// Makes a row of one line; `name` is what screen readers say of it.
    pub fn new(name: &'a str) -> Self {
        Self { name, selected: false, height: sizes().row, in_list: false }
    }

    /// Whether this is the chosen row.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// Makes room for two lines.
    pub fn tall(mut self) -> Self {
        self.height = sizes().row_tall;
        self
    }

    /// Says that the row stands in a [`super::List`], which then has the keyboard for all its rows.
    pub fn in_list(mut self) -> Self {
        self.in_list = true;
        self
    }

    /// Shows the row; `add` lays out what stands in it, from left to right, or down in a tall row.
    pub fn show(self, ui: &mut Ui, add: impl FnOnce(&mut Ui)) -> Response {
        let sense = if self.in_list { Sense::CLICK } else { Sense::click() };
        let (_, response) = ui.allocate_exact_size(vec2(ui.available_width(), self.height), sense);
        let role = if self.in_list { Role::ListBoxOption } else { Role::Button };
        response.widget_info(|| WidgetInfo {
            selected: self.in_list.then_some(self.selected),
            ..WidgetInfo::labeled(role, ui.is_enabled(), self.name)
        });
        self.paint_back(ui, &response);
        self.fill(ui, &response, add);
        response
    }

    /// Lays out the contents in a child that cannot make the row larger, whatever stands in it.
    fn fill(&self, ui: &mut Ui, row: &Response, add: impl FnOnce(&mut Ui)) {
        let tall = self.height > sizes().row;
        let inner = row.rect.shrink2(vec2(sizes().space, if tall { sizes().gap - 1.0 } else { 0.0 }));
        let layout = if tall { Layout::top_down(Align::Min) } else { Layout::left_to_right(Align::Center) };
        let mut child = ui.new_child(UiBuilder::new().max_rect(inner).layout(layout).accessibility_parent(row.id));
        child.set_clip_rect(ui.clip_rect().intersect(inner));
        child.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
        if tall {
            let spacing = child.spacing_mut();
            spacing.item_spacing.y = 0.0;
            spacing.interact_size.y = self.height / 2.0 - sizes().gap;
        }
        add(&mut child);
    }

    fn paint_back(&self, ui: &Ui, response: &Response) {
        let colors = &Theme::of(ui).colors;
        if self.selected {
            ui.painter().rect_filled(response.rect, radius(), colors.row_selected);
        }
        if response.hovered() {
            ui.painter().rect_filled(response.rect, radius(), colors.hover);
        }
        focus_ring(ui, response);
    }
}

/// How far somebody is with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dot {
    ToDo,
    InProgress,
    Done,
}

impl Dot {
    /// Returns the words for the state.
    pub fn words(self) -> &'static str {
        match self {
            Self::ToDo => "To do",
            Self::InProgress => "In progress",
            Self::Done => "Done",
        }
    }

    /// Paints an empty, a half filled or a full circle; the shape alone tells them apart.
    pub fn paint(self, painter: &Painter, center: Pos2, colors: &Colors) {
        const RADIUS: f32 = 4.5;
        let color = match self {
            Self::ToDo => colors.ink_faint,
            Self::InProgress => colors.ink_weak,
            Self::Done => colors.ok,
        };
        if self != Self::Done {
            painter.circle_stroke(center, RADIUS, Stroke::new(1.3, color));
        }
        match self {
            Self::ToDo => {}
            Self::InProgress => {
                let half = (0..=16).map(|step| {
                    let angle = std::f32::consts::PI * (0.5 - step as f32 / 16.0);
                    center + RADIUS * Vec2::angled(angle)
                });
                painter.add(Shape::convex_polygon(half.collect(), color, Stroke::NONE));
            }
            Self::Done => {
                painter.circle_filled(center, RADIUS + 0.65, color);
            }
        }
    }
}

/// Shows a state as a dot with its words as tooltip and accessible name.
pub fn state_dot(ui: &mut Ui, state: Dot) -> Response {
    let side = Vec2::splat(sizes().icon);
    let (rect, response) = ui.allocate_exact_size(side, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, state.words()));
    state.paint(ui.painter(), rect.center(), &Theme::of(ui).colors);
    response.on_hover_text(state.words())
}
