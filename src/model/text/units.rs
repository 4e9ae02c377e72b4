//! Offsets in the units that other programs count in: code points (Python, JSON data sets) and UTF-16 (browsers, Java).

use super::window::slice;

/// What a foreign offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    CodePoint,
    Utf16,
}

impl Unit {
    fn count(self, text: &str) -> usize {
        match self {
            Unit::CodePoint => text.chars().count(),
            Unit::Utf16 => text.as_bytes().iter().map(|&byte| units_begun(byte)).sum(),
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Unit::CodePoint => 1,
            Unit::Utf16 => c.len_utf16(),
        }
    }
}

/// UTF-16 units of the character that begins with this byte; 0 for a byte inside a character.
fn units_begun(byte: u8) -> usize {
    usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)
}

/// Converts between byte offsets and a foreign unit, remembering where it was: sorted questions cost one pass over the
/// text in all, others the distance from the one before.
///
/// ```
/// use pressmark::model::text::{Unit, UnitCursor};
/// let mut points = UnitCursor::new("é=1", Unit::CodePoint);
/// assert_eq!(points.from_byte(2), Some(1));
/// assert_eq!(points.from_byte(1), None); // inside a character
/// assert_eq!(points.to_byte(3), Some(4));
/// ```
#[derive(Clone, Debug)]
pub struct UnitCursor<'t> {
    text: &'t str,
    unit: Unit,
    ascii: bool,
    byte: usize,
    units: usize,
}

impl<'t> UnitCursor<'t> {
    /// Begins at the start of `text`; looks once whether it is all ASCII, where the units are the bytes.
    pub fn new(text: &'t str, unit: Unit) -> Self {
        UnitCursor { text, unit, ascii: text.is_ascii(), byte: 0, units: 0 }
    }

    /// Returns the offset in units of a byte offset; `None` past the end or inside a character.
    pub fn from_byte(&mut self, byte: usize) -> Option<usize> {
        if !self.text.is_char_boundary(byte) {
            return None;
        }
        if self.ascii {
            return Some(byte);
        }
        if byte < self.byte / 2 {
            (self.byte, self.units) = (0, 0);
        }
        if byte >= self.byte {
            self.units += self.unit.count(slice(self.text, self.byte..byte));
        } else {
            self.units -= self.unit.count(slice(self.text, byte..self.byte));
        }
        self.byte = byte;
        Some(self.units)
    }

    /// Returns the byte offset of an offset in units; `None` past the end or between the halves of a surrogate pair.
    pub fn to_byte(&mut self, units: usize) -> Option<usize> {
        if self.ascii {
            return (units <= self.text.len()).then_some(units);
        }
        if units < self.units / 2 {
            (self.byte, self.units) = (0, 0);
        }
        while units < self.units {
            self.step_back()?;
        }
        self.jump_to(units);
        while self.units < units {
            self.step()?;
        }
        (self.units == units).then_some(self.byte)
    }

    /// Jumps as many bytes as units are missing, again and again: no character has fewer bytes than units, so none of the
    /// jumps goes too far.
    fn jump_to(&mut self, units: usize) {
        while self.units < units {
            let end = self.text.floor_char_boundary(self.byte + (units - self.units));
            if end == self.byte {
                return;
            }
            self.units += self.unit.count(slice(self.text, self.byte..end));
            self.byte = end;
        }
    }

    fn step(&mut self) -> Option<()> {
        let c = slice(self.text, self.byte..self.text.len()).chars().next()?;
        self.byte += c.len_utf8();
        self.units += self.unit.width(c);
        Some(())
    }

    fn step_back(&mut self) -> Option<()> {
        let c = slice(self.text, 0..self.byte).chars().next_back()?;
        self.byte -= c.len_utf8();
        self.units -= self.unit.width(c);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_inside_a_character_or_past_the_end_have_no_counterpart() {
        let text = "né 😀!";
        let mut points = UnitCursor::new(text, Unit::CodePoint);
        assert_eq!([4, 8, 5, 9].map(|byte| points.from_byte(byte)), [Some(3), Some(4), None, Some(5)]);
        assert_eq!([5, 3, 6].map(|units| points.to_byte(units)), [Some(9), Some(4), None]);
        let mut units = UnitCursor::new(text, Unit::Utf16);
        assert_eq!([8, 4, 9, 10].map(|byte| units.from_byte(byte)), [Some(5), Some(3), Some(6), None]);
        assert_eq!([5, 4, 3, 7].map(|offset| units.to_byte(offset)), [Some(8), None, Some(4), None]);
    }
}
