//! Tests of the whole view through a headless egui: what is painted where, what is told, and that nothing moves.

use super::*;
use egui::{Event, Modifiers, PointerButton, Pos2, RawInput, Rect, pos2, vec2};
use proptest::prelude::*;
use std::cell::{Cell, RefCell};
use unicode_segmentation::UnicodeSegmentation;

/// One text on screen, 900 by 700 points.
struct Desk {
    ctx: Context,
    view: TextView,
    look: Look,
    text: Arc<str>,
    key: u128,
    marks: Vec<Mark>,
    asked: RefCell<Vec<Range<usize>>>,
    mapped: Cell<usize>,
    revision: u64,
    selection: Range<usize>,
    focused: Option<u64>,
    time: f64,
    size: egui::Vec2,
}

impl Desk {
    fn new(text: &str) -> Self {
        let mut desk = Self {
            ctx: Context::default(),
            view: TextView::new(),
            look: Look::default(),
            text: text.into(),
            key: 1,
            marks: Vec::new(),
            asked: RefCell::default(),
            mapped: Cell::new(0),
            revision: 0,
            selection: 0..0,
            focused: None,
            time: 0.0,
            size: vec2(900.0, 700.0),
        };
        desk.frame(vec![]);
        desk
    }

    fn mark(&mut self, start: usize, end: usize) -> u64 {
        let id = self.marks.len() as u64 + 1;
        self.marks.push(Mark {
            id,
            start,
            end,
            style: (id % 3) as u16,
            kind: MarkKind::Annotation,
        });
        self.marks
            .sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
        self.revision += 1;
        id
    }

    fn frame(&mut self, events: Vec<Event>) -> Vec<TextEvent> {
        self.time += 0.016;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let Self {
            ctx,
            view,
            look,
            text,
            key,
            marks,
            asked,
            mapped,
            revision,
            selection,
            focused,
            ..
        } = self;
        let mut told = Vec::new();
        let mut output = ctx.run_ui(input, |ui| {
            let shown = Shown {
                text,
                text_key: *key,
                title: "Cranes stand still",
                source_line: "The Quay Courier",
                marks: &|range| {
                    asked.borrow_mut().push(range.clone());
                    marks
                        .iter()
                        .filter(|m| m.start < range.end && m.end > range.start)
                        .copied()
                        .collect()
                },
                overview: &|put| {
                    mapped.set(mapped.get() + 1);
                    marks.iter().for_each(|m| {
                        put(OverviewMark {
                            start: m.start,
                            style: m.style,
                        })
                    });
                },
                revision: *revision,
                focused: *focused,
                caret: selection.end,
                selection: selection.clone(),
                find_hits: &[],
                find_current: None,
                boundary_drag_allowed: true,
                has_focus: true,
            };
            told = view.show(ui, look, &shown);
        });
        output.textures_delta.clear();
        let shapes = std::mem::take(&mut output.shapes);
        ctx.tessellate(shapes, output.pixels_per_point);
        told
    }

    fn scene(&self) -> &Scene {
        self.view.scene.as_ref().unwrap()
    }

    /// Where an offset is on screen, in the middle of its line.
    fn place(&self, offset: usize) -> Pos2 {
        self.scene().caret_at(offset).unwrap().center()
    }

    fn button(pos: Pos2, pressed: bool) -> Event {
        Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        }
    }

    fn click(&mut self, pos: Pos2) -> Vec<TextEvent> {
        self.frame(vec![Event::PointerMoved(pos)]);
        let mut told = self.frame(vec![Self::button(pos, true)]);
        told.extend(self.frame(vec![Self::button(pos, false)]));
        told
    }

    /// The top of the line of an offset on screen.
    fn top_of(&self, offset: usize) -> f32 {
        self.scene().caret_at(offset).unwrap().top()
    }
}

fn article() -> String {
    let sentence =
        "The cranes over the eastern quay stood still for the third night, said Ida Brandt. ";
    let paragraph = sentence.repeat(5);
    vec![paragraph.trim_end(); 200].join("\n")
}

fn check_identity(text: &str) {
    let mut desk = Desk::new(text);
    desk.look.column_chars = 40.0;
    desk.size.y = 3000.0;
    desk.frame(vec![]);
    let scene = desk.scene();
    let ends = text
        .grapheme_indices(true)
        .map(|(at, _)| at)
        .chain([text.len()]);
    for offset in ends {
        let Some(place) = scene.caret_at(offset) else {
            continue;
        };
        assert_eq!(
            scene.offset_at(place.center()),
            Some(offset),
            "in {text:?} at {place:?}"
        );
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
fn tagging_moves_nothing_and_lays_out_nothing() {
    let mut desk = Desk::new(&article());
    for _ in 0..200 {
        desk.frame(vec![]);
    }
    let kept = desk.view.column.galleys.len();
    let before: Vec<_> = desk
        .scene()
        .visible
        .iter()
        .map(|v| (v.top, Arc::clone(&v.layout)))
        .collect();
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
            Mark {
                id: n,
                start,
                end: start + 15,
                style: (n % 4) as u16,
                kind: MarkKind::Annotation,
            }
        })
        .collect();
    desk.marks
        .sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    desk.revision += 1;
    desk.view.scroll_to(text.len() / 2, Align::Centre);
    desk.frame(vec![]);
    let mapped = desk.mapped.get();
    desk.asked.borrow_mut().clear();
    desk.frame(vec![]);
    desk.frame(vec![]);
    assert_eq!(
        desk.mapped.get(),
        mapped,
        "the map is drawn once a revision"
    );
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
    assert!(
        before.offset.abs_diff(after.offset) < 120,
        "{before:?} {after:?}"
    );
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
fn a_click_tells_the_offset_and_how_often() {
    let mut desk = Desk::new("The quay was quiet.\nNobody spoke.");
    let pos = desk.place(9);
    assert_eq!(
        desk.click(pos),
        [
            TextEvent::Press {
                offset: 9,
                clicks: 1,
                shift: false
            },
            TextEvent::Release
        ]
    );
    assert_eq!(
        desk.click(pos)[0],
        TextEvent::Press {
            offset: 9,
            clicks: 2,
            shift: false
        }
    );
    assert_eq!(
        desk.click(pos)[0],
        TextEvent::Press {
            offset: 9,
            clicks: 3,
            shift: false
        }
    );
    assert_eq!(
        desk.click(pos)[0],
        TextEvent::Press {
            offset: 9,
            clicks: 1,
            shift: false
        }
    );
}

#[test]
fn a_press_and_release_within_one_frame_is_a_click() {
    let mut desk = Desk::new("The quay was quiet.");
    let pos = desk.place(4);
    desk.frame(vec![Event::PointerMoved(pos)]);
    let told = desk.frame(vec![Desk::button(pos, true), Desk::button(pos, false)]);
    assert_eq!(
        told,
        [
            TextEvent::Press {
                offset: 4,
                clicks: 1,
                shift: false
            },
            TextEvent::Release
        ]
    );
}

#[test]
fn a_drag_tells_where_it_goes() {
    let mut desk = Desk::new("The quay was quiet.\nNobody spoke.");
    let (from, to) = (desk.place(4), desk.place(27));
    desk.frame(vec![Event::PointerMoved(from)]);
    desk.frame(vec![Desk::button(from, true)]);
    assert_eq!(
        desk.frame(vec![Event::PointerMoved(to)]),
        [TextEvent::DragTo { offset: 27 }]
    );
    assert_eq!(
        desk.frame(vec![Desk::button(to, false)]),
        [TextEvent::Release]
    );
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
    assert!(
        moved.contains(&TextEvent::BoundaryDrag {
            id,
            side: Side::End,
            offset: 18
        }),
        "{moved:?}"
    );
    let dropped = desk.frame(vec![Desk::button(to, false)]);
    assert!(
        dropped.contains(&TextEvent::BoundaryDrop {
            id,
            side: Side::End,
            offset: 18
        }),
        "{dropped:?}"
    );
}

#[test]
fn a_click_on_a_boundary_is_a_click() {
    let mut desk = Desk::new("The quay was quiet, said the pilot.");
    let id = desk.mark(4, 8);
    let edge = desk.place(8);
    let told: Vec<TextEvent> = desk
        .click(edge)
        .into_iter()
        .filter(|event| !matches!(event, TextEvent::Hover(_)))
        .collect();
    let expected = [
        TextEvent::Press {
            offset: 8,
            clicks: 1,
            shift: false,
        },
        TextEvent::Release,
        TextEvent::ClickMark { id },
    ];
    assert_eq!(told, expected);
}

#[test]
fn hovering_and_clicking_find_the_shortest_mark() {
    let mut desk = Desk::new("The quay was quiet, said the pilot.");
    desk.mark(0, 30);
    let inner = desk.mark(9, 25);
    let pos = desk.place(14);
    assert_eq!(
        desk.frame(vec![Event::PointerMoved(pos)]),
        [TextEvent::Hover(Some(inner))]
    );
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
    assert!(
        desk.click(letter.rect.center())
            .contains(&TextEvent::ClickMark { id })
    );
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
fn words_of_mixed_direction_stand_in_reading_order() {
    let desk = Desk::new("abc אבג דהו xyz\nאבג abc דהו");
    let x = |desk: &Desk, offset| desk.place(offset).x;
    let (aleph, he, xyz) = (x(&desk, 4), x(&desk, 11), x(&desk, 18));
    assert!(he < aleph && aleph <= xyz + 1.0);
    let text = desk.text.to_string();
    let second = text.find('\n').unwrap() + 1;
    let (aleph, abc, he) = (
        x(&desk, second),
        x(&desk, second + 7),
        x(&desk, second + 11),
    );
    assert!(
        he < abc && abc < aleph,
        "an Arabic or Hebrew paragraph begins at the right"
    );
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
fn a_screen_reader_gets_text_caret_and_annotations() {
    let mut desk = Desk::new("The quay was quiet.\nNobody spoke.");
    desk.mark(4, 8);
    desk.selection = 4..8;
    desk.ctx.enable_accesskit();
    desk.frame(vec![]);
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, desk.size)),
        ..RawInput::default()
    };
    let Desk {
        ctx,
        view,
        look,
        text,
        marks,
        ..
    } = &mut desk;
    let mut output = ctx.run_ui(input, |ui| {
        let shown = Shown {
            text,
            text_key: 1,
            title: "Cranes stand still",
            source_line: "",
            marks: &|_| marks.clone(),
            overview: &|_| {},
            revision: 1,
            focused: None,
            caret: 8,
            selection: 4..8,
            find_hits: &[],
            find_current: None,
            boundary_drag_allowed: false,
            has_focus: true,
        };
        view.show(ui, look, &shown);
    });
    output.textures_delta.clear();
    let nodes = output.platform_output.accesskit_update.unwrap().nodes;
    let document = nodes
        .iter()
        .find(|(_, node)| node.role() == egui::accesskit::Role::Document)
        .unwrap();
    assert_eq!(document.1.label(), Some("Cranes stand still"));
    assert!(document.1.description().unwrap().contains("c: quay"));
    let selection = document.1.text_selection().unwrap();
    assert_eq!(
        (
            selection.anchor.character_index,
            selection.focus.character_index
        ),
        (4, 8)
    );
    let runs: Vec<&str> = nodes
        .iter()
        .filter(|(_, node)| node.role() == egui::accesskit::Role::TextRun)
        .filter_map(|(_, node)| node.value())
        .collect();
    assert!(
        runs.contains(&"The quay was quiet.\n") && runs.contains(&"Nobody spoke."),
        "{runs:?}"
    );
}

#[test]
fn a_paragraph_without_white_space_or_end_works() {
    let mut desk = Desk::new(&"crane".repeat(200_000));
    desk.view.scroll_to(500_000, Align::Centre);
    desk.frame(vec![]);
    let pos = desk.place(500_000);
    assert_eq!(
        desk.click(pos)[0],
        TextEvent::Press {
            offset: 500_000,
            clicks: 1,
            shift: false
        }
    );
    assert!(desk.view.column.galleys.len() < 100);
}
