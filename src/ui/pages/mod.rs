//! Pages: what is asked of the whole project. One is shown at a time, above the article or in its place; what it holds is
//! kept while it is hidden.

pub mod annotations;
pub mod history;
pub mod insights;
pub mod problems;
pub mod search;

use super::keymap;
use super::panels::label_bar::OfPage;
use super::panels::{colors, panel_frame};
use super::theme::{sizes, strong};
use super::widgets::{Icon, icon_button, is_list};
use crate::session::{Command, Session, WindowCommand};
use egui::{Align, CentralPanel, Context, Key, Layout, Panel, Rect, RichText, Ui};

/// The pages there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Page {
    /// All annotations as a table, to be reviewed.
    Annotations,
    /// What was done, by whom and when.
    History,
    /// How the corpus stands in figures.
    Insights,
    /// What is probably wrong with what is tagged.
    Problems,
    /// Words or annotations found in the whole project.
    Search,
}

impl Page {
    /// The page that a command opens.
    pub fn opened_by(command: WindowCommand) -> Option<Self> {
        match command {
            WindowCommand::Annotations => Some(Self::Annotations),
            WindowCommand::History => Some(Self::History),
            WindowCommand::Insights => Some(Self::Insights),
            WindowCommand::NewsProblems => Some(Self::Problems),
            WindowCommand::SearchProject => Some(Self::Search),
            _ => None,
        }
    }

    /// Whether it takes the place of the article.
    fn is_whole(self) -> bool {
        match self {
            Self::Annotations | Self::History | Self::Problems | Self::Search => false,
            Self::Insights => true,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Annotations => "Annotations",
            Self::History => "History",
            Self::Insights => "Progress and figures",
            Self::Problems => "Problems",
            Self::Search => "Search",
        }
    }
}

/// What the pages keep.
#[derive(Default)]
pub struct Pages {
    /// The one that is shown.
    shown: Option<Page>,
    /// It shall have the keyboard.
    focus: bool,
    /// What the table of annotations keeps.
    pub annotations: annotations::State,
    /// What the list of the past keeps.
    pub history: history::State,
    /// What the figures keep.
    pub insights: insights::State,
    /// What is known of problems.
    pub problems: problems::State,
    /// What the search keeps.
    pub search: search::State,
}

impl Pages {
    /// The page that is shown.
    pub fn shown(&self) -> Option<Page> {
        self.shown
    }

    /// Whether the page that is shown takes the place of the article.
    pub fn is_whole(&self) -> bool {
        self.shown.is_some_and(Page::is_whole)
    }

    /// Whether annotations are reviewed: single letters judge them then.
    pub fn is_reviewing(&self) -> bool {
        self.shown == Some(Page::Annotations) && self.annotations.is_reviewing()
    }

    /// A command as it is meant while a page is shown.
    pub fn meant(&self, command: &Command) -> Option<Command> {
        if self.is_reviewing() { self.annotations.for_all_ticked(command) } else { None }
    }

    /// What shows the annotation that is chosen in the list that is reviewed.
    pub fn chosen(&self, session: &Session) -> Option<Command> {
        if self.is_reviewing() { self.annotations.shows_cursor(session) } else { None }
    }

    /// Goes on in the list of the page; `None` at its end.
    pub fn step(&mut self, session: &Session, forward: bool) -> Option<Command> {
        match self.shown? {
            Page::Annotations if self.annotations.is_reviewing() => self.annotations.step(session, forward),
            Page::Annotations => None,
            Page::Search => self.search.step(forward),
            Page::Problems => self.problems.step(forward),
            Page::History | Page::Insights => None,
        }
    }

    /// Goes a step back on Escape: from a line that is typed to the list; whether there is no more to leave than the page.
    fn step_back(&mut self, ctx: &Context, page: Page) -> bool {
        match page {
            Page::Annotations => self.annotations.step_back(ctx),
            Page::Problems => !self.problems.is_typing(),
            Page::Search => self.search.step_back(ctx),
            Page::History | Page::Insights => true,
        }
    }

    /// Keys that do something on the page that has the keyboard.
    pub fn keys(&self, ctx: &Context) -> OfPage {
        match self.shown {
            Some(Page::Search) => self.search.keys(ctx),
            Some(Page::Insights) => {
                &[("Tab", "to a figure"), ("← → ↑ ↓", "from bar to bar"), ("Enter", "its articles"), ("Esc", "close")]
            }
            Some(Page::History) if on_list(ctx) => {
                &[("Enter", "the project as of this"), ("Alt T", "revert"), ("Alt B", "restore"), ("Esc", "close")]
            }
            Some(Page::Problems) if on_list(ctx) => &[("F", "fix"), ("W", "waive"), ("Enter", "to the text"), ("Esc", "close")],
            Some(Page::History | Page::Problems | Page::Annotations) | None => &[],
        }
    }

    /// Shows a page and gives it the keyboard.
    pub fn open(&mut self, page: Page) {
        if page == Page::Annotations && self.shown != Some(page) {
            self.annotations.untick();
        }
        self.shown = Some(page);
        self.focus = true;
    }

    /// Hides the page; `false` when there was none.
    pub fn close(&mut self) -> bool {
        self.shown.take().is_some()
    }

    /// Takes in what was found in the background, and has looked at what changed.
    pub fn tick(&mut self, ctx: &Context, session: &Session) {
        self.problems.tick(ctx, session, self.shown == Some(Page::Problems));
    }

    /// Shows the page that is open, if one is: above the article, or in its place. Returns what it asks for.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, send: &mut Vec<Command>) {
        let Some(page) = self.shown else { return };
        let frame = panel_frame(colors(ui).panel, sizes().space_medium);
        if page.is_whole() {
            CentralPanel::default().frame(frame).show(ui, |ui| self.content(ui, page, session, send));
        } else {
            let half = (ui.available_height() * 0.5).round();
            let panel = Panel::top(format!("page {}", page.name())).frame(frame).show_separator_line(true).resizable(true);
            panel.default_size(half).size_range(160.0..=half * 1.5).show(ui, |ui| {
                ui.take_available_space();
                self.content(ui, page, session, send);
            });
        }
    }

    fn content(&mut self, ui: &mut Ui, page: Page, session: &Session, send: &mut Vec<Command>) {
        let area = ui.max_rect();
        let focus = std::mem::take(&mut self.focus);
        let escaped = escaped(ui, area, page.is_whole()) && self.step_back(ui.ctx(), page);
        let mut closes = false;
        ui.horizontal(|ui| {
            ui.label(RichText::new(page.name()).font(strong(sizes().heading)));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                closes |= icon_button(ui, Icon::Cross, "Close the page").clicked();
                match page {
                    Page::Annotations => annotations::title(ui, session, &mut self.annotations, send),
                    Page::History => history::title(ui, &mut self.history),
                    Page::Insights => insights::title(ui, session, &mut self.insights),
                    Page::Problems => problems::title(ui, session, &mut self.problems),
                    Page::Search => search::title(ui, session, &mut self.search, send),
                }
            });
        });
        match page {
            Page::Annotations => annotations::show(ui, session, &mut self.annotations, focus, send),
            Page::History => history::show(ui, session, &mut self.history, focus, send),
            Page::Insights => insights::show(ui, session, &mut self.insights, focus, send),
            Page::Problems => problems::show(ui, session, &mut self.problems, focus, send),
            Page::Search => search::show(ui, session, &mut self.search, focus, send),
        }
        if closes || escaped {
            send.push(Command::Window(WindowCommand::ClosePage));
        }
    }
}

fn on_list(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.focused()).is_some_and(|id| is_list(ctx, id))
}

/// Whether Escape was pressed while a widget of this area had the keyboard, or any where there is nothing else, and none is
/// open over it.
fn escaped(ui: &Ui, area: Rect, is_whole: bool) -> bool {
    let ctx = ui.ctx();
    let covered = ctx.memory(|memory| memory.top_modal_layer().is_some()) || egui::Popup::is_any_open(ctx);
    let widget = keymap::keyboard(ctx).and_then(|id| ctx.read_response(id));
    let is_here = widget.is_some_and(|widget| area.intersects(widget.rect) && area.contains(widget.rect.center()));
    (is_here || is_whole) && !covered && ui.input(|input| input.key_pressed(Key::Escape))
}
