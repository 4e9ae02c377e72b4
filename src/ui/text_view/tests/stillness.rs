//! What stays where it is: nothing moves on screen unless the reader scrolls.

use super::{super::*, Desk, article};

#[test]
fn tagging_moves_nothing_and_lays_out_nothing() {
    let mut desk = Desk::new(&article());
    for _ in 0..200 {
        desk.frame(vec![]);
    }
    let kept = desk.view.column.galleys.len();
    let before: Vec<_> = desk.scene().visible.iter().map(|v| (v.top, Arc::clone(&v.layout))).collect();
    for start in (0..900).step_by(30) {
        desk.mark(start, start + 50);
    }
    desk.frame(vec![]);
    let after = &desk.scene().visible;
    assert_eq!(before.len(), after.len());
    for ((top, layout), now) in before.iter().zip(after) {
        assert_eq!(*top, now.top);
        assert!(Arc::ptr_eq(layout, &now.layout));
    }
    assert_eq!(desk.view.column.galleys.len(), kept);
}

#[test]
fn a_frame_asks_only_for_marks_near_the_screen() {
    let text = article();
    let mut desk = Desk::new(&text);
    desk.marks = (0..50_000u64)
        .map(|n| {
            let start = (n as usize * 7) % (text.len() - 20);
            Mark { id: n, start, end: start + 15, style: (n % 4) as u16, kind: MarkKind::Annotation }
        })
        .collect();
    desk.marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    desk.revision += 1;
    desk.view.scroll_to(text.len() / 2, Align::Centre);
    desk.frame(vec![]);
    let mapped = desk.mapped.get();
    desk.asked.borrow_mut().clear();
    desk.frame(vec![]);
    desk.frame(vec![]);
    assert_eq!(desk.mapped.get(), mapped, "the map is drawn once a revision");
    assert!(!desk.asked.borrow().is_empty());
    for range in desk.asked.borrow().iter() {
        assert!(range.len() < 12_000, "{range:?}");
    }
}

#[test]
fn an_idle_view_asks_for_no_frames() {
    let mut desk = Desk::new(&article());
    let mut asked = true;
    for _ in 0..400 {
        desk.frame(vec![]);
        asked = desk.ctx.has_requested_repaint();
    }
    assert!(!asked);
}

#[test]
fn real_heights_do_not_move_what_is_on_screen() {
    let text = article();
    let mut desk = Desk::new(&text);
    let middle = text.len() / 2;
    desk.view.scroll_to(middle, Align::Centre);
    desk.frame(vec![]);
    let top = desk.top_of(middle);
    for _ in 0..300 {
        desk.frame(vec![]);
        assert_eq!(desk.top_of(middle), top);
    }
    assert!((top - 340.0).abs() < 30.0, "centred, not at {top}");
}

#[test]
fn another_width_keeps_the_top_line() {
    let text = article();
    let mut desk = Desk::new(&text);
    desk.view.scroll_to(text.len() / 2, Align::Top);
    desk.frame(vec![]);
    let before = desk.view.scroll_position(&desk.ctx.clone());
    desk.look.column_chars = 45.0;
    desk.frame(vec![]);
    let after = desk.view.scroll_position(&desk.ctx.clone());
    assert!(before.offset.abs_diff(after.offset) < 120, "{before:?} {after:?}");
}

#[test]
fn an_article_reopens_where_it_was() {
    let text = article();
    let mut desk = Desk::new(&text);
    desk.view.scroll_to(text.len() / 3, Align::Nearest);
    desk.frame(vec![]);
    let position = desk.view.scroll_position(&desk.ctx.clone());
    (desk.text, desk.key) = ("Another text.".into(), 2);
    desk.frame(vec![]);
    assert_eq!(desk.view.scroll_position(&desk.ctx.clone()).offset, 0);
    (desk.text, desk.key) = (text.as_str().into(), 1);
    desk.view.set_scroll_position(position);
    desk.frame(vec![]);
    assert_eq!(desk.view.scroll_position(&desk.ctx.clone()), position);
}

#[test]
fn what_was_laid_out_is_kept_within_bounds() {
    let sentence = "Ida Brandt counted the cranes. ";
    let mut desk = Desk::new(&vec![sentence; 5000].join("\n"));
    for nth in 0..120 {
        desk.view.scroll_to(desk.text.len() / 120 * nth, Align::Top);
        desk.frame(vec![]);
        assert!(desk.view.column.galleys.len() <= 600);
    }
    assert!(desk.view.column.galleys.len() > 500);
}

#[test]
fn pieces_of_one_paragraph_stand_without_a_gap() {
    let mut desk = Desk::new(&"The quay is long and grey. ".repeat(100));
    desk.frame(vec![]);
    let visible = &desk.scene().visible;
    assert!(visible.len() > 1);
    let first = &visible[0];
    assert_eq!(visible[1].top, first.top + first.layout.height);
}
