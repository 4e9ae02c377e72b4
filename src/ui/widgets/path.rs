//! A field for a path on disk, with what could follow shown beneath while typing.

use egui::{CompletionPopup, RectAlign, Response, Suggestion, Ui};

use super::fields::one_line;

/// What the path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    Folder,
    File,
}

/// Shows a field for a path. `complete` gives whole paths that could follow what is typed; the window reads no disk itself.
///
/// Down and Up choose among them, Tab takes one. Enter does not: the name of a new folder may begin like an old one's, and
/// Enter belongs to the button of the page.
pub fn path_field(
    ui: &mut Ui,
    name: &str,
    path: &mut String,
    kind: PathKind,
    complete: &dyn Fn(&str) -> Vec<String>,
) -> Response {
    let hint = match kind {
        PathKind::Folder => "Path of a folder",
        PathKind::File => "Path of a file",
    };
    let id = ui.make_persistent_id((name, "path"));
    let field = one_line(path, hint);
    CompletionPopup::new(id)
        .word_boundary(|_| false)
        .align(RectAlign::BOTTOM_START)
        .accept_keys([egui::Key::Tab])
        .show(ui, field, |query| {
            complete(query.text).into_iter().filter(|found| found != query.text).map(Suggestion::new).collect()
        })
        .text_edit
        .response
        .response
        .accessible_name(name)
}
