//! Where the columns stand, and what is typed and clicked in their headings.

use super::State;
use crate::analysis::table::Column;
use crate::model::Scheme;
use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use crate::ui::widgets::focus_ring;
use egui::{Align, Button, Id, Layout, Rangef, Rect, Sense, TextEdit, Ui, UiBuilder, vec2};

/// The width of the column of ticks.
const TICK: f32 = 32.0;

/// The columns shown until somebody chooses others.
pub fn usual() -> Vec<Column> {
    vec![Column::Label, Column::Words, Column::Status, Column::Annotator, Column::Article, Column::Outlet, Column::Date]
}

/// The least width that a column is of use in; the words take what is left.
fn width(column: &Column) -> f32 {
    match column {
        Column::Words => 220.0,
        Column::Article => 180.0,
        Column::Note | Column::Found | Column::Attribute(_) => 120.0,
        Column::Outlet => 116.0,
        Column::Made => 124.0,
        Column::Label | Column::Status | Column::Annotator | Column::Date => 88.0,
        Column::Comments | Column::Length => 76.0,
    }
}

/// How wide a row must be at least.
pub fn least_width(columns: &[Column]) -> f32 {
    TICK + columns.iter().map(width).sum::<f32>()
}

/// The box of the tick.
pub fn tick(row: Rect) -> Rect {
    let side = sizes().icon + 2.0;
    Rect::from_min_size(egui::pos2(row.left() + sizes().space, row.center().y - side / 2.0), vec2(side, side))
}

/// Divides a row among the columns; words and titles share what the others leave.
pub fn divide(row: Rect, columns: &[Column]) -> Vec<Rect> {
    let spare = (row.width() - least_width(columns)).max(0.0);
    let share = |column: &Column| match column {
        Column::Words => 3.0,
        Column::Article => 1.0,
        _ => 0.0,
    };
    let shares: f32 = columns.iter().map(share).sum::<f32>().max(1.0);
    let mut x = row.left() + TICK;
    let rects = columns.iter().map(|column| {
        let width = width(column) + (spare * share(column) / shares).floor();
        let rect = Rect::from_x_y_ranges(Rangef::new(x, x + width - sizes().space), row.y_range());
        x += width;
        rect
    });
    rects.collect()
}

/// Lays out one cell, whose contents cannot leave it; counts stand at the right.
pub fn cell(ui: &mut Ui, column: &Column, rect: Rect, add: impl FnOnce(&mut Ui)) {
    let layout = match column {
        Column::Comments | Column::Length => Layout::right_to_left(Align::Center),
        _ => Layout::left_to_right(Align::Center),
    };
    let mut child = ui.new_child(UiBuilder::new().id_salt(column).max_rect(rect).layout(layout));
    child.set_clip_rect(ui.clip_rect().intersect(rect.expand(2.0)));
    child.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
    add(&mut child);
}

/// The headings, and under them the filters; returns whether something else is asked for.
pub fn headings(ui: &mut Ui, scheme: &Scheme, state: &mut State, columns: &[Column]) -> bool {
    let before = state.asked.clone();
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), sizes().control - 4.0), Sense::hover());
    for (column, rect) in columns.iter().zip(divide(row, columns)) {
        let arrow = match &state.asked.sort {
            Some((other, false)) if other == column => " ↓",
            Some((other, true)) if other == column => " ↑",
            _ => "",
        };
        cell(ui, column, rect, |ui| {
            ui.spacing_mut().button_padding.x = 0.0;
            let words = weak(ui, format!("{}{arrow}", column.name(scheme))).size(sizes().small);
            let button = ui.add(Button::new(words).frame(false).truncate());
            focus_ring(ui, &button);
            if button.on_hover_text("Order by this; again turns it round, a third time ends it").clicked() {
                state.asked.order_by(column);
            }
        });
    }
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), sizes().control), Sense::hover());
    for (column, rect) in columns.iter().zip(divide(row, columns)) {
        filter(ui, scheme, state, column, rect);
    }
    ui.add_space(2.0);
    before != state.asked
}

const HOW: &str = "Words to be found there, a|b for either, = for just these, - for none, * for any, > or < for numbers and days";

fn filter(ui: &mut Ui, scheme: &Scheme, state: &mut State, column: &Column, rect: Rect) {
    let mut typed = state.asked.typed(column).to_owned();
    let id = Id::unique(("filter", column));
    let field = TextEdit::singleline(&mut typed).id(id).hint_text("Filter").desired_width(f32::INFINITY);
    let field = field.margin(vec2(sizes().gap, 2.0)).font(egui::FontId::proportional(sizes().small));
    let response = cell_field(ui, column, rect.shrink2(vec2(0.0, 2.0)), field);
    let response = response.on_hover_text(HOW).accessible_name(format!("Filter by {}", column.name(scheme).to_lowercase()));
    if response.has_focus() && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::ArrowDown)) {
        state.focus = true;
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
        state.focus = true;
    }
    // Who types here stays here, whatever becomes of the rows.
    if response.gained_focus() || response.changed() {
        state.focus = false;
    }
    if response.changed() {
        state.asked.set_typed(column, typed);
    }
}

fn cell_field(ui: &mut Ui, column: &Column, rect: Rect, field: TextEdit<'_>) -> egui::Response {
    let builder = UiBuilder::new().id_salt(("filter", column)).max_rect(rect).layout(Layout::left_to_right(Align::Center));
    let mut child = ui.new_child(builder);
    child.add(field)
}
