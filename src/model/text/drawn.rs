//! Texts with places drawn in them, for tests: `│` is the caret, `⟦ ⟧` the expected range, `¹` and `²` where the
//! backward and the forward motion lead.

use std::ops::Range;

/// Takes the drawn signs out of a text; returns the text and where each sign stood, in the order of `signs`.
pub fn undraw<const N: usize>(drawn: &str, signs: [char; N]) -> (String, [Option<usize>; N]) {
    let mut text = String::new();
    let mut places = [None; N];
    for c in drawn.chars() {
        match signs.iter().position(|&sign| sign == c) {
            Some(sign) => places[sign] = Some(text.len()),
            None => text.push(c),
        }
    }
    (text, places)
}

fn draw(text: &str, caret: usize, range: Option<Range<usize>>) -> String {
    let mut drawn = String::new();
    for at in 0..=text.len() {
        if range.as_ref().is_some_and(|range| range.end == at && range.start < at) {
            drawn.push('⟧');
        }
        if range.as_ref().is_some_and(|range| range.start == at) {
            drawn.push('⟦');
        }
        if at == caret {
            drawn.push('│');
        }
        if range.as_ref().is_some_and(|range| range.end == at && range.start == at) {
            drawn.push('⟧');
        }
        if let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            drawn.push(c);
        }
    }
    drawn
}

/// Checks what a finder makes of the caret; without `⟦ ⟧` it must find nothing.
pub fn check_found(drawn: &str, find: impl Fn(&str, usize) -> Option<Range<usize>>) {
    let (text, [caret, start, end]) = undraw(drawn, ['│', '⟦', '⟧']);
    let caret = caret.unwrap_or(text.len());
    let expected = start.zip(end).map(|(start, end)| start..end);
    let found = find(&text, caret);
    assert_eq!(draw(&text, caret, found), draw(&text, caret, expected));
}

/// Checks what range surrounds the caret.
pub fn check_range(drawn: &str, range_at: impl Fn(&str, usize) -> Range<usize>) {
    check_found(drawn, |text, caret| Some(range_at(text, caret)));
}

/// Checks where the two motions lead from the caret; a sign left out is not checked.
pub fn check_motion(drawn: &str, prev: impl Fn(&str, usize) -> usize, next: impl Fn(&str, usize) -> usize) {
    let (text, [caret, before, after]) = undraw(drawn, ['│', '¹', '²']);
    let caret = caret.unwrap_or(text.len());
    if before.is_some() {
        assert_eq!(Some(prev(&text, caret)), before, "backward in {drawn:?}");
    }
    if after.is_some() {
        assert_eq!(Some(next(&text, caret)), after, "forward in {drawn:?}");
    }
}
