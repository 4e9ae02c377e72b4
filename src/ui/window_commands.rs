//! What each command does that only the window can do, and what dialogs ask for.

use super::app::{App, path_dialog};
use super::desk::Desk;
use super::dialogs::{
    ChooseOlder, Dialog, Guidelines, ImportReport, NewProject, Palette, Paste, Problems, Purpose, RelateTo, Rename, Request,
};
use super::files::{self, Done};
use super::jobs::Job;
use super::keymap;
use super::pages::Page;
use super::panels::{inspector::annotation_in_hand, wrong};
use crate::session::{Caret, Command, WindowCommand};
use crate::store::places;
use crate::store::settings::ThemeChoice;
use egui::{Context, ViewportCommand};
use std::time::Duration;

impl WindowCommand {
    /// Whether it can be done while no project is open.
    pub fn needs_no_project(self) -> bool {
        use WindowCommand as W;
        matches!(
            self,
            W::NewProject
                | W::OpenProject
                | W::OpenSample
                | W::Quit
                | W::Palette
                | W::KeySheet
                | W::Settings
                | W::ThemeLight
                | W::ThemeDark
                | W::ThemeSystem
                | W::ZoomIn
                | W::ZoomOut
                | W::ZoomReset
        )
    }
}

/// Why other commands wait while an import is looked at in the place of the article.
pub const IMPORT_FIRST: &str = "Finish or close the import first";

/// What may be done while an import is looked at in the place of the article.
pub fn is_fit_beside_an_import(command: &Command) -> bool {
    use WindowCommand as W;
    let Command::Window(command) = command else { return false };
    let is_apart =
        matches!(command, W::ImportFiles | W::ImportFolder | W::CloseProject | W::RetrySaving | W::ImportReport | W::Problems);
    is_apart || command.needs_no_project()
}

impl App {
    /// The commands that keys ask for.
    pub(super) fn read_keys(&mut self, ctx: &Context) -> Vec<Command> {
        let menu = self.desk.as_ref().is_some_and(|desk| desk.reading.menu_at.is_some());
        // A page may have a dialog of its own.
        let covered = ctx.memory(|memory| memory.top_modal_layer().is_some());
        if self.dialog.is_some() || covered || menu || egui::Popup::is_any_open(ctx) {
            return Vec::new();
        }
        let session = self.desk.as_ref().map(Desk::shown);
        let text = self.desk.as_ref().and_then(|desk| desk.reading.view.id());
        let importing = self.is_importing();
        let reviewing = self.desk.as_ref().is_some_and(|desk| desk.pages.is_reviewing());
        // Nobody sees what would become of a text that is covered; an undo is told in the bar.
        let is_whole = self.desk.as_ref().is_some_and(|desk| desk.pages.is_whole());
        let sent = keymap::commands(ctx, session, text, reviewing, |command| {
            if is_whole && !matches!(command, Command::Window(_) | Command::Undo | Command::Redo) {
                return false;
            }
            let is_paste = *command == Command::Window(WindowCommand::PasteArticle);
            !importing || is_paste || is_fit_beside_an_import(command)
        });
        let (fit, others): (Vec<Command>, Vec<Command>) =
            sent.into_iter().partition(|command| !importing || is_fit_beside_an_import(command));
        if !others.is_empty() {
            let page = self.desk.as_mut().and_then(|desk| desk.import.as_mut());
            page.into_iter().for_each(|page| page.complain(format!("Nothing was pasted. {IMPORT_FIRST}.")));
        }
        fit
    }

    /// Whether an import is looked at in the place of the article.
    pub(super) fn is_importing(&self) -> bool {
        self.desk.as_ref().is_some_and(|desk| desk.import.is_some())
    }

    /// Does a command that only the window can do.
    pub(super) fn window(&mut self, ctx: &Context, command: WindowCommand) {
        if self.desk.is_none() && !command.needs_no_project() {
            return;
        }
        if self.open_dialog(command) || self.set(command) || self.on_text(ctx, command) {
            return;
        }
        if let Some((desk, page)) = self.desk.as_mut().zip(Page::opened_by(command)) {
            desk.pages.open(page);
            return;
        }
        match command {
            WindowCommand::ClosePage => self.close_page(),
            WindowCommand::NextListed => self.step_in_list(true),
            WindowCommand::PreviousListed => self.step_in_list(false),
            WindowCommand::Comment => self.comment(),
            WindowCommand::RelateTo => self.relate_to(ctx),
            WindowCommand::FixHere => self.fix_here(ctx),
            WindowCommand::CloseProject => {
                self.close_desk(ctx);
            }
            WindowCommand::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            WindowCommand::RetrySaving => self.save_now(),
            WindowCommand::Reload => self.reload(ctx),
            WindowCommand::PasteArticle => self.paste(ctx),
            WindowCommand::CarryOver => self.carry_over(ctx),
            _ => {}
        }
    }

    /// Commands that open a dialog. What is unsaved is brought to disk first: a dying dialog service can end the program.
    fn open_dialog(&mut self, command: WindowCommand) -> bool {
        let project = |app: &Self| app.desk.as_ref().map(|desk| desk.session.project().clone()).unwrap_or_default();
        let beside = |app: &Self| {
            let folder = app.desk.as_ref().map(|desk| desk.folder.clone()).unwrap_or_default();
            folder.parent().map_or_else(places::documents, std::path::Path::to_owned)
        };
        let dialog = match command {
            WindowCommand::NewProject => {
                let parent = places::documents().display().to_string();
                Dialog::NewProject(NewProject::new(parent, self.annotator().to_string()))
            }
            WindowCommand::OpenProject => path_dialog(Purpose::OpenProject, &places::documents().join("")),
            WindowCommand::OpenSample => {
                path_dialog(Purpose::CopySample, &places::unused(&places::documents(), "harbour-strike"))
            }
            WindowCommand::ImportFiles => path_dialog(Purpose::ImportFiles, &places::documents().join("")),
            WindowCommand::ImportFolder => path_dialog(Purpose::ImportFolder, &places::documents().join("")),
            WindowCommand::ImportReport => {
                let Some(desk) = self.desk.as_mut() else { return false };
                desk.report_is_news = false;
                let Some(report) = desk.report.clone() else {
                    desk.session.set_notice("Nothing was imported since the project was opened");
                    return true;
                };
                Dialog::ImportReport(ImportReport::new(report))
            }
            WindowCommand::ExportJsonl => {
                let name = self.desk.as_ref().map(|desk| super::panels::menu_bar::name_of(&desk.folder)).unwrap_or_default();
                path_dialog(Purpose::ExportJsonl, &beside(self).join(format!("{name}.jsonl")))
            }
            WindowCommand::SaveCopy => path_dialog(Purpose::SaveCopy, &places::unused(&beside(self), "pressmark-copy")),
            WindowCommand::Palette => Dialog::Palette(Palette::default()),
            WindowCommand::KeySheet => Dialog::Keys,
            WindowCommand::Settings => Dialog::Settings,
            WindowCommand::EditScheme => Dialog::Scheme(Box::default()),
            WindowCommand::EditGuidelines => Dialog::Guidelines(Guidelines::new(project(self).guidelines)),
            WindowCommand::ChooseOlderCopy => Dialog::ChooseOlder(ChooseOlder::default()),
            WindowCommand::RenameProject => Dialog::Rename(Rename::new(project(self).name)),
            WindowCommand::Problems => match self.desk.as_mut() {
                Some(desk) if desk.problems.is_empty() => {
                    desk.session.set_notice("Nothing is wrong with the project’s files");
                    return true;
                }
                desk => Dialog::Problems(Problems::new(desk.map(|desk| desk.problems.as_slice()).unwrap_or_default())),
            },
            _ => return false,
        };
        if let Some(desk) = &mut self.desk {
            // What was said of an earlier step has nothing to do with the dialog.
            desk.session.clear_notice();
        }
        if matches!(dialog, Dialog::Path(_) | Dialog::NewProject(_)) {
            self.flush();
        }
        self.dialog = Some(dialog);
        true
    }

    /// Asks what the focused annotation is related to; a relation that was begun is finished at it.
    fn relate_to(&mut self, ctx: &Context) {
        let Some(desk) = &mut self.desk else { return };
        let view = desk.session.view();
        if desk.past.is_some() || view.relating.is_some() || view.whose.is_some() || desk.session.focused().is_none() {
            return self.run(ctx, vec![Command::Relate]);
        }
        let page = desk.session.focused().and_then(|focused| RelateTo::new(&desk.session, focused));
        match page {
            Some(page) => {
                desk.session.clear_notice();
                self.dialog = Some(Dialog::RelateTo(page));
            }
            None => desk.session.set_notice("Nothing in this article may be related to it by the scheme"),
        }
    }

    /// Does what mends the first problem of the annotation in hand, or else relates it to what suggests itself.
    fn fix_here(&mut self, ctx: &Context) {
        // What is past is not changed.
        let Some(desk) = self.desk.as_mut().filter(|desk| desk.past.is_none()) else { return };
        let session = &desk.session;
        let Some(annotation) = annotation_in_hand(session) else {
            return desk.session.set_notice("No annotation at the caret; F8 lists all problems");
        };
        let mut problems = desk.inspector.problems.iter().filter(|problem| problem.annotation == Some(annotation.id));
        let fix = problems.find(|problem| problem.fix.is_some()).and_then(|problem| wrong::fixing(session, problem));
        let related = || session.same_utterance(annotation).into_iter().next();
        let command = fix.or_else(|| related().map(|(kind, from, to)| Command::Link { from, to, kind }));
        match command {
            Some(command) => self.run(ctx, vec![command]),
            None => desk.session.set_notice("Nothing about it has a sure fix"),
        }
    }

    /// Compares the open article with its older copy; a page shows what was found.
    fn carry_over(&mut self, ctx: &Context) {
        let Some(desk) = &mut self.desk else { return };
        let session = &mut desk.session;
        let copies = session.view().article.and_then(|newer| Some((session.older_copy(newer)?, newer)));
        let Some((older, newer)) = copies else {
            return session.set_notice("No older copy of this article is known; “Newer copy of…” says which one it is");
        };
        let progress = session.project().carry_progress(session.annotator(), older, newer);
        match (progress.all, progress.all - progress.carried) {
            (0, _) => session.set_notice("You have no annotations in the older copy"),
            (_, 0) => session.set_notice("Every annotation of the older copy is here already"),
            _ => {
                let (project, annotator) = (session.project().clone(), session.annotator().clone());
                let work = move |_: &_| {
                    let waiting = project.waiting(&annotator, older, newer);
                    Done::Compared(files::Compared { older, newer, waiting })
                };
                self.jobs.push(Job::start(ctx, "Comparing the two copies", work));
            }
        }
    }

    pub(super) fn flush(&self) {
        if let Some(keeper) = self.desk.as_ref().and_then(|desk| desk.keeper.as_ref()) {
            keeper.storage().flush(Duration::from_millis(500));
        }
    }

    fn paste(&mut self, ctx: &Context) {
        let pasted = ctx.input(|input| {
            input.raw.events.iter().find_map(|event| match event {
                egui::Event::Paste(text) => Some(text.clone()),
                _ => None,
            })
        });
        self.dialog = Some(Dialog::Paste(Paste::new(ctx, pasted.unwrap_or_default(), self.clipboard.clone())));
    }

    /// Commands that change a setting.
    fn set(&mut self, command: WindowCommand) -> bool {
        let settings = &mut self.settings;
        match command {
            WindowCommand::ToggleArticles => settings.articles_shown = !settings.articles_shown,
            WindowCommand::ToggleInspector => settings.inspector_shown = !settings.inspector_shown,
            WindowCommand::ToggleSuggestions => {
                settings.suggestions_shown = !settings.suggestions_shown;
                let words = if settings.suggestions_shown { "Suggestions are shown now" } else { "Suggestions are hidden now" };
                if let Some(desk) = &mut self.desk {
                    desk.session.show_suggestions(settings.suggestions_shown);
                    desk.session.set_notice(words);
                }
            }
            WindowCommand::ToggleRelations => {
                settings.relations_shown = !settings.relations_shown;
                let words = if settings.relations_shown { "Relations are shown now" } else { "Relations are hidden now" };
                if let Some(desk) = &mut self.desk {
                    desk.session.set_notice(words);
                }
            }
            WindowCommand::ThemeLight => settings.theme = ThemeChoice::Light,
            WindowCommand::ThemeDark => settings.theme = ThemeChoice::Dark,
            WindowCommand::ThemeSystem => settings.theme = ThemeChoice::System,
            WindowCommand::ZoomIn => settings.zoom = ((settings.zoom + 0.1) * 10.0).round() / 10.0,
            WindowCommand::ZoomOut => settings.zoom = ((settings.zoom - 0.1) * 10.0).round() / 10.0,
            WindowCommand::ZoomReset => settings.zoom = 1.0,
            WindowCommand::TextLarger => settings.text_size += 1.0,
            WindowCommand::TextSmaller => settings.text_size -= 1.0,
            WindowCommand::LinesWider => settings.line_chars += 4.0,
            WindowCommand::LinesNarrower => settings.line_chars -= 4.0,
            WindowCommand::ToggleFace => settings.sans = !settings.sans,
            WindowCommand::ToggleSnapToWords => {
                settings.snap_to_words = !settings.snap_to_words;
                let words =
                    if settings.snap_to_words { "Selections snap to words now" } else { "Selections are taken as they are now" };
                if let Some(desk) = &mut self.desk {
                    desk.session.set_notice(words);
                }
            }
            _ => return false,
        }
        self.settings.keep_sane();
        true
    }

    /// Commands about the text on screen.
    fn on_text(&mut self, ctx: &Context, command: WindowCommand) -> bool {
        let Some(desk) = &mut self.desk else { return false };
        match command {
            WindowCommand::Find => {
                let selected = desk.shown().text().get(desk.shown().view().caret.range()).unwrap_or_default();
                if !selected.is_empty() && selected.len() < 200 && !selected.contains('\n') {
                    let words = selected.to_owned();
                    desk.reading.find.words = words;
                }
                desk.reading.find.open = true;
                desk.reading.focus_find = true;
            }
            WindowCommand::FindNext => self.find(true),
            WindowCommand::FindPrevious => self.find(false),
            WindowCommand::FilterArticles => {
                self.settings.articles_shown = true;
                desk.articles.focus_filter = true;
            }
            WindowCommand::FocusText => desk.reading.focus_text = true,
            WindowCommand::FirstField => {
                let first = super::panels::inspector::annotation_in_hand(desk.shown()).map(|annotation| annotation.id);
                let view = desk.shown().view();
                if view.relating.is_some() && view.annotation() != view.relating {
                    self.dispatch(ctx, Command::Relate);
                } else if first.is_none() {
                    desk.shown_mut().set_notice("No annotation at the caret; F2 goes to the fields of the article");
                } else {
                    self.settings.inspector_shown = true;
                    desk.inspector.focus_first = true;
                    if let Some(first) = first.filter(|_| desk.shown().view().focus.is_none()) {
                        self.dispatch(ctx, Command::Focus(Some(first)));
                    }
                }
            }
            WindowCommand::Fields => {
                self.settings.inspector_shown = true;
                desk.inspector.focus_first = true;
            }
            WindowCommand::Copy => {
                if let Some(words) = desk.shown().text().get(desk.shown().view().caret.range()).filter(|words| !words.is_empty())
                {
                    ctx.copy_text(words.to_owned());
                }
            }
            _ => return self.move_by_lines(ctx, command),
        }
        true
    }

    fn dispatch(&mut self, ctx: &Context, command: Command) {
        self.run(ctx, vec![command]);
    }

    fn find(&mut self, forward: bool) {
        let Some(desk) = &mut self.desk else { return };
        desk.reading.find.open = true;
        if let Some(hit) = desk.reading.find.step(forward) {
            desk.run(&Command::Select { anchor: hit.start, head: hit.end });
        }
    }

    /// Lines and pages are known to the view alone.
    fn move_by_lines(&mut self, ctx: &Context, command: WindowCommand) -> bool {
        let Some(desk) = &mut self.desk else { return false };
        let Caret { anchor, head } = desk.shown().view().caret;
        let (view, mut goal) = (&mut desk.reading.view, desk.reading.goal_x);
        let (to, extend, keeps_goal) = match command {
            WindowCommand::LineUp { extend } => (view.line_up(ctx, head, &mut goal), extend, true),
            WindowCommand::LineDown { extend } => (view.line_down(ctx, head, &mut goal), extend, true),
            WindowCommand::PageUp { extend } => (view.page_up(ctx, head, &mut goal), extend, true),
            WindowCommand::PageDown { extend } => (view.page_down(ctx, head, &mut goal), extend, true),
            WindowCommand::LineStart { extend } => (view.line_start(ctx, head), extend, false),
            WindowCommand::LineEnd { extend } => (view.line_end(ctx, head), extend, false),
            _ => return false,
        };
        desk.run(&Command::Select { anchor: if extend { anchor } else { to }, head: to });
        desk.reading.goal_x = goal.filter(|_| keeps_goal);
        true
    }

    /// Shows the next or previous of the list above the article.
    fn step_in_list(&mut self, forward: bool) {
        let Some(desk) = &mut self.desk else { return };
        if desk.pages.shown().is_none() {
            return desk.session.set_notice("No list is open above the article; Ctrl Shift A lists all annotations");
        }
        match desk.pages.step(&desk.session, forward) {
            Some(command) => drop(desk.run(&command)),
            None => desk.session.set_notice(if forward { "The end of the list" } else { "The beginning of the list" }),
        }
    }

    fn comment(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        if desk.session.focused().is_none() {
            return desk.session.set_notice("Focus an annotation first; the comment is on it");
        }
        self.settings.inspector_shown = true;
        desk.inspector.focus_comment = true;
    }

    fn close_page(&mut self) {
        if let Some(desk) = &mut self.desk
            && desk.pages.close()
        {
            desk.reading.focus_text = true;
        }
    }

    fn save_now(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        if let Some(keeper) = &desk.keeper {
            keeper.storage().retry();
            desk.session.set_notice("Every change is saved as it is made");
        }
    }

    fn reload(&mut self, ctx: &Context) {
        let Some(folder) = self.desk.as_ref().map(|desk| desk.folder.clone()) else { return };
        self.open(ctx, folder);
    }

    /// Does what a dialog asked for.
    pub(super) fn fulfil(&mut self, ctx: &Context, request: Request) {
        match request {
            Request::Stay | Request::Close => {}
            Request::Open(folder) => self.open(ctx, folder),
            Request::Create { folder, name, annotator } => {
                self.settings.annotator = annotator;
                self.jobs.push(Job::start(ctx, "Making the project", move |_| Done::Made(files::create(folder, name))));
            }
            Request::CopySample(folder) => {
                let annotator = self.annotator();
                let work = move |_: &_| Done::Made(files::copy_sample(folder, &annotator));
                self.jobs.push(Job::start(ctx, "Copying the sample project", work));
            }
            Request::Import(paths) => self.import(ctx, paths),
            Request::ImportText { pasted, title, outlet } => {
                let Some(into) = self.target() else { return };
                let work = move |_: &_| Done::Imported(files::import_pasted(pasted, &title, &outlet, &into));
                self.jobs.push(Job::start(ctx, "Importing a text", work));
            }
            Request::Export(path) => {
                let Some(desk) = &self.desk else { return };
                let (project, by, folder) =
                    (desk.session.project().clone(), desk.session.annotator().clone(), desk.folder.clone());
                let work = move |progress: &_| Done::Written(files::export(&project, by, folder, &path, progress));
                self.jobs.push(Job::start(ctx, "Exporting", work));
            }
            Request::SaveReport => {
                let folder = self.desk.as_ref().and_then(|desk| desk.folder.parent()).map(std::path::Path::to_owned);
                let place = folder.unwrap_or_else(places::documents).join("import report.txt");
                self.dialog = Some(path_dialog(Purpose::SaveReport, &place));
            }
            Request::WriteReport(path) => {
                let Some(report) = self.desk.as_ref().and_then(|desk| desk.report.clone()) else { return };
                let work = move |_: &_| Done::Written(files::write_report(&report, &path));
                self.jobs.push(Job::start(ctx, "Saving the report", work));
            }
            Request::WritePicture(path) => self.write_picture(ctx, path),
            Request::SaveCopy(folder) => self.save_copy(ctx, folder),
        }
    }

    fn save_copy(&mut self, ctx: &Context, folder: std::path::PathBuf) {
        let Some(desk) = &self.desk else { return };
        let Some(keeper) = desk.keeper.clone() else { return };
        let project = desk.session.project().clone();
        let work = move |_: &_| {
            let saved = keeper.storage().save_elsewhere(&folder, &project);
            let words = format!("A copy of the project is in {}", folder.display());
            Done::Written(saved.map(|()| words).map_err(|error| error.to_string()))
        };
        self.jobs.push(Job::start(ctx, "Saving a copy", work));
    }
}
