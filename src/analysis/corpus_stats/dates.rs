//! Days as numbers, and the weeks and months that they belong to.

use crate::model::Timestamp;

/// Days since 1970-01-01.
pub type Day = i32;

/// What bars over time stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Period {
    /// One day.
    Day,
    /// From Monday to Sunday.
    Week,
    /// From the first to the last.
    Month,
}

impl Period {
    /// All of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The first day of the period that a day belongs to.
    pub fn start(self, day: Day) -> Day {
        match self {
            Self::Day => day,
            // The first of January 1970 was a Thursday.
            Self::Week => day - (day + 3).rem_euclid(7),
            Self::Month => {
                let (year, month, _) = civil(day);
                days(year, month, 1)
            }
        }
    }

    /// The period that begins with a day, in words: “2026-11-22”, “week of 2026-11-16”, “2026-11”.
    pub fn words(self, start: Day) -> String {
        let (year, month, day) = civil(start);
        match self {
            Self::Day => format!("{year:04}-{month:02}-{day:02}"),
            Self::Week => format!("week of {year:04}-{month:02}-{day:02}"),
            Self::Month => format!("{year:04}-{month:02}"),
        }
    }
}

/// The day of a point in time, in UTC.
pub fn day_of(at: Timestamp) -> Day {
    i32::try_from(at.0.div_euclid(86_400_000)).unwrap_or_default()
}

/// The day that a date begins with, as `2026-11-22` or `2026-11-22T10:42:07Z`; `None` when it begins with none.
pub fn day_in(date: &str) -> Option<Day> {
    let mut parts = date.get(..10)?.split('-');
    let mut number = |digits: usize| {
        let part = parts.next()?;
        let plain = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i32>().ok().filter(|_| plain)
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    let found = days(year, month, day);
    (civil(found) == (year, month, day)).then_some(found)
}

/// Howard Hinnant, “chrono-compatible low-level date algorithms”, days_from_civil.
fn days(year: i32, month: i32, day: i32) -> Day {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The same, civil_from_days: year, month and day.
fn civil(day: Day) -> (i32, i32, i32) {
    let day = day + 719_468;
    let (era, of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_and_back() {
        assert_eq!(day_in("1970-01-01"), Some(0));
        assert_eq!(day_in("2024-02-29T23:00:00+01:00"), Some(19_782));
        assert_eq!(day_in("2023-02-29"), None);
        assert_eq!(day_in("3 July 2025"), None);
        assert_eq!(day_in("2025-07"), None);
        for day in (-800_000..800_000).step_by(37) {
            let (year, month, of_month) = civil(day);
            assert_eq!(days(year, month, of_month), day);
        }
    }

    #[test]
    fn weeks_begin_on_monday() {
        // 2026-11-28 is a Saturday.
        let saturday = day_in("2026-11-28").unwrap();
        assert_eq!(Period::Week.words(Period::Week.start(saturday)), "week of 2026-11-23");
        assert_eq!(Period::Week.start(saturday + 1), Period::Week.start(saturday));
        assert_ne!(Period::Week.start(saturday + 2), Period::Week.start(saturday));
        assert_eq!(Period::Month.words(Period::Month.start(saturday)), "2026-11");
        assert_eq!(Period::Day.words(saturday), "2026-11-28");
    }
}
