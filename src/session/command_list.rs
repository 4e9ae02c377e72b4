//! The list of commands from which menus, palette, keys, help and the README's table of keys are all made.

use super::command::{Command, Motion, Side, Step, WindowCommand};
use crate::model::{ArticleState, Status};

/// One command as people meet it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it does.
    pub command: Command,
    /// Its name in menus, palette and help: sentence case, “…” where more is asked.
    pub name: &'static str,
    /// Where it stands in the menus and in the sheet of keys.
    pub family: Family,
    /// Keys that send it, the first one shown, as “Ctrl+Shift+Right”.
    pub keys: &'static [&'static str],
    /// When its keys count.
    pub context: Context,
}

/// Where a command stands in menus and help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Family {
    File,
    Edit,
    View,
    Annotate,
    Review,
    Articles,
    Caret,
    Help,
}

impl Family {
    /// All families, in the order of menus and help.
    pub const ALL: [Self; 8] =
        [Self::File, Self::Edit, Self::View, Self::Annotate, Self::Review, Self::Articles, Self::Caret, Self::Help];

    /// The title of its menu and of its part of the help.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Annotate => "Annotate",
            Self::Review => "Review",
            Self::Articles => "Articles",
            Self::Caret => "Caret",
            Self::Help => "Help",
        }
    }
}

/// When a command's keys count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// Always, also while a field is typed in.
    Anywhere,
    /// Only while no field is typed in.
    Text,
    /// Like `Text`, and only while a suggestion has the focus; comes before the others that have the same keys.
    Suggestion,
}

/// Every command that needs no particulars. Labels add one each: see [`super::Command::Tag`].
pub const COMMANDS: &[Entry] = &[
    window(WindowCommand::NewProject, "New project…", Family::File, &["Ctrl+Shift+N"]),
    window(WindowCommand::OpenProject, "Open project…", Family::File, &["Ctrl+O"]),
    window(WindowCommand::OpenSample, "Open the sample project…", Family::File, &[]),
    window(WindowCommand::ImportFiles, "Import files…", Family::File, &["Ctrl+I"]),
    window(WindowCommand::ImportFolder, "Import a folder…", Family::File, &["Ctrl+Shift+I"]),
    window(WindowCommand::ImportReport, "Report on the last import…", Family::File, &[]),
    on_text(WindowCommand::PasteArticle, "Paste an article…", Family::File, &["Ctrl+V"]),
    window(WindowCommand::ExportJsonl, "Export as JSONL…", Family::File, &["Ctrl+E"]),
    window(WindowCommand::SaveCopy, "Save a copy of the project…", Family::File, &["Ctrl+Shift+S"]),
    window(WindowCommand::RetrySaving, "Save now", Family::File, &["Ctrl+S"]),
    window(WindowCommand::Reload, "Reload from disk", Family::File, &["F5"]),
    window(WindowCommand::Settings, "Settings…", Family::File, &["Ctrl+Comma"]),
    window(WindowCommand::CloseProject, "Close project", Family::File, &["Ctrl+W"]),
    window(WindowCommand::Quit, "Quit", Family::File, &["Ctrl+Q"]),
    text(Command::Undo, "Undo", Family::Edit, &["Ctrl+Z"]),
    text(Command::Redo, "Redo", Family::Edit, &["Ctrl+Shift+Z", "Ctrl+Y"]),
    text(Command::SkipUndo, "Skip the step that cannot be undone", Family::Edit, &[]),
    on_text(WindowCommand::Copy, "Copy", Family::Edit, &["Ctrl+C"]),
    text(Command::SelectAll, "Select the whole text", Family::Edit, &["Ctrl+A"]),
    text(Command::LetGo, "Let go (relation, focus, selection, armed label)", Family::Edit, &["Escape"]),
    window(WindowCommand::Find, "Find in the article…", Family::Edit, &["Ctrl+F"]),
    window(WindowCommand::FindNext, "Find next", Family::Edit, &["F3", "Ctrl+G"]),
    window(WindowCommand::FindPrevious, "Find previous", Family::Edit, &["Shift+F3", "Ctrl+Shift+G"]),
    window(WindowCommand::EditScheme, "Labels, attributes and relations…", Family::Edit, &["Ctrl+Shift+L"]),
    window(WindowCommand::EditGuidelines, "Guidelines…", Family::Edit, &[]),
    window(WindowCommand::RenameProject, "Rename the project…", Family::Edit, &[]),
    window(WindowCommand::ToggleArticles, "Show or hide the articles", Family::View, &["Ctrl+1"]),
    window(WindowCommand::ToggleInspector, "Show or hide the inspector", Family::View, &["Ctrl+2"]),
    window(WindowCommand::ToggleRelations, "Show or hide relations in the text", Family::View, &["Ctrl+4"]),
    window(WindowCommand::ToggleSuggestions, "Show or hide suggestions", Family::View, &["Ctrl+3"]),
    window(WindowCommand::ThemeLight, "Light theme", Family::View, &[]),
    window(WindowCommand::ThemeDark, "Dark theme", Family::View, &[]),
    window(WindowCommand::ThemeSystem, "Theme of the system", Family::View, &[]),
    window(WindowCommand::ZoomIn, "Zoom in", Family::View, &["Ctrl+Plus", "Ctrl+Equals"]),
    window(WindowCommand::ZoomOut, "Zoom out", Family::View, &["Ctrl+Minus"]),
    window(WindowCommand::ZoomReset, "Zoom back to 100 %", Family::View, &["Ctrl+0"]),
    window(WindowCommand::TextLarger, "Larger article text", Family::View, &["Alt+Plus", "Alt+Equals"]),
    window(WindowCommand::TextSmaller, "Smaller article text", Family::View, &["Alt+Minus"]),
    window(WindowCommand::LinesWider, "Wider lines", Family::View, &[]),
    window(WindowCommand::LinesNarrower, "Narrower lines", Family::View, &[]),
    window(WindowCommand::ToggleFace, "Serif or sans for the article", Family::View, &[]),
    window(WindowCommand::ToggleSnapToWords, "Snap selections to words", Family::View, &[]),
    text(Command::NextAnnotation, "Next annotation or suggestion", Family::Annotate, &["Tab"]),
    text(Command::PreviousAnnotation, "Previous annotation or suggestion", Family::Annotate, &["Shift+Tab"]),
    on_suggestion(Command::Accept, "Accept the suggestion", Family::Annotate, &["Enter"]),
    on_suggestion(Command::Dismiss, "Dismiss the suggestion", Family::Annotate, &["Backspace", "Delete"]),
    text(Command::AcceptAll, "Accept all suggestions of the article", Family::Annotate, &["Ctrl+Shift+Enter"]),
    text(Command::DismissAll, "Dismiss all suggestions of the article", Family::Annotate, &[]),
    text(Command::CycleHere, "Choose among what stands here", Family::Annotate, &["Space"]),
    on_text(WindowCommand::FirstField, "Go to the annotation’s first field", Family::Annotate, &["Enter"]),
    on_text(WindowCommand::Fields, "Go to the fields at the right", Family::Annotate, &["F2"]),
    text(Command::Delete, "Delete the annotation", Family::Annotate, &["Delete", "Backspace"]),
    on_text(WindowCommand::RelateTo, "Relate to…", Family::Annotate, &["R"]),
    text(Command::Relate, "Begin or finish a relation", Family::Annotate, &["Alt+L"]),
    on_text(WindowCommand::FixHere, "Fix what is wrong with the annotation", Family::Annotate, &["Alt+F"]),
    adjust(Side::End, Step::Character, true, "End one character right", &["Alt+Right"]),
    adjust(Side::End, Step::Character, false, "End one character left", &["Alt+Left"]),
    adjust(Side::End, Step::Word, true, "End one word right", &["Ctrl+Alt+Right"]),
    adjust(Side::End, Step::Word, false, "End one word left", &["Ctrl+Alt+Left"]),
    adjust(Side::Start, Step::Character, true, "Start one character right", &["Alt+Shift+Right"]),
    adjust(Side::Start, Step::Character, false, "Start one character left", &["Alt+Shift+Left"]),
    adjust(Side::Start, Step::Word, true, "Start one word right", &["Ctrl+Alt+Shift+Right"]),
    adjust(Side::Start, Step::Word, false, "Start one word left", &["Ctrl+Alt+Shift+Left"]),
    window(WindowCommand::SearchProject, "Search the project…", Family::Review, &["Ctrl+Shift+F"]),
    window(WindowCommand::Annotations, "All annotations", Family::Review, &["Ctrl+Shift+A"]),
    window(WindowCommand::NewsProblems, "Problems in what is tagged", Family::Review, &["F8"]),
    window(WindowCommand::Insights, "Progress and figures", Family::Review, &["Ctrl+Shift+D"]),
    window(WindowCommand::History, "History", Family::Review, &["Ctrl+Shift+H"]),
    window(WindowCommand::ClosePage, "Close the page above the article", Family::Review, &["Ctrl+Shift+W"]),
    text(Command::Judge(Status::Approved), "Approve the annotation", Family::Review, &["Alt+A", "A"]),
    text(Command::Judge(Status::Rejected), "Reject the annotation", Family::Review, &["Alt+X", "X"]),
    text(Command::Judge(Status::Disputed), "Dispute the annotation", Family::Review, &["Alt+D", "D"]),
    text(Command::Judge(Status::Open), "Take the verdict on the annotation back", Family::Review, &["Alt+U", "U"]),
    on_text(WindowCommand::Comment, "Comment on the annotation", Family::Review, &["Alt+M", "M"]),
    on_text(WindowCommand::NextListed, "Next of the list above", Family::Review, &["Alt+J", "J"]),
    on_text(WindowCommand::PreviousListed, "Previous of the list above", Family::Review, &["Alt+K", "K"]),
    text(Command::ShowLayerOf(None), "Back to your own annotations", Family::Review, &[]),
    window(WindowCommand::FilterArticles, "Filter the articles…", Family::Articles, &["Ctrl+L"]),
    text(Command::NextArticle, "Next article", Family::Articles, &["N", "Ctrl+PageDown"]),
    text(Command::PreviousArticle, "Previous article", Family::Articles, &["P", "Ctrl+PageUp"]),
    anywhere(Command::DoneAndNext, "Mark done and go to the next to do", Family::Articles, &["Ctrl+Enter"]),
    text(Command::SetState(ArticleState::ToDo), "Mark as to do", Family::Articles, &[]),
    text(Command::SetState(ArticleState::InProgress), "Mark as in progress", Family::Articles, &[]),
    text(Command::SetState(ArticleState::Done), "Mark as done", Family::Articles, &[]),
    text(Command::RemoveArticle, "Remove the article from the project", Family::Articles, &[]),
    window(WindowCommand::ChooseOlderCopy, "Newer copy of…", Family::Articles, &[]),
    window(WindowCommand::CarryOver, "Carry annotations over…", Family::Articles, &[]),
    window(WindowCommand::FocusText, "Go to the text", Family::Articles, &["F6"]),
    motion(Motion::CharacterLeft, "Character left", &["Left"]),
    motion(Motion::CharacterRight, "Character right", &["Right"]),
    motion(Motion::WordLeft, "Word left", &["Ctrl+Left"]),
    motion(Motion::WordRight, "Word right", &["Ctrl+Right"]),
    motion(Motion::SentenceLeft, "Sentence left", &["Alt+Up"]),
    motion(Motion::SentenceRight, "Sentence right", &["Alt+Down"]),
    motion(Motion::ParagraphUp, "Paragraph up", &["Ctrl+Up"]),
    motion(Motion::ParagraphDown, "Paragraph down", &["Ctrl+Down"]),
    motion(Motion::TextStart, "Start of the article", &["Ctrl+Home"]),
    motion(Motion::TextEnd, "End of the article", &["Ctrl+End"]),
    visual(WindowCommand::LineUp { extend: false }, "Line up", &["Up"]),
    visual(WindowCommand::LineDown { extend: false }, "Line down", &["Down"]),
    visual(WindowCommand::LineStart { extend: false }, "Start of the line", &["Home"]),
    visual(WindowCommand::LineEnd { extend: false }, "End of the line", &["End"]),
    visual(WindowCommand::PageUp { extend: false }, "Page up", &["PageUp"]),
    visual(WindowCommand::PageDown { extend: false }, "Page down", &["PageDown"]),
    window(WindowCommand::Palette, "Search or run a command…", Family::Help, &["Ctrl+K"]),
    window(WindowCommand::KeySheet, "Keys", Family::Help, &["F1"]),
    window(WindowCommand::Problems, "Problems in the project’s files", Family::Help, &[]),
];

/// Keys that a label cannot have because a command has them.
pub fn is_reserved(key: char) -> bool {
    let upper = key.to_uppercase().to_string();
    // Those that judge count only while annotations are reviewed.
    COMMANDS.iter().any(|entry| entry.family != Family::Review && entry.keys.contains(&upper.as_str()))
}

/// Whether Shift added to its keys makes a motion extend the selection.
pub fn extends_with_shift(entry: &Entry) -> bool {
    entry.family == Family::Caret
}

/// The same command, extending the selection, where it has such a form.
pub fn extended(command: &Command) -> Option<Command> {
    let window = |command| Some(Command::Window(command));
    match *command {
        Command::Move { motion, .. } => Some(Command::Move { motion, extend: true }),
        Command::Window(WindowCommand::LineUp { .. }) => window(WindowCommand::LineUp { extend: true }),
        Command::Window(WindowCommand::LineDown { .. }) => window(WindowCommand::LineDown { extend: true }),
        Command::Window(WindowCommand::LineStart { .. }) => window(WindowCommand::LineStart { extend: true }),
        Command::Window(WindowCommand::LineEnd { .. }) => window(WindowCommand::LineEnd { extend: true }),
        Command::Window(WindowCommand::PageUp { .. }) => window(WindowCommand::PageUp { extend: true }),
        Command::Window(WindowCommand::PageDown { .. }) => window(WindowCommand::PageDown { extend: true }),
        _ => None,
    }
}

const fn entry(command: Command, name: &'static str, family: Family, keys: &'static [&'static str], context: Context) -> Entry {
    Entry { command, name, family, keys, context }
}

const fn window(command: WindowCommand, name: &'static str, family: Family, keys: &'static [&'static str]) -> Entry {
    entry(Command::Window(command), name, family, keys, Context::Anywhere)
}

const fn on_text(command: WindowCommand, name: &'static str, family: Family, keys: &'static [&'static str]) -> Entry {
    entry(Command::Window(command), name, family, keys, Context::Text)
}

const fn anywhere(command: Command, name: &'static str, family: Family, keys: &'static [&'static str]) -> Entry {
    entry(command, name, family, keys, Context::Anywhere)
}

const fn text(command: Command, name: &'static str, family: Family, keys: &'static [&'static str]) -> Entry {
    entry(command, name, family, keys, Context::Text)
}

const fn on_suggestion(command: Command, name: &'static str, family: Family, keys: &'static [&'static str]) -> Entry {
    entry(command, name, family, keys, Context::Suggestion)
}

const fn adjust(side: Side, step: Step, forward: bool, name: &'static str, keys: &'static [&'static str]) -> Entry {
    entry(Command::Adjust { side, step, forward }, name, Family::Annotate, keys, Context::Text)
}

const fn motion(motion: Motion, name: &'static str, keys: &'static [&'static str]) -> Entry {
    entry(Command::Move { motion, extend: false }, name, Family::Caret, keys, Context::Text)
}

const fn visual(command: WindowCommand, name: &'static str, keys: &'static [&'static str]) -> Entry {
    entry(Command::Window(command), name, Family::Caret, keys, Context::Text)
}
