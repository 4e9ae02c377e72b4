//! Paints the words on screen with all that is behind, under and over them. Nothing here moves a letter.

use super::{
    MarkKind, Shown,
    column::Visible,
    geometry::Line,
    lanes::{LANES, Lane},
    look::Look,
    stage::{Scene, Stage},
};
use crate::ui::theme::LinePattern;
use egui::{Align2, CornerRadius, Mesh, Painter, Rect, Stroke, StrokeKind, pos2, vec2};
use std::ops::Range;

/// The caret's width in points.
const CARET: f32 = 2.0;
/// How far a selection that holds a line feed reaches past the line's end, in points.
const LINE_FEED: f32 = 6.0;

/// What is collected for one frame: below the words from back to front, and above them.
#[derive(Default)]
struct Layers {
    tints: Mesh,
    below: Mesh,
    lines: Mesh,
    above: Mesh,
    outlines: Vec<(Rect, Stroke)>,
    more: Vec<(f32, usize)>,
}

/// Paints all text on screen.
pub fn paint(painter: &Painter, look: &Look, shown: &Shown<'_>, scene: &Scene, lanes: &[Lane], hovered: Option<u64>) {
    let mut layers = Layers::default();
    let view = View { look, shown, scene, hovered };
    for visible in &scene.visible {
        let range = visible.piece.range.clone();
        let until = lanes.partition_point(|lane| lane.mark.start < range.end);
        let mut here: Vec<Lane> = lanes.iter().take(until).filter(|lane| lane.mark.end > range.start).copied().collect();
        here.sort_by_key(|lane| shown.focused == Some(lane.mark.id));
        for line in &visible.layout.lines {
            view.line(visible, line, &here, &mut layers);
        }
        view.invisibles(visible, &mut layers.above);
    }
    view.preview_caret(&mut layers.above);
    painter.add(layers.tints);
    painter.add(layers.below);
    painter.add(layers.lines);
    for visible in &scene.visible {
        for strip in &visible.layout.strips {
            let corner = pos2(scene.stage.left, scene.stage.snap(scene.stage.page.top() + visible.top) - scene.stage.lift);
            painter.galley(corner + strip.place, strip.galley.clone(), look.ink);
        }
    }
    painter.add(layers.above);
    for (rect, stroke) in layers.outlines {
        painter.rect_stroke(rect.expand2(vec2(1.0, 0.0)), CornerRadius::same(2), stroke, StrokeKind::Middle);
    }
    for (y, count) in layers.more {
        let place = pos2(scene.stage.left + scene.stage.width + 6.0, y);
        painter.text(place, Align2::LEFT_CENTER, format!("+{count}"), look.small_font.clone(), look.weak_ink);
    }
}

struct View<'a> {
    look: &'a Look,
    shown: &'a Shown<'a>,
    scene: &'a Scene,
    hovered: Option<u64>,
}

impl View<'_> {
    fn stage(&self) -> &Stage {
        &self.scene.stage
    }

    fn line(&self, visible: &Visible, line: &Line, lanes: &[Lane], layers: &mut Layers) {
        let top = self.stage().line_top(visible, line);
        if top > self.stage().page.bottom() || top + self.stage().line_height < self.stage().page.top() {
            return;
        }
        let start = visible.piece.words.start;
        let (from, to) = (start + line.range.start, start + line.range.end);
        let mut rects = Vec::new();
        let mut more = 0;
        for lane in lanes.iter().filter(|lane| lane.mark.start < to && lane.mark.end > from) {
            rects.clear();
            self.scene.rects_on(visible, line, &(lane.mark.start..lane.mark.end), &mut rects);
            self.mark(lane, &rects, top, layers);
            more += usize::from(lane.lane >= LANES);
        }
        if more > 0 {
            layers.more.push((top + self.stage().baseline, more));
        }
        self.find_hits(visible, line, from..to, &mut layers.below);
        self.selection(visible, line, top, &mut layers.below);
    }

    fn mark(&self, lane: &Lane, rects: &[Rect], line_top: f32, layers: &mut Layers) {
        let style = self.look.style(lane.mark.style);
        let focused = self.shown.focused == Some(lane.mark.id);
        if lane.mark.kind == MarkKind::Annotation
            && let Some(style) = style
        {
            // Made opaque, so that overlapping tints do not add up to something too dark to read on.
            let tint = self.look.paper.blend(if focused { style.tint_strong } else { style.tint });
            rects.iter().for_each(|rect| layers.tints.add_colored_rect(*rect, tint));
            if style.faded {
                let veil = self.look.veil();
                rects.iter().for_each(|rect| layers.above.add_colored_rect(*rect, veil));
            }
        }
        if focused || self.hovered == Some(lane.mark.id) {
            let stroke =
                if focused { Stroke::new(1.5, self.look.focus_outline) } else { Stroke::new(1.0, self.look.hover_outline) };
            layers.outlines.extend(rects.iter().map(|rect| (*rect, stroke)));
        }
        if lane.lane >= LANES {
            return;
        }
        let (pattern, line) = match (lane.mark.kind, style) {
            (MarkKind::Suggestion, style) => (LinePattern::Dotted, style.map(|style| style.suggested)),
            (MarkKind::Annotation, Some(style)) => (style.pattern, Some(style.line)),
            (MarkKind::Annotation, None) => (LinePattern::Solid, None),
        };
        let line = line.unwrap_or(self.look.ink);
        let step = self.stage().underline_step();
        let y = self.stage().snap(line_top + self.stage().baseline + 2.0 + step * lane.lane as f32);
        for rect in rects {
            pattern.add_to(&mut layers.lines, rect.x_range(), y, step * 2.0 / 3.0, line);
        }
    }

    fn find_hits(&self, visible: &Visible, line: &Line, range: Range<usize>, mesh: &mut Mesh) {
        let hits = self.shown.find_hits;
        let first = hits.partition_point(|hit| hit.end <= range.start);
        let mut rects = Vec::new();
        for (index, hit) in hits.iter().enumerate().skip(first).take_while(|(_, hit)| hit.start < range.end) {
            rects.clear();
            self.scene.rects_on(visible, line, hit, &mut rects);
            let current = self.shown.find_current == Some(index);
            let color = if current { self.look.find_hit_current } else { self.look.find_hit };
            rects.iter().for_each(|rect| mesh.add_colored_rect(*rect, color));
        }
    }

    fn selection(&self, visible: &Visible, line: &Line, top: f32, mesh: &mut Mesh) {
        let selection = &self.shown.selection;
        if selection.is_empty() {
            return;
        }
        let mut rects = Vec::new();
        self.scene.rects_on(visible, line, selection, &mut rects);
        let end = visible.piece.words.end;
        let closes = line.range.end + visible.piece.words.start == end && visible.piece.range.end > end;
        if closes && selection.start <= end && end < selection.end {
            let x = self.stage().left + line.x_of(line.range.end);
            let (above, below) = self.stage().band(top);
            let rtl = line.cells.last().map_or(line.empty_x > 0.0, |cell| cell.rtl);
            let to = if rtl { x - LINE_FEED } else { x + LINE_FEED };
            rects.push(Rect::from_two_pos(pos2(x, above), pos2(to, below)));
        }
        for rect in rects {
            let full = Rect::from_x_y_ranges(rect.x_range(), top..=top + self.stage().line_height);
            mesh.add_colored_rect(full, self.look.selection);
        }
    }

    /// A tick with a small flag for each character that fonts draw as nothing.
    fn invisibles(&self, visible: &Visible, mesh: &mut Mesh) {
        let color = self.look.invisible_mark;
        for &offset in &visible.layout.invisibles {
            let Some(line) = visible.layout.lines.get(visible.layout.line_of(offset as usize)) else {
                continue;
            };
            let Some(cell) = line.cell_at(offset as usize) else {
                continue;
            };
            let wide = cell.right - cell.left > 4.0;
            let x = self.stage().snap(self.stage().left + if wide { cell.right } else { (cell.left + cell.right) / 2.0 });
            let (top, bottom) = self.stage().band(self.stage().line_top(visible, line));
            mesh.add_colored_rect(Rect::from_min_max(pos2(x - 0.5, top + 1.0), pos2(x + 0.5, bottom)), color);
            mesh.add_colored_rect(Rect::from_min_size(pos2(x - 0.5, top + 1.0), vec2(3.5, 3.0)), color);
        }
    }

    fn preview_caret(&self, mesh: &mut Mesh) {
        if !self.shown.has_focus {
            return;
        }
        if let Some(caret) = self.scene.caret_at(self.shown.caret) {
            let x = self.stage().snap(caret.left() - CARET / 2.0);
            let rect = Rect::from_min_max(pos2(x, caret.top() - 1.0), pos2(x + CARET, caret.bottom() + 1.0));
            mesh.add_colored_rect(rect, self.look.caret);
        }
    }
}
