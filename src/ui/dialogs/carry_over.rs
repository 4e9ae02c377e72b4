//! The annotations of an older copy that are not in the newer one: what moves, and what a person must decide.

use super::{Request, carry_preview, unless_closed};
use crate::model::succession::{Carry, Decision, Waiting};
use crate::model::transfer::Fate;
use crate::model::{ArticleId, Span};
use crate::session::{Command, Session};
use crate::ui::dates::{count, counted};
use crate::ui::marks::{label_colors, letter};
use crate::ui::panels::{colors, weak};
use crate::ui::theme::{Theme, sizes, strong};
use crate::ui::widgets::{List, ListRow, key_hint, modal, primary_button};
use egui::{Align, Context, Key, Label, Layout, Modifiers, Response, RichText, Ui, vec2};

/// Changed words that are at least so much alike can be taken all at once.
const ALIKE: f32 = 0.9;
/// Width of the page in points.
const WIDTH: f32 = 1_040.0;

/// What is waiting, and what has been decided so far.
pub struct CarryOver {
    older: ArticleId,
    newer: ArticleId,
    rows: Vec<Row>,
    lines: Vec<Line>,
    chosen: usize,
    /// The chosen row has just been reached by a decision, or the page has just been opened.
    reached: bool,
}

/// One annotation.
pub(super) struct Row {
    pub waiting: Waiting,
    pub decision: Option<Decision>,
}

/// A line of the list.
#[derive(Clone, Copy, PartialEq)]
enum Line {
    Heading(Group, usize),
    Row(usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Changed,
    Ambiguous,
    Lost,
    Moved,
    LeftOut,
}

impl Group {
    /// Those that need a decision come first, those that had theirs before come last.
    const ALL: [Self; 5] = [Self::Changed, Self::Ambiguous, Self::Lost, Self::Moved, Self::LeftOut];

    fn of(waiting: &Waiting) -> Self {
        match waiting.fate {
            _ if waiting.left_out => Self::LeftOut,
            Fate::Moved(_) => Self::Moved,
            Fate::Changed { .. } => Self::Changed,
            Fate::Ambiguous(_) => Self::Ambiguous,
            Fate::Lost => Self::Lost,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Changed => "Changed words",
            Self::Ambiguous => "More than one place",
            Self::Lost => "No longer there",
            Self::Moved => "Same words",
            Self::LeftOut => "Left out before",
        }
    }
}

impl CarryOver {
    /// Lists what is waiting; what certainly moves is decided, and so is what was left out before.
    pub fn new(older: ArticleId, newer: ArticleId, waiting: Vec<Waiting>) -> Self {
        let decided = |waiting: Waiting| {
            let decision = match waiting.fate {
                _ if waiting.left_out => Some(Decision::LeaveOut),
                Fate::Moved(span) => Some(Decision::Take(span)),
                _ => None,
            };
            Row { waiting, decision }
        };
        let rows: Vec<Row> = waiting.into_iter().map(decided).collect();
        let lines = Group::ALL.into_iter().flat_map(|group| {
            let of_group = rows.iter().enumerate().filter(move |(_, row)| Group::of(&row.waiting) == group);
            let lines: Vec<Line> = of_group.map(|(at, _)| Line::Row(at)).collect();
            let heading = Line::Heading(group, lines.len());
            (!lines.is_empty()).then_some(heading).into_iter().chain(lines).collect::<Vec<_>>()
        });
        let lines: Vec<Line> = lines.collect();
        Self { older, newer, rows, lines, chosen: 1, reached: true }
    }

    pub(super) fn show(&mut self, ctx: &Context, session: &Session, send: &mut Vec<Command>) -> Request {
        if session.view().article != Some(self.newer) {
            return Request::Close;
        }
        self.keys(ctx);
        let by_key = ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let shown = modal(ctx, "Carry annotations over", WIDTH, |ui| {
            self.head(ui, session);
            let height = ui.ctx().content_rect().height() - 236.0;
            let width = ui.available_width();
            ui.horizontal_top(|ui| {
                let size = vec2((width * 0.46).round(), height);
                ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
                    ui.set_min_size(size);
                    self.list(ui, session);
                });
                ui.add_space(sizes().space_medium);
                let size = vec2(ui.available_width(), height);
                ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
                    ui.set_min_size(size);
                    self.preview(ui, session);
                });
            });
            ui.add_space(sizes().space_medium);
            self.foot(ui)
        });
        if (shown.inner || by_key) && !self.carries().is_empty() {
            send.push(Command::Carry(self.carries()));
            return Request::Close;
        }
        unless_closed(shown.close, Request::Stay)
    }

    /// From where to where, and what can be decided all at once.
    fn head(&mut self, ui: &mut Ui, session: &Session) {
        let title = |id| session.project().title(session.annotator(), id).to_owned();
        let words =
            format!("From “{}” to “{}”. The older copy keeps all of its annotations.", title(self.older), title(self.newer));
        let alike = self.rows.iter().filter(|row| row.is_alike()).count();
        let size = vec2(ui.available_width(), sizes().control);
        let shown = ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            ui.set_min_size(size);
            let take = format!("Take {} at least 90 % alike", counted(alike, "change that is", "changes that are"));
            let pressed = alike > 0 && ui.button(take).clicked();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let quiet = weak(ui, words.as_str());
                ui.add(Label::new(quiet).truncate()).on_hover_text(&words);
            });
            pressed
        });
        if shown.inner {
            self.rows.iter_mut().filter(|row| row.is_alike()).for_each(Row::accept);
            self.go_on();
        }
        ui.add_space(sizes().gap);
    }

    fn list(&mut self, ui: &mut Ui, session: &Session) {
        let list = List {
            name: "Annotations of the older copy",
            row_height: sizes().row,
            count: self.lines.len(),
            selected: Some(self.chosen),
            reveal: Some(self.chosen).filter(|_| std::mem::take(&mut self.reached)),
        };
        let mut clicked = None;
        let shown = list.show(ui, |ui, at| {
            let row = |line: &Line| if let Line::Row(row) = line { self.rows.get(*row) } else { None };
            match (self.lines.get(at), self.lines.get(at).and_then(row)) {
                (_, Some(row)) => {
                    let response = show_row(ui, session, self.older, row, at == self.chosen);
                    if response.clicked() {
                        clicked = Some(at);
                    }
                    response
                }
                (Some(Line::Heading(group, rows)), _) => heading(ui, *group, *rows),
                _ => ui.label(""),
            }
        });
        if ui.memory(|memory| memory.focused().is_none()) {
            shown.response.request_focus();
        }
        if let Some(at) = shown.moved_to.or(clicked) {
            self.choose(at);
            // The list was painted before.
            ui.ctx().request_repaint();
        }
        if shown.entered.is_some() {
            self.decide(Row::accept);
        }
    }

    /// Chooses a line; a heading leads on to the row behind it, or the one before when that is the way.
    fn choose(&mut self, at: usize) {
        let is_row = |at: usize| matches!(self.lines.get(at), Some(Line::Row(_)));
        let back = || at.checked_sub(1).filter(|before| at < self.chosen && is_row(*before));
        self.chosen = if is_row(at) { at } else { back().unwrap_or(at + 1) };
        self.reached = true;
    }

    fn row(&self) -> Option<&Row> {
        match self.lines.get(self.chosen)? {
            Line::Row(row) => self.rows.get(*row),
            Line::Heading(..) => None,
        }
    }

    fn keys(&mut self, ctx: &Context) {
        let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::Backspace) {
            self.decide(|row| row.decision = Some(Decision::LeaveOut));
        }
        if pressed(Key::L) {
            self.decide(|row| row.decision = Some(Decision::Displace));
        }
        let digits = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
        for (place, key) in digits.into_iter().enumerate() {
            let span = self.row().and_then(|row| row.candidates().get(place).copied());
            if let Some(span) = span.filter(|_| pressed(key)) {
                self.decide(|row| row.decision = Some(Decision::Take(span)));
            }
        }
    }

    /// Decides about the chosen row and goes on to the next without a decision.
    fn decide(&mut self, decision: impl FnOnce(&mut Row)) {
        let Some(Line::Row(at)) = self.lines.get(self.chosen).copied() else { return };
        if let Some(row) = self.rows.get_mut(at) {
            decision(row);
            if row.decision.is_some() {
                self.go_on();
            }
        }
    }

    fn go_on(&mut self) {
        let is_open = |line: &Line| matches!(line, Line::Row(at) if self.rows.get(*at).is_some_and(|row| row.decision.is_none()));
        let behind = self.lines.iter().enumerate().skip(self.chosen).find(|(_, line)| is_open(line));
        let next = behind.or_else(|| self.lines.iter().enumerate().find(|(_, line)| is_open(line))).map(|(at, _)| at);
        let last = self.lines.len().saturating_sub(1);
        self.choose(next.unwrap_or_else(|| last.min(self.chosen + 1)));
    }

    fn preview(&mut self, ui: &mut Ui, session: &Session) {
        let texts = session.project().article(self.older).zip(session.project().article(self.newer));
        let Some((row, (old, new))) = self.row().zip(texts) else { return };
        if let Some(decision) = carry_preview::show(ui, session, row, &old.text, &new.text) {
            self.decide(|row| row.decision = Some(decision));
        }
    }

    /// The keys, what is left open, and the button.
    fn foot(&self, ui: &mut Ui) -> bool {
        let open = self.rows.iter().filter(|row| row.decision.is_none()).count();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let carries = self.carries();
            let left_out = carries.iter().filter(|carry| carry.decision == Decision::LeaveOut).count();
            let words = match carries.len() - left_out {
                0 if left_out > 0 => format!("Leave {} out", counted(left_out, "annotation", "annotations")),
                carried => format!("Carry {} over", counted(carried, "annotation", "annotations")),
            };
            let pressed = ui.add_enabled_ui(!carries.is_empty(), |ui| primary_button(ui, &words).clicked()).inner;
            key_hint(ui, "Ctrl Enter", "");
            let words = match open {
                0 => "Everything is decided.".to_owned(),
                open => {
                    format!("{} open; what is not decided stays in the older copy and can be carried over later.", count(open))
                }
            };
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let words = weak(ui, words);
                ui.add(Label::new(words).truncate());
            });
            pressed
        })
        .inner
    }

    fn carries(&self) -> Vec<Carry> {
        self.rows.iter().filter_map(Row::carry).collect()
    }
}

impl Row {
    /// The places among which to choose.
    pub(super) fn candidates(&self) -> &[Span] {
        if let Fate::Ambiguous(spans) = &self.waiting.fate { spans } else { &[] }
    }

    /// Takes the new place, if there is but one.
    fn accept(&mut self) {
        let only = match &self.waiting.fate {
            Fate::Moved(span) | Fate::Changed { span, .. } => Some(*span),
            Fate::Ambiguous(spans) => spans.first().copied().filter(|_| spans.len() == 1),
            Fate::Lost => None,
        };
        self.decision = only.map(Decision::Take).or(self.decision);
    }

    fn is_alike(&self) -> bool {
        self.decision.is_none() && matches!(self.waiting.fate, Fate::Changed { similarity, .. } if similarity >= ALIKE)
    }

    /// What is to be done, if it is not as it was before.
    fn carry(&self) -> Option<Carry> {
        let decision = self.decision.filter(|decision| *decision != Decision::LeaveOut || !self.waiting.left_out)?;
        Some(Carry { annotation: self.waiting.annotation.id, decision })
    }

    /// What will be done with it, in a word or two.
    fn told(&self) -> String {
        match (self.decision, &self.waiting.fate) {
            (None, Fate::Changed { similarity, .. }) => format!("{:.0} % alike", similarity * 100.0),
            (None, Fate::Ambiguous(spans)) => counted(spans.len(), "place", "places"),
            (None, _) => "lost".to_owned(),
            (Some(Decision::Take(span)), Fate::Ambiguous(spans)) => {
                format!("place {}", spans.iter().position(|other| *other == span).map_or(1, |at| at + 1))
            }
            (Some(Decision::Take(_)), Fate::Changed { .. }) => "new words".to_owned(),
            (Some(Decision::Take(_)), _) => "moves".to_owned(),
            (Some(Decision::Displace), _) => "displaced".to_owned(),
            (Some(Decision::LeaveOut), _) => "left out".to_owned(),
        }
    }
}

fn heading(ui: &mut Ui, group: Group, rows: usize) -> Response {
    let size = vec2(ui.available_width(), sizes().row);
    let layout = Layout::left_to_right(Align::Max);
    let shown = ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_size(size);
        ui.spacing_mut().item_spacing.x = sizes().gap;
        ui.label(RichText::new(group.name()).font(strong(sizes().interface)));
        let words = weak(ui, count(rows));
        ui.label(words);
    });
    shown.response
}

fn show_row(ui: &mut Ui, session: &Session, older: ArticleId, row: &Row, chosen: bool) -> Response {
    let annotation = &row.waiting.annotation;
    let label = session.project().scheme.label(&annotation.label);
    let name = label.map_or(annotation.label.as_ref(), |label| label.name.as_str());
    let words = session.excerpt_in(Some(older), annotation);
    let told = row.told();
    let palette = label_colors(Theme::of(ui), label);
    let sign = label.map_or('?', letter).to_string();
    ListRow::new(&format!("{name}, {words}, {told}")).selected(chosen).in_list().show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = sizes().space;
        let sign = RichText::new(sign).font(strong(sizes().interface)).color(palette.letter);
        ui.add_sized([sizes().icon, sizes().row], Label::new(sign));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let ink = if row.decision.is_none() { colors(ui).warn } else { colors(ui).ink_weak };
            ui.label(RichText::new(told).size(sizes().small).color(ink));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(Label::new(words).truncate()));
        });
    })
}
