//! What the pointer does, told as values: presses, drags, boundaries moved. Nothing is decided here.

use super::{Mark, MarkKind, Shown, Side, TextEvent, lanes::Lane, margin::Letter, stage::Scene};
use egui::{CursorIcon, Modifiers, Pos2, Response, Ui};

/// A boundary is caught this near, in points.
const NEAR_EDGE: f32 = 4.0;
/// A press becomes a drag after this far, in points.
const DRAG_FROM: f32 = 3.0;
/// Scrolling while dragging beyond an edge: points a second for each point beyond it.
const EDGE_SPEED: f32 = 12.0;

/// The pointer's memory from frame to frame.
#[derive(Default)]
pub struct Pointer {
    grab: Grab,
    last_press: Option<(f64, Pos2, u8)>,
    hovered: Option<u64>,
    /// Where the pointer was last, for a button let go outside the window.
    last_pos: Option<Pos2>,
    /// The letters as painted last, to be clicked.
    pub letters: Vec<Letter>,
}

#[derive(Default)]
enum Grab {
    #[default]
    None,
    /// Words are being selected; the offset told last, and where it began. The mark there counts if it stays a click: the
    /// text may scroll under the pointer before the button goes up.
    Words { last: usize, origin: Pos2, clicks: u8, mark: Option<u64> },
    /// A boundary is held, moved once the pointer went a little way.
    Edge { mark: Mark, side: Side, offset: usize, origin: Pos2, moved: bool },
}

/// What the pointer did this frame, read from egui once.
struct Input {
    pos: Option<Pos2>,
    over: bool,
    pressed: bool,
    released: bool,
    secondary: bool,
    time: f64,
    dt: f32,
    modifiers: Modifiers,
    double_click: f64,
}

impl Input {
    fn read(ui: &Ui, response: &Response, scene: &Scene) -> Self {
        let pos = ui.input(|i| i.pointer.latest_pos());
        let over = response.contains_pointer() && pos.is_some_and(|pos| scene.stage.page.contains(pos));
        let double_click = ui.ctx().options(|o| o.input_options.max_double_click_delay);
        let ours = response.is_pointer_button_down_on() || response.clicked();
        ui.input(|i| Self {
            pos,
            over,
            pressed: i.pointer.primary_pressed() && ours,
            released: i.pointer.primary_released() || !i.pointer.primary_down(),
            secondary: i.pointer.secondary_pressed(),
            time: i.time,
            dt: i.stable_dt.min(0.1),
            modifiers: i.modifiers,
            double_click,
        })
    }
}

impl Pointer {
    /// The annotation under the pointer.
    pub fn hovered(&self) -> Option<u64> {
        self.hovered
    }

    /// Whether words or a boundary are being dragged.
    pub fn is_dragging(&self) -> bool {
        !matches!(self.grab, Grab::None)
    }

    /// The mark whose boundary is being dragged, as it would be if dropped now.
    pub fn preview(&self) -> Option<Mark> {
        let Grab::Edge { mark, side, offset, moved: true, .. } = &self.grab else {
            return None;
        };
        let moved = match side {
            Side::Start => Mark { start: *offset, ..*mark },
            Side::End => Mark { end: *offset, ..*mark },
        };
        Some(if moved.start <= moved.end { moved } else { Mark { start: moved.end, end: moved.start, ..moved } })
    }

    /// Handles one frame; says how far to scroll, in points, because something is dragged beyond an edge.
    pub fn run(
        &mut self,
        ui: &Ui,
        response: &Response,
        scene: &Scene,
        shown: &Shown<'_>,
        lanes: &[Lane],
        events: &mut Vec<TextEvent>,
    ) -> f32 {
        let input = Input::read(ui, response, scene);
        let Some(pos) = input.pos.or(self.last_pos) else {
            return 0.0;
        };
        self.last_pos = Some(pos);
        let edge = if input.over && shown.boundary_drag_allowed { edge_under(scene, shown, lanes, pos) } else { None };
        self.hover(if input.over { mark_under(scene, lanes, pos) } else { None }, events);
        if input.over {
            let icon = match (&self.grab, edge) {
                (Grab::Edge { .. }, _) | (Grab::None, Some(_)) => CursorIcon::ResizeHorizontal,
                (Grab::None, None) if self.letter_at(pos).is_some() => CursorIcon::PointingHand,
                _ => CursorIcon::Text,
            };
            ui.ctx().set_cursor_icon(icon);
        }
        if input.secondary
            && input.over
            && let Some(offset) = scene.offset_at(pos)
        {
            events.push(TextEvent::ContextMenu { offset });
        }
        if input.pressed && input.over {
            self.press(&input, pos, edge, (scene, lanes), events);
        }
        let scroll = self.drag(&input, pos, scene, events);
        if input.released {
            self.release(scene, pos, events);
        }
        scroll
    }

    fn letter_at(&self, pos: Pos2) -> Option<&Letter> {
        self.letters.iter().find(|letter| letter.rect.contains(pos))
    }

    /// Lets go of whatever is held: the text changed.
    pub fn forget(&mut self) {
        self.grab = Grab::None;
    }

    fn hover(&mut self, now: Option<u64>, events: &mut Vec<TextEvent>) {
        if self.hovered != now {
            self.hovered = now;
            events.push(TextEvent::Hover(now));
        }
    }

    fn press(
        &mut self,
        input: &Input,
        pos: Pos2,
        edge: Option<(Mark, Side)>,
        (scene, lanes): (&Scene, &[Lane]),
        events: &mut Vec<TextEvent>,
    ) {
        if let Some(letter) = self.letter_at(pos) {
            events.push(TextEvent::ClickMark { id: letter.id });
            return;
        }
        let clicks = match self.last_press {
            Some((time, place, clicks)) if input.time - time < input.double_click && place.distance(pos) < 6.0 => clicks % 3 + 1,
            _ => 1,
        };
        self.last_press = Some((input.time, pos, clicks));
        let Some(offset) = scene.offset_at(pos) else {
            return;
        };
        if let Some((mark, side)) = edge
            && clicks == 1
            && !input.modifiers.shift
        {
            let offset = if side == Side::Start { mark.start } else { mark.end };
            self.grab = Grab::Edge { mark, side, offset, origin: pos, moved: false };
            return;
        }
        self.grab = Grab::Words { last: offset, origin: pos, clicks, mark: mark_under(scene, lanes, pos) };
        events.push(TextEvent::Press { offset, clicks, shift: input.modifiers.shift });
    }

    fn drag(&mut self, input: &Input, pos: Pos2, scene: &Scene, events: &mut Vec<TextEvent>) -> f32 {
        let page = scene.stage.page;
        let within = Pos2::new(pos.x, pos.y.clamp(page.top() + 1.0, page.bottom() - 1.0));
        let Some(here) = scene.offset_at(within) else {
            return 0.0;
        };
        match &mut self.grab {
            Grab::None => return 0.0,
            Grab::Words { last, origin, .. } => {
                if here != *last && (origin.distance(pos) >= DRAG_FROM || pos != within) {
                    *last = here;
                    events.push(TextEvent::DragTo { offset: here });
                }
            }
            Grab::Edge { mark, side, offset, origin, moved } => {
                *moved |= origin.distance(pos) >= DRAG_FROM;
                if *moved && here != *offset {
                    *offset = here;
                    events.push(TextEvent::BoundaryDrag { id: mark.id, side: *side, offset: here });
                }
            }
        }
        if input.released { 0.0 } else { (pos.y - within.y) * EDGE_SPEED * input.dt }
    }

    fn release(&mut self, scene: &Scene, pos: Pos2, events: &mut Vec<TextEvent>) {
        // A drag is not the first half of a double click.
        if self.is_dragging() && self.last_press.is_some_and(|(_, place, _)| place.distance(pos) >= DRAG_FROM) {
            self.last_press = None;
        }
        match std::mem::take(&mut self.grab) {
            Grab::None => {}
            Grab::Words { origin, clicks, mark, .. } => {
                events.push(TextEvent::Release);
                let clicked = mark.filter(|_| clicks == 1 && origin.distance(pos) < DRAG_FROM);
                events.extend(clicked.map(|id| TextEvent::ClickMark { id }));
            }
            Grab::Edge { mark, side, offset, moved: true, .. } => {
                events.push(TextEvent::BoundaryDrop { id: mark.id, side, offset });
            }
            Grab::Edge { mark, origin, .. } => {
                if let Some(offset) = scene.offset_at(origin) {
                    events.push(TextEvent::Press { offset, clicks: 1, shift: false });
                    events.push(TextEvent::Release);
                }
                events.push(TextEvent::ClickMark { id: mark.id });
            }
        }
    }
}

/// The shortest mark on the words under the pointer.
fn mark_under(scene: &Scene, lanes: &[Lane], pos: Pos2) -> Option<u64> {
    let grapheme = scene.grapheme_at(pos)?;
    let over = lanes.iter().filter(|lane| lane.mark.start <= grapheme.start && grapheme.start < lane.mark.end);
    over.min_by_key(|lane| lane.mark.end - lane.mark.start).map(|lane| lane.mark.id)
}

/// The boundary under the pointer: of the focused mark first, then of the shortest annotation.
fn edge_under(scene: &Scene, shown: &Shown<'_>, lanes: &[Lane], pos: Pos2) -> Option<(Mark, Side)> {
    let near = scene.offset_at(pos)?;
    let touches = |lane: &&Lane| {
        let (start, end) = (lane.mark.start, lane.mark.end);
        let has_edges = lane.mark.kind == MarkKind::Annotation || shown.focused == Some(lane.mark.id);
        has_edges && (start.abs_diff(near) <= 64 || end.abs_diff(near) <= 64)
    };
    let mut marks: Vec<Mark> = lanes.iter().filter(touches).map(|lane| lane.mark).collect();
    marks.sort_by_key(|mark| (shown.focused != Some(mark.id), mark.end - mark.start));
    for mark in marks {
        for side in [Side::Start, Side::End] {
            let edge = scene.edge_of(&(mark.start..mark.end), side);
            if edge.is_some_and(|edge| (edge.left() - pos.x).abs() <= NEAR_EDGE && edge.y_range().contains(pos.y)) {
                return Some((mark, side));
            }
        }
    }
    None
}
