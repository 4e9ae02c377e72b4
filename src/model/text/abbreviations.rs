//! Words that end with a full stop without ending a sentence, by language.
//!
//! The lists were written for this project from common newspaper usage; they hold the form before the last full stop,
//! in lower case.

/// Before a name or a noun; a sentence never ends with them.
#[rustfmt::skip]
const BEFORE_NAME: &[&str] = &[
    // English
    "mr", "mrs", "ms", "mx", "messrs", "dr", "prof", "gen", "lt", "col", "sgt", "capt", "cpl",
    "maj", "pvt", "adm", "cmdr", "sen", "rep", "gov", "rev", "hon", "supt", "insp", "det", "amb",
    "pres", "st", "mt", "vs", "cf", "viz", "approx", "dept", "univ", "assn", "asst", "e.g",
    "i.e", "al",
    // German
    "fr", "dipl", "ing", "bzw", "ca", "evtl", "ggf", "inkl", "exkl", "sog", "vgl", "zzgl",
    "bspw", "geb", "gest", "ehem", "einschl", "insb", "z.b", "d.h", "u.a", "o.ä", "i.d.r",
    "z.t",
    // French, Spanish, Italian, Portuguese
    "mm", "mme", "mlle", "sra", "srta", "sres", "dra", "ud", "uds", "d.ª", "sig", "dott",
    "avv", "ing", "exmo",
];

/// Before a number; else they are words of their own.
#[rustfmt::skip]
const BEFORE_NUMBER: &[&str] = &[
    "no", "nos", "nr", "núm", "art", "arts", "abs", "fig", "vol", "ch", "sec", "par", "pp", "pg",
    "p", "s", "tel", "av", "bd", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
    "oct", "okt", "nov", "dec", "dez", "kap", "ziff", "op", "§",
];

/// They may end a sentence: whether they do is told by the word after them.
#[rustfmt::skip]
const MAYBE_LAST: &[&str] = &[
    // English
    "inc", "corp", "co", "ltd", "llc", "plc", "jr", "sr", "bros", "etc", "esq", "ave", "blvd",
    "rd", "sq", "hwy", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "tue", "tues", "thu",
    "thurs", "fri", "calif", "fla", "conn", "pa", "tenn", "mich", "minn", "colo", "ariz", "ala",
    "okla", "va", "wis", "md", "ga", "ph.d", "a.m", "p.m", "u.s", "u.k", "u.n", "e.u", "d.c",
    "u.s.a", "hr", "hrs", "yr", "yrs", "sec", "ft", "lbs", "oz",
    // German
    "usw", "usf", "etc", "str", "mio", "mrd", "tsd", "std", "gmbh", "u.v.m", "u.ä", "v.chr",
    "n.chr", "chr", "jh", "jhd",
    // Spanish, French
    "ee.uu", "s.a", "apr", "cie", "hab",
];

/// Words that, written with a capital, begin a sentence and are no part of a name.
#[rustfmt::skip]
const STARTERS: &[&str] = &[
    // English
    "the", "a", "an", "he", "she", "it", "they", "we", "you", "i", "his", "her", "its", "their",
    "our", "my", "this", "that", "these", "those", "there", "but", "and", "or", "so", "yet", "in",
    "on", "at", "as", "if", "when", "while", "after", "before", "since", "for", "from", "with",
    "by", "to", "what", "who", "how", "why", "where", "however", "meanwhile", "according",
    "although", "though", "because", "until", "both", "some", "many", "most", "all", "no", "not",
    "one", "two", "last", "earlier", "later", "now", "then", "also", "under", "during", "despite",
    "asked", "speaking", "officials", "police",
    // German
    "der", "die", "das", "ein", "eine", "er", "sie", "es", "wir", "ihr", "und", "aber", "doch",
    "im", "am", "bei", "mit", "nach", "seit", "zu", "für", "auf", "wie", "wenn", "als", "dies",
    "diese", "dieser", "dabei", "dort", "auch",
    // French, Spanish
    "le", "la", "les", "il", "elle", "ils", "un", "une", "el", "los", "las", "una", "pero",
    "mais", "en", "y", "et",
];

/// Nouns after a German ordinal number (“3. Oktober”), whose full stop ends nothing.
#[rustfmt::skip]
const AFTER_ORDINAL: &[&str] = &[
    "januar", "jänner", "februar", "märz", "april", "mai", "juni", "juli", "august", "september",
    "oktober", "november", "dezember", "jahrhundert", "jahrhunderts", "jahrestag", "weltkrieg",
    "geburtstag", "stock", "mal", "tag", "platz", "lebensjahr", "klasse",
];

/// Tells whether the full stop after `word` belongs to the word, given the text after the stop and its white space.
pub(super) fn stop_belongs_to(word: &str, rest: &str) -> bool {
    let lower = word.to_lowercase();
    let listed = |list: &[&str]| list.contains(&lower.as_str());
    let after = first_word(rest);
    if listed(BEFORE_NAME) || after.starts_with(char::is_numeric) && listed(BEFORE_NUMBER) {
        return true;
    }
    if is_initial(word) || is_dotted(word) || listed(MAYBE_LAST) {
        return !STARTERS.contains(&after.as_str()) && (is_initial(word) || !opens_speech(rest));
    }
    is_ordinal(word) && AFTER_ORDINAL.contains(&after.as_str()) || is_letter_pair(word, &after)
}

fn first_word(rest: &str) -> String {
    let start = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    start.chars().take_while(|c| c.is_alphanumeric()).take(20).flat_map(char::to_lowercase).collect()
}

fn opens_speech(rest: &str) -> bool {
    rest.strip_prefix(['“', '"', '„', '«', '‘']).is_some_and(|inside| inside.trim_start().starts_with(char::is_uppercase))
}

/// “z. B.”, “d. h.”, “u. a.”: a lower-case letter before another letter.
fn is_letter_pair(word: &str, after: &str) -> bool {
    word.chars().count() == 1 && word.chars().all(char::is_lowercase) && after.chars().count() == 1
}

/// A single capital: “J. K. Rowling”, “George W. Bush”.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// Letters parted by full stops: “U.S”, “a.m”, “z.B”, “Ph.D”.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
}

fn is_ordinal(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
}
