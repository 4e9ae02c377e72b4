//! Samples of what is listed: drawn, chosen, and what their outcome says.

use super::State as Page;
use crate::analysis::sample::{Candidate, Outcome, draw};
use crate::analysis::table::Column;
use crate::model::{Annotator, Name, Query, Sample, Saved, SearchedFor, Status, Strata, Timestamp};
use crate::session::{Command, Session};
use crate::ui::dates;
use crate::ui::panels::{colors, sentence, weak};
use crate::ui::theme::sizes;
use egui::{ComboBox, Key, TextEdit, Ui};

/// A sample while it is asked for, and the outcome last counted.
#[derive(Default)]
pub struct State {
    asked: Option<Drawing>,
    /// The revision of the project in which the sample that is to be listed is not kept yet.
    awaited: Option<u64>,
    outcome: Option<(u64, Annotator, Name, Counted)>,
}

/// An outcome in words, all in one and by label.
struct Counted {
    all: String,
    by_label: Vec<String>,
}

/// What is typed about a sample to be drawn.
struct Drawing {
    count: String,
    seed: String,
    name: String,
    strata: Strata,
    fault: Option<String>,
    focus: bool,
}

impl State {
    /// Whether a sample is to be listed that is not kept yet.
    pub fn is_awaited(&self, session: &Session) -> bool {
        self.awaited == Some(session.revision())
    }
}

/// Shows the menu of samples.
pub fn menu(ui: &mut Ui, session: &Session, state: &mut Page, send: &mut Vec<Command>) {
    let shown = state.asked.sample.as_ref().map_or("Samples".to_owned(), |(_, name)| format!("Sample “{name}”"));
    ui.menu_button(shown, |ui| {
        let draw = egui::Button::new("Draw a sample of what is listed…");
        if ui.add_enabled(session.read_only().is_none(), draw).clicked() {
            state.sample.asked = Some(drawing(session));
            ui.close();
        }
        ui.separator();
        if state.asked.sample.is_some() && ui.button("List all annotations").clicked() {
            state.asked.sample = None;
            ui.close();
        }
        let samples = session.project().layers.iter().flat_map(|(who, layer)| {
            layer.saved.iter().filter(|(_, saved)| matches!(saved, Saved::Sample(_))).map(move |(name, _)| (who, name))
        });
        let mut any = false;
        for (who, name) in samples {
            any = true;
            let words = if who == session.annotator() { name.to_string() } else { format!("{name}, by {who}") };
            if ui.button(words).clicked() {
                state.asked.sample = Some((who.clone(), name.clone()));
                state.asked.sort = None;
                state.focus = true;
                ui.close();
            }
        }
        if !any {
            let words = weak(ui, "None was drawn yet").size(sizes().small);
            ui.label(words);
        }
        if let Some((_, name)) = state.asked.sample.clone().filter(|(who, _)| who == session.annotator()) {
            ui.separator();
            if ui.button(format!("Forget “{name}”")).clicked() {
                send.push(Command::Keep { name, saved: None });
                state.asked.sample = None;
            }
        }
    });
    ask(ui, session, state, send);
}

fn drawing(session: &Session) -> Drawing {
    let taken = session.project().layers.get(session.annotator()).map(|layer| layer.saved.len()).unwrap_or_default();
    let seed = jiff::Timestamp::now().as_millisecond().unsigned_abs() % 1_000_000;
    let (count, name) = ("100".to_owned(), format!("sample {}", taken + 1));
    Drawing { count, seed: seed.to_string(), name, strata: Strata::None, fault: None, focus: true }
}

/// The dialog that asks how a sample is to be drawn.
fn ask(ui: &mut Ui, session: &Session, state: &mut Page, send: &mut Vec<Command>) {
    let Some(mut asked) = state.sample.asked.take() else { return };
    let listed = state.listed.places.len();
    // The key that opened it does not also close it.
    let is_new = asked.focus;
    let shown = crate::ui::widgets::modal(ui.ctx(), "Draw a sample", 440.0, |ui| fields(ui, &mut asked, listed));
    let enter = !is_new && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Enter));
    if shown.inner || enter {
        match drawn(session, state, &asked) {
            Ok((name, sample)) => {
                state.asked.sample = Some((session.annotator().clone(), name.clone()));
                state.asked.sort = None;
                // It is listed once it is kept.
                state.sample.awaited = Some(session.revision());
                state.listed_by = None;
                state.focus = true;
                send.push(Command::Keep { name, saved: Some(Box::new(Saved::Sample(sample))) });
                return;
            }
            Err(fault) => asked.fault = Some(fault),
        }
    }
    state.sample.asked = (!shown.close).then_some(asked);
}

fn fields(ui: &mut Ui, asked: &mut Drawing, listed: usize) -> bool {
    let words = weak(ui, format!("Of the {} that are listed now.", dates::counted(listed, "annotation", "annotations")));
    ui.label(words);
    ui.add_space(sizes().space);
    let focus = std::mem::take(&mut asked.focus);
    crate::ui::widgets::field_row(ui, "How many", |ui| {
        let field = ui.add(TextEdit::singleline(&mut asked.count).desired_width(100.0));
        if focus {
            field.request_focus();
        }
        field
    });
    crate::ui::widgets::field_row(ui, "Evenly by", |ui| {
        let words =
            |strata: Strata| if strata == Strata::None { "Nothing, all alike".to_owned() } else { sentence(strata.name()) };
        let shown = ComboBox::from_id_salt("strata").width(180.0).selected_text(words(asked.strata)).show_ui(ui, |ui| {
            for strata in Strata::ALL {
                let chosen = ui.selectable_value(&mut asked.strata, strata, words(strata)).clicked();
                crate::ui::widgets::close_when(ui, chosen);
            }
        });
        shown.response
    });
    crate::ui::widgets::field_row(ui, "Seed", |ui| ui.add(TextEdit::singleline(&mut asked.seed).desired_width(100.0)));
    crate::ui::widgets::field_row(ui, "Name", |ui| ui.add(TextEdit::singleline(&mut asked.name).desired_width(f32::INFINITY)));
    let words = weak(ui, "The same seed draws the same annotations from the same list.").size(sizes().small);
    ui.label(words);
    if let Some(fault) = &asked.fault {
        ui.colored_label(colors(ui).error, fault);
    }
    ui.add_space(sizes().space_medium);
    let right = egui::Layout::right_to_left(egui::Align::Center);
    ui.with_layout(right, |ui| crate::ui::widgets::primary_button(ui, "Draw the sample").clicked()).inner
}

/// Draws the sample that is asked for, or says what stands in the way.
fn drawn(session: &Session, state: &Page, asked: &Drawing) -> Result<(Name, Sample), String> {
    let number = |words: &str| words.trim().replace(',', "").parse::<u64>().ok();
    let wanted = number(&asked.count).filter(|count| *count > 0).ok_or("How many must be a number above 0")?;
    let seed = number(&asked.seed).ok_or("The seed must be a whole number")?;
    let name = asked.name.trim();
    let layer = session.project().layers.get(session.annotator());
    if name.is_empty() {
        return Err("The sample needs a name".to_owned());
    }
    if layer.is_some_and(|layer| layer.saved.contains_key(name)) {
        return Err(format!("Something is kept as “{name}” already; choose another name"));
    }
    let candidates: Vec<Candidate> = candidates(session, state, asked.strata);
    if candidates.is_empty() {
        return Err("Nothing is listed, so nothing can be drawn".to_owned());
    }
    let population = candidates.len() as u64;
    if wanted > population {
        let all = dates::counted(candidates.len(), "annotation is", "annotations are");
        return Err(format!("Only {all} listed; draw that many or fewer"));
    }
    let drawn = draw(candidates, usize::try_from(wanted).unwrap_or(usize::MAX), seed);
    let at = Timestamp(jiff::Timestamp::now().as_millisecond());
    let sample = Sample { query: query(state), seed, strata: asked.strata, population, drawn, at };
    Ok((name.into(), sample))
}

fn candidates(session: &Session, state: &Page, strata: Strata) -> Vec<Candidate> {
    let (table, project) = (&state.listed.table, session.project());
    let rows = state.listed.places.iter().filter_map(|place| table.rows.get(*place as usize));
    rows.filter_map(|row| Candidate::of(table, row, project, session.annotator(), strata)).collect()
}

/// What was listed, as far as a query can say it; the sample itself names what was drawn.
fn query(state: &Page) -> Query {
    let typed = |column: &Column| state.asked.typed(column).trim().to_owned();
    let several =
        |words: String| words.split('|').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect::<Vec<_>>();
    Query {
        of: SearchedFor::Annotations,
        pattern: typed(&Column::Words),
        labels: several(typed(&Column::Label)).iter().map(|label| label.as_str().into()).collect(),
        annotators: several(typed(&Column::Annotator)).iter().filter_map(|name| Annotator::new(name)).collect(),
        outlets: several(typed(&Column::Outlet)),
        statuses: several(typed(&Column::Status)).iter().filter_map(|name| Status::named(name)).collect(),
        ..Query::default()
    }
}

/// Shows how the sample that is listed was judged so far.
pub fn outcome(ui: &mut Ui, session: &Session, state: &mut Page) {
    let Some((who, name)) = state.asked.sample.clone() else { return };
    let revision = session.revision();
    let is_counted = state.sample.outcome.as_ref().is_some_and(|(at, whose, of, _)| (*at, whose, of) == (revision, &who, &name));
    if !is_counted {
        let Some(Saved::Sample(sample)) = session.project().layers.get(&who).and_then(|layer| layer.saved.get(&name)) else {
            return;
        };
        let counted = counted(session, sample);
        state.sample.outcome = Some((revision, who, name, counted));
    }
    if let Some((.., counted)) = &state.sample.outcome {
        ui.label(&counted.all).on_hover_text(counted.by_label.join("\n"));
    }
}

fn counted(session: &Session, sample: &Sample) -> Counted {
    let (all, by_label) = Outcome::of(session.project(), &sample.drawn);
    let drawn = format!(
        "{} drawn of {} with seed {}",
        dates::count(sample.drawn.len()),
        dates::count(usize::try_from(sample.population).unwrap_or(usize::MAX)),
        sample.seed
    );
    let by_label = by_label.into_iter().map(|(label, outcome)| format!("{label}: {}", told(&outcome))).collect();
    Counted { all: format!("{drawn}: {}", told(&all)), by_label }
}

/// An outcome in words: “12 approved, 3 rejected, 85 open; 80 % approved (95 %: 55 to 93 %)”.
fn told(outcome: &Outcome) -> String {
    let parts = [
        (outcome.approved, "approved"),
        (outcome.rejected, "rejected"),
        (outcome.disputed, "disputed"),
        (outcome.open, "open"),
        (outcome.gone, "gone"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{} {words}", dates::count(count)))
        .collect();
    let percent = |share: f64| format!("{:.1}", share * 100.0);
    let approval = outcome.approval().map(|(share, low, high)| {
        format!("; {} % of those judged are approved (95 % interval {} to {} %)", percent(share), percent(low), percent(high))
    });
    parts.join(", ") + &approval.unwrap_or_default()
}
