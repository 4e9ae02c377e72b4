//! One annotation of an older copy with its surroundings, the place or places it may have in the newer copy, and the keys
//! that decide.

use super::carry_over::Row;
use crate::model::succession::Decision;
use crate::model::text::{self, slice};
use crate::model::transfer::{Difference, Fate, differences};
use crate::model::{Label, Span};
use crate::session::Session;
use crate::ui::marks::label_colors;
use crate::ui::panels::{colors, weak};
use crate::ui::theme::{LabelColors, Theme, sizes, strong};
use crate::ui::widgets::{key_cap, shortcut_button};
use egui::text::LayoutJob;
use egui::{Button, FontId, RichText, ScrollArea, Stroke, TextFormat, Ui};

/// Bytes of the surroundings that are shown on each side.
const AROUND: usize = 240;
/// Bytes that are shown on each side of a place among others.
const NEAR: usize = 90;
/// Bytes of an annotation that are shown.
const LONGEST: usize = 1_500;

/// Shows the annotation; returns what was decided with the pointer.
pub(super) fn show(ui: &mut Ui, session: &Session, row: &Row, old: &str, new: &str) -> Option<Decision> {
    let annotation = &row.waiting.annotation;
    let label = session.project().scheme.label(&annotation.label);
    let actions = 3.0 * (sizes().row + ui.spacing().item_spacing.y);
    let room = (ui.available_height() - actions).max(sizes().row);
    let chosen = ScrollArea::vertical().max_height(room).min_scrolled_height(room).auto_shrink(false).show(ui, |ui| {
        let palette = label_colors(Theme::of(ui), label);
        ui.label(RichText::new(name(label, &annotation.label)).font(strong(sizes().heading)).color(palette.letter));
        caption(ui, "In the older copy");
        let words = annotation.words(old);
        let span = annotation.displaced.is_none().then_some(annotation.span);
        let replaced = if let Fate::Changed { span, .. } = row.waiting.fate { span.of(new) } else { None };
        let job = in_place(ui, old, span, &palette, |job, look| match replaced {
            Some(replaced) => changed(job, look, words, replaced, false),
            None => look.put(job, &short(words), &look.marked),
        });
        ui.label(job);
        ui.add_space(sizes().space_medium);
        caption(ui, "In this copy");
        in_this_copy(ui, row, new, words, &palette)
    });
    let pressed = actions_of(ui, row);
    chosen.inner.or(pressed)
}

fn name(label: Option<&Label>, id: &str) -> String {
    label.map_or_else(|| id.to_owned(), |label| label.name.clone())
}

fn caption(ui: &mut Ui, words: &str) {
    let words = weak(ui, words).size(sizes().small);
    ui.label(words);
}

fn in_this_copy(ui: &mut Ui, row: &Row, new: &str, words: &str, palette: &LabelColors) -> Option<Decision> {
    match &row.waiting.fate {
        Fate::Moved(span) => {
            let job = in_place(ui, new, Some(*span), palette, |job, look| look.put(job, &short(words), &look.marked));
            ui.label(job);
        }
        Fate::Changed { span, .. } => {
            let now = span.of(new).unwrap_or_default();
            let job = in_place(ui, new, Some(*span), palette, |job, look| changed(job, look, words, now, true));
            ui.label(job);
        }
        Fate::Ambiguous(spans) => return candidates(ui, row, new, spans, palette),
        Fate::Lost => {
            ui.label("Neither these words nor their place are in this copy. As displaced, the annotation comes over and waits until somebody selects where it belongs.");
        }
    }
    None
}

fn candidates(ui: &mut Ui, row: &Row, new: &str, spans: &[Span], palette: &LabelColors) -> Option<Decision> {
    let mut decided = None;
    for (at, span) in spans.iter().enumerate() {
        let words = span.of(new).unwrap_or_default();
        let look = Look { around: NEAR, ..Look::of(ui, palette) };
        let job = placed(&look, new, Some(*span), |job, look| look.put(job, &short(words), &look.marked));
        ui.horizontal_top(|ui| {
            key_cap(ui, &(at + 1).to_string());
            let chosen = row.decision == Some(Decision::Take(*span));
            if ui.add(Button::new(job).selected(chosen).frame(chosen).wrap()).clicked() {
                decided = Some(Decision::Take(*span));
            }
        });
    }
    decided
}

/// What can be done, each with its key.
fn actions_of(ui: &mut Ui, row: &Row) -> Option<Decision> {
    let take = match &row.waiting.fate {
        Fate::Moved(span) => Some(("Carry it over", *span)),
        Fate::Changed { span, .. } => Some(("Take the new words", *span)),
        Fate::Ambiguous(spans) => spans.first().filter(|_| spans.len() == 1).map(|span| ("Take this place", *span)),
        Fate::Lost => None,
    };
    let mut decided = None;
    if let Some((words, span)) = take
        && shortcut_button(ui, words, "Enter").clicked()
    {
        decided = Some(Decision::Take(span));
    }
    if shortcut_button(ui, "Carry over as displaced", "L").clicked() {
        decided = Some(Decision::Displace);
    }
    if shortcut_button(ui, "Leave it in the older copy", "Backspace").clicked() {
        decided = Some(Decision::LeaveOut);
    }
    decided
}

/// How the parts of a preview look.
struct Look {
    around: usize,
    plain: TextFormat,
    marked: TextFormat,
    gone: TextFormat,
    new: TextFormat,
}

impl Look {
    fn of(ui: &Ui, palette: &LabelColors) -> Self {
        let colors = colors(ui);
        let font = FontId::proportional(sizes().interface);
        let around = AROUND;
        let plain = TextFormat { line_height: Some(sizes().interface * 1.5), ..TextFormat::simple(font, colors.ink_weak) };
        let marked = TextFormat { color: colors.ink, background: palette.tint, ..plain.clone() };
        let gone = TextFormat { strikethrough: Stroke::new(1.0, colors.ink), ..marked.clone() };
        let new = TextFormat { underline: Stroke::new(sizes().line, palette.line), ..marked.clone() };
        Self { around, plain, marked, gone, new }
    }

    fn put(&self, job: &mut LayoutJob, words: &str, format: &TextFormat) {
        job.append(words, 0.0, format.clone());
    }
}

/// The surroundings of a span on one line, with what `words` puts in its place.
fn in_place(
    ui: &Ui,
    whole: &str,
    span: Option<Span>,
    palette: &LabelColors,
    words: impl FnOnce(&mut LayoutJob, &Look),
) -> LayoutJob {
    placed(&Look::of(ui, palette), whole, span, words)
}

fn placed(look: &Look, whole: &str, span: Option<Span>, words: impl FnOnce(&mut LayoutJob, &Look)) -> LayoutJob {
    let mut job = LayoutJob::default();
    if let Some(span) = span {
        look.put(&mut job, &before(whole, span.start as usize, look.around), &look.plain);
    }
    words(&mut job, look);
    if let Some(span) = span {
        look.put(&mut job, &behind(whole, span.end as usize, look.around), &look.plain);
    }
    job
}

/// The words with what is gone struck out, or with what is new underlined.
fn changed(job: &mut LayoutJob, look: &Look, old: &str, new: &str, is_new: bool) {
    for difference in differences(&short(old), &short(new)) {
        match difference {
            Difference::Same(words) => look.put(job, &words, &look.marked),
            Difference::Gone(words) if !is_new => look.put(job, &words, &look.gone),
            Difference::New(words) if is_new => look.put(job, &words, &look.new),
            Difference::Gone(_) | Difference::New(_) => {}
        }
    }
}

fn before(whole: &str, at: usize, around: usize) -> String {
    let from = text::snap_up(whole, at.saturating_sub(around));
    let words = slice(whole, from..at);
    let cut = if from == 0 { 0 } else { words.find(char::is_whitespace).unwrap_or(0) };
    format!("{}{}", if from == 0 { "" } else { "… " }, one_line(slice(words, cut..words.len()), false))
}

fn behind(whole: &str, at: usize, around: usize) -> String {
    let to = text::snap_down(whole, at.saturating_add(around));
    let words = slice(whole, at..to);
    let cut = if to == whole.len() { words.len() } else { words.rfind(char::is_whitespace).unwrap_or(words.len()) };
    format!("{}{}", one_line(slice(words, 0..cut), true), if to == whole.len() { "" } else { " …" })
}

/// The words with single spaces for white space; at the side of the annotation a space stays one.
fn one_line(words: &str, begins: bool) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let beside = if begins { words.starts_with(char::is_whitespace) } else { words.ends_with(char::is_whitespace) };
    match (beside, begins) {
        (false, _) => line,
        (true, true) => format!(" {line}"),
        (true, false) => format!("{line} "),
    }
}

/// Of very long words the beginning and the end.
fn short(words: &str) -> String {
    let line = one_line(words, true);
    if line.len() <= LONGEST {
        return line;
    }
    let (head, tail) = (text::snap_down(&line, LONGEST / 2), text::snap_up(&line, line.len() - LONGEST / 2));
    format!("{} […] {}", slice(&line, 0..head), slice(&line, tail..line.len()))
}
