//! The article: banners and the find bar above, the text below, and what the pointer does to it as commands.

use super::{colors, weak};
use crate::model::{Annotation, AnnotationId, ArticleId, MetadataField, Suggestion, text};
use crate::session::{Command, Session, Side, WindowCommand};
use crate::store::settings::Settings;
use crate::ui::find::Find;
use crate::ui::links::Links;
use crate::ui::text_view::{self, Align, ScrollPosition, Shown, TextEvent, TextView};
use crate::ui::theme::{Theme, sizes};
use crate::ui::widgets::{Icon, choose_all, empty_state, flag_field, icon_button, search_field};
use crate::ui::{dates, marks};
use egui::{Key, Ui};
use std::collections::HashMap;

/// How long the pointer rests on an annotation before it is told what it is; in seconds.
const HOVER_DELAY: f32 = 0.6;

/// What the view keeps from frame to frame; may be lost.
#[derive(Default)]
pub struct State {
    /// The text on screen.
    pub view: TextView,
    /// What is searched for.
    pub find: Find,
    /// The find box shall have the keyboard.
    pub focus_find: bool,
    /// The text shall have the keyboard.
    pub focus_text: bool,
    /// The x to which the caret goes back when it moves by lines.
    pub goal_x: Option<f32>,
    /// Where a menu was asked for, once.
    pub menu_at: Option<egui::Pos2>,
    links: Links,
    scrolls: HashMap<ArticleId, ScrollPosition>,
    shown: Option<ArticleId>,
    pressed: Option<(usize, u8)>,
    /// The mark under the pointer.
    hovered: Option<u64>,
    typed_at: f64,
}

/// Shows the open article, or why there is none.
pub fn show(ui: &mut Ui, session: &Session, settings: &Settings, state: &mut State, send: &mut Vec<Command>) {
    let Some(article) = session.article() else {
        return nothing_open(ui, session, send);
    };
    find_bar(ui, session, state, send);
    turn_page(ui, state, article.id);
    let scheme = &session.project().scheme;
    let layer = session.shown_layer();
    let look = marks::look(Theme::of(ui), settings, scheme);
    let no_dialog = !egui::Popup::is_any_open(ui.ctx());
    keep_keyboard(ui, state, no_dialog);
    let has_focus = state.view.id().is_some_and(|id| ui.memory(|memory| memory.has_focus(id)));
    state.links.refresh(session, settings.relations_shown);
    let source_line = source_line(session, article.id);
    let events = state.view.show(
        ui,
        &look,
        &Shown {
            text: &article.text,
            text_key: article.id.0,
            title: title_above(session, article.id),
            source_line: &source_line,
            marks: &|range| marks::marks(session, range),
            links: &|range| state.links.near(range, session.view().annotation()),
            overview: &|take| marks::overview(scheme, layer, take),
            revision: session.revision(),
            focused: session.view().focus.as_ref().map(marks::id_of),
            caret: session.view().caret.head,
            selection: session.view().caret.range(),
            find_hits: &state.find.hits,
            find_current: state.find.current,
            boundary_drag_allowed: session.read_only().is_none(),
            has_focus,
        },
    );
    for event in events {
        take(ui, session, state, event, send);
    }
    tell_hovered(ui, session, state);
}

/// The title above the text; none when the text's first line says the same.
fn title_above(session: &Session, id: ArticleId) -> &str {
    session.project().field(session.annotator(), id, MetadataField::Title)
}

fn source_line(session: &Session, id: ArticleId) -> String {
    let (project, who) = (session.project(), session.annotator());
    let field = |field| project.field(who, id, field).to_owned();
    let parts = [field(MetadataField::Outlet), dates::day(&field(MetadataField::Published)), field(MetadataField::Author)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ·  ")
}

/// Each article comes back where it was left.
fn turn_page(ui: &Ui, state: &mut State, id: ArticleId) {
    if state.shown == Some(id) {
        return;
    }
    if let Some(left) = state.shown {
        let position = state.view.scroll_position(ui.ctx());
        state.scrolls.insert(left, position);
    }
    if let Some(position) = state.scrolls.get(&id)
        && !state.view.is_sent_somewhere()
    {
        state.view.set_scroll_position(*position);
    }
    state.shown = Some(id);
    state.goal_x = None;
}

/// The text has the keyboard whenever nothing else wants it.
fn keep_keyboard(ui: &Ui, state: &mut State, free: bool) {
    let Some(id) = state.view.id() else { return };
    let idle = ui.memory(|memory| memory.focused().is_none());
    if std::mem::take(&mut state.focus_text) || (idle && free) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

fn nothing_open(ui: &mut Ui, session: &Session, send: &mut Vec<Command>) {
    if session.list().total() > 0 {
        empty_state(ui, "No article is open", "Choose one at the left, or press N for the first.", &[]);
        return;
    }
    if let Some(reason) = session.read_only() {
        empty_state(ui, "No articles yet", &reason, &[]);
        return;
    }
    let words =
        "Drop files or folders here: pages, documents, tables, archives. Their words are kept exactly as they were scraped.";
    let commands = [WindowCommand::ImportFiles, WindowCommand::ImportFolder, WindowCommand::PasteArticle];
    let pressed =
        empty_state(ui, "This project has no articles yet", words, &["Import files…", "Import a folder…", "Paste an article…"]);
    send.extend(pressed.and_then(|at| commands.get(at)).map(|command| Command::Window(*command)));
}

fn find_bar(ui: &mut Ui, session: &Session, state: &mut State, send: &mut Vec<Command>) {
    let Some(article) = session.article() else { return };
    let caret = session.view().caret.range().start;
    if state.find.refresh(article.id.0, &article.text, caret)
        && let Some(hit) = state.find.current.and_then(|at| state.find.hits.get(at))
    {
        state.view.scroll_to(hit.start, Align::Nearest);
    }
    if !state.find.open {
        return;
    }
    let frame = super::panel_frame(colors(ui).panel, sizes().gap);
    frame.show(ui, |ui| {
        ui.take_available_width();
        ui.horizontal(|ui| find_fields(ui, state, send));
    });
}

fn find_fields(ui: &mut Ui, state: &mut State, send: &mut Vec<Command>) {
    let field = ui.scope(|ui| {
        ui.set_width(260.0);
        search_field(ui, "Find in the article", &mut state.find.words, "Find in the article")
    });
    let field = field.inner;
    if std::mem::take(&mut state.focus_find) {
        field.request_focus();
        choose_all(ui.ctx(), field.id, &state.find.words);
    }
    let (enter, back, escape) = ui.input(|i| (i.key_pressed(Key::Enter), i.modifiers.shift, i.key_pressed(Key::Escape)));
    if field.lost_focus() && enter {
        let next = if back { WindowCommand::FindPrevious } else { WindowCommand::FindNext };
        send.push(Command::Window(next));
        field.request_focus();
    }
    flag_field(ui, &mut state.find.match_case, "Match case");
    flag_field(ui, &mut state.find.as_pattern, "Pattern");
    let told = told(&state.find);
    let words = weak(ui, told);
    ui.label(words);
    let close = icon_button(ui, Icon::Cross, "Close the find bar").clicked();
    if close || (field.lost_focus() && escape) {
        state.find.close();
        state.focus_text = true;
    }
}

fn told(find: &Find) -> String {
    match (&find.fault, find.current) {
        (Some(fault), _) => format!("The pattern cannot be read: {fault}"),
        (None, Some(at)) => format!("{} of {}", dates::count(at + 1), dates::count(find.hits.len())),
        (None, None) if find.words.is_empty() => "Enter next, Shift Enter previous".to_owned(),
        (None, None) => "Not in this article".to_owned(),
    }
}

/// What the user did with the pointer, as commands.
fn take(ui: &Ui, session: &Session, state: &mut State, event: TextEvent, send: &mut Vec<Command>) {
    match event {
        TextEvent::Press { offset, clicks, shift } => {
            state.goal_x = None;
            state.hovered = None;
            // The session has not moved yet when a drag follows in the same frame.
            let anchor = if shift { session.view().caret.anchor } else { offset };
            state.pressed = Some((anchor, clicks));
            send.push(press(session, offset, clicks, shift));
        }
        TextEvent::DragTo { offset } => send.push(dragged(session, state.pressed, offset)),
        TextEvent::Release => {
            if session.armed().is_some() && !session.view().caret.is_empty() {
                send.push(Command::TagArmed);
            }
        }
        TextEvent::ClickMark { id } => {
            // A suggestion is decided about as a whole, so a click on its words takes it.
            if let Some(suggestion) = marks::suggestion_of(session, id) {
                state.pressed = None;
                send.push(Command::FocusSuggestion(suggestion.key()));
                return;
            }
            let id = AnnotationId(id);
            // A click into the words places the caret; only the letter in the margin takes the annotation itself.
            let on_words = state.pressed.take().is_some();
            if session.view().relating.is_some_and(|from| from != id) {
                send.push(Command::Focus(Some(id)));
                send.push(Command::Relate);
            } else if !on_words {
                send.push(Command::Focus(Some(id)));
            }
        }
        TextEvent::BoundaryDrag { .. } => {}
        TextEvent::BoundaryDrop { id, side, offset } => {
            let side = if side == text_view::Side::Start { Side::Start } else { Side::End };
            send.push(match marks::suggestion_of(session, id) {
                Some(suggestion) => Command::SetSuggestedEnd { suggestion: suggestion.key(), side, offset },
                None => Command::SetEnd { id: AnnotationId(id), side, offset },
            });
        }
        TextEvent::ContextMenu { offset } => {
            if !session.view().caret.range().contains(&offset) {
                send.push(Command::Select { anchor: offset, head: offset });
                let here = state.hovered.and_then(|mark| marks::suggestion_of(session, mark));
                send.extend(here.map(|suggestion| Command::FocusSuggestion(suggestion.key())));
            }
            state.menu_at = ui.ctx().pointer_interact_pos();
        }
        TextEvent::Hover(id) => state.hovered = id,
    }
}

fn press(session: &Session, offset: usize, clicks: u8, shift: bool) -> Command {
    let whole = session.text();
    let found = match clicks {
        2 => text::word_at(whole, offset),
        3 => Some(text::sentence_at(whole, offset)),
        _ => None,
    };
    let anchor = if shift { session.view().caret.anchor } else { offset };
    found.map_or(Command::Select { anchor, head: offset }, |range| Command::Select { anchor: range.start, head: range.end })
}

/// After a double click a drag selects by words, after a triple click by sentences.
fn dragged(session: &Session, pressed: Option<(usize, u8)>, offset: usize) -> Command {
    let whole = session.text();
    let (from, clicks) = pressed.unwrap_or((session.view().caret.anchor, 1));
    let unit = |at: usize| match clicks {
        2 => text::word_at(whole, at).unwrap_or(at..at),
        3 => text::sentence_at(whole, at),
        _ => at..at,
    };
    let (first, last) = (unit(from), unit(offset));
    let anchor = if clicks == 1 { from } else { first.start };
    if offset >= from {
        Command::Select { anchor, head: last.end.max(first.end) }
    } else {
        Command::Select { anchor: if clicks == 1 { anchor } else { first.end }, head: last.start }
    }
}

/// Says what the annotation or suggestion under the pointer is.
fn tell_hovered(ui: &Ui, session: &Session, state: &mut State) {
    if ui.input(|i| i.raw.events.iter().any(|event| matches!(event, egui::Event::Key { .. })))
        || ui.ctx().memory(|m| m.top_modal_layer().is_some())
    {
        state.typed_at = ui.input(|i| i.time);
    }
    let tagged = |mark| session.annotation(AnnotationId(mark)).map(|annotation| told_of(session, annotation));
    let suggested = |mark| marks::suggestion_of(session, mark).map(|suggestion| told_of_suggestion(session, suggestion));
    let Some(lines) = state.hovered.and_then(|mark| tagged(mark).or_else(|| suggested(mark))) else { return };
    let (dragging, still) = ui.input(|i| (i.pointer.any_down(), i.pointer.time_since_last_movement()));
    // Somebody who types does not look at the pointer.
    let typed_since = ui.input(|i| i.time) - f64::from(still) < state.typed_at;
    if dragging || typed_since || state.menu_at.is_some() {
        return;
    }
    if still < HOVER_DELAY {
        ui.ctx().request_repaint_after_secs(HOVER_DELAY - still);
        return;
    }
    if let Some(id) = state.view.id() {
        let layer = egui::LayerId::background();
        egui::Tooltip::always_open(ui.ctx().clone(), layer, id.with("annotation"), egui::PopupAnchor::Pointer)
            .gap(14.0)
            .show(|ui| lines.iter().for_each(|line| drop(ui.label(line))));
    }
}

fn told_of(session: &Session, annotation: &Annotation) -> Vec<String> {
    let label = session.project().scheme.label(&annotation.label);
    let name = label.map_or(annotation.label.as_ref(), |label| label.name.as_str());
    let mut lines = vec![name.to_owned()];
    lines.extend(annotation.attributes.iter().map(|(id, value)| {
        let attribute = label.and_then(|label| label.attribute(id)).map_or(id.as_ref(), |attribute| attribute.name.as_str());
        format!("{attribute}  {value}")
    }));
    lines.extend((!annotation.note.is_empty()).then(|| annotation.note.to_string()));
    lines
}

fn told_of_suggestion(session: &Session, suggestion: &Suggestion) -> Vec<String> {
    let label = session.project().scheme.label(&suggestion.label);
    let name = label.map_or(suggestion.label.as_ref(), |label| label.name.as_str());
    let mut lines = vec![format!("{name}, suggested")];
    lines.extend(super::suggestion::proposed(suggestion, label).map(|(attribute, value)| format!("{attribute}  {value}")));
    lines.push(super::suggestion::why(suggestion));
    lines
}
