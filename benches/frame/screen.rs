//! A window without a window system: frames one after the other, with the events a person makes.

use crate::support::figures::{Figures, Table, cpu_ms, ratio, shown};
use egui::{
    Context, Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, TouchPhase, Ui, Vec2, ViewportCommand,
    pos2, vec2,
};

/// Frames of one context, 60 a second by its own clock.
pub struct Screen {
    pub ctx: Context,
    time: f64,
    size: Vec2,
    /// The title the window asked for last.
    pub title: String,
}

impl Screen {
    /// Begins without having shown anything.
    pub fn new(width: f32, height: f32) -> Self {
        Self { ctx: Context::default(), time: 0.0, size: vec2(width, height), title: String::new() }
    }

    /// Shows one frame; returns its CPU milliseconds.
    pub fn frame(&mut self, events: Vec<Event>, show: &mut dyn FnMut(&mut Ui)) -> f64 {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            focused: true,
            events,
            ..Default::default()
        };
        let (cost, mut output) = cpu_ms(|| {
            let mut output = self.ctx.run_ui(input, |ui| show(ui));
            let shapes = std::mem::take(&mut output.shapes);
            std::hint::black_box(self.ctx.tessellate(shapes, output.pixels_per_point));
            output
        });
        // Nobody takes the textures to a graphics card; egui would keep them for that.
        output.textures_delta.clear();
        for command in output.viewport_output.into_values().flat_map(|viewport| viewport.commands) {
            if let ViewportCommand::Title(title) = command {
                self.title = title;
            }
        }
        cost
    }

    /// The costs of a number of frames, each with the events of its number.
    pub fn frames(
        &mut self,
        count: usize,
        show: &mut dyn FnMut(&mut Ui),
        mut events: impl FnMut(usize) -> Vec<Event>,
    ) -> Figures {
        (0..count).map(|number| self.frame(events(number), show)).collect()
    }
}

/// The wheel, turned by this many points.
pub fn wheel(points: f32) -> Event {
    let (unit, source) = (MouseWheelUnit::Point, egui::MouseWheelSource::Wheel);
    Event::MouseWheel { unit, source, delta: vec2(0.0, points), phase: TouchPhase::Move, modifiers: Modifiers::NONE }
}

/// A key going down.
pub fn key(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: Some(key), pressed: true, repeat: false, modifiers }
}

/// The pointer to a place, and its button down or up.
pub fn button(x: f32, y: f32, pressed: bool) -> Vec<Event> {
    let pos = pos2(x, y);
    let button = Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    vec![Event::PointerMoved(pos), button]
}

/// A table of medians, 99th percentiles and ratios to the first row.
pub struct Compared {
    table: Table,
    columns: usize,
    first: Vec<f64>,
}

impl Compared {
    /// Prints the head.
    pub fn new(name: &str, columns: &[&str]) -> Self {
        let names: Vec<String> =
            columns.iter().flat_map(|column| [(*column).to_owned(), "p99".to_owned(), "ratio".to_owned()]).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Self { table: Table::new(name, &names), columns: columns.len(), first: Vec::new() }
    }

    /// Prints a row; the first is what the others are compared with.
    pub fn row(&mut self, name: &str, figures: &[Figures]) {
        if self.first.is_empty() {
            self.first = figures.iter().map(Figures::median).collect();
        }
        let cells = figures
            .iter()
            .zip(&self.first)
            .take(self.columns)
            .flat_map(|(figures, first)| [shown(figures.median()), shown(figures.p99()), ratio(figures.median(), *first)]);
        self.table.row(name, cells);
    }
}
