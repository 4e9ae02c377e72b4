//! Names of time zones that mean one thing only.
//!
//! Left out are names that stand for several zones in the news, such as IST for India, Ireland and Israel.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// Names with a fixed offset from UTC, in minutes.
const FIXED: [(&str, i32); 42] = [
    ("Z", 0),
    ("UT", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("BST", 60),
    ("WEST", 60),
    ("WAT", 60),
    ("CET", 60),
    ("MEZ", 60),
    ("CEST", 120),
    ("MESZ", 120),
    ("SAST", 120),
    ("CAT", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("EAT", 180),
    ("TRT", 180),
    ("PKT", 300),
    ("NPT", 345),
    ("WIB", 420),
    ("WITA", 480),
    ("HKT", 480),
    ("SGT", 480),
    ("PHT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("ACST", 570),
    ("AEST", 600),
    ("ACDT", 630),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("BRT", -180),
    ("NDT", -150),
    ("EST", -300),
    ("EDT", -240),
    ("PST", -480),
    ("PDT", -420),
    ("HST", -600),
];

/// The zones of the United States that are named without saying whether it is summer, by their rule since 2007.
const AMERICAN: [(&str, &str); 4] = [
    ("ET", "EST5EDT,M3.2.0,M11.1.0"),
    ("CT", "CST6CDT,M3.2.0,M11.1.0"),
    ("MT", "MST7MDT,M3.2.0,M11.1.0"),
    ("PT", "PST8PDT,M3.2.0,M11.1.0"),
];

/// Names that are American only beside others: elsewhere they mean something else.
const AMERICAN_FIXED: [(&str, i32); 4] = [("CST", -360), ("CDT", -300), ("MST", -420), ("MDT", -360)];

/// The offset of a zone's name that has the same all year and everywhere.
pub(super) fn fixed(name: &str) -> Option<Offset> {
    FIXED.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).and_then(|(_, minutes)| offset(*minutes))
}

/// The offset of a zone's name at a local time, on a page in a language.
pub(super) fn named(name: &str, at: DateTime, language: &str) -> Option<Offset> {
    fixed(name).or_else(|| american(name, at).filter(|_| is_english(language)))
}

fn is_english(language: &str) -> bool {
    language.is_empty() || language.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en"))
}

fn american(name: &str, at: DateTime) -> Option<Offset> {
    if let Some((_, minutes)) = AMERICAN_FIXED.iter().find(|(known, _)| *known == name) {
        return offset(*minutes);
    }
    let (_, rule) = AMERICAN.iter().find(|(known, _)| *known == name).filter(|_| at.year() >= 2007)?;
    let at = TimeZone::posix(rule).ok()?.into_ambiguous_zoned(at);
    (!at.is_ambiguous()).then(|| at.compatible().ok())?.map(|at| at.offset())
}

/// An offset in minutes, where there can be such a zone.
pub(super) fn offset(minutes: i32) -> Option<Offset> {
    ((-12 * 60..=14 * 60).contains(&minutes)).then(|| Offset::from_seconds(minutes * 60).ok())?
}
