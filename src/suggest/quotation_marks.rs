//! Pairs the quotation marks of one paragraph, of every kind the codebook names, and tells marks from apostrophes and inches.

use std::ops::Range;

/// How many bytes after a mark may tell what it is.
const LOOK_AHEAD: usize = 1_000;
/// How many quotations may be open at once; marks beyond are decoration.
const DEEPEST: usize = 12;

/// A quotation in a paragraph, marks included, in bytes of the paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    pub range: Range<usize>,
    pub mark: char,
    /// Whether its closing mark was found; without one it ends with the paragraph.
    pub closed: bool,
}

/// What a mark does where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    /// An apostrophe, an inch mark, no mark at all.
    Nothing,
}

struct Place {
    before: Option<char>,
    after: Option<char>,
}

impl Place {
    fn is_opening(&self) -> bool {
        let free =
            self.before.is_none_or(|c| c.is_whitespace() || is_opener(c) || matches!(c, '-' | '–' | '—' | '/' | '=' | ':'));
        free && self.after.is_some_and(|c| !c.is_whitespace())
    }

    fn is_between_letters(&self) -> bool {
        self.before.is_some_and(char::is_alphanumeric) && self.after.is_some_and(char::is_alphanumeric)
    }
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '“'
            | '„'
            | '‘'
            | '‚'
            | '«'
            | '‹'
            | '「'
            | '『'
            | '"'
            | '\''
            | '»'
            | '›'
            | '¿'
            | '¡'
            | '（'
            | '*'
            | '_'
    )
}

/// Marks that close what `open` opened. German closes with what English opens, and turns the angles.
fn closers(open: char) -> &'static [char] {
    match open {
        '“' => &['”'],
        '”' => &['”'],
        '„' => &['“', '”'],
        '‘' | '’' => &['’'],
        '‚' => &['‘', '’'],
        '«' => &['»'],
        '»' => &['«', '»'],
        '‹' => &['›'],
        '›' => &['‹', '›'],
        '「' => &['」'],
        '『' => &['』'],
        '"' => &['"'],
        '\'' => &['\''],
        _ => &[],
    }
}

fn is_mark(c: char) -> bool {
    !closers(c).is_empty() || matches!(c, '」' | '』')
}

/// Single marks may be apostrophes: one that nothing closes is no quotation.
fn is_single(mark: char) -> bool {
    matches!(mark, '‘' | '’' | '\'' | '‚' | '‹' | '›')
}

/// Returns the quotations of `paragraph`, sorted by start, outer before inner.
/// An unclosed double mark quotes to the end of the paragraph.
pub(super) fn pair_marks(paragraph: &str) -> Vec<Quotation> {
    marks(paragraph).quotations
}

/// What the marks of a paragraph make.
pub(super) struct Marks {
    /// Sorted by start, outer before inner.
    pub quotations: Vec<Quotation>,
    /// Closing marks that close nothing, with their places.
    pub strays: Vec<(usize, char)>,
}

/// Pairs the marks of a paragraph, and says which closing ones are left over.
pub(super) fn marks(paragraph: &str) -> Marks {
    let mut found = Vec::new();
    let mut strays = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut before = None;
    let mut chars = paragraph.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let place = Place { before, after: chars.peek().map(|(_, c)| *c) };
        before = Some(c);
        if !is_mark(c) {
            continue;
        }
        let after = at + c.len_utf8();
        let rest = paragraph.get(after..paragraph.floor_char_boundary(after + LOOK_AHEAD)).unwrap_or("");
        match role(c, &place, &open, rest) {
            Role::Opens if open.len() < DEEPEST => open.push((at, c)),
            Role::Closes => found.extend(close(&mut open, c, at)),
            Role::Nothing if is_stray(c, &place) => strays.push((at, c)),
            Role::Opens | Role::Nothing => {}
        }
    }
    found.extend(unclosed(&open, paragraph.trim_end().len()));
    found.sort_by_key(|quotation: &Quotation| (quotation.range.start, std::cmp::Reverse(quotation.range.end)));
    Marks { quotations: found, strays }
}

/// Whether a mark that neither opens nor closes stands as a closing one: behind a word or its punctuation, and before none.
fn is_stray(mark: char, place: &Place) -> bool {
    let behind_words = place.before.is_some_and(|c| !c.is_whitespace() && !c.is_numeric() && !is_opener(c));
    let before_none = place.after.is_none_or(|c| !c.is_alphanumeric());
    matches!(mark, '”' | '»' | '"' | '」' | '』') && behind_words && before_none
}

/// Whether what `open` opened is closed by `mark`.
pub(super) fn closes(open: char, mark: char) -> bool {
    closers(open).contains(&mark)
}

/// Whether a text has any quotation mark that is none of the single ones.
pub(super) fn has_marks(text: &str) -> bool {
    text.contains(|c| is_mark(c) && !is_single(c))
}

/// Closes the innermost quotation that `mark` can close; what was opened inside it and not closed is dropped.
fn close(open: &mut Vec<(usize, char)>, mark: char, at: usize) -> Option<Quotation> {
    let depth = open.iter().rposition(|(_, opener)| closers(*opener).contains(&mark))?;
    let (start, opener) = open.drain(depth..).next()?;
    Some(Quotation { range: start..at + mark.len_utf8(), mark: opener, closed: true })
}

fn unclosed(open: &[(usize, char)], end: usize) -> impl Iterator<Item = Quotation> {
    open.iter().filter(|(_, mark)| !is_single(*mark)).map(move |&(start, mark)| Quotation {
        range: start..end,
        mark,
        closed: false,
    })
}

fn role(mark: char, place: &Place, open: &[(usize, char)], rest: &str) -> Role {
    let closes = open.iter().any(|(_, opener)| closers(*opener).contains(&mark));
    match mark {
        '"' => straight_double_role(place, closes, rest),
        '\'' => straight_single_role(place, closes, rest),
        '’' => right_single_role(place, closes, rest),
        '‘' | '‚' if place.is_between_letters() => Role::Nothing,
        // ‘90s, ‘em: an apostrophe that a word processor turned.
        '‘' if !closes && !rest.contains('’') => Role::Nothing,
        '“' | '‘' | '«' | '‹' | '」' | '』' | '»' | '›' | '”' if closes && !reopens(mark, place) => Role::Closes,
        '」' | '』' => Role::Nothing,
        '”' | '»' | '›' if !place.is_opening() => Role::Nothing,
        _ => Role::Opens,
    }
}

/// A mark that could close, but stands before a word and after white space, opens: „A „B“ C“.
fn reopens(mark: char, place: &Place) -> bool {
    matches!(mark, '“' | '‘')
        && place.is_opening()
        && place.before.is_some_and(char::is_whitespace)
        && place.after.is_some_and(char::is_alphanumeric)
}

fn straight_double_role(place: &Place, closes: bool, rest: &str) -> Role {
    let opens = place.is_opening();
    if !closes {
        return if opens { Role::Opens } else { Role::Nothing };
    }
    if opens && place.before.is_some_and(char::is_whitespace) && place.after.is_some_and(char::is_alphanumeric) {
        return Role::Opens;
    }
    let is_inch = place.before.is_some_and(|c| c.is_ascii_digit()) && next_straight_closes(rest);
    if is_inch { Role::Nothing } else { Role::Closes }
}

/// Whether the next straight mark stands as a closing one: then the one before, after a digit, meant inches.
fn next_straight_closes(rest: &str) -> bool {
    let Some((before, after)) = rest.split_once('"') else {
        return false;
    };
    before.ends_with(|c: char| !c.is_whitespace() && !is_opener(c)) && !after.starts_with(char::is_alphanumeric)
}

fn straight_single_role(place: &Place, closes: bool, rest: &str) -> Role {
    if place.is_between_letters() || rest.starts_with("n' ") {
        return Role::Nothing;
    }
    if place.is_opening() && place.after.is_some_and(|c| c.is_alphabetic() || is_mark(c) || c == '.') {
        return if has_single_closer(rest, '\'') { Role::Opens } else { Role::Nothing };
    }
    single_close_role(closes, place, rest, '\'')
}

fn right_single_role(place: &Place, closes: bool, rest: &str) -> Role {
    if place.is_between_letters() || place.is_opening() { Role::Nothing } else { single_close_role(closes, place, rest, '’') }
}

/// After a plural s the mark may be a possessive: then a later one closes, if there is one before anything opens again.
fn single_close_role(closes: bool, place: &Place, rest: &str, mark: char) -> Role {
    if !closes {
        return Role::Nothing;
    }
    let possessive = place.before == Some('s') && rest.starts_with(" ") && rest.trim_start().starts_with(char::is_lowercase);
    let before_next_opening = rest.split(['‘', '“', '"']).next().unwrap_or(rest);
    if possessive && has_single_closer(before_next_opening, mark) { Role::Nothing } else { Role::Closes }
}

/// Whether a mark follows that is no apostrophe inside a word and stands after a word or its punctuation.
fn has_single_closer(rest: &str, mark: char) -> bool {
    rest.match_indices(mark).take(50).any(|(at, _)| {
        let before = rest.get(..at).unwrap_or("");
        let after = rest.get(at + mark.len_utf8()..).unwrap_or("");
        before.ends_with(|c: char| !c.is_whitespace()) && !after.starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::pair_marks;

    /// Lists the quotations of a paragraph as texts; an unclosed one with `…` after it.
    fn check(paragraph: &str, expected: &[&str]) {
        let found: Vec<String> = pair_marks(paragraph)
            .into_iter()
            .map(|quotation| format!("{}{}", &paragraph[quotation.range], if quotation.closed { "" } else { "…" }))
            .collect();
        assert_eq!(found, expected, "{paragraph}");
    }

    #[test]
    fn every_kind_of_mark_pairs() {
        check("He said “we go” and \"we stay\".", &["“we go”", "\"we stay\""]);
        check("Il dit « nous partons » et ‹ oui ›.", &["« nous partons »", "‹ oui ›"]);
        check("Er sagt „wir gehen“ und »wir bleiben« und ‚so‘.", &["„wir gehen“", "»wir bleiben«", "‚so‘"]);
        check("Hän sanoi ”me menemme” ja »jäämme».", &["”me menemme”", "»jäämme»"]);
        check("彼は「『港』は閉鎖」と", &["「『港』は閉鎖」", "『港』"]);
        check("She was ‘not happy’ and 'not sad'.", &["‘not happy’", "'not sad'"]);
        check("„Nice” said the Pole", &["„Nice”"]);
    }

    #[test]
    fn nested_marks_are_outer_and_inner() {
        check("“He said ‘never’ twice,” she said.", &["“He said ‘never’ twice,”", "‘never’"]);
        check("\"He said 'never' twice,\" she said.", &["\"He said 'never' twice,\"", "'never'"]);
        check("„Er rief ‚nie‘ laut“", &["„Er rief ‚nie‘ laut“", "‚nie‘"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check("They don’t know the sailors’ names.", &[]);
        check("They don't know the sailors' names, the '90s or rock 'n' roll.", &[]);
        check("‘We don’t know,’ he said.", &["‘We don’t know,’"]);
        check("'We don't know,' he said.", &["'We don't know,'"]);
        check("‘The sailors’ names are lost,’ he said.", &["‘The sailors’ names are lost,’"]);
        check("The ‘90s were quiet.", &[]);
    }

    #[test]
    fn inches_are_no_marks() {
        check("A 12\" pipe and a 6' 2\" man.", &[]);
        check("\"It is 12\" wide,\" he said.", &["\"It is 12\" wide,\""]);
        check("\"In 2020\" and \"in 2021\".", &["\"In 2020\"", "\"in 2021\""]);
    }

    #[test]
    fn a_missing_closing_mark_quotes_to_the_end() {
        check("He said, “we go. And we stay. ", &["“we go. And we stay.…"]);
        check("He said, \"we go", &["\"we go…"]);
        check("He said, “we ‘go", &["“we ‘go…"]);
    }

    #[test]
    fn stray_closing_marks_are_nothing() {
        check("we go,” he said. “And stay.”", &["“And stay.”"]);
        check("we go\" he said", &[]);
    }
}
