//! A chart on screen: bars that are pointed at, clicked, and gone through with the arrow keys.

use super::chart::{Chart, Mark};
use crate::analysis::corpus_stats::Bound;
use crate::ui::dates;
use crate::ui::theme::{Theme, sizes};
use egui::{
    Align2, EventFilter, FontId, Id, Key, Modifiers, Rangef, Rect, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui,
};
use egui::{WidgetInfo, vec2};
use egui_plot::{AxisHints, Bar, BarChart, GridInput, GridMark, Line, Plot, PlotPoint, PlotPoints, PlotTransform, PlotUi, Text};

/// How wide a bar is at most: of the room it has, and in points, lying and upright.
const THICK: f64 = 0.72;
const THICKEST: (f32, f32) = (26.0, 56.0);
/// About how many lines the axis of the counts has.
const LINES: f64 = 5.0;
/// Room behind the longest bar for what stands at its end.
const BEYOND: f64 = 1.18;
/// How far a number line's bounds reach down, of the height of the longest bar.
const DEEP: f64 = 0.3;

/// A part of a bar: the bar and the series.
pub type Part = (usize, usize);

/// What a person did to a chart.
pub struct Done {
    /// The part that is pointed at.
    pub hovered: Option<Part>,
    /// The part that was clicked or entered.
    pub taken: Option<Part>,
    /// The part the keys went to.
    pub moved: Option<Part>,
    /// The chart as a whole, which can be given the keyboard.
    pub response: Response,
}

/// Shows the bars; `chosen` is the part that the arrow keys have gone to.
pub fn show(ui: &mut Ui, chart: &Chart, chosen: Option<Part>, height: f32) -> Done {
    let id = ui.make_persistent_id((chart.title, "bars"));
    let area = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
    let response = ui.interact(area, id, Sense::focusable_noninteractive());
    let spoken = chosen.map(|(bar, part)| format!(", {}", chart.told(bar, part))).unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, format!("{}{spoken}", chart.title)));
    let thick = thickness(chart, area.width(), height);
    let transform = plot(ui, chart, height, thick);
    let mut done = Done { hovered: None, taken: None, moved: None, response };
    for (bar, part) in parts(chart) {
        let Some(rect) = rect_of(chart, (bar, part), thick, &transform) else { continue };
        let told = chart.told(bar, part);
        let seen = ui.interact(rect.expand(1.0), id.with((bar, part)), Sense::CLICK);
        seen.widget_info(|| WidgetInfo::labeled(Role::Button, true, &told));
        if seen.hovered() {
            done.hovered = Some((bar, part));
        }
        if seen.clicked() {
            done.taken = Some((bar, part));
        }
        let is_chosen = chosen == Some((bar, part)) && done.response.has_focus();
        if is_chosen || seen.hovered() {
            let ink = if is_chosen { Theme::of(ui).colors.focus } else { Theme::of(ui).colors.ink };
            ui.painter().rect_stroke(rect.expand(2.0), 2.0, Stroke::new(sizes().focus, ink), StrokeKind::Outside);
        }
        seen.on_hover_text_at_pointer(told);
    }
    if done.response.has_focus() {
        keys(ui, id, chart, chosen, &mut done);
        if chosen.is_none() {
            crate::ui::widgets::focus_ring(ui, &done.response);
        }
    }
    done
}

/// The parts that hold something, bar after bar.
fn parts(chart: &Chart) -> impl Iterator<Item = Part> {
    let parts = |(bar, found): (usize, &super::chart::Bar)| {
        let filled = found.values.iter().enumerate().filter(|(_, value)| **value > 0.0);
        filled.map(|(part, _)| (bar, part)).collect::<Vec<_>>()
    };
    chart.bars.iter().enumerate().flat_map(parts)
}

/// Along the bars and across their parts, as they stand on screen.
fn keys(ui: &Ui, id: Id, chart: &Chart, chosen: Option<Part>, done: &mut Done) {
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let all: Vec<Part> = parts(chart).collect();
    let (next, before) = if chart.is_upright { (Key::ArrowRight, Key::ArrowLeft) } else { (Key::ArrowDown, Key::ArrowUp) };
    let (further, nearer) = if chart.is_upright { (Key::ArrowUp, Key::ArrowDown) } else { (Key::ArrowRight, Key::ArrowLeft) };
    let mut at = chosen;
    ui.input_mut(|input| {
        for (key, along, across) in [(next, 1, 0), (before, -1, 0), (further, 0, 1), (nearer, 0, -1)] {
            for _ in 0..input.count_and_consume_key(Modifiers::NONE, key) {
                at = step(&all, at, along, across).or(at);
            }
        }
        if input.consume_key(Modifiers::NONE, Key::Home) {
            at = all.first().copied().or(at);
        }
        if input.consume_key(Modifiers::NONE, Key::End) {
            at = all.last().copied().or(at);
        }
        if input.consume_key(Modifiers::NONE, Key::Enter) {
            done.taken = at;
        }
    });
    done.moved = at.filter(|_| at != chosen);
}

/// The next part along the bars, the one nearest to where one was on it; or the next one on the same bar.
fn step(all: &[Part], at: Option<Part>, along: isize, across: isize) -> Option<Part> {
    let Some((bar, part)) = at else { return all.first().copied() };
    if across != 0 {
        let place = all.iter().position(|other| *other == (bar, part))?;
        return all.get(place.checked_add_signed(across)?).copied().filter(|(other, _)| *other == bar);
    }
    let bars = all.iter().map(|(other, _)| *other);
    let to = if along > 0 { bars.filter(|other| *other > bar).min() } else { bars.filter(|other| *other < bar).max() }?;
    all.iter().copied().filter(|(other, _)| *other == to).min_by_key(|(_, other)| other.abs_diff(part))
}

/// Where a part stands in the plot: along the axis of the bars, and from where to where along that of the counts.
fn place(chart: &Chart, (bar, part): Part) -> Option<(f64, f64, f64)> {
    let values = &chart.bars.get(bar)?.values;
    let from: f64 = values.iter().take(part).sum();
    let along = if chart.is_upright { bar as f64 } else { (chart.bars.len() - 1 - bar) as f64 };
    Some((along, from, from + values.get(part)?))
}

/// How wide the bars are, of the room each has.
fn thickness(chart: &Chart, width: f32, height: f32) -> f64 {
    let (room, most) = if chart.is_upright { (width - 60.0, THICKEST.1) } else { (height - 24.0, THICKEST.0) };
    let each = room.max(1.0) / chart.bars.len().max(1) as f32;
    f64::from(most / each).min(THICK)
}

fn rect_of(chart: &Chart, part: Part, thick: f64, transform: &PlotTransform) -> Option<Rect> {
    let (along, from, to) = place(chart, part)?;
    let (left, right) = (along - thick / 2.0, along + thick / 2.0);
    let corners = if chart.is_upright { ((left, from), (right, to)) } else { ((from, left), (to, right)) };
    let ((x1, y1), (x2, y2)) = corners;
    Some(transform.rect_from_values(&PlotPoint::new(x1, y1), &PlotPoint::new(x2, y2)))
}

fn plot(ui: &mut Ui, chart: &Chart, height: f32, thick: f64) -> PlotTransform {
    let most = chart.bars.iter().map(|bar| bar.values.iter().sum::<f64>()).fold(0.0, f64::max);
    let last = chart.bars.len() as f64 - 0.5;
    let depth = if chart.marks.is_empty() { 0.0 } else { most * DEEP };
    let (along, across) = (-0.5..=last, -depth..=most * BEYOND);
    let names: Vec<String> = chart.bars.iter().map(|bar| cut(bar.tick.as_ref().unwrap_or(&bar.name))).collect();
    let count = names.len();
    let longest = names.iter().map(|name| name.chars().count()).max().unwrap_or_default() as f32;
    let is_upright = chart.is_upright;
    let named = move |mark: GridMark, _: &_| {
        let at = mark.value.round() as usize;
        names.get(if is_upright { at } else { count.saturating_sub(at + 1) }).cloned().unwrap_or_default()
    };
    let counted = |mark: GridMark, _: &_| dates::count(mark.value as usize);
    let step = round_step(most);
    let counts = move |_: GridInput| {
        let lines = (most * BEYOND / step).floor() as usize;
        (0..=lines).map(|at| GridMark { value: step * at as f64, step_size: step }).collect::<Vec<_>>()
    };
    let room = (ui.available_width() - 60.0).max(60.0);
    let every = if is_upright { (count as f32 * (longest * 6.5 + 10.0) / room).ceil().max(1.0) as usize } else { 1 };
    let spacer = move |_: GridInput| {
        (0..count).step_by(every).map(|at| GridMark { value: at as f64, step_size: every as f64 }).collect::<Vec<_>>()
    };
    let colors = &Theme::of(ui).colors;
    let font = FontId::proportional(sizes().small);
    // Which lines there are is decided here, so that all of them are drawn alike.
    let narrow = Rangef::new(1.0, 2.0);
    let hints =
        |hints: AxisHints<'static>| hints.label_spacing(narrow).tick_label_color(colors.ink_weak).tick_label_font(font.clone());
    let base = Plot::new(chart.title)
        .height(height)
        .sense(Sense::hover())
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_x(false)
        .show_y(false)
        .show_background(false)
        .grid_color(colors.border)
        .set_margin_fraction(egui::Vec2::ZERO);
    let base = if is_upright {
        base.x_grid_spacer(spacer)
            .y_grid_spacer(counts)
            .custom_x_axes(vec![hints(AxisHints::new_x()).formatter(named)])
            .custom_y_axes(vec![hints(AxisHints::new_y()).formatter(counted)])
            .show_grid([false, true])
    } else {
        base.y_grid_spacer(spacer)
            .x_grid_spacer(counts)
            .custom_y_axes(vec![hints(AxisHints::new_y()).formatter(named)])
            .custom_x_axes(vec![hints(AxisHints::new_x()).formatter(counted)])
            .show_grid([true, false])
    };
    let theme = Theme::of(ui);
    let shown = base.show(ui, |plot| {
        let (x, y) = if is_upright { (along, across) } else { (across, along) };
        plot.set_plot_bounds_x(x);
        plot.set_plot_bounds_y(y);
        bars(plot, chart, thick, theme);
        ends(plot, chart, theme, room);
        bounds(plot, chart, theme, depth);
    });
    shown.transform
}

fn bars(plot: &mut PlotUi<'_>, chart: &Chart, thick: f64, theme: &Theme) {
    for (part, (name, paint)) in chart.series.iter().enumerate() {
        let color = paint.color(theme);
        let all = (0..chart.bars.len()).filter_map(|bar| {
            let (along, from, to) = place(chart, (bar, part))?;
            let shown = Bar::new(along, to - from).base_offset(from).width(thick).fill(color).stroke(Stroke::NONE);
            Some(if chart.is_upright { shown.vertical() } else { shown.horizontal() })
        });
        plot.bar_chart(BarChart::new(name, all.collect()).allow_hover(false));
    }
}

/// A whole number of 1, 2 or 5 times a power of ten that divides the counts into about as many parts as there are lines.
fn round_step(most: f64) -> f64 {
    let rough = (most / LINES).max(1.0);
    let power = 10_f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= rough);
    factor.unwrap_or(10.0) * power
}

/// How many there are, at the end of each bar that has room for it.
fn ends(plot: &mut PlotUi<'_>, chart: &Chart, theme: &Theme, room: f32) {
    let step = room / chart.bars.len().max(1) as f32;
    for (at, bar) in chart.bars.iter().enumerate() {
        let fits = !chart.is_upright || bar.end.chars().count() as f32 * 7.0 < step + 4.0;
        let Some((along, ..)) =
            place(chart, (at, 0)).filter(|_| fits && !bar.end.is_empty() && bar.values.iter().any(|value| *value > 0.0))
        else {
            continue;
        };
        let total: f64 = bar.values.iter().sum();
        let (point, anchor) = if chart.is_upright {
            (PlotPoint::new(along, total), Align2::CENTER_BOTTOM)
        } else {
            (PlotPoint::new(total, along), Align2::LEFT_CENTER)
        };
        let words = if chart.is_upright { bar.end.clone() } else { format!(" {}", bar.end) };
        let words = RichText::new(words).size(sizes().small);
        plot.text(Text::new(format!("end {at}"), point, words).anchor(anchor).color(theme.colors.ink_weak).allow_hover(false));
    }
}

/// The bounds under a number line: a line from low to high, with an open end where it may be more or less.
fn bounds(plot: &mut PlotUi<'_>, chart: &Chart, theme: &Theme, depth: f64) {
    let ink = theme.colors.ink_weak;
    let rows = 8;
    for (at, Mark { low, high, bound }) in chart.marks.iter().enumerate() {
        let y = -depth * ((at % rows) as f64 + 1.0) / (rows as f64 + 1.0);
        // Bars stand in the middle of their class.
        let (mut from, mut to) = (low - 0.5, high - 0.5);
        match bound {
            Bound::AtLeast => to += 0.8,
            Bound::AtMost => from -= 0.8,
            Bound::About => (from, to) = (from - 0.15, to + 0.15),
            Bound::Exact => {}
        }
        let points = PlotPoints::from(vec![[from, y], [to, y]]);
        let style = if *bound == Bound::Exact { egui_plot::LineStyle::Solid } else { egui_plot::LineStyle::dotted_dense() };
        plot.line(Line::new(format!("bound {at}"), points).color(ink).width(1.5).style(style).allow_hover(false));
        let tip = match bound {
            Bound::AtLeast => Some((to, "›")),
            Bound::AtMost => Some((from, "‹")),
            _ => None,
        };
        if let Some((x, sign)) = tip {
            let words = RichText::new(sign).size(sizes().small);
            plot.text(Text::new(format!("tip {at}"), PlotPoint::new(x, y), words).color(ink).allow_hover(false));
        }
    }
}

/// Names longer than this are cut.
const LONGEST: usize = 20;

fn cut(name: &str) -> String {
    if name.chars().count() <= LONGEST { name.to_owned() } else { name.chars().take(LONGEST - 1).chain(['…']).collect() }
}
