//! Bytes that nobody should have to read: every file made for this, with random changes; no panic, no end that does not come.

use super::{article, fixture, outcomes, problem, read, zipped};
use pressmark::import::{self, Format, Imported, Outcome, Problem, Settings};
use proptest::prelude::*;
use std::time::{Duration, Instant};

const FIXTURES: [&str; 30] = [
    "book.epub",
    "columns.pdf",
    "locked.pdf",
    "pages.warc",
    "pages.warc.gz",
    "restricted.pdf",
    "revised.docx",
    "scanned.pdf",
    "stories.zip",
    "story.docx",
    "story.md",
    "story.odt",
    "story.pdf",
    "story.rtf",
    "story.txt.gz",
    "csv/harbour.csv",
    "csv/quay.tsv",
    "feed/courier.rss",
    "feed/hafenbote.atom",
    "feed/quay.json",
    "html/malformed.html",
    "html/news.html",
    "json/lines.jsonl",
    "json/wrapped.json",
    "mhtml/crane-strike.mhtml",
    "news/message.xml",
    "news/strike.nitf",
    "ods/desk.ods",
    "xlsx/desk.xlsx",
    "../../README.md",
];

/// How sources of some kinds begin.
const STARTS: &[&[u8]] =
    &[b"PK\x03\x04", b"%PDF-1.7\n", b"\x1f\x8b\x08\0", b"WARC/1.0\r\n", b"{\\rtf1 ", b"---\n", b"<!doctype html>", b""];

/// One change of bytes.
#[derive(Clone, Debug)]
enum Change {
    Set(u8),
    Cut,
    Drop(usize),
    Repeat(usize),
    Insert(Vec<u8>),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => any::<u8>().prop_map(Change::Set),
        1 => Just(Change::Cut),
        2 => (1..200_usize).prop_map(Change::Drop),
        2 => (1..200_usize).prop_map(Change::Repeat),
        2 => prop::collection::vec(any::<u8>(), 1..20).prop_map(Change::Insert),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[(prop::sample::Index, Change)]) -> Vec<u8> {
    for (at, change) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at.index(bytes.len());
        match change {
            Change::Set(byte) => bytes[at] = *byte,
            Change::Cut => bytes.truncate(at),
            Change::Drop(many) => drop(bytes.drain(at..(at + many).min(bytes.len()))),
            Change::Repeat(many) => {
                let part = bytes[at..(at + many).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
            Change::Insert(part) => drop(bytes.splice(at..at, part.iter().copied())),
        }
    }
    bytes
}

/// Reads bytes; every part is an article or a problem that says something.
fn check(bytes: &[u8]) {
    let begun = Instant::now();
    let imported = read(bytes);
    let taken = begun.elapsed();
    assert!(taken < Duration::from_secs(60), "{taken:?} for {} bytes", bytes.len());
    sound(&imported);
}

/// Sees that every part is an article or a problem that says something, and that no reader failed.
fn sound(imported: &Imported) {
    for part in &imported.files[0].parts {
        assert!(!part.outcome.to_string().is_empty());
        assert_ne!(part.outcome, Outcome::Refused(Problem::Failed));
    }
}

fn read_as(bytes: &[u8], name: &str, format: Format) -> Imported {
    import::from_bytes(bytes.to_vec(), name, Settings { format: Some(format), ..Settings::default() })
}

/// What a file is read as when nobody says.
fn recognised(name: &str) -> Format {
    import::from_bytes(fixture(name), name, Settings::default()).files[0].format.unwrap()
}

#[test]
fn every_format_has_a_file_among_those_that_are_changed() {
    let known: Vec<Format> = FIXTURES.iter().map(|name| recognised(name)).chain([Format::Text]).collect();
    let missing: Vec<_> = Format::ALL.iter().filter(|format| !known.contains(format)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn changed_files_cost_no_more_than_themselves(
        file in prop::sample::select(&FIXTURES[..]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..8),
    ) {
        check(&changed(fixture(file), &changes));
    }

    #[test]
    fn changed_files_that_are_asked_to_be_what_they_were_are_read_or_refused(
        file in prop::sample::select(&FIXTURES[..]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..8),
    ) {
        sound(&read_as(&changed(fixture(file), &changes), file, recognised(file)));
    }

    #[test]
    fn random_bytes_that_are_asked_to_be_anything_are_read_or_refused(
        format in prop::sample::select(Format::ALL),
        start in prop::sample::select(STARTS),
        bytes in prop::collection::vec(any::<u8>(), 0..1500),
    ) {
        sound(&read_as(&[start, &bytes].concat(), "any", format));
        sound(&read_as(&bytes, "any", format));
    }

    #[test]
    fn random_bytes_behind_a_known_beginning_are_refused_in_words(
        start in prop::sample::select(STARTS),
        bytes in prop::collection::vec(any::<u8>(), 0..2000),
    ) {
        check(&[start, &bytes].concat());
    }

    #[test]
    fn changed_parts_of_documents_cost_no_more_than_themselves(
        file in prop::sample::select(&["revised.docx", "story.odt", "book.epub", "xlsx/desk.xlsx", "ods/desk.ods"][..]),
        part in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..8),
    ) {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(fixture(file))).unwrap();
        let part = part.index(archive.len());
        let mut entries = Vec::new();
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            std::io::copy(&mut entry, &mut bytes).unwrap();
            let bytes = if index == part { changed(bytes, &changes) } else { bytes };
            entries.push((entry.name().unwrap().into_owned(), bytes));
        }
        let entries: Vec<(&str, &Vec<u8>)> = entries.iter().map(|(name, bytes)| (name.as_str(), bytes)).collect();
        check(&zipped(&entries));
    }
}

/// A Word document of this body.
fn docx(body: &str) -> Vec<u8> {
    zipped(&[("[Content_Types].xml", ""), ("word/document.xml", body)])
}

#[test]
fn entities_of_a_document_stay_unexpanded() {
    let mut bomb = "<!DOCTYPE w [<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..30 {
        bomb += &format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10));
    }
    bomb += "]><w:document><w:p><w:r><w:t>Ha: &a29;</w:t></w:r></w:p></w:document>";
    assert_eq!(&*article(&docx(&bomb)).text, "Ha: &a29;");
}

#[test]
fn entities_of_a_workbook_stay_unexpanded() {
    let mut bomb = "<!DOCTYPE w [<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..30 {
        bomb += &format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10));
    }
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = format!("<row>{}</row><row>{}</row>", cell("text"), cell("Ha: &a29; and more words of a story."));
    let sheet = format!("{bomb}]><worksheet><sheetData>{rows}</sheetData></worksheet>");
    let relations =
        "<Relationships><Relationship Id=\"r1\" Type=\"worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let book = "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let entries = [
        ("[Content_Types].xml", ""),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    let imported = read(&zipped(&entries));
    sound(&imported);
    assert!(imported.articles.iter().all(|article| article.text.len() < 100), "{:?}", imported.articles);
}

#[test]
fn a_spreadsheet_that_repeats_without_measure_costs_no_memory() {
    let cell = "<table-cell number-columns-repeated=\"16384\"><p>A story that is told again and again.</p></table-cell>";
    let row = format!("<table-row number-rows-repeated=\"1048576\">{cell}</table-row>");
    let empty =
        "<table-row><table-cell number-columns-repeated=\"99999999999999\"/><table-cell><p>far</p></table-cell></table-row>";
    let content = format!("<spreadsheet><table name=\"A\">{}{}</table></spreadsheet>", row.repeat(20), empty.repeat(1000));
    let media_type = "application/vnd.oasis.opendocument.spreadsheet".to_owned();
    check(&zipped(&[("mimetype", media_type), ("content.xml", content)]));
}

/// A line without an end, of so many mebibytes, in each format that is text.
fn endless_lines(mebibytes: usize) {
    let line = "The crane stood still, and nobody said why. ".repeat((mebibytes << 20) / 44);
    for (format, start, end) in [
        (Format::Text, "", ""),
        (Format::Markdown, "# ", ""),
        (Format::Html, "<!doctype html><html><body><p>", "</p></body></html>"),
        (Format::Csv, "text,title\n\"", "\",Long\n"),
        (Format::Jsonl, "{\"text\":\"", "\"}\n"),
        (Format::Json, "[{\"text\":\"", "\"}]"),
        (Format::Rtf, "{\\rtf1 ", "}"),
        (Format::NewsXml, "<nitf><body><body.content><p>", "</p></body.content></body></nitf>"),
        (
            Format::Feed,
            "<rss version='2.0'><channel><item><title>a</title><description>",
            "</description></item></channel></rss>",
        ),
    ] {
        let begun = Instant::now();
        let imported = read_as(format!("{start}{line}{end}").as_bytes(), "long", format);
        let taken = begun.elapsed();
        sound(&imported);
        let is_whole = imported.articles.first().is_some_and(|article| article.text.len() + 64 > line.len());
        // What is longer than a record may be is refused by its place.
        let is_told = || outcomes(&imported).iter().any(|line| line.contains("it has more than 64 MiB"));
        assert!(is_whole || is_told(), "{format:?}: {:?}", outcomes(&imported));
        assert!(taken < Duration::from_secs(20 + 3 * mebibytes as u64), "{format:?}: {taken:?}");
    }
}

#[test]
fn a_line_without_an_end_is_read_or_told() {
    endless_lines(2);
}

#[test]
#[ignore = "takes minutes and gigabytes; run it in a release build"]
fn a_line_of_a_hundred_mebibytes_is_read_or_told() {
    endless_lines(100);
}

#[test]
fn documents_nested_without_measure_are_read_or_refused() {
    let deep =
        |tag: &str, inner: &str| format!("{}{inner}{}", format!("<{tag}>").repeat(100_000), format!("</{tag}>").repeat(100_000));
    let text = "<w:p><w:r><w:t>Port</w:t></w:r></w:p>";
    for tag in ["w:p", "w:tbl", "w:sdt", "w:r"] {
        assert_eq!(&*article(&docx(&deep(tag, text))).text, "Port", "{tag}");
    }
    check(format!("{{\\rtf1 {}Port{}}}", "{".repeat(100_000), "}".repeat(100_000)).as_bytes());
    check(
        format!("%PDF-1.4\n1 0 obj\n{}{}\nendobj\ntrailer<</Root 1 0 R>>", "[".repeat(100_000), "]".repeat(100_000)).as_bytes(),
    );
}

/// A PDF of these objects, the first of which is its catalogue.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let start = file.len();
    file += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    places.iter().for_each(|place| file += &format!("{place:010} 00000 n \n"));
    file += &format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>\nstream\n{content}\nendstream", content.len())
}

const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

#[test]
fn a_pdf_by_hand_is_read() {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>";
    let content = stream("", "BT /F 12 Tf 72 700 Td (The crane \\223stood\\224.) Tj ET");
    let file = pdf(&["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, &content, FONT]);
    assert_eq!(&*article(&file).text, "The crane “stood”.");
}

#[test]
fn a_pdf_that_lies_in_itself_is_refused() {
    let catalogue = "<</Type/Catalog/Pages 2 0 R>>";
    let pages = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</A 5 0 R/B 6 0 R>>>>>>";
    let form = |content: &str| stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", content);
    let itself = pdf(&[catalogue, pages, page, &stream("", "/A Do"), &form("/B Do"), &form("/A Do")]);
    assert!(matches!(problem(&itself), Problem::Damaged { what: "a PDF document", .. }));

    let endless_pages = "<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>";
    let page = "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>";
    let endless = pdf(&[catalogue, endless_pages, page, &stream("", "")]);
    assert!(matches!(problem(&endless), Problem::Damaged { what: "a PDF document", .. }));
}

#[test]
fn a_pdf_bomb_is_told_before_it_goes_off() {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, &vec![b' '; 65 << 20]).unwrap();
    let packed = packed.finish().unwrap();
    let head = format!("%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {}>>\nstream\n", packed.len());
    let file = [head.as_bytes(), &packed, b"\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"].concat();
    assert_eq!(problem(&file), Problem::Bomb);
}
