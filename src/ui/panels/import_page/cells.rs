//! Where the columns of the list stand: as many as there is room for, the title and the standing always.

use super::arrangement::Order;
use super::findings::Filled;
use crate::ui::theme::sizes;
use egui::{Align, Layout, Rangef, Rect, Ui, UiBuilder};

/// A column of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Column {
    Tick,
    Title,
    Outlet,
    Date,
    Size,
    Standing,
}

impl Column {
    /// Its heading, and what a click on that orders by; the column of ticks has neither.
    pub fn heading(self) -> Option<(&'static str, Order)> {
        match self {
            Self::Tick => None,
            Self::Title => Some(("Title", Order::Title)),
            Self::Outlet => Some(("Outlet", Order::Outlet)),
            Self::Date => Some(("Date", Order::Date)),
            Self::Size => Some(("Characters", Order::Size)),
            Self::Standing => Some(("What becomes of it", Order::Standing)),
        }
    }
}

/// The title is given at least this much room before other columns are shown.
const LEAST_TITLE: f32 = 172.0;
/// Its heading has room in this.
const LEAST_STANDING: f32 = 136.0;
const TICK: f32 = 24.0;
const DATE: f32 = 84.0;
const SIZE: f32 = 76.0;

/// Divides the width of a row among the columns that have something in them and that fit, from left to right.
pub fn divide(row: Rect, filled: Filled) -> Vec<(Column, Rect)> {
    let width = row.width();
    let most = if filled.standing { 280.0 } else { LEAST_STANDING };
    // Where even title and standing have no room, they share what there is.
    let standing = (width * 0.28).clamp(LEAST_STANDING, most).min((width - TICK) * 0.45).round();
    let outlet = (width * 0.14).clamp(76.0, 180.0).round();
    let mut left = width - TICK - standing - LEAST_TITLE;
    let mut fits = |wanted: f32, is_filled: bool| {
        let fits = is_filled && left >= wanted;
        left -= if fits { wanted } else { 0.0 };
        if fits { wanted } else { 0.0 }
    };
    let (date, outlet, size) = (fits(DATE, filled.date), fits(outlet, filled.outlet), fits(SIZE, filled.size));
    let title = (width - TICK - standing - date - outlet - size).max(0.0);
    let widths = [
        (Column::Tick, TICK),
        (Column::Title, title),
        (Column::Outlet, outlet),
        (Column::Date, date),
        (Column::Size, size),
        (Column::Standing, standing),
    ];
    let mut x = row.left();
    let mut columns = Vec::with_capacity(widths.len());
    for (column, width) in widths.into_iter().filter(|(_, width)| *width > 0.0) {
        let gap = if column == Column::Tick { 0.0 } else { sizes().space };
        columns.push((column, Rect::from_x_y_ranges(Rangef::new(x, x + width - gap), row.y_range())));
        x += width;
    }
    columns
}

/// Lays out one cell, whose contents cannot leave it. Numbers stand at the right.
pub fn cell(ui: &mut Ui, column: Column, rect: Rect, add: impl FnOnce(&mut Ui)) {
    let layout = match column {
        Column::Size => Layout::right_to_left(Align::Center),
        _ => Layout::left_to_right(Align::Center),
    };
    let mut child = ui.new_child(UiBuilder::new().id_salt(column.heading().map(|(name, _)| name)).max_rect(rect).layout(layout));
    child.set_clip_rect(ui.clip_rect().intersect(rect.expand(2.0)));
    child.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
    child.spacing_mut().item_spacing.x = sizes().space;
    add(&mut child);
}
