//! What importing makes of bytes: every encoding, nothing changed but line ends, no panic whatever comes.

use pressmark::export;
use pressmark::import::{self, Outcome, Problem, Settings};
use pressmark::model::{Article, BatchId, Metadata, Progress, Project, Scheme, Timestamp};
use proptest::prelude::*;

const STORY: &str = "Kräne im Hafen stehen still\n\n„Wir warten“, sagte Jörg Özil. Über 1.200 Container blieben liegen.\n";

fn import(bytes: &[u8]) -> Article {
    let mut imported =
        import::from_bytes(bytes.to_vec(), "story.txt", Settings { imported: Timestamp(7), ..Settings::default() });
    assert!(matches!(imported.files[0].parts[0].outcome, Outcome::Added { .. }), "{:?}", imported.files);
    imported.articles.remove(0)
}

fn refusal(bytes: &[u8]) -> Problem {
    match import::from_bytes(bytes.to_vec(), "story.txt", Settings::default()).files.remove(0).parts.remove(0).outcome {
        Outcome::Refused(problem) => problem,
        other => panic!("{other:?}"),
    }
}

fn check(bytes: &[u8], text: &str, encoding: &str) {
    let article = import(bytes);
    assert_eq!(&*article.text, text, "{encoding}");
    assert_eq!((article.source.encoding.as_str(), article.source.undecodable), (encoding, 0));
    assert_eq!(article.source.digest, blake3::hash(bytes).to_hex().to_string());
    assert_eq!((article.source.file.as_str(), article.source.imported), ("story.txt", Timestamp(7)));
    assert_eq!(article.metadata, Metadata::default());
}

fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes_of).collect()
}

#[test]
fn every_unicode_form_is_read() {
    check(STORY.as_bytes(), STORY, "UTF-8");
    let marked = format!("\u{FEFF}{STORY}");
    check(marked.as_bytes(), STORY, "UTF-8");
    check(&utf16(&marked, u16::to_le_bytes), STORY, "UTF-16LE");
    check(&utf16(&marked, u16::to_be_bytes), STORY, "UTF-16BE");
    check(&utf16(STORY, u16::to_le_bytes), STORY, "UTF-16LE");
    check(&utf16(STORY, u16::to_be_bytes), STORY, "UTF-16BE");
}

#[test]
fn legacy_encodings_are_guessed_and_named() {
    let russian = "Краны в порту остановились. «Мы ждём ответа», — сказала портовый диспетчер Анна Ветрова во вторник.\n";
    let russian_plain = "Краны в порту остановились. \"Мы ждём ответа\", сказала портовый диспетчер Анна Ветрова.\n";
    let japanese = "港のクレーンは止まったままだ。「返事を待っている」と港湾労働者の代表は語った。\n";
    let korean = "항구의 크레인이 멈췄다. 노조는 답변을 기다린다고 밝혔다.\n";
    let chinese = "港口的起重机停了下来。工会代表说：“我们在等待答复。”\n";
    let texts = [
        (encoding_rs::WINDOWS_1252, STORY),
        (encoding_rs::WINDOWS_1251, russian),
        (encoding_rs::KOI8_U, russian_plain),
        (encoding_rs::SHIFT_JIS, japanese),
        (encoding_rs::EUC_JP, japanese),
        (encoding_rs::EUC_KR, korean),
        (encoding_rs::GBK, chinese),
    ];
    for (encoding, text) in texts {
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable, "{}", encoding.name());
        check(&bytes, text, encoding.name());
    }
}

#[test]
fn undecodable_bytes_are_counted_and_shown() {
    let mut odd = utf16("\u{FEFF}The port", u16::to_le_bytes);
    odd.push(0x41);
    let article = import(&odd);
    assert_eq!((&*article.text, article.source.undecodable), ("The port\u{FFFD}", 1));
    let article = import("Kräne, Häfen, Schlösser, Türme, Öl \u{80}".as_bytes().split_last().unwrap().1);
    assert_eq!((&*article.text, article.source.undecodable), ("Kräne, Häfen, Schlösser, Türme, Öl \u{FFFD}", 1));
    let outcome = import::from_bytes(odd, "odd.txt", Settings::default()).files.remove(0);
    assert!(outcome.is_problem() && outcome.to_string().contains("1 byte sequence could not be decoded"), "{}", outcome);
}

#[test]
fn line_ends_become_line_feeds_and_are_counted() {
    let article = import(b"One\r\nTwo\rThree\nFour\r\n");
    assert_eq!((&*article.text, article.source.line_ends_changed), ("One\nTwo\nThree\nFour\n", 3));
    assert_eq!(import(STORY.as_bytes()).source.line_ends_changed, 0);
}

#[test]
fn nothing_else_changes() {
    let delicate = "  e\u{301} é \u{200B}\u{AD}\u{202E}abc\u{202C} \u{FEFF}\u{2028}\u{85}\u{A0} 👩‍👧 ①\u{3000}ﬁ \t \n\n\n   ";
    check(delicate.as_bytes(), delicate, "UTF-8");
    let pasted = import::from_text(delicate, "pasted text", Settings::default());
    assert_eq!(&*pasted.articles[0].text, delicate);
    assert_eq!(pasted.articles[0].source.file, "pasted text");
    assert_eq!(pasted.articles[0].id, import(delicate.as_bytes()).id);
}

#[test]
fn what_is_no_text_is_refused() {
    assert_eq!(refusal(b""), Problem::Empty);
    assert_eq!(refusal(b"\xEF\xBB\xBF"), Problem::Blank);
    assert_eq!(refusal(" \r\n\u{A0}\u{3000}\t".as_bytes()), Problem::Blank);
    assert!(matches!(refusal(b"%PDF-1.4 crane"), Problem::Damaged { what: "a PDF document", .. }));
    assert!(matches!(refusal(b"The crane\0stood still."), Problem::NotText(_)));
}

#[test]
fn what_is_asked_for_as_text_is_read_as_text() {
    let settings = Settings { format: Some(import::Format::Text), ..Settings::default() };
    for text in ["<html>The crane</html>", "The crane\0stood still."] {
        let imported = import::from_bytes(text.as_bytes().to_vec(), "page.html", settings);
        assert_eq!(&*imported.articles[0].text, text);
        assert_eq!(imported.articles[0].source.encoding, "UTF-8");
    }
}

/// The texts of a project that was imported, as its export gives them back.
fn exported_texts(articles: Vec<Article>) -> Vec<String> {
    let mut project = Project::new("Round trip".to_owned(), Scheme::default());
    project.add_batch(&BatchId("batch".into()), articles);
    let mut bytes = Vec::new();
    export::write_to(&project, &export::Options::default(), &mut bytes, &Progress::default()).unwrap();
    let lines = std::str::from_utf8(&bytes).unwrap().lines();
    lines.map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].as_str().unwrap().to_owned()).collect()
}

proptest! {
    #[test]
    fn any_bytes_are_an_article_or_a_refusal(bytes in prop::collection::vec(any::<u8>(), 0..400), forced: bool) {
        let format = forced.then_some(import::Format::Text);
        let imported = import::from_bytes(bytes, "any", Settings { format, ..Settings::default() });
        prop_assert_eq!(imported.files.len(), 1);
        let texts: Vec<String> = imported.articles.iter().map(|article| article.text.to_string()).collect();
        prop_assert_eq!(exported_texts(imported.articles), texts);
    }

    #[test]
    fn any_text_comes_back_as_it_was(text in "\\PC{1,60}[\\s\\S]{0,60}") {
        let imported = import::from_text(&text, "any", Settings::default());
        let expected = text.replace("\r\n", "\n").replace('\r', "\n");
        let expected: Vec<String> = Some(expected).filter(|text| !text.trim().is_empty()).into_iter().collect();
        prop_assert_eq!(exported_texts(imported.articles), expected);
    }

    #[test]
    fn utf16_with_a_mark_is_never_mistaken(text in "[a-z]\\PC{0,60}") {
        for bytes_of in [u16::to_le_bytes, u16::to_be_bytes] {
            prop_assert_eq!(&*import(&utf16(&format!("\u{FEFF}{text}"), bytes_of)).text, text.as_str());
        }
    }
}
