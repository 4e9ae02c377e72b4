//! What is known about the article: fields that can be corrected, and where the text came from.

use super::drafts::{Drafts, Field, kept};
use super::{articles, colors, copies, under_field, weak};
use crate::model::{Article, ArticleState, MetadataField};
use crate::session::{Command, Session};
use crate::ui::dates;
use crate::ui::theme::{sizes, strong};
use crate::ui::widgets::{choice_field, field_row};
use egui::{Label, RichText, TextEdit, Ui};

/// Shows the form; `first` gives the keyboard to its first field.
pub fn show(ui: &mut Ui, session: &Session, drafts: &mut Drafts, first: bool, send: &mut Vec<Command>) {
    let Some(article) = session.article() else { return };
    ui.label(RichText::new("This article").font(strong(sizes().heading)));
    ui.add_space(sizes().gap);
    ui.add_enabled_ui(session.read_only().is_none(), |ui| {
        state(ui, session, send);
        for (place, field) in MetadataField::ALL.into_iter().enumerate() {
            one_field(ui, session, article, field, drafts, first && place == 0, send);
        }
    });
    copies::show(ui, session, article.id, send);
    source(ui, article);
}

fn state(ui: &mut Ui, session: &Session, send: &mut Vec<Command>) {
    let Some(article) = session.article() else { return };
    let now = session.state(article.id);
    let before = ArticleState::ALL.iter().position(|state| *state == now);
    let mut chosen = before;
    let words = ArticleState::ALL.map(|state| articles::dot(state).words());
    field_row(ui, "State", |ui| choice_field(ui, "State", &mut chosen, &words));
    if let Some(state) = chosen.filter(|_| chosen != before).and_then(|at| ArticleState::ALL.get(at)) {
        send.push(Command::SetState(*state));
    }
}

fn one_field(
    ui: &mut Ui,
    session: &Session,
    article: &Article,
    field: MetadataField,
    drafts: &mut Drafts,
    focus: bool,
    send: &mut Vec<Command>,
) {
    let (project, who) = (session.project(), session.annotator());
    let standing = project.field(who, article.id, field);
    let form = article.id.to_string();
    let line = Field { form: &form, name: field.name(), standing };
    let keep = |value| Some(Command::SetMetadata { field, value: Some(value) });
    let response = field_row(ui, name(field), |ui| {
        kept(ui, drafts, line, send, keep, |ui, draft| {
            ui.add(TextEdit::singleline(draft).hint_text("unknown").desired_width(f32::INFINITY))
        })
    });
    let origin = article.source.origins.iter().find(|(known, _)| *known == field);
    if let Some((_, origin)) = origin {
        said_by(ui, origin, standing == field.of(&article.metadata));
    }
    if focus {
        response.request_focus();
    }
    for (other, value) in project.other_corrections(who, article.id, field).filter(|(_, value)| *value != standing) {
        let words = weak(ui, format!("{other} has “{value}”")).size(sizes().small);
        field_row(ui, "", |ui| ui.add(Label::new(words).wrap()));
    }
}

/// Where the source said it, under the field; a correction has its own origin, which is whoever made it.
fn said_by(ui: &mut Ui, origin: &str, stands: bool) {
    under_field(ui, &if stands { format!("from {origin}") } else { format!("corrected; was from {origin}") });
}

/// The field's name as shown.
pub fn name(field: MetadataField) -> &'static str {
    match field {
        MetadataField::Title => "Title",
        MetadataField::Outlet => "Outlet",
        MetadataField::Url => "Address",
        MetadataField::Author => "Author",
        MetadataField::Published => "Published",
        MetadataField::Modified => "Changed",
        MetadataField::Language => "Language",
        MetadataField::Section => "Section",
    }
}

fn source(ui: &mut Ui, article: &Article) {
    let source = &article.source;
    let part = if source.part.is_empty() { String::new() } else { format!(", {}", source.part) };
    let mut told = vec![format!("From {}{part}, imported {}", source.file, dates::moment(source.imported))];
    if !source.encoding.is_empty() {
        told.push(format!("Read as {}", source.encoding));
    }
    if source.line_ends_changed > 0 {
        told.push(format!("{} became LF", dates::counted(source.line_ends_changed as usize, "line end", "line ends")));
    }
    if source.undecodable > 0 {
        let places = dates::counted(source.undecodable as usize, "place", "places");
        told.push(format!("{places} could not be decoded and are shown as \u{FFFD}"));
    }
    ui.add_space(sizes().gap);
    let words = RichText::new(told.join(". ")).size(sizes().small).color(colors(ui).ink_weak);
    ui.add(Label::new(words).wrap());
}
