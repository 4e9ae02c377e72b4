//! What the import brings in all, and how each file is read: as which format, which columns fill which fields.

use super::findings::{Findings, Row, Standing};
use super::words;
use crate::import::{Choices, Columns, Field, FileChoices, FileReport, Format, Member};
use crate::ui::dates::count;
use crate::ui::panels::{colors, heading, metadata_form, under_field, weak};
use crate::ui::theme::sizes;
use crate::ui::widgets::{Icon, ListRow, field_row, flag_field};
use egui::{ComboBox, Label, Response, RichText, ScrollArea, Ui};

/// What was changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Changed {
    /// Which rows are listed.
    pub arrangement: bool,
    /// How a file is to be read.
    pub reading: bool,
}

/// What is shown beside the list, and chosen there.
pub struct How<'a> {
    /// What was chosen of how files are read.
    pub choices: &'a mut Choices,
    /// Whether source files are kept.
    pub keep: &'a mut bool,
    /// The place of the table that is looked at in a file of several.
    pub table: &'a mut String,
}

/// Shows counts and choices.
pub fn show(ui: &mut Ui, findings: &mut Findings, row: Option<Row>, how: How<'_>) -> Changed {
    let mut changed = Changed::default();
    ScrollArea::vertical().id_salt("how").auto_shrink(false).show(ui, |ui| {
        // The scroll bar floats; it must not lie over what is at the right.
        ui.set_max_width(ui.available_width() - sizes().space);
        changed.arrangement = counts(ui, findings);
        ui.add_space(sizes().space_medium);
        if let Some(report) = row.and_then(|row| findings.file(findings.file_of(row)?)) {
            let entry = row.and_then(|row| if let Row::Entry(at) = row { findings.entry(at) } else { None });
            let member = match entry {
                Some(entry) => findings.member(entry),
                None => chosen_table(report, how.table),
            };
            changed.reading = one_file(ui, report, (entry.is_none(), member), how.choices, how.table);
            ui.add_space(sizes().space_medium);
        }
        heading(ui, "Source files", "");
        flag_field(ui, how.keep, "Keep them beside the project").on_hover_text(
            "Each file is copied into the project’s folder, named by what it holds; the project then has its sources",
        );
    });
    changed
}

/// The table of a file that is looked at: the one that was chosen, or else the first, or else the file itself.
pub fn chosen_table<'a>(report: &'a FileReport, table: &str) -> Option<&'a Member> {
    let tables = || report.members.iter().filter(|member| member.columns.is_some());
    tables().find(|member| member.place == table).or_else(|| tables().next()).or(report.members.first())
}

/// How many there are of each kind; a click lists only those.
fn counts(ui: &mut Ui, findings: &mut Findings) -> bool {
    heading(ui, "What was found", &count(findings.len()));
    let before = findings.arrangement.only;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for standing in Standing::ALL {
            let found = findings.count(standing);
            if found == 0 {
                continue;
            }
            let selected = before == Some(standing);
            let name = format!("{}, {}", standing.heading(), count(found));
            let row = ListRow::new(&name).selected(selected).show(ui, |ui| {
                let color = if standing == Standing::Refused { colors(ui).warn } else { colors(ui).ink };
                let number = RichText::new(count(found)).color(color);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.label(number);
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        ui.add(Label::new(RichText::new(standing.heading()).color(color)).truncate());
                    });
                });
            });
            let told = if selected { "List everything again" } else { "List only these" };
            if row.on_hover_text(told).clicked() {
                findings.arrangement.only = (!selected).then_some(standing);
            }
        }
    });
    findings.arrangement.only != before
}

/// As many tables of a file can be chosen among; those of others by their articles.
const TABLES: usize = 200;

fn one_file(
    ui: &mut Ui,
    report: &FileReport,
    (is_whole, member): (bool, Option<&Member>),
    choices: &mut Choices,
    table: &mut String,
) -> bool {
    heading(ui, "This file", "");
    let name = report.path.file_name().unwrap_or(report.path.as_os_str()).to_string_lossy();
    let words = weak(ui, name.into_owned());
    ui.add(Label::new(words).truncate()).on_hover_text(report.path.display().to_string());
    ui.add_space(sizes().gap);
    let own = choices.files.entry(report.path.clone()).or_default();
    let before = own.clone();
    read_as(ui, "Read as", "", report.format, own);
    if let Some(member) = member {
        ui.add_space(sizes().space);
        if is_whole && report.tables().nth(1).is_some() {
            field_row(ui, "Table", |ui| {
                drop_down(ui, "Table", &member.place, |ui| {
                    for (place, _) in report.tables().take(TABLES) {
                        ui.selectable_value(table, place.to_owned(), place);
                    }
                })
            });
        } else if !member.place.is_empty() {
            heading(ui, "This part", "");
            let words = weak(ui, &member.place);
            ui.add(Label::new(words).truncate()).on_hover_text(&member.place);
            ui.add_space(sizes().gap);
        }
        let is_sheet = matches!(report.format, Some(Format::Xlsx | Format::Ods));
        if !member.place.is_empty() && !is_sheet {
            read_as(ui, "Part read as", &member.place, Some(member.format), own);
        }
        if let Some(columns) = &member.columns {
            ui.add_space(sizes().space);
            mapping(ui, &member.place, columns, own);
        }
    }
    let changed = *own != before;
    choices.files.retain(|_, own| *own != FileChoices::default());
    changed
}

fn read_as(ui: &mut Ui, name: &str, place: &str, format: Option<Format>, choices: &mut FileChoices) {
    let before = choices.formats.get(place).copied();
    let mut chosen = before;
    let field = field_row(ui, name, |ui| {
        let shown = format.or(before).map_or_else(|| "Not chosen".to_owned(), words::format);
        drop_down(ui, name, &shown, |ui| {
            ui.selectable_value(&mut chosen, None, "As recognised");
            for format in Format::ALL {
                ui.selectable_value(&mut chosen, Some(*format), words::format(*format));
            }
        })
    });
    if chosen != before {
        field.request_focus();
        match chosen {
            Some(format) => choices.formats.insert(place.to_owned(), format),
            None => choices.formats.remove(place),
        };
        // Columns of the one format are not those of the other.
        match place {
            "" => choices.columns.clear(),
            _ => drop(choices.columns.remove(place)),
        }
    }
}

/// For each field the column it is taken from, with what the first row has there.
fn mapping(ui: &mut Ui, place: &str, columns: &Columns, choices: &mut FileChoices) {
    ui.label(RichText::new("Columns").font(crate::ui::theme::strong(sizes().interface)));
    for field in Field::all() {
        let before = columns.mapping.get(&field).filter(|name| !name.is_empty());
        let mut chosen = before.cloned();
        let drop_down = field_row(ui, name(field), |ui| {
            drop_down(ui, name(field), chosen.clone().as_deref().unwrap_or("None"), |ui| {
                ui.selectable_value(&mut chosen, None, "None");
                for column in &columns.names {
                    ui.selectable_value(&mut chosen, Some(column.clone()), column.as_str());
                }
            })
        });
        if let Some(sample) = before.and_then(|name| sample(columns, name)) {
            under_field(ui, sample);
        }
        if chosen.as_ref() != before {
            drop_down.request_focus();
            let of_table = choices.columns.entry(place.to_owned()).or_default();
            of_table.insert(field, chosen.unwrap_or_default());
        }
    }
    unused(ui, columns);
}

fn sample<'a>(columns: &'a Columns, name: &str) -> Option<&'a str> {
    let at = columns.names.iter().position(|other| other == name)?;
    columns.rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.trim()).find(|cell| !cell.is_empty())
}

fn unused(ui: &mut Ui, columns: &Columns) {
    let is_used = |name: &&String| columns.mapping.values().any(|used| used == *name);
    let unused: Vec<&str> = columns.names.iter().filter(|name| !is_used(name)).map(String::as_str).collect();
    if !unused.is_empty() {
        let words = weak(ui, format!("Not imported: {}", unused.join(", "))).size(sizes().small);
        ui.add(Label::new(words).wrap());
    }
}

/// The field's name as shown.
fn name(field: Field) -> &'static str {
    match field {
        Field::Text => "Text",
        Field::Html => "Text as HTML",
        Field::Id => "Id",
        Field::Metadata(field) => metadata_form::name(field),
    }
}

fn drop_down(ui: &mut Ui, name: &str, shown: &str, entries: impl FnOnce(&mut Ui)) -> Response {
    let colors = colors(ui);
    ui.scope(|ui| {
        // It is filled in like a field, so it looks like one.
        ui.visuals_mut().widgets.inactive.weak_bg_fill = colors.field;
        ui.visuals_mut().widgets.hovered.weak_bg_fill = colors.field;
        let list = ComboBox::from_id_salt(name).selected_text(shown).width(ui.available_width()).truncate();
        let list = list.icon(|ui, rect, visuals, _open| {
            Icon::ChevronDown.paint(ui.painter(), rect, visuals.fg_stroke.color);
        });
        list.show_ui(ui, entries).response.accessible_name(name)
    })
    .inner
}
