//! The list of articles: state, title, outlet and counts, with a filter and an order.

use super::{colors, heading, panel_frame, weak};
use crate::model::{Annotator, ArticleId, ArticleState, MetadataField};
use crate::session::{ArticleList, Command, Session, Sort, WindowCommand};
use crate::ui::dates;
use crate::ui::marks::{label_colors, letter};
use crate::ui::theme::{Theme, sizes};
use crate::ui::widgets::{Dot, Icon, List, ListRow, close_when, empty_state, icon_button, search_field, state_dot};
use egui::{Label, Panel, Response, RichText, Ui};

/// What the list keeps from frame to frame; may be lost.
#[derive(Default)]
pub struct State {
    /// The filter box shall have the keyboard.
    pub focus_filter: bool,
    revealed: Option<ArticleId>,
    width: f32,
}

impl State {
    /// The panel's width when last shown.
    pub fn width(&self) -> f32 {
        self.width
    }
}

/// What was changed about the list itself.
pub type Arrangement = Box<dyn FnOnce(&mut ArticleList)>;

/// Shows the panel; returns how the list is to be arranged anew.
pub fn show(ui: &mut Ui, session: &Session, state: &mut State, width: f32, send: &mut Vec<Command>) -> Option<Arrangement> {
    let frame = panel_frame(colors(ui).panel, sizes().space);
    let panel = Panel::left(super::panel_name(ui, "articles", width)).frame(frame).show_separator_line(false).resizable(true);
    let shown = panel.default_size(width).size_range(super::panel_widths(ui, 160.0)).show(ui, |ui| {
        ui.take_available_width();
        let arrangement = head(ui, session, state);
        ui.add_space(sizes().gap);
        rows(ui, session, state, send);
        arrangement
    });
    state.width = if super::is_squeezed(ui, width) { width } else { shown.response.rect.width() };
    shown.inner
}

fn head(ui: &mut Ui, session: &Session, state: &mut State) -> Option<Arrangement> {
    let list = session.list();
    let count = if list.is_filtered() {
        format!("{} of {}", dates::count(list.ids().len()), dates::count(list.total()))
    } else {
        dates::count(list.total())
    };
    heading(ui, "Articles", &count);
    let mut filter = list.filter.clone();
    let field = search_field(ui, "Filter articles", &mut filter, "Filter by title, outlet or author");
    if std::mem::take(&mut state.focus_filter) {
        field.request_focus();
    }
    ui.add_space(sizes().gap);
    let lifted = only(ui, list);
    let ordered = order(ui, list);
    let arranged = lifted.or(ordered);
    if filter != list.filter { Some(Box::new(move |list: &mut ArticleList| list.filter = filter)) } else { arranged }
}

/// What the list is restricted to, with a cross that lifts it.
fn only(ui: &mut Ui, list: &ArticleList) -> Option<Arrangement> {
    let words = format!("Articles: {}", list.only.as_ref()?.words);
    let lifted = ui
        .horizontal(|ui| {
            let lifted = icon_button(ui, Icon::Cross, "List all articles again").clicked();
            ui.add(Label::new(&words).truncate()).on_hover_text(&words);
            lifted
        })
        .inner;
    lifted.then(|| -> Arrangement { Box::new(|list: &mut ArticleList| list.only = None) })
}

fn order(ui: &mut Ui, list: &ArticleList) -> Option<Arrangement> {
    let (mut sort, mut reversed, mut only) = (list.sort, list.reversed, list.state);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = sizes().gap;
        let states = only.map_or("All states", |state| sentence(state));
        let shown = egui::ComboBox::from_id_salt("state filter").width(92.0).selected_text(states).show_ui(ui, |ui| {
            let mut chosen = ui.selectable_value(&mut only, None, "All states").clicked();
            for state in ArticleState::ALL {
                chosen |= ui.selectable_value(&mut only, Some(state), sentence(state)).clicked();
            }
            close_when(ui, chosen);
        });
        shown.response.accessible_name("Which articles are listed");
        let room = ui.available_width();
        let shown = egui::ComboBox::from_id_salt("order").width(room).selected_text(sort.name()).show_ui(ui, |ui| {
            let mut chosen = false;
            for other in Sort::ALL {
                chosen |= ui.selectable_value(&mut sort, other, other.name()).clicked();
            }
            ui.separator();
            chosen |= ui.toggle_value(&mut reversed, "Turned round").clicked();
            close_when(ui, chosen);
        });
        shown.response.accessible_name("Order of the articles");
    });
    let changed = (sort, reversed, only) != (list.sort, list.reversed, list.state);
    changed.then(|| -> Arrangement {
        Box::new(move |list: &mut ArticleList| (list.sort, list.reversed, list.state) = (sort, reversed, only))
    })
}

fn sentence(state: ArticleState) -> &'static str {
    dot(state).words()
}

/// A state as the widgets draw it.
pub fn dot(state: ArticleState) -> Dot {
    match state {
        ArticleState::ToDo => Dot::ToDo,
        ArticleState::InProgress => Dot::InProgress,
        ArticleState::Done => Dot::Done,
    }
}

fn rows(ui: &mut Ui, session: &Session, state: &mut State, send: &mut Vec<Command>) {
    let list = session.list();
    if list.ids().is_empty() {
        empty(ui, list, session.read_only());
        return;
    }
    let open = session.view().article;
    let moved = state.revealed != open;
    state.revealed = open;
    // Looking for the place of an article in a long list is worth it only when another was opened.
    let cached = ui.scope_id().with("selected article");
    let selected = if moved {
        let place = open.and_then(|id| list.position(id));
        ui.data_mut(|memory| memory.insert_temp(cached, place));
        place
    } else {
        let known: Option<usize> = ui.data(|memory| memory.get_temp(cached)).flatten();
        known.filter(|at| list.ids().get(*at).copied() == open).or_else(|| open.and_then(|id| list.position(id)))
    };
    let shown = List {
        name: "Articles",
        row_height: sizes().row_tall,
        count: list.ids().len(),
        selected,
        reveal: selected.filter(|_| moved),
    }
    .show(ui, |ui, at| match list.ids().get(at) {
        Some(id) => {
            let response = row(ui, session, *id, open == Some(*id));
            if response.clicked() {
                send.push(Command::Open(*id));
                send.push(Command::Window(WindowCommand::FocusText));
            }
            response
        }
        None => ui.label(""),
    });
    send.extend(shown.moved_to.and_then(|at| list.ids().get(at)).map(|id| Command::Open(*id)));
    if shown.entered.is_some() {
        shown.response.surrender_focus();
    }
}

fn empty(ui: &mut Ui, list: &ArticleList, read_only: Option<String>) {
    if list.only.is_some() {
        let words =
            "None of the articles it is restricted to is in this state with these words. The cross above lists all again.";
        empty_state(ui, "Nothing matches", words, &[]);
    } else if list.is_filtered() {
        empty_state(
            ui,
            "Nothing matches",
            "No article is in this state with these words in its title, outlet or author. Ctrl L goes to the filter.",
            &[],
        );
    } else if let Some(reason) = read_only {
        empty_state(ui, "No articles yet", &reason, &[]);
    } else {
        empty_state(ui, "No articles yet", "Drop files or folders here, paste a text, or import with Ctrl I.", &[]);
    }
}

fn row(ui: &mut Ui, session: &Session, id: ArticleId, selected: bool) -> Response {
    let (project, who) = (session.project(), session.annotator());
    let title = project.title(who, id);
    let title = if title.is_empty() { "Untitled" } else { title };
    let state = session.state(id);
    let superseded = if session.newer_copy(id).is_some() { ", has a newer copy" } else { "" };
    let spoken = format!("{title}, {}{superseded}", state.name());
    ListRow::new(&spoken).selected(selected).tall().in_list().show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = sizes().space;
            state_dot(ui, dot(state));
            if session.newer_copy(id).is_some() {
                let words = weak(ui, title);
                ui.add(Label::new(words).truncate()).on_hover_text("There is a newer copy of this article");
            } else {
                ui.add(Label::new(title).truncate());
            }
        });
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = sizes().gap;
            ui.add_space(sizes().icon + sizes().space);
            second_line(ui, session, who, id);
        });
    })
}

fn second_line(ui: &mut Ui, session: &Session, who: &Annotator, id: ArticleId) {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        counts(ui, session, id);
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            let outlet = session.project().field(who, id, MetadataField::Outlet);
            let file = || session.project().article(id).map(|article| article.source.file.as_str()).unwrap_or_default();
            let words = weak(ui, if outlet.is_empty() { file() } else { outlet }).size(sizes().small);
            ui.add(Label::new(words).truncate());
        });
    });
}

/// How many annotations of each label an article has, as “q4 s2”, from right to left.
fn counts(ui: &mut Ui, session: &Session, id: ArticleId) {
    let Some(layer) = session.project().article_layer(session.annotator(), id) else { return };
    let theme = Theme::of(ui);
    for label in session.project().scheme.labels.iter().rev() {
        let count = layer.annotations.count(&label.id);
        if count > 0 {
            let words = format!("{}{}", letter(label), dates::count(count));
            ui.label(RichText::new(words).size(sizes().small).color(label_colors(theme, Some(label)).letter));
        }
    }
}
