//! Where the annotations of an article belong in another copy of its text.
//!
//! An annotation moves when its words stand there in the same order and either only once or in the same surroundings; white
//! space and line ends do not matter. What is not certain is not decided here: it is [`Fate::Changed`],
//! [`Fate::Ambiguous`] or [`Fate::Lost`], and a person looks at it.

mod context;
mod differences;
mod place;
mod tokens;

pub use differences::{Difference, differences};

use super::span::Span;
use context::{Found, alike};
use place::{Place, locate};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::cmp::Reverse;
use std::collections::HashMap;
use tokens::{Piece, Tokens};

/// As many places as are offered for one annotation.
pub const CANDIDATES: usize = 9;
/// Words that stand oftener are not compared place by place.
const MANY: usize = 1_000;
/// Fewer equal words beside a place say nothing: one is often only “of” or “the”.
const SOME: usize = 2;
/// So many words stand together by chance hardly ever.
const LONG: usize = 4;

/// What becomes of an annotation in another text.
#[derive(Clone, PartialEq, Debug)]
pub enum Fate {
    /// Its words stand here, and nowhere else in these surroundings.
    Moved(Span),
    /// Its place has other words now.
    Changed {
        /// The place.
        span: Span,
        /// How much of the words is the same, from 0 to 1.
        similarity: f32,
    },
    /// It may belong to one of these places, in the order of the text; the surroundings do not say to which.
    Ambiguous(Vec<Span>),
    /// Neither its words nor its place are there.
    Lost,
}

/// Finds the fate of each span of the old text in the new one, in the order of the spans.
///
/// ```
/// use pressmark::model::Span;
/// use pressmark::model::transfer::{Fate, transfer};
/// let span = Span { start: 4, end: 11 };
/// let fates = transfer("The harbour is shut.", &[span], "Update\nThe harbour  is shut.");
/// assert_eq!(fates, [Fate::Moved(Span { start: 11, end: 18 })]);
/// ```
pub fn transfer(old: &str, spans: &[Span], new: &str) -> Vec<Fate> {
    let sound = |span: &Span| span.fault(old).is_none();
    if old == new {
        return spans.iter().map(|span| if sound(span) { Fate::Moved(*span) } else { Fate::Lost }).collect();
    }
    let (old_tokens, new_tokens) = tokens::of_both(old, new);
    let move_ = Move { old: &old_tokens, new: &new_tokens, old_text: old, new_text: new };
    let mut fates = vec![Fate::Lost; spans.len()];
    let mut landings: Vec<Landing> = Vec::new();
    // Those around others come first, so that what lies inside goes with them.
    let mut order: Vec<usize> = (0..spans.len()).filter(|at| spans.get(*at).is_some_and(sound)).collect();
    order.sort_by_key(|at| spans.get(*at).map(|span| (span.start, Reverse(span.end))));
    let mut around: Vec<Settled> = Vec::new();
    for at in order {
        let Some(piece) = spans.get(at).and_then(|span| old_tokens.piece(*span)) else { continue };
        around.retain(|settled| settled.piece.end > piece.start);
        let outer = around.iter().rev().find(|settled| settled.piece.end >= piece.end);
        let inside = outer.and_then(|outer| Some((move_.inside(outer, &piece)?, outer.of)));
        let with = inside.as_ref().map(|(_, with)| *with);
        let fate = inside.map_or_else(|| move_.fate(&piece, outer), |(fate, _)| fate);
        if let Fate::Moved(to) = fate {
            landings.push(Landing { at, with, to, alike: move_.alike_at(&piece, to) });
        }
        around.extend(Settled::of(at, &fate, piece, &new_tokens));
        if let Some(slot) = fates.get_mut(at) {
            *slot = fate;
        }
    }
    part(spans, &landings, &mut fates);
    fates
}

/// An annotation that moves.
struct Landing {
    /// Its place in the list.
    at: usize,
    /// The one that it lies inside and goes along with.
    with: Option<usize>,
    to: Span,
    /// How far its surroundings are the same there.
    alike: usize,
}

/// Where annotations of different places would move to one, only that of the most similar surroundings does.
fn part(spans: &[Span], landings: &[Landing], fates: &mut [Fate]) {
    let mut best: HashMap<Span, (usize, Option<&Span>)> = HashMap::new();
    for landing in landings.iter().filter(|landing| landing.with.is_none()) {
        let from = spans.get(landing.at);
        let known = best.entry(landing.to).or_insert((landing.alike, from));
        if known.0 < landing.alike {
            *known = (landing.alike, from);
        } else if known.0 == landing.alike && known.1 != from {
            known.1 = None;
        }
    }
    for landing in landings {
        let stays = match landing.with {
            Some(outer) => matches!(fates.get(outer), Some(Fate::Moved(_))),
            None => best.get(&landing.to).is_some_and(|(_, from)| *from == spans.get(landing.at)),
        };
        if let Some(fate) = fates.get_mut(landing.at).filter(|_| !stays) {
            *fate = Fate::Ambiguous(vec![landing.to]);
        }
    }
}

/// A piece of the old text that has found its place, for those inside it.
struct Settled {
    /// Its place in the list.
    of: usize,
    piece: Piece,
    /// Its tokens in the new text.
    start: usize,
    end: usize,
    same: bool,
}

impl Settled {
    fn of(of: usize, fate: &Fate, piece: Piece, new: &Tokens) -> Option<Self> {
        let (span, same) = match fate {
            Fate::Moved(span) => (*span, true),
            Fate::Changed { span, .. } => (*span, false),
            Fate::Ambiguous(_) | Fate::Lost => return None,
        };
        let Piece { start, end, .. } = new.piece(span)?;
        Some(Self { of, piece, start, end, same })
    }
}

/// Two texts between which annotations move.
struct Move<'t> {
    old: &'t Tokens,
    new: &'t Tokens,
    old_text: &'t str,
    new_text: &'t str,
}

impl Move<'_> {
    /// What lies inside words that have moved has moved with them.
    fn inside(&self, outer: &Settled, piece: &Piece) -> Option<Fate> {
        let start = outer.start + piece.start.checked_sub(outer.piece.start).filter(|_| outer.same)?;
        self.new.span_of(piece, start, self.new_text).map(Fate::Moved)
    }

    fn fate(&self, piece: &Piece, outer: Option<&Settled>) -> Fate {
        let mut found = self.found(piece);
        if let Some(outer) = outer {
            // Inside words that have changed a little, the same words are meant only there.
            let within = |found: &Found| outer.start <= found.start && found.start + piece.len() <= outer.end;
            match found.iter().filter(|found| within(found)).count() {
                0 => {}
                1 => return found.into_iter().find(within).map_or(Fate::Lost, |found| Fate::Moved(found.span)),
                _ => found.retain(within),
            }
        }
        if let Some(span) = self.settled(piece, &found) {
            return Fate::Moved(span);
        }
        let place = locate(self, piece);
        let Some(first) = found.first() else { return place.map_or(Fate::Lost, Place::into_fate) };
        if let Some(place) = place.as_ref().filter(|place| place.is_sure(&found)) {
            return Fate::Moved(place.span);
        }
        let near = place.as_ref().map_or(first.span.start, |place| place.span.start);
        let mut spans: Vec<Span> = found.iter().map(|found| found.span).collect();
        spans.sort_by_key(|span| span.start.abs_diff(near));
        spans.truncate(CANDIDATES - 1);
        spans.extend(place.filter(|place| place.is_clear).map(|place| place.span));
        spans.sort();
        spans.dedup();
        Fate::Ambiguous(spans)
    }

    /// Every place of the words in the new text with how far its surroundings are the same, the best first.
    fn found(&self, piece: &Piece) -> Vec<Found> {
        let places = self.new.places(self.old.ids(piece.start..piece.end), MANY);
        let found = places.into_iter().filter_map(|start| {
            let span = self.new.span_of(piece, start, self.new_text)?;
            let alike = alike(self.old, piece.start..piece.end, self.new, start..start + piece.len());
            Some(Found { start, span, alike })
        });
        let mut found: Vec<Found> = found.collect();
        found.sort_by_key(|found| (Reverse(found.alike), found.start));
        found
    }

    /// How far the surroundings of a piece and of its place are the same.
    fn alike_at(&self, piece: &Piece, to: Span) -> usize {
        let there = self.new.piece(to);
        there.map_or(0, |there| alike(self.old, piece.start..piece.end, self.new, there.start..there.end))
    }

    /// The one place that is meant, if the surroundings leave no doubt.
    fn settled(&self, piece: &Piece, found: &[Found]) -> Option<Span> {
        let first = found.first()?;
        let Some(second) = found.get(1) else {
            let sure = first.alike >= SOME || self.old.words(piece.start..piece.end) >= LONG;
            return (sure && self.is_image(piece, first)).then_some(first.span);
        };
        if first.alike >= SOME && first.alike >= second.alike + SOME {
            return Some(first.span);
        }
        self.by_rank(piece, found, first.alike)
    }

    /// Whether the only place of the words that is left is that of this piece, and not of the same words elsewhere before.
    fn is_image(&self, piece: &Piece, found: &Found) -> bool {
        let range = piece.start..piece.end;
        let places = self.old.places(self.old.ids(range.clone()), MANY).into_iter().filter(|start| *start != piece.start);
        let there = found.start..found.start + piece.len();
        let mut rivals = places.map(|start| alike(self.old, start..start + piece.len(), self.new, there.clone()));
        rivals.all(|alike| alike < found.alike)
    }

    /// Where the same words stand in the same surroundings as often as before, they keep their order.
    fn by_rank(&self, piece: &Piece, found: &[Found], best: usize) -> Option<Span> {
        if best < 2 * SOME || found.len() > MANY / 4 {
            return None;
        }
        let mut now: Vec<&Found> = found.iter().take_while(|found| found.alike + 1 >= best).collect();
        now.sort_by_key(|found| found.start);
        let range = piece.start..piece.end;
        let before = self.old.places(self.old.ids(range.clone()), MANY).into_iter();
        let before = before.filter(|start| alike(self.old, range.clone(), self.old, *start..*start + piece.len()) + 1 >= best);
        let before: Vec<usize> = before.collect();
        let rank = before.iter().position(|start| *start == piece.start)?;
        now.get(rank).filter(|_| before.len() == now.len()).map(|found| found.span)
    }
}

/// What makes one sequence of numbers another.
fn ops(one: &[u32], other: &[u32]) -> Vec<DiffOp> {
    capture_diff_slices(Algorithm::Myers, one, other)
}
