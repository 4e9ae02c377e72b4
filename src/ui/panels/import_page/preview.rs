//! The article of the chosen row: what is known about it and from where, and its text as it will be read.

use super::findings::{Entry, Findings, Row};
use super::how::chosen_table;
use super::words;
use crate::import::Columns;
use crate::model::{Article, MetadataField, Project, Suggestion};
use crate::store::settings::Settings;
use crate::ui::dates;
use crate::ui::marks;
use crate::ui::panels::{colors, metadata_form, panel_frame, weak};
use crate::ui::text_view::{Align, Mark, MarkKind, Shown, TextEvent, TextView};
use crate::ui::theme::{Theme, sizes, strong};
use crate::ui::widgets::{empty_state, focus_ring};
use egui::{EventFilter, Key, Label, Modifiers, RichText, ScrollArea, Ui};
use std::ops::Range;

/// The text is never larger than this here: there is less room than where it is read.
const LARGEST_TYPE: f32 = 15.0;
/// The narrowest and the widest cell of a table.
const CELL: (f32, f32) = (56.0, 180.0);
/// As many places of undecodable bytes are named one by one.
const PLACES: usize = 6;

/// What the preview keeps from frame to frame.
#[derive(Default)]
pub struct State {
    view: TextView,
    shown: Option<u128>,
    /// Where bytes could not be decoded: the line, and the byte offset.
    lost: Vec<(usize, usize)>,
    head: usize,
    anchor: usize,
    goal_x: Option<f32>,
}

/// What the page shows: everything found, the chosen row of it, and the table that is looked at in a file of several.
#[derive(Clone, Copy)]
#[allow(missing_docs, reason = "the type says it")]
pub struct Chosen<'a> {
    pub findings: &'a Findings,
    pub row: Option<Row>,
    pub table: &'a str,
}

/// Shows the article of a row.
pub fn show(ui: &mut Ui, chosen: Chosen<'_>, project: &Project, settings: &Settings, state: &mut State) {
    let findings = chosen.findings;
    match chosen.row {
        None => {
            empty_state(ui, "Nothing is chosen", "Choose a row to see its text.", &[]);
        }
        Some(Row::File(file)) => whole_file(ui, findings, file, chosen.table),
        Some(Row::Entry(at)) => {
            if let Some(entry) = findings.entry(at) {
                one(ui, findings, project, entry, settings, state);
            }
        }
    }
}

/// A file of many articles: of a table the first rows, as they stand in it.
fn whole_file(ui: &mut Ui, findings: &Findings, file: usize, table: &str) {
    let notes = findings.file(file).into_iter().flat_map(|file| &file.notes);
    let notes: String = notes.map(|note| format!("Of the file: {note}. ")).collect();
    let told = format!("{}. {notes}Open it with the right arrow key to see its articles.", words::file(findings, file));
    let member = findings.file(file).and_then(|report| chosen_table(report, table));
    let Some((place, columns)) = member.and_then(|member| Some((&member.place, member.columns.as_ref()?))) else {
        empty_state(ui, findings.file_name(file), &told, &[]);
        return;
    };
    panel_frame(colors(ui).paper, sizes().space_medium).show(ui, |ui| {
        ui.add(Label::new(RichText::new(findings.file_name(file)).font(strong(sizes().heading))).wrap());
        let words = weak(ui, told);
        ui.add(Label::new(words).wrap());
        ui.add_space(sizes().space_medium);
        ui.label(
            RichText::new(if place.is_empty() { "The first rows".to_owned() } else { format!("The first rows of {place}") })
                .font(strong(sizes().interface)),
        );
        ScrollArea::both().id_salt(("first rows", place)).auto_shrink(false).show(ui, |ui| first_rows(ui, columns));
    });
}

fn first_rows(ui: &mut Ui, columns: &Columns) {
    let grid = egui::Grid::new("first rows").min_col_width(CELL.0).max_col_width(CELL.1).striped(true);
    grid.spacing([sizes().space_large, sizes().gap]).show(ui, |ui| {
        for name in &columns.names {
            let words = weak(ui, name);
            ui.add(Label::new(words).truncate());
        }
        ui.end_row();
        for row in &columns.rows {
            for cell in row {
                ui.add(Label::new(cell.replace('\n', " ")).truncate()).on_hover_text(cell);
            }
            ui.end_row();
        }
    });
}

fn one(ui: &mut Ui, findings: &Findings, project: &Project, entry: &Entry, settings: &Settings, state: &mut State) {
    let article = findings.article(entry, project);
    if let Some(article) = article {
        turn_to(article, state);
    }
    let most = (ui.available_height() * 0.45).round();
    panel_frame(colors(ui).paper, sizes().space_medium).show(ui, |ui| {
        ScrollArea::vertical().id_salt("about the article").max_height(most).auto_shrink([false, true]).show(ui, |ui| {
            about(ui, findings, project, entry, article, state);
        });
    });
    if let Some(article) = article {
        text(ui, article, project, settings, state);
    }
}

fn turn_to(article: &Article, state: &mut State) {
    if state.shown == Some(article.id.0) {
        return;
    }
    *state = State { shown: Some(article.id.0), view: std::mem::take(&mut state.view), ..State::default() };
    state.view.scroll_to(0, Align::Top);
    if article.source.undecodable > 0 {
        let lines = article.text.split_inclusive('\n').scan(0, |start, line| {
            let here = *start;
            *start += line.len();
            Some((here, line))
        });
        let lost = lines.enumerate().filter_map(|(at, (start, line))| Some((at + 1, start + line.find('\u{FFFD}')?)));
        state.lost = lost.take(PLACES).collect();
    }
}

fn about(ui: &mut Ui, findings: &Findings, project: &Project, entry: &Entry, article: Option<&Article>, state: &mut State) {
    let title = findings.title(entry, project);
    ui.add(Label::new(RichText::new(title).font(strong(sizes().heading))).wrap());
    for line in words::long(findings, project, entry) {
        let color = if entry.is_problem { colors(ui).warn } else { colors(ui).ink };
        ui.add(Label::new(RichText::new(line).color(color)).wrap());
    }
    if article.is_some() {
        places(ui, state);
    }
    ui.add_space(sizes().gap);
    if let Some(article) = article {
        ui.scope(|ui| known(ui, article));
    }
    source(ui, findings, entry, article);
}

/// Buttons that lead to where bytes were lost.
fn places(ui: &mut Ui, state: &mut State) {
    if state.lost.is_empty() {
        return;
    }
    let mut to = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = sizes().gap;
        for (line, offset) in &state.lost {
            if ui.button(format!("Line {}", dates::count(*line))).clicked() {
                to = Some(*offset);
            }
        }
    });
    if let Some(offset) = to {
        state.view.scroll_to(offset, Align::Centre);
        (state.anchor, state.head) = (offset, offset + '\u{FFFD}'.len_utf8());
    }
}

/// What the source said, and where it said it.
fn known(ui: &mut Ui, article: &Article) {
    ui.spacing_mut().interact_size.y = 0.0;
    let is_known = |field: &MetadataField| !field.of(&article.metadata).is_empty();
    for field in MetadataField::ALL.into_iter().filter(is_known) {
        let origin = article.source.origins.iter().find(|(known, _)| *known == field).map(|(_, origin)| origin.as_ref());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = sizes().space;
            let name = weak(ui, metadata_form::name(field));
            ui.label(name);
            let value = field.of(&article.metadata);
            let dated = matches!(field, MetadataField::Published | MetadataField::Modified);
            ui.label(if dated { dates::day(value) } else { value.to_owned() }).on_hover_text(value);
            if let Some(origin) = origin {
                let words = weak(ui, format!("from {origin}")).size(sizes().small);
                ui.label(words);
            }
        });
    }
    let unknown: Vec<String> = MetadataField::ALL
        .into_iter()
        .filter(|field| !is_known(field) && *field != MetadataField::Modified)
        .map(|field| metadata_form::name(field).to_lowercase())
        .collect();
    if !unknown.is_empty() {
        let words = weak(ui, format!("Not said: {}", unknown.join(", "))).size(sizes().small);
        ui.add(Label::new(words).wrap());
    }
}

fn source(ui: &mut Ui, findings: &Findings, entry: &Entry, article: Option<&Article>) {
    let file = findings.file(entry.file);
    let path = file.map(|file| file.path.display().to_string()).unwrap_or_default();
    let part = findings.report(entry).map(|report| report.part.as_str()).unwrap_or_default();
    let mut told = vec![if part.is_empty() { path } else { format!("{path}, {part}") }];
    let format = findings.member(entry).map(|member| member.format).or(file.and_then(|file| file.format));
    told.extend(format.map(|format| format!("Read as {}", format.phrase())));
    if let Some(article) = article {
        let source = &article.source;
        told.extend((!source.encoding.is_empty()).then(|| format!("Encoding {}", source.encoding)));
        if source.line_ends_changed > 0 {
            told.push(format!("{} became LF", dates::counted(source.line_ends_changed as usize, "line end", "line ends")));
        }
        let suggested = article.suggestions.len();
        if suggested > 0 {
            told.push(format!("{} below with dots", dates::counted(suggested, "suggestion", "suggestions")));
        }
    }
    let words = weak(ui, told.join(". ")).size(sizes().small);
    ui.add(Label::new(words).wrap());
}

fn text(ui: &mut Ui, article: &Article, project: &Project, settings: &Settings, state: &mut State) {
    let scheme = &project.scheme;
    let mut look = marks::look(Theme::of(ui), settings, scheme);
    look.font.size = look.font.size.min(LARGEST_TYPE);
    // Nothing is mapped beside it, so the margin is paper too.
    look.map = look.paper;
    look.paragraph_gap = (look.font.size * 0.6).round();
    let marks = |range: Range<usize>| suggested(&article.suggestions, &range, |label| marks::style_of(scheme, label));
    let focused = state.view.id().filter(|id| ui.memory(|memory| memory.has_focus(*id)));
    if focused.is_some() {
        move_by_keys(ui, article, state);
    }
    let events = state.view.show(
        ui,
        &look,
        &Shown {
            text: &article.text,
            text_key: article.id.0,
            title: "",
            source_line: "",
            marks: &marks,
            links: &|_| Vec::new(),
            overview: &|_| {},
            revision: 0,
            focused: None,
            caret: state.head,
            selection: state.anchor.min(state.head)..state.anchor.max(state.head),
            find_hits: &[],
            find_current: None,
            boundary_drag_allowed: false,
            has_focus: focused.is_some(),
        },
    );
    for event in events {
        match event {
            TextEvent::Press { offset, shift, .. } => {
                state.anchor = if shift { state.anchor } else { offset };
                state.head = offset;
                state.goal_x = None;
            }
            TextEvent::DragTo { offset } => state.head = offset,
            _ => {}
        }
    }
    let Some(id) = state.view.id() else { return };
    // Here the Tab key leads on; in the reading view it belongs to the text.
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    if let Some(response) = ui.ctx().read_response(id) {
        focus_ring(ui, &response);
    }
}

fn suggested(all: &[Suggestion], range: &Range<usize>, style: impl Fn(&str) -> u16) -> Vec<Mark> {
    let overlaps = |suggestion: &Suggestion| {
        let (start, end) = (suggestion.span.start as usize, suggestion.span.end as usize);
        (start < range.end && end > range.start).then_some((start, end))
    };
    let marks = all.iter().enumerate().filter_map(|(at, suggestion)| {
        let (start, end) = overlaps(suggestion)?;
        Some(Mark { id: at as u64, start, end, style: style(&suggestion.label), kind: MarkKind::Suggestion })
    });
    marks.collect()
}

/// Where a key leads the caret; the x it keeps to is handed in.
type Go<'a> = &'a dyn Fn(&mut TextView, &mut Option<f32>) -> usize;

/// Arrow keys and pages move the caret and bring it into sight; with Shift they select, and Ctrl C copies.
fn move_by_keys(ui: &Ui, article: &Article, state: &mut State) {
    let ctx = ui.ctx().clone();
    let pressed = |key| {
        let held = |modifiers| ui.input_mut(|input| input.consume_key(modifiers, key));
        if held(Modifiers::SHIFT) { Some(true) } else { held(Modifiers::NONE).then_some(false) }
    };
    let (view, goal) = (&mut state.view, &mut state.goal_x);
    let head = state.head;
    let moves: [(Key, Go<'_>); 8] = [
        (Key::ArrowDown, &|view, goal| view.line_down(&ctx, head, goal)),
        (Key::ArrowUp, &|view, goal| view.line_up(&ctx, head, goal)),
        (Key::PageDown, &|view, goal| view.page_down(&ctx, head, goal)),
        (Key::PageUp, &|view, goal| view.page_up(&ctx, head, goal)),
        (Key::Home, &|_, _| 0),
        (Key::End, &|_, _| article.text.len()),
        (Key::ArrowRight, &|_, _| crate::model::text::next_grapheme(&article.text, head)),
        (Key::ArrowLeft, &|_, _| crate::model::text::prev_grapheme(&article.text, head)),
    ];
    for (key, go) in moves {
        let Some(extend) = pressed(key) else { continue };
        if !matches!(key, Key::ArrowDown | Key::ArrowUp | Key::PageDown | Key::PageUp) {
            *goal = None;
        }
        let to = go(view, goal);
        view.scroll_to(to, Align::Nearest);
        (state.head, state.anchor) = (to, if extend { state.anchor } else { to });
        return;
    }
    let selection = state.anchor.min(state.head)..state.anchor.max(state.head);
    let copy = ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Copy)));
    if copy && let Some(words) = article.text.get(selection).filter(|words| !words.is_empty()) {
        ui.ctx().copy_text(words.to_owned());
    }
}
