//! The text view alone.

use crate::Case;
use crate::screen::{Compared, Screen, wheel};
use crate::support::figures::{Figures, sized};
use crate::support::invented::Dice;
use egui::{Color32, Event, FontFamily, FontId, Ui, pos2};
use pressmark::model::{AnnotationSet, Article};
use pressmark::store::default_scheme;
use pressmark::ui::text_view::{Align, Look, Mark, MarkKind, MarkStyle, OverviewMark, Shown, TextView};
use pressmark::ui::theme::{self, LinePattern, ReadingFace, Theme};

/// Prints the table.
pub fn run(cases: &[Case]) {
    let columns = ["idle", "scroll", "jump", "jump, cold", "tag"];
    let mut table = Compared::new("text view, 1000 x 900", &columns);
    for case in cases {
        table.row(case.name, &measure(case));
    }
}

struct Page {
    article: Article,
    set: AnnotationSet,
    labels: Vec<String>,
    look: Look,
    view: TextView,
    /// Another key is another text to the view, which then has nothing laid out.
    text_key: u128,
    revision: u64,
}

fn measure(case: &Case) -> [Figures; 5] {
    let mut screen = Screen::new(1000.0, 900.0);
    theme::apply(&screen.ctx, theme::Look { preference: egui::ThemePreference::Light, less_motion: true });
    let (article, set) = crate::made(case);
    let labels = default_scheme().labels.iter().map(|label| label.id.to_string()).collect();
    let mut page = Page { article, set, labels, look: look(), view: TextView::new(), text_key: 1, revision: 0 };
    screen.frames(200, &mut |ui| page.show(ui), |_| Vec::new());
    let idle = screen.frames(sized(2000, 20), &mut |ui| page.show(ui), |_| Vec::new());
    let jump = (0..sized(500, 10)).scan(Dice::new(7), |dice, _| Some(page.jump(&mut screen, dice, false))).collect();
    let cold = (0..sized(500, 10)).scan(Dice::new(9), |dice, _| Some(page.jump(&mut screen, dice, true))).collect();
    let tag = screen.frames(sized(500, 10), &mut |ui| page.tag(ui), |_| Vec::new());
    page.view.scroll_to(0, Align::Top);
    screen.frame(vec![Event::PointerMoved(pos2(400.0, 400.0))], &mut |ui| page.show(ui));
    // Down and up again, so that a short article is scrolled as far as it goes and no further.
    let by = |number: usize| if (number / 20).is_multiple_of(2) { -60.0 } else { 60.0 };
    let long = page.article.text.len() > 20_000;
    let events = |number: usize| vec![wheel(if long { -60.0 } else { by(number) })];
    let scroll = screen.frames(sized(2000, 20), &mut |ui| page.show(ui), events);
    [idle, scroll, jump, cold, tag]
}

impl Page {
    fn show(&mut self, ui: &mut Ui) {
        let labels = &self.labels;
        let style = |label: &str| labels.iter().position(|other| other == label).unwrap_or(labels.len()) as u16;
        let set = &self.set;
        let marks = |range: std::ops::Range<usize>| -> Vec<Mark> {
            let found = set.overlapping(range);
            let kind = MarkKind::Annotation;
            let mark = |a: &pressmark::model::Annotation| Mark {
                id: a.id.0,
                start: a.span.start as usize,
                end: a.span.end as usize,
                style: style(&a.label),
                kind,
            };
            found.map(mark).collect()
        };
        let shown = Shown {
            text: &self.article.text,
            text_key: self.text_key,
            title: &self.article.metadata.title,
            source_line: "The Meridian Post",
            marks: &marks,
            links: &|_| Vec::new(),
            overview: &|put| set.iter().for_each(|a| put(OverviewMark { start: a.span.start as usize, style: style(&a.label) })),
            revision: self.revision,
            focused: None,
            caret: 0,
            selection: 0..0,
            find_hits: &[],
            find_current: None,
            boundary_drag_allowed: true,
            has_focus: true,
        };
        std::hint::black_box(self.view.show(ui, &self.look, &shown));
    }

    /// A frame after something was tagged.
    fn tag(&mut self, ui: &mut Ui) {
        self.revision += 1;
        self.show(ui);
    }

    fn jump(&mut self, screen: &mut Screen, dice: &mut Dice, cold: bool) -> f64 {
        if cold {
            // The new text is taken in and cut into pieces before, at its beginning.
            self.text_key += 1;
            self.view.scroll_to(0, Align::Top);
            screen.frame(Vec::new(), &mut |ui| self.show(ui));
        }
        let from = self.article.text.len() / if cold { 2 } else { 1 };
        let offset = self.article.text.floor_char_boundary(self.article.text.len() - dice.below(from));
        self.view.scroll_to(offset, Align::Centre);
        screen.frame(Vec::new(), &mut |ui| self.show(ui))
    }
}

/// The look of the light theme.
fn look() -> Look {
    let colors = &Theme::named(false).colors;
    let sans = |size| FontId::new(size, FontFamily::Proportional);
    let patterns = [LinePattern::Solid, LinePattern::Dashed, LinePattern::Wavy, LinePattern::DashDot, LinePattern::LongDash];
    let style = |(slot, pattern): (usize, LinePattern)| {
        let colors = Theme::named(false).slot(slot);
        let faded = slot == 3;
        let tint = if faded { Color32::TRANSPARENT } else { colors.tint };
        MarkStyle {
            letter: 'q',
            line: colors.line,
            suggested: colors.line,
            letter_ink: colors.letter,
            tint,
            tint_strong: colors.tint_strong,
            pattern,
            faded,
        }
    };
    Look {
        font: FontId::new(17.0, ReadingFace::Serif.family()),
        title_font: FontId::new(26.0, ReadingFace::Serif.strong_family()),
        source_font: sans(13.0),
        small_font: sans(11.0),
        line_height: 1.55,
        column_chars: 68.0,
        paragraph_gap: 12.0,
        ink: colors.ink,
        faded_ink: colors.ink_faint,
        weak_ink: colors.ink_weak,
        paper: colors.paper,
        selection: colors.selection,
        caret: colors.caret,
        focus_outline: colors.ink,
        hover_outline: colors.border_hover,
        find_hit: colors.find_hit,
        find_hit_current: colors.find_hit_current,
        invisible_mark: colors.warn,
        map: colors.panel,
        map_thumb: colors.border,
        map_thumb_active: colors.border_hover,
        styles: patterns.into_iter().enumerate().map(|(slot, pattern)| style((slot, pattern))).collect(),
    }
}
