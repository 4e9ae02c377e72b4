//! What the words for numbers are worth.

#[rustfmt::skip]
const BASES: &[(&str, f64)] = &[
    ("zero", 0.0), ("one", 1.0), ("two", 2.0), ("three", 3.0), ("four", 4.0), ("five", 5.0), ("six", 6.0), ("seven", 7.0),
    ("eight", 8.0), ("nine", 9.0), ("ten", 10.0), ("eleven", 11.0), ("twelve", 12.0), ("thirteen", 13.0), ("fourteen", 14.0),
    ("fifteen", 15.0), ("sixteen", 16.0), ("seventeen", 17.0), ("eighteen", 18.0), ("nineteen", 19.0), ("twenty", 20.0),
    ("thirty", 30.0), ("forty", 40.0), ("fifty", 50.0), ("sixty", 60.0), ("seventy", 70.0), ("eighty", 80.0), ("ninety", 90.0),
    ("zwei", 2.0), ("drei", 3.0), ("vier", 4.0), ("fünf", 5.0), ("sechs", 6.0), ("sieben", 7.0), ("acht", 8.0), ("neun", 9.0),
    ("zehn", 10.0), ("elf", 11.0), ("zwölf", 12.0), ("dreizehn", 13.0), ("vierzehn", 14.0), ("fünfzehn", 15.0),
    ("sechzehn", 16.0), ("siebzehn", 17.0), ("achtzehn", 18.0), ("neunzehn", 19.0), ("zwanzig", 20.0), ("dreißig", 30.0),
    ("vierzig", 40.0), ("fünfzig", 50.0), ("sechzig", 60.0), ("siebzig", 70.0), ("achtzig", 80.0), ("neunzig", 90.0),
    ("anderthalb", 1.5), ("eineinhalb", 1.5), ("zweieinhalb", 2.5), ("dreieinhalb", 3.5),
];

#[rustfmt::skip]
const SCALES: &[(&str, f64)] = &[
    ("hundred", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12), ("dozen", 12.0), ("mn", 1e6),
    ("mln", 1e6), ("bn", 1e9), ("tn", 1e12), ("crore", 1e7), ("lakh", 1e5), ("hundert", 1e2), ("tausend", 1e3),
    ("millionen", 1e6), ("milliarde", 1e9), ("milliarden", 1e9), ("billionen", 1e12), ("mio", 1e6), ("mrd", 1e9), ("tsd", 1e3),
    ("dutzend", 12.0), ("millions", 1e6), ("milliard", 1e9), ("milliards", 1e9), ("millones", 1e6), ("millón", 1e6), ("mil", 1e3),
];

/// Letters that scale only what they are grown together with: “20m”.
const GLUED_SCALES: &[(&str, f64)] = &[("k", 1e3), ("m", 1e6), ("b", 1e9)];

#[rustfmt::skip]
const FRACTIONS: &[(&str, f64)] = &[
    ("half", 2.0), ("halves", 2.0), ("third", 3.0), ("thirds", 3.0), ("quarter", 4.0), ("quarters", 4.0), ("fourth", 4.0),
    ("fourths", 4.0), ("fifth", 5.0), ("fifths", 5.0), ("sixth", 6.0), ("sixths", 6.0), ("eighth", 8.0), ("eighths", 8.0),
    ("tenth", 10.0), ("tenths", 10.0), ("hälfte", 2.0), ("drittel", 3.0), ("viertel", 4.0), ("fünftel", 5.0), ("sechstel", 6.0),
    ("achtel", 8.0), ("zehntel", 10.0),
];

#[rustfmt::skip]
const ORDINALS: &[(&str, f64)] = &[
    ("first", 1.0), ("second", 2.0), ("third", 3.0), ("fourth", 4.0), ("fifth", 5.0), ("sixth", 6.0), ("seventh", 7.0),
    ("eighth", 8.0), ("ninth", 9.0), ("tenth", 10.0), ("eleventh", 11.0), ("twelfth", 12.0), ("hundredth", 100.0),
    ("thousandth", 1000.0),
];

fn worth(table: &[(&str, f64)], word: &str) -> Option<f64> {
    table.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

/// “seven”, “twenty”, “fünfundzwanzig”, “zweitausend”.
pub(super) fn cardinal(word: &str) -> Option<f64> {
    worth(BASES, word).or_else(|| grown_together(word))
}

/// German cardinals written as one word.
fn grown_together(word: &str) -> Option<f64> {
    let part = |part: &str, empty| match part {
        "" => Some(empty),
        "ein" | "eins" => Some(1.0),
        part => cardinal(part),
    };
    for (joint, scale) in [("tausend", 1e3), ("hundert", 1e2)] {
        if let Some((head, tail)) = word.split_once(joint) {
            return (!head.is_empty() || !tail.is_empty())
                .then_some(())
                .and_then(|()| Some(part(head, 1.0)? * scale + part(tail.trim_start_matches("und"), 0.0)?));
        }
    }
    let (head, tail) = word.split_once("und")?;
    let ones = if head == "ein" { Some(1.0) } else { worth(BASES, head) };
    Some(ones? + worth(BASES, tail).filter(|tens| *tens >= 20.0)?)
}

/// “million”, “bn”; a single letter only where it is glued to digits.
pub(super) fn scale(word: &str, is_glued: bool) -> Option<f64> {
    worth(SCALES, word).or_else(|| worth(GLUED_SCALES, word).filter(|_| is_glued))
}

/// Into how many parts a fraction divides.
pub(super) fn parts(word: &str) -> Option<f64> {
    worth(FRACTIONS, word)
}

/// “sixth”.
pub(super) fn ordinal(word: &str) -> Option<f64> {
    worth(ORDINALS, word)
}

/// Digits with their separators; the readings that languages give them, the likelier first.
pub(super) fn digits(written: &str, comma_is_decimal: bool) -> Vec<f64> {
    let mut plain = String::new();
    let mut extra = 0.0;
    for c in written.chars() {
        match c {
            '½' => extra = 0.5,
            '¼' => extra = 0.25,
            '¾' => extra = 0.75,
            '⅓' => extra = 1.0 / 3.0,
            '⅔' => extra = 2.0 / 3.0,
            '.' | ',' => plain.push(c),
            '\'' | '’' => {}
            c if c.is_whitespace() => {}
            c => match digit(c) {
                Some(digit) => plain.push(digit),
                None => return Vec::new(),
            },
        }
    }
    if plain.is_empty() {
        return if extra > 0.0 { vec![extra] } else { Vec::new() };
    }
    let readings = separated(&plain, comma_is_decimal);
    readings.iter().filter_map(|reading| reading.parse::<f64>().ok()).map(|value| value + extra).collect()
}

fn digit(c: char) -> Option<char> {
    if c.is_ascii_digit() {
        return Some(c);
    }
    let zeros = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{ff10}'];
    let value = zeros.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

/// The ways to read digits with points and commas, written as Rust reads them.
fn separated(plain: &str, comma_is_decimal: bool) -> Vec<String> {
    let without = plain.replace([',', '.'], "");
    let Some(last) = plain.rfind([',', '.']) else { return vec![without] };
    let (head, tail) = (plain.get(..last).unwrap_or_default(), plain.get(last + 1..).unwrap_or_default());
    let as_decimal = format!("{}.{tail}", head.replace([',', '.'], ""));
    let separator = plain.get(last..=last).unwrap_or_default();
    let groups = tail.len() == 3 && (1..=3).contains(&head.split([',', '.']).next_back().unwrap_or_default().len());
    if head.contains(separator) {
        return vec![without];
    }
    if head.contains([',', '.']) || !groups || head == "0" {
        return vec![as_decimal];
    }
    let decimal_first = (separator == ",") == comma_is_decimal;
    if decimal_first { vec![as_decimal, without] } else { vec![without, as_decimal] }
}
