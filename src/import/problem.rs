//! Why a file was not imported and what to do about it, in words for people.

use super::allowance::{Allowance, DEEPEST, LARGEST_ARCHIVE};
use super::table::LARGEST_RECORD;
use std::io;

/// Why a file, folder or pattern brought nothing.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Problem {
    /// Nothing of that name.
    #[error("there is no such file or folder; check the path")]
    Missing,
    /// A pattern without a hit.
    #[error("no file matches this pattern; check the path")]
    NoMatch,
    /// A pattern that is none.
    #[error("this is no valid pattern ({0}); name the files or their folder")]
    Pattern(String),
    /// A folder without files to read.
    #[error("the folder holds no files that could be read; hidden files are left out")]
    EmptyFolder,
    /// The system refused.
    #[error("it cannot be read ({0}); check that it is there and that you may read it")]
    Unreadable(String),
    /// A pipe, socket or device.
    #[error("it is neither a file nor a folder; save what it gives as a file")]
    NotAFile,
    /// A symbolic link out of the folder it stands in.
    #[error("it is a link out of the folder; import what it points to by its own path")]
    LinkOutside,
    /// More bytes than [`super::LARGEST_FILE`].
    #[error("it has {} MiB, and one file may have at most 1,024 MiB; split it into one file for each article", .0.div_ceil(1 << 20))]
    TooLarge(u64),
    /// No bytes.
    #[error("the file is empty; save it again at its source")]
    Empty,
    /// Nothing to read in it.
    #[error("it holds nothing but white space; save it again at its source")]
    Blank,
    /// Of a kind that is not read; what it seems to be.
    #[error("it is {0}, which is not read here; save its words as a text file and import that")]
    NotText(&'static str),
    /// Not of the kind that it was to be read as; that, and what it seems to be.
    #[error("it is not {asked} but looks like {seems}; let its content decide, or choose another format")]
    #[allow(missing_docs, reason = "the message says it")]
    NotAsAsked { asked: &'static str, seems: &'static str },
    /// Of a kind that is read, but broken; what it is and what is wrong.
    #[error("it is {what}, but damaged ({why}); get it again from where it came from")]
    #[allow(missing_docs, reason = "the variant says them")]
    Damaged { what: &'static str, why: String },
    /// Locked with a password; what it is.
    #[error("it is {0} locked with a password; take the password off and import it again")]
    Encrypted(&'static str),
    /// Pages of pictures.
    #[error("it holds pictures of pages and no text; run text recognition (OCR) over it first and import what that gives")]
    PicturesOnly,
    /// More unpacked than an archive may be.
    #[error("it unpacks to more than {} MiB and more than {} times its size; unpack it yourself and import what you need", Allowance::FREE >> 20, Allowance::RATIO)]
    Bomb,
    /// An archive of nothing.
    #[error("the archive holds nothing; get it again from where it came from")]
    EmptyArchive,
    /// More entries than an archive may have.
    #[error("it has {0} entries, and an archive may have at most {LARGEST_ARCHIVE}; unpack it and import the folder")]
    TooManyEntries(u64),
    /// Too many archives around it.
    #[error("it is an archive inside {DEEPEST} others, and no more are opened; unpack the outer ones and import what is in them")]
    TooDeep,
    /// An entry of an archive that would be written outside of it.
    #[error(
        "its path leads out of the archive, as no honest archive has it; look at the archive, and import the entry as a file if you trust it"
    )]
    PathOutside,
    /// A row with more or fewer cells than there are columns.
    #[error("it has {has} cells where the table has {of}; mend it, or put the cell that holds a separator in quotation marks")]
    #[allow(missing_docs, reason = "the message says it")]
    Uneven { has: usize, of: usize },
    /// A row or an object without a text; the column or field where it should stand.
    #[error("its {0} is missing or empty, so there is no text; fill it in, or choose another column as the text")]
    NoText(String),
    /// A table or objects without a text; the columns there are.
    #[error(
        "no column of it looks like the text of articles; choose the one that is, here or with --column text=NAME (it has {columns})"
    )]
    #[allow(missing_docs, reason = "the message says it")]
    NoTextColumn { columns: String },
    /// A column was chosen that is not there.
    #[error("it has no column “{asked}”; choose one of those it has ({columns})")]
    #[allow(missing_docs, reason = "the message says it")]
    NoSuchColumn { asked: String, columns: String },
    /// A line that is too long, the rest of which was passed over.
    #[error("it has more than {} MiB; split it, as an article may have no more", LARGEST_RECORD >> 20)]
    LongRecord,
    /// A row or an item that is too long and so has no end.
    #[error("it has more than {} MiB, most likely for want of a closing quotation mark or bracket; mend it, as nothing behind it was read", LARGEST_RECORD >> 20)]
    LongRow,
    /// Not JSON, and why.
    #[error("it is no JSON ({0}); mend it, or save it again at its source")]
    NotJson(String),
    /// JSON, but no object; what it is instead.
    #[error("it is {0}, not an object with a text in it; leave it out or mend it")]
    NoObject(&'static str),
    /// Written to by somebody else meanwhile.
    #[error("it was written to while it was read; import it again when that is done")]
    Changed,
    /// Its reader gave up in a way that it should not.
    #[error("the reader of its format failed, which is a fault of Pressmark; save its words as a text file and import that")]
    Failed,
    /// In the project, but taken out by somebody else.
    #[error("it is in the project but was taken out by {0}, who alone can put it back")]
    TakenOut(String),
}

impl Problem {
    /// What kept a stream from being read.
    pub(super) fn of_reading(error: &io::Error) -> Self {
        let known = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>());
        known.cloned().unwrap_or_else(|| Self::Unreadable(error.to_string()))
    }

    /// A short lower-case word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing | Self::NoMatch => "missing",
            Self::Pattern(_) => "pattern",
            Self::EmptyFolder => "empty-folder",
            Self::Unreadable(_) => "unreadable",
            Self::NotAFile => "not-a-file",
            Self::LinkOutside => "link-outside",
            Self::TooLarge(_) => "too-large",
            Self::Empty => "empty",
            Self::Blank => "blank",
            Self::NotText(_) => "not-text",
            Self::NotAsAsked { .. } => "not-as-asked",
            Self::Damaged { .. } => "damaged",
            Self::Encrypted(_) => "encrypted",
            Self::PicturesOnly => "pictures-only",
            Self::Bomb => "bomb",
            Self::EmptyArchive => "empty",
            Self::TooManyEntries(_) => "too-many-entries",
            Self::TooDeep => "too-deep",
            Self::PathOutside => "path-outside",
            Self::Uneven { .. } => "uneven",
            Self::NoText(_) => "no-text",
            Self::NoTextColumn { .. } => "no-text-column",
            Self::NoSuchColumn { .. } => "no-such-column",
            Self::LongRecord | Self::LongRow => "too-long",
            Self::NotJson(_) => "not-json",
            Self::NoObject(_) => "no-object",
            Self::Changed => "changed",
            Self::Failed => "failed",
            Self::TakenOut(_) => "taken-out",
        }
    }
}
