//! What a source is: one table from which formats are recognised and what cannot be read is refused.
//!
//! The content is asked first. A name decides only where content cannot tell, as between Markdown and plain text.

use super::Format;
use super::decode::{decode, evident_utf16};
use super::problem::Problem;
use super::{feed, mhtml, news, table};
use encoding_rs::{Encoding, UTF_8};
use std::cell::OnceCell;

/// The beginning of a source and its name.
pub(super) struct Start<'a> {
    /// Its first bytes, at most [`SAMPLE`].
    bytes: &'a [u8],
    /// The first [`WORDS`] of them, decoded.
    text: String,
    /// All of them, decoded when they are asked for.
    long_text: OnceCell<String>,
    /// A hint, asked last.
    name: &'a str,
}

/// How much of a source is looked at, in bytes.
pub(super) const SAMPLE: usize = 1 << 16;

/// How much of it is decoded to be recognised by its words, in bytes.
const WORDS: usize = 1 << 14;

/// What comes of a source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// Read as this.
    Read(Format),
    /// Not read; what it is, in words.
    Refuse(&'static str),
    /// Locked with a password; what it is, in words.
    Locked(&'static str),
}

/// Whether a source is of a kind, by how it starts.
type Test = fn(&Start<'_>) -> bool;

/// Whether a ZIP archive is a document of a kind, by what lies in it.
type PackageTest = fn(&Contents) -> bool;

use Kind::{Locked, Read, Refuse};

/// How an old office file names a newer one that is locked in it: “EncryptedPackage” in UTF-16.
const ENCRYPTED_PACKAGE: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

/// A row is tried after those above it; what none knows is plain text. Signatures are from the specifications.
#[rustfmt::skip]
const KINDS: &[(Test, Kind)] = &[
    // By their first bytes.
    (|start| start.begins(b"\xD0\xCF\x11\xE0") && start.holds(ENCRYPTED_PACKAGE), Locked("an office document")),
    (|start| start.begins(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Refuse("an old Word, Excel or Outlook document")),
    (|start| start.begins(b"\x89PNG\r\n\x1a\n"), Refuse("a PNG picture")),
    (|start| start.begins(b"\xFF\xD8\xFF"), Refuse("a JPEG picture")),
    (|start| start.begins_no_word(b"GIF87a") || start.begins_no_word(b"GIF89a"), Refuse("a GIF picture")),
    (|start| start.begins(b"II*\0") || start.begins(b"MM\0*"), Refuse("a TIFF picture")),
    (|start| start.begins_no_word(b"RIFF"), Refuse("a picture, sound or film")),
    (|start| start.begins_no_word(b"BZh"), Refuse("a bzip2 archive")),
    (|start| start.begins(b"\xFD7zXZ\0"), Refuse("an xz archive")),
    (|start| start.begins(b"7z\xBC\xAF\x27\x1C"), Refuse("a 7z archive")),
    (|start| start.begins(b"Rar!\x1a\x07"), Refuse("a RAR archive")),
    (|start| start.begins(b"\x28\xB5\x2F\xFD"), Refuse("a Zstandard archive")),
    (|start| start.begins(b"SQLite format 3\0"), Refuse("an SQLite database")),
    (|start| start.begins(b"\x7fELF"), Refuse("a program")),
    (|start| start.begins(b"\xFF\xFE\0\0") || start.begins(b"\0\0\xFE\xFF"), Refuse("text in UTF-32")),
    (|start| start.begins(b"%PDF-"), Read(Format::Pdf)),
    (|start| start.begins(b"PK\x03\x04") || start.begins(b"PK\x05\x06"), Read(Format::Zip)),
    (|start| start.begins(b"\x1f\x8b"), Read(Format::Gzip)),
    (|start| start.begins(b"WARC/1.") || start.begins(b"WARC/0."), Read(Format::Warc)),
    (|start| is_binary(start.bytes), Refuse("a binary file")),
    // By their first words; from here on it is text.
    (|start| start.begins_with_word("{\\rtf"), Read(Format::Rtf)),
    (|start| is_web_page(&start.text), Read(Format::Html)),
    (|start| feed::is_feed(&start.text), Read(Format::Feed)),
    (|start| news::is_news(&start.text), Read(Format::NewsXml)),
    (|start| mhtml::is_mail(&start.text), Read(Format::Mhtml)),
    // By their first lines.
    (|start| start.may_be(table::may_be_json, &["jsonl", "ndjson"]) && table::is_jsonl(start.long_text(), start.is_named(&["jsonl", "ndjson"])), Read(Format::Jsonl)),
    (|start| start.may_be(table::may_be_json, &["json"]) && table::is_json(start.long_text(), start.is_named(&["json"])), Read(Format::Json)),
    (|start| start.may_be(table::may_be_table, &["csv"]) && table::is_csv(start.long_text(), start.is_named(&["csv"])), Read(Format::Csv)),
    (|start| start.may_be(table::may_be_table, &["tsv", "tab"]) && table::is_tabbed(start.long_text(), start.is_named(&["tsv", "tab"])), Read(Format::Tsv)),
    // By name, where content cannot tell.
    (|start| start.is_named(&["html", "htm", "xhtml"]) && start.text.trim_start().starts_with('<'), Read(Format::Html)),
    (|start| start.is_named(&["md", "markdown", "mdown", "mkd"]), Read(Format::Markdown)),
];

/// What lies in a ZIP archive.
pub(super) struct Contents {
    /// The names of its entries.
    pub names: Vec<String>,
    /// What its entry `mimetype` says.
    pub media_type: String,
}

/// Documents that are ZIP archives, by what lies in them; what none knows is a plain archive.
#[rustfmt::skip]
const PACKAGES: &[(PackageTest, Kind)] = &[
    (|contents| contents.is_office("word/"), Read(Format::Docx)),
    (|contents| contents.is_office("ppt/"), Refuse("a PowerPoint presentation")),
    (|contents| contents.is_office("xl/"), Read(Format::Xlsx)),
    (|contents| contents.media_type.starts_with("application/vnd.oasis.opendocument.text"), Read(Format::Odt)),
    (|contents| contents.media_type.starts_with("application/vnd.oasis.opendocument.spreadsheet"), Read(Format::Ods)),
    (|contents| contents.media_type.starts_with("application/vnd.oasis.opendocument.presentation"), Refuse("an OpenDocument presentation")),
    (|contents| contents.media_type.starts_with("application/epub+zip") || contents.has("META-INF/container.xml"), Read(Format::Epub)),
];

/// What a source is to be read as, or why it is not.
pub(super) fn recognise(start: &Start<'_>) -> Result<Format, Problem> {
    KINDS.iter().find(|(is, _)| is(start)).map_or(Ok(Format::Text), |(_, kind)| kind.outcome())
}

/// What a ZIP archive is to be read as, when it is a document.
pub(super) fn of_package(contents: &Contents) -> Option<Result<Format, Problem>> {
    PACKAGES.iter().find(|(is, _)| is(contents)).map(|(_, kind)| kind.outcome())
}

/// The same for an archive that breaks off, by those names that come before; its own name decides where they cannot.
pub(super) fn of_broken_package(contents: &Contents, name: &str) -> Option<Result<Format, Problem>> {
    let by_name = || {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_named =
            |(_, kind): &&(PackageTest, Kind)| matches!(kind, Read(format) if format.name().eq_ignore_ascii_case(ending));
        PACKAGES.iter().find(is_named).map(|(_, kind)| kind.outcome())
    };
    of_package(contents).or_else(by_name)
}

/// What a source is to be read as that was asked to be read as something. What it is packed in is unpacked first; what
/// cannot be of that format by its first bytes is refused.
pub(super) fn as_asked(start: &Start<'_>, asked: Format) -> Result<Format, Problem> {
    let is_package = PACKAGES.iter().any(|(_, kind)| *kind == Read(asked));
    let begins = match asked {
        // Something may stand before the signature of a PDF document.
        Format::Pdf => start.bytes.get(..PDF_WITHIN).unwrap_or(start.bytes).windows(5).any(|window| window == b"%PDF-"),
        Format::Rtf => start.begins_with_word("{\\rtf"),
        Format::Zip => start.begins(b"PK"),
        Format::Gzip => start.begins(b"\x1f\x8b"),
        _ if is_package => start.begins(b"PK"),
        _ => true,
    };
    match recognise(start) {
        Ok(Format::Gzip) => Ok(Format::Gzip),
        Ok(Format::Zip) if !is_package => Ok(Format::Zip),
        Ok(seems) if !begins && !start.bytes.is_empty() => {
            Err(Problem::NotAsAsked { asked: asked.phrase(), seems: seems.phrase() })
        }
        Err(Problem::NotText(seems)) if !begins => Err(Problem::NotAsAsked { asked: asked.phrase(), seems }),
        _ => Ok(asked),
    }
}

/// How far into a file the signature of a PDF document may stand, in bytes.
const PDF_WITHIN: usize = 1 << 10;

impl Kind {
    fn outcome(self) -> Result<Format, Problem> {
        match self {
            Read(format) => Ok(format),
            Refuse(what) => Err(Problem::NotText(what)),
            Locked(what) => Err(Problem::Encrypted(what)),
        }
    }
}

impl Contents {
    fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    fn is_office(&self, folder: &str) -> bool {
        self.has("[Content_Types].xml") && self.names.iter().any(|name| name.starts_with(folder))
    }
}

impl<'a> Start<'a> {
    /// The beginning of a source.
    pub fn new(bytes: &'a [u8], name: &'a str) -> Self {
        Self { bytes, text: decode(bytes.get(..WORDS).unwrap_or(bytes)).text, long_text: OnceCell::new(), name }
    }

    /// All that is there of the text.
    fn long_text(&self) -> &str {
        self.long_text.get_or_init(|| decode(self.bytes).text)
    }

    /// Whether the first words or the ending of the name make it worth while to look at more.
    fn may_be(&self, begins: fn(&str) -> bool, endings: &[&str]) -> bool {
        begins(&self.text) || self.is_named(endings)
    }

    /// Whether the first bytes are these.
    fn begins(&self, signature: &[u8]) -> bool {
        self.bytes.starts_with(signature)
    }

    fn holds(&self, bytes: &[u8]) -> bool {
        self.bytes.windows(bytes.len()).any(|window| window == bytes)
    }

    /// The same for a signature of letters, which must be followed by what no text would go on with: an article may begin
    /// with “BZh”.
    fn begins_no_word(&self, signature: &[u8]) -> bool {
        self.begins(signature) && self.bytes.iter().take(64).any(|byte| *byte < 9)
    }

    /// Whether the first word is this, in whatever case and encoding, after white space.
    fn begins_with_word(&self, word: &str) -> bool {
        self.text.trim_start().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    }

    /// Whether the name ends in one of these: “md”.
    fn is_named(&self, endings: &[&str]) -> bool {
        let ending = self.name.rsplit_once('.').map_or("", |(_, ending)| ending);
        endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
    }
}

/// Whether bytes are no text in any encoding.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    match Encoding::for_bom(bytes) {
        Some((encoding, _)) if encoding != UTF_8 => false,
        _ if memchr::memchr(0, bytes).is_some() => evident_utf16(bytes).is_none(),
        _ => has_many_controls(bytes),
    }
}

/// Whether more than one byte in a hundred is a control that no text has. Sound UTF-8 may hold them.
fn has_many_controls(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let is_control = |byte: &&u8| matches!(**byte, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    let is_unsound = |error: std::str::Utf8Error| error.error_len().is_some();
    let is_no_utf8 = std::str::from_utf8(bytes).is_err_and(is_unsound);
    is_no_utf8 && sample.iter().filter(is_control).count() * 100 > sample.len()
}

/// Elements with which a part of a page may begin.
const FIRST_ELEMENTS: [&str; 24] = [
    "head",
    "body",
    "title",
    "meta",
    "link",
    "style",
    "script",
    "base",
    "div",
    "p",
    "article",
    "section",
    "main",
    "header",
    "nav",
    "h1",
    "h2",
    "table",
    "ul",
    "ol",
    "center",
    "blockquote",
    "figure",
    "span",
];

/// Whether a text that begins like this is a web page: by its own declaration, or an element of HTML that is also ended.
fn is_web_page(text: &str) -> bool {
    let start = behind_prolog(text);
    let begins = |with: &str| start.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    if begins("<!doctype html") || begins("<html") {
        return true;
    }
    let name: String = start.strip_prefix('<').unwrap_or_default().chars().take_while(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    let is_void = matches!(name.as_str(), "meta" | "link" | "base");
    let ends = || start.to_ascii_lowercase().contains(&format!("</{name}>"));
    FIRST_ELEMENTS.contains(&name.as_str()) && (is_void || ends())
}

/// What stands behind white space, comments and the declaration of XML.
fn behind_prolog(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let after = match rest {
            _ if rest.starts_with("<!--") => rest.split_once("-->"),
            _ if rest.starts_with("<?xml") => rest.split_once("?>"),
            _ => None,
        };
        match after {
            Some((_, after)) => rest = after.trim_start(),
            None => return rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Result<Format, Problem> {
        recognise(&Start::new(bytes, ""))
    }

    #[test]
    fn words_that_look_like_signatures_are_text() {
        for text in ["BZhang was there.", "GIF89a is a format of pictures.", "Rar! said nobody.", "<p>Short", "PK won.", ""] {
            assert_eq!(of(text.as_bytes()), Ok(Format::Text), "{text}");
        }
    }

    #[test]
    fn binary_files_are_told_by_content() {
        let files: [&[u8]; 4] = [b"GIF89a\x01\x00\x01\x00", b"BZh91AY\x00\x01", b"port\0crane", b"\x01\x02\xff\x03\x04"];
        for bytes in files {
            assert!(matches!(of(bytes), Err(Problem::NotText(_))), "{bytes:?}");
        }
    }

    #[test]
    fn a_fragment_of_a_page_is_told_by_its_name() {
        let told = |words: &str, name| recognise(&Start::new(words.as_bytes(), name));
        assert_eq!(told("<p>Unclosed <b>bold", "old.HTM"), Ok(Format::Html));
        assert_eq!(told("<p>Unclosed <b>bold", "old.txt"), Ok(Format::Text));
        assert_eq!(told("No markup at all", "old.html"), Ok(Format::Text));
    }

    #[test]
    fn web_pages_are_told_by_how_they_begin() {
        for page in
            ["\n<!-- saved --><!doctype HTML>", "<?xml version='1.0'?>\n<html xmlns=''>", "<DIV>Port</div>", "<head>a</head>"]
        {
            assert!(is_web_page(page), "{page}");
        }
        for text in ["<p>Short", "Port <p>crane</p>", "<pick> one </pick>", "<?xml version='1.0'?><rss>", "", "<", "<!-- x"] {
            assert!(!is_web_page(text), "{text}");
        }
    }
}
