//! Which marks are drawn, and at which height the line under each one runs when several overlap.

use super::{Mark, Shown};
use std::ops::Range;

/// Lines under words are stacked up to this many; more are counted.
pub const LANES: usize = 4;
/// How far before the screen overlapping marks are followed so that scrolling does not move a line to another height.
const FOLLOWED_BYTES: usize = 4096;

/// A mark and the height of its line: 0 is next to the words.
#[derive(Clone, Copy, Debug)]
pub struct Lane {
    /// The mark.
    pub mark: Mark,
    /// Its height in the stack.
    pub lane: usize,
}

/// The marks that touch a byte range, sorted by start then longer first, each with its height.
pub fn gather(shown: &Shown<'_>, visible: Range<usize>) -> Vec<Lane> {
    let mut range = visible.clone();
    let mut marks = (shown.marks)(range.clone());
    for _ in 0..3 {
        let first = marks.first().map_or(range.start, |mark| mark.start);
        let start = first.max(visible.start.saturating_sub(FOLLOWED_BYTES));
        if start >= range.start {
            break;
        }
        range.start = start;
        marks = (shown.marks)(range.clone());
    }
    let mut lanes = stack(&marks);
    lanes.retain(|lane| lane.mark.end > visible.start);
    lanes
}

fn stack(marks: &[Mark]) -> Vec<Lane> {
    let mut ends: Vec<usize> = Vec::new();
    let mut lanes = Vec::with_capacity(marks.len());
    for &mark in marks {
        let free = ends.iter().position(|&end| end <= mark.start);
        let lane = free.unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(end) => *end = mark.end,
            None => ends.push(mark.end),
        }
        lanes.push(Lane { mark, lane });
    }
    lanes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::text_view::MarkKind;

    #[test]
    fn overlapping_marks_get_heights_of_their_own() {
        let mark = |id, start, end| Mark { id, start, end, style: 0, kind: MarkKind::Annotation };
        let lanes = stack(&[mark(1, 0, 50), mark(2, 5, 10), mark(3, 5, 9), mark(4, 12, 20), mark(5, 50, 60)]);
        let heights: Vec<usize> = lanes.iter().map(|lane| lane.lane).collect();
        assert_eq!(heights, [0, 1, 2, 1, 0]);
    }

    #[test]
    fn a_mark_keeps_its_height_while_its_neighbours_scroll_away() {
        let mark = |id, start, end| Mark { id, start, end, style: 0, kind: MarkKind::Annotation };
        let marks = [mark(1, 0, 500), mark(2, 400, 900), mark(3, 800, 1500)];
        let text = "".into();
        let shown = Shown {
            text: &text,
            text_key: 0,
            title: "",
            source_line: "",
            marks: &|range| marks.iter().filter(|m| m.start < range.end && m.end > range.start).copied().collect(),
            links: &|_| Vec::new(),
            overview: &|_| {},
            revision: 0,
            focused: None,
            caret: 0,
            selection: 0..0,
            find_hits: &[],
            find_current: None,
            boundary_drag_allowed: false,
            has_focus: false,
        };
        for from in [0, 450, 850, 950] {
            let lanes = gather(&shown, from..2000);
            let third = lanes.iter().find(|lane| lane.mark.id == 3).unwrap();
            assert_eq!(third.lane, 0);
        }
    }
}
