//! What reviewers say of an annotation: its status, corrections that are proposed, and the thread of comments.

use super::drafts::{Drafts, Field, kept};
use super::{colors, weak};
use crate::model::{Annotation, Annotator, Comment, Reading, Status};
use crate::session::{Command, Session};
use crate::ui::dates;
use crate::ui::pages::annotations::status_color;
use crate::ui::theme::{sizes, strong};
use crate::ui::widgets::{Icon, close_when, field_row, icon_button};
use egui::{ComboBox, Label, RichText, TextEdit, Ui};

/// Whose annotations of the open article are shown, where more than one has some.
pub fn whose(ui: &mut Ui, session: &Session, send: &mut Vec<Command>) {
    let Some(article) = session.view().article else { return };
    let has_some = |who: &Annotator| {
        session
            .project()
            .article_layer(who, article)
            .is_some_and(|layer| !layer.annotations.is_empty() || !layer.displaced.is_empty())
    };
    let others: Vec<&Annotator> =
        session.project().layers.keys().filter(|who| *who != session.annotator() && has_some(who)).collect();
    if others.is_empty() && session.view().whose.is_none() {
        return;
    }
    let name = |who: &Annotator| if who == session.annotator() { format!("{who} (you)") } else { who.to_string() };
    field_row(ui, "Made by", |ui| {
        let shown = ComboBox::from_id_salt("whose").width(ui.available_width()).selected_text(name(session.whose()));
        let shown = shown.show_ui(ui, |ui| {
            for who in std::iter::once(session.annotator()).chain(others.iter().copied()) {
                let chosen = ui.selectable_label(who == session.whose(), name(who)).clicked();
                if chosen {
                    send.push(Command::ShowLayerOf(Some(who.clone())));
                }
                close_when(ui, chosen);
            }
        });
        shown.response.accessible_name("Whose annotations are shown")
    });
    ui.add_space(sizes().gap);
}

/// Whether anybody has said anything of an annotation, or it is another's.
pub fn is_reviewed(session: &Session, annotation: &Annotation) -> bool {
    let Some(article) = session.view().article else { return false };
    let project = session.project();
    session.view().whose.is_some()
        || project.verdicts(article, annotation.id).next().is_some()
        || !project.comments(article, annotation.id).is_empty()
}

/// Shows the status of an annotation, who decided what, and what is proposed.
pub fn verdicts(ui: &mut Ui, session: &Session, annotation: &Annotation, send: &mut Vec<Command>) {
    let Some(article) = session.view().article else { return };
    status(ui, session, annotation, send);
    for (who, verdict) in session.project().verdicts(article, annotation.id) {
        let status = verdict.of(annotation);
        let words = match (status, verdict.status) {
            (Status::Open, before) => format!("{who}: {} before it was changed", before.name()),
            (status, _) => format!("{who}: {}", status.name()),
        };
        let words = weak(ui, format!("{words}, {}", dates::moment(verdict.at))).size(sizes().small);
        ui.add(Label::new(words).wrap());
        if let Some(correction) = verdict.open_correction(annotation) {
            proposed(ui, session, annotation, who, correction, send);
        }
    }
    ui.add_space(sizes().space);
}

fn status(ui: &mut Ui, session: &Session, annotation: &Annotation, send: &mut Vec<Command>) {
    let Some(article) = session.view().article else { return };
    let status = session.project().status(article, annotation);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = sizes().gap;
        let words = RichText::new(super::sentence(status.name())).font(strong(sizes().interface)).color(status_color(ui, status));
        ui.label(words);
        ui.add_space(sizes().space);
        ui.add_enabled_ui(session.read_only().is_none(), |ui| {
            for (verdict, words) in [(Status::Approved, "Approve"), (Status::Rejected, "Reject"), (Status::Disputed, "Dispute")] {
                let is_so = session
                    .project()
                    .article_layer(session.annotator(), article)
                    .and_then(|layer| layer.verdicts.get(&annotation.id))
                    .is_some_and(|mine| mine.of(annotation) == verdict);
                let button = ui.add(egui::Button::selectable(is_so, words).frame_when_inactive(true));
                if button.clicked() {
                    // A click on what one has decided takes it back.
                    send.push(Command::Focus(Some(annotation.id)));
                    send.push(Command::Judge(if is_so { Status::Open } else { verdict }));
                }
            }
        });
    });
}

fn proposed(
    ui: &mut Ui,
    session: &Session,
    annotation: &Annotation,
    who: &Annotator,
    correction: &Reading,
    send: &mut Vec<Command>,
) {
    for line in differences(session, annotation, correction) {
        let words = RichText::new(line).color(colors(ui).warn);
        ui.add(Label::new(words).wrap());
    }
    if session.view().whose.is_none() && session.read_only().is_none() && ui.button("Take it over").clicked() {
        send.push(Command::Focus(Some(annotation.id)));
        send.push(Command::TakeCorrection(who.clone()));
    }
}

/// What a correction would change, a line each.
fn differences(session: &Session, annotation: &Annotation, correction: &Reading) -> Vec<String> {
    let scheme = &session.project().scheme;
    let label = scheme.label(&correction.label);
    let name = label.map_or(correction.label.as_ref(), |label| label.name.as_str());
    let mut lines = Vec::new();
    lines.extend((correction.label != annotation.label).then(|| format!("Proposed as {}", name.to_lowercase())));
    lines.extend((correction.span != annotation.span).then(|| format!("Proposed words: {}", session.excerpt_of(correction))));
    let known = |id: &str| label.and_then(|label| label.attribute(id)).map_or(id.to_owned(), |attribute| attribute.name.clone());
    for (id, value) in correction.attributes.iter() {
        if annotation.attributes.get(id) != Some(value) {
            lines.push(format!("Proposed {}: {value}", known(id).to_lowercase()));
        }
    }
    let gone = annotation.attributes.iter().filter(|(id, _)| correction.attributes.get(id).is_none());
    lines.extend(gone.map(|(id, _)| format!("Proposed without {}", known(id).to_lowercase())));
    lines
}

/// Shows the thread of comments; `focus` gives the keyboard to the field for a new one.
pub fn comments(
    ui: &mut Ui,
    session: &Session,
    annotation: &Annotation,
    drafts: &mut Drafts,
    focus: bool,
    send: &mut Vec<Command>,
) {
    let Some(article) = session.view().article else { return };
    for (who, comment) in session.project().comments(article, annotation.id) {
        one_comment(ui, session, who, comment, send);
    }
    let form = annotation.id.to_string();
    let field = Field { form: &form, name: "new comment", standing: "" };
    let add = |words: String| Some(Command::SetComment { annotation: annotation.id, comment: None, words });
    ui.add_enabled_ui(session.read_only().is_none(), |ui| {
        field_row(ui, "Comment", |ui| {
            let response = kept(ui, drafts, field, send, add, |ui, draft| {
                ui.add(TextEdit::singleline(draft).hint_text("What is to be said").desired_width(f32::INFINITY))
            });
            if focus {
                response.request_focus();
                response.scroll_to_me(None);
            }
            response
        });
    });
}

fn one_comment(ui: &mut Ui, session: &Session, who: &Annotator, comment: &Comment, send: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let said = weak(ui, format!("{who}, {}", dates::moment(comment.at))).size(sizes().small);
        ui.label(said);
        if who == session.annotator()
            && session.read_only().is_none()
            && icon_button(ui, Icon::Cross, "Remove the comment").clicked()
        {
            let words = String::new();
            send.push(Command::SetComment { annotation: comment.annotation, comment: Some(comment.id), words });
        }
    });
    ui.add(Label::new(comment.words.as_ref()).wrap());
}
