//! Glyphs at places on pages to lines, and lines to paragraphs.
//!
//! A PDF holds neither words nor lines. Glyphs are taken in the order in which they are drawn; a gap between them is a blank, a
//! wide one a tab. A line is joined to the next by a blank only where the paragraph goes on for sure: same page, size and
//! distance, no indentation, and the next line's first word had no room. After a hyphen the line end stays, as nobody can say
//! whether the hyphen belongs to the word. Where columns or pages change, a paragraph ends.

use super::pdf_line::{Glyph, Line, Written};
use pdf_extract::{ColorSpace, MediaBox, OutputDev, OutputError, Path, Transform};

/// More glyphs than this are in no document; it repeats itself without end.
const MOST_GLYPHS: usize = 20_000_000;

/// Takes glyphs and makes lines.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The page at hand.
    pub page: u32,
    lines: Vec<Written>,
    line: Option<Line>,
    /// Whether the next glyph begins a string, before which there may be a gap.
    begins: bool,
    drawn: usize,
}

impl Lines {
    fn count(&mut self) -> Result<(), OutputError> {
        self.drawn += 1;
        if self.drawn > MOST_GLYPHS { Err(OutputError::FormatError(std::fmt::Error)) } else { Ok(()) }
    }

    fn end_line(&mut self) {
        let written = self.line.take().map(Line::written);
        self.lines.extend(written.filter(|line| !line.text.trim().is_empty()));
    }

    /// The text of all lines.
    pub fn text(mut self) -> String {
        self.end_line();
        let lines = self.lines;
        let usual = usual_distance(&lines);
        let mut text = String::new();
        let mut edge = f64::MIN;
        for (line, next) in lines.iter().zip(lines.iter().skip(1).map(Some).chain([None])) {
            text.push_str(&line.text);
            edge = if line.is_column_of(edge) { edge.max(line.right) } else { line.right };
            let Some(next) = next else { break };
            let room = edge.max(next.right) - line.right;
            text.push_str(break_between(line, next, usual, room));
            if next.page != line.page || (next.left - line.left).abs() > 4.0 * line.size {
                edge = f64::MIN;
            }
        }
        text
    }
}

/// The usual distance of a line from the one above it, in sizes.
fn usual_distance(lines: &[Written]) -> f64 {
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let distances =
        pairs.filter(|(line, next)| line.page == next.page && line.is_like(next)).map(|(line, next)| line.distance(next));
    let mut distances: Vec<f64> = distances.filter(|distance| (0.5..3.0).contains(distance)).collect();
    distances.sort_by(f64::total_cmp);
    distances.get(distances.len() / 2).copied().unwrap_or(1.2)
}

/// What stands between a line and the next, where the first ends `room` before the edge of its column.
fn break_between(line: &Written, next: &Written, usual: f64, room: f64) -> &'static str {
    let is_near = (0.5..usual * 1.3).contains(&line.distance(next));
    let indentation = next.left - line.left;
    if line.page != next.page || !line.is_like(next) || !is_near || indentation.abs() > 20.0 * line.size {
        return "\n\n";
    }
    // A first line may stand further in than the second; a line further in than the one before begins something.
    let is_further_in = indentation > 0.8 * line.size;
    let has_room = next.word - next.left + 0.3 * line.size < room;
    if is_further_in || has_room || line.text.contains('\t') || next.text.contains('\t') {
        return "\n";
    }
    match (line.text.chars().next_back(), next.text.chars().next()) {
        (Some('-' | '\u{2010}' | '\u{2011}'), _) => "\n",
        (Some('\u{AD}'), _) => "",
        (Some(last), Some(first)) if is_unspaced(last) && is_unspaced(first) => "",
        _ => " ",
    }
}

/// Whether a character is of a script that has no blanks between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

impl OutputDev for Lines {
    fn begin_page(&mut self, page: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.page = page;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Lines::end_line(self);
        Ok(())
    }

    fn output_character(&mut self, trm: &Transform, width: f64, _: f64, font_size: f64, text: &str) -> Result<(), OutputError> {
        self.count()?;
        let stretch = trm.m11.hypot(trm.m12);
        let size = font_size.abs() * (trm.m11 * trm.m22 - trm.m12 * trm.m21).abs().sqrt();
        if !(stretch.is_finite() && stretch > 0.0 && size.is_finite() && width.is_finite()) {
            return Ok(());
        }
        let (across, up) = (trm.m11 / stretch, trm.m12 / stretch);
        let left = trm.m31 * across + trm.m32 * up;
        let right = left + width.max(0.0) * font_size.abs() * stretch;
        let glyph =
            Glyph { text: text.to_owned(), left, right, size, begins: std::mem::take(&mut self.begins), order: self.drawn };
        let place = Line::at(self.page, (across, up), trm.m32 * across - trm.m31 * up);
        if !self.line.as_ref().is_some_and(|line| line.takes(&place, &glyph)) {
            Lines::end_line(self);
            self.line = Some(place);
        }
        self.line.iter_mut().for_each(|line| line.push(glyph.clone()));
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.begins = true;
        self.count()
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn stroke(&mut self, _: &Transform, _: &ColorSpace, _: &[f64], _: &Path) -> Result<(), OutputError> {
        self.count()
    }

    fn fill(&mut self, _: &Transform, _: &ColorSpace, _: &[f64], _: &Path) -> Result<(), OutputError> {
        self.count()
    }
}
