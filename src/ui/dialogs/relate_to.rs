//! What an annotation is related to, chosen by a few letters: annotations of the article, the nearest first, and names.

use super::type_ahead::{TypeAhead, Words, matching};
use super::{Request, unless_closed};
use crate::model::{Annotation, AnnotationId, Name, Value};
use crate::session::{Command, End, Session};
use crate::ui::marks::{label_colors, letter};
use crate::ui::panels::weak;
use crate::ui::theme::{Theme, sizes, strong};
use crate::ui::widgets::ListRow;
use egui::{Context, Label, Response, RichText, Ui};

/// As many ends are listed.
const LISTED: usize = 60;

/// What is typed and chosen.
pub struct RelateTo {
    from: AnnotationId,
    offers: Vec<Offer>,
    search: TypeAhead,
    /// The places of the offers that are listed, and the letters that they have.
    listed: Vec<usize>,
    typed: String,
}

/// One end as a row.
struct Offer {
    end: End,
    /// The kind of relation with its direction, or the attribute.
    how: String,
    /// The letter and id of the other's label.
    label: Option<Name>,
    words: String,
    /// All that is searched, and what screen readers say.
    name: String,
}

impl RelateTo {
    /// Offers what an annotation may be related to; `None` when there is nothing.
    pub fn new(session: &Session, annotation: &Annotation) -> Option<Self> {
        let offers: Vec<Offer> = session.ends_of(annotation).into_iter().map(|end| offer(session, annotation, end)).collect();
        let listed = (0..offers.len().min(LISTED)).collect();
        let some = !offers.is_empty();
        some.then(|| Self { from: annotation.id, offers, search: TypeAhead::default(), listed, typed: String::new() })
    }

    pub(super) fn show(&mut self, ctx: &Context, session: &Session, send: &mut Vec<Command>) -> Request {
        self.list();
        let words = Words {
            name: "Search what it is related to",
            hint: "Related to",
            nothing: "Nothing in this article that it could be related to has these letters.",
        };
        let (listed, offers) = (&self.listed, &self.offers);
        let at = |row: usize| listed.get(row).and_then(|place| offers.get(*place));
        let answer = self.search.show(ctx, &words, listed.len(), |ui, row, chosen| match at(row) {
            Some(offer) => one(ui, session, offer, chosen),
            None => ui.label(""),
        });
        match answer.picked.and_then(at) {
            Some(offer) => {
                send.push(taken(self.from, &offer.end));
                Request::Close
            }
            None => unless_closed(answer.close, Request::Stay),
        }
    }

    /// Lists anew what has the letters, once they have changed.
    fn list(&mut self) {
        let typed = self.search.words().trim();
        if typed == self.typed {
            return;
        }
        self.typed = typed.to_owned();
        let all = self.offers.iter().enumerate();
        let mut scored = matching(&self.typed, all, |(_, offer)| &offer.name);
        // Of those that fit alike the nearest comes first.
        scored.sort_by_key(|(score, (place, _))| (std::cmp::Reverse(*score), *place));
        self.listed = scored.into_iter().take(LISTED).map(|(_, (place, _))| place).collect();
    }
}

fn offer(session: &Session, annotation: &Annotation, end: End) -> Offer {
    let (how, label, words) = match &end {
        End::Annotation { other, kind, outward } => {
            let kind = session.project().scheme.relation(kind).map_or(kind.as_ref(), |kind| kind.name.as_str());
            let how = if *outward { format!("{kind} →") } else { format!("← {kind}") };
            let other = session.annotation(*other);
            (how, other.map(|other| other.label.clone()), other.map(|other| session.excerpt(other)).unwrap_or_default())
        }
        End::Name { attribute, name } => {
            let label = session.project().scheme.label(&annotation.label);
            let known = label.and_then(|label| label.attribute(attribute)).map(|attribute| attribute.name.as_str());
            (format!("{}:", known.unwrap_or(attribute)), None, name.to_string())
        }
    };
    let name = format!("{how} {words}");
    Offer { end, how, label, words, name }
}

fn taken(from: AnnotationId, end: &End) -> Command {
    match end {
        End::Annotation { other, kind, outward: true } => Command::Link { from, to: *other, kind: kind.clone() },
        End::Annotation { other, kind, outward: false } => Command::Link { from: *other, to: from, kind: kind.clone() },
        End::Name { attribute, name } => {
            Command::SetAttribute { id: from, attribute: attribute.clone(), value: Some(Value::Text(name.clone())) }
        }
    }
}

fn one(ui: &mut Ui, session: &Session, offer: &Offer, chosen: bool) -> Response {
    ListRow::new(&offer.name).selected(chosen).show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = sizes().space;
        let how = weak(ui, offer.how.clone());
        ui.label(how);
        if let Some(label) = offer.label.as_ref().and_then(|id| session.project().scheme.label(id)) {
            let color = label_colors(Theme::of(ui), Some(label)).letter;
            ui.label(RichText::new(letter(label).to_string()).font(strong(sizes().interface)).color(color));
        }
        ui.add(Label::new(&offer.words).truncate());
    })
}
