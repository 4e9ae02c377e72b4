//! Colours, sizes and fonts: named tokens read from `assets/themes`, handed to egui in one place.
//!
//! Nothing else in the window makes a colour or a size. A widget asks [`Theme::of`] for the tokens of the theme it is
//! painted in.

mod contrast;
mod fonts;
mod labels;
mod pattern;
mod style;
mod tokens;

pub use contrast::{contrast, parse_hex};
pub use fonts::{ReadingFace, strong};
pub use labels::{LabelColors, SLOTS};
pub use pattern::{LinePattern, pattern_for};
pub use style::{Look, apply, apply_look};
pub use tokens::{Colors, LabelTokens, Sizes, sizes};

use egui::Color32;
use std::sync::{Mutex, OnceLock, PoisonError};

/// One theme: its colours by name and the label colours made from them.
///
/// The files are compiled in and a test reads them, so a theme that cannot be read never ships; should it happen, the
/// colours are transparent and the reason is logged.
#[derive(Debug, Default)]
pub struct Theme {
    /// Whether ink is lighter than paper.
    pub dark: bool,
    pub colors: Colors,
    palette: [LabelColors; SLOTS],
    /// Colours made of base colours lately: finding readable ones costs more than all else that a label shows.
    made: Mutex<Vec<(Color32, LabelColors)>>,
}

/// More base colours than any scheme has; while one is being chosen, many pass by.
const MADE: usize = 64;

impl Theme {
    /// Returns the theme `ui` is painted in.
    pub fn of(ui: &egui::Ui) -> &'static Theme {
        Self::named(ui.visuals().dark_mode)
    }

    /// Returns the theme `ctx` shows now.
    pub fn of_context(ctx: &egui::Context) -> &'static Theme {
        Self::named(ctx.theme() == egui::Theme::Dark)
    }

    /// Returns the dark or the light theme.
    pub fn named(dark: bool) -> &'static Theme {
        static THEMES: OnceLock<[Theme; 2]> = OnceLock::new();
        let [light, dark_theme] = THEMES.get_or_init(|| {
            [
                Self::from_ron(false, include_str!("../../../assets/themes/light.ron")),
                Self::from_ron(true, include_str!("../../../assets/themes/dark.ron")),
            ]
        });
        if dark { dark_theme } else { light }
    }

    /// Returns the colours of a palette slot; slots beyond the palette begin again at the first.
    pub fn slot(&self, slot: usize) -> LabelColors {
        self.palette.get(slot % SLOTS).copied().unwrap_or_default()
    }

    /// Makes the colours of a label that has a colour of its own.
    pub fn label_colors(&self, base: Color32) -> LabelColors {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, colors)) = made.iter().find(|(known, _)| *known == base) {
            return *colors;
        }
        if made.len() >= MADE {
            made.clear();
        }
        let colors = LabelColors::new(base, &self.colors);
        made.push((base, colors));
        colors
    }

    fn from_ron(dark: bool, text: &str) -> Self {
        let colors = tokens::parse::<Colors>(text);
        let palette = colors.labels.slots.map(|base| LabelColors::new(base, &colors));
        Self { dark, colors, palette, made: Mutex::default() }
    }
}

#[cfg(test)]
mod tests;
