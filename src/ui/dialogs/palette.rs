//! The command palette: every command and article by a few letters of its name.

use super::{Request, Surroundings, unless_closed};
use crate::session::{COMMANDS, Command, Session};
use crate::ui::keymap::shown_keys;
use crate::ui::panels::menu_bar::{is_available, shown_name};
use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use crate::ui::widgets::{key_caps_width, paint_key_caps, palette_frame, search_field};
use egui::{Context, Key, Label, Modifiers, ScrollArea, Ui, pos2};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// As many articles as are offered.
const ARTICLES: usize = 30;
/// Articles past this many are not searched by the palette; the list's filter finds them.
const SEARCHED: usize = 20_000;

/// What is typed and chosen.
#[derive(Default)]
pub struct Palette {
    words: String,
    chosen: usize,
    shown: bool,
}

struct Found {
    name: String,
    kind: &'static str,
    keys: String,
    command: Command,
    available: bool,
}

impl Palette {
    pub(super) fn show(&mut self, ctx: &Context, around: &Surroundings<'_>, send: &mut Vec<Command>) -> Request {
        let found = self.found(around.session);
        self.chosen = self.chosen.min(found.len().saturating_sub(1));
        let moved = self.keys(ctx, found.len());
        let run = ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        let shown = palette_frame(ctx, 560.0, |ui| {
            let before = self.words.clone();
            let field = search_field(ui, "Search commands", &mut self.words, "Search commands and articles");
            if !std::mem::replace(&mut self.shown, true) || !field.has_focus() {
                field.request_focus();
            }
            if before != self.words {
                self.chosen = 0;
            }
            ui.add_space(sizes().gap);
            self.rows(ui, &found, moved)
        });
        let clicked = shown.inner;
        let place = clicked.or(run.then_some(self.chosen));
        match place.and_then(|at| found.into_iter().nth(at)).filter(|found| found.available) {
            Some(found) => {
                send.push(found.command);
                Request::Close
            }
            None => unless_closed(shown.close, Request::Stay),
        }
    }

    fn keys(&mut self, ctx: &Context, count: usize) -> bool {
        let before = self.chosen;
        ctx.input_mut(|input| {
            let last = count.saturating_sub(1);
            for _ in 0..input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown) {
                self.chosen = if self.chosen >= last { 0 } else { self.chosen + 1 };
            }
            for _ in 0..input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp) {
                self.chosen = self.chosen.checked_sub(1).unwrap_or(last);
            }
        });
        before != self.chosen
    }

    fn rows(&self, ui: &mut Ui, found: &[Found], moved: bool) -> Option<usize> {
        if found.is_empty() {
            let words = weak(ui, "No command or article has these letters.");
            ui.label(words);
            return None;
        }
        let mut clicked = None;
        ScrollArea::vertical()
            .max_height(14.0 * sizes().row)
            .min_scrolled_height(14.0 * sizes().row)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (place, one) in found.iter().enumerate() {
                    let response = row(ui, one, place == self.chosen);
                    if moved && place == self.chosen {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        clicked = Some(place);
                    }
                }
            });
        clicked
    }

    fn found(&self, session: Option<&Session>) -> Vec<Found> {
        let mut all = commands(session);
        if self.words.trim().is_empty() {
            return all;
        }
        all.extend(articles(session));
        let pattern = Pattern::parse(&self.words, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut letters = Vec::new();
        let mut scored: Vec<(u32, Found)> = all
            .into_iter()
            .filter_map(|found| {
                let score = pattern.score(Utf32Str::new(&found.name, &mut letters), &mut matcher)?;
                Some((score, found))
            })
            .collect();
        scored.sort_by_key(|(score, found)| (!found.available, std::cmp::Reverse(*score)));
        let mut articles = 0;
        let mut within = |found: &Found| {
            articles += usize::from(found.kind == "Article");
            found.kind != "Article" || articles <= ARTICLES
        };
        scored.into_iter().map(|(_, found)| found).filter(|found| within(found)).collect()
    }
}

fn commands(session: Option<&Session>) -> Vec<Found> {
    let labels = session.into_iter().flat_map(|session| &session.project().scheme.labels).flat_map(|label| {
        let key = label.key.map(|key| key.to_uppercase().to_string()).unwrap_or_default();
        let name = label.name.to_lowercase();
        [
            (format!("Tag as {name}"), key.clone(), Command::Tag(label.id.clone())),
            (format!("Tag each drag as {name}"), format!("Shift {key}"), Command::Arm(label.id.clone())),
        ]
    });
    let labels = labels.map(|(name, keys, command)| ("Annotate", name, keys, command));
    let listed = COMMANDS
        .iter()
        .map(|entry| (entry.family.name(), shown_name(entry, session), shown_keys(&entry.command), entry.command.clone()));
    let all = listed.chain(labels);
    all.map(|(kind, name, keys, command)| {
        let available = is_available(&command, session);
        Found { name, kind, keys, command, available }
    })
    .collect()
}

fn articles(session: Option<&Session>) -> Vec<Found> {
    let Some(session) = session else { return Vec::new() };
    let ids = session.list().ids().iter().take(SEARCHED);
    ids.map(|id| Found {
        name: session.project().title(session.annotator(), *id).to_owned(),
        kind: "Article",
        keys: String::new(),
        command: Command::Open(*id),
        available: true,
    })
    .collect()
}

fn row(ui: &mut Ui, found: &Found, chosen: bool) -> egui::Response {
    let response = crate::ui::widgets::ListRow::new(&found.name).selected(chosen).show(ui, |ui| {
        if !found.available {
            ui.disable();
        }
        ui.add(Label::new(&found.name).truncate());
        let words = weak(ui, found.kind).size(sizes().small);
        ui.label(words);
    });
    let width = key_caps_width(ui.painter(), &found.keys);
    paint_key_caps(ui, pos2(response.rect.right() - sizes().space - width, response.rect.center().y), &found.keys);
    response
}
