//! A text to become an article, pasted or typed; a page that was copied brings its structure along.

use super::{Request, unless_closed};
use crate::import::Imported;
use crate::model::{Article, MetadataField, text};
use crate::ui::clipboard::Clipboard;
use crate::ui::jobs::Job;
use crate::ui::panels::weak;
use crate::ui::theme::sizes;
use crate::ui::widgets::{choice_field, field_row, modal, primary_button};
use crate::ui::{dates, files};
use egui::{Align, Context, Key, Layout, Modifiers, ScrollArea, TextEdit, Ui};
use std::sync::Arc;
use std::task::Poll;

/// Longer texts are told about, not shown: a text field lays out all of it.
const SHOWN: usize = 100_000;

/// What is to become an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pasted {
    /// Plain words.
    Text(String),
    /// HTML.
    Page(String),
}

/// A page of the clipboard, and what was found in it.
pub type Page = (String, Imported);

/// What is pasted so far.
pub struct Paste {
    text: String,
    title: String,
    outlet: String,
    /// Asks the clipboard for a page, which can take as long as another program wants.
    asking: Option<Job<Option<Page>>>,
    page: Option<Page>,
    /// Why the page on the clipboard is of no use.
    fault: Option<String>,
    as_page: bool,
    shown: bool,
}

impl Paste {
    /// Begins with the text that the clipboard gave, and asks it for a page.
    pub fn new(ctx: &Context, text: String, clipboard: Arc<dyn Clipboard>) -> Self {
        let asking = Some(Job::start(ctx, "Looking at the clipboard", move |_| clipboard.html().map(files::look_at_page)));
        Self { text, title: String::new(), outlet: String::new(), asking, page: None, fault: None, as_page: false, shown: false }
    }

    pub(super) fn show(&mut self, ctx: &Context) -> Request {
        self.take_page();
        let shown = modal(ctx, "Paste an article", 640.0, |ui| self.fields(ui));
        let enter = ctx.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
        if self.is_ready() && (shown.inner || enter) {
            let pasted = match self.page.take().filter(|_| self.as_page) {
                Some((html, _)) => Pasted::Page(html),
                None => Pasted::Text(std::mem::take(&mut self.text)),
            };
            return Request::ImportText { pasted, title: self.title.clone(), outlet: self.outlet.clone() };
        }
        unless_closed(shown.close, Request::Stay)
    }

    /// Takes the page once the clipboard has given it: it says more than its words alone.
    fn take_page(&mut self) {
        let Some(Poll::Ready(found)) = self.asking.as_ref().map(Job::poll) else { return };
        self.asking = None;
        let Some(page) = found.flatten() else { return };
        match article_of(&page) {
            Some(article) => {
                self.title.clone_from(&article.metadata.title);
                self.outlet.clone_from(&article.metadata.outlet);
                self.as_page = true;
                self.page = Some(page);
            }
            None => {
                let reason = page.1.files.first().map(|file| file.to_string()).unwrap_or_default();
                self.fault = Some(format!("The clipboard holds a page too, which is of no use here: {reason}"));
            }
        }
    }

    fn is_ready(&self) -> bool {
        self.as_page || !self.text.trim().is_empty()
    }

    fn fields(&mut self, ui: &mut Ui) -> bool {
        self.flavour(ui);
        field_row(ui, "Title", |ui| {
            ui.add(TextEdit::singleline(&mut self.title).hint_text("may stay empty").desired_width(f32::INFINITY))
        });
        field_row(ui, "Outlet", |ui| {
            ui.add(TextEdit::singleline(&mut self.outlet).hint_text("may stay empty").desired_width(f32::INFINITY))
        });
        ui.add_space(sizes().space);
        match self.page.as_ref().filter(|_| self.as_page).and_then(article_of) {
            Some(article) => page_text(ui, article),
            None => self.plain_text(ui),
        }
        ui.add_space(sizes().space_medium);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let done = ui.add_enabled_ui(self.is_ready(), |ui| primary_button(ui, "Import 1 article")).inner.clicked();
            let words = weak(ui, dates::counted(text::count_words(self.words()), "word", "words"));
            ui.label(words);
            done
        })
        .inner
    }

    /// What of the clipboard is taken, where it holds a page beside the words.
    fn flavour(&mut self, ui: &mut Ui) {
        if self.page.is_some() {
            let mut chosen = Some(usize::from(!self.as_page));
            field_row(ui, "Taken as", |ui| choice_field(ui, "Taken as", &mut chosen, &["Page (HTML)", "Plain text"]));
            self.as_page = chosen.map_or(self.as_page, |at| at == 0);
        } else if let Some(fault) = &self.fault {
            let words = weak(ui, fault);
            ui.add(egui::Label::new(words).wrap());
        }
    }

    fn words(&self) -> &str {
        let page = self.page.as_ref().filter(|_| self.as_page).and_then(article_of);
        page.map_or(self.text.as_str(), |article| &article.text)
    }

    fn plain_text(&mut self, ui: &mut Ui) {
        if self.text.len() > SHOWN {
            let words = weak(ui, "A long text; it is taken as it is.");
            ui.label(words);
            return;
        }
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            let field = TextEdit::multiline(&mut self.text).hint_text("Paste the text here");
            let field = ui.add(field.desired_rows(14).desired_width(f32::INFINITY));
            if !std::mem::replace(&mut self.shown, true) {
                field.request_focus();
            }
        });
    }
}

/// The text of a page can be read here, not changed: it is what its source says.
fn page_text(ui: &mut Ui, article: &Article) {
    let known = [MetadataField::Author, MetadataField::Published, MetadataField::Url];
    let known = known.map(|field| field.of(&article.metadata)).into_iter().filter(|value| !value.is_empty());
    let known = known.collect::<Vec<_>>().join("  ·  ");
    if !known.is_empty() {
        let words = weak(ui, known);
        ui.add(egui::Label::new(words).truncate());
    }
    if article.text.len() > SHOWN {
        let words = weak(ui, "A long page; it is taken as it is.");
        ui.label(words);
        return;
    }
    ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
        let mut words: &str = &article.text;
        let field = TextEdit::multiline(&mut words).desired_rows(14).desired_width(f32::INFINITY);
        ui.add(field).accessible_name("Text of the page");
    });
}

fn article_of(page: &Page) -> Option<&Article> {
    page.1.articles.first()
}
