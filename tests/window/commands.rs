//! Palette, sheet of keys, menus, settings and panels: all made from the one list of commands.

use crate::room::{Desk, Room, settings};
use pressmark::session::COMMANDS;
use pressmark::store::settings::ThemeChoice;
use pressmark::ui::keymap::shown;

const TEXT: &str = "│Ruiz said it twice.";

#[test]
fn the_palette_finds_a_command_by_a_few_letters_and_enter_runs_it() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Ctrl+K");
    assert!(desk.room.field("Search commands").is_focused());
    desk.room.type_words("tag as claim");
    desk.room.keys("Enter");
    assert!(desk.room.drawn().contains("⟦c*:"), "{}", desk.room.drawn());
    assert!(!desk.room.says("Search commands"));
    desk.room.keys("Ctrl+K Escape");
    assert!(!desk.room.says("Search commands"));
    desk.room.keys("Ctrl+K");
    desk.room.type_words("xyzzyq");
    desk.room.must_say("No command or article has these letters.");
}

#[test]
fn the_palette_is_walked_with_the_arrows_and_goes_to_articles() {
    let articles = ["One", "Two"].map(|title| crate::support::sessions::titled(title, "Post", &format!("{title} crane.")));
    let mut desk = Desk::of(articles);
    desk.room.keys("Ctrl+K");
    desk.room.type_words("two");
    desk.room.keys("Down Up Enter");
    assert_eq!(desk.room.session(|session| session.text().to_owned()), "Two crane.");
}

#[test]
fn the_palette_names_every_command() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Ctrl+K");
    let words = desk.room.words();
    let named = |name: &str| words.lines().any(|line| line.trim() == name);
    for entry in COMMANDS {
        assert!(named(entry.name), "{} in {words}", entry.name);
    }
    for label in ["quote", "claim", "statistic", "boilerplate"] {
        assert!(named(&format!("Tag as {label}")) && named(&format!("Tag each drag as {label}")), "{label}");
    }
}

#[test]
fn the_sheet_of_keys_has_every_command_with_its_keys_and_every_label() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.harness.set_size(egui::vec2(1280.0, 2400.0));
    desk.room.keys("F1");
    for entry in COMMANDS.iter().filter(|entry| !entry.keys.is_empty()) {
        desk.room.must_say(entry.name);
        for key in entry.keys.iter().flat_map(|keys| shown(keys).split(' ').map(str::to_owned).collect::<Vec<_>>()) {
            assert!(desk.room.words().lines().any(|line| line.contains(&key)), "{key} of {}", entry.name);
        }
    }
    for label in ["quote", "claim", "statistic", "boilerplate"] {
        desk.room.must_say(&format!("Tag as {label}, or relabel"));
        desk.room.must_say(&format!("Tag each drag as {label}"));
    }
}

#[test]
fn every_command_stands_in_a_menu() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.harness.set_size(egui::vec2(1280.0, 1200.0));
    for family in pressmark::session::Family::ALL {
        desk.room.click(family.name());
        for entry in COMMANDS.iter().filter(|entry| entry.family == family) {
            desk.room.must_say(entry.name);
        }
        desk.room.keys("Escape");
    }
}

#[test]
fn settings_change_the_window_are_written_and_come_back() {
    let mut desk = Desk::drawn(TEXT);
    desk.room.keys("Ctrl+Comma");
    desk.room.click("Dark");
    desk.room.click("Sans");
    desk.room.click("Snap to whole words");
    desk.room.keys("Escape");
    desk.room.keys("Ctrl+Plus Ctrl+Plus Alt+Plus Ctrl+1");
    desk.room.settle();
    desk.room.must_say("120 %");
    let written = desk.room.written_settings();
    assert_eq!((written.theme, written.sans, written.snap_to_words), (ThemeChoice::Dark, true, true));
    assert_eq!((written.zoom, written.text_size, written.articles_shown), (1.2, 18.0, false));
    assert!(desk.room.harness.ctx.theme() == egui::Theme::Dark);
    desk.room.close();
    let again = Room::with(written, &desk.folder.file("again.ron"), Some(&desk.folder.dir));
    assert!((again.harness.ctx.zoom_factor() - 1.2).abs() < 0.001);
    assert!(again.harness.ctx.theme() == egui::Theme::Dark);
    assert!(!again.says("Filter articles"));
}

#[test]
fn themes_zoom_and_type_are_changed_by_commands() {
    let mut desk = Desk::drawn(TEXT);
    let mut run = |words: &str| {
        desk.room.keys("Ctrl+K");
        desk.room.fill("Search commands", words);
        desk.room.keys("Enter");
        desk.room.written_settings()
    };
    assert_eq!(run("Dark theme").theme, ThemeChoice::Dark);
    assert_eq!(run("Light theme").theme, ThemeChoice::Light);
    assert_eq!(run("Theme of the system").theme, ThemeChoice::System);
    assert!(run("Wider lines").line_chars > 68.0);
    assert_eq!(run("Narrower lines").line_chars, 68.0);
    assert!(run("Serif or sans").sans);
    assert_eq!(run("Smaller article text").text_size, 16.0);
    assert_eq!(run("Zoom out").zoom, 0.9);
    assert_eq!(run("Zoom back to 100").zoom, 1.0);
}

#[test]
fn panels_are_hidden_and_shown() {
    let mut desk = Desk::drawn(TEXT);
    assert!(desk.room.says("Filter articles") && desk.room.says("In this article"));
    desk.room.keys("Ctrl+1 Ctrl+2");
    assert!(!desk.room.says("Filter articles") && !desk.room.says("In this article"));
    desk.room.keys("C");
    desk.room.keys("Ctrl+L");
    assert!(desk.room.field("Filter articles").is_focused());
    desk.room.keys("Escape Ctrl+2");
    desk.room.must_say("In this article");
}

#[test]
fn what_cannot_be_done_without_a_project_is_greyed_and_does_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut room = Room::with(settings(), &home.path().join("settings.ron"), None);
    room.keys("Ctrl+I Ctrl+E Q N Ctrl+Z Ctrl+Enter Ctrl+F Ctrl+L F5 Ctrl+W Delete");
    assert!(room.is_at_start());
    room.keys("Ctrl+K");
    room.type_words("export");
    room.keys("Enter");
    assert!(room.is_at_start());
    room.must_say("Export as JSONL…");
}
