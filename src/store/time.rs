//! Points in time as text: RFC 3339 in UTC with milliseconds.

use crate::model::Timestamp;

/// The machine's clock.
pub fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

/// Writes a point in time as `2026-11-22T10:42:07.123Z`; what lies outside the years -9999 to 9999 becomes their end.
pub fn timestamp_text(at: Timestamp) -> String {
    let end = if at.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    format!("{:.3}", jiff::Timestamp::from_millisecond(at.0).unwrap_or(end))
}

/// Reads a point in time of any RFC 3339 form.
pub fn timestamp_from_text(text: &str) -> Option<Timestamp> {
    canonical(text).or_else(|| any_form(text))
}

fn any_form(text: &str) -> Option<Timestamp> {
    text.parse::<jiff::Timestamp>().ok().map(|at| Timestamp(at.as_millisecond()))
}

/// Reads the form that [`timestamp_text`] writes, years 1 to 9999: every annotation has one, so this is worth a reader of
/// its own.
fn canonical(text: &str) -> Option<Timestamp> {
    let bytes: &[u8; 24] = text.as_bytes().try_into().ok()?;
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (23, b'Z')];
    if !marks.iter().all(|(at, mark)| bytes.get(*at) == Some(mark)) {
        return None;
    }
    let number = |from: usize, count: usize| {
        let digits = bytes.get(from..from + count)?;
        let digit = |n: i64, byte: &u8| byte.is_ascii_digit().then(|| n * 10 + i64::from(byte - b'0'));
        digits.iter().try_fold(0, digit)
    };
    let (year, month, day) = (number(0, 4)?, number(5, 2)?, number(8, 2)?);
    let (hour, minute, second) = (number(11, 2)?, number(14, 2)?, number(17, 2)?);
    // Days that not every month has, and seconds that not every minute has, are left to the full reader.
    let plain = year > 0 && (1..=12).contains(&month) && (1..=28).contains(&day) && hour < 24 && minute < 60 && second < 60;
    // Howard Hinnant, “chrono-compatible low-level date algorithms”, days_from_civil.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second;
    plain.then_some(Timestamp(seconds * 1000 + number(20, 3)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_quick_reader_reads_as_the_full_one(at in -62_135_596_800_000_i64..253_402_207_200_000) {
            let text = timestamp_text(Timestamp(at));
            prop_assert_eq!(timestamp_from_text(&text), Some(Timestamp(at)));
            prop_assert_eq!(any_form(&text), Some(Timestamp(at)));
        }
    }

    #[test]
    fn text_and_back() {
        let at = Timestamp(1_795_344_127_123);
        assert_eq!(timestamp_text(at), "2026-11-22T10:42:07.123Z");
        assert_eq!(timestamp_from_text("2026-11-22T10:42:07.123Z"), Some(at));
        assert_eq!(timestamp_from_text("2026-11-22T11:42:07.123+01:00"), Some(at));
        assert_eq!(timestamp_from_text("yesterday"), None);
    }
}
