//! The sheet of keys, made from the command list.

use super::{Request, Surroundings};
use crate::session::{COMMANDS, Family};
use crate::ui::keymap::shown;
use crate::ui::theme::{sizes, strong};
use crate::ui::widgets::{key_cap, modal};
use egui::{Context, RichText, ScrollArea, Ui};

pub(super) fn show(ctx: &Context, around: &Surroundings<'_>) -> Request {
    let shown = modal(ctx, "Keys", 900.0, |ui| {
        let height = ui.ctx().content_rect().height() - 180.0;
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.x = sizes().space_huge;
            ui.set_max_width(ui.available_width() - sizes().space_medium);
            ui.columns(3, |columns| {
                let [left, middle, right] = columns else { return };
                [Family::Annotate, Family::Articles].into_iter().for_each(|family| part(left, family, around));
                [Family::Review, Family::Caret, Family::Edit].into_iter().for_each(|family| part(middle, family, around));
                [Family::File, Family::View, Family::Help].into_iter().for_each(|family| part(right, family, around));
            });
        });
    });
    if shown.close { Request::Close } else { Request::Stay }
}

fn part(ui: &mut Ui, family: Family, around: &Surroundings<'_>) {
    ui.label(RichText::new(family.name()).font(strong(sizes().interface)));
    if family == Family::Annotate {
        labels(ui, around);
    }
    for entry in COMMANDS.iter().filter(|entry| entry.family == family && !entry.keys.is_empty()) {
        let keys: Vec<String> = entry.keys.iter().map(|keys| shown(keys)).collect();
        line(ui, entry.name, &keys);
    }
    if family == Family::Caret {
        line(ui, "Extend the selection with any of these", &["Shift".to_owned()]);
    }
    ui.add_space(sizes().space_large);
}

fn labels(ui: &mut Ui, around: &Surroundings<'_>) {
    let labels = around.session.into_iter().flat_map(|session| &session.project().scheme.labels);
    for label in labels {
        if let Some(key) = label.key {
            let key = key.to_uppercase().to_string();
            line(ui, &format!("Tag as {}, or relabel", label.name.to_lowercase()), std::slice::from_ref(&key));
            line(ui, &format!("Tag each drag as {}", label.name.to_lowercase()), &[format!("Shift {key}")]);
        }
    }
}

fn line(ui: &mut Ui, name: &str, keys: &[String]) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = sizes().gap;
        ui.set_min_height(sizes().control);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            for (place, keys) in keys.iter().rev().enumerate() {
                if place > 0 {
                    ui.add_space(sizes().space);
                }
                key_cap(ui, keys);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(name).truncate());
            });
        });
    });
}
