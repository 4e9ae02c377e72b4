//! Glyphs on one line to text, in reading order: what runs from right to left stands mirrored on the page.

/// Lines of more glyphs are taken as they come.
const LONGEST: usize = 4_000;

/// A drawn character, or a few in one.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub size: f64,
    /// Whether it begins a string, before which there may be a gap.
    pub begins: bool,
    /// The how many-eth it was drawn.
    pub order: usize,
}

/// A line as it is drawn.
#[derive(Debug, Default)]
pub(super) struct Line {
    page: u32,
    /// Unit vector of its direction.
    direction: (f64, f64),
    /// Distance from the bottom of the page, for a line that runs to the right.
    height: f64,
    glyphs: Vec<Glyph>,
    left: f64,
    right: f64,
    size: f64,
    /// Whether glyphs were drawn in another order than they stand in.
    is_mixed: bool,
}

/// A line in reading order; for one that runs to the left, its places are mirrored.
#[derive(Debug)]
pub(super) struct Written {
    pub text: String,
    pub page: u32,
    direction: (f64, f64),
    pub left: f64,
    pub right: f64,
    /// Where the first word ends.
    pub word: f64,
    height: f64,
    pub size: f64,
}

impl Line {
    /// A line of nothing yet.
    pub fn at(page: u32, direction: (f64, f64), height: f64) -> Self {
        Self { page, direction, height, ..Self::default() }
    }

    /// Whether a glyph at this place stands on this line: behind it, or in a gap of it.
    pub fn takes(&self, place: &Self, glyph: &Glyph) -> bool {
        let is_level = (self.height - place.height).abs() < 0.5 * self.size.max(glyph.size);
        let is_turned = cosine(self.direction, place.direction) < 0.99;
        self.page == place.page && is_level && !is_turned && (self.is_behind(glyph) || self.is_free(glyph) || self.has(glyph))
    }

    fn is_behind(&self, glyph: &Glyph) -> bool {
        glyph.left > self.right - glyph.size.max(0.5 * self.size)
    }

    /// Whether nothing is drawn at the place of a glyph, which is close to what is drawn.
    fn is_free(&self, glyph: &Glyph) -> bool {
        let overlaps =
            |other: &Glyph| other.right.min(glyph.right) - other.left.max(glyph.left) > 0.3 * (glyph.right - glyph.left);
        let is_close = glyph.right > self.left - 3.0 * self.size;
        is_close && self.glyphs.len() < LONGEST && !self.glyphs.iter().any(overlaps)
    }

    /// Whether the same glyph is there already: bold letters may be drawn twice.
    fn has(&self, glyph: &Glyph) -> bool {
        let is_same = |other: &Glyph| other.text == glyph.text && (other.left - glyph.left).abs() < 0.15 * glyph.size;
        self.glyphs.iter().rev().take(LONGEST).any(is_same)
    }

    pub fn push(&mut self, glyph: Glyph) {
        if self.glyphs.is_empty() {
            (self.left, self.right) = (glyph.left, glyph.right);
        } else if glyph.left < self.right && !glyph.text.trim().is_empty() && self.has(&glyph) {
            return;
        }
        self.is_mixed |= !self.glyphs.is_empty() && !self.is_behind(&glyph);
        (self.left, self.right) = (self.left.min(glyph.left), self.right.max(glyph.right));
        self.size = self.size.max(glyph.size);
        self.glyphs.push(glyph);
    }

    /// The line in reading order.
    pub fn written(mut self) -> Written {
        let count = |is: fn(char) -> bool| self.glyphs.iter().flat_map(|glyph| glyph.text.chars()).filter(|c| is(*c)).count();
        let (leftward, rightward) = (count(runs_left), count(runs_right));
        let is_leftward = leftward > rightward;
        if self.is_mixed || leftward > 0 {
            self.glyphs.sort_by(|one, other| one.left.total_cmp(&other.left));
        }
        let mut glyphs = with_gaps(self.glyphs);
        if leftward > 0 {
            glyphs = in_reading_order(glyphs, is_leftward);
        }
        let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        let text = text.trim_end_matches(' ').to_owned();
        let first = glyphs.iter().skip_while(|glyph| is_blank(glyph)).take_while(|glyph| !is_blank(glyph));
        let (left, right, word) = if is_leftward {
            (-self.right, -self.left, -first.map(|glyph| glyph.left).fold(self.right, f64::min))
        } else {
            (self.left, self.right, first.map(|glyph| glyph.right).fold(self.left, f64::max))
        };
        Written { text, page: self.page, direction: self.direction, left, right, word, height: self.height, size: self.size }
    }
}

impl Written {
    pub fn is_like(&self, next: &Self) -> bool {
        cosine(self.direction, next.direction) > 0.99 && (self.size - next.size).abs() < 0.1 * self.size
    }

    /// How far the next line is below, in sizes.
    pub fn distance(&self, next: &Self) -> f64 {
        (self.height - next.height) / self.size.max(f64::MIN_POSITIVE)
    }

    /// Whether the line stands in a column with this edge.
    pub fn is_column_of(&self, edge: f64) -> bool {
        edge > self.left && self.right - edge < 2.0 * self.size
    }
}

fn cosine(one: (f64, f64), other: (f64, f64)) -> f64 {
    one.0 * other.0 + one.1 * other.1
}

fn is_blank(glyph: &Glyph) -> bool {
    glyph.text.trim().is_empty()
}

/// Puts blanks and tabs where glyphs stand apart.
fn with_gaps(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut spaced: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut edge = f64::MAX;
    for glyph in glyphs {
        let before = spaced.last();
        let is_apart = before.is_some_and(is_blank) || is_blank(&glyph);
        let is_asked = glyph.begins || before.is_some_and(|before| before.order.abs_diff(glyph.order) > 2);
        let gap = glyph.left - edge;
        if is_asked && !is_apart && gap > 0.15 * glyph.size {
            let text = if gap > 2.0 * glyph.size { "\t" } else { " " };
            spaced.push(Glyph { text: text.to_owned(), left: edge, right: glyph.left, ..glyph.clone() });
        }
        edge = if edge == f64::MAX { glyph.right } else { edge.max(glyph.right) };
        spaced.push(glyph);
    }
    spaced
}

/// Which way glyphs run: words of each script, and what stands between two of the same.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Left,
    Right,
    Number,
    Either,
}

/// Glyphs in the order they stand in, to the order they are read in.
fn in_reading_order(mut glyphs: Vec<Glyph>, is_leftward: bool) -> Vec<Glyph> {
    let base = if is_leftward { Way::Left } else { Way::Right };
    let mut resolved = resolved(&glyphs, base);
    if is_leftward {
        glyphs.reverse();
        resolved.reverse();
    }
    let turned = if is_leftward { Way::Right } else { Way::Left };
    let mut ordered = Vec::with_capacity(glyphs.len());
    let mut run = Vec::new();
    for (glyph, way) in glyphs.into_iter().zip(resolved) {
        if way == turned {
            run.push(glyph);
        } else {
            ordered.extend(run.drain(..).rev());
            ordered.push(glyph);
        }
    }
    ordered.extend(run.into_iter().rev());
    if is_leftward {
        let ends = ordered.iter().take_while(|glyph| ends_sentence(glyph)).count();
        ordered.rotate_left(ends);
    }
    ordered
}

/// Whether a glyph ends sentences; at the beginning of a line it stands where the page's own direction has the end.
fn ends_sentence(glyph: &Glyph) -> bool {
    matches!(glyph.text.as_str(), "." | "," | ":" | ";" | "!" | "?" | "…" | "،" | "؛" | "؟")
}

/// Which way each glyph runs; what stands between two words that run the same way runs with them.
fn resolved(glyphs: &[Glyph], base: Way) -> Vec<Way> {
    let ways: Vec<Way> = glyphs.iter().map(way).collect();
    let carried = |last: &mut Way, own: &Way| {
        *last = if *own == Way::Either { *last } else { *own };
        Some(*last)
    };
    let before: Vec<Way> = ways.iter().scan(base, carried).collect();
    let mut after: Vec<Way> = ways.iter().rev().scan(base, carried).collect();
    after.reverse();
    let all = ways.iter().zip(before.iter().zip(&after)).enumerate();
    all.map(|(at, (own, (before, after)))| match own {
        Way::Left => Way::Left,
        Way::Right | Way::Number => Way::Right,
        Way::Either if before == after && *before != Way::Number => *before,
        Way::Either if is_in_number(glyphs, at) => Way::Right,
        Way::Either => base,
    })
    .collect()
}

fn way(glyph: &Glyph) -> Way {
    match glyph.text.chars().next() {
        Some(c) if runs_left(c) => Way::Left,
        Some(c) if runs_right(c) => Way::Right,
        Some(c) if c.is_numeric() => Way::Number,
        _ => Way::Either,
    }
}

/// Whether a sign stands between two figures of one number.
fn is_in_number(glyphs: &[Glyph], at: usize) -> bool {
    let is_figure = |at: Option<usize>| at.and_then(|at| glyphs.get(at)).is_some_and(|glyph| way(glyph) == Way::Number);
    let is_sign = glyphs.get(at).is_some_and(|glyph| matches!(glyph.text.as_str(), "." | "," | ":" | "/" | "٫" | "٬"));
    is_sign && is_figure(at.checked_sub(1)) && is_figure(Some(at + 1))
}

fn runs_left(c: char) -> bool {
    let is_figure = matches!(c, '\u{660}'..='\u{66C}' | '\u{6F0}'..='\u{6F9}');
    !is_figure && matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

fn runs_right(c: char) -> bool {
    c.is_alphabetic() && !runs_left(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(drawn: &[(&str, f64)]) -> String {
        let mut line = Line::default();
        for (order, (text, left)) in drawn.iter().enumerate() {
            let glyph = Glyph { text: (*text).to_owned(), left: *left, right: left + 5.0, size: 10.0, begins: true, order };
            line.push(glyph);
        }
        line.written().text
    }

    /// Draws characters from left to right.
    fn visual(text: &str) -> Vec<(String, f64)> {
        text.chars().enumerate().map(|(at, c)| (c.to_string(), 5.0 * at as f64)).collect()
    }

    #[test]
    fn what_runs_to_the_left_is_read_from_the_right() {
        let lines = [
            ("בא", "אב"),
            (".05,02 בא", "אב 02,05."),
            ("ו ab 1 בא", "אב ab 1 ו"),
            ("בא.", "אב."),
            ("said בא and דג ה left", "said אב and ה גד left"),
        ];
        for (drawn, read_as) in lines {
            let drawn = visual(drawn);
            let drawn: Vec<(&str, f64)> = drawn.iter().map(|(text, left)| (text.as_str(), *left)).collect();
            assert_eq!(read(&drawn), read_as);
        }
    }

    #[test]
    fn gaps_are_filled_and_bold_letters_read_once() {
        assert_eq!(read(&[("a", 0.0), ("c", 10.0), ("b", 5.0)]), "abc");
        assert_eq!(read(&[("a", 0.0), ("b", 5.0), ("a", 0.3), ("b", 5.3)]), "ab");
        assert_eq!(read(&[("l", 0.0), ("l", 5.0)]), "ll");
        assert_eq!(read(&[("a", 0.0), ("b", 8.0), ("c", 50.0)]), "a b\tc");
    }
}
