//! Words of an item to lines, a block a line, white space collapsed.

/// A text that grows by words and ends of blocks.
#[derive(Default, Debug)]
pub(super) struct Lines {
    text: String,
    /// A blank is due before the next word of the line.
    is_blank_due: bool,
}

impl Lines {
    /// Adds words to the line.
    pub fn add(&mut self, words: &str) {
        let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        for (at, word) in words.split(is_blank).enumerate() {
            self.is_blank_due |= at > 0;
            if word.is_empty() {
                continue;
            }
            if self.is_blank_due && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.is_blank_due = false;
            self.text.push_str(word);
        }
    }

    /// Ends the line, if there is something on it.
    pub fn end(&mut self) {
        self.is_blank_due = false;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// All lines, without the end of the last.
    pub fn into_text(self) -> String {
        let end = self.text.trim_end_matches('\n').len();
        let mut text = self.text;
        text.truncate(end);
        text
    }
}

/// Whether an element is part of a line; all others are blocks of their own.
pub(super) fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 42] = [
        "em",
        "strong",
        "b",
        "i",
        "u",
        "a",
        "q",
        "span",
        "small",
        "sub",
        "sup",
        "code",
        "cite",
        "abbr",
        "mark",
        "font",
        "tt",
        "ins",
        "del",
        "person",
        "org",
        "location",
        "city",
        "state",
        "region",
        "country",
        "sublocation",
        "chron",
        "event",
        "function",
        "money",
        "num",
        "frac",
        "object.title",
        "virtloc",
        "copyrite",
        "pronounce",
        "classifier",
        "alt-code",
        "lang",
        "postaddr",
        "story.date",
    ];
    INLINE.contains(&name)
}

/// Whether an element's words are not shown.
pub(super) fn is_hidden(name: &str) -> bool {
    matches!(name, "head" | "script" | "style" | "title" | "media-metadata" | "media-reference" | "media-object")
}
