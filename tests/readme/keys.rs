//! The README's tables of keys, made from the command list and the labels of the default scheme.

use pressmark::session::{COMMANDS, Family};
use pressmark::store::default_scheme;

/// In the order of the sheet of keys in the window.
const ORDER: [Family; 8] =
    [Family::Annotate, Family::Review, Family::Articles, Family::Caret, Family::Edit, Family::File, Family::View, Family::Help];

/// A table for each family.
pub fn tables() -> String {
    ORDER.map(table).join("\n")
}

fn table(family: Family) -> String {
    let mut rows = Vec::new();
    if family == Family::Annotate {
        rows.extend(labels());
    }
    let entries = COMMANDS.iter().filter(|entry| entry.family == family && !entry.keys.is_empty());
    rows.extend(entries.map(|entry| row(entry.name, entry.keys.iter().map(|keys| shown(keys)))));
    if family == Family::Caret {
        rows.push(row("Extend the selection with any of these", ["Shift".to_owned()]));
    }
    format!("| {} | Keys |\n|---|---|\n{}", family.name(), rows.concat())
}

fn labels() -> Vec<String> {
    let labels = default_scheme().labels;
    let keyed = labels.iter().filter_map(|label| Some((label.name.to_lowercase(), label.key?.to_uppercase())));
    let rows = keyed.map(|(name, key)| {
        let tag = row(&format!("Tag as {name}, or relabel"), [key.to_string()]);
        tag + &row(&format!("Tag each drag as {name}"), [format!("Shift {key}")])
    });
    rows.collect()
}

fn row(name: &str, keys: impl IntoIterator<Item = String>) -> String {
    let keys: Vec<String> = keys.into_iter().map(|keys| format!("`{keys}`")).collect();
    format!("| {name} | {} |\n", keys.join(" or "))
}

/// A chord as the window shows it where there is no Cmd key.
fn shown(keys: &str) -> String {
    let shown = |key| match key {
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
        other => other,
    };
    keys.split('+').map(shown).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_family_has_a_table() {
    assert!(Family::ALL.iter().all(|family| ORDER.contains(family)));
}

#[cfg(all(feature = "gui", not(target_os = "macos")))]
#[test]
fn keys_are_shown_as_in_the_window() {
    for keys in COMMANDS.iter().flat_map(|entry| entry.keys) {
        assert_eq!(shown(keys), pressmark::ui::keymap::shown(keys));
    }
}
