//! Words to lines: white space collapsed, and the breaks between blocks.

/// What stands between what was written and what is written next; the stronger wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) enum Gap {
    #[default]
    Nothing,
    Space,
    /// Between the cells of a row.
    Tab,
    Line,
    Blank,
}

/// Writes a text of which every line is a block.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub text: String,
    gap: Gap,
    /// Where the line begins.
    line: usize,
}

/// Where a line lies in the text.
pub(super) type Bounds = std::ops::Range<usize>;

impl Flow {
    /// Asks for a gap before the next words.
    pub fn gap(&mut self, gap: Gap) -> Option<Bounds> {
        let ended = if gap >= Gap::Line { self.end_line() } else { None };
        if gap >= Gap::Line || !self.is_at_start() {
            self.gap = self.gap.max(gap);
        }
        ended
    }

    /// Breaks the line; a second break leaves a blank one.
    pub fn line_break(&mut self) -> Option<Bounds> {
        let again = self.gap >= Gap::Line;
        self.gap(if again { Gap::Blank } else { Gap::Line })
    }

    /// Whether nothing stands on the line yet.
    pub fn is_at_start(&self) -> bool {
        self.gap >= Gap::Line || self.text.len() == self.line
    }

    /// Writes words that hold no white space that collapses.
    pub fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(self.gap.written());
        }
        if self.gap >= Gap::Line || self.text.is_empty() {
            self.line = self.text.len();
        }
        self.gap = Gap::Nothing;
        self.text.push_str(word);
    }

    /// Ends the line where there is one. A line with nothing to see on it is taken back.
    fn end_line(&mut self) -> Option<Bounds> {
        if self.gap >= Gap::Line || self.text.len() == self.line {
            return None;
        }
        let line = self.text.get(self.line..).unwrap_or_default();
        if line.chars().all(char::is_whitespace) {
            self.text.truncate(self.line);
            let written = self.text.trim_end_matches('\n').len();
            self.gap = if self.text.len() - written > 1 { Gap::Blank } else { Gap::Line };
            self.text.truncate(written);
            self.line = written;
            return None;
        }
        let bounds = self.line..self.text.len();
        self.gap = Gap::Line;
        Some(bounds)
    }
}

impl Gap {
    fn written(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Space => " ",
            Self::Tab => "\t",
            Self::Line => "\n",
            Self::Blank => "\n\n",
        }
    }
}

/// Whether a browser draws a run of these as one blank.
pub(super) fn collapses(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}
