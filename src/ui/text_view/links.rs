//! Relations as brackets in the right margin: faint, those of the focused annotation strong, with a point where they lead.

use super::{look::Look, stage::Scene};
use egui::{Painter, Shape, Stroke, pos2};

/// A relation between two places of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it begins.
    pub from: usize,
    /// Where it leads.
    pub to: usize,
    /// Whether it stands out.
    pub strong: bool,
}

/// Between the column and the first bracket, in points.
const GAP: f32 = 8.0;
/// From one bracket to the next, in points.
const STEP: f32 = 4.0;
/// So many brackets stand side by side at most; more share the last place.
const PLACES: usize = 6;
/// So many are drawn; of more, the longest are left out.
const MOST: usize = 400;
/// How faint those are that do not stand out.
const FAINT: f32 = 0.45;
/// Half the width of the point of an arrow, in points.
const POINT: f32 = 3.0;

/// A link as it is on screen.
#[derive(Debug)]
pub(super) struct Bracket {
    pub top: f32,
    pub bottom: f32,
    leads_down: bool,
    /// Whether the end it leads to is on screen.
    pub arrives: bool,
    strong: bool,
    /// How far out it stands.
    pub place: usize,
}

/// Paints the links that have an end on screen.
pub fn paint(painter: &Painter, look: &Look, scene: &Scene, links: &[Link]) {
    let left = left(scene);
    let (strong, faint): (Vec<Bracket>, Vec<Bracket>) = laid_out(scene, links).into_iter().partition(|bracket| bracket.strong);
    // What stands out lies above all others.
    let strokes = [(faint, Stroke::new(1.0, look.weak_ink.gamma_multiply(FAINT))), (strong, Stroke::new(1.5, look.ink))];
    for (brackets, stroke) in strokes {
        for bracket in brackets {
            let x = scene.stage.snap(left + STEP * (bracket.place + 1) as f32);
            draw(painter, &bracket, left, x, stroke);
        }
    }
}

/// Where brackets begin.
fn left(scene: &Scene) -> f32 {
    scene.stage.left + scene.stage.width + GAP
}

/// The links with an end on screen as brackets, the short ones within the long ones.
pub(super) fn laid_out(scene: &Scene, links: &[Link]) -> Vec<Bracket> {
    let mut brackets: Vec<Bracket> = links.iter().filter_map(|link| bracket(scene, link)).collect();
    brackets.sort_by(|one, other| (one.bottom - one.top).total_cmp(&(other.bottom - other.top)));
    brackets.truncate(MOST);
    let room = ((scene.stage.page.right() - left(scene) - POINT) / STEP).floor().clamp(1.0, PLACES as f32) as usize;
    let mut places: Vec<Vec<(f32, f32)>> = vec![Vec::new(); room];
    for bracket in &mut brackets {
        let is_free = |taken: &Vec<(f32, f32)>| taken.iter().all(|(top, bottom)| bracket.bottom < *top || *bottom < bracket.top);
        bracket.place = places.iter().position(is_free).unwrap_or(room - 1);
        if let Some(taken) = places.get_mut(bracket.place) {
            taken.push((bracket.top, bracket.bottom));
        }
    }
    brackets
}

fn bracket(scene: &Scene, link: &Link) -> Option<Bracket> {
    let y = |offset| scene.caret_at(offset).map(|caret| caret.center().y);
    let beyond = |offset| if offset < scene.range().start { scene.stage.page.top() } else { scene.stage.page.bottom() };
    let (from, to) = (y(link.from), y(link.to));
    if from.is_none() && to.is_none() {
        return None;
    }
    let arrives = to.is_some();
    let (from, to) = (from.unwrap_or_else(|| beyond(link.from)), to.unwrap_or_else(|| beyond(link.to)));
    let leads_down = (link.from, from) <= (link.to, to);
    Some(Bracket { top: from.min(to), bottom: from.max(to), leads_down, arrives, strong: link.strong, place: 0 })
}

fn draw(painter: &Painter, bracket: &Bracket, left: f32, x: f32, stroke: Stroke) {
    // Both ends on one line: a small loop.
    let (top, bottom) = if bracket.bottom - bracket.top < 2.0 * POINT {
        (bracket.top - 2.0 * POINT, bracket.bottom + POINT)
    } else {
        (bracket.top, bracket.bottom)
    };
    painter.add(Shape::line(vec![pos2(left, top), pos2(x, top), pos2(x, bottom), pos2(left, bottom)], stroke));
    if bracket.arrives {
        let end = if bracket.leads_down { bottom } else { top };
        let tip = vec![pos2(left - 1.0, end), pos2(left + POINT, end - POINT), pos2(left + POINT, end + POINT)];
        painter.add(Shape::convex_polygon(tip, stroke.color, Stroke::NONE));
    }
}
