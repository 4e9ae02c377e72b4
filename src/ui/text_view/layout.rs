//! Lays out pieces and keeps what was laid out, since asking egui again costs a hash of the whole text.

use super::{
    bidi_row,
    geometry::{Cell, Line, PieceLayout, Strip},
    invisible,
};
use egui::{
    Color32, FontId, Galley, Vec2,
    epaint::text::{FontsView, Glyph, LayoutJob, TextFormat},
};
use std::{collections::HashMap, sync::Arc};
use unicode_segmentation::UnicodeSegmentation;

/// More pieces than this are not kept.
const KEPT: usize = 600;
/// The least room of a grapheme that has no width of its own, in points.
const LEAST_WIDTH: f32 = 2.0;

/// All that decides how words are set, but for the words themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The font and its size.
    pub font: FontId,
    /// From one line to the next, in points.
    pub line_height: f32,
    /// The width of the column, in points.
    pub width: f32,
}

/// Which way a paragraph runs, found from its first strong letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As Latin.
    LeftToRight,
    /// As Arabic and Hebrew.
    RightToLeft,
}

/// Lays out one piece without a line feed in it.
pub fn lay_out(fonts: &mut FontsView<'_>, setting: &Setting, words: &str, direction: Direction) -> PieceLayout {
    let guarded = (!words.is_ascii() && bidi_row::has_right_to_left(words)) || direction == Direction::RightToLeft;
    let whole = if guarded || words.is_empty() { None } else { in_one(fonts, setting, words) };
    let mut piece = whole.unwrap_or_else(|| bidi_row::lay_out(fonts, setting, words, direction));
    if piece.lines.is_empty() {
        let empty_x = if direction == Direction::RightToLeft { setting.width } else { 0.0 };
        piece.lines.push(Line { empty_x, ..Line::default() });
    }
    piece.height = piece.lines.len() as f32 * setting.line_height;
    piece.invisibles = invisibles(words);
    piece
}

/// One unsectioned galley, so that nothing breaks joins, conjuncts or emoji; coloured when painted.
pub fn galley(fonts: &mut FontsView<'_>, setting: &Setting, words: &str, width: f32) -> Arc<Galley> {
    let mut job = job(setting, words.to_owned());
    job.wrap.max_width = width;
    job.break_on_newline = false;
    fonts.layout_job(job)
}

/// One galley with a row for each line of a text, however long the lines are.
pub fn galley_of_lines(fonts: &mut FontsView<'_>, setting: &Setting, lines: String) -> Arc<Galley> {
    let mut job = job(setting, lines);
    job.wrap.max_width = f32::INFINITY;
    // With a limit, whatever it is, egui does not keep each row as a galley of its own.
    job.wrap.max_rows = usize::MAX - 1;
    fonts.layout_job(job)
}

fn job(setting: &Setting, words: String) -> LayoutJob {
    let format = TextFormat {
        font_id: setting.font.clone(),
        line_height: Some(setting.line_height),
        color: Color32::PLACEHOLDER,
        ..TextFormat::default()
    };
    LayoutJob::single_section(words, format)
}

/// The piece as one galley; `None` when its slots do not match its graphemes, whose offsets would then be wrong.
fn in_one(fonts: &mut FontsView<'_>, setting: &Setting, words: &str) -> Option<PieceLayout> {
    let galley = galley(fonts, setting, words, setting.width);
    let galley = from_whole_pixels(fonts, setting, words, &galley).unwrap_or(galley);
    let slots: usize = galley.rows.iter().map(|row| row.glyphs.len()).sum();
    if slots != words.chars().count() {
        return None;
    }
    let mut lines = Vec::with_capacity(galley.rows.len());
    let (mut start, mut rest) = (0, words);
    for row in &galley.rows {
        let bytes: usize = rest.chars().take(row.glyphs.len()).map(char::len_utf8).sum();
        let (here, after) = rest.split_at_checked(bytes)?;
        if !after.is_empty() && !starts_grapheme(words, start + bytes) {
            return None;
        }
        let (cells, _) = cells_of(here, start, &row.glyphs, row.pos.x);
        let ink = if after.is_empty() { here } else { here.trim_end() };
        lines.push(Line {
            range: start..start + bytes,
            top: lines.len() as f32 * setting.line_height,
            cells,
            ink_end: start + ink.len(),
            ..Line::default()
        });
        (start, rest) = (start + bytes, after);
    }
    let strips = vec![Strip { galley, place: Vec2::ZERO }];
    Some(PieceLayout { strips, lines, ..PieceLayout::default() })
}

/// The same lines, each laid out from its own beginning; `None` when they would differ.
///
/// egui sets a paragraph as one endless line and then cuts it, so that a line's letters would keep the fraction of a pixel
/// they had there and the left edge of the paragraph look ragged.
fn from_whole_pixels(fonts: &mut FontsView<'_>, setting: &Setting, words: &str, galley: &Galley) -> Option<Arc<Galley>> {
    if galley.rows.len() < 2 {
        return None;
    }
    let mut lines = String::with_capacity(words.len() + galley.rows.len());
    let mut chars = words.chars();
    for (index, row) in galley.rows.iter().enumerate() {
        lines.extend((index > 0).then_some('\n'));
        lines.extend(chars.by_ref().take(row.glyphs.len()));
    }
    let again = galley_of_lines(fonts, setting, lines);
    let counts = |galley: &Galley| galley.rows.iter().map(|row| row.glyphs.len()).collect::<Vec<usize>>();
    (counts(&again) == counts(galley)).then_some(again)
}

fn starts_grapheme(text: &str, at: usize) -> bool {
    unicode_segmentation::GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// The cells of words that run from left to right and have one slot a character, and where the last one ends.
pub fn cells_of(words: &str, base: usize, glyphs: &[Glyph], left: f32) -> (Vec<Cell>, f32) {
    let mut widths: Vec<(usize, f32, bool)> = Vec::with_capacity(glyphs.len());
    if words.is_ascii() {
        widths.extend(glyphs.iter().enumerate().map(|(at, glyph)| (at, glyph.advance_width, glyph.chr < ' ')));
    } else {
        let mut slots = glyphs.iter();
        for (at, grapheme) in words.grapheme_indices(true) {
            let width = slots.by_ref().take(grapheme.chars().count()).map(|glyph| glyph.advance_width).sum();
            widths.push((at, width, grapheme.chars().all(invisible::is_invisible)));
        }
    }
    share_ligatures(&mut widths);
    spread(&widths, base, left)
}

/// Shares a ligature's width among its graphemes: epaint gives it all to the first.
fn share_ligatures(widths: &mut [(usize, f32, bool)]) {
    let mut from = 0;
    while from < widths.len() {
        let joined = widths.iter().skip(from + 1).take_while(|(_, width, unseen)| *width <= 0.0 && !unseen).count();
        if let Some(group) = widths.get_mut(from..=from + joined)
            && joined > 0
            && group.first().is_some_and(|first| !first.2)
        {
            let share = group.iter().map(|part| part.1).sum::<f32>() / group.len() as f32;
            group.iter_mut().for_each(|part| part.1 = share);
        }
        from += joined + 1;
    }
}

/// Cells side by side. Those without width get a little of their own, or no click could tell them apart.
pub fn spread(widths: &[(usize, f32, bool)], base: usize, left: f32) -> (Vec<Cell>, f32) {
    let narrow = widths.iter().filter(|(_, width, _)| *width < LEAST_WIDTH).count();
    let least = (200.0 / narrow.max(1) as f32).min(LEAST_WIDTH);
    let (mut pen, mut edge) = (left, left);
    let mut cells = Vec::with_capacity(widths.len());
    for (at, width, _) in widths {
        pen += width.max(0.0);
        let right = pen.max(edge + least);
        cells.push(Cell { start: (base + at) as u32, left: edge, right, rtl: false });
        edge = right;
    }
    (cells, edge)
}

fn invisibles(words: &str) -> Vec<u32> {
    if words.bytes().all(|b| matches!(b, b' '..=b'~' | b'\t')) {
        return Vec::new();
    }
    let unseen = |(at, grapheme): (usize, &str)| invisible::unexpected_in(grapheme).map(|_| at as u32);
    words.grapheme_indices(true).filter_map(unseen).collect()
}

/// Pieces that were laid out, by text and index.
#[derive(Default)]
pub struct Galleys {
    kept: HashMap<(u128, usize), Kept>,
    frame: u64,
    busy: bool,
}

struct Kept {
    layout: Arc<PieceLayout>,
    used: u64,
}

impl Galleys {
    /// Forgets everything: the setting changed, or egui cleared its glyphs.
    pub fn clear(&mut self) {
        self.kept.clear();
    }

    /// How many pieces are kept.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether a piece is at hand.
    pub fn holds(&self, text: u128, piece: usize) -> bool {
        self.kept.contains_key(&(text, piece))
    }

    /// Whether pieces had to be laid out in this frame.
    pub fn is_busy(&self) -> bool {
        self.busy
    }

    /// The piece if at hand, else as it is laid out now.
    pub fn get(&mut self, text: u128, piece: usize, lay_out: impl FnOnce() -> PieceLayout) -> Arc<PieceLayout> {
        let (frame, busy) = (self.frame, &mut self.busy);
        let kept = self.kept.entry((text, piece)).or_insert_with(|| {
            *busy = true;
            Kept { layout: Arc::new(lay_out()), used: frame }
        });
        kept.used = frame;
        Arc::clone(&kept.layout)
    }

    /// Ends a frame: drops the pieces longest not used, as many as are too many. A few each frame, since freeing takes time.
    pub fn end_frame(&mut self) {
        let excess = self.kept.len().saturating_sub(KEPT);
        if excess > 0 {
            let mut ages: Vec<u64> = self.kept.values().map(|kept| kept.used).collect();
            let (_, oldest, _) = ages.select_nth_unstable(excess - 1);
            let oldest = (*oldest).min(self.frame.saturating_sub(1));
            self.kept.retain(|_, kept| kept.used > oldest);
        }
        self.frame += 1;
        self.busy = false;
    }
}
