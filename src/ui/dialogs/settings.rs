//! What a person sets for the program on this machine.

use super::{Request, unless_closed};
use crate::model::Annotator;
use crate::store::settings::{Settings, ThemeChoice};
use crate::ui::panels::{colors, weak};
use crate::ui::theme::sizes;
use crate::ui::widgets::{choice_field, field_row, flag_field, modal};
use egui::{Context, Label, RichText, Slider, Ui};

pub(super) fn show(ctx: &Context, settings: &mut Settings) -> Request {
    let shown = modal(ctx, "Settings", 520.0, |ui| fields(ui, settings));
    unless_closed(shown.close, Request::Stay)
}

fn fields(ui: &mut Ui, settings: &mut Settings) {
    ui.spacing_mut().slider_width = 220.0;
    theme(ui, settings);
    face(ui, settings);
    field_row(ui, "Text size", |ui| {
        ui.add(
            Slider::new(&mut settings.text_size, sizes().article_min..=sizes().article_max)
                .step_by(1.0)
                .fixed_decimals(0)
                .suffix(" pt"),
        )
    });
    field_row(ui, "Line width", |ui| {
        ui.add(Slider::new(&mut settings.line_chars, 40.0..=100.0).step_by(2.0).fixed_decimals(0).suffix(" characters"))
    });
    field_row(ui, "Zoom", |ui| {
        let mut percent = settings.zoom * 100.0;
        let response = ui.add(Slider::new(&mut percent, 50.0..=300.0).step_by(10.0).fixed_decimals(0).suffix(" %"));
        // While it is dragged the window would run away from the pointer.
        if response.drag_stopped() || (response.changed() && !response.dragged()) {
            settings.zoom = percent / 100.0;
        }
        response
    });
    field_row(ui, "Selections", |ui| flag_field(ui, &mut settings.snap_to_words, "Snap to whole words"));
    field_row(ui, "Relations", |ui| flag_field(ui, &mut settings.relations_shown, "Draw them beside the text"));
    field_row(ui, "Suggestions", |ui| flag_field(ui, &mut settings.suggestions_shown, "Show them in the text"));
    field_row(ui, "Motion", |ui| flag_field(ui, &mut settings.less_motion, "None at all"));
    field_row(ui, "Source files", |ui| flag_field(ui, &mut settings.keep_sources, "Keep them beside the project"));
    field_row(ui, "Your name", |ui| ui.add(egui::TextEdit::singleline(&mut settings.annotator).desired_width(f32::INFINITY)));
    ui.add_space(sizes().gap);
    let fits = settings.annotator.trim().is_empty() || Annotator::new(settings.annotator.trim()).is_some();
    let words = if fits {
        weak(ui, "Your name is the name of your files in every project opened from now on. Letters, digits, -, _ and .")
    } else {
        RichText::new("This cannot be a name: letters, digits, -, _ and . are possible").color(colors(ui).warn)
    };
    ui.add(Label::new(words).wrap());
}

fn theme(ui: &mut Ui, settings: &mut Settings) {
    let choices = [ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::System];
    let mut chosen = choices.iter().position(|choice| *choice == settings.theme);
    field_row(ui, "Theme", |ui| choice_field(ui, "Theme", &mut chosen, &["Light", "Dark", "System"]));
    if let Some(choice) = chosen.and_then(|at| choices.get(at)) {
        settings.theme = *choice;
    }
}

fn face(ui: &mut Ui, settings: &mut Settings) {
    let mut chosen = Some(usize::from(settings.sans));
    field_row(ui, "Article font", |ui| choice_field(ui, "Article font", &mut chosen, &["Serif", "Sans"]));
    settings.sans = chosen.map_or(settings.sans, |at| at == 1);
}
