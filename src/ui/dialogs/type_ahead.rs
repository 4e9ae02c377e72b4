//! A field above a list: what is typed narrows the list, arrow keys and Enter choose from it.

use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use crate::ui::widgets::{palette_frame, search_field};
use egui::{Context, Key, Modifiers, Response, ScrollArea, Ui};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// What is typed and chosen.
#[derive(Default)]
pub struct TypeAhead {
    words: String,
    chosen: usize,
    shown: bool,
}

/// What the field and the list say.
pub struct Words<'a> {
    /// What screen readers say of the field.
    pub name: &'a str,
    /// What stands in the field while nothing is typed.
    pub hint: &'a str,
    /// What is said when the list is empty.
    pub nothing: &'a str,
}

/// What a person did.
pub struct Answer {
    /// The row that was clicked, or chosen when Enter was pressed.
    pub picked: Option<usize>,
    /// It is to be closed.
    pub close: bool,
}

impl TypeAhead {
    /// What is typed.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Shows field and list; `row` shows one row, chosen or not.
    pub fn show(
        &mut self,
        ctx: &Context,
        words: &Words<'_>,
        count: usize,
        row: impl FnMut(&mut Ui, usize, bool) -> Response,
    ) -> Answer {
        self.chosen = self.chosen.min(count.saturating_sub(1));
        let moved = self.keys(ctx, count);
        let run = ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        let shown = palette_frame(ctx, 560.0, |ui| {
            let before = self.words.clone();
            let field = search_field(ui, words.name, &mut self.words, words.hint);
            if !std::mem::replace(&mut self.shown, true) || !field.has_focus() {
                field.request_focus();
            }
            if before != self.words {
                self.chosen = 0;
            }
            ui.add_space(sizes().gap);
            self.rows(ui, words.nothing, count, moved, row)
        });
        Answer { picked: shown.inner.or(run.then_some(self.chosen)), close: shown.close }
    }

    fn keys(&mut self, ctx: &Context, count: usize) -> bool {
        let before = self.chosen;
        ctx.input_mut(|input| {
            let last = count.saturating_sub(1);
            for _ in 0..input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown) {
                self.chosen = if self.chosen >= last { 0 } else { self.chosen + 1 };
            }
            for _ in 0..input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp) {
                self.chosen = self.chosen.checked_sub(1).unwrap_or(last);
            }
        });
        before != self.chosen
    }

    fn rows(
        &self,
        ui: &mut Ui,
        nothing: &str,
        count: usize,
        moved: bool,
        mut row: impl FnMut(&mut Ui, usize, bool) -> Response,
    ) -> Option<usize> {
        if count == 0 {
            let words = weak(ui, nothing);
            ui.label(words);
            return None;
        }
        let mut clicked = None;
        ScrollArea::vertical()
            .max_height(14.0 * sizes().row)
            .min_scrolled_height(14.0 * sizes().row)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for place in 0..count {
                    let response = row(ui, place, place == self.chosen);
                    if moved && place == self.chosen {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        clicked = Some(place);
                    }
                }
            });
        clicked
    }
}

/// Those whose name has the letters that are typed, each with how well it has them.
pub fn matching<T>(words: &str, all: impl IntoIterator<Item = T>, name: impl Fn(&T) -> &str) -> Vec<(u32, T)> {
    let pattern = Pattern::parse(words, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let scored = all.into_iter().filter_map(|one| {
        let score = pattern.score(Utf32Str::new(name(&one), &mut letters), &mut matcher)?;
        Some((score, one))
    });
    scored.collect()
}
