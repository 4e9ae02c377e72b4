//! Byte offsets to code points, as the formats people train with count them.

/// How many bytes lie between two counts that are kept.
const STEP: usize = 512;

/// Counts code points of a text, at the same small cost anywhere in it.
///
/// ```text
///  a é 😀 b        bytes        0 1 3 7 8
///                  code points  0 1 2 3 4
/// ```
pub(super) struct CodePoints<'a> {
    bytes: &'a [u8],
    /// Code points before each multiple of [`STEP`]; none for a text of ASCII alone.
    before: Vec<usize>,
}

impl<'a> CodePoints<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for step in bytes.chunks(STEP) {
                before.push(count);
                count += starts(step);
            }
            before.push(count);
        }
        Self { bytes, before }
    }

    /// How many code points begin before a byte offset on a character boundary of the text.
    pub(super) fn at(&self, offset: usize) -> usize {
        let step = offset / STEP;
        let Some(before) = self.before.get(step) else { return offset };
        before + starts(self.bytes.get(step * STEP..offset).unwrap_or_default())
    }
}

/// How many bytes begin a character.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_the_standard_library_does() {
        let mixed = "Kran 🏗️ e\u{301} “Hafen” 港 👩‍👧 مرفأ \u{200B}\u{FEFF}".repeat(60);
        for text in ["", "Port", "é", mixed.as_str()] {
            let points = CodePoints::of(text);
            for offset in (0..=text.len()).filter(|offset| text.is_char_boundary(*offset)) {
                assert_eq!(points.at(offset), text[..offset].chars().count(), "{offset}");
            }
        }
    }
}
