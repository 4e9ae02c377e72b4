//! Tests of the whole view through a headless egui: what is painted where, what is told, and that nothing moves.

mod access;
mod links;
mod offsets;
mod pointing;
mod right_to_left;
mod stillness;

use super::*;
use crate::ui::theme;
use egui::{Event, Modifiers, PointerButton, Pos2, RawInput, Rect, vec2};
use std::cell::{Cell, RefCell};

/// Gives a context the faces that are shipped.
fn with_faces(ctx: &Context) {
    theme::apply(ctx, theme::Look { preference: egui::ThemePreference::Light, less_motion: true });
}

/// One text on screen, 900 by 700 points.
struct Desk {
    ctx: Context,
    view: TextView,
    look: Look,
    text: Arc<str>,
    key: u128,
    marks: Vec<Mark>,
    asked: RefCell<Vec<Range<usize>>>,
    mapped: Cell<usize>,
    revision: u64,
    selection: Range<usize>,
    focused: Option<u64>,
    time: f64,
    size: egui::Vec2,
}

impl Desk {
    fn new(text: &str) -> Self {
        let mut desk = Self {
            ctx: Context::default(),
            view: TextView::new(),
            look: Look::default(),
            text: text.into(),
            key: 1,
            marks: Vec::new(),
            asked: RefCell::default(),
            mapped: Cell::new(0),
            revision: 0,
            selection: 0..0,
            focused: None,
            time: 0.0,
            size: vec2(900.0, 700.0),
        };
        with_faces(&desk.ctx);
        desk.frame(vec![]);
        desk
    }

    fn mark(&mut self, start: usize, end: usize) -> u64 {
        let id = self.marks.len() as u64 + 1;
        self.marks.push(Mark { id, start, end, style: (id % 3) as u16, kind: MarkKind::Annotation });
        self.marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
        self.revision += 1;
        id
    }

    fn frame(&mut self, events: Vec<Event>) -> Vec<TextEvent> {
        self.time += 0.016;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let Self { ctx, view, look, text, key, marks, asked, mapped, revision, selection, focused, .. } = self;
        let mut told = Vec::new();
        let mut output = ctx.run_ui(input, |ui| {
            let shown = Shown {
                text,
                text_key: *key,
                title: "Cranes stand still",
                source_line: "The Quay Courier",
                marks: &|range| {
                    asked.borrow_mut().push(range.clone());
                    marks.iter().filter(|m| m.start < range.end && m.end > range.start).copied().collect()
                },
                links: &|_| Vec::new(),
                overview: &|put| {
                    mapped.set(mapped.get() + 1);
                    marks.iter().for_each(|m| put(OverviewMark { start: m.start, style: m.style }));
                },
                revision: *revision,
                focused: *focused,
                caret: selection.end,
                selection: selection.clone(),
                find_hits: &[],
                find_current: None,
                boundary_drag_allowed: true,
                has_focus: true,
            };
            told = view.show(ui, look, &shown);
        });
        output.textures_delta.clear();
        let shapes = std::mem::take(&mut output.shapes);
        ctx.tessellate(shapes, output.pixels_per_point);
        told
    }

    fn scene(&self) -> &Scene {
        self.view.scene.as_ref().unwrap()
    }

    /// Where an offset is on screen, in the middle of its line.
    fn place(&self, offset: usize) -> Pos2 {
        self.scene().caret_at(offset).unwrap().center()
    }

    fn button(pos: Pos2, pressed: bool) -> Event {
        Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
    }

    fn click(&mut self, pos: Pos2) -> Vec<TextEvent> {
        self.frame(vec![Event::PointerMoved(pos)]);
        let mut told = self.frame(vec![Self::button(pos, true)]);
        told.extend(self.frame(vec![Self::button(pos, false)]));
        told
    }

    /// The top of the line of an offset on screen.
    fn top_of(&self, offset: usize) -> f32 {
        self.scene().caret_at(offset).unwrap().top()
    }
}

fn article() -> String {
    let sentence = "The cranes over the eastern quay stood still for the third night, said Ida Brandt. ";
    let paragraph = sentence.repeat(5);
    vec![paragraph.trim_end(); 200].join("\n")
}
