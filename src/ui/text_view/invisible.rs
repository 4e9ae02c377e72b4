//! Characters that fonts draw as nothing: which they are and what they are called, since a tag on unseen text looks wrong.

/// The name of a character that cannot be seen, as “zero-width space U+200B”; `None` for visible ones.
///
/// Names follow the Unicode character database, shortened.
pub fn name(c: char) -> Option<String> {
    word(c).map(|word| format!("{word} U+{:04X}", u32::from(c)))
}

fn word(c: char) -> Option<&'static str> {
    Some(match u32::from(c) {
        0x00 => "null character",
        0x0D => "carriage return",
        0x1B => "escape character",
        0x7F => "delete character",
        0x01..=0x08 | 0x0B..=0x1F | 0x80..=0x9F => "control character",
        0xAD => "soft hyphen",
        0x034F => "grapheme joiner",
        0x061C => "Arabic letter mark",
        0x115F | 0x1160 | 0x3164 | 0xFFA0 => "Hangul filler",
        0x17B4 | 0x17B5 => "Khmer inherent vowel",
        0x180B..=0x180F | 0xFE00..=0xFE0F | 0xE0100..=0xE01EF => "variation selector",
        0x200B => "zero-width space",
        0x200C => "zero-width non-joiner",
        0x200D => "zero-width joiner",
        0x200E => "left-to-right mark",
        0x200F => "right-to-left mark",
        0x2028 => "line separator",
        0x2029 => "paragraph separator",
        0x202A => "left-to-right embedding",
        0x202B => "right-to-left embedding",
        0x202C => "end of embedding",
        0x202D => "left-to-right override",
        0x202E => "right-to-left override",
        0x2060 => "word joiner",
        0x2061..=0x2064 => "invisible operator",
        0x2066 => "left-to-right isolate",
        0x2067 => "right-to-left isolate",
        0x2068 => "first strong isolate",
        0x2069 => "end of isolate",
        0x206A..=0x206F => "formatting control",
        0xFEFF => "byte order mark",
        0xFFF9..=0xFFFB => "interlinear annotation control",
        0xE0001..=0xE007F => "tag character",
        _ => return None,
    })
}

/// Whether a character cannot be seen.
pub fn is_invisible(c: char) -> bool {
    c != '\t' && !matches!(c, ' '..='~') && word(c).is_some()
}

/// The first character of a grapheme that is unseen where a reader would not expect it.
///
/// Joiners and selectors after a letter beyond ASCII belong to how that letter is written (emoji families, Persian) and are let be.
pub fn unexpected_in(grapheme: &str) -> Option<char> {
    let first = grapheme.chars().next()?;
    if is_invisible(first) {
        return Some(first);
    }
    if !first.is_ascii() {
        return None;
    }
    grapheme.chars().skip(1).find(|&c| is_invisible(c) && !matches!(c, '\u{FE00}'..='\u{FE0F}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unseen_characters_have_names() {
        assert_eq!(name('\u{200B}').unwrap(), "zero-width space U+200B");
        assert_eq!(name('\0').unwrap(), "null character U+0000");
        assert_eq!(name('\u{202E}').unwrap(), "right-to-left override U+202E");
        assert_eq!(name('a'), None);
        assert_eq!(name('\u{A0}'), None);
    }

    #[test]
    fn what_belongs_to_a_letter_is_let_be() {
        assert_eq!(unexpected_in("👩\u{200D}👧"), None);
        assert_eq!(unexpected_in("ی\u{200C}"), None);
        assert_eq!(unexpected_in("a\u{200D}"), Some('\u{200D}'));
        assert_eq!(unexpected_in("\u{FEFF}"), Some('\u{FEFF}'));
        assert_eq!(unexpected_in("1\u{FE0F}\u{20E3}"), None);
        assert!(!is_invisible('\t') && !is_invisible(' '));
    }
}
