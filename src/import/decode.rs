//! Bytes to text: which encoding they are in, what of them it cannot say, and line ends.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr;
use std::borrow::Cow;

/// A text and what reading it changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Decoded {
    /// Line ends are as they were.
    pub text: String,
    /// The WHATWG name.
    pub encoding: &'static str,
    /// How many byte sequences became U+FFFD.
    pub undecodable: u64,
}

/// Decodes bytes: by their byte order mark, else as UTF-8, as UTF-16 where that is evident, or as the legacy encoding they
/// most look like.
pub(super) fn decode<'b>(bytes: impl Into<Cow<'b, [u8]>>) -> Decoded {
    let bytes = bytes.into();
    let (encoding, mark) = Encoding::for_bom(&bytes).unwrap_or_else(|| (guess(&bytes), 0));
    let (text, undecodable) = match bytes {
        Cow::Owned(bytes) if encoding == UTF_8 && mark == 0 => match String::from_utf8(bytes) {
            Ok(text) => (text, 0),
            Err(damaged) => decode_utf8(damaged.as_bytes()),
        },
        bytes => {
            let bytes = bytes.get(mark..).unwrap_or_default();
            if encoding == UTF_8 { decode_utf8(bytes) } else { decode_other(bytes, encoding) }
        }
    };
    Decoded { text, encoding: encoding.name(), undecodable }
}

/// Decodes bytes of which the encoding is known.
pub(super) fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, undecodable) = decode_other(bytes, encoding);
    Decoded { text, encoding: encoding.name(), undecodable }
}

/// Decodes bytes in the encoding that their source declares, unless they begin with a byte order mark or are plainly UTF-8.
pub(super) fn decode_declared(bytes: &[u8], declared: Option<&'static Encoding>) -> Decoded {
    let is_plain_utf8 = || !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
    match declared {
        Some(encoding) if encoding != UTF_8 && Encoding::for_bom(bytes).is_none() && !is_plain_utf8() => {
            decode_as(bytes, encoding)
        }
        _ => decode(bytes),
    }
}

/// The encoding that bytes without a mark are most likely in.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    let legacy = || {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Allow)
    };
    let is_sound = std::str::from_utf8(bytes).is_ok();
    match evident_utf16(bytes) {
        Some(encoding) => encoding,
        None if is_sound && switches_to_japanese(bytes) => legacy(),
        None if is_sound || is_damaged_utf8(bytes) => UTF_8,
        None => legacy(),
    }
}

/// Whether there are the escapes of ISO-2022-JP, which is ASCII throughout and so looks like UTF-8.
fn switches_to_japanese(bytes: &[u8]) -> bool {
    memchr(0x1b, bytes).is_some() && bytes.windows(3).any(|window| matches!(window, b"\x1b$B" | b"\x1b$@"))
}

/// Whether bytes that are no UTF-8 as a whole are so but for a few places: a file cut off in the middle of a character,
/// or one bad byte in an otherwise sound text. Texts in other encodings hardly ever hold sound sequences of UTF-8.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound >= 2 * broken || (broken == 1 && sound > 0 && ends_in_a_cut(bytes))
}

/// Whether the only fault is a sequence that is cut off by the end.
fn ends_in_a_cut(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

fn decode_utf8(bytes: &[u8]) -> (String, u64) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), 0);
    }
    let mut text = String::with_capacity(bytes.len());
    let mut undecodable = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            undecodable += 1;
        }
    }
    (text, undecodable)
}

fn decode_other(bytes: &[u8], encoding: &'static Encoding) -> (String, u64) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len());
    let mut undecodable = 0;
    let mut buffer = [0_u8; 8192];
    let mut rest = bytes;
    loop {
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(rest, &mut buffer, true);
        text.push_str(&String::from_utf8_lossy(buffer.get(..written).unwrap_or_default()));
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return (text, undecodable),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                text.push(char::REPLACEMENT_CHARACTER);
                undecodable += 1;
            }
        }
    }
}

/// Makes CRLF and lone CR line ends LF and counts them.
pub(super) fn unify_line_ends(text: String) -> (String, u64) {
    if memchr(b'\r', text.as_bytes()).is_none() {
        return (text, 0);
    }
    let mut unified = String::with_capacity(text.len());
    let mut changed = 0;
    let mut lines = text.split('\r');
    unified.push_str(lines.next().unwrap_or_default());
    for line in lines {
        unified.push('\n');
        unified.push_str(line.strip_prefix('\n').unwrap_or(line));
        changed += 1;
    }
    (unified, changed)
}

/// How much of a text is looked at to tell whether it is UTF-16, in bytes.
const UTF16_SAMPLE: usize = 1 << 16;

/// Tells UTF-16 without a byte order mark: bytes with zeros that make sense in one byte order, and more sense than in the other.
pub(super) fn evident_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..UTF16_SAMPLE).unwrap_or(bytes);
    if memchr(0, sample).is_none() || is_mostly_ascii(sample) {
        return None;
    }
    let orders = [(UTF_16LE, u16::from_le_bytes as fn([u8; 2]) -> u16), (UTF_16BE, u16::from_be_bytes)];
    let scores = orders.map(|(encoding, order)| (utf16_score(sample, order), encoding));
    scores.into_iter().filter_map(|(score, encoding)| Some((score?, encoding))).max_by_key(|(score, _)| *score).map(|(_, e)| e)
}

/// Whether three in four bytes are plain letters or blanks: at most half of UTF-16 is, so such bytes with a zero are something else.
fn is_mostly_ascii(sample: &[u8]) -> bool {
    sample.iter().filter(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~')).count() * 4 > sample.len() * 3
}

/// How many plain letters, digits and blanks there are; `None` when it is no sensible text.
fn utf16_score(sample: &[u8], order: fn([u8; 2]) -> u16) -> Option<usize> {
    let pairs = sample.as_chunks::<2>().0;
    let mut units = pairs.iter().map(|pair| order(*pair)).peekable();
    let (mut plain, mut sensible, mut all) = (0, 0, 0);
    for decoded in char::decode_utf16(std::iter::from_fn(|| units.next())) {
        match decoded {
            Ok(c) if c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}') => return None,
            Ok(c) => {
                all += 1;
                plain += usize::from(c.is_ascii_alphanumeric() || matches!(c, ' ' | '\n'));
                sensible += usize::from(is_sensible(c));
            }
            // The sample may end between two surrogates.
            Err(_) if all + 1 >= pairs.len().saturating_sub(1) => {}
            Err(_) => return None,
        }
    }
    (plain > 0 && sensible * 10 >= all * 9).then_some(plain)
}

fn is_sensible(c: char) -> bool {
    let is_mark =
        matches!(c, '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{303F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FF00}'..='\u{FFEF}');
    c.is_alphanumeric() || c.is_whitespace() || c.is_ascii_punctuation() || is_mark || ('\u{A1}'..='\u{BF}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: &str, undecodable: u64) {
        let decoded = decode(bytes);
        assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.undecodable), (text, encoding, undecodable));
    }

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn a_cut_off_character_does_not_turn_utf8_into_something_else() {
        let text = "Der Kran im Hafen stand still, sagte Jörg Özil.";
        let bytes = text.as_bytes();
        let cut = text.find('Ö').unwrap() + 1;
        check(&bytes[..cut], &format!("{}\u{FFFD}", &text[..cut - 1]), "UTF-8", 1);
    }

    #[test]
    fn a_few_bad_bytes_do_not_turn_utf8_into_something_else() {
        let mut bytes = "“The port is ".as_bytes().to_vec();
        bytes.push(0xFF);
        bytes.extend_from_slice("open,” she said.".as_bytes());
        check(&bytes, "“The port is \u{FFFD}open,” she said.", "UTF-8", 1);
        check(b"\xB8\xDB\xBF\xDA\xB5\xC4\xB9\xA4\xC8\xCB\xD2\xBB", "港口的工人一", "GBK", 0);
    }

    #[test]
    fn utf16_without_a_mark_is_recognised_in_either_order() {
        for text in ["The crane stood still.\nNobody said why.", "港のクレーンは止まった。\n3日目。", "Кран стоял. Day 2"]
        {
            check(&utf16(text, u16::to_le_bytes), text, "UTF-16LE", 0);
            check(&utf16(text, u16::to_be_bytes), text, "UTF-16BE", 0);
        }
    }

    #[test]
    fn an_odd_byte_at_the_end_of_utf16_is_counted() {
        let mut bytes = utf16("\u{FEFF}Port", u16::to_le_bytes);
        bytes.push(b'!');
        check(&bytes, "Port\u{FFFD}", "UTF-16LE", 1);
    }

    #[test]
    fn only_the_first_mark_is_taken_off() {
        check("\u{FEFF}\u{FEFF}Port\u{FEFF}".as_bytes(), "\u{FEFF}Port\u{FEFF}", "UTF-8", 0);
    }

    #[test]
    fn line_ends_are_counted_once_each() {
        let unified = unify_line_ends("a\r\nb\rc\r\r\n\nd\u{2028}e\u{85}\r".to_owned());
        assert_eq!((unified.0.as_str(), unified.1), ("a\nb\nc\n\n\nd\u{2028}e\u{85}\n", 5));
    }

    #[test]
    fn japanese_escapes_are_recognised() {
        check(b"\x1b$B9A\x1b(B port", "港 port", "ISO-2022-JP", 0);
    }
}
