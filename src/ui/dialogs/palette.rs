//! The command palette: every command and article by a few letters of its name.

use super::type_ahead::{TypeAhead, Words, matching};
use super::{Request, Surroundings, unless_closed};
use crate::session::{COMMANDS, Command, Session};
use crate::ui::keymap::shown_keys;
use crate::ui::panels::menu_bar::{is_available, shown_name};
use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use crate::ui::widgets::{key_caps_width, paint_key_caps};
use crate::ui::window_commands::{IMPORT_FIRST, is_fit_beside_an_import};
use egui::{Context, Label, Ui, pos2};

/// As many articles as are offered.
const ARTICLES: usize = 30;
/// Articles past this many are not searched by the palette; the list's filter finds them.
const SEARCHED: usize = 20_000;

/// What is typed and chosen.
#[derive(Default)]
pub struct Palette {
    search: TypeAhead,
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
        let found = self.found(around.session, around.importing);
        let words = Words {
            name: "Search commands",
            hint: "Search commands and articles",
            nothing: "No command or article has these letters.",
        };
        let answer = self.search.show(ctx, &words, found.len(), |ui, at, chosen| match found.get(at) {
            Some(one) => row(ui, one, chosen),
            None => ui.label(""),
        });
        match answer.picked.and_then(|at| found.into_iter().nth(at)).filter(|found| found.available) {
            Some(found) => {
                send.push(found.command);
                Request::Close
            }
            None => unless_closed(answer.close, Request::Stay),
        }
    }

    fn found(&self, session: Option<&Session>, importing: bool) -> Vec<Found> {
        // Behind an import nothing is done to the article, which is not seen.
        let waiting = |found: Found| match importing && !is_fit_beside_an_import(&found.command) {
            true => Found { available: false, kind: IMPORT_FIRST, ..found },
            false => found,
        };
        let mut all: Vec<Found> = commands(session).into_iter().map(&waiting).collect();
        if self.search.words().trim().is_empty() {
            return all;
        }
        all.extend(articles(session).into_iter().map(&waiting));
        let mut scored = matching(self.search.words(), all, |found| &found.name);
        scored.sort_by_key(|(score, found)| (!found.available, std::cmp::Reverse(*score)));
        let mut articles = 0;
        let mut within = |found: &Found| {
            let is_article = matches!(found.command, Command::Open(_));
            articles += usize::from(is_article);
            !is_article || articles <= ARTICLES
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
