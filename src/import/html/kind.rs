//! The kinds of boilerplate, as the codebook names them.

/// What a part of a page outside the article is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Navigation,
    Promotion,
    Caption,
    Related,
    Byline,
    Disclaimer,
    Comments,
    Tags,
    Other,
}

impl Kind {
    /// The codebook's word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::Promotion => "promotion",
            Self::Caption => "caption",
            Self::Related => "related",
            Self::Byline => "byline",
            Self::Disclaimer => "disclaimer",
            Self::Comments => "comments",
            Self::Tags => "tags",
            Self::Other => "other",
        }
    }

    /// The largest share of a page's prose that a part of this kind may hold; one that holds more is the article after all.
    pub fn largest_share(self) -> f64 {
        match self {
            Self::Other => 0.95,
            Self::Comments => 0.7,
            Self::Navigation => 0.4,
            Self::Related => 0.35,
            Self::Promotion => 0.3,
            Self::Caption | Self::Byline | Self::Tags | Self::Disclaimer => 0.2,
        }
    }
}
