//! Hands the tokens to egui: both themes' styles, the fonts, and what the person set.

use egui::style::{ScrollAnimation, ScrollStyle, Selection, Spacing, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, ThemePreference, Visuals, vec2};

use super::{Colors, Theme, fonts, sizes};

/// What a person can set about the look of the whole window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Light, dark, or as the system says.
    pub preference: ThemePreference,
    /// No motion at all.
    pub less_motion: bool,
}

/// Installs fonts and both styles; called once when the window opens.
pub fn apply(ctx: &Context, look: Look) {
    fonts::install(ctx);
    apply_look(ctx, look);
}

/// Installs both styles again, as when a setting has changed; the fonts stay.
pub fn apply_look(ctx: &Context, look: Look) {
    for (slot, dark) in [(egui::Theme::Light, false), (egui::Theme::Dark, true)] {
        ctx.set_style_of(slot, style(Theme::named(dark), look));
    }
    ctx.set_theme(look.preference);
}

fn style(theme: &Theme, look: Look) -> Style {
    let mut style = Style {
        text_styles: text_styles(),
        spacing: spacing(),
        visuals: visuals(theme),
        animation_time: if look.less_motion { 0.0 } else { sizes().fade },
        url_in_tooltip: true,
        ..Style::default()
    };
    // Jumps go where they go: sliding text is hard to keep an eye on.
    style.scroll_animation = ScrollAnimation::none();
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.5;
    style
}

fn text_styles() -> std::collections::BTreeMap<TextStyle, FontId> {
    let sizes = sizes();
    let sans = |size| FontId::new(size, FontFamily::Proportional);
    [
        (TextStyle::Small, sans(sizes.small)),
        (TextStyle::Body, sans(sizes.interface)),
        (TextStyle::Button, sans(sizes.interface)),
        (TextStyle::Monospace, FontId::new(sizes.small, FontFamily::Monospace)),
        (TextStyle::Heading, super::strong(sizes.heading)),
    ]
    .into()
}

fn spacing() -> Spacing {
    let sizes = sizes();
    Spacing {
        item_spacing: vec2(sizes.space, sizes.gap),
        window_margin: Margin::same(sizes.space_large as i8),
        menu_margin: Margin::same(sizes.gap as i8),
        button_padding: vec2(sizes.space, sizes.gap - 1.0),
        indent: sizes.space_large,
        interact_size: vec2(sizes.control, sizes.control),
        icon_width: sizes.icon,
        icon_width_inner: sizes.icon - 6.0,
        icon_spacing: sizes.gap + 2.0,
        combo_height: sizes.row * 10.0,
        tooltip_width: 360.0,
        scroll: ScrollStyle { bar_width: sizes.space, ..ScrollStyle::floating() },
        ..Spacing::default()
    }
}

fn visuals(theme: &Theme) -> Visuals {
    let colors = &theme.colors;
    let sizes = sizes();
    let radius = CornerRadius::same(sizes.radius as u8);
    let base = if theme.dark { Visuals::dark() } else { Visuals::light() };
    Visuals {
        weak_text_color: Some(colors.ink_weak),
        widgets: widgets(colors),
        // egui outlines a focused field in the selection's stroke, so it is the focus ring too.
        selection: Selection { bg_fill: colors.selection, stroke: Stroke::new(sizes.focus, colors.focus) },
        hyperlink_color: colors.accent,
        faint_bg_color: colors.hover,
        extreme_bg_color: colors.field,
        text_edit_bg_color: Some(colors.field),
        code_bg_color: colors.bar,
        warn_fg_color: colors.warn,
        error_fg_color: colors.error,
        window_corner_radius: radius,
        menu_corner_radius: radius,
        window_shadow: shadow(colors, 24),
        popup_shadow: shadow(colors, 12),
        window_fill: colors.raised,
        window_stroke: Stroke::new(sizes.border, colors.border),
        panel_fill: colors.panel,
        text_cursor: TextCursorStyle { stroke: Stroke::new(2.0, colors.caret), ..TextCursorStyle::default() },
        striped: false,
        indent_has_left_vline: false,
        slider_trailing_fill: true,
        ..base
    }
}

fn shadow(colors: &Colors, blur: u8) -> Shadow {
    Shadow { offset: [0, (blur / 4) as i8], blur, spread: 0, color: colors.shadow }
}

fn widgets(colors: &Colors) -> Widgets {
    let sizes = sizes();
    let at = |fill, border| WidgetVisuals {
        // Checkboxes, radio buttons and sliders look like fields, buttons like buttons.
        bg_fill: colors.field,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(sizes.border, border),
        corner_radius: CornerRadius::same(sizes.radius as u8),
        fg_stroke: Stroke::new(sizes.border, colors.ink),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: at(colors.panel, colors.border),
        inactive: at(colors.button, colors.border),
        hovered: at(colors.button_hover, colors.border_hover),
        // egui shows focus as “active”: the ring is what tells it from being pressed.
        active: WidgetVisuals { bg_stroke: Stroke::new(sizes.focus, colors.focus), ..at(colors.button_press, colors.focus) },
        open: at(colors.button_press, colors.border_hover),
    }
}
