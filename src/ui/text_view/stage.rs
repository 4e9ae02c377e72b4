//! Where the parts of the view are on screen this frame, and from screen to text and back.

use super::{
    Side,
    column::Visible,
    geometry::{Line, Place},
    look::Look,
};
use egui::{Pos2, Rect, Ui, pos2, vec2};
use std::ops::Range;

/// The map at the right is this wide.
const MAP_WIDTH: f32 = 16.0;
/// Room for the letters left of the column.
pub const LETTERS_WIDTH: f32 = 52.0;
/// Room right of the column.
const RIGHT_MARGIN: f32 = 32.0;
/// A line of average English, for the mean width of a character.
const SAMPLE: &str = "the harbour workers returned to their cranes and said nothing more about it until evening";

/// The parts of the view, in points on screen.
#[derive(Clone, Debug)]
pub struct Stage {
    /// All of it.
    pub view: Rect,
    /// Where words and margin letters are painted.
    pub page: Rect,
    /// Where lines of text begin.
    pub left: f32,
    /// The width of a line of text.
    pub width: f32,
    /// The map of the article, which is the scroll bar too.
    pub map: Rect,
    /// From one line to the next.
    pub line_height: f32,
    /// How much higher than centred in its line the text is painted, which leaves room for lines under it.
    pub lift: f32,
    /// The baseline, below the top of a line.
    pub baseline: f32,
    /// The article's font size.
    pub size: f32,
    /// Physical pixels a point.
    pub pixels: f32,
}

impl Stage {
    /// Divides a rectangle among column, margins and map.
    pub fn new(ui: &Ui, view: Rect, look: &Look) -> Self {
        let pixels = ui.ctx().pixels_per_point();
        let snap = |v: f32| (v * pixels).round() / pixels;
        let size = look.font.size;
        let line_height = snap(size * look.line_height).max(1.0);
        let page = Rect::from_min_max(view.min, pos2(view.right() - MAP_WIDTH, view.bottom()));
        let (letter, row) = ui.fonts_mut(|fonts| {
            let width: f32 = SAMPLE.chars().map(|c| fonts.glyph_width(&look.font, c)).sum();
            (width / SAMPLE.len() as f32, fonts.row_height(&look.font))
        });
        let wanted = (letter * look.column_chars).floor();
        let width = wanted.min(page.width() - LETTERS_WIDTH - RIGHT_MARGIN).max(size * 4.0).floor();
        let left = snap((page.center().x - width / 2.0).max(page.left() + LETTERS_WIDTH));
        let leading = (line_height - row) / 2.0;
        let lift = snap(leading.max(0.0) * 0.8);
        let map = Rect::from_min_max(pos2(page.right(), view.top()), view.max);
        Self { view, page, left, width, map, line_height, lift, baseline: line_height * 0.7, size, pixels }
    }

    /// Rounds to a physical pixel.
    pub fn snap(&self, v: f32) -> f32 {
        (v * self.pixels).round() / self.pixels
    }

    /// The top and bottom of the words of a line whose top is here: from above ascenders to below descenders.
    pub fn band(&self, line_top: f32) -> (f32, f32) {
        let base = line_top + self.baseline;
        (self.snap(base - self.size * 0.95), self.snap(base + self.size * 0.28))
    }

    /// The distance between stacked lines under words: 3 points, less where small type leaves no room for four.
    pub fn underline_step(&self) -> f32 {
        ((self.line_height - self.size * 0.76 - 2.0) / 4.0).clamp(1.5, 3.0)
    }

    /// The top of a line on screen.
    pub fn line_top(&self, visible: &Visible, line: &Line) -> f32 {
        self.snap(self.page.top() + visible.top + line.top)
    }
}

/// What is on screen this frame.
pub struct Scene {
    /// Where things are.
    pub stage: Stage,
    /// The pieces on screen, top to bottom.
    pub visible: Vec<Visible>,
    /// The header's top, below the top of the page; `None` when off screen.
    pub header: Option<f32>,
}

impl Scene {
    /// All bytes on screen.
    pub fn range(&self) -> Range<usize> {
        let start = self.visible.first().map_or(0, |visible| visible.piece.range.start);
        start..self.visible.last().map_or(start, |visible| visible.piece.range.end)
    }

    /// The piece and line under a place on screen, the nearest when outside; and the distance into the line.
    fn under(&self, pos: Pos2) -> Option<(&Visible, &Line, f32)> {
        let y = pos.y - self.stage.page.top();
        let after = self.visible.partition_point(|visible| visible.top <= y);
        let visible = self.visible.get(after.saturating_sub(1))?;
        let line = visible.layout.lines.get(visible.layout.line_at(y - visible.top))?;
        Some((visible, line, pos.x - self.stage.left))
    }

    /// The byte offset nearest to a place on screen.
    pub fn offset_at(&self, pos: Pos2) -> Option<usize> {
        if self.visible.first().is_some_and(|first| first.index == 0 && pos.y < self.stage.page.top() + first.top) {
            return Some(0);
        }
        let (visible, line, x) = self.under(pos)?;
        Some(visible.piece.words.start + line.offset_at(x))
    }

    /// The byte range of the grapheme that is really under a place on screen.
    pub fn grapheme_at(&self, pos: Pos2) -> Option<Range<usize>> {
        let (visible, line, x) = self.under(pos)?;
        let top = self.stage.line_top(visible, line);
        let cell = line.cell_under(x).filter(|cell| cell.left <= x && x <= cell.right)?;
        let start = visible.piece.words.start;
        (top <= pos.y && pos.y <= top + self.stage.line_height).then(|| start + cell.start as usize..start + line.end_of(cell))
    }

    /// Where the caret stands before a byte offset, with the band of its line; `None` when off screen.
    pub fn caret_at(&self, offset: usize) -> Option<Rect> {
        let after = self.visible.partition_point(|visible| visible.piece.range.start <= offset);
        let visible = self.visible.get(after.checked_sub(1)?)?;
        if offset > visible.piece.words.end {
            return None;
        }
        let Place { line, x } = visible.layout.place_of(offset - visible.piece.words.start);
        let top = self.stage.line_top(visible, visible.layout.lines.get(line)?);
        let (above, below) = self.stage.band(top);
        Some(Rect::from_min_size(pos2(self.stage.left + x, above), vec2(0.0, below - above)))
    }

    /// Where reading enters the first grapheme of a byte range, or leaves its last one, as a rectangle without width.
    ///
    /// In right-to-left words that is the right edge of the first grapheme and the left one of the last.
    pub fn edge_of(&self, range: &Range<usize>, side: Side) -> Option<Rect> {
        let inside = if side == Side::Start { range.start } else { range.end.checked_sub(1)? };
        let visible = self.visible.iter().find(|visible| visible.piece.range.contains(&inside))?;
        let offset = inside.checked_sub(visible.piece.words.start)?;
        let line = visible.layout.lines.get(visible.layout.line_of(offset))?;
        let cell = line.cell_at(if side == Side::Start { offset } else { offset.min(line.ink_end.saturating_sub(1)) })?;
        let x = self.stage.left + if (side == Side::Start) != cell.rtl { cell.left } else { cell.right };
        let (above, below) = self.stage.band(self.stage.line_top(visible, line));
        Some(Rect::from_min_max(pos2(x, above), pos2(x, below)))
    }

    /// The rectangles of a byte range on one line. White space at which the line was broken is left out.
    pub fn rects_on(&self, visible: &Visible, line: &Line, range: &Range<usize>, rects: &mut Vec<Rect>) {
        let start = visible.piece.words.start;
        let (from, to) = (range.start.max(start + line.range.start), range.end.min(start + line.ink_end));
        if from >= to {
            return;
        }
        let (top, bottom) = self.stage.band(self.stage.line_top(visible, line));
        let left = self.stage.left;
        let rect = |(a, b)| Rect::from_min_max(pos2(self.stage.snap(left + a), top), pos2(self.stage.snap(left + b), bottom));
        rects.extend(line.stretches(&(from - start..to - start)).into_iter().map(rect));
    }
}
