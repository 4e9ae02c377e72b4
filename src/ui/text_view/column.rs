//! The column of text: its pieces, their heights, and which part of it is on screen.

use super::{
    bidi_row,
    geometry::PieceLayout,
    heights::Heights,
    layout::{self, Direction, Galleys, Setting},
    pieces::{Piece, Pieces},
};
use egui::Context;
use std::sync::Arc;

/// An empty paragraph is this share of a line high, since it stands beside the paragraph gap.
const EMPTY_SHARE: f32 = 0.6;
/// How many lines of nothing follow the text, so that its last line need not stick to the bottom edge.
const FOOTER_LINES: f32 = 4.0;
/// A target further away than these many pieces counts as far.
const NEAR_PIECES: usize = 200;

/// A place to come back to: which line stands where.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ScrollPosition {
    /// A byte offset on the line.
    pub offset: usize,
    /// How far the line's top is below the top of the view, in points; negative when partly above.
    pub below: f32,
}

/// Where a line goes when scrolled to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Scrolls as little as needed to keep two lines of context.
    Nearest,
    /// In the middle.
    Centre,
    /// At the top, below a little context.
    Top,
}

/// A piece on screen.
#[derive(Clone, Debug)]
pub struct Visible {
    /// Its index.
    pub index: usize,
    /// Its bytes.
    pub piece: Piece,
    /// Its top, in points below the top of the view.
    pub top: f32,
    /// Its lines.
    pub layout: Arc<PieceLayout>,
}

/// Item 0 is the header, the last is the footer, pieces are between: piece `n` is item `n + 1`.
#[derive(Default)]
pub struct Column {
    /// The text on show.
    pub text: Arc<str>,
    /// Which text it is.
    pub key: Option<u128>,
    /// Where it is cut.
    pub pieces: Pieces,
    /// What was laid out.
    pub galleys: Galleys,
    setting: Option<Setting>,
    gap: f32,
    header: f32,
    heights: Heights,
    item: usize,
    within: f64,
}

impl Column {
    /// Takes another text and shows its top.
    pub fn take(&mut self, text: &Arc<str>, key: u128) {
        self.text = Arc::clone(text);
        self.pieces = Pieces::new(text);
        self.key = Some(key);
        (self.item, self.within) = (0, 0.0);
        self.estimate();
    }

    /// Takes another setting; every height is a guess again, and what was on top stays there.
    pub fn set(&mut self, ctx: &Context, setting: Setting, gap: f32, header: f32) {
        if self.setting.as_ref() != Some(&setting) || self.gap != gap {
            let anchor = self.setting.is_some().then(|| self.position(ctx));
            self.galleys.clear();
            (self.setting, self.gap, self.header) = (Some(setting), gap, header);
            self.estimate();
            if let Some(anchor) = anchor {
                self.go_to(ctx, anchor);
            }
        }
        self.header = header;
        self.heights.set(0, f64::from(header));
    }

    /// From one line to the next.
    pub fn line_height(&self) -> f32 {
        self.setting.as_ref().map_or(1.0, |setting| setting.line_height)
    }

    /// Guesses all heights from the number of bytes.
    fn estimate(&mut self) {
        let Some(setting) = &self.setting else { return };
        let advance = setting.font.size * 0.45 * width_of_a_byte(&self.text);
        let (line, gap) = (setting.line_height, self.gap);
        let guess = |bytes: usize| match bytes {
            0 | 1 => f64::from(line * EMPTY_SHARE),
            _ => f64::from((bytes as f32 * advance / setting.width).ceil() * line + gap),
        };
        let footer = f64::from(line * FOOTER_LINES);
        let each = std::iter::once(f64::from(self.header)).chain(self.pieces.lengths().map(guess)).chain(std::iter::once(footer));
        self.heights = Heights::new(each.collect());
    }

    /// One piece laid out, at hand or now; its guessed height is replaced.
    pub fn lay_out(&mut self, ctx: &Context, index: usize) -> Option<(Piece, Arc<PieceLayout>)> {
        let piece = self.pieces.get(index)?;
        let setting = self.setting.as_ref()?;
        let words = self.text.get(piece.words.clone())?;
        let key = self.key.unwrap_or_default();
        let (pieces, text) = (&self.pieces, &self.text);
        let layout = self.galleys.get(key, index, || {
            let direction = direction(pieces, text, index, words);
            let mut layout = ctx.fonts_mut(|fonts| layout::lay_out(fonts, setting, words, direction));
            if !piece.ends_paragraph {
                layout.break_after(words);
            }
            layout
        });
        let height = match (words.is_empty(), piece.ends_paragraph) {
            (true, _) => layout.height * EMPTY_SHARE,
            (false, true) => layout.height + self.gap,
            (false, false) => layout.height,
        };
        self.heights.set(index + 1, f64::from(height));
        Some((piece, layout))
    }

    /// Whether the paragraph of a piece runs from right to left.
    pub fn runs_right_to_left(&self, index: usize) -> bool {
        let words = self.pieces.get(index).and_then(|piece| self.text.get(piece.words)).unwrap_or_default();
        direction(&self.pieces, &self.text, index, words) == Direction::RightToLeft
    }

    /// Whether a piece needs no work to be shown.
    pub fn is_ready(&self, index: usize) -> bool {
        index >= self.pieces.len() || self.galleys.holds(self.key.unwrap_or_default(), index)
    }

    fn real_height(&mut self, ctx: &Context, item: usize) -> f64 {
        if let Some(index) = item.checked_sub(1)
            && !self.is_ready(index)
        {
            self.lay_out(ctx, index);
        }
        self.heights.get(item)
    }

    /// Scrolls down by so many points, up when negative. Far moves go by guessed heights.
    pub fn scroll_by(&mut self, delta: f64, view: f32) {
        self.within += delta;
        if delta.abs() > f64::from(view) * 3.0 {
            let (item, within) = self.heights.find(self.heights.above(self.item) + self.within);
            (self.item, self.within) = (item, within);
        }
    }

    /// Scrolls to a distance from the very top.
    pub fn scroll_to_distance(&mut self, distance: f64) {
        (self.item, self.within) = self.heights.find(distance);
    }

    /// How far the top of the view is from the very top, and how high everything is.
    pub fn extent(&self) -> (f64, f64) {
        (self.heights.above(self.item) + self.within, self.heights.total())
    }

    /// The byte offset at a distance from the very top, read from the heights known now.
    pub fn offset_at_distance(&self, distance: f64) -> usize {
        let (item, within) = self.heights.find(distance);
        let Some(piece) = item.checked_sub(1).and_then(|index| self.pieces.get(index)) else {
            return if item == 0 { 0 } else { self.text.len() };
        };
        let share = (within / self.heights.get(item).max(1.0)).min(1.0);
        piece.range.start + (piece.range.len() as f64 * share) as usize
    }

    /// Brings the scroll state in order with real heights, within the text.
    fn settle(&mut self, ctx: &Context, view: f32) {
        let last = self.heights.len().saturating_sub(1);
        self.item = self.item.min(last);
        self.climb(ctx);
        while self.item < last && self.within >= self.real_height(ctx, self.item) {
            self.within -= self.heights.get(self.item);
            self.item += 1;
        }
        let (mut bottom, mut item) = (-self.within, self.item);
        while item <= last && bottom < f64::from(view) {
            bottom += self.real_height(ctx, item);
            item += 1;
        }
        if bottom < f64::from(view) {
            self.within -= f64::from(view) - bottom;
            self.climb(ctx);
        }
    }

    /// Moves the reference up until it is at or above the top of the view.
    fn climb(&mut self, ctx: &Context) {
        while self.within < 0.0 && self.item > 0 {
            self.item -= 1;
            self.within += self.real_height(ctx, self.item);
        }
        self.within = self.within.max(0.0);
    }

    /// Everything on screen, laid out; and where the header's top is when it is on screen too.
    pub fn visible(&mut self, ctx: &Context, view: f32) -> (Vec<Visible>, Option<f32>) {
        self.settle(ctx, view);
        let mut top = -self.within as f32;
        let header = (self.item == 0).then_some(top);
        let mut visible = Vec::new();
        for item in self.item..self.heights.len() {
            if top >= view {
                break;
            }
            if let Some(index) = item.checked_sub(1)
                && let Some((piece, layout)) = self.lay_out(ctx, index)
            {
                visible.push(Visible { index, piece, top, layout });
            }
            top += self.heights.get(item) as f32;
        }
        (visible, header)
    }

    /// The line at the top of the view.
    pub fn position(&mut self, ctx: &Context) -> ScrollPosition {
        let Some((piece, layout)) = self.item.checked_sub(1).and_then(|index| self.lay_out(ctx, index)) else {
            let below = if self.item == 0 { f64::from(self.header) - self.within } else { 0.0 };
            return ScrollPosition { offset: if self.item == 0 { 0 } else { self.text.len() }, below: below as f32 };
        };
        let line = layout.lines.get(layout.line_at(self.within as f32));
        let (start, top) = line.map_or((0, 0.0), |line| (line.range.start, line.top));
        ScrollPosition { offset: piece.range.start + start, below: top - self.within as f32 }
    }

    /// Puts a line back where it stood.
    pub fn go_to(&mut self, ctx: &Context, position: ScrollPosition) {
        let (item, top) = self.line_top(ctx, position.offset);
        (self.item, self.within) = (item, f64::from(top - position.below));
    }

    /// The item of the line that holds an offset, and the line's top in it.
    fn line_top(&mut self, ctx: &Context, offset: usize) -> (usize, f32) {
        let index = self.pieces.at(offset);
        let Some((piece, layout)) = self.lay_out(ctx, index) else {
            return (0, 0.0);
        };
        let line = layout.lines.get(layout.line_of(offset.saturating_sub(piece.range.start)));
        (index + 1, line.map_or(0.0, |line| line.top))
    }

    /// Scrolls so that the line of an offset is on screen.
    pub fn scroll_to(&mut self, ctx: &Context, offset: usize, align: Align, view: f32) {
        let line = self.line_height();
        let margin = (line * 2.0).min((view - line) / 2.0).max(0.0);
        let (item, top) = self.line_top(ctx, offset);
        let below = match align {
            Align::Top => margin,
            Align::Centre => (view - line) / 2.0,
            Align::Nearest => {
                self.settle(ctx, view);
                match self.distance(ctx, item, top, view) {
                    None => view * 0.35,
                    Some(y) if y < margin => margin,
                    Some(y) if y + line > view - margin => view - margin - line,
                    Some(_) => return,
                }
            }
        };
        (self.item, self.within) = (item, f64::from(top - below));
    }

    /// How far a line is below the top of the view; `None` when more than a screen away.
    fn distance(&mut self, ctx: &Context, item: usize, top: f32, view: f32) -> Option<f32> {
        let (low, high) = (item.min(self.item), item.max(self.item));
        if high - low > NEAR_PIECES {
            return None;
        }
        let mut between = 0.0;
        for passed in low..high {
            between += self.real_height(ctx, passed);
            if between > f64::from(view) * 2.0 + self.within {
                return None;
            }
        }
        let start = if item >= self.item { between - self.within } else { -between - self.within };
        Some(start as f32 + top).filter(|y| (-view..view * 2.0).contains(y))
    }
}

/// The direction of the paragraph that a piece belongs to.
fn direction(pieces: &Pieces, text: &str, index: usize, words: &str) -> Direction {
    let start = pieces.get(pieces.paragraph_of(index)).and_then(|piece| text.get(piece.words));
    bidi_row::direction_of(start.unwrap_or(words))
}

/// How wide a byte is, as a share of a Latin letter, by the first few thousand bytes.
fn width_of_a_byte(text: &str) -> f32 {
    let (mut bytes, mut width) = (1.0, 1.0);
    for c in text.chars().take(2000) {
        bytes += c.len_utf8() as f32;
        width += if matches!(u32::from(c), 0x2E80..=0xD7AF | 0x1F000..) { 2.2 } else { 1.0 };
    }
    width / bytes
}
