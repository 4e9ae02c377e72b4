//! Contrast of every tint and letter, and that both themes hold the same names.

use super::*;
use egui_kittest::Harness;
use proptest::prelude::*;

fn themes() -> [&'static Theme; 2] {
    [Theme::named(false), Theme::named(true)]
}

/// Composes translucent layers over an opaque colour as the screen does.
fn over(paper: Color32, layers: &[Color32]) -> Color32 {
    layers.iter().fold(paper, |below, &layer| below.blend(layer))
}

fn assert_contrast(what: &str, words: Color32, back: Color32, least: f32) {
    let found = contrast(words, back);
    assert!(found >= least, "{what}: {words:?} on {back:?} is {found:.2}, not {least}");
}

#[test]
fn both_themes_and_the_sizes_parse_and_hold_the_same_names() {
    let light: Colors = ron::from_str(include_str!("../../../assets/themes/light.ron")).unwrap();
    let dark: Colors = ron::from_str(include_str!("../../../assets/themes/dark.ron")).unwrap();
    let names = |colors: &Colors| -> Vec<_> { colors.by_name().into_iter().map(|(name, _)| name).collect() };
    assert_eq!(names(&light), names(&dark));
    let sizes: Sizes = ron::from_str(include_str!("../../../assets/themes/sizes.ron")).unwrap();
    assert_eq!((sizes.article_min, sizes.article, sizes.article_max), (12.0, 17.0, 28.0));
}

#[test]
fn a_missing_an_unknown_or_a_wrong_token_is_refused() {
    let whole = include_str!("../../../assets/themes/light.ron");
    for broken in [
        whole.replace("    caret: \"#3D4DB8\",\n", ""),
        whole.replace("caret:", "carrot:"),
        whole.replace("#FBFAF7", "paper white"),
        whole.replace("\"#0072B2\", ", ""),
    ] {
        assert_ne!(broken, whole);
        assert!(ron::from_str::<Colors>(&broken).is_err());
    }
}

#[test]
fn known_contrasts_are_computed() {
    assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
    assert!((contrast(Color32::from_gray(0x76), Color32::WHITE) - 4.54).abs() < 0.01);
    assert_eq!(parse_hex("#0072B2"), Some(Color32::from_rgb(0, 0x72, 0xB2)));
    for wrong in ["0072B2", "#07B", "#0072BG", "", "#0072B2é"] {
        assert_eq!(parse_hex(wrong), None, "{wrong}");
    }
}

#[test]
fn words_are_readable_on_every_surface() {
    for theme in themes() {
        let c = &theme.colors;
        for surface in [c.paper, c.panel, c.bar, c.raised, c.field] {
            assert_contrast("ink", c.ink, surface, 7.0);
            assert_contrast("ink_weak", c.ink_weak, surface, 4.5);
            assert_contrast("ink_faint", c.ink_faint, surface, 3.0);
            assert_contrast("accent", c.accent, surface, 4.5);
            assert_contrast("focus", c.focus, surface, 3.0);
            for words in [c.error, c.warn, c.ok] {
                assert_contrast("message", words, surface, 4.5);
            }
            for wash in [c.hover, c.row_selected, c.selection] {
                assert_contrast("ink on a wash", c.ink, over(surface, &[wash]), 4.5);
                assert_contrast("weak on a wash", c.ink_weak, over(surface, &[wash]), 3.0);
            }
        }
        for surface in [c.panel, c.raised] {
            // egui shows a chosen entry of a menu in the focus colour.
            assert_contrast("chosen entry", c.focus, over(surface, &[c.selection]), 4.5);
        }
        for back in [c.button, c.button_hover, c.button_press] {
            assert_contrast("button", c.ink, back, 4.5);
        }
        assert_contrast("primary", c.on_accent, c.accent, 4.5);
        for (words, back) in [(c.error, c.error_back), (c.warn, c.warn_back), (c.ok, c.ok_back)] {
            assert_contrast("banner sign", words, back, 4.5);
            assert_contrast("banner words", c.ink, back, 7.0);
        }
    }
}

fn check_label(theme: &Theme, label: LabelColors) {
    let c = &theme.colors;
    for surface in [c.paper, c.panel, c.bar, c.raised, c.field] {
        assert_contrast("letter", label.letter, surface, 4.5);
    }
    assert_contrast("armed chip", label.on_letter, label.letter, 4.5);
    assert_contrast("line", label.line, c.paper, 3.0);
    assert_contrast("faded words", c.ink_faint, over(c.paper, &[label.tint]), 3.0);
}

/// Checks four tints over one another, the last of them also strong, and the selection and find hits over them.
fn check_stack(theme: &Theme, labels: &[LabelColors]) {
    let c = &theme.colors;
    let tints: Vec<Color32> = labels.iter().map(|label| label.tint).collect();
    for depth in 1..=tints.len() {
        let stack = over(c.paper, &tints[..depth]);
        let strong = stack.blend(labels[depth - 1].tint_strong);
        assert_contrast("tints", c.ink, stack, 4.5);
        assert_contrast("tints with a strong one", c.ink, strong, 4.5);
        assert_contrast("selected", c.ink, stack.blend(c.selection), 4.5);
        assert_contrast("found", c.ink, stack.blend(c.find_hit), 4.5);
        assert_contrast("found now", c.ink, stack.blend(c.find_hit_current), 4.5);
    }
}

#[test]
fn every_palette_colour_and_every_stack_of_four_is_readable() {
    for theme in themes() {
        let all: Vec<LabelColors> = (0..SLOTS).map(|slot| theme.slot(slot)).collect();
        for &label in &all {
            check_label(theme, label);
        }
        for mix in 0..SLOTS.pow(4) {
            let stack: Vec<LabelColors> = (0..4).map(|place| all[mix / SLOTS.pow(place) % SLOTS]).collect();
            check_stack(theme, &stack);
        }
    }
}

#[test]
fn tints_are_seen_on_paper_and_strong_ones_differ_from_weak_ones() {
    for theme in themes() {
        let paper = theme.colors.paper;
        for slot in 0..SLOTS {
            let label = theme.slot(slot);
            let weak = over(paper, &[label.tint]);
            let strong = over(paper, &[label.tint_strong]);
            let distance = |one: Color32, other: Color32| -> u32 {
                let [a, b] = [one.to_array(), other.to_array()];
                (0..3).map(|at| u32::from(a[at].abs_diff(b[at]))).sum()
            };
            assert!(distance(paper, weak) >= 40, "slot {slot}: {weak:?}");
            assert!(distance(weak, strong) >= 30, "slot {slot}: {weak:?} {strong:?}");
        }
    }
}

proptest! {
    #[test]
    fn labels_of_any_own_colour_are_readable(bases in prop::collection::vec(any::<[u8; 3]>(), 4)) {
        for theme in themes() {
            let labels: Vec<LabelColors> = bases
                .iter()
                .map(|&[r, g, b]| theme.label_colors(Color32::from_rgb(r, g, b)))
                .collect();
            labels.iter().for_each(|&label| check_label(theme, label));
            check_stack(theme, &labels);
        }
    }
}

#[test]
fn each_slot_has_a_pattern_of_its_own_and_none_that_of_suggestions() {
    let patterns: std::collections::HashSet<_> = (0..SLOTS).map(pattern_for).collect();
    assert_eq!(patterns.len(), SLOTS);
    assert!(!patterns.contains(&LinePattern::Dotted));
}

#[test]
fn both_styles_are_installed_and_less_motion_means_none() {
    let look = Look { preference: egui::ThemePreference::Dark, less_motion: true };
    let mut harness = Harness::builder().with_context_setup(move |ctx| apply(ctx, look)).build_ui(|ui| {
        for face in [ReadingFace::Serif, ReadingFace::Sans] {
            for family in [face.family(), face.strong_family()] {
                let text = egui::RichText::new("“Über 1,300” ↗ ✓ ○");
                ui.label(text.font(egui::FontId::new(17.0, family)));
            }
        }
    });
    harness.run();
    assert_eq!(harness.ctx.theme(), egui::Theme::Dark);
    for (slot, dark) in [(egui::Theme::Light, false), (egui::Theme::Dark, true)] {
        let style = harness.ctx.style_of(slot);
        assert_eq!(style.animation_time, 0.0);
        assert_eq!(style.visuals.dark_mode, dark);
        assert_eq!(style.visuals.panel_fill, Theme::named(dark).colors.panel);
    }
    apply_look(&harness.ctx, Look::default());
    assert_eq!(harness.ctx.style_of(egui::Theme::Light).animation_time, sizes().fade);
}

#[test]
fn numbers_are_tabular_in_every_shipped_face() {
    let mut harness = Harness::new_ui(|_| {});
    apply(&harness.ctx, Look::default());
    harness.run();
    let families = [
        egui::FontFamily::Proportional,
        ReadingFace::Serif.family(),
        ReadingFace::Serif.strong_family(),
        ReadingFace::Sans.strong_family(),
    ];
    for family in families {
        let font = egui::FontId::new(20.0, family);
        let widths: Vec<f32> = ('0'..='9').map(|digit| harness.ctx.fonts_mut(|fonts| fonts.glyph_width(&font, digit))).collect();
        assert!(widths.iter().all(|width| (width - widths[0]).abs() < 0.01), "{font:?}");
    }
}
