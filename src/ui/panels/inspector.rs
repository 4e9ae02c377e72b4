//! The panel at the right: the suggestion or annotation in hand, or else the article's metadata; below, all annotations, and
//! the suggestions that wait.

use super::{annotation_form, colors, drafts, heading, metadata_form, panel_frame, review, suggestion, weak};
use crate::analysis::problems::Problem;
use crate::model::Annotation;
use crate::session::{Command, Focus, Session};
use crate::ui::dates;
use crate::ui::marks::{label_colors, letter};
use crate::ui::theme::{Theme, sizes, strong};
use crate::ui::widgets::{List, ListRow};
use egui::{Label, Panel, Response, RichText, ScrollArea, Ui, vec2};
use std::sync::Arc;

/// What the panel keeps from frame to frame; may be lost.
#[derive(Default)]
pub struct State {
    /// Words being typed into fields.
    pub drafts: drafts::Drafts,
    /// The first field shall have the keyboard.
    pub focus_first: bool,
    /// The field for a comment shall have it.
    pub focus_comment: bool,
    /// What is wrong in the open article.
    pub problems: Arc<[Problem]>,
    /// Somebody has begun to comment, so that there is room for it with every annotation.
    reviews: bool,
    width: f32,
    revealed: Option<Focus>,
}

impl State {
    /// The panel's width when last shown.
    pub fn width(&self) -> f32 {
        self.width
    }
}

/// Shows the panel; `listed` says that annotations are listed elsewhere.
pub fn show(ui: &mut Ui, session: &Session, state: &mut State, width: f32, listed: bool, send: &mut Vec<Command>) {
    let frame = panel_frame(colors(ui).panel, sizes().space_medium);
    let panel = Panel::right(super::panel_name(ui, "inspector", width)).frame(frame).show_separator_line(false).resizable(true);
    let shown = panel.default_size(width).size_range(super::panel_widths(ui, 200.0)).show(ui, |ui| {
        ui.take_available_width();
        if session.article().is_none() {
            return;
        }
        // Below a list of annotations, another would only take room.
        let share = if listed { 1.0 } else { 0.58 };
        let share = (ui.available_height() * share).round();
        ScrollArea::vertical()
            .id_salt("in hand")
            .max_height(share)
            .auto_shrink([false, true])
            .show(ui, |ui| in_hand(ui, session, state, listed, send));
        if !listed {
            ui.add_space(sizes().space_medium);
            lists(ui, session, state, send);
        }
    });
    state.width = if super::is_squeezed(ui, width) { width } else { shown.response.rect.width() };
}

/// The focused annotation; without one, the shortest at the caret; without any, the article.
pub fn annotation_in_hand(session: &Session) -> Option<&Annotation> {
    let here =
        || session.shown_layer()?.annotations.touching(session.view().caret.head).min_by_key(|a| (a.span.len(), a.order()));
    session.focused().or_else(here)
}

fn in_hand(ui: &mut Ui, session: &Session, state: &mut State, listed: bool, send: &mut Vec<Command>) {
    let first = std::mem::take(&mut state.focus_first);
    let comment = std::mem::take(&mut state.focus_comment);
    review::whose(ui, session, send);
    if let Some(suggested) = session.focused_suggestion() {
        return suggestion::show(ui, session, suggested, first, send);
    }
    match annotation_in_hand(session) {
        Some(annotation) => {
            state.reviews |= comment;
            let reviewed = listed || state.reviews || review::is_reviewed(session, annotation);
            let form = annotation_form::Form { drafts: &mut state.drafts, problems: &state.problems, first, reviewed };
            annotation_form::show(ui, session, annotation, form, send);
            if reviewed {
                review::comments(ui, session, annotation, &mut state.drafts, comment, send);
            }
        }
        None => metadata_form::show(ui, session, &mut state.drafts, first, send),
    }
}

/// Annotations above, suggestions below, each with the room it needs, or else half of what there is.
fn lists(ui: &mut Ui, session: &Session, state: &mut State, send: &mut Vec<Command>) {
    let reveal = state.revealed != session.view().focus;
    state.revealed.clone_from(&session.view().focus);
    let room = ui.available_height();
    let suggested = suggestion::list_height(session.suggestions().len());
    let tagged = session.shown_layer().map_or(0, |layer| layer.annotations.len() + layer.displaced.len());
    let tagged = sizes().control + sizes().gap + sizes().row * tagged.max(2) as f32;
    let above = room - suggested.min((room - tagged).max(room / 2.0));
    let above = if suggested > 0.0 { above.min(tagged) } else { above };
    ui.allocate_ui(vec2(ui.available_width(), above), |ui| {
        ui.set_min_height(above);
        list(ui, session, reveal, state, send);
    });
    suggestion::list(ui, session, reveal, send);
}

fn list(ui: &mut Ui, session: &Session, reveal: bool, state: &mut State, send: &mut Vec<Command>) {
    let layer = session.shown_layer();
    let displaced = layer.map_or(0, |layer| layer.displaced.len());
    let standing = layer.map_or(0, |layer| layer.annotations.len());
    heading(ui, "In this article", &dates::count(standing + displaced));
    let Some(layer) = layer.filter(|_| standing + displaced > 0) else {
        let words =
            weak(ui, "Nothing is tagged yet. Select words and press the key of a label, or press it where the caret stands.");
        ui.add(Label::new(words).wrap());
        return;
    };
    // Displaced annotations come first: they wait for a decision.
    let nth = |at: usize| layer.displaced.get(at).or_else(|| layer.annotations.nth(at.checked_sub(displaced)?));
    let selected = session.focused().map(|annotation| match annotation.displaced {
        Some(_) => layer.displaced.iter().position(|other| other.id == annotation.id).unwrap_or(0),
        None => displaced + layer.annotations.rank(annotation.order()),
    });
    let reveal = selected.filter(|_| reveal);
    let rows =
        List { name: "Annotations of this article", row_height: sizes().row, count: standing + displaced, selected, reveal };
    let shown = rows.show(ui, |ui, at| match nth(at) {
        Some(annotation) => {
            let response = row(ui, session, annotation, selected == Some(at));
            if response.clicked() {
                send.push(Command::Focus(Some(annotation.id)));
            }
            response
        }
        None => ui.label(""),
    });
    send.extend(shown.moved_to.and_then(nth).map(|annotation| Command::Focus(Some(annotation.id))));
    if shown.entered.is_some() {
        state.focus_first = true;
    }
}

fn row(ui: &mut Ui, session: &Session, annotation: &Annotation, selected: bool) -> Response {
    let label = session.project().scheme.label(&annotation.label);
    let name = label.map_or(annotation.label.as_ref(), |label| label.name.as_str());
    let words = session.excerpt(annotation);
    let spoken = format!("{name}, {words}");
    let colors = label_colors(Theme::of(ui), label);
    let sign = label.map_or('?', letter).to_string();
    ListRow::new(&spoken).selected(selected).in_list().show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = sizes().space;
        ui.add_sized(
            [sizes().icon, sizes().row],
            Label::new(RichText::new(sign).font(strong(sizes().interface)).color(colors.letter)),
        );
        let words = if annotation.displaced.is_some() {
            RichText::new(words).color(super::colors(ui).warn)
        } else {
            RichText::new(words)
        };
        let told = ui.add(Label::new(words).truncate());
        if annotation.displaced.is_some() {
            told.on_hover_text("Displaced: its words no longer stand where they did");
        }
    })
}
