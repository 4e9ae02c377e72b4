//! Which encoding a page says it is in.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a page is looked at, in bytes.
const SAMPLE: usize = 1 << 12;

/// The encoding that a `meta` element or the declaration of XML names.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let sample = String::from_utf8_lossy(sample).to_ascii_lowercase();
    let of_xml = sample.trim_start().strip_prefix("<?xml").and_then(|rest| named(rest.split("?>").next()?, "encoding"));
    let of_meta = || sample.split("<meta").skip(1).find_map(|rest| named(rest.split('>').next()?, "charset"));
    let encoding = of_xml.or_else(of_meta)?;
    // Where the name could be read byte by byte, it is no UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// The encoding named behind a word and an equals sign.
fn named(text: &str, word: &str) -> Option<&'static Encoding> {
    text.split(word).skip(1).find_map(|rest| {
        let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let label = value.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/')).next()?;
        Encoding::for_label(label.as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_read() {
        let cases: [(&str, Option<&str>); 6] = [
            ("<meta charset=Shift_JIS>", Some("Shift_JIS")),
            ("<META http-equiv='Content-Type' content='text/html; charset=ISO-8859-2'>", Some("ISO-8859-2")),
            ("<?xml version='1.0' encoding='windows-1251'?><html>", Some("windows-1251")),
            ("<meta name=charset content=x><meta charset = \"gbk\" />", Some("GBK")),
            ("<meta charset=utf-16le>", Some("UTF-8")),
            ("<p>charset=gbk</p>", None),
        ];
        for (page, name) in cases {
            assert_eq!(declared(page.as_bytes()).map(Encoding::name), name, "{page}");
        }
    }
}
