//! Dates as pages, feeds and files write them, turned into ISO 8601: a date, or a date and time.
//!
//! A zone is there only where the source gives one, and a time only where it gives one. What can be read in two ways is
//! no date: “03/07/2025” is settled by the language of the page or not at all.

mod months;
mod numbers;
mod written;
mod zones;

use jiff::Timestamp;
use jiff::civil::{Date, ISOWeekDate, Time};
use jiff::fmt::{rfc2822, temporal};
use jiff::tz::Offset;
use numbers::order;
use std::fmt;

pub(super) use numbers::Order;

/// Longer texts are sentences, not dates.
const LONGEST: usize = 200;

/// Years in which news can have been published; what lies outside stands for “unknown” or is another calendar.
const YEARS: std::ops::RangeInclusive<i16> = 1700..=2199;

/// Gives a written date in ISO 8601, if it says one date and no other; `language` is the page's BCP 47 tag or empty.
pub(super) fn to_iso(written: &str, language: &str) -> Option<String> {
    read(written, order(language), language)
}

/// The same where it is known which of two numbers is the day.
pub(super) fn to_iso_in(written: &str, order: Option<Order>, language: &str) -> Option<String> {
    read(written, order, language)
}

/// Which of two numbers is the day, where a date says it by itself: “25/03/2025”.
pub(super) fn own_order(written: &str) -> Option<Order> {
    if written.len() > LONGEST { None } else { written::own_order(&numbers::with_ascii_digits(written)) }
}

/// Whether a date can be read with the day or the month first.
pub(super) fn is_open(written: &str) -> bool {
    let read_in = |order| to_iso_in(written, Some(order), "");
    let (one, other) = (read_in(Order::DayFirst), read_in(Order::MonthFirst));
    one.is_some() && other.is_some() && one != other
}

fn read(written: &str, order: Option<Order>, language: &str) -> Option<String> {
    let written = written.trim();
    if written.is_empty() || written.len() > LONGEST {
        return None;
    }
    let text = numbers::with_ascii_digits(written);
    let moment = from_digits(&text).or_else(|| from_iso(&text)).or_else(|| from_mail(&text));
    let moment = moment.or_else(|| written::read(&text, order, language))?;
    (YEARS.contains(&moment.date.year()) && !moment.is_beginning_of_unix_time()).then(|| moment.to_string())
}

/// Whether a word is the name of a month in one of the languages.
pub(super) fn is_month(word: &str) -> bool {
    months::named(word).is_some()
}

/// A date as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Moment {
    date: Date,
    time: Option<Time>,
    /// Only ever there with a time.
    offset: Option<Offset>,
}

impl Moment {
    fn of(date: Date) -> Self {
        Self { date, time: None, offset: None }
    }

    /// What programs write for “no date”.
    fn is_beginning_of_unix_time(&self) -> bool {
        self.date == Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC).date()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        let Some(time) = self.time else { return Ok(()) };
        write!(f, "T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
        match self.offset {
            None => Ok(()),
            Some(offset) if offset == Offset::UTC => f.write_str("Z"),
            Some(offset) => {
                let (sign, minutes) = (if offset.is_negative() { '-' } else { '+' }, offset.seconds().abs() / 60);
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

/// Reads numbers without any separators: Unix times in seconds and milliseconds, and dates run together.
fn from_digits(text: &str) -> Option<Moment> {
    let whole = text.split_once('.').filter(|(_, rest)| is_all_digits(rest) && rest.len() > 2).map_or(text, |(whole, _)| whole);
    if !is_all_digits(whole) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        10 => from_unix(Timestamp::from_second(number).ok()?),
        13 => from_unix(Timestamp::from_millisecond(number).ok()?),
        8 => date_of(number).map(Moment::of),
        12 => with_time(date_of(number / 10_000)?, number % 10_000 * 100),
        14 => with_time(date_of(number / 1_000_000)?, number % 1_000_000),
        _ => None,
    }
}

fn is_all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn from_unix(at: Timestamp) -> Option<Moment> {
    let at = at.to_zoned(jiff::tz::TimeZone::UTC);
    Some(Moment { date: at.date(), time: Some(at.time()), offset: Some(Offset::UTC) })
}

/// Year, month and day as one number.
fn date_of(number: i64) -> Option<Date> {
    let day = i8::try_from(number % 100).ok()?;
    let month = i8::try_from(number / 100 % 100).ok()?;
    Date::new(i16::try_from(number / 10_000).ok()?, month, day).ok()
}

/// A date and hour, minute and second as one number.
fn with_time(date: Date, number: i64) -> Option<Moment> {
    let part = |value: i64| i8::try_from(value % 100).ok();
    let time = Time::new(part(number / 10_000)?, part(number / 100)?, part(number)?, 0).ok()?;
    Some(Moment { date, time: Some(time), offset: None })
}

/// Reads ISO 8601 in all its variants, also with a blank before the zone.
fn from_iso(text: &str) -> Option<Moment> {
    if !text.as_bytes().first_chunk::<4>()?.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let joined = joined(text);
    if let Ok(pieces) = temporal::DateTimeParser::new().parse_pieces(&joined) {
        let offset = pieces.time().and_then(|_| pieces.to_numeric_offset());
        return Some(Moment { date: pieces.date(), time: pieces.time(), offset });
    }
    let week_date = joined.parse::<ISOWeekDate>().map(Date::from);
    week_date.ok().or_else(|| day_of_year(&joined)).map(Moment::of)
}

/// Without the blank before a zone, and with Z for the names of it.
fn joined(text: &str) -> String {
    let text = ["UTC", "GMT"]
        .iter()
        .find_map(|name| text.strip_suffix(name))
        .map_or(text.to_owned(), |rest| format!("{}Z", rest.trim_end()));
    match text.rsplit_once(' ') {
        Some((rest, zone)) if zone.starts_with(['+', '-']) || zone == "Z" => format!("{}{zone}", rest.trim_end()),
        _ => text,
    }
}

/// The third form of a date in ISO 8601: year and day of the year.
fn day_of_year(text: &str) -> Option<Date> {
    let (year, day) = text.split_once('-').filter(|(year, day)| year.len() == 4 && day.len() == 3)?;
    let day: i16 = day.parse().ok().filter(|day| *day > 0)?;
    Date::new(year.parse().ok()?, 1, 1).ok()?.with().day_of_year(day).build().ok()
}

/// Reads the dates of mails and feeds. Zones the standard does not know it takes for UTC, so those are left to others.
fn from_mail(text: &str) -> Option<Moment> {
    let zone = text.split('(').next()?.split_ascii_whitespace().next_back()?;
    let is_offset = zone.starts_with(['+', '-']) && is_all_digits(zone.get(1..)?);
    if !is_offset && zones::fixed(zone).is_none() {
        return None;
    }
    let at = rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(text).ok()?;
    let offset = if is_offset { Some(at.offset()) } else { zones::fixed(zone) };
    Some(Moment { date: at.date(), time: Some(at.time()), offset })
}

#[cfg(test)]
mod tests;
