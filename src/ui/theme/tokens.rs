//! The token files as types: every name must be there and no other may be.

use egui::Color32;
use serde::{Deserialize, Deserializer, de::Error};
use std::sync::OnceLock;

use super::SLOTS;

macro_rules! colors {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The colours of one theme by name.
        #[derive(Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Colors {
            $($(#[$doc])* #[serde(deserialize_with = "color")] pub $name: Color32,)*
            pub labels: LabelTokens,
        }

        impl Colors {
            /// Lists every colour with its name, in the order of the file.
            pub fn by_name(&self) -> Vec<(&'static str, Color32)> {
                vec![$((stringify!($name), self.$name),)*]
            }
        }
    };
}

colors! {
    /// Behind the article.
    paper,
    /// Behind side panels.
    panel,
    /// Behind the top bar, the label bar and the status bar.
    bar,
    /// Behind popups, menus and dialogs.
    raised,
    /// Behind what is typed into.
    field,
    button,
    button_hover,
    button_press,
    border,
    border_hover,
    ink,
    /// Words that matter second: sources, hints, counts.
    ink_weak,
    /// Faded boilerplate and what is not available: 3 to 1 on paper, no less.
    ink_faint,
    /// The one colour of the interface itself: primary buttons and links.
    accent,
    on_accent,
    /// The ring around what has the keyboard.
    focus,
    caret,
    /// Over selected text; translucent.
    selection,
    /// Over a row under the pointer; translucent.
    hover,
    /// Over the chosen row of a list; translucent.
    row_selected,
    find_hit,
    find_hit_current,
    error,
    error_back,
    warn,
    warn_back,
    ok,
    ok_back,
    shadow,
    /// Over the window while a dialog is open; translucent.
    scrim,
}

/// What label colours are made from.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelTokens {
    /// Base colours after Okabe and Ito (2008), “Color Universal Design”.
    #[serde(deserialize_with = "palette")]
    pub slots: [Color32; SLOTS],
    /// Opacity of the tint behind annotated words, 0 to 1.
    pub tint_alpha: f32,
    /// Opacity of the tint behind the focused annotation, 0 to 1.
    pub tint_strong_alpha: f32,
    /// Contrast that ink has at least on a tint of full opacity.
    pub tint_contrast: f32,
}

/// Sizes in points and times in seconds, the same in both themes.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    pub gap: f32,
    pub space: f32,
    pub space_medium: f32,
    pub space_large: f32,
    pub space_huge: f32,
    /// Height of a row in a list.
    pub row: f32,
    /// Height of a row of two lines.
    pub row_tall: f32,
    /// Height of a button or a field.
    pub control: f32,
    /// Height of the top, label and status bars.
    pub bar: f32,
    /// Width of the names at the left of fields.
    pub name_column: f32,
    pub icon: f32,
    pub radius: f32,
    pub border: f32,
    /// Width of the ring around what has the keyboard.
    pub focus: f32,
    /// Width of the line under annotated words.
    pub line: f32,
    /// Distance between stacked lines.
    pub line_step: f32,
    pub small: f32,
    pub interface: f32,
    pub heading: f32,
    pub title: f32,
    pub article: f32,
    pub article_min: f32,
    pub article_max: f32,
    /// Height of a line of the article, as a multiple of its type size.
    pub line_height: f32,
    /// Length of the fade of panels; none when less motion is asked for.
    pub fade: f32,
}

/// Returns the sizes of the window.
pub fn sizes() -> &'static Sizes {
    static SIZES: OnceLock<Sizes> = OnceLock::new();
    SIZES.get_or_init(|| parse(include_str!("../../../assets/themes/sizes.ron")))
}

/// Reads a token file that is compiled in; a test reads each, so the fallback is never seen.
pub(super) fn parse<T: Default + serde::de::DeserializeOwned>(text: &str) -> T {
    ron::from_str(text).unwrap_or_else(|error| {
        log::error!("A theme file could not be read: {error}");
        T::default()
    })
}

fn color<'de, D: Deserializer<'de>>(from: D) -> Result<Color32, D::Error> {
    Hex::deserialize(from).map(|hex| hex.0)
}

fn palette<'de, D: Deserializer<'de>>(from: D) -> Result<[Color32; SLOTS], D::Error> {
    let slots = Vec::<Hex>::deserialize(from)?;
    let colors: Vec<Color32> = slots.into_iter().map(|hex| hex.0).collect();
    let found = colors.len();
    colors.try_into().map_err(|_| D::Error::custom(format!("expected {SLOTS} label colours, found {found}")))
}

struct Hex(Color32);

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        super::parse_hex(&text).map(Hex).ok_or_else(|| D::Error::custom(format!("“{text}” is not a colour like #0072B2")))
    }
}
