//! Pages over the window, one at a time; each keeps what is being typed and sends commands or requests.

mod carry_over;
mod carry_preview;
mod choose_older;
mod choose_relation;
mod guidelines;
mod keys;
mod new_project;
mod palette;
mod paste;
mod path;
mod problems;
mod relate_to;
mod rename;
mod report;
mod scheme;
mod settings;
mod type_ahead;

pub use carry_over::CarryOver;
pub use choose_older::ChooseOlder;
pub use choose_relation::ChooseRelation;
pub use guidelines::Guidelines;
pub use new_project::NewProject;
pub use palette::Palette;
pub use paste::{Page, Paste, Pasted};
pub use path::{PathDialog, Purpose};
pub use problems::Problems;
pub use relate_to::RelateTo;
pub use rename::Rename;
pub use report::ImportReport;
pub use scheme::SchemeDialog;

use super::picker::FilePicker;
use crate::session::{Command, Session};
use crate::store::settings::Settings;
use egui::Context;
use std::path::PathBuf;

/// A page that is open.
pub enum Dialog {
    /// Every command, to be searched.
    Palette(Palette),
    /// Every key.
    Keys,
    /// A path to be typed or chosen.
    Path(PathDialog),
    /// A project to be made.
    NewProject(NewProject),
    /// A text to become an article.
    Paste(Paste),
    /// What a person sets for the program.
    Settings,
    /// Labels, attributes and relations.
    Scheme(Box<SchemeDialog>),
    /// What annotators are told.
    Guidelines(Guidelines),
    /// The project's name.
    Rename(Rename),
    /// Which kind of relation is meant.
    ChooseRelation(ChooseRelation),
    /// What the focused annotation is related to.
    RelateTo(RelateTo),
    /// Which older article the open one is a newer copy of.
    ChooseOlder(ChooseOlder),
    /// What becomes of the annotations of the older copy.
    CarryOver(Box<CarryOver>),
    /// What became of an import.
    ImportReport(ImportReport),
    /// What was found wrong with the project's files.
    Problems(Problems),
}

/// What a dialog wants done that is no command.
#[derive(Debug)]
pub enum Request {
    /// Nothing; it stays open.
    Stay,
    /// It is to be closed.
    Close,
    /// Open this project.
    Open(PathBuf),
    /// Make a project there.
    Create {
        /// The folder.
        folder: PathBuf,
        /// Its name.
        name: String,
        /// Who will work on it.
        annotator: String,
    },
    /// Copy the sample project there and open it.
    CopySample(PathBuf),
    /// Import these files and folders.
    Import(Vec<PathBuf>),
    /// Import this text.
    ImportText {
        /// The words, or the page.
        pasted: Pasted,
        /// The title, if one was typed.
        title: String,
        /// The outlet, if one was typed.
        outlet: String,
    },
    /// Export to this file.
    Export(PathBuf),
    /// Ask where the report on the last import is to be saved.
    SaveReport,
    /// Save it there.
    WriteReport(PathBuf),
    /// Save the figure there.
    WritePicture(PathBuf),
    /// Save a copy of the project there.
    SaveCopy(PathBuf),
}

/// What dialogs may look at.
pub struct Surroundings<'a> {
    /// An import is looked at in the place of the article.
    pub importing: bool,
    /// The session, once a project is open.
    pub session: Option<&'a Session>,
    /// The system's file dialogs.
    pub picker: &'a dyn FilePicker,
}

impl Dialog {
    /// Shows the dialog for this frame.
    pub fn show(
        &mut self,
        ctx: &Context,
        around: &Surroundings<'_>,
        settings: &mut Settings,
        send: &mut Vec<Command>,
    ) -> Request {
        match self {
            Self::Palette(palette) => palette.show(ctx, around, send),
            Self::Keys => keys::show(ctx, around),
            Self::Path(path) => path.show(ctx, around),
            Self::NewProject(new) => new.show(ctx, around),
            Self::Paste(paste) => paste.show(ctx),
            Self::Settings => settings::show(ctx, settings),
            Self::Scheme(scheme) => with(around, |session| scheme.show(ctx, session, send)),
            Self::Guidelines(guidelines) => with(around, |session| guidelines.show(ctx, session, send)),
            Self::Rename(rename) => rename.show(ctx, send),
            Self::ChooseRelation(choose) => with(around, |session| choose.show(ctx, session, send)),
            Self::RelateTo(relate) => with(around, |session| relate.show(ctx, session, send)),
            Self::ChooseOlder(choose) => with(around, |session| choose.show(ctx, session, send)),
            Self::CarryOver(carry) => with(around, |session| carry.show(ctx, session, send)),
            Self::ImportReport(report) => report.show(ctx),
            Self::Problems(problems) => problems.show(ctx),
        }
    }
}

/// A dialog about a project closes with it.
fn with(around: &Surroundings<'_>, show: impl FnOnce(&Session) -> Request) -> Request {
    around.session.map_or(Request::Close, show)
}

/// Stays open, or closes when its frame says so.
fn unless_closed(closed: bool, request: Request) -> Request {
    match request {
        Request::Stay if closed => Request::Close,
        request => request,
    }
}
