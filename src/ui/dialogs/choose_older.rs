//! Which older article the open one is a newer copy of, chosen by a few letters of its title.

use super::type_ahead::{TypeAhead, Words, matching};
use super::{Request, unless_closed};
use crate::model::{ArticleId, MetadataField};
use crate::session::{Command, Session, WindowCommand};
use crate::ui::dates;
use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use crate::ui::widgets::ListRow;
use egui::{Align, Context, Label, Layout, Response, Ui};

/// As many articles as are offered.
const OFFERED: usize = 60;
/// Articles past this many are not searched; the palette and the list's filter find more.
const SEARCHED: usize = 20_000;

/// What is typed and chosen.
#[derive(Default)]
pub struct ChooseOlder {
    search: TypeAhead,
}

/// An article that may be the older copy; `None` says that there is none.
struct Offer {
    title: String,
    article: Option<ArticleId>,
    /// It is the older copy as it stands.
    now: bool,
}

impl ChooseOlder {
    pub(super) fn show(&mut self, ctx: &Context, session: &Session, send: &mut Vec<Command>) -> Request {
        let offers = self.offers(session);
        let words = Words {
            name: "Search the older copy",
            hint: "The open article is a newer copy of",
            nothing: "No other article has these letters in its title.",
        };
        let answer = self.search.show(ctx, &words, offers.len(), |ui, at, chosen| match offers.get(at) {
            Some(offer) => row(ui, session, offer, chosen),
            None => ui.label(""),
        });
        match answer.picked.and_then(|at| offers.get(at)) {
            Some(offer) => {
                send.push(Command::SetOlderCopy(offer.article));
                send.extend(offer.article.map(|_| Command::Window(WindowCommand::CarryOver)));
                Request::Close
            }
            None => unless_closed(answer.close, Request::Stay),
        }
    }

    fn offers(&self, session: &Session) -> Vec<Offer> {
        let (project, who) = (session.project(), session.annotator());
        let open = session.view().article;
        let ids = project.articles().map(|article| article.id).filter(|id| Some(*id) != open).take(SEARCHED);
        let now = open.and_then(|open| session.older_copy(open));
        let offer = |id| Offer { title: project.title(who, id).to_owned(), article: Some(id), now: now == Some(id) };
        let all = ids.map(offer);
        let may_be = |offer: &Offer| session.is_available(&Command::SetOlderCopy(offer.article));
        if self.search.words().trim().is_empty() {
            let none = Offer { title: "None: this article is not a newer copy".to_owned(), article: None, now: false };
            let linked = session.layer().is_some_and(|layer| layer.replaces.is_some());
            // What stands comes first, so that Enter changes nothing.
            let standing = now.map(offer).into_iter().chain(linked.then_some(none));
            return standing.chain(all.filter(|offer| !offer.now).filter(may_be).take(OFFERED)).collect();
        }
        let mut scored = matching(self.search.words(), all, |offer| &offer.title);
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        scored.into_iter().map(|(_, offer)| offer).filter(may_be).take(OFFERED).collect()
    }
}

fn row(ui: &mut Ui, session: &Session, offer: &Offer, chosen: bool) -> Response {
    let name = if offer.now { format!("{}, the older copy now", offer.title) } else { offer.title.clone() };
    ListRow::new(&name).selected(chosen).show(ui, |ui| {
        let told = offer.article.map(|id| {
            let field = |field| session.project().field(session.annotator(), id, field);
            let (outlet, published) = (field(MetadataField::Outlet), field(MetadataField::Published));
            let now = if offer.now { "the older copy now" } else { "" };
            [now.to_owned(), outlet.to_owned(), dates::day(published)]
                .into_iter()
                .filter(|words| !words.is_empty())
                .collect::<Vec<_>>()
                .join(" · ")
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let words = weak(ui, told.unwrap_or_default()).size(sizes().small);
            ui.label(words);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(Label::new(&offer.title).truncate()));
        });
    })
}
