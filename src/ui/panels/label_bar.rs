//! The bar of labels with their keys and counts, and which keys do something here and now. It is how people learn.

use super::{colors, panel_frame};
use crate::model::Status;
use crate::session::{Command, Session, WindowCommand};
use crate::ui::dates;
use crate::ui::keymap::{self, shown_keys};
use crate::ui::marks::label_colors;
use crate::ui::theme::{Theme, pattern_for, sizes};
use crate::ui::widgets::{LabelChip, key_hint};
use egui::{Align, Layout, Margin, Panel, Ui};
use std::borrow::Cow;

/// Keys and what they do on the page that has the keyboard; none where others matter.
pub type OfPage = &'static [(&'static str, &'static str)];

/// Shows the bar.
pub fn show(ui: &mut Ui, session: &Session, reviewing: bool, page: OfPage, send: &mut Vec<Command>) {
    let margin = Margin::symmetric(sizes().space_medium as i8, 3);
    let frame = panel_frame(colors(ui).bar, 0.0).inner_margin(margin);
    Panel::bottom("label bar").frame(frame).show_separator_line(false).exact_size(sizes().bar).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = sizes().gap;
            chips(ui, session, send);
            ui.add_space(sizes().space);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| hints(ui, session, reviewing, page));
        });
    });
}

fn chips(ui: &mut Ui, session: &Session, send: &mut Vec<Command>) {
    let theme = Theme::of(ui);
    for (place, label) in session.project().scheme.labels.iter().enumerate() {
        let count = session.shown_layer().map_or(0, |layer| layer.annotations.count(&label.id));
        let chip = LabelChip {
            letter: &label.key.map_or_else(|| "–".to_owned(), String::from),
            name: &label.name,
            count: &dates::count(count),
            colors: label_colors(theme, Some(label)),
            pattern: pattern_for(place),
            armed: session.armed() == Some(&label.id),
        };
        let told = format!("{}\nClick to tag the selection, or to tag each drag with it", label.description);
        if chip.show(ui).on_hover_text(told).clicked() {
            let acts = !session.view().caret.is_empty() || session.view().focus.is_some();
            let id = label.id.clone();
            send.push(if acts { Command::Tag(id) } else { Command::Arm(id) });
        }
    }
}

/// A notice of the last command, or else the keys that matter here; as many as there is room for.
fn hints(ui: &mut Ui, session: &Session, reviewing: bool, page: OfPage) {
    ui.spacing_mut().item_spacing.x = sizes().space_medium;
    if let Some(notice) = session.notice() {
        ui.add(egui::Label::new(notice).truncate());
        return;
    }
    let mut room = ui.available_width();
    let typing = ui.memory(|memory| memory.focused()).is_some_and(|id| keymap::is_field(ui.ctx(), id));
    let here = match (typing, reviewing) {
        _ if !page.is_empty() => page.iter().map(|(keys, words)| ((*keys).to_owned(), (*words).into())).collect(),
        (true, _) => in_a_field(),
        (false, true) => in_review(),
        (false, false) => useful(session),
    };
    let fitting: Vec<_> = here
        .into_iter()
        .take_while(|(keys, words)| {
            // About what a hint takes: its caps and its words.
            room -= 7.5 * (keys.len() + words.len()) as f32 + 24.0;
            room > 0.0
        })
        .collect();
    for (keys, words) in fitting.iter().rev() {
        key_hint(ui, keys, words);
    }
    if let Some(from) = session.view().relating.and_then(|id| session.annotation(id)) {
        ui.add(egui::Label::new(format!("Relation from {}", session.excerpt(from))).truncate());
    }
}

/// While a field is typed in, letters are letters.
fn in_a_field() -> Vec<Hint> {
    let key = |command: WindowCommand| shown_keys(&Command::Window(command));
    vec![
        ("Enter".into(), "keep".into()),
        ("Tab".into(), "next field".into()),
        ("Esc".into(), "give up".into()),
        (key(WindowCommand::FocusText), "back to the text".into()),
    ]
}

/// While a list of annotations is walked through.
fn in_review() -> Vec<Hint> {
    let last = |command: &Command| shown_keys(command).split(' ').next_back().unwrap_or_default().to_owned();
    let window = |command: WindowCommand| last(&Command::Window(command));
    vec![
        (last(&Command::Judge(Status::Approved)), "approve".into()),
        (last(&Command::Judge(Status::Rejected)), "reject".into()),
        (last(&Command::Judge(Status::Disputed)), "dispute".into()),
        (window(WindowCommand::NextListed), "next".into()),
        (window(WindowCommand::Comment), "comment".into()),
        ("Alt ← →".into(), "move the end".into()),
        ("Space".into(), "tick".into()),
    ]
}

/// A key or keys and what they do here.
type Hint = (String, Cow<'static, str>);

fn useful(session: &Session) -> Vec<Hint> {
    let view = session.view();
    let open = session.suggestions().len();
    let plain = |hints: Vec<(String, &'static str)>| hints.into_iter().map(|(keys, words)| (keys, words.into())).collect();
    if view.relating.is_none() && view.caret.is_empty() && session.focused_suggestion().is_some() {
        return on_suggestion(session, open);
    }
    let mut hints: Vec<Hint> = plain(without_suggestions(session));
    if view.relating.is_none() && view.caret.is_empty() && view.focus.is_none() && open > 0 {
        let next = shown_keys(&Command::NextAnnotation);
        hints.retain(|(keys, _)| *keys != next);
        hints.insert(0, (next, next_of(session, open)));
    }
    hints
}

fn on_suggestion(session: &Session, open: usize) -> Vec<Hint> {
    let next = match open {
        0 | 1 => "the last one".into(),
        _ => next_of(session, open),
    };
    vec![
        (shown_keys(&Command::Accept), "accept".into()),
        (shown_keys(&Command::Dismiss), "dismiss".into()),
        (shown_keys(&Command::NextAnnotation), next),
        (keys_of_labels(session), "accept as".into()),
        ("Alt ← →".into(), "accept with another end".into()),
        (shown_keys(&Command::AcceptAll), "accept all".into()),
    ]
}

fn next_of(session: &Session, open: usize) -> Cow<'static, str> {
    let tagged = session.shown_layer().is_some_and(|layer| !layer.annotations.is_empty());
    let what = if tagged { "next tag or suggestion" } else { "next suggestion" };
    format!("{what}, {} left", dates::count(open)).into()
}

fn keys_of_labels(session: &Session) -> String {
    let keys = session.project().scheme.labels.iter().filter_map(|label| label.key);
    keys.map(|key| key.to_string()).collect::<Vec<_>>().join(" ")
}

fn without_suggestions(session: &Session) -> Vec<(String, &'static str)> {
    let key = |command: &Command| shown_keys(command);
    let labels = keys_of_labels(session);
    let view = session.view();
    if view.relating.is_some() {
        vec![(key(&Command::NextAnnotation), "other end"), ("R".into(), "relate"), ("Esc".into(), "give up")]
    } else if !view.caret.is_empty() {
        vec![(labels, "tag the selection"), ("Esc".into(), "let go")]
    } else if session.focused().is_some() {
        vec![
            (labels, "relabel"),
            (key(&Command::Window(WindowCommand::FirstField)), "fields"),
            ("Alt ← →".into(), "move the end"),
            (key(&Command::Window(WindowCommand::RelateTo)), "relate"),
            (key(&Command::Delete), "delete"),
        ]
    } else if session.shown_layer().is_some_and(|layer| layer.annotations.touching(view.caret.head).next().is_some()) {
        vec![
            (key(&Command::CycleHere), "choose the annotation"),
            (labels, "tag what is here"),
            (key(&Command::NextAnnotation), "next annotation"),
        ]
    } else if session.article().is_some() {
        vec![
            (labels, "tag what is here"),
            (key(&Command::NextAnnotation), "next annotation"),
            ("N".into(), "next article"),
            (key(&Command::DoneAndNext), "done, go on"),
            ("F1".into(), "keys"),
        ]
    } else {
        vec![("Ctrl I".into(), "import files"), ("Ctrl K".into(), "all commands"), ("F1".into(), "keys")]
    }
}
