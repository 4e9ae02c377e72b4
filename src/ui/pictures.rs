//! Figures on their way to the disk: where they go is asked, and a job writes them.

use super::app::{App, path_dialog};
use super::dialogs::Purpose;
use super::files::Done;
use super::jobs::Job;
use crate::export::write_picture;
use crate::store::places;
use egui::Context;
use std::path::{Path, PathBuf};

impl App {
    /// Asks where a figure goes that was made to be saved.
    pub(super) fn offer_picture(&mut self) {
        let Some(desk) = self.desk.as_mut().filter(|_| self.dialog.is_none()) else { return };
        let Some(picture) = desk.pages.insights.picture.take() else { return };
        let beside = desk.folder.parent().map_or_else(places::documents, Path::to_owned);
        let place = beside.join(&picture.name);
        desk.pages.insights.offered = Some(picture);
        self.flush();
        self.dialog = Some(path_dialog(Purpose::SavePicture, &place));
    }

    /// Writes the figure that was asked about.
    pub(super) fn write_picture(&mut self, ctx: &Context, path: PathBuf) {
        let Some(picture) = self.desk.as_mut().and_then(|desk| desk.pages.insights.offered.take()) else { return };
        let work = move |_: &_| {
            let written = write_picture(&path, &picture.bytes).map_err(|error| error.to_string());
            Done::Written(written.map(|()| format!("The figure is in {}", path.display())))
        };
        self.jobs.push(Job::start(ctx, "Saving the figure", work));
    }
}
