//! What a file is, by its content and never by its name: text, or something that must not be read as text.

use super::decode::evident_utf16;
use super::problem::Problem;
use encoding_rs::{Encoding, UTF_8};

/// The first bytes of kinds of files, from their specifications.
const SIGNATURES: [(&[u8], &str); 19] = [
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, DOCX, ODT or EPUB document"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Word, Excel or Outlook document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xFD7zXZ\0", "an xz archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"\xFF\xFE\0\0", "text in UTF-32"),
    (b"\0\0\xFE\xFF", "text in UTF-32"),
];

/// How much of a file is looked at, in bytes.
const SAMPLE: usize = 1 << 16;

/// Says why these bytes are not to be read as plain text, if they are not.
pub(super) fn not_text(bytes: &[u8]) -> Option<Problem> {
    let known = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature) && is_no_word(signature, bytes));
    if let Some((_, what)) = known {
        return Some(Problem::NotText(what));
    }
    match Encoding::for_bom(bytes) {
        Some((encoding, _)) if encoding != UTF_8 => None,
        _ if bytes.contains(&0) => evident_utf16(bytes).is_none().then_some(Problem::NotText("a binary file")),
        _ if has_many_controls(bytes) => Some(Problem::NotText("a binary file")),
        _ => markup(bytes).map(Problem::Markup),
    }
}

/// Whether a signature of letters alone is followed by what no text would go on with: an article may begin with “BZh”.
fn is_no_word(signature: &[u8], bytes: &[u8]) -> bool {
    let letters = signature.iter().all(u8::is_ascii_alphanumeric);
    !letters || bytes.iter().take(64).any(|byte| *byte < 9)
}

/// Whether more than one byte in a hundred is a control that no text has. Sound UTF-8 may hold them.
fn has_many_controls(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let is_control = |byte: &&u8| matches!(**byte, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    std::str::from_utf8(bytes).is_err() && sample.iter().filter(is_control).count() * 100 > sample.len()
}

fn markup(bytes: &[u8]) -> Option<&'static str> {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let begins = |with: &[u8]| start.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    if begins(b"{\\rtf") {
        return Some("an RTF document");
    }
    is_web_page(bytes).then_some("a web page")
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

/// Whether these first bytes of a file are those of a web page: its own declaration, or an element of HTML that is also ended.
pub(super) fn is_web_page(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let sample = match Encoding::for_bom(sample).map(|(encoding, _)| encoding).or_else(|| evident_utf16(sample)) {
        Some(encoding) => encoding.decode(sample).0,
        None => String::from_utf8_lossy(sample),
    };
    let start = behind_prolog(&sample);
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

    #[test]
    fn words_that_look_like_signatures_are_text() {
        for text in ["BZhang was there.", "GIF89a is a format of pictures.", "Rar! said nobody.", "<p>Short", "PK won."] {
            assert_eq!(not_text(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn binary_files_are_told_by_content() {
        let files: [&[u8]; 5] =
            [b"%PDF-1.7\n", b"GIF89a\x01\x00\x01\x00", b"BZh91AY\x00\x01", b"port\0crane", b"\x01\x02\xff\x03\x04"];
        for bytes in files {
            assert!(matches!(not_text(bytes), Some(Problem::NotText(_))), "{bytes:?}");
        }
    }

    #[test]
    fn web_pages_are_told_by_how_they_begin() {
        for page in [
            "\u{FEFF}\n<!-- saved --><!doctype HTML>",
            "<?xml version='1.0'?>\n<html xmlns=''>",
            "<DIV>Port</div>",
            "<head>a</head>",
        ] {
            assert!(is_web_page(page.as_bytes()), "{page}");
        }
        for text in ["<p>Short", "Port <p>crane</p>", "<pick> one </pick>", "<?xml version='1.0'?><rss>", "", "<", "<!-- x"] {
            assert!(!is_web_page(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn markup_is_named() {
        assert_eq!(not_text(b"\xEF\xBB\xBF\n<!DOCTYPE HTML><p>Port"), Some(Problem::Markup("a web page")));
        assert_eq!(not_text(b"{\\rtf1 Port}"), Some(Problem::Markup("an RTF document")));
    }
}
