//! What the page says where there is no list: still reading, nothing found, everything there already, nothing may be changed.

use super::findings::{Findings, Standing};
use crate::model::Progress;
use crate::model::progress::Cancelled;
use crate::session::Session;
use crate::store::StoreError;
use crate::ui::dates::count;
use crate::ui::panels::weak;
use crate::ui::theme::{sizes, strong};
use crate::ui::widgets::{Notice, banner, empty_state, progress_line};
use egui::{Align, Context, Id, Layout, Rect, RichText, Ui, UiBuilder, vec2};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Work is shown only when it lasts this long: what is done at once needs no bar that flashes up.
const FELT: Duration = Duration::from_millis(250);

/// Room for the bar of a reading, its name and its cross, in points.
const BAR: f32 = 216.0;

/// Whether work begun then lasts long enough to be shown.
pub fn is_felt(since: Instant) -> bool {
    since.elapsed() > FELT
}

/// The bar of a long reading; `true` when it is to be stopped.
pub fn still_reading(ui: &mut Ui, progress: &Progress) -> bool {
    let room = ui.available_rect_before_wrap();
    let size = vec2(BAR.min(room.width() - sizes().space_huge), room.height() * 0.5);
    let column = Rect::from_center_size(room.center(), size);
    ui.scope_builder(UiBuilder::new().max_rect(column).layout(Layout::top_down(Align::Center)), |ui| {
        ui.label(RichText::new("Reading the files").font(strong(sizes().heading)));
        ui.add_space(sizes().space);
        let detail = progress.fraction().map(|done| format!("{:.0} %", done * 100.0)).unwrap_or_default();
        let stopped = ui.horizontal(|ui| progress_line(ui, "Reading", progress.fraction(), &detail)).inner;
        let words = weak(ui, "Nothing is written before you say so.");
        ui.label(words);
        stopped
    })
    .inner
}

/// Nothing came of it.
pub fn nothing_found(ui: &mut Ui, fault: Option<&str>) {
    let stopped = fault == Some(Cancelled.to_string().as_str());
    let (title, words) = match fault {
        Some(_) if stopped => ("Stopped", "Nothing was read to the end, and nothing was imported."),
        Some(reason) => ("Nothing could be read", reason),
        None => ("Nothing was found", "There is no file to read there. Choose other files, or drop some here."),
    };
    empty_state(ui, title, words, &[]);
}

/// What stands in the way of the whole import.
pub fn banners(ui: &mut Ui, session: &Session, findings: &Findings, fault: &mut Option<String>) {
    let stopped = [Cancelled.to_string(), StoreError::Cancelled.to_string()];
    if let Some(words) = fault.clone() {
        let words =
            if stopped.contains(&words) { "Stopped. Nothing was imported, and the list is as it was.".to_owned() } else { words };
        if banner(ui, Notice::Error, &words, &["Dismiss"]).is_some() {
            *fault = None;
        }
        ui.add_space(sizes().space);
    }
    if let Some(reason) = session.read_only() {
        banner(ui, Notice::Warning, &format!("Read only, so nothing can be imported. {reason}"), &[]);
        ui.add_space(sizes().space);
    } else if let Some(words) = in_all(findings) {
        banner(ui, Notice::Warning, &words, &[]);
        ui.add_space(sizes().space);
    }
}

/// What is to be said when there is nothing to take.
fn in_all(findings: &Findings) -> Option<String> {
    let of = |standing| findings.count(standing);
    let any = Standing::ALL.into_iter().any(|standing| standing.can_be_taken() && of(standing) > 0);
    match (of(Standing::There), of(Standing::Refused)) {
        _ if any => None,
        (0, 0) => Some("The files hold no articles.".to_owned()),
        (_, 0) => Some("Everything here is in the project already.".to_owned()),
        (0, 1) => Some("This cannot be imported; the list says why.".to_owned()),
        (0, _) => Some("None of this can be imported; the list says why.".to_owned()),
        (there, refused) => Some(format!("{} already there, {} cannot be imported.", count(there), count(refused))),
    }
}

/// The files and folders that were named, the first by name.
pub fn places(paths: &[PathBuf]) -> String {
    match paths {
        [] => String::new(),
        [one] => one.display().to_string(),
        [first, rest @ ..] => format!("{} and {} more", first.display(), count(rest.len())),
    }
}

/// Whether a field had the keyboard until this very Escape, which then meant that field.
pub fn left_a_field(ui: &Ui) -> bool {
    crate::ui::keymap::keyboard(ui.ctx()).is_some_and(|id| is_field(ui.ctx(), id))
}

fn is_field(ctx: &Context, id: Id) -> bool {
    egui::text_edit::TextEditState::load(ctx, id).is_some()
}
