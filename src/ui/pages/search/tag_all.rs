//! The form that tags all ticked hits: as what, what is done where something is tagged, what would become of them.

use super::State;
use super::results::{Results, Wanted, ticked_places};
use crate::analysis::tagging::{Forecast, forecast};
use crate::model::progress::Cancelled;
use crate::model::{Attribute, AttributeKind, Attributes, Conflict, Label, Name, Query, TaggingRule, Timestamp, Value};
use crate::session::{Command, Session, Tagging};
use crate::ui::dates;
use crate::ui::jobs::Job;
use crate::ui::marks::{label_colors, letter};
use crate::ui::panels::{colors, weak};
use crate::ui::theme::{Theme, sizes, strong};
use crate::ui::widgets::{Quantity, choice_field, flag_field, primary_button, read_quantity};
use egui::{Button, Key, Label as Words, Modifiers, Panel, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo};
use std::task::Poll;

/// What is chosen and typed.
pub struct Form {
    /// What is typed to find a label.
    typed: String,
    label: Option<Name>,
    attributes: Attributes,
    /// Numbers as they are typed.
    numbers: Vec<(Name, String)>,
    conflict: Conflict,
    other_labels: bool,
    name: String,
    /// Whether the name is the page's proposal still.
    is_proposed: bool,
    /// Whether it is a rule that tags again.
    is_again: bool,
    /// The first field shall have the keyboard.
    focus: bool,
    counting: Option<(Counted, Job<Result<Forecast, Cancelled>>)>,
    counted: Option<(Counted, Forecast)>,
}

/// What was counted: a forecast is of just this.
#[derive(Clone, PartialEq, Debug)]
struct Counted {
    label: Name,
    conflict: Conflict,
    other_labels: bool,
    ticks: u64,
    hits: usize,
    revision: u64,
}

impl Form {
    /// A form with nothing chosen.
    pub fn new() -> Self {
        Self {
            typed: String::new(),
            label: None,
            attributes: Attributes::default(),
            numbers: Vec::new(),
            conflict: Conflict::Skip,
            other_labels: false,
            name: String::new(),
            is_proposed: true,
            is_again: false,
            focus: true,
            counting: None,
            counted: None,
        }
    }

    /// A form that tags as a rule did before.
    pub fn again(name: Name, rule: &TaggingRule) -> Self {
        Self {
            label: Some(rule.label.clone()),
            attributes: rule.attributes.clone(),
            conflict: rule.conflict,
            other_labels: rule.other_labels,
            name: name.to_string(),
            is_proposed: false,
            is_again: true,
            ..Self::new()
        }
    }

    fn rule(&self, query: &Query) -> Option<TaggingRule> {
        Some(TaggingRule {
            query: query.clone(),
            label: self.label.clone()?,
            attributes: self.attributes.clone(),
            conflict: self.conflict,
            other_labels: self.other_labels,
            at: Timestamp::default(),
        })
    }

    fn choose(&mut self, label: &Label) {
        if self.label.as_ref() != Some(&label.id) {
            self.label = Some(label.id.clone());
            let kept = |(id, value): &(&Name, &Value)| label.attribute(id).is_some_and(|attribute| attribute.kind.admits(value));
            self.attributes = self.attributes.iter().filter(kept).map(|(id, value)| (id.clone(), value.clone())).collect();
        }
        self.typed.clear();
    }

    /// Counts anew what would become of the hits when something else is chosen.
    fn count(&mut self, ui: &Ui, session: &Session, results: &Results, query: &Query) {
        if let Some(Poll::Ready(counted)) = self.counting.as_ref().map(|(_, job)| job.poll()) {
            let of = self.counting.take().map(|(of, _)| of);
            self.counted = of.zip(counted.and_then(Result::ok));
        }
        let (Some(rule), None) = (self.rule(query), results.searching()) else { return };
        let wanted = Counted {
            label: rule.label.clone(),
            conflict: rule.conflict,
            other_labels: rule.other_labels,
            ticks: results.ticks.version,
            hits: results.hits.len(),
            revision: session.revision(),
        };
        let is_counted = self.counted.as_ref().is_some_and(|(of, _)| *of == wanted);
        let is_counting = self.counting.as_ref().is_some_and(|(of, _)| *of == wanted);
        if is_counted || is_counting {
            return;
        }
        self.counting.iter().for_each(|(_, job)| job.progress.cancel());
        let (searched, hits, ticks) = results.snapshot();
        let (project, by) = (session.project().clone(), session.annotator().clone());
        let job = Job::start(ui.ctx(), "Counting hits", move |progress| {
            forecast(&project, &by, &rule, &ticked_places(&searched, &hits, &ticks), progress)
        });
        self.counting = Some((wanted, job));
    }
}

/// Shows the form in the place of the restrictions.
pub fn show(ui: &mut Ui, session: &Session, state: &mut State, send: &mut Vec<Command>) {
    let Some((mut form, results)) = state.tag.take().zip(state.results.take()) else { return };
    let query = state.query.clone();
    form.count(ui, session, &results, &query);
    let below = Panel::bottom("what tagging would do").frame(egui::Frame::NONE).show_separator_line(false);
    let stays = below.show(ui, |ui| foot(ui, session, &form, &results, &query, send)).inner;
    ScrollArea::vertical().id_salt("tag all").auto_shrink(false).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = sizes().gap;
        if state.only_newer.is_none() && form.is_again {
            note(ui, "Ticked is what came since the rule was run last.");
        }
        labels(ui, session, &mut form);
        attributes(ui, session, &mut form);
        conflicts(ui, &mut form);
        name(ui, session, &mut form, &query);
    });
    state.results = Some(results);
    if stays {
        state.tag = Some(form);
    } else {
        state.focus_list = true;
        state.only_newer = None;
    }
}

/// What would become of the hits, and the button that does it; whether the form stays.
fn foot(ui: &mut Ui, session: &Session, form: &Form, results: &Results, query: &Query, send: &mut Vec<Command>) -> bool {
    let mut stays = true;
    said(ui, session, form);
    ui.horizontal_wrapped(|ui| {
        let tagged = form.counted.as_ref().filter(|_| form.counting.is_none()).map_or(0, |(_, forecast)| forecast.tagged);
        let can = tagged > 0 && !form.name.trim().is_empty() && session.read_only().is_none();
        let words = if form.counted.is_some() { tagged as usize } else { results.ticked() };
        let words = format!("Tag {}", dates::counted(words, "hit", "hits"));
        if ui.add_enabled_ui(can, |ui| primary_button(ui, &words)).inner.clicked()
            && let Some(rule) = form.rule(query)
        {
            let tagging = Tagging { name: form.name.trim().into(), rule, places: results.ticked_places() };
            send.push(Command::TagHits(Box::new(tagging)));
            stays = false;
        }
        stays &= !ui.button("Give up").clicked();
    });
    stays
}

/// Whether what is shown can be tagged: a rule's own work is tagged already.
pub fn can_tag(results: &Results) -> bool {
    matches!(results.wanted, Wanted::Query(_)) && results.ticked() > 0
}

fn note(ui: &mut Ui, words: &str) {
    let words = weak(ui, words).size(sizes().small);
    ui.add(Words::new(words).wrap());
}

/// Labels to choose from: by a click, by a part of their name, by their key.
fn labels(ui: &mut Ui, session: &Session, form: &mut Form) {
    let scheme = &session.project().scheme;
    let field = TextEdit::singleline(&mut form.typed).hint_text("Name or key of a label").desired_width(f32::INFINITY);
    let field = ui.add(field).accessible_name("Label to tag with");
    if std::mem::take(&mut form.focus) {
        field.request_focus();
    }
    let typed = form.typed.trim().to_lowercase();
    let is_key = |label: &&Label| label.key.is_some_and(|key| typed.chars().eq([key]));
    let fits = |label: &&Label| typed.is_empty() || is_key(label) || label.name.to_lowercase().contains(&typed);
    let mut fitting: Vec<&Label> = scheme.labels.iter().filter(fits).collect();
    let begins = |label: &Label| label.name.to_lowercase().starts_with(&typed);
    fitting.sort_by_key(|label| (!is_key(label), !begins(label)));
    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) && !typed.is_empty() {
        match fitting.first() {
            Some(label) => {
                form.choose(label);
                ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::Next));
            }
            None => field.request_focus(),
        }
    }
    if fitting.is_empty() {
        note(ui, "No label is called so");
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = sizes().gap;
        for label in fitting {
            let is_chosen = form.label.as_ref() == Some(&label.id);
            let palette = label_colors(Theme::of(ui), Some(label));
            let words = RichText::new(format!("{}  {}", letter(label), label.name));
            let words = if is_chosen { words.font(strong(sizes().interface)) } else { words }.color(palette.letter);
            let button = ui.add(Button::selectable(is_chosen, words).frame_when_inactive(true));
            button.widget_info(|| {
                WidgetInfo::selected(Role::RadioButton, true, is_chosen, format!("Tag as {}", label.name.to_lowercase()))
            });
            if button.clicked() {
                form.choose(label);
            }
        }
    });
}

fn attributes(ui: &mut Ui, session: &Session, form: &mut Form) {
    let label = form.label.clone().and_then(|id| session.project().scheme.label(&id));
    for attribute in label.into_iter().flat_map(|label| &label.attributes) {
        ui.horizontal(|ui| {
            let words = weak(ui, &attribute.name);
            let name = ui.add_sized([70.0, sizes().control], Words::new(words).truncate());
            let before = form.attributes.get(&attribute.id).cloned();
            let after = value(ui, attribute, before.clone(), &mut form.numbers, name.id);
            if after != before {
                form.attributes.set(attribute.id.clone(), after);
            }
        });
    }
}

fn value(
    ui: &mut Ui,
    attribute: &Attribute,
    before: Option<Value>,
    numbers: &mut Vec<(Name, String)>,
    name: egui::Id,
) -> Option<Value> {
    match &attribute.kind {
        AttributeKind::Choice(choices) => {
            let mut at = before.as_ref().and_then(|value| choices.iter().position(|choice| *choice == value.to_string()));
            let names: Vec<&str> = choices.iter().map(String::as_str).collect();
            choice_field(ui, &attribute.name, &mut at, &names);
            at.and_then(|at| choices.get(at)).map(|choice| Value::Text(choice.as_str().into()))
        }
        AttributeKind::Flag => {
            let mut on = matches!(before, Some(Value::Flag(true)));
            let changed = flag_field(ui, &mut on, "yes").changed();
            if changed { Some(Value::Flag(on)) } else { before }
        }
        AttributeKind::Text => {
            let mut words = before.map(|value| value.to_string()).unwrap_or_default();
            ui.add(TextEdit::singleline(&mut words).desired_width(f32::INFINITY)).labelled_by(name);
            (!words.is_empty()).then(|| Value::Text(words.as_str().into()))
        }
        AttributeKind::Number => {
            let typed = numbers.iter().position(|(id, _)| *id == attribute.id);
            let mut words = typed
                .and_then(|at| numbers.get(at))
                .map_or_else(|| before.map(|value| value.to_string()).unwrap_or_default(), |(_, words)| words.clone());
            ui.add(TextEdit::singleline(&mut words).desired_width(f32::INFINITY)).labelled_by(name);
            let number = match read_quantity(&words) {
                Some(Quantity::Number(number)) => Some(Value::Number(number)),
                Some(Quantity::Range(low, high)) => Some(Value::Range(low, high)),
                None => None,
            };
            typed.into_iter().for_each(|at| drop(numbers.remove(at)));
            numbers.push((attribute.id.clone(), words));
            number
        }
    }
}

fn conflicts(ui: &mut Ui, form: &mut Form) {
    note(ui, "Where you have tagged these words in part already");
    let mut at = Conflict::ALL.iter().position(|conflict| *conflict == form.conflict);
    choice_field(ui, "Where something is tagged already", &mut at, &["Leave out", "Tag beside it", "Replace it"]);
    form.conflict = at.and_then(|at| Conflict::ALL.get(at)).copied().unwrap_or_default();
    flag_field(ui, &mut form.other_labels, "Also where other labels are");
}

fn name(ui: &mut Ui, session: &Session, form: &mut Form, query: &Query) {
    if form.is_proposed {
        form.name = proposed(session, form.label.as_deref(), query);
    }
    ui.horizontal(|ui| {
        let words = weak(ui, "Rule");
        let label = ui.add_sized([70.0, sizes().control], Words::new(words));
        let field = ui.add(TextEdit::singleline(&mut form.name).desired_width(f32::INFINITY)).labelled_by(label.id);
        let field = field.on_hover_text("The search is kept under this name, and each annotation says that it comes from it");
        form.is_proposed &= !field.changed();
    });
}

/// A name that is free, made of what is looked for and what it becomes.
fn proposed(session: &Session, label: Option<&str>, query: &Query) -> String {
    let words = crate::model::text::excerpt(&query.pattern, 40);
    let words = if words.is_empty() { "annotations".to_owned() } else { words };
    let name = label.map_or(words.clone(), |label| format!("{words} as {}", session.label_name(label)));
    let saved = session.project().layers.get(session.annotator()).map(|layer| &layer.saved);
    let is_taken = |name: &str| saved.is_some_and(|saved| saved.contains_key(name));
    if !is_taken(&name) {
        return name;
    }
    (2_u32..).map(|number| format!("{name} {number}")).find(|name| !is_taken(name)).unwrap_or(name)
}

/// What would become of the hits.
fn said(ui: &mut Ui, session: &Session, form: &Form) {
    if form.label.is_none() {
        return note(ui, "Choose a label first");
    }
    let Some((_, forecast)) = form.counted.as_ref().filter(|_| form.counting.is_none()) else {
        return note(ui, "Counting…");
    };
    let counted = |count: u64, words: &str| (count > 0).then(|| format!("{} {words}", dates::count(count as usize)));
    let of = if forecast.outlets == 1 {
        "1 outlet".to_owned()
    } else {
        format!("{} outlets", dates::count(forecast.outlets as usize))
    };
    let lines = [
        Some(format!(
            "{} tagged, in {} of {of}",
            dates::count(forecast.tagged as usize),
            dates::counted(forecast.articles as usize, "article", "articles")
        )),
        counted(forecast.overlapping, "of them beside what is tagged"),
        counted(forecast.there, "tagged just so already"),
        counted(forecast.skipped, "left out"),
        counted(forecast.replaced, "annotations replaced"),
        counted(forecast.relations, "relations removed with them"),
        counted(forecast.unfit, "stand nowhere in the text"),
    ];
    for line in lines.into_iter().flatten() {
        ui.add(Words::new(line).wrap());
    }
    let is_kept =
        session.project().layers.get(session.annotator()).is_some_and(|layer| layer.saved.contains_key(form.name.trim()));
    if is_kept && !form.is_again {
        ui.add(Words::new(RichText::new("A rule of that name is kept; it becomes this one").color(colors(ui).warn)).wrap());
    }
}

/// Whether the key that opens the form was pressed.
pub fn is_asked_for(ui: &Ui) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::T))
}
