//! The control words of an RTF document, prepared for the parser: what it does not know of is put in terms that it does.
//!
//! Deleted text becomes hidden text; numbers of lists and notes are taken out; paragraphs that are neither items nor in tables
//! stand apart by a blank line. The dates of the document, which the parser passes over, are picked up on the way.

use rtf_parser_tt::{ControlWord, Property, Token};

/// What is found on the way.
#[derive(Debug, Default)]
pub(super) struct Words<'a> {
    pub tokens: Vec<Token<'a>>,
    pub created: Date,
    pub revised: Date,
    has_author: bool,
    /// Whether the paragraph at hand is an item of a list, and whether it stands in a table.
    is_item: bool,
    in_table: bool,
    /// What has ended before the paragraph at hand.
    ended: Kind,
    dating: Dating,
}

/// What stands close to its like and apart from all else.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Kind {
    #[default]
    Paragraph,
    Item,
    Row,
}

/// Year, month and day.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Date(i32, i32, i32);

/// Which date the numbers at hand are of.
#[derive(Clone, Copy, Debug, Default)]
enum Dating {
    #[default]
    Neither,
    Created,
    Revised,
}

impl Date {
    /// In ISO 8601; nothing when it is none.
    pub fn iso(self) -> Option<String> {
        let Self(year, month, day) = self;
        let is_date = (1000..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        is_date.then(|| format!("{year:04}-{month:02}-{day:02}"))
    }
}

/// Prepares the words of a document.
pub(super) fn prepare(tokens: Vec<Token<'_>>) -> Words<'_> {
    let mut words = Words::default();
    let mut skipped = 0_usize;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            Token::OpeningBracket if skipped > 0 => skipped += 1,
            Token::ClosingBracket if skipped > 0 => skipped -= 1,
            Token::OpeningBracket => match tokens.peek() {
                Some(Token::ControlSymbol((ControlWord::Unknown(r"\listtext" | r"\pntext"), _))) => skipped = 1,
                Some(Token::ControlSymbol((ControlWord::Unknown(r"\author"), _))) if words.has_author => skipped = 1,
                _ => words.tokens.push(token),
            },
            _ if skipped > 0 => words.is_item |= is_visible(&token),
            // Notes are written both ways.
            Token::IgnorableDestination
                if matches!(tokens.peek(), Some(Token::ControlSymbol((ControlWord::Unknown(r"\footnote"), _)))) => {}
            token => words.take(token),
        }
    }
    words
}

fn is_visible(token: &Token<'_>) -> bool {
    match token {
        Token::PlainText(text) => !text.trim().is_empty(),
        Token::ControlSymbol((ControlWord::Unicode, _)) => true,
        _ => false,
    }
}

impl<'a> Words<'a> {
    fn take(&mut self, token: Token<'a>) {
        let Token::ControlSymbol((word, property)) = token else {
            if is_visible(&token) {
                self.begin();
            }
            self.tokens.push(token);
            return;
        };
        match word {
            ControlWord::Par => {
                self.ended = self.kind();
                self.tokens.extend(vec![token; if self.ended == Kind::Paragraph { 2 } else { 1 }]);
                self.is_item = false;
            }
            ControlWord::Row | ControlWord::NestRow => {
                self.ended = Kind::Row;
                self.tokens.push(token);
            }
            ControlWord::Pard => {
                self.in_table = false;
                self.tokens.push(token);
            }
            ControlWord::Unknown(name) => self.unknown(name, property, token),
            _ => {
                if is_visible(&token) {
                    self.begin();
                }
                self.tokens.push(token);
            }
        }
    }

    fn unknown(&mut self, name: &str, property: Property, token: Token<'a>) {
        match name {
            r"\deleted" => self.tokens.push(Token::ControlSymbol((ControlWord::Hidden, property))),
            r"\chftn" => {}
            r"\creatim" => self.dating = Dating::Created,
            r"\revtim" => self.dating = Dating::Revised,
            r"\yr" | r"\mo" | r"\dy" => self.date(name, property),
            _ => {
                self.in_table |= name == r"\intbl";
                self.has_author |= name == r"\author";
                self.tokens.push(token);
            }
        }
    }

    fn date(&mut self, name: &str, property: Property) {
        let date = match self.dating {
            Dating::Neither => return,
            Dating::Created => &mut self.created,
            Dating::Revised => &mut self.revised,
        };
        let Property::Value(value) = property else { return };
        match name {
            r"\yr" => date.0 = value,
            r"\mo" => date.1 = value,
            _ => {
                date.2 = value;
                self.dating = Dating::Neither;
            }
        }
    }

    fn kind(&self) -> Kind {
        match self {
            Self { in_table: true, .. } => Kind::Row,
            Self { is_item: true, .. } => Kind::Item,
            _ => Kind::Paragraph,
        }
    }

    /// Sets a paragraph apart from items and rows before it, and those from each other.
    fn begin(&mut self) {
        let ended = std::mem::take(&mut self.ended);
        if ended != Kind::Paragraph && ended != self.kind() {
            self.tokens.push(Token::ControlSymbol((ControlWord::Par, Property::None)));
        }
    }
}
