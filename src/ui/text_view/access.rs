//! What a screen reader gets: the visible lines as text runs, caret and selection among them, and the visible
//! annotations and suggestions.

use super::{
    MarkKind, Shown,
    column::Visible,
    geometry::Line,
    lanes::Lane,
    look::Look,
    stage::{Scene, Stage},
};
use egui::{Id, Response, Ui, UiBuilder, accesskit};
use unicode_segmentation::UnicodeSegmentation;

/// AccessKit counts words in u8, so a run holds no more characters than this.
const RUN: usize = 255;

/// What a screen reader may ask of the view.
const ACTIONS: [accesskit::Action; 4] =
    [accesskit::Action::Focus, accesskit::Action::SetTextSelection, accesskit::Action::ScrollDown, accesskit::Action::ScrollUp];

/// A line's share of characters as a node.
pub struct Run {
    pub(super) id: Id,
    start: usize,
    lengths: Vec<u8>,
}

/// What a screen reader asked for since the last frame.
#[derive(Default)]
pub struct Asked {
    /// A selection: where it begins and where the caret goes.
    pub selection: Option<(usize, usize)>,
    /// Screens to scroll down, up when negative.
    pub screens: f64,
}

/// Reads what a screen reader asks for, given the runs as announced last.
pub fn asked(ui: &Ui, id: Id, runs: &[Run]) -> Asked {
    ui.input(|input| {
        let wanted = input.accesskit_action_requests(id, accesskit::Action::SetTextSelection);
        let selection = wanted.last().and_then(|request| match request.data {
            Some(accesskit::ActionData::SetTextSelection(selection)) => {
                Some((offset(runs, selection.anchor)?, offset(runs, selection.focus)?))
            }
            _ => None,
        });
        let count = |action| input.accesskit_action_requests(id, action).count() as f64;
        let screens = count(accesskit::Action::ScrollDown) - count(accesskit::Action::ScrollUp);
        Asked { selection, screens }
    })
}

/// The byte offset of a place among the runs.
fn offset(runs: &[Run], place: accesskit::TextPosition) -> Option<usize> {
    let run = runs.iter().find(|run| run.id.accesskit_id() == place.node)?;
    let before = run.lengths.iter().take(place.character_index);
    Some(run.start + before.map(|&length| usize::from(length)).sum::<usize>())
}

/// Fills the view's node and its children; costs nothing when no screen reader listens. Hands back the runs it announced.
pub fn announce(ui: &mut Ui, response: &Response, look: &Look, shown: &Shown<'_>, scene: &Scene, lanes: &[Lane]) -> Vec<Run> {
    let id = response.id;
    let listens = ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(accesskit::Role::Document);
        node.set_label(if shown.title.is_empty() { "Article" } else { shown.title });
        node.set_description(describe(look, shown, lanes));
        node.set_read_only();
        for action in ACTIONS {
            node.add_action(action);
        }
    });
    let mut runs = Vec::new();
    if listens.is_none() {
        return runs;
    }
    // A child of its own for the lines, or their number would change the ids of widgets that follow.
    let mut lines = ui.new_child(UiBuilder::new().scope_id(id.with("lines")).accessibility_parent(id));
    for visible in &scene.visible {
        for (index, _) in visible.layout.lines.iter().enumerate() {
            line(&mut lines, id, shown, scene, (visible, index), &mut runs);
        }
    }
    let (start, end) = (shown.selection.start, shown.selection.end);
    let caret = shown.caret;
    let anchor = if start == end {
        caret
    } else if caret == start {
        end
    } else {
        start
    };
    if let (Some(anchor), Some(focus)) = (position(&runs, anchor), position(&runs, caret)) {
        ui.ctx().accesskit_node_builder(id, |node| node.set_text_selection(accesskit::TextSelection { anchor, focus }));
    }
    runs
}

/// The visible annotations and suggestions in words: each label's letter and the beginning of what it covers.
fn describe(look: &Look, shown: &Shown<'_>, lanes: &[Lane]) -> String {
    let mut words = Vec::new();
    for lane in lanes {
        let letter = look.style(lane.mark.style).map_or('?', |style| style.letter);
        let text = shown.text.get(lane.mark.start..lane.mark.end).unwrap_or_default();
        let short: String = text.graphemes(true).take(60).collect();
        let focus = if shown.focused == Some(lane.mark.id) { ", focused" } else { "" };
        let suggested = if lane.mark.kind == MarkKind::Suggestion { ", suggested" } else { "" };
        words.push(format!("{letter}{suggested}{focus}: {short}"));
    }
    words.join("\n")
}

/// The runs of one line.
fn line(ui: &mut Ui, parent: Id, shown: &Shown<'_>, scene: &Scene, at: (&Visible, usize), runs: &mut Vec<Run>) {
    let (visible, index) = at;
    let Some(line) = visible.layout.lines.get(index) else {
        return;
    };
    let first = visible.piece.words.start;
    let last = index + 1 == visible.layout.lines.len();
    let end = if last { visible.piece.range.end } else { first + line.range.end };
    let Some(text) = shown.text.get(first + line.range.start..end) else {
        return;
    };
    let top = scene.stage.line_top(visible, line);
    let begin = first + line.range.start;
    let graphemes = text.grapheme_indices(true).map(|(at, grapheme)| (begin + at, grapheme));
    let graphemes: Vec<(usize, &str)> = graphemes.filter(|(_, grapheme)| grapheme.len() < 256).collect();
    for chunk in graphemes.chunks(RUN) {
        let start = chunk.first().map_or(begin, |(at, _)| *at);
        let id = parent.with(("line", start));
        let builder = UiBuilder::new().scope_id(id).accessibility_parent(parent).accessibility_role(accesskit::Role::TextRun);
        let _ = ui.new_child(builder);
        let lengths: Vec<u8> = chunk.iter().map(|(_, grapheme)| grapheme.len() as u8).collect();
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_character_lengths(lengths.clone());
            fill(node, &scene.stage, line, first, top, chunk);
        });
        runs.push(Run { id, start, lengths });
    }
}

/// Fills a run's node: its words, which way they run, and where each character is.
fn fill(node: &mut accesskit::Node, stage: &Stage, line: &Line, first: usize, top: f32, chunk: &[(usize, &str)]) {
    let cell = |offset: usize| line.cell_at(offset - first).filter(|_| offset - first < line.range.end);
    let (mut left, mut right) = (f32::INFINITY, f32::NEG_INFINITY);
    for cell in chunk.iter().filter_map(|(at, _)| cell(*at)) {
        (left, right) = (left.min(cell.left), right.max(cell.right));
    }
    if left > right {
        (left, right) = (line.empty_x, line.empty_x);
    }
    let rtl = chunk.first().and_then(|(at, _)| cell(*at)).is_some_and(|cell| cell.rtl);
    let start_of = |at: usize| match cell(at) {
        Some(cell) if rtl => right - cell.right,
        Some(cell) => cell.left - left,
        None => 0.0,
    };
    let width_of = |at: usize| cell(at).map_or(0.0, |cell| cell.right - cell.left);
    node.set_text_direction(if rtl { accesskit::TextDirection::RightToLeft } else { accesskit::TextDirection::LeftToRight });
    node.set_value(chunk.iter().map(|(_, grapheme)| *grapheme).collect::<String>());
    node.set_character_positions(chunk.iter().map(|(at, _)| start_of(*at)).collect::<Vec<f32>>());
    node.set_character_widths(chunk.iter().map(|(at, _)| width_of(*at)).collect::<Vec<f32>>());
    node.set_word_starts(word_starts(chunk));
    node.set_bounds(accesskit::Rect {
        x0: f64::from(stage.left + left),
        y0: f64::from(top),
        x1: f64::from(stage.left + right),
        y1: f64::from(top + stage.line_height),
    });
}

fn word_starts(chunk: &[(usize, &str)]) -> Vec<u8> {
    let is_word = |text: &str| text.chars().next().is_some_and(char::is_alphanumeric);
    let mut before = false;
    let mut starts = Vec::new();
    for (index, (_, text)) in chunk.iter().enumerate() {
        let word = is_word(text);
        if word && !before {
            starts.push(index as u8);
        }
        before = word;
    }
    starts
}

/// Where a byte offset is among the runs.
fn position(runs: &[Run], offset: usize) -> Option<accesskit::TextPosition> {
    let run = runs.get(runs.partition_point(|run| run.start <= offset).checked_sub(1)?)?;
    let mut at = run.start;
    let mut index = 0;
    for &length in &run.lengths {
        if at >= offset {
            break;
        }
        at += usize::from(length);
        index += 1;
    }
    (at >= offset).then(|| accesskit::TextPosition { node: run.id.accesskit_id(), character_index: index })
}
