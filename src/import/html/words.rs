//! What the words of a line say of it: how many there are, whether it is prose, and what only the frame of a page says.

use super::kind::Kind;

/// How many words there are; scripts without blanks count three letters for one.
pub(super) fn count(text: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let runs = text.split(|c| !is_word(c)).filter(|run| !run.is_empty()).count();
    runs + text.chars().filter(|c| is_unspaced(*c)).count() / 3
}

fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{0E00}'..='\u{0E7F}')
}

/// Whether a sentence ends at the end of a line.
pub(super) fn ends_sentence(text: &str) -> bool {
    let is_closing = |c: char| matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']');
    let text = text.trim_end_matches(is_closing);
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', ':', ';'])
}

/// How much prose a line holds, in words: whole sentences, or many words, and few of them links.
pub(super) fn prose(text: &str, words: usize, linked: f64) -> f64 {
    let counted = f64::from(u32::try_from(words.min(120)).unwrap_or(120));
    if linked < 0.5 && words >= 8 && ends_sentence(text) {
        counted * (1.0 - linked)
    } else if linked < 0.3 && words >= 15 {
        counted * 0.7
    } else {
        0.0
    }
}

/// How lines begin that only the frame of a page has, in small letters, in the languages that most pages of news are in.
const BEGINNINGS: [(Kind, &[&str]); 8] = [
    (
        Kind::Related,
        &[
            "read more",
            "read next",
            "read also",
            "read full",
            "see also",
            "see more",
            "also read",
            "more from",
            "more on",
            "more about",
            "more stories",
            "more news",
            "more in ",
            "recommended",
            "you may also",
            "you might also",
            "don't miss",
            "don’t miss",
            "continue reading",
            "story continues",
            "article continues",
            "mehr zum",
            "mehr lesen",
            "mehr dazu",
            "lesen sie",
            "das könnte",
            "auch interessant",
            "lire aussi",
            "à lire",
            "sur le même",
            "leia também",
            "leia mais",
            "veja também",
            "veja mais",
            "lea también",
            "te puede",
        ],
    ),
    (
        Kind::Navigation,
        &[
            "share this",
            "share on",
            "share via",
            "pin it",
            "follow us",
            "follow me",
            "follow the",
            "follow @",
            "like us",
            "like this",
            "click here",
            "scroll",
            "table of contents",
            "in this article",
            "loading",
            "newer post",
            "older post",
            "back to top",
            "view original",
            "report an error",
            "reprints",
            "teilen",
            "artikel teilen",
            "artikel drucken",
            "artikel bewerten",
            "compart",
        ],
    ),
    (
        Kind::Promotion,
        &[
            "subscribe",
            "sign up",
            "newsletter",
            "advertise ",
            "advertisement -",
            "advertisement:",
            "anzeige -",
            "anzeige:",
            "anzeige –",
            "sponsored",
            "join the",
            "download our",
            "download the",
            "watch:",
            "listen:",
            "publicité",
            "publicidad",
        ],
    ),
    (
        Kind::Caption,
        &[
            "photo by",
            "photo credit",
            "photo:",
            "photo courtesy",
            "photos by",
            "photos:",
            "image by",
            "image credit",
            "image:",
            "image source",
            "image courtesy",
            "images:",
            "credit:",
            "getty images",
            "foto:",
            "bild:",
            "quelle:",
        ],
    ),
    (Kind::Disclaimer, &["©", "copyright", "all rights reserved"]),
    (Kind::Tags, &["filed under", "tag:", "tags:", "tagged", "category:", "categories:", "schlagw", "etiquetas", "source:"]),
    (
        Kind::Byline,
        &[
            "posted in",
            "posted by",
            "posted on",
            "published",
            "last updated",
            "last modified",
            "updated",
            "written by",
            "about the author",
        ],
    ),
    (Kind::Comments, &["leave a comment", "leave a reply", "view all comments", "view comments", "kommentar"]),
];

/// The same for lines that say nothing else.
const WHOLE: [(Kind, &[&str]); 4] = [
    (
        Kind::Related,
        &[
            "up next",
            "related",
            "related articles",
            "related posts",
            "related stories",
            "related news",
            "related content",
            "related links",
            "related topics",
        ],
    ),
    (
        Kind::Navigation,
        &[
            "share",
            "tweet",
            "print",
            "email",
            "save",
            "contents",
            "previous",
            "next",
            "previous article",
            "next article",
            "previous post",
            "next post",
        ],
    ),
    (Kind::Promotion, &["advert", "adverts", "advertisement", "advertisements", "anzeige", "werbung"]),
    (Kind::Other, &["sources", "references", "source", "reference"]),
];

/// What a line is when it says what only the frame of a page says.
pub(super) fn of_frame(text: &str) -> Option<Kind> {
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '@');
    let start = start.get(..start.floor_char_boundary(120)).unwrap_or(start).to_lowercase();
    let whole = start.trim_end_matches([':', ' ', '.', '>', '»', '→', '…']);
    let begins = BEGINNINGS.iter().find(|(_, beginnings)| beginnings.iter().any(|beginning| start.starts_with(beginning)));
    let says = || WHOLE.iter().find(|(_, lines)| lines.contains(&whole));
    let follows = || (start.starts_with("follow ") && start.contains(" on ")).then_some(Kind::Navigation);
    let comments = || is_number_of_comments(whole).then_some(Kind::Comments);
    begins
        .map(|(kind, _)| *kind)
        .or_else(|| says().map(|(kind, _)| *kind))
        .or_else(follows)
        .or_else(comments)
        .or_else(|| is_byline(text).then_some(Kind::Byline))
}

fn is_number_of_comments(line: &str) -> bool {
    let word = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    matches!(word, "comment" | "comments")
}

/// What only an invitation says, wherever in the line: to follow, to write in, to see what else there is.
const INVITATIONS: [&str; 22] = [
    "click here",
    "your inbox",
    "follow us ",
    "follow me ",
    "follow our ",
    "full coverage of",
    "our sister site",
    "a paid subscriber",
    "subscribe to our",
    "subscribe now",
    "sign up for our",
    "join our ",
    "leave us a review",
    "rate and review",
    "letters to the editor",
    "our latest episode",
    "folgen sie uns",
    "abonnieren sie",
    "suivez-nous",
    "abonnez-vous",
    "suscríbete",
    "síguenos",
];

/// What one signs up for, in many languages, and what is said with it.
const LISTS: [&str; 2] = ["newsletter", "mailing list"];
const SIGNING: [&str; 11] =
    ["sign up", "subscrib", "get a ", "get the ", "join", "receive", "this newsletter", "abonn", "inscr", "suscri", "anmeld"];

/// Whether a line with links in it invites to something that the outlet offers. What somebody is quoted with does not.
pub(super) fn is_invitation(text: &str) -> bool {
    if is_quoting(text) {
        return false;
    }
    let text = text.to_lowercase();
    let has = |some: &[&str]| some.iter().any(|words| text.contains(words));
    has(&INVITATIONS) || (has(&LISTS) && has(&SIGNING)) || text.starts_with("follow @") || text.starts_with("listen to ")
}

fn is_quoting(text: &str) -> bool {
    text.contains(['"', '“', '„', '«'])
}

/// What a page says when something went well or wrong with it.
const MESSAGES: [&str; 10] = [
    "please try again",
    "couldn't find a match",
    "couldn’t find a match",
    "thank you for completing",
    "thank you for subscribing",
    "oops! something went wrong",
    "an error has occurred",
    "your browser does not support",
    "enable javascript",
    "scroll to the right",
];

/// Whether a line tells how the page is doing, and nobody says so.
pub(super) fn is_message(text: &str) -> bool {
    if is_quoting(text) {
        return false;
    }
    let text = text.to_lowercase();
    MESSAGES.iter().any(|words| text.contains(words))
}

/// Whether a line begins with a mark that points at something else.
pub(super) fn points(text: &str) -> bool {
    ["👉", "➡", "→", "»", "›", ">", "▶", "►", "⇒"].iter().any(|mark| text.trim_start().starts_with(mark))
}

/// Whether a line is there to part what stands above it from what stands below.
pub(super) fn is_rule(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next().filter(|c| matches!(c, '*' | '-' | '_' | '=' | '~' | '#' | '•' | '—' | '–' | '⁂'))
    else {
        return false;
    };
    marks.by_ref().take_while(|c| *c == first).count() >= 2 && marks.next().is_none()
}

/// Who else wrote an article.
pub(super) fn is_credit(text: &str) -> bool {
    text.contains("contributed to this") || text.contains("contributed reporting")
}

/// Whether a line says when and where an article appeared, with marks between one thing and the next: “Jane Doe | 4 May 2026”.
pub(super) fn is_dateline(text: &str) -> bool {
    let mut parts = text.split(['|', '•', '·']).map(str::trim);
    let is_name = |part: &str| part.contains(char::is_alphabetic) && !part.contains(|c: char| c.is_ascii_digit());
    parts.clone().any(is_date) && parts.any(is_name)
}

/// Whether a few words are a date.
pub(super) fn is_date(text: &str) -> bool {
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty());
    text.split_whitespace().count() <= 6 && numbers.clone().any(is_year) && numbers.any(|number| number.len() <= 2)
}

/// Whether a line is an address of the web.
pub(super) fn is_address(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    ["http:", "https:", "www"].iter().any(|beginning| start.starts_with(beginning))
}

/// “By Jane Doe”, and nothing else.
fn is_byline(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let is_by = words.next().is_some_and(|word| word.eq_ignore_ascii_case("by"));
    let names: Vec<&str> = words.collect();
    is_by && (2..=4).contains(&names.len()) && names.iter().all(|name| name.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(count("The crane, at 3 p.m."), 6);
        assert_eq!(count("港のクレーンは止まった。"), 1 + 11 / 3);
        assert_eq!(count(" — "), 0);
    }

    #[test]
    fn invitations_are_told_from_what_somebody_says() {
        assert!(is_invitation("Want more of the harbour? Sign up for our newsletter here."));
        assert!(is_invitation("Jetzt anmelden: der Newsletter vom Hafen"));
        assert!(!is_invitation("“Click here and it opens,” the lock keeper said, in his newsletter."));
        assert!(!is_invitation("The lock keeper's newsletter has been read in every house for years."));
    }

    #[test]
    fn datelines_have_a_date_and_a_name() {
        assert!(is_dateline("Jo Tern | 4 May 2026 | Port"));
        assert!(is_dateline("On behalf of the board • May 4, 2026"));
        assert!(!is_dateline("4 May 2026 | 7 June 2026"));
        assert!(!is_dateline("The lock | the quay"));
        assert!(is_date("4 May 2026") && !is_date("The 4 cranes of pier 12"));
    }

    #[test]
    fn rules_are_marks_and_nothing_else() {
        assert!(is_rule("* * *") && is_rule("-----") && is_rule("___"));
        assert!(!is_rule("--") && !is_rule("*-*") && !is_rule("* The crane") && !is_rule(""));
    }

    #[test]
    fn what_only_a_frame_says_is_known() {
        let cases = [
            ("Read more: Harbour strike enters third day", Some(Kind::Related)),
            ("• Advertisement", Some(Kind::Promotion)),
            ("24 Comments", Some(Kind::Comments)),
            ("By Jane van Dyke", None),
            ("By Jane Dyke", Some(Kind::Byline)),
            ("Sources said the crane stood still.", None),
            ("© 2026 The Harbour Courier", Some(Kind::Disclaimer)),
        ];
        for (line, kind) in cases {
            assert_eq!(of_frame(line), kind, "{line}");
        }
    }
}
