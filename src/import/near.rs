//! Which articles tell nearly the same: the same story under another title, with other words around it.
//!
//! Of each article a sketch is kept (minwise hashes of its sequences of letters, a byte each), so that the texts need not
//! be: what they have in common is estimated, within some five points of a hundred. Articles are compared only where a part
//! of their sketches is alike, so that finding all takes little more than sorting them.

use super::Near;
use crate::model::{Article, ArticleId, Span};
use rayon::prelude::*;

/// How many hashes a sketch has, and how many of them make a band: articles alike in one whole band are compared.
const HASHES: usize = 128;
const BAND: usize = 4;

/// By how many bits a letter pushes those before it out of the hash of 64: sequences are of 22 letters, some four words.
const LETTER: u32 = 3;

/// The same for a letter of a script without spaces between words, where one stands for a word: sequences are of four.
const WORD: u32 = 16;

/// Texts of fewer letters than some twelve words have have too little to be told by; a letter that is a word counts for five.
const FEWEST: usize = 60;

/// Of longer texts about so many sequences are looked at: those of the least hashes, which are the same in all texts.
const SEQUENCES: u64 = 768;

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
        let length: usize = bodies(article).map(str::len).sum();
        let mut sequences = Sequences::new(length);
        bodies(article).for_each(|body| sequences.read(body));
        let has_any = sequences.least.iter().any(|least| *least != u64::MAX);
        (has_any && sequences.letters >= FEWEST).then(|| Self::of_least(&sequences.least))
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
const fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number ^ (number >> 32)
}

/// What a letter of ASCII adds to the hash of a sequence, regardless of case; nothing for what is no letter or digit.
#[expect(clippy::indexing_slicing, reason = "a constant, which is checked when it is compiled")]
static ADDED: [u64; 128] = {
    let mut added = [0; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            added[byte as usize] = mixed(byte.to_ascii_lowercase() as u64);
        }
        byte += 1;
    }
    added
};

/// How much of a text is hashed before the hashes are looked at, in bytes.
const BLOCK: usize = 256;

/// The least hashes of the sequences of letters and digits of a text, without regard to what stands between them.
struct Sequences {
    /// Of those that begin with the same seven bits.
    least: [u64; HASHES],
    letters: usize,
    /// Hashes that are greater behind those bits are passed over.
    greatest: u64,
    /// That of the sequence that ends here.
    hash: u64,
    /// Those of a block that are not passed over.
    hashes: [u64; BLOCK],
}

impl Sequences {
    /// Of a text of so many bytes.
    fn new(length: usize) -> Self {
        let share = (length as u64 / SEQUENCES).max(1);
        Self { least: [u64::MAX; HASHES], letters: 0, greatest: u64::MAX / share, hash: 0, hashes: [0; BLOCK] }
    }

    fn read(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let (block, after) = rest.split_at(rest.floor_char_boundary(BLOCK));
            let found = if block.is_ascii() { self.ascii(block) } else { self.any(block) };
            for hash in self.hashes.iter().take(found) {
                if let Some(least) = self.least.get_mut((*hash >> 57) as usize) {
                    *least = (*hash).min(*least);
                }
            }
            rest = after;
        }
    }

    /// Hashes plain letters, without a branch: hashes to be passed over are written over by the next one.
    fn ascii(&mut self, block: &str) -> usize {
        let (mut found, mut hash, greatest) = (0, self.hash, self.greatest);
        for byte in block.bytes() {
            let added = ADDED.get(usize::from(byte)).copied().unwrap_or_default();
            hash = (hash << if added == 0 { 0 } else { LETTER }).wrapping_add(added);
            if let Some(place) = self.hashes.get_mut(found) {
                *place = hash;
            }
            found += usize::from((hash << 7) <= greatest);
        }
        self.hash = hash;
        if self.letters < FEWEST {
            self.letters += block.bytes().filter(u8::is_ascii_alphanumeric).count();
        }
        found
    }

    /// Hashes letters of any script.
    fn any(&mut self, block: &str) -> usize {
        let (mut found, mut hash, greatest) = (0, self.hash, self.greatest);
        for c in block.chars() {
            let (added, shift, letters) = of_letter(c);
            hash = (hash << shift).wrapping_add(added);
            if let Some(place) = self.hashes.get_mut(found) {
                *place = hash;
            }
            found += usize::from((hash << 7) <= greatest);
            self.letters += letters;
        }
        self.hash = hash;
        found
    }
}

/// What a character adds to the hash of a sequence, how far it pushes those before it, and for how many letters it counts.
fn of_letter(c: char) -> (u64, u32, usize) {
    if c.is_ascii() {
        let added = ADDED.get(c as usize).copied().unwrap_or_default();
        return if added == 0 { (0, 0, 0) } else { (added, LETTER, 1) };
    }
    if !c.is_alphanumeric() {
        return (0, 0, 0);
    }
    // Letters that are two in small keep the first: the same in all texts.
    let small = c.to_lowercase().next().unwrap_or(c);
    let (shift, letters) = if stands_alone(c) { (WORD, 5) } else { (LETTER, 1) };
    (mixed(u64::from(small)), shift, letters)
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
        let mut best: Vec<Option<Pair>> = vec![None; self.len().saturating_sub(new)];
        for band in 0..HASHES / BAND {
            for pair in self.in_band(band, new) {
                if let Some(known) = best.get_mut(pair.later - new)
                    && known.is_none_or(|known| known.is_less_than(&pair))
                {
                    *known = Some(pair);
                }
            }
        }
        let id = |at: usize| self.ids.get(at).copied();
        let near = |pair: Pair| Some(Near { article: id(pair.later)?, of: id(pair.earlier)?, similarity: pair.similarity });
        best.into_iter().flatten().filter_map(near).collect()
    }

    /// For each article from the place `new` on the one before it, of those alike in a band, that is most like it.
    fn in_band(&self, band: usize, new: usize) -> Vec<Pair> {
        let mut keyed: Vec<(u32, usize)> = self.sketches.iter().map(|sketch| sketch.band(band)).zip(0..).collect();
        keyed.par_sort_unstable();
        let nearest = |alike: &[(u32, usize)], place: usize, later: usize| {
            let just_before = alike.iter().take(place).skip(1.max(place.saturating_sub(COMPARED)));
            let earlier = alike.iter().take(place.min(1)).chain(just_before).map(|(_, earlier)| *earlier);
            let pairs = earlier.filter_map(|earlier| self.pair(later, earlier));
            pairs.reduce(|known, pair| if known.is_less_than(&pair) { pair } else { known })
        };
        let in_group = |alike: &[(u32, usize)]| {
            let later = alike.iter().enumerate().skip(1).filter(|(_, (_, later))| *later >= new);
            later.filter_map(|(place, (_, later))| nearest(alike, place, *later)).collect::<Vec<_>>()
        };
        keyed.par_chunk_by(|one, other| one.0 == other.0).flat_map_iter(in_group).collect()
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

impl Pair {
    /// Whether another one is nearer; of those as near the one with the earliest counts.
    fn is_less_than(&self, other: &Self) -> bool {
        (self.similarity, other.earlier) < (other.similarity, self.earlier)
    }
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
