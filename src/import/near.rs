//! Which articles tell nearly the same: the same story under another title, with other words around it.
//!
//! Of each article a sketch is kept (minwise hashes of its sequences of words, a byte each), so that the texts need not
//! be: what they have in common is estimated, within some five points of a hundred. Articles are compared only where a part
//! of their sketches is alike, so that finding all takes little more than sorting them.

use super::Near;
use crate::model::{Article, ArticleId, Span};
use rayon::prelude::*;
use std::collections::HashMap;

/// How many hashes a sketch has, and how many of them make a band: articles alike in one whole band are compared.
const HASHES: usize = 128;
const BAND: usize = 4;

/// How many words in sequence are hashed as one.
const SEQUENCE: usize = 4;

/// Shorter texts have too little to be told by, in sequences of words.
const FEWEST: usize = 12;

/// Of longer texts the first so many characters are compared.
const MOST: usize = 1_000_000;

/// From this similarity on, two articles are named.
const NEAR: f64 = 0.5;

/// With how many of those before it in a band an article is compared.
const COMPARED: usize = 4;

/// What is kept of an article.
#[derive(Clone, Copy)]
pub(super) struct Sketch([u8; HASHES]);

impl Sketch {
    /// The sketch of an article's body; none when there is too little of it.
    pub fn of(article: &Article) -> Option<Self> {
        let mut least = [u64::MAX; HASHES];
        let mut count = 0;
        sequences(article, |hash| {
            count += 1;
            if let Some(least) = least.get_mut((hash >> 57) as usize) {
                *least = hash.min(*least);
            }
        });
        (count >= FEWEST).then(|| Self::of_least(&least))
    }

    /// A hash that no sequence fell on is taken from another that is as good as random, the same for all articles.
    fn of_least(least: &[u64; HASHES]) -> Self {
        let mut sketch = [0; HASHES];
        for (at, hash) in sketch.iter_mut().enumerate() {
            let other = |attempt: u64| least.get((mixed(at as u64 ^ (attempt << 32)) >> 57) as usize).copied();
            let own = least.get(at).copied();
            let found = std::iter::once(own).chain((1..).map(other)).flatten().find(|least| *least != u64::MAX);
            *hash = found.map_or(0, |least| mixed(least) as u8);
        }
        Self(sketch)
    }

    /// Which share of their sequences two articles have in common, from 0 to 1.
    fn similarity(&self, other: &Self) -> f64 {
        let alike = self.0.iter().zip(&other.0).filter(|(one, other)| one == other).count();
        // One byte in 256 is alike by chance.
        let by_chance = 1.0 / 256.0;
        ((alike as f64 / HASHES as f64 - by_chance) / (1.0 - by_chance)).max(0.0)
    }

    fn band(&self, number: usize) -> u32 {
        let bytes = self.0.get(number * BAND..).and_then(|rest| rest.first_chunk()).copied();
        u32::from_le_bytes(bytes.unwrap_or_default())
    }
}

/// Spreads the bits of a number over all of it.
fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number ^ (number >> 32)
}

/// What makes the hash of a sequence depend on the order of its words.
const PLACES: [u64; SEQUENCE] = [0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0xFF51_AFD7_ED55_8CCD];

/// Hashes each sequence of words of an article's body, without regard to case and punctuation.
fn sequences(article: &Article, mut each: impl FnMut(u64)) {
    let mut last = [0_u64; SEQUENCE];
    let mut words = 0;
    let mut word = |hash: u64| {
        last.rotate_left(1);
        last[SEQUENCE - 1] = hash;
        words += 1;
        if words >= SEQUENCE {
            let all = last.iter().zip(PLACES).map(|(hash, place)| hash.wrapping_mul(place));
            each(mixed(all.fold(0, u64::wrapping_add)));
        }
    };
    let mut chars_left = MOST;
    for body in bodies(article) {
        let mut hash = 0;
        for c in body.chars().take(chars_left) {
            if !c.is_alphanumeric() || stands_alone(c) {
                if hash != 0 {
                    word(std::mem::take(&mut hash));
                }
                if c.is_alphanumeric() {
                    word(u64::from(c));
                }
            } else if c.is_ascii() {
                hash = with(hash, c.to_ascii_lowercase());
            } else {
                hash = c.to_lowercase().fold(hash, with);
            }
        }
        if hash != 0 {
            word(hash);
        }
        chars_left = chars_left.saturating_sub(body.len());
    }
}

fn with(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(c)).wrapping_add(1).wrapping_mul(0x0100_0000_01B3)
}

/// Whether a letter is of a script that puts no spaces between words.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The pieces of a text between what is suggested to be boilerplate.
fn bodies(article: &Article) -> impl Iterator<Item = &str> {
    let faded = article.suggestions.iter().filter(|suggestion| &*suggestion.label == "boilerplate");
    let end = article.text.len() as u32;
    let mut from = 0;
    faded.map(|suggestion| suggestion.span).chain([Span { start: end, end }]).filter_map(move |span| {
        let body = article.text.get(from as usize..span.start as usize);
        from = from.max(span.end);
        body
    })
}

/// Sketches of articles in their order: first those there already, then the new ones.
#[derive(Default)]
pub(super) struct Sketches {
    ids: Vec<ArticleId>,
    sketches: Vec<Sketch>,
}

impl Sketches {
    /// Adds an article, unless there was too little of it.
    pub fn push(&mut self, id: ArticleId, sketch: Option<Sketch>) {
        if let Some(sketch) = sketch {
            self.ids.push(id);
            self.sketches.push(sketch);
        }
    }

    /// Adds others behind these.
    pub fn append(&mut self, mut other: Self) {
        self.ids.append(&mut other.ids);
        self.sketches.append(&mut other.sketches);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Finds for each article from the place `new` on the one before it that is most like it.
    pub fn near(&self, new: usize) -> Vec<Near> {
        let bands: Vec<Vec<Pair>> = (0..HASHES / BAND).into_par_iter().map(|band| self.in_band(band, new)).collect();
        let mut best: HashMap<usize, Pair> = HashMap::new();
        for pair in bands.into_iter().flatten() {
            let known = best.entry(pair.later).or_insert(pair);
            if (pair.similarity, known.earlier) > (known.similarity, pair.earlier) {
                *known = pair;
            }
        }
        let mut best: Vec<Pair> = best.into_values().collect();
        best.sort_by_key(|pair| pair.later);
        let id = |at: usize| self.ids.get(at).copied();
        let near = |pair: Pair| Some(Near { article: id(pair.later)?, of: id(pair.earlier)?, similarity: pair.similarity });
        best.into_iter().filter_map(near).collect()
    }

    /// The near pairs among articles that are alike in a band.
    fn in_band(&self, band: usize, new: usize) -> Vec<Pair> {
        let mut keyed: Vec<(u32, usize)> = self.sketches.iter().map(|sketch| sketch.band(band)).zip(0..).collect();
        keyed.sort_unstable();
        let mut pairs = Vec::new();
        for alike in keyed.chunk_by(|one, other| one.0 == other.0) {
            for (place, (_, later)) in alike.iter().enumerate().filter(|(_, (_, later))| *later >= new) {
                let just_before = alike.iter().take(place).skip(1.max(place.saturating_sub(COMPARED)));
                let earlier = alike.iter().take(place.min(1)).chain(just_before).map(|(_, earlier)| *earlier);
                pairs.extend(earlier.filter_map(|earlier| self.pair(*later, earlier)));
            }
        }
        pairs
    }

    fn pair(&self, later: usize, earlier: usize) -> Option<Pair> {
        let similarity = self.sketches.get(later)?.similarity(self.sketches.get(earlier)?);
        (similarity >= NEAR).then_some(Pair { later, earlier, similarity })
    }
}

#[derive(Clone, Copy)]
struct Pair {
    later: usize,
    earlier: usize,
    similarity: f64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Attributes, Metadata, Source, Suggestion};

    const WORDS: [&str; 16] = [
        "crane", "port", "strike", "ship", "dock", "night", "wage", "union", "minister", "talks", "city", "harbour", "pay",
        "week", "offer", "vote",
    ];

    fn story(seed: u64, words: usize) -> String {
        let word = |at: u64| format!("{}{}", WORDS[(mixed(seed ^ (at << 20)) >> 60) as usize], mixed(seed + at) % 90);
        (0..words as u64).map(word).collect::<Vec<_>>().join(" ")
    }

    fn article(text: String) -> Article {
        Article::new(text, Metadata::default(), Source::default())
    }

    fn near(texts: &[String], new: usize) -> Vec<(usize, usize, f64)> {
        let articles: Vec<Article> = texts.iter().cloned().map(article).collect();
        let mut sketches = Sketches::default();
        articles.iter().for_each(|article| sketches.push(article.id, Sketch::of(article)));
        let at = |id| articles.iter().position(|article| article.id == id).unwrap();
        sketches.near(new).into_iter().map(|near| (at(near.article), at(near.of), near.similarity)).collect()
    }

    #[test]
    fn the_same_story_under_other_chrome_is_found_and_no_other() {
        let mut texts: Vec<String> = (0..200).map(|seed| story(seed, 300)).collect();
        texts.push(format!("Home News Sport. {} Read more: subscribe now!", story(17, 300).to_uppercase()));
        texts.push(story(40, 240) + &story(999, 60));
        let found = near(&texts, 0);
        assert_eq!(found.iter().map(|(later, of, _)| (*later, *of)).collect::<Vec<_>>(), [(200, 17), (201, 40)]);
        assert!(found[0].2 > 0.9, "{found:?}");
        let shared = 237.0 / (297.0 + 60.0);
        assert!((found[1].2 - shared).abs() < 0.12, "{found:?}");
    }

    #[test]
    fn what_is_there_already_is_only_compared_with_what_is_new() {
        let texts = [story(1, 100), format!("{} More", story(1, 100)), format!("Update. {}", story(1, 100))];
        assert_eq!(near(&texts, 2).iter().map(|(later, ..)| *later).collect::<Vec<_>>(), [2]);
        assert!(near(&texts, 3).is_empty());
    }

    #[test]
    fn short_texts_are_never_near_and_scripts_without_spaces_can_be() {
        assert!(near(&["The port was quiet.".to_owned(), "The port was quiet!".to_owned()], 0).is_empty());
        let japanese = "港のクレーンは三日目も止まったままで、いつ動くかは誰も知らない。組合は話し合いを求めている。";
        assert_eq!(near(&[japanese.to_owned(), format!("速報　{japanese}")], 0).len(), 1);
    }

    #[test]
    fn boilerplate_does_not_count() {
        let frame = story(77, 400);
        let suggesting = |body: String| {
            let span = Span::new(0, frame.len()).unwrap();
            let (label, rule, reason) = ("boilerplate".into(), "test".into(), "".into());
            let suggestion = Suggestion { span, label, attributes: Attributes::default(), rule, score: 1.0, reason };
            article(format!("{frame}\n{body}")).suggesting([suggestion])
        };
        let sketches = [suggesting(story(1, 100)), suggesting(story(2, 100))].map(|article| Sketch::of(&article).unwrap());
        assert!(sketches[0].similarity(&sketches[1]) < 0.1);
        let alike = Sketch::of(&article(story(1, 100))).unwrap();
        assert!(sketches[0].similarity(&alike) > 0.95);
    }

    #[test]
    fn a_thousand_copies_take_no_time() {
        let texts: Vec<String> = (0..1_000).map(|number| format!("{number} {}", story(1, 60))).collect();
        assert_eq!(near(&texts, 0).len(), 999);
    }
}
