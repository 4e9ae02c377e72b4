//! Word lists for numbers, by language: how they are written, hedged, counted and measured.
//!
//! Written for this project from common newspaper usage. All entries are lower case.

/// The language a sentence seems to be in, as far as number phrases differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    English,
    German,
    Other,
}

#[rustfmt::skip]
const ENGLISH_CUES: &[&str] = &[
    "the", "of", "and", "to", "in", "is", "was", "were", "are", "for", "said", "by", "with", "on",
    "at", "from", "more", "than",
];
#[rustfmt::skip]
const GERMAN_CUES: &[&str] = &[
    "der", "die", "das", "und", "ist", "von", "mit", "für", "nicht", "den", "dem", "im", "sich",
    "wurden", "wird", "nach", "bei", "auf", "sind", "mehr", "als", "prozent", "rund", "etwa",
    "waren", "haben", "menschen", "euro", "mindestens", "millionen",
];
#[rustfmt::skip]
const OTHER_CUES: &[&str] = &[
    "le", "la", "les", "des", "et", "une", "du", "dans", "est", "el", "los", "las", "y", "que",
    "por", "con", "una", "plus", "de", "más",
];

/// Guesses the language of a sentence from its small words; English when nothing tells.
pub(super) fn language_of<'w>(words: impl Iterator<Item = &'w str>) -> Language {
    let (mut english, mut german, mut other) = (0, 0, 0);
    for word in words {
        english += usize::from(ENGLISH_CUES.contains(&word));
        german += usize::from(GERMAN_CUES.contains(&word));
        other += usize::from(OTHER_CUES.contains(&word));
    }
    if german > english && german >= other {
        Language::German
    } else if other > english {
        Language::Other
    } else {
        Language::English
    }
}

#[rustfmt::skip]
const CARDINALS: &[&str] = &[
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig",
    "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig", "anderthalb",
    "eineinhalb", "zweieinhalb", "dreieinhalb",
];
#[rustfmt::skip]
const SCALES: &[&str] = &[
    "hundred", "thousand", "million", "billion", "trillion", "dozen", "mn", "mln", "bn", "tn",
    "k", "m", "b", "crore", "lakh", "hundert", "tausend", "millionen", "milliarde", "milliarden",
    "billionen", "mio", "mrd", "tsd", "dutzend", "millions", "milliard", "milliards", "millones",
    "millón", "mil",
];
#[rustfmt::skip]
const LARGE_PLURALS: &[&str] = &[
    "dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions", "tens",
    "dutzende", "hunderte", "tausende", "zehntausende", "hunderttausende", "dutzenden",
    "hunderten", "tausenden",
];
#[rustfmt::skip]
const FRACTIONS: &[&str] = &[
    "half", "halves", "third", "thirds", "quarter", "quarters", "fourth", "fourths", "fifth",
    "fifths", "sixth", "sixths", "eighth", "eighths", "tenth", "tenths", "hälfte", "drittel",
    "viertel", "fünftel", "sechstel", "achtel", "zehntel",
];
#[rustfmt::skip]
const ORDINALS: &[&str] = &[
    "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "hundredth", "thousandth",
];
const ARTICLES: &[&str] = &["a", "an", "one", "ein", "eine", "einer", "einen", "einem", "die", "der"];
const PERCENTS: &[&str] = &["percent", "pct", "percentage", "prozent", "prozentpunkte", "prozentpunkten"];
const CURRENCIES: &[&str] = &["usd", "eur", "gbp", "us", "chf", "jpy", "cny", "rub", "uah", "aud", "cad", "c", "a", "nz", "hk"];

pub(super) fn is_cardinal(word: &str) -> bool {
    CARDINALS.contains(&word) || is_german_compound(word)
}

/// “fünfundzwanzig”, “dreihundert”, “zweitausend”: cardinals grown together.
fn is_german_compound(word: &str) -> bool {
    let joined = ["und", "hundert", "tausend"].iter().filter_map(|joint| word.split_once(joint)).any(|(head, tail)| {
        let head_counts = head == "ein" || CARDINALS.contains(&head);
        head_counts && (tail.is_empty() || CARDINALS.contains(&tail))
    });
    joined && !word.ends_with("und")
}

pub(super) fn is_scale(word: &str) -> bool {
    SCALES.contains(&word)
}

pub(super) fn is_large_plural(word: &str) -> bool {
    LARGE_PLURALS.contains(&word)
}

pub(super) fn is_fraction(word: &str) -> bool {
    FRACTIONS.contains(&word)
}

pub(super) fn is_ordinal(word: &str) -> bool {
    ORDINALS.contains(&word)
}

pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

pub(super) fn is_percent(word: &str) -> bool {
    PERCENTS.contains(&word)
}

pub(super) fn is_currency_code(word: &str) -> bool {
    CURRENCIES.contains(&word)
}

/// Words before a quantity that bound or blur it, longest first where one ends with another.
#[rustfmt::skip]
pub(super) const MODIFIERS: &[&[&str]] = &[
    &["no", "more", "than"], &["no", "fewer", "than"], &["no", "less", "than"],
    &["not", "more", "than"], &["slightly", "more", "than"], &["slightly", "less", "than"],
    &["a", "little", "over"], &["a", "total", "of"], &["a", "minimum", "of"],
    &["a", "maximum", "of"], &["as", "many", "as"], &["as", "much", "as"], &["as", "few", "as"],
    &["as", "little", "as"], &["a", "record"], &["a", "further"], &["an", "estimated"],
    &["an", "additional"], &["an", "average", "of"], &["more", "than"], &["less", "than"],
    &["fewer", "than"], &["greater", "than"], &["at", "least"], &["at", "most"], &["up", "to"],
    &["close", "to"], &["just", "over"], &["just", "under"], &["well", "over"],
    &["well", "above"], &["upwards", "of"], &["about"], &["around"], &["approximately"],
    &["approx"], &["roughly"], &["nearly"], &["almost"], &["over"], &["under"], &["some"],
    &["estimated"], &["above"], &["below"], &["another"], &["additional"], &["circa"], &["ca"],
    &["exactly"], &["precisely"], &["between"], &["nicht", "mehr", "als"], &["mehr", "als"],
    &["weniger", "als"], &["bis", "zu"], &["mindestens"], &["wenigstens"], &["höchstens"],
    &["maximal"], &["rund"], &["etwa"], &["ungefähr"], &["knapp"], &["fast"], &["über"],
    &["unter"], &["gut"], &["nahezu"], &["beinahe"], &["schätzungsweise"], &["insgesamt"],
    &["weitere"], &["zwischen"], &["plus", "de"], &["moins", "de"], &["près", "de"],
    &["au", "moins"], &["environ"], &["presque"], &["más", "de"], &["menos", "de"],
    &["al", "menos"], &["cerca", "de"], &["alrededor", "de"], &["casi"], &["unos"], &["unas"],
];

/// Modifiers that join two quantities with “and”.
pub(super) const BETWEEN: &[&str] = &["between", "zwischen"];

#[rustfmt::skip]
pub(super) const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "januar", "jänner", "februar", "märz", "mai", "juni", "juli",
    "oktober", "dezember", "okt", "dez", "janvier", "février", "mars", "avril", "juin", "juillet",
    "août", "septembre", "octobre", "novembre", "décembre", "enero", "febrero", "marzo", "abril",
    "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
];

/// Words before a number that make it a name.
#[rustfmt::skip]
pub(super) const NAMERS: &[&str] = &[
    "no", "nr", "number", "article", "section", "chapter", "page", "room", "row", "flight", "route",
    "highway", "resolution", "part", "figure", "table", "phase", "type", "pier", "berth", "gate",
    "channel", "artikel", "kapitel", "seite", "absatz", "nummer", "paragraf", "teil",
];

/// Words before a small number that make it a way of pointing: “the two leaders”.
#[rustfmt::skip]
pub(super) const DETERMINERS: &[&str] = &[
    "the", "this", "that", "every", "each", "any", "these", "those", "both", "his", "her",
    "their", "its", "our", "no", "diese", "dieser", "die", "der", "den", "beiden",
];

/// Words after a number that make it a time of day.
pub(super) const CLOCK: &[&str] = &["am", "pm", "a.m", "p.m", "uhr", "o’clock", "o'clock", "gmt", "utc", "est", "cet"];

/// Words at which the noun phrase after a number ends.
#[rustfmt::skip]
const STOPS: &[&str] = &[
    "the", "a", "an", "of", "in", "on", "at", "to", "for", "from", "with", "by", "and", "or",
    "but", "as", "than", "that", "which", "who", "whom", "whose", "while", "when", "where",
    "because", "since", "after", "before", "during", "until", "till", "about", "over", "under",
    "into", "onto", "per", "via", "if", "is", "are", "was", "were", "be", "been", "being", "has",
    "have", "had", "will", "would", "can", "could", "may", "might", "must", "should", "shall",
    "do", "does", "did", "not", "no", "he", "she", "it", "they", "we", "you", "i", "his", "her",
    "its", "their", "our", "this", "these", "those", "there", "here", "now", "then", "ago",
    "later", "earlier", "so", "said", "says", "say", "told", "remain", "remained", "came", "went",
    "left", "died", "fled", "took", "made", "became", "between", "against", "among", "across",
    "near", "off", "out", "up", "down", "around", "within", "without", "through", "according",
    "also", "regarding", "including", "amid", "despite", "yesterday", "today", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "sind", "ist", "war",
    "waren", "wurden", "werden", "wird", "haben", "hatte", "der", "die", "das", "dem", "den",
    "des", "und", "oder", "von", "vom", "mit", "für", "auf", "nach", "bei", "im", "zu", "zum",
    "zur", "aus", "seit", "als", "auch", "nicht", "sich", "eine", "einer", "ein", "einen", "de",
    "del", "du", "la", "le", "les", "el", "los", "las", "en", "et", "y", "ont", "sont", "que",
    "qui", "dans", "sur", "pour", "para", "por", "con", "fue", "fueron",
];
/// Plural or uncountable nouns that do not end with s.
#[rustfmt::skip]
const HEADS: &[&str] = &[
    "people", "men", "women", "children", "police", "personnel", "staff", "crew", "cattle",
    "sheep", "fish", "aircraft", "livestock", "feet", "teeth", "mice", "media", "data",
    "servicemen", "servicewomen", "policemen", "fishermen", "lawmen", "gunmen", "troops",
    "casualties", "euro", "yen", "yuan", "won", "km", "kg", "g", "cm", "mm", "m", "mph", "kph",
    "mw", "gw", "kwh", "gb", "tb", "mb", "hectare", "dead", "deaths", "alumni", "criteria",
    "youth", "infantry", "artillery", "military", "prisoners", "bpd", "rpm", "°c",
];
#[rustfmt::skip]
const NO_HEADS: &[&str] = &[
    "previous", "various", "religious", "serious", "dangerous", "famous", "anonymous", "is",
    "was", "us", "this",
];
/// What may follow a counted noun, or stand for it: “46,000 killed”.
#[rustfmt::skip]
const STATES: &[&str] = &[
    "killed", "wounded", "injured", "dead", "missing", "displaced", "arrested", "detained",
    "hurt", "homeless", "hospitalized", "evacuated", "total", "infected", "stranded",
    "unemployed", "captured", "verletzt", "tot", "getötet", "vermisst",
];
/// Adjectives of measure after their unit: “three years old”.
#[rustfmt::skip]
const MEASURES: &[&str] = &[
    "old", "long", "high", "wide", "deep", "tall", "thick", "square", "alt", "lang", "hoch",
    "breit", "tief", "celsius",
];
#[rustfmt::skip]
const RATE_NOUNS: &[&str] = &[
    "year", "month", "week", "day", "night", "hour", "minute", "second", "barrel", "ton", "tonne",
    "person", "head", "litre", "liter", "gallon", "share", "capita", "kilo", "kilogram", "mile",
    "jahr", "monat", "woche", "tag", "stunde", "kopf", "tonne",
];
#[rustfmt::skip]
const RATES: &[&str] = &[
    "annually", "yearly", "monthly", "weekly", "daily", "hourly", "jährlich", "monatlich",
    "täglich",
];

pub(super) fn is_stop(word: &str) -> bool {
    STOPS.contains(&word)
}

/// Tells whether an English word can be the noun that is counted.
pub(super) fn is_plural_head(word: &str) -> bool {
    let plural = word.len() > 3 && word.ends_with('s') && !["ss", "us", "is", "'s", "’s"].iter().any(|end| word.ends_with(end));
    !NO_HEADS.contains(&word) && (plural || HEADS.contains(&word))
}

pub(super) fn is_state(word: &str) -> bool {
    STATES.contains(&word)
}

pub(super) fn is_measure(word: &str) -> bool {
    MEASURES.contains(&word)
}

pub(super) fn is_rate_noun(word: &str) -> bool {
    RATE_NOUNS.contains(&word)
}

pub(super) fn is_rate(word: &str) -> bool {
    RATES.contains(&word)
}
