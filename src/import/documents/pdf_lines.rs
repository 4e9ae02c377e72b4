//! Glyphs at places on pages to lines, and lines to paragraphs.
//!
//! A PDF holds neither words nor lines. Glyphs are taken in the order in which they are drawn; a gap between them is a blank, a
//! wide one a tab. A line is joined to the next by a blank only where the paragraph goes on for sure: same page, size and
//! distance, no indentation, and the next line's first word had no room. After a hyphen the line end stays, as nobody can say
//! whether the hyphen belongs to the word. Where columns or pages change, a paragraph ends.

use pdf_extract::{ColorSpace, MediaBox, OutputDev, OutputError, Path, Transform};

/// More glyphs than this are in no document; it repeats itself without end.
const MOST_GLYPHS: usize = 50_000_000;

/// One line of text, in the direction it runs.
#[derive(Clone, Debug, Default)]
struct Line {
    text: String,
    page: u32,
    /// Unit vector of its direction.
    direction: (f64, f64),
    left: f64,
    right: f64,
    /// Where the first word ends.
    word: f64,
    /// Distance from the bottom of the page, for a line that runs to the right.
    height: f64,
    size: f64,
}

/// Takes glyphs and makes lines.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The page at hand.
    pub page: u32,
    lines: Vec<Line>,
    /// Whether the next glyph begins a string, before which there may be a gap.
    begins: bool,
    drawn: usize,
}

impl Lines {
    fn count(&mut self) -> Result<(), OutputError> {
        self.drawn += 1;
        if self.drawn > MOST_GLYPHS { Err(OutputError::FormatError(std::fmt::Error)) } else { Ok(()) }
    }

    fn glyph(&mut self, glyph: Line) {
        let begins = std::mem::take(&mut self.begins);
        let Some(line) = self.lines.last_mut().filter(|line| line.goes_on(&glyph)) else {
            self.lines.push(glyph);
            return;
        };
        let gap = glyph.left - line.right;
        let is_apart = line.text.ends_with(char::is_whitespace) || glyph.text.starts_with(char::is_whitespace);
        if begins && !is_apart && gap > 0.15 * glyph.size {
            line.text.push(if gap > 2.0 * glyph.size { '\t' } else { ' ' });
        }
        line.text.push_str(&glyph.text);
        if !line.text.trim().contains(char::is_whitespace) {
            line.word = glyph.right;
        }
        line.right = line.right.max(glyph.right);
        line.size = line.size.max(glyph.size);
    }

    /// The text of all lines.
    pub fn text(self) -> String {
        let mut lines = self.lines;
        lines.retain_mut(|line| {
            line.text.truncate(line.text.trim_end_matches(' ').len());
            !line.text.trim().is_empty()
        });
        let usual = usual_distance(&lines);
        let mut text = String::new();
        let mut edge = f64::MIN;
        for (line, next) in lines.iter().zip(lines.iter().skip(1).map(Some).chain([None])) {
            text.push_str(&line.text);
            edge = if line.is_column_of(edge) { edge.max(line.right) } else { line.right };
            let Some(next) = next else { break };
            let room = edge.max(next.right) - line.right;
            text.push_str(line.break_before(next, usual, room));
            if next.page != line.page || (next.left - line.left).abs() > 4.0 * line.size {
                edge = f64::MIN;
            }
        }
        text
    }
}

/// The usual distance of a line from the one above it, in sizes.
fn usual_distance(lines: &[Line]) -> f64 {
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let distances =
        pairs.filter(|(line, next)| line.page == next.page && line.is_like(next)).map(|(line, next)| line.distance(next));
    let mut distances: Vec<f64> = distances.filter(|distance| (0.5..3.0).contains(distance)).collect();
    distances.sort_by(f64::total_cmp);
    distances.get(distances.len() / 2).copied().unwrap_or(1.2)
}

impl Line {
    /// Whether a glyph stands on this line, after what is there.
    fn goes_on(&self, glyph: &Self) -> bool {
        let is_level = (self.height - glyph.height).abs() < 0.5 * self.size.max(glyph.size);
        let is_turned = (self.direction.0 * glyph.direction.0 + self.direction.1 * glyph.direction.1) < 0.99;
        self.page == glyph.page && is_level && !is_turned && glyph.left > self.right - glyph.size.max(0.5 * self.size)
    }

    fn is_like(&self, next: &Self) -> bool {
        let is_turned = (self.direction.0 * next.direction.0 + self.direction.1 * next.direction.1) < 0.99;
        !is_turned && (self.size - next.size).abs() < 0.1 * self.size
    }

    /// How far the next line is below, in sizes.
    fn distance(&self, next: &Self) -> f64 {
        (self.height - next.height) / self.size.max(f64::MIN_POSITIVE)
    }

    fn is_column_of(&self, edge: f64) -> bool {
        edge > self.left && self.right - edge < 2.0 * self.size
    }

    /// What stands between this line and the next, where this one ends `room` before the edge of its column.
    fn break_before(&self, next: &Self, usual: f64, room: f64) -> &'static str {
        let distance = self.distance(next);
        let is_near = (0.5..usual * 1.3).contains(&distance);
        let indentation = next.left - self.left;
        if self.page != next.page || !self.is_like(next) || !is_near || indentation.abs() > 20.0 * self.size {
            return "\n\n";
        }
        // A first line may stand further in than the second; a line further in than the one before begins something.
        let is_further_in = indentation > 0.8 * self.size;
        let has_room = next.word - next.left + 0.3 * self.size < room;
        if is_further_in || has_room || self.text.contains('\t') || next.text.contains('\t') {
            return "\n";
        }
        match (self.text.chars().next_back(), next.text.chars().next()) {
            (Some('-' | '\u{2010}' | '\u{2011}'), _) => "\n",
            (Some('\u{AD}'), _) => "",
            (Some(last), Some(first)) if is_unspaced(last) && is_unspaced(first) => "",
            _ => " ",
        }
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
        Ok(())
    }

    fn output_character(&mut self, trm: &Transform, width: f64, _: f64, font_size: f64, text: &str) -> Result<(), OutputError> {
        self.count()?;
        let stretch = trm.m11.hypot(trm.m12);
        let size = font_size.abs() * (trm.m11 * trm.m22 - trm.m12 * trm.m21).abs().sqrt();
        if !(stretch.is_finite() && stretch > 0.0 && size.is_finite()) {
            return Ok(());
        }
        let direction = (trm.m11 / stretch, trm.m12 / stretch);
        let left = trm.m31 * direction.0 + trm.m32 * direction.1;
        let right = left + width * font_size.abs() * stretch;
        let height = trm.m32 * direction.0 - trm.m31 * direction.1;
        self.glyph(Line { text: text.to_owned(), page: self.page, direction, left, right, word: right, height, size });
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
