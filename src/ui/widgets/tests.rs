//! Every widget driven by keyboard and pointer, in both themes.

use super::*;
use crate::ui::theme::{self, Look, Theme, pattern_for, sizes};
use egui::{Key, Modifiers, Role, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

fn harness<'a, S: 'a>(state: S, show: impl FnMut(&mut Ui, &mut S) + 'a) -> Harness<'a, S> {
    themed(egui::ThemePreference::Light, state, show)
}

fn themed<'a, S: 'a>(preference: egui::ThemePreference, state: S, show: impl FnMut(&mut Ui, &mut S) + 'a) -> Harness<'a, S> {
    let look = Look { preference, less_motion: true };
    Harness::builder()
        .with_size(egui::vec2(640.0, 900.0))
        .with_context_setup(move |ctx| theme::apply(ctx, look))
        .build_ui_state(show, state)
}

/// Everything a widget can change, in one place.
#[derive(Default)]
struct Bench {
    text: String,
    path: String,
    slot: usize,
    choice: Option<usize>,
    flag: bool,
    on: bool,
}

fn every_widget(ui: &mut Ui, bench: &mut Bench) {
    key_cap(ui, "Ctrl Shift K");
    key_hint(ui, "Tab", "next suggestion");
    shortcut_button(ui, "New project", "Ctrl N");
    for icon in Icon::ALL {
        icon_button(ui, icon, &format!("{icon:?}"));
    }
    icon_toggle(ui, Icon::PanelLeft, "Articles", &mut bench.on);
    for state in [Dot::ToDo, Dot::InProgress, Dot::Done] {
        state_dot(ui, state);
    }
    for slot in 0..theme::SLOTS {
        chip(slot, slot == 1).show(&mut *ui);
    }
    search_field(ui, "Filter", &mut bench.text, "Filter");
    field_row(ui, "Value", |ui| number_or_range_field(ui, &mut bench.text, "Number or range"));
    field_row(ui, "Kind", |ui| choice_field(ui, "Kind", &mut bench.choice, &["direct", "indirect"]));
    field_row(ui, "Speaker", |ui| choice_field(ui, "Speaker", &mut bench.choice, &["a", "b", "c", "d"]));
    field_row(ui, "Hedged", |ui| flag_field(ui, &mut bench.flag, "the writer hedges"));
    field_row(ui, "Colour", |ui| color_dot_picker(ui, &mut bench.slot));
    path_field(ui, "Folder", &mut bench.path, PathKind::Folder, &|_| vec![]);
    for notice in [Notice::Error, Notice::Warning, Notice::Done] {
        banner(ui, notice, &format!("{notice:?} happened"), &["Try again"]);
    }
    progress_line(ui, "Import", Some(0.4), "5 of 12");
    progress_line(ui, "Search", None, "1,204 articles");
    ListRow::new("Row").selected(true).show(ui, |ui| {
        ui.label("Row");
    });
    ListRow::new("Tall row").tall().show(ui, |ui| {
        ui.label("Tall");
        ui.label("row");
    });
    empty_state(ui, "Nothing here", "Drop files here.", &["Import articles…"]);
}

fn chip(slot: usize, armed: bool) -> LabelChip<'static> {
    LabelChip {
        letter: "q",
        name: SLOT_NAMES[slot],
        count: "12",
        colors: Theme::named(false).slot(slot),
        pattern: pattern_for(slot),
        armed,
    }
}

#[test]
fn every_widget_shows_in_both_themes_with_an_accessible_name() {
    for preference in [egui::ThemePreference::Light, egui::ThemePreference::Dark] {
        let mut harness = themed(preference, Bench::default(), |ui, bench| {
            egui::ScrollArea::vertical().show(ui, |ui| every_widget(ui, bench));
        });
        harness.run();
        harness.state_mut().text = "many".to_owned();
        harness.run();
        harness.get_by_label("Vermilion, 12 here, key q");
        harness.get_by_role_and_label(Role::Alert, "Error happened");
    }
}

#[test]
fn every_widget_fits_a_very_small_room() {
    let mut harness = harness(Bench::default(), |ui, bench| {
        ui.set_max_size(egui::vec2(20.0, 20.0));
        every_widget(ui, bench);
    });
    harness.run();
}

fn list_of(count: usize) -> Harness<'static, (Option<usize>, Option<usize>)> {
    harness((None, None), move |ui, (at, entered)| {
        let list = List { name: "Articles", row_height: sizes().row, count, selected: *at, reveal: None };
        let mut clicked = None;
        let output = list.show(ui, |ui, number| {
            let name = format!("Article {number}");
            let row = ListRow::new(&name).selected(*at == Some(number)).in_list();
            let response = row.show(ui, |ui| {
                ui.label(&name);
            });
            clicked = clicked.or(response.clicked().then_some(number));
            response
        });
        *at = clicked.or(output.moved_to).or(*at);
        *entered = output.entered.or(*entered);
    })
}

#[test]
fn a_list_of_any_length_lays_out_only_what_is_seen_and_goes_where_the_keys_lead() {
    let mut harness = list_of(1_000_000);
    harness.run();
    assert!(harness.query_by_label("Article 100").is_none());
    harness.get_by_role_and_label(Role::ListBoxOption, "Article 3").click();
    harness.run();
    assert_eq!(harness.state().0, Some(3));
    let steps = [
        (Key::ArrowDown, 4),
        (Key::End, 999_999),
        (Key::ArrowDown, 999_999),
        (Key::ArrowUp, 999_998),
        (Key::Home, 0),
        (Key::ArrowUp, 0),
    ];
    for (key, expected) in steps {
        harness.key_press(key);
        harness.run();
        assert_eq!(harness.state().0, Some(expected), "{key:?}");
        harness.get_by_role_and_label(Role::ListBoxOption, &format!("Article {expected}"));
    }
    harness.key_press(Key::PageDown);
    harness.run();
    assert!(harness.state().0.unwrap() > 20);
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().1, harness.state().0);
}

#[test]
fn tab_reaches_the_list_once_and_an_empty_list_takes_every_key() {
    let mut harness = list_of(0);
    harness.run();
    for key in [Key::Tab, Key::ArrowDown, Key::End, Key::PageUp, Key::Enter] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(*harness.state(), (None, None));

    let mut harness = list_of(5);
    for key in [Key::Tab, Key::ArrowDown, Key::ArrowDown] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(harness.state().0, Some(1));
}

#[test]
fn rows_are_exactly_as_high_as_said_whatever_stands_in_them() {
    let mut harness = harness((0.0, 0.0), |ui, heights: &mut (f32, f32)| {
        let high = |ui: &mut Ui| {
            ui.horizontal(|ui| ui.button("High"));
            ui.horizontal(|ui| ui.button("Higher"));
        };
        heights.0 = ListRow::new("One").show(ui, high).rect.height();
        let below = ui.cursor().top();
        ListRow::new("Two").tall().show(ui, high);
        heights.1 = ui.cursor().top() - below - ui.spacing().item_spacing.y;
    });
    harness.run();
    assert_eq!(*harness.state(), (sizes().row, sizes().row_tall));
}

#[test]
fn the_cross_of_a_search_field_empties_it_and_leaves_the_keyboard_there() {
    let mut harness = harness("cranes".to_owned(), |ui, text| {
        search_field(ui, "Filter", text, "Filter");
    });
    harness.run();
    harness.get_by_label("Clear Filter").click();
    harness.run();
    assert_eq!(harness.state(), "");
    assert!(harness.query_by_label("Clear Filter").is_none());
    assert!(harness.get_by_label("Filter").is_focused());
}

#[test]
fn a_choice_can_be_made_and_taken_back() {
    let mut harness = harness(None, |ui, chosen| {
        choice_field(ui, "Kind", chosen, &["direct", "indirect"]);
    });
    for expected in [Some(1), None] {
        harness.get_by_label("indirect").click();
        harness.run();
        assert_eq!(*harness.state(), expected);
    }
}

#[test]
fn a_long_choice_opens_as_a_list_by_keyboard() {
    let mut harness = harness(Some(2), |ui, chosen| {
        choice_field(ui, "Bound", chosen, &["exact", "about", "at least", "at most"]);
    });
    harness.key_press(Key::Tab);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_label("at most").click();
    harness.run();
    assert_eq!(*harness.state(), Some(3));
}

#[test]
fn a_colour_is_chosen_with_keys_alone() {
    let mut harness = harness(0, |ui, slot| {
        color_dot_picker(ui, slot);
    });
    harness.run();
    for key in [Key::Tab, Key::Tab, Key::Tab, Key::Space] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(*harness.state(), 2);
}

#[test]
fn buttons_of_banners_and_empty_views_say_which_was_pressed() {
    let mut harness = harness((None, None), |ui, pressed| {
        let (first, second) = pressed;
        *first = banner(ui, Notice::Error, "The disk is full", &["Save elsewhere…", "Retry"]).or(*first);
        *second = empty_state(ui, "No articles", "Import some.", &["Import…", "Paste"]).or(*second);
    });
    harness.run();
    harness.get_by_label("Retry").click();
    harness.run();
    harness.get_by_label("Import…").click();
    harness.run();
    assert_eq!(*harness.state(), (Some(1), Some(0)));
}

#[test]
fn a_job_is_stopped_by_its_cross() {
    let mut harness = harness(false, |ui, stopped| {
        *stopped |= progress_line(ui, "Import", Some(0.5), "6 of 12");
    });
    harness.run();
    harness.get_by_label("Stop Import").click();
    harness.run();
    assert!(*harness.state());
}

#[test]
fn a_path_is_completed_with_tab_and_enter_leaves_it_as_typed() {
    let mut harness = harness("/home/".to_owned(), |ui, path| {
        path_field(ui, "Folder", path, PathKind::Folder, &|typed| {
            ["/home/ana", "/home/ben"].into_iter().filter(|found| found.starts_with(typed)).map(str::to_owned).collect()
        });
    });
    harness.get_by_label("Folder").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state(), "/home/");
    harness.get_by_label("Folder").focus();
    harness.run();
    for key in [Key::ArrowDown, Key::Tab] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(harness.state(), "/home/ben");
}

#[test]
fn a_dialog_keeps_the_keyboard_and_escape_closes_it() {
    let mut harness = harness((true, String::new()), |ui, (open, name)| {
        let _ = ui.button("Behind");
        if *open {
            let shown = modal(ui.ctx(), "Rename label", 400.0, |ui| {
                field_row(ui, "Name", |ui| search_field(ui, "Label", name, ""));
                primary_button(ui, "Rename");
            });
            *open = !shown.close;
        }
    });
    harness.run();
    for _ in 0..6 {
        harness.key_press(Key::Tab);
        harness.run();
        assert!(!harness.get_by_label("Behind").is_focused());
    }
    harness.key_press_modifiers(Modifiers::NONE, Key::Escape);
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!harness.state().0);
}

#[test]
fn the_palette_closes_by_a_click_outside_and_not_by_one_inside() {
    let mut harness = harness(true, |ui, open| {
        if *open {
            let shown = palette_frame(ui.ctx(), 300.0, |ui| {
                let _ = ui.button("Import articles…");
            });
            *open = !shown.close;
        }
    });
    harness.run();
    harness.get_by_label("Import articles…").click();
    harness.run();
    assert!(*harness.state());
    for pressed in [true, false] {
        harness.event(egui::Event::PointerButton {
            pos: egui::pos2(5.0, 890.0),
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    harness.run();
    assert!(!*harness.state());
}

#[test]
fn numbers_and_ranges_are_read_as_people_write_them() {
    let number = |value| Some(Quantity::Number(value));
    let range = |low, high| Some(Quantity::Range(low, high));
    let cases = [
        ("20", number(20.0)),
        (" 1,300 ", number(1300.0)),
        ("1\u{202f}300.5", number(1300.5)),
        ("−3", number(-3.0)),
        ("950,000 to 1,000,000", range(950_000.0, 1_000_000.0)),
        ("20–30", range(20.0, 30.0)),
        ("20-30", range(20.0, 30.0)),
        ("-5 to -2", range(-5.0, -2.0)),
        ("-5--2", range(-5.0, -2.0)),
        ("30 to 20", None),
        ("many", None),
        ("1e9", None),
        ("inf", None),
        ("", None),
        ("-", None),
        ("3 to", None),
        ("é–3", None),
    ];
    for (text, expected) in cases {
        assert_eq!(read_quantity(text), expected, "{text:?}");
    }
}
