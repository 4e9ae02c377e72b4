//! Names in a text: runs of capitalised words, without titles before them and without words that only begin a sentence.

use std::ops::Range;

use crate::model::text::slice;

/// Small words that may stand between the capitalised words of a name.
const JOINTS: &[&str] =
    &["de", "da", "di", "du", "del", "della", "van", "von", "der", "den", "zu", "al", "el", "bin", "ibn", "la", "le", "of", "y"];

/// Words that begin with a capital and are no part of a name.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "the", "a", "an", "this", "that", "these", "those", "he", "she", "it", "they", "we", "you", "i", "his", "her", "its", "their",
    "our", "my", "but", "and", "or", "so", "yet", "if", "when", "while", "where", "what", "who", "why", "how", "as", "at", "by",
    "for", "from", "in", "into", "of", "on", "to", "with", "without", "after", "before", "during", "since", "until", "although",
    "though", "because", "however", "meanwhile", "also", "then", "there", "here", "now", "not", "no", "yes", "one", "two", "three",
    "some", "many", "most", "all", "both", "each", "every", "any", "other", "others", "another", "more", "less", "about", "over",
    "under", "according", "earlier", "later", "last", "next", "asked", "speaking", "is", "are", "was", "were", "has", "have", "had",
    "will", "would", "can", "could", "may", "might", "should", "do", "does", "did", "let", "photo", "image", "read", "see", "watch",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "june",
    "july", "august", "september", "october", "november", "december", "der", "die", "das", "ein", "eine", "er", "sie", "es", "wir",
    "ich", "aber", "und", "im", "in", "am", "an", "auf", "bei", "mit", "nach", "von", "vor", "zu", "laut", "selon", "según", "le",
    "la", "les", "un", "une", "il", "elle", "ils", "el", "los", "las", "dans", "en", "et", "y", "mais", "pero",
];

/// Titles, which stand before names.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "president", "vice", "prime", "minister",
    "chancellor", "governor", "gov", "senator", "sen", "representative", "rep", "mayor", "king", "queen", "prince", "princess",
    "pope", "cardinal", "bishop", "general", "gen", "colonel", "col", "captain", "capt", "major", "lieutenant", "lt", "sergeant",
    "sgt", "admiral", "chief", "secretary", "foreign", "defence", "defense", "finance", "interior", "spokesman", "spokeswoman",
    "spokesperson", "director", "chairman", "chairwoman", "judge", "justice", "ambassador", "deputy", "us", "uk", "eu", "herr",
    "frau", "präsident", "präsidentin", "ministerpräsident", "bundeskanzler", "kanzler", "monsieur", "madame", "señor", "señora",
];

struct Word {
    range: Range<usize>,
    is_capital: bool,
    /// Lower case.
    plain: String,
    /// Whether only a space, or the stop of a short form, lies between it and the word before.
    follows: bool,
    /// “Ruiz’s”.
    is_possessive: bool,
}

/// Returns the names in `range` of `text`, in order, each without the titles before it.
pub fn names(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let words = words(text, range);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let run = run_from(&words, at);
        let title = |word: &Word| TITLES.contains(&word.plain.as_str());
        let named = words.iter().take(run).skip(at).skip_while(|word| title(word));
        let mut named = named.map(|word| word.range.clone());
        if let Some(first) = named.next() {
            let last = named.last().unwrap_or_else(|| first.clone());
            found.push(first.start..last.end);
        }
        at = run.max(at + 1);
    }
    found
}

/// The end of the run of capitalised words that begins at a word; the same place when none does.
fn run_from(words: &[Word], at: usize) -> usize {
    let is_part = |word: &Word| word.is_capital && !NO_NAMES.contains(&word.plain.as_str());
    let mut end = at;
    while let Some(word) = words.get(end) {
        if end > at && (!word.follows || words.get(end - 1).is_some_and(|before| before.is_possessive)) {
            break;
        }
        if is_part(word) {
            end += 1;
            continue;
        }
        // “Bank of England”, “Ursula von der Leyen”.
        let is_joint = |word: &Word| word.follows && JOINTS.contains(&word.plain.as_str());
        let joints = words.iter().skip(end).take(2).take_while(|word| is_joint(word)).count();
        let goes_on = words.get(end + joints).is_some_and(|next| next.follows && is_part(next));
        if end == at || joints == 0 || !goes_on {
            break;
        }
        end += joints + 1;
    }
    end
}

fn words(text: &str, range: Range<usize>) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let inside = slice(text, range.clone());
    let mut rest = inside;
    while let Some(start) = rest.find(char::is_alphabetic) {
        let from = range.start + inside.len() - rest.len() + start;
        let tail = slice(text, from..range.end);
        let length = word_length(tail);
        let whole = slice(tail, 0..length);
        let stem = whole.strip_suffix("’s").or_else(|| whole.strip_suffix("'s")).unwrap_or(whole);
        let gap = found.last().map(|before| (before, slice(text, before.range.end..from)));
        let follows = gap.is_some_and(|(before, gap)| {
            let short = before.range.len() <= 4 && before.is_capital && gap == ". ";
            short || matches!(gap, " " | "\u{a0}")
        });
        found.push(Word {
            range: from..from + stem.len(),
            is_capital: stem.starts_with(char::is_uppercase),
            plain: stem.to_lowercase(),
            follows,
            is_possessive: stem.len() < whole.len(),
        });
        rest = slice(tail, length..tail.len());
    }
    found
}

/// Letters and digits, with apostrophes and hyphens between them.
fn word_length(tail: &str) -> usize {
    let mut chars = tail.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '\'' | '’' | '-' | '‑') && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let is_sign = matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}');
        if !c.is_alphanumeric() && !is_sign && !joins {
            return at;
        }
    }
    tail.len()
}

#[cfg(test)]
mod tests {
    use super::names;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = names(text, 0..text.len()).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn runs_of_capitalised_words_are_names() {
        check("The strike began when Ana Ruiz met Ben Okafor-Lund.", &["Ana Ruiz", "Ben Okafor-Lund"]);
        check("But the Bank of Meridia and Ursula von der Lund agreed on Monday.", &["Bank of Meridia", "Ursula von der Lund"]);
        check("Ruiz’s answer reached O'Brien", &["Ruiz", "O'Brien"]);
        check("nobody came", &[]);
    }

    #[test]
    fn titles_are_left_out() {
        check("President Lund and Mr. Ruiz wrote to Prime Minister Ana Sund.", &["Lund", "Ruiz", "Ana Sund"]);
        check("The President left.", &[]);
    }
}
