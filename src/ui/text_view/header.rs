//! The title and the source line above the text, which scroll with it.

use super::{
    bidi_row,
    geometry::PieceLayout,
    layout::{self, Setting},
    look::Look,
    stage::Stage,
};
use egui::{Color32, Painter, Ui, pos2};

/// Above the title, and between the source line and the text, as multiples of the gap between paragraphs.
const ABOVE: f32 = 3.0;
const BELOW: f32 = 2.0;

/// The header as laid out last.
#[derive(Default)]
pub struct Header {
    title: String,
    source: String,
    setting: Option<(Setting, Setting, f32)>,
    lines: (PieceLayout, PieceLayout),
    gap: f32,
}

impl Header {
    /// Lays out the title and the source line if they changed; says how high the header is.
    pub fn lay_out(&mut self, ui: &Ui, look: &Look, stage: &Stage, title: &str, source: &str, anew: bool) -> f32 {
        let set =
            |font: &egui::FontId| Setting { font: font.clone(), line_height: stage.snap(font.size * 1.3), width: stage.width };
        let setting = (set(&look.title_font), set(&look.source_font), stage.pixels);
        if anew || self.title != title || self.source != source || self.setting.as_ref() != Some(&setting) {
            let one = |setting: &Setting, words: &str| {
                let words = words.replace('\n', " ");
                ui.fonts_mut(|fonts| layout::lay_out(fonts, setting, &words, bidi_row::direction_of(&words)))
            };
            self.lines = (one(&setting.0, title), one(&setting.1, source));
            (self.title, self.source) = (title.to_owned(), source.to_owned());
            self.setting = Some(setting);
        }
        self.gap = look.paragraph_gap;
        if self.title.is_empty() && self.source.is_empty() {
            return self.gap * ABOVE;
        }
        let title = if self.title.is_empty() { 0.0 } else { self.lines.0.height + self.gap * 0.5 };
        self.gap * (ABOVE + BELOW) + title + self.lines.1.height
    }

    /// Paints the header, its top being so far below the top of the page.
    pub fn paint(&self, painter: &Painter, look: &Look, stage: &Stage, top: f32) {
        let title_top = stage.page.top() + top + self.gap * ABOVE;
        let mut top = title_top;
        if !self.title.is_empty() {
            strips(painter, &self.lines.0, stage, top, look.ink);
            top += self.lines.0.height + self.gap * 0.5;
        }
        strips(painter, &self.lines.1, stage, top, look.weak_ink);
    }
}

fn strips(painter: &Painter, piece: &PieceLayout, stage: &Stage, top: f32, color: Color32) {
    for strip in &piece.strips {
        painter.galley(pos2(stage.left, stage.snap(top)) + strip.place, strip.galley.clone(), color);
    }
}
