//! Web pages to text: what is visible, block by block, and what of it is suggested as boilerplate, and of which kind.
//!
//! Each page in `fixtures/html` stands beside a drawing of what is read from it: a line of the text a line, behind the kind of
//! boilerplate that it was taken for.

use pressmark::import::{self, Format, Outcome, Page, Settings, page};
use pressmark::model::Value;
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/html")
}

fn drawn(page: &Page) -> String {
    let mut drawn = String::new();
    let mut at = 0;
    for line in page.text.split('\n') {
        let covers = |suggestion: &&pressmark::model::Suggestion| {
            let range = suggestion.span.range();
            range.start < at + line.len() && at < range.end
        };
        let kind = page.suggestions.iter().find(covers).and_then(|suggestion| suggestion.attributes.get("kind"));
        let kind = kind.map(Value::to_string).unwrap_or_default();
        drawn.push_str(format!("{kind:>10} | {line}").trim_end());
        drawn.push('\n');
        at += line.len() + 1;
    }
    drawn
}

#[test]
fn pages_are_read_as_they_are_drawn() {
    let mut pages = 0;
    for file in std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()) {
        if file.extension().is_some_and(|extension| extension == "html") {
            let found = drawn(&page(&std::fs::read_to_string(&file).unwrap(), None));
            let expected = std::fs::read_to_string(file.with_extension("txt")).unwrap_or_default();
            assert_eq!(found, expected, "{}\n{found}", file.display());
            pages += 1;
        }
    }
    assert!(pages >= 10);
}

#[test]
fn suggestions_say_why_and_how_sure_they_are() {
    let page = page(&std::fs::read_to_string(folder().join("news.html")).unwrap(), None);
    assert!(page.suggestions.len() > 5);
    for suggestion in &page.suggestions {
        assert_eq!(suggestion.span.fault(&page.text), None);
        assert_eq!((&*suggestion.label, &*suggestion.rule), ("boilerplate", "page structure"));
        assert!(suggestion.score > 0.5 && suggestion.score <= 1.0 && !suggestion.reason.is_empty());
    }
    let reasons: Vec<&str> = page.suggestions.iter().map(|suggestion| &*suggestion.reason).collect();
    assert!(reasons.contains(&"the page calls this part “related”"), "{reasons:?}");
}

#[test]
fn invisible_characters_are_kept_byte_for_byte() {
    let words = "a\u{AD}b\u{200B}c\u{A0}d\u{200E}e\u{202E}f\u{2069}g\u{FEFF}h\u{3000}i";
    assert_eq!(page(&format!("<p>{words}</p>"), None).text, words);
}

#[test]
fn the_declared_encoding_is_used_unless_the_bytes_say_otherwise() {
    let read = |bytes: &[u8]| {
        let imported = import::from_bytes(bytes.to_vec(), "page", Settings::default());
        let article = imported.articles.into_iter().next().unwrap();
        (article.text.to_string(), article.source.encoding)
    };
    let japanese = encoding_rs::SHIFT_JIS.encode("<html><meta charset=Shift_JIS><p>港のクレーン</p>").0.into_owned();
    assert_eq!(read(&japanese), ("港のクレーン".to_owned(), "Shift_JIS".to_owned()));
    let mistaken = "<html><meta charset=iso-8859-1><p>Jörg Özil</p>";
    assert_eq!(read(mistaken.as_bytes()), ("Jörg Özil".to_owned(), "UTF-8".to_owned()));
    let latin = b"<html><meta http-equiv=Content-Type content='text/html; charset=iso-8859-2'><p>\xB3\xF3d\xBC</p>";
    assert_eq!(read(latin), ("łódź".to_owned(), "ISO-8859-2".to_owned()));
}

#[test]
fn a_page_is_known_by_its_content_or_asked_for() {
    let outcome = |bytes: &[u8], format| {
        let settings = Settings { format, ..Settings::default() };
        let imported = import::from_bytes(bytes.to_vec(), "page", settings);
        (imported.articles.first().map(|article| article.text.to_string()), imported.files[0].parts[0].outcome.clone())
    };
    let (text, report) = outcome(b"<!doctype html><p>The crane</p>", None);
    assert_eq!(text.as_deref(), Some("The crane"));
    assert!(matches!(report, Outcome::Added { undecodable: 0, .. }));
    assert_eq!(outcome(b"The <p> crane", None).0.as_deref(), Some("The <p> crane"));
    assert_eq!(outcome(b"The <p> crane", Some(Format::Html)).0.as_deref(), Some("The\n\ncrane"));
    assert!(outcome(b"<!doctype html><script>1</script>", None).0.is_none(), "nothing to read");
}

/// Pages made to overflow the stack, or to take time by the square of their length.
#[test]
fn pages_nested_without_end_are_read_in_ordinary_time() {
    let deep = |tag: &str, times: usize| format!("{}deep{}", tag.repeat(times), "</div>".repeat(times));
    let fonts: String = (0..5000).map(|size| format!("<p><font size={size}>x")).collect();
    let part = |n: usize| format!("<div hidden id='S:{n}'>{}<template id=P:{}></template></div>", "<div>".repeat(50), n + 1);
    let parts = |parts: usize| format!("<template id=\"B:0\"></template>{}", (0..parts).rev().map(part).collect::<String>());
    let attributes: String = (0..100_000).map(|name| format!("a{name} ")).collect();
    let pages = [
        deep("<div>", 100_000),
        deep("<ul><li>", 50_000),
        deep("<blockquote>", 100_000),
        deep("<table><tr><td>", 30_000),
        deep("<p><div>", 50_000),
        deep("<b><i><u></p>", 10_000),
        deep("<svg>", 100_000),
        fonts,
        format!("<div {attributes}>deep</div>"),
        format!("<div {attributes}"),
        "<!--".repeat(50_000),
        "&<".repeat(50_000),
        parts(3000),
        "<input><p>—</p>".repeat(30_000),
        "<p><a href=x>—</a></p>".repeat(50_000),
        "<div>About the author<p>—</p>".repeat(30_000),
    ];
    let slowest = pages.iter().map(|html| {
        let begun = Instant::now();
        let text = page(html, None).text;
        assert!(text.contains("deep") || !html.contains("deep") || html.starts_with("<svg>"), "{}", &html[..40]);
        begun.elapsed()
    });
    assert!(slowest.max().unwrap() < Duration::from_secs(60));
}

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<p>",
            "</p>",
            "<div class='related sidebar'>",
            "</div>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<b>",
            "</b>",
            "<a href=x>",
            "</a>",
            "<h1>",
            "</h1>",
            "<li>",
            "<ul>",
            "</ul>",
            "<script>",
            "</script>",
            "<pre>",
            "</pre>",
            "<!--",
            "-->",
            "<br>",
            "<svg>",
            "<template>",
            "</template>",
            "<select>",
            "<nav>",
            "</nav>",
            "&amp;",
            "&#0;",
            "&#xD800;",
            "<",
            ">",
            "\0",
            "\u{A0}",
            "\u{301}",
            "\u{200D}",
            "\r\n",
            "  ",
            "The crane stood still for a third day, the owners said on Monday. ",
            "<frameset>",
            "<body>",
            "</html>",
            "<math><mi>",
            "<![CDATA[",
            "]]>",
            "<?xml",
            "<dialog open>",
            "<q>",
            "</q>",
            "<details>",
            "<q hidden>",
            "<template id=\"B:1\"></template>",
            "<template id=\"P:2\"></template>",
            "<div hidden id=\"S:1\">",
            "<div hidden id=\"S:2\">",
            "<!--$?-->",
            "<!--/$-->",
            "<script>$RC(\"B:1\",\"S:2\")</script>",
            "<input>",
            "<aside>",
            "<button>",
            "<p>***</p>",
            "<p>About the author</p>",
            "<title>The crane stood still</title>",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn anything_is_read_without_a_panic_and_all_spans_are_sound(html in hostile()) {
        let page = page(&html, None);
        for suggestion in &page.suggestions {
            prop_assert_eq!(suggestion.span.fault(&page.text), None);
        }
        prop_assert!(page.suggestions.is_sorted_by(|one, next| one.span.end < next.span.start));
        prop_assert!(page.text.lines().all(|line| line.is_empty() || !line.chars().all(char::is_whitespace)));
    }

    #[test]
    fn bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 1..400)) {
        let settings = Settings { format: Some(Format::Html), ..Settings::default() };
        prop_assert_eq!(import::from_bytes(bytes, "page", settings).files.len(), 1);
    }
}
