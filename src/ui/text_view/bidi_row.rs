//! Lays out a piece word by word where egui's slots cannot be trusted: right-to-left writing, and words whose slots do not
//! match their characters. Lines are broken here, words are put in visual order by UAX #9, and graphemes inside a word whose
//! slots do not match get equal shares of it.

use super::{
    geometry::{Cell, Line, PieceLayout, Strip},
    layout::{Direction, Setting, cells_of, galley_of_lines, spread},
};
use egui::{
    Galley, Rect, Vec2,
    epaint::text::{FontsView, Glyph, PlacedRow},
    pos2, vec2,
};
use std::{collections::HashMap, ops::Range, sync::Arc};
use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};
use unicode_segmentation::UnicodeSegmentation;

/// Whether a text holds a character of a right-to-left script, or a control that asks for that direction.
pub fn has_right_to_left(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{200F}' | '\u{202B}' | '\u{2067}') || is_of_right_to_left_script(c))
}

fn is_of_right_to_left_script(c: char) -> bool {
    matches!(u32::from(c),
        0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// The direction of a paragraph, by its first strong letter.
pub fn direction_of(paragraph: &str) -> Direction {
    for c in paragraph.chars().filter(|c| !c.is_ascii() || c.is_ascii_alphabetic()) {
        match bidi_class(c) {
            BidiClass::L => return Direction::LeftToRight,
            BidiClass::R | BidiClass::AL => return Direction::RightToLeft,
            _ => {}
        }
    }
    Direction::LeftToRight
}

/// A stretch that is laid out on its own: part of a word that runs one way, or white space.
#[derive(Clone)]
struct Word {
    range: Range<usize>,
    level: Level,
    space: bool,
    breaks_before: bool,
    /// Which row of the galley of words it is.
    row: usize,
    cells: Vec<Cell>,
    width: f32,
}

/// Lays out a piece word by word.
pub fn lay_out(fonts: &mut FontsView<'_>, setting: &Setting, text: &str, direction: Direction) -> PieceLayout {
    let base = match direction {
        Direction::LeftToRight => Level::ltr(),
        Direction::RightToLeft => Level::rtl(),
    };
    let mut words = words_of(text, base, |_| false);
    let mut galley = measure(fonts, setting, text, &mut words);
    let wide: Vec<Range<usize>> =
        words.iter().filter(|word| word.width > setting.width && !word.space).map(|word| word.range.clone()).collect();
    if !wide.is_empty() {
        words = words_of(text, base, |at| wide.iter().any(|range| range.contains(&at)));
        galley = measure(fonts, setting, text, &mut words);
    }
    let mut piece = PieceLayout::default();
    let mut rows = Vec::with_capacity(words.len());
    for line in break_lines(words, setting.width) {
        place_line(&mut piece, &mut rows, line, setting, base);
    }
    if let Some(last) = piece.lines.last_mut() {
        last.ink_end = last.range.end;
    }
    if !rows.is_empty() {
        piece.strips.push(Strip { galley: rearranged(&galley, &rows), place: Vec2::ZERO });
    }
    piece
}

/// Cuts a piece into words. Where `apart` says so, each grapheme stands alone and a line may break before it.
fn words_of(text: &str, base: Level, apart: impl Fn(usize) -> bool) -> Vec<Word> {
    // Overrides would paint Latin words backwards; the reader sees a mark for the control instead.
    let calm = text.replace(['\u{202D}', '\u{202E}'], "\u{200B}");
    let levels = ParagraphBidiInfo::new(&calm, Some(base)).levels;
    let mut words: Vec<Word> = Vec::new();
    let mut last_kind = None;
    let mut after_space = false;
    for (at, grapheme) in text.grapheme_indices(true) {
        let Some(first) = grapheme.chars().next() else {
            continue;
        };
        let level = levels.get(at).copied().unwrap_or(base);
        let space = first.is_whitespace();
        let solo = (is_solo(first) && level.is_ltr()) || (apart(at) && !space);
        let alone = solo || is_turned_by_shaping(first);
        let kind = (level, space, level.is_rtl() && is_strong(grapheme), alone, apart(at));
        let end = at + grapheme.len();
        if let Some(word) = words.last_mut()
            && last_kind == Some(kind)
            && !alone
        {
            word.range.end = end;
            continue;
        }
        let breaks_before = !space && (after_space || (solo && !clings(first)));
        words.push(Word { range: at..end, level, space, breaks_before, row: 0, cells: Vec::new(), width: 0.0 });
        last_kind = Some(kind);
        after_space = space && first != '\u{A0}' && first != '\u{202F}';
    }
    words
}

/// Scripts written without spaces, where a line may break between any two graphemes.
fn is_solo(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0xA4CF | 0xAC00..=0xD7AF
        | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}

/// Digits and marks of right-to-left scripts. egui shapes a run the way of its script, so that “٢٠٢٥” would end up with its last
/// digit at the left, though numbers read from left to right (class AN of UAX #9). Each is laid out alone: they never join.
fn is_turned_by_shaping(c: char) -> bool {
    is_of_right_to_left_script(c) && !matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::NSM)
}

/// Closing marks that do not begin a line.
fn clings(c: char) -> bool {
    matches!(
        c,
        '、' | '。' | '，' | '．' | '）' | '」' | '』' | '】' | '〉' | '》' | '！' | '？' | '：' | '；' | 'ー' | 'ๆ' | 'ฯ'
    )
}

fn is_strong(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL))
}

/// Lays out all words and finds their cells, each from 0.
///
/// Each word is a row of one galley, since a galley of its own costs more than its shaping. Equal words share a row.
fn measure(fonts: &mut FontsView<'_>, setting: &Setting, text: &str, words: &mut [Word]) -> Arc<Galley> {
    let mut lines = String::with_capacity(text.len() * 2);
    let mut rows: HashMap<String, usize> = HashMap::with_capacity(words.len());
    for word in words.iter_mut() {
        let here = text.get(word.range.clone()).unwrap_or_default();
        let shown = if is_neutral(word, here) { mirrored(here) } else { here.to_owned() };
        let next = rows.len();
        word.row = *rows.entry(shown).or_insert_with_key(|shown| {
            if next > 0 {
                lines.push('\n');
            }
            lines.push_str(shown);
            next
        });
    }
    let galley = galley_of_lines(fonts, setting, lines);
    for word in words {
        if let (Some(here), Some(row)) = (text.get(word.range.clone()), galley.rows.get(word.row)) {
            find_cells(word, here, &row.glyphs);
        }
    }
    galley
}

/// Marks between right-to-left words.
fn is_neutral(word: &Word, here: &str) -> bool {
    word.level.is_rtl() && !word.space && !is_strong(here)
}

fn find_cells(word: &mut Word, here: &str, glyphs: &[Glyph]) {
    let rtl = word.level.is_rtl();
    if !rtl && glyphs.len() == here.chars().count() {
        (word.cells, word.width) = cells_of(here, word.range.start, glyphs, 0.0);
        return;
    }
    let graphemes: Vec<(usize, &str)> = here.grapheme_indices(true).collect();
    let each = if rtl && !is_neutral(word, here) { advances(glyphs, &graphemes) } else { None };
    let total: f32 = glyphs.iter().map(|glyph| glyph.advance_width).sum();
    let share = total / graphemes.len().max(1) as f32;
    let width_of = |index: usize| each.as_ref().and_then(|each| each.get(index).copied()).unwrap_or(share);
    let mut widths: Vec<(usize, f32, bool)> =
        graphemes.iter().enumerate().map(|(index, (at, _))| (*at, width_of(index), false)).collect();
    if rtl {
        widths.reverse();
    }
    (word.cells, word.width) = spread(&widths, word.range.start, 0.0);
    word.cells.iter_mut().for_each(|cell| cell.rtl = rtl);
    word.cells.sort_by_key(|cell| cell.start);
}

/// How wide each grapheme of a right-to-left word is, read from its glyphs, which stand in visual order.
///
/// A glyph names the first character of the cluster it was shaped from. `None` when they cannot be matched one to one.
fn advances(glyphs: &[Glyph], graphemes: &[(usize, &str)]) -> Option<Vec<f32>> {
    let mut each = vec![0.0; graphemes.len()];
    let mut at = graphemes.len().checked_sub(1)?;
    for glyph in glyphs.iter().filter(|glyph| glyph.advance_width > 0.0) {
        let fits = |at: usize| graphemes.get(at).is_some_and(|(_, text)| text.starts_with(glyph.chr));
        let taken = each.get(at).is_some_and(|width| *width > 0.0);
        if taken || !fits(at) {
            at = at.checked_sub(1).filter(|&before| fits(before))?;
        }
        *each.get_mut(at)? += glyph.advance_width;
    }
    (at == 0 && each.iter().all(|width| *width > 0.0)).then_some(each)
}

/// Marks between right-to-left words, in visual order and turned around, since they are shaped left to right.
fn mirrored(words: &str) -> String {
    words.graphemes(true).rev().flat_map(|grapheme| grapheme.chars().map(mirror)).collect()
}

/// A bracket or guillemet turned around; any other character as it is.
pub fn mirror(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        other => other,
    }
}

/// Fills lines up to a width; white space at a line's end may hang out.
fn break_lines(words: Vec<Word>, width: f32) -> Vec<Vec<Word>> {
    let mut lines: Vec<Vec<Word>> = Vec::new();
    let (mut line, mut used): (Vec<Word>, f32) = (Vec::new(), 0.0);
    let mut units = units_of(words).into_iter().peekable();
    while let Some(unit) = units.next() {
        let ink: f32 = unit.iter().filter(|word| !word.space).map(|word| word.width).sum();
        if !line.is_empty() && used + ink > width {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        used += unit.iter().map(|word| word.width).sum::<f32>();
        line.extend(unit);
        if units.peek().is_none() {
            lines.push(std::mem::take(&mut line));
        }
    }
    lines
}

/// Words that stay together on a line, each unit with the white space after it.
fn units_of(words: Vec<Word>) -> Vec<Vec<Word>> {
    let mut units: Vec<Vec<Word>> = Vec::new();
    for word in words {
        match units.last_mut() {
            Some(unit) if !word.breaks_before => unit.push(word),
            _ => units.push(vec![word]),
        }
    }
    units
}

/// A row of the galley of words, and where it goes.
type Placed = (usize, Vec2);

/// Puts the words of one line in visual order, and its cells and rows at their places.
fn place_line(piece: &mut PieceLayout, rows: &mut Vec<Placed>, mut words: Vec<Word>, setting: &Setting, base: Level) {
    let top = piece.lines.len() as f32 * setting.line_height;
    let (Some(start), Some(end)) = (words.first().map(|w| w.range.start), words.last().map(|w| w.range.end)) else {
        return;
    };
    // White space at the end of a line runs the paragraph's way (rule L1 of UAX #9).
    let trailing = words.iter().rev().take_while(|word| word.space).count();
    words.iter_mut().rev().take(trailing).for_each(|word| run_the_way_of(base, word));
    let ink_end = words.iter().rev().find(|word| !word.space).map_or(start, |word| word.range.end);
    let levels: Vec<Level> = words.iter().map(|word| word.level).collect();
    let total: f32 = words.iter().map(|word| word.width).sum();
    let mut x = if base.is_rtl() { setting.width - total } else { 0.0 };
    let mut line = Line { range: start..end, top, ink_end, ..Line::default() };
    line.mixed = base.is_rtl() || levels.iter().any(Level::is_rtl);
    for index in ParagraphBidiInfo::reorder_visual(&levels) {
        let Some(word) = words.get_mut(index) else {
            continue;
        };
        let next = x + word.width;
        line.cells.extend(word.cells.drain(..).map(|cell| moved(cell, x, word.width, next)));
        rows.push((word.row, vec2(x, top)));
        x = next;
    }
    line.cells.sort_by_key(|cell| cell.start);
    piece.lines.push(line);
}

/// The galley of words with its rows where they go, on whole pixels so that letters stay sharp.
fn rearranged(galley: &Galley, rows: &[Placed]) -> Arc<Galley> {
    let pixels = galley.pixels_per_point;
    let placed = rows.iter().filter_map(|(index, place)| {
        let row = Arc::clone(&galley.rows.get(*index)?.row);
        Some(PlacedRow { pos: pos2((place.x * pixels).round() / pixels, place.y), row, ends_with_newline: false })
    });
    let mut galley = galley.clone();
    galley.rows = placed.collect();
    let bounds = |row: &PlacedRow| row.visuals.mesh_bounds.translate(row.pos.to_vec2());
    galley.rect = galley.rows.iter().fold(Rect::NOTHING, |all, row| all.union(row.rect()));
    galley.mesh_bounds = galley.rows.iter().fold(Rect::NOTHING, |all, row| all.union(bounds(row)));
    galley.num_vertices = galley.rows.iter().map(|row| row.visuals.mesh.vertices.len()).sum();
    galley.num_indices = galley.rows.iter().map(|row| row.visuals.mesh.indices.len()).sum();
    Arc::new(galley)
}

/// Gives white space another level, and turns its cells around when that changes its direction.
fn run_the_way_of(level: Level, word: &mut Word) {
    if word.level.is_rtl() != level.is_rtl() {
        for cell in &mut word.cells {
            (cell.left, cell.right) = (word.width - cell.right, word.width - cell.left);
            cell.rtl = level.is_rtl();
        }
    }
    word.level = level;
}

/// A cell moved to where its word stands; the last edge of a word is the very number the next word begins at.
fn moved(cell: Cell, x: f32, width: f32, next: f32) -> Cell {
    let right = if cell.right >= width { next } else { x + cell.right };
    Cell { left: x + cell.left, right, ..cell }
}
