//! Words to a text whose blocks stand apart.

/// What stands between what was written and what is written next; the stronger wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) enum Gap {
    #[default]
    Nothing,
    /// Between items and rows.
    Line,
    /// Between paragraphs.
    Blank,
}

/// Writes a text.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub text: String,
    gap: Gap,
    /// Cells that ended since.
    tabs: usize,
    /// Whether words stand in the row at hand.
    has_row: bool,
}

impl Blocks {
    /// Asks for a gap before the next words.
    pub fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Begins a row.
    pub fn begin_row(&mut self) {
        self.gap(Gap::Line);
        self.has_row = false;
    }

    /// Ends a cell: what comes next stands on the same line as the row's other words.
    pub fn end_cell(&mut self) {
        self.tabs += 1;
        self.gap = if self.has_row { Gap::Nothing } else { self.gap };
    }

    /// Ends a row.
    pub fn end_row(&mut self) {
        (self.tabs, self.gap, self.has_row) = (0, Gap::Line, false);
    }

    /// Writes words as they are.
    pub fn push(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(match self.gap {
                Gap::Nothing => "",
                Gap::Line => "\n",
                Gap::Blank => "\n\n",
            });
        }
        (0..self.tabs).for_each(|_| self.text.push('\t'));
        (self.gap, self.tabs, self.has_row) = (Gap::Nothing, 0, true);
        self.text.push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_apart_even_where_they_are_empty() {
        let mut blocks = Blocks::default();
        blocks.push("Before");
        blocks.gap(Gap::Blank);
        for row in [["a", "", "c"], ["", "", ""], ["", "x", ""]] {
            blocks.begin_row();
            for cell in row {
                blocks.push(cell);
                blocks.gap(Gap::Line);
                blocks.end_cell();
            }
            blocks.end_row();
        }
        blocks.gap(Gap::Blank);
        blocks.push("After");
        assert_eq!(blocks.text, "Before\n\na\t\tc\n\tx\n\nAfter");
    }
}
