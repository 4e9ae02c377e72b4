//! Labels, attributes and relations of the project. Every change is a command of its own: it is saved and can be undone.

mod attributes;
mod labels;
mod relations;

use super::{Request, unless_closed};
use crate::session::{Command, Session};
use crate::ui::panels::drafts::Drafts;
use crate::ui::panels::{colors, weak};
use crate::ui::theme::sizes;
use crate::ui::widgets::modal;
use egui::{Context, Label, RichText, ScrollArea, Ui};

/// What is chosen and being typed.
#[derive(Default)]
pub struct SchemeDialog {
    place: usize,
    /// The name of a label that is to be added.
    new_label: String,
    on_relations: bool,
    drafts: Drafts,
}

impl SchemeDialog {
    pub(super) fn show(&mut self, ctx: &Context, session: &Session, send: &mut Vec<Command>) -> Request {
        let shown = modal(ctx, "Labels, attributes and relations", 760.0, |ui| {
            let words = weak(ui, "Changes are shared by everybody who works on this project. What is in use cannot be removed.");
            ui.add(Label::new(words).wrap());
            ui.add_space(sizes().space);
            // Always there: what comes and goes would move what is below, and the keyboard with it.
            let notice = session.notice().unwrap_or(" ");
            ui.add(Label::new(RichText::new(notice).color(colors(ui).warn)).wrap());
            ui.add_space(sizes().gap);
            ui.add_enabled_ui(session.read_only().is_none(), |ui| self.parts(ui, session, send));
        });
        unless_closed(shown.close, Request::Stay)
    }

    fn parts(&mut self, ui: &mut Ui, session: &Session, send: &mut Vec<Command>) {
        ui.horizontal(|ui| {
            ui.selectable_value(&mut self.on_relations, false, "Labels");
            ui.selectable_value(&mut self.on_relations, true, "Relations");
        });
        ui.add_space(sizes().space);
        let height = ui.ctx().content_rect().height() - 240.0;
        if self.on_relations {
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(ui, |ui| {
                relations::show(ui, session, &mut self.drafts, send);
            });
            return;
        }
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(200.0);
                labels::list(ui, session, &mut self.place, &mut self.new_label, send);
            });
            ui.add_space(sizes().space);
            ui.vertical(|ui| {
                ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(ui, |ui| {
                    labels::form(ui, session, self.place, &mut self.drafts, send);
                });
            });
        });
    }
}

/// An id made of a name: lower case letters, digits and hyphens, unlike all others.
fn id_of(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let plain: String = name.trim().to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let base = match plain.trim_matches('-') {
        "" => "new",
        plain => plain,
    };
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    std::iter::once(base.to_owned()).chain(numbered).find(|id| !taken(id)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::id_of;

    #[test]
    fn ids_are_plain_and_new() {
        assert_eq!(id_of(" Named source ", |_| false), "named-source");
        assert_eq!(id_of("Claim", |id| id == "claim"), "claim-2");
        assert_eq!(id_of("!", |_| false), "new");
    }
}
