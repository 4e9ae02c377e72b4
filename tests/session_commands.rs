//! Laws of the command list, from which menus, palette, keys and help are made.

use pressmark::session::command_list::{extended, extends_with_shift, is_reserved};
use pressmark::session::{COMMANDS, Command, Context, Entry, Family, WindowCommand};
use std::collections::{HashMap, HashSet};

const MODIFIERS: [&str; 3] = ["Ctrl", "Alt", "Shift"];

const NAMED: [&str; 19] = [
    "Left",
    "Right",
    "Up",
    "Down",
    "Home",
    "End",
    "PageUp",
    "PageDown",
    "Tab",
    "Space",
    "Enter",
    "Escape",
    "Delete",
    "Backspace",
    "Comma",
    "Period",
    "Plus",
    "Minus",
    "Equals",
];

/// Splits a key as “Ctrl+Shift+Right” into modifiers, in their fixed order, and the key itself.
fn parsed(keys: &str) -> Option<(Vec<&str>, &str)> {
    let mut parts: Vec<&str> = keys.split('+').collect();
    let key = parts.pop()?;
    let places: Option<Vec<usize>> = parts.iter().map(|part| MODIFIERS.iter().position(|known| known == part)).collect();
    let single = key.len() == 1 && key.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let function =
        key.strip_prefix('F').and_then(|number| number.parse().ok()).is_some_and(|number: u8| (1..=12).contains(&number));
    (places?.is_sorted_by(|a, b| a < b) && (single || function || NAMED.contains(&key))).then_some((parts, key))
}

/// An entry's keys, with Shift added where that extends the selection.
fn all_keys(entry: &Entry) -> Vec<String> {
    let shifted = |keys: &&str| {
        let (mut modifiers, key) = parsed(keys).unwrap();
        modifiers.push("Shift");
        modifiers.push(key);
        modifiers.join("+")
    };
    let extending = entry.keys.iter().filter(|_| extends_with_shift(entry)).map(shifted);
    entry.keys.iter().map(|keys| (*keys).to_owned()).chain(extending).collect()
}

#[test]
fn every_key_can_be_read() {
    for keys in COMMANDS.iter().flat_map(|entry| entry.keys) {
        assert!(parsed(keys).is_some(), "{keys}");
    }
    assert_eq!(parsed("Ctrl+Shift+Right"), Some((vec!["Ctrl", "Shift"], "Right")));
    assert_eq!(parsed("Shift+Ctrl+Right"), None);
}

/// What counts anywhere counts in the text too. On a suggestion the keys of suggestions come first.
#[test]
fn no_key_means_two_things() {
    let mut owners: HashMap<(String, bool), &str> = HashMap::new();
    for entry in COMMANDS {
        for keys in all_keys(entry) {
            let on_suggestion = entry.context == Context::Suggestion;
            if let Some(other) = owners.insert((keys.clone(), on_suggestion), entry.name) {
                panic!("{keys} is both “{other}” and “{}”", entry.name);
            }
            let elsewhere = owners.contains_key(&(keys.clone(), false));
            assert!(!on_suggestion || !elsewhere, "{keys} of “{}” never comes to its turn", entry.name);
        }
    }
}

#[test]
fn letters_and_digits_with_shift_alone_are_left_to_the_labels() {
    for keys in COMMANDS.iter().flat_map(|entry| entry.keys) {
        let (modifiers, key) = parsed(keys).unwrap();
        assert!(modifiers != ["Shift"] || key.len() > 1, "{keys} arms a label");
    }
}

#[test]
fn keys_that_write_never_fire_while_a_field_is_typed_in() {
    for entry in COMMANDS.iter().filter(|entry| entry.context == Context::Anywhere) {
        for keys in entry.keys {
            let (modifiers, key) = parsed(keys).unwrap();
            let is_function = key.len() > 1 && key.starts_with('F');
            assert!(is_function || modifiers.iter().any(|modifier| *modifier != "Shift"), "{keys}: {}", entry.name);
        }
    }
}

#[test]
fn every_name_is_a_sentence_of_its_own() {
    let mut seen = HashSet::new();
    for entry in COMMANDS {
        let name = entry.name;
        assert!(seen.insert(name.to_lowercase()), "{name} twice");
        assert!(name.starts_with(char::is_uppercase) && name.trim() == name, "{name}");
        assert!(!name.ends_with('.') && !name.contains("...") && !name.contains("  "), "{name}");
        let capitals = name.split(' ').skip(1).filter(|word| word.starts_with(char::is_uppercase) && !word.starts_with("JSONL"));
        assert_eq!(capitals.collect::<Vec<_>>(), Vec::<&str>::new(), "sentence case: {name}");
    }
}

#[test]
fn every_command_is_listed_once_and_every_family_has_some() {
    for (at, entry) in COMMANDS.iter().enumerate() {
        assert!(COMMANDS.iter().skip(at + 1).all(|other| other.command != entry.command), "{}", entry.name);
    }
    for family in Family::ALL {
        assert!(COMMANDS.iter().any(|entry| entry.family == family), "{}", family.name());
    }
    let order: Vec<Family> = COMMANDS.iter().map(|entry| entry.family).collect();
    assert!(order.is_sorted(), "families stand together, in the order of the menus");
}

#[test]
fn what_moves_the_caret_can_extend_the_selection_and_nothing_else_can() {
    for entry in COMMANDS {
        let form = extended(&entry.command);
        assert_eq!(form.is_some(), extends_with_shift(entry), "{}", entry.name);
        assert_eq!(form.is_some(), entry.family == Family::Caret, "{}", entry.name);
        let again = form.as_ref().and_then(extended);
        assert_eq!(form, again, "extending twice is extending");
        assert_ne!(form, Some(entry.command.clone()));
    }
    assert_eq!(extended(&Command::Undo), None);
}

#[test]
fn letters_of_commands_are_kept_from_labels() {
    let letters: Vec<char> = ('a'..='z').chain('0'..='9').filter(|key| is_reserved(*key)).collect();
    assert_eq!(letters, ['n', 'p', 'r']);
    assert!(!"qcsb".chars().any(is_reserved));
}

/// The keys that the help has always named.
#[test]
fn the_promised_keys() {
    let keys = |command: Command| COMMANDS.iter().find(|entry| entry.command == command).map(|entry| entry.keys);
    let window = |command| keys(Command::Window(command));
    assert_eq!(window(WindowCommand::Palette), Some(&["Ctrl+K"][..]));
    assert_eq!(window(WindowCommand::KeySheet), Some(&["F1"][..]));
    assert_eq!(window(WindowCommand::Find), Some(&["Ctrl+F"][..]));
    assert_eq!(window(WindowCommand::FirstField), Some(&["Enter"][..]));
    assert_eq!(keys(Command::NextArticle), Some(&["N", "Ctrl+PageDown"][..]));
    assert_eq!(keys(Command::PreviousArticle), Some(&["P", "Ctrl+PageUp"][..]));
    assert_eq!(keys(Command::DoneAndNext), Some(&["Ctrl+Enter"][..]));
    assert_eq!(keys(Command::NextAnnotation), Some(&["Tab"][..]));
    assert_eq!(keys(Command::CycleHere), Some(&["Space"][..]));
    assert_eq!(keys(Command::Relate), Some(&["Alt+L"][..]));
    assert_eq!(keys(Command::Accept), Some(&["Enter"][..]));
    assert_eq!(keys(Command::Dismiss), Some(&["Backspace", "Delete"][..]));
    assert_eq!(keys(Command::AcceptAll), Some(&["Ctrl+Shift+Enter"][..]));
    assert_eq!(keys(Command::Delete), Some(&["Delete", "Backspace"][..]));
}
