//! Where annotations belong in a newer copy of a text: moved, changed, ambiguous or lost, and never to other words.

mod support;

use pressmark::model::Span;
use pressmark::model::transfer::Fate::{self, Ambiguous, Changed, Lost, Moved};
use pressmark::model::transfer::{CANDIDATES, transfer};
use proptest::prelude::*;
use support::projects::{TEXTS, span_near};

/// Takes the signs out of a text in which spans are drawn as `⟦…⟧`; they may nest.
fn undraw(drawn: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), Vec::new());
    for c in drawn.chars() {
        let here = text.len() as u32;
        match c {
            '⟦' => {
                open.push(spans.len());
                spans.push(Span { start: here, end: here });
            }
            '⟧' => spans[open.pop().unwrap()].end = here,
            c => text.push(c),
        }
    }
    assert!(open.is_empty(), "{drawn}");
    (text, spans)
}

fn fates(old: &str, new: &str) -> Vec<Fate> {
    let (text, spans) = undraw(old);
    let fates = transfer(&text, &spans, new);
    fates.iter().flat_map(places).for_each(|span| assert_eq!(span.fault(new), None, "{old} to {new}"));
    fates
}

fn places(fate: &Fate) -> Vec<Span> {
    match fate {
        Moved(span) | Changed { span, .. } => vec![*span],
        Ambiguous(spans) => spans.clone(),
        Lost => Vec::new(),
    }
}

/// Sees that what is drawn in the old text moves to what is drawn in the new.
#[track_caller]
fn moves(old: &str, new: &str) {
    let (text, expected) = undraw(new);
    let expected: Vec<Fate> = expected.into_iter().map(Moved).collect();
    assert_eq!(fates(old, &text), expected, "{old} to {new}");
}

/// Sees that the one span drawn in the old text has this place in the new, but not the same words; returns how alike they are.
#[track_caller]
fn changes(old: &str, new: &str) -> f32 {
    let (text, expected) = undraw(new);
    match fates(old, &text).as_slice() {
        [Changed { span, similarity }] => {
            assert_eq!(span.of(&text), expected[0].of(&text), "{old} to {new}");
            assert_eq!(*span, expected[0]);
            *similarity
        }
        other => panic!("{other:?}: {old} to {new}"),
    }
}

const STORY: &str =
    "Cranes stop\n\n⟦“⟦We had no choice⟧,”⟧ said Ana Ruiz of the union.\n\n⟦More than ⟦4,000⟧ dockers⟧ stayed home.\n";

#[test]
fn annotations_move_with_what_stands_before_and_behind_them() {
    moves(STORY, &format!("Skip to content\nMenu\n\n{STORY}\nRelated\nShips wait"));
    moves(STORY, &STORY.replace("Cranes stop\n\n", ""));
    moves(STORY, &STORY.replace("Ana Ruiz of the union.", "Ruiz. She spoke on Monday."));
}

#[test]
fn white_space_and_line_ends_do_not_matter() {
    moves(STORY, &STORY.replace("\n\n", "\n").replace("We had no choice", "We had\nno  choice"));
    moves("One ⟦two three⟧ four", "One\u{a0}⟦two\tthree⟧\n\n\nfour");
}

#[test]
fn the_only_place_of_many_words_is_theirs_whatever_stands_around() {
    moves("Alpha. ⟦Nobody knows what it will cost.⟧ Beta.", "Gamma! ⟦Nobody knows what it will cost.⟧ Delta!");
}

#[test]
fn a_short_piece_in_other_surroundings_is_asked_about() {
    let found = fates("They paid ⟦20 percent⟧ more for coal.", "The harbour grew. In May 20 percent was lost to rain.");
    assert_eq!(found, [Ambiguous(vec![Span { start: 25, end: 35 }])]);
}

#[test]
fn the_same_words_elsewhere_do_not_hide_that_their_place_has_changed() {
    let found = fates(
        "They said ⟦20 percent⟧ of the workers stayed home on Monday.",
        "They said 22 percent of the workers stayed home on Monday. Some 20 percent of rain fell.",
    );
    let [Ambiguous(places)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(places.iter().map(|span| span.start).collect::<Vec<_>>(), [10, 64]);
}

#[test]
fn what_is_left_of_the_same_words_elsewhere_is_not_taken_for_their_place() {
    let old = "Ferry fares to rise by 9%\n\nFares on the ferry will rise by ⟦9%⟧ from June.";
    let found = fates(old, "Ferry fares to rise by 9%\n\nFares on the ferry will rise by 11% from July.");
    assert!(!matches!(found.as_slice(), [Moved(_)]), "{found:?}");
    let headline = "Ferry fares to rise by ⟦9%⟧\n\nFares on the ferry will rise by 9% from June.";
    let found = fates(headline, "Ferry fares to rise by 9%\n\nFares on the ferry will rise by 11% from July.");
    assert_eq!(found, [Moved(Span { start: 23, end: 25 })]);
}

#[test]
fn surroundings_tell_the_same_words_apart() {
    moves("In May ten ships came. In June ⟦ten ships⟧ left.", "In June ⟦ten ships⟧ left. But in July ten ships sank.");
    let found =
        fates("In May ⟦ten ships⟧ came. In June ⟦ten ships⟧ left.", "Log. In June ten ships left. But in July ten ships sank.");
    assert!(matches!(found.as_slice(), [Ambiguous(_), Moved(Span { start: 13, end: 22 })]), "{found:?}");
}

#[test]
fn two_annotations_do_not_move_to_one_place() {
    let found = fates(
        "They shut ⟦the whole harbour of Varna⟧ down. Then they shut ⟦the whole harbour of Varna⟧ again.",
        "Yes, they shut the whole harbour of Varna again.",
    );
    assert!(matches!(found.as_slice(), [Ambiguous(places), Moved(place)] if *places == [*place]), "{found:?}");
}

#[test]
fn the_same_words_as_often_as_before_keep_their_order() {
    let block = "\nShare ⟦this⟧ story with friends today\n";
    let new = format!("New words first.{block}Much has changed.{block}Other words last.");
    moves(&format!("Old.{block}Nothing.{block}End of it."), &new);
}

#[test]
fn the_same_words_oftener_than_before_are_ambiguous() {
    let part = "They said the strike goes on until the winter comes.";
    let found = fates(&part.replace("strike", "⟦strike⟧"), &format!("{part}\nA picture.\n{part}"));
    let [Ambiguous(places)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(places.len(), 2);
}

#[test]
fn a_place_whose_words_have_changed_is_found() {
    let alike = changes(
        "On Monday more than ⟦1,300 workers⟧ stayed at home, the union said.",
        "On Monday more than ⟦1,400 workers⟧ stayed at home, the union said.",
    );
    assert!((0.8..1.0).contains(&alike), "{alike}");
    changes(
        "The minister said ⟦“we shall see”⟧ and left the hall.",
        "The minister said ⟦“we shall certainly see”⟧ and left the hall.",
    );
    changes("Some say the port has ⟦thirteen hundred⟧ cranes in all.", "Some say the port has ⟦1,300⟧ cranes in all.");
}

#[test]
fn other_marks_are_a_change_that_is_small() {
    let alike = changes("Then ⟦“We had no choice,”⟧ said Ana Ruiz.", "Then ⟦\"We had no choice,\"⟧ said Ana Ruiz.");
    assert!(alike > 0.85, "{alike}");
}

#[test]
fn changed_words_in_a_paragraph_that_went_elsewhere_are_found() {
    let one = "The ⟦port of Varna will reopen on Friday after nine days⟧, officials said in the evening.";
    let now = "The ⟦port of Varna will reopen on Sunday after nine days⟧, officials said in the evening.";
    let rest = "Shops were closed and trains did not run.\nFerries waited outside the bay.\n";
    changes(&format!("{one}\n{rest}"), &format!("{rest}{now}"));
}

#[test]
fn what_is_gone_is_lost() {
    let rest = "\nShops were closed and trains did not run.\nFerries waited outside the bay.";
    assert_eq!(fates(&format!("⟦Advertisement: buy two boats.⟧{rest}"), rest.trim()), [Lost]);
    assert_eq!(fates("⟦One two.⟧", ""), [Lost]);
    assert_eq!(fates("⟦One two.⟧", "Entirely different."), [Lost]);
    assert_eq!(fates("They met, ⟦and then⟧ they left.", "They met, they left."), [Lost]);
    let found = fates(
        "By Lena Okafor, 3 July 2025\n⟦Advertisement⟧\nThe cranes stopped on Thursday.",
        "By Lena Okafor, 3 July 2025, updated 4 July\nThe cranes stopped on Thursday.",
    );
    assert_eq!(found, [Lost], "what stands in another line is something else");
}

#[test]
fn what_lies_inside_moves_with_what_is_around_it() {
    let old = "⟦The strike goes on, the ⟦strike⟧ will last.⟧ No end.";
    moves(old, "A strike. Strike! ⟦The strike goes on, the ⟦strike⟧ will last.⟧ A strike.");
    // Also where the words around have changed a little.
    let found = fates(
        "⟦Yesterday they said ⟦ten ships⟧ would come to the old harbour.⟧ Rain.",
        "Pictures: ten ships. Yesterday they said ten ships would come to the new harbour. Rain. Again ten ships.",
    );
    let [Changed { .. }, Moved(inner)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(inner.start, 41);
}

#[test]
fn pieces_of_words_move_with_their_words() {
    moves("An ⟦air⟧port and an air raid.", "New: an ⟦air⟧port and an air raid.");
    moves("彼は⟦港⟧にいた。船は来ない。", "速報 彼は⟦港⟧にいた。船は来ない。");
    moves("เขา⟦กล่าว⟧ว่า น้ำท่วม", "ข่าว: เขา⟦กล่าว⟧ว่า น้ำท่วม");
}

#[test]
fn few_places_are_offered_and_spans_that_do_not_fit_are_lost() {
    let found = fates("word ⟦yes⟧ word", &"no, yes. ".repeat(40));
    let [Ambiguous(places)] = found.as_slice() else { panic!("{found:?}") };
    assert!(places.len() <= CANDIDATES && places.is_sorted());
    let unsound = [Span { start: 3, end: 900 }, Span { start: 4, end: 4 }, Span { start: 3, end: 5 }];
    assert_eq!(transfer("One two", &unsound, "One two"), [Lost, Lost, Lost]);
    assert_eq!(transfer("One two", &unsound, "Also one two"), [Lost, Lost, Lost]);
}

#[test]
fn a_word_that_stands_everywhere_still_finds_its_place() {
    let chorus = "row row row your boat ".repeat(900);
    let old = format!("{chorus}and then the captain said ⟦row⟧ for the very last time {chorus}");
    let new = format!("News. {old}");
    moves(&old, &new);
}

fn squeezed(words: &str) -> String {
    words.split_whitespace().collect()
}

/// Paragraphs of words that stand nowhere else, with some words that stand everywhere.
fn paragraphs(count: usize) -> Vec<String> {
    let sentence = |at: usize| {
        let words = (0..12).map(|word| if word % 3 == 0 { "the".to_owned() } else { format!("w{at}x{word}") });
        format!("“{}.”", words.collect::<Vec<_>>().join(" "))
    };
    (0..count).map(sentence).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_the_same_text_everything_stays(
        text in prop_oneof!["[ab \n]{1,60}", "(ab |row |the |the ab |\n){1,60}", any::<String>()],
        draws in prop::collection::vec((0usize..1000, 0usize..1000), 1..12),
    ) {
        let spans: Vec<Span> = draws.into_iter().filter_map(|(one, other)| span_near(&text, one, other)).collect();
        let expected: Vec<Fate> = spans.iter().map(|span| Moved(*span)).collect();
        prop_assert_eq!(transfer(&text, &spans, &text), expected.clone());
        // Not the very same text, so that it is really looked for.
        let longer = format!("{text}\n");
        prop_assert_eq!(transfer(&text, &spans, &longer), expected, "{:?}", text);
    }

    #[test]
    fn paragraphs_that_come_and_go_move_what_stays(
        keep in prop::collection::vec(0u8..4, 12),
        draws in prop::collection::vec((0usize..2000, 0usize..2000), 1..20),
    ) {
        let (old, other) = (paragraphs(12), paragraphs(40).split_off(20));
        let mut new = Vec::new();
        for ((kept, paragraph), inserted) in keep.iter().zip(&old).zip(&other) {
            match kept {
                0 => {}
                1 => new.extend([inserted, paragraph]),
                _ => new.push(paragraph),
            }
        }
        let (old_text, new_text) = (old.join("\n\n"), new.into_iter().cloned().collect::<Vec<_>>().join("\n"));
        let spans: Vec<Span> = draws.into_iter().filter_map(|(one, other)| span_near(&old_text, one, other)).collect();
        for (span, fate) in spans.iter().zip(transfer(&old_text, &spans, &new_text)) {
            let words = span.of(&old_text).unwrap();
            let before = old_text[..span.start as usize].matches("\n\n").count();
            if !words.contains('\n') && words.contains('w') {
                let moved = matches!(fate, Moved(place) if place.of(&new_text) == Some(words));
                prop_assert_eq!(moved, keep[before] > 0, "“{}” {:?}", words, fate);
            }
        }
    }

    #[test]
    fn whatever_the_texts_places_are_sound_and_moved_words_the_same(
        old in prop_oneof!["(a|b|é|e\u{301}| |\n|“|, |👩‍👧|the |ship ){0,60}", prop::sample::select(TEXTS.to_vec()).prop_map(str::to_owned), any::<String>()],
        new in prop_oneof!["(a|b|é|e\u{301}| |\n|“|, |👩‍👧|the |ship ){0,60}", prop::sample::select(TEXTS.to_vec()).prop_map(str::to_owned)],
        cut in 0usize..200,
        mixed in any::<bool>(),
        draws in prop::collection::vec((0usize..1000, 0usize..1000), 1..12),
    ) {
        let cut = old.floor_char_boundary(cut);
        let new = if mixed { format!("{}{new}{}", &old[cut..], &old[..cut]) } else { new };
        let spans: Vec<Span> = draws.into_iter().filter_map(|(one, other)| span_near(&old, one, other)).collect();
        let fates = transfer(&old, &spans, &new);
        prop_assert_eq!(fates.len(), spans.len());
        for (span, fate) in spans.iter().zip(&fates) {
            for place in places(fate) {
                prop_assert_eq!(place.fault(&new), None);
            }
            match fate {
                Moved(place) => prop_assert_eq!(squeezed(place.of(&new).unwrap()), squeezed(span.of(&old).unwrap())),
                Ambiguous(places) => prop_assert!(!places.is_empty() && places.len() <= CANDIDATES && places.is_sorted()),
                Changed { similarity, .. } => prop_assert!((0.0..=1.0).contains(similarity)),
                Lost => {}
            }
        }
        for (outer, around) in spans.iter().zip(&fates) {
            for (inner, inside) in spans.iter().zip(&fates) {
                let nested = outer.start <= inner.start && inner.end <= outer.end;
                if let (true, Moved(around)) = (nested, around) {
                    let Moved(inside) = inside else { panic!("what is inside moves along: {inside:?}") };
                    prop_assert!(around.start <= inside.start && inside.end <= around.end);
                }
            }
        }
    }
}
