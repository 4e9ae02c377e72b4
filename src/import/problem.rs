//! Why a file was not imported and what to do about it, in words for people.

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
    /// Not text; what it seems to be.
    #[error("it is {0}, not plain text; save its words as a text file and import that")]
    NotText(&'static str),
    /// Text with so much markup that its plain reading would be wrong; what it seems to be.
    #[error("it is {0}, not plain text; save its words as a text file, or ask for it to be read as text with all its markup")]
    Markup(&'static str),
    /// In the project, but taken out by somebody else.
    #[error("it is in the project but was taken out by {0}, who alone can put it back")]
    TakenOut(String),
}

impl Problem {
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
            Self::Markup(_) => "markup",
            Self::TakenOut(_) => "taken-out",
        }
    }
}
