//! A text cut into pieces that can be laid out one by one: a paragraph, or a part of a long one.

use std::ops::Range;
use unicode_segmentation::GraphemeCursor;

/// The most bytes a piece holds, unless one grapheme alone is longer.
pub const PIECE_BYTES: usize = 1024;
/// A sentence's end this far into a piece is a better place to cut than the last white space.
const SENTENCE_FROM: usize = PIECE_BYTES * 6 / 10;

/// One piece: the bytes it covers, and whether a line feed closes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// All bytes of the piece, its line feed included.
    pub range: Range<usize>,
    /// The bytes to lay out: without the line feed.
    pub words: Range<usize>,
    /// False for a piece after which the same paragraph goes on.
    pub ends_paragraph: bool,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    start: usize,
    line_feed: bool,
}

/// The index of all pieces of one text, built once since the text never changes.
#[derive(Clone, Debug, Default)]
pub struct Pieces {
    entries: Vec<Entry>,
    length: usize,
}

impl Pieces {
    /// Cuts a text at every line feed, and longer paragraphs at white space or between graphemes.
    pub fn new(text: &str) -> Self {
        let mut entries = Vec::with_capacity(text.len() / 400 + 1);
        let mut start = 0;
        for paragraph in text.split('\n') {
            let mut rest = paragraph;
            while let Some((head, tail)) = cut(rest) {
                entries.push(Entry { start, line_feed: false });
                start += head;
                rest = tail;
            }
            entries.push(Entry { start, line_feed: true });
            start += rest.len() + 1;
        }
        if let Some(last) = entries.last_mut() {
            last.line_feed = false;
        }
        Self { entries, length: text.len() }
    }

    /// How many pieces there are: at least one, also for an empty text.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The piece with this index.
    pub fn get(&self, index: usize) -> Option<Piece> {
        let entry = self.entries.get(index)?;
        let next = self.entries.get(index + 1);
        let end = next.map_or(self.length, |next| next.start);
        let words = entry.start..end - usize::from(entry.line_feed);
        Some(Piece { range: entry.start..end, words, ends_paragraph: entry.line_feed || next.is_none() })
    }

    /// The index of the piece that holds a byte offset; the place before a line feed belongs to the piece that it closes.
    pub fn at(&self, offset: usize) -> usize {
        self.entries.partition_point(|entry| entry.start <= offset).saturating_sub(1)
    }

    /// The index of the first piece of the paragraph that a piece belongs to.
    pub fn paragraph_of(&self, index: usize) -> usize {
        let before = self.entries.get(..index).unwrap_or_default();
        before.iter().rposition(|entry| entry.line_feed).map_or(0, |closed| closed + 1)
    }

    /// The byte length of every piece, in order.
    pub fn lengths(&self) -> impl Iterator<Item = usize> + '_ {
        let ends = self.entries.iter().skip(1).map(|entry| entry.start).chain(std::iter::once(self.length));
        self.entries.iter().zip(ends).map(|(entry, end)| end - entry.start)
    }
}

/// Where to cut a paragraph that is too long: the length of its first piece, and what is left.
fn cut(paragraph: &str) -> Option<(usize, &str)> {
    if paragraph.len() <= PIECE_BYTES {
        return None;
    }
    let limit = paragraph.floor_char_boundary(PIECE_BYTES);
    let head = paragraph.get(..limit)?;
    let at = [sentence_end(paragraph, limit), white_space(head)]
        .into_iter()
        .flatten()
        .find(|&at| is_boundary(paragraph, at))
        .or_else(|| between_graphemes(paragraph, limit))?;
    Some((at, paragraph.get(at..)?)).filter(|(_, tail)| !tail.is_empty())
}

/// The last place after a sentence, when it is late enough in the piece. No sentence begins with a small letter or a digit, so
/// that “Sept. 3” and “10 p.m. on” are not taken for two.
fn sentence_end(paragraph: &str, limit: usize) -> Option<usize> {
    let (head, tail) = paragraph.split_at_checked(limit)?;
    let mut next = tail.chars().next();
    let mut after_space = None;
    for (at, c) in head.char_indices().rev() {
        if at < SENTENCE_FROM {
            return None;
        }
        match c {
            '.' | '!' | '?' | '…' | '।' | '؟' | '۔' if after_space.is_some() => return after_space,
            '。' | '！' | '？' => return after_space.or(Some(at + c.len_utf8())),
            '”' | '"' | '’' | '»' | ')' | '」' => {}
            _ if c.is_whitespace() => {
                let begins = next.is_none_or(|next| !next.is_lowercase() && !next.is_numeric());
                after_space = after_space.or(begins.then_some(at + c.len_utf8()));
            }
            _ => after_space = None,
        }
        next = Some(c);
    }
    None
}

fn white_space(head: &str) -> Option<usize> {
    head.char_indices().rev().find(|(_, c)| c.is_whitespace()).map(|(at, c)| at + c.len_utf8())
}

fn is_boundary(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// The last grapheme boundary up to the limit, else the first one after it.
fn between_graphemes(text: &str, limit: usize) -> Option<usize> {
    if is_boundary(text, limit) {
        return Some(limit);
    }
    let mut cursor = GraphemeCursor::new(limit, text.len(), true);
    if let Ok(Some(at)) = cursor.prev_boundary(text, 0)
        && at > 0
    {
        return Some(at);
    }
    GraphemeCursor::new(limit, text.len(), true).next_boundary(text, 0).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    fn check(text: &str) {
        let pieces = Pieces::new(text);
        let mut joined = String::new();
        for index in 0..pieces.len() {
            let piece = pieces.get(index).unwrap();
            assert_eq!(piece.range.start, joined.len());
            joined.push_str(&text[piece.range.clone()]);
            let words = &text[piece.words.clone()];
            assert!(!words.contains('\n'));
            assert!(words.len() <= PIECE_BYTES || words.graphemes(true).count() == 1, "{} bytes", words.len());
            assert_eq!(pieces.at(piece.words.start), index);
        }
        assert_eq!(joined, text);
        let boundaries: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
        for index in 0..pieces.len() {
            let start = pieces.get(index).unwrap().range.start;
            assert!(start == text.len() || boundaries.binary_search(&start).is_ok());
        }
        assert_eq!(pieces.lengths().sum::<usize>(), text.len());
    }

    #[test]
    fn pieces_cover_the_text() {
        for text in ["", "\n", "a", "a\n", "\n\na", "one\ntwo", "Ships left. Cranes stood still.\n\n“Enough,” they said."] {
            check(text);
        }
    }

    #[test]
    fn long_paragraphs_are_cut_between_graphemes() {
        check(&"harbour ".repeat(900));
        check(&"x".repeat(5000));
        check(&"港".repeat(3000));
        check(&"👩‍👩‍👧‍👦".repeat(500));
        check(&"🇩🇪".repeat(900));
        check(&format!("e{}", "\u{301}".repeat(3000)));
    }

    #[test]
    fn a_cut_prefers_the_end_of_a_sentence() {
        let text = "The quay is long and grey. ".repeat(60);
        assert!(text[..Pieces::new(&text).get(1).unwrap().range.start].ends_with(". "));
    }

    #[test]
    fn a_cut_does_not_take_an_abbreviation_for_the_end_of_a_sentence() {
        let text = "They left on Sept. 3 at 10 p.m. and came back. ".repeat(60);
        assert!(text[..Pieces::new(&text).get(1).unwrap().range.start].ends_with("back. "));
        let text = "words without end on Sept. 3 ".repeat(60);
        assert!(Pieces::new(&text).get(1).unwrap().range.start > PIECE_BYTES - 10);
    }

    #[test]
    fn a_piece_knows_its_paragraph() {
        let text = format!("short\n{}\nend", "word ".repeat(700));
        let pieces = Pieces::new(&text);
        assert_eq!(pieces.paragraph_of(0), 0);
        assert_eq!(pieces.paragraph_of(3), 1);
        assert_eq!(pieces.paragraph_of(pieces.len() - 1), pieces.len() - 1);
    }

    proptest! {
        #[test]
        fn any_text_is_covered(text in "[a-z \\n.\u{301}\u{200d}👩港ש]{0,3000}") {
            check(&text);
        }
    }
}
