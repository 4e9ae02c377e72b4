//! Strings as they are written: what would break a line or hide from the eye is escaped, and nothing else.
//!
//! ron's own writer escapes apostrophes and every combining mark, which makes Hindi, Arabic and emoji unreadable.

use crate::model::text::is_boundary;

/// Writes a text as a RON string, marks included.
pub(super) fn write_string(out: &mut String, text: &str) {
    out.push('"');
    let mut plain = 0;
    let mut from = 0;
    while let Some(at) = next_suspect(text, from) {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        from = at + c.len_utf8();
        if is_escaped(c) && !(c == ZERO_WIDTH_JOINER && joins_emoji(text, from)) {
            out.push_str(text.get(plain..at).unwrap_or_default());
            escape(out, c);
            plain = from;
        }
    }
    out.push_str(text.get(plain..).unwrap_or_default());
    out.push('"');
}

/// The next byte that begins a character which may have to be escaped.
fn next_suspect(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    // Sixteen bytes are looked at in one step.
    let has_none = |block: &&[u8; 16]| !block.iter().fold(false, |any, byte| any | is_suspect(*byte));
    let plain = 16 * rest.as_chunks::<16>().0.iter().take_while(has_none).count();
    rest.get(plain..)?.iter().position(|byte| is_suspect(*byte)).map(|at| from + plain + at)
}

/// Without a branch.
fn is_suspect(byte: u8) -> bool {
    // 0xC2: C1 controls, the no-break space and the soft hyphen; 0xCD: joiner; 0xD8: Arabic mark; 0xE1, 0xE2, 0xEF, 0xF3: see `is_escaped`.
    let is_letter =
        [b'"', b'\\', 0x7F, 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xEF, 0xF3].iter().fold(false, |any, other| any | (byte == *other));
    is_letter | (byte < 0x20)
}

/// Controls, line ends, quotation mark, backslash, bidi controls, characters that show nothing, and no-break spaces, which
/// look like others. The ideographic space is wide enough to be seen.
fn is_escaped(c: char) -> bool {
    matches!(c, '"' | '\\' | '\u{a0}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}')
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// Whether the joiner before `behind` makes one picture of two emoji (rule GB11 of UAX #29): it shows well enough there.
fn joins_emoji(text: &str, behind: usize) -> bool {
    let next = text.get(behind..).and_then(|after| after.chars().next());
    if !next.is_some_and(is_symbol) {
        return false;
    }
    let last = text.get(..behind).and_then(|before| before.chars().rev().nth(1));
    last.is_some_and(|c| is_symbol(c) || is_modifier(c) || c == '\u{fe0f}') && !is_boundary(text, behind)
}

/// Whether a character is in the blocks that hold the emoji, and is no mark on the one before it. With no boundary between
/// it and the joiner it then is an emoji itself.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2100}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}') && !is_modifier(c)
}

/// Skin tones.
fn is_modifier(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

fn escape(out: &mut String, c: char) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{a0}' => out.push_str("\\u{a0}"),
        '\u{202f}' => out.push_str("\\u{202f}"),
        _ => out.extend(c.escape_unicode()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: &str) -> String {
        let mut out = String::new();
        write_string(&mut out, text);
        out
    }

    #[test]
    fn leaves_what_can_be_read_alone() {
        for text in ["don't", "नमस्ते दुनिया", "سَلَام", "สวัสดี", "👍🏽 ❤️", "„Nein“", "«à»", "「はい」"]
        {
            assert_eq!(written(text), format!("\"{text}\""));
        }
    }

    #[test]
    fn joiners_stay_between_emoji_only() {
        for whole in ["👩‍👩‍👧", "👍🏽 👩🏽‍🚒", "🏳️‍🌈", "❤️‍🔥", "👁️‍🗨️"] {
            assert_eq!(written(whole), format!("\"{whole}\""));
        }
        for text in [
            "\u{200d}",
            "👩\u{200d}",
            "\u{200d}👧",
            "👩\u{200d} 👧",
            "👩\u{200d}\u{200d}👧",
            "👩\u{200d}a",
            "a\u{200d}👧",
            "a\u{fe0f}\u{200d}👧",
            "ක්\u{200d}ෂ",
            "क्\u{200d}ष",
            "👩\u{301}\u{200d}👧",
            "👩\u{200d}\u{1f3fd}",
            "👩\u{200d}\u{301}",
            "©\u{200d}®",
        ] {
            assert_eq!(written(text), format!("\"{}\"", text.replace('\u{200d}', "\\u{200d}")));
        }
    }

    #[test]
    fn symbols_are_no_marks() {
        for c in ('\u{2100}'..='\u{1faff}').filter(|c| is_symbol(*c)) {
            assert!(is_boundary(&format!("a{c}"), 1) && is_boundary(&format!("a\u{200d}{c}"), 4), "{c:?}");
        }
    }

    #[test]
    fn no_break_spaces_are_escaped_and_wide_ones_are_not() {
        assert_eq!(written("1\u{a0}200 »\u{202f}non\u{3000}。"), "\"1\\u{a0}200 »\\u{202f}non\u{3000}。\"");
    }

    #[test]
    fn escapes_what_hides() {
        assert_eq!(written("a\u{202e}b\u{200b}\n\"\\\u{0}"), r#""a\u{202e}b\u{200b}\n\"\\\u{0}""#);
    }

    proptest! {
        #[test]
        fn ron_reads_back_what_is_written(text in any::<String>()) {
            let line = written(&text);
            prop_assert!(!line.contains(['\n', '\r']));
            prop_assert_eq!(ron::from_str::<String>(&line).unwrap(), text);
        }
    }
}
