//! A file of any kind to articles: what it was read as, and why not where it could not be.
//!
//! Nothing of a text is changed but its line ends, which become `\n` and are counted, and a byte order mark at its start.
//! A file that cannot be read costs only itself: it is reported by name, with the reason and a way out.

mod allowance;
mod archives;
mod columns;
mod dates;
mod decode;
mod documents;
mod feed;
mod gather;
mod html;
mod kept;
mod kind;
mod language_tag;
mod mhtml;
mod near;
mod newer;
mod news;
mod note;
mod open;
mod places;
mod problem;
mod reader;
mod reading;
mod report;
mod report_json;
mod table;
mod text;
mod whole_report;
mod withdrawn;
mod xml_text;

use crate::model::progress::Cancelled;
use crate::model::{Annotator, Article, ArticleId, BatchId, Project, Timestamp};
use reader::{Emit, Input};
use reading::read_any;
use std::path::Path;

pub use columns::{Choices, Columns, Field, FileChoices, Mapping, Member};
pub use html::{Page, page};
pub use kept::{Kept, read_again};
pub use newer::{Newer, linked};
pub use note::Note;
pub use open::Spooled;
pub use problem::Problem;
pub use reading::{Each, from_bytes, from_text, read, read_each};
pub use report::{FileReport, Outcome, PartReport, digests};
pub use whole_report::{NotWritten, Report};
pub use withdrawn::edits;

/// Larger files are refused unless they can be read piece by piece, as tables and JSON lines can, in bytes.
pub const LARGEST_FILE: u64 = 1 << 30;

/// What the caller knows before files are read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings<'a> {
    /// Written as the time of import.
    pub imported: Timestamp,
    /// Reads every file as this; `None` recognises files by their content.
    pub format: Option<Format>,
    /// Where the articles are to go; what is there already is named and not read in again.
    pub target: Option<Target<'a>>,
    /// Which columns of tables and of JSON fill which fields, where that is not to be guessed.
    pub columns: Option<&'a Choices>,
    /// The standard input, which is read where the path “-” is named; without it, that is a file like any other.
    pub input: Option<&'a Spooled>,
}

impl Settings<'_> {
    /// What a file is to be read as, where that is not to be recognised.
    fn format_of(&self, path: &Path) -> Option<Format> {
        let chosen = self.columns.and_then(|choices| choices.files.get(path)?.formats.get(""));
        chosen.copied().or(self.format)
    }
}

/// Where articles are to go, and on whose behalf.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the type says it")]
pub struct Target<'a> {
    pub project: &'a Project,
    pub annotator: &'a Annotator,
}

/// A format that files can be read as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// One article a file, its text as it stands.
    Text,
    /// A table with a row an article, cells apart by commas or semicolons.
    Csv,
    /// The same, cells apart by tabs.
    Tsv,
    /// The same, as a workbook.
    Xlsx,
    /// The same, as an OpenDocument spreadsheet.
    Ods,
    /// Objects, an article each.
    Json,
    /// The same, one a line.
    Jsonl,
    /// The same; what its front matter says is taken as metadata.
    Markdown,
    /// A web page, one article.
    Html,
    /// A web page with all that belongs to it, or a mail.
    Mhtml,
    /// Entries of RSS, Atom or JSON Feed, an article each.
    Feed,
    /// Items of NewsML-G2, NewsML 1 or NITF, an article each.
    NewsXml,
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// A book, one article a chapter.
    Epub,
    /// Rich Text Format.
    Rtf,
    /// The text layer of a PDF document.
    Pdf,
    /// What a crawler fetched, one article a web page.
    Warc,
    /// An archive of files of any kind.
    Zip,
    /// One packed file of any kind.
    Gzip,
}

impl Format {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Text,
        Self::Csv,
        Self::Tsv,
        Self::Xlsx,
        Self::Ods,
        Self::Json,
        Self::Jsonl,
        Self::Markdown,
        Self::Html,
        Self::Mhtml,
        Self::Feed,
        Self::NewsXml,
        Self::Docx,
        Self::Odt,
        Self::Epub,
        Self::Rtf,
        Self::Pdf,
        Self::Warc,
        Self::Zip,
        Self::Gzip,
    ];

    /// The name it is asked for by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Mhtml => "mhtml",
            Self::Feed => "feed",
            Self::NewsXml => "news-xml",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Epub => "epub",
            Self::Rtf => "rtf",
            Self::Pdf => "pdf",
            Self::Warc => "warc",
            Self::Zip => "zip",
            Self::Gzip => "gz",
        }
    }

    /// What a file of it is called.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Csv => "a CSV table",
            Self::Tsv => "a table with tabs",
            Self::Xlsx => "an Excel workbook",
            Self::Ods => "an OpenDocument spreadsheet",
            Self::Json => "JSON",
            Self::Jsonl => "JSON lines",
            Self::Markdown => "Markdown",
            Self::Html => "a web page",
            Self::Mhtml => "a saved web page (MHTML)",
            Self::Feed => "a feed (RSS, Atom or JSON Feed)",
            Self::NewsXml => "a file of news (NewsML or NITF)",
            Self::Docx => "a Word document",
            Self::Odt => "an OpenDocument text",
            Self::Epub => "a book (EPUB)",
            Self::Rtf => "a Rich Text document",
            Self::Pdf => "a PDF document",
            Self::Warc => "a web archive (WARC)",
            Self::Zip => "a ZIP archive",
            Self::Gzip => "a gzip archive",
        }
    }

    /// What reads it.
    fn reader(self) -> Reader {
        match self {
            Self::Text => text::read,
            Self::Csv => table::read_csv,
            Self::Tsv => table::read_tabbed,
            Self::Xlsx => table::read_xlsx,
            Self::Ods => table::read_ods,
            Self::Json => table::read_json,
            Self::Jsonl => table::read_jsonl,
            Self::Markdown => documents::markdown::read,
            Self::Html => html::read,
            Self::Mhtml => mhtml::read,
            Self::Feed => feed::read,
            Self::NewsXml => news::read,
            Self::Docx => documents::docx::read,
            Self::Odt => documents::odt::read,
            Self::Epub => documents::epub::read,
            Self::Rtf => documents::rtf::read,
            Self::Pdf => documents::pdf::read,
            Self::Warc => archives::warc::read,
            Self::Zip => archives::zip::read,
            Self::Gzip => archives::gzip::read,
        }
    }
}

impl Format {
    /// Whether it is read piece by piece, so that files of it may be larger than memory.
    fn streams(self) -> bool {
        matches!(self, Self::Csv | Self::Tsv | Self::Json | Self::Jsonl | Self::Zip | Self::Gzip | Self::Warc)
    }
}

type Reader = fn(&mut Input<'_>, &mut Emit<'_>) -> Result<(), Cancelled>;

/// What an import found; nothing is written yet.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Imported {
    /// The new articles, each once, in the order of their files.
    pub articles: Vec<Article>,
    /// Articles that the project holds but that had been taken out; [`edits`] puts them back.
    pub returning: Vec<ArticleId>,
    /// New articles that tell nearly the same as another one.
    pub near: Vec<Near>,
    /// New articles that are newer copies of others.
    pub newer: Vec<Newer>,
    /// What became of each file.
    pub files: Vec<FileReport>,
}

/// Two articles of nearly the same text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Near {
    /// The new one.
    pub article: ArticleId,
    /// One that came before it, or is in the project.
    pub of: ArticleId,
    /// Which share of their sequences of some four words they have in common, from 0 to 1; boilerplate apart.
    pub similarity: f64,
}

/// The id of a new batch: when, by whom, and four random digits that tell it from another of the same second.
///
/// ```
/// use pressmark::import::batch_id;
/// use pressmark::model::{Annotator, Timestamp};
/// let id = batch_id(&Annotator::nearest("amy"), Timestamp(1_795_344_127_123), 0xBEE);
/// assert_eq!(id.to_string(), "20261122-104207-amy-0bee");
/// ```
pub fn batch_id(annotator: &Annotator, at: Timestamp, digits: u16) -> BatchId {
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    BatchId(format!("{}-{annotator}-{digits:04x}", at.strftime("%Y%m%d-%H%M%S")).into())
}

/// Removes the file of a batch that was written but could not be recorded.
pub fn take_back(batch_file: &Path) {
    // Where even this fails, the articles stay and are in the project: nothing is lost.
    let _ = std::fs::remove_file(batch_file);
}
