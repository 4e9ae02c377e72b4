//! A field for a number or a range of numbers, as statistics have them.

use egui::{Response, RichText, Ui};

use super::fields::one_line;
use crate::ui::theme::Theme;

/// What a person means by “20”, “1,300”, “about 1.5 million” or “950,000 to 1 million”.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    Number(f64),
    /// The lower and the higher end; the lower is never above the higher.
    Range(f64, f64),
}

/// Reads a number or a range; `None` for an empty text and for all else.
///
/// Commas, spaces and apostrophes between digits are taken as thousands separators, the full stop as the decimal mark. A word
/// such as “million” multiplies; words before the digits (“about”) and a percent sign behind them say nothing of the value.
pub fn read_quantity(text: &str) -> Option<Quantity> {
    let separators = [" to ", "–", "—", "..", "…"];
    let ends = separators
        .iter()
        .find_map(|separator| text.split_once(separator))
        // A hyphen at the very start is a minus sign.
        .or_else(|| split_at_hyphen(text.trim()));
    match ends {
        None => read_number(text).map(Quantity::Number),
        Some((low, high)) => {
            let (low, high) = (read_number(low)?, read_number(high)?);
            (low <= high).then_some(Quantity::Range(low, high))
        }
    }
}

fn split_at_hyphen(text: &str) -> Option<(&str, &str)> {
    let place = text.char_indices().skip(1).find(|&(_, c)| c == '-')?.0;
    let (low, high) = text.split_at_checked(place)?;
    Some((low, high.strip_prefix('-')?))
}

/// Words behind digits and what they multiply by.
const SCALES: [(&str, f64); 9] = [
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("k", 1e3),
    ("m", 1e6),
    ("bn", 1e9),
    ("%", 1.0),
];

fn read_number(text: &str) -> Option<f64> {
    let words = text.trim().to_lowercase();
    let behind = words.trim_start_matches(|c: char| c.is_alphabetic() || c == ' ');
    let scaled = SCALES.iter().find_map(|(word, scale)| Some((behind.strip_suffix(word)?, *scale)));
    let (digits, scale) = scaled.unwrap_or((behind, 1.0));
    read_digits(digits).map(|number| number * scale)
}

fn read_digits(text: &str) -> Option<f64> {
    let digits: String = text
        .trim()
        .chars()
        .map(|c| if c == '−' { '-' } else { c })
        .filter(|c| !matches!(c, ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'))
        .collect();
    // “inf” and “1e9” are numbers to Rust but not to a person typing a value.
    let plain = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    plain.then(|| digits.parse().ok()).flatten()
}

/// Shows a field for a number or a range; says beneath it what is expected when the text is neither.
pub fn number_or_range_field(ui: &mut Ui, text: &mut String, hint: &str) -> Response {
    let wrong = !text.trim().is_empty() && read_quantity(text).is_none();
    let response = ui.add(one_line(text, hint));
    if wrong && !response.has_focus() {
        let color = Theme::of(ui).colors.warn;
        let words = "A number such as 1,300 or 1.5 million, or a range such as 20 to 30, is expected";
        ui.add(egui::Label::new(RichText::new(words).small().color(color)).wrap());
    }
    response
}
