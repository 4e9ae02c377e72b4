//! Turns keys into commands: those of the command list and those of the project's labels.

use crate::model::Scheme;
use crate::session::{COMMANDS, Command, Context as When, Entry, Family, Session, WindowCommand, command_list};
use egui::text_edit::TextEditState;
use egui::{Context, Event, Id, Key, Modifiers};

/// A key with the modifiers held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    modifiers: Modifiers,
    key: Key,
}

impl Chord {
    /// Reads “Ctrl+Shift+Right” as it stands in the command list.
    pub fn parse(keys: &str) -> Option<Self> {
        let mut modifiers = Modifiers::NONE;
        let mut key = None;
        for part in keys.split('+') {
            match part {
                "Ctrl" => modifiers |= Modifiers::COMMAND,
                "Shift" => modifiers |= Modifiers::SHIFT,
                "Alt" => modifiers |= Modifiers::ALT,
                name => key = Key::from_name(name),
            }
        }
        key.map(|key| Self { modifiers, key })
    }

    fn is_pressed(self, key: Key, held: Modifiers) -> bool {
        // “+” needs Shift on some keyboards and none on others.
        let shift_is_free = matches!(self.key, Key::Plus | Key::Equals | Key::Minus);
        key == self.key
            && held.command == self.modifiers.command
            && held.alt == self.modifiers.alt
            && (shift_is_free || held.shift == self.modifiers.shift)
    }
}

/// Where the keyboard is, which decides what keys mean.
#[derive(Clone, Copy, Debug)]
struct Focus {
    typing: bool,
    on_text: bool,
    /// On a list of articles or annotations, where letters still mean what they mean on the text.
    on_list: bool,
    /// Whether a suggestion is what keys speak of.
    on_suggestion: bool,
    /// Whether a list of annotations is walked through, where letters judge.
    reviewing: bool,
}

/// Takes the keys that are commands wanted now out of this frame's input and returns what they send. `text` is the widget of
/// the text; while `reviewing`, letters judge annotations.
pub fn commands(
    ctx: &Context,
    session: Option<&Session>,
    text: Option<Id>,
    reviewing: bool,
    is_wanted: impl Fn(&Command) -> bool,
) -> Vec<Command> {
    let none = Scheme::default();
    let scheme = session.map_or(&none, |session| &session.project().scheme);
    let focused = keyboard(ctx);
    let typing = focused.is_some_and(|id| is_field(ctx, id));
    let on_list = focused.is_some_and(|id| super::widgets::is_list(ctx, id));
    let on_suggestion = session.is_some_and(|session| session.focused_suggestion().is_some());
    let on_text = focused.is_none() || focused == text;
    let focus = Focus { typing, on_text, on_list, on_suggestion, reviewing };
    let mut sent = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let found = command_of(event, scheme, focus).filter(&is_wanted);
            let taken = found.is_some();
            sent.extend(found);
            !taken
        });
    });
    sent
}

/// Whether a widget is a field that is typed into.
pub fn is_field(ctx: &Context, id: Id) -> bool {
    TextEditState::load(ctx, id).is_some()
}

/// The widget that has the keyboard; on Escape, from which egui has taken it already, the one that had it.
pub fn keyboard(ctx: &Context) -> Option<Id> {
    let focused = ctx.memory(|memory| memory.focused());
    let escaped = focused.is_none() && ctx.input(|input| input.key_pressed(Key::Escape));
    if escaped { ctx.data(|memory| memory.get_temp::<Option<Id>>(had_keyboard())).flatten() } else { focused }
}

/// Remembers at the end of a frame which widget has the keyboard.
pub fn remember_keyboard(ctx: &Context) {
    let focused = ctx.memory(|memory| memory.focused());
    ctx.data_mut(|memory| memory.insert_temp(had_keyboard(), focused));
}

fn had_keyboard() -> Id {
    Id::unique("had the keyboard")
}

fn command_of(event: &Event, scheme: &Scheme, focus: Focus) -> Option<Command> {
    match event {
        Event::Copy if !focus.typing => Some(Command::Window(WindowCommand::Copy)),
        Event::Paste(_) if !focus.typing => Some(Command::Window(WindowCommand::PasteArticle)),
        Event::Key { key, physical_key, pressed: true, modifiers, .. } => {
            let listed = COMMANDS.iter().find_map(|entry| listed_command(entry, *key, *modifiers, focus));
            // On a keyboard of another script the key's place counts, so that labels stay within reach.
            listed.or_else(|| label_command(*key, *physical_key, *modifiers, scheme, focus))
        }
        _ => None,
    }
}

fn listed_command(entry: &Entry, key: Key, held: Modifiers, focus: Focus) -> Option<Command> {
    if entry.context == When::Suggestion && !focus.on_suggestion {
        return None;
    }
    if entry.context != When::Anywhere && (focus.typing || (!focus.on_text && belongs_to_widget(key, held, focus))) {
        return None;
    }
    // Elsewhere these letters are free for labels.
    let counts = |keys: &&&str| entry.family != Family::Review || focus.reviewing || keys.chars().count() > 1;
    let chords = || entry.keys.iter().filter(counts).filter_map(|keys| Chord::parse(keys));
    if chords().any(|chord| chord.is_pressed(key, held)) {
        return Some(entry.command.clone());
    }
    let grows = command_list::extends_with_shift(entry) && held.shift;
    let unshifted = Modifiers { shift: false, ..held };
    (grows && chords().any(|chord| chord.is_pressed(key, unshifted))).then(|| command_list::extended(&entry.command)).flatten()
}

/// Keys that belong to whatever widget has the keyboard: a letter beside a choice that is being made must tag nothing, and all
/// that is in a list is not all of the text.
fn belongs_to_widget(key: Key, held: Modifiers, focus: Focus) -> bool {
    if !held.command && !held.alt && !focus.on_list && letter(key).is_some() {
        return true;
    }
    if key == Key::A && held.command && focus.on_list {
        return true;
    }
    let moves = matches!(
        key,
        Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown | Key::Home | Key::End | Key::PageUp | Key::PageDown
    );
    // A list that is reviewed ticks all of its rows.
    if focus.reviewing && focus.on_list && held.command && key == Key::A {
        return true;
    }
    let acts = matches!(key, Key::Tab | Key::Enter | Key::Space | Key::Escape);
    acts && !held.command || moves && !held.command && !held.alt
}

fn label_command(key: Key, physical: Option<Key>, held: Modifiers, scheme: &Scheme, focus: Focus) -> Option<Command> {
    if focus.typing || !(focus.on_text || focus.on_list) || held.command || held.alt || held.ctrl {
        return None;
    }
    let label = [Some(key), physical].into_iter().flatten().find_map(|key| scheme.label_of_key(letter(key)?))?;
    Some(if held.shift { Command::Arm(label.id.clone()) } else { Command::Tag(label.id.clone()) })
}

fn letter(key: Key) -> Option<char> {
    let mut name = key.name().chars();
    let first = name.next()?;
    name.next().is_none().then(|| first.to_ascii_lowercase())
}

/// The keys of a command as shown: “Ctrl Shift Z”.
pub fn shown_keys(command: &Command) -> String {
    let entry = COMMANDS.iter().find(|entry| entry.command == *command);
    entry.and_then(|entry| entry.keys.first()).map(|keys| shown(keys)).unwrap_or_default()
}

/// A chord as shown, each key a word.
pub fn shown(keys: &str) -> String {
    keys.split('+').map(shown_key).collect::<Vec<_>>().join(" ")
}

fn shown_key(key: &str) -> &str {
    match key {
        "Left" => "←",
        "Right" => "→",
        "Up" => "↑",
        "Down" => "↓",
        "Escape" => "Esc",
        "PageUp" => "PgUp",
        "PageDown" => "PgDn",
        "Delete" => "Del",
        "Comma" => ",",
        "Plus" => "+",
        "Minus" => "−",
        "Equals" => "=",
        "Ctrl" if cfg!(target_os = "macos") => "Cmd",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_command_list_is_a_key() {
        for entry in COMMANDS {
            for keys in entry.keys {
                assert!(Chord::parse(keys).is_some(), "{keys} of “{}”", entry.name);
            }
        }
    }
}
