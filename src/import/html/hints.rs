//! What the name of an element, its classes and its id say it is for.
//!
//! Only general words count, those that the makers of pages use everywhere; nothing is keyed to a site.

use super::kind::Kind;
use dom_query::{Element, local_name};

/// Why an element is taken to stand outside the article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Hint {
    pub kind: Kind,
    /// The word that says so: of its classes or id, or the name of the element.
    pub word: &'static str,
}

impl Hint {
    /// Whether a part that is what it says holds links.
    pub fn is_of_links(&self) -> bool {
        matches!(
            self.word,
            "toc" | "menu" | "submenu" | "breadcrumb" | "breadcrumbs" | "crumbs" | "pagination" | "pager" | "paging" | "sitemap"
        )
    }
}

/// What an element says about itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Role {
    /// What it is for when it is no part of the article.
    pub outside: Option<Hint>,
    /// It says that it holds the article's text.
    pub is_body: bool,
    /// It is marked up as the text by schema.org.
    pub is_article_body: bool,
    /// It says that it holds the line below the headline.
    pub is_deck: bool,
    /// It leads to other articles if there are links in it.
    pub is_teaser: bool,
    /// It is a field to write in.
    pub is_field: bool,
}

/// Words of classes and ids, by what they say a part of a page is for.
const WORDS: [(Kind, &[&str]); 9] = [
    (
        Kind::Navigation,
        &[
            "nav",
            "navbar",
            "navigation",
            "menu",
            "submenu",
            "breadcrumb",
            "breadcrumbs",
            "crumbs",
            "topbar",
            "masthead",
            "toolbar",
            "pagination",
            "pager",
            "paging",
            "sitemap",
            "toc",
            "footer",
            "foot",
            "colophon",
            "skip",
            "navi",
            "sidebar",
            "aside",
            "rail",
            "secondary",
            "complementary",
            "social",
            "share",
            "sharing",
            "shares",
            "sharedaddy",
            "addthis",
            "addtoany",
            "sns",
            "sharebar",
        ],
    ),
    (
        Kind::Promotion,
        &[
            "promo",
            "promos",
            "promotion",
            "ad",
            "ads",
            "advert",
            "adverts",
            "advertisement",
            "advertising",
            "sponsor",
            "sponsored",
            "newsletter",
            "newsletters",
            "subscribe",
            "subscription",
            "signup",
            "cta",
            "donate",
            "donation",
            "banner",
            "popup",
            "modal",
            "overlay",
            "cookie",
            "cookies",
            "consent",
            "gdpr",
            "optin",
            "adsense",
            "dfp",
            "advertorial",
        ],
    ),
    (
        Kind::Related,
        &[
            "related",
            "relatedposts",
            "recommended",
            "recommend",
            "recommendations",
            "recommendation",
            "popular",
            "trending",
            "recirc",
            "recirculation",
            "outbrain",
            "taboola",
            "promoted",
            "readmore",
            "suggested",
            "similar",
        ],
    ),
    (Kind::Comments, &["comment", "comments", "commentlist", "disqus", "respond", "livefyre", "commentform"]),
    (Kind::Byline, &["byline", "meta", "author", "authors", "bio", "dateline", "timestamp", "postmeta"]),
    (Kind::Caption, &["caption", "captions", "figcaption", "credit"]),
    (Kind::Tags, &["tags", "taglist", "tagcloud", "keywords", "hashtags"]),
    (Kind::Disclaimer, &["disclaimer", "copyright"]),
    (Kind::Other, &["references", "bibliography", "footnotes"]),
];

/// The same for words that are written together with others.
const PARTS: [(&str, Kind); 12] = [
    ("comment", Kind::Comments),
    ("newsletter", Kind::Promotion),
    ("sidebar", Kind::Navigation),
    ("breadcrumb", Kind::Navigation),
    ("advert", Kind::Promotion),
    ("related", Kind::Related),
    ("disqus", Kind::Comments),
    ("footer", Kind::Navigation),
    ("cookie", Kind::Promotion),
    ("gdpr", Kind::Promotion),
    ("subscribe", Kind::Promotion),
    ("sharing", Kind::Navigation),
];

/// Words that also describe what a page or an article has beside its text, and so say little on a part that holds both.
const WEAK: [&str; 17] = [
    "sidebar",
    "aside",
    "rail",
    "secondary",
    "banner",
    "menu",
    "nav",
    "navigation",
    "share",
    "social",
    "author",
    "cookie",
    "cookies",
    "comments",
    "comment",
    "ad",
    "ads",
];

/// Words of parts that hold the article, whatever else.
const CONTENT: [&str; 6] = ["main", "article", "story", "articlebody", "enabled", "content"];

/// Words that turn the next one round: “no-sidebar”, “with-comments”.
const TURNING: [&str; 6] = ["no", "has", "with", "without", "is", "not"];

/// Two words in a row, or one, with which pages name the part that holds the text.
const BODY: [(&str, &str); 17] = [
    ("article", "body"),
    ("entry", "content"),
    ("post", "content"),
    ("post", "body"),
    ("story", "body"),
    ("article", "content"),
    ("article", "text"),
    ("story", "text"),
    ("body", "copy"),
    ("article", "copy"),
    ("content", "body"),
    ("single", "content"),
    ("rich", "text"),
    ("articlebody", ""),
    ("storybody", ""),
    ("articletext", ""),
    ("storytext", ""),
];

const DECK: [&str; 18] = [
    "deck",
    "dek",
    "standfirst",
    "subtitle",
    "subheadline",
    "subhead",
    "excerpt",
    "summary",
    "lead",
    "lede",
    "intro",
    "description",
    "abstract",
    "teaser",
    "kicker",
    "subheading",
    "chapo",
    "vorspann",
];

/// What an element says about itself.
pub(super) fn role(element: &Element) -> Role {
    let name = &*element.name.local;
    if matches!(name, "html" | "body") {
        return Role::default();
    }
    let words = words_of(element);
    let is_body = has_body_words(&words) || value(element, "class").split_ascii_whitespace().any(|class| class == "entry");
    Role {
        outside: outside(name, &words),
        is_body,
        is_article_body: value(element, "itemprop").contains("articleBody"),
        is_deck: words.iter().any(|word| DECK.contains(&word.as_str())),
        is_field: name == "input" && matches!(value(element, "type"), "" | "text" | "email" | "search" | "tel"),
        is_teaser: words.iter().any(|word| word == "teaser" || word == "teasers"),
    }
}

fn value<'a>(element: &'a Element, name: &str) -> &'a str {
    element.attrs.iter().find(|attribute| &*attribute.name.local == name).map_or("", |attribute| &attribute.value)
}

fn words_of(element: &Element) -> Vec<String> {
    let mut words = Vec::new();
    for attribute in &element.attrs {
        if matches!(attribute.name.local, local_name!("class") | local_name!("id") | local_name!("role")) {
            split(&attribute.value, &mut words);
        }
    }
    words
}

/// Splits at what is no letter or digit, and where a capital or a digit begins another word.
fn split(name: &str, words: &mut Vec<String>) {
    let class = |c: char| match c {
        'a'..='z' => 1,
        'A'..='Z' => 2,
        '0'..='9' => 3,
        _ => 0,
    };
    let mut word = String::new();
    let mut last = 0;
    for c in name.chars().chain([' ']) {
        let this = class(c);
        if this == 1 && last == 2 && word.len() > 1 {
            let capital = word.pop();
            words.push(std::mem::take(&mut word));
            word.extend(capital);
        } else if this != last && !(this == 1 && last == 2) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if this > 0 {
            word.push(c.to_ascii_lowercase());
        }
        last = this;
    }
}

fn has_body_words(words: &[String]) -> bool {
    let is_body = |first: &str, next: &str| BODY.iter().any(|(a, b)| *a == first && (b.is_empty() || *b == next));
    let next = words.iter().skip(1).map(String::as_str).chain([""]);
    words.iter().zip(next).any(|(first, next)| is_body(first, next))
}

fn outside(name: &str, words: &[String]) -> Option<Hint> {
    let hint = |kind, word| Some(Hint { kind, word });
    let said = words_say(name, words);
    match name {
        "nav" => hint(Kind::Navigation, "nav"),
        "figcaption" => hint(Kind::Caption, "figcaption"),
        _ if words.iter().any(|word| word == "navigation") => hint(Kind::Navigation, "navigation"),
        "footer" => said.or(hint(Kind::Navigation, "footer")),
        "aside" => said.or(hint(Kind::Related, "aside")),
        "form" => said.or(hint(Kind::Promotion, "form")),
        "button" | "label" => said.or(hint(Kind::Promotion, "button")),
        "address" => said.or(hint(Kind::Byline, "address")),
        _ => said,
    }
}

/// What the words say, the first that says something.
fn words_say(name: &str, words: &[String]) -> Option<Hint> {
    let is_text = matches!(name, "p" | "span" | "h1" | "h2" | "h3" | "h4" | "li" | "strong" | "em" | "a");
    let holds_article = words.iter().any(|word| CONTENT.contains(&word.as_str()) || TURNING.contains(&word.as_str()));
    let before = [""].into_iter().chain(words.iter().map(String::as_str));
    let straight = || before.clone().zip(words).filter(|(before, _)| !TURNING.contains(before)).map(|(_, word)| word.as_str());
    let is_weak = |word: &str| (is_text || holds_article) && WEAK.contains(&word);
    let said =
        straight().filter(|word| !is_weak(word)).find_map(|word| whole(word).or_else(|| if is_text { None } else { part(word) }));
    let leads_on = || straight().any(|word| word == "next") && straight().any(|word| matches!(word, "prev" | "previous"));
    said.or_else(|| leads_on().then_some(Hint { kind: Kind::Related, word: "next" }))
}

fn whole(word: &str) -> Option<Hint> {
    WORDS.iter().find_map(|(kind, words)| words.iter().find(|known| **known == word).map(|word| Hint { kind: *kind, word }))
}

fn part(word: &str) -> Option<Hint> {
    PARTS.iter().find(|(part, _)| word.contains(part)).map(|(word, kind)| Hint { kind: *kind, word })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_words() {
        let mut words = Vec::new();
        split("articleBody js-HTMLView col2 _x", &mut words);
        assert_eq!(words, ["article", "body", "js", "html", "view", "col", "2", "x"]);
    }

    #[test]
    fn words_say_what_a_part_is_for() {
        let said =
            |words: &[&str]| words_say("div", &words.iter().map(ToString::to_string).collect::<Vec<_>>()).map(|hint| hint.kind);
        assert_eq!(said(&["related", "posts"]), Some(Kind::Related));
        assert_eq!(said(&["no", "sidebar"]), None);
        assert_eq!(said(&["article", "with", "sidebar"]), None);
        assert_eq!(said(&["usercomments", "list"]), Some(Kind::Comments));
        assert_eq!(said(&["wrapper"]), None);
    }
}
