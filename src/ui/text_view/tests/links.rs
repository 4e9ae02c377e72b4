//! Relations beside the text: which are drawn, and that they stay apart.

use super::super::links::laid_out;
use super::{super::*, Desk, article};

fn link(from: usize, to: usize) -> Link {
    Link { from, to, strong: false }
}

#[test]
fn links_that_overlap_stand_side_by_side_the_short_within_the_long() {
    let mut desk = Desk::new(&article());
    desk.frame(vec![]);
    let found = laid_out(desk.scene(), &[link(0, 1_000), link(150, 600), link(750, 900)]);
    let places: Vec<usize> = found.iter().map(|bracket| bracket.place).collect();
    assert_eq!(places, [0, 0, 1], "{found:?}");
    assert!(found.iter().all(|bracket| bracket.top <= bracket.bottom && bracket.arrives));
}

#[test]
fn what_has_no_end_on_screen_is_not_drawn_and_half_of_it_reaches_the_edge() {
    let text = article();
    let mut desk = Desk::new(&text);
    desk.frame(vec![]);
    let end = text.len() - 10;
    assert!(laid_out(desk.scene(), &[link(end - 200, end)]).is_empty());
    let found = laid_out(desk.scene(), &[link(10, end)]);
    let page = desk.scene().stage.page;
    assert!(!found[0].arrives && found[0].bottom == page.bottom(), "{found:?}");
}

#[test]
fn hundreds_keep_to_their_margin() {
    let mut desk = Desk::new(&article());
    desk.frame(vec![]);
    let many: Vec<Link> = (0..900).map(|at| link(at, 1_000 - at)).collect();
    let found = laid_out(desk.scene(), &many);
    assert!(found.len() <= 400 && found.iter().all(|bracket| bracket.place < 6));
}
