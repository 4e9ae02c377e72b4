//! Moves of the caret that follow what is seen: by line, to a line's ends, by page.

use super::TextView;
use egui::Context;

impl TextView {
    /// The offset one line up; `goal_x` is kept by the caller between moves up and down, and cleared by any other move.
    pub fn line_up(&mut self, ctx: &Context, offset: usize, goal_x: &mut Option<f32>) -> usize {
        self.vertical(ctx, offset, goal_x, |lines| lines - 1).unwrap_or(0)
    }

    /// The offset one line down.
    pub fn line_down(&mut self, ctx: &Context, offset: usize, goal_x: &mut Option<f32>) -> usize {
        self.vertical(ctx, offset, goal_x, |lines| lines + 1).unwrap_or(self.column.text.len())
    }

    /// The offset one screen up, two lines less.
    pub fn page_up(&mut self, ctx: &Context, offset: usize, goal_x: &mut Option<f32>) -> usize {
        let page = self.lines_a_page();
        self.vertical(ctx, offset, goal_x, |lines| lines - page).unwrap_or(0)
    }

    /// The offset one screen down, two lines less.
    pub fn page_down(&mut self, ctx: &Context, offset: usize, goal_x: &mut Option<f32>) -> usize {
        let page = self.lines_a_page();
        self.vertical(ctx, offset, goal_x, |lines| lines + page).unwrap_or(self.column.text.len())
    }

    /// Where the line of an offset begins.
    pub fn line_start(&mut self, ctx: &Context, offset: usize) -> usize {
        let index = self.column.pieces.at(offset);
        let Some((piece, layout)) = self.column.lay_out(ctx, index) else {
            return offset;
        };
        let line = layout.lines.get(layout.line_of(offset.saturating_sub(piece.words.start)));
        piece.words.start + line.map_or(0, |line| line.range.start)
    }

    /// Where the line of an offset ends: before the white space it was broken at.
    pub fn line_end(&mut self, ctx: &Context, offset: usize) -> usize {
        let index = self.column.pieces.at(offset);
        let Some((piece, layout)) = self.column.lay_out(ctx, index) else {
            return offset;
        };
        let nth = layout.line_of(offset.saturating_sub(piece.words.start));
        let last = nth + 1 == layout.lines.len() && piece.ends_paragraph;
        piece.words.start + layout.lines.get(nth).map_or(0, |line| line.end_for_caret(last))
    }

    /// Whether the paragraph at an offset runs from right to left, so that the left arrow key goes forward in it. Not the words
    /// at the offset: where a number stands in Arabic, a caret that turned round with it would never get past.
    pub fn runs_right_to_left(&self, offset: usize) -> bool {
        self.column.runs_right_to_left(self.column.pieces.at(offset))
    }

    fn lines_a_page(&self) -> isize {
        let lines = self.page_height / self.column.line_height();
        (lines as isize - 2).max(1)
    }

    /// Moves by lines: `to` turns the line's number within its piece into the wanted one. `None` beyond the text's ends.
    fn vertical(
        &mut self,
        ctx: &Context,
        offset: usize,
        goal_x: &mut Option<f32>,
        to: impl FnOnce(isize) -> isize,
    ) -> Option<usize> {
        let mut index = self.column.pieces.at(offset);
        let (mut piece, mut layout) = self.column.lay_out(ctx, index)?;
        let place = layout.place_of(offset.saturating_sub(piece.words.start));
        let goal = *goal_x.get_or_insert(place.x);
        let mut wanted = to(place.line as isize);
        while wanted < 0 {
            index = index.checked_sub(1)?;
            (piece, layout) = self.column.lay_out(ctx, index)?;
            wanted += layout.lines.len() as isize;
        }
        while wanted >= layout.lines.len() as isize {
            wanted -= layout.lines.len() as isize;
            index += 1;
            (piece, layout) = self.column.lay_out(ctx, index)?;
        }
        let line = layout.lines.get(wanted.unsigned_abs())?;
        let last = wanted + 1 == layout.lines.len() as isize && piece.ends_paragraph;
        let offset = line.offset_at(goal);
        // The end of a broken line is the start of the next one, where the caret would skip a line.
        let stays = if offset >= line.range.end { line.end_for_caret(last) } else { offset };
        Some(piece.words.start + stays)
    }
}
