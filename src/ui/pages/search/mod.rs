//! Search: words or annotations found in the whole project, shown with what stands beside them, walked through with the text
//! below, ticked and tagged together.

mod concordance;
mod facets;
mod kept;
mod query_line;
mod results;
mod tag_all;

use crate::analysis::search::Pattern;
use crate::model::{Query, SearchedFor, Timestamp, Within};
use crate::session::{Command, Session};
use crate::ui::dates;
use crate::ui::keymap;
use crate::ui::panels::label_bar::OfPage;
use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use crate::ui::widgets::{empty_state, progress_line};
use egui::{Context, Id, Key, Modifiers, Panel, Ui};
use query_line::Fault;
use results::{MOST, Results, Wanted};

/// What the page keeps.
#[derive(Default)]
pub struct State {
    /// The query as it stands in the fields.
    query: Query,
    fault: Option<Fault>,
    /// When it is to be searched for, in seconds of the window's clock.
    due: Option<f64>,
    results: Option<Results>,
    known: facets::Known,
    /// The row that is shown below.
    cursor: Option<usize>,
    /// The hit in that row, by its place.
    chosen: Option<u32>,
    /// The order in which the rows were last shown, and whether they were being sorted.
    arranged: Option<((crate::analysis::search::Order, bool), bool)>,
    reveal: bool,
    focus_field: bool,
    focus_list: bool,
    field: Option<Id>,
    list: Option<Id>,
    kept: kept::Kept,
    tag: Option<tag_all::Form>,
    /// Only what came behind this point in time is to be ticked once the search is over.
    only_newer: Option<Timestamp>,
}

impl State {
    /// Goes on to the next hit or back to the one before; `None` at the end of the list.
    pub fn step(&mut self, forward: bool) -> Option<Command> {
        let results = self.results.as_ref()?;
        let to = match self.cursor {
            Some(at) if forward => at + 1,
            Some(at) => at.checked_sub(1)?,
            None => 0,
        };
        results.hit(to)?;
        (self.cursor, self.reveal) = (Some(to), true);
        concordance::shows(results, to)
    }

    /// Steps back towards the query as Escape does; `true` where there is nothing to step back from but the page itself.
    pub fn step_back(&mut self, ctx: &Context) -> bool {
        if keymap::keyboard(ctx).is_some_and(|id| Some(id) == self.field) {
            return true;
        }
        if self.tag.take().is_some() {
            self.focus_list = true;
        } else {
            self.focus_field = true;
        }
        false
    }

    /// Keys that do something while the words or the hits have the keyboard.
    pub fn keys(&self, ctx: &Context) -> OfPage {
        let keyboard = ctx.memory(|memory| memory.focused());
        let is_on = |widget: Option<Id>| keyboard.is_some() && keyboard == widget;
        if is_on(self.list) {
            &[
                ("Space", "tick"),
                ("Shift Space", "tick the article’s"),
                ("Ctrl A", "all"),
                ("Enter", "to the text"),
                ("Ctrl T", "tag what is ticked"),
                ("Esc", "back to the words"),
            ]
        } else if is_on(self.field) {
            &[("Enter", "search"), ("↓", "to the hits"), ("Ctrl T", "tag all"), ("Ctrl R", "search again"), ("Esc", "close")]
        } else {
            &[]
        }
    }

    /// Whether there is something to look for.
    fn is_asking(&self) -> bool {
        !self.query.pattern.is_empty() || self.query.of == SearchedFor::Annotations
    }

    /// Whether what is shown is what the fields ask for.
    fn is_up_to_date(&self) -> bool {
        let shown = self.results.as_ref().map(|results| &results.wanted);
        self.due.is_none() && matches!(shown, Some(Wanted::Query(query)) if **query == self.query)
    }

    /// The query is another: it is searched for after a pause of so many seconds.
    fn changed(&mut self, ui: &Ui, pause: f64) {
        self.fault = query_line::fault(&self.query);
        self.only_newer = None;
        self.due = Some(ui.input(|input| input.time) + pause);
        ui.ctx().request_repaint_after_secs(pause as f32);
    }

    /// Begins to search.
    fn begin(&mut self, ctx: &Context, session: &Session, wanted: Wanted) {
        let order = self.results.as_ref().map(Results::order).unwrap_or_default();
        self.due = None;
        (self.cursor, self.chosen) = (None, None);
        self.results = Some(Results::of(ctx, session, wanted, order));
    }

    /// Searches when it is time, and takes in what was found.
    fn go_on(&mut self, ui: &Ui, session: &Session) {
        let now = ui.input(|input| input.time);
        match self.due {
            Some(due) if due > now => ui.ctx().request_repaint_after_secs((due - now) as f32),
            Some(_) if self.fault.is_some() => self.due = None,
            Some(_) if !self.is_asking() => (self.due, self.results, self.tag) = (None, None, None),
            Some(_) => self.begin(ui.ctx(), session, Wanted::Query(Box::new(self.query.clone()))),
            None => {}
        }
        if let Some(results) = &mut self.results
            && results.poll(ui.ctx())
        {
            self.known.take(&results.tally);
            if let Some(than) = self.only_newer.filter(|_| results.searching().is_none()) {
                results.tick_newer(than);
                self.only_newer = None;
            }
        }
    }

    /// Searches anew for what is shown.
    fn again(&mut self, ctx: &Context, session: &Session) {
        let wanted = self.results.as_ref().map(|results| results.wanted.clone());
        let wanted =
            wanted.or_else(|| (self.is_asking() && self.fault.is_none()).then(|| Wanted::Query(Box::new(self.query.clone()))));
        if let Some(wanted) = wanted {
            self.begin(ctx, session, wanted);
        }
    }
}

/// Shows what stands beside the page's name.
pub fn title(ui: &mut Ui, session: &Session, state: &mut State, send: &mut Vec<Command>) {
    kept::menu(ui, session, state, send);
}

/// Shows the page.
pub fn show(ui: &mut Ui, session: &Session, state: &mut State, focus: bool, send: &mut Vec<Command>) {
    state.focus_field |= focus;
    state.go_on(ui, session);
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::R)) {
        state.again(ui.ctx(), session);
    }
    let can_tag = state.results.as_ref().is_some_and(tag_all::can_tag);
    if tag_all::is_asked_for(ui) && can_tag && state.tag.is_none() {
        state.tag = Some(tag_all::Form::new());
    }
    let frame = egui::Frame::new().inner_margin(egui::Margin { left: sizes().space_medium as i8, ..egui::Margin::ZERO });
    let form = state.tag.is_some();
    let width = if form { 280.0 } else { 210.0 };
    let side = Panel::right(if form { "tag all hits" } else { "restrictions of the search" }).frame(frame).resizable(false);
    side.exact_size(width).show_separator_line(false).show(ui, |ui| {
        if state.tag.is_some() {
            tag_all::show(ui, session, state, send);
        } else {
            facets::show(ui, session, state);
        }
    });
    query_line::show(ui, state);
    kept::name(ui, session, state, send);
    head(ui, session, state);
    body(ui, session, state, send);
}

/// How many hits there are, what is ticked, what is under way.
fn head(ui: &mut Ui, session: &Session, state: &mut State) {
    let Some(mut results) = state.results.take() else { return };
    if results.hits.is_empty() && results.searching().is_none() {
        state.results = Some(results);
        return;
    }
    let (mut again, mut form) = (false, false);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = sizes().space;
        ui.label(summary(&results));
        if let Some(job) = results.searching() {
            if progress_line(ui, "Searching", job.progress.fraction(), "") {
                results.stop();
            }
            return;
        }
        if results.is_sorting() {
            let words = weak(ui, "Sorting…");
            ui.label(words);
        }
        ticks(ui, state, &mut results);
        if matches!(results.wanted, Wanted::Query(_)) {
            let words = format!("Tag {}…  Ctrl T", dates::counted(results.ticked(), "hit", "hits"));
            let can = tag_all::can_tag(&results) && session.read_only().is_none() && state.tag.is_none();
            form = ui.add_enabled(can, egui::Button::new(words)).clicked();
        }
    });
    if results.revision != session.revision() && results.searching().is_none() {
        ui.horizontal(|ui| {
            let words = weak(ui, "Results are of an earlier state; their words are where they were.").size(sizes().small);
            ui.label(words);
            again = ui.small_button("Search again  Ctrl R").clicked();
        });
    }
    state.results = Some(results);
    if form {
        state.tag = Some(tag_all::Form::new());
    }
    if again {
        state.again(ui.ctx(), session);
    }
}

fn summary(results: &Results) -> String {
    let tally = &results.tally;
    let (hits, articles) = (tally.hits.min(results.hits.len() as u64), tally.articles);
    let counted = |count: u64, one: &str, many: &str| dates::counted(count as usize, one, many);
    let mut words = format!("{} in {}", counted(hits, "hit", "hits"), counted(articles, "article", "articles"));
    if tally.outlets.len() > 1 {
        words += &format!(" of {}", counted(tally.outlets.len() as u64, "outlet", "outlets"));
    }
    if let Wanted::Rule(_, name) = &results.wanted {
        words = format!("Tagged by the rule “{name}”: {words}");
    }
    if results.searching().is_none() && results.is_cut() {
        let most = dates::count(MOST);
        words += &match &results.fault {
            Some(_) => "; stopped, there may be more".to_owned(),
            None => format!("; only the first {most} are shown, restrict the search to see others"),
        };
    }
    words
}

/// What is ticked, and what changes that.
fn ticks(ui: &mut Ui, state: &State, results: &mut Results) {
    let words = format!("{} ticked", dates::count(results.ticked()));
    ui.menu_button(words, |ui| {
        if ui.add(egui::Button::new("Tick all").shortcut_text("Ctrl A")).clicked() {
            results.ticks.set_all(true);
        }
        if ui.button("Tick none").clicked() {
            results.ticks.set_all(false);
        }
        ui.separator();
        let on = state.cursor.is_some();
        if ui.add_enabled(on, egui::Button::new("Turn those of this article").shortcut_text("Shift Space")).clicked() {
            concordance::tick_article(state, results);
        }
        if ui.add_enabled(on, egui::Button::new("Turn those of this outlet").shortcut_text("Ctrl Shift Space")).clicked() {
            concordance::tick_outlet(state, results);
        }
    });
}

/// The hits, or why there are none.
fn body(ui: &mut Ui, session: &Session, state: &mut State, send: &mut Vec<Command>) {
    let Some(results) = &state.results else {
        return nothing_asked(ui, state);
    };
    if !results.hits.is_empty() {
        return concordance::show(ui, session, state, send);
    }
    if results.searching().is_some() || state.fault.is_some() {
        return;
    }
    let restricted = facets::is_restricted(&state.query);
    let actions: &[&str] = if restricted { &["Take all restrictions away"] } else { &[] };
    if empty_state(ui, "No hits", &why_nothing(&state.query, results), actions).is_some() {
        state.query = facets::unrestricted(&state.query);
        state.changed(ui, 0.0);
    }
    state.focus_list = false;
}

fn nothing_asked(ui: &mut Ui, state: &mut State) {
    state.focus_list = false;
    if state.fault.is_some() {
        return;
    }
    let words = "Type words to find them in every article, or a pattern. Down goes to the hits, Space ticks one, Ctrl T tags all \
                 that are ticked. Esc comes back here.";
    empty_state(ui, "Search the whole project", words, &[]);
}

/// Which restriction may be the reason that nothing was found.
fn why_nothing(query: &Query, results: &Results) -> String {
    if matches!(results.wanted, Wanted::Rule(..)) {
        return "Nothing of what this rule tagged is left.".to_owned();
    }
    if let Some(fault) = &results.fault {
        return format!("The search came to no end: {fault}.");
    }
    if Pattern::of(query).is_ok_and(|pattern| pattern.matches_nothing()) {
        return "The pattern matches only where there is nothing, or white space, and that cannot be shown or tagged.".to_owned();
    }
    let boilerplate = query.of == SearchedFor::Text && !query.boilerplate;
    let reasons: Vec<&str> = [
        (query.case, "capital letters are told from small ones"),
        (query.whole_word, "only whole words count"),
        (query.within == Within::Inside, "hits must lie inside a label"),
        (query.within == Within::Outside, "hits must lie outside the labels"),
        (!query.attributes.is_empty(), "annotations must have a value"),
        (!query.annotators.is_empty(), "only some people’s annotations count"),
        (!query.outlets.is_empty(), "only some outlets are searched"),
        (!query.from.is_empty() || !query.until.is_empty(), "only some dates are searched"),
        (!query.states.is_empty(), "only some states are searched"),
        (!query.languages.is_empty(), "only some languages are searched"),
        (!query.statuses.is_empty(), "only some statuses count"),
        (boilerplate, "boilerplate is left out"),
    ]
    .into_iter()
    .filter_map(|(holds, words)| holds.then_some(words))
    .collect();
    match reasons.as_slice() {
        [] => "These words are in no article.".to_owned(),
        reasons => format!("Nothing is found while {}.", reasons.join(", ")),
    }
}
