//! One annotation as a form: label, words, attributes as proper fields, note, relations, provenance.

use super::drafts::{Drafts, Field, kept};
use super::{colors, review, weak, wrong};
use crate::analysis::problems::Problem;
use crate::model::{Annotation, AnnotationId, Attribute, AttributeKind, Label as LabelOf, Name, Provenance, Relation, Value};
use crate::session::{Command, Session};
use crate::ui::dates;
use crate::ui::marks::{label_colors, letter};
use crate::ui::theme::{Theme, sizes, strong};
use crate::ui::widgets::{Icon, Quantity, choice_field, field_row, icon_button, key_cap, number_or_range_field, read_quantity};
use egui::{Label, Response, RichText, TextEdit, Ui};

/// What the form keeps and is told.
pub struct Form<'a> {
    /// Words being typed.
    pub drafts: &'a mut Drafts,
    /// What is wrong in the open article.
    pub problems: &'a [Problem],
    /// The first field shall have the keyboard.
    pub first: bool,
    /// What was reviewed says how.
    pub reviewed: bool,
}

/// Shows the form.
/// Of another's annotation it shows what is proposed, and whatever is changed is proposed.
pub fn show(ui: &mut Ui, session: &Session, standing: &Annotation, form: Form<'_>, send: &mut Vec<Command>) {
    let Form { drafts, problems, first, reviewed } = form;
    let annotation = &session.as_proposed(standing);
    let is_own = session.view().whose.is_none();
    let label = session.project().scheme.label(&annotation.label);
    head(ui, session, annotation, label, send);
    if reviewed {
        review::verdicts(ui, session, standing, send);
    }
    let form = annotation.id.to_string();
    ui.add_enabled_ui(session.read_only().is_none(), |ui| {
        let mut focus = first;
        for attribute in label.map(|label| label.attributes.as_slice()).unwrap_or_default() {
            let response = attribute_field(ui, &form, annotation, attribute, drafts, send);
            if std::mem::take(&mut focus) {
                response.request_focus();
            }
        }
        wrong::show(ui, session, annotation, problems, send);
        let note = ui.add_enabled_ui(is_own, |ui| note_field(ui, &form, annotation, drafts, send)).inner;
        if focus {
            note.request_focus();
        }
        orphans(ui, annotation, label, send);
    });
    relations(ui, session, annotation, send);
    origin(ui, session, annotation);
}

fn head(ui: &mut Ui, session: &Session, annotation: &Annotation, label: Option<&LabelOf>, send: &mut Vec<Command>) {
    let palette = label_colors(Theme::of(ui), label);
    let name = label.map_or(annotation.label.as_ref(), |label| label.name.as_str());
    ui.horizontal(|ui| {
        ui.label(RichText::new(name).font(strong(sizes().heading)).color(palette.letter));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if session.view().whose.is_none() && icon_button(ui, Icon::Cross, "Delete the annotation").clicked() {
                send.push(Command::Focus(Some(annotation.id)));
                send.push(Command::Delete);
            }
            key_cap(ui, &label.map_or('?', letter).to_string());
        });
    });
    let words = session.excerpt(annotation);
    let words = weak(ui, words);
    ui.add(Label::new(words).wrap());
    ui.add_space(sizes().space);
    if annotation.displaced.is_some() {
        displaced(ui, annotation.id, send);
    }
}

fn displaced(ui: &mut Ui, id: AnnotationId, send: &mut Vec<Command>) {
    let words = "Displaced: these words no longer stand where they did. Select where they belong, or take the nearest place.";
    let pressed = crate::ui::widgets::banner(ui, crate::ui::widgets::Notice::Warning, words, &["Re-anchor"]);
    if pressed.is_some() {
        send.push(Command::Reanchor(id));
    }
    ui.add_space(sizes().space);
}

fn attribute_field(
    ui: &mut Ui,
    form: &str,
    annotation: &Annotation,
    attribute: &Attribute,
    drafts: &mut Drafts,
    send: &mut Vec<Command>,
) -> Response {
    let standing = annotation.attributes.get(&attribute.id);
    let set = |value| Command::SetAttribute { id: annotation.id, attribute: attribute.id.clone(), value };
    let (response, changed) = match &attribute.kind {
        AttributeKind::Text | AttributeKind::Number => {
            let words = standing.map(ToString::to_string).unwrap_or_default();
            let field = Field { form, name: &attribute.id, standing: &words };
            return field_row(ui, &attribute.name, |ui| {
                if attribute.kind == AttributeKind::Text {
                    kept(
                        ui,
                        drafts,
                        field,
                        send,
                        |words| Some(set(text_value(&words))),
                        |ui, draft| ui.add(TextEdit::singleline(draft).desired_width(f32::INFINITY)),
                    )
                } else {
                    kept(
                        ui,
                        drafts,
                        field,
                        send,
                        |words| number_value(&words).map(set),
                        |ui, draft| number_or_range_field(ui, draft, "20, or 20 to 30"),
                    )
                }
            });
        }
        AttributeKind::Choice(choices) => choice(ui, attribute, standing, choices),
        AttributeKind::Flag => {
            let words = ["yes".to_owned(), "no".to_owned()];
            flag(ui, attribute, standing, &words)
        }
    };
    send.extend(changed.map(set));
    response
}

type Changed = (Response, Option<Option<Value>>);

fn text_value(words: &str) -> Option<Value> {
    Some(words.trim()).filter(|words| !words.is_empty()).map(|words| Value::Text(words.into()))
}

/// The value that is meant; the outer `None` where the words are no number.
fn number_value(words: &str) -> Option<Option<Value>> {
    match read_quantity(words) {
        _ if words.trim().is_empty() => Some(None),
        Some(Quantity::Number(number)) => Some(Some(Value::Number(number))),
        Some(Quantity::Range(low, high)) => Some(Some(Value::Range(low, high))),
        None => None,
    }
}

fn choice(ui: &mut Ui, attribute: &Attribute, standing: Option<&Value>, choices: &[String]) -> Changed {
    let before = choices.iter().position(|choice| matches!(standing, Some(Value::Text(text)) if **text == **choice));
    let mut chosen = before;
    let options: Vec<&str> = choices.iter().map(String::as_str).collect();
    let response = field_row(ui, &attribute.name, |ui| choice_field(ui, &attribute.name, &mut chosen, &options));
    let value = chosen.and_then(|at| choices.get(at)).map(|choice| Value::Text(choice.as_str().into()));
    (response, (chosen != before).then_some(value))
}

fn flag(ui: &mut Ui, attribute: &Attribute, standing: Option<&Value>, options: &[String; 2]) -> Changed {
    let before = match standing {
        Some(Value::Flag(true)) => Some(0),
        Some(Value::Flag(false)) => Some(1),
        _ => None,
    };
    let mut chosen = before;
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let response = field_row(ui, &attribute.name, |ui| choice_field(ui, &attribute.name, &mut chosen, &options));
    (response, (chosen != before).then(|| chosen.map(|at| Value::Flag(at == 0))))
}

fn note_field(ui: &mut Ui, form: &str, annotation: &Annotation, drafts: &mut Drafts, send: &mut Vec<Command>) -> Response {
    let field = Field { form, name: "note", standing: &annotation.note };
    let keep = |note| Some(Command::SetNote { id: annotation.id, note });
    field_row(ui, "Note", |ui| {
        kept(ui, drafts, field, send, keep, |ui, draft| {
            ui.add(TextEdit::multiline(draft).desired_width(f32::INFINITY).desired_rows(2))
        })
    })
}

/// Values that the scheme no longer knows are shown and can be taken away, never dropped silently.
fn orphans(ui: &mut Ui, annotation: &Annotation, label: Option<&LabelOf>, send: &mut Vec<Command>) {
    let known = |id: &Name| label.is_some_and(|label| label.attribute(id).is_some());
    for (id, value) in annotation.attributes.iter().filter(|(id, _)| !known(id)) {
        field_row(ui, id, |ui| {
            let words = weak(ui, format!("{value} (not in the scheme)"));
            let response = ui.label(words);
            if ui.small_button("Remove").clicked() {
                send.push(Command::SetAttribute { id: annotation.id, attribute: id.clone(), value: None });
            }
            response
        });
    }
}

fn relations(ui: &mut Ui, session: &Session, annotation: &Annotation, send: &mut Vec<Command>) {
    let related: Vec<&Relation> = session.shown_layer().into_iter().flat_map(|layer| layer.relations_of(annotation.id)).collect();
    if related.is_empty() {
        return;
    }
    ui.add_space(sizes().gap);
    for relation in related {
        ui.horizontal(|ui| one_relation(ui, session, annotation, relation, send));
    }
}

fn one_relation(ui: &mut Ui, session: &Session, annotation: &Annotation, relation: &Relation, send: &mut Vec<Command>) {
    let kind = session.project().scheme.relation(&relation.kind).map_or(relation.kind.as_ref(), |kind| kind.name.as_str());
    let outward = relation.from == annotation.id;
    let other = if outward { relation.to } else { relation.from };
    let words = session.annotation(other).map(|other| session.excerpt(other)).unwrap_or_default();
    let arrow = if outward { format!("{kind} →") } else { format!("← {kind}") };
    let arrow = weak(ui, arrow);
    ui.label(arrow);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let may = session.read_only().is_none() && session.view().whose.is_none();
        if may && icon_button(ui, Icon::Cross, "Remove the relation").clicked() {
            send.push(Command::Unrelate(relation.id));
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            let link = ui.add(egui::Button::new(words).frame(false).truncate());
            if link.on_hover_text("Go to it").clicked() {
                send.push(Command::Focus(Some(other)));
            }
        });
    });
}

fn origin(ui: &mut Ui, session: &Session, annotation: &Annotation) {
    let found = match annotation.provenance.found() {
        Provenance::Hand | Provenance::Carried(_) => "selected by hand".to_owned(),
        Provenance::Rule(rule) => match rule.score {
            Some(score) => format!("{} {score:.2}", rule.name),
            None => rule.name.to_string(),
        },
        Provenance::Imported(file) => format!("from {file}"),
        Provenance::Search(rule) => format!("found by the search “{rule}”"),
    };
    let mut words = format!("by {}, {}, {found}", session.whose(), dates::moment(annotation.created));
    if let Some(carried) = annotation.provenance.carried() {
        let (at, older) = (dates::moment(carried.at), session.project().title(session.annotator(), carried.article));
        words.push_str(&format!("; carried over {at} from “{older}”"));
    }
    ui.add_space(sizes().gap);
    let words = RichText::new(words).size(sizes().small).color(colors(ui).ink_weak);
    ui.add(Label::new(words).wrap());
}
