//! From a place in the text to a place on screen and back, for one piece that was laid out.
//!
//! Law: offset → position → offset is the identity for every grapheme boundary of every script.

use egui::{Galley, Vec2};
use std::{ops::Range, sync::Arc};

/// How far inside its cell a caret stands where neighbours may run the other way, in points.
const INSIDE: f32 = 0.25;

/// One grapheme on a line. Offsets count bytes from the start of the piece, distances are points from the column's left edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Where the grapheme begins in the piece.
    pub start: u32,
    /// Its left edge.
    pub left: f32,
    /// Its right edge, always to the right of the left one.
    pub right: f32,
    /// Whether it is read from right to left.
    pub rtl: bool,
}

/// One line on screen.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The bytes of the piece that stand on it.
    pub range: Range<usize>,
    /// Its top, from the top of the piece.
    pub top: f32,
    /// Its graphemes, in reading order.
    pub cells: Vec<Cell>,
    /// Whether some of them run from right to left, so that reading order is not left to right.
    pub mixed: bool,
    /// Where a line without graphemes has its caret.
    pub empty_x: f32,
    /// Where trailing white space begins, when the line was broken after it; else the end of the range.
    pub ink_end: usize,
}

/// A galley and where it is painted, from the top left of the piece.
#[derive(Clone, Debug)]
pub struct Strip {
    /// The words, laid out without sections.
    pub galley: Arc<Galley>,
    /// Where they go.
    pub place: Vec2,
}

/// One piece, laid out: what to paint, and where each grapheme is.
#[derive(Clone, Debug, Default)]
pub struct PieceLayout {
    /// What to paint.
    pub strips: Vec<Strip>,
    /// The lines from top to bottom; never empty.
    pub lines: Vec<Line>,
    /// Byte offsets of graphemes with characters that cannot be seen.
    pub invisibles: Vec<u32>,
    /// The height of all lines.
    pub height: f32,
}

/// A place on screen, from the top left of the piece.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Which line.
    pub line: usize,
    /// From the left edge of the column.
    pub x: f32,
}

impl Line {
    /// The cell that holds a byte of the piece.
    pub fn cell_at(&self, offset: usize) -> Option<&Cell> {
        let after = self.cells.partition_point(|cell| cell.start as usize <= offset);
        self.cells.get(after.checked_sub(1)?)
    }

    /// Where the caret stands before a byte offset; after the last grapheme when past the end.
    pub fn x_of(&self, offset: usize) -> f32 {
        if offset >= self.range.end {
            return self.cells.last().map_or(self.empty_x, |cell| self.edge(cell, false));
        }
        self.cell_at(offset).map_or(self.empty_x, |cell| self.edge(cell, true))
    }

    /// The edge of a cell where reading enters it, or leaves it.
    fn edge(&self, cell: &Cell, entering: bool) -> f32 {
        let inside = INSIDE.min((cell.right - cell.left) / 4.0);
        match (entering != cell.rtl, self.mixed || !entering) {
            (true, true) => cell.left + inside,
            (true, false) => cell.left,
            (false, _) => cell.right - inside,
        }
    }

    /// The cell under a distance from the column's left edge; the nearest one when there is none.
    pub fn cell_under(&self, x: f32) -> Option<&Cell> {
        if !self.mixed {
            let after = self.cells.partition_point(|cell| cell.left <= x);
            return self.cells.get(after.saturating_sub(1));
        }
        let distance = |cell: &Cell| (cell.left - x).max(x - cell.right).max(0.0);
        let under = self.cells.iter().find(|cell| cell.left <= x && x < cell.right);
        under.or_else(|| self.cells.iter().min_by(|a, b| distance(a).total_cmp(&distance(b))))
    }

    /// The byte offset of the grapheme boundary nearest to a distance from the column's left edge.
    pub fn offset_at(&self, x: f32) -> usize {
        let Some(cell) = self.cell_under(x) else {
            return self.range.start;
        };
        let left_half = x < (cell.left + cell.right) / 2.0;
        let offset = if left_half != cell.rtl { cell.start as usize } else { self.end_of(cell) };
        // The end of a broken line is the start of the next one: stay before the white space it was broken at.
        let broken = offset >= self.range.end && self.ink_end < self.range.end;
        if broken { cell.start as usize } else { offset }
    }

    /// Where a cell's grapheme ends in the piece.
    pub fn end_of(&self, cell: &Cell) -> usize {
        let next = self.cells.partition_point(|other| other.start <= cell.start);
        self.cells.get(next).map_or(self.range.end, |next| next.start as usize)
    }

    /// The stretches of the line that a byte range covers, left to right, each from its left to its right edge.
    pub fn stretches(&self, range: &Range<usize>) -> Vec<(f32, f32)> {
        let from = self.cells.partition_point(|cell| (cell.start as usize) < range.start);
        let to = self.cells.partition_point(|cell| (cell.start as usize) < range.end);
        let covered = self.cells.get(from..to).unwrap_or_default();
        if !self.mixed {
            return match (covered.first(), covered.last()) {
                (Some(first), Some(last)) => vec![(first.left, last.right)],
                _ => Vec::new(),
            };
        }
        let mut edges: Vec<(f32, f32)> = covered.iter().map(|cell| (cell.left, cell.right)).collect();
        edges.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut joined: Vec<(f32, f32)> = Vec::new();
        for (left, right) in edges {
            match joined.last_mut() {
                Some(last) if left <= last.1 + 1.0 => last.1 = last.1.max(right),
                _ => joined.push((left, right)),
            }
        }
        joined
    }

    /// Where the End key goes: before the white space at which the line was broken, or before its last grapheme.
    pub fn end_for_caret(&self, last_of_piece: bool) -> usize {
        if last_of_piece || self.ink_end < self.range.end {
            return self.ink_end;
        }
        self.cells.last().map_or(self.range.end, |cell| cell.start as usize)
    }
}

impl PieceLayout {
    /// Treats the last line as broken after its white space, since the paragraph goes on in the next piece.
    pub fn break_after(&mut self, words: &str) {
        if let Some(last) = self.lines.last_mut() {
            last.ink_end = words.trim_end().len().max(last.range.start);
        }
    }

    /// The index of the line on which a byte offset of the piece stands.
    pub fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|line| line.range.start <= offset).saturating_sub(1)
    }

    /// Where the caret stands before a byte offset.
    pub fn place_of(&self, offset: usize) -> Place {
        let line = self.line_of(offset);
        Place { line, x: self.lines.get(line).map_or(0.0, |line| line.x_of(offset)) }
    }

    /// The line at a distance from the top of the piece, the nearest when outside.
    pub fn line_at(&self, y: f32) -> usize {
        self.lines.partition_point(|line| line.top <= y).saturating_sub(1)
    }
}
