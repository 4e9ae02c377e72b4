//! Line patterns: with the letter in the margin they tell labels apart where colour cannot.

use egui::{Color32, Mesh, Painter, Rangef, Rect, Stroke, pos2};

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

/// A part of one period of a pattern: from, to, and how much lower it lies as a share of the thickness.
type Part = (f32, f32, f32);

impl LinePattern {
    /// Every pattern, for tests.
    pub const ALL: [Self; 9] = [
        Self::Solid,
        Self::Dashed,
        Self::Double,
        Self::DashDot,
        Self::Wavy,
        Self::LongDash,
        Self::Thick,
        Self::Ticked,
        Self::Dotted,
    ];

    /// Paints the pattern from left to right along `x`, centred on `y`, in points.
    pub fn paint(self, painter: &Painter, x: Rangef, y: f32, stroke: Stroke) {
        let mut mesh = Mesh::default();
        self.add_to(&mut mesh, x, y - stroke.width / 2.0, stroke.width, stroke.color);
        painter.add(mesh);
    }

    /// Adds the pattern to a mesh, from `y` down. Patterns are tied to the screen, so neighbours join without a seam.
    pub fn add_to(self, mesh: &mut Mesh, x: Rangef, y: f32, thick: f32, color: Color32) {
        let mut dash = |from: f32, to: f32, top: f32, height: f32| {
            let rect = Rect::from_min_max(pos2(from.max(x.min), top), pos2(to.min(x.max), top + height));
            if rect.width() > 0.0 {
                mesh.add_colored_rect(rect, color);
            }
        };
        match self {
            Self::Solid => return dash(x.min, x.max, y, thick),
            Self::Thick => return dash(x.min, x.max, y, thick * 1.4),
            Self::Double => {
                dash(x.min, x.max, y, thick * 0.35);
                return dash(x.min, x.max, y + thick * 0.8, thick * 0.35);
            }
            Self::Ticked => dash(x.min, x.max, y, thick * 0.5),
            _ => {}
        }
        let (period, parts) = self.parts();
        let height = if self == Self::Wavy { thick * 0.65 } else { thick };
        let mut from = (x.min / period).floor() * period;
        while from < x.max {
            for (left, right, lower) in parts {
                dash(from + left, from + right, y + lower * thick, height);
            }
            from += period;
        }
    }

    /// The period in points and what is drawn in each.
    fn parts(self) -> (f32, &'static [Part]) {
        match self {
            Self::Dashed => (9.0, &[(0.0, 6.0, 0.0)]),
            Self::LongDash => (15.0, &[(0.0, 12.0, 0.0)]),
            Self::Dotted => (4.0, &[(0.0, 2.0, 0.0)]),
            Self::DashDot => (12.0, &[(0.0, 6.0, 0.0), (8.0, 10.0, 0.0)]),
            Self::Wavy => (6.0, &[(0.0, 1.5, 0.35), (1.5, 3.0, 0.0), (3.0, 4.5, 0.35), (4.5, 6.0, 0.7)]),
            Self::Ticked => (7.0, &[(0.0, 1.5, 0.4)]),
            Self::Solid | Self::Thick | Self::Double => (1.0, &[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stay_within_their_words_and_differ() {
        let mut seen = Vec::new();
        for pattern in LinePattern::ALL {
            let mut mesh = Mesh::default();
            pattern.add_to(&mut mesh, Rangef::new(10.5, 60.0), 100.0, 2.0, Color32::BLACK);
            let bounds = mesh.calc_bounds();
            assert!(bounds.left() >= 10.5 && bounds.right() <= 60.0 && bounds.top() >= 100.0 && bounds.bottom() <= 103.0);
            let corners: Vec<String> = mesh.vertices.iter().map(|vertex| format!("{:?}", vertex.pos)).collect();
            assert!(!seen.contains(&corners), "{pattern:?}");
            seen.push(corners);
        }
    }
}
