//! Digits of other scripts, and the order of day and month in dates of numbers alone.

/// Writes the decimal digits of other scripts and full-width ones as ASCII.
pub(super) fn with_ascii_digits(text: &str) -> String {
    text.chars().map(|c| ascii_digit(c).unwrap_or(c)).collect()
}

/// The zeros of Arabic, Persian, Devanagari, Bengali and full-width digits; each is followed by the other nine.
const ZEROS: [char; 5] = ['\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{FF10}'];

fn ascii_digit(c: char) -> Option<char> {
    let digit = |zero: char| (c as u32).checked_sub(zero as u32).and_then(|digit| char::from_digit(digit, 10));
    ZEROS.into_iter().find_map(digit)
}

/// Which of two numbers before a year is the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::import) enum Order {
    /// The first: “25/03/2025”.
    DayFirst,
    /// The second: “03/25/2025”.
    MonthFirst,
}

/// Languages in which all countries write the day before the month.
const DAY_FIRST: [&str; 38] = [
    "ar", "az", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "et", "eu", "fi", "fo", "gl", "he", "hi", "hr", "id", "is", "it",
    "ka", "lv", "ms", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "tr", "uk", "vi",
];

/// Countries in which English is written with the day before the month.
const ENGLISH_DAY_FIRST: [&str; 14] = ["GB", "UK", "IE", "AU", "NZ", "IN", "PK", "BD", "LK", "SG", "HK", "NG", "GH", "MT"];

/// The order a language settles; English without a country settles none, nor do the languages of countries that differ.
pub(super) fn order(language: &str) -> Option<Order> {
    let mut parts = language.split(['-', '_']);
    let name = parts.next()?.to_ascii_lowercase();
    let country = parts.find(|part| part.len() == 2).map(str::to_ascii_uppercase);
    match (name.as_str(), country.as_deref()) {
        ("en", Some("US")) => Some(Order::MonthFirst),
        ("en", Some(country)) => ENGLISH_DAY_FIRST.contains(&country).then_some(Order::DayFirst),
        ("fr", Some("CA")) | ("es", Some("US" | "PR" | "PA")) => None,
        ("fr" | "es", _) => Some(Order::DayFirst),
        (name, _) => DAY_FIRST.contains(&name).then_some(Order::DayFirst),
    }
}
