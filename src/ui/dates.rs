//! Times as people read them here: local, with the date when it is not today.

use crate::model::Timestamp;
pub use crate::model::text::{counted, grouped as count};
use jiff::tz::TimeZone;

/// “10:42:07” today, “3 Jul 2025, 10:42” before.
pub fn moment(at: Timestamp) -> String {
    let Ok(stamp) = jiff::Timestamp::from_millisecond(at.0) else {
        return String::new();
    };
    let here = stamp.to_zoned(TimeZone::system());
    let today = jiff::Zoned::now().date() == here.date();
    here.strftime(if today { "%H:%M:%S" } else { "%-d %b %Y, %H:%M" }).to_string()
}

/// The day of an ISO 8601 date or time as “3 Jul 2025”; anything else as it is.
pub fn day(iso: &str) -> String {
    let date: Option<jiff::civil::Date> = iso.get(..10).and_then(|day| day.parse().ok());
    date.map_or_else(|| iso.to_owned(), |date| date.strftime("%-d %b %Y").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_days_read_well() {
        assert_eq!((count(7), count(1300), count(2_000_000)), ("7".into(), "1,300".into(), "2,000,000".into()));
        assert_eq!(day("2025-07-03T06:40:00+01:00"), "3 Jul 2025");
        assert_eq!(day("last Tuesday"), "last Tuesday");
        assert_eq!(counted(1, "article", "articles"), "1 article");
    }
}
