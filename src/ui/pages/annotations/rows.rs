//! The rows on screen, and the keys that walk and tick them.

use super::State;
use super::columns::{cell, divide, tick};
use crate::analysis::table::{Cell, Column, Row, Seen};
use crate::model::Status;
use crate::session::{Command, Session, WindowCommand};
use crate::ui::dates;
use crate::ui::marks::{label_colors, letter};
use crate::ui::panels::{colors, weak};
use crate::ui::theme::{Theme, sizes, strong};
use crate::ui::widgets::{List, ListRow, tick_box};
use egui::{Key, Label, Modifiers, Response, RichText, Ui};

/// Shows the rows; returns the row that was gone to.
pub fn show(ui: &mut Ui, session: &Session, state: &mut State, columns: &[Column], send: &mut Vec<Command>) {
    let before = state.cursor;
    let (shift, command) = ui.input(|input| (input.modifiers.shift, input.modifiers.command));
    let extended = state.has_keyboard(ui) && extend(ui, state);
    let list = List {
        name: "All annotations",
        row_height: sizes().row,
        count: state.listed.places.len(),
        selected: state.cursor,
        reveal: state.cursor.filter(|_| std::mem::take(&mut state.reveal) || extended),
    };
    let (mut clicked, mut ticked) = (None, None);
    let listed = state.listed.clone();
    let shown = list.show(ui, |ui, at| {
        let place = listed.places.get(at).copied();
        let Some((place, row)) = place.and_then(|place| Some((place, listed.table.rows.get(place as usize)?))) else {
            return ui.label("");
        };
        let response = one_row(ui, session, state, columns, (place, row), before == Some(at));
        if response.clicked() {
            let on_tick = response.interact_pointer_pos().is_some_and(|at| at.x < tick(response.rect).right() + sizes().gap);
            if on_tick || command {
                ticked = Some(at);
            } else {
                clicked = Some(at);
            }
        }
        response
    });
    state.list = Some(shown.response.id);
    // A dialog that is still open would keep the keyboard.
    if state.focus && ui.memory(|memory| memory.top_modal_layer().is_none()) {
        state.focus = false;
        shown.response.request_focus();
    }
    if let Some(at) = ticked {
        state.tick(at);
        state.cursor = Some(at);
    }
    if let Some(at) = clicked {
        if shift {
            state.tick_through(at);
        }
        state.cursor = Some(at);
    }
    state.cursor = shown.moved_to.or(state.cursor);
    if shown.response.has_focus() {
        keys(ui, state);
    }
    if state.cursor != before {
        send.extend(state.shows_cursor(session));
    }
    if shown.entered.is_some() {
        send.extend(state.shows_cursor(session));
        send.push(Command::Window(WindowCommand::FocusText));
    }
}

/// Shift with an arrow key ticks what it passes.
fn extend(ui: &Ui, state: &mut State) -> bool {
    let (up, down) = ui.input_mut(|input| {
        let mut count = |key| input.count_and_consume_key(Modifiers::SHIFT, key);
        (count(Key::ArrowUp), count(Key::ArrowDown))
    });
    let by = down as isize - up as isize;
    let last = state.listed.places.len().checked_sub(1);
    let Some((at, last)) = state.cursor.zip(last).filter(|_| by != 0) else { return false };
    let to = at.saturating_add_signed(by).min(last);
    state.set_tick(at, true);
    state.tick_through(to);
    state.cursor = Some(to);
    true
}

fn keys(ui: &Ui, state: &mut State) {
    ui.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::Space)
            && let Some(at) = state.cursor
        {
            state.tick(at);
        }
        if input.consume_key(Modifiers::COMMAND, Key::A) {
            state.tick_all();
        }
    });
}

fn one_row(
    ui: &mut Ui,
    session: &Session,
    state: &State,
    columns: &[Column],
    (place, row): (u32, &Row),
    selected: bool,
) -> Response {
    let project = session.project();
    let seen = state.listed.table.seen(row, project);
    let spoken = spoken(session, seen.as_ref());
    let ticked = state.ticked.contains(&place);
    ListRow::new(&spoken).selected(selected).in_list().show(ui, |ui| {
        let area = ui.max_rect().expand2(egui::vec2(sizes().space, 0.0));
        tick_box(ui, tick(area), Some(ticked), false);
        let Some(seen) = &seen else {
            let words = weak(ui, "Not there any more; Ctrl R lists anew");
            cell(ui, &Column::Words, area.with_min_x(area.left() + 32.0), |ui| drop(ui.label(words)));
            return;
        };
        for (column, rect) in columns.iter().zip(divide(area, columns)) {
            let value = column.value(project, session.annotator(), seen);
            cell(ui, column, rect, |ui| one_cell(ui, session, seen, column, &value));
        }
    })
}

fn spoken(session: &Session, seen: Option<&Seen<'_>>) -> String {
    let Some(seen) = seen else { return "Not there any more".to_owned() };
    let name = session.project().scheme.label(&seen.annotation.label).map_or(seen.annotation.label.as_ref(), |label| &label.name);
    let words = session.excerpt_in(Some(seen.article), seen.annotation);
    let status = session.project().status(seen.article, seen.annotation);
    format!("{name}, {words}, {}, {}", seen.annotator, status.name())
}

fn one_cell(ui: &mut Ui, session: &Session, seen: &Seen<'_>, column: &Column, value: &Cell<'_>) {
    match (column, value) {
        (Column::Label, Cell::Words(name)) => {
            let label = session.project().scheme.label(&seen.annotation.label);
            let palette = label_colors(Theme::of(ui), label);
            ui.spacing_mut().item_spacing.x = sizes().gap + 2.0;
            let sign = RichText::new(label.map_or('?', letter).to_string()).font(strong(sizes().interface)).color(palette.letter);
            ui.label(sign);
            ui.add(Label::new(name.as_ref()).truncate());
        }
        (Column::Words, _) => {
            let words = session.excerpt_in(Some(seen.article), seen.annotation);
            let words =
                if seen.annotation.displaced.is_some() { RichText::new(words).color(colors(ui).warn) } else { words.into() };
            ui.add(Label::new(words).truncate());
        }
        (Column::Status, Cell::Words(name)) => {
            let status = Status::named(name).unwrap_or_default();
            ui.add(Label::new(RichText::new(name.as_ref()).color(status_color(ui, status))).truncate());
        }
        (Column::Date, Cell::Words(iso)) => quiet(ui, dates::day(iso)),
        (_, Cell::Time(at)) => quiet(ui, dates::moment(*at)),
        (_, Cell::Number(_, words) | Cell::Words(words)) => quiet(ui, words.as_ref().to_owned()),
    }
}

fn quiet(ui: &mut Ui, words: String) {
    let words = weak(ui, words);
    ui.add(Label::new(words).truncate());
}

/// The colour of a status; its word says the same.
pub fn status_color(ui: &Ui, status: Status) -> egui::Color32 {
    let colors = colors(ui);
    match status {
        Status::Open => colors.ink_weak,
        Status::Approved => colors.ok,
        Status::Rejected => colors.error,
        Status::Disputed => colors.warn,
    }
}
