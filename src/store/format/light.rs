//! What a list of the past needs of a journal line, found by walking over the line: nothing of what its edits hold is made.
//!
//! The walk knows the shape of a line and the names of a few fields. Where it meets anything that this program does not
//! write it gives up, and the line is read in full.

use super::edits::LineHash;
use super::parse;
use super::read::{Names, id, time};
use crate::model::history::Touched;
use crate::model::{AnnotationId, Annotator, ArticleId, Direction, JournalEntry, Timestamp};

/// A line's entry, and the hash of the line before it.
pub(in crate::store) struct LightLine {
    pub previous: Option<LineHash>,
    pub entry: JournalEntry,
}

/// Walks over a line; `None` when it is not as this program writes it.
pub(in crate::store) fn light_line(line: &str, annotator: &Annotator, names: &mut Names) -> Option<LightLine> {
    let mut walk = Walk::default();
    let mut tokens = Tokens(line);
    while let Some(token) = tokens.next()? {
        walk.take(token)?;
    }
    walk.finish(annotator, names)
}

/// A piece of RON.
enum Token<'a> {
    Word(&'a str),
    /// A string as it is written, without its quotation marks.
    Text(&'a str),
    /// What closes it again.
    Open(u8),
    Close(u8),
    Colon,
    Comma,
}

struct Tokens<'a>(&'a str);

impl<'a> Tokens<'a> {
    /// The next token, `Some(None)` at the end, `None` when it is of no kind known here.
    fn next(&mut self) -> Option<Option<Token<'a>>> {
        let rest = self.0.trim_start_matches(' ');
        let Some(first) = rest.bytes().next() else { return Some(None) };
        let (token, taken) = match first {
            b'(' => (Token::Open(b')'), 1),
            b'[' => (Token::Open(b']'), 1),
            b'{' => (Token::Open(b'}'), 1),
            b')' | b']' | b'}' => (Token::Close(first), 1),
            b':' => (Token::Colon, 1),
            b',' => (Token::Comma, 1),
            b'"' => {
                let inside = rest.get(1..)?;
                let end = end_of_text(inside)?;
                (Token::Text(inside.get(..end)?), end + 2)
            }
            _ => {
                let end = rest.bytes().position(|byte| !is_of_word(byte)).unwrap_or(rest.len());
                let word = rest.get(..end).filter(|word| !word.is_empty())?;
                (Token::Word(word), end)
            }
        };
        self.0 = rest.get(taken..)?;
        Some(Some(token))
    }
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'+')
}

/// Where the closing quotation mark stands.
fn end_of_text(inside: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr2(b'"', b'\\', inside.as_bytes().get(at..)?)?;
        if inside.as_bytes().get(at) == Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// Where in a line the walk is: in the transaction, in the list of its edits, in an edit, in one of its ends.
const TRANSACTION: usize = 1;
const EDITS: usize = 2;
const EDIT: usize = 3;
const END: usize = 4;

#[derive(Default)]
struct Walk<'a> {
    /// What closes the brackets that are open.
    open: Vec<u8>,
    is_over: bool,
    word: &'a str,
    key: &'a str,
    is_value: bool,
    /// The kind of the edit.
    kind: &'a str,
    number: Option<u64>,
    previous: Option<LineHash>,
    at: Timestamp,
    command: &'a str,
    undoes: Option<u64>,
    redoes: Option<u64>,
    has_edits: bool,
    edits: u32,
    is_shared: bool,
    touched: Touched,
}

impl<'a> Walk<'a> {
    fn take(&mut self, token: Token<'a>) -> Option<()> {
        if self.is_over {
            return None;
        }
        match token {
            Token::Word(word) => {
                if self.open.len() == TRANSACTION && self.is_value {
                    self.take_number(word)?;
                }
                self.word = word;
            }
            Token::Colon => (self.key, self.is_value) = (self.word, true),
            Token::Comma => self.is_value = false,
            Token::Open(closing) => self.open(closing)?,
            Token::Close(closing) => {
                self.open.pop().filter(|expected| *expected == closing)?;
                self.is_over = self.open.is_empty();
            }
            Token::Text(text) => self.take_text(text)?,
        }
        Some(())
    }

    fn open(&mut self, closing: u8) -> Option<()> {
        self.open.push(closing);
        match self.open.len() {
            TRANSACTION if self.word == "Transaction" && closing == b')' => {}
            EDITS if self.key == "edits" && closing == b']' => self.has_edits = true,
            EDIT => {
                self.kind = self.word;
                self.edits = self.edits.saturating_add(1);
                self.is_shared |= matches!(self.kind, "Label" | "RelationKind" | "Name" | "Guidelines");
            }
            END.. => {}
            _ => return None,
        }
        self.is_value = false;
        Some(())
    }

    fn take_number(&mut self, word: &str) -> Option<()> {
        let field = match self.key {
            "number" => &mut self.number,
            "undoes" => &mut self.undoes,
            "redoes" => &mut self.redoes,
            _ => return Some(()),
        };
        *field = Some(word.parse().ok()?);
        Some(())
    }

    fn take_text(&mut self, text: &'a str) -> Option<()> {
        match (self.open.len(), self.kind, self.key) {
            (TRANSACTION, _, "previous") => self.previous = Some(LineHash::try_from(text.to_owned()).ok()?),
            (TRANSACTION, _, "at") => self.at = time(text).ok()?,
            (TRANSACTION, _, "command") => self.command = text,
            (EDIT, _, "article") => self.touched.add_article(id::<ArticleId>(text).ok()?),
            (END, "Withdrawal", "of") if self.word == "Article" => self.touched.add_article(id::<ArticleId>(text).ok()?),
            (EDIT, _, "annotation")
            | (END, "Annotation", "id")
            | (END, "Relation", "from" | "to")
            | (END, "Comment", "annotation") => {
                self.touched.add_annotation(id::<AnnotationId>(text).ok()?);
            }
            _ => {}
        }
        Some(())
    }

    fn finish(self, annotator: &Annotator, names: &mut Names) -> Option<LightLine> {
        if !self.is_over || !self.has_edits {
            return None;
        }
        let direction = match (self.undoes, self.redoes) {
            (None, None) => Direction::Do,
            (Some(number), None) => Direction::Undo(number),
            (None, Some(number)) => Direction::Redo(number),
            (Some(_), Some(_)) => return None,
        };
        let command = match self.command.contains('\\') {
            true => names.get(&parse::<String>(&format!("\"{}\"", self.command)).ok()?),
            false => names.get(self.command),
        };
        let (articles, annotations) = self.touched.into_ids();
        let entry = JournalEntry {
            annotator: annotator.clone(),
            number: self.number?,
            at: self.at,
            command,
            direction,
            edits: self.edits,
            is_shared: self.is_shared,
            articles,
            annotations,
            offset: 0,
            bytes: 0,
        };
        Some(LightLine { previous: self.previous, entry })
    }
}
