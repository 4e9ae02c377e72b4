//! The colours of a label in the article, the margin and the lists, made from one base colour so that all words stay readable.

use egui::Color32;

use super::contrast::{contrast, luminance, shift_until};
use super::tokens::Colors;

/// Number of label colours in the palette.
pub const SLOTS: usize = 8;

/// Contrast that letters keep on every surface; a little over the 4.5 of WCAG AA so that rounding never breaks it.
const LETTER_CONTRAST: f32 = 4.6;
/// Contrast that lines keep on paper; WCAG asks 3 of what is not text.
const LINE_CONTRAST: f32 = 3.1;

/// The colours one label is shown in.
///
/// Tints are translucent and mean to be painted over paper, one over another where annotations overlap: ink keeps 4.5 to 1
/// on four of them, in any mix and with a strong one on top. In the dark theme that holds for any number, since each tint is
/// made from a colour dark enough by itself and mixing never brightens beyond the brightest part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LabelColors {
    /// The line under words and the marks in the map: 3 to 1 on paper.
    pub line: Color32,
    /// Behind annotated words; translucent.
    pub tint: Color32,
    /// Behind the words of the focused annotation; translucent.
    pub tint_strong: Color32,
    /// The letter in the margin, the name in lists, and the back of an armed chip: 4.5 to 1 on every surface.
    pub letter: Color32,
    /// Words on `letter` used as a back.
    pub on_letter: Color32,
}

impl LabelColors {
    /// Makes the colours of a label from its base colour for the theme with these colours.
    pub fn new(base: Color32, colors: &Colors) -> Self {
        let away = far_end(colors.ink);
        let solid = tint_base(base, colors);
        let surfaces = [colors.paper, colors.panel, colors.bar, colors.raised, colors.field];
        Self {
            line: shift_until(base, away, |color| contrast(color, colors.paper) >= LINE_CONTRAST),
            tint: solid.gamma_multiply(colors.labels.tint_alpha),
            tint_strong: solid.gamma_multiply(colors.labels.tint_strong_alpha),
            letter: shift_until(base, away, |color| surfaces.iter().all(|&surface| contrast(color, surface) >= LETTER_CONTRAST)),
            on_letter: colors.paper,
        }
    }
}

/// Returns the colour a tint is made from: the base, moved away from ink until ink is readable on it at full opacity.
fn tint_base(base: Color32, colors: &Colors) -> Color32 {
    let toward_paper = far_end(colors.paper);
    shift_until(base, toward_paper, |color| contrast(color, colors.ink) >= colors.labels.tint_contrast)
}

/// Black or white, whichever is nearer to `color` in light.
fn far_end(color: Color32) -> Color32 {
    if luminance(color) > 0.18 { Color32::WHITE } else { Color32::BLACK }
}
