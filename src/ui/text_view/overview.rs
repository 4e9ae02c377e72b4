//! The right margin: a thin map of the whole article with its annotations, which is the scroll bar too.

use super::{OverviewMark, Shown, column::Column, look::Look, stage::Stage};
use egui::{Mesh, Painter, Rect, Shape, Ui, pos2};
use std::{ops::Range, sync::Arc};

/// The thumb is at least this high, in points.
const LEAST_THUMB: f32 = 28.0;
/// The map is drawn anew when the height of everything turned out this much different from the guess.
const DRIFT: f64 = 0.03;

/// The map as it was drawn last, and the thumb while it is dragged.
#[derive(Default)]
pub struct Overview {
    drawn: Option<Drawn>,
    /// Where in the thumb it was taken.
    grip: Option<f32>,
}

struct Drawn {
    text: Option<u128>,
    revision: u64,
    area: Rect,
    total: f64,
    look: Vec<egui::Color32>,
    mesh: Arc<Mesh>,
}

impl Overview {
    /// Scrolls when the map is clicked or its thumb dragged; true while it is held.
    pub fn scroll(&mut self, ui: &Ui, stage: &Stage, column: &mut Column, over: bool) -> bool {
        let (pressed, down, pos) =
            ui.input(|i| (i.pointer.primary_pressed(), i.pointer.primary_down(), i.pointer.interact_pos()));
        let Some(pos) = pos.filter(|_| down || pressed) else {
            self.grip = None;
            return false;
        };
        let thumb = thumb(stage, column);
        if pressed && over && stage.map.contains(pos) {
            self.grip = Some(if thumb.contains(pos) { pos.y - thumb.top() } else { thumb.height() / 2.0 });
        }
        let Some(grip) = self.grip else { return false };
        let (_, total) = column.extent();
        let view = f64::from(stage.page.height());
        let room = f64::from((stage.map.height() - thumb.height()).max(1.0));
        let share = (f64::from(pos.y - grip - stage.map.top()) / room).clamp(0.0, 1.0);
        column.scroll_to_distance(share * (total - view).max(0.0));
        self.grip.is_some()
    }

    /// Paints the map and the thumb.
    pub fn paint(&mut self, painter: &Painter, look: &Look, shown: &Shown<'_>, stage: &Stage, column: &Column, hovered: bool) {
        painter.rect_filled(stage.map, 0.0, look.map);
        self.refresh(look, shown, stage, column);
        let color = if hovered || self.grip.is_some() { look.map_thumb_active } else { look.map_thumb };
        if column.extent().1 > f64::from(stage.page.height()) {
            painter.rect_filled(thumb(stage, column), 2.0, color);
        }
        if let Some(drawn) = &self.drawn {
            painter.add(Shape::Mesh(Arc::clone(&drawn.mesh)));
        }
    }

    fn refresh(&mut self, look: &Look, shown: &Shown<'_>, stage: &Stage, column: &Column) {
        let total = column.extent().1;
        let colors: Vec<_> = look.styles.iter().map(|style| style.line).collect();
        let fresh = self.drawn.as_ref().is_some_and(|drawn| {
            drawn.text == column.key
                && drawn.revision == shown.revision
                && drawn.area == stage.map
                && (drawn.total - total).abs() <= total * DRIFT
                && drawn.look == colors
        });
        if !fresh {
            let mesh = Arc::new(draw(look, shown, stage, column, total));
            let (text, revision, area) = (column.key, shown.revision, stage.map);
            self.drawn = Some(Drawn { text, revision, area, total, look: colors, mesh });
        }
    }
}

/// The part of the map that is on screen.
fn thumb(stage: &Stage, column: &Column) -> Rect {
    let (above, total) = column.extent();
    let view = f64::from(stage.page.height());
    let height = stage.map.height();
    let thumb = (f64::from(height) * view / total.max(view)).max(f64::from(LEAST_THUMB)) as f32;
    let thumb = thumb.min(height);
    let share = (above / (total - view).max(1.0)).clamp(0.0, 1.0) as f32;
    let top = stage.map.top() + share * (height - thumb);
    Rect::from_min_max(pos2(stage.map.left() + 1.0, top), pos2(stage.map.right() - 1.0, top + thumb))
}

/// Bins all marks to rows of 2 points: one pass over the marks, however many there are.
fn draw(look: &Look, shown: &Shown<'_>, stage: &Stage, column: &Column, total: f64) -> Mesh {
    let rows = (stage.map.height() / 2.0).floor().max(1.0) as usize;
    let height = f64::from(stage.map.height());
    let span = total.max(f64::from(stage.page.height()));
    let ends: Vec<usize> = (1..=rows).map(|row| column.offset_at_distance(span * row as f64 * 2.0 / height)).collect();
    let mut bins = vec![0u64; rows];
    let mut row = 0;
    (shown.overview)(&mut |mark: OverviewMark| {
        let inside = |row: usize| {
            let from = row.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
            from <= mark.start && ends.get(row).is_none_or(|&end| mark.start < end)
        };
        if !inside(row) {
            row = ends.partition_point(|&end| end <= mark.start).min(rows - 1);
        }
        if let Some(bin) = bins.get_mut(row) {
            *bin |= 1 << (mark.style & 63);
        }
    });
    let mut mesh = Mesh::default();
    let mut row = 0;
    for same in bins.chunk_by(|a, b| a == b) {
        if let Some(&bin) = same.first().filter(|bin| **bin != 0) {
            draw_rows(&mut mesh, look, stage, row..row + same.len(), bin);
        }
        row += same.len();
    }
    mesh
}

/// Rows with the same labels, which stand side by side.
fn draw_rows(mesh: &mut Mesh, look: &Look, stage: &Stage, rows: Range<usize>, bin: u64) {
    let (left, right) = (stage.map.left() + 3.0, stage.map.right() - 3.0);
    let share = (right - left) / bin.count_ones() as f32;
    let (top, bottom) = (stage.map.top() + rows.start as f32 * 2.0, stage.map.top() + rows.end as f32 * 2.0);
    for (nth, style) in (0..64u16).filter(|style| bin >> style & 1 == 1).enumerate() {
        let from = left + share * nth as f32;
        let color = look.style(style).map_or(look.ink, |style| style.line);
        mesh.add_colored_rect(Rect::from_min_max(pos2(from, top), pos2(from + share, bottom)), color);
    }
}
