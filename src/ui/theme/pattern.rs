//! Line patterns: with the letter in the margin they tell labels apart where colour cannot.

use egui::{Painter, Pos2, Rangef, Shape, Stroke, pos2};

/// How the line under annotated words is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinePattern {
    Solid,
    Dashed,
    Double,
    DashDot,
    Wavy,
    LongDash,
    Thick,
    Ticked,
    /// Kept for suggestions, which have no tint; no label has it.
    Dotted,
}

/// Returns the pattern of a palette slot; each of the eight has its own, and the two blues have the least alike ones.
pub fn pattern_for(slot: usize) -> LinePattern {
    use LinePattern::{DashDot, Dashed, Double, LongDash, Solid, Thick, Ticked, Wavy};
    match slot % super::SLOTS {
        0 => Solid,
        1 => Dashed,
        2 => Double,
        3 => DashDot,
        4 => Thick,
        5 => LongDash,
        6 => Wavy,
        _ => Ticked,
    }
}

impl LinePattern {
    /// Paints the pattern from left to right along `x`, centred on `y`, in points.
    pub fn paint(self, painter: &Painter, x: Rangef, y: f32, stroke: Stroke) {
        match self {
            Self::Solid => line(painter, x, y, stroke),
            Self::Dashed => dashes(painter, x, y, stroke, &[5.0], &[3.0]),
            Self::LongDash => dashes(painter, x, y, stroke, &[11.0], &[3.0]),
            Self::DashDot => dashes(painter, x, y, stroke, &[7.0, 2.0], &[3.0, 3.0]),
            Self::Dotted => dashes(painter, x, y, stroke, &[2.0], &[2.5]),
            Self::Double => {
                let thin = Stroke::new(stroke.width / 2.0, stroke.color);
                line(painter, x, y - stroke.width * 0.6, thin);
                line(painter, x, y + stroke.width * 0.6, thin);
            }
            Self::Wavy => wave(painter, x, y, stroke),
            Self::Thick => line(painter, x, y, Stroke::new(stroke.width * 1.6, stroke.color)),
            Self::Ticked => {
                line(painter, x, y, Stroke::new(stroke.width / 2.0, stroke.color));
                let tick = Stroke::new(stroke.width * 2.0, stroke.color);
                dashes(painter, x, y, tick, &[1.5], &[4.5]);
            }
        }
    }
}

fn line(painter: &Painter, x: Rangef, y: f32, stroke: Stroke) {
    painter.hline(x, y, stroke);
}

fn dashes(painter: &Painter, x: Rangef, y: f32, stroke: Stroke, dash: &[f32], gap: &[f32]) {
    let path = [pos2(x.min, y), pos2(x.max, y)];
    painter.extend(Shape::dashed_line_with_offset(&path, stroke, dash, gap, 0.0));
}

/// A wave of half the stroke's width that stays within the height of a thick line.
fn wave(painter: &Painter, x: Rangef, y: f32, stroke: Stroke) {
    const STEP: f32 = 1.0;
    const PERIOD: f32 = 6.0;
    let points: Vec<Pos2> = (0..=(x.span() / STEP) as usize)
        .map(|step| {
            let along = step as f32 * STEP;
            let swing = (along / PERIOD * std::f32::consts::TAU).sin();
            pos2(x.min + along, y + swing * stroke.width * 0.7)
        })
        .collect();
    painter.add(Shape::line(points, Stroke::new(stroke.width * 0.6, stroke.color)));
}
