//! Offsets and caret moves: right in every script.

use super::{Desk, article};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

fn check_identity(text: &str) {
    let mut desk = Desk::new(text);
    desk.look.column_chars = 40.0;
    desk.size.y = 3000.0;
    desk.frame(vec![]);
    let scene = desk.scene();
    let ends = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]);
    for offset in ends {
        let place = scene.caret_at(offset).unwrap_or_else(|| panic!("{offset} is off screen"));
        assert_eq!(scene.offset_at(place.center()), Some(offset), "in {text:?} at {place:?}");
    }
}

#[test]
fn offset_to_place_to_offset_is_the_identity() {
    for text in [
        "",
        "one\n\ntwo\n",
        "The “difficult” affair: fi ffl, office, naïve cafe\u{301} Zürich.",
        "港の労働者は夜勤に抗議して歩み出た。「選択の余地はなかった」と彼女は言った。これ以上は待てない。",
        "हड़ताल के तीसरे दिन क्रेनें रुकी रहीं और कर्मचारियों ने कहा कि वे प्रतीक्षा करेंगे।",
        "ধর্মঘটের তৃতীয় দিনে ক্রেনগুলি স্থির ছিল।",
        "வேலைநிறுத்தத்தின் மூன்றாம் நாள்",
        "คนงานท่าเรือหยุดงานเป็นคืนที่สาม น้ำท่วมทำให้ทำงานไม่ได้ กำกำ ทำงานตามกำหนดเวลาที่สำคัญ",
        "She said שלום לכולם and left at 20 o'clock (היום).",
        "العمّالُ أوقفوا 20 رافعةً في المرفأ (أمس)، قالت Ida Brandt للصحيفة.",
        "שביתה: 1,300 עובדים, “לא הייתה ברירה” – אמרה.",
        "family 👩‍👩‍👧‍👦 and flags 🇩🇪🇯🇵 and 👍🏽 done",
        "zero\u{200B}width\u{AD}soft\u{FEFF}bom\u{202E}over\u{202C} nul\0 \u{200B}\u{200B}\u{200B}",
        "שלום\u{200F}\u{200B}עולם ו\u{5B7}ע\u{5B0}ד",
        "tabs\there  two  spaces   three",
    ] {
        check_identity(text);
    }
    check_identity(&"\u{200B}".repeat(300));
    check_identity(&"שלום ".repeat(120));
    check_identity(&"ม".repeat(600));
    check_identity(&"אבגד".repeat(60));
    check_identity(&"👩‍👩‍👧‍👦".repeat(60));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn any_mixture_of_scripts_keeps_its_offsets(
        text in proptest::collection::vec(
            prop_oneof![
                "[a-zA-Z]{1,9}", "[0-9]{1,4}", " {1,2}", "[.,()«»“”:-]", "[א-ת]{1,7}", "[ء-ي]{1,7}", "[\u{64B}-\u{652}]",
                "[\u{300}-\u{30A}]", "[ก-ฮ][\u{E31}\u{E33}\u{E48}]?", "[क-ह][ा-ौ]?", "क्ष", "[一-丹]{1,5}",
                "[\u{200B}-\u{200F}]", "[\u{202A}-\u{202E}]", "[\u{2066}-\u{2069}]", "👩‍👧", "🇩🇪", "\0", "\t", "\n", "\u{AD}",
            ],
            0..60,
        )
    ) {
        check_identity(&text.concat());
    }
}

#[test]
fn all_lines_of_a_paragraph_begin_at_the_same_fraction_of_a_pixel() {
    let words = ["Harbour", "Hull", "Hoist", "Hi", "Hatches", "Helmsman", "Half", "Haven"];
    let text: Vec<&str> = (0..100).map(|n| words[(n * n + n / 8) % 8]).collect();
    let desk = Desk::new(&text.join(" "));
    let galley = &desk.scene().visible[0].layout.strips[0].galley;
    let first = galley.rows[0].glyphs[0];
    assert!(galley.rows.len() > 5);
    for row in &galley.rows {
        assert_eq!((row.pos.x, row.glyphs[0].pos.x), (0.0, first.pos.x));
        assert_eq!(row.glyphs[0].uv_rect, first.uv_rect);
    }
}

#[test]
fn words_of_mixed_direction_stand_in_reading_order() {
    let desk = Desk::new("abc אבג דהו xyz\nאבג abc דהו");
    let x = |desk: &Desk, offset| desk.place(offset).x;
    let (aleph, he, xyz) = (x(&desk, 4), x(&desk, 11), x(&desk, 18));
    assert!(he < aleph && aleph <= xyz + 1.0);
    let text = desk.text.to_string();
    let second = text.find('\n').unwrap() + 1;
    let (aleph, abc, he) = (x(&desk, second), x(&desk, second + 7), x(&desk, second + 11));
    assert!(he < abc && abc < aleph, "an Arabic or Hebrew paragraph begins at the right");
}

#[test]
fn moving_down_and_up_comes_back() {
    let text = format!("{}\n\nshort\n{}", article(), "שלום לכולם ".repeat(30));
    let mut desk = Desk::new(&text);
    let ctx = desk.ctx.clone();
    for start in [0, 30, 500, text.len() - 700] {
        let start = text.floor_char_boundary(start);
        let mut goal = None;
        let mut at = start;
        for _ in 0..7 {
            let next = desk.view.line_down(&ctx, at, &mut goal);
            assert!(next > at);
            at = next;
        }
        for _ in 0..7 {
            at = desk.view.line_up(&ctx, at, &mut goal);
        }
        assert_eq!(at, start);
    }
    assert_eq!(desk.view.line_up(&ctx, 5, &mut None), 0);
    assert_eq!(desk.view.line_down(&ctx, text.len(), &mut None), text.len());
    let down = desk.view.page_down(&ctx, 0, &mut None);
    assert!(down > 1000);
    assert_eq!(desk.view.page_up(&ctx, down, &mut None), 0);
}

#[test]
fn home_and_end_stay_on_the_line() {
    let mut desk = Desk::new(&article());
    let ctx = desk.ctx.clone();
    let end = desk.view.line_end(&ctx, 5);
    assert_eq!(desk.view.line_start(&ctx, 5), 0);
    assert_eq!(desk.view.line_start(&ctx, end), 0);
    assert!(desk.text[end..].starts_with(' '));
    let first = desk.text.find('\n').unwrap();
    assert_eq!(desk.view.line_end(&ctx, first - 3), first);
}

#[test]
fn moving_by_lines_skips_none_and_crosses_a_cut_paragraph() {
    let sentences = "The gangway stayed closed and the pilots waited for the tide. ".repeat(40);
    for text in [sentences, "港の労働者は夜勤に抗議して歩み出た".repeat(40), "crane".repeat(500)] {
        let mut desk = Desk::new(&text);
        let ctx = desk.ctx.clone();
        let starts: Vec<usize> = desk
            .scene()
            .visible
            .iter()
            .flat_map(|v| v.layout.lines.iter().map(|l| v.piece.words.start + l.range.start))
            .collect();
        assert!(desk.scene().visible.len() > 1, "the paragraph is cut");
        for far in [0.0, 300.0, 2000.0] {
            let (mut at, mut goal) = (0, Some(far));
            for start in &starts {
                assert_eq!(desk.view.line_start(&ctx, at), *start, "at {at}, {far} points from the left");
                let end = desk.view.line_end(&ctx, at);
                assert_eq!(desk.view.line_start(&ctx, end), *start);
                at = desk.view.line_down(&ctx, at, &mut goal);
            }
        }
    }
}

#[test]
fn a_click_beyond_a_line_at_which_a_paragraph_is_cut_stays_on_it() {
    let text = "The gangway stayed closed and the pilots waited for the tide. ".repeat(40);
    let desk = Desk::new(&text);
    let cut = desk.scene().visible[1].piece.range.start;
    let beyond = egui::pos2(desk.scene().stage.left + 5000.0, desk.place(cut - 1).y);
    assert_eq!(desk.scene().offset_at(beyond), Some(cut - 1));
    assert_eq!(desk.scene().offset_at(desk.place(cut)), Some(cut));
}

#[test]
fn a_paragraph_knows_which_way_it_runs() {
    let desk = Desk::new("abc אבג xyz\nאבג 20 xyz");
    for (offset, rightward) in [(1, false), (6, false), (12, false), (15, true), (23, true)] {
        assert_eq!(desk.view.runs_right_to_left(offset), rightward, "{offset}");
    }
}
