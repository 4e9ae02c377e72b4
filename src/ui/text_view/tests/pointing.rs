//! What the pointer does is told, and only that.

use super::{super::*, Desk, article};
use egui::{Event, Modifiers, Pos2, pos2, vec2};

#[test]
fn a_click_tells_the_offset_and_how_often() {
    let mut desk = Desk::new("The quay was quiet.\nNobody spoke.");
    let pos = desk.place(9);
    assert_eq!(desk.click(pos), [TextEvent::Press { offset: 9, clicks: 1, shift: false }, TextEvent::Release]);
    assert_eq!(desk.click(pos)[0], TextEvent::Press { offset: 9, clicks: 2, shift: false });
    assert_eq!(desk.click(pos)[0], TextEvent::Press { offset: 9, clicks: 3, shift: false });
    assert_eq!(desk.click(pos)[0], TextEvent::Press { offset: 9, clicks: 1, shift: false });
}

#[test]
fn a_press_and_release_within_one_frame_is_a_click() {
    let mut desk = Desk::new("The quay was quiet.");
    let pos = desk.place(4);
    desk.frame(vec![Event::PointerMoved(pos)]);
    let told = desk.frame(vec![Desk::button(pos, true), Desk::button(pos, false)]);
    assert_eq!(told, [TextEvent::Press { offset: 4, clicks: 1, shift: false }, TextEvent::Release]);
}

#[test]
fn a_drag_tells_where_it_goes() {
    let mut desk = Desk::new("The quay was quiet.\nNobody spoke.");
    let (from, to) = (desk.place(4), desk.place(27));
    desk.frame(vec![Event::PointerMoved(from)]);
    desk.frame(vec![Desk::button(from, true)]);
    assert_eq!(desk.frame(vec![Event::PointerMoved(to)]), [TextEvent::DragTo { offset: 27 }]);
    assert_eq!(desk.frame(vec![Desk::button(to, false)]), [TextEvent::Release]);
}

#[test]
fn a_drag_below_the_bottom_scrolls() {
    let mut desk = Desk::new(&article());
    let from = desk.place(40);
    desk.frame(vec![Event::PointerMoved(from)]);
    desk.frame(vec![Desk::button(from, true)]);
    let before = desk.view.column.extent().0;
    for _ in 0..20 {
        desk.frame(vec![Event::PointerMoved(pos2(from.x, 760.0))]);
    }
    assert!(desk.view.column.extent().0 > before + 50.0);
}

#[test]
fn a_boundary_can_be_dragged() {
    let mut desk = Desk::new("The quay was quiet, said the pilot.");
    let id = desk.mark(4, 8);
    let (edge, to) = (desk.place(8), desk.place(18));
    desk.frame(vec![Event::PointerMoved(edge)]);
    assert_eq!(desk.frame(vec![Desk::button(edge, true)]), []);
    let moved = desk.frame(vec![Event::PointerMoved(to)]);
    assert!(moved.contains(&TextEvent::BoundaryDrag { id, side: Side::End, offset: 18 }), "{moved:?}");
    let dropped = desk.frame(vec![Desk::button(to, false)]);
    assert!(dropped.contains(&TextEvent::BoundaryDrop { id, side: Side::End, offset: 18 }), "{dropped:?}");
}

fn drag(desk: &mut Desk, from: Pos2, to: Pos2) -> Vec<TextEvent> {
    desk.frame(vec![Event::PointerMoved(from)]);
    desk.frame(vec![Desk::button(from, true)]);
    desk.frame(vec![Event::PointerMoved(to)]);
    desk.frame(vec![Desk::button(to, false)])
}

#[test]
fn in_arabic_a_mark_begins_at_its_right_and_ends_at_its_left() {
    let text = "وقف العمال ليلاً أمام البوابة";
    let mut desk = Desk::new(text);
    let (start, end) = (text.find("العمال").unwrap(), text.find(" أمام").unwrap());
    let id = desk.mark(start, end);
    let (left, to) = (desk.place(end), desk.place(text.len()));
    assert!(left.x < desk.place(start).x);
    let dropped = drag(&mut desk, left, to);
    assert!(dropped.contains(&TextEvent::BoundaryDrop { id, side: Side::End, offset: text.len() }), "{dropped:?}");
    let (right, to) = (desk.place(start), desk.place(0));
    let dropped = drag(&mut desk, right, to);
    assert!(dropped.contains(&TextEvent::BoundaryDrop { id, side: Side::Start, offset: 0 }), "{dropped:?}");
}

#[test]
fn where_boundaries_meet_the_focused_one_is_dragged_else_the_shortest() {
    let mut desk = Desk::new("The quay was quiet, said the pilot.");
    let long = desk.mark(0, 18);
    let short = desk.mark(9, 18);
    let (edge, to) = (desk.place(18), desk.place(24));
    let dropped = drag(&mut desk, edge, to);
    assert!(dropped.contains(&TextEvent::BoundaryDrop { id: short, side: Side::End, offset: 24 }), "{dropped:?}");
    desk.focused = Some(long);
    let dropped = drag(&mut desk, edge, to);
    assert!(dropped.contains(&TextEvent::BoundaryDrop { id: long, side: Side::End, offset: 24 }), "{dropped:?}");
}

#[test]
fn a_boundary_at_the_end_of_a_line_can_be_dragged_there_and_away() {
    let mut desk = Desk::new(&article());
    let ctx = desk.ctx.clone();
    let end = desk.view.line_end(&ctx, 5);
    let id = desk.mark(4, end);
    let edge = desk.place(end);
    let next = desk.place(end + 20);
    let dropped = drag(&mut desk, edge, next);
    assert!(dropped.contains(&TextEvent::BoundaryDrop { id, side: Side::End, offset: end + 20 }), "{dropped:?}");
    desk.marks[0].end = end - 6;
    let (inner, beyond) = (desk.place(end - 6), edge + vec2(60.0, 0.0));
    let dropped = drag(&mut desk, inner, beyond);
    assert!(dropped.contains(&TextEvent::BoundaryDrop { id, side: Side::End, offset: end }), "{dropped:?}");
}

#[test]
fn a_click_on_a_boundary_is_a_click() {
    let mut desk = Desk::new("The quay was quiet, said the pilot.");
    let id = desk.mark(4, 8);
    let edge = desk.place(8);
    let told: Vec<TextEvent> = desk.click(edge).into_iter().filter(|event| !matches!(event, TextEvent::Hover(_))).collect();
    let expected = [TextEvent::Press { offset: 8, clicks: 1, shift: false }, TextEvent::Release, TextEvent::ClickMark { id }];
    assert_eq!(told, expected);
}

#[test]
fn hovering_and_clicking_find_the_shortest_mark() {
    let mut desk = Desk::new("The quay was quiet, said the pilot.");
    desk.mark(0, 30);
    let inner = desk.mark(9, 25);
    let pos = desk.place(14);
    assert_eq!(desk.frame(vec![Event::PointerMoved(pos)]), [TextEvent::Hover(Some(inner))]);
    let told = desk.click(pos);
    assert_eq!(told.last(), Some(&TextEvent::ClickMark { id: inner }));
}

#[test]
fn a_letter_in_the_margin_focuses_its_annotation() {
    let mut desk = Desk::new("The quay was quiet, said the pilot.");
    let id = desk.mark(4, 8);
    desk.frame(vec![]);
    let letter = desk.view.pointer.letters[0].clone();
    assert_eq!(letter.id, id);
    assert!(desk.click(letter.rect.center()).contains(&TextEvent::ClickMark { id }));
}

#[test]
fn the_wheel_scrolls_and_stops_at_both_ends() {
    let mut desk = Desk::new(&article());
    let wheel = |y| Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        source: egui::MouseWheelSource::Wheel,
        delta: vec2(0.0, y),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
    };
    desk.frame(vec![Event::PointerMoved(pos2(300.0, 300.0))]);
    for _ in 0..40 {
        desk.frame(vec![wheel(-100.0)]);
    }
    let here = desk.view.column.extent().0;
    assert!(here > 1000.0, "{here}");
    for _ in 0..40 {
        desk.frame(vec![wheel(100_000.0)]);
    }
    assert_eq!(desk.view.column.extent().0, 0.0);
    for _ in 0..40 {
        desk.frame(vec![wheel(-100_000.0)]);
    }
    let (above, total) = desk.view.column.extent();
    assert!((above + 700.0 - total).abs() < 1.0, "{above} of {total}");
}

#[test]
fn the_map_jumps() {
    let mut desk = Desk::new(&article());
    desk.frame(vec![Event::PointerMoved(pos2(892.0, 600.0))]);
    desk.frame(vec![Desk::button(pos2(892.0, 600.0), true)]);
    desk.frame(vec![Desk::button(pos2(892.0, 600.0), false)]);
    let (above, total) = desk.view.column.extent();
    assert!(above > total * 0.7);
}

#[test]
fn a_paragraph_without_white_space_or_end_works() {
    let mut desk = Desk::new(&"crane".repeat(200_000));
    desk.view.scroll_to(500_000, Align::Centre);
    desk.frame(vec![]);
    let pos = desk.place(500_000);
    assert_eq!(desk.click(pos)[0], TextEvent::Press { offset: 500_000, clicks: 1, shift: false });
    assert!(desk.view.column.galleys.len() < 100);
}
