//! What was found, file by file and article by article, with ticks: filter, headings that order it, rows.

use super::arrangement::Order;
use super::cells::{Column, cell, divide};
use super::findings::{Entry, Findings, Row, Standing};
use super::tally::Tick;
use super::words;
use crate::model::Project;
use crate::ui::dates;
use crate::ui::keymap::keyboard;
use crate::ui::panels::{colors, weak};
use crate::ui::theme::sizes;
use crate::ui::widgets::{Icon, List, ListRow, empty_state, focus_ring, search_field, tick_box};
use egui::{EventFilter, Id, Key, Label, Modifiers, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

/// Among so many rows an article is chosen rather than the file it is in.
const NEAR_TOP: usize = 8;

/// What the list keeps from frame to frame.
#[derive(Default)]
pub struct State {
    /// The chosen row.
    pub selected: Option<usize>,
    /// The list shall have the keyboard.
    pub focus: bool,
    /// The chosen row is to be brought on screen.
    pub reveal: bool,
}

impl State {
    /// The chosen row itself.
    pub fn row(&self, findings: &Findings) -> Option<Row> {
        self.selected.and_then(|at| findings.rows().get(at)).copied()
    }

    /// Stays on a row where it is listed still, else turns to the first article.
    pub fn stay_on(&mut self, row: Option<Row>, findings: &Findings) {
        let place = row.and_then(|row| findings.place_of(row));
        self.turn_to(place, findings);
    }

    /// Turns to a row; without one to the first article that is near the top, or else to the first row.
    pub fn turn_to(&mut self, place: Option<usize>, findings: &Findings) {
        let rows = findings.rows();
        let article = rows.iter().take(NEAR_TOP).position(|row| matches!(row, Row::Entry(_)));
        self.selected = place.or(article).or((!rows.is_empty()).then_some(0));
        self.reveal = true;
    }
}

impl State {
    /// Lists everything again, the same row chosen; `false` when nothing was typed to filter by.
    pub fn clear_filter(&mut self, findings: &mut Findings) -> bool {
        let row = self.selected.and_then(|at| findings.rows().get(at)).copied();
        let had_words = !std::mem::take(&mut findings.arrangement.filter).is_empty();
        if had_words {
            findings.arrange();
            self.stay_on(row, findings);
        }
        had_words
    }

    /// From the filter, the arrow and Enter lead into the list; Escape empties it first and leaves it then.
    fn filter_keys(&mut self, ui: &Ui, field: &Response, filter: &mut String) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let had_keyboard = keyboard(ui.ctx()) == Some(field.id);
        if had_keyboard && !field.has_focus() && pressed(Key::Escape) {
            if filter.is_empty() {
                self.focus = true;
            } else {
                filter.clear();
                field.request_focus();
            }
        }
        self.focus |= field.has_focus() && pressed(Key::ArrowDown);
        self.focus |= field.lost_focus() && pressed(Key::Enter);
    }
}

/// What is to be done with a row.
enum Act {
    Select(usize),
    Tick(Row, bool),
    Open(usize, bool),
}

/// Shows the list; `true` when Enter was pressed on it.
pub fn show(ui: &mut Ui, findings: &mut Findings, project: &Project, state: &mut State) -> bool {
    let row = state.row(findings);
    if head(ui, findings, state) {
        findings.arrange();
        state.stay_on(row, findings);
    }
    ui.add_space(sizes().gap);
    if headings(ui, findings) {
        findings.sort(project);
        findings.arrange();
        state.stay_on(row, findings);
    }
    if findings.rows().is_empty() {
        empty_state(ui, "Nothing matches", "No title, outlet or file has these words, or none is of this kind.", &[]);
        return false;
    }
    rows(ui, findings, project, state)
}

/// The width of the buttons that tick many, and the least that the filter is of use in.
const BUTTONS: f32 = 168.0;
const LEAST_FILTER: f32 = 112.0;

/// The filter and what ticks many at once; `true` when the rows are to be made anew.
fn head(ui: &mut Ui, findings: &mut Findings, state: &mut State) -> bool {
    let mut filter = findings.arrangement.filter.clone();
    ui.horizontal_wrapped(|ui| {
        let (width, beside) = (ui.available_width(), ui.available_width() - BUTTONS);
        ui.scope(|ui| {
            // Where there is no room beside the buttons, they stand below.
            ui.set_width(if beside < LEAST_FILTER { width } else { beside });
            let field = search_field(ui, "Filter what was found", &mut filter, "Filter by title, outlet or file");
            state.filter_keys(ui, &field, &mut filter);
        });
        ui.spacing_mut().item_spacing.x = sizes().gap;
        if ui.button("All").on_hover_text("Tick all that is listed").clicked() {
            findings.tick_listed(true);
        }
        if ui.button("None").on_hover_text("Take the ticks off all that is listed").clicked() {
            findings.tick_listed(false);
        }
        let only = ui.button("Only new").on_hover_text("Tick what is new and like nothing else, and nothing besides");
        if only.clicked() {
            findings.tick_only_new();
        }
    });
    let changed = filter != findings.arrangement.filter;
    findings.arrangement.filter = filter;
    changed
}

/// The headings; a click orders by one, another turns it round, a third goes back to files.
fn headings(ui: &mut Ui, findings: &mut Findings) -> bool {
    let size = vec2(ui.available_width(), sizes().control);
    let (row, _) = ui.allocate_exact_size(size, Sense::hover());
    let before = (findings.arrangement.order, findings.arrangement.reversed);
    let mut after = before;
    for (column, rect) in divide(row.shrink2(vec2(sizes().space, 0.0)), findings.filled) {
        let Some((name, order)) = column.heading() else {
            if tick_of_all(ui, findings.tick_of_listed(), rect).clicked() {
                findings.tick_listed(findings.tick_of_listed() != Tick::All);
            }
            continue;
        };
        let (here, reversed) = (before.0 == order, before.1);
        let arrow = match (here, reversed) {
            (false, _) => "",
            (true, false) => " ↓",
            (true, true) => " ↑",
        };
        cell(ui, column, rect, |ui| {
            ui.spacing_mut().button_padding.x = 0.0;
            let words = weak(ui, format!("{name}{arrow}")).size(sizes().small);
            let button = ui.add(egui::Button::new(words).frame(false).truncate());
            focus_ring(ui, &button);
            if button.on_hover_text("Order by this; again turns it round, a third time goes back to files").clicked() {
                after = match (here, reversed) {
                    (false, _) => (order, false),
                    (true, false) => (order, true),
                    (true, true) => (Order::AsFound, false),
                };
            }
        });
    }
    (findings.arrangement.order, findings.arrangement.reversed) = after;
    after != before
}

fn tick_of_all(ui: &mut Ui, tick: Tick, rect: Rect) -> Response {
    let response = ui.interact(square(rect), ui.scope_id().with("tick all"), Sense::click());
    tell_tick(&response, ui.is_enabled(), tick, "Tick all that is listed");
    paint_tick(ui, tick, &response);
    focus_ring(ui, &response);
    response.on_hover_text("Tick all that is listed, or none of it")
}

fn square(rect: Rect) -> Rect {
    let side = sizes().icon + 2.0;
    Rect::from_min_size(egui::pos2(rect.left(), rect.center().y - side / 2.0), vec2(side, side))
}

fn tell_tick(response: &Response, enabled: bool, tick: Tick, name: &str) {
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, tick == Tick::All, name));
}

fn paint_tick(ui: &Ui, tick: Tick, response: &Response) {
    let on = match tick {
        Tick::All => Some(true),
        Tick::None | Tick::Nothing => Some(false),
        Tick::Some => None,
    };
    tick_box(ui, response.rect, on, response.hovered());
}

fn rows(ui: &mut Ui, findings: &mut Findings, project: &Project, state: &mut State) -> bool {
    let mut acts = Vec::new();
    let shown = List {
        name: "Articles found",
        row_height: sizes().row,
        count: findings.rows().len(),
        selected: state.selected,
        reveal: state.selected.filter(|_| std::mem::take(&mut state.reveal)),
    }
    .show(ui, |ui, at| match findings.rows().get(at) {
        Some(row) => one_row(ui, findings, project, (at, *row), state.selected == Some(at), &mut acts),
        None => ui.label(""),
    });
    if std::mem::take(&mut state.focus) {
        shown.response.request_focus();
    }
    state.selected = shown.moved_to.or(state.selected);
    if shown.response.has_focus() {
        keys(ui, findings, state.selected, shown.response.id, &mut acts);
    }
    for act in acts {
        match act {
            Act::Select(at) => state.selected = Some(at),
            Act::Tick(row, on) => {
                findings.tick(row, on);
                state.focus = true;
            }
            Act::Open(file, open) => {
                findings.open(file, open);
                state.stay_on(Some(Row::File(file)), findings);
            }
        }
    }
    shown.entered.is_some()
}

/// Space ticks, right and left open and close a file.
fn keys(ui: &Ui, findings: &Findings, selected: Option<usize>, id: Id, acts: &mut Vec<Act>) {
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let Some(row) = selected.and_then(|at| findings.rows().get(at)).copied() else { return };
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Space) {
        acts.push(Act::Tick(row, findings.tick_of(row) != Tick::All));
    }
    let (right, left) = (pressed(Key::ArrowRight), pressed(Key::ArrowLeft));
    match row {
        Row::File(file) if right || left => acts.push(Act::Open(file, right)),
        Row::Entry(at) if left && findings.arrangement.order == Order::AsFound => {
            let file = findings.entry(at).map(|entry| entry.file);
            acts.extend(file.filter(|file| findings.parts(*file).len() > 1).map(|file| Act::Open(file, false)));
        }
        _ => {}
    }
}

fn one_row(
    ui: &mut Ui,
    findings: &Findings,
    project: &Project,
    (at, row): (usize, Row),
    selected: bool,
    acts: &mut Vec<Act>,
) -> Response {
    let tick = findings.tick_of(row);
    let spoken = words::spoken(findings, project, row);
    let mut ticked = false;
    let mut opened = None;
    let response = ListRow::new(&spoken).selected(selected).in_list().show(ui, |ui| {
        let columns = divide(ui.max_rect(), findings.filled);
        ticked = columns.first().is_some_and(|(_, rect)| row_tick(ui, tick, *rect, &spoken, at));
        match row {
            Row::File(file) => opened = file_cells(ui, findings, file, &columns),
            Row::Entry(at) => {
                if let Some(entry) = findings.entry(at) {
                    entry_cells(ui, findings, project, entry, &columns);
                }
            }
        }
    });
    if response.clicked() || ticked {
        acts.push(Act::Select(at));
    }
    if ticked {
        acts.push(Act::Tick(row, tick != Tick::All));
    }
    let response = response.on_hover_ui(|ui| hint(ui, findings, project, row));
    if let (Row::File(file), true) = (row, opened.is_some() || response.double_clicked()) {
        acts.push(Act::Open(file, !findings.is_open(file)));
    }
    response
}

/// All of what a row has no room for.
fn hint(ui: &mut Ui, findings: &Findings, project: &Project, row: Row) {
    match row {
        Row::File(file) => {
            let path = findings.file(file).map(|file| file.path.display().to_string()).unwrap_or_default();
            ui.label(format!("{path}\n{}", words::of_file(findings, file).0));
        }
        Row::Entry(at) => {
            let Some(entry) = findings.entry(at) else { return };
            let told = [findings.title(entry, project), &findings.full_name(entry), &words::short(findings, project, entry)];
            ui.label(told.join("\n"));
        }
    }
}

fn row_tick(ui: &mut Ui, tick: Tick, rect: Rect, name: &str, at: usize) -> bool {
    if tick == Tick::Nothing {
        return false;
    }
    // The list has the keyboard for its ticks too.
    let response = ui.interact(square(rect).expand(4.0), ui.scope_id().with(("tick", at)), Sense::CLICK);
    tell_tick(&response, ui.is_enabled(), tick, &format!("Take {name}"));
    tick_box(ui, square(rect), if tick == Tick::Some { None } else { Some(tick == Tick::All) }, response.hovered());
    response.clicked()
}

/// A file of several parts: what it was read as, how many it holds. Returns whether it is to be opened or closed.
fn file_cells(ui: &mut Ui, findings: &Findings, file: usize, columns: &[(Column, Rect)]) -> Option<()> {
    let mut clicked = None;
    let last = columns.iter().rfind(|(column, _)| !matches!(column, Column::Standing | Column::Tick));
    let (Some((_, title)), Some((_, last))) = (columns.get(1), last) else { return None };
    cell(ui, Column::Title, title.union(*last), |ui| {
        let open = findings.is_open(file);
        let icon = if open { Icon::ChevronDown } else { Icon::ChevronRight };
        let (rect, response) = ui.allocate_exact_size(vec2(sizes().icon, sizes().row), Sense::CLICK);
        let name = format!("{} {}", if open { "Close" } else { "Open" }, findings.file_name(file));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
        icon.paint(ui.painter(), rect, if response.hovered() { colors(ui).ink } else { colors(ui).ink_weak });
        clicked = response.clicked().then_some(());
        ui.add(Label::new(egui::RichText::new(findings.file_name(file)).font(crate::ui::theme::strong(sizes().interface))));
        let told = weak(ui, words::file(findings, file));
        ui.add(Label::new(told).truncate());
    });
    if let Some((_, rect)) = columns.last() {
        let (words, is_problem) = words::of_file(findings, file);
        standing(ui, *rect, &words, if is_problem { Ink::Warn } else { Ink::Plain });
    }
    clicked
}

enum Ink {
    Plain,
    Weak,
    Warn,
}

fn standing(ui: &mut Ui, rect: Rect, words: &str, ink: Ink) {
    let color = match ink {
        Ink::Plain => colors(ui).ink,
        Ink::Weak => colors(ui).ink_weak,
        Ink::Warn => colors(ui).warn,
    };
    cell(ui, Column::Standing, rect, |ui| drop(ui.add(Label::new(egui::RichText::new(words).color(color)).truncate())));
}

fn entry_cells(ui: &mut Ui, findings: &Findings, project: &Project, entry: &Entry, columns: &[(Column, Rect)]) {
    let mut title = None;
    for (column, rect) in columns {
        let told = told(findings, project, entry, *column);
        match column {
            Column::Tick => {}
            Column::Title => title = Some(*rect),
            Column::Standing => {
                let ink = match entry.standing {
                    _ if entry.is_problem => Ink::Warn,
                    Standing::There | Standing::Twice => Ink::Weak,
                    _ => Ink::Plain,
                };
                standing(ui, *rect, &words::short(findings, project, entry), ink);
            }
            // A title has the room of what is unknown beside it.
            _ if told.is_empty() && title.is_some() => title = title.map(|title| title.union(*rect)),
            _ => {
                title.take().into_iter().for_each(|rect| title_cell(ui, findings, project, entry, rect));
                let told = weak(ui, told);
                cell(ui, *column, *rect, |ui| drop(ui.add(Label::new(told).truncate())));
            }
        }
    }
    title.into_iter().for_each(|rect| title_cell(ui, findings, project, entry, rect));
}

/// What an article says in a column; empty where it says nothing.
fn told(findings: &Findings, project: &Project, entry: &Entry, column: Column) -> String {
    let Some(article) = findings.article(entry, project) else { return String::new() };
    match column {
        Column::Outlet => article.metadata.outlet.clone(),
        Column::Date => dates::day(&article.metadata.published),
        Column::Size => dates::count(entry.characters),
        Column::Tick | Column::Title | Column::Standing => String::new(),
    }
}

/// A file or part is not named in less room than this; it is told where the pointer rests.
const LEAST_NAME: f32 = 40.0;

/// The title, with the file or part behind it as far as there is room.
fn title_cell(ui: &mut Ui, findings: &Findings, project: &Project, entry: &Entry, rect: Rect) {
    let (grouped, name) = (findings.parts(entry.file).len() > 1, findings.name(entry));
    let title = findings.title(entry, project);
    cell(ui, Column::Title, rect, |ui| {
        if grouped && findings.arrangement.order == Order::AsFound {
            ui.add_space(sizes().icon + sizes().space);
        }
        ui.add(Label::new(title).truncate());
        if title != name && ui.available_width() > LEAST_NAME {
            let name = weak(ui, name).size(sizes().small);
            ui.add(Label::new(name).truncate());
        }
    });
}
