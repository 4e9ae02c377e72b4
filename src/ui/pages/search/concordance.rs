//! The hits with the words around them, in columns that stand on the hit.

use super::State;
use super::results::Results;
use crate::analysis::search::{Hit, Order};
use crate::model::{Annotation, Label, MetadataField};
use crate::session::{Command, Session, WindowCommand};
use crate::ui::dates;
use crate::ui::marks::label_colors;
use crate::ui::panels::{colors, weak};
use crate::ui::theme::{LabelColors, Theme, sizes, strong};
use crate::ui::widgets::{List, ListRow, focus_ring, tick_box};
use egui::{Button, Color32, FontId, Key, Modifiers, Rangef, Rect, Response, Sense, Ui, pos2, vec2};

/// Bytes of the text that are laid out beside a hit; more than any row has room for.
const BESIDE: usize = 160;
const TICK: f32 = 30.0;
const DATE: f32 = 84.0;
const OUTLET: f32 = 120.0;
/// Below this width, outlet and date are left out.
const ROOM_FOR_SOURCE: f32 = 620.0;
/// What part of the room for words stands before the hit.
const BEFORE: f32 = 0.4;

/// Where the columns of a row stand.
#[derive(Clone, Copy)]
struct Columns {
    tick: Rect,
    left: Rect,
    /// Of the hit and what is behind it.
    right: Rect,
    outlet: Option<Rect>,
    date: Option<Rect>,
}

impl Columns {
    fn of(row: Rect) -> Self {
        let has_source = row.width() >= ROOM_FOR_SOURCE;
        let source = if has_source { OUTLET + DATE } else { 0.0 };
        let words = row.width() - TICK - source;
        let from = |x: f32, width: f32| Rect::from_x_y_ranges(Rangef::new(x, x + (width - sizes().gap).max(0.0)), row.y_range());
        let side = sizes().icon + 2.0;
        let tick = Rect::from_min_size(pos2(row.left() + sizes().space, row.center().y - side / 2.0), vec2(side, side));
        let start = row.left() + TICK;
        let hit = (start + words * BEFORE).round();
        let end = row.right() - source;
        Self {
            tick,
            left: from(start, hit - start),
            right: from(hit, end - hit),
            outlet: has_source.then(|| from(end, OUTLET)),
            date: has_source.then(|| from(end + OUTLET, DATE)),
        }
    }
}

/// Shows headings and rows.
pub fn show(ui: &mut Ui, session: &Session, state: &mut State, send: &mut Vec<Command>) {
    let Some(mut results) = state.results.take() else { return };
    state.focus_list |= headings(ui, &mut results);
    // In another order, the same hit stays chosen.
    let arranged = (results.order(), results.is_sorting());
    if state.arranged != Some(arranged) {
        let stays = |row: &usize| state.chosen.is_some() && results.place(*row) == state.chosen;
        state.cursor = if state.chosen.is_some() { (0..results.hits.len()).find(stays) } else { state.cursor };
        (state.arranged, state.reveal) = (Some(arranged), true);
    }
    rows(ui, session, state, &mut results, send);
    state.chosen = state.cursor.and_then(|row| results.place(row));
    state.results = Some(results);
}

/// A key for each order, with the number of its place.
const ORDERS: [(Order, Key, &str); 6] = [
    (Order::Article, Key::Num1, "Alt 1"),
    (Order::Left, Key::Num2, "Alt 2"),
    (Order::Hit, Key::Num3, "Alt 3"),
    (Order::Right, Key::Num4, "Alt 4"),
    (Order::Outlet, Key::Num5, "Alt 5"),
    (Order::Date, Key::Num6, "Alt 6"),
];

/// Shows the headings; whether one was clicked, or its key pressed.
fn headings(ui: &mut Ui, results: &mut Results) -> bool {
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), sizes().control - 4.0), Sense::hover());
    // The rows have a scroll bar beside them and room at both ends.
    let columns = Columns::of(row);
    let half = (columns.right.width() / 2.0).min(72.0);
    let behind = columns.right.with_min_x(columns.right.left() + half);
    let hit = columns.right.with_max_x(columns.right.left() + half);
    let cells = [
        (Order::Left, "Before", Some(columns.left), true),
        (Order::Hit, "Hit", Some(hit), false),
        (Order::Right, "After", Some(behind), false),
        (Order::Outlet, "Outlet", columns.outlet, false),
        (Order::Date, "Date", columns.date, false),
    ];
    let mut chosen = None;
    for (order, name, rect, at_right) in cells {
        let Some(rect) = rect else { continue };
        if heading(ui, results, order, name, rect, at_right) {
            chosen = Some(order);
        }
    }
    let pressed = ORDERS.iter().find(|(_, key, _)| ui.input_mut(|input| input.consume_key(Modifiers::ALT, *key)));
    let Some(order) = chosen.or(pressed.map(|(order, ..)| *order)) else { return false };
    results.set_order(ui.ctx(), turned(results.order(), order));
    true
}

/// The same order again turns round; a third time it is that of the articles.
fn turned((order, reversed): (Order, bool), wanted: Order) -> (Order, bool) {
    match (order == wanted, reversed) {
        (true, true) => (Order::Article, false),
        (true, false) => (order, true),
        (false, _) => (wanted, false),
    }
}

fn heading(ui: &mut Ui, results: &Results, order: Order, name: &str, rect: Rect, at_right: bool) -> bool {
    let arrow = match results.order() {
        (other, false) if other == order => " ↓",
        (other, true) if other == order => " ↑",
        _ => "",
    };
    let layout = if at_right {
        egui::Layout::right_to_left(egui::Align::Center)
    } else {
        egui::Layout::left_to_right(egui::Align::Center)
    };
    let mut child = ui.new_child(egui::UiBuilder::new().id_salt(name).max_rect(rect).layout(layout));
    child.spacing_mut().button_padding.x = 0.0;
    let words = weak(&child, format!("{name}{arrow}")).size(sizes().small);
    let button = child.add(Button::new(words).frame(false));
    focus_ring(&child, &button);
    let keys = ORDERS.iter().find(|(other, ..)| *other == order).map_or("", |(_, _, keys)| keys);
    button.on_hover_text(format!("Order by this ({keys}); again turns it round, a third time ends it")).clicked()
}

fn rows(ui: &mut Ui, session: &Session, state: &mut State, results: &mut Results, send: &mut Vec<Command>) {
    let before = state.cursor;
    let (shift, command) = ui.input(|input| (input.modifiers.shift, input.modifiers.command));
    let reveal = std::mem::take(&mut state.reveal);
    let list = List {
        name: "Hits",
        row_height: sizes().row,
        count: results.hits.len(),
        selected: state.cursor,
        reveal: state.cursor.filter(|_| reveal),
    };
    let (mut clicked, mut ticked) = (None, None);
    let shown = list.show(ui, |ui, at| {
        let Some((hit, place)) = results.hit(at).zip(results.place(at)) else { return ui.label("") };
        let response = one_row(ui, session, results, hit, results.ticks.has(place), before == Some(at));
        if response.clicked() {
            let on_tick = response.interact_pointer_pos().is_some_and(|at| at.x < response.rect.left() + sizes().space + TICK);
            *(if on_tick || command { &mut ticked } else { &mut clicked }) = Some(at);
        }
        response
    });
    state.list = Some(shown.response.id);
    if std::mem::take(&mut state.focus_list) {
        shown.response.request_focus();
        state.cursor = state.cursor.or((!results.hits.is_empty()).then_some(0));
    }
    if let Some(at) = ticked {
        tick(results, at);
    }
    if let Some(at) = clicked {
        if shift {
            tick_through(results, state.cursor.unwrap_or(at), at);
        }
        state.cursor = Some(at);
    }
    state.cursor = shown.moved_to.or(state.cursor).filter(|at| *at < results.hits.len());
    if shown.response.has_focus() {
        keys(ui, state, results);
    }
    if (state.cursor != before && state.cursor.is_some()) || clicked.is_some() {
        send.extend(state.cursor.and_then(|at| shows(results, at)));
    }
    if let Some(at) = shown.entered {
        send.extend(shows(results, at));
        send.push(Command::Window(WindowCommand::FocusText));
    }
}

/// What shows a hit in the text below.
pub fn shows(results: &Results, row: usize) -> Option<Command> {
    let hit = results.hit(row)?;
    let article = hit.article(&results.project)?.id;
    Some(match hit.annotation(&results.project) {
        Some((who, annotation)) => Command::ShowAnnotation { article, annotator: who.clone(), annotation: annotation.id },
        None => Command::ShowPlace { article, range: hit.span.range() },
    })
}

fn tick(results: &mut Results, row: usize) {
    if let Some(place) = results.place(row) {
        let on = !results.ticks.has(place);
        results.ticks.set(place, on);
    }
}

/// Gives all rows from one to another the tick of the first.
fn tick_through(results: &mut Results, from: usize, to: usize) {
    let on = results.place(from).is_some_and(|place| results.ticks.has(place));
    for row in from.min(to)..=from.max(to) {
        if let Some(place) = results.place(row) {
            results.ticks.set(place, on);
        }
    }
}

fn keys(ui: &Ui, state: &State, results: &mut Results) {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND | Modifiers::SHIFT, Key::Space) {
        tick_outlet(state, results);
    }
    if pressed(Modifiers::SHIFT, Key::Space) {
        tick_article(state, results);
    }
    if pressed(Modifiers::NONE, Key::Space)
        && let Some(at) = state.cursor
    {
        tick(results, at);
    }
    if pressed(Modifiers::COMMAND, Key::A) {
        let all = results.ticked() == results.hits.len();
        results.ticks.set_all(!all);
    }
}

/// Turns the ticks of the hits in the article of the row under the cursor.
pub fn tick_article(state: &State, results: &mut Results) {
    let Some((hit, place)) = state.cursor.and_then(|at| results.hit(at).zip(results.place(at))) else { return };
    let on = !results.ticks.has(place);
    results.tick_where(on, |_, other| other.article == hit.article);
}

/// Turns the ticks of the hits in the outlet of the row under the cursor.
pub fn tick_outlet(state: &State, results: &mut Results) {
    let Some((hit, place)) = state.cursor.and_then(|at| results.hit(at).zip(results.place(at))) else { return };
    let on = !results.ticks.has(place);
    let viewer = results.viewer().clone();
    let outlet = move |project: &crate::model::Project, hit: &Hit| {
        hit.article(project).map(|article| project.field(&viewer, article.id, MetadataField::Outlet).to_owned())
    };
    let here = outlet(&results.project, &hit);
    results.tick_where(on, |project, other| outlet(project, other) == here);
}

fn one_row(ui: &mut Ui, session: &Session, results: &Results, hit: Hit, ticked: bool, selected: bool) -> Response {
    let project = &results.project;
    let words = one_line(hit.words(project));
    let (left, right) = (one_line(hit.left(project, BESIDE)), one_line(hit.right(project, BESIDE)));
    let field =
        |field| hit.article(project).map(|article| project.field(results.viewer(), article.id, field)).unwrap_or_default();
    let (outlet, date) = (field(MetadataField::Outlet), dates::day(field(MetadataField::Published)));
    let tick_words = if ticked { "ticked" } else { "not ticked" };
    let spoken = format!("{left}{words}{right}, {outlet}, {tick_words}");
    ListRow::new(&spoken).selected(selected).in_list().show(ui, |ui| {
        let columns = Columns::of(ui.max_rect().expand2(vec2(sizes().space, 0.0)));
        tick_box(ui, columns.tick, Some(ticked), false);
        let ink = colors(ui).ink;
        let plain = FontId::proportional(sizes().interface);
        paint(ui, &left, plain.clone(), ink, columns.left, true);
        let tint = label_at(session, hit, project).map(|label| label_colors(Theme::of(ui), label));
        let end = paint_hit(ui, &words, columns.right, tint.as_ref());
        paint(ui, &right, plain, ink, columns.right.with_min_x(end.min(columns.right.right())), false);
        let small = FontId::proportional(sizes().small);
        for (rect, words) in [(columns.outlet, outlet), (columns.date, date.as_str())] {
            if let Some(rect) = rect {
                paint(ui, words, small.clone(), colors(ui).ink_weak, rect, false);
            }
        }
    })
}

/// The words of a hit, tinted as its label is; gives where they end.
fn paint_hit(ui: &Ui, words: &str, rect: Rect, tint: Option<&LabelColors>) -> f32 {
    let galley = ui.painter().layout_no_wrap(words.to_owned(), strong(sizes().interface), colors(ui).ink);
    // A long hit leaves some room for what is behind it.
    let width = galley.size().x.min(rect.width() * 0.75);
    let area = Rect::from_min_size(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), vec2(width, galley.size().y));
    let clipped = ui.painter().with_clip_rect(ui.clip_rect().intersect(area.expand(2.0)));
    let (back, line) = tint.map_or((colors(ui).find_hit, Color32::TRANSPARENT), |tint| (tint.tint, tint.line));
    clipped.rect_filled(area.expand2(vec2(1.0, 0.0)), 2.0, back);
    clipped.galley(area.min, galley, colors(ui).ink);
    ui.painter().line_segment([area.left_bottom(), area.right_bottom()], egui::Stroke::new(sizes().line, line));
    area.right()
}

/// Paints words on one line; those at the right edge are cut at their beginning, others at their end.
fn paint(ui: &Ui, words: &str, font: FontId, ink: Color32, rect: Rect, at_right: bool) {
    if words.is_empty() || rect.width() <= 0.0 {
        return;
    }
    let galley = ui.painter().layout_no_wrap(words.to_owned(), font, ink);
    let x = if at_right { rect.right() - galley.size().x } else { rect.left() };
    let clipped = ui.painter().with_clip_rect(ui.clip_rect().intersect(rect));
    clipped.galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, ink);
}

/// The label of the annotation that a hit is, or of the shortest that it lies in as the project stands now.
fn label_at<'a>(session: &'a Session, hit: Hit, searched: &crate::model::Project) -> Option<Option<&'a Label>> {
    let scheme = &session.project().scheme;
    if let Some((_, annotation)) = hit.annotation(searched) {
        return Some(scheme.label(&annotation.label));
    }
    let article = hit.article(searched)?.id;
    let layers = session.project().layers.values().filter_map(|layer| layer.article(article));
    let there = layers.flat_map(|made| made.annotations.overlapping(hit.span.range()));
    let nearest: Option<&Annotation> = there.min_by_key(|annotation| annotation.span.len());
    nearest.map(|annotation| scheme.label(&annotation.label))
}

/// Words with each run of white space that is not a plain space as one.
fn one_line(words: &str) -> String {
    words.replace(['\n', '\t', '\r'], " ")
}
