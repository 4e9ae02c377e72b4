//! What a person should know of how a file was read though nothing of it was lost.

use std::fmt;

/// Something about a whole file, said once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Note {
    /// Dates that can be read with the day or the month first, where nothing says which.
    OpenDates {
        /// How many.
        count: u64,
        /// The first of them, as it is written.
        first: String,
        /// Where that is: “row 2”.
        place: String,
    },
    /// It ends before its end; what is there was read.
    CutOff,
    /// A row of a table begins a quotation that has no end, so that it takes in all that follows.
    OpenQuotation {
        /// Which: “row 2”.
        place: String,
    },
    /// References to entities that nobody has defined: `&j;`.
    Undefined {
        /// How many.
        count: u64,
        /// The first of them, as it is written.
        first: String,
        /// The line of the file in which that is.
        line: u64,
    },
}

impl Note {
    /// A short lower-case word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OpenDates { .. } => "open-dates",
            Self::CutOff => "cut-off",
            Self::OpenQuotation { .. } => "open-quotation",
            Self::Undefined { .. } => "undefined-entities",
        }
    }

    /// Adds another note of the same kind to this one; `false` when it is of another.
    pub(super) fn absorb(&mut self, other: &Self) -> bool {
        match (self, other) {
            (Self::OpenDates { count, .. }, Self::OpenDates { count: more, .. })
            | (Self::Undefined { count, .. }, Self::Undefined { count: more, .. }) => {
                *count += more;
                true
            }
            (Self::CutOff, Self::CutOff) | (Self::OpenQuotation { .. }, Self::OpenQuotation { .. }) => true,
            _ => false,
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CutOff => f.write_str("its end is missing, so words may be; save or fetch it again if they matter"),
            Self::OpenQuotation { place } => {
                write!(
                    f,
                    "a quotation mark in {place} is never closed, so rows behind it may be in its text; close it and import again"
                )
            }
            Self::OpenDates { count: 1, first, place } => {
                write!(f, "the date “{first}” ({place}) can be read in two ways and stays as it is written")
            }
            Self::OpenDates { count, first, place } => {
                write!(f, "{count} dates can be read in two ways and stay as they are written, first “{first}” ({place})")
            }
            Self::Undefined { count: 1, first, line } => {
                write!(f, "{first} in line {line} is defined nowhere and stays as it is written")
            }
            Self::Undefined { count, first, line } => {
                write!(f, "{count} references are defined nowhere and stay as they are written, first {first} in line {line}")
            }
        }
    }
}
