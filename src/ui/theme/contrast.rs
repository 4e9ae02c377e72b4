//! Contrast between colours as WCAG 2.2 defines it, and moving a colour until it has enough.

use egui::Color32;

/// Reads `#RRGGBB` or `#RRGGBBAA`; `None` for anything else.
pub fn parse_hex(text: &str) -> Option<Color32> {
    matches!(text.len(), 7 | 9).then(|| Color32::from_hex(text).ok()).flatten()
}

/// Computes the contrast of two opaque colours, 1 to 21.
///
/// Source: WCAG 2.2, “contrast ratio”, <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.
pub fn contrast(one: Color32, other: Color32) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Computes the relative luminance of an opaque colour, 0 to 1.
pub(super) fn luminance(color: Color32) -> f32 {
    let linear = |channel: u8| {
        let value = f32::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
}

/// Moves `base` toward `end` by the smallest of 256 steps at which `enough` holds, or all the way.
pub(super) fn shift_until(base: Color32, end: Color32, enough: impl Fn(Color32) -> bool) -> Color32 {
    (0..=u8::MAX).map(|step| mix(base, end, f32::from(step) / 255.0)).find(|&color| enough(color)).unwrap_or(end)
}

/// Mixes two opaque colours as the screen does, by their stored values; `share` is that of `end`.
pub(super) fn mix(base: Color32, end: Color32, share: f32) -> Color32 {
    let channel = |from: u8, to: u8| {
        let (from, to) = (f32::from(from), f32::from(to));
        (from + (to - from) * share).round() as u8
    };
    Color32::from_rgb(channel(base.r(), end.r()), channel(base.g(), end.g()), channel(base.b(), end.b()))
}
