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
    text.parse::<jiff::Timestamp>().ok().map(|at| Timestamp(at.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        let at = Timestamp(1_795_344_127_123);
        assert_eq!(timestamp_text(at), "2026-11-22T10:42:07.123Z");
        assert_eq!(timestamp_from_text("2026-11-22T10:42:07.123Z"), Some(at));
        assert_eq!(timestamp_from_text("2026-11-22T11:42:07.123+01:00"), Some(at));
        assert_eq!(timestamp_from_text("yesterday"), None);
    }
}
