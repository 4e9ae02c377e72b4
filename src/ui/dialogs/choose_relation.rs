//! Which kind of relation is meant, where more than one may lead from one annotation to the other.

use super::{Request, unless_closed};
use crate::model::AnnotationId;
use crate::session::{Command, Session};
use crate::ui::widgets::{modal, shortcut_button};
use egui::{Context, Key};

/// The other end of the relation begun.
pub struct ChooseRelation {
    /// The annotation it is to point to.
    pub to: AnnotationId,
}

impl ChooseRelation {
    pub(super) fn show(&mut self, ctx: &Context, session: &Session, send: &mut Vec<Command>) -> Request {
        let digits = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
        let shown = modal(ctx, "Relate as", 320.0, |ui| {
            let mut chosen = None;
            for (place, kind) in session.relation_kinds(self.to).into_iter().enumerate() {
                let key = digits.get(place);
                let button = shortcut_button(ui, &kind.name, &key.map(|_| (place + 1).to_string()).unwrap_or_default());
                if button.clicked() || key.is_some_and(|key| ui.input(|i| i.key_pressed(*key))) {
                    chosen = Some(kind.id.clone());
                }
                if place == 0 && ui.memory(|memory| memory.focused().is_none()) {
                    button.request_focus();
                }
            }
            chosen
        });
        if let Some(kind) = shown.inner {
            send.push(Command::RelateTo { to: self.to, kind: Some(kind) });
            return Request::Close;
        }
        unless_closed(shown.close, Request::Stay)
    }
}
