//! Dates in words: “3 July 2025 06:40 BST”, “3. Juli 2025, 06.40 Uhr”, “03/07/2025”.
//!
//! All dates in the text must agree, or it says none; where its times differ, it says the date alone.

use super::numbers::Order;
use super::{Moment, months, zones};
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Month names with what stands around them. No word is longer than the longest month.
const MONTH: &str = r"(?P<month>[\p{L}\p{M}]{3,15})\.?";
const DAY: &str = r"(?P<day>\d{1,2})";
const YEAR: &str = r"(?P<year>\d{4})\b";

struct Patterns {
    /// The date of Unix, with the time before the year.
    unix: Regex,
    /// Dates with a name for their month, and those of CJK.
    named: [Regex; 4],
    year_first: Regex,
    year_last: Regex,
    times: [Regex; 4],
    offset: Regex,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(&format!("(?i){pattern}")).ok();
    Some(Patterns {
        unix: regex(&format!(r"\b{MONTH}\s+{DAY}\s+(?P<rest>\d{{1,2}}:\d\d(?::\d\d)?(?:\s+[A-Z+\-:\d]{{1,9}})?)\s+{YEAR}"))?,
        named: [
            regex(&format!(
                r"\b{DAY}(?:st|nd|rd|th|er|º|°|ª|\.)?[\s,/\-]*(?:de\s+|of\s+|d['’])?{MONTH}[\s,/\-]*(?:de\s+|del\s+|of\s+)?{YEAR}"
            ))?,
            regex(&format!(r"\b{MONTH}[\s/\-]*(?:the\s+)?{DAY}(?:st|nd|rd|th)?[\s,/\-]+{YEAR}"))?,
            regex(&format!(r"\b{YEAR}(?:\s*m)?[.,]?[\s/\-]+{MONTH}[\s/\-]*{DAY}\b"))?,
            regex(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일号]")?,
        ],
        year_first: regex(r"\b(?P<year>\d{4})(?:[/.\-])(?P<month>\d{1,2})[/.\-](?P<day>\d{1,2})\b")?,
        year_last: regex(
            r"\b(?P<one>\d{1,2})\s?(?P<between>[/.\-])\s?(?P<other>\d{1,2})\s?(?P<again>[/.\-])\s?(?P<year>\d{4}|\d\d)\b",
        )?,
        times: [
            regex(
                r"\b(?P<hour>\d{1,2})\s?[:.h]\s?(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:[.,]\d+)?\s*(?P<half>[ap]\.?\s?m\b\.?)?",
            )?,
            regex(r"\b(?P<hour>\d{1,2})\s*(?P<half>[ap]\.?\s?m\b\.?)")?,
            regex(r"\b(?P<hour>\d{1,2})\s*(?:uhr|heures?|h)\b")?,
            regex(r"(?P<half>午前|午後|上午|下午|오전|오후)?\s*(?P<hour>\d{1,2})\s*[時时点시:]\s*(?P<minute>\d{1,2})\s*[分분]?")?,
        ],
        offset: regex(r"^(?:UTC|GMT)?\s*(?P<sign>[+\-−])\s?(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?\b")?,
    })
});

/// Reads the one date a short text says.
pub(super) fn read(text: &str, order: Option<Order>, language: &str) -> Option<Moment> {
    let patterns = PATTERNS.as_ref()?;
    let text = patterns.unix.replace(text, "$day $month $year $rest");
    let (date, rest) = one_date(patterns, &text, order)?;
    let Some((time, after)) = one_time(patterns, &rest) else { return Some(Moment::of(date)) };
    let offset = offset(patterns, after, date.to_datetime(time), language);
    Some(Moment { date, time: Some(time), offset })
}

/// The date all dates agree on, and the text without them.
fn one_date(patterns: &Patterns, text: &str, order: Option<Order>) -> Option<(Date, String)> {
    let mut rest = text.to_owned();
    let mut only: Option<Date> = None;
    for (pattern, read) in patterns.dates() {
        let dates: Vec<Option<Date>> = pattern.captures_iter(&rest).filter_map(|found| read(&found, order)).collect();
        for date in dates {
            let date = date?;
            if *only.get_or_insert(date) != date {
                return None;
            }
        }
        rest = pattern.replace_all(&rest, |found: &Captures<'_>| blank_if(found, read(found, order).is_some())).into_owned();
    }
    only.map(|date| (date, rest))
}

/// What is read is blanked out; anything else stays for the patterns to come.
fn blank_if(found: &Captures<'_>, is_read: bool) -> String {
    if is_read { " ".to_owned() } else { found.get(0).map_or_else(String::new, |all| all.as_str().to_owned()) }
}

/// Reads what a pattern found: nothing where it is no date, and `Some(None)` where it is one that cannot be settled.
type Read = fn(&Captures<'_>, Option<Order>) -> Option<Option<Date>>;

impl Patterns {
    fn dates(&self) -> impl Iterator<Item = (&Regex, Read)> {
        let with_words = self.named.iter().map(|pattern| (pattern, named as Read));
        with_words.chain([(&self.year_first, named as Read), (&self.year_last, year_last as Read)])
    }
}

fn named(found: &Captures<'_>, _: Option<Order>) -> Option<Option<Date>> {
    let month = found.name("month")?.as_str();
    let month = month.parse().ok().or_else(|| months::named(month))?;
    Date::new(number(found, "year")?, month, number(found, "day")?).ok().map(Some)
}

fn year_last(found: &Captures<'_>, order: Option<Order>) -> Option<Option<Date>> {
    // “9.8/10” is a mark, not a date.
    if found.name("between")?.as_str() != found.name("again")?.as_str() {
        return None;
    }
    let year: i16 = number(found, "year")?;
    let year = match (found.name("year")?.len(), year) {
        (4, year) => year,
        (_, year) if year < 50 => 2000 + year,
        (_, year) => 1900 + year,
    };
    let (one, other) = (number(found, "one")?, number(found, "other")?);
    let day_first = Date::new(year, other, one).ok();
    let month_first = Date::new(year, one, other).ok();
    let is_short = found.name("year")?.len() == 2;
    match (day_first, month_first, order) {
        (Some(date), _, Some(Order::DayFirst)) | (_, Some(date), Some(Order::MonthFirst)) => Some(Some(date)),
        // With a short year, any of the three numbers may be the year.
        (Some(_), _, None) | (_, Some(_), None) if is_short => Some(None),
        (Some(date), other, _) | (other, Some(date), _) if other.is_none_or(|other| other == date) => Some(Some(date)),
        (Some(_), Some(_), _) => Some(None),
        _ => None,
    }
}

/// Which of two numbers is the day, where one of them can be nothing else and the year is written out.
pub(super) fn own_order(text: &str) -> Option<Order> {
    let found =
        PATTERNS.as_ref()?.year_last.captures(text).filter(|found| found.name("year").is_some_and(|year| year.len() == 4))?;
    match (number::<u8>(&found, "one")?, number::<u8>(&found, "other")?) {
        (13..=31, 1..=12) => Some(Order::DayFirst),
        (1..=12, 13..=31) => Some(Order::MonthFirst),
        _ => None,
    }
}

fn number<N: std::str::FromStr>(found: &Captures<'_>, name: &str) -> Option<N> {
    found.name(name)?.as_str().parse().ok()
}

/// The one time a text without its date says, and what follows it.
fn one_time<'t>(patterns: &Patterns, text: &'t str) -> Option<(Time, &'t str)> {
    for pattern in &patterns.times {
        let read = |found: Captures<'t>| Some((time(&found)?, text.get(found.get(0)?.end()..)?));
        let mut times = pattern.captures_iter(text).filter_map(read);
        if let Some((first, after)) = times.next() {
            return times.all(|(time, _)| time == first).then_some((first, after));
        }
    }
    None
}

fn time(found: &Captures<'_>) -> Option<Time> {
    let hour: i8 = number(found, "hour")?;
    let half = found.name("half").map(|half| half.as_str());
    let hour = match half {
        Some(half) if half.starts_with(['p', 'P', '下']) || matches!(half, "午後" | "오후") => hour % 12 + 12,
        Some(_) if hour == 12 => 0,
        Some(_) if hour > 12 => return None,
        _ => hour,
    };
    Time::new(hour, number(found, "minute").unwrap_or(0), number(found, "second").unwrap_or(0), 0).ok()
}

/// The zone that follows a time.
fn offset(patterns: &Patterns, after: &str, at: jiff::civil::DateTime, language: &str) -> Option<Offset> {
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '(' | '.');
    let after = after.trim_start_matches(is_between);
    let after =
        after.strip_prefix("Uhr").or_else(|| after.strip_prefix("uhr")).map_or(after, |rest| rest.trim_start_matches(is_between));
    if let Some(found) = patterns.offset.captures(after) {
        let minutes: i32 = number::<i32>(&found, "hours")? * 60 + number::<i32>(&found, "minutes").unwrap_or(0);
        let is_west = found.name("sign").is_some_and(|sign| sign.as_str() != "+");
        return zones::offset(if is_west { -minutes } else { minutes });
    }
    let name = after.split(|c: char| !c.is_alphanumeric()).next()?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase());
    is_name.then(|| zones::named(name, at, language))?
}
