//! The article on screen: laid out in pieces, only those visible, with highlights, caret and selection painted around words
//! that never move. The view takes no decisions: it paints what it is shown and tells what the user did.

mod access;
mod bidi_row;
mod column;
mod geometry;
mod header;
mod heights;
mod invisible;
mod lanes;
mod layout;
mod links;
mod look;
mod margin;
mod motion;
mod overview;
mod paint;
mod pieces;
mod pointer;
mod stage;
#[cfg(test)]
mod tests;

pub use column::{Align, ScrollPosition};
pub use invisible::name as invisible_name;
pub use links::Link;
pub use look::{Look, MarkStyle};

use column::Column;
use egui::{Context, EventFilter, Id, Rect, Response, Sense, Ui};
use header::Header;
use layout::Setting;
use overview::Overview;
use pointer::Pointer;
use stage::{Scene, Stage};
use std::{
    ops::Range,
    sync::Arc,
    time::{Duration, Instant},
};

/// Time a frame without other work spends on laying out what may soon be scrolled to.
const AHEAD: Duration = Duration::from_micros(500);

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Tagged by somebody: tint and line.
    Annotation,
    /// Proposed: a dotted line, no tint, no letter.
    Suggestion,
}

/// One annotation or suggestion; byte offsets into the article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Names it in events.
    pub id: u64,
    /// Its first byte.
    pub start: usize,
    /// Past its last byte.
    pub end: usize,
    /// Index into [`Look::styles`].
    pub style: u16,
    /// What it stands for.
    pub kind: MarkKind,
}

/// One annotation as the map at the right needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverviewMark {
    /// Its first byte.
    pub start: usize,
    /// Index into [`Look::styles`]; labels past the 64th share colours with earlier ones here.
    pub style: u16,
}

/// Takes one annotation after the other for the map.
pub type PutOnMap<'a> = &'a mut dyn FnMut(OverviewMark);

/// What is shown this frame.
pub struct Shown<'a> {
    /// The article's text.
    pub text: &'a Arc<str>,
    /// Changes when the text does, as an article's id.
    pub text_key: u128,
    /// Above the text, scrolls with it.
    pub title: &'a str,
    /// Under the title.
    pub source_line: &'a str,
    /// The marks that overlap a byte range, sorted by start, then longer first. Asked for ranges near the screen only.
    pub marks: &'a dyn Fn(Range<usize>) -> Vec<Mark>,
    /// The relations with an end in a byte range.
    pub links: &'a dyn Fn(&Range<usize>) -> Vec<Link>,
    /// Hands every annotation to the map, best sorted by start. Called when `revision`, text or size changed, not each frame.
    pub overview: &'a dyn Fn(PutOnMap<'_>),
    /// Changes when marks do.
    pub revision: u64,
    /// The focused mark.
    pub focused: Option<u64>,
    /// Where the caret is.
    pub caret: usize,
    /// What is selected; empty for nothing.
    pub selection: Range<usize>,
    /// Find hits, sorted.
    pub find_hits: &'a [Range<usize>],
    /// Which of them is current.
    pub find_current: Option<usize>,
    /// Whether boundaries of annotations may be dragged.
    pub boundary_drag_allowed: bool,
    /// Whether keys go to the text, so that the caret is shown.
    pub has_focus: bool,
}

/// Which end of an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

/// What the user did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEvent {
    /// The button went down on the text: once, twice for a word, three times for a sentence.
    Press {
        /// The nearest grapheme boundary.
        offset: usize,
        /// 1, 2 or 3.
        clicks: u8,
        /// Whether Shift was held, to extend.
        shift: bool,
    },
    /// With the button down, the pointer is now here. Told when the offset changes.
    DragTo {
        /// The nearest grapheme boundary.
        offset: usize,
    },
    /// The button went up.
    Release,
    /// A boundary is being dragged; nothing has changed yet.
    BoundaryDrag {
        /// Whose.
        id: u64,
        /// Which end.
        side: Side,
        /// Where it would go.
        offset: usize,
    },
    /// A boundary was let go.
    BoundaryDrop {
        /// Whose.
        id: u64,
        /// Which end.
        side: Side,
        /// Where it goes.
        offset: usize,
    },
    /// A click without a drag on the words of a mark, after its `Press` and `Release`, or on its letter in the margin.
    ClickMark {
        /// The shortest mark there.
        id: u64,
    },
    /// The secondary button went down.
    ContextMenu {
        /// The nearest grapheme boundary.
        offset: usize,
    },
    /// Another mark, or none, is under the pointer.
    Hover(Option<u64>),
}

/// Where to scroll in the next frame.
enum Target {
    Offset(usize, Align),
    Position(ScrollPosition),
}

/// The text view's own state, all of which may be lost: layout, scroll position, a drag under way.
#[derive(Default)]
pub struct TextView {
    column: Column,
    header: Header,
    overview: Overview,
    pointer: Pointer,
    target: Option<Target>,
    page_height: f32,
    id: Option<Id>,
    glyphs: Glyphs,
    scene: Option<Scene>,
    runs: Vec<access::Run>,
}

/// What tells that egui threw its glyphs away, whereupon every galley is void.
#[derive(Default, PartialEq)]
struct Glyphs {
    filled: f32,
    pixels: f32,
    options: Option<egui::epaint::TextOptions>,
}

impl TextView {
    /// A view that has shown nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The widget's id, for giving it the keyboard; `None` before it was first shown.
    pub fn id(&self) -> Option<Id> {
        self.id
    }

    /// Where the caret before an offset was on screen in the last frame, as a rectangle without width; `None` when off screen.
    pub fn caret_rect(&self, offset: usize) -> Option<Rect> {
        self.scene.as_ref()?.caret_at(offset)
    }

    /// The bytes of the pieces that were on screen in the last frame.
    pub fn visible_range(&self) -> Range<usize> {
        self.scene.as_ref().map_or(0..0, Scene::range)
    }

    /// Scrolls in the next frame so that an offset is on screen.
    pub fn scroll_to(&mut self, offset: usize, align: Align) {
        self.target = Some(Target::Offset(offset, align));
    }

    /// Whether an offset is to be brought on screen in the next frame.
    pub fn is_sent_somewhere(&self) -> bool {
        matches!(self.target, Some(Target::Offset(..)))
    }

    /// The place to come back to later.
    pub fn scroll_position(&mut self, ctx: &Context) -> ScrollPosition {
        match self.target {
            Some(Target::Position(position)) => position,
            _ => self.column.position(ctx),
        }
    }

    /// Comes back to a place in the next frame, also with another text.
    pub fn set_scroll_position(&mut self, position: ScrollPosition) {
        self.target = Some(Target::Position(position));
    }

    /// Shows the text in all the room there is, and tells what the user did.
    pub fn show(&mut self, ui: &mut Ui, look: &Look, shown: &Shown<'_>) -> Vec<TextEvent> {
        let response = self.sense(ui);
        let stage = self.prepare(ui, look, shown, &response);
        let held = self.overview.scroll(ui, &stage, &mut self.column, response.contains_pointer());
        let wheeled = self.wheel(ui, &response);
        let (visible, header) = self.column.visible(ui.ctx(), stage.page.height());
        let scene = Scene { stage, visible, header };
        let mut lanes = lanes::gather(shown, scene.range());
        let mut events = self.answer_screen_reader(ui, response.id);
        let mut beyond = 0.0;
        if !held {
            beyond = self.pointer.run(ui, &response, &scene, shown, &lanes, &mut events);
        }
        if let Some(moved) = self.pointer.preview() {
            lanes.iter_mut().filter(|lane| lane.mark.id == moved.id).for_each(|lane| lane.mark = moved);
        }
        self.paint(ui, look, shown, &scene, &lanes, &response);
        self.runs = access::announce(ui, &response, look, shown, &scene, &lanes);
        self.name_invisible(&response, &scene, shown);
        if beyond != 0.0 {
            self.column.scroll_by(f64::from(beyond), scene.stage.page.height());
            ui.ctx().request_repaint();
        } else if !held && !wheeled {
            self.look_ahead(ui.ctx(), &scene);
        }
        self.column.galleys.end_frame();
        self.scene = Some(scene);
        events
    }

    fn sense(&mut self, ui: &mut Ui) -> Response {
        let room = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(room);
        // An id of its own, since a bar that appears above must not cost the focus or a drag.
        let response = ui.interact(room, ui.scope_id().with("text view"), Sense::click_and_drag());
        self.id = Some(response.id);
        if response.is_pointer_button_down_on() {
            response.request_focus();
        }
        let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        response
    }

    /// Takes in what changed since the last frame: glyphs, text, setting, a place to scroll to.
    fn prepare(&mut self, ui: &Ui, look: &Look, shown: &Shown<'_>, response: &Response) -> Stage {
        let lost = self.glyphs_were_lost(ui);
        if lost {
            self.column.galleys.clear();
        }
        let mut stage = Stage::new(ui, response.rect, look);
        let setting = Setting { font: look.font.clone(), line_height: stage.line_height, width: stage.width };
        let probe = ui.fonts_mut(|fonts| layout::galley(fonts, &setting, "x", f32::INFINITY));
        let glyph = probe.rows.first().and_then(|row| row.glyphs.first());
        stage.baseline = glyph.map_or(stage.baseline, |glyph| glyph.pos.y) - stage.lift;
        let header = self.header.lay_out(ui, look, &stage, shown.title, shown.source_line, lost);
        if self.column.key != Some(shown.text_key) {
            self.column.take(shown.text, shown.text_key);
            self.pointer.forget();
        }
        self.column.set(ui.ctx(), setting, look.paragraph_gap, header);
        self.page_height = stage.page.height();
        match self.target.take() {
            Some(Target::Offset(offset, align)) => self.column.scroll_to(ui.ctx(), offset, align, self.page_height),
            Some(Target::Position(position)) => self.column.go_to(ui.ctx(), position),
            None => {}
        }
        stage
    }

    fn glyphs_were_lost(&mut self, ui: &Ui) -> bool {
        let pixels = ui.ctx().pixels_per_point();
        let (filled, options) = ui.fonts(|fonts| (fonts.font_atlas_fill_ratio(), *fonts.options()));
        let lost = filled < self.glyphs.filled || pixels != self.glyphs.pixels || self.glyphs.options != Some(options);
        self.glyphs = Glyphs { filled, pixels, options: Some(options) };
        lost
    }

    /// Does what a screen reader asks for: a selection is told as if the pointer had made it.
    fn answer_screen_reader(&mut self, ui: &Ui, id: Id) -> Vec<TextEvent> {
        let asked = access::asked(ui, id, &self.runs);
        if asked.screens != 0.0 {
            self.column.scroll_by(asked.screens * f64::from(self.page_height) * 0.9, self.page_height);
            ui.ctx().request_repaint();
        }
        let Some((anchor, focus)) = asked.selection else {
            return Vec::new();
        };
        let mut events = vec![TextEvent::Press { offset: anchor, clicks: 1, shift: false }];
        if focus != anchor {
            events.push(TextEvent::DragTo { offset: focus });
        }
        events.push(TextEvent::Release);
        events
    }

    /// Scrolls by wheel or touchpad; true while something moves.
    fn wheel(&mut self, ui: &Ui, response: &Response) -> bool {
        let delta = ui.input(|i| i.smooth_scroll_delta().y);
        if delta == 0.0 || !response.contains_pointer() {
            return false;
        }
        self.column.scroll_by(f64::from(-delta), self.page_height);
        ui.input_mut(|i| i.smooth_scroll_delta.y = 0.0);
        true
    }

    fn paint(&mut self, ui: &Ui, look: &Look, shown: &Shown<'_>, scene: &Scene, lanes: &[lanes::Lane], response: &Response) {
        let stage = &scene.stage;
        let painter = ui.painter_at(stage.view);
        painter.rect_filled(stage.view, 0.0, look.paper);
        let page = ui.painter_at(stage.page);
        if let Some(top) = scene.header {
            self.header.paint(&page, look, stage, top);
        }
        paint::paint(&page, look, shown, scene, lanes, self.pointer.hovered());
        links::paint(&page, look, scene, &(shown.links)(&scene.range()));
        self.pointer.letters = margin::paint(&page, look, scene, lanes);
        let over_map = response.hover_pos().is_some_and(|pos| stage.map.contains(pos));
        self.overview.paint(&painter, look, shown, stage, &self.column, over_map);
    }

    /// Names a character that cannot be seen while the pointer is on its mark.
    fn name_invisible(&self, response: &Response, scene: &Scene, shown: &Shown<'_>) {
        if self.pointer.is_dragging() {
            return;
        }
        let grapheme = response.hover_pos().and_then(|pos| scene.grapheme_at(pos));
        let text = grapheme.and_then(|range| shown.text.get(range));
        if let Some(name) = text.and_then(invisible::unexpected_in).and_then(invisible::name) {
            response.clone().on_hover_text_at_pointer(name);
        }
    }

    /// Lays out the screens after and before this one, a little each frame, and asks for frames only while some is left.
    fn look_ahead(&mut self, ctx: &Context, scene: &Scene) {
        let (Some(first), Some(last)) = (scene.visible.first(), scene.visible.last()) else {
            return;
        };
        let (from, busy) = (Instant::now(), self.column.galleys.is_busy());
        let screen = scene.visible.len().clamp(2, 60);
        let after = last.index + 1..(last.index + 1 + screen).min(self.column.pieces.len());
        let before = (first.index.saturating_sub(screen)..first.index).rev();
        for index in after.chain(before) {
            if self.column.is_ready(index) {
                continue;
            }
            if busy || from.elapsed() >= AHEAD {
                ctx.request_repaint();
                return;
            }
            self.column.lay_out(ctx, index);
        }
    }
}
