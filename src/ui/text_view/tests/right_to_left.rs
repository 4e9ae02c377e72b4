//! Right-to-left writing: letters, numbers and marks are painted where UAX #9 wants them, and where the offsets say.

use super::{super::*, Desk};
use crate::ui::text_view::geometry::{Line, PieceLayout};
use unicode_bidi::{BidiClass, BidiInfo, bidi_class};

const TEXTS: [&str; 12] = [
    "غادرت الرافعة رقم ٤٧ الرصيف في ٢٠٢٥/٧/٣ عند ٠٩:١٥ صباحاً",
    "ارتفع الأجر ١٫٥٪ ثم ١٬٢٠٠ جنيه (٣٠٪) و12٪ بعد ذلك",
    "در سال ۱۴۰۴ حدود ۳٫۵٪ از ۱۲۰۰ کارگر ماندند",
    "قال Brandt إن 1,300 عامل غادروا Quay 7 في 20:15، ثم عادوا",
    "She wrote ٢٠٢٥ and ۱۴۰۴ beside שלום 12 and العدد ٣ here",
    "٪، ٥٪؟ (٧-٣-٢٠٢٥) ٠٦٠٠-١١١-٢٢٢",
    "هاتف: \u{200E}+٤٤ ٢٠ ٧٩٤٦\u{200E} أو ٠٢٠",
    "ב-12:30 נשארו 45% מהעובדים (כ-1,300) בבית",
    "«لا خيار» [٤] – \u{2067}قال ٢٠\u{2069} ثم … «نعم»",
    "٢٠٢٥",
    "a ٢٠٢٥",
    "رقم ١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠",
];

/// The glyphs painted on a line, each with the middle of where it stands, from left to right.
fn painted(layout: &PieceLayout, line: &Line) -> Vec<(f32, char)> {
    let rows = layout.strips.iter().flat_map(|strip| strip.galley.rows.iter().map(|row| (strip.place + row.pos.to_vec2(), row)));
    let here = rows.filter(|(place, _)| (place.y - line.top).abs() < 1.0);
    let glyphs = here.flat_map(|(place, row)| row.glyphs.iter().map(move |glyph| (place.x, glyph)));
    let seen = glyphs.filter(|(_, glyph)| glyph.advance_width > 0.0 && is_seen(glyph.chr));
    let mut glyphs: Vec<(f32, char)> = seen.map(|(x, glyph)| (x + glyph.pos.x + glyph.advance_width / 2.0, glyph.chr)).collect();
    glyphs.sort_by(|a, b| a.0.total_cmp(&b.0));
    glyphs
}

fn is_seen(c: char) -> bool {
    !invisible::is_invisible(c) && bidi_class(c) != BidiClass::NSM
}

fn check(text: &str) {
    let mut desk = Desk::new(text);
    desk.look.column_chars = 40.0;
    desk.size.y = 3000.0;
    desk.frame(vec![]);
    for visible in &desk.scene().visible {
        let words = &text[visible.piece.words.clone()];
        let bidi = BidiInfo::new(words, None);
        for line in &visible.layout.lines {
            let glyphs = painted(&visible.layout, line);
            let mut shown = String::new();
            for (x, c) in glyphs {
                let cell = line.cell_under(x).unwrap();
                let c = if cell.rtl { bidi_row::mirror(c) } else { c };
                assert!(words[cell.start as usize..].starts_with(c), "{c} is not where its offset is, in {words:?}");
                shown.push(c);
            }
            let Some(paragraph) = bidi.paragraphs.first() else { continue };
            let judged: String = bidi.reorder_line(paragraph, line.range.clone()).chars().filter(|c| is_seen(*c)).collect();
            assert_eq!(shown, judged, "in {words:?}");
        }
    }
}

#[test]
fn every_glyph_stands_where_the_bidirectional_algorithm_wants_it() {
    TEXTS.into_iter().for_each(check);
}

#[test]
fn inside_a_number_the_caret_goes_right() {
    for number in ["٢٠٢٥", "۱۴۰۴", "٠٩:١٥", "٢٠٢٥/٧/٣", "١٫٥", "١٬٢٠٠", "1,300"] {
        let text = format!("في {number} عاد");
        let desk = Desk::new(&text);
        let start = text.find(number).unwrap();
        let places: Vec<f32> = number.char_indices().map(|(at, _)| desk.place(start + at).x).collect();
        assert!(places.is_sorted_by(|a, b| a < b), "{number}: {places:?}");
    }
}
