//! A long job in one line: its name, a bar, how far it is, and a cross that stops it.

use egui::{Rangef, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::icons::{Icon, icon_button};
use crate::ui::theme::{LinePattern, Theme, sizes};

const BAR: f32 = 96.0;

/// Shows a job; `fraction` is `None` while its length is not known. Returns whether it is to be stopped.
///
/// Nothing moves but the bar itself: a job of unknown length has a dashed one and tells in `detail` how much is done.
pub fn progress_line(ui: &mut Ui, name: &str, fraction: Option<f32>, detail: &str) -> bool {
    ui.horizontal(|ui| {
        ui.label(name);
        bar(ui, name, fraction);
        let weak = Theme::of(ui).colors.ink_weak;
        ui.label(egui::RichText::new(detail).color(weak));
        icon_button(ui, Icon::Cross, &format!("Stop {name}")).clicked()
    })
    .inner
}

fn bar(ui: &mut Ui, name: &str, fraction: Option<f32>) {
    let (rect, response) = ui.allocate_exact_size(vec2(BAR, sizes().control), Sense::hover());
    response.widget_info(|| WidgetInfo {
        value: fraction.map(|done| f64::from(done * 100.0).round()),
        ..WidgetInfo::labeled(Role::ProgressIndicator, true, name)
    });
    let colors = &Theme::of(ui).colors;
    let groove = Rect::from_center_size(rect.center(), vec2(BAR, sizes().gap));
    match fraction {
        Some(done) => {
            let end = pos2(groove.left() + BAR * done.clamp(0.0, 1.0), groove.bottom());
            ui.painter().rect_filled(groove, 2.0, colors.button_press);
            let filled = Rect::from_min_max(groove.min, end);
            ui.painter().rect_filled(filled, 2.0, colors.accent);
        }
        None => {
            let stroke = egui::Stroke::new(sizes().gap, colors.accent);
            let x = Rangef::new(groove.left(), groove.right());
            LinePattern::Dashed.paint(ui.painter(), x, groove.center().y, stroke);
        }
    }
}
