//! How the text view looks: every colour and size, handed in by the theme.

use crate::ui::theme::LinePattern;
use egui::{Color32, FontId};

/// How annotations of one label look.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkStyle {
    /// The letter in the margin.
    pub letter: char,
    /// The line under the words and on the map.
    pub line: Color32,
    /// The dotted line under suggested words.
    pub suggested: Color32,
    /// The letter in the margin.
    pub letter_ink: Color32,
    /// Behind the words.
    pub tint: Color32,
    /// Behind the words of the focused annotation.
    pub tint_strong: Color32,
    /// How the line is drawn.
    pub pattern: LinePattern,
    /// Whether the words are faded, as for boilerplate.
    pub faded: bool,
}

/// Colours, fonts and sizes of the whole view. Sizes are in points.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// The article's words.
    pub font: FontId,
    /// The title above them.
    pub title_font: FontId,
    /// The line under the title.
    pub source_font: FontId,
    /// Letters in the margin and counts.
    pub small_font: FontId,
    /// Line height as a multiple of the font size; 1.55 leaves room for four stacked underlines.
    pub line_height: f32,
    /// Column width in characters of average width, 60 to 75.
    pub column_chars: f32,
    /// Space between paragraphs.
    pub paragraph_gap: f32,
    /// Words.
    pub ink: Color32,
    /// Words of boilerplate.
    pub faded_ink: Color32,
    /// The source line and counts.
    pub weak_ink: Color32,
    /// Behind everything.
    pub paper: Color32,
    /// Behind selected words.
    pub selection: Color32,
    /// The caret.
    pub caret: Color32,
    /// Around the focused annotation.
    pub focus_outline: Color32,
    /// Around the annotation under the pointer.
    pub hover_outline: Color32,
    /// Behind a find hit.
    pub find_hit: Color32,
    /// Behind the current find hit.
    pub find_hit_current: Color32,
    /// Marks for characters that cannot be seen.
    pub invisible_mark: Color32,
    /// Behind the map of the article at the right.
    pub map: Color32,
    /// The part of the map that is on screen.
    pub map_thumb: Color32,
    /// The same under the pointer or while dragged.
    pub map_thumb_active: Color32,
    /// One style a label, as indexed by [`super::Mark::style`].
    pub styles: Vec<MarkStyle>,
}

impl Look {
    /// The style of a mark; `None` when the index is unknown, which is then drawn in ink.
    pub(super) fn style(&self, index: u16) -> Option<&MarkStyle> {
        self.styles.get(usize::from(index))
    }

    /// A colour of the view, painted over words, that turns ink into faded ink.
    pub(super) fn veil(&self) -> Color32 {
        let share = |ink: u8, faded: u8, paper: u8| {
            let (ink, faded, paper) = (f32::from(ink), f32::from(faded), f32::from(paper));
            ((faded - ink) / (paper - ink)).clamp(0.0, 1.0)
        };
        let (ink, faded, paper) = (self.ink, self.faded_ink, self.paper);
        let shares =
            [share(ink.r(), faded.r(), paper.r()), share(ink.g(), faded.g(), paper.g()), share(ink.b(), faded.b(), paper.b())];
        let mean = shares.iter().filter(|s| s.is_finite()).sum::<f32>() / 3.0;
        self.paper.gamma_multiply(mean)
    }
}

/// A plain light look for tests and benches, where no theme is at hand.
#[cfg(test)]
impl Default for Look {
    fn default() -> Self {
        let style = |letter, pattern, faded| MarkStyle {
            letter,
            line: Color32::DARK_BLUE,
            suggested: Color32::DARK_BLUE,
            letter_ink: Color32::DARK_BLUE,
            tint: Color32::LIGHT_BLUE,
            tint_strong: Color32::BLUE,
            pattern,
            faded,
        };
        Self {
            font: FontId::proportional(17.0),
            title_font: FontId::proportional(26.0),
            source_font: FontId::proportional(13.0),
            small_font: FontId::proportional(11.0),
            line_height: 1.55,
            column_chars: 66.0,
            paragraph_gap: 12.0,
            ink: Color32::BLACK,
            faded_ink: Color32::GRAY,
            weak_ink: Color32::DARK_GRAY,
            paper: Color32::WHITE,
            selection: Color32::LIGHT_GREEN,
            caret: Color32::BLACK,
            focus_outline: Color32::RED,
            hover_outline: Color32::GRAY,
            find_hit: Color32::YELLOW,
            find_hit_current: Color32::GOLD,
            invisible_mark: Color32::RED,
            map: Color32::LIGHT_GRAY,
            map_thumb: Color32::from_black_alpha(40),
            map_thumb_active: Color32::from_black_alpha(90),
            styles: vec![
                style('q', LinePattern::Solid, false),
                style('c', LinePattern::Dashed, false),
                style('s', LinePattern::Wavy, false),
                style('b', LinePattern::DashDot, true),
            ],
        }
    }
}
