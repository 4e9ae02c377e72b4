//! The left margin: a letter for each annotation that begins on a line.

use super::{MarkKind, lanes::Lane, look::Look, stage::Scene};
use egui::{Align2, Painter, Rect, pos2, vec2};

/// So many letters stand side by side; of more, the last place holds their count.
const LETTERS: usize = 3;
/// The room of one letter, as a share of its size.
const LETTER_WIDTH: f32 = 1.0;
/// Between the letters and the column, in points.
const GAP: f32 = 10.0;

/// A letter in the margin and the annotation it stands for.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Where it is.
    pub rect: Rect,
    /// Which annotation.
    pub id: u64,
}

/// Paints the letters, and says where they are so that a click finds them.
pub fn paint(painter: &Painter, look: &Look, scene: &Scene, lanes: &[Lane]) -> Vec<Letter> {
    let mut letters = Vec::new();
    let mut rest = lanes.iter().filter(|lane| lane.mark.kind == MarkKind::Annotation).peekable();
    for visible in &scene.visible {
        let start = visible.piece.words.start;
        let lines = visible.layout.lines.len();
        for (index, line) in visible.layout.lines.iter().enumerate() {
            let end = if index + 1 == lines { visible.piece.range.end.max(start + 1) } else { start + line.range.end };
            let mut here = Vec::new();
            while let Some(lane) = rest.next_if(|lane| lane.mark.start < end) {
                if lane.mark.start >= start + line.range.start {
                    here.push(lane);
                }
            }
            if !here.is_empty() {
                let y = scene.stage.line_top(visible, line) + scene.stage.baseline;
                row(painter, look, pos2(scene.stage.left - GAP, y), &here, &mut letters);
            }
        }
    }
    letters
}

/// Letters side by side, the last one next to the column.
fn row(painter: &Painter, look: &Look, end: egui::Pos2, lanes: &[&Lane], letters: &mut Vec<Letter>) {
    let size = look.small_font.size;
    let mut x = end.x;
    let shown = if lanes.len() > LETTERS { LETTERS - 1 } else { lanes.len() };
    if lanes.len() > shown {
        let more = format!("+{}", lanes.len() - shown);
        let rect = painter.text(pos2(x, end.y + size * 0.2), Align2::RIGHT_BOTTOM, more, look.small_font.clone(), look.weak_ink);
        x = rect.left() - 2.0;
    }
    for lane in lanes.iter().take(shown).rev() {
        let style = look.style(lane.mark.style);
        let (letter, color) = style.map_or(('?', look.ink), |style| (style.letter, style.letter_ink));
        let room = Rect::from_min_max(pos2(x - size * LETTER_WIDTH, end.y - size), pos2(x, end.y + size * 0.3));
        painter.text(pos2(room.center().x, end.y + size * 0.2), Align2::CENTER_BOTTOM, letter, look.small_font.clone(), color);
        letters.push(Letter { rect: room.expand2(vec2(0.0, 2.0)), id: lane.mark.id });
        x = room.left();
    }
}
