//! Small invented projects, fixed and drawn at random.

use pressmark::model::annotation::{CarriedFrom, Rule};
use pressmark::model::*;
use pressmark::store::default_scheme;
use proptest::prelude::*;

/// Texts in many scripts, with all that makes offsets and quoting hard.
pub const TEXTS: [&str; 9] = [
    "Cranes stop\n\n“We had no choice,” said Ana Ruiz. “Not one.”\nMore than 4,000 dockers didn't work.",
    "Der Streik dauert an: „Wir bleiben“, sagte sie. Etwa 20 Prozent fehlen.",
    "قال الوزير: «لن نتراجع أبدًا» وأضاف أن 20 سفينة تنتظر.",
    "मंत्री ने कहा, “हम तैयार हैं”। लगभग ५० जहाज़ रुके हैं।",
    "เขากล่าวว่า “น้ำท่วม” เป็นเรื่องใหญ่ 15 ลำ",
    "「待つしかない」と港の職員は語った。約30隻が止まっている。",
    "Emoji 👩‍👩‍👧 and 👍🏽 \u{200b}hidden\u{202e} marks\u{ad} \\ \"quoted\" and a tab\there\u{7f}.",
    "One line, no end",
    "Tail\n\n\n  spaced \u{feff}end",
];

/// The project of most tests: nine articles in two batches, nobody has tagged anything.
pub fn harbour() -> Project {
    let mut project = Project::new("Harbour strike".to_owned(), default_scheme());
    project.guidelines = "Tag what is said.\n\nWhen in doubt, ask.".to_owned();
    let articles: Vec<_> = TEXTS.iter().enumerate().map(|(at, text)| article(at, text)).collect();
    project.add_batch(&BatchId("2026-11-20-amy-1".into()), articles[..5].to_vec());
    project.add_batch(&BatchId("2026-11-21-ben-2".into()), articles[5..].to_vec());
    project
}

fn article(at: usize, text: &str) -> Article {
    let metadata = Metadata {
        title: format!("Title “{at}” isn't long"),
        outlet: "The Quayside Post".to_owned(),
        language: if at == 2 { "ar".to_owned() } else { String::new() },
        ..Metadata::default()
    };
    let source = Source {
        file: format!("article {at}.txt"),
        digest: "ab".repeat(32),
        encoding: "UTF-8".to_owned(),
        line_ends_changed: at as u64,
        imported: Timestamp(1_795_344_127_123),
        ..Source::default()
    };
    Article::new(text, metadata, source)
}

/// The places of a text where a span may begin or end.
pub fn boundaries(text: &str) -> Vec<usize> {
    let inner = unicode_segmentation::UnicodeSegmentation::grapheme_indices(text, true).map(|(at, _)| at);
    inner.chain([text.len()]).collect()
}

/// The nearest good span to two random places.
pub fn span_near(text: &str, one: usize, other: usize) -> Option<Span> {
    let places = boundaries(text);
    let (one, other) = (places[one % places.len()], places[other % places.len()]);
    let (start, end) = (one.min(other), one.max(other));
    let words = text.get(start..end)?;
    let lead = words.len() - words.trim_start().len();
    let span = Span::new(start + lead, start + words.trim_end().len().max(lead))?;
    span.fault(text).is_none().then_some(span)
}

/// Words that are hard to write.
pub fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,12}",
        Just("don't “stop”".to_owned()),
        Just("नमस्ते \u{200d}سلام สวัสดี 👍🏽".to_owned()),
        Just("a \"b\" \\ \n\r\t\u{0}\u{1b}\u{202e}\u{2028}])".to_owned()),
        any::<String>(),
    ]
}

/// Values that an attribute of the default scheme takes.
pub fn value_for(kind: &AttributeKind, draw: u64, words: &str) -> Value {
    let number = f64::from_bits(draw);
    let number = if number.is_finite() { number } else { draw as f64 / 7.0 };
    match kind {
        AttributeKind::Text => Value::Text(words.into()),
        AttributeKind::Choice(choices) => Value::Text(choices[draw as usize % choices.len()].as_str().into()),
        AttributeKind::Number if draw.is_multiple_of(3) => Value::Range(number.min(0.5), number.max(0.5)),
        AttributeKind::Number => Value::Number(number),
        AttributeKind::Flag => Value::Flag(draw.is_multiple_of(2)),
    }
}

/// Provenances of each kind.
pub fn provenance(draw: u64, words: &str) -> Provenance {
    match draw % 6 {
        0 => Provenance::Rule(Box::new(Rule { name: "quotation at caret".into(), score: None })),
        1 => Provenance::Rule(Box::new(Rule { name: words.into(), score: Some((draw % 101) as f64 / 100.0) })),
        2 => Provenance::Imported(words.into()),
        3 => {
            let (article, annotation) = (ArticleId::of(words), AnnotationId(draw));
            let (at, found) = (Timestamp((draw % 1_000_000) as i64), provenance(draw / 6 % 3, words));
            Provenance::Carried(Box::new(CarriedFrom { article, annotation, at, found }))
        }
        4 => Provenance::Search(words.into()),
        _ => Provenance::Hand,
    }
}
