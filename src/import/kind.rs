//! What a source is: one table from which formats are recognised and what cannot be read is refused.
//!
//! The content is asked first. A name decides only where content cannot tell, as between Markdown and plain text.

use super::Format;
use super::decode::{decode, evident_utf16};
use super::problem::Problem;
use super::table;
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
const WORDS: usize = 1 << 12;

/// What comes of a source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// Read as this.
    Read(Format),
    /// Not read; what it is, in words.
    Refuse(&'static str),
}
use Kind::{Read, Refuse};

/// A row is tried after those above it; what none knows is plain text. Signatures are from the specifications.
#[rustfmt::skip]
const KINDS: &[(fn(&Start<'_>) -> bool, Kind)] = &[
    // By their first bytes.
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
    (|start| start.begins(b"%PDF-"), Refuse("a PDF document")),
    (|start| start.begins(b"PK\x03\x04") && start.holds(b"xl/workbook.xml"), Read(Format::Xlsx)),
    (|start| start.begins(b"PK\x03\x04"), Refuse("a ZIP archive, DOCX, ODT or EPUB document")),
    (|start| start.begins(b"\x1f\x8b"), Refuse("a gzip archive")),
    (|start| is_binary(start.bytes), Refuse("a binary file")),
    // By their first words; from here on it is text.
    (|start| start.begins_with_word("{\\rtf"), Refuse("an RTF document")),
    (|start| start.begins_with_word("<!doctype html") || start.begins_with_word("<html"), Refuse("a web page")),
    // By their first lines.
    (|start| start.may_be(table::may_be_json, &["jsonl", "ndjson"]) && table::is_jsonl(start.long_text(), start.is_named(&["jsonl", "ndjson"])), Read(Format::Jsonl)),
    (|start| start.may_be(table::may_be_json, &["json"]) && table::is_json(start.long_text(), start.is_named(&["json"])), Read(Format::Json)),
    (|start| start.may_be(table::may_be_table, &["csv"]) && table::is_csv(start.long_text(), start.is_named(&["csv"])), Read(Format::Csv)),
    (|start| start.may_be(table::may_be_table, &["tsv", "tab"]) && table::is_tabbed(start.long_text(), start.is_named(&["tsv", "tab"])), Read(Format::Tsv)),
    // By name, where content cannot tell.
];

/// What a source is to be read as, or why it is not.
pub(super) fn recognise(start: &Start<'_>) -> Result<Format, Problem> {
    let kind = KINDS.iter().find(|(is, _)| is(start)).map_or(Read(Format::Text), |(_, kind)| *kind);
    match kind {
        Read(format) => Ok(format),
        Refuse(what) => Err(Problem::NotText(what)),
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

    /// Whether these bytes are among the first.
    fn holds(&self, what: &[u8]) -> bool {
        self.bytes.windows(what.len()).any(|bytes| bytes == what)
    }

    /// Whether the first bytes are these.
    fn begins(&self, signature: &[u8]) -> bool {
        self.bytes.starts_with(signature)
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
        _ if bytes.contains(&0) => evident_utf16(bytes).is_none(),
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
}
