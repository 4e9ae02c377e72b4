//! The faces that are shipped and the families they form; behind them stand the system's.

use egui::{Context, FontData, FontDefinitions, FontFamily, FontId};
use std::sync::Arc;

/// The face articles are read in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReadingFace {
    #[default]
    Serif,
    Sans,
}

impl ReadingFace {
    /// Returns the family for the body of an article.
    pub fn family(self) -> FontFamily {
        match self {
            Self::Serif => FontFamily::Name("reading".into()),
            Self::Sans => FontFamily::Proportional,
        }
    }

    /// Returns the family for titles of articles.
    pub fn strong_family(self) -> FontFamily {
        match self {
            Self::Serif => FontFamily::Name("reading-strong".into()),
            Self::Sans => FontFamily::Name("strong".into()),
        }
    }
}

/// Returns the semibold interface face at a size in points.
pub fn strong(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("strong".into()))
}

/// Each shipped face: the family it leads, its name and its file.
const FACES: [(&str, &str, &[u8]); 4] = [
    ("", "SourceSans3-Regular", include_bytes!("../../../assets/fonts/SourceSans3-Regular.ttf")),
    ("strong", "SourceSans3-SemiBold", include_bytes!("../../../assets/fonts/SourceSans3-SemiBold.ttf")),
    ("reading", "SourceSerif4-Regular", include_bytes!("../../../assets/fonts/SourceSerif4-Regular.ttf")),
    ("reading-strong", "SourceSerif4-SemiBold", include_bytes!("../../../assets/fonts/SourceSerif4-SemiBold.ttf")),
];

/// Gives egui the shipped faces. Costly when called again, since egui compares the files; once at the start is enough.
pub(super) fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
}

fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (family, name, file) in FACES {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(file)));
        // The interface face stands behind the reading faces too: it has the arrows and shapes they lack.
        let mut chain = vec![name.to_owned(), "SourceSans3-Regular".to_owned()];
        chain.dedup();
        let family = match family {
            "" => FontFamily::Proportional,
            named => FontFamily::Name(named.into()),
        };
        fonts.families.insert(family, chain);
    }
    fonts.families.insert(FontFamily::Monospace, vec!["SourceSans3-Regular".to_owned()]);
    fonts
}
